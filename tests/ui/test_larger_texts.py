"""Texts at 150 per cent: on no page and in no dialog is one cut, in two families, at two sizes, and on a screen of two device pixels."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.history.window import HistoryWindow
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.models.check_popup import CheckPopup
from prodops_desktop.ui.models.column_chooser import ColumnChooser
from prodops_desktop.ui.models.name_popup import NamePopup
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.records.dialog import RecordsDialog
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.about import AboutDialog
from prodops_desktop.ui.shell.capture import CaptureDialog
from prodops_desktop.ui.shell.everywhere import EverywhereDialog
from prodops_desktop.ui.shell.help import HelpWindow
from prodops_desktop.ui.shell.jobs_panel import JobsPanel
from prodops_desktop.ui.shell.preferences import PreferencesDialog
from prodops_desktop.ui.shell.shortcuts import ShortcutSheet
from tests.ui.contract import cut_texts, lasting_window, rest, wait_for
from tests.ui.experiments_desk import experiments_workspace
from tests.ui.feedback_desk import feedback_workspace
from tests.ui.preferences_desk import show_all_of
from tests.ui.roadmap_desk import roadmap_workspace
from tests.ui.walk_of_pages import walk

__all__ = ["experiments_workspace", "feedback_workspace", "roadmap_workspace"]

_MAKERS: dict[str, Callable[[MainWindow], QWidget]] = {
    "shortcuts": lambda window: ShortcutSheet(window, window.menus.commands),
    "about": AboutDialog,
    "preferences": PreferencesDialog,
    "jobs": lambda window: JobsPanel(window, [window.runner], window.session),
    "everywhere": lambda window: EverywhereDialog(window, cast(Session, window.session), lambda *_: None),
    "help": lambda _: HelpWindow(),
    "history": lambda window: HistoryWindow(window, cast(Session, window.session)),
    "capture": lambda window: CaptureDialog(window, cast(Session, window.session)),
    "people": lambda window: RecordsDialog(window, cast(Session, window.session), "person"),
}

PAGES = {
    "filled": ("home", "tools", "datasets", "metrics"),
    "experiments": ("experiments",),
    "feedback": ("feedback",),
    "roadmap": ("roadmap",),
}


@pytest.fixture(scope="module")
def workspaces(
    tmp_path_factory: pytest.TempPathFactory,
    filled_workspace: Path,
    experiments_workspace: Path,
    feedback_workspace: Path,
    roadmap_workspace: Path,
) -> dict[str, Path]:
    """A copy of each workspace by which the pages are looked at."""
    folder = tmp_path_factory.mktemp("larger")
    made = zip(PAGES, (filled_workspace, experiments_workspace, feedback_workspace, roadmap_workspace), strict=True)
    return {name: Path(shutil.copy(path, folder / f"{name}.prodops")) for name, path in made}


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """One window for all; each test opens the workspace that it needs."""
    with lasting_window(qapp, tmp_path_factory.mktemp("larger"), 1440, 900) as made:
        yield made


def test_keys_make_texts_larger_and_it_is_remembered(window: MainWindow, workspaces: dict[str, Path]) -> None:
    assert window.open_path(workspaces["filled"])
    wait_for(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    try:
        for _ in range(2):
            QTest.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
        assert (theme.scale(), theme.font("body").pixelSize()) == (120, 16)
        assert window.preferences.text("scale") == "120"
        QTest.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
        assert theme.scale() == 110
    finally:
        window.change_scale(0)
    assert (theme.scale(), window.preferences.text("scale")) == (100, "100")


def test_rows_heads_and_bars_grow_and_come_back_to_the_pixel(window: MainWindow, workspaces: dict[str, Path]) -> None:
    assert window.open_path(workspaces["filled"])
    window.resize(1440, 900)
    window.show_page("tools")
    wait_for(window)
    before = _places(window)
    table = next(one for one in window.findChildren(QAbstractItemView) if one.isVisible() and hasattr(one, "rowHeight"))
    assert (table.rowHeight(0), window.status.height(), window.top_bar.height(), window.rail.width()) == (32, 26, 48, 76)
    theme.set_scale(150)
    wait_for(window)
    assert (table.rowHeight(0), window.status.height(), window.top_bar.height(), window.rail.width()) == (48, 39, 72, 114)
    theme.set_scale(100)
    wait_for(window)
    moved = [(one, two) for one, two in zip(before, _places(window), strict=True) if one != two]
    assert moved == []


def test_another_theme_moves_nothing(window: MainWindow, workspaces: dict[str, Path]) -> None:
    """So that no text has to be looked for in both."""
    assert window.open_path(workspaces["filled"])
    wait_for(window)
    before = _places(window)
    theme.set_mode("dark")
    wait_for(window)
    after = _places(window)
    theme.set_mode("light")
    assert after == before


def _places(window: MainWindow) -> list[tuple[str, QRect]]:
    return [(type(one).__name__, one.geometry()) for one in window.findChildren(QWidget) if one.isVisible()]


def test_no_text_is_cut_on_a_screen_of_two_device_pixels(workspaces: dict[str, Path], tmp_path: Path) -> None:
    """At 150 per cent: at 100 the same room holds more."""
    places = [f"{','.join(PAGES[name])}={path}" for name, path in workspaces.items()]
    surroundings = {**os.environ, "QT_SCALE_FACTOR": "2"}
    command = [sys.executable, "-m", "tests.ui.walk_of_pages", str(tmp_path), "150", *places]
    found = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120, check=False)
    assert (found.returncode, found.stdout) == (0, ""), found.stderr


@pytest.fixture(scope="module", params=["Inter", "DejaVu Sans"])
def large(request: pytest.FixtureRequest, window: MainWindow) -> Iterator[None]:
    """Everything at 150 per cent in one family after the other.

    To change that takes long, so it stays until the end of the module, and no pages are open meanwhile.
    """
    window.close_workspace()
    theme.use_family(str(request.param))
    theme.set_scale(150)
    yield
    window.close_workspace()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.set_scale(100)
    theme.use_family("")


@pytest.mark.parametrize("name", PAGES)
def test_no_text_is_cut_on_any_page(name: str, window: MainWindow, workspaces: dict[str, Path], large: None) -> None:
    assert window.open_path(workspaces[name])
    assert list(walk(window, PAGES[name])) == []


def test_no_text_is_cut_in_palette_and_dialogs(window: MainWindow, workspaces: dict[str, Path], large: None) -> None:
    assert window.open_path(workspaces["filled"])
    window.resize(1024, 640)
    wait_for(window)
    window.open_palette()
    rest(lambda: False)
    assert cut_texts(window.palette_, may_end_in_dots=True) == []
    window.palette_.hide()
    for name, make in _MAKERS.items():
        dialog = make(window)
        dialog.show()
        wait_for(window)
        if isinstance(dialog, QDialog):
            assert dialog.width() <= window.width()
            assert dialog.height() <= window.height()
        assert cut_texts(dialog, may_end_in_dots=True) == [], name
        if isinstance(dialog, PreferencesDialog):
            for section in dialog.pages:
                show_all_of((window, dialog), section.id)
                assert cut_texts(dialog, may_end_in_dots=True) == [], section.id
        dialog.close()


def test_no_text_is_cut_where_a_dataset_is_narrowed(window: MainWindow, workspaces: dict[str, Path], large: None) -> None:
    assert window.open_path(workspaces["filled"])
    window.resize(1024, 640)
    window.show_page("datasets")
    page = window.page
    assert isinstance(page, DatasetsPage)
    wait_for(window)
    page.grid.turn_filter_row()
    page.grid.table.select_cell(2, 3)
    window.menus.action("datasets.group").trigger()
    wait_for(window)
    assert cut_texts(window, may_end_in_dots=True) == []
    page.grid.choose_columns()
    page.grid.views.begin_save()
    rest(lambda: False)
    popups = [one for one in window.findChildren(QWidget) if isinstance(one, CheckPopup | NamePopup)]
    assert {type(one) for one in popups} == {ColumnChooser, NamePopup}
    for popup in popups:
        assert cut_texts(popup, may_end_in_dots=True) == []
        popup.close()


def test_no_text_is_cut_where_no_workspace_is_open(window: MainWindow, workspaces: dict[str, Path], large: None) -> None:
    assert window.open_path(workspaces["filled"])
    for size in ((1024, 640), (1440, 900)):
        window.resize(*size)
        window.close_workspace()
        rest(lambda: False)
        assert window.welcome.recents.rows
        assert cut_texts(window, may_end_in_dots=True) == [], size


def test_menus_are_whole_and_what_stands_beside_them_gives_way(window: MainWindow, workspaces: dict[str, Path], large: None) -> None:
    assert window.open_path(workspaces["filled"])
    bar, facts = window.menuBar(), window.facts
    window.resize(1440, 900)
    rest(lambda: False)
    assert facts.place.text.isVisible()
    window.resize(900, 600)
    rest(lambda: False)
    last = bar.actionGeometry(bar.actions()[-1])
    assert not last.isEmpty()
    assert last.right() < facts.x()
    assert facts.geometry().right() <= bar.width()
    assert not facts.place.text.isVisible()
    assert facts.place.toolTip().startswith("Offline, on this computer")
