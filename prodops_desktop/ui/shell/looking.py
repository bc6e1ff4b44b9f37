"""Looks at files beside the window: each look on a thread of its own, since a drive that does not answer must hold up nothing."""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from prodops_desktop.ui.jobs import Mailbox

Found = TypeVar("Found")


class Looker:
    """Brings answers to a widget; one that is gone, or that asked anew meanwhile, is not told. The threads end with the program."""

    def __init__(self, owner: QObject) -> None:
        self._mailbox = Mailbox(owner)
        self._round = 0
        self.waiting = 0

    def start_over(self) -> None:
        """Drop the answers that are still on their way."""
        self._round += 1
        self.waiting = 0

    def look(self, at: Callable[[], Found], done: Callable[[Found], object]) -> None:
        """Call ``at`` on a thread, and ``done`` with its answer on that of the window."""
        asked = self._round
        self.waiting += 1

        def deliver(found: Found) -> None:
            if asked == self._round:
                self.waiting -= 1
                done(found)

        def work() -> None:
            found = at()
            self._mailbox.post(lambda: deliver(found))

        threading.Thread(target=work, name="look", daemon=True).start()
