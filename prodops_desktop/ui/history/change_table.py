"""The table of what a step changed: record, field, and what stood there struck out before what stands there now."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QResizeEvent

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.history.wording import ChangeLine
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.delegates import PADDING, CellDelegate
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT, ROW_HEIGHT
from prodops_desktop.workspace.record_history import DELETED

_BEFORE_SHARE = 0.42
"""What is before ends at this share of the cell, so that the arrows of all rows stand in line."""
_ARROW = 30
_LEAST_RECORD, _MOST_RECORD, _RECORD_SHARE = 150, 320, 0.32
_LEAST_FIELD, _MOST_FIELD, _FIELD_SHARE = 108, 180, 0.19


class ChangeDelegate(CellDelegate):
    """Paints the two values of a change around an arrow."""

    def paint_content(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Paint a cell without its ground."""
        if cell.change is None:
            super().paint_content(painter, rect, self._cut_in_middle(rect, cell))
            return
        area = rect.adjusted(PADDING, 0, -PADDING, -1)
        middle = area.left() + round(area.width() * _BEFORE_SHARE)
        struck = QFont(theme.font("body"))
        struck.setStrikeOut(True)
        before = QRect(area.left(), area.top(), middle - area.left() - _ARROW // 2, area.height())
        _paint_text(painter, before, cell.change[0], struck, "text_3", Qt.AlignmentFlag.AlignRight)
        icons.paint(painter, QRect(middle - 7, area.center().y() - 7, 14, 14), "arrow-right", "text_3")
        left = middle + _ARROW // 2
        after = QRect(left, area.top(), area.right() - left, area.height())
        _paint_text(painter, after, cell.change[1], theme.font("section"), cell.tone, Qt.AlignmentFlag.AlignLeft)

    def _cut_in_middle(self, rect: QRect, cell: Cell) -> Cell:
        """A title that is too long loses its middle: what hangs on a record is named at the end."""
        room = rect.width() - 2 * PADDING
        shown = theme.face(cell.role).metrics.elidedText(cell.text, Qt.TextElideMode.ElideMiddle, room)
        return cell if shown == cell.text else cell._replace(text=shown)


class ChangeTable(RecordTable):
    """Never higher than its lines."""

    def __init__(self) -> None:
        columns = [
            Column("record", tr("Record"), _record_cell, width=_LEAST_RECORD, order=lambda line: line.record.casefold()),
            Column("field", tr("Field"), _field_cell, width=_LEAST_FIELD, order=lambda line: line.field.casefold()),
            Column("change", tr("Before → after"), _change_cell, width=0, least=240),
        ]
        super().__init__(tr("What the step changed"), columns, lambda line: line.key)
        self.cells = ChangeDelegate(self, cell_focus=False)
        self.setItemDelegate(self.cells)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names of records and fields have their share of the room."""
        width = self.viewport().width()
        self.setColumnWidth(0, max(_LEAST_RECORD, min(_MOST_RECORD, round(width * _RECORD_SHARE))))
        self.setColumnWidth(1, max(_LEAST_FIELD, min(_MOST_FIELD, round(width * _FIELD_SHARE))))
        super().resizeEvent(event)

    def show_lines(self, lines: list[ChangeLine]) -> None:
        """Show these lines."""
        self.show_list(lines)
        self.setMaximumHeight(HEADER_HEIGHT + len(lines) * ROW_HEIGHT + 2)


def one_line(text: str) -> str:
    """A text as it stands in a row."""
    return " ".join(text.split())


def _record_cell(line: ChangeLine) -> Cell:
    return Cell(line.record, role="name", tip=line.record)


def _field_cell(line: ChangeLine) -> Cell:
    return Cell(line.field, "text_2", tip=line.field)


def _change_cell(line: ChangeLine) -> Cell:
    before, after = one_line(line.before), one_line(line.after)
    text, tone = f"{before} → {after}", "bad" if line.what == DELETED else "text"
    return Cell(text, tone, tip=f"{line.before}\n→ {line.after}", change=(before, after))


def _paint_text(painter: QPainter, area: QRect, text: str, font: QFont, tone: str, side: Qt.AlignmentFlag) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
