"""Darkens a window while a dialog stands before it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from prodops_desktop.ui import theme


class Scrim(QWidget):
    """Covers its parent; takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, *, covering: bool) -> None:
        """Cover the parent, or go away."""
        parent = self.parentWidget()
        if covering and parent is not None:
            self.setGeometry(parent.rect())
            self.raise_()
        self.setVisible(covering)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scrim."""
        del event
        QPainter(self).fillRect(self.rect(), theme.colour("scrim"))
