"""Whatever the disk, the file or another program does: a sentence, and nothing lost."""

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import namedtuple
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Workspace, backups, settings
from prodops_desktop.workspace.backups import databases, making, restoring, throttle
from prodops_desktop.workspace.backups import pieces as parts_kept
from prodops_desktop.workspace.backups.throttle import Pace
from prodops_desktop.workspace.lock import Lock
from prodops_desktop.workspace.migrations import SCHEMA
from tests.new_workspace import new_workspace
from tests.unit.workspace.backing import content, current, execute, landed

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return current(tmp_path / "a.prodops")


def pieces(path: Path) -> list[Path]:
    return sorted((backups.folder_of(path) / "parts").iterdir())


def of_part(path: Path) -> Path:
    """The piece that holds the rows of part 1."""
    for piece in pieces(path):
        with closing(sqlite3.connect(f"file:{piece}?mode=ro&immutable=1", uri=True)) as db:
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'part_1'").fetchone():
                return piece
    raise AssertionError


def flip(path: Path, found: bytes) -> None:
    """Change one letter in the middle of a file, which keeps its length and its structure."""
    held = path.read_bytes()
    assert found in held
    path.write_bytes(held.replace(found, found[:-1] + b"#", 1))


def damage(path: Path, where: str = "rows") -> None:
    """Overwrite pages of the file: of a table, or those that say which tables there are."""
    with closing(sqlite3.connect(path)) as db:
        table = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'part_1'").fetchone()[0]
    held = bytearray(path.read_bytes())
    for page in [table - 1] if where == "rows" else range(1, 40):
        held[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(held)


@pytest.mark.parametrize("how", ["missing", "cut short"])
def test_a_backup_without_a_piece_is_not_complete_until_one_is_made_again(path: Path, how: str) -> None:
    made = backups.make(path, "hand")
    before = content(path)
    if how == "missing":
        of_part(path).unlink()
    else:
        os.truncate(of_part(path), 4096)
    (found,) = backups.all_backups(path)
    assert (found.complete, found.trouble) == (False, "Imported rows are missing or damaged: those of nps.csv.")
    lost = path.with_name("other.prodops")
    with pytest.raises(UserError, match=r"The backup of .* is not complete\. Imported rows are .*nps\.csv.* Nothing was restored"):
        backups.restore(made.path, lost)
    assert not lost.exists()
    done = backups.restore(made.path, lost, partly=True)
    assert done.missing == found.trouble
    assert f". {done.missing}" in done.sentence
    left = content(lost)
    assert (len(left["part_1"]), len(left["part_2"])) == (0, len(before["part_2"])), "what is left of it can be had"
    assert left["setting"] == before["setting"]
    assert backups.is_due(path, "opening"), "one that is not complete is none"
    backups.make(path, "hand")
    assert [one.complete for one in backups.all_backups(path)] == [True, True]
    backups.restore(made.path, lost)
    assert content(lost) == before


def test_a_piece_with_a_changed_letter_is_found_out_and_written_anew(path: Path) -> None:
    made = backups.make(path, "hand")
    before = content(path)
    flip(of_part(path), b"words 42")
    other = path.with_name("other.prodops")
    with pytest.raises(UserError, match=r"not complete.*nps\.csv"):
        backups.restore(made.path, other)
    assert backups.restore(made.path, path).kept is not None, "the file that is there still holds the rows"
    assert content(path) == before


def test_a_piece_with_a_changed_letter_is_found_out_where_it_can_not_be_moved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = backups.make(path, "hand")
    flip(of_part(path), b"words 42")
    replace = os.replace

    def refused(source: Path, target: Path) -> None:
        if target.name.endswith(".damaged"):
            raise OSError(errno.EROFS, "Read-only file system")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refused)
    other = path.with_name("other.prodops")
    with pytest.raises(UserError, match=r"not complete.*nps\.csv"):
        backups.restore(made.path, other)
    assert backups.restore(made.path, other, partly=True).missing is not None
    assert content(other)["part_1"] == []


