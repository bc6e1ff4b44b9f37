"""Chooses the columns of a grid that are seen."""

from PySide6.QtCore import QPoint

from prodops_desktop.ui import formats
from prodops_desktop.ui.models.check_popup import CheckPopup, Entry
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.values import type_name
from prodops_desktop.ui.texts import tr


class ColumnChooser(CheckPopup):
    """Checking shows a column at once; the last one stays."""

    def __init__(self, table: GridTable) -> None:
        super().__init__(table, tr("Columns"), tr("Find a column"))
        self._table = table
        self.add_action(tr("Show all"), self._show_all)
        self.searched.connect(lambda _: self._fill())
        self.toggled.connect(self._on_toggled)
        self.taken.connect(self.close)
        self._fill()

    def _fill(self) -> None:
        words = self.field.text().casefold().split()
        state = self._table.grid.state
        columns = [column for position in state.plan.order if (column := self._table.grid.own_column(position)) is not None]
        kept = [column for column in columns if all(word in column.header.casefold() for word in words)]
        self.show_entries(
            [
                Entry(column.position, " ".join(column.header.split()), type_name(column), column.position not in state.plan.hidden)
                for column in kept
            ]
        )
        self._say()

    def _say(self) -> None:
        self.said.setText(columns_text(self._table))

    def _on_toggled(self, position: int, checked: bool) -> None:
        shown = set(self._table.grid.state.plan.shown)
        self._table.show_only(shown | {position} if checked else shown - {position})
        if not checked and position in self._table.grid.state.plan.shown:
            self._fill()  # it was the last one
        self._say()

    def _show_all(self) -> None:
        self._table.show_only(self._table.grid.state.plan.order)
        self._fill()


def columns_text(table: GridTable) -> str:
    """How many of the columns are seen."""
    grid = table.grid
    return tr("Columns {n} of {all}", n=formats.number(len(grid.shown)), all=formats.number(len(grid.columns)))


def choose_columns(table: GridTable, spot: QPoint) -> ColumnChooser:
    """Open the list of columns at a point of the screen."""
    made = ColumnChooser(table)
    made.open_at(spot)
    return made
