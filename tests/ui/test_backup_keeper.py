"""Backups that come by themselves: when they are due and when not, one at a time, told only where they fail or take long."""

import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.errors import Cancelled
from prodops_desktop.ui import backup_keeper
from prodops_desktop.ui.backup_keeper import BackupKeeper
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.session import Session
from prodops_desktop.work import clock
from prodops_desktop.workspace import backups, history, settings
from tests.ui.contract import Open, rest, wait_for


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        """The moment that it shows."""
        return clock.now() + self.ahead


def session_of(window: MainWindow) -> Session:
    """The open session."""
    assert window.session is not None
    return window.session


def set_company(window: MainWindow, name: str) -> None:
    """A step."""
    session_of(window).run(lambda store: settings.set_setting(store, "company", name))
    wait_for(window)


def keep(window: MainWindow, now: Callable[[], datetime]) -> BackupKeeper:
    """A keeper with a clock of its own, once it has looked after opening."""
    keeper = BackupKeeper(session_of(window), lambda: None, now=now)
    settle(keeper)
    return keeper


def settle(keeper: BackupKeeper) -> None:
    """Let its work end."""
    rest(lambda: bool(keeper.jobs))


def reasons(path: Path) -> list[str]:
    """Why each backup was made, the first one first."""
    return [one.reason for one in reversed(backups.all_backups(path))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workspace “empty” lies."""
    return tmp_path / "empty.prodops"


def test_a_young_file_gets_none_on_opening_and_an_old_one_does(open_window: Open, path: Path) -> None:
    window = open_window("empty")
    set_company(window, "Tarnbrook")
    assert window.keeping.keeper is not None
    settle(window.keeping.keeper)
    assert not backups.folder_of(path).exists()
    assert window.status.saved.toolTip().endswith("There is no backup yet.")
    keeper = keep(window, lambda: clock.now() + timedelta(hours=23))
    assert reasons(path) == []
    keeper.close()
    keeper = keep(window, lambda: clock.now() + timedelta(hours=25))
    assert reasons(path) == ["opening"]
    assert keeper.last is not None
    assert keeper.told().endswith(f"{keeper.last.moment:%H:%M}.")
    keeper.close()


def test_every_half_hour_there_is_one_while_there_are_newer_steps(open_window: Open, path: Path) -> None:
    window, watch = open_window("empty"), Clock()
    set_company(window, "One")
    keeper = keep(window, watch.now)

    def after(**more: float) -> list[str]:
        watch.ahead += timedelta(**more)
        keeper.look()
        settle(keeper)
        return reasons(path)

    assert after(minutes=29) == []
    assert after(minutes=2) == ["hourly"]
    assert after(hours=3) == ["hourly"], "nothing is new"
    set_company(window, "Two")
    assert after(minutes=1) == ["hourly"] * 2, "the half hour is long over"
    set_company(window, "Three")
    assert after(minutes=29) == ["hourly"] * 2
    assert after(days=2) == ["hourly"] * 3, "the computer slept, which a timer would not have noticed"
    set_company(window, "Four")
    assert after(days=-5) == ["hourly"] * 4, "the clock was set back"
    keeper.close()


def test_never_two_at_once(open_window: Open, path: Path) -> None:
    window, refused = open_window("empty"), list[Exception]()
    set_company(window, "One")
    keeper = keep(window, clock.now)
    keeper.back_up("hand", failed=refused.append)
    keeper.back_up("hand", failed=refused.append)
    settle(keeper)
    assert [str(error) for error in refused] == ["A backup is being made already. Wait until it is done."]
    assert reasons(path) == ["hand"]
    keeper.close()


def test_a_failure_is_one_line_with_a_way_out_until_it_succeeds_again(open_window: Open, path: Path) -> None:
    window, watch, asked = open_window("empty"), Clock(), list[bool]()
    set_company(window, "One")
    keeper = BackupKeeper(session_of(window), lambda: asked.append(True), now=watch.now)
    settle(keeper)
    said: list[str] = []
    session_of(window).said.connect(lambda line: said.append(line.text if line is not None else ""))

    def half_an_hour() -> None:
        watch.ahead += timedelta(minutes=31)
        keeper.look()
        settle(keeper)

    in_the_way = backups.folder_of(path)
    in_the_way.write_text("not a folder")
    half_an_hour()
    assert len(said) == 1
    assert in_the_way.name in said[0]
    assert window.strip.isVisible()
    assert window.strip.line is not None
    assert [action.text for action in window.strip.line.actions] == ["Backups…"]
    window.strip.line.actions[0].run()
    assert asked == [True]
    half_an_hour()
    assert len(said) == 1, "it was said already"
    in_the_way.unlink()
    half_an_hour()
    assert (reasons(path), len(said)) == (["hourly"], 1)
    keeper.close()


def hold_up(monkeypatch: pytest.MonkeyPatch, gate: threading.Event) -> None:
    """Backups that take until the gate opens, or until they are cancelled."""

    def make(*_: object, cancelled: threading.Event, **__: Any) -> None:
        while not gate.wait(0.01):
            if cancelled.is_set():
                raise Cancelled

    monkeypatch.setattr(backups, "make", make)


def test_only_one_that_takes_long_is_shown(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_keeper, "SLOW_MS", 40)
    gate = threading.Event()
    hold_up(monkeypatch, gate)
    window = open_window("empty")
    keeper = window.keeping.keeper
    assert keeper is not None
    settle(keeper)
    keeper.back_up("hourly")
    assert not window.status.job_title.isVisible()
    rest(lambda: not keeper.shown)
    assert window.status.job_title.isVisible()
    assert window.status.job_title.text() == "Backing up"
    gate.set()
    settle(keeper)
    assert not window.status.job_title.isVisible()


def test_closing_cancels_it_at_once_and_does_not_ask(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    hold_up(monkeypatch, threading.Event())
    window = open_window("empty")
    assert window.keeping.keeper is not None
    settle(window.keeping.keeper)
    window.keeping.keeper.back_up("hourly")
    window.dialogs.confirm_quit = lambda found: pytest.fail(str(found))  # type: ignore[method-assign]
    assert window.close()
    assert window.keeping.keeper is None
    assert not window.strip.isVisible()


def test_closing_amid_a_real_one_leaves_nothing_half(open_window: Open, tmp_path: Path) -> None:
    window = open_window("filled")
    path = tmp_path / "filled.prodops"
    assert window.keeping.keeper is not None
    settle(window.keeping.keeper)
    window.keeping.keeper.back_up("hourly")
    window.close_workspace()
    assert all(one.complete for one in backups.all_backups(path))
    folder = backups.folder_of(path)
    assert [file.name for file in folder.glob("*unfinished*")] == []


def test_a_backup_that_was_deleted_is_no_longer_spoken_of(open_window: Open, path: Path) -> None:
    window = open_window("empty")
    set_company(window, "One")
    keeper = window.keeping.keeper
    assert keeper is not None
    settle(keeper)
    keeper.back_up("hand")
    settle(keeper)
    assert window.status.saved.toolTip().endswith(keeper.told())
    assert keeper.last is not None
    backups.delete_all(path)
    session_of(window).announce(frozenset({"setting"}))
    wait_for(window)
    assert keeper.last is not None, "what an edit changes are no backups"
    session_of(window).announce(frozenset({"tool", "*"}))  # as erasing does when it has ended
    wait_for(window)
    assert keeper.last is None
    assert window.status.saved.toolTip().endswith("There is no backup yet.")


def test_none_is_made_while_reading_only_or_for_pictures(
    bare_window: MainWindow, workspace_path: Callable[[str], Path], qapp: object
) -> None:
    del qapp
    path = workspace_path("filled")
    assert bare_window.open_path(path, read_only=True)
    keeper = keep(bare_window, lambda: clock.now() + timedelta(days=9))
    keeper._tried -= timedelta(days=1)
    keeper.look()
    settle(keeper)
    assert not backups.folder_of(path).exists()
    keeper.close()
    bare_window.close_workspace()
    bare_window._for_pictures = True
    assert bare_window.open_path(path)
    assert bare_window.keeping.keeper is None


def test_the_history_is_pruned_by_age_after_a_backup(
    bare_window: MainWindow, workspace_path: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace_path("filled")
    monkeypatch.setattr(clock, "now", lambda: datetime.now() + timedelta(days=400))
    assert bare_window.open_path(path)
    wait_for(bare_window)
    session_of(bare_window).run(lambda store: settings.set_setting(store, "history_keep_days", "365"))
    wait_for(bare_window)
    bare_window.close_workspace()
    assert bare_window.open_path(path)
    keeper = bare_window.keeping.keeper
    assert keeper is not None
    settle(keeper)
    wait_for(bare_window)
    assert reasons(path)[-1] == "irreversible"
    assert bare_window.strip.text.text().startswith("Pruned the history before ")
    with session_of(bare_window).workspace.reading() as store:
        assert [barrier.kind for barrier in history.barriers(store)] == ["pruned"]
        kept = store.db.execute("SELECT count(*) FROM h_setting").fetchone()[0]
        headings = len(history.steps(store))
    assert kept == 1, "the setting of the age itself is young"
    assert headings > 3
    with sqlite3.connect(f"file:{keeper.last.path}?mode=ro&immutable=1", uri=True) as backup:  # type: ignore[union-attr]
        assert backup.execute("SELECT count(*) FROM h_setting").fetchone()[0] > kept


def test_without_the_backup_nothing_is_pruned(open_window: Open, path: Path) -> None:
    window = open_window("empty")
    set_company(window, "One")
    keeper = window.keeping.keeper
    assert keeper is not None
    settle(keeper)
    backups.folder_of(path).write_text("in the way")
    keeper.prune(clock.today() + timedelta(days=1), by_hand=True)
    settle(keeper)
    wait_for(window)
    assert window.strip.line is not None
    assert window.strip.line.kind == "bad"
    with session_of(window).workspace.reading() as store:
        assert history.barriers(store) == []
        assert store.db.execute("SELECT count(*) FROM h_setting").fetchone()[0] == 1
