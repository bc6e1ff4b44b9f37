"""The workspace as a file on a disk: what it must look like to be opened, how it is made, and who may write it."""

import contextlib
import os
import shutil
import stat
import time
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.beside import LONGEST_NAME
from prodops_desktop.workspace.lock import Lock
from prodops_desktop.workspace.migrate import APPLICATION_ID, migrate, schema_of
from prodops_desktop.workspace.migrations import SCHEMA
from prodops_desktop.workspace.unfinished import rescued

SUFFIX = ".prodops"
_MAGIC = b"SQLite format 3\x00"
_LONGEST_PATH = 504
"""SQLite opens no file at a longer one."""
_ROOM_BESIDE = 64
"""What lies beside a workspace, or in the folder of its backups, has a longer path by so much."""
_HEAD = 100
LONGEST_WITH_JOURNAL = 255 - len("-journal")
"""A longer name leaves no room for the journal that SQLite would keep until a file has its log; nothing can be lost of it before."""
BACKUP_ID = int.from_bytes(b"PRDB", "big")
"""How a backup is told from a workspace, which it is not before its imported rows are with it again."""
_RESTORE = "restore a backup of it (File › Backups…, or the command “restore”)"
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


def is_same_file(path: Path, other: Path) -> bool:
    """Whether both lead to one place, whatever links and detours they take; ``other`` is a resolved one."""
    with contextlib.suppress(UserError):
        if resolved(path) == other:
            return True
    with contextlib.suppress(OSError, ValueError):
        return path.samefile(other)
    return False


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
    check_names(path, create=create)
    if not path.exists():
        if not create:
            if copies := [copy for copy in rescued(path) if copy.suffix == SUFFIX]:
                left = f"It was moved or deleted while it was open, and what it held then is in {copies[-1].name} beside it: open that one."
                raise UserError(f"There is no workspace at {path}. {left}")
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


def check_names(path: Path, *, create: bool) -> None:
    """Raise UserError when the name or path is too long for a workspace, and for what lies beside one that is to be made."""
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise UserError(f"“{path.name[:60]}…” is too long a name for a workspace. Give it one of {LONGEST_NAME} bytes at most.")
    length, most = len(os.fsencode(path)), _LONGEST_PATH - (_ROOM_BESIDE if create and not path.exists() else 0)
    if length > most:
        raise UserError(f"The path of {path.name} is too long: it has {length} bytes, and {most} is the most. Choose a folder higher up.")


def _check_header(path: Path, *, create: bool) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except PermissionError:
        raise UserError(f"{path} may not be read by you. Change its permissions, or copy it to a folder of yours.") from None
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}. See that its disk is there and open it again.") from None
    if not head:
        if create:
            return
        raise UserError(f"{path.name} is empty: not one byte is in it. If it held a workspace, {_RESTORE}.")
    if not _MAGIC.startswith(head[: len(_MAGIC)]):
        raise UserError(
            f"{path.name} is not a workspace of Prodops Desktop. Spreadsheets are imported into one; open a file that ends in {SUFFIX}."
        )
    if len(head) == _HEAD:
        _check_owner(path, int.from_bytes(head[68:72], "big"))
    _check_length(path, head, size)


def _check_owner(path: Path, application: int) -> None:
    if application == BACKUP_ID:
        raise UserError(f"{path.name} is a backup and was left as it is. Restore it: File › Backups…, or the command “restore”.")
    if application != APPLICATION_ID:
        raise UserError(f"{path.name} is a database of another program, not a workspace of Prodops Desktop, and was left as it is.")


def _check_length(path: Path, head: bytes, size: int) -> None:
    """Refuse a file that lacks pages which its head counts, unless they may stand in a log that is still to be folded in."""
    for log in (_with(path, "-wal"), _with(path, "-journal")):
        with contextlib.suppress(OSError):  # there is none, or the name leaves no room for one
            if log.stat().st_size:
                return
    page = int.from_bytes(head[16:18], "big")
    whole = max(_HEAD, int.from_bytes(head[28:32], "big") * (0x10000 if page == 1 else page))
    is_counted = len(head) < _HEAD or head[24:28] == head[92:96]  # else a program that does not count wrote it last
    if is_counted and size < whole:
        lacks = f"{size:,} bytes are there, and at least {whole:,} belong to it"
        raise UserError(f"{path.name} is cut short: {lacks}. It was left as it is; {_RESTORE}.")


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


def prepare(path: Path) -> tuple[driver.Connection, bool]:
    """Make the file if it is missing and bring it to today's schema: a connection that may write it, and whether it was made.

    The caller holds the lock.
    """
    fresh = not path.exists()
    if fresh:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    has_long_name = len(os.fsencode(path.name)) > LONGEST_WITH_JOURNAL
    is_settled = not fresh and not has_long_name and waiting_log(path) is None
    connection = driver.connect(path)
    try:
        if has_long_name:
            connection.execute("PRAGMA journal_mode = MEMORY")
        if not connection.execute("PRAGMA application_id").fetchone()[0]:  # before its log exists: from now on it is known as ours
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
        _remove_spent_journal(path)
        refuse_newer(path, connection)
        if schema_of(connection) < SCHEMA:
            is_settled = False
            _bring_up_to_date(path, connection)
    except BaseException:
        connection.close()
        if fresh:
            remove(path)
        raise
    if not is_settled:
        connection.close()  # what its log holds is folded into the file
        connection = driver.connect(path)
    return connection, fresh


