"""What changes elsewhere moves nothing on a page: current row, selection, scroll position and keyboard stay, and no list begins anew.

And a page that has nothing to do does nothing.
"""

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView

from prodops_desktop.agenda.events import save_event
from prodops_desktop.ui.board.cards_view import CardsView
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.workspace import Store
from tests.ui.contract import lasting_window, wait_for
from tests.ui.experiments_desk import experiments_workspace
from tests.ui.feedback_desk import feedback_workspace
from tests.ui.roadmap_desk import roadmap_workspace

__all__ = ["experiments_workspace", "feedback_workspace", "roadmap_workspace"]

PAGES = {
    "filled": ("home", "tools", "datasets", "metrics"),
    "experiments": ("experiments",),
    "feedback": ("feedback",),
    "roadmap": ("roadmap",),
}
_SIXTH, _MOST_PAINTS = 5, 4
"""Twice for each of two changes: with the row under the mouse or a figure that is read later."""
_TURNS_AT_REST, _MOST_AT_REST = 12, 4


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with lasting_window(qapp, tmp_path_factory.mktemp("quiet"), 1100, 600) as made:
        yield made


@dataclass
class Watch(QObject):
    """One list as it stands, and what happens to it."""

    view: QAbstractItemView
    name: str
    events: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.view.viewport().installEventFilter(self)
        self.view.model().modelReset.connect(self._on_reset)
        self.before = self.state()

    def state(self) -> tuple[Any, ...]:
        """What is current and chosen by its text, and where it is scrolled to."""
        chosen = sorted((index.row(), index.column(), _text(index)) for index in self.view.selectedIndexes())
        current = self.view.currentIndex()
        return (current.row(), current.column(), _text(current), chosen, self.view.verticalScrollBar().value())

    def _on_reset(self) -> None:
        self.events.append("reset")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count what is painted."""
        del watched
        if event.type() == QEvent.Type.Paint:
            self.events.append("paint")
        return False

    def end(self) -> list[str]:
        """What went wrong meanwhile."""
        self.view.viewport().removeEventFilter(self)
        self.view.model().modelReset.disconnect(self._on_reset)
        wrong = [] if self.state() == self.before else [f"{self.name} stood at {self.before}, now at {self.state()}"]
        if "reset" in self.events:
            wrong.append(f"{self.name} began anew")
        if self.events.count("paint") > _MOST_PAINTS:
            wrong.append(f"{self.name} was painted {self.events.count('paint')} times")
        return wrong


def _text(index: QModelIndex) -> str:
    return str(index.data())


def _lists(window: MainWindow) -> list[QAbstractItemView]:
    found = window.panes.findChildren(QAbstractItemView)
    return [one for one in found if one.isVisible() and not isinstance(one, QHeaderView) and one.model() is not None]


def _first_cards(lists: list[QAbstractItemView]) -> QAbstractItemView | None:
    return next((one for one in lists if isinstance(one, CardsView)), None)


def _far_off(store: Store) -> Any:
    return save_event(store, {"title": "Far off", "type": "other", "starts": "2031-05-05"})


@contextmanager
def watched(window: MainWindow) -> Iterator[list[str]]:
    """Choose the sixth row of each list on the page and scroll it half down; collects what is otherwise afterwards."""
    page, wrong, lists = window.page, list[str](), _lists(window)
    assert page is not None
    for one in lists:
        place = one.model().index(min(_SIXTH, one.model().rowCount() - 1), 0)
        if not isinstance(one, CardsView):
            one.setCurrentIndex(place)
        elif one is _first_cards(lists):  # of a board only one card is current
            QTest.mouseClick(one.viewport(), Qt.MouseButton.LeftButton, pos=one.visualRect(place).topLeft() + QPoint(9, 9))
    wait_for(window)
    for one in lists:
        one.verticalScrollBar().setValue(one.verticalScrollBar().maximum() // 2)
    wait_for(window)
    keyboard = window.focusWidget()
    watches = [Watch(one, f"{page.id} {page.current_tab()} {one.accessibleName() or type(one).__name__}") for one in lists]
    yield wrong
    for watch in watches:
        wrong += watch.end()
    if window.focusWidget() is not keyboard:
        wrong.append(f"the keyboard went from {keyboard} to {window.focusWidget()}")


class LayoutsMade(QObject):
    """Counts who lays anew what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = Counter[str]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.counts[f"{type(watched).__name__} “{watched.objectName()}” in {type(watched.parent()).__name__}"] += 1
        return False


def restless(window: MainWindow) -> list[str]:
    """What goes on laying itself out where nothing changes, which keeps a whole core busy."""
    made = LayoutsMade()
    QApplication.instance().installEventFilter(made)  # type: ignore[union-attr]  # there is one
    for _ in range(_TURNS_AT_REST):
        QApplication.processEvents()
        time.sleep(0.001)
    QApplication.instance().removeEventFilter(made)  # type: ignore[union-attr]
    return [f"{window.page.id if window.page else ''}: {who}, {n} times" for who, n in made.counts.items() if n > _MOST_AT_REST]


@pytest.mark.parametrize("name", PAGES)
def test_what_changes_elsewhere_moves_nothing_and_then_nothing_goes_on(
    name: str, window: MainWindow, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = Path(shutil.copy(request.getfixturevalue(f"{name}_workspace"), tmp_path / f"{name}.prodops"))
    assert window.open_path(path)
    assert window.session is not None
    found: list[str] = []
    for page in PAGES[name]:
        window.show_page(page)
        wait_for(window)
        assert window.page is not None
        for tab, _, _ in window.page.tabs() or [("", "", None)]:
            if tab:
                window.show_tab(tab)
                wait_for(window)
            with watched(window) as wrong:
                window.session.run(_far_off)
                wait_for(window)
                window.session.announce(frozenset({"*"}))
                wait_for(window)
            found += wrong + restless(window)
    assert found == []
