"""What panels of several tabs have in common: one pane is seen at a time, and in their place what to do while there is nothing."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from prodops_desktop.ui.page import Page
from prodops_desktop.ui.widgets.keys import has_keyboard
from prodops_desktop.ui.widgets.stacks import stack_on
from prodops_desktop.ui.widgets.states import EmptyState


class TabbedPage(Page):
    """A panel of several tabs.

    A subclass calls :meth:`lay_out` once its panes are made; each has a ``search``, and most a ``table``. What else a tab needs when it is
    gone to stands in :meth:`turned`.
    """

    def lay_out(self, panes: Mapping[str, QWidget], empty: EmptyState) -> None:
        """Put the panes of the tabs, by id, and what stands in their place while there is nothing; the first tab is shown."""
        self._panes: dict[str, Any] = dict(panes)
        self.empty = empty
        self._tab = next(iter(panes))
        self.panes = QStackedWidget()
        self.stack = stack_on(self, self.panes, empty)
        for pane in panes.values():
            self.panes.addWidget(pane)

    def pane(self) -> Any:
        """What the tab shows."""
        return self._panes[self._tab]

    def current_tab(self) -> str:
        """The tab that is shown."""
        return self._tab

    def show_tab(self, tab: str) -> None:
        """Show another tab; the keyboard goes along."""
        inside = has_keyboard(self.panes)
        self._tab = tab
        self.panes.setCurrentWidget(self.pane())
        self.turned()
        if inside:
            self.focus_tab()

    def turned(self) -> None:
        """Do what has to be done when another tab is shown."""

    def find_text(self, text: str = "") -> bool:
        """Filter what is shown."""
        if self.stack.currentWidget() is self.empty:
            return False
        search = self.search_field()
        search.setFocus()
        if text:
            search.setText(text)
        search.selectAll()
        return True

    def search_field(self) -> Any:
        """Where what the tab shows is filtered."""
        return self.pane().search

    def focus_first(self) -> None:
        """The keyboard goes to what the tab shows, or to the one thing that can be done."""
        if self.stack.currentWidget() is self.empty:
            self.empty.action.setFocus()
        else:
            self.focus_tab()

    def focus_tab(self) -> None:
        """Put the keyboard where work on the tab begins."""
        self.pane().table.setFocus()

    def show_panes(self, *, filled: bool) -> bool:
        """Show the tabs, or while there is nothing what to do; whether the keyboard was in what goes out of sight by that."""
        focused, was = has_keyboard(self), self.stack.currentWidget()
        self.stack.setCurrentWidget(self.panes if filled else self.empty)
        return focused and self.stack.currentWidget() is not was
