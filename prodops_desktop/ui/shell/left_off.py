"""How the window was left: page, tabs, what was looked at, lists, splitters and sections, so that the next start goes on from there."""

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from prodops_desktop.ui.layouts import as_list
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.tokens import INSPECTOR_WIDTH
from prodops_desktop.ui.widgets.inspector import Inspector

if TYPE_CHECKING:
    from prodops_desktop.ui.layouts import Layout
    from prodops_desktop.ui.main_window import MainWindow
    from prodops_desktop.ui.models.column_table import ColumnTable

_SOON_MS = 2500
_LISTS = "prodops_desktop.ui.models.column_table"
_WIDEST, _DIGITS = 800, 6
"""Pixels of a pane at the right that are believed, and how many digits a number of them can have."""
_LARGEST = 2**31 - 1
"""Neither a size nor the number of a record is larger."""


class LeftOff:
    """Takes down how things stand when a page or the workspace is left; what is no longer true of them is passed over."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._as_built: dict[str, dict[str, Any]] = {}
        """How each list came, by its key: only what differs is remembered."""
        self._soon = QTimer(window, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.keep_workspace)

    def restore_window(self) -> None:
        """Give the window its place, which Qt moves onto a screen that is there, and the pane at the right its width."""
        preferences = self._window.preferences
        if geometry := preferences.text("geometry"):
            self._window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        width = preferences.text("inspector_width")
        if width.isdecimal() and len(width) < _DIGITS:
            self._window.panes.set_inspector_width(min(int(width), _WIDEST))

    def keep_window(self) -> None:
        """Remember the place of the window, and the width of the pane at the right."""
        self._window.preferences.choose("geometry", self._window.saveGeometry().toBase64().toStdString())
        width = self._window.panes.inspector_width()
        if width != INSPECTOR_WIDTH or self._window.preferences.text("inspector_width"):
            self._window.preferences.choose("inspector_width", str(width))

    def first_page(self, layout: "Layout") -> str:
        """The page that was open last, else the first one."""
        known = [entry.id for entry in self._window.entries]
        page = layout.get("page")
        return page if page in known and self._window.preferences.flag("reopen", default=True) else known[0]

    def restore_page(self, page: Page, layout: "Layout") -> None:
        """Bring a page that was just built to where it was left."""
        told = layout.get(f"page.{page.id}")
        told = told if isinstance(told, dict) else {}
        for name, table in _lists(page):
            key = f"list.{page.id}.{name}"
            self._as_built[key] = table.arrangement()
            table.take_arrangement(layout.get(key))
        splits, folded = as_list(told.get("splits")), as_list(told.get("folded"))
        for splitter, sizes in zip(_splitters(page) if splits else (), splits, strict=False):
            known = isinstance(sizes, list) and len(sizes) == splitter.count() and all(isinstance(size, int) for size in sizes)
            if known and all(0 <= size <= _LARGEST for size in sizes):
                splitter.setSizes(sizes)
        for inspector in _inspectors(page) if folded else ():
            inspector.fold_sections(title for title in folded if isinstance(title, str))
        if told.get("tab") in [id_ for id_, _, _ in page.tabs()] and told["tab"] != page.current_tab():
            page.show_tab(told["tab"])
        place = told.get("place")
        if isinstance(place, str) or (isinstance(place, int) and abs(place) <= _LARGEST):
            page.go_back_to(place)

    def keep_page(self, page: Page, layout: "Layout") -> None:
        """Remember how a page is left."""
        told = {
            "tab": page.current_tab(),
            "place": page.place(),
            "splits": [splitter.sizes() for splitter in _splitters(page)],
            "folded": sorted({title for inspector in _inspectors(page) for title in inspector.folded_sections()}),
        }
        found: dict[str, Any] = {f"page.{page.id}": told}
        for name, table in _lists(page):
            key = f"list.{page.id}.{name}"
            now = table.arrangement()
            if key in self._as_built:
                found[key] = now if now != self._as_built[key] else None
        layout.put_all(found)

    def keep_soon(self) -> None:
        """Remember how things stand a while after another page was shown, when nobody waits for it: a crash costs no more than that."""
        self._soon.start()

    def keep_workspace(self) -> None:
        """Remember how the pages are left, at the latest before the workspace is closed."""
        self._soon.stop()
        window = self._window
        if window.session is not None:
            layout = window.session.layout
            for page in window.pages.values():
                self.keep_page(page, layout)
            if window.page is not None:
                layout.put("page", window.page.id)


def _lists(page: Page) -> list[tuple[str, "ColumnTable"]]:
    """The lists of a page by their names; of those that get their columns later nothing is remembered."""
    if _LISTS not in sys.modules:  # no page has any yet: Home is to be there without the code of all lists
        return []
    from prodops_desktop.ui.models.column_table import ColumnTable

    return [(table.accessibleName(), table) for table in page.findChildren(ColumnTable) if table.records.columns]


def _splitters(page: Page) -> list[QSplitter]:
    return page.findChildren(QSplitter)


def _inspectors(page: Page) -> list[Inspector]:
    pane: QWidget | None = page.inspector
    if pane is None:
        return []
    own = [pane] if isinstance(pane, Inspector) else []
    return [*own, *pane.findChildren(Inspector)]
