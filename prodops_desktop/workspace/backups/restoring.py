"""Puts a backup, or a whole copy, in the place of a workspace, and keeps what was there: nothing that restoring does loses anything."""

import contextlib
import errno
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import driver, unfinished
from prodops_desktop.workspace.backups import listing, pieces
from prodops_desktop.workspace.backups.assembling import Made, assemble, copy
from prodops_desktop.workspace.backups.databases import reading, reading_workspace, sync_folder
from prodops_desktop.workspace.backups.holding import alone_in
from prodops_desktop.workspace.backups.making import make
from prodops_desktop.workspace.backups.model import Backup, BackupFailed, OnProgress
from prodops_desktop.workspace.backups.origin import origin_in, origin_of
from prodops_desktop.workspace.backups.throttle import NO_ROOM, Pace
from prodops_desktop.workspace.beside import beside
from prodops_desktop.workspace.file import (
    BACKUP_ID,
    LONGEST_WITH_JOURNAL,
    SUFFIX,
    check_driver,
    check_names,
    fold_if_alone,
    refuse_newer,
    resolved,
    take_lock,
)
from prodops_desktop.workspace.migrate import APPLICATION_ID

_SHARED = "-shm"
_COMPANIONS = ("-wal", _SHARED, "-journal")


@dataclass(frozen=True)
class Restored:
    """What became of the file that was in the place: one more backup, or, when it was damaged, set aside whole; and what to tell.

    ``missing`` says in a sentence what the restored file lacks, when it was restored ``partly``; the ``sentence`` says it, too.
    """

    kept: Backup | None
    aside: Path | None
    sentence: str
    missing: str | None = None


def restore(
    source: Path, workspace: Path, *, partly: bool = False, progress: OnProgress | None = None, cancelled: threading.Event | None = None
) -> Restored:
    """Put ``source``, a backup or a whole copy, in the place of ``workspace``, which nobody may have open.

    ``partly`` takes a backup of which imported rows are missing, too. Raises UserError when it can't be done, or Cancelled; then the
    workspace is as it was.
    """
    check_driver()
    source, workspace = resolved(source), resolved(workspace)
    check_names(workspace, create=True)
    if source == workspace:
        raise UserError(f"{source.name} can’t be restored onto itself. Name the backup first, and then the workspace.")
    is_backup = _refuse_unfit(source)
    _refuse_other_file(workspace)
    lock, holder = take_lock(workspace)
    if lock is None:
        raise UserError(f"{workspace.name} can’t be restored now, because {holder}. Close it there and restore again.")
    made = unfinished.new_file(workspace)
    pace = Pace(workspace.parent, gentle=False, cancelled=cancelled, on_progress=progress)
    try:
        with _explaining(workspace), _held(source.parent, is_needed=is_backup) as held:
            spoilt = _spoilt_pieces(source) if is_backup else set()
            kept = _keep_present(workspace, source, held, progress, cancelled)
            new = assemble(source, made, pace, partly=partly, spoilt=spoilt) if is_backup else copy(source, made, pace)
            is_other = _is_other(made, workspace)
            aside = _put(made, workspace, damaged=kept is None)
            sync_folder(workspace.parent)
    finally:
        unfinished.sweep(workspace)
        lock.release()
        if workspace.exists():
            fold_if_alone(workspace)
    return Restored(kept, aside, _sentence(workspace, new, kept, aside, is_other=is_other), new.lacks)


def set_aside(workspace: Path) -> list[Path]:
    """The damaged files that restoring has set aside, each with what lay beside it."""
    workspace = resolved(workspace)
    start, endings = re.escape(beside(_bare(workspace), ".damaged-").name), "|".join(map(re.escape, _COMPANIONS))
    name = re.compile(rf"{start}\d+{re.escape(SUFFIX)}({endings})?")
    return sorted(path for path in workspace.parent.iterdir() if name.fullmatch(path.name))


def _refuse_unfit(source: Path) -> bool:
    """Whether ``source`` is a backup rather than a whole copy; raises UserError when it is neither or comes from a newer version."""
    if not source.is_file():
        raise UserError(f"There is no backup at {source}. Check the name; the backups lie in the folder NAME.backups beside a workspace.")
    try:
        with reading_workspace(source), contextlib.closing(reading(source)) as db:
            application = db.execute("PRAGMA application_id").fetchone()[0]
            db.execute("SELECT count(*) FROM change").fetchone()
            if application in (BACKUP_ID, APPLICATION_ID):
                refuse_newer(source, db)
        fold_if_alone(source)
    except driver.DriverError as error:
        if not os.access(source, os.R_OK):
            raise UserError(f"{source.name} may not be read by you. Change its permissions, or copy it to a folder of yours.") from None
        raise UserError(f"{source.name} is damaged or not a backup ({error}), so nothing was restored. Choose another one.") from None
    if application not in (BACKUP_ID, APPLICATION_ID):
        raise UserError(f"{source.name} is not a backup or copy of a workspace, so nothing was restored. Choose another file.")
    return bool(application == BACKUP_ID)


def _refuse_other_file(workspace: Path) -> None:
    """Raise UserError when what lies in the place was never a workspace: a name that was mistyped must not cost a spreadsheet."""
    if workspace.is_dir():
        raise UserError(f"{workspace} is a folder. Name a file that ends in {SUFFIX}.")
    if workspace.suffix != SUFFIX and workspace.exists() and not _is_workspace(workspace):
        raise UserError(f"{workspace.name} is not a workspace, and was left as it is. Name a file that ends in {SUFFIX}.")


