"""Fonts with their measures, and texts cut to fit, worked out once: a table asks for hundreds each time that it is painted."""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter

_KEPT_TEXTS, _LONGEST_KEPT = 8192, 300
"""So many texts, and of so many signs at the most, are kept as they were cut: the cells of a large window several times over."""
_ELLIPSIS = "…"
_ON_ONE_LINE = str.maketrans(dict.fromkeys("\t\n\r\u2028\u2029", " "))
"""Drawn at a place, a tab would be as wide as ten letters, and lines would stand together without a gap."""


@dataclass(frozen=True, eq=False)
class Face:
    """A font that nobody alters, with its measures."""

    font: QFont
    metrics: QFontMetrics
    exact: QFontMetricsF

    def fitted(self, text: str, room: int) -> tuple[str, float]:
        """A text on one line cut to so many pixels, and how wide it is then."""
        if len(text) <= _LONGEST_KEPT:
            return _kept(self, text, room)
        seen = max(2 * room, _LONGEST_KEPT)  # more signs than there are pixels need not be measured
        return _fitted(self, text if len(text) <= seen else text[:seen] + _ELLIPSIS, room)

    def draw(self, painter: QPainter, area: QRect, text: str, width: float, *, right: bool = False) -> None:
        """Draw a text of one line that is so wide at the left or the right of an area, in the middle of its height.

        It stands to the pixel where Qt puts it when it is given the area, which takes twice as long.
        """
        left, top, across, down = bounds(area)
        exact = self.exact
        painter.setFont(self.font)
        base = top + (down - exact.height()) / 2 + exact.ascent()
        painter.drawText(QPointF(left + across - width if right else left, base), text)


def bounds(area: QRect) -> tuple[int, int, int, int]:
    """Left, top, width and height, asked for once."""
    return cast(tuple[int, int, int, int], area.getRect())  # whatever PySide6 declares


def face_of(font: QFont) -> Face:
    """A font with its measures; it is not to be altered afterwards."""
    return Face(font, QFontMetrics(font), QFontMetricsF(font))


def _fitted(face: Face, text: str, room: int) -> tuple[str, float]:
    shown = face.metrics.elidedText(text.translate(_ON_ONE_LINE), Qt.TextElideMode.ElideRight, room)
    return shown, face.exact.horizontalAdvance(shown)


_kept = lru_cache(maxsize=_KEPT_TEXTS)(_fitted)
