"""The list of backups: its states, what changed since, backing up, saving a copy, restoring with a way back, and a damaged file."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.ui import theme
from prodops_desktop.ui.history.window import HistoryWindow
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.shell.backups_dialog import BackupsDialog
from prodops_desktop.ui.shell.preferences import PreferencesDialog
from prodops_desktop.ui.shell.preferences.keeping import Keeping
from prodops_desktop.ui.shell.prune_dialog import PruneDialog
from prodops_desktop.work import clock
from prodops_desktop.workspace import backups, history, settings
from prodops_desktop.workspace.backups import Restored
from tests.new_workspace import new_workspace
from tests.ui.contract import Open, cut_texts, rest, wait_for

Wanted = TypeVar("Wanted", bound=QDialog)


def settle(window: MainWindow) -> None:
    """Let all end: reads, jobs, and what is kept by itself."""
    keeping = window.keeping
    rest(lambda: window.busy or bool(window.runner.jobs) or bool(keeping.keeper is not None and keeping.keeper.jobs))


def shown(kind: type[Wanted]) -> Wanted:
    """The dialog of a kind that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def set_company(window: MainWindow, name: str) -> None:
    """A step."""
    assert window.session is not None
    window.session.run(lambda store: settings.set_setting(store, "company", name))
    wait_for(window)


def company(window: MainWindow) -> str:
    """What the last such step left."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return settings.get(store, "company")


def open_list(window: MainWindow) -> BackupsDialog:
    """The dialog by its command."""
    window.menus.action("file.backups").trigger()
    settle(window)
    return shown(BackupsDialog)


def wait_for_no(job_named: str, of: MainWindow, gate: threading.Event) -> None:
    """Let a job of the window itself end, once the gate is open."""
    assert [job.title for job in of.runner.jobs] == [job_named]
    gate.set()
    rest(lambda: bool(of.runner.jobs))


def say(window: MainWindow, action: str) -> None:
    """Choose an action of the line."""
    assert window.strip.line is not None
    next(one for one in window.strip.line.actions if one.text == action).run()
    settle(window)


def put_company(path: Path, *names: str) -> None:
    """The same without a window."""
    with open_workspace(path) as workspace:
        for name in names:
            workspace.run(partial(settings.set_setting, key="company", value=name)).result()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, filled_workspace: Path) -> Path:
    """A workspace without data and one with some, each with a backup by hand when the company was “One”, and two steps since."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copy(filled_workspace, folder / "filled.prodops")
    for path in (new_workspace(folder / "empty.prodops"), folder / "filled.prodops"):
        put_company(path, "One")
        backups.make(path, "hand", gentle=False)
        put_company(path, "Two", "Three")
    return folder


@pytest.fixture
def show(bare_window: MainWindow, kept: Path, tmp_path: Path) -> Callable[[str], MainWindow]:
    """Opens a copy of the one without data or of the other."""
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)

    def opened(name: str) -> MainWindow:
        assert bare_window.open_path(tmp_path / f"{name}.prodops")
        settle(bare_window)
        return bare_window

    return opened


@pytest.fixture
def window(show: Callable[[str], MainWindow]) -> MainWindow:
    """The window on the workspace without data."""
    return show("empty")


def test_without_any_there_is_one_to_make(open_window: Open) -> None:
    window = open_window("empty")
    set_company(window, "One")
    dialog = open_list(window)
    assert dialog.empty.isVisible()
    assert not dialog.restore.isEnabled()
    assert not dialog.folder.isEnabled()
    assert cut_texts(dialog) == []
    QTest.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert not dialog.make.isEnabled()
    settle(window)
    assert dialog.notice.text.text() == "The backup is made."
    assert [(row.backup.reason, row.since) for row in dialog.table.shown] == [("hand", ())]
    assert dialog.told.text().startswith("Nothing was changed since ")
    assert dialog.folder.isEnabled()


def test_a_row_says_when_why_how_large_and_what_changed_since(window: MainWindow) -> None:
    dialog = open_list(window)
    (row,) = dialog.table.shown
    assert [step.label for step in row.since] == ["Set company to Three", "Set company to Two"]
    texts = dialog.table.table_text().splitlines()[1].split("\t")
    assert texts[1] == "By hand"
    assert texts[3] == "2 steps: Set company to Three, Set company to Two"
    assert dialog.told.text().startswith("2 steps since ")
    assert len(dialog.steps.shown) == 2
    assert dialog.room.text().startswith("1 backup · ")
    assert dialog.room.text().endswith(" of 2.0 GB")
    assert "There is no backup" not in window.status.saved.toolTip()
    assert "Last backup: " in window.status.saved.toolTip()


