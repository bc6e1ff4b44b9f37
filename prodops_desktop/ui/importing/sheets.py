"""The two tables of the step File: the sheets of a file, and the first rows of the one that is chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QWidget

from prodops_desktop.intake.choices import STACKED
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.importing.look import HIDDEN, VISIBLE, Look, RawRow
from prodops_desktop.ui.models.cells import Cell, Index
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.records import Column, RecordModel
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT, ROW_HEIGHT

_MOST_ROWS = 5
_NARROWEST, _WIDEST, _LONGEST = 72, 220, 200
_TICK = 0


@dataclass(frozen=True)
class _Sheet:
    id: str
    title: str
    rows: int
    columns: int
    state: str = VISIBLE
    tables: int = 1
    taken: bool = False


class _SheetModel(RecordModel):
    """Says of a tick whether it is set, too: eyes see it."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """As every list, and the tick in words."""
        if index.isValid() and index.column() == _TICK and role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("taken") if self.record(index.row()).taken else tr("left out")
        return super().data(index, role)


class SheetTable(DataTable):
    """The sheets with their sizes, hidden ones marked; first all of one shape together, when there are several. Space takes or leaves."""

    sheet_chosen = Signal(str)
    sheet_toggled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Sheets of the file"), cell_focus=False, parent=parent)
        columns = [
            Column("taken", "", _tick_cell, width=34),
            Column("sheet", tr("Name"), _name_cell, width=0),
            Column("rows", tr("Rows"), lambda one: Cell(formats.number(one.rows), "text_2", right=True), right=True, width=52),
            Column("columns", tr("Columns"), lambda one: Cell(formats.number(one.columns), "text_2", right=True), right=True, width=82),
        ]
        self.records = _SheetModel(columns, lambda one: one.id, self)
        self.setModel(self.records)
        self.show_columns(self.records)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.moved.connect(self._on_moved)

    def show_sheets(self, look: Look, chosen: str, is_taken: Callable[[str], bool]) -> None:
        """Show the sheets of a file, without telling anyone."""
        alike = look.alike
        sheets = [_Sheet(one.name, one.name, one.rows, one.columns, one.state, len(one.tables), is_taken(one.name)) for one in look.sheets]
        if len(alike) > 1:
            title = tr("All {n} of one shape", n=formats.number(len(alike)))
            rows = sum(one.rows for one in alike)
            sheets.insert(0, _Sheet(STACKED, title, rows, alike[0].columns, taken=is_taken(STACKED)))
        self.setFixedHeight(HEADER_HEIGHT + ROW_HEIGHT * min(_MOST_ROWS, len(sheets)))
        row = next((at for at, one in enumerate(sheets) if one.id == chosen), 0)
        with QSignalBlocker(self):
            self.records.show(sheets)
            self.go_to(row, 1)
        if row < _MOST_ROWS:
            self.scrollToTop()  # what takes all of one shape is the first line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes a sheet or leaves it."""
        key = self.records.key_at(self.currentIndex().row())
        if event.key() == Qt.Key.Key_Space and isinstance(key, str):
            self.sheet_toggled.emit(key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tick turns it, and does not choose the row as well."""
        index = self.indexAt(event.position().toPoint())
        key = self.records.key_at(index.row())
        if event.button() == Qt.MouseButton.LeftButton and index.column() == _TICK and isinstance(key, str):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.sheet_toggled.emit(key)
        else:
            super().mousePressEvent(event)

    def _on_moved(self, current: QModelIndex) -> None:
        key = self.records.key_at(current.row())
        if isinstance(key, str):
            self.sheet_chosen.emit(key)


class HeadTable(DataTable):
    """The first rows of a sheet as raw texts, under their headers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("First rows of the sheet"), row_height=26, parent=parent)
        self.records = RecordModel([], id, self)
        self.setModel(self.records)
        self.copied.connect(self.copy_cells)

    def show_head(self, look: Look) -> None:
        """Show the first rows of what was looked at, without those that are left out."""
        hidden = {column.header: tr("{header}, hidden", header=column.header) for column in look.columns if column.hidden}
        titles = tuple(hidden.get(column.header, column.header) for column in look.columns)
        rows = [row for row in look.head if not row.mark]
        same = titles == tuple(column.title for column in self.records.columns)
        if same and rows == self.records.records:
            return
        if not same:
            self.records.set_columns([_column(at, title) for at, title in enumerate(titles)])
        self.records.show(rows)
        header, metrics = self.horizontalHeader(), theme.face("mono").metrics
        for section in range(len(titles)):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
            longest = max((metrics.horizontalAdvance(row.texts[section][:_LONGEST]) for row in rows if section < len(row.texts)), default=0)
            wanted = max(longest + 2 * PADDING + 4, header.sectionSizeHint(section) + 12)
            self.setColumnWidth(section, max(_NARROWEST, min(_WIDEST, wanted)))
        self.scrollToTop()


def _column(at: int, title: str) -> Column:
    def cell(row: RawRow) -> Cell:
        text = row.texts[at] if at < len(row.texts) else ""
        line = " ".join(text[:_LONGEST].split())
        tip = text[:2000] if line != text or len(text) > 28 else ""
        if row.hidden:
            return Cell(line, "text_3", mono=True, tip=tip or tr("hidden in the file"), icon="" if at else "eye-off-outline")
        return Cell(line, mono=True, tip=tip)

    return Column(str(at), title, cell, tip=title)


def _tick_cell(sheet: _Sheet) -> Cell:
    icon, tone = ("checkbox-marked", "accent") if sheet.taken else ("checkbox-blank-outline", "text_3")
    return Cell("", tone, icon=icon, tip=tr("Space takes this sheet or leaves it"))


def _name_cell(sheet: _Sheet) -> Cell:
    more = counted(sheet.tables, "{n} table", "{n} tables") if sheet.tables > 1 else ""
    if sheet.state == VISIBLE:
        return Cell(sheet.title, role="name", tip=sheet.title, aside=more)
    if sheet.state == HIDDEN:
        shown, tip = tr("{name} (hidden)", name=sheet.title), tr("This sheet is hidden in the file.")
    else:
        shown, tip = tr("{name} (very hidden)", name=sheet.title), tr("This sheet is hidden so that spreadsheet programs do not list it.")
    return Cell(shown, "text_3", icon="eye-off-outline", tip=tip, aside=more)
