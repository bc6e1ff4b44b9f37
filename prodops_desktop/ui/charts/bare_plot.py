"""The plot widget that charts draw into: nothing of its own is to be seen, chosen or moved in it."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget


def bare_plot(parent: QWidget | None = None) -> pg.PlotWidget:
    """A plot without menu, buttons, frame, mouse and keyboard: the chart around it has those."""
    widget = pg.PlotWidget(parent)
    item = widget.getPlotItem()
    item.setMenuEnabled(False)
    item.hideButtons()
    item.setMouseEnabled(x=False, y=False)
    widget.setAntialiasing(True)
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    widget.setMinimumSize(0, 0)
    widget.setFrameShape(widget.Shape.NoFrame)
    return widget
