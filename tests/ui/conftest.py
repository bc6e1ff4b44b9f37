"""A window on a real workspace for every test, dressed as the program dresses it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui import backup_keeper, theme
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.home import reading as home_reading
from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell import summary
from prodops_desktop.workspace import Store, settings
from tests.new_workspace import new_workspace
from tests.ui.contract import dress, put_away, wait_for
from tests.ui.held_desk import BAD, GOOD, Shown, bring
from tests.ui.stack import fill_stack
from tests.unit.sheets_here import staging_here


def nps_rows() -> list[str]:
    """Responses of two quarters: 100 in Q3 2026 with 20 promoters and 30 detractors, 100 in Q4 with 60 and 10."""
    rows = []
    for first, promoters, detractors in ((date(2026, 7, 1), 20, 30), (date(2026, 10, 1), 60, 10)):
        for number in range(100):
            score = 10 if number < promoters else 3 if number < promoters + detractors else 8
            day = first + timedelta(days=number % 45)
            rows.append(f"{score},{day.isoformat()},Account {number % 17},comment {first.month}-{number}")
    return rows


@pytest.fixture(scope="session")
def filled_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with NPS responses and a pipeline, made by the real import, with three tools and a target."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "NPS export.csv").write_text("score,date,company,comment\n" + "\n".join(nps_rows()) + "\n", encoding="utf-8")
    deals = [f"Deal {n},Account {n % 9},{date(2026, 1 + n % 10, 3).isoformat()},{1000 + n}" for n in range(60)]
    (folder / "Pipeline.csv").write_text("deal,customer,created,seats\n" + "\n".join(deals) + "\n", encoding="utf-8")
    path = folder / "filled.prodops"
    with staging_here(), open_workspace(path, create=True) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "today", "2026-11-23")).result()
        import_file(workspace, ImportRequest(folder / "NPS export.csv", kind="nps", name="NPS responses"))
        import_file(workspace, ImportRequest(folder / "Pipeline.csv", kind="other", name="Pipeline"))
        workspace.run(fill_stack).result()
        workspace.run(_set_nps_target).result()
    return path


def _set_nps_target(store: Store) -> Any:
    return set_target(store, "nps", "NPS", 38)


@pytest.fixture
def workspace_path(tmp_path: Path, filled_workspace: Path) -> Callable[[str], Path]:
    """A fresh copy of the workspace “empty” or “filled”."""

    def make(kind: str) -> Path:
        path = tmp_path / f"{kind}.prodops"
        if kind == "filled":
            shutil.copy(filled_workspace, path)
        else:
            new_workspace(path)
        return path

    return make


@pytest.fixture(scope="session", autouse=True)
def emptied_clipboard(qapp: QApplication) -> Iterator[None]:
    """Without a screen, Qt ends the process by a fault where HTML still lies on the clipboard; with one it does not."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(scope="module", autouse=True)
def no_window_left(qapp: QApplication) -> Iterator[None]:
    """A window that a module leaves lies over those of later ones, and takes the mouse from them."""
    yield
    left = [f"{type(one).__name__} “{one.windowTitle()}”" for one in qapp.topLevelWidgets() if one.isVisible()]
    put_away(*(one for one in qapp.topLevelWidgets() if one.isVisible()))
    assert left == []


@pytest.fixture(scope="module", autouse=True)
def no_colour_altered(qapp: QApplication) -> Iterator[None]:
    """All who paint are given the same colours: whoever alters one alters it for all."""
    yield
    plain = [name for name, value in vars(theme.tokens()).items() if isinstance(value, str)]
    assert [name for name in plain if theme.colour(name) != QColor(theme.tokens().colour(name))] == []


@pytest.fixture(autouse=True)
def kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a backup is due is looked at right after opening, and not a moment later."""
    monkeypatch.setattr(backup_keeper, "FIRST_LOOK_MS", 0)


@pytest.fixture(autouse=True)
def everything_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes longer on Home, and how fresh the data is, is read right after the first figures, and not a moment later."""
    monkeypatch.setattr(home_reading, "LATER_MS", 0)
    monkeypatch.setattr(summary, "FIRST_READ_MS", 0)


@pytest.fixture
def family(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Dresses the program in a family of type; named before the window, it is there before the window and until that has gone."""
    dress(qapp)
    theme.use_family(str(request.param))
    yield str(request.param)
    theme.use_family("")


@pytest.fixture
def imported() -> list[list[Path]]:
    """What the window asked the import dialog for."""
    return []


@pytest.fixture
def imported_into() -> list[str]:
    """The dataset that each of these imports was asked for, empty for any."""
    return []


@pytest.fixture
def unseen_window(qapp: QApplication, tmp_path: Path, imported: list[list[Path]], imported_into: list[str]) -> Iterator[MainWindow]:
    """The window before it is shown."""
    dress(qapp)

    def importer(session: Session, paths: list[Path], parent: QWidget, dataset: str) -> QDialog:
        del session
        imported.append(paths)
        imported_into.append(dataset)
        return QDialog(parent)

    window = MainWindow(Preferences(tmp_path / "preferences.json"), importer=importer)
    window.dialogs.confirm_quit = lambda found: True  # type: ignore[method-assign]  # no box to click away in a test
    window.resize(1440, 900)
    yield window
    window.close()
    put_away(window)


@pytest.fixture
def bare_window(unseen_window: MainWindow) -> MainWindow:
    """The window on its first-run page."""
    return _seen(unseen_window)


@pytest.fixture
def open_window(unseen_window: MainWindow, workspace_path: Callable[[str], Path]) -> Callable[[str], MainWindow]:
    """Opens the window on the workspace “empty” or “filled”, before it is shown as at a start."""

    def show(kind: str) -> MainWindow:
        assert unseen_window.open_path(workspace_path(kind))
        return _seen(unseen_window)

    return show


def _seen(window: MainWindow) -> MainWindow:
    if not window.isVisible():
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
    return window


@pytest.fixture
def shown(open_window: Callable[[str], MainWindow], tmp_path: Path) -> Shown:
    """The tab with four rows of the dataset “Wave”, the keyboard in the first one."""
    window = open_window("filled")
    window.show_page("datasets")
    wait_for(window)
    bring(window, tmp_path / "wave.csv", *BAD, *GOOD[:2])
    page = cast(DatasetsPage, window.page)
    page.open(next(one.id for one in page.catalogue.list.records.records if one.name == "Wave"))
    wait_for(window)
    QTest.mouseClick(page.detail.review, Qt.MouseButton.LeftButton)
    wait_for(window)
    page.quarantine.table.go_to(0, 1)
    wait_for(window)
    return window, page
