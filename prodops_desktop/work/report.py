"""What a task says about its progress while it runs, in a child process or in this one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

NATIVE_BYTES_PER_SECOND = 5_000_000
"""The slowest honest speed of a native parser: a sixteenth of what was measured."""
LONGEST_SILENCE = 600
"""Seconds that no size asks more than: a file may say of itself that it is as large as it likes."""


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total`` (unknown: None) in the unit that ``text`` ends with after its verb: "Reading MB", "Storing rows"."""

    done: int
    total: int | None
    text: str


class Report(Protocol):
    """Called by a task function as it goes; calls come as often as the task likes and are thinned out."""

    def __call__(self, done: int, total: int | None, text: str) -> None:
        """Say how far the work is."""

    def silence(self, size: int, text: str) -> None:
        """Say that a native call over ``size`` bytes begins, which cannot report until it ends."""


class ThinnedReport:
    """Sends at most one progress every 0.2 s, and each change of text at once."""

    def __init__(self, send: Callable[[Progress, float], None]) -> None:
        """``send`` takes the progress and the seconds of silence that may follow it beyond the usual."""
        self._send = send
        self._sent = 0.0
        self._text = ""

    def __call__(self, done: int, total: int | None, text: str) -> None:
        """Say how far the work is."""
        moment = time.monotonic()
        if text != self._text or moment - self._sent >= 0.2 or done == total:
            self._sent, self._text = moment, text
            self._send(Progress(done, total, text), 0.0)

    def silence(self, size: int, text: str) -> None:
        """Say that a native call over ``size`` bytes begins.

        A heartbeat beside it would only say that the process lives, not that its work goes on: a parser that loops
        would never be ended. The parent allows more time in proportion to the input instead, and ends what never ends.
        """
        self._sent, self._text = time.monotonic(), text
        self._send(Progress(0, None, text), min(size / NATIVE_BYTES_PER_SECOND, LONGEST_SILENCE))


def ignored() -> Report:
    """A report that nobody reads, for a task that runs in this process."""
    return ThinnedReport(lambda *_: None)
