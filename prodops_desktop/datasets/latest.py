"""A connection on which the latest question counts: what was asked before gives up, so that nobody waits for what nobody wants."""

import threading
from collections.abc import Callable
from typing import TypeVar

from prodops_desktop.errors import Cancelled
from prodops_desktop.workspace.driver import Connection, DriverError

Result = TypeVar("Result")
_STEPS = 200_000
"""So many instructions of SQLite, some milliseconds, lie between two looks at whether the answer is still wanted."""


class Latest:
    """Runs one piece of work at a time on a connection of its own, which is opened when it is needed; safe on any thread."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._db: Connection | None = None
        self._lock, self._guard = threading.Lock(), threading.Lock()
        self._turn, self._running, self._closed = 0, False, False

    def next(self) -> int:
        """Have what is under way give up, and return the turn that counts from now on. Does not block."""
        with self._guard:
            self._turn += 1
            if self._running and self._db is not None:
                self._db.interrupt()
            return self._turn

    def run(self, turn: int, work: Callable[[Connection], Result]) -> Result:
        """Do work of a turn; raises Cancelled when there is a later one by now, or all has ended."""
        with self._lock:
            with self._guard:
                if turn != self._turn or self._closed:
                    raise Cancelled
                if self._db is None:
                    self._db = self._connect()
                self._running = True
            # an interruption between two statements is lost
            self._db.set_progress_handler(lambda: turn != self._turn, _STEPS)
            try:
                return work(self._db)
            except DriverError:
                if turn == self._turn:
                    raise
                raise Cancelled from None
            finally:
                with self._guard:
                    self._running = False

    def close(self) -> None:
        """Have it all end."""
        self.next()
        with self._lock:
            self._closed = True
            if self._db is not None:
                self._db.close()
                self._db = None
