"""Every page and dialog by Tab and by what a screen reader hears: nothing without a name, nothing out of reach, and charts in words."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.experiments.store import save_experiment
from prodops_desktop.segments.store import save_segment
from prodops_desktop.ui.charts.chart_table import Charted, ChartTable, charts_in
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.experiments import ExperimentsPage
from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.widgets.reading_order import stops_of
from prodops_desktop.workspace import Store
from tests.new_workspace import new_workspace
from tests.ui.contract import dress, put_away, rest, wait_for
from tests.ui.experiments_desk import ENTERPRISE, INVOICE, SEARCH, UPGRADING, found_on
from tests.ui.roadmap_desk import ACCOUNTS, NOTES
from tests.ui.roadmap_desk import fill as fill_roadmap
from tests.ui.walking import jumps, missed, name_of, said, unnamed, walk
from tests.unit.sheets_here import import_here

PAGES = ("home", "tools", "datasets", "metrics", "experiments", "feedback", "roadmap")
DIALOGS: dict[str, Callable[[MainWindow], object]] = {
    "preferences": lambda window: window.dialogs.preferences(),
    "shortcuts": lambda window: window.dialogs.shortcuts(),
    "about": lambda window: window.dialogs.about(),
    "capture": lambda window: window.dialogs.capture(),
    "backups": lambda window: window.dialogs.backups(),
    "history": lambda window: window.dialogs.history(),
    "people": lambda window: window.dialogs.records("person", new=True),
    "tags": lambda window: window.dialogs.records("tag"),
}


def opened(path: Path, folder: Path) -> MainWindow:
    window = MainWindow(Preferences(folder / "preferences.json"), importer=lambda session, paths, parent, dataset: QDialog(parent))
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    assert window.open_path(path)
    wait_for(window)
    return window


def add_experiments(store: Store) -> Any:
    """One that is over, with its totals, one that runs, and one that is to run into it."""
    save_segment(store, {"name": ENTERPRISE, "rule": "Segment is Enterprise"})
    over, *_ = [save_experiment(store, one)[1] for one in (SEARCH, UPGRADING, INVOICE)]
    return save_reading(store, over, found_on(date(2026, 11, 13)))


@pytest.fixture(scope="module")
def full(qapp: QApplication, filled_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """A window on a workspace in which every area has something."""
    dress(qapp)
    folder = tmp_path_factory.mktemp("walk")
    path = folder / "full.prodops"
    shutil.copy(filled_workspace, path)
    with open_workspace(path) as workspace:
        for name, kind, text in (("Accounts", "accounts", ACCOUNTS), ("CS notes", "feedback", NOTES)):
            sheet = folder / f"{name}.csv"
            sheet.write_text(text, encoding="utf-8")
            import_here(workspace, sheet, kind=kind, name=name, as_of="2026-11-20")
        workspace.run(fill_roadmap).result()
        workspace.run(add_experiments).result()
    window = opened(path, folder)
    yield window
    window.close()
    put_away(window)


@pytest.fixture(scope="module")
def empty(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """A window on a workspace without anything."""
    dress(qapp)
    folder = tmp_path_factory.mktemp("nothing")
    window = opened(new_workspace(folder / "empty.prodops"), folder)
    yield window
    window.close()
    put_away(window)


def show(window: MainWindow, page: str) -> QWidget:
    """Go to a page, with the keyboard at the first stop of the window."""
    window.activateWindow()
    window.show_page(page)
    assert window.page is not None
    tabs = window.page.tabs()
    if tabs:
        window.show_tab(tabs[0][0])
    wait_for(window)
    stops_of(window)[0].setFocus()
    return window.page


def amiss(root: QWidget, *panes: QWidget | None, back: bool = False) -> list[object]:
    """Stops without a name, those that Tab does not reach or not in reading order, and another way back than forth."""
    way = walk(root)
    found: list[object] = [*unnamed(root), *missed(root, way)]
    found += [text for pane in panes if pane is not None for text in jumps(way, pane)]
    if back:
        there = walk(root, back=True)
        found += [] if [there[0], *reversed(there[1:])] == way else [there]
    return found


@pytest.mark.parametrize("page", PAGES)
def test_tab_reads_a_full_page(full: MainWindow, page: str) -> None:
    shown = show(full, page)
    assert full.page is not None
    assert amiss(full, shown, full.page.inspector, back=page == "home") == []


@pytest.mark.parametrize("page", PAGES)
def test_tab_reads_an_empty_page(empty: MainWindow, page: str) -> None:
    assert amiss(empty, show(empty, page)) == []


@pytest.mark.parametrize("dialog", DIALOGS)
def test_tab_reads_a_dialog(full: MainWindow, dialog: str) -> None:
    show(full, "home")
    DIALOGS[dialog](full)
    rest(lambda: full.busy)
    top = QApplication.activeModalWidget() or next(one for one in full.findChildren(QDialog) if one.isVisible())
    top.activateWindow()
    stops_of(top)[0].setFocus()
    assert amiss(top) == []
    top.close()
    rest(lambda: full.busy)


def charts_of(window: MainWindow, page: str) -> Iterator[QWidget]:
    """The charts of each tab of a page."""
    show(window, page)
    assert window.page is not None
    if isinstance(window.page, ExperimentsPage):
        window.page.open(next(view.experiment.id for view in window.page.board.views if view.readings))
    for tab in [tab for tab, _, _ in window.page.tabs()] or [""]:
        if tab:
            window.show_tab(tab)
            wait_for(window)
        yield from charts_in(window)


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("tools", {"DeadlineStrip", "SeatsTrend"}),
        ("metrics", {"TrendChart"}),
        ("experiments", {"TimelineChart", "ForestPlot", "SampleBar"}),
        ("feedback", {"NeedChart"}),
        ("roadmap", {"BoardView", "TimelineChart", "ScatterChart"}),
    ],
)
def test_each_chart_says_what_it_shows_and_is_a_table(full: MainWindow, page: str, kinds: set[str]) -> None:
    found = set()
    for chart in charts_of(full, page):
        assert isinstance(chart, Charted)
        found |= {one.__name__ for one in type(chart).__mro__}
        assert name_of(chart), said(chart)
        assert chart.sentence in chart.accessibleDescription(), said(chart)
        assert any(letter.isdigit() for letter in chart.sentence) or len(chart.as_table()) < 2, said(chart)
        assert len({len(row) for row in chart.as_table()}) <= 1, "a table has as many cells in each row"
    assert kinds - found == set()


def test_the_chart_that_has_the_keyboard_is_shown_as_a_table_and_gets_it_back(full: MainWindow) -> None:
    show(full, "tools")
    chart = next(one for one in charts_in(full) if one.accessibleName() == "Notice deadlines and renewals")
    assert isinstance(chart, Charted)
    chart.setFocus()
    full.menus.action("view.chart_table").trigger()
    top = QApplication.activeModalWidget()
    assert isinstance(top, ChartTable)
    assert QTest.qWaitForWindowActive(top)
    assert top.focusWidget() is top.table
    assert top.sentence.text() == chart.sentence
    rows = chart.as_table()
    assert [str(top.table.records.index(0, column).data() or "") for column in range(len(rows[0]))] == list(rows[1])
    top.activateWindow()
    assert QTest.qWaitForWindowActive(top)
    top.table.setFocus()
    rest(lambda: full.busy)
    assert amiss(top) == []
    QTest.keyClick(top.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().split("\n")[1] == "\t".join(rows[1])
    QTest.keyClick(top.table, Qt.Key.Key_Escape)
    rest(lambda: full.busy)
    full.activateWindow()
    assert full.focusWidget() is chart


def test_metrics_shows_its_own_table_and_where_there_is_no_chart_that_is_said(full: MainWindow) -> None:
    show(full, "metrics")
    command = next(one for one in full.menus.commands if one.id == "view.chart_table")
    for chart_seen in (False, True):
        full.menus.action("view.chart_table").trigger()
        assert bool(charts_in(full)) is chart_seen
    show(full, "home")
    assert command.enabled() == "There is no chart in sight."


def test_every_mouse_way_has_its_command(full: MainWindow) -> None:
    """What a menu or button does is in the list of commands, which the palette and the shortcut sheet are made from."""
    commands = full.menus.commands
    assert all(command.text and callable(command.run) for command in commands)
    assert len({command.title() for command in commands if command.shown}) == len([one for one in commands if one.shown])
