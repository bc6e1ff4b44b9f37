"""Leads from how a grid is looked at to a look that can be saved or written to a file, and back."""

from prodops_desktop.datasets.filter_keeping import Typed
from prodops_desktop.datasets.filter_text import Habits
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.saved_views import Look, SeenColumn
from prodops_desktop.ui.models.arranged_table import ArrangedTable
from prodops_desktop.ui.models.column_plan import ColumnPlan
from prodops_desktop.ui.models.grid_state import ColumnFilter, GridState, restored_filter


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
    filters = grid.state.filters.items()
    typed = tuple((position, Typed.by(one.text, table.habits)) for position, one in filters if one.text and one.test is not None)
    return Look(seen, grid.state.arrangement(grid.find), typed)


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
        filters[one.position] = restored_filter(one.test, typed.get(one.position), by_position[one.position], habits)
    widths = {by_position[one.position].header: one.width for one in look.columns if one.width}
    return GridState(plan, look.arrangement.keys, filters, look.arrangement.group, look.arrangement.period), widths
