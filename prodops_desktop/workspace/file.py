"""The workspace as a file on a disk: what it must look like to be opened, how it is made, and who may write it."""

import contextlib
import os
import shutil
import stat
import time
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.lock import Lock
from prodops_desktop.workspace.migrate import APPLICATION_ID, migrate, schema_of
from prodops_desktop.workspace.migrations import SCHEMA

SUFFIX = ".prodops"
_MAGIC = b"SQLite format 3\x00"
_SPREADSHEETS = frozenset([".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".gz"])
_LITTLE_ROOM = 1 << 20
_PATIENCE = (0.0, 0.05, 0.1, 0.2)
"""Seconds between tries for the lock: a reader that closes holds it for a moment while it tidies up."""

_open_files: list[Path] = []


def resolved(path: Path) -> Path:
    """The real place of ``path``; raises UserError when its name is longer than a file system takes."""
    try:
        path = path.resolve()
        path.exists()
    except (OSError, ValueError) as error:
        raise UserError(f"“{path.name[:60]}” can't be the name of a file: {getattr(error, 'strerror', None) or error}.") from None
    return path


def mark_open(path: Path) -> None:
    """Remember that this process has connections to the file: reading it by hand now would drop their locks."""
    _open_files.append(path)


def mark_closed(path: Path) -> None:
    """Undo one :func:`mark_open`."""
    _open_files.remove(path)


def check_driver() -> None:
    """Raise UserError when the SQLite that Python brings is too old."""
    if driver.LIBRARY_VERSION < driver.LOWEST_VERSION:
        wanted, found = (".".join(map(str, version)) for version in (driver.LOWEST_VERSION, driver.LIBRARY_VERSION))
        raise UserError(f"This Python carries SQLite {found}; workspaces need {wanted} or newer. Install a newer Python.")


def check_file(path: Path, *, create: bool) -> None:
    """Raise UserError unless ``path`` is a workspace by its first bytes, or may become one because nothing is there."""
    if not path.exists():
        if not create:
            raise UserError(f"There is no workspace at {path}. Check the name, or make one by importing a spreadsheet into it.")
        if path.suffix.casefold() in _SPREADSHEETS:
            raise UserError(f"{path.name} is the name of a spreadsheet. Give the new workspace a name that ends in {SUFFIX}.")
        return
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise UserError(f"{path} is a folder, not a workspace. Name a file that ends in {SUFFIX}.")
    if not stat.S_ISREG(mode):
        raise UserError(f"{path} is not a file. Name a file that ends in {SUFFIX}.")
    if path not in _open_files:
        _check_header(path, create=create)


def _check_header(path: Path, *, create: bool) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError:
        raise UserError(f"{path} may not be read by you. Change its permissions, or copy it to a folder of yours.") from None
    if not head and create:
        return
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise UserError(
            f"{path.name} is not a workspace of Prodops Desktop. Spreadsheets are imported into one; open a file that ends in {SUFFIX}."
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise UserError(f"{path.name} is a database of another program, not a workspace of Prodops Desktop, and was left as it is.")


def take_lock(path: Path) -> tuple[Lock | None, str | None]:
    """The right to write, or why we don't have it. Raises UserError when there is no file and none can be made."""
    lock = Lock(path)
    try:
        for pause in _PATIENCE:
            time.sleep(pause)
            if lock.take():
                break
        else:
            return None, f"{lock.holder()} writes it"
    except OSError as error:
        if not path.exists():
            raise UserError(f"No workspace can be made in {path.parent}: {error.strerror}. Choose another folder.") from None
        return None, f"nothing can be written into {path.parent} ({error.strerror})"
    if path.exists() and not os.access(path, os.W_OK):
        lock.release()
        return None, "the file may not be written by you"
    return lock, None


def prepare(path: Path) -> bool:
    """Make the file if it is missing, bring it to today's schema, and say whether it was made. The caller holds the lock."""
    fresh = not path.exists()
    if fresh:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = driver.connect(path)
    try:
        if path.stat().st_size == 0:  # marked before its log exists: whatever happens next, it is known as ours
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
        _refuse_newer(path, connection)
        if schema_of(connection) < SCHEMA:
            migrate(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except BaseException:
        connection.close()
        if fresh:
            path.unlink()
        raise
    connection.close()
    return fresh


def check_schema(path: Path, connection: driver.Connection) -> None:
    """Raise UserError when a file that we only read has another schema than this program's."""
    _refuse_newer(path, connection)
    found = schema_of(connection)
    if found == 0:
        raise UserError(f"{path.name} is just being made by another program. Open it again in a moment.")
    if found < SCHEMA:
        raise UserError(f"{path.name} comes from an older version. Open it for writing once, which brings it up to date.")
    connection.execute("SELECT count(*) FROM change").fetchone()


def check_no_log(path: Path) -> None:
    """Raise UserError when changes wait in a log that can't be read from a folder without write access."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise UserError(
            f"{path.name} has changes that wait in {log.name}, and can't be read in a folder that you may not write. "
            "Copy both files to a folder of yours and open the copy."
        )


def fold_if_alone(path: Path) -> None:
    """After reading only: fold what a log may hold into the file and take the log away, unless somebody else has the file open."""
    if not any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-shm")) or _open_files.count(path) > 1:
        return
    lock = Lock(path)
    with contextlib.suppress(OSError, driver.DriverError):  # then it stays as it is, which does no harm
        if lock.take():
            connection = driver.connect(path)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
    lock.release()


def cannot_open(path: Path, error: driver.DriverError) -> str:
    """Why a file can't be opened, in a sentence."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(path.parent).free < _LITTLE_ROOM:
            return f"{path.name} can't be opened, because there is no room left on its disk. Free some and open it again; nothing is lost."
    return f"{path.name} can't be opened: {error}. It may be damaged; restore a copy of it."


def _refuse_newer(path: Path, connection: driver.Connection) -> None:
    found = schema_of(connection)
    if found > SCHEMA:
        raise UserError(
            f"{path.name} was made by a newer version of Prodops Desktop (file version {found}, this program knows {SCHEMA}). "
            "Install the newer version."
        )