def test_a_backup_with_a_changed_letter_is_found_out(path: Path) -> None:
    made = backups.make(path, "hand")
    flip(made.path, b"Bulk export")
    with pytest.raises(UserError, match=r"not complete\. Its file was changed"):
        backups.restore(made.path, path)
    with Workspace.open(path):
        pass


def test_a_backup_that_cannot_be_read_is_listed_and_its_pieces_stay(path: Path) -> None:
    backups.make(path, "hand")
    first, kept = backups.all_backups(path)[0], pieces(path)
    first.path.write_bytes(b"no database" * 500)
    execute(path, "UPDATE part SET published = 0")
    backups.make(path, "hand")
    found = backups.all_backups(path)
    assert [(one.number, one.moment.replace(microsecond=0), one.reason, one.complete) for one in found[1:]] == [
        (1, first.moment.replace(microsecond=0), "hand", False)
    ]
    assert set(pieces(path)) >= set(kept), "nobody knows what it needs"
    with pytest.raises(UserError, match="damaged or not a backup"):
        backups.restore(first.path, path)


@pytest.mark.parametrize("where", ["rows", "tables"])
def test_no_backup_is_made_of_a_damaged_file(path: Path, where: str) -> None:
    good = backups.make(path, "hand")
    damage(path, where)
    for make in (lambda: backups.make(path, "hourly"), lambda: backups.copy_whole(path, path.with_name("copy.prodops"))):
        with pytest.raises(backups.BackupFailed, match=r"a\.prodops is damaged .* no backup is made of it") as failed:
            make()
        assert failed.value.cause == "damaged"
    assert backups.all_backups(path) == [good]
    if where == "rows":
        assert sorted(one.name for one in path.parent.iterdir()) == ["a.backups", "a.prodops"]


def test_a_damaged_file_is_set_aside_whole_when_one_is_restored(path: Path) -> None:
    before = content(path)
    good = backups.make(path, "hand")
    for number, where in enumerate(("rows", "tables"), 1):
        damage(path, where)
        damaged = path.read_bytes()
        done = backups.restore(good.path, path)
        aside = path.with_name(f"a.damaged-{number}.prodops")
        assert (done.kept, done.aside) == (None, aside)
        assert done.sentence.endswith(f"it was set aside whole as {aside.name}.")
        assert aside.read_bytes() == damaged
        assert content(path) == before
    path.with_name("a.damaged-copy.prodops").write_text("somebody’s own")
    path.with_name("a.damaged-2.prodops-journal").write_text("half")
    found = [one.name for one in backups.set_aside(path)]
    assert [name for name in found if name.endswith(".prodops")] == ["a.damaged-1.prodops", "a.damaged-2.prodops"]
    assert "a.damaged-2.prodops-journal" in found, "what lies beside it holds the same"


@pytest.mark.parametrize("linked", [True, False])
def test_the_place_of_a_damaged_file_is_empty_at_no_moment(path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool) -> None:
    good = backups.make(path, "hand")
    before = content(path)
    damage(path)
    damaged, log = path.read_bytes(), b"a log"
    log_file = path.with_name("a.prodops-wal")
    aside = path.with_name("a.damaged-1.prodops")
    there: list[bool] = []
    replace, put = os.replace, restoring._put

    def put_with_log(made: Path, workspace: Path, *, damaged: bool) -> Path | None:
        log_file.write_bytes(log)
        return put(made, workspace, damaged=damaged)

    def stopped(source: Path, target: Path) -> None:
        if target == path and source != aside:
            there.append(path.exists() and not log_file.exists())
            assert (aside.read_bytes(), aside.with_name("a.damaged-1.prodops-wal").read_bytes()) == (damaged, log)
            raise PermissionError(errno.EACCES, "Permission denied")
        replace(source, target)

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    with monkeypatch.context() as refused:
        refused.setattr(os, "replace", stopped)
        refused.setattr(restoring, "_put", put_with_log)
        refused.setattr(restoring, "fold_if_alone", lambda _: None)
        if not linked:
            refused.setattr(os, "link", no_links)
        with pytest.raises(UserError, match="can’t be restored and is as it was: Permission denied"):
            backups.restore(good.path, path)
    assert there == [linked], "a disk without links knows no better way"
    assert path.read_bytes() == damaged
    assert log_file.read_bytes() == log
    assert backups.set_aside(path) == []
    log_file.unlink()
    assert backups.restore(good.path, path).aside == aside
    assert content(path) == before
    assert aside.read_bytes() == damaged


