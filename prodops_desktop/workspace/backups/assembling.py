"""Makes a workspace out of a backup and its pieces, or out of a whole copy, in a new file that is checked before anybody uses it."""

import contextlib
import os
import shutil
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.work.clock import spoken_moment
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.backups import listing, pieces
from prodops_desktop.workspace.backups.copying import make_rest
from prodops_desktop.workspace.backups.databases import digest_of, new_file, reading_workspace
from prodops_desktop.workspace.backups.model import BackupFailed, read_name
from prodops_desktop.workspace.backups.throttle import Pace
from prodops_desktop.workspace.backups.whole import copy_pages
from prodops_desktop.workspace.file import fold_if_alone
from prodops_desktop.workspace.migrate import APPLICATION_ID


@dataclass(frozen=True)
class Made:
    """What a new file is, such as “as of 23 Nov 2026, 11:20”, and in a sentence what it lacks."""

    told: str
    lacks: str | None = None


def assemble(source: Path, out: Path, pace: Pace, *, partly: bool, spoilt: Set[Path] = frozenset()) -> Made:
    """Bring a backup and its pieces together, but for the ``spoilt`` ones.

    Raises UserError when it is damaged, or not complete and not wanted ``partly``.
    """
    there = {key: path for key, path in pieces.files_of(source.parent).items() if path not in spoilt}
    found = listing.read(source, there)
    if found.pieces is None:
        raise _damaged(source, "it can’t be read")
    trouble = found.backup.trouble or _changed(source)
    if trouble and not partly:
        told = f"The backup of {spoken_moment(found.backup.moment)} is not complete. {trouble}"
        raise UserError(f"{told} Nothing was restored: choose another one, or restore what is left of this one.")
    pace.say("Restoring")
    with new_file(out) as descriptor:
        with source.open("rb") as read, open(descriptor, "wb", closefd=False) as write:
            shutil.copyfileobj(read, write, 1 << 20)
        pace.total = found.backup.size + found.backup.shared
        with contextlib.closing(driver.connect(out)) as db:
            for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
                db.execute(f"PRAGMA {setting}")
            with pace.watching(db, descriptor):
                _fill(db, found.pieces, there, source)
        os.fsync(descriptor)
    return Made(f"as of {spoken_moment(found.backup.moment)}", trouble)


def copy(source: Path, out: Path, pace: Pace) -> Made:
    """Copy a whole workspace; it is told by its newest step."""
    try:
        with reading_workspace(source):
            copy_pages(source, out, pace)
        fold_if_alone(source)
    except BackupFailed as failure:
        if failure.cause != "damaged":
            raise
        raise _damaged(source, "it fails SQLite’s check") from None
    with contextlib.closing(driver.connect(out, read_only=True, immutable=True)) as db:
        step_at = listing.newest_step(db, "main")[1]
    return Made(f"as of {spoken_moment(datetime.fromisoformat(step_at))}" if step_at else "as it was when it was new")


def _changed(source: Path) -> str | None:
    """A sentence when the file of a backup is not what was written; one that was renamed is believed."""
    named = read_name(source)
    return None if named is None or digest_of(source).startswith(named.digest) else "Its file was changed after it was made."


def _fill(db: driver.Connection, needed: tuple[pieces.Piece, ...], there: dict[str, Path], source: Path) -> None:
    """Put the pieces back into the copy of a backup, and make a workspace of it."""
    dangling = _dangling(db)
    for piece in needed:
        if piece.key in there:
            driver.attach(db, there[piece.key], "piece", immutable=True)
            rows = pieces.put_back(db, piece)
            db.execute("DETACH DATABASE piece")
            if rows != piece.rows:
                raise _damaged(source, f"{rows} of {piece.rows} rows of an import are there")
    db.execute("BEGIN")
    make_rest(db)
    db.execute("DROP TABLE _backup")
    db.execute("DROP TABLE _backup_file")
    db.execute("COMMIT")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    wrong = [row[0] for row in db.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]
    if wrong:
        raise _damaged(source, wrong[0])
    if _dangling(db) != dangling:
        raise _damaged(source, "rows refer to others that are not there")


def _dangling(db: driver.Connection) -> int:
    """How many rows refer to one that is not there: no more in the whole file than in the state that was backed up."""
    return len(db.execute("PRAGMA foreign_key_check").fetchall())


def _damaged(source: Path, why: str) -> UserError:
    return UserError(f"{source.name} is damaged ({why}), so nothing was restored. Choose another one.")
