"""What can be done with the order, the filters, the group and the columns of a grid, as steps from one state to the next."""

from dataclasses import replace

from prodops_desktop.ui.models.column_plan import ColumnPlan
from prodops_desktop.ui.models.grid_state import ColumnFilter, GridState


def sorted_by(state: GridState, position: int | None, *, further: bool = False, descending: bool | None = None) -> GridState:
    """Sorted by a column: ascending, then descending, then not; ``further`` keeps the keys before it. None is the order of the file."""
    if position is None:
        return state if further else replace(state, keys=())
    now = next((down for key, down in state.keys if key == position), None)
    wanted = descending if descending is not None else {None: False, False: True, True: None}[now]
    keys = list(state.keys) if further else []
    place = next((at for at, key in enumerate(keys) if key[0] == position), len(keys))
    keys[place : place + 1] = [] if wanted is None else [(position, wanted)]
    return replace(state, keys=tuple(keys))


def unsorted_by(state: GridState, position: int) -> GridState:
    """Without one of the keys."""
    return replace(state, keys=tuple(key for key in state.keys if key[0] != position))


def filtered(state: GridState, position: int, one: ColumnFilter | None) -> GridState:
    """With another filter on a column, or none."""
    filters = {key: value for key, value in state.filters.items() if key != position}
    return replace(state, filters=filters if one is None else {**filters, position: one})


def unfiltered(state: GridState) -> GridState:
    """Without any filter."""
    return replace(state, filters={})


def grouped(state: GridState, position: int | None, period: str = "") -> GridState:
    """In groups of the values of a column, of days those of a period, or in none."""
    return replace(state, group=position, period=period)


def planned(state: GridState, plan: ColumnPlan) -> GridState:
    """With other columns."""
    return replace(state, plan=plan)
