"""What the small windows over a page have in common: Enter takes, Esc or a click beside closes, and the keyboard goes back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget


class Popup(QFrame):
    """A small window that belongs to a part of the page, and is gone once it is closed."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("checkPopup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)

    def take(self) -> None:
        """Do what Enter is for."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The keyboard goes back to where it came from."""
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()
