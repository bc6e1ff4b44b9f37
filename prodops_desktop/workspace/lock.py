"""One program writes a workspace at a time: an operating-system lock that a dead holder can't keep."""

import contextlib
import os
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


def _host() -> str:
    """The name of this computer."""
    if sys.platform != "win32":
        return os.uname().nodename
    import socket

    return socket.gethostname()


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
            if _is_at(file, self.path):  # else a holder who was just leaving removed it between our opening and our locking it
                break
            file.close()
        self._file = file
        with contextlib.suppress(OSError):  # a full disk: the lock is ours all the same
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, f"{os.getpid()} {_host()}\n".encode())
        return True

    def keep(self) -> bool:
        """Whether the right is still ours: a file of the lock that was deleted is made anew, unless another program was quicker."""
        if self._file is None or _is_at(self._file, self.path):
            return self._file is not None
        held, self._file = self._file, None
        try:
            if self.take():
                held.close()
                return True
        except OSError:  # where none can be made, no other program can have made one
            self._file = held
            return True
        self._file = held  # the other one may end, and leave the right to us
        return False

    def lies_at(self, path: Path) -> bool:
        """Whether the file of this lock lies at ``path`` now, because its folder was moved."""
        return self._file is not None and _is_at(self._file, path)

    def holder(self) -> str:
        """Who holds the lock, in words: “process 4711 on this computer”."""
        with contextlib.suppress(OSError, ValueError):
            pid, host = self.path.read_text(encoding="utf-8").split()
            return f"process {pid} on {'this computer' if host == _host() else host}"
        return "another program"

    def release(self) -> None:
        """Give the lock back. The file goes first, while the lock still keeps others from taking it; another program's stays."""
        if self._file is None:
            return
        if sys.platform == "win32":  # an open file can't be removed there
            self._file.close()
            with contextlib.suppress(OSError):
                self.path.unlink()
        else:
            with contextlib.suppress(OSError):
                if _is_at(self._file, self.path):
                    self.path.unlink()
            self._file.close()
        self._file = None


def _is_at(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
