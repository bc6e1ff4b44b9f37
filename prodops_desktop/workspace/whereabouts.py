"""Keeps an eye on the file that was opened: whether it is where it was and as this program left it, and what to say when it is not."""

import os
import sys
from pathlib import Path

from prodops_desktop.workspace.surroundings import network_of

_AND_THEN = (
    "Nothing more is changed, and nothing is lost: put the file back where it was to go on, or save a copy (File › Save a copy…). "
    "Of one that was deleted a copy is left in its folder when you close it."
)

if sys.platform == "darwin":
    import fcntl

    def _name_of(descriptor: int) -> Path:
        return Path(os.fsdecode(fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(1024)).partition(b"\0")[0]))

else:

    def _name_of(descriptor: int) -> Path:
        return Path(os.readlink(f"/dev/fd/{descriptor}"))


class Whereabouts:
    """The file that lay at ``path`` when this was made, told from any other by its number on its disk.

    Only the thread that writes it changes the file, and only between :meth:`begin` and :meth:`end`: what differs at any other time was
    done by another program, and what is still in our log does not belong to it any more.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = path.stat()
        self._left: tuple[int, int] | None = None  # size and moment of the last change
        self._is_remote: bool | None = None
        self._turn = 0  # odd while our own thread may be changing the file

    def lost(self) -> str | None:
        """Why the file must not be written now, as a sentence; None while it is where it was, as it was left. Of any thread."""
        name, turn = self._path.name, self._turn
        try:
            found = self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return f"{name} was moved, renamed or deleted while it was open. {_AND_THEN}"
        except OSError as error:
            return f"{name} can't be reached any more ({error.strerror}). {_AND_THEN}"
        if not os.path.samestat(found, self._opened):
            return f"Another file was put in the place of {name} while it was open. {_AND_THEN}"
        if self._is_foreign(found, turn):
            return (
                f"{name} was changed by another program meanwhile, here or elsewhere. Open it again to go on with what it holds now; "
                f"nothing is changed until then. What stood here is left beside it as {name}.saved-…, as far as it could still be read."
            )
        return None

    def begin(self) -> None:
        """From here on our own thread may change the file."""
        self._turn |= 1

    def end(self) -> None:
        """Remember what the file is like where it is now, after a change of our own; without one nothing is remembered anew."""
        if self._turn & 1:
            self._left = self._state_now()
            self._turn += 1

    def is_as_left(self) -> bool:
        """Whether nobody but us has changed the opened file, wherever it lies now."""
        here = self._elsewhere()
        return here is not None and self._left is not None and not self._differs(here[1], self._left)

    def is_deleted(self) -> bool:
        """Whether the opened file has no name any more and is gone once it is closed, as far as the system can tell."""
        here = self._elsewhere()
        return here is not None and here[1].st_nlink == 0

    def name_now(self) -> Path | None:
        """Where the opened file lies now; None where the system doesn't tell."""
        here = self._elsewhere()
        try:
            name = _name_of(here[0]) if here is not None else None
            return name if name is not None and os.path.samestat(name.stat(), self._opened) else None
        except OSError:
            return None

    def _is_foreign(self, found: os.stat_result, turn: int) -> bool:
        """Whether another program changed the file; what was found while our own thread was at it says nothing."""
        left = self._left
        return left is not None and self._differs(found, left) and not turn & 1 and turn == self._turn

    def _differs(self, found: os.stat_result, left: tuple[int, int]) -> bool:
        """The moment of a change says nothing on a drive of another computer, and on Windows: it may be written down later."""
        size, moment = left
        if found.st_size != size or found.st_mtime_ns == moment:
            return found.st_size != size
        if self._is_remote is None:
            self._is_remote = sys.platform == "win32" or network_of(self._path) is not None
        return not self._is_remote

    def _state_now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            found = None
        if found is None or not os.path.samestat(found, self._opened):
            here = self._elsewhere()
            found = here[1] if here is not None else None
        return None if found is None else (found.st_size, found.st_mtime_ns)

    def _elsewhere(self) -> tuple[int, os.stat_result] | None:
        """The opened file wherever it lies: among the files that this process holds open."""
        try:
            numbers = [int(number) for number in os.listdir("/dev/fd")]
        except OSError:  # Windows, where an open file can't be moved
            return None
        for number in numbers:
            try:
                found = os.fstat(number)
            except OSError:  # the list itself was one of them
                continue
            if os.path.samestat(found, self._opened):
                return number, found
        return None
