"""The thin lines of a strip of deadlines: from labels down to their diamonds, and from these along to what falls due."""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPolygonF

from prodops_desktop.ui.charts.strip_scale import AXIS, HALF, LINE


def pole(x: float, top: float, labels: Iterable[QRectF]) -> tuple[QLineF, ...]:
    """The pieces of a line from ``top`` down to a diamond; it passes behind the labels in its way."""
    pieces = []
    for label in sorted((one for one in labels if one.top() > top - 8 and one.left() - 2 <= x <= one.right() + 1), key=QRectF.top):
        pieces.append((top, label.top()))
        top = label.bottom() + 1
    pieces.append((top, LINE - HALF))
    return tuple(QLineF(x, begin, x, end) for begin, end in pieces if end > begin)


def tied(poles: Iterable[tuple[QLineF, ...]], links: Iterable[tuple[float, float]]) -> list[QLineF]:
    """The lines of marks to their labels, and along to above their blocks and down to these, given as the two places of each link.

    What lies on each other is one line: it takes long to paint where a year is full.
    """
    links = list(links)
    along: list[list[float]] = []
    for begin, end in sorted((min(link), max(link)) for link in links):
        if along and begin <= along[-1][1]:
            along[-1][1] = max(end, along[-1][1])
        else:
            along.append([begin, end])
    middles = {round(middle): middle for _, middle in links}
    upright = {(round(line.x1()), line.y1(), line.y2()): line for pole in poles for line in pole}
    return [
        *(QLineF(begin, LINE, end, LINE) for begin, end in along),
        *upright.values(),
        *(QLineF(middle, LINE, middle, AXIS) for middle in middles.values()),
    ]


def diamond(at: QPointF, half: float = HALF) -> QPolygonF:
    """The shape of a mark."""
    x, y = at.x(), at.y()
    return QPolygonF([QPointF(x - half, y), QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half)])
