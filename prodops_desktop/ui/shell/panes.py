"""The middle of the window: the pages in a stack, and at the right the inspector of the page that is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing, percent, px
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INSPECTOR_WIDTH
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.inspector import Inspector
from prodops_desktop.ui.widgets.keys import has_keyboard
from prodops_desktop.ui.widgets.reading_order import stops_of

_LEAST = growing(260)
"""The least width of the pane at the right, unless its page needs more."""
_LEAST_PAGE = growing(440)
"""The least width of the page: the pane at the right becomes narrower for it, and in the end gives way."""


class Panes(QSplitter):
    """Keeps the width of the inspector while pages come and go; where the page would have too little room, it gives way by itself."""

    inspector_wished = Signal(bool)
    """The operator showed or hid the inspector: whether it is to be there from now on."""

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
        self.way_back = _WayBack(self.toggle_inspector)
        self._guide: Inspector | None = None
        self.addWidget(self.stack)
        self.addWidget(self.pane)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self._wanted, self._insisted = True, False
        self._wish = 0.0
        self._wish_for(INSPECTOR_WIDTH)
        self.setSizes([1000, INSPECTOR_WIDTH])
        self.splitterMoved.connect(self._on_moved)

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
        self._let_keyboard_go(page)
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
            if page.inspector is not None:
                self._add_inspector(page.inspector)
        if page.inspector is not None:
            self._inspectors.setCurrentWidget(page.inspector)
            self.pane.setMinimumWidth(max(_LEAST, page.inspector.minimumWidth()))
        self.stack.setCurrentWidget(page)
        self._follow()

    def _let_keyboard_go(self, page: Page) -> None:
        """Leave what is about to be hidden: Qt would look for where the keyboard goes on, of which the page has its own idea."""
        focus = QApplication.focusWidget()
        if focus is not None and self.stack.currentWidget() is not page and self.isAncestorOf(focus):
            focus.clearFocus()

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

    def want_inspector(self, *, wanted: bool, insisted: bool = False) -> None:
        """Show the inspector where there is one, or not; ``insisted`` on, it is shown also where the page has too little room then."""
        if self._insisted and not wanted:
            self._insisted = False  # it gives way again, and comes back where there is room
        else:
            self._wanted, self._insisted = wanted, wanted and insisted
        self._follow()

    def show_inspector(self, *, shown: bool) -> None:
        """Show the inspector, or hide it, as the operator wishes; shown by hand, it does not give way to the page."""
        self.want_inspector(wanted=shown, insisted=shown)
        self.inspector_wished.emit(self._wanted)

    def toggle_inspector(self) -> None:
        """Show the inspector, or hide it."""
        self.show_inspector(shown=not self.inspector_shown())

    def inspector_shown(self) -> bool:
        """Whether the inspector is there, and has not given way."""
        return not self.pane.isHidden()

    def inspector_width(self) -> int:
        """The width of the pane at the right, also while it is hidden."""
        return px(self._wish)

    def set_inspector_width(self, width: int) -> None:
        """Make the pane at the right as wide as this, as far as its page and the window allow."""
        self._wish_for(max(width, _LEAST))
        self._follow()

    def widen_inspector(self, pixels: int) -> None:
        """Make it wider, or narrower."""
        self.set_inspector_width(self.inspector_width() + pixels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With another width the inspector may have to give way, or may come back."""
        super().resizeEvent(event)
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now it is known how much room there is."""
        super().showEvent(event)
        self._follow()

    def change_sides(self) -> None:
        """Put the keyboard into the pane at the right, which is shown for it, or from there to where it was on the page."""
        if not self._wanted:
            self.show_inspector(shown=True)
        shown, focus = self.stack.currentWidget(), QApplication.focusWidget()
        if focus is not None and self.pane.isAncestorOf(focus):
            before = shown.focusWidget() if shown is not None else None
            if before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.ShortcutFocusReason)
            elif isinstance(shown, Page):
                shown.focus_first()
            return
        head = self.pane.findChildren(QFrame, "inspectorHead")
        stops = stops_of(self.pane)
        inside = (stop for stop in stops if not any(one.isAncestorOf(stop) for one in head))
        target = next(inside, stops[0] if stops else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _wish_for(self, width: int) -> None:
        """Keep the width as it is at the usual size of the font."""
        self._wish = width * 100 / percent()

    def _on_moved(self) -> None:
        if self.sizes()[1]:
            self._wish_for(self.sizes()[1])
            self._follow()

    def _follow(self) -> None:
        """Show the inspector as wide as it was wished for, narrower, or not at all."""
        shown = self._wanted and self.has_inspector()
        room = self.width() - self.handleWidth() + (0 if self.way_back.isHidden() else self.way_back.width())
        is_tight = self.isVisible() and room - self.pane.minimumWidth() < _LEAST_PAGE
        self._insisted = self._insisted and is_tight
        gives_way = shown and is_tight and not self._insisted
        page = self.stack.currentWidget()
        if gives_way and isinstance(page, Page) and has_keyboard(self.pane):
            page.focus_first()
        self.pane.setVisible(shown and not gives_way)
        self.way_back.setVisible(gives_way)
        if shown and not gives_way and self.isVisible():
            width = max(self.pane.minimumWidth(), min(px(self._wish), room - _LEAST_PAGE))
            if self.sizes()[1] != width:
                self.setSizes([max(1, room - width), width])

    def _add_inspector(self, widget: QWidget) -> None:
        self._inspectors.addWidget(widget)
        # a page may have one for each of its tabs
        for inspector in [widget] if isinstance(widget, Inspector) else widget.findChildren(Inspector):
            inspector.closed.connect(self.toggle_inspector)


class _WayBack(QFrame):
    """Stands at the edge where the inspector gave way."""

    def __init__(self, asked: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("inspectorPane")
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 9, 2, 9)
        self.button = tool_button("dock-right", tr("The inspector gave way to the page. Show it (F4)"), asked)
        column.addWidget(self.button)
        column.addStretch(1)
        self.hide()
