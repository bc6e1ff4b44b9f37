"""What goes wrong with the file, its folder and its disk is said in one sentence, and nothing is lost by it."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import Store, Workspace, history, settings
from prodops_desktop.workspace.mishaps import DamagedError, FileTrouble
from prodops_desktop.workspace.undo import redo, undo
from tests.new_workspace import new_workspace

RESTORE = "restore a backup of it (File › Backups…, or the command “restore”)"
LONG = "x" * 300_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = new_workspace(tmp_path / "a.prodops")
    with Workspace.open(path) as workspace:
        name(workspace, "Kept")
    return path


def name(workspace: Workspace, company: str) -> None:
    workspace.run(lambda store: settings.set_setting(store, "company", company)).result()


def named(workspace: Workspace) -> str:
    with workspace.reading() as store:
        return settings.get(store, "company")


def refused(action: Callable[[], Any]) -> str:
    """The one sentence or two with which something is refused."""
    with pytest.raises(UserError) as caught:
        action()
    said = str(caught.value)
    assert said.endswith(".")
    assert "\n" not in said
    return said


# What lies there


@pytest.mark.parametrize("size", [30, 99, 100, 4096, 50_000])
def test_a_file_that_is_cut_short_says_so_and_stays_as_it_is(path: Path, size: int) -> None:
    whole = path.stat().st_size
    os.truncate(path, size)
    said = refused(lambda: Workspace.open(path))
    assert said.startswith(f"a.prodops is cut short: {size:,} bytes are there, and at least {whole if size >= 32 else 100:,} belong to it.")
    assert said.endswith(f"It was left as it is; {RESTORE}.")
    assert path.stat().st_size == size
    assert [entry.name for entry in path.parent.iterdir()] == ["a.prodops"]


def test_what_a_log_still_holds_is_not_taken_for_cut_off(path: Path, tmp_path: Path) -> None:
    """Who dies while the log is folded in leaves a file that lacks pages; the log has them still."""
    before = path.stat().st_size
    with Workspace.open(path) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "company", LONG)).result()
        workspace.run(lambda store: store.db.execute("PRAGMA wal_checkpoint(PASSIVE)")).result()
        (tmp_path / "copy").mkdir()
        for file in (path, path.with_name("a.prodops-wal")):
            shutil.copy(file, tmp_path / "copy" / file.name)
    assert (tmp_path / "copy" / "a.prodops").stat().st_size > before
    os.truncate(tmp_path / "copy" / "a.prodops", before)
    with Workspace.open(tmp_path / "copy" / "a.prodops") as workspace:
        assert named(workspace) == LONG


def test_an_empty_file_is_no_workspace_unless_one_is_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "a.prodops"
    path.touch()
    assert refused(lambda: Workspace.open(path)) == f"a.prodops is empty: not one byte is in it. If it held a workspace, {RESTORE}."
    with Workspace.open(path, create=True) as workspace:
        assert workspace.writable


def test_a_backup_is_not_opened_but_restored(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as plain:
        plain.execute(f"PRAGMA application_id = {int.from_bytes(b'PRDB', 'big')}")
    assert "is a backup and was left as it is. Restore it: File › Backups…" in refused(lambda: Workspace.open(path))


def test_damage_found_on_opening_names_the_way_out(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    said = refused(lambda: Workspace.open(path))
    assert said == f"a.prodops can't be opened: database disk image is malformed. It may be damaged; {RESTORE}."
    assert path.read_bytes() == content


def test_damage_found_later_is_one_sentence_for_reading_and_for_an_edit(path: Path) -> None:
    with Workspace.open(path) as workspace, workspace.reading() as store:
        pages = [row[0] for row in store.db.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'setting'")]
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with Workspace.open(path) as workspace:
        for said in (refused(lambda: named(workspace)), refused(lambda: name(workspace, "New"))):
            assert said.startswith("a.prodops is damaged: a part of it can't be read. Nothing was changed.")
            assert "“check”" in said
            assert "File › Backups…" in said
        with pytest.raises(DamagedError), workspace.reading() as store:
            settings.get(store, "company")
        with workspace.reading() as store:  # what is whole can still be read
            assert store.position() == 1
        with pytest.raises(sqlite3.OperationalError, match="no such table"), workspace.reading() as store:
            store.db.execute("SELECT 1 FROM nonsense")


# The disk


def limit(store: Store, more: int) -> None:
    """Leave room for so many more pages."""
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages + more}")


def test_a_full_disk_refuses_the_edit_and_goes_on_when_there_is_room(path: Path) -> None:
    with Workspace.open(path) as workspace:
        workspace.run(lambda store: limit(store, 8)).result()
        for _ in range(2):
            said = refused(lambda: name(workspace, LONG))
            assert said == "There is no room left on the disk of a.prodops, so nothing was changed. Free some and do it again."
            assert named(workspace) == "Kept"
            with workspace.reading() as store:
                assert store.position() == 1
        assert check(workspace) == []
        name(workspace, "Short")
        workspace.run(lambda store: limit(store, 1_000)).result()
        name(workspace, LONG)
    with Workspace.open(path) as workspace:
        assert named(workspace) == LONG


def test_a_full_disk_ends_a_bulk_job_with_the_sentence(path: Path) -> None:
    def fill(store: Store) -> Iterator[None]:
        for number in range(1000):
            store.db.execute("INSERT INTO name (kind, text, key) VALUES ('account', ?, ?)", (f"{number} {LONG}", "k"))
            yield

    with Workspace.open(path) as workspace:
        workspace.run(lambda store: limit(store, 500)).result()
        assert "no room left on the disk" in refused(lambda: workspace.bulk(fill).result())
        assert named(workspace) == "Kept"


@pytest.mark.usefixtures("staged_here")
def test_an_import_that_fills_the_disk_leaves_nothing(path: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "visits.csv"
    sheet.write_text("day,text\n" + "".join(f"2026-01-01,{number} {'x' * 200}\n" for number in range(2_000)))
    with open_workspace(path) as workspace:
        workspace.run(lambda store: limit(store, 20)).result()
        assert "no room left on the disk" in refused(lambda: import_file(workspace, ImportRequest(sheet)))
        workspace.run(lambda store: limit(store, 2_000)).result()
        with workspace.reading() as store:
            assert store.db.execute("SELECT count(*) FROM part").fetchone()[0] == 0
        assert check(workspace) == []
        assert import_file(workspace, ImportRequest(sheet)).rows_accepted == 2_000
        assert check(workspace) == []


def test_a_disk_that_is_really_full(path: Path, tmp_path: Path) -> None:
    """On a disk of 16 MB where one can be mounted; else on one whose every write is refused by the limit of the process."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk], check=False, capture_output=True).returncode == 0
    try:
        shutil.copy(path, disk / "a.prodops")
        if mounted:
            _fill_and_free(disk / "a.prodops", disk / "filler")
        else:
            _limit_and_free(disk / "a.prodops")
        with open_workspace(disk / "a.prodops") as workspace:
            assert (workspace.writable, named(workspace)) == (True, LONG)
            assert check(workspace) == []
    finally:
        if mounted:
            subprocess.run(["umount", disk], check=True)


