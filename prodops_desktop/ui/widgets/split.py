"""Parts beside or above each other, with a divider that mouse and keyboard move."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from prodops_desktop.ui import theme
from prodops_desktop.ui.texts import tr

_STEP, _THIN, _FOCUSED = 16, 1, 3
_BACK, _ON = (Qt.Key.Key_Left, Qt.Key.Key_Up), (Qt.Key.Key_Right, Qt.Key.Key_Down)


class Split(QSplitter):
    """No part collapses; Tab reaches each divider between two parts that are in sight, and arrows, Home and End move it."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__(orientation)
        self.setHandleWidth(_THIN)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """A divider that takes the keyboard."""
        return _Divider(self.orientation(), self)


class _Divider(QSplitterHandle):
    def __init__(self, orientation: Qt.Orientation, parent: Split) -> None:
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Divider"))
        keys = tr("← and → move it, Home and End to its ends") if self._is_upright else tr("↑ and ↓ move it, Home and End to its ends")
        self.setAccessibleDescription(keys)
        self.setToolTip(keys)

    @property
    def _is_upright(self) -> bool:
        return self.orientation() == Qt.Orientation.Horizontal

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by a step, or as far as it goes."""
        split, key = self.splitter(), Qt.Key(event.key())
        index = split.indexOf(self)
        first, last = cast("tuple[int, int]", split.getRange(index))  # its stubs don't say so
        now = sum(split.sizes()[:index]) + (index - 1) * split.handleWidth()
        if key in (*_BACK, *_ON):
            self.moveSplitter(max(first, min(last, now + (_STEP if key in _ON else -_STEP))))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.moveSplitter(first if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be seen."""
        super().focusInEvent(event)
        self.splitter().setHandleWidth(_FOCUSED)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be a line again."""
        super().focusOutEvent(event)
        self.splitter().setHandleWidth(_THIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line, in the accent while the keyboard is here."""
        del event
        QPainter(self).fillRect(self.rect(), theme.colour("accent" if self.hasFocus() else "line"))
