"""Work that may crash, hang or eat memory runs in a child process; this orders it, follows it and ends it."""

import json
import queue
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prodops_desktop.errors import Cancelled, RefusedError, UserError
from prodops_desktop.work.child_process import take_process
from prodops_desktop.work.limits import HIGHEST_CAP_MB, LOWEST_CAP_MB, default_cap_mb, parent_must_watch, resident_mb
from prodops_desktop.work.report import Progress
from prodops_desktop.work.task import find_task
from prodops_desktop.work.wording import ENDED_BY_SYSTEM, ENDED_FROM_OUTSIDE, READING, Wording

__all__ = ["ChildError", "ChildResult", "Progress", "find_task", "run_child"]

_SIGKILL = 9  # the kernel sends it when memory runs out; Windows has no name for it
_NEAR_THE_CAP = 0.8
_NO_MEMORY = ("memory allocation of", "MemoryError", "annot allocate memory", "failed to map segment")
"""Last words of a process that ran out of memory."""
_MISSES_SOMETHING = {1, 2}
"""The statuses of an interpreter that could not even begin; no file causes them."""


@dataclass(frozen=True)
class ChildResult:
    """What the task returned, the child's largest memory in MB (VmHWM) and its life in seconds."""

    value: dict[str, Any]
    peak_mb: float
    seconds: float


class ChildError(RefusedError):
    """The task ended in a sentence; carries what it cost, and the traceback when it was a crash of the code.

    ``kind`` is "refused" or what a :class:`~prodops_desktop.errors.RefusedError` of the task is called, "memory", "stalled", "crashed"
    (it died), "killed" (by the system), "ended" (from outside), or that of a failure (see :mod:`prodops_desktop.work.failures`).
    """

    def __init__(
        self,
        sentence: str,
        peak_mb: float,
        seconds: float,
        crash: str | None = None,
        *,
        kind: str = "failed",
        facts: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(sentence, kind, **(facts or {}))
        self.peak_mb = peak_mb
        self.seconds = seconds
        self.crash = crash


def run_child(
    function: str,
    spec: dict[str, Any],
    *,
    memory_cap_mb: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: threading.Event | None = None,
    stall_seconds: float = 60,
    wording: Wording = READING,
) -> ChildResult:
    """Run ``function`` ("prodops_desktop.module:name") on ``spec`` in a child process and wait for it.

    Call it from a thread. ``on_progress`` is called on that thread. The default memory cap is half of the machine's
    memory, at most 4096 MB. Raises ChildError (a UserError) with a sentence when the task refuses, dies, passes its cap
    or reports nothing for ``stall_seconds``, in the words of ``wording`` where its own work may be at fault; UserError
    for a cap outside 64…1,000,000; Cancelled when ``cancelled`` was set.
    """
    cap = default_cap_mb() if memory_cap_mb is None else memory_cap_mb
    if not LOWEST_CAP_MB <= cap <= HIGHEST_CAP_MB:
        raise UserError(f"That memory cap can't be used. Give one from {LOWEST_CAP_MB} to {HIGHEST_CAP_MB:,} MB.")
    child = _Child(function, spec, cap, wording)
    try:
        return child.follow(on_progress, cancelled, stall_seconds)
    finally:
        child.process.end()


class _Child:
    def __init__(self, function: str, spec: dict[str, Any], cap: int, wording: Wording) -> None:
        self._cap = cap
        self._wording = wording
        self._started = time.monotonic()
        self._peak = 0.0
        try:
            self.process = take_process(function)
        except OSError as error:
            raise self._error("start", wording.of_failure("start", error.strerror or str(error), cap)) from error
        self.process.order(spec, cap)

    def follow(
        self, on_progress: Callable[[Progress], None] | None, cancelled: threading.Event | None, stall_seconds: float
    ) -> ChildResult:
        heard, allowance = time.monotonic(), 0.0
        latest: dict[str, Any] | None = None
        while True:
            try:
                line = self.process.lines.get(timeout=0.1)
            except queue.Empty:
                line = b""
            if cancelled is not None and cancelled.is_set():
                raise Cancelled
            self._watch_memory()
            if line is None:
                raise self._death()
            if line:
                message = json.loads(line)
                if "progress" not in message:
                    return self._finish(message)
                if message != latest:  # saying the same again and again is no progress
                    heard, allowance = time.monotonic(), float(message["allowance"])
                    latest = message
                if on_progress is not None:
                    on_progress(Progress(**message["progress"]))
            if time.monotonic() - heard > stall_seconds + allowance:
                raise self._error("stalled", self._wording.stalled.format(seconds=stall_seconds + allowance))

    def _finish(self, message: dict[str, Any]) -> ChildResult:
        self._peak = max(self._peak, float(message["peak_mb"]))
        if "error" in message:
            raise self._error(message["kind"], message["error"], facts=message["facts"])
        if "failure" in message:
            sentence = self._wording.of_failure(message["failure"], message["detail"], self._cap)
            raise self._error(message["failure"], sentence, message["crash"])
        return ChildResult(message["result"], self._peak, time.monotonic() - self._started)

    def _watch_memory(self) -> None:
        self._peak = max(self._peak, resident_mb(self.process.pid))
        if parent_must_watch() and self._peak > self._cap:
            raise self._error("memory", self._wording.memory.format(cap=self._cap))

    def _death(self) -> ChildError:
        """What to say of a child that ended without a last line."""
        code, told = self.process.last_words()
        how = f"signal {-code}" if code < 0 else f"status {code}"
        was_full = code == -_SIGKILL and self._peak >= _NEAR_THE_CAP * self._cap
        if was_full or any(words in told for words in _NO_MEMORY):
            return self._error("memory", self._wording.memory.format(cap=self._cap))
        if code == -_SIGKILL:
            return self._error("killed", ENDED_BY_SYSTEM.format(how=how))
        if code in (-signal.SIGTERM, -signal.SIGINT):  # on Windows no status is negative
            return self._error("ended", ENDED_FROM_OUTSIDE.format(how=how))
        if code in _MISSES_SOMETHING:
            return self._error("program", self._wording.of_failure("program", how, self._cap), told)
        return self._error("crashed", self._wording.crashed.format(how=how), told)

    def _error(self, kind: str, sentence: str, crash: str | None = None, facts: dict[str, Any] | None = None) -> ChildError:
        printable = sentence.encode("utf-8", "replace").decode("utf-8")  # it may name a file whose name is no text
        return ChildError(printable, self._peak, time.monotonic() - self._started, crash or None, kind=kind, facts=facts)
