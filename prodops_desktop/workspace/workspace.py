"""Opens, shares and closes a workspace file: one writer, any number of readers, nothing left beside it."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
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
    remove,
    remove_log_of_none,
    resolved,
    take_lock,
)
from prodops_desktop.workspace.lock import Lock
from prodops_desktop.workspace.mishaps import explained
from prodops_desktop.workspace.rescue import Rescue, fold, taken, write_copy
from prodops_desktop.workspace.store import Derivation, Store
from prodops_desktop.workspace.tracking import install_triggers
from prodops_desktop.workspace.whereabouts import Whereabouts
from prodops_desktop.workspace.writer import Steps, Writer

Result = TypeVar("Result")


class Workspace:
    """An open workspace. ``holder`` says why we may only read, where we may; ``created``, that opening made the file.

    ``swept`` names what opening found beside it of imports, restorings and copies that did not end, and took away. ``unerased`` says why
    traces are left of a record that was erased for good, where opening could not take them away.
    """

    def __init__(
        self,
        path: Path,
        lock: Lock | None,
        holder: str | None,
        derivations: tuple[Derivation, ...],
        *,
        writing: driver.Connection | None,
        created: bool,
    ) -> None:
        self.path = path
        self.holder = holder
        self.created = created
        self.swept: tuple[str, ...] = ()
        self.unerased: str | None = None
        self._lock = lock
        self._derivations = derivations
        self._held = threading.local()
        self._idle: list[driver.Connection] = []
        self._connections: list[driver.Connection] = []
        self._closed = False
        self._guard = threading.Lock()
        self._immutable = False
        self._whereabouts = Whereabouts(path)
        self._writer: Writer | None = None
        self._keeps_images = False
        if lock is not None and writing is not None:
            self._whereabouts.begin()
            self._rescue = Rescue(path, lock, self._whereabouts)
            self._writer = Writer(self._store_of(writing), partial(self._before, lock), self._whereabouts.end, partial(explained, path))
            self._whereabouts.end()
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
        writing, created = None, False
        try:
            if lock is not None:
                writing, created = prepare(path)
            workspace = cls(path, lock, holder, derivations, writing=writing, created=created)
            workspace._check_readable()
        except driver.DriverError as error:
            _let_go(lock, writing)
            raise UserError(cannot_open(path, error)) from error
        except BaseException:
            _let_go(lock, writing)
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
        """One consistent state of the file, on a connection that is this thread's until then. Raises FileTrouble where it can't be read."""
        try:
            within = getattr(self._held, "connection", None)
            if within is not None:
                yield Store(within, writable=False, beside=self._beside)
                return
            connection = self._held.connection = self._idle_reader() or self.connect_reader()
            try:
                connection.execute("BEGIN")
                yield Store(connection, writable=False, beside=self._beside)
            finally:
                self._held.connection = None
                _end_reading(connection)
                self._idle.append(connection)
        except driver.DriverError as error:
            told = explained(self.path, error)
            if told is error:
                raise
            raise told from error

    def _idle_reader(self) -> driver.Connection | None:
        """A connection that has read already: it knows the schema, which takes longer to learn than most readings."""
        with contextlib.suppress(IndexError):  # another thread was quicker
            return self._idle.pop()
        return None

    def connect_reader(self) -> driver.Connection:
        """A new connection that can only read (and keep temporary tables); it is closed with the workspace.

        Raises UserError while the file is lost: another one may lie in its place.
        """
        if self._connections and (lost := self.lost()):
            raise UserError(lost)
        connection = driver.connect(self.path, read_only=True, immutable=self._immutable)
        connection.execute("PRAGMA temp_store = MEMORY")
        with self._guard:
            self._connections.append(connection)
        return connection

    def lost(self) -> str | None:
        """Why the file can't be changed, as a sentence: it was moved, deleted, replaced or changed while open; None while all is well.

        What is not yet in a file that can be found again is brought there at once.
        """
        lost = self._whereabouts.lost()
        if lost and self._writer is not None and not self._rescue.is_settled:
            self._writer.look(self._keep)
        return lost

    def save_copy(self, out: Path) -> Path:
        """Write all that is open into a new file, whether or not its own is still in its place.

        Blocks. Raises UserError where there is a file already, none can be made, or the workspace was closed.
        """
        if self._closed:
            raise UserError("The workspace was closed meanwhile, so no copy of it was written.")
        out = resolved(out)
        if out == self.path or out.exists():
            raise taken(out)
        if self.lost() is None:
            with self._beside() as connection:
                write_copy(self.path, connection, out)
        elif self._writer is not None:
            self._writer.look(lambda store: self._rescue.copied(store.db, out)).result()
        else:
            write_copy(self.path, self._connections[0], out)
        return out

    def close(self) -> None:
        """Finish what is queued, fold the log into the one file, and let others write. Closing again does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._writer is not None:
            self._writer.stop(self._end_writing)
        else:
            self._close_readers()
            if not self._immutable and self.lost() is None:
                fold_if_alone(self.path)
        remove_log_of_none(self.path)
        mark_closed(self.path)
        _let_go(self._lock)

    def _end_writing(self, store: Store) -> None:
        """Of a file that is lost a reader is closed last: with the last one that may write it SQLite would fold the log into it."""
        if self._whereabouts.lost() is None:
            self._close_readers()
            fold(store.db)  # where a reader elsewhere still needs the log, the next one to close folds it
            store.db.close()
        else:
            self._close_readers(but=1)
            self._rescue.keep_at_last(store.db)
            store.db.close()
            self._close_readers()
            self._rescue.drop_log()

    def _close_readers(self, but: int = 0) -> None:
        with self._guard:
            for connection in self._connections[but:]:
                connection.close()
            del self._connections[but:]
            for connection in self._connections:
                _end_reading(connection)

    def discard(self) -> None:
        """Close a workspace that opening made, and take its file away again while nobody else can have begun to write it."""
        if self._writer is not None and self.created:
            self._writer.stop(lambda store: store.db.close())
            self._writer = None
            self._close_readers()
            if self.lost() is None:
                remove(self.path)
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

    def _before(self, lock: Lock, store: Store) -> None:
        """Refuse a change while the file is lost, or another program could take the lock because its file was deleted."""
        if lost := self._whereabouts.lost():
            self._rescue.keep(store.db)
            raise UserError(lost)
        self._rescue.forget()
        if not lock.keep():
            raise UserError(
                f"Nothing can be changed in {self.path.name} now: {lock.path.name} was deleted, and {lock.holder()} writes the workspace. "
                "Close it there, or here."
            )
        self._whereabouts.begin()
        if not self._keeps_images:  # not before the first change: they take longer than all else that opening does
            install_triggers(store.db)
            self._keeps_images = True

    def _keep(self, store: Store) -> None:
        if self._whereabouts.lost():
            self._rescue.keep(store.db)

    @contextmanager
    def _beside(self) -> Iterator[driver.Connection]:
        """A connection for reading that lasts only as long as this: what is temporary in it shadows tables for nobody else."""
        connection = self.connect_reader()
        try:
            yield connection
        finally:
            with self._guard:
                if connection in self._connections:
                    self._connections.remove(connection)
            connection.close()

    def _store_of(self, connection: driver.Connection) -> Store:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA temp_store = MEMORY")
        return Store(connection, writable=True, derivations=self._derivations, beside=self._beside)

    def _first_reader(self) -> driver.Connection:
        connection = self.connect_reader()
        self._idle.append(connection)
        return connection

    def _check_readable(self) -> None:
        """Read once, so that a file which can't be read says so now; a log that can't be written beside it is done without."""
        try:
            check_schema(self.path, self._first_reader())
        except driver.FileError:
            if self.writable or os.access(self.path.parent, os.W_OK):
                self.close()
                raise
            self._immutable = True
            self._idle.clear()
            self._connections.pop().close()
            check_no_log(self.path)
            check_schema(self.path, self._first_reader())
        except BaseException:
            self.close()
            raise


def _end_reading(connection: driver.Connection) -> None:
    """An error of the disk may have ended it already; in a damaged file even its end fails, which changes nothing of what was read."""
    try:
        if connection.in_transaction:
            connection.execute("COMMIT")
    except driver.DriverError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _let_go(lock: Lock | None, writing: driver.Connection | None = None) -> None:
    if writing is not None:
        writing.close()
    if lock is not None:
        lock.release()
