"""One program writes a workspace at a time: an operating-system lock that a dead holder can't keep."""

import contextlib
import os
import socket
import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    # Windows locks bytes that nobody else may read; one far behind the text leaves the holder's name readable.
    _LOCKED_BYTE = 1 << 20

    def _take(file: IO[str]) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class Lock:
    """The right to write one workspace, held through ``NAME.prodops.lock`` beside it.

    The operating system drops the lock with its process, so a file left by a dead holder blocks nobody.
    """

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.with_name(workspace.name + ".lock")
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Take the lock and write down who has it; false when another program has it already.

        Raises OSError where the folder can't be written.
        """
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            file = os.fdopen(descriptor, "r+", encoding="utf-8")
            if not _take(file):
                file.close()
                return False
            if self._is_current(file):
                break
            file.close()
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()} {socket.gethostname()}\n")
        file.flush()
        self._file = file
        return True

    def _is_current(self, file: IO[str]) -> bool:
        """False when a holder who was just leaving removed this file between our opening and our locking it."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), self.path.stat())
        except OSError:
            return False

    def holder(self) -> str:
        """Who holds the lock, in words: “process 4711 on this computer”."""
        with contextlib.suppress(OSError, ValueError):
            pid, host = self.path.read_text(encoding="utf-8").split()
            return f"process {pid} on {'this computer' if host == socket.gethostname() else host}"
        return "another program"

    def release(self) -> None:
        """Give the lock back. The file goes first, while the lock still keeps others from taking it."""
        if self._file is None:
            return
        if sys.platform == "win32":
            self._file.close()
            with contextlib.suppress(OSError):
                self.path.unlink()
        else:
            with contextlib.suppress(OSError):
                self.path.unlink()
            self._file.close()
        self._file = None
