"""Leads from how a grid is looked at to a look that can be saved or written to a file, and back."""

from dataclasses import replace
from datetime import timedelta

from prodops_desktop.datasets.filter_text import Habits
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.saved_views import Look, SeenColumn
from prodops_desktop.ui.models.arranged_table import ArrangedTable
from prodops_desktop.ui.models.column_plan import ColumnPlan
from prodops_desktop.ui.models.grid_state import ColumnFilter, GridState, tested_filter, typed_filter
from prodops_desktop.ui.models.typing_habits import habits_of


def look_of(table: ArrangedTable) -> Look:
    """How a table is looked at; a width is told only where it was drawn by hand."""
    table.stepping.emit()
    grid, widths = table.grid, table.own_widths()
    plan = grid.state.plan
    columns = {column.position: column for column in grid.columns}
    seen = tuple(
        SeenColumn(position, position not in plan.hidden, widths.get(columns[position].header), position in plan.pinned)
        for position in plan.order
    )
    habits, typed = habits_of(table.session.today), grid.state.filters.items()
    relative = tuple((position, one.text) for position, one in typed if _moves(one, columns[position], habits))
    return Look(seen, grid.state.arrangement(grid.find), relative)


def _moves(one: ColumnFilter, column: Column, habits: Habits) -> bool:
    """Whether what was typed means other values on another day."""
    later = typed_filter(one.text, column, replace(habits, today=habits.today + timedelta(days=400)))
    return one.test is not None and later is not None and later.test != one.test


def state_of(look: Look, columns: tuple[Column, ...], habits: Habits) -> tuple[GridState, dict[str, int]]:
    """The state that shows a look today, and the widths of its columns by header."""
    typed = dict(look.typed)
    by_position = {column.position: column for column in columns}
    order = sorted(look.columns, key=lambda one: not one.pinned)
    plan = ColumnPlan(
        tuple(one.position for one in order),
        frozenset(one.position for one in order if not one.shown),
        frozenset(one.position for one in order if one.pinned),
    )
    filters: dict[int, ColumnFilter] = {}
    for one in look.arrangement.filters:
        column = by_position[one.position]
        read = typed_filter(typed[one.position], column, habits) if one.position in typed else None
        filters[one.position] = read if read is not None and read.test is not None else tested_filter(one.test, column, habits)
    widths = {by_position[one.position].header: one.width for one in look.columns if one.width}
    return GridState(plan, look.arrangement.keys, filters, look.arrangement.group), widths
