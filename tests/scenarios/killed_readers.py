"""Imports whose reader, the child that reads the sheet, is killed in the midst of it: the importing process must go on."""

import io
import mmap
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any
from unittest.mock import patch

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.errors import UserError
from prodops_desktop.work import child_process
from prodops_desktop.work.task import serve
from prodops_desktop.workspace import Workspace
from tests.standing import standing

_TASK = "prodops_desktop.intake.tasks:stage"
_COUNT = struct.Struct("<I")
_LIFE_SECONDS = 0.6
"""About how long a reader lives that is a process of its own from the start."""


@dataclass(frozen=True)
class Import:
    """What came of one: the sentence that it ended with, if it did; whether all is sound and as before; and how many calls it took."""

    sentence: str | None
    is_as_before: bool
    is_sound: bool
    beside: tuple[str, ...]
    calls: int


def import_with_readers(workspace_file: Path, sheet: Path, kind: str, moments: Sequence[float]) -> list[Import]:
    """Import a sheet once for each moment at which its reader is killed.

    A moment is a number of calls of Python functions, or below 1 a share of the life of a reader that is started as it is for people,
    which all are where a process can't be forked; 0 lets a reader live.
    """
    forks = hasattr(os, "fork")
    readers = [_Forked(int(moment)) if forks and not 0 < moment < 1 else _Started(moment) for moment in moments]  # before any thread
    with open_workspace(workspace_file) as workspace:
        return [_import(workspace, sheet, kind, reader) for reader in readers]


def _import(workspace: Workspace, sheet: Path, kind: str, reader: "_Started | _Forked") -> Import:
    with workspace.reading() as store:
        before = standing(store)
    sentence = None
    try:
        with patch.object(child_process, "subprocess", SimpleNamespace(Popen=reader.begin, PIPE=subprocess.PIPE)):
            import_file(workspace, ImportRequest(sheet, kind=kind, again=True), takers=TAKERS)
    except UserError as error:
        sentence = str(error)
    with workspace.reading() as store:
        is_as_before = standing(store) == before
    beside = tuple(sorted(entry.name for entry in workspace.path.parent.iterdir()))
    return Import(sentence, is_as_before, not check(workspace), beside, reader.calls)


class _Started:
    """A reader that is a process of its own, killed from outside."""

    calls = 0

    def __init__(self, share: float) -> None:
        self._share = share

    def begin(self, *words: Any, **choices: Any) -> subprocess.Popen[bytes]:
        """What the program asks for."""
        process = subprocess.Popen(*words, **choices)
        if self._share:
            threading.Timer(self._share * _LIFE_SECONDS, process.kill).start()
        return process


class _Forked:
    """A reader that is a fork of this process, which has all imported, and kills itself at a call; it looks as a process started does."""

    def __init__(self, dies_at: int) -> None:
        order, answers, errors = os.pipe(), os.pipe(), os.pipe()
        self._counted = mmap.mmap(-1, _COUNT.size)
        self.pid = os.fork()
        if self.pid == 0:
            self._read(dies_at, order[0], answers[1], errors[1])
        for theirs in (order[0], answers[1], errors[1]):
            os.close(theirs)
        self.stdin, self.stdout, self.stderr = os.fdopen(order[1], "wb"), os.fdopen(answers[0], "rb"), os.fdopen(errors[0], "rb")
        self.returncode: int | None = None

    @property
    def calls(self) -> int:
        """How many calls of Python functions it took."""
        return int(_COUNT.unpack(self._counted)[0])

    def begin(self, *_: Any, **__: Any) -> "_Forked":
        """What the program asks for; it has waited for its order since."""
        return self

    def poll(self) -> int | None:
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def _read(self, dies_at: int, *streams: int) -> None:
        """Be the reader: take the streams as one's own, count calls, and do what is ordered."""
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(number, mode, closefd=False)) for number, mode in enumerate(("rb", "wb", "wb"))
        )
        count = 0

        def on_call(_: FrameType, event: str, __: object) -> None:
            nonlocal count
            count += event == "call"
            _COUNT.pack_into(self._counted, 0, count)
            if count == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(on_call)
        serve(_TASK)
