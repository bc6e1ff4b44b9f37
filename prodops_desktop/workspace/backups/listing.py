"""Lists the backups of a workspace, with what is missing of them, and says when the next one is due."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.backups.databases import UNFINISHED, reading_workspace
from prodops_desktop.workspace.backups.model import Backup, place_of, read_name
from prodops_desktop.workspace.backups.origin import UNKNOWN, Origin, origin_in, origin_of
from prodops_desktop.workspace.backups.pieces import PART, Piece, files_of
from prodops_desktop.workspace.file import BACKUP_ID, fold_if_alone, resolved
from prodops_desktop.workspace.history import Step, steps
from prodops_desktop.workspace.store import Store

_HEAD = 72
_DUE = {"opening": timedelta(days=1), "hourly": timedelta(minutes=30)}

TABLE = """CREATE TABLE _backup (
    number INTEGER NOT NULL, moment TEXT NOT NULL, reason TEXT NOT NULL, position INTEGER NOT NULL, step_at TEXT NOT NULL
) STRICT"""


@dataclass(frozen=True)
class Listed:
    """A backup with the pieces that it needs; None when its file can't be read, so that they are not known."""

    backup: Backup
    pieces: tuple[Piece, ...] | None


def all_backups(workspace: Path) -> list[Backup]:
    """The backups of a workspace, newest first; none where there is no folder. The workspace need not be there or be sound.

    Those of another workspace that lay in its place come last.
    """
    workspace = resolved(workspace)
    found = listed(place_of(workspace), lambda: origin_of(workspace))
    return sorted((one.backup for one in found), key=lambda backup: backup.is_other)


def listed(folder: Path, own: Callable[[], Origin] = lambda: UNKNOWN) -> list[Listed]:
    """Every backup in a folder with what it needs, newest first; ``own`` is asked for what tells the workspace from others."""
    try:
        paths = [path for path in folder.iterdir() if _is_backup(path)]
    except OSError:
        return []
    there, origin = files_of(folder), own() if paths else UNKNOWN
    found = [read(path, there, origin) for path in paths]
    return sorted(found, key=lambda one: (one.backup.number, one.backup.path.name), reverse=True)


def _is_backup(path: Path) -> bool:
    """Whether a file is a backup by its head, whatever somebody has named it, or by its name, should it be damaged."""
    if path.name.startswith(UNFINISHED) or not path.is_file():
        return False
    if read_name(path) is not None:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return len(head) == _HEAD and int.from_bytes(head[-4:], "big") == BACKUP_ID


def read(path: Path, there: dict[str, Path], own: Origin = UNKNOWN) -> Listed:
    """One backup; ``there`` are the pieces that lie in its folder, and ``own`` is what tells the workspace from others."""
    try:
        with opened(path) as db:
            row = db.execute("SELECT number, moment, reason, position, step_at FROM _backup").fetchone()
            pieces = tuple(Piece(*one) for one in db.execute("SELECT kind, id, key, rows FROM _backup_file ORDER BY kind, id"))
            schema = int(db.execute("PRAGMA user_version").fetchone()[0])
            is_other = origin_in(db).is_other(own)
            missing = [piece for piece in pieces if piece.key not in there]
            trouble = _trouble(db, missing) if missing else None
    except (OSError, driver.DriverError, TypeError, ValueError):  # damaged in a way that can be seen, or taken away just now
        return _unreadable(path)
    shared = sum(_size(there[key]) for key in {piece.key for piece in pieces} & there.keys())
    told = (int(row["number"]), datetime.fromisoformat(row["moment"]), str(row["reason"]))
    backup = Backup(path, *told, _size(path), shared, int(row["position"]), str(row["step_at"]), schema, trouble, is_other)
    return Listed(backup, pieces)


