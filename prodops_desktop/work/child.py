"""Work that may crash, hang or eat memory runs in a child process; this starts it, follows it and ends it."""

import contextlib
import json
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work.limits import default_cap_mb, parent_must_watch, resident_mb
from prodops_desktop.work.report import Progress
from prodops_desktop.work.task import TOO_MUCH_MEMORY, find_task

__all__ = ["ChildError", "ChildResult", "Progress", "find_task", "run_child"]

STALLED = "It was given up because it made no progress for {seconds:.0f} seconds. The file is damaged or made to be hard."
CRASHED = "It made the reader crash ({how}). The file is damaged or made to be hard; open it where it came from and save it again."
LOWEST_CAP_MB = 64
"""Under this the interpreter itself would not start."""


@dataclass(frozen=True)
class ChildResult:
    """What the task returned, the child's largest memory in MB (VmHWM) and its life in seconds."""

    value: dict[str, Any]
    peak_mb: float
    seconds: float


class ChildError(UserError):
    """The task ended in a sentence; carries what it cost, and the traceback when it was a crash of the code."""

    def __init__(self, sentence: str, peak_mb: float, seconds: float, crash: str | None = None) -> None:
        super().__init__(sentence)
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
) -> ChildResult:
    """Run ``function`` ("prodops_desktop.module:name") on ``spec`` in a child process and wait for it.

    Call it from a thread. ``on_progress`` is called on that thread. The default memory cap is half of the machine's
    memory, at most 4096 MB. Raises ChildError (a UserError) with a sentence when the task refuses, dies, passes its cap
    or reports nothing for ``stall_seconds``; Cancelled when ``cancelled`` was set.
    """
    cap = default_cap_mb() if memory_cap_mb is None else memory_cap_mb
    if cap < LOWEST_CAP_MB:
        raise UserError(f"A memory cap of {cap} MB is too small to start with. Give at least {LOWEST_CAP_MB} MB.")
    with tempfile.TemporaryFile() as errors:
        child = _Child(function, spec, cap, errors)
        try:
            return child.follow(on_progress, cancelled, stall_seconds)
        finally:
            child.end()


def _command(function: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--task", function]
    return [sys.executable, "-m", "prodops_desktop", "--task", function]


class _Child:
    def __init__(self, function: str, spec: dict[str, Any], cap: int, errors: IO[bytes]) -> None:
        self._cap = cap
        self._errors = errors
        self._started = time.monotonic()
        self._peak = 0.0
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(_command(function), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({"spec": spec, "memory_cap_mb": cap}).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            pass  # it died already; follow() says how
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def follow(
        self, on_progress: Callable[[Progress], None] | None, cancelled: threading.Event | None, stall_seconds: float
    ) -> ChildResult:
        heard, allowance = time.monotonic(), 0.0
        while True:
            try:
                line = self._lines.get(timeout=0.1)
            except queue.Empty:
                line = b""
            if cancelled is not None and cancelled.is_set():
                raise Cancelled
            self._watch_memory()
            if line is None:
                raise self._error(self._how_it_died())
            if line:
                message = json.loads(line)
                if "progress" not in message:
                    return self._finish(message)
                heard, allowance = time.monotonic(), float(message["allowance"])
                if on_progress is not None:
                    on_progress(Progress(**message["progress"]))
            elif time.monotonic() - heard > stall_seconds + allowance:
                raise self._error(STALLED.format(seconds=stall_seconds + allowance))

    def _finish(self, message: dict[str, Any]) -> ChildResult:
        self._peak = max(self._peak, float(message["peak_mb"]))
        if "error" in message:
            raise self._error(message["error"], message.get("crash"))
        return ChildResult(message["result"], self._peak, time.monotonic() - self._started)

    def _watch_memory(self) -> None:
        self._peak = max(self._peak, resident_mb(self._process.pid))
        if parent_must_watch() and self._peak > self._cap:
            raise self._error(TOO_MUCH_MEMORY.format(cap=self._cap))

    def _how_it_died(self) -> str:
        code = self._process.wait()
        self._errors.seek(0)
        told = self._errors.read(1_000_000).decode("utf-8", "replace")
        if "memory allocation of" in told or "MemoryError" in told or code == -signal.SIGKILL:
            return TOO_MUCH_MEMORY.format(cap=self._cap)
        how = f"signal {-code}" if code < 0 else f"status {code}"
        return CRASHED.format(how=how)

    def _error(self, sentence: str, crash: str | None = None) -> ChildError:
        return ChildError(sentence, self._peak, time.monotonic() - self._started, crash)

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join()  # it ends with the output of the child, and must not find its stream closed
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # a broken pipe of a child that is gone
                    stream.close()
