"""What a measure hands over before it becomes a series: figures by period, the days that have data, and what to say about them."""

import itertools
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Condition
from prodops_desktop.metrics.model import Point, Source
from prodops_desktop.metrics.periods import first_day, last_day
from prodops_desktop.metrics.tables import Table
from prodops_desktop.work.said import Said
from prodops_desktop.workspace import Store

_LEAST_DAYS = 8


@dataclass(frozen=True)
class Tally:
    """Points by period in any order, without the holes. ``days``: each day with data, ascending; empty for levels at an as-of day."""

    points: dict[str, Point]
    sources: tuple[Source, ...]
    days: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    currency: str | None = None
    levels: frozenset[str] = frozenset()
    """Periods whose figure is a level on a day, which is whole however young its period is."""


def day_sql(column: Column) -> str:
    """The day of a day or moment column as YYYY-MM-DD, in the zone in which the file wrote it."""
    return f"substr({column.sql}, 1, 10)" if column.type == "moment" else column.sql


def within(column: Column, first: date, last: date) -> Condition:
    """The rows whose day lies between two days, both of them too; “~” sorts behind every time of day."""
    return Condition(f"{column.sql} >= ? AND {column.sql} < ?", (first.isoformat(), f"{last.isoformat()}~"))


def in_period(column: Column, period: str) -> Condition:
    """The rows whose day lies in a period."""
    return within(column, first_day(period), last_day(period))


def missing(store: Store, table: Table, day: Column, filled: str = "1") -> tuple[int, int]:
    """How many rows have no day and so belong to no period, and how many have a day but not what ``filled`` asks for."""
    row = store.db.execute(
        f"SELECT coalesce(sum({day.sql} IS NULL), 0), coalesce(sum({day.sql} IS NOT NULL AND NOT ({filled})), 0) FROM {table.sql}"
    ).fetchone()
    return int(row[0]), int(row[1])


def without_day_note(count: int) -> list[str]:
    """The sentence on rows that belong to no period, when there are any."""
    return [Said("{rows} without a day left out: they belong to no period.", rows=rows_text(count))] if count else []


def rows_text(count: int, noun: str = "row") -> Said:
    """“1 row”, “1,234 rows”."""
    return Said.counted(count, f"{{n}} {noun}", f"{{n}} {noun}s")


def without_strays(days: tuple[str, ...], today: date) -> tuple[str, ...]:
    """The days by which one knows from when to when there is data: slips of the pen far out say nothing of that.

    Days after ``today`` are slips where they are few beside the others; renewals and the like lie ahead in numbers. So is one
    first day that lies more than a year, and ten times the usual step, before the second.
    """
    ahead = len(days) - bisect_right(days, today.isoformat())
    if ahead < max(_LEAST_DAYS, len(days) / 20):
        days = days[: len(days) - ahead]
    step = usual_step(days[1:])
    if step and (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days > max(366, 10 * step):
        days = days[1:]
    return days


def usual_step(days: tuple[str, ...]) -> int:
    """How many days usually lie between two days with data, a rare long pause aside; 0 when there are too few days to know."""
    if len(days) < _LEAST_DAYS:
        return 0
    numbers = [date.fromisoformat(day).toordinal() for day in days]
    gaps = sorted(later - earlier for earlier, later in itertools.pairwise(numbers))
    return gaps[int(0.95 * (len(gaps) - 1))]
