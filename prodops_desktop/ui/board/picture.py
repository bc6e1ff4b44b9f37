"""A picture of a whole board for elsewhere: every column with all of its cards, whatever of them is scrolled away."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.board.card import BoardColumn
from prodops_desktop.ui.board.card_layout import CARD_HEIGHT
from prodops_desktop.ui.board.card_paint import paint_card
from prodops_desktop.ui.board.cards_view import EMPTY_HEIGHT, PITCH
from prodops_desktop.ui.board.column import HEAD_HEIGHT, LEAST_WIDTH
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import counted
from prodops_desktop.ui.tokens import CARD_GAP

_FOOT = growing(24)
_MOST_PIXELS = 30_000
"""So high a picture may be: above that, painters lose their exactness and other programs can't open it."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
_LEFT, _RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft.value, _MIDDLE | Qt.AlignmentFlag.AlignRight.value


def picture_of(columns: Sequence[BoardColumn], width: int, ratio: float = 2.0) -> QImage:
    """The board in the theme that is on, no narrower than its columns need.

    A very high one is less sharp, and of thousands of cards in a column it says how many more there are.
    """
    each = max(LEAST_WIDTH, (width + CARD_GAP) // max(1, len(columns)))
    wide = each * max(1, len(columns)) - CARD_GAP
    most = max((len(column.cards) for column in columns), default=0)
    shown = min(most, (_MOST_PIXELS - HEAD_HEIGHT - 2 * _FOOT) // PITCH)
    high = HEAD_HEIGHT + max(shown * PITCH, EMPTY_HEIGHT) + _FOOT + (_FOOT if most > shown else 0)
    sharp = max(1.0, min(ratio, _MOST_PIXELS / high))
    made = QImage(QSize(round(wide * sharp), round(high * sharp)), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(sharp)
    made.fill(theme.colour("surface"))
    painter = QPainter(made)
    for index, column in enumerate(columns):
        _paint_column(painter, column, QRectF(index * each, 0, each - CARD_GAP, high), shown)
    painter.end()
    return made


def _paint_column(painter: QPainter, column: BoardColumn, area: QRectF, most: int) -> None:
    head = QRectF(area.left(), 0, area.width(), HEAD_HEIGHT)
    left = _write(painter, head, column.name, "section", "text")
    left += _write(painter, head.adjusted(left + 8, 0, 0, 0), formats.number(len(column.cards)), "body", "text_3") + 16
    tone = {"2": "text_2", "3": "text_3", "": "text"}.get(column.aside_tone, column.aside_tone)
    _write(painter, head.adjusted(left, 0, 0, 0), column.aside, "meta", tone, right=True)
    for row, card in enumerate(column.cards[:most]):
        paint_card(painter, card, QRectF(area.left(), HEAD_HEIGHT + row * PITCH, area.width(), CARD_HEIGHT))
    top = HEAD_HEIGHT + (min(most, len(column.cards)) * PITCH or EMPTY_HEIGHT)
    if not column.cards:
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text_3"))
        room = QRectF(area.left(), HEAD_HEIGHT, area.width(), EMPTY_HEIGHT - CARD_GAP)
        painter.drawText(room, _LEFT | Qt.TextFlag.TextWordWrap.value, column.empty)
    if len(column.cards) > most:
        more = counted(len(column.cards) - most, "and {n} more card", "and {n} more cards")
        _write(painter, QRectF(area.left(), top, area.width(), _FOOT), more, "meta", "text_2")
        top += _FOOT
    _write(painter, QRectF(area.left(), top, area.width(), _FOOT), column.foot, "meta", "text_2")


def _write(painter: QPainter, area: QRectF, text: str, role: str, tone: str, *, right: bool = False) -> float:
    """Write as much of a text as there is room for; returns how wide that is."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(tone))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, _RIGHT if right else _LEFT, shown)
    return float(metrics.horizontalAdvance(shown))
