"""How a grid is looked at: columns, widths, order, filters as they were typed, and group; remembered by headers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from prodops_desktop.datasets.filter_keeping import Typed, Unit, fitted, restored
from prodops_desktop.datasets.filter_text import Habits, UnreadableError, read_filter
from prodops_desktop.datasets.filters import Arrangement, Filter, OneOf, Test, parts_of_test, read_test
from prodops_desktop.datasets.find_spelling import spellings
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.sums import PERIODS
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.column_plan import ColumnPlan, all_of, finder, plan_from
from prodops_desktop.ui.models.typing_habits import habits_of
from prodops_desktop.ui.models.values import value_text
from prodops_desktop.ui.texts import tr

_WHOLE = 1 << 63
"""Whole numbers below this one can be stored."""


@dataclass(frozen=True)
class ColumnFilter:
    """What a column is filtered by, as it was typed or chosen; ``problem`` says why it can’t be read, and then there is no ``test``."""

    text: str
    test: Test | None = None
    problem: str = ""

    def label(self, column: Column) -> str:
        """A few words for it."""
        if self.text or not isinstance(self.test, OneOf):
            return self.text
        values = [tr("empty") if value is None else value_text(column, value) for value in self.test.values]
        return values[0] if len(values) == 1 else tr("{n} chosen", n=formats.number(len(values)))


@dataclass(frozen=True)
class GridState:
    """All of it; widths are by header, filters by the position of their column."""

    plan: ColumnPlan = field(default_factory=ColumnPlan)
    keys: tuple[tuple[int, bool], ...] = ()
    filters: Mapping[int, ColumnFilter] = field(default_factory=dict)
    group: int | None = None
    period: str = ""

    def arrangement(self, find: str) -> Arrangement:
        """What the engine is asked for."""
        tests = ((position, one.test) for position, one in self.filters.items())
        filters = tuple(Filter(position, test) for position, test in tests if test is not None)
        return Arrangement(self.keys, find, filters, self.group, spellings(find, habits_of(date.max)) if find else (), self.period)

    def kept(self, columns: Sequence[Column], habits: Habits) -> dict[str, Any]:
        """The state by headers, as JSON can hold it."""
        names = {column.position: column.header for column in columns}
        known = {column.position: column for column in columns}
        return {
            **self.plan.kept(columns),
            "sort": [[names[position], down] for position, down in self.keys],
            "filters": [[names[position], _kept(one, known[position], habits)] for position, one in self.filters.items()],
            "period": self.period,
            "group": names.get(self.group) if self.group is not None else None,
        }


def first_look(columns: Sequence[Column]) -> GridState:
    """All columns and all rows as they are."""
    return GridState(all_of(columns))


def state_from(value: Any, columns: Sequence[Column], habits: Habits) -> tuple[GridState, tuple[str, ...]]:
    """The state that :meth:`GridState.kept` made, as far as it fits columns that may be others by now; and whose filters don't."""
    if not isinstance(value, dict):
        return first_look(columns), ()
    by_position = {column.position: column for column in columns}
    filters, unfit = dict[int, ColumnFilter](), _gone(value.get("filters"), columns)
    for position, kept in _entries(value.get("filters"), 2, columns):
        made = _filter_from(by_position[position], kept, habits)
        if made is not None:
            filters[position] = made
        else:
            unfit.append(by_position[position].header)
    keys = tuple((position, bool(down)) for position, down in _entries(value.get("sort"), 2, columns))
    header, period = value.get("group"), value.get("period")
    group = finder(columns)(header) if isinstance(header, str) else None
    timely = group is not None and by_position[group].is_time and isinstance(period, str) and period in PERIODS
    return GridState(plan_from(value, columns), keys, filters, group, str(period) if timely else ""), tuple(unfit)


def typed_filter(text: str, column: Column, habits: Habits) -> ColumnFilter | None:
    """A filter from what was typed; None for nothing."""
    try:
        test = read_filter(text, column, habits)
    except UnreadableError as error:
        return ColumnFilter(text, None, str(error))
    return None if test is None else ColumnFilter(text.strip(), test)


def restored_filter(test: Test, typed: Typed | None, column: Column, habits: Habits) -> ColumnFilter:
    """A filter as it means something today, with a text that can be typed on."""
    return ColumnFilter(*restored(test, typed, column, habits))


def retyped(state: GridState, columns: Sequence[Column], before: Habits, now: Habits) -> GridState:
    """The same filters for another day or another way of writing: what was typed by habits ``before``."""
    known = {column.position: column for column in columns}
    filters: dict[int, ColumnFilter] = {}
    for position, one in state.filters.items():
        column = known[position]
        if one.test is not None:
            filters[position] = restored_filter(one.test, Typed.by(one.text, before), column, now) if one.text else one
        elif (again := typed_filter(one.text, column, now)) is not None:
            filters[position] = again
    return replace(state, filters=filters)


def _kept(one: ColumnFilter, column: Column, habits: Habits) -> dict[str, Any]:
    typed, test, unit = Typed.by(one.text, habits), one.test, Unit.of(column)
    about: dict[str, Any] = {"typed": [typed.text, typed.point, typed.group, typed.day_first]} if one.text else {}
    return about if test is None else {**about, "test": parts_of_test(test), "unit": [unit.type, unit.scale, unit.currency]}


def _filter_from(column: Column, kept: Any, habits: Habits) -> ColumnFilter | None:
    """What :func:`_kept` made, as it fits a column; another version of the program may have written it otherwise."""
    try:
        typed = Typed(*kept["typed"]) if "typed" in kept else None
        if "test" not in kept:
            return typed_filter(typed.text, column, habits) if typed is not None else None
        kind, values = kept["test"]
        if not all(map(_can_be_stored, values)):
            return None
        test = fitted(read_test(kind, values), Unit(*kept["unit"]), column)
        return restored_filter(test, typed, column, habits) if test is not None else None
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return None


def _can_be_stored(value: Any) -> bool:
    return -_WHOLE <= value < _WHOLE if isinstance(value, int) else value is None or isinstance(value, str | float)


def _gone(value: Any, columns: Sequence[Column]) -> list[str]:
    """The headers that lists begin with, and no column has any more; none where nothing is shown."""
    here = {column.header for column in columns}
    headers = [entry[0] for entry in value if isinstance(entry, list) and entry] if here and isinstance(value, list) else []
    return [header for header in headers if isinstance(header, str) and header not in here]


def _entries(value: Any, length: int, columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    """Lists that begin with the header of a column, with its position instead; one a column."""
    found: dict[int, tuple[Any, ...]] = {}
    find = finder(columns)
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, list) and len(entry) == length and isinstance(entry[0], str):
            position = find(entry[0])
            if position is not None and position not in found:
                found[position] = (position, *entry[1:])
    return list(found.values())