def test_a_log_without_its_file_is_not_taken_for_that_of_the_restored_one(path: Path) -> None:
    before = content(path)
    good = backups.make(path, "hand")
    with Workspace.open(path) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "company", "Later")).result()
        log = path.with_name("a.prodops-wal").read_bytes()
    path.unlink()
    path.with_name("a.prodops-wal").write_bytes(log)
    done = backups.restore(good.path, path)
    assert content(path) == before
    assert done.aside is not None
    assert done.aside.with_name(done.aside.name + "-wal").read_bytes() == log


def test_what_is_no_workspace_is_only_replaced_under_the_name_of_one(path: Path) -> None:
    good = backups.make(path, "hand")
    sheet = path.with_name("figures.xlsx")
    sheet.write_bytes(b"PK figures")
    with pytest.raises(UserError, match=r"figures\.xlsx is not a workspace, and was left as it is"):
        backups.restore(good.path, sheet)
    with pytest.raises(UserError, match="is a folder"):
        backups.restore(good.path, path.parent)
    other = path.with_name("other.prodops")
    execute(other, "CREATE TABLE mine (x)")
    done = backups.restore(good.path, other)
    assert done.aside is not None
    assert content(done.aside)["mine"] == []
    empty = path.with_name("empty.prodops")
    empty.touch()
    assert backups.restore(good.path, empty).aside is None


@pytest.mark.parametrize(("sort", "sentence"), [
    ("nothing", "There is no backup at"),
    ("sheet", r"damaged or not a backup \(file is not a database\)"),
    ("database", "damaged or not a backup"),
    ("itself", "onto itself"),
])  # fmt: skip
def test_what_can_not_be_restored(path: Path, sort: str, sentence: str) -> None:
    before = content(path)
    source = path if sort == "itself" else path.with_name("source")
    if sort == "sheet":
        source.write_bytes(b"PK" * 1000)
    elif sort == "database":
        execute(source, "CREATE TABLE mine (x)")
    with pytest.raises(UserError, match=sentence):
        backups.restore(source, path)
    assert content(path) == before


def test_one_of_a_newer_version_is_refused_with_both_versions(path: Path) -> None:
    before = content(path)
    newer = new_workspace(path.with_name("newer.prodops"))
    execute(newer, f"PRAGMA user_version = {SCHEMA + 1}")
    copy, made = backups.copy_whole(newer, path.with_name("copy.prodops")), backups.make(newer, "hand")
    for source in (copy, made.path):
        with pytest.raises(UserError, match=rf"file version {SCHEMA + 1}, this program knows {SCHEMA}"):
            backups.restore(source, path)
    assert content(path) == before
    done = backups.restore(backups.make(path, "hand").path, newer)
    assert done.kept is not None, "one that is in the place is kept, though, whatever its version"
    assert done.kept.schema == SCHEMA + 1


