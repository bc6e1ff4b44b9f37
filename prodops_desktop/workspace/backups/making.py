"""Makes a backup of a workspace while it is in use: one state of it, checked, without holding up whoever writes."""

import contextlib
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import driver, settings
from prodops_desktop.workspace.backups import listing, pieces
from prodops_desktop.workspace.backups.copying import copy_marks, copy_tables
from prodops_desktop.workspace.backups.databases import UNFINISHED, new_database, reading_workspace, sync_folder
from prodops_desktop.workspace.backups.holding import holding
from prodops_desktop.workspace.backups.model import Backup, BackupFailed, OnProgress, file_of, parts_of, place_of, read_name
from prodops_desktop.workspace.backups.origin import Origin, origin_in, origin_of
from prodops_desktop.workspace.backups.thinning import Dated, kept, within
from prodops_desktop.workspace.backups.throttle import NO_ROOM, Pace, no_room, refuse_full
from prodops_desktop.workspace.file import BACKUP_ID, fold_if_alone, resolved
from prodops_desktop.workspace.migrate import APPLICATION_ID


def make(
    workspace: Path,
    reason: str,
    *,
    progress: OnProgress | None = None,
    cancelled: threading.Event | None = None,
    gentle: bool = True,
    spare: Collection[Path] = (),
    held: Path | None = None,
) -> Backup:
    """Back up the workspace as it is now, whoever has it open, then thin the backups out; ``spare`` stay in any case.

    ``gentle`` rests between portions so that edits are not held up. ``held`` is a folder of backups in which the caller is alone already.
    Raises BackupFailed when none can be made, or Cancelled; then nothing of it is left behind.
    """
    workspace = resolved(workspace)
    if not workspace.is_file():
        raise UserError(f"There is no workspace at {workspace}, so there is nothing to back up.")
    folder = place_of(workspace)
    try:
        with explaining(workspace, folder), holding(folder, is_held=folder == held), reading_workspace(workspace):
            refuse_full(folder)
            pace = Pace(folder, gentle=gentle, cancelled=cancelled, on_progress=progress)
            try:
                made = _write(workspace, folder, reason, pace)
            except BaseException:
                _sweep(folder, listing.listed(folder))
                raise
            sync_folder(folder)
            with contextlib.suppress(OSError, driver.DriverError):  # what is too much goes the next time: this one is made
                _thin(folder, made, spare)
            return listing.read(made.path, pieces.files_of(folder)).backup
    finally:
        fold_if_alone(workspace)


def delete_all(workspace: Path, which: Callable[[Backup], bool] = lambda _: True) -> int:
    """Delete every backup of a workspace, or those of ``which`` that is so, with pieces that no other needs; returns how many went.

    None of another workspace is deleted. Raises BackupFailed where that is refused, or another one is being made.
    """
    workspace = resolved(workspace)
    folder = place_of(workspace)
    if not folder.is_dir():
        return 0
    try:
        with holding(folder):
            found = listing.listed(folder, lambda: origin_of(workspace))
            gone = [one for one in found if not one.backup.is_other and which(one.backup)]
            for one in gone:
                one.backup.path.unlink()
            _sweep(folder, [one for one in found if one not in gone])
            sync_folder(folder)
    except OSError as error:
        text = f"Not all backups in {folder.name} can be deleted: {error.strerror or error}. See that you may write into this folder."
        raise BackupFailed("folder", text) from None
    with contextlib.suppress(OSError):  # something else lies in it
        parts_of(folder).rmdir()
        folder.rmdir()
    return len(gone)


@contextmanager
def none_made(workspace: Path) -> Iterator[None]:
    """Within it no backup of a workspace is made or thinned out. Raises BackupFailed, "busy" where one is being made."""
    workspace = resolved(workspace)
    folder = place_of(workspace)
    with contextlib.ExitStack() as stack:
        with explaining(workspace, folder):
            stack.enter_context(holding(folder))
        yield


@dataclass(frozen=True)
class _Made:
    """A new backup, the bytes that those of its workspace may take, and what tells that from others."""

    path: Path
    budget: int
    origin: Origin


