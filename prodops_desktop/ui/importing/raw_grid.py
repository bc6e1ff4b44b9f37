"""The raw rows of a sheet around the head of its table, on which the header rows are chosen by eye."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.importing.look import Look, RawRow
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.records import Column, RecordModel, show_records
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.texts import tr

_ROW, _OWN = 58, 2
_LEAST_MARK, _MOST_MARK, _ICON = growing(128), growing(280), growing(24)
_NARROWEST, _WIDEST, _LONGEST = 72, 220, 200
HEADER, ABOVE, DATA = "header", "above", ""


@dataclass(frozen=True)
class GridRow:
    """A raw row, and what it is taken for: ``part`` is HEADER, ABOVE or DATA."""

    raw: RawRow
    part: str


class RawGrid(DataTable):
    """H makes the current row the header, Shift+H lets the header end there, 0 says that there is none."""

    header_chosen = Signal(object)
    """The first and the last header row as rows of the sheet; an empty tuple for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Rows of the sheet as they are in the file"), row_height=26, parent=parent)
        self._header: tuple[int, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._read: tuple[int, ...] = ()
        """The header rows of the look that is shown; ``_header`` are those that are chosen."""
        self.records = RecordModel([], lambda one: one.raw.row, self)
        self.setModel(self.records)
        self.copied.connect(self.copy_cells)
        self.menu = QMenu(self)
        self.menu.setAccessibleName(tr("Header"))

    def show_look(self, look: Look, header: tuple[int, ...]) -> None:
        """Show the rows of a look, and which of them are taken for the header."""
        if self._shown == (look.above, look.head, look.columns, header):
            return
        moved = header != self._header and bool(self._shown)
        self._shown, self._header = (look.above, look.head, look.columns, header), header
        titles = tuple(tr("{letter}, hidden", letter=column.letter) if column.hidden else column.letter for column in look.columns)
        if titles != tuple(column.title for column in self.records.columns[_OWN:]):
            self.records.set_columns([*_own_columns(), *(_column(at, title) for at, title in enumerate(titles))])
        read = look.header  # rows that are chosen and not read yet are not painted as if they held
        rows = [GridRow(raw, _part(raw.row, read, above=True)) for raw in look.above]
        rows += [GridRow(raw, _part(raw.row, read, above=False)) for raw in look.head]
        fresh = not self.currentIndex().isValid()
        show_records(self, self.records, rows)
        self._fit(look)
        if fresh or moved or read != self._read:
            self._show_header(self.records.row_of(read[0]) if read else 0, fresh=fresh)
        self._read = read

    def _show_header(self, row: int, *, fresh: bool) -> None:
        """Bring the header into view, and the keyboard to it where it was nowhere; the columns stay where they are."""
        aside = 0 if fresh else self.horizontalScrollBar().value()
        if fresh:
            self.go_to(row, _OWN)
        if row >= 0:
            self.scrollTo(self.records.index(row, 0))
        self.horizontalScrollBar().setValue(aside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys for the header before those of every table."""
        current = self.records.record(self.currentIndex().row())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_H and isinstance(current, GridRow):
            self._choose(current.raw.row, to_end=shift)
        elif event.key() == Qt.Key.Key_0 and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.header_chosen.emit(())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click makes a row the header."""
        self._choose_at(event.position().toPoint(), to_end=False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What the keys do, for the mouse."""
        place = event.pos()
        self.menu.clear()
        self.menu.addAction(tr("This row is the header"), lambda: self._choose_at(place, to_end=False))
        self.menu.addAction(tr("The header ends here"), lambda: self._choose_at(place, to_end=True))
        self.menu.addAction(tr("No header"), lambda: self.header_chosen.emit(()))
        self.menu.popup(event.globalPos())

    def _choose_at(self, place: QPoint, *, to_end: bool) -> None:
        found = self.records.record(self.indexAt(place).row())
        if isinstance(found, GridRow):
            self._choose(found.raw.row, to_end=to_end)

    def _choose(self, row: int, *, to_end: bool) -> None:
        self.header_chosen.emit((min(self._header[0], row) if to_end and self._header else row, row))

    def _fit(self, look: Look) -> None:
        header, mono, name = self.horizontalHeader(), theme.face("mono").metrics, theme.face("name").metrics
        for section in range(len(self.records.columns)):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, _ROW)
        marks = [_part_cell(row) for row in self.records.records]
        widest = max((theme.face("meta").metrics.horizontalAdvance(mark.text) + _ICON * bool(mark.icon) for mark in marks), default=0)
        self.setColumnWidth(1, max(_LEAST_MARK, min(_MOST_MARK, widest + 2 * PADDING + 4)))
        texts = [row.texts for row in (*look.above, *look.head)]
        for at in range(len(look.columns)):
            shown = [row[at][:_LONGEST] for row in texts if at < len(row)]
            longest = max((max(mono.horizontalAdvance(text), name.horizontalAdvance(text)) for text in shown), default=0)
            self.setColumnWidth(at + _OWN, max(_NARROWEST, min(_WIDEST, longest + 2 * PADDING + 4)))


def _part(row: int, header: tuple[int, ...], *, above: bool) -> str:
    if header and header[0] <= row <= header[-1]:
        return HEADER
    return ABOVE if above and (not header or row < header[0]) else DATA


def _own_columns() -> list[Column]:
    return [
        Column("row", tr("Row"), lambda one: Cell(formats.number(one.raw.row), "text_3", right=True), right=True, width=_ROW),
        Column("part", tr("Taken as"), _part_cell, width=_LEAST_MARK),
    ]


def _part_cell(one: GridRow) -> Cell:
    if one.part == HEADER:
        return Cell(tr("header"), "accent", role="name", icon="table-row")
    if one.raw.mark:
        said = tr("left out: {step}", step=one.raw.mark)
        return Cell(said, "warn", role="meta", icon="minus-circle-outline", tip=said)
    if one.raw.hidden:
        return Cell(tr("hidden in the file"), "text_2", role="meta", icon="eye-off-outline")
    return Cell(tr("above the table") if one.part == ABOVE else "", "text_3", role="meta")


def _column(at: int, title: str) -> Column:
    def cell(one: GridRow) -> Cell:
        text = one.raw.texts[at] if at < len(one.raw.texts) else ""
        shown = " ".join(text[:_LONGEST].split())
        tip = text[:2000] if shown != text or len(text) > 28 else ""
        if one.part == HEADER:
            return Cell(shown, role="name", tip=tip)
        return Cell(shown, "text_3" if one.raw.mark or one.part == ABOVE else "text", mono=True, tip=tip)

    return Column(str(at), title, cell)
