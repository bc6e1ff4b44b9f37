"""Makes the database files of a backup: nobody else may read them, and they bear their names only once they are whole and on the disk."""

import contextlib
import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prodops_desktop.workspace import driver
from prodops_desktop.workspace.backups.throttle import MANY, Pace
from prodops_desktop.workspace.file import check_no_log, mark_closed, mark_open

UNFINISHED = ".unfinished-"
_SETTINGS = (
    "main.journal_mode = OFF",
    "main.synchronous = OFF",
    "main.cache_size = -2000",
    "main.locking_mode = EXCLUSIVE",
    "foreign_keys = OFF",
)
"""A file that is thrown away unless it becomes whole needs no journal; little is held back, so that it is written evenly."""


@contextmanager
def reading_workspace(workspace: Path) -> Iterator[None]:
    """While connections of a backup read the workspace, nobody may open it by hand: closing it would drop their locks."""
    mark_open(workspace)
    try:
        yield
    finally:
        mark_closed(workspace)


def reading(source: Path) -> driver.Connection:
    """A connection that can read the file, also in a folder into which nothing can be written."""
    connection = driver.connect(source, read_only=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.FileError:
        connection.close()
        if os.access(source.parent, os.W_OK):
            raise
        check_no_log(source)
        return driver.connect(source, read_only=True, immutable=True)
    return connection


@contextmanager
def new_database(
    folder: Path, workspace: Path, pace: Pace, name: Callable[[str], Path], instructions: int = MANY
) -> Iterator[driver.Connection]:
    """A new file in ``folder`` as "main", with ``workspace`` as "src"; at the end it becomes ``name(digest of its bytes)``.

    What fails takes the file away again. That the new name is known to the disk, too, is left to the caller.
    """
    path = folder / f"{UNFINISHED}{os.getpid()}-{uuid.uuid4().hex[:8]}"
    try:
        with new_file(path) as descriptor:
            with contextlib.closing(driver.connect(path)) as connection:
                for setting in _SETTINGS:
                    connection.execute(f"PRAGMA {setting}")
                driver.attach(connection, workspace, "src")
                with pace.watching(connection, descriptor, instructions):
                    connection.execute("BEGIN")
                    yield connection
                    if connection.in_transaction:
                        connection.execute("COMMIT")
            os.fsync(descriptor)
            digest = _digest(descriptor, pace)
        os.replace(path, name(digest))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@contextmanager
def new_file(path: Path) -> Iterator[int]:
    """A descriptor of a new file that nobody else may read; it outlives the connections to the file, whose locks its end would drop."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _digest(descriptor: int, pace: Pace) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    found = hashlib.sha256()
    while block := os.read(descriptor, 1 << 20):
        found.update(block)
        pace.look()
    return found.hexdigest()[:32]


def digest_of(path: Path) -> str:
    """The digest that :func:`new_database` gave a file, as the bytes are now."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def sync_folder(folder: Path) -> None:
    """See to it that new names and those gone are known to the disk, too."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def quoted(name: str) -> str:
    """A name of a table or column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
