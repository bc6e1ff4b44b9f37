"""The list of the palette: headings and rows with the meant letters in the accent colour."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.models.whole_text import WholeTextDelegate
from prodops_desktop.ui.tips import plain_tip
from prodops_desktop.ui.widgets.text import cap_text

_Index = QModelIndex | QPersistentModelIndex
_LEFT, _TEXT = growing(20), growing(46)


@dataclass(frozen=True)
class Row:
    """A heading, or something to choose; ``places`` are the letters that were meant, and ``note`` stands at the right."""

    text: str
    places: tuple[int, ...] = ()
    icon: str = ""
    detail: str = ""
    shortcut: str = ""
    disabled: bool = False
    note: str = ""
    token: str = ""
    heading: bool = False
    run: Callable[[], object] | None = None
    snippet: str = ""
    """A second line; ``marks`` are the letters of it that were looked for."""
    marks: tuple[int, ...] = ()


class PaletteModel(QAbstractListModel):
    """The rows as they stand."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many rows, headings included."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, also for assistive technology."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole and not row.heading:
            return plain_tip("\n".join(filter(None, (row.text, row.snippet, row.detail))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.text, row.detail, row.snippet, row.note, row.shortcut)))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings can't be chosen."""
        return Qt.ItemFlag.NoItemFlags if self.rows[index.row()].heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PaletteDelegate(WholeTextDelegate):
    """Paints a row as the design shows it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Headings are lower than rows."""
        del option
        model = index.model()
        row = model.rows[index.row()] if isinstance(model, PaletteModel) else Row("")
        return QSize(0, px(30 if row.heading else 50 if row.snippet else 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        model = index.model()
        if not isinstance(model, PaletteModel):
            return
        row, area = model.rows[index.row()], QRect(option.rect)
        painter.save()
        if row.heading:
            _paint_heading(painter, area, row)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint_row(painter, area, row, chosen=chosen)
        painter.restore()


def _paint_heading(painter: QPainter, area: QRect, row: Row) -> None:
    font = theme.font("caption")
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme.colour("text_3"))
    inside = area.adjusted(_LEFT, 8, -_LEFT, 0)
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), row.text.upper() if row.note or len(row.text) < 20 else row.text)
    painter.setFont(theme.font("caption"))
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), row.note)


def _paint_row(painter: QPainter, area: QRect, row: Row, *, chosen: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selected"))
        painter.drawRoundedRect(area.adjusted(8, 1, -8, -1), 5, 5)
    if row.snippet:
        below = QRect(area.left() + _TEXT, area.top() + px(26), area.width() - _TEXT - _LEFT, px(18))
        _paint_runs(painter, below, row.snippet, row.marks, ("meta", "header"), ("text_2", "accent"))
        area = area.adjusted(0, px(4), 0, -px(22))
    icon = QRect(area.left() + _LEFT, area.top(), px(16), area.height())
    icons.paint(painter, icon, row.icon or "console", "disabled" if row.disabled else "accent" if chosen else "text_2")
    right = area.right() - _LEFT
    if row.shortcut:
        right = _paint_key(painter, area, right, row.shortcut) - 10
    if row.note:
        right = _paint_note(painter, area, right, row.note) - 10
    left = _paint_text(painter, QRect(area.left() + _TEXT, area.top(), right - area.left() - _TEXT, area.height()), row)
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text_3"))
    room = QRect(left + 10, area.top(), right - left - 10, area.height())
    if room.width() > 24:
        text = painter.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)


def _paint_text(painter: QPainter, area: QRect, row: Row) -> int:
    """Paint the name with the meant letters in the accent colour; returns where it ends."""
    tones = ("disabled", "disabled") if row.disabled else ("text", "accent")
    return _paint_runs(painter, area, row.text, row.places, ("name", "section"), tones)


def _paint_runs(painter: QPainter, area: QRect, text: str, places: tuple[int, ...], roles: tuple[str, str], tones: tuple[str, str]) -> int:
    """Paint a text in the first font and tone, and the letters at ``places`` in the second; returns where it ends."""
    fonts = theme.font(roles[0]), theme.font(roles[1])
    shown, left = QFontMetrics(fonts[1] if places else fonts[0]).elidedText(text, Qt.TextElideMode.ElideRight, area.width()), area.left()
    for run, meant in _runs(shown, set(places)):
        painter.setFont(fonts[meant])
        painter.setPen(theme.colour(tones[meant]))
        width = painter.fontMetrics().horizontalAdvance(run)
        painter.drawText(QRect(left, area.top(), width + 2, area.height()), int(Qt.AlignmentFlag.AlignVCenter), run)
        left += width
    return left


def _runs(text: str, places: set[int]) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for index, letter in enumerate(text):
        meant = index in places
        if runs and runs[-1][1] == meant:
            runs[-1] = (runs[-1][0] + letter, meant)
        else:
            runs.append((letter, meant))
    return runs


def _paint_note(painter: QPainter, area: QRect, right: int, note: str) -> int:
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text_3"))
    width = painter.fontMetrics().horizontalAdvance(note)
    painter.drawText(QRect(right - width, area.top(), width + 1, area.height()), int(Qt.AlignmentFlag.AlignVCenter), note)
    return right - width


def _paint_key(painter: QPainter, area: QRect, right: int, shortcut: str) -> int:
    painter.setFont(theme.font("caption"))
    text = cap_text(shortcut)
    width = painter.fontMetrics().horizontalAdvance(text) + 12
    box = QRect(right - width, area.center().y() - px(9) + 1, width, px(18))
    painter.setPen(theme.colour("line_strong"))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.colour("text_2"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    return box.left()
