"""Pens of the charts that pyqtgraph draws, in the colours of the theme that is on."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from prodops_desktop.ui import theme


def token_pen(token: str, width: float, dashes: tuple[int, int] | None = None) -> QPen:
    """A pen of a colour token; ``dashes`` are the lengths of line and gap in pixels."""
    pen: QPen = pg.mkPen(theme.colour(token), width=width)
    if dashes is not None:
        pen.setDashPattern([length / max(1.0, width) for length in dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
