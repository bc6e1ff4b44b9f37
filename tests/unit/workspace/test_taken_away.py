"""A file that another program opened or changed while it was open here is never written into, and what was done here is kept beside it."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store, Workspace, settings, whereabouts
from tests.new_workspace import new_workspace

LONG = "x" * 4000
OTHER = """
import sys
from pathlib import Path
from prodops_desktop.workspace import Workspace, settings
with Workspace.open(Path(sys.argv[1])) as workspace:
    print("ready" if workspace.writable else workspace.holder, flush=True)
    for company in sys.stdin:
        workspace.run(lambda store: settings.set_setting(store, "company", company.strip())).result()
        print("done", flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_workspace(tmp_path / "a.prodops")


@pytest.fixture
def opened(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path) as workspace:
        name(workspace, "Mine")
        yield workspace


class Other:
    """A second program that opens a file, sets the company of each line that it is given, and closes the file."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(OTHER), path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.said = self._line()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def name(self, company: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{company}\n")
        self.process.stdin.flush()
        assert self._line() == "done"

    def close(self) -> None:
        self.process.communicate()
        assert self.process.returncode == 0


@pytest.fixture
def other(path: Path) -> Iterator[Callable[[Path], Other]]:
    """Opens a file in another program; at the end it is closed there."""
    started: list[Other] = []

    def start(path: Path) -> Other:
        started.append(Other(path))
        return started[-1]

    yield start
    for one in started:
        if one.process.returncode is None:
            one.close()


def name(workspace: Workspace, company: str) -> None:
    workspace.run(lambda store: settings.set_setting(store, "company", company)).result()


def named(path: Path) -> str:
    """The company in a file, which has to be sound."""
    with contextlib.closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return str(plain.execute("SELECT value FROM setting WHERE key = 'company'").fetchone()[0])


def refused(workspace: Workspace, company: str = "Refused") -> str:
    with pytest.raises(UserError) as caught:
        name(workspace, company)
    return str(caught.value)


def saved(path: Path) -> list[Path]:
    """The copies that were left for the person."""
    return sorted(path.parent.glob(f"{path.name}.saved-*.prodops"))


def change_plainly(path: Path, *, is_folded: bool = True) -> None:
    """What another program does that knows nothing of our lock: it writes the file where it lies, and folds its own log or leaves it."""
    code = f"""
        import sqlite3
        plain = sqlite3.connect({str(path)!r}, isolation_level=None)
        plain.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('company', 'Theirs')")
        if {is_folded}:
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        plain.close()
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)


@pytest.mark.parametrize(("is_tried", "is_folded"), [(False, True), (True, True), (True, False)])
def test_what_another_program_did_to_a_moved_file_stays(path: Path, opened: Workspace, is_tried: bool, is_folded: bool) -> None:
    moved = path.rename(path.with_name("b.prodops"))
    change_plainly(moved, is_folded=is_folded)
    if is_tried:
        assert "was moved, renamed or deleted" in refused(opened)
        assert len(saved(path)) == 1, "it is kept at once, not only when the file is closed"
    opened.close()
    assert named(moved) == "Theirs"
    assert [entry for entry in path.parent.iterdir() if entry not in (moved, *saved(path))] == []
    assert len(saved(path)) == 1


def test_a_file_that_was_changed_and_came_back_is_not_written(path: Path, opened: Workspace) -> None:
    moved = path.rename(path.with_name("b.prodops"))
    change_plainly(moved)
    moved.rename(path)
    said = refused(opened)
    assert said == opened.lost()
    assert said.startswith("a.prodops was changed by another program meanwhile, here or elsewhere. Open it again")
    opened.close()
    assert named(path) == "Theirs"
    with Workspace.open(path) as again:  # no log of ours is taken for one of it
        name(again, "Again")
    assert named(path) == "Again"


def test_an_older_copy_put_over_the_open_file_is_noticed(path: Path, opened: Workspace) -> None:
    old = path.with_name("old.prodops")
    opened.save_copy(old)
    name(opened, LONG)
    subprocess.run(["cp", old, path], check=True)  # in this process the end of the descriptor would drop SQLite's locks
    assert "was changed by another program" in refused(opened)
    opened.close()
    assert named(path) == "Mine"


