"""How the rows of a version are to be shown: which of them, in what order and in what groups, as data and as tests in SQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.cell_sql import Clause, any_of, compared, contains, holds_names
from prodops_desktop.datasets.model import Column, column_at
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.store import name_key
from prodops_desktop.errors import UserError


@dataclass(frozen=True)
class Contains:
    """Keeps the cells with ``text`` in them, in upper or lower case; with ``wanted`` false those without it, empty cells too."""

    text: str
    wanted: bool = True


@dataclass(frozen=True)
class Between:
    """Keeps the cells from ``low`` to ``high``, both included, in stored units; None is no bound.

    Of days, times and moments a shorter ``high`` includes all that begins with it: 2026-03-01 is the whole day.
    """

    low: Stored = None
    high: Stored = None


@dataclass(frozen=True)
class Missing:
    """Keeps empty cells; with ``wanted`` false the filled ones."""

    wanted: bool = True


@dataclass(frozen=True)
class OneOf:
    """Keeps the cells with one of some stored values, texts in upper or lower case; of names their texts, None for an empty cell."""

    values: tuple[Stored, ...]


Test = Contains | Between | Missing | OneOf


@dataclass(frozen=True)
class Filter:
    """What the cells of the column at ``position`` must be."""

    position: int
    test: Test


@dataclass(frozen=True)
class Arrangement:
    """``keys`` are pairs of a column's position and whether it descends, ``find`` stands in any cell, all ``filters`` hold.

    In numbers and days ``find`` may also stand in one of the ``spellings`` in which these are stored.
    With a ``group``, the position of a column, rows with the same value in it stand together; of days and moments those of the same
    ``period``: “month”, “quarter” or “year”, else the day.
    """

    keys: tuple[tuple[int, bool], ...] = ()
    find: str = ""
    filters: tuple[Filter, ...] = ()
    group: int | None = None
    spellings: tuple[str, ...] = ()
    period: str = ""


def parts_of_test(test: Test) -> tuple[str, tuple[Stored, ...]]:
    """A test as a word and its values, as it is written down."""
    match test:
        case Contains(text, wanted):
            return ("contains" if wanted else "lacks"), (text,)
        case Between(low, high):
            return "between", (low, high)
        case Missing(wanted):
            return ("empty" if wanted else "filled"), ()
        case OneOf(values):
            return "one of", values


def read_test(kind: str, values: Sequence[Stored]) -> Test:
    """The test that was written down so."""
    if kind in ("contains", "lacks"):
        return Contains(str(values[0] or ""), kind == "contains")
    if kind == "between":
        return Between(*values)
    return OneOf(tuple(values)) if kind == "one of" else Missing(kind == "empty")


def clauses_of(columns: tuple[Column, ...], arrangement: Arrangement) -> list[Clause]:
    """The tests that a row ``r`` of the version must pass."""
    clauses = [clause for one in arrangement.filters for clause in _clauses(column_of(columns, one.position), one.test)]
    if arrangement.find:
        figures = [column for column in columns if column.type not in {"text", "name"}]
        spelled = [contains(column, text) for text in arrangement.spellings for column in figures]
        clauses.append(any_of([*(contains(column, arrangement.find) for column in columns), *spelled]))
    return clauses


def column_of(columns: tuple[Column, ...], position: int) -> Column:
    """The column at a position; raises UserError where there is none."""
    column = column_at(columns, position)
    if column is None:
        raise UserError(f"This version has no column {position}. Show its rows anew.")
    return column


def _clauses(column: Column, test: Test) -> Iterator[Clause]:
    cell = f"r.{column.sql}"
    match test:
        case Missing(wanted):
            yield Clause(f"{cell} IS {'' if wanted else 'NOT '}NULL")
        case Contains(text, wanted):
            if text:
                found = contains(column, text)
                yield found if wanted else Clause(f"coalesce({found.sql}, 0) = 0", found.params)
        case Between(low, high):
            yield from _bounds(column, low, high)
        case OneOf(values):
            yield _among(column, values)


def _bounds(column: Column, low: Stored, high: Stored) -> Iterator[Clause]:
    bounds: list[tuple[str, Stored]] = []
    if low is not None:
        bounds.append((">=", low))
    if high is not None:
        timely = column.is_time or column.type == "time"
        bounds.append(("<", f"{high}~") if timely else ("<=", high))  # ~ comes after all that a moment is written with
    for sign, bound in bounds:
        if column.type == "name":
            yield holds_names(column, f"key {sign} ?", (name_key(str(bound)),))
        else:
            yield Clause(f"{compared(column)} {sign} ?", (bound,))


def _among(column: Column, values: tuple[Stored, ...]) -> Clause:
    filled = [value for value in values if value is not None]
    marks = ", ".join("?" * len(filled))
    tests = [Clause(f"r.{column.sql} IS NULL")] if len(filled) < len(values) else []
    if column.type == "name":
        tests.append(holds_names(column, f"key IN ({marks})", tuple(name_key(str(value)) for value in filled)))
    else:
        tests.append(Clause(f"{compared(column)} IN ({marks})", tuple(filled)))
    return any_of(tests)
