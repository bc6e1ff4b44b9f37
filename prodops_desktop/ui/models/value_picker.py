"""Chooses the values of a column that a grid keeps, from a list with how many rows have each."""

from PySide6.QtCore import QPoint, QTimer

from prodops_desktop.datasets.filters import OneOf
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.sums import Choices
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.check_popup import CheckPopup, Entry
from prodops_desktop.ui.models.grid_state import ColumnFilter
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.values import value_text
from prodops_desktop.ui.texts import counted, tr

_PAUSE_MS = 180


class ValuePicker(CheckPopup):
    """With nothing checked all rows are kept."""

    def __init__(self, table: GridTable, column: Column) -> None:
        super().__init__(table, tr("Values of {column}", column=column.header), tr("Find a value"))
        self._table, self._column = table, column
        now = table.grid.state.filters.get(column.position)
        chosen = now.test.values if now is not None and isinstance(now.test, OneOf) else ()
        self._chosen: dict[Stored, None] = dict.fromkeys(chosen)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.add_action(tr("Clear"), self._clear)
        self.add_action(tr("Filter"), self._take, primary=True)
        self.searched.connect(lambda _: self._pause.start())
        self.toggled.connect(self._on_toggled)
        self.taken.connect(self._take)
        self._read()

    def _read(self) -> None:
        grid, like, position = self._table.grid.source(), self.field.text().strip(), self._column.position
        if grid is not None:
            self._table.session.read(lambda _: grid.choices(position, like), self._on_read, key=("choices", id(self._table)))

    def _on_read(self, choices: Choices) -> None:
        counts = {one.value: formats.number(one.count) for one in choices.values}
        searched = self.field.text().strip().casefold()
        first = [value for value in self._chosen if value in counts or searched in self._text(value).casefold()]
        rest = [value for value in counts if value not in self._chosen]
        self.show_entries([Entry(value, self._text(value), counts.get(value, ""), value in self._chosen) for value in first + rest])
        self._more = choices.more
        self._say()

    def _text(self, value: Stored) -> str:
        return " ".join(value_text(self._column, value).split()) if value is not None else tr("empty")

    def _say(self) -> None:
        if self._chosen:
            self.said.setText(counted(len(self._chosen), "{n} chosen", "{n} chosen"))
        else:
            self.said.setText(tr("The commonest; search for others") if self._more else "")

    def _on_toggled(self, value: Stored, checked: bool) -> None:
        if checked:
            self._chosen[value] = None
        else:
            self._chosen.pop(value, None)
        self._say()

    def _clear(self) -> None:
        self._chosen.clear()
        self._take()

    def _take(self) -> None:
        one = ColumnFilter("", OneOf(tuple(self._chosen))) if self._chosen else None
        self._table.filter_column(self._column.position, one)
        self.close()


def choose_values(table: GridTable, column: Column, spot: QPoint) -> ValuePicker:
    """Open the list of values at a point of the screen."""
    made = ValuePicker(table, column)
    made.open_at(spot)
    return made
