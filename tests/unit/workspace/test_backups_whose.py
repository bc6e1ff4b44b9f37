"""A folder of backups that is a link, holds some that were renamed or are of another workspace, or is changed by others meanwhile."""

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.datasets.erasing.quiet import rewrite_part
from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import Workspace, backups, settings
from prodops_desktop.workspace.backups import assembling, restoring
from prodops_desktop.workspace.lock import Lock
from tests.new_workspace import new_workspace
from tests.unit.workspace.backing import content, current, execute, landed

DAY = datetime(2026, 11, 23, 9, 0)
OTHER = "UPDATE identity SET id = 'another'"


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of the program."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_workspace(tmp_path / "a.prodops")


def set_company(path: Path, name: str) -> None:
    with Workspace.open(path) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "company", name)).result()


def company(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute("SELECT value FROM setting WHERE key = 'company'").fetchone()[0])


def three_of_an_hour(path: Path, at: Callable[[datetime], None]) -> list[backups.Backup]:
    """Backups of which the last alone stays once they are more than two hours old, oldest first; the clock is there then."""
    made = []
    for number in range(3):
        at(DAY + timedelta(minutes=15 * number))
        set_company(path, f"v{number}")
        made.append(backups.make(path, "hourly"))
    at(DAY + timedelta(hours=5))
    return made


def numbers(path: Path) -> list[int]:
    return [one.number for one in backups.all_backups(path)]


def parts(path: Path) -> list[Path]:
    return sorted((backups.folder_of(path) / "parts").iterdir())


