"""Which experiments get into each other's way, counted the long way, user by user and day by day, for the answer key."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from math import floor
from typing import Any

from .accounts import Account
from .calendar_file import CALENDAR, Dated
from .directory import Listed
from .experiment_facts import CONCLUDED, PLANNED, SEGMENTS, TESTS, Test

BLOCK, HIGH, MEDIUM, LOW = GRADES = ("block", "high", "medium", "low")
LIMIT = 6  # experiments a week
_REACHING = ("Launch", "Price change", "Campaign")
_DAY = timedelta(days=1)


class Crowds:
    """The users of each segment."""

    def __init__(self, accounts: list[Account], pays: dict[str, str], directory: list[Listed]) -> None:
        self._of = {a.number: {"Segment": a.segment, "Region": a.region, "Pays by": pays[a.number]} for a in accounts}
        self._users = {one.user: one.account for one in directory if one.account in self._of}
        self._picked: dict[tuple[str, ...], frozenset[str]] = {}

    def picked(self, rule: tuple[str, ...]) -> frozenset[str]:
        """The users whose account meets all conditions of a rule; without any, all users of customers."""
        if rule not in self._picked:
            inside = {number for number, said in self._of.items() if all(_holds(condition, said) for condition in rule)}
            self._picked[rule] = frozenset(user for user, account in self._users.items() if account in inside)
        return self._picked[rule]

    def tested(self, test: Test) -> frozenset[str]:
        """The users of a test's segment."""
        return self.picked(SEGMENTS[test.segment] if test.segment else ())

    def reached(self, event: Dated) -> frozenset[str]:
        """The users whom an event of the calendar concerns."""
        said = (("Segment", event.segment), ("Region", event.region))
        return self.picked(tuple(f"{field} is {value}" for field, value in said if value))

    def size(self, rule: tuple[str, ...]) -> dict[str, int]:
        """How many users and accounts a rule picks."""
        users = self.picked(rule)
        return {"users": len(users), "accounts": len({self._users[user] for user in users})}


def _holds(condition: str, said: dict[str, str]) -> bool:
    field, _, rest = condition.partition(" is ")
    return (said[field] in rest.removeprefix("not ").split(" or ")) != rest.startswith("not ")


def planned() -> list[Test]:
    """The experiments that can collide: drafts, and what is scheduled or running."""
    return [test for test in TESTS if test.status in PLANNED]


def _graded(a: Test, b: Test, crowds: Crowds) -> str | None:
    if (a.lane and a.lane == b.lane and a.unit == b.unit) or not crowds.tested(a) & crowds.tested(b):
        return None
    if a.parameter == b.parameter:
        return BLOCK
    if a.surface == b.surface or a.primary == b.primary:
        return HIGH
    return MEDIUM if a.primary in b.limits or b.primary in a.limits else LOW


def _disturbed(test: Test, event: Dated, crowds: Crowds) -> str | None:
    if not crowds.tested(test) & crowds.reached(event):
        return None
    return BLOCK if event.type == "Freeze" else MEDIUM if event.type in _REACHING else None


def _days(one: Test | Dated) -> set[date]:
    if one.start is None:
        return set()
    last = one.end or one.start
    return {one.start + i * _DAY for i in range((last - one.start).days + 1)}


def conflicts(crowds: Crowds) -> list[dict[str, Any]]:
    """Every collision, the worst first."""
    found: list[dict[str, Any]] = []
    for a, b in combinations(planned(), 2):
        shared = crowds.tested(a) & crowds.tested(b)
        found += _met(a, b, b.key, _graded(a, b, crowds), floor(len(shared) * (a.alloc or 0) * (b.alloc or 0) / 10_000))
    for a in planned():
        for event in CALENDAR:
            shared = crowds.tested(a) & crowds.reached(event)
            found += _met(a, event, event.what, _disturbed(a, event, crowds), floor(len(shared) * (a.alloc or 0) / 100))
    return sorted(found, key=lambda one: (GRADES.index(one["grade"]), one["from"]))


def _met(a: Test, b: Test | Dated, name: str, grade: str | None, shared: int) -> Iterator[dict[str, Any]]:
    days = _days(a) & _days(b)
    if grade and days:
        yield {"grade": grade, "a": a.key, "b": name, "from": min(days).isoformat(), "to": max(days).isoformat(), "shared": shared}


def live(monday: date, *, without: Test | None = None) -> int:
    """How many experiments are live in a week, drafts counted."""
    week = {monday + i * _DAY for i in range(7)}
    return sum(bool(_days(test) & week) for test in TESTS if test is not without and test.status in (*PLANNED, CONCLUDED))


def next_free_slot(test: Test, earliest: date, crowds: Crowds) -> tuple[date, date]:
    """The first days on which the test meets nothing worse than low, no week is fuller than the limit, and it begins on a working day."""
    length = len(_days(test))
    others: list[tuple[set[date], str | None]] = [(_days(one), _graded(test, one, crowds)) for one in planned() if one is not test]
    others += [(_days(event), _disturbed(test, event, crowds)) for event in CALENDAR]
    taken = {day for days, grade in others if grade in (BLOCK, HIGH, MEDIUM) for day in days}
    start = earliest
    while True:
        days = [start + i * _DAY for i in range(length)]
        mondays = {day - day.weekday() * _DAY for day in days}
        if start.weekday() < 5 and not taken & set(days) and all(live(monday, without=test) < LIMIT for monday in mondays):
            return days[0], days[-1]
        start += _DAY
