"""What the rows of a grid add up to: sums of a selection, the groups of a column, and the different values of one."""

from dataclasses import dataclass, field

from prodops_desktop.datasets.cell_sql import Clause, compared
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.workspace.driver import Connection

MOST_GROUPS = 5_000
"""More different values than these are no groups that anybody looks through."""
_HALF = 1 << 32
"""Integers are added in two halves, so that no sum of millions of amounts leaves the 64 bits of SQLite."""


PERIODS = {
    "month": "substr({0}, 1, 7)",
    "quarter": "substr({0}, 1, 4) || '-Q' || ((substr({0}, 6, 2) + 2) / 3)",
    "year": "substr({0}, 1, 4)",
}
"""What days and moments are grouped by, beside the day: 2026-11, 2026-Q4 or 2026."""


@dataclass(frozen=True)
class Sums:
    """Of ``cells`` so many are ``filled``; the rest is in stored units, exact for integers, and None where it makes no sense.

    Days, moments and currencies have a smallest and a largest one only, other texts and names nothing.
    """

    cells: int
    filled: int
    total: int | float | None = None
    mean: float | None = None
    median: float | None = None
    smallest: Stored = None
    largest: Stored = None


@dataclass(frozen=True)
class GroupRows:
    """The rows with one value (of names its text; of moments their day, of times their period) stand from the 0-based position ``first``.

    ``sums`` has the total of each numeric column, by its position, that has any value in the group.
    """

    value: Stored
    first: int
    count: int
    sums: dict[int, int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """A stored value (of names its text), and how many rows have it."""

    value: Stored
    count: int


@dataclass(frozen=True)
class Choices:
    """The commonest values of a column, and whether there are ``more`` of them."""

    values: tuple[Choice, ...]
    more: bool


def sums_of(db: Connection, rows: str, params: tuple[Stored, ...], columns: list[Column]) -> dict[int, Sums]:
    """The sums of columns over ``rows``, a SELECT in brackets that has them, by position."""
    wanted = ["count(*)", *(part for column in columns for part in _parts(column))]
    cells, *found = db.execute(f"SELECT {', '.join(wanted)} FROM {rows} r", params).fetchone()
    sums = {}
    for number, column in enumerate(columns):
        filled, high, low, smallest, largest = found[number * 5 : number * 5 + 5]
        total = _total(column, high, low)
        if total is None or not filled:
            sums[column.position] = Sums(cells, filled, smallest=smallest, largest=largest)
        else:
            median = _median(db, rows, params, column, filled)
            sums[column.position] = Sums(cells, filled, total, total / filled, median, smallest, largest)
    return sums


def group_key(column: Column, period: str = "") -> str:
    """What makes two rows ``r`` fall into one group: the period or the day of a time, else the value as it is compared."""
    if column.is_time and period:
        return PERIODS[period].format(f"r.{column.sql}")
    return f"substr(r.{column.sql}, 1, 10)" if column.type == "moment" else compared(column)


def groups_of(
    db: Connection, rows: str, params: tuple[Stored, ...], group: Column, columns: tuple[Column, ...], period: str = ""
) -> tuple[GroupRows, ...] | None:
    """The groups of ``rows``, in the order of their values with the empty one last; None when there are more than MOST_GROUPS."""
    numeric = [column for column in columns if column.is_number]
    parts = [part for column in numeric for part in _halves(column)]
    name = group.type == "name"
    key = group_key(group, period) if not name else "g.key"
    value = "min(g.text)" if name else f"min({key})"
    join = f" LEFT JOIN name g ON g.id = r.{group.sql}" if name else ""
    wanted = ", ".join([value, "count(*)", *parts])
    found = db.execute(
        f"SELECT {wanted} FROM {rows} r{join} GROUP BY {key} ORDER BY {key} NULLS LAST LIMIT {MOST_GROUPS + 1}", params
    ).fetchall()
    if len(found) > MOST_GROUPS:
        return None
    groups, first = [], 0
    for row in found:
        totals = {column.position: _total(column, row[2 + 2 * i], row[3 + 2 * i]) for i, column in enumerate(numeric)}
        groups.append(GroupRows(row[0], first, row[1], {position: total for position, total in totals.items() if total is not None}))
        first += row[1]
    return tuple(groups)


def choices_of(db: Connection, rows: str, column: Column, like: Clause | None, most: int) -> Choices:
    """The commonest values of a column in ``rows``, where given only those that pass a test."""
    value, join, key = f"r.{column.sql}", "", compared(column)
    if column.type == "name":
        value, join, key = "g.text", f" LEFT JOIN name g ON g.id = r.{column.sql}", "g.key"
    found = db.execute(
        f"SELECT min({value}), count(*) FROM {rows} r{join}{f' WHERE {like.sql}' if like else ''} GROUP BY {key} "
        f"ORDER BY 2 DESC, {key} NULLS LAST LIMIT {most + 1}",
        like.params if like else (),
    ).fetchall()
    return Choices(tuple(Choice(*row) for row in found[:most]), len(found) > most)


def _parts(column: Column) -> tuple[str, ...]:
    value = f"r.{column.sql}"
    has_ends = column.is_number or column.is_time or column.type == "time" or column.field == "currency"
    ends = (f"min({value})", f"max({value})") if has_ends else ("NULL", "NULL")
    return (f"count({value})", *(_halves(column) if column.is_number else ("NULL", "NULL")), *ends)


def _halves(column: Column) -> tuple[str, str]:
    value = f"r.{column.sql}"
    return (f"sum({value} / {_HALF})", f"sum({value} % {_HALF})") if column.storage == "INTEGER" else (f"sum({value})", "NULL")


def _total(column: Column, high: int | float | None, low: int | None) -> int | float | None:
    if high is None or column.storage != "INTEGER":
        return high
    return int(high) * _HALF + int(low or 0)


def _median(db: Connection, rows: str, params: tuple[Stored, ...], column: Column, filled: int) -> float:
    value = f"r.{column.sql}"
    middle = f"SELECT {value} FROM {rows} r WHERE {value} IS NOT NULL ORDER BY 1 LIMIT {2 - filled % 2} OFFSET {(filled - 1) // 2}"
    values = [row[0] for row in db.execute(middle, params)]
    return float(sum(values) / len(values))
