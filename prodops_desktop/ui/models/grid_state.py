"""How a grid is looked at: columns, widths, order, filters as they were typed, and group; remembered by headers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prodops_desktop.datasets.filter_text import Habits, UnreadableError, read_filter, written
from prodops_desktop.datasets.filters import Arrangement, Filter, OneOf, Test
from prodops_desktop.datasets.model import Column
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.column_plan import ColumnPlan, all_of, finder, plan_from
from prodops_desktop.ui.models.values import value_text
from prodops_desktop.ui.texts import tr


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

    def arrangement(self, find: str) -> Arrangement:
        """What the engine is asked for."""
        tests = ((position, one.test) for position, one in self.filters.items())
        return Arrangement(self.keys, find, tuple(Filter(position, test) for position, test in tests if test is not None), self.group)

    def kept(self, columns: Sequence[Column]) -> dict[str, Any]:
        """The state by headers, as JSON can hold it."""
        names = {column.position: column.header for column in columns}
        return {
            **self.plan.kept(columns),
            "sort": [[names[position], down] for position, down in self.keys],
            "filters": [[names[position], *_kept(one)] for position, one in self.filters.items()],
            "group": names.get(self.group) if self.group is not None else None,
        }


def first_look(columns: Sequence[Column]) -> GridState:
    """All columns and all rows as they are."""
    return GridState(all_of(columns))


def state_from(value: Any, columns: Sequence[Column], habits: Habits) -> GridState:
    """The state that :meth:`GridState.kept` made, as far as it fits columns that may be others by now."""
    if not isinstance(value, dict):
        return first_look(columns)
    by_position = {column.position: column for column in columns}
    filters: dict[int, ColumnFilter] = {}
    for position, kind, what in _entries(value.get("filters"), 3, columns):
        made = _filter_from(by_position[position], kind, what, habits)
        if made is not None:
            filters[position] = made
    keys = tuple((position, bool(down)) for position, down in _entries(value.get("sort"), 2, columns))
    group = value.get("group")
    return GridState(plan_from(value, columns), keys, filters, finder(columns)(group) if isinstance(group, str) else None)


def typed_filter(text: str, column: Column, habits: Habits) -> ColumnFilter | None:
    """A filter from what was typed; None for nothing."""
    try:
        test = read_filter(text, column, habits)
    except UnreadableError as error:
        return ColumnFilter(text, None, str(error))
    return None if test is None else ColumnFilter(text.strip(), test)


def tested_filter(test: Test, column: Column, habits: Habits) -> ColumnFilter:
    """A filter from a test, with a text that can be typed on."""
    return ColumnFilter(written(column, test, habits), test)


def _kept(one: ColumnFilter) -> tuple[str, Any]:
    if not one.text and isinstance(one.test, OneOf):
        return "values", list(one.test.values)
    return "text", one.text


def _filter_from(column: Column, kind: object, what: Any, habits: Habits) -> ColumnFilter | None:
    if kind == "values" and isinstance(what, list) and what:
        return ColumnFilter("", OneOf(tuple(one for one in what if one is None or isinstance(one, str | int | float))))
    return typed_filter(what, column, habits) if kind == "text" and isinstance(what, str) else None


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
