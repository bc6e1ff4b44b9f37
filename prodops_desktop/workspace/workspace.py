"""Opens, shares and closes a workspace file: one writer, any number of readers, nothing left beside it."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.lock import Lock
from prodops_desktop.workspace.migrate import APPLICATION_ID, migrate, schema_of
from prodops_desktop.workspace.migrations import SCHEMA
from prodops_desktop.workspace.store import Derivation, Store
from prodops_desktop.workspace.tracking import install_triggers
from prodops_desktop.workspace.writer import Steps, Writer

SUFFIX = ".prodops"
_MAGIC = b"SQLite format 3\x00"

Result = TypeVar("Result")


class Workspace:
    """An open workspace. ``holder`` says who keeps us from writing, when we may only read."""

    def __init__(self, path: Path, lock: Lock | None, holder: str | None, derivations: tuple[Derivation, ...]) -> None:
        self.path = path
        self.holder = holder
        self._lock = lock
        self._derivations = derivations
        self._readers = threading.local()
        self._connections: list[driver.Connection] = []
        self._guard = threading.Lock()
        self._immutable = False
        self._writer = Writer(self._open_writer) if lock is not None else None

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False, derivations: tuple[Derivation, ...] = ()) -> "Workspace":
        """Open the workspace at ``path``, made first when missing and ``create`` says so.

        Where another program writes it, or the folder can't be written, it opens for reading only. Raises UserError
        when there is no such file, it is not a workspace, is damaged, or comes from a newer version of the program.
        """
        path = path.absolute()
        _check_driver()
        if not path.exists() and not create:
            raise UserError(f"There is no workspace at {path}. Check the name, or make one by importing a spreadsheet into it.")
        if path.exists():
            _check_header(path)
        lock, holder = (None, "this was asked for") if read_only else _take_lock(path)
        try:
            if lock is not None:
                _prepare(path)
            workspace = cls(path, lock, holder, derivations)
            workspace._check_readable()
        except driver.DriverError as error:
            _release(lock)
            raise UserError(f"{path.name} can't be opened: {error}. It may be damaged; restore a copy of it.") from error
        except BaseException:
            _release(lock)
            raise
        return workspace

    @property
    def writable(self) -> bool:
        """Whether this program holds the right to write."""
        return self._writer is not None

    def run(self, change: Callable[[Store], Result]) -> "Future[Result]":
        """Run an edit on the writer; it overtakes bulk work. Raises UserError when the workspace is open for reading only."""
        return self._need_writer().run(change)

    def bulk(self, steps: Callable[[Store], Steps]) -> "Future[None]":
        """Run long work as short steps between the edits."""
        return self._need_writer().bulk(steps)

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """One consistent state of the file, on this thread's own connection."""
        connection = getattr(self._readers, "connection", None)
        if connection is None:
            connection = self._readers.connection = self.connect_reader()
        store = Store(connection, writable=False)
        if connection.in_transaction:
            yield store
            return
        connection.execute("BEGIN")
        try:
            yield store
        finally:
            connection.execute("COMMIT")

    def connect_reader(self) -> driver.Connection:
        """A new connection that can only read (and keep temporary tables); it is closed with the workspace."""
        connection = driver.connect(self.path, read_only=True, immutable=self._immutable)
        connection.execute("PRAGMA temp_store = MEMORY")
        with self._guard:
            self._connections.append(connection)
        return connection

    def close(self) -> None:
        """Finish what is queued, fold the log into the one file, and let others write."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        if self._writer is not None:
            self._writer.stop(_fold)
            self._writer = None
        _release(self._lock)

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _need_writer(self) -> Writer:
        if self._writer is None:
            raise UserError(f"{self.path.name} is open for reading only, because {self.holder}. Close it there, then open it here again.")
        return self._writer

    def _open_writer(self) -> Store:
        connection = driver.connect(self.path)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA temp_store = MEMORY")
        install_triggers(connection)
        return Store(connection, writable=True, derivations=self._derivations)

    def _check_readable(self) -> None:
        """Read once, so that a file which can't be read says so now; a log that can't be written beside it is done without."""
        try:
            self.connect_reader().execute("SELECT count(*) FROM change").fetchone()
        except driver.FileError:
            if self.writable or os.access(self.path.parent, os.W_OK):
                self.close()
                raise
            self._immutable = True
            self.connect_reader().execute("SELECT count(*) FROM change").fetchone()


def _check_driver() -> None:
    if driver.LIBRARY_VERSION < driver.LOWEST_VERSION:
        wanted, found = (".".join(map(str, version)) for version in (driver.LOWEST_VERSION, driver.LIBRARY_VERSION))
        raise UserError(f"This Python carries SQLite {found}; workspaces need {wanted} or newer. Install a newer Python.")


def _check_header(path: Path) -> None:
    """Look at the first bytes before any connection is open: closing a handle later would drop SQLite's locks."""
    if path.is_dir():
        raise UserError(f"{path} is a folder, not a workspace. Name a file that ends in {SUFFIX}.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError:
        raise UserError(f"{path} may not be read by you. Change its permissions, or copy it to a folder of yours.") from None
    if head and (len(head) < 100 or not head.startswith(_MAGIC)):
        raise UserError(
            f"{path.name} is not a workspace of Prodops Desktop. Spreadsheets are imported into one; open a file that ends in {SUFFIX}."
        )
    application = int.from_bytes(head[68:72], "big")
    if head and application != APPLICATION_ID:
        raise UserError(f"{path.name} is a database of another program, not a workspace of Prodops Desktop, and was left as it is.")


def _take_lock(path: Path) -> tuple[Lock | None, str | None]:
    lock = Lock(path)
    try:
        if lock.take():
            if path.exists() and not os.access(path, os.W_OK):
                lock.release()
                return None, "the file may not be written by you"
            return lock, None
    except OSError:
        if not path.exists():
            raise UserError(
                f"No workspace can be made in {path.parent}: the folder is missing or may not be written. Choose another folder."
            ) from None
        return None, f"the folder {path.parent} may not be written by you"
    return None, f"{lock.holder()} writes it"


def _prepare(path: Path) -> None:
    """Make the file if it is missing and bring it to today's schema."""
    fresh = not path.exists()
    if fresh:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = driver.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        found = schema_of(connection)
        if found > SCHEMA:
            raise UserError(
                f"{path.name} was made by a newer version of Prodops Desktop (file version {found}, this program knows {SCHEMA}). "
                "Install the newer version."
            )
        if found < SCHEMA:
            migrate(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except BaseException:
        connection.close()
        if fresh:
            path.unlink()
        raise
    connection.close()


def _fold(store: Store) -> None:
    with contextlib.suppress(driver.DriverError):  # a reader elsewhere still needs the log; the next one to close folds it
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.db.close()


def _release(lock: Lock | None) -> None:
    if lock is not None:
        lock.release()
