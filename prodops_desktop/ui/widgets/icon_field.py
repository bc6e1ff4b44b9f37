"""A field of one line with icons inside it: Qt's own stay 16 pixels large, whatever the size of the text."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QStyle, QWidget

from prodops_desktop.ui import icons
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.tokens import ICON
from prodops_desktop.ui.widgets.text import Glyph

_EDGE, _GAP = 7, 3
"""What lies between the edge of the field and an icon, and between that and the text."""


class IconField(QLineEdit):
    """A field that can begin with an icon and end with one to be clicked; the text keeps clear of both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: Glyph | None = None
        self._last: _Inner | None = None

    def begin_with(self, icon: str, colour: str) -> None:
        """Stand this icon before the text."""
        self._first = Glyph(icon, colour)
        self._first.setParent(self)
        self._first.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place()

    def end_with(self, icon: str, colour: str, tip: str, run: Callable[[], object]) -> QAbstractButton:
        """Stand an icon behind the text that does something when it is clicked; the keyboard has other ways to it."""
        self._last = _Inner(icon, colour, self)
        self._last.setToolTip(tip)
        self._last.setAccessibleName(tip)
        self._last.clicked.connect(lambda: run())
        self._place()
        return self._last

    def show_end(self, *, shown: bool) -> None:
        """Show the icon behind the text, or not."""
        if self._last is not None:
            self._last.setVisible(shown)
            self._place()

    def room(self) -> int:
        """How many pixels there are for the text."""
        margins = self.textMargins()
        return self.width() - margins.left() - margins.right() - _EDGE

    def ends_with_icon(self) -> bool:
        """Whether an icon stands behind the text."""
        return self._last is not None and not self._last.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The icons keep their places; with another size of the font they have another size, too."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        side = px(16)
        top = (self.height() - side) // 2
        first, last = self._first is not None, self.ends_with_icon()
        for widget, left in ((self._first, _EDGE), (self._last, self.width() - _EDGE - side)):
            if widget is not None:
                widget.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(left, top, side, side)))
        room = side + _EDGE + _GAP
        before, behind = room * first, room * last
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(behind if is_mirrored else before, 0, before if is_mirrored else behind, 0)


class _Inner(QAbstractButton):
    """An icon to click."""

    def __init__(self, icon: str, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._colour = icon, colour
        self.setFixedSize(ICON, ICON)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon in the colour of the theme that is on."""
        del event
        icons.paint(QPainter(self), self.rect(), self._icon, self._colour if self.isEnabled() else "disabled")
