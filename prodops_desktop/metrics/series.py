"""A metric by month, quarter or year, without holes, and the rows behind each of its points."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.errors import UserError
from prodops_desktop.metrics import activity, columns, responses, revenue
from prodops_desktop.metrics.model import Metric, Point, RowsBehind, Series, Source
from prodops_desktop.metrics.periods import (
    all_between,
    checked_grain,
    day_text,
    distance,
    first_day,
    last_day,
    parse_day,
    period_of,
)
from prodops_desktop.metrics.tally import Tally, usual_step, without_strays
from prodops_desktop.metrics.wording import Day, Period, joined
from prodops_desktop.work.said import Said
from prodops_desktop.workspace import Store, settings

__all__ = ["Point", "RowsBehind", "Series", "Source", "rows_behind", "series"]


_LONGEST_HOLE = 240
"""A hole of more periods is a slip or a stand-in for “never”, and is said instead of being filled."""


class _Measure(NamedTuple):
    tally: Callable[[Store, Snapshot, str], Tally]
    behind: Callable[[Store, Snapshot, str], list[RowsBehind]]


_MEASURES = {
    "nps": _Measure(responses.tally, responses.behind),
    "arr": _Measure(revenue.tally, revenue.behind),
    "active": _Measure(activity.tally, activity.behind),
}


def _measure(metric: Metric) -> _Measure:
    """How a metric is worked out: a measure of its own, or a column of a dataset."""
    return _MEASURES.get(metric.measure) or _Measure(
        lambda store, snapshot, grain: columns.tally(store, snapshot, metric, grain),
        lambda store, snapshot, period: columns.behind(store, snapshot, metric, period),
    )


def series(
    store: Store,
    snapshot: Snapshot,
    metric: Metric,
    *,
    grain: str = "month",
    start: date | str | None = None,
    end: date | str | None = None,
) -> Series:
    """The metric by ``grain`` (month, quarter, year), from the first to the last period with data; holes are points without a value.

    ``start`` and ``end`` keep whole periods: those that hold these days and what lies between. Raises UserError for a grain
    or day that does not exist, a range that ends before it begins, and for a metric whose data is gone.
    """
    checked_grain(grain)
    first, last = parse_day(start), parse_day(end, end=True)
    if first is not None and last is not None and first > last:
        raise UserError(f"The range would begin on {day_text(first)} and end on {day_text(last)}, before it begins. Swap the two days.")
    tally, today = _measure(metric).tally(store, snapshot, grain), settings.today(store)
    tally = replace(tally, days=without_strays(tally.days, today))
    points = [
        point
        for point in _whole(tally, grain, today)
        if (first is None or last_day(point.period) >= first) and (last is None or first_day(point.period) <= last)
    ]
    notes = (*tally.notes, *_holes(points, grain))
    return Series(metric, grain, metric.unit, _as_of(tally.sources), tally.sources, tuple(points), notes, tally.currency)


def rows_behind(store: Store, snapshot: Snapshot, metric: Metric, period: str, grain: str) -> list[RowsBehind]:
    """The rows that the point of a period counts: for each version a condition; their counts add up to the point's n."""
    try:
        known = period_of(first_day(period).isoformat(), checked_grain(grain)) == period
    except (ValueError, IndexError):
        known = False
    if not known:
        raise UserError(f"“{period}” is not a {grain}; write 2026-11 for a month, 2026-Q4 for a quarter, 2026 for a year.")
    return _measure(metric).behind(store, snapshot, period)


def _whole(tally: Tally, grain: str, today: date) -> list[Point]:
    """All periods from first to last, holes as points without a value, and those marked that their data does not cover."""
    step = usual_step(tally.days)
    points: list[Point] = []
    for period in sorted(tally.points):
        if points and distance(points[-1].period, period, grain) <= _LONGEST_HOLE:
            points += [Point(hole, None, note=Said("no data")) for hole in all_between(points[-1].period, period, grain)[1:-1]]
        points.append(_marked(tally.points[period], tally, step, today))
    return points


def _holes(points: Sequence[Point], grain: str) -> list[str]:
    """What to say of holes too long to be shown, as a day such as 9999-12-31 leaves."""
    return [
        Said(
            "There is no data between {first} and {second}; this time is not shown.", first=Period(one.period), second=Period(other.period)
        )
        for one, other in itertools.pairwise(points)
        if distance(one.period, other.period, grain) > _LONGEST_HOLE
    ]


def _marked(point: Point, tally: Tally, step: int, today: date) -> Point:
    """The point, marked when its period is not over, or when the data begins or ends so far inside it that days must be missing."""
    if point.period in tally.levels:
        return point
    begins, ends = first_day(point.period), last_day(point.period)
    until = _last_in(tally.days, ends)
    if begins > today:
        return _partial(point, Said("not begun yet"), None)
    if ends >= today:
        until = None if until is not None and until > today.isoformat() else until  # days ahead say nothing of how far the data goes
        return _partial(point, Said("not over yet, data to {day}", day=Day(until)) if until else Said("not over yet"), until)
    if not step:
        return point
    if (ends - date.fromisoformat(tally.days[-1])).days > step:
        return _partial(point, Said("data ends on {day}", day=Day(tally.days[-1])), tally.days[-1])
    if (date.fromisoformat(tally.days[0]) - begins).days > step:
        return _partial(point, Said("data begins on {day}", day=Day(tally.days[0])), None)
    return point


def _partial(point: Point, why: str, until: str | None) -> Point:
    return replace(point, partial=True, until=until, note=joined(point.note, why))


def _last_in(days: Sequence[str], ends: date) -> str | None:
    """The last day with data that is not after ``ends``."""
    text = ends.isoformat()
    return next((day for day in reversed(days) if day <= text), None)


def _as_of(sources: tuple[Source, ...]) -> str | None:
    """The as-of day of the oldest source; of a dataset with several versions the newest one speaks."""
    newest: dict[int, str] = {}
    for source in sources:
        newest[source.dataset] = max(newest.get(source.dataset, ""), source.as_of)
    return min(newest.values(), default=None)
