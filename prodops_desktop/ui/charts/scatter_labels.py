"""Places the names of points where there is room: inside of the plot, and over no other name and no point."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF

from prodops_desktop.ui.lengths import growing

Spots = npt.NDArray[np.float64]
"""Where points are drawn: a row of x and y in pixels for each."""
_GAP, _RING_GAP, _HALF = growing(8), growing(12), growing(5)
"""How far a name is from its point, also from one with a ring, and half of what a point covers."""


def place_labels(
    spots: Spots, wanted: Iterable[tuple[int, float]], height: float, area: QRectF, taken: Sequence[QRectF]
) -> dict[int, QRectF]:
    """The boxes of the names of points, of those ``wanted`` (a point and the width of its name) that have room, in that order.

    Nothing may lie on ``taken``.
    """
    boxes, placed = list(taken), {}
    for index, width in wanted:
        for box in _around(QPointF(*spots[index]), width, height):
            if area.contains(box) and not any(box.intersects(other) for other in boxes) and not _covers(box, spots, index):
                boxes.append(box)
                placed[index] = box
                break
    return placed


def place_anyway(spot: QPointF, width: float, height: float, area: QRectF) -> QRectF:
    """The box of a name that must be seen, inside of the plot, beside a point with a ring."""
    boxes = _around(spot, width, height, _RING_GAP)
    box = next((box for box in boxes if area.contains(box)), boxes[0])
    left = max(area.left(), min(box.left(), area.right() - width))
    return QRectF(left, max(area.top(), min(box.top(), area.bottom() - height)), width, height)


def _around(spot: QPointF, width: float, height: float, gap: float = _GAP) -> list[QRectF]:
    """At the right, at the left, above and below a point, and then at its corners."""
    x, y, near = spot.x(), spot.y(), gap - 2
    right, left, middle = x + gap, x - gap - width, x - width / 2
    above, below, beside = y - near - height, y + near, y - height / 2
    corners = ((x + near, above), (x + near, below), (x - near - width, above), (x - near - width, below))
    places = ((right, beside), (left, beside), (middle, above), (middle, below), *corners)
    return [QRectF(left, top, width, height) for left, top in places]


def _covers(box: QRectF, spots: Spots, own: int) -> bool:
    """Whether a box lies on any other point."""
    x, y = spots[:, 0], spots[:, 1]
    inside = (x > box.left() - _HALF) & (x < box.right() + _HALF) & (y > box.top() - _HALF) & (y < box.bottom() + _HALF)
    inside[own] = False
    return bool(inside.any())
