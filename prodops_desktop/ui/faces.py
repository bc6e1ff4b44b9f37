"""Fonts with their measures, and texts cut to fit, worked out once: a table asks for hundreds each time that it is painted."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import overload

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QStaticText, QTextOption

_KEPT_TEXTS, _LONGEST_KEPT = 8192, 300
"""So many texts, and of so many signs at the most, are kept as they were cut: the cells of a large window several times over."""
_ELLIPSIS, _ENDLESS = "…", 1 << 20
_ON_ONE_LINE = str.maketrans(dict.fromkeys("\t\n\r\u2028\u2029", " "))
"""Drawn at a place, a tab would be as wide as ten letters, and lines would stand together without a gap."""
_OF_OTHERS: "list[Face]" = []
"""Of fonts that a style sheet gave to widgets: a dozen for each size of the font."""
_UNBROKEN = QTextOption()
_UNBROKEN.setWrapMode(QTextOption.WrapMode.NoWrap)


@dataclass(slots=True)
class Fitted:
    """A text on one line that was cut to some room: what is left of it, how wide it is, and whether it was ``drawn`` before."""

    text: str
    width: float
    drawn: bool = field(default=False, compare=False)
    _layout: QStaticText | None = field(default=None, compare=False, repr=False)

    def laid_out(self) -> QStaticText:
        """The text for being drawn once more: laying it out takes longer than drawing it once, of which most are not seen again."""
        if self._layout is None:
            self._layout = QStaticText(self.text)
            self._layout.setTextFormat(Qt.TextFormat.PlainText)
            self._layout.setTextOption(_UNBROKEN)
        return self._layout


@dataclass(frozen=True, eq=False)
class Face:
    """A font that nobody alters, with its measures."""

    font: QFont
    metrics: QFontMetrics
    exact: QFontMetricsF
    height: float
    ascent: float

    def fitted(self, text: str, room: int, *, middle: bool = False) -> Fitted:
        """A text on one line cut to so many pixels, at its end or in its ``middle``."""
        if len(text) <= _LONGEST_KEPT:
            return _kept(self, text, room, middle)
        seen = max(2 * room, _LONGEST_KEPT)  # more signs than there are pixels need not be measured
        return _fitted(self, text if middle or len(text) <= seen else text[:seen] + _ELLIPSIS, room, middle)

    def whole(self, text: str) -> Fitted:
        """A text on one line that was cut before, or has all the room that it needs."""
        return self.fitted(text, _ENDLESS)

    def across(self, text: str) -> int:
        """How wide a text is, in whole pixels."""
        return _across(self, text) if len(text) <= _LONGEST_KEPT else self.metrics.horizontalAdvance(text)

    def draw(self, painter: QPainter, area: QRect, fitted: Fitted, *, right: bool = False) -> None:
        """Draw a text at the left or the right of an area, in the middle of its height: to the pixel where Qt puts it."""
        left, top, across, down = bounds(area)
        self.write(painter, left + across - fitted.width if right else left, top, down, fitted)

    def write(self, painter: QPainter, left: float, top: float, down: float, fitted: Fitted) -> None:
        """Draw a text from ``left`` on, in the middle of a height."""
        painter.setFont(self.font)
        above = top + (down - self.height) / 2
        if fitted.drawn:
            painter.drawStaticText(QPointF(left, above), fitted.laid_out())
        else:
            fitted.drawn = True
            painter.drawText(QPointF(left, above + self.ascent), fitted.text)


@overload
def bounds(area: QRect) -> tuple[int, int, int, int]: ...
@overload
def bounds(area: QRectF) -> tuple[float, float, float, float]: ...
def bounds(area: QRect | QRectF) -> object:
    """Left, top, width and height, asked for once."""
    return area.getRect()  # a tuple, whatever PySide6 declares


def face_of(font: QFont) -> Face:
    """A font with its measures; it is not to be altered afterwards."""
    exact = QFontMetricsF(font)
    return Face(font, QFontMetrics(font), exact, exact.height(), exact.ascent())


def face_like(font: QFont) -> Face:
    """The face of a font that something else has, such as a label by its style sheet; the same one for equal fonts."""
    known = next((face for face in _OF_OTHERS if face.font == font), None)
    if known is None:
        known = face_of(QFont(font))
        _OF_OTHERS.append(known)
    return known


def _fitted(face: Face, text: str, room: int, middle: bool) -> Fitted:
    shown = text.translate(_ON_ONE_LINE)
    width = face.exact.horizontalAdvance(shown)
    if width > room:
        shown = face.metrics.elidedText(shown, Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight, room)
        width = face.exact.horizontalAdvance(shown)
    return Fitted(shown, width)


_kept = lru_cache(maxsize=_KEPT_TEXTS)(_fitted)
_across = lru_cache(maxsize=_KEPT_TEXTS)(lambda face, text: face.metrics.horizontalAdvance(text))
