"""The two tables of step 1: the sheets of a file, and the first rows of the one that is chosen."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHeaderView, QWidget

from prodops_desktop.intake.choices import STACKED
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.importing.look import Look
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.records import Column, RecordModel
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT, ROW_HEIGHT

_MOST_ROWS = 5
_NARROWEST, _WIDEST, _LONGEST = 72, 220, 200


@dataclass(frozen=True)
class _Sheet:
    id: str
    title: str
    rows: int
    columns: int
    visible: bool = True


class SheetTable(DataTable):
    """The sheets with their sizes, hidden ones marked; first all of one shape together, when there are several."""

    sheet_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Sheets of the file"), cell_focus=False, parent=parent)
        columns = [
            Column("sheet", tr("Name"), _name_cell, width=0),
            Column("rows", tr("Rows"), lambda one: Cell(formats.number(one.rows), "text_2", right=True), right=True, width=66),
            Column("columns", tr("Columns"), lambda one: Cell(formats.number(one.columns), "text_2", right=True), right=True, width=76),
        ]
        self.records = RecordModel(columns, lambda one: one.id, self)
        self.setModel(self.records)
        self.show_columns(self.records)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.moved.connect(self._on_moved)

    def show_sheets(self, look: Look, chosen: str | None) -> None:
        """Show the sheets of a file; ``chosen`` None is the one that was looked at."""
        alike = look.alike
        sheets = [_Sheet(one.name, one.name, one.rows, one.columns, one.visible) for one in look.sheets]
        if len(alike) > 1:
            title = tr("All {n} sheets of one shape", n=formats.number(len(alike)))
            sheets.insert(0, _Sheet(STACKED, title, sum(one.rows for one in alike), alike[0].columns))
        with QSignalBlocker(self):
            self.records.show(sheets)
            self.go_to(self.records.row_of(chosen or look.sheet), 0)
        self.setFixedHeight(HEADER_HEIGHT + ROW_HEIGHT * min(_MOST_ROWS, len(sheets)))

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
        """Show the first rows of what was looked at."""
        titles = tuple(column.header for column in look.columns)
        same = titles == tuple(column.title for column in self.records.columns)
        if same and look.head == tuple(self.records.records):
            return
        if not same:
            self.records.set_columns([_column(at, title) for at, title in enumerate(titles)])
        self.records.show(list(look.head))
        header, metrics = self.horizontalHeader(), QFontMetrics(theme.mono_font())
        for section in range(len(titles)):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
            longest = max((metrics.horizontalAdvance(row[section][:_LONGEST]) for row in look.head if section < len(row)), default=0)
            wanted = max(longest + 2 * PADDING + 4, header.sectionSizeHint(section) + 12)
            self.setColumnWidth(section, max(_NARROWEST, min(_WIDEST, wanted)))
        self.scrollToTop()


def _column(at: int, title: str) -> Column:
    def cell(row: tuple[str, ...]) -> Cell:
        text = row[at] if at < len(row) else ""
        line = " ".join(text[:_LONGEST].split())
        return Cell(line, mono=True, tip=text[:2000] if line != text or len(text) > 28 else "")

    return Column(str(at), title, cell, tip=title)


def _name_cell(sheet: _Sheet) -> Cell:
    if sheet.visible:
        return Cell(sheet.title, role="name", tip=sheet.title)
    return Cell(tr("{name} (hidden)", name=sheet.title), "text_3", icon="eye-off-outline", tip=tr("This sheet is hidden in the file."))
