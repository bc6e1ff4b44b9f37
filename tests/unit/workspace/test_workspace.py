"""Opening a workspace: who may write, what is refused, what is left beside it."""

import itertools
import os
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store, Workspace, settings
from prodops_desktop.workspace.migrate import APPLICATION_ID
from prodops_desktop.workspace.migrations import SCHEMA


def make(path: Path) -> Path:
    with Workspace.open(path, create=True) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "company", "Kept")).result()
    return path


@pytest.mark.parametrize("name", ["plain.prodops", "with space 'quote\" ñ 📦 #?%.prodops"])
def test_a_new_file_is_private_marked_and_alone(tmp_path: Path, name: str) -> None:
    path = make(tmp_path / name)
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert plain.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert plain.execute("SELECT value FROM setting").fetchone() == ("Kept",)
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    plain.close()


def test_a_missing_file_is_only_made_when_asked(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no workspace at"):
        Workspace.open(tmp_path / "none.prodops")
    assert list(tmp_path.iterdir()) == []


def test_the_second_opener_reads_and_is_told_who_writes(tmp_path: Path) -> None:
    path = make(tmp_path / "a.prodops")
    with Workspace.open(path) as first, Workspace.open(path) as second:
        assert first.writable
        assert not second.writable
        assert second.holder == f"process {os.getpid()} on this computer writes it"
        first.run(lambda store: settings.set_setting(store, "company", "Changed")).result()
        with second.reading() as store:
            assert settings.get(store, "company") == "Changed"
        with pytest.raises(UserError, match="open for reading only"):
            second.run(lambda store: None)
    with Workspace.open(path) as third:
        assert third.writable


def test_a_dead_holder_never_blocks(tmp_path: Path) -> None:
    path = make(tmp_path / "a.prodops")
    code = f"""
        import os, signal
        from pathlib import Path
        from prodops_desktop.workspace import Store, Workspace, settings
        workspace = Workspace.open(Path({str(path)!r}))
        workspace.run(lambda store: settings.set_setting(store, "company", "Before the kill")).result()
        os.kill(os.getpid(), signal.SIGKILL)
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)
    assert killed.returncode == -9
    assert path.with_name("a.prodops.lock").exists()
    with Workspace.open(path) as workspace:
        assert workspace.writable
        with workspace.reading() as store:
            assert settings.get(store, "company") == "Before the kill"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.prodops"]


def test_what_is_not_a_workspace_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.prodops"
    text.write_text("not a database, but long enough to have a header of a hundred bytes " * 3)
    other = tmp_path / "other.prodops"
    with sqlite3.connect(other) as plain:
        plain.execute("CREATE TABLE t (a)")
    plain.close()
    before = {path: path.read_bytes() for path in (text, other)}
    with pytest.raises(UserError, match="is not a workspace"):
        Workspace.open(text)
    with pytest.raises(UserError, match="database of another program"):
        Workspace.open(other)
    with pytest.raises(UserError, match="is a folder"):
        Workspace.open(tmp_path)
    assert {path: path.read_bytes() for path in (text, other)} == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["notes.prodops", "other.prodops"]


def test_a_newer_file_is_refused_with_both_versions_named(tmp_path: Path) -> None:
    path = make(tmp_path / "a.prodops")
    with sqlite3.connect(path) as plain:
        plain.execute(f"PRAGMA user_version = {SCHEMA + 7}")
    plain.close()
    for read_only in (False, True):
        with pytest.raises(UserError, match=rf"file version {SCHEMA + 7}, this program knows {SCHEMA}"):
            Workspace.open(path, read_only=read_only)
    assert not path.with_name("a.prodops.lock").exists()


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    path = make(tmp_path / "a.prodops")
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"can't be opened: .* damaged"):
        Workspace.open(path)


def test_reading_sees_one_state(tmp_path: Path) -> None:
    path = make(tmp_path / "a.prodops")
    with Workspace.open(path) as workspace:
        with workspace.reading() as store:
            before = settings.get(store, "company")
            workspace.run(lambda store: settings.set_setting(store, "company", "New")).result()
            assert settings.get(store, "company") == before == "Kept"
        with workspace.reading() as store:
            assert settings.get(store, "company") == "New"
            with pytest.raises(UserError, match="reading only"), store.edit("Write"):
                pass


def test_a_reading_goes_on_with_a_connection_that_nobody_reads_with(tmp_path: Path) -> None:
    def others() -> int:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(read, workspace).result()

    def read(workspace: Workspace) -> int:
        with workspace.reading() as outer, workspace.reading() as inner:
            return id(outer.db) if outer.db is inner.db else 0

    with Workspace.open(tmp_path / "a.prodops", create=True) as workspace:
        first = read(workspace)
        assert others() == first
        with workspace.reading():
            assert others() not in (first, 0)


def test_what_is_looked_up_holds_for_one_reading_only(tmp_path: Path) -> None:
    number = itertools.count()

    def twice(store: Store) -> list[int]:
        return [store.once("number", lambda: next(number)) for _ in range(2)]

    with Workspace.open(tmp_path / "a.prodops", create=True) as workspace:
        for expected in ([0, 0], [1, 1]):
            with workspace.reading() as store:
                assert twice(store) == expected
        assert workspace.run(twice).result() == [2, 3], "what writes may have changed it"


def test_a_link_to_a_workspace_shares_its_lock(tmp_path: Path) -> None:
    path = make(tmp_path / "a.prodops")
    (tmp_path / "alias.prodops").symlink_to(path)
    with Workspace.open(path) as first, Workspace.open(tmp_path / "alias.prodops") as second:
        assert (first.writable, second.writable) == (True, False)


@pytest.mark.parametrize("delay", [0.3, 0.5, 0.7, 0.9])
def test_a_workspace_whose_making_was_killed_opens(tmp_path: Path, delay: float) -> None:
    path = tmp_path / "a.prodops"
    code = f"from pathlib import Path; from prodops_desktop.workspace import Workspace; Workspace.open(Path({str(path)!r}), create=True)"
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", f"{code}; import time; time.sleep(60)"], check=False, timeout=delay)
    with Workspace.open(path, create=True) as workspace:
        assert workspace.run(lambda store: settings.set_setting(store, "company", "Alive")).result().tables == {"setting"}


def test_reading_leaves_one_file(tmp_path: Path) -> None:
    path = make(tmp_path / "a.prodops")
    with Workspace.open(path, read_only=True) as workspace, workspace.reading() as store:
        assert settings.get(store, "company") == "Kept"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.prodops"]


def test_what_is_posted_after_closing_is_refused_and_never_waits(tmp_path: Path) -> None:
    workspace = Workspace.open(make(tmp_path / "a.prodops"))
    writer = workspace._writer
    assert writer is not None
    workspace.close()
    workspace.close()
    with pytest.raises(UserError, match="was closed meanwhile"):
        writer.run(lambda store: None).result(5)
    with pytest.raises(UserError, match="was closed meanwhile"):
        writer.bulk(lambda store: iter(())).result(5)


def test_a_failing_last_commit_of_bulk_work_is_told(tmp_path: Path) -> None:
    def steps(store: Store) -> Iterator[None]:
        store.db.execute("PRAGMA defer_foreign_keys = ON")
        store.db.execute("INSERT INTO segment VALUES (99, 1, 'none', 0, 1)")
        yield from ()

    with Workspace.open(make(tmp_path / "a.prodops")) as workspace:
        with pytest.raises(sqlite3.IntegrityError):
            workspace.bulk(steps).result(5)
        assert workspace.run(lambda store: settings.get(store, "company")).result(5) == "Kept"


def test_a_cancelled_edit_does_not_stop_the_writer(tmp_path: Path) -> None:
    with Workspace.open(make(tmp_path / "a.prodops")) as workspace:
        held = threading.Event()
        first = workspace.run(lambda store: held.wait(5))
        second = workspace.run(lambda store: settings.set_setting(store, "company", "Never"))
        assert second.cancel()
        held.set()
        assert first.result(5)
        assert workspace.run(lambda store: settings.get(store, "company")).result(5) == "Kept"


@pytest.mark.parametrize(
    ("key", "value"), [("paper", "A3"), ("currency", "dollar"), ("today", "soon"), ("keep_source_mb", "-1"), ("import_memory_mb", "63")]
)
def test_settings_refuse_nonsense(tmp_path: Path, key: str, value: str) -> None:
    with Workspace.open(make(tmp_path / "a.prodops")) as workspace, pytest.raises(UserError, match="can't be the"):
        workspace.run(lambda store: settings.set_setting(store, key, value)).result()