def _unreadable(path: Path) -> Listed:
    told = read_name(path)
    number, moment, reason = (told.number, told.moment, told.reason) if told else (0, datetime(1, 1, 1), "hand")
    return Listed(Backup(path, number, moment, reason, _size(path), 0, 0, "", 0, "Its file is damaged and can’t be read."), None)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[driver.Connection]:
    """A connection to a backup, which nobody ever writes."""
    connection = driver.connect(path, read_only=True, immutable=True)
    try:
        yield connection
    finally:
        connection.close()


def _trouble(db: driver.Connection, missing: list[Piece]) -> str:
    """What an incomplete backup lacks, by the names of the files that it came from."""
    of_part = (
        "SELECT s.name FROM version_part p JOIN version v ON v.id = p.version JOIN source s ON s.id = v.source WHERE p.part = ? "
        "UNION SELECT s.name FROM h_version_part p JOIN h_version v ON v.id = p.version JOIN source s ON s.id = v.source WHERE p.part = ?"
    )
    names: dict[str, None] = {}
    for piece in missing:
        sql = of_part if piece.kind == PART else "SELECT name FROM source WHERE ? = id AND id = ?"
        names |= dict.fromkeys(str(row[0]) for row in db.execute(sql, (piece.id, piece.id)))
    told = ", ".join(list(names)[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"Imported rows are missing or damaged: those of {told or 'an import'}."


def room_taken(workspace: Path) -> int:
    """The bytes of everything in the folder of backups."""
    folder = place_of(workspace)
    return sum(_size(path) for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def _size(path: Path) -> int:
    """The bytes of a file; none when it was thinned out just now."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def is_due(workspace: Path, reason: str, now: datetime | None = None) -> bool:
    """Whether a backup is due: on "opening" when the last is older than a day, "hourly" when it is 30 minutes old and steps came since.

    Without any of its own, the first step counts instead. A last one that is dated in the future or not complete counts as none of late.
    """
    now = now or clock.now()
    workspace = resolved(workspace)
    last = next((backup for backup in all_backups(workspace) if not backup.is_other), None)
    first, position, step_at = _steps_of(workspace)
    if first is None:
        return False
    if last is None:
        return now - first >= _DUE[reason]
    if reason == "hourly" and (last.position, last.step_at) == (position, step_at):
        return False
    return not last.complete or last.moment > now or now - last.moment >= _DUE[reason]


def _steps_of(workspace: Path) -> tuple[datetime | None, int, str]:
    """The moment of the first step, and id and moment of the newest one."""
    try:
        with reading_workspace(workspace):
            db = driver.connect(workspace, read_only=True)
            try:
                first = db.execute("SELECT at FROM change ORDER BY id LIMIT 1").fetchone()
                return (datetime.fromisoformat(first[0]) if first else None, *newest_step(db, "main"))
            finally:
                db.close()
    except driver.DriverError as error:
        raise UserError(f"{workspace.name} can’t be read ({error}), so it is not known whether a backup is due.") from None
    finally:
        fold_if_alone(workspace)


def newest_step(db: driver.Connection, schema: str) -> tuple[int, str]:
    """Id and moment of the newest step in an attached file; 0 when there is none."""
    row = db.execute(f"SELECT id, at FROM {schema}.change ORDER BY id DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def steps_since(store: Store, backup: Backup) -> list[Step]:
    """The steps of the open file that a backup doesn't hold, oldest first; [] when it can’t be read or is of another workspace."""
    if backup.is_other:
        return []
    try:
        with opened(backup.path) as db:
            theirs = {row[0]: row[1] for row in db.execute("SELECT id, at FROM change")}
    except driver.DriverError:
        return []
    common = backup.position
    ours = {row[0]: row[1] for row in store.db.execute("SELECT id, at FROM change")}
    if ours.get(common) != backup.step_at:  # the file was restored to an earlier state since, and went another way
        different = [step for step in theirs.keys() | ours.keys() if theirs.get(step) != ours.get(step)]
        common = min(different) - 1 if different else common
    return [step for step in steps(store) if step.id > common]
