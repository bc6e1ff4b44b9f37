"""What a grid shows in its rows and columns, wherever the rows come from: cells, headers, and the heads of groups."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QObject, Qt

from prodops_desktop.datasets.model import Column, column_at
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import NOTHING, Cell, CellModel, Index
from prodops_desktop.ui.models.grid_lines import Line, row_number
from prodops_desktop.ui.models.grid_state import GridState
from prodops_desktop.ui.models.group_rows import GroupedRows
from prodops_desktop.ui.models.group_words import PERIOD_WORDS, addable, group_facts, group_name
from prodops_desktop.ui.models.page_queue import WAITING
from prodops_desktop.ui.models.values import is_right, value_cell
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tips import plain_tip

_PLACES = {"file": tr("File"), "sheet": tr("Sheet"), "row": tr("Row")}


class GridShape(CellModel):
    """The columns of a version as :attr:`state` wants them. The first ones say where a row stands: any of file, sheet, row."""

    def __init__(self, place: tuple[str, ...], parent: QObject | None) -> None:
        super().__init__(parent)
        self.place = place
        self.columns: tuple[Column, ...] = ()
        self.shown: tuple[Column, ...] = ()
        self.version: int | None = None
        self.file = ""
        self.widest_row = ""
        self.state = GridState()
        self.groups: GroupedRows | None = None
        self._grouped_by: int | None = None  # the rows that are here; another group may have been asked for
        self._values: tuple[int, ...] = ()
        self._decimals: dict[int, int | None] = {}
        formats.changed.connect(self._on_formats_changed)

    def line(self, row: int) -> Line | None:
        """A row that is here, None for the head of a group; asks for it when it is not."""
        raise NotImplementedError

    def lines_here(self) -> Iterable[Line]:
        """The rows that are here."""
        raise NotImplementedError

    @property
    def lead(self) -> int:
        """How many columns stand before those of the dataset."""
        return len(self.place)

    @property
    def keys(self) -> list[tuple[int, bool]]:
        """The columns that the rows are sorted by, by position, and whether they descend."""
        return list(self.state.keys)

    @property
    def pinned(self) -> int:
        """How many columns stay at the left, places included; none where nothing is pinned."""
        own = self.state.plan.pinned_shown
        return self.lead + own if own else 0

    def column_at(self, section: int) -> Column | None:
        """The column of the dataset that is shown there; None for the place of a row."""
        place = section - self.lead
        return self.shown[place] if 0 <= place < len(self.shown) else None

    def section_of(self, position: int) -> int | None:
        """Where a column is shown; None for a hidden one."""
        return next((self.lead + place for place, column in enumerate(self.shown) if column.position == position), None)

    def own_column(self, position: int) -> Column | None:
        """A column by its position, also a hidden one."""
        return column_at(self.columns, position)

    def value(self, line: Line, column: Column) -> Stored:
        """What stands in a column of a row."""
        return line.values[self.columns.index(column)]

    def head_at(self, row: int) -> int | None:
        """The index of the group whose head stands in a row."""
        return self.groups.head_at(row) if self.groups is not None else None

    def row_of(self, position: int) -> int:
        """The row that shows a row of the data, or the head of its closed group."""
        return self.groups.row(position) if self.groups is not None else position

    def write_alike(self, decimals: dict[int, int | None]) -> None:
        """Write the numbers of a column, by its position, with as many places as all of them need."""
        self._decimals = decimals
        self._write_anew()
        self._changed(0, self.rowCount() - 1)

    def cell(self, row: int, column: int) -> Cell:
        """The cell, or a quiet dash while its page is on the way; the head of a group says all in its first column."""
        head = self.head_at(row)
        if head is not None:
            return Cell(self.head_text(head), role="name") if column == 0 else NOTHING
        line = self.line(row)
        if line is None:
            return WAITING
        if not line.cells:
            line.cells = self._cells(line)
        return line.cells[column]

    def head_words(self, index: int) -> tuple[str, str]:
        """The name of a group, and its facts."""
        assert self.groups is not None
        group = self.groups.groups[index]
        own = self.own_column(self._grouped_by) if self._grouped_by is not None else None
        return (group_name(group, own) if own is not None else ""), group_facts(group, self.amounts(), own)

    def amounts(self) -> list[Column]:
        """The columns that are seen and of which groups have sums."""
        seen = {column.position for column in self.shown} - {self._grouped_by}
        return [column for column in addable(self.columns, self._grouped_by) if column.position in seen]

    def head_text(self, index: int) -> str:
        """The head of a group as one text, and whether it is open."""
        assert self.groups is not None
        state = tr("closed") if index in self.groups.closed else tr("open")
        return f"{', '.join(self.head_words(index))}, {state}"

    def head(self, column: int) -> Cell:
        """The header of a place or a column."""
        own = self.column_at(column)
        if own is None:
            name = self.place[column]
            return Cell("#" if self.place == ("row",) else _PLACES[name], right=name == "row", tip=tr("Row in the sheet"))
        return Cell(" ".join(own.header.split()), right=is_right(own), tip=own.header)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a header; its tooltip and assistive technology tell what its marks mean."""
        told = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if not told or orientation != Qt.Orientation.Horizontal or self.column_at(section) is None:
            return super().headerData(section, orientation, role)
        parts = [self.head(section).tip, *self._marks_told(section)]
        return plain_tip("\n".join(parts)) if role == Qt.ItemDataRole.ToolTipRole else ", ".join(parts)

    def _marks_told(self, section: int) -> list[str]:
        column, state, told = self.column_at(section), self.state, list[str]()
        if column is None:
            return told
        for place, (position, down) in enumerate(state.keys, 1):
            if position == column.position:
                way = tr("sorted downwards") if down else tr("sorted upwards")
                told.append(tr("{way}, key {n}", way=way, n=formats.number(place)) if len(state.keys) > 1 else way)
        one = state.filters.get(column.position)
        if one is not None:
            told.append(one.problem or tr("filtered: {what}", what=one.label(column)))
        told += [tr("grouped {how}", how=PERIOD_WORDS[state.period] or tr("by this"))] if state.group == column.position else []
        return told + ([tr("pinned")] if column.position in state.plan.pinned else [])

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The places and the columns that are shown."""
        return 0 if parent.isValid() or self.version is None else self.lead + len(self.shown)

    def _cells(self, line: Line) -> list[Cell]:
        number = row_number(line.place)
        places = {
            "file": Cell(self.file, "text_2", tip=self.file),
            "sheet": Cell(line.place.sheet, "text_2", tip=line.place.sheet),
            "row": Cell(number, "text_3", right=True, tip=tr("Row {row} of {sheet}", row=number, sheet=line.place.sheet)),
        }
        cells = [places[name] for name in self.place]
        for own, at in zip(self.shown, self._values, strict=True):
            cells.append(value_cell(own, line.values[at], first=own is self.shown[0], decimals=self._decimals.get(own.position)))
        return cells

    def _lay_out(self) -> None:
        """Find the columns that are shown; their cells are made anew."""
        at = {column.position: place for place, column in enumerate(self.columns)}
        self._values = tuple(at[position] for position in self.state.plan.shown)
        self.shown = tuple(self.columns[place] for place in self._values)
        self._write_anew()

    def _on_formats_changed(self) -> None:
        """Numbers and days are written in another way from now on."""
        self.write_alike(self._decimals)

    def _write_anew(self) -> None:
        for line in self.lines_here():
            line.cells = []

    def _changed(self, first: int, last: int) -> None:
        if last >= first and self.columnCount():
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