def test_restoring_is_asked_first_and_has_a_way_back(window: MainWindow) -> None:
    dialog = open_list(window)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.told.text().startswith("Restore the backup of ")
    assert "becomes one more backup" in dialog.said.text()
    assert dialog.said.text().endswith("These 2 steps made since are not in it:")
    assert dialog.steps.isVisible()
    assert not dialog.table.isVisible()
    assert dialog.confirm.hasFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.table.hasFocus()
    assert company(window) == "Three"
    dialog.ask()
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    settle(window)
    assert company(window) == "One"
    say(window, "Take it back")
    assert company(window) == "Three"
    assert [one.reason for one in backups.all_backups(Path(window.session.workspace.path))] == ["restore", "restore", "hand"]  # type: ignore[union-attr]


@pytest.mark.parametrize("fails", [False, True])
def test_one_that_was_opened_while_another_is_restored_stays_open(
    show: Callable[[str], MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    window, gate, restore = show("empty"), threading.Event(), backups.restore

    def held(*given: Any, **more: Any) -> Restored:
        gate.wait(20)
        if fails:
            raise UserError("There is no room.")
        return restore(*given, **more)

    monkeypatch.setattr(backups, "restore", held)
    dialog = open_list(window)
    dialog.ask()
    dialog.begin()
    assert window.open_path(tmp_path / "filled.prodops")
    session = window.session
    assert session is not None
    job = session.start("Importing", lambda control: control.cancelled.wait(20))
    wait_for_no(job_named="Restoring empty.prodops", of=window, gate=gate)
    assert window.session is session
    assert not job.control.cancelled.is_set()
    job.cancel()
    assert window.strip.line is not None
    offered = [action.text for action in window.strip.line.actions]
    assert offered == (["Open it", "Backups…"] if fails else ["Open it", "Take it back", "Backups…"])
    say(window, "Open it")
    assert company(window) == ("Three" if fails else "One")


def test_nothing_of_a_workspace_stays_when_it_is_closed(window: MainWindow) -> None:
    assert window.session is not None
    window.session.result("Set company.", undo=True, change=1)
    assert window.strip.isVisible()
    window.dialogs.preferences()
    window.dialogs.history()
    settle(window)
    opened = [shown(PreferencesDialog), shown(HistoryWindow)]
    window.close_workspace()
    assert not window.strip.isVisible()
    assert window.strip.line is None
    assert not any(dialog.isVisible() for dialog in opened)


def test_a_backup_is_saved_as_a_workspace_of_its_own(show: Callable[[str], MainWindow], tmp_path: Path) -> None:
    window = show("filled")
    dialog = open_list(window)
    out = tmp_path / "then"
    window.files.ask_save = lambda title, path, kinds: out
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    settle(window)
    with open_workspace(out.with_suffix(".prodops")) as copy, copy.reading() as store:
        assert settings.get(store, "company") == "One"
        assert store.db.execute("SELECT count(*) FROM data_nps_responses").fetchone()[0] == 200
    dialog.save_copy()
    settle(window)
    assert window.strip.text.text().startswith("There is a file then.prodops already")


def test_a_damaged_file_is_restored_from_the_line_that_says_so(window: MainWindow) -> None:
    assert window.session is not None
    path = window.session.workspace.path
    window.close_workspace()
    with path.open("r+b") as file:
        file.truncate(20_000)
    assert not window.open_path(path)
    assert "cut short" in window.strip.text.text()
    say(window, "Backups…")
    dialog = shown(BackupsDialog)
    assert not dialog.make.isEnabled()
    assert dialog.make.toolTip() == "Only an open workspace can be backed up."
    assert [row.since for row in dialog.table.shown] == [None]
    dialog.ask()
    assert "set aside whole" in dialog.said.text()
    dialog.begin()
    settle(window)
    assert company(window) == "One"
    assert "empty.damaged-1.prodops" in [file.name for file in backups.set_aside(path)]


def test_where_no_workspace_is_open_a_backup_says_whose_it_is(window: MainWindow) -> None:
    assert window.session is not None
    path = window.session.workspace.path
    (made,) = backups.all_backups(path)
    window.close_workspace()
    path.unlink()
    window.files.ask_open = lambda title, kinds: [made.path]
    open_list(window).table.setFocus()
    dialog = shown(BackupsDialog)
    dialog.ask()
    dialog.begin()
    settle(window)
    assert window.session is not None
    assert window.session.workspace.path == path
    assert company(window) == "One"


def test_one_that_is_not_complete_says_what_it_lacks_and_the_rest_is_restored(show: Callable[[str], MainWindow]) -> None:
    window = show("filled")
    assert window.session is not None
    folder = backups.folder_of(window.session.workspace.path)
    largest = max((folder / "parts").iterdir(), key=lambda file: file.stat().st_size)
    largest.unlink()
    dialog = open_list(window)
    assert dialog.lacks.isVisible()
    assert "This backup is not complete." in dialog.lacks.text.text()
    dialog.ask()
    assert dialog.lacks.isVisible()
    dialog.begin()
    settle(window)
    assert company(window) == "One"


def test_reading_only_nothing_is_restored_or_made_but_copies_are(bare_window: MainWindow, kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    assert bare_window.open_path(tmp_path / "empty.prodops", read_only=True)
    settle(bare_window)
    dialog = open_list(bare_window)
    assert [made.isEnabled() for made in (dialog.make, dialog.copy, dialog.restore)] == [False, True, False]
    assert "reading only" in dialog.restore.toolTip()
    assert dialog.notice.isVisible()
    dialog.ask()
    assert dialog.table.isVisible()


def test_what_hinders_a_backup_is_said_in_place(window: MainWindow) -> None:
    assert window.session is not None
    dialog = open_list(window)
    folder = backups.folder_of(window.session.workspace.path)
    folder.rename(folder.with_suffix(".away"))
    folder.write_text("in the way")
    dialog.back_up()
    settle(window)
    assert dialog.notice.property("strip") == "bad"
    assert folder.name in dialog.notice.text.text()
    assert dialog.make.isEnabled()


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
def test_no_text_is_cut(family: str, window: MainWindow) -> None:
    del family
    dialog = open_list(window)
    assert cut_texts(dialog) == []
    dialog.ask()
    QApplication.processEvents()
    assert cut_texts(dialog) == []
    theme.set_mode("dark")
    dialog.close()
    window.dialogs.prune()
    settle(window)
    assert cut_texts(shown(PruneDialog)) == []
    shown(PruneDialog).close()
    window.dialogs.preferences()
    settle(window)
    preferences = shown(PreferencesDialog)
    section = keeping_of(preferences)
    section.age.chosen.emit("days")
    settle(window)
    assert section.field("history_keep_days").isVisible()
    assert cut_texts(preferences) == []
    preferences.close()


def keeping_of(preferences: PreferencesDialog) -> Keeping:
    """The page about history and backups, shown."""
    preferences.show_section("keeping")
    section = preferences.shown
    assert isinstance(section, Keeping)
    rest(lambda: section.session.busy)
    return section


def test_preferences_set_the_age_and_the_room(window: MainWindow) -> None:
    window.dialogs.preferences()
    settle(window)
    section = keeping_of(shown(PreferencesDialog))
    assert section.begins.told.text().endswith("the file keeps all of them")
    assert not section.field("history_keep_days").isVisible()
    section.age.chosen.emit("days")
    settle(window)
    assert section.field("history_keep_days").text() == "365"
    for key, typed in (("backups_mb", "500"), ("backups_mb", "5")):
        section.field(key).setText(typed)
        section.field(key).editingFinished.emit()
        settle(window)
    assert section.field("backups_mb").text() == "500", "5 is refused"
    assert "10" in section.settings["backups_mb"].refused.text.text()
    section.age.chosen.emit("ever")
    settle(window)
    assert not section.field("history_keep_days").isVisible()
    shown(PreferencesDialog).close()


def test_pruning_by_hand_says_what_goes_and_backs_up_first(window: MainWindow) -> None:
    assert window.session is not None
    window.dialogs.prune()
    settle(window)
    dialog = shown(PruneDialog)
    assert dialog.going.text().startswith("No step before ")
    assert not dialog.save.isEnabled()
    dialog.before.editor.setText("soon")  # type: ignore[union-attr]
    settle(window)
    assert not dialog.save.isEnabled()
    dialog.before.editor.setText((clock.today() + timedelta(days=1)).isoformat())  # type: ignore[union-attr]
    settle(window)
    with window.session.workspace.reading() as store:
        steps = len(history.steps(store))
    assert dialog.going.text().startswith(f"{steps} steps before ")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    settle(window)
    assert window.strip.text.text().startswith("Pruned the history before ")
    newest = backups.all_backups(window.session.workspace.path)[0]
    assert newest.reason == "irreversible"
    with sqlite3.connect(f"file:{newest.path}?mode=ro&immutable=1", uri=True) as backup:
        assert backup.execute("SELECT count(*) FROM h_setting").fetchone()[0] >= 3
    with window.session.workspace.reading() as store:
        assert store.db.execute("SELECT count(*) FROM h_setting").fetchone()[0] == 0
        assert len(history.steps(store)) == steps
    assert window.session.undo_label is None
