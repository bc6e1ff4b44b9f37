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

LOWEST_VERSION = (3, 37, 0)
"""STRICT tables came with this version."""
LIBRARY_VERSION = sqlite3.sqlite_version_info


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> Connection:
    """Open ``path`` in autocommit mode with named columns and foreign keys on; it must exist already.

    ``immutable`` reads a file on which nobody can write (its folder is read-only too), without a lock.
    """
    mode = "ro" if read_only else "rw"
    extra = "&immutable=1" if immutable else ""
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode={mode}{extra}", uri=True, isolation_level=None, check_same_thread=False)
    connection.row_factory = Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
