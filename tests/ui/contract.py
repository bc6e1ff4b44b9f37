"""What every page has to hold to; the tests of a page inherit :class:`PageContract`. And eyes for texts that are cut off."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from prodops_desktop.ui import theme
from prodops_desktop.ui.commands import check_unique
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.widgets.buttons import Button
from prodops_desktop.ui.widgets.fields import Choice, SearchField
from prodops_desktop.ui.widgets.text import Elided

Open = Callable[[str], MainWindow]
"""Opens the window on the workspace “empty” or “filled”."""


_LONGEST_SECONDS, _QUIET_SECONDS, _QUIET_TURNS = 120.0, 0.002, 2


def dress(app: QApplication) -> None:
    """Dress the program as it is by daylight; its style only once, since a new one polishes every widget that is left of earlier tests."""
    if app.property("dressed"):
        theme.set_mode("light")
    else:
        theme.install(app, "light")
        app.setProperty("dressed", True)


def put_away(*objects: QObject) -> None:
    """Delete windows and what belongs to them at once, so that no later test dresses or paints them."""
    QApplication.processEvents()
    for one in objects:
        one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def lasting_window(app: QApplication, folder: Path, width: int, height: int) -> Iterator[MainWindow]:
    """One window for all tests of a module, with its preferences in a folder; each of them opens the workspace that it needs."""
    dress(app)
    window = MainWindow(Preferences(folder / "preferences.json"), importer=lambda *_: QDialog())
    window.dialogs.confirm_quit = lambda found: True  # type: ignore[method-assign]  # no box to click away in a test
    window.resize(width, height)
    window.show()
    yield window
    window.close()
    put_away(window)


def rest(busy: Callable[[], bool]) -> None:
    """Let the event loop run until nothing is busy, and several turns of it in a row, a moment apart, have brought nothing more."""
    end, quiet_since, turns = time.monotonic() + _LONGEST_SECONDS, 0.0, 0
    while (now := time.monotonic()) < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QApplication.sendPostedEvents(None, 0)
        if busy():
            turns = 0
        else:
            quiet_since = quiet_since if turns else now
            turns += 1
            if turns > _QUIET_TURNS and now - quiet_since > _QUIET_SECONDS:
                return
        time.sleep(0.001)


def wait_for(window: MainWindow) -> None:
    """Let everything that the window reads arrive."""
    rest(lambda: window.busy)


def show_tools(open_window: Open) -> tuple[MainWindow, ToolsPage]:
    """The page Tools of the workspace “filled”, once it has read everything."""
    window = open_window("filled")
    window.show_page("tools")
    wait_for(window)
    page = window.page
    assert isinstance(page, ToolsPage)
    return window, page


def cut_texts(root: QWidget, *, may_end_in_dots: bool = False) -> list[str]:
    """Visible texts that have less room than they need, and are not made to end in an ellipsis; and labels that lie on each other.

    At the usual size only labels made for it may end in an ellipsis; where texts are larger (``may_end_in_dots``) buttons and fields may,
    too, which then tell the whole in a tooltip.
    """
    found = []
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and _is_cut(widget) and not (may_end_in_dots and _tells_whole(widget)):
            found.append(f"{_text(widget) or widget.accessibleName() or type(widget).__name__!r} has {widget.width()}×{widget.height()}")
        if widget.isVisible() and _is_outside(widget, root):
            found.append(f"{_text(widget) or type(widget).__name__!r} reaches out of the window")
    return found + _overlapping(root)


def _tells_whole(widget: QWidget) -> bool:
    """Whether it ends in dots by itself and has the whole text in its tooltip."""
    return isinstance(widget, Button | Choice | SearchField) or (isinstance(widget, QLineEdit) and bool(widget.toolTip()))


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, Elided):
        if widget.wordWrap():
            longest_word = widget.minimumSizeHint().width()
            return longest_word > widget.width() + 1 or widget.heightForWidth(widget.width()) > widget.height() + 1
        return widget.sizeHint().width() > widget.width() + 1 or widget.fontMetrics().height() > widget.height() + 2
    if isinstance(widget, QPushButton | QToolButton) and widget.text():
        beside = isinstance(widget, QPushButton) and not widget.icon().isNull()
        icon = widget.iconSize().width() + 4 if beside else 0
        return widget.fontMetrics().horizontalAdvance(widget.text()) + icon > widget.width() - 2
    if isinstance(widget, QComboBox):
        return widget.sizeHint().width() > widget.width() + 1
    if isinstance(widget, QCheckBox | QRadioButton) and widget.text():
        return widget.sizeHint().width() > widget.width() + 1
    if isinstance(widget, QLineEdit):
        icons = 24 * len(widget.actions()) if widget.property("search") else 0
        return (
            bool(widget.placeholderText()) and widget.fontMetrics().horizontalAdvance(widget.placeholderText()) + icons > widget.width() - 8
        )
    if isinstance(widget, QTabBar):
        return not widget.usesScrollButtons() and any(widget.tabRect(index).right() > widget.width() for index in range(widget.count()))
    return False


def _is_outside(widget: QWidget, root: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if isinstance(parent, QAbstractScrollArea):
            return False
        parent = parent.parentWidget()
    if widget.window() is not root.window():
        return False
    return not root.rect().adjusted(-1, -1, 1, 1).contains(QRect(widget.mapTo(root, QPoint(0, 0)), widget.size()))


def _overlapping(root: QWidget) -> list[str]:
    found = []
    for parent in [root, *root.findChildren(QWidget)]:
        texts = [child for child in parent.children() if isinstance(child, QLabel | QAbstractButton) and child.isVisible()]
        for index, one in enumerate(texts):
            for other in texts[index + 1 :]:
                if one.geometry().adjusted(1, 1, -1, -1).intersects(other.geometry().adjusted(1, 1, -1, -1)):
                    found.append(f"{_text(one)!r} lies on {_text(other)!r}")
    return found


class _ShownWindows(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(f"{type(watched).__name__} {_text(watched)}")
        return False


class PageContract:
    """Inherit it, name the page, and the fixtures of this folder do the rest."""

    page_id: ClassVar[str]

    @pytest.fixture
    def on_page(self, open_window: Open) -> Callable[[str], tuple[MainWindow, Page]]:
        """Opens the page on the workspace “empty” or “filled”, with all that it reads there."""

        def show(kind: str) -> tuple[MainWindow, Page]:
            window = open_window(kind)
            window.show_page(self.page_id)
            wait_for(window)
            assert window.page is not None
            assert window.page.id == self.page_id
            return window, window.page

        return show

    def test_opens_empty_with_a_helpful_message(self, on_page: Callable[[str], tuple[MainWindow, Page]]) -> None:
        _, page = on_page("empty")
        texts = [child.text() for child in page.findChildren(QLabel) if child.isVisible() and len(child.text()) > 15]
        assert texts, "an empty page says why it is empty"
        actions = [child for child in page.findChildren(QPushButton) if child.isVisible() and child.isEnabled() and child.text()]
        assert actions, "an empty page offers what to do"

    @pytest.mark.usefixtures("bare_window")
    def test_builds_without_a_stray_window(self, open_window: Open, qapp: QApplication) -> None:
        """A widget that is shown before it has a parent flashes up as a window, and takes the keyboard away."""
        seen = _ShownWindows()
        qapp.installEventFilter(seen)
        try:
            window = open_window("filled")
            window.show_page(self.page_id)
            wait_for(window)
        finally:
            qapp.removeEventFilter(seen)
        assert seen.names == []

    def test_refreshes_when_its_tables_change_and_is_lazy_when_hidden(self, on_page: Callable[[str], tuple[MainWindow, Page]]) -> None:
        window, page = on_page("filled")
        assert window.session is not None
        refreshed: list[str] = []
        real = page.refresh

        def counted() -> None:
            refreshed.append("")
            real()

        page.refresh = counted  # type: ignore[method-assign]  # looked at, not replaced
        window.session.announce(frozenset({"*"}))
        assert len(refreshed) == 1
        window.session.announce(frozenset({"no table of this page"}))
        assert len(refreshed) == (2 if "*" in page.tables else 1)
        before = len(refreshed)
        window.panes.show_welcome(window.welcome)
        window.session.announce(frozenset({"*"}))
        assert len(refreshed) == before, "a hidden page reads nothing"
        window.panes.show_page(page)
        assert len(refreshed) == before + 1, "it catches up when it is seen again"
        wait_for(window)

    @pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
    @pytest.mark.parametrize("size", [(1024, 640), (1440, 900)])
    def test_no_text_is_cut(self, family: str, on_page: Callable[[str], tuple[MainWindow, Page]], size: tuple[int, int]) -> None:
        window, _ = on_page("filled")
        window.resize(*size)
        wait_for(window)
        assert (window.width(), window.height()) == size
        assert cut_texts(window) == []

    def test_is_usable_by_keyboard(self, on_page: Callable[[str], tuple[MainWindow, Page]]) -> None:
        window, page = on_page("filled")
        page.focus_first()
        start = window.focusWidget()
        assert start is not None
        assert page.isAncestorOf(start) or start is page, "work on the page begins on the page"
        for control in page.findChildren(QAbstractButton):
            inside_another = isinstance(control.parent(), QLineEdit | QAbstractItemView)  # has keys of its own: Esc, Ctrl+A
            if control.isVisible() and control.isEnabled() and not inside_another:
                assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{_text(control) or control.toolTip()!r} is out of reach of Tab"
                assert control.text() or control.accessibleName(), f"a button has no name ({control.toolTip()})"

    def test_commands_and_shortcuts_are_unique(self, on_page: Callable[[str], tuple[MainWindow, Page]]) -> None:
        window, page = on_page("filled")
        check_unique(window.menus.commands)
        assert {command.id for command in page.commands()} <= {command.id for command in window.menus.commands}
        assert all(command.id.startswith(f"{self.page_id}.") for command in page.commands())
        tabs = [(id_, text) for id_, text, _ in page.tabs()]
        known = next(entry.tabs for entry in window.entries if entry.id == self.page_id)
        assert list(known) == (tabs if len(tabs) > 1 else []), "its tabs are found before it is built"
