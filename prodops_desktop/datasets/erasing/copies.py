"""What becomes of the backups of a file of which something is erased: none is made that holds it, and all go where that is wished."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from prodops_desktop.datasets.erasing import mark
from prodops_desktop.datasets.erasing.clearing import OnProgress
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work.listing import listed
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import Workspace, backups, driver, unfinished
from prodops_desktop.workspace.backups.listing import opened

_REASON = "irreversible"
_KEPT_BY_RESTORING = "restore"
_PATIENCE = 600.0
"""Seconds that another backup may take."""

Result = TypeVar("Result")


def back_up(workspace: Workspace, on_progress: OnProgress, cancelled: threading.Event | None) -> None:
    """Make one more before; raises UserError where none can be made, and Cancelled."""
    on_progress(Progress(0, None, "Making a backup"))
    backups.make(workspace.path, _REASON, progress=on_progress, cancelled=cancelled)


@contextmanager
def none_being_made(workspace: Workspace, on_progress: OnProgress, cancelled: threading.Event | None) -> Iterator[None]:
    """Within it no backup is made, of the file as it was before, say; one that just is, is waited for. Raises Cancelled."""
    with contextlib.ExitStack() as stack:
        _when_free(lambda: stack.enter_context(backups.none_made(workspace.path)), on_progress, cancelled)
        yield


def marks_of_all(workspace: Workspace) -> frozenset[str]:
    """What tells each backup that is there, and what was set aside of the file when it was damaged, from any that is made later."""
    return frozenset((*(backup.path.name for backup in _backups(workspace)), *_set_aside(workspace)))


def drop(workspace: Workspace, begun: mark.Begun, on_progress: OnProgress) -> None:
    """Delete the backups, and what was set aside, that were there when it began, and those that were made before all was cleared.

    Raises UserError where that is refused.
    """
    named = begun.copies or frozenset()

    def goes(backup: backups.Backup) -> bool:
        return backup.path.name in named or (backup.reason != _KEPT_BY_RESTORING and _holds_it(backup.path, begun.change))

    _when_free(lambda: backups.delete_all(workspace.path, goes), on_progress, None)
    for told, file in _set_aside(workspace).items():
        if told in named:
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise UserError(f"{file.name} can’t be deleted: {error.strerror or error}. Delete it by hand.") from None


def begin_anew(workspace: Workspace, on_progress: OnProgress) -> str:
    """Make the first of the new backups, and say that the others went."""
    on_progress(Progress(0, None, "Making a backup"))
    which = "The backups from before" if _backups(workspace) else "All backups"
    try:
        backups.make(workspace.path, _REASON, progress=on_progress)
    except UserError as error:
        return f"{which} were deleted, but no new one could be made: {error}"
    return f"{which} were deleted, and a new one was made."


def refill(workspace: Workspace, on_progress: OnProgress) -> None:
    """Make a backup where all were deleted, though not all else is done, if one can be made."""
    if not _backups(workspace):
        with contextlib.suppress(UserError):
            back_up(workspace, on_progress, None)


def still_there(workspace: Workspace) -> str:
    """How many backups may still hold what was erased."""
    count = len(_backups(workspace))
    if not count:
        return ""
    return "1 backup may still hold it." if count == 1 else f"{count:,} backups may still hold it."


def beside_it(workspace: Workspace) -> str:
    """Which whole copies of the file lie beside it and may hold what was erased: nobody but the person may delete them."""
    found = [path.name for path in unfinished.rescued(workspace.path)] + [path.name for path in unfinished.copies(workspace.path.parent)]
    if not found:
        return ""
    lies, those = ("lies", "that") if len(found) == 1 else ("lie", "those")
    return f"Beside it {lies} {listed(found)}, which may hold it, too: delete {those} by hand."


def _when_free(do: Callable[[], Result], on_progress: OnProgress, cancelled: threading.Event | None) -> Result:
    """Do what needs the folder of the backups; another backup that is just being made is waited for."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return do()
        except backups.BackupFailed as error:
            if error.cause != "busy" or time.monotonic() > until:
                raise
        if cancelled is not None and cancelled.is_set():
            raise Cancelled
        on_progress(Progress(0, None, "Waiting for a backup that is being made"))
        time.sleep(0.1)


def _backups(workspace: Workspace) -> list[backups.Backup]:
    """Those of this workspace, but not of another one that lay in its place."""
    return [backup for backup in backups.all_backups(workspace.path) if not backup.is_other]


def _set_aside(workspace: Workspace) -> dict[str, Path]:
    """What was set aside of the file, by its name and the moment it was written: the name may be given again."""
    found = {}
    with contextlib.suppress(OSError):  # a folder that may not be listed
        for path in backups.set_aside(workspace.path):
            found[f"{path.name} {path.stat().st_mtime_ns}"] = path
    return found


def _holds_it(path: Path, change: int) -> bool:
    """Whether a backup was made after the step ``change`` had begun to erase, and before that was cleared."""
    with contextlib.suppress(OSError, driver.DriverError), opened(path) as db:
        return mark.is_clearing(db, change)
    return False