def _remove_spent_journal(path: Path) -> None:
    """Of a file with a log no journal is read any more: what one of a restoring that was killed held has been rolled back by now."""
    with contextlib.suppress(OSError):  # the name leaves no room for one, or it may not be deleted, which does no harm
        _with(path, "-journal").unlink(missing_ok=True)


def _bring_up_to_date(path: Path, connection: driver.Connection) -> None:
    if schema_of(connection):
        _back_up_first(path)
    migrate(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _back_up_first(path: Path) -> None:
    """Keep an older file as it is before it is changed; one of which no backup can be made, whatever the reason, stays as it is."""
    from prodops_desktop.workspace import backups  # it stands on this module, and is seldom needed here

    try:
        backups.make(path, "migration", gentle=False)
    except UserError as error:
        left = f"{path.name} comes from an older version and was left as it is: before it is brought up to date, it has to be backed up."
        raise UserError(f"{left} {error}") from error


def check_schema(path: Path, connection: driver.Connection) -> None:
    """Raise UserError when a file that we only read has another schema than this program's."""
    refuse_newer(path, connection)
    found = schema_of(connection)
    if found == 0:
        raise UserError(f"{path.name} is just being made by another program. Open it again in a moment.")
    if found < SCHEMA:
        raise UserError(f"{path.name} comes from an older version. Open it for writing once, which brings it up to date.")
    connection.execute("SELECT count(*) FROM change").fetchone()


def waiting_log(path: Path) -> Path | None:
    """The log beside a file in which changes wait to be folded in; None where there are none."""
    log = _with(path, "-wal")
    return log if log.exists() and log.stat().st_size else None


def check_no_log(path: Path) -> None:
    """Raise UserError when changes wait in a log that can't be read from a folder without write access."""
    if log := waiting_log(path):
        raise UserError(
            f"{path.name} has changes that wait in {log.name}, and can't be read in a folder that you may not write. "
            "Copy both files to a folder of yours and open the copy."
        )


def fold_if_alone(path: Path) -> None:
    """After reading only: fold what a log may hold into the file and take the log away, unless somebody else has the file open."""
    if not any(_with(path, ending).exists() for ending in ("-wal", "-shm")) or _open_files.count(path) > 1:
        return
    lock = Lock(path)
    with contextlib.suppress(OSError, driver.DriverError):  # then it stays as it is, which does no harm
        if lock.take():
            if os.access(path, os.W_OK):
                connection = driver.connect(path)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.close()
            elif not _with(path, "-wal").stat().st_size:  # made by our reading, with the rights of the file: nobody could write it
                remove_log(path)
    lock.release()


def remove(path: Path) -> None:
    """Delete a workspace that nobody needs: its log first, since one that stayed behind would be taken for that of the next file there."""
    remove_log(path)
    path.unlink(missing_ok=True)


def remove_log(path: Path) -> None:
    """Take away a log that holds nothing."""
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            _with(path, ending).unlink(missing_ok=True)


def remove_log_of_none(path: Path) -> None:
    """Take away an empty log beside a file that is gone from there."""
    with contextlib.suppress(OSError):
        if not path.exists() and not _with(path, "-wal").stat().st_size:
            remove_log(path)


def cannot_open(path: Path, error: driver.DriverError) -> str:
    """Why a file can't be opened, in a sentence."""
    cause = driver.cause_of(error)
    if cause == driver.BUSY:
        return f"{path.name} can't be opened, because another program keeps it for itself. Close that program and open it again."
    with contextlib.suppress(OSError):
        if cause != driver.DAMAGED and shutil.disk_usage(path.parent).free < _LITTLE_ROOM:
            return f"{path.name} can't be opened, because there is no room left on its disk. Free some and open it again; nothing is lost."
    if cause in (driver.UNREACHABLE, driver.REFUSED):
        return f"{path.name} can't be opened: {error}. See that its disk and folder can be written, and open it again; nothing is lost."
    return f"{path.name} can't be opened: {error}. It may be damaged; {_RESTORE}."


def _with(path: Path, ending: str) -> Path:
    """A file of SQLite's beside the workspace."""
    return path.with_name(path.name + ending)


def refuse_newer(path: Path, connection: driver.Connection) -> None:
    """Raise UserError when a newer version of the program made the file."""
    found = schema_of(connection)
    if found > SCHEMA:
        raise UserError(
            f"{path.name} was made by a newer version of Prodops Desktop (file version {found}, this program knows {SCHEMA}). "
            "Install the newer version."
        )
