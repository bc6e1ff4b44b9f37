"""Long work beside the window: what a job is called, how far it is, and that it was asked to stop."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import tr
from prodops_desktop.work import clock

Result = TypeVar("Result")
Failed = Callable[[Exception], None]

_COUNTED = re.compile(r"(?:(?P<verb>\w+) )?(?P<unit>rows|MB|kB)")
"""A text that ends in the unit of its counts, as in “Reading MB”."""

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"


class Mailbox(QObject):
    """Runs on the thread of the window what other threads post to it."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have ``call`` run by the event loop of the window, soon; dropped when the mailbox has gone."""
        if shiboken6.isValid(self):
            self._posted.emit(call)

    def _on_posted(self, call: Callable[[], None]) -> None:
        call()


class Job(QObject):
    """A piece of long work as the status bar shows it."""

    changed = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.state = WAITING
        self.done = 0
        self.total: int | None = None
        self.text = ""
        self.passing = False
        """Whether nothing is lost, and nothing worth being listed later, when it ends."""
        self.begun = clock.now()
        self.future: Future[Any] | None = None
        self.control = JobControl(self._show)
        self._mailbox = Mailbox(self)

    def cancel(self) -> None:
        """Ask the work to stop; it takes back what it began and ends as cancelled. What has not begun ends at once."""
        self.control.cancelled.set()
        self.text = ""
        if self.future is not None:
            self.future.cancel()
        self.changed.emit()

    @property
    def cancelling(self) -> bool:
        """Whether it was asked to stop and has not ended yet."""
        return self.control.cancelled.is_set() and self.state in {WAITING, RUNNING}

    @property
    def how_far(self) -> str:
        """What it does and its counts in their unit, as in “Reading 12 of 40 MB”; empty before it said anything."""
        done, total = formats.number(self.done), formats.number(self.total)
        what = _COUNTED.fullmatch(self.text)
        verb, unit = (what["verb"] or "", what["unit"]) if what else ("", self.text)
        if self.total:
            counts = tr("{done} of {total} {what}", done=done, total=total, what=unit)
        else:
            counts = f"{done} {unit}" if self.done else self.text
        return f"{verb} {counts}".strip() if self.done or self.total else counts

    def end(self, state: str) -> None:
        """Say how it ended."""
        self.state = state
        self.changed.emit()

    def _show(self) -> None:
        if shiboken6.isValid(self):
            self._mailbox.post(self._on_progress)

    def _on_progress(self) -> None:
        self.done, self.total, self.text = self.control.take()
        if self.state == WAITING:
            self.state, self.begun = RUNNING, clock.now()  # what it waited for is not its own
        self.changed.emit()


class JobControl:
    """What the work itself holds: it reports how far it is, and looks whether it was cancelled; safe on any thread."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self.cancelled = threading.Event()
        self._wake = wake
        self._guard = threading.Lock()
        self._latest: tuple[int, int | None, str] = (0, None, "")
        self._waiting = False

    def report(self, done: int, total: int | None = None, text: str = "") -> None:
        """Say that ``done`` of ``total`` (None: not known) is through; the window shows the latest, however often it is called."""
        with self._guard:
            self._latest = (done, total, text)
            if self._waiting:
                return
            self._waiting = True
        self._wake()

    def take(self) -> tuple[int, int | None, str]:
        """The latest report, for the window."""
        with self._guard:
            self._waiting = False
            return self._latest


@dataclass(frozen=True)
class Action:
    """A word on a line that does something when it is chosen."""

    text: str
    run: Callable[[], object]
    shortcut: str = ""


@dataclass(frozen=True)
class Line:
    """What the strip above the status bar says: ``kind`` is good, bad, warn or note; ``closed`` runs when the operator closes the line."""

    kind: str
    text: str
    actions: tuple[Action, ...] = ()
    closed: Callable[[], object] | None = None