def _fill_and_free(path: Path, filler: Path) -> None:
    workspace = open_workspace(path)
    with contextlib.suppress(OSError), filler.open("wb") as file:
        while file.write(b"x" * 4096):
            file.flush()
    assert "no room left on the disk" in refused(lambda: name(workspace, LONG))
    assert named(workspace) == "Kept"
    workspace.close()
    with contextlib.suppress(UserError), open_workspace(path) as again:  # whether there is room to open it is a matter of luck
        assert named(again) == "Kept"
    filler.unlink()
    with open_workspace(path) as again:
        name(again, LONG)


def _limit_and_free(path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open_workspace(path) as workspace:
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, before[1]))
            refused(lambda: name(workspace, LONG))
            assert named(workspace) == "Kept"
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)
        name(workspace, LONG)


# Who may


def test_who_may_not_write_or_read(path: Path) -> None:
    root = Path(__file__).parents[3]
    with tempfile.TemporaryDirectory() as folder:  # another user could not come to tmp_path
        Path(folder).chmod(0o755)
        for one in ("first", "file", "folder"):
            (Path(folder) / "own" / one).mkdir(parents=True)
            shutil.copy(path, Path(folder) / "own" / one / "a.prodops")
        done = subprocess.run(
            [sys.executable, "-m", "tests.unit.workspace.nobody", f"{folder}/own"], cwd=root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        said = json.loads(done.stdout)
        own = f"{folder}/own"
    assert said["read-only file"] == {
        "writable": False,
        "company": "Kept",
        "edit": "Nothing can be changed in a.prodops: it is open for reading only, because the file may not be written by you.",
        "check": [],
    }
    assert said["left by it"] == ["a.prodops"]
    assert said["writable again"] is True
    assert said["unreadable file"] == (
        f"{own}/file/a.prodops may not be read by you. Change its permissions, or copy it to a folder of yours."
    )
    folder_said = f"it is open for reading only, because nothing can be written into {own}/folder (Permission denied)."
    assert said["read-only folder"]["edit"] == f"Nothing can be changed in a.prodops: {folder_said}"
    assert (said["read-only folder"]["company"], said["read-only folder"]["check"]) == ("Kept", [])
    assert said["new one in it"] == f"No workspace can be made in {own}/folder: Permission denied. Choose another folder."
    assert "has changes that wait in a.prodops-wal" in said["log in it"]
    assert said["unlisted folder"] == {"writable": True, "company": "Changed", "edit": "", "check": []}
    assert said["copy"] == f"No copy can be written to {own}/sealed/copy.prodops: Permission denied. Choose another folder."


# Who holds it


def test_held_by_another_process_and_then_by_a_dead_one(path: Path) -> None:
    code = f"""
        import sys
        from pathlib import Path
        from prodops_desktop.workspace import Workspace, settings
        workspace = Workspace.open(Path({str(path)!r}))
        workspace.run(lambda store: settings.set_setting(store, "company", "Theirs")).result()
        print("ready", flush=True)
        sys.stdin.read()
    """
    other = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with Workspace.open(path) as workspace:
            assert named(workspace) == "Theirs"
            assert refused(lambda: name(workspace, "Mine")) == (
                f"Nothing can be changed in a.prodops: it is open for reading only, because process {other.pid} on this computer writes it."
            )
        other.kill()
    with Workspace.open(path) as workspace:
        assert workspace.writable
        name(workspace, "Mine")
        assert named(workspace) == "Mine"
    assert [entry.name for entry in path.parent.iterdir()] == ["a.prodops"]


def test_another_program_that_keeps_the_file_for_itself(path: Path) -> None:
    with Workspace.open(path) as workspace, contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        workspace.run(lambda store: store.db.execute("PRAGMA busy_timeout = 10")).result()
        other.execute("BEGIN IMMEDIATE")
        assert refused(lambda: name(workspace, "New")) == (
            "Another program keeps a.prodops for itself, so nothing was changed. Close that program, or do it again in a moment."
        )
        other.execute("ROLLBACK")
        name(workspace, "New")


def test_a_disk_too_full_to_note_who_holds_the_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with Workspace.open(path) as first, Workspace.open(path) as second:
        assert first.writable
        assert second.holder == "another program writes it"


# Moved and deleted while open


@pytest.fixture
def opened(path: Path) -> Iterator[Workspace]:
    with open_workspace(path) as workspace:
        name(workspace, "Before")
        assert named(workspace) == "Before"
        yield workspace


def test_a_moved_file_is_not_written_until_it_is_back(path: Path, opened: Workspace) -> None:
    assert opened.lost() is None
    path.rename(path.with_name("moved.prodops"))
    said = opened.lost()
    assert said is not None
    assert said.startswith("a.prodops was moved, renamed or deleted while it was open. Nothing more is changed, and nothing is lost:")
    assert refused(lambda: name(opened, "New")) == said
    assert refused(lambda: opened.bulk(lambda store: iter(())).result()) == said
    assert named(opened) == "Before"
    moved = f"file:{path.with_name('moved.prodops')}?immutable=1"
    with contextlib.closing(sqlite3.connect(moved, uri=True)) as plain:  # all of it went along, without its log
        assert plain.execute("SELECT value FROM setting WHERE key = 'company'").fetchone() == ("Before",)
    path.with_name("moved.prodops").rename(path)
    assert opened.lost() is None
    name(opened, "After")
    opened.close()
    with Workspace.open(path) as again:
        assert named(again) == "After"
    assert [entry.name for entry in path.parent.iterdir()] == ["a.prodops"]


def test_a_file_moved_and_closed_holds_everything(path: Path, opened: Workspace, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    path.rename(tmp_path / "elsewhere" / "b.prodops")
    opened.close()
    assert not path.exists()
    with Workspace.open(tmp_path / "elsewhere" / "b.prodops") as moved:
        assert (moved.writable, named(moved)) == (True, "Before")


def test_a_folder_moved_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    path = new_workspace(tmp_path / "folder" / "a.prodops")
    with Workspace.open(path) as workspace:
        name(workspace, "Before")
        (tmp_path / "folder").rename(tmp_path / "renamed")
        assert "was moved" in refused(lambda: name(workspace, "New"))
    with Workspace.open(tmp_path / "renamed" / "a.prodops") as moved:
        assert (moved.writable, named(moved)) == (True, "Before")


def test_a_deleted_file_can_be_saved_as_a_copy(path: Path, opened: Workspace) -> None:
    path.unlink()
    assert "was moved, renamed or deleted" in refused(lambda: name(opened, "New"))
    assert "Choose another name" in refused(lambda: opened.save_copy(path))
    copy = opened.save_copy(path.with_name("saved.prodops"))
    assert "Choose another name" in refused(lambda: opened.save_copy(copy))
    opened.close()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["saved.prodops"]
    with open_workspace(copy) as saved:
        assert named(saved) == "Before"
        assert check(saved) == []
        saved.run(undo).result()
        assert named(saved) == "Kept"


def test_a_deleted_file_that_nobody_copied_leaves_a_copy_when_it_is_closed(path: Path, opened: Workspace) -> None:
    path.unlink()
    opened.close()
    (copy,) = path.parent.iterdir()
    assert copy.name.startswith("a.prodops.saved-20")
    assert copy.suffix == ".prodops"
    with Workspace.open(copy) as saved:
        assert named(saved) == "Before"


def test_another_file_in_its_place_is_left_alone(path: Path, opened: Workspace, tmp_path: Path) -> None:
    other = new_workspace(tmp_path / "other.prodops")
    with Workspace.open(other) as workspace:
        name(workspace, "Other")
    content = other.read_bytes()
    os.replace(other, path)
    said = refused(lambda: name(opened, "New"))
    assert said.startswith("Another file was put in the place of a.prodops while it was open.")
    assert refused(opened.connect_reader) == said
    assert named(opened) == "Before"
    copy = opened.save_copy(tmp_path / "mine.prodops")
    opened.close()
    assert path.read_bytes() == content
    for file, company in ((path, "Other"), (copy, "Before")):
        with Workspace.open(file) as workspace:
            assert named(workspace) == company


def test_a_file_that_another_program_changed_while_it_was_away_must_be_opened_again(path: Path, opened: Workspace) -> None:
    away = path.with_name("away.prodops")
    path.rename(away)
    refused(lambda: name(opened, "New"))
    with Workspace.open(away) as other:
        name(other, "Changed there")
    away.rename(path)
    assert "was changed by another program meanwhile" in refused(lambda: name(opened, "New"))
    opened.close()
    with Workspace.open(path) as again:
        assert named(again) == "Changed there"
        assert check(again) == []


def test_a_file_taken_away_from_one_who_only_reads_is_told(path: Path) -> None:
    with Workspace.open(path, read_only=True) as workspace:
        path.rename(path.with_name("moved.prodops"))
        assert "was moved" in str(workspace.lost())
        assert named(workspace) == "Kept"
    assert [entry.name for entry in path.parent.iterdir()] == ["moved.prodops"]


def test_what_was_to_be_discarded_is_not_taken_for_what_lies_there_now(tmp_path: Path) -> None:
    path = tmp_path / "new.prodops"
    workspace = Workspace.open(path, create=True)
    path.unlink()
    path.write_bytes(b"somebody's")
    workspace.discard()
    assert path.read_bytes() == b"somebody's"


def test_a_log_left_by_a_deleted_file_is_not_taken_for_that_of_a_new_one(path: Path) -> None:
    with Workspace.open(path) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "company", "Old")).result()
        log = path.with_name("a.prodops-wal").read_bytes()
    path.unlink()
    path.with_name("a.prodops-wal").write_bytes(log)
    with open_workspace(path, create=True) as workspace:
        assert named(workspace) == ""
        assert check(workspace) == []


