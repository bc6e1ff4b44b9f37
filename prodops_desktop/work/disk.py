"""Writes and deletes big files a portion after the other: who brings another file to the same disk meanwhile waits for about one."""

import contextlib
import os
from pathlib import Path

PORTION = 32 << 20
"""Bytes that an edit of the window may wait for where an import beside it writes or deletes; a disk takes them in some hundredths of
a second."""

sync = getattr(os, "fdatasync", os.fsync)
"""Brings what was written through a descriptor to the disk; blocks."""


class Portions:
    """The growing file behind ``descriptor``, which is closed by :meth:`close`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._brought = 0

    def bring(self) -> None:
        """Bring it to the disk if it grew by a portion since the last time. Raises OSError, as where the disk is full."""
        if self._size() - self._brought >= PORTION:
            self.bring_rest()

    def bring_rest(self) -> None:
        """Bring whatever was written to the disk. Raises OSError, as where the disk is full."""
        self._brought = self._size()
        sync(self._descriptor)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def _size(self) -> int:
        return os.fstat(self._descriptor).st_size


def take_away(file: Path) -> None:
    """Delete a file that nobody has open, if it is there."""
    with contextlib.suppress(OSError):  # what can't be shortened may still be deleted
        _shorten(file)
    file.unlink(missing_ok=True)


def _shorten(file: Path) -> None:
    """Down to a portion: of freed room many a disk is told at once, and busy with it."""
    with file.open("r+b") as opened:
        for size in range(file.stat().st_size - PORTION, 0, -PORTION):
            opened.truncate(size)
            sync(opened.fileno())
