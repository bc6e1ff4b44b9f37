"""Keeps the writing of a backup out of the way: in small portions that reach the disk at once, with pauses, until it is cancelled."""

import errno
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work.disk import sync
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.backups.model import BackupFailed, OnProgress

_MB = 1 << 20
_PORTION = 1 * _MB
"""Bytes that may wait to be written: an edit whose log is brought to the disk meanwhile waits for these, too."""
_LOOK_AFTER = 0.003
FEW, MANY = 40, 1000
"""Instructions of SQLite's machine between two looks: a row takes four. Each look waits for its turn among all threads."""
_KEPT_FREE = 32 * _MB
"""Room on the disk that is left to the workspace, or a twentieth of a small disk."""

NO_ROOM = frozenset(getattr(errno, name) for name in ("ENOSPC", "EDQUOT") if hasattr(errno, name))
"""What the system says when a disk, or the share of it that a person may use, is full."""


class Pace:
    """Looks after the writing of one backup; ``written`` counts the bytes of all of its files."""

    def __init__(
        self, folder: Path, *, gentle: bool, cancelled: threading.Event | None, on_progress: OnProgress | None, total: int | None = None
    ) -> None:
        self.total = total
        self._folder = folder
        self._gentle = gentle
        self._cancelled = cancelled
        self._on_progress = on_progress
        self._done = 0
        self._descriptor = -1
        self._synced = 0
        self._looked = 0.0
        self._failure: UserError | Cancelled | None = None

    @contextmanager
    def watching(self, connection: driver.Connection, descriptor: int, instructions: int = MANY) -> Iterator[None]:
        """Look after what ``connection`` does and writes into the file behind ``descriptor``, every so many instructions."""
        self._descriptor, self._synced, self._looked = descriptor, 0, time.perf_counter()
        connection.set_progress_handler(self._interrupt, instructions)
        try:
            yield
        except driver.DriverError:
            if self._failure is not None:
                raise self._failure from None
            raise
        finally:
            connection.set_progress_handler(None, 0)
            self._done += os.fstat(descriptor).st_size
            self._descriptor = -1

    def say(self, text: str) -> None:
        """Tell what begins now, of which no measure is known; raises Cancelled when that was asked for."""
        if self._on_progress is not None:
            self._on_progress(Progress(0, None, text))
        self.look()

    def look(self) -> None:
        """Bring what was written to the disk and rest a moment; raises Cancelled, or BackupFailed when the disk is nearly full."""
        if self._cancelled is not None and self._cancelled.is_set():
            raise Cancelled
        if self._descriptor < 0:
            return
        size = os.fstat(self._descriptor).st_size
        if size - self._synced < _PORTION:
            return
        self._synced = size
        refuse_full(self._folder)
        if self._on_progress is not None and self.total is not None:
            total = max(1, self.total // _MB)
            self._on_progress(Progress(min(total, (self._done + size) // _MB), total, "Copying MB"))
        if self._gentle:
            began = time.perf_counter()
            sync(self._descriptor)
            time.sleep(min(0.05, max(0.004, time.perf_counter() - began)))

    def _interrupt(self) -> int:
        """SQLite asks this every few instructions; anything but 0 ends the statement that runs."""
        moment = time.perf_counter()
        if moment - self._looked < _LOOK_AFTER:
            return 0
        try:
            self.look()
        except (UserError, Cancelled) as failure:
            self._failure = failure
            return 1
        finally:
            self._looked = time.perf_counter()
        return 0


def refuse_full(folder: Path) -> None:
    """Raise BackupFailed while there is still room for the edits of the operator on a disk that gets full."""
    disk = shutil.disk_usage(folder)
    if disk.free < min(_KEPT_FREE, disk.total // 20):
        raise no_room(folder)


def no_room(folder: Path) -> BackupFailed:
    """There is no room for a backup."""
    return BackupFailed("room", f"There is not enough room on the disk for a backup in {folder.name}. Free some, and back up again.")
