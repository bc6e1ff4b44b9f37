"""The row under the top bar in which a page keeps its filters and its one primary action."""

from functools import partial

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.tokens import GUTTER, TOOLBAR_HEIGHT

_SECOND_ROW = growing(34)


class PageToolbar(QFrame):
    """Widgets from the left, then room, then widgets from the right; those that may fold take a second row where room is short."""

    def __init__(self, *left: QWidget) -> None:
        super().__init__()
        self.setObjectName("pageToolbar")
        self._folding: tuple[QWidget, ...] = ()
        self._following: QWidget | None = None
        self._follows_at = -1
        self.folded = False
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.row, self._below = QHBoxLayout(), QHBoxLayout()
        for line in (self.row, self._below):
            line.setContentsMargins(GUTTER, 0, GUTTER, 0)
            line.setSpacing(8)
            rows.addLayout(line)
        for widget in left:
            self.row.addWidget(widget)
        self._first_right = len(left)
        self.row.addStretch(1)
        self._set_height()

    def add_right(self, *widgets: QWidget) -> None:
        """Put widgets at the right end."""
        for widget in widgets:
            self.row.addWidget(widget)

    def may_fold(self, *widgets: QWidget) -> None:
        """Let the last of the widgets at the left go into a second row rather than be cut."""
        self._folding = widgets

    def may_follow(self, widget: QWidget) -> None:
        """Have one of the widgets at the right stand at the end of the second row, once there is one."""
        self._following, self._follows_at = widget, self.row.indexOf(widget)

    def room_of(self, widget: QWidget, least: int, width: int) -> int:
        """How wide a widget of the first row may be, in a toolbar of this width, before others fold; for ``least`` they do fold."""
        below = sum(one.sizeHint().width() + self.row.spacing() for one in self._folding)
        beside = self.row.sizeHint().width() - widget.sizeHint().width() + (below if self.folded else 0)
        return width - (beside if beside + least <= width else beside - below)

    def minimumSizeHint(self) -> QSize:
        """What it needs once folded: it may stand on a tab that is not shown, and so has not been told yet how narrow the window is."""
        least = super().minimumSizeHint()
        if self.folded:
            return least
        below = sum(widget.minimumSizeHint().width() + self.row.spacing() for widget in self._folding)
        return QSize(max(least.width() - below, below + 2 * GUTTER), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A text or the font changed: look again."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        needed = self.row.sizeHint().width()
        if self.folded:
            gone = self._folding if self._following is None else (*self._folding, self._following)
            needed += sum(widget.sizeHint().width() + self.row.spacing() for widget in gone)
        if not self._folding or (needed > self.width()) == self.folded:
            return
        self.folded = not self.folded
        for index, widget in enumerate(self._folding):
            if self.folded:
                self._below.addWidget(widget)
            else:
                self.row.insertWidget(self._first_right - len(self._folding) + index, widget)
        if self.folded:
            self._below.addStretch(1)
        if self._following is not None:
            (self._below.addWidget if self.folded else partial(self.row.insertWidget, self._follows_at))(self._following)
        if not self.folded:
            self._below.takeAt(0)
        self._set_height()

    def _set_height(self) -> None:
        self._below.setContentsMargins(GUTTER, 0, GUTTER, 8 if self.folded else 0)
        self.setFixedHeight(TOOLBAR_HEIGHT + (_SECOND_ROW if self.folded else 0))
