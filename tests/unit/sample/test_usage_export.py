"""The usage export holds what the answer key says: one week without EMEA, the company's own users, Halden's fall."""

from collections import Counter, defaultdict
from typing import Any

import pytest

FILE, MASTER = "history/Usage_weekly_2026-08-24_11-16.xlsx", "history/Accounts_master_2026-10.xlsx"


@pytest.fixture(scope="module")
def lines(read: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read(FILE, "usage_weekly")
    return rows


@pytest.fixture(scope="module")
def region_of(read: Any) -> dict[str, str]:
    return {row["Account ID"]: row["Region"] for row in read(MASTER, "Accounts")}


def _week(line: dict[str, Any]) -> str:
    text: str = line["week_starting"].date().isoformat()
    return text


def test_rows_by_week(lines: list[dict[str, Any]], answer: Any) -> None:
    key = answer("rows by week", FILE)
    weeks = Counter(map(_week, lines))
    assert dict(sorted(weeks.items())) == key["weeks"]
    assert 12_000 <= len(lines) == key["rows"] <= 16_000
    assert len(weeks) == 13
    assert len({(line["user_id"], _week(line)) for line in lines}) == len(lines)
    assert all(1 <= line["active_days"] <= 7 for line in lines)


def test_one_week_of_emea_is_missing(lines: list[dict[str, Any]], region_of: dict[str, str], answer: Any) -> None:
    key = answer("EMEA is missing", FILE)
    by_week = Counter((_week(line), region_of.get(line["account_id"])) for line in lines)
    all_weeks = Counter(map(_week, lines))
    assert {week for week in all_weeks if by_week[week, "EMEA"] == 0} == {"2026-10-12"} == {key["week"]}
    assert by_week["2026-10-05", "EMEA"] == key["emea_rows_week_before"]
    fall = 100 * (all_weeks["2026-10-12"] / all_weeks["2026-10-05"] - 1)
    assert round(fall) == key["looks_like_percent"] == -34


def test_active_accounts_by_month(lines: list[dict[str, Any]], answer: Any) -> None:
    months: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        months[_week(line)[:7]].add(line["account_id"])
    assert {month: len(accounts) for month, accounts in sorted(months.items())} == answer("active accounts", FILE)["months"]


def test_own_users_belong_to_no_customer(lines: list[dict[str, Any]], region_of: dict[str, str], answer: Any) -> None:
    key = answer("the company's own", FILE)
    own = [line for line in lines if line["account_id"] not in region_of]
    assert {line["account_id"] for line in own} == {key["account"]}
    assert (len({line["user_id"] for line in own}), len(own)) == (key["users"], key["rows"])


def test_halden_loses_a_quarter_of_its_users(lines: list[dict[str, Any]], answer: Any) -> None:
    weeks = Counter(_week(line) for line in lines if line["account_id"] == "000417")
    key = answer("Halden Bank's weekly users", FILE)
    assert dict(sorted(weeks.items())) == key["weeks"]
    counts = [n for _, n in sorted(weeks.items())]
    assert round(100 * (sum(counts[-4:]) / 4) / (sum(counts[:-4]) / 9) - 100) == key["last_four_against_before_percent"] == -24
