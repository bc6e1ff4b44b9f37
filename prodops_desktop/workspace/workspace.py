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
from prodops_desktop.workspace.file import (
    cannot_open,
    check_driver,
    check_file,
    check_no_log,
    check_schema,
    fold_if_alone,
    mark_closed,
    mark_open,
    prepare,
    resolved,
    take_lock,
)
from prodops_desktop.workspace.lock import Lock
from prodops_desktop.workspace.store import Derivation, Store
from prodops_desktop.workspace.tracking import install_triggers
from prodops_desktop.workspace.writer import Steps, Writer

Result = TypeVar("Result")


class Workspace:
    """An open workspace. ``holder`` says why we may only read, where we may; ``created``, that opening made the file."""

    def __init__(self, path: Path, lock: Lock | None, holder: str | None, derivations: tuple[Derivation, ...], *, created: bool) -> None:
        self.path = path
        self.holder = holder
        self.created = created
        self._lock = lock
        self._derivations = derivations
        self._readers = threading.local()
        self._connections: list[driver.Connection] = []
        self._closed = False
        self._guard = threading.Lock()
        self._immutable = False
        self._writer = Writer(self._open_writer) if lock is not None else None
        mark_open(path)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False, derivations: tuple[Derivation, ...] = ()) -> "Workspace":
        """Open the workspace at ``path``, made first when missing and ``create`` says so.

        Where another program writes it, or the folder can't be written, it opens for reading only. Raises UserError
        when there is no such file, it is not a workspace, is damaged, or comes from a newer version of the program.
        """
        check_driver()
        path = resolved(path)  # a link would have a lock of its own
        check_file(path, create=create)
        lock, holder = (None, "it was opened so") if read_only else take_lock(path)
        created = False
        try:
            if lock is not None:
                created = prepare(path)
            workspace = cls(path, lock, holder, derivations, created=created)
            workspace._check_readable()
        except driver.DriverError as error:
            _release(lock)
            raise UserError(cannot_open(path, error)) from error
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
        """Finish what is queued, fold the log into the one file, and let others write. Closing again does nothing."""
        if self._closed:
            return
        self._closed = True
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        if self._writer is not None:
            self._writer.stop(_fold)
        elif not self._immutable:
            fold_if_alone(self.path)
        mark_closed(self.path)
        _release(self._lock)

    def discard(self) -> None:
        """Close a workspace that opening made, and take its file away again while nobody else can have begun to write it."""
        if self._writer is not None and self.created:
            self._writer.stop(lambda store: store.db.close())
            self._writer = None
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            for name in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + name).unlink(missing_ok=True)
            self._immutable = True
        self.close()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _need_writer(self) -> Writer:
        if self._writer is None:
            raise UserError(f"Nothing can be changed in {self.path.name}: it is open for reading only, because {self.holder}.")
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
            check_schema(self.path, self.connect_reader())
        except driver.FileError:
            if self.writable or os.access(self.path.parent, os.W_OK):
                self.close()
                raise
            self._immutable = True
            check_no_log(self.path)
            check_schema(self.path, self.connect_reader())
        except BaseException:
            self.close()
            raise


def _fold(store: Store) -> None:
    with contextlib.suppress(driver.DriverError):  # a reader elsewhere still needs the log; the next one to close folds it
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.db.close()


def _release(lock: Lock | None) -> None:
    if lock is not None:
        lock.release()
