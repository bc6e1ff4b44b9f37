"""The middle of the window: the pages in a stack, and at the right the inspector of the page that is shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.tokens import INSPECTOR_WIDTH
from prodops_desktop.ui.widgets.inspector import Inspector

_LEAST = growing(260)
"""The least width of the pane at the right, unless its page needs more."""


class Panes(QSplitter):
    """Keeps the width of the inspector while pages come and go."""

    inspector_closed = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.stack.setObjectName("pageHost")
        self.pane = QFrame()
        self.pane.setObjectName("inspectorPane")
        self._inspectors = QStackedWidget()
        row = QHBoxLayout(self.pane)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._inspectors)
        self.pane.setMinimumWidth(_LEAST)
        self._guide: Inspector | None = None
        self.addWidget(self.stack)
        self.addWidget(self.pane)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self._width = INSPECTOR_WIDTH
        self.setSizes([1000, self._width])
        self.splitterMoved.connect(self._on_moved)
        self._wanted = True

    def add_welcome(self, welcome: QWidget, guide: Inspector) -> None:
        """Take the first-run page, and what stands beside it."""
        self._guide = guide
        self.stack.addWidget(welcome)
        self._add_inspector(guide)

    def show_welcome(self, welcome: QWidget) -> None:
        """Show the first-run page."""
        self.stack.setCurrentWidget(welcome)
        if self._guide is not None:
            self._inspectors.setCurrentWidget(self._guide)
        self._follow()

    def show_page(self, page: Page) -> None:
        """Show a page, and its inspector if it has one."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
            if page.inspector is not None:
                self._add_inspector(page.inspector)
        if page.inspector is not None:
            self._inspectors.setCurrentWidget(page.inspector)
            self.pane.setMinimumWidth(max(_LEAST, page.inspector.minimumWidth()))
        self.stack.setCurrentWidget(page)
        self._follow()

    def forget(self, page: Page) -> None:
        """Take a page away for good."""
        self.stack.removeWidget(page)
        if page.inspector is not None:
            self._inspectors.removeWidget(page.inspector)
            page.inspector.deleteLater()
        page.deleteLater()

    def has_inspector(self) -> bool:
        """Whether what is shown has something to say at the right."""
        shown = self.stack.currentWidget()
        return not isinstance(shown, Page) or shown.inspector is not None

    def want_inspector(self, *, wanted: bool) -> None:
        """Show the inspector where there is one, or not."""
        self._wanted = wanted
        self._follow()

    def inspector_wanted(self) -> bool:
        """Whether the inspector is shown where there is one."""
        return self._wanted

    def inspector_width(self) -> int:
        """The width of the pane at the right, also while it is hidden."""
        return self.sizes()[1] or self._width

    def set_inspector_width(self, width: int) -> None:
        """Make the pane at the right as wide as this, as far as its page and the window allow."""
        self._width = max(width, _LEAST)
        self.setSizes([max(1, sum(self.sizes()) - self._width), self._width])

    def widen_inspector(self, pixels: int) -> None:
        """Make it wider, or narrower."""
        self.set_inspector_width(self.inspector_width() + pixels)

    def _on_moved(self) -> None:
        self._width = self.sizes()[1] or self._width

    def _follow(self) -> None:
        self.pane.setVisible(self._wanted and self.has_inspector())

    def _add_inspector(self, widget: QWidget) -> None:
        self._inspectors.addWidget(widget)
        for inspector in [widget, *widget.findChildren(Inspector)]:  # a page may have one for each of its tabs
            if isinstance(inspector, Inspector):
                inspector.closed.connect(self.inspector_closed.emit)
