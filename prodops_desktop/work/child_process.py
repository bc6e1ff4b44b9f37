"""The process that a task runs in, with the threads that keep what it says; it may be started before there is an order for it."""

import atexit
import contextlib
import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

_ROOT = str(Path(__file__).absolute().parents[2])
_BOOTSTRAP = (
    "import sys; sys.path.insert(0, sys.argv[1]); import prodops_desktop; del sys.path[0]; "
    "from prodops_desktop.__main__ import main; sys.exit(main(sys.argv[2:]))"
)
"""Runs the very package that this module belongs to, installed or not, and leaves nothing else of its folder on the path."""
_KEPT_OF_STDERR = 65_536


class ChildProcess:
    """A process that imports the module of ``function`` and waits for its order. OSError where the system starts none."""

    def __init__(self, function: str) -> None:
        self._told = bytearray()
        self.lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        """What it answers, line by line; None after the last."""
        self._process = subprocess.Popen(_command(function), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._input = self._process.stdin
        self._streams = (self._process.stdin, self._process.stdout, self._process.stderr)
        # Each reader ends with the output of the child, and must not find its stream closed: end() waits for both.
        self._readers = [
            threading.Thread(target=self._read_lines, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._read_errors, args=(self._process.stderr,), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def order(self, spec: dict[str, Any], memory_cap_mb: int) -> None:
        """Give it its one order; a process that died already says how by its lines and status."""
        with contextlib.suppress(OSError):
            self._input.write(json.dumps({"spec": spec, "memory_cap_mb": memory_cap_mb}).encode() + b"\n")
            self._input.flush()

    def last_words(self) -> tuple[int, str]:
        """Wait for its end: the status, and the end of what it and its libraries printed."""
        code = self._process.wait()
        self._readers[1].join()
        return code, self._told.decode("utf-8", "replace")

    def end(self) -> None:
        """Kill it if it lives, and let go of it."""
        if self.is_alive():
            self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for stream in self._streams:
            with contextlib.suppress(OSError):  # a broken pipe of a child that is gone
                stream.close()

    def _read_lines(self, stream: IO[bytes]) -> None:
        for line in stream:
            if line.endswith(b"\n"):  # a child that is killed while it writes leaves half a line, which says nothing
                self.lines.put(line)
        self.lines.put(None)

    def _read_errors(self, stream: IO[bytes]) -> None:
        """Keep the end of what is printed, so that the loudest library fills no memory and no disk."""
        while block := stream.read(4096):
            self._told += block
            del self._told[:-_KEPT_OF_STDERR]


def _command(function: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--task", function]
    # -P keeps the current folder off the path: a json.py among the operator's downloads must not be run.
    return [sys.executable, "-P", "-c", _BOOTSTRAP, _ROOT, "--task", function]


_ready: dict[str, ChildProcess] = {}
_guard = threading.Lock()


def make_ready(function: str) -> None:
    """Start a process for the next run of ``function``, so that its start and imports go on beside what is done until then.

    Call it from the main thread: Linux ends a child with the thread that started it. Where no process can be started
    nothing happens; the run itself will say why.
    """
    with _guard, contextlib.suppress(OSError):
        if function not in _ready:
            _ready[function] = ChildProcess(function)


def take_process(function: str) -> ChildProcess:
    """A process for ``function``: the one that was made ready, or a new one. Raises OSError where the system starts none."""
    with _guard:
        ready = _ready.pop(function, None)
    if ready is not None:
        if ready.is_alive():
            return ready
        ready.end()
    return ChildProcess(function)


@atexit.register
def _end_unused() -> None:
    while _ready:
        _ready.popitem()[1].end()