def _is_workspace(path: Path) -> bool:
    with contextlib.suppress(driver.DriverError), contextlib.closing(driver.connect(path, read_only=True)) as db:
        return bool(db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    return False


@contextmanager
def _held(folder: Path, *, is_needed: bool) -> Iterator[Path | None]:
    """Within it no other program thins out the backups in ``folder``, which is given back, or None where it can only be read."""
    with contextlib.ExitStack() as stack:
        held = None
        if is_needed:
            with contextlib.suppress(OSError):
                stack.enter_context(alone_in(folder))
                held = folder
        yield held


def _spoilt_pieces(source: Path) -> set[Path]:
    """Take pieces that are damaged out of the way: where the present file still holds the rows, its backup writes them anew.

    Returns those that can't be moved.
    """
    needed = listing.read(source, {}).pieces
    return pieces.set_damaged_aside(source.parent, {piece.key for piece in needed or ()})


def _keep_present(
    workspace: Path, source: Path, held: Path | None, progress: OnProgress | None, cancelled: threading.Event | None
) -> Backup | None:
    """One more backup of what is in the place now; None where nothing is, or what is there is damaged."""
    if not workspace.exists() or not workspace.stat().st_size:
        return None
    try:
        return make(workspace, "restore", progress=progress, cancelled=cancelled, gentle=False, spare={source}, held=held)
    except BackupFailed as failure:
        if failure.cause != "damaged":
            raise
        return None


def _is_other(made: Path, workspace: Path) -> bool:
    """Whether the new file is another workspace than the one that is there, as far as both are known."""
    present = origin_of(workspace)
    with contextlib.closing(driver.connect(made, read_only=True, immutable=True)) as db:
        return origin_in(db).is_other(present)


def _put(made: Path, workspace: Path, *, damaged: bool) -> Path | None:
    """Put the new file in the place, which is empty at no moment; returns as what a damaged one that was there is set aside."""
    if damaged:
        with _set_aside(workspace) as aside:
            os.replace(made, workspace)
        return aside
    _fold(workspace)
    os.replace(made, workspace)
    return None


def _fold(workspace: Path) -> None:
    """Fold the log of the present file into it, which shows that nobody has it open."""
    with contextlib.closing(driver.connect(workspace)) as db:
        db.execute("PRAGMA busy_timeout = 500")
        without = "DELETE" if len(os.fsencode(workspace.name)) <= LONGEST_WITH_JOURNAL else "MEMORY"  # no name is left for a journal
        try:
            alone = db.execute(f"PRAGMA journal_mode = {without}").fetchone()[0] == without.lower()
        except driver.DriverError as error:
            if driver.cause_of(error) != driver.BUSY:
                raise
            alone = False
    if not alone:
        raise UserError(f"{workspace.name} can’t be restored now, because another program reads it. Close it there and restore again.")


@contextmanager
def _set_aside(workspace: Path) -> Iterator[Path | None]:
    """Give a file the first free name, and move its log there, before another one takes its own; None where there is nothing.

    When that fails all is as it was.
    """
    number = 1
    while (place := beside(_bare(workspace), f".damaged-{number}{SUFFIX}")).exists():
        number += 1
    with contextlib.ExitStack() as back:
        aside = None
        if workspace.exists() and workspace.stat().st_size:
            aside = place
            try:
                os.link(workspace, place)
                back.callback(place.unlink)
            except OSError:  # a disk on which a file has one name only
                os.replace(workspace, place)
                back.callback(os.replace, place, workspace)
        for ending in _COMPANIONS:
            own, other = (path.with_name(path.name + ending) for path in (workspace, place))
            try:
                if ending == _SHARED or not own.stat().st_size:  # nothing in it is of any use
                    own.unlink()
                    continue
                os.replace(own, other)
            except OSError as error:
                if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):  # there is none, or the name leaves no room for one
                    continue
                raise
            back.callback(os.replace, other, own)
            aside = place
        yield aside
        back.pop_all()


def _bare(workspace: Path) -> Path:
    return workspace.with_suffix("") if workspace.suffix == SUFFIX else workspace


@contextmanager
def _explaining(workspace: Path) -> Iterator[None]:
    """What the disk does while a file is put together, as a sentence."""
    no_room = f"{workspace.name} can’t be restored and is as it was: there is not enough room on the disk. Free some and restore again."
    try:
        yield
    except BackupFailed as failure:
        if failure.cause != "room":
            raise
        raise BackupFailed("room", no_room) from None
    except (OSError, driver.DriverError) as error:
        cause = driver.cause_of(error)
        if cause == driver.FULL or (isinstance(error, OSError) and error.errno in NO_ROOM):
            raise BackupFailed("room", no_room) from None
        if cause is None and isinstance(error, driver.DriverError):
            raise
        else:
            why = f"{getattr(error, 'strerror', None) or error}. See that the files may be read and written and that their disk is there"
        raise UserError(f"{workspace.name} can’t be restored and is as it was: {why}.") from None


def _sentence(workspace: Path, new: Made, kept: Backup | None, aside: Path | None, *, is_other: bool) -> str:
    said = f"{workspace.name} is now {new.told}."
    if new.lacks is not None:
        said += f" {new.lacks}"
    if is_other:
        said += " It is another workspace than the one that was there."
    if kept is not None:
        return f"{said} What it was before is kept as one more backup."
    if aside is not None:
        return f"{said} What was there before is damaged or no workspace; it was set aside whole as {aside.name}."
    return said
