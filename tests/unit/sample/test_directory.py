"""The directory of users holds what the answer key says of each segment, and agrees with seats and with the usage export."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

MASTER, CONTRACTS = "history/Accounts_master_2026-10.xlsx", "history/Contracts_2026-11.xlsx"
USAGE = "history/Usage_weekly_2026-08-24_11-16.xlsx"
AS_OF, OWN = date(2026, 10, 31), "000000"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def master(read: Any) -> dict[str, Row]:
    return {row["Account ID"]: row for row in read(MASTER, "Accounts")}


@pytest.fixture(scope="module")
def users(read: Any) -> list[Row]:
    rows: list[Row] = read(MASTER, "Users")
    return rows


def _day(row: Row) -> date | None:
    day: date | None = row["Last seen"].date() if row["Last seen"] else None
    return day


def test_headers_and_days(users: list[Row], master: dict[str, Row], sample: Path) -> None:
    assert list(users[0]) == ["User ID", "Account ID", "Role", "Last seen"]
    assert list(next(iter(master.values())))[-1] == "Pays by"
    assert {row["Pays by"] for row in master.values()} == {"Card", "Invoice"}
    assert openpyxl.load_workbook(sample / MASTER)["Users"]["D2"].number_format == "yyyy-mm-dd"
    days = [_day(row) for row in users]
    assert max(day for day in days if day) <= AS_OF
    assert 0.02 < days.count(None) / len(days) < 0.05


def test_27_800_users_of_customers_and_14_own(users: list[Row], master: dict[str, Row], answer: Any) -> None:
    accounts = Counter(row["Account ID"] for row in users)
    assert len({row["User ID"] for row in users}) == len(users) == 27_814
    assert accounts.pop(OWN) == 14
    assert set(accounts) == set(master)
    key = answer("users and accounts of each segment", MASTER)
    assert key["everybody"] == {"users": sum(accounts.values()), "accounts": 398} == {"users": 27_800, "accounts": 398}
    assert min(accounts.values()) >= 1


def test_segments_by_their_rules(users: list[Row], master: dict[str, Row], sample: Path, answer: Any) -> None:
    plan = json.loads((sample / "plan.json").read_text("utf-8"))
    key = answer("users and accounts of each segment", MASTER)["segments"]
    accounts = Counter(row["Account ID"] for row in users)
    found = {}
    for segment in plan["segments"]:
        inside = [number for number, row in master.items() if _meets(row, segment["rule"])]
        found[segment["name"]] = {"users": sum(accounts[number] for number in inside), "accounts": len(inside)}
    assert found == key
    assert found["Enterprise"] == {"users": 8_239, "accounts": 61}
    assert found["Enterprise, pays by card"] == {"users": 5_109, "accounts": 37}
    assert sum(found[name]["users"] for name in ("Enterprise", "Mid-market", "SMB")) == 27_800


def _meets(row: Row, rule: str) -> bool:
    """Rules as the sample writes them: “Region is NA or APAC”, “Segment is not Mid-market”, a condition a line."""
    for line in rule.splitlines():
        field, test = line.split(" is ", 1)
        values = test.removeprefix("not ").split(" or ")
        if (row[field] in values) == test.startswith("not "):
            return False
    return True


def test_no_more_users_than_seats_but_on_unlimited(users: list[Row], master: dict[str, Row], read: Any) -> None:
    seats = {f"{row['Cust. No.']:06d}": row["Seats"] for row in read(CONTRACTS, "ARR", 5) if row["Cust. No."] is not None}
    accounts = Counter(row["Account ID"] for row in users if row["Account ID"] != OWN)
    over = {number for number, count in accounts.items() if count > seats[number]}
    assert {(master[number]["Segment"], master[number]["Plan"]) for number in over} == {("Mid-market", "Unlimited")}
    rest = sum(seats[number] for number, row in master.items() if row["Segment"] != "Enterprise")
    assert rest < 27_800 - 8_239  # so that they could not all fit
    assert len(over) < 50


def test_users_of_the_export_are_among_them(users: list[Row], read: Any) -> None:
    listed = {row["User ID"]: row for row in users}
    weeks: dict[str, date] = {}
    for line in read(USAGE, "usage_weekly"):
        assert listed[line["user_id"]]["Account ID"] == line["account_id"]
        start = line["week_starting"].date()
        if start <= AS_OF:
            weeks[line["user_id"]] = max(start, weeks.get(line["user_id"], start))
    assert len(weeks) > 1_300
    for user, week in weeks.items():
        day = _day(listed[user])
        assert day is not None
        assert week <= day < week + timedelta(days=7), user


def test_customers_that_the_export_never_saw_have_nobody_seen_in_its_weeks(users: list[Row], read: Any) -> None:
    seen = {line["account_id"] for line in read(USAGE, "usage_weekly")}
    quiet = [row for row in users if row["Account ID"] not in seen]
    assert len(quiet) > 300
    assert all(day is None or day < date(2026, 8, 24) for day in map(_day, quiet))


def test_how_quickly_users_come_by(users: list[Row], master: dict[str, Row]) -> None:
    """The curve grows quickly at first: 4,634 of Enterprise's 8,239 come by within two weeks, and most within twelve."""
    days = [(row["Account ID"], _day(row)) for row in users if row["Account ID"] != OWN]

    def within(count: int, segment: str = "") -> int:
        return sum(
            day is not None and day > AS_OF - timedelta(days=count) and segment in ("", master[account]["Segment"]) for account, day in days
        )

    shares = [within(count) / 27_800 for count in (7, 14, 28, 56, 84)]
    assert shares == pytest.approx([0.43, 0.60, 0.75, 0.88, 0.92], abs=0.02)
    assert within(7, "Enterprise") < 4_634 <= within(14, "Enterprise")
    assert Counter(day.weekday() > 4 for _, day in days if day)[True] < 0.05 * len(days)