def _write(workspace: Path, folder: Path, reason: str, pace: Pace) -> _Made:
    """Write the file of a new backup, and all that it needs beside it."""
    number = max((one.backup.number for one in listing.listed(folder)), default=0) + 1
    moment = clock.now()
    path = folder

    def named(digest: str) -> Path:
        nonlocal path
        path = file_of(folder, number, moment, reason, digest)
        return path

    with new_database(folder, workspace, pace, named) as db:
        _refuse_damaged(db, workspace, pace)
        needed = pieces.pieces_of(db)
        budget, origin = _budget(db), origin_in(db, "src")
        there = pieces.files_of(folder)
        kept_already = sum(there[key].stat().st_size for key in {piece.key for piece in needed} & there.keys())
        pace.total = max(0, workspace.stat().st_size - kept_already)
        copy_marks(db, BACKUP_ID)
        copy_tables(db)
        db.execute(listing.TABLE)
        about = (number, moment.isoformat(timespec="microseconds"), reason, *listing.newest_step(db, "src"))
        db.execute("INSERT INTO _backup VALUES (?, ?, ?, ?, ?)", about)
        db.execute(pieces.TABLE)
        rows = [(piece.kind, piece.id, piece.key, piece.rows) for piece in needed]
        db.executemany("INSERT INTO _backup_file VALUES (?, ?, ?, ?)", rows)
        db.execute("COMMIT")  # the log of the workspace can be folded again; each piece is read from a state of its own
        pieces.keep(folder, workspace, needed, pace)
    return _Made(path, budget, origin)


def _refuse_damaged(db: driver.Connection, workspace: Path, pace: Pace) -> None:
    if db.execute("PRAGMA src.application_id").fetchone()[0] != APPLICATION_ID:
        raise _no_workspace(workspace)
    pace.say("Checking the file")
    refuse_faults(workspace, db, "src")


def _no_workspace(workspace: Path) -> BackupFailed:
    return BackupFailed("damaged", f"{workspace.name} is not a workspace of Prodops Desktop, so no backup of it is made.")


def refuse_faults(workspace: Path, db: driver.Connection, schema: str) -> None:
    """Raise BackupFailed when SQLite finds a fault in the file that is attached as ``schema``."""
    faults = [row[0] for row in db.execute(f"PRAGMA {schema}.quick_check").fetchall() if row[0] != "ok"]
    if faults:
        raise damaged(workspace, faults[0])


def damaged(workspace: Path, found: object) -> BackupFailed:
    text = f"{workspace.name} is damaged ({found}), so no backup is made of it: it would push out good ones. Restore one of those."
    return BackupFailed("damaged", text)


def _budget(db: driver.Connection) -> int:
    row = db.execute("SELECT value FROM src.setting WHERE key = 'backups_mb'").fetchone()
    text = str(row[0]) if row and str(row[0]).isdecimal() else settings.DEFAULTS["backups_mb"]
    return int(text) * 1_000_000  # as sizes are shown


def _thin(folder: Path, made: _Made, spare: Collection[Path]) -> None:
    """Delete the backups of this workspace that are too many or too much, oldest first, and then the pieces that nobody needs any more.

    One to which somebody has given a name of their own is wanted, and stays.
    """
    found = listing.listed(folder, lambda: made.origin)
    own = [one for one in found if not one.backup.is_other]
    spared = {made.path, *spare, *(one.backup.path for one in own if read_name(one.backup.path) is None)}
    staying = kept((Dated(one.backup.number, one.backup.moment, one.backup.reason) for one in own), clock.now())
    left = [one for one in own if one.backup.number in staying or one.backup.path in spared]
    sizes = [(one.backup.number, one.backup.size, frozenset(piece.key for piece in one.pieces or ())) for one in left]
    there = {key: path.stat().st_size for key, path in pieces.files_of(folder).items()}
    fitting = within(made.budget, sizes, there)
    gone = [one for one in own if one.backup.number not in fitting and one.backup.path not in spared]
    for one in gone:
        one.backup.path.unlink()
    if gone:
        sync_folder(folder)
    _sweep(folder, [one for one in found if one not in gone])


def _sweep(folder: Path, found: list[listing.Listed]) -> None:
    """Delete unfinished files, and the pieces that no backup needs; while a backup can't be read, nobody knows what it needs."""
    for path in folder.glob(f"{UNFINISHED}*"):
        path.unlink(missing_ok=True)
    if all(one.pieces is not None for one in found):
        pieces.sweep(folder, {piece.key for one in found for piece in one.pieces or ()})


@contextmanager
def explaining(workspace: Path, folder: Path) -> Iterator[None]:
    """What the disk does to a backup, as a sentence."""
    try:
        yield
    except driver.DriverError as error:
        cause = driver.cause_of(error)
        if cause == driver.FULL:
            raise no_room(folder) from None
        if "not a database" in str(error):
            raise _no_workspace(workspace) from None
        if cause == driver.DAMAGED or isinstance(error, driver.IntegrityError):  # a key that stands twice, say
            raise damaged(workspace, "a part of it can’t be read") from None
        if cause is None:
            raise
        raise _cannot(folder, str(error)) from None
    except OSError as error:
        if error.errno in NO_ROOM:
            raise no_room(folder) from None
        raise _cannot(folder, error.strerror or str(error)) from None


def _cannot(folder: Path, why: str) -> BackupFailed:
    text = f"No backup can be made in {folder.name}: {why}. See that you may write into this folder and its disk is there."
    return BackupFailed("folder", text)
