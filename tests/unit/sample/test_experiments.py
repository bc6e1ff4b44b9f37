"""The register and the calendar hold what the answer key says: who meets whom, counted again day by day and customer by customer."""

import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

REGISTER, CALENDAR, MASTER = "history/Experiments.xlsx", "history/Calendar_2026.xlsx", "history/Accounts_master_2026-10.xlsx"
TODAY, DAY = date(2026, 11, 23), timedelta(days=1)
STATUS = {"live": "running", "planned": "scheduled", "draft": "draft", "done": "concluded", "idea": "idea"}
GRADES = ["block", "high", "medium", "low"]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def register(read: Any) -> dict[str, Row]:
    return {row["Key"]: row for row in read(REGISTER, "Register", 2)}


@pytest.fixture(scope="module")
def calendar(read: Any) -> list[Row]:
    rows: list[Row] = read(CALENDAR, "Calendar", 4)
    return rows


@pytest.fixture(scope="module")
def plan(sample: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((sample / "plan.json").read_text("utf-8"))
    return found


def _date(cell: Any) -> date | None:
    if isinstance(cell, str):
        return datetime.strptime(cell, "%d %b %Y").date()
    return cell.date() if cell else None


def _days(row: Row, first: str = "Start", last: str = "End") -> set[date]:
    start, end = _date(row[first]), _date(row[last])
    return {start + i * DAY for i in range(((end or start) - start).days + 1)} if start else set()


def _percent(cell: Any) -> float:
    return float(cell.strip(" %")) if isinstance(cell, str) else 100 * cell


def _planned(register: dict[str, Row]) -> dict[str, Row]:
    return {key: row for key, row in register.items() if STATUS[row["Status"].casefold()] in ("draft", "scheduled", "running")}


def test_the_register_is_messy_in_known_places(register: dict[str, Row], sample: Path, answer: Any) -> None:
    cells = list(openpyxl.load_workbook(sample / REGISTER)["Register"].iter_rows(values_only=True))
    assert cells[0][0] == "Experiments · Product · as of 20 Nov 2026"
    assert not any(cells[0][1:])
    assert cells[1][:14] == (
        "Key", "Name", "Hypothesis", "Goal", "Surface", "Unit", "Segment", "Alloc", "Start", "End", "Primary", "Baseline", "MDE", "Status",
    )  # fmt: skip
    assert cells[1][14:] == ("Kind", "Team", "Owner", "Variants", "Guardrails", "Lane", "Parameter")
    assert len(cells) == 2 + len(register) + 1
    assert not any(cells[-1])
    assert {type(row["Alloc"]) for row in register.values()} == {str, float, type(None)}
    assert [key for key, row in register.items() if isinstance(row["Start"], str)] == ["EXP-36", "EXP-41", "EXP-44", "EXP-46"]
    assert register["EXP-44"]["Start"] == "4 Dec 2026"
    assert {type(row["Baseline"]) for row in register.values()} == {str, float, type(None)}
    assert {row["Status"] for row in register.values()} == {"Live", "live", "Planned", "planned", "Draft", "Done", "Idea"}
    key = answer("experiments by status", REGISTER)
    assert Counter(STATUS[row["Status"].casefold()] for row in register.values()) == key["statuses"]
    assert len(register) == key["rows"] == 23


def test_every_experiment_has_what_it_needs(register: dict[str, Row], plan: dict[str, Any]) -> None:
    names = {segment["name"] for segment in plan["segments"]}
    assert {row["Segment"] for row in register.values()} - {None} <= names
    for key, row in register.items():
        assert row["Name"]
        assert row["Hypothesis"]
        assert row["Surface"]
        idea = row["Status"] == "Idea"
        assert ((row["Start"], row["Alloc"], row["Primary"], row["Variants"]) == (None,) * 4) == idea, key
        if not idea:
            assert 0 < _percent(row["Alloc"]) <= 100
            assert all((row["Baseline"], row["MDE"], row["Kind"], row["Team"], row["Owner"], row["Parameter"])), key
    parameters = [row["Parameter"] for row in register.values() if row["Parameter"]]
    assert len(set(parameters)) == len(parameters)
    assert register["EXP-44"] == {
        "Key": "EXP-44", "Name": "Invoice payment", "Goal": "End the year at $18.5M ARR", "Surface": "Checkout", "Unit": "account",
        "Hypothesis": "Card limits stop Enterprise upgrades. An invoice option raises completion.", "Segment": "Enterprise, pays by card",
        "Alloc": "100%", "Start": "4 Dec 2026", "End": "18 Dec 2026", "Primary": "Upgrade completion", "Baseline": "22.0 %",
        "MDE": "+3.5 pt", "Status": "Planned", "Kind": "A/B by account", "Team": "Monetisation", "Owner": "D. Reyes",
        "Variants": "Control 50; B 50", "Guardrails": "Payment failures +1 pt; Support contacts +8 %", "Lane": None,
        "Parameter": "checkout.invoice",
    }  # fmt: skip


def test_calendar(calendar: list[Row], answer: Any) -> None:
    assert list(calendar[0]) == ["What", "Type", "From", "To", "Region", "Segment", "Surface", "Owner"]
    key = answer("dated events by type", CALENDAR)
    assert Counter(row["Type"] for row in calendar) == key["types"]
    assert len(calendar) == key["rows"]
    days = {row["What"]: (_date(row["From"]), _date(row["To"])) for row in calendar}
    assert days["Thanksgiving"] == (date(2026, 11, 26), date(2026, 11, 27))
    assert days["Year-end code freeze"] == (date(2026, 12, 21), date(2027, 1, 4))
    assert days["New price list"] == (date(2027, 2, 1), None)
    assert days["Dashboards v2"] == (date(2027, 1, 5), date(2027, 1, 11))
    assert days["Bulk export v2"][0] == date(2027, 1, 26)
    assert next(row for row in calendar if row["What"] == "Thanksgiving")["Region"] == "NA"
    moves = {row["What"]: _date(row["From"]) for row in calendar if row["Type"] == "Competitor move"}
    assert len(moves) == 4
    assert moves["Quantly cuts its prices"] == date(2026, 8, 3) == date.fromisoformat(answer("win rate", "2026-11-20.xlsx")["price_move"])
    (outage,) = (row for row in calendar if row["Type"] == "Outage")
    assert _days(outage, "From", "To") <= {date(2026, 7, 1) + i * DAY for i in range(31)}


class Met:
    """Who meets whom on which day: a second way to the conflicts, over days and customers, from the files alone."""

    def __init__(self, register: dict[str, Row], calendar: list[Row], plan: dict[str, Any], read: Any) -> None:
        self.planned, self.calendar = _planned(register), calendar
        self.master = {row["Account ID"]: row for row in read(MASTER, "Accounts")}
        self.users = Counter(row["Account ID"] for row in read(MASTER, "Users"))
        self.rules = {segment["name"]: segment["rule"] for segment in plan["segments"]}

    def accounts(self, rule: str) -> set[str]:
        found = set(self.master)
        for line in filter(None, rule.splitlines()):
            field, without, values = re.fullmatch(r"(.+?) is (not )?(.+)", line).groups()  # type: ignore[union-attr]
            found = {n for n in found if (self.master[n][field] in values.split(" or ")) != bool(without)}
        return found

    def tested(self, row: Row) -> set[str]:
        return self.accounts(self.rules[row["Segment"]] if row["Segment"] else "")

    def reached(self, event: Row) -> set[str]:
        return self.accounts("\n".join(f"{field} is {event[field]}" for field in ("Segment", "Region") if event[field]))

    def conflicts(self) -> list[dict[str, Any]]:
        met: dict[tuple[str, str], list[date]] = {}
        for i in range(120):
            day = date(2026, 11, 1) + i * DAY
            live = [key for key, row in self.planned.items() if day in _days(row)]
            for a in live:
                for b in live:
                    if a < b and self.grade(self.planned[a], self.planned[b]):
                        met.setdefault((a, b), []).append(day)
                for event in self.calendar:
                    if day in _days(event, "From", "To") and self.disturbs(event, self.planned[a]):
                        met.setdefault((a, event["What"]), []).append(day)
        found = [self._described(a, b, days) for (a, b), days in met.items()]
        return sorted(found, key=lambda one: (GRADES.index(one["grade"]), one["from"]))

    def _described(self, a: str, b: str, days: list[date]) -> dict[str, Any]:
        one = self.planned[a]
        if b in self.planned:
            other = self.planned[b]
            grade, accounts = self.grade(one, other), self.tested(one) & self.tested(other)
            part = _percent(one["Alloc"]) * _percent(other["Alloc"]) / 10_000
        else:
            event = next(row for row in self.calendar if row["What"] == b)
            grade, accounts = self.disturbs(event, one), self.tested(one) & self.reached(event)
            part = _percent(one["Alloc"]) / 100
        users = sum(self.users[account] for account in accounts)
        where = {"from": min(days).isoformat(), "to": max(days).isoformat()}
        return {"grade": grade, "a": a, "b": b, **where, "shared": int(users * part + 1e-9)}

    def grade(self, a: Row, b: Row) -> str:
        if (a["Lane"] and a["Lane"] == b["Lane"] and a["Unit"].casefold() == b["Unit"].casefold()) or not self.tested(a) & self.tested(b):
            return ""
        if a["Parameter"] == b["Parameter"]:
            return "block"
        if a["Surface"] == b["Surface"] or a["Primary"] == b["Primary"]:
            return "high"
        return "medium" if a["Primary"] in (b["Guardrails"] or "") or b["Primary"] in (a["Guardrails"] or "") else "low"

    def disturbs(self, event: Row, row: Row) -> str:
        grade = {"Freeze": "block", "Launch": "medium", "Price change": "medium", "Campaign": "medium"}.get(event["Type"], "")
        return grade if self.tested(row) & self.reached(event) else ""


@pytest.fixture(scope="module")
def met(register: dict[str, Row], calendar: list[Row], plan: dict[str, Any], read: Any) -> Met:
    return Met(register, calendar, plan, read)


def test_four_conflicts_and_no_more(met: Met, answer: Any) -> None:
    found = met.conflicts()
    key = answer("what collides", REGISTER)
    assert found == key["conflicts"]
    assert [(one["grade"], one["a"], one["b"], one["from"], one["to"]) for one in found] == [
        ("block", "EXP-43", "Year-end code freeze", "2026-12-21", "2027-01-04"),
        ("high", "EXP-41", "EXP-44", "2026-12-04", "2026-12-18"),
        ("medium", "EXP-40", "EXP-45", "2026-12-07", "2026-12-11"),
        ("low", "EXP-41", "EXP-42", "2026-11-18", "2026-12-16"),
    ]
    assert found[1]["shared"] == 2_554 == answer("EXP-41 and EXP-44", REGISTER)["shared"]
    tested = sum(met.users[account] for account in met.tested(met.planned["EXP-42"]))
    assert round(100 * found[3]["shared"] / tested) == 4


def test_only_a_lane_keeps_46_and_47_apart(met: Met) -> None:
    a, b = met.planned["EXP-46"], met.planned["EXP-47"]
    assert met.tested(a) & met.tested(b)
    assert _days(a) & _days(b)
    assert a["Lane"] == b["Lane"]
    assert _percent(a["Alloc"]) + _percent(b["Alloc"]) <= 100


def test_next_free_slot_of_44(met: Met, register: dict[str, Row], answer: Any) -> None:
    mine, length, free = met.planned["EXP-44"], 15, []
    for i in range(1, 80):
        start = TODAY + i * DAY
        days = {start + j * DAY for j in range(length)}
        others = [row for key, row in met.planned.items() if key != "EXP-44" and _days(row) & days]
        events = [row for row in met.calendar if _days(row, "From", "To") & days]
        worse = {met.grade(mine, row) for row in others} | {met.disturbs(event, mine) for event in events}
        full = any(_live(register, day, but="EXP-44") + 1 > 6 for day in days)
        if not worse & {"block", "high", "medium"} and not full and start.weekday() < 5:
            free.append(start)
    key = answer("next free slot", REGISTER)
    assert free[0] == date(2027, 1, 12) == date.fromisoformat(key["starts"])
    assert (key["ends"], key["days"]) == ("2027-01-26", 15)


def _live(register: dict[str, Row], day: date, *, but: str = "") -> int:
    monday = day - day.weekday() * DAY
    week = {monday + i * DAY for i in range(7)}
    return sum(bool(_days(row) & week) for key, row in register.items() if key != but)


def test_live_by_week(register: dict[str, Row], answer: Any) -> None:
    key = answer("experiments live by week", REGISTER)
    assert {monday: _live(register, date.fromisoformat(monday)) for monday in key["weeks"]} == key["weeks"]
    assert list(key["weeks"].values()) == [4, 5, 5, 6, 7, 6, 1, 1, 1, 2, 2, 2]
    assert next(iter(key["weeks"])) == "2026-11-09"
    assert (key["limit"], key["over"]) == (6, ["2026-12-07"])


def test_one_goal_has_no_experiment(register: dict[str, Row], plan: dict[str, Any], answer: Any) -> None:
    goals, named = {goal["title"] for goal in plan["goals"]}, {row["Goal"] for row in register.values()} - {None}
    assert named < goals
    assert goals - named == {answer("a goal that no experiment", REGISTER)["goal"]}
    assert Counter(row["Goal"] is not None for row in register.values() if row["Status"] == "Idea") == {True: 2, False: 4}


def test_invoice_payment_cannot_be_read_by_account(answer: Any) -> None:
    from scipy.stats import norm

    key = answer("EXP-44 by account", REGISTER)
    design = 1 + (5_109 / 37 - 1) * 0.05
    needed = (norm.ppf(0.975) + norm.ppf(0.8)) ** 2 * (0.22 * 0.78 + 0.255 * 0.745) / 0.035**2
    assert (key["users"], key["accounts"], key["design_effect"], key["effective"]) == (5_109, 37, round(design, 2), int(5_109 / design))
    assert (key["design_effect"], key["effective"]) == (7.85, 650)
    assert (key["per_arm"], key["needed"]) == (int(needed) + 1, 2 * (int(needed) + 1)) == (2_317, 4_634)
