"""The table of the step Columns: each column of the file with samples, its field as a list that opens, and what is to be checked."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QWidget

from prodops_desktop.intake.kinds import Kind
from prodops_desktop.ui import formats, icons, theme
from prodops_desktop.ui.importing.column_pane import tone_of, type_title
from prodops_desktop.ui.importing.mapped import MappedColumn, check_text
from prodops_desktop.ui.models.cells import Cell, CellModel
from prodops_desktop.ui.models.delegates import PADDING, CellDelegate
from prodops_desktop.ui.models.records import Column, RecordModel
from prodops_desktop.ui.models.rows import Band
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.texts import menu_text, tr
from prodops_desktop.ui.tokens import CONTROL_RADIUS, INPUT_HEIGHT, ROW_HEIGHT_CONTROLS

LETTER, HEADER, SAMPLES, FIELD, CONFIDENCE, TYPE, CHECK = range(7)
_WIDTHS = {
    860: {LETTER: 50, SAMPLES: 160, FIELD: 164, CONFIDENCE: 108, TYPE: 88},
    720: {LETTER: 46, FIELD: 156, CONFIDENCE: 104, TYPE: 80},
    560: {LETTER: 46, FIELD: 148, CONFIDENCE: 104},
    0: {LETTER: 40, FIELD: 134},
}
"""From a width of the table on, how wide its sections are; those that are not named fold away, source column and check share the rest."""
_SHARE_OF_HEADER, _SAMPLES = 0.42, 3


class ColumnsTable(DataTable):
    """↑ ↓ move, Enter or Alt+↓ opens the list of fields, Backspace leaves the column without one, Delete leaves it out or brings it back.

    1 to 9 answer a question, A does so in all columns that ask the same, N goes to the next one, F2 to all that is known of the column.
    """

    field_chosen = Signal(str, object)
    """The header of a column and the field that it is to have (None: no field)."""
    left_out = Signal(str)
    """The header of a column that is not to be stored, or after all."""
    answered = Signal(int)
    """The place, from 0, of the option that answers the question of the current column."""
    alike_wanted = Signal()
    """All open questions like that of the current column are to have its answer."""
    next_wanted = Signal()
    """The next column with an open question."""
    pane_wanted = Signal()
    """All that is known of the column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Columns and their fields"), row_height=ROW_HEIGHT_CONTROLS, cell_focus=False, at_gutter=True, parent=parent)
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
        if not isinstance(column, MappedColumn) or self._kind is None:
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
            action = self.menu.addAction(menu_text(text))
            action.setCheckable(True)
            action.setChecked(name == column.field and not column.left_out)
            action.setData(name)
            action.triggered.connect(lambda _=False, name=name, header=column.look.header: self.field_chosen.emit(header, name))
            group.addAction(action)
            if name == column.field and not column.left_out:
                self.menu.setActiveAction(action)
            if name is None:
                self._add_left_out(column, group)

    def _add_left_out(self, column: MappedColumn, group: QActionGroup) -> None:
        action = self.menu.addAction(tr("Not imported"))
        action.setCheckable(True)
        action.setChecked(column.left_out)
        if not column.left_out:
            action.triggered.connect(lambda _=False, header=column.look.header: self.left_out.emit(header))
        group.addAction(action)
        self.menu.addSeparator()
        if column.left_out:
            self.menu.setActiveAction(action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way where there is little room."""
        super().resizeEvent(event)
        room = self.viewport().width()
        widths = next(found for least, found in _WIDTHS.items() if room >= least)
        self.setColumnWidth(HEADER, max(90, round(_SHARE_OF_HEADER * (room - sum(widths.values())))))
        for section in (LETTER, SAMPLES, FIELD, CONFIDENCE, TYPE):
            self.setColumnHidden(section, section not in widths)
            if section in widths:
                self.setColumnWidth(section, widths[section])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of this table before those of every table."""
        column, key = self.current(), Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if (key == Qt.Key.Key_Down and alt) or key in (Qt.Key.Key_Space, Qt.Key.Key_F4):
            self.open_fields(self.currentIndex().row())
        elif key == Qt.Key.Key_F2:
            self.pane_wanted.emit()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_A) and not control and not alt:
            (self.next_wanted if key == Qt.Key.Key_N else self.alike_wanted).emit()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not control and not alt:
            self.answered.emit(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_Delete and column is not None:
            self.left_out.emit(column.look.header)
        elif key == Qt.Key.Key_Backspace and column is not None:
            if column.field is not None or column.left_out:
                self.field_chosen.emit(column.look.header, None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a field opens its list, one on a check all that is known."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if index.column() == FIELD:
            self.open_fields(index.row())
        elif index.column() == CHECK and self.records.cell(index.row(), CHECK).text:
            self.pane_wanted.emit()


def _columns() -> list[Column]:
    return [
        Column("letter", "", lambda one: Cell(one.look.letter, "text_3"), width=50),
        Column("header", tr("Source column"), _header_cell, width=160),
        Column("samples", tr("Sample values"), _samples_cell, width=172),
        Column("field", tr("Field"), _field_cell, width=172),
        Column("confidence", tr("Confidence"), _confidence_cell, width=116),
        Column("type", tr("Type"), lambda one: Cell(type_title(one.type), "accent" if one.type_chosen else "text_2"), width=92),
        Column("check", tr("Check"), _check_cell, width=0),
    ]


def _header_cell(column: MappedColumn) -> Cell:
    header = column.look.header
    if column.left_out:
        return Cell(header, "text_3", role="name", icon="minus-circle-outline", tip=tr("{header}: not imported", header=header))
    if column.look.hidden:
        return Cell(header, "text_2", role="name", icon="eye-off-outline", tip=tr("{header}: hidden in the file", header=header))
    return Cell(header, role="name", tip=header)


def _samples_cell(column: MappedColumn) -> Cell:
    samples = [" ".join(text[:120].split()) for text in column.look.samples]
    return Cell(" · ".join(samples[:_SAMPLES]) or tr("empty"), "text_2", mono=True, tip="\n".join(samples))


def _field_cell(column: MappedColumn) -> Cell:
    if column.left_out:
        return Cell(tr("Not imported"), "text_3", box=True)
    if column.field is None:
        return Cell(tr("Kept, no field"), "text_3", box=True)
    return Cell(column.title, box=True)


def _confidence_cell(column: MappedColumn) -> Cell:
    if column.chosen or column.left_out:
        return Cell(tr("chosen"), "text_2")
    if column.field is None:
        return Cell(formats.MISSING, "text_3")
    share = column.look.confidence
    return Cell(formats.percent(round(100 * share)), tone_of(share), meter=share)


def _check_cell(column: MappedColumn) -> Cell:
    """What is open, else what was answered, else what is to be known."""
    if column.open:
        text = check_text(column, column.open[0])
        return Cell(text, "warn", role="meta", icon="alert-outline", tip=column.open[0].text)
    if column.questions:
        return Cell(check_text(column, column.questions[0]), "good", role="meta", icon="check-circle-outline", tip=column.look.note)
    if column.look.note:
        return Cell(column.look.note, "text_2", role="meta", icon="information-outline", tip=column.look.note)
    if not column.look.filled:
        return Cell(tr("No values"), "text_2", role="meta", icon="information-outline")
    return Cell("")


class _FieldDelegate(CellDelegate):
    """Paints the field of a column as the list that it opens."""

    def __init__(self, view: ColumnsTable) -> None:
        super().__init__(view, cell_focus=False)

    def paint_row(self, painter: QPainter, view: QAbstractItemView, band: Band) -> None:
        """Paint the row, then the box over its ground."""
        super().paint_row(painter, view, band)
        model = view.model()
        for place in band.places:
            if place.column == FIELD and isinstance(model, CellModel):
                rect = QRect(place.left, band.top, place.width, band.height)
                _paint_box(painter, rect, model.cell(band.row, FIELD), is_current=band.marked and view.hasFocus())

    def paint_content(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        if not cell.box:
            super().paint_content(painter, rect, cell)


def _paint_box(painter: QPainter, rect: QRect, cell: Cell, *, is_current: bool) -> None:
    """Paint a cell as the list that it opens."""
    box = QRect(rect.left() + PADDING, rect.center().y() - INPUT_HEIGHT // 2, rect.width() - 2 * PADDING, INPUT_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = 1 if is_current else 0
    painter.setPen(QPen(theme.colour("accent" if is_current else "line_strong"), 2 if is_current else 1))
    painter.setBrush(theme.colour("field"))
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), CONTROL_RADIUS, CONTROL_RADIUS)
    painter.setFont(theme.font("body"))
    painter.setPen(theme.colour(cell.tone))
    area = box.adjusted(9, 0, -26, 0)
    text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
    icons.paint(painter, QRect(box.right() - 22, box.center().y() - 7, 15, 15), "chevron-down", "text_2")
    painter.restore()