def test_nothing_is_restored_under_somebody_who_writes_or_reads(path: Path) -> None:
    good = backups.make(path, "hand")
    with (
        Workspace.open(path),
        pytest.raises(UserError, match=rf"because process {os.getpid()} on this computer writes it\. Close it there"),
    ):
        backups.restore(good.path, path)
    reader = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('BEGIN'); "
        "db.execute('SELECT count(*) FROM change').fetchone(); print('reading', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen([sys.executable, "-c", reader, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    now = content(path)
    try:
        with pytest.raises(UserError, match="another program reads it"):
            backups.restore(good.path, path)
    finally:
        child.communicate()
    assert content(path) == now
    assert backups.restore(good.path, path).kept is not None


def test_one_backup_is_made_at_a_time(path: Path) -> None:
    backups.make(path, "hand")
    lock = Lock(backups.folder_of(path) / "making")
    assert lock.take()
    with pytest.raises(
        backups.BackupFailed, match=rf"Another backup is being made in a\.backups just now, by process {os.getpid()}"
    ) as failed:
        backups.make(path, "hand")
    assert failed.value.cause == "busy"
    lock.release()


def test_what_a_killed_backup_left_is_swept_and_its_whole_pieces_are_used(path: Path) -> None:
    backups.make(path, "hand").path.unlink()
    folder = backups.folder_of(path)
    kept = {one: one.stat().st_mtime_ns for one in pieces(path)}
    (folder / ".unfinished-1-00").write_bytes(b"half")
    (folder / "parts" / ".unfinished-1-00").write_bytes(b"half")
    backups.make(path, "hand")
    assert {one: one.stat().st_mtime_ns for one in pieces(path)} == kept
    assert not list(folder.rglob(".unfinished*"))