def test_nobody_thins_out_the_one_that_is_being_restored(
    path: Path, at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = three_of_an_hour(path, at)[0]
    assemble = assembling.assemble

    def another_program_comes_first(*given: Any, **named: Any) -> Any:
        with pytest.raises(backups.BackupFailed, match="Another backup is being made"):
            backups.make(path, "hand")
        return assemble(*given, **named)

    monkeypatch.setattr(restoring, "assemble", another_program_comes_first)
    backups.restore(wanted.path, path)
    assert company(path) == "v0"
    backups.restore(wanted.path, path.with_name("other.prodops"))
    assert company(path.with_name("other.prodops")) == "v0"


def test_none_is_restored_while_another_program_thins_them_out(path: Path) -> None:
    made = backups.make(path, "hand")
    lock = Lock(backups.folder_of(path) / "making")
    assert lock.take()
    with pytest.raises(backups.BackupFailed, match="Another backup is being made"):
        backups.restore(made.path, path.with_name("other.prodops"))
    lock.release()
    assert not path.with_name("other.prodops").exists()


def test_a_folder_that_is_a_link(path: Path, at: Callable[[datetime], None]) -> None:
    disk = path.parent / "disk"
    disk.mkdir()
    backups.folder_of(path).symlink_to(disk)
    three_of_an_hour(path, at)
    found = backups.all_backups(path)
    backups.restore(found[-1].path, path)
    assert company(path) == "v0"
    assert numbers(path) == [4, 3, 1], "the one that is restored stays"
    assert backups.restore(backups.folder_of(path) / found[-1].path.name, path).kept is not None
    assert company(path) == "v0"


def test_a_renamed_one_stays_with_its_pieces_until_all_are_deleted(tmp_path: Path, at: Callable[[datetime], None]) -> None:
    path = current(tmp_path / "a.prodops")
    at(DAY)
    before = content(path)
    made = backups.make(path, "hourly")
    mine = made.path.rename(made.path.with_name("before the launch"))
    needed = parts(path)
    execute(path, "DELETE FROM source_chunk", "UPDATE part SET hash = 'other ' || id")
    for later in (0.5, 6):  # the second is of the same hour
        at(DAY + timedelta(hours=later))
        backups.make(path, "hourly")
    assert set(parts(path)) > set(needed)
    found = backups.all_backups(path)
    assert [one.number for one in found] == [3, 2, 1]
    assert (found[-1].path, found[-1].complete) == (mine, True)
    other = tmp_path / "other.prodops"
    backups.restore(mine, other)
    assert content(other) == before
    (mine.parent / "mine.txt").write_text("no backup")
    assert backups.delete_all(path) == 3
    assert [one.name for one in mine.parent.rglob("*")] == ["mine.txt"]


def test_the_backups_of_another_workspace_that_had_this_name_are_left_alone(path: Path, at: Callable[[datetime], None]) -> None:
    made = three_of_an_hour(path, at)
    away = path.rename(path.with_name("away.prodops"))
    execute(new_workspace(path), OTHER)
    set_company(path, "new")
    due = [backups.is_due(path, "opening", DAY + timedelta(hours=hours)) for hours in (26, 30)]
    assert due == [False, True], "it has none of its own, and its first step is of the fifth hour"
    own = backups.make(path, "hourly")
    assert (own.number, own.is_other) == (4, False)
    assert [(one.number, one.is_other) for one in backups.all_backups(path)] == [(4, False), (3, True), (2, True), (1, True)]
    at(DAY + timedelta(hours=30))
    backups.make(path, "hourly")
    assert numbers(path) == [5, 4, 3, 2, 1], "of its own one is left of each hour, of the others all are"
    with Workspace.open(path) as workspace, workspace.reading() as store:
        assert backups.steps_since(store, backups.all_backups(path)[-1]) == []
    assert backups.delete_all(path) == 2
    assert numbers(path) == [3, 2, 1]
    assert all(one.is_other and one.complete for one in backups.all_backups(path))
    done = backups.restore(made[0].path, path)
    assert "It is another workspace than the one that was there." in done.sentence
    assert done.kept is not None
    assert [(one.number, one.is_other) for one in backups.all_backups(path)] == [(3, False), (2, False), (1, False), (4, True)]
    assert "another" not in backups.restore(made[1].path, path).sentence
    assert company(away) == "v2"


def test_one_from_before_workspaces_could_be_told_apart_is_its_own(tmp_path: Path) -> None:
    """What is restored of it is given another identity, but nobody takes it for another workspace."""
    path = landed(tmp_path / "a.prodops")
    made = backups.make(path, "hand")
    Workspace.open(path).close()
    assert "another" not in backups.restore(made.path, path).sentence
    Workspace.open(path).close()
    found = backups.all_backups(path)
    assert [(one.reason, one.is_other) for one in found] == [(one, False) for one in ("migration", "restore", "migration", "hand")]
    assert backups.delete_all(path) == 4


def test_all_are_shown_where_the_workspace_is_gone(path: Path) -> None:
    backups.make(path, "hand")
    execute(path, OTHER)
    set_company(path, "new")
    backups.make(path, "hand")
    path.unlink()
    assert [one.is_other for one in backups.all_backups(path)] == [False, False]


def test_what_is_erased_of_two_copies_is_never_taken_for_the_same(tmp_path: Path) -> None:
    hashes = set()
    for name in ("a", "b"):
        path = current(tmp_path / f"{name}.prodops")
        execute(path, "CREATE TABLE erasing (what TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (what, value)) STRICT")
        with Workspace.open(path) as workspace:
            workspace.run(lambda store: rewrite_part(store, 1, dropped=1)).result()
        with closing(sqlite3.connect(path)) as db:
            hashes.add(db.execute("SELECT hash FROM part WHERE id = 1").fetchone()[0])
    assert len(hashes) == 2


def test_the_longest_names(tmp_path: Path, path: Path) -> None:
    longest = new_workspace(tmp_path / ("n" * 242 + ".prodops"))
    set_company(longest, "one")
    made = backups.make(longest, "hand")
    set_company(longest, "two")
    assert backups.restore(made.path, longest).kept is not None
    assert company(longest) == "one"
    set_company(longest, "three")
    longest.write_bytes(b"damaged" * 1000)
    assert backups.restore(made.path, longest).aside is not None
    assert company(longest) == "one"
    with pytest.raises(UserError, match=re.escape("too long a name for a workspace. Give it one of 250 bytes at most")):
        backups.restore(made.path, tmp_path / ("n" * 243 + ".prodops"))


def test_what_hinders_the_open_workspace_is_not_hidden(path: Path) -> None:
    made = backups.make(path, "hand")
    with Workspace.open(path) as workspace, workspace.reading() as store:
        store.db.execute("CREATE TEMP VIEW change AS SELECT * FROM nowhere")
        with pytest.raises(sqlite3.OperationalError):
            backups.steps_since(store, made)
        store.db.execute("DROP VIEW temp.change")
        made.path.write_bytes(b"damaged")
        assert backups.steps_since(store, made) == []
