"""The one module that speaks to SQLite's driver, so that an encrypting driver can take its place."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

Connection = sqlite3.Connection
Cursor = sqlite3.Cursor
Row = sqlite3.Row

DriverError = sqlite3.Error
"""What the driver raises, whatever its cause."""
FileError = sqlite3.DatabaseError
"""The file is damaged, full, locked or not a database."""
IntegrityError = sqlite3.IntegrityError

FULL, DAMAGED, REFUSED, UNREACHABLE, BUSY = "full", "damaged", "refused", "unreachable", "busy"
_CAUSES = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_READONLY: REFUSED,
    sqlite3.SQLITE_PERM: REFUSED,
    sqlite3.SQLITE_IOERR: UNREACHABLE,
    sqlite3.SQLITE_CANTOPEN: UNREACHABLE,
    sqlite3.SQLITE_BUSY: BUSY,
}

LOWEST_VERSION = (3, 37, 0)
"""STRICT tables came with this version."""
LIBRARY_VERSION = sqlite3.sqlite_version_info


def cause_of(error: BaseException) -> str | None:
    """What the disk, the file or another program has done to us: one of the words above; None for a mistake of the program."""
    code = getattr(error, "sqlite_errorcode", None)  # the driver gives one to what the library reported, not to what it found itself
    return None if code is None else _CAUSES.get(code & 0xFF)


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> Connection:
    """Open ``path`` in autocommit mode with named columns and foreign keys on; it must exist already.

    ``immutable`` reads a file on which nobody can write (its folder is read-only too), without a lock.
    """
    address = _address(path, read_only=read_only, immutable=immutable)
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.row_factory = Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def attach(connection: Connection, path: Path, name: str, *, immutable: bool = False) -> None:
    """Let ``connection`` read a second file, as the schema ``name``; nothing can be written into it."""
    connection.execute(f"ATTACH DATABASE ? AS {name}", (_address(path, read_only=True, immutable=immutable),))


def attach_memory(connection: Connection, name: str) -> None:
    """Let ``connection`` use a database in memory as the schema ``name``, the same one in every connection of this process that has
    attached it; it is gone with the last of them."""
    connection.execute(f"ATTACH DATABASE 'file:/{name}?vfs=memdb' AS {name}")


def _address(path: Path, *, read_only: bool, immutable: bool) -> str:
    return f"file:{quote(str(path))}?mode={'ro' if read_only else 'rw'}{'&immutable=1' if immutable else ''}"
