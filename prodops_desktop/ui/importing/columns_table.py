"""The table of step 2: each column of the file with samples, its field as a list that opens, and how sure that is."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QMenu, QStyleOptionViewItem, QWidget

from prodops_desktop.intake.kinds import Kind
from prodops_desktop.ui import formats, icons, theme
from prodops_desktop.ui.importing.look import ColumnLook
from prodops_desktop.ui.models.cells import Cell, CellModel
from prodops_desktop.ui.models.delegates import PADDING, CellDelegate
from prodops_desktop.ui.models.records import Column, RecordModel
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import CONTROL_RADIUS, GUTTER, INPUT_HEIGHT, ROW_HEIGHT_CONTROLS

SURE, FAIR = 0.9, 0.6
LETTER, FIELD = 0, 3
"""Which sections they stand in."""
_TYPES = {
    "text": "Text",
    "integer": "Integer",
    "number": "Number",
    "money": "Money",
    "percent": "Percent",
    "boolean": "Yes / No",
    "day": "Date",
    "moment": "Date and time",
}


@dataclass(frozen=True)
class MappedColumn:
    """A column of the file and the field that it has now; ``chosen``: by the operator, not by what was found."""

    look: ColumnLook
    field: str | None
    title: str
    chosen: bool = False

    @property
    def needs_look(self) -> bool:
        """Whether somebody should look at it: something is noted, or it was mapped without being sure."""
        return bool(self.look.note) or (self.field is not None and not self.chosen and self.look.confidence < SURE)


def type_title(type_: str) -> str:
    """The name of a type of column for people."""
    return tr(_TYPES.get(type_, type_.capitalize()))


def tone_of(confidence: float) -> str:
    """The token for the bar of a confidence."""
    return "good_fill" if confidence >= SURE else "warn_fill" if confidence >= FAIR else "bad_fill"


class ColumnsTable(DataTable):
    """↑ ↓ move, Enter or Alt+↓ opens the list of fields, Delete leaves the column without one."""

    field_chosen = Signal(str, object)
    """The header of a column and the field that it is to have (None: no field)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Columns and their fields"), row_height=ROW_HEIGHT_CONTROLS, cell_focus=False, parent=parent)
        self._kind: Kind | None = None
        self._used: dict[str, str] = {}
        self.menu = QMenu(self)
        self.menu.setAccessibleName(tr("Fields"))
        self.cells = _FieldDelegate(self)
        self.setItemDelegate(self.cells)
        self.records = RecordModel(_columns(), lambda one: one.look.header, self)
        self.setModel(self.records)
        self.show_columns(self.records)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.entered_row.connect(self.open_fields)
        self.copied.connect(self.copy_cells)

    def show_columns_of(self, kind: Kind, columns: list[MappedColumn], everything: list[MappedColumn]) -> None:
        """Show these columns; ``everything`` tells which fields are in use."""
        self._kind = kind
        self._used = {one.field: one.look.letter for one in everything if one.field is not None}
        header = self.records.key_at(self.currentIndex().row())
        self.records.show(columns)
        row = self.records.row_of(header) if header is not None else -1
        self.go_to(max(0, row), FIELD)
        self.viewport().update()

    def current(self) -> MappedColumn | None:
        """The column that is marked."""
        found = self.records.record(self.currentIndex().row())
        return found if isinstance(found, MappedColumn) else None

    def open_fields(self, row: int) -> None:
        """Open the list of fields under the field of a row."""
        column = self.records.record(row)
        if not isinstance(column, MappedColumn) or self._kind is None or not self._kind.fields:
            return
        self.go_to(row, FIELD)
        self._fill_menu(column, self._kind)
        area = self.visualRect(self.records.index(row, FIELD))
        self.menu.setMinimumWidth(area.width() - 2 * PADDING)
        self.menu.popup(self.viewport().mapToGlobal(area.bottomLeft() + QPoint(PADDING - 2, -3)))

    def _fill_menu(self, column: MappedColumn, kind: Kind) -> None:
        self.menu.clear()
        group = QActionGroup(self.menu)
        entries: list[tuple[str | None, str]] = [(None, tr("Kept, no field"))]
        for field in kind.fields:
            used = self._used.get(field.name)
            title = tr("{field} (required)", field=field.title) if field.required else field.title
            elsewhere = used is not None and field.name != column.field
            entries.append((field.name, tr("{field} – now column {letter}", field=title, letter=used) if elsewhere else title))
        for name, text in entries:
            action = self.menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == column.field)
            action.setData(name)
            action.triggered.connect(lambda _=False, name=name, header=column.look.header: self.field_chosen.emit(header, name))
            group.addAction(action)
            if name is None:
                self.menu.addSeparator()
            if name == column.field:
                self.menu.setActiveAction(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of this table before those of every table."""
        column = self.current()
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Space, Qt.Key.Key_F4):
            self.open_fields(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and column is not None:
            if column.field is not None:
                self.field_chosen.emit(column.look.header, None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a field opens its list."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == FIELD:
            self.open_fields(index.row())


def _columns() -> list[Column]:
    return [
        Column("letter", "", lambda one: Cell(one.look.letter, "text_3", box=True), width=50),
        Column("header", tr("Source column"), lambda one: Cell(one.look.header, role="name", tip=one.look.header), width=0),
        Column("samples", tr("Sample values"), _samples_cell, width=172),
        Column("field", tr("Field"), _field_cell, width=172),
        Column("confidence", tr("Confidence"), _confidence_cell, width=122),
        Column("type", tr("Type"), lambda one: Cell(type_title(one.look.type), "text_2"), width=100),
        Column("check", tr("Check"), _check_cell, width=0),
    ]


def _samples_cell(column: MappedColumn) -> Cell:
    samples = [" ".join(text[:120].split()) for text in column.look.samples]
    return Cell(" · ".join(samples) or tr("empty"), "text_2", mono=True, tip="\n".join(samples))


def _field_cell(column: MappedColumn) -> Cell:
    if column.field is None:
        return Cell(tr("Kept, no field"), "text_3", box=True)
    return Cell(column.title, box=True)


def _confidence_cell(column: MappedColumn) -> Cell:
    if column.chosen:
        return Cell(tr("chosen"), "text_2")
    if column.field is None:
        return Cell(formats.MISSING, "text_3")
    share = column.look.confidence
    return Cell(formats.percent(round(100 * share)), tone_of(share), meter=share)


def _check_cell(column: MappedColumn) -> Cell:
    if column.look.note:
        return Cell(column.look.note, "warn", role="meta", icon="alert-outline", tip=column.look.note)
    if not column.look.filled:
        return Cell(tr("No values"), "text_2", role="meta", icon="information-outline")
    if column.needs_look:
        return Cell(tr("Right field?"), "warn", role="meta", icon="alert-outline")
    return Cell("")


class _FieldDelegate(CellDelegate):
    """Paints the field of a column as the list that it opens."""

    def __init__(self, view: ColumnsTable) -> None:
        super().__init__(view, cell_focus=False)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the row's ground, then the box over it."""
        model, view = index.model(), self.parent()
        super().paint(painter, option, index)
        if not isinstance(model, CellModel) or not isinstance(view, ColumnsTable):
            return
        cell = model.cell(index.row(), index.column())
        if index.column() == LETTER:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour(cell.tone))
            painter.drawText(option.rect.adjusted(GUTTER, 0, 0, -1), int(Qt.AlignmentFlag.AlignVCenter), cell.text)
        if index.column() != FIELD:
            return
        current = index.row() == view.currentIndex().row() and view.hasFocus()
        box = QRect(
            option.rect.left() + PADDING, option.rect.center().y() - INPUT_HEIGHT // 2, option.rect.width() - 2 * PADDING, INPUT_HEIGHT
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = 1 if current else 0
        painter.setPen(QPen(theme.colour("accent" if current else "line_strong"), 2 if current else 1))
        painter.setBrush(theme.colour("field"))
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour(cell.tone))
        area = box.adjusted(9, 0, -26, 0)
        text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        icons.paint(painter, QRect(box.right() - 22, box.center().y() - 7, 15, 15), "chevron-down", "text_2")
        painter.restore()

    def paint_content(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        if not cell.box:
            super().paint_content(painter, rect, cell)