# The clock


def test_a_clock_set_back_confuses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.open(path) as workspace:
        name(workspace, "Second")
        past = datetime.now() - timedelta(days=400)
        monkeypatch.setattr(clock, "now", lambda: past)
        name(workspace, "Third")
        with workspace.reading() as store:
            steps = history.steps(store)
            assert [step.id for step in steps] == [1, 2, 3]
            assert steps[2].moment < steps[1].moment
        workspace.run(undo).result()
        assert named(workspace) == "Second"
    os.utime(path, (past.timestamp(), past.timestamp()))
    with Workspace.open(path) as workspace:
        assert workspace.writable
        workspace.run(undo).result()
        assert named(workspace) == "Kept"
        workspace.run(redo).result()
        workspace.run(redo).result()
        assert named(workspace) == "Third"
        assert check(workspace) == []


# Names


@pytest.mark.parametrize("stem", ["a" * 242, "📦" * 60, 'it\'s “a” "b" #?%&+ \\ ñ 📦', " leading", "-dash", "new\nline"])
@pytest.mark.usefixtures("staged_here")
def test_any_name_works_to_the_end(tmp_path: Path, stem: str) -> None:
    path = tmp_path / f"{stem}.prodops"
    assert len(os.fsencode(path.name)) <= 250
    sheet = tmp_path / "visits.csv"
    sheet.write_text("day,amount\n2026-01-01,1\n")
    with open_workspace(path, create=True) as workspace:
        import_file(workspace, ImportRequest(sheet))
    with open_workspace(path) as workspace:
        assert workspace.writable
        assert check(workspace) == []
        workspace.save_copy(tmp_path / f"{stem[:-1]}z.prodops")
    assert {entry.name for entry in tmp_path.iterdir()} == {path.name, f"{stem[:-1]}z.prodops", sheet.name}


