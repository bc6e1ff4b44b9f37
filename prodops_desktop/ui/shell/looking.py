"""Looks at files beside the window: each look on a thread of its own, since a drive that does not answer must hold up nothing."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

Found = TypeVar("Found")

_FETCH_MS = 20


class Looker:
    """Brings answers to a widget; one that is gone, or that asked anew meanwhile, is not told.

    The threads end with the program at the latest. They touch nothing of Qt, which may go while they hang: answers lie in a queue, and
    are fetched from there for as long as some are awaited.
    """

    def __init__(self, owner: QObject) -> None:
        self._answers: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._timer = QTimer(owner, interval=_FETCH_MS)
        self._timer.timeout.connect(self._fetch)
        self._round = 0
        self.waiting = 0

    def start_over(self) -> None:
        """Drop the answers that are still on their way."""
        self._round += 1
        self.waiting = 0
        self._timer.stop()

    def look(self, at: Callable[[], Found], done: Callable[[Found], object]) -> None:
        """Call ``at`` on a thread, and ``done`` with its answer on that of the window."""
        asked, answers = self._round, self._answers
        self.waiting += 1

        def deliver(found: Found) -> None:
            if asked == self._round:
                self.waiting -= 1
                done(found)

        def work() -> None:
            found = at()
            answers.put(lambda: deliver(found))

        threading.Thread(target=work, name="look", daemon=True).start()
        self._timer.start()

    def _fetch(self) -> None:
        try:
            while True:
                self._answers.get_nowait()()
        except Empty:
            if not self.waiting:
                self._timer.stop()