@pytest.mark.parametrize("pages", [3, 30, 100])
def test_a_full_disk_leaves_nothing_half(path: Path, monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    """The limit on pages makes SQLite say what it says on a full disk."""
    before = content(path)
    limited = (*databases._SETTINGS, f"main.max_page_count = {pages}")
    with monkeypatch.context() as full:
        full.setattr(databases, "_SETTINGS", limited)
        with pytest.raises(backups.BackupFailed, match=r"There is not enough room on the disk for a backup in a\.backups") as failed:
            backups.make(path, "hand")
        assert failed.value.cause == "room"
    assert [one.name for one in path.parent.iterdir()] == ["a.prodops"]
    made = backups.make(path, "hand")
    kept = sorted(path.parent.rglob("*"))
    monkeypatch.setattr(databases, "_SETTINGS", limited)
    with pytest.raises(backups.BackupFailed, match="for a backup"):
        backups.make(path, "hand")
    with pytest.raises(backups.BackupFailed, match=r"a\.prodops can’t be restored and is as it was: there is not enough room"):
        backups.restore(made.path, path)
    assert sorted(path.parent.rglob("*")) == kept
    assert content(path) == before


def test_a_disk_that_gets_full_while_a_file_is_put_together_leaves_the_one_that_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backups.make(path, "hand")
    before = content(path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(UserError, match="can’t be restored and is as it was: there is not enough room"):
        backups.restore(made.path, path)
    assert content(path) == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["a.backups", "a.prodops"]


def test_the_last_room_on_a_disk_is_left_to_the_workspace(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    for total, free, enough in ((10**12, 20 << 20, False), (10**12, 40 << 20, True), (16 << 20, 1 << 20, True), (16 << 20, 1 << 19, False)):
        told = usage(total, total - free, free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _, told=told: told)
        if enough:
            backups.make(path, "hand")
        else:
            with pytest.raises(backups.BackupFailed, match="not enough room"):
                backups.make(path, "hand")
    monkeypatch.setattr(throttle, "_PORTION", 1)
    with pytest.raises(backups.BackupFailed, match="not enough room on the disk for a copy in "):
        backups.copy_whole(path, path.with_name("copy.prodops"))


def test_an_older_file_stays_as_it_is_when_it_cannot_be_backed_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = landed(tmp_path / "a.prodops")
    before = content(path)
    backups.folder_of(path).write_text("a file in the place of the folder")
    with pytest.raises(
        UserError, match=r"a\.prodops comes from an older version and was left as it is.*No backup can be made in a\.backups"
    ):
        Workspace.open(path)
    backups.folder_of(path).unlink()
    assert content(path) == before
    damage(path)
    with pytest.raises(UserError):
        Workspace.open(path)
    assert backups.all_backups(path) == []


def test_a_piece_that_is_changed_under_the_backup_spoils_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change_first(folder: Path, workspace: Path, found: list[parts_kept.Piece], pace: Pace) -> None:
        execute(path, "DELETE FROM part_2")
        keep(folder, workspace, found, pace)

    keep = parts_kept.keep
    monkeypatch.setattr(parts_kept, "keep", change_first)
    with pytest.raises(backups.BackupFailed, match="was changed while it was backed up") as failed:
        backups.make(path, "hand")
    assert failed.value.cause == "changed"
    assert not backups.folder_of(path).exists()


def test_a_part_that_is_swept_meanwhile_does_not_matter(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    execute(path, "DELETE FROM version_part WHERE part = 1", "DELETE FROM h_version_part WHERE part = 1")
    before = content(path)

    def sweep_first(folder: Path, workspace: Path, found: list[parts_kept.Piece], pace: Pace) -> None:
        execute(path, "DELETE FROM part_1", "DROP TABLE part_1", "DELETE FROM raw WHERE part = 1", "DELETE FROM part WHERE id = 1")
        keep(folder, workspace, found, pace)

    keep = parts_kept.keep
    monkeypatch.setattr(parts_kept, "keep", sweep_first)
    made = backups.make(path, "hand")
    other = path.with_name("other.prodops")
    backups.restore(made.path, other)
    left = content(other)
    assert "part_1" not in left
    assert len(left["part"]) == len(before["part"]) - 1
    assert len(left["part_column"]) < len(before["part_column"])


def test_where_the_right_to_the_folder_is_refused_none_is_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Lock) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Lock, "take", full)
    with pytest.raises(backups.BackupFailed, match="not enough room"):
        backups.make(path, "hand")
    assert not backups.folder_of(path).exists()


def test_a_backup_is_made_though_those_before_can_not_be_thinned_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> set[int]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(making, "kept", fail)
    assert backups.make(path, "hand").complete


def test_a_missing_file_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nothing to back up"):
        backups.make(tmp_path / "a.prodops", "hand")
    assert backups.all_backups(tmp_path / "a.prodops") == []


_AS_NOBODY = """
import json, sys
from pathlib import Path
from prodops_desktop.workspace import backups
from tests.unit.workspace.nobody import become_nobody, said_by
folder = Path(sys.argv[1])
become_nobody(folder)
path, copy = folder / "theirs" / "a.prodops", folder / "free" / "copy.prodops"
path.chmod(0o444)
path.parent.chmod(0o555)
tried = (lambda: backups.make(path, "hand"), lambda: backups.copy_whole(path, copy), lambda: backups.restore(copy, path))
print(json.dumps([said_by(one) for one in tried]))
path.parent.chmod(0o755)
"""


def test_in_a_folder_that_only_can_be_read_a_copy_is_made_elsewhere() -> None:
    with TemporaryDirectory() as name:  # those of pytest may be entered by nobody else
        folder = Path(name)
        for inner in ("theirs", "free"):
            (folder / inner).mkdir()
        path = current(folder / "theirs" / "a.prodops")
        before = content(path)
        done = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, name],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        assert done.returncode == 0, done.stderr
        made, copied, restored = json.loads(done.stdout)
        assert made.startswith("No backup can be made in a.backups: Permission denied.")
        assert copied == ""
        assert restored.startswith("a.prodops can’t be restored now, because nothing can be written into ")
        assert content(folder / "free" / "copy.prodops") == before
        assert [one.name for one in path.parent.iterdir()] == ["a.prodops"]