def test_too_long_a_name_is_refused(tmp_path: Path) -> None:
    for stem in ("a" * 243, "📦" * 61, "b" * 400):
        assert "name" in refused(partial(Workspace.open, tmp_path / f"{stem}.prodops", create=True))
    assert list(tmp_path.iterdir()) == []
    assert "250 bytes at most" in refused(lambda: Workspace.open(tmp_path / f"{'a' * 243}.prodops", create=True))


@pytest.mark.usefixtures("staged_here")
def test_folders_of_too_long_names_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    """Where a workspace can be made, an import into it finds room beside it."""
    sheet = tmp_path / "visits.csv"
    sheet.write_text("day,amount\n2026-01-01,1\n")
    for length, is_made in ((440, True), (441, False), (600, False)):
        rest = length - len(os.fsencode(tmp_path)) - len("/a.prodops") - 1
        folder = tmp_path / "/".join(["d" * 100] * (rest // 101) + ["e" * (rest % 101 or 1)])
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "a.prodops"
        if is_made:
            assert len(os.fsencode(path)) <= 440
            with open_workspace(path, create=True) as workspace:
                import_file(workspace, ImportRequest(sheet))
        else:
            said = refused(partial(Workspace.open, path, create=True))
            assert said == f"The path of a.prodops is too long: it has {length} bytes, and 440 is the most. Choose a folder higher up."
            assert list(folder.iterdir()) == []


def test_mishaps_are_told_from_mistakes_of_the_program(path: Path) -> None:
    with Workspace.open(path) as workspace:
        with pytest.raises(sqlite3.IntegrityError):
            workspace.run(lambda store: store.db.execute("INSERT INTO segment VALUES (99, 1, 'none', 0, 1)")).result()
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            workspace.run(lambda store: store.db.execute("SELECT * FROM nonsense")).result()
        workspace.run(lambda store: store.db.execute("PRAGMA query_only = ON")).result()
        with pytest.raises(FileTrouble, match="may not be written any more"):
            name(workspace, "New")
