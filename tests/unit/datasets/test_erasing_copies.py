"""What becomes of the copies of a file from which something is erased, and of an erasing that does not come to its end at once."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.erasing import copies, erasing, mark
from prodops_desktop.datasets.importing import stage_file, store_staged
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.repairing import repair
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.staging import new_file
from prodops_desktop.datasets.taking import Taking
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import Tool
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import Workspace, backups, secrets
from prodops_desktop.workspace.backups.databases import UNFINISHED
from prodops_desktop.workspace.backups.model import folder_of
from prodops_desktop.workspace.links import End
from tests.unit.datasets.erasing_desk import HEAD, MINE, WORDS, Desk, desk_in, do, holds, workbook
from tests.unit.sheets_here import staging_here

ITEM = End("feedback_item", 1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path) as found:
        yield found


def refuse(*_: Any) -> None:
    raise UserError("There is no room.")


def reasons(workspace: Path) -> list[str]:
    return [one.reason for one in backups.all_backups(workspace)]


def test_backups_that_stay_are_counted_and_one_more_is_made_before(desk: Desk) -> None:
    backups.make(desk.workspace.path, "hand")
    erased = desk.erase(End("feedback_item", 1), backups=False)
    assert "2 backups may still hold it." in erased.note
    assert {name.split(" ")[0] for name, _ in desk.left("xylophon")} >= {"000001", "000002"}
    assert ("here.prodops", "xylophon") not in desk.left("xylophon")


def test_what_the_disk_does_not_let_through_is_done_on_the_next_opening(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "rewrite_file", refuse)
        erased = desk.erase(End("feedback_item", 1))
    assert not erased.is_whole
    assert "not all of its traces. There is no room. The rest is done when the workspace is opened the next time" in erased.note
    desk.workspace.close()
    with open_workspace(desk.workspace.path) as workspace:
        assert desk.left(*WORDS) == []
        assert check(workspace) == []
        assert [one.reason for one in backups.all_backups(workspace.path)] == ["irreversible"]


def test_only_one_is_erased_at_a_time(desk: Desk) -> None:
    asked: list[str] = []

    def ask_for_another(told: Progress) -> None:
        if not asked:
            with pytest.raises(UserError) as refused:
                desk.erase(End("feedback_item", 2))
            asked.append(str(refused.value))

    desk.erase(End("feedback_item", 1), on_progress=ask_for_another)
    assert asked == ["Something else is just being erased. Wait until that is done, and erase then."]


def test_after_a_kill_at_any_point_the_next_opening_finishes_it(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[Path] = []
    run_bulk = Workspace.bulk

    def keep() -> None:
        copy = tmp_path / f"copy{len(copies)}" / "here.prodops"
        copy.parent.mkdir()
        copies.append(copy)
        subprocess.run(
            ["cp", str(desk.workspace.path), str(desk.workspace.path) + "-wal", str(copy.parent)], check=False, capture_output=True
        )

    def bulk(self: Workspace, steps: Any) -> Any:
        future = run_bulk(self, steps)
        future.exception()
        keep()
        return future

    def progress(told: Progress) -> None:
        if told.total is None:
            keep()

    monkeypatch.setattr(Workspace, "bulk", bulk)
    desk.erase(End("feedback_item", 1), on_progress=progress)
    monkeypatch.undo()
    begun = 0
    for copy in copies[1::5]:
        with open_workspace(copy) as workspace:
            with workspace.reading() as store:
                assert mark.read(store) is None
                kept = store.db.execute("SELECT count(*) FROM feedback_item WHERE id = 1").fetchone()[0]
            assert check(workspace) == []
            if not kept:
                begun += 1
                assert holds(copy.parent, WORDS) == []
    assert begun >= 4


def test_what_is_made_after_it_stays_when_a_copy_from_in_between_is_restored(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path, copy = desk.workspace.path, desk.folder / "copy.prodops"
    backups.make(path, "hand")
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "rewrite_file", refuse)
        desk.erase(ITEM)
    desk.workspace.save_copy(copy)  # with the mark that it has not ended
    desk.workspace.close()
    with open_workspace(path) as workspace:  # which ends it
        do(workspace, lambda store: tool_store.save_tool(store, Tool(0, "Precious later work")))
        backups.make(path, "hand")
    later = {one.path for one in backups.all_backups(path)}
    restored = backups.restore(copy, path)
    assert restored.kept is not None
    open_workspace(path).close()
    assert {one.path for one in backups.all_backups(path)} >= {*later, restored.kept.path}


def test_a_backup_that_is_made_while_it_is_cleared_goes_too_but_not_the_way_back_from_a_restore(desk: Desk) -> None:
    made: list[backups.Backup] = []

    def back_up(told: Progress) -> None:
        if told.text == "Clearing its rows" and not made:
            made.extend(backups.make(desk.workspace.path, reason, gentle=False) for reason in ("hourly", "restore"))

    erased = desk.erase(ITEM, on_progress=back_up)
    assert "The backups from before were deleted, and a new one was made." in erased.note
    assert len(made) == 2
    assert reasons(desk.workspace.path) == ["irreversible", "restore"]


def test_a_damaged_file_that_was_set_aside_before_goes_and_one_of_later_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = desk.folder / "here.damaged-1.prodops"
    aside.write_bytes(b"wombat")
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "rewrite_file", refuse)
        desk.erase(ITEM)
    assert not aside.exists()
    desk.workspace.close()
    aside.write_bytes(b"of later")
    open_workspace(desk.workspace.path).close()
    assert aside.exists()


def test_where_a_copy_can_not_be_deleted_it_says_which(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.folder / "here.damaged-1.prodops").mkdir()  # which no unlink takes away
    erased = desk.erase(ITEM)
    assert not erased.is_whole
    assert "here.damaged-1.prodops can’t be deleted: " in erased.note
    assert ("here.prodops", "xylophon") not in desk.left("xylophon")  # the file was written anew all the same
    unlink = Path.unlink

    def refused(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".backup":
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        with pytest.raises(backups.BackupFailed, match=r"^Not all backups in here\.backups can be deleted: Permission denied\. See"):
            backups.delete_all(desk.workspace.path)


def test_what_a_killed_backup_has_left_goes_too(desk: Desk) -> None:
    folder = folder_of(desk.workspace.path)
    folder.mkdir()
    left = folder / f"{UNFINISHED}1-abc"
    left.write_bytes(b"wombat")
    assert backups.delete_all(desk.workspace.path) == 0
    assert not left.exists()


def test_copies_beside_the_file_are_named_and_stay(desk: Desk) -> None:
    rescued, copy = desk.folder / "here.prodops.saved-20261123-101500.prodops", desk.folder / "here copy.prodops.0123abcd.part"
    for file in (rescued, copy):
        file.touch()
    note = desk.erase(ITEM).note
    assert note.endswith(f"Beside it lie {rescued.name} and {copy.name}, which may hold it, too: delete those by hand.")
    assert rescued.exists()
    assert copy.exists()


def test_without_a_backup_being_made_the_record_is_not_deleted_before_that_ends(desk: Desk) -> None:
    """One that reads the file as it was would not be known to hold the record."""
    backups.make(desk.workspace.path, "hand")
    with backups.none_made(desk.workspace.path):
        cancelled, told = threading.Event(), list[str]()

        def cancel(now: Progress) -> None:
            told.append(now.text)
            if "Waiting" in now.text:
                cancelled.set()

        with pytest.raises(Cancelled):
            desk.erase(ITEM, on_progress=cancel, cancelled=cancelled)
    assert told[-1] == "Waiting for a backup that is being made"
    assert reasons(desk.workspace.path) == ["hand"]
    assert ("here.prodops", "xylophon") in desk.left("xylophon")


@contextmanager
def reading_it_as_it_is(workspace: Workspace) -> Iterator[threading.Event]:
    """Somebody reads the file within this, or until the event is set."""
    reads, ends = threading.Event(), threading.Event()

    def hold() -> None:
        with workspace.reading() as store:
            store.db.execute("SELECT count(*) FROM change").fetchone()
            reads.set()
            ends.wait(20)

    reader = threading.Thread(target=hold)
    reader.start()
    assert reads.wait(20)
    yield ends
    ends.set()
    reader.join()


def test_whoever_reads_the_file_as_it_was_is_waited_for(desk: Desk) -> None:
    told: list[str] = []
    with reading_it_as_it_is(desk.workspace) as ends:

        def progress(now: Progress) -> None:
            told.append(now.text)
            if "Waiting" in now.text:
                ends.set()

        assert desk.erase(ITEM, on_progress=progress).is_whole
    assert "Waiting for whoever reads the file as it was" in told
    assert desk.left(*WORDS) == []


def test_where_somebody_reads_on_the_backups_are_gone_and_cancelling_ends_the_waiting(desk: Desk) -> None:
    backups.make(desk.workspace.path, "hand")
    cancelled = threading.Event()

    def progress(now: Progress) -> None:
        if "Waiting" in now.text:
            cancelled.set()

    with reading_it_as_it_is(desk.workspace):
        erased = desk.erase(ITEM, on_progress=progress, cancelled=cancelled)
    assert "not all of its traces. Something is still reading the workspace as it was before." in erased.note
    assert reasons(desk.workspace.path) == ["irreversible"]
    assert [(one.kind, one.text) for one in check(desk.workspace)] == [("erasing", mark.UNFINISHED)]


def test_opening_says_why_it_can_not_finish_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.workspace.path
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "rewrite_file", refuse)
        desk.erase(ITEM)
        desk.workspace.close()
        with open_workspace(path) as workspace:
            assert workspace.unerased == (
                "A record was erased for good, but not all of its traces are gone yet. There is no room. "
                "Close the workspace and open it again to go on with it."
            )
            assert [one.kind for one in repair(workspace, check(workspace)).left] == ["erasing"]
    with open_workspace(path) as workspace:
        assert workspace.unerased is None
        assert check(workspace) == []


def test_an_import_that_begins_meanwhile_does_not_bring_it_back(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = workbook(tmp_path / "Voices_Q5.xlsx", [HEAD, MINE, ["Entirely another remark.", "", "Halden Bank", "2026-11-22", "", "CS"]])
    request = ImportRequest(file, kind="feedback", again=True, name="Voices")
    staging = new_file(desk.workspace.path)
    with monkeypatch.context() as patch:
        patch.setattr(copies, "back_up", lambda *_: staging.touch())
        with pytest.raises(UserError, match="An import is under way"):
            desk.erase(ITEM, backups=False)
    staging.unlink()
    refused: list[str] = []

    def bring(told: Progress) -> None:
        if told.text == "Clearing its rows" and not refused:
            with staging_here():
                staged = stage_file(desk.workspace, request)
            with pytest.raises(UserError) as why:
                store_staged(desk.workspace, staged, taking=Taking(TAKERS["feedback"]))
            refused.append(str(why.value))

    assert desk.erase(ITEM, on_progress=bring).is_whole
    assert refused == ["Something is just being erased for good, and this file may hold it, too. Import it again when that is done."]
    assert desk.left(*WORDS) == []
    assert check(desk.workspace) == []


def test_the_secret_of_a_record_stays_where_nothing_was_erased(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, tool = do(desk.workspace, lambda store: tool_store.save_tool(store, Tool(0, "Chartist")))
    do(desk.workspace, lambda store: secrets.make_account(store, "tool", tool))
    forgotten: list[str] = []
    monkeypatch.setattr(secrets, "forget", forgotten.append)
    monkeypatch.setattr(mark, "begin", refuse)
    with pytest.raises(UserError):
        desk.erase(End("tool", tool))
    assert forgotten == []


def test_opening_sweeps_a_copy_that_nobody_writes_any_more(desk: Desk) -> None:
    desk.workspace.close()
    names = ("here copy.prodops.0123abcd.part", "here copy.prodops.4567cdef.part", "other.prodops.0123abcd.part", "here.part")
    old, young, others, no_copy = files = [desk.folder / name for name in names]
    for file in files:
        file.touch()
    for file in (old, others, no_copy):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    with open_workspace(desk.workspace.path) as workspace:
        assert workspace.swept == (old.name,)
    assert [file.exists() for file in (old, young, others, no_copy)] == [False, True, True, True]