def test_the_moment_of_a_change_says_nothing_on_a_drive_of_another_computer(
    path: Path, opened: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There it may be written down seconds after the change, and be another one than was told at first."""
    monkeypatch.setattr(whereabouts, "network_of", lambda path: "cifs")
    os.utime(path)
    assert opened.lost() is None
    name(opened, "After")
    os.truncate(path, path.stat().st_size + 4096)
    assert "was changed by another program" in refused(opened)


def test_a_moved_file_is_whole_as_soon_as_somebody_looks(path: Path, opened: Workspace, other: Callable[[Path], Other]) -> None:
    moved = path.rename(path.with_name("b.prodops"))
    assert opened.lost() is not None
    assert opened._writer is not None
    opened._writer.look(lambda _: None).result()  # its turn comes after that of what looking began
    there = other(moved)
    assert there.said == "ready"
    there.name("Theirs")
    opened.close()
    there.close()
    assert named(moved) == "Theirs"
    with Workspace.open(moved) as workspace, workspace.reading() as store:
        assert store.position() == 2, "theirs was done after ours"
    assert saved(path) == []


def test_a_moved_file_that_is_open_there_is_copied_instead(path: Path, opened: Workspace, other: Callable[[Path], Other]) -> None:
    moved = path.rename(path.with_name("b.prodops"))
    there = other(moved)
    assert "was moved" in refused(opened)
    (copy,) = saved(path)
    assert named(copy) == "Mine"
    there.name("Theirs")
    there.close()
    opened.close()
    assert named(moved) == "Theirs"
    assert saved(path) == [copy]


def test_our_own_checkpoints_are_no_change_by_another(path: Path, opened: Workspace) -> None:
    def grow(store: Store) -> Iterator[None]:
        for number in range(40):
            store.db.execute("INSERT INTO name (kind, text, key) VALUES ('account', ?, ?)", (f"{number} {LONG * 50}", f"{number}"))
            yield

    before = path.stat()
    job = opened.bulk(grow)
    while not job.done():
        assert opened.lost() is None
    job.result()
    assert path.stat().st_size > before.st_size, "the log was folded meanwhile"
    opened.run(lambda store: store.db.execute("VACUUM")).result()
    assert opened.lost() is None
    name(opened, "After")
    assert opened.lost() is None


@pytest.mark.parametrize("is_copied", [False, True])
def test_a_copy_saved_earlier_is_no_reason_to_leave_none(path: Path, opened: Workspace, tmp_path: Path, is_copied: bool) -> None:
    (tmp_path / "for a colleague").mkdir()
    if is_copied:
        opened.save_copy(tmp_path / "for a colleague" / "b.prodops")
    name(opened, "Later")
    path.unlink()
    opened.close()
    assert [named(copy) for copy in saved(path)] == ["Later"]
    with pytest.raises(UserError) as caught:
        Workspace.open(path)
    assert str(caught.value).endswith(f"what it held then is in {saved(path)[0].name} beside it: open that one.")


def test_what_was_done_since_it_came_back_is_kept_anew(path: Path, opened: Workspace) -> None:
    moved = path.rename(path.with_name("b.prodops"))
    refused(opened)
    moved.rename(path)
    name(opened, "Later")
    path.unlink()
    opened.close()
    assert [named(copy) for copy in saved(path)] == ["Later"]


def test_a_copy_is_of_the_newest_state_and_takes_no_other_name(path: Path, opened: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened.reading() as store:
        assert settings.get(store, "company") == "Mine"
        name(opened, "Newer")
        assert settings.get(store, "company") == "Mine"
        assert named(opened.save_copy(path.with_name("copy.prodops"))) == "Newer"
    link, out = os.link, path.with_name("other.prodops")

    def appear(source: Path, target: Path) -> None:
        target.write_bytes(b"somebody's")
        link(source, target)

    monkeypatch.setattr(os, "link", appear)
    with pytest.raises(UserError, match=r"There is a file other\.prodops already"):
        opened.save_copy(out)
    assert out.read_bytes() == b"somebody's"
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError("no links here")))
    assert named(opened.save_copy(path.with_name("third.prodops"))) == "Newer"
    assert list(path.parent.glob("*.part")) == []


def test_a_lock_that_was_deleted_is_made_anew_or_nothing_more_is_changed(
    path: Path, opened: Workspace, other: Callable[[Path], Other]
) -> None:
    lock = path.with_name("a.prodops.lock")
    lock.unlink()
    name(opened, "Mine still")
    assert lock.exists()
    lock.unlink()
    there = other(path)
    assert there.said == "ready"
    said = refused(opened)
    assert said == (
        f"Nothing can be changed in a.prodops now: a.prodops.lock was deleted, and process {there.process.pid} on this computer writes "
        "the workspace. Close it there, or here."
    )
    there.name("Theirs")
    opened.close()
    assert lock.exists(), "it is of the other one"
    assert other(path).said == f"process {there.process.pid} on this computer writes it"
    there.close()
    assert named(path) == "Theirs"
