"""Finds the next days on which an experiment could run without getting into anybody's way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from prodops_desktop.agenda.working_days import WorkingDays
from prodops_desktop.experiments.collisions.capacity import Load, weeks_between
from prodops_desktop.experiments.collisions.conflicts import ConflictBook
from prodops_desktop.experiments.collisions.interference import MEDIUM, at_least
from prodops_desktop.experiments.collisions.plans import Plan, Window

HORIZON_DAYS = 550
"""How far ahead is looked: a year and a half."""
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_HAIR = 1e-9
"""Per cent that floats may be off when they are added up and taken off again."""


@dataclass(frozen=True)
class Slot:
    """The days from ``starts`` to ``ends``, and what stood in the way until then, the last of it first."""

    starts: date
    ends: date
    in_the_way: tuple[str, ...]


@dataclass(frozen=True)
class _Hindrance:
    """The days on which a run can't begin, because it would meet something; ``name`` is what."""

    first: date
    last: date
    name: str


def next_free_slot(plan: Plan, book: ConflictBook, load: Load, days: WorkingDays, earliest: date) -> Slot | None:
    """The first days from ``earliest`` on for a run of the same length; None when there are none within :data:`HORIZON_DAYS`.

    It begins on a working day; meets no freeze, and nothing else that is graded medium or worse and not accepted; every week stays
    within the limit; and its exclusion lane is not given out to more than 100%. ``load`` counts the run itself no more.
    """
    hindrances = [*_conflicting(plan, book, earliest), *_lane_mates(plan, book)]
    passed: dict[str, None] = {}
    start, until = earliest, earliest + timedelta(days=HORIZON_DAYS)
    while start <= until:
        tried = plan.begun(start)
        met = [one for one in hindrances if one.first <= start <= one.last]
        if met:
            passed.update(dict.fromkeys(one.name for one in met))
            start = max(one.last for one in met) + _DAY
        elif full := _full_week(tried, load):
            passed[f"week of {full.isoformat()}: {load.live(full)} live already"] = None
            start = full + _WEEK  # all that begins before would touch it, too
        elif not days.is_worked(start):
            start += _DAY
        else:
            return Slot(tried.starts, tried.ends, tuple(reversed(passed)))
    return None


def _conflicting(plan: Plan, book: ConflictBook, earliest: date) -> Iterable[_Hindrance]:
    """What a run would meet. How two interfere takes long, so it is not asked of what is over before the ``earliest`` day."""
    others: list[Plan | Window] = [other for id_, other in book.plans.items() if id_ != plan.id]
    for other in (*others, *book.windows):
        found = book.interferes(plan, other) if other.ends >= earliest else None
        if found is not None and at_least(found.grade, MEDIUM):
            name = other.event.title if isinstance(other, Window) else other.experiment.title
            yield _Hindrance(other.starts - timedelta(days=plan.days - 1), other.ends, name)


def _lane_mates(plan: Plan, book: ConflictBook) -> Iterable[_Hindrance]:
    """The days on which the lane has not enough left: what is given out changes when a mate begins, and on the day after its last."""
    one = plan.experiment
    changes: dict[date, float] = {}
    for other in book.plans.values():
        if plan.lane and other.lane == plan.lane and other.id != plan.id and other.experiment.unit == one.unit:
            for day, sign in ((other.starts, 1), (other.ends + _DAY, -1)):
                changes[day] = changes.get(day, 0.0) + sign * other.experiment.allocation
    given_out = 0.0
    for day, following in pairwise(sorted(changes)):
        given_out += changes[day]
        if given_out + one.allocation > 100 + _HAIR:
            yield _Hindrance(day - timedelta(days=plan.days - 1), following - _DAY, f"lane {one.lane} is full")


def _full_week(plan: Plan, load: Load) -> date | None:
    return next((monday for monday in weeks_between(plan.starts, plan.ends) if load.live(monday) + 1 > load.limit), None)
