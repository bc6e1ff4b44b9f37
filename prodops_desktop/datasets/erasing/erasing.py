"""Erases one record with all that is known of it: what cannot be undone, and leaves only a note that it was done and when."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from prodops_desktop.datasets.erasing import copies, mark
from prodops_desktop.datasets.erasing.clearing import Clearing, OnProgress
from prodops_desktop.datasets.erasing.collecting import Going, collect
from prodops_desktop.datasets.erasing.deleting import delete_record
from prodops_desktop.datasets.erasing.rewriting import PATIENCE, rewrite_file
from prodops_desktop.datasets.staging import leftover_files
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work.listing import listed
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import ChangeSet, Store, Workspace, history, secrets
from prodops_desktop.workspace.links import End

KIND = "erase"
"""The kind of its step in the history."""
_guard = threading.Lock()
_under_way: set[Path] = set()
_PATIENCE_ON_OPENING = 5.0
"""Seconds that opening waits for whoever reads the file."""
_LATER = "The rest is done when the workspace is opened the next time: close it and open it soon."


@dataclass(frozen=True)
class Erased:
    """The step that says that it was done, and what went: ``rows`` of sheets, ``texts`` of others that quoted it, kept ``files``.

    ``note`` says it in sentences, with what became of the backups. It ``is_whole``, or else the note says what is left to be done.
    """

    changes: ChangeSet
    rows: int
    texts: int
    files: int
    note: str
    is_whole: bool = True


def erase(
    workspace: Workspace,
    end: End,
    *,
    backups: bool,
    on_progress: OnProgress | None = None,
    cancelled: threading.Event | None = None,
) -> Erased:
    """Erase a record for good, with ``backups`` from all backups, too: these are deleted, and a new one is made.

    Blocks: run it on a thread. Edits go on meanwhile, but wait while the file is written anew at the end. Raises Cancelled, which leaves
    all as it is, and UserError when it can't be begun. What is interrupted once it is begun is finished on the next opening.
    """
    with _alone(workspace):
        return _erase(workspace, end, on_progress or _ignore, cancelled, gone=backups)


def _erase(workspace: Workspace, end: End, report: OnProgress, cancelled: threading.Event | None, *, gone: bool) -> Erased:
    _finish_begun(workspace)
    report(Progress(0, None, "Looking what belongs to it"))
    collect(workspace, end)  # raises where it can't be erased, before anything is done
    _refuse_imports(workspace)
    if not gone:
        copies.back_up(workspace, report, cancelled)
    if cancelled is not None and cancelled.is_set():
        raise Cancelled
    with workspace.reading() as store:
        account = secrets.account_of(store, end.table, end.id)
    changes = _begin_alone(workspace, end, report, cancelled, gone=gone)
    forgotten = _forget_secret(account)
    try:
        done = _finish(workspace, report, cancelled, PATIENCE)
    except UserError as error:
        copies.refill(workspace, report)
        return Erased(changes, 0, 0, 0, f"The record is gone, but not all of its traces. {error} {_LATER}", is_whole=False)
    left = copies.begin_anew(workspace, report) if gone else copies.still_there(workspace)
    notes = (_said(done), forgotten, left, copies.beside_it(workspace))
    return Erased(changes, done.rows, done.texts, done.files, " ".join(note for note in notes if note))


def _begin_alone(workspace: Workspace, end: End, report: OnProgress, cancelled: threading.Event | None, *, gone: bool) -> ChangeSet:
    """Delete the record, while no backup is made that would not be known to hold it."""
    with copies.none_being_made(workspace, report, cancelled) if gone else nullcontext():
        named = copies.marks_of_all(workspace) if gone else None
        while True:
            going = collect(workspace, end)
            if (changes := workspace.run(partial(_begin, workspace=workspace, going=going, named=named)).result()) is not None:
                return changes


def _refuse_imports(workspace: Workspace) -> None:
    if leftover_files(workspace.path):
        raise UserError("An import is under way, and may hold the same. Let it end or cancel it, and erase then.")


def finish_begun(workspace: Workspace) -> None:
    """Finish what was begun before the program was ended; does nothing where nothing was, or the file may only be read."""
    with _alone(workspace):
        _finish_begun(workspace)


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """Within it nothing else is erased from this file; raises UserError where something is already."""
    with _guard:
        if workspace.path in _under_way:
            raise UserError("Something else is just being erased. Wait until that is done, and erase then.")
        _under_way.add(workspace.path)
    try:
        yield
    finally:
        with _guard:
            _under_way.remove(workspace.path)


def _finish_begun(workspace: Workspace) -> None:
    with workspace.reading() as store:
        begun = mark.read(store)
    if begun is not None and workspace.writable:
        _finish(workspace, _ignore, None, _PATIENCE_ON_OPENING)
        if begun.copies is not None:
            copies.refill(workspace, _ignore)


def _begin(store: Store, workspace: Workspace, going: Going, named: frozenset[str] | None) -> ChangeSet | None:
    """Delete the record, and write down what has to follow: from here on there is no way back.

    None, and nothing is done, where somebody has changed something since it was collected what goes.
    """
    _refuse_imports(workspace)  # what is begun from here on is not published before all is cleared
    if store.position() != going.position:
        return None
    what = going.table.replace("_", " ")
    one = f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
    store.db.execute("PRAGMA secure_delete = ON")
    with store.edit(f"Erase {one} for good", kind=KIND) as edit:
        delete_record(store, End(going.table, going.id), edit.id)
        history.bar(store, "erased", f"{one} was erased for good after it")
        mark.begin(store, edit.id, going, named)
    return ChangeSet(edit.id, edit.label, edit.changes.tables | {"*"})


@dataclass(frozen=True)
class _Done:
    steps: int = 0
    rows: int = 0
    texts: int = 0
    files: int = 0


def _finish(workspace: Workspace, report: OnProgress, cancelled: threading.Event | None, patience: float) -> _Done:
    """Do what is left of what was begun. Raises UserError where it has to be done once more."""
    with workspace.reading() as store:
        begun = mark.read(store)
    done = _Done()
    if begun is not None and (going := begun.going) is not None:
        clearing = Clearing(workspace, begun.change, going, report)
        clearing.run()
        rows = sum(map(len, going.places.values()))
        done = _Done(len(going.steps), rows, clearing.texts, clearing.files)
    refused = None
    if begun is not None and begun.copies is not None:
        try:
            copies.drop(workspace, begun, report)
        except UserError as error:
            refused = error
    rewrite_file(workspace, report, cancelled, patience)
    if refused is not None:
        raise refused
    workspace.run(_forget).result()
    return done


def _forget(store: Store) -> None:
    """Nothing is left to be done. The backups went before this: until then it is known that they have to go."""
    mark.end(store)
    store.db.execute("PRAGMA secure_delete = OFF")


def _forget_secret(account: str | None) -> str:
    """Let the keyring of the system forget the secret of the record, if it had one; says why not where it can't."""
    if account is not None:
        try:
            secrets.forget(account)
        except UserError as error:
            return f"Its secret may still be in the keyring of a computer: {error}"
    return ""


def _said(done: _Done) -> str:
    counts = (
        (done.steps, "step of its history", "steps of its history"),
        (done.rows, "row of a sheet", "rows of sheets"),
        (done.texts, "text that quoted it", "texts that quoted it"),
        (done.files, "kept file", "kept files"),
    )
    parts = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]
    return f"Erased for good, with {listed(parts, len(parts))}." if parts else "Erased for good."


def _ignore(_: Progress) -> None:
    """Nobody asked."""
