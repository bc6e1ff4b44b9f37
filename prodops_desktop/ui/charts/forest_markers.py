"""The marker of each variant: a shape and a colour of its own, so that neither has to be told from the other alone."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from prodops_desktop.ui import theme

_OUTLINES: tuple[tuple[tuple[float, float], ...], ...] = (
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    (),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    ((0, -1.2), (1.2, 0.9), (-1.2, 0.9)),
    ((-1.2, -0.9), (1.2, -0.9), (0, 1.2)),
    (
        (-0.4, -1.2),
        (0.4, -1.2),
        (0.4, -0.4),
        (1.2, -0.4),
        (1.2, 0.4),
        (0.4, 0.4),
        (0.4, 1.2),
        (-0.4, 1.2),
        (-0.4, 0.4),
        (-1.2, 0.4),
        (-1.2, -0.4),
        (-0.4, -0.4),
    ),
    ((-1.1, -1.1), (1.1, -1.1), (-1.1, 1.1), (1.1, 1.1)),
)
"""Square, circle (no corners), diamond, triangle up and down, cross and hourglass, in radii around the middle.

One more than there are colours: the pairs of both come again only after 42 variants.
"""


def variant_colour(variant: int) -> QColor:
    """The colour of a variant by its index, the first after the control being 0."""
    shades = theme.tokens().categorical
    return QColor(shades[variant % len(shades)])


def paint_marker(painter: QPainter, middle: QPointF, variant: int, radius: float = 4.5) -> None:
    """Paint the marker of a variant around a point."""
    corners = _OUTLINES[variant % len(_OUTLINES)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(variant_colour(variant))
    if corners:
        painter.drawPolygon(QPolygonF([middle + QPointF(radius * x, radius * y) for x, y in corners]))
    else:
        painter.drawEllipse(middle, radius, radius)
