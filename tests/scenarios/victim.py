"""What is killed: a process that has everything imported does each job in a fork of itself, which ends at a moment told beforehand.

Where a process can't be forked it does the job itself, and another one is started for the next.
"""

import gc
import itertools
import json
import mmap
import os
import pickle
import signal
import sqlite3
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from unittest.mock import patch

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.work import clock
from prodops_desktop.workspace import Workspace
from tests.scenarios.killed_jobs import JOBS
from tests.scenarios.killed_readers import import_with_readers
from tests.small_sheets import SHEETS, write_sheet
from tests.standing import Standing, standing
from tests.unit.sheets_here import staging_here

NAME = "w.prodops"
MOMENT = datetime(2026, 11, 23, 11, 20)
FORKS = hasattr(os, "fork")
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # which on Windows ends a process as abruptly
_OPERATIONS = 300
"""Every so many operations of SQLite's machine is a moment at which a process may be killed; so is each statement's beginning."""
_TOLD = struct.Struct("<BBI")


@dataclass(frozen=True)
class End:
    """How a victim ended: whether inside a transaction that writes, after how many steps and moments.

    When it lived also its seconds, what stood after each step, and the moments that were inside.
    """

    inside: bool
    steps: int
    ticks: int
    seconds: float = 0.0
    states: tuple[Standing, ...] = ()
    ticks_inside: tuple[int, ...] = ()

    @property
    def lived(self) -> bool:
        """Whether it came to the end of its job."""
        return self.seconds > 0


@dataclass
class _Fate:
    """When to die, and what is told meanwhile through a file that outlives the process."""

    told: mmap.mmap
    dies_at: int
    ticks: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    inside: bool = False
    steps: int = 0
    last: int = 0
    is_paused: bool = False
    ticks_inside: list[int] = field(default_factory=list)

    def tick(self) -> None:
        if self.is_paused:
            return
        self.last = next(self.ticks)
        if self.inside:
            self.ticks_inside.append(self.last)
        if self.last == self.dies_at:
            self.tell()
            os.kill(os.getpid(), _KILL)

    def tell(self) -> None:
        _TOLD.pack_into(self.told, 0, self.inside, self.steps, self.last)


class _Watched(sqlite3.Connection):
    """A connection of which each moment counts where it may write."""

    fate: _Fate

    def __init__(self, database: str, *rest: Any, **choices: Any) -> None:
        super().__init__(database, *rest, **choices)
        self._writes, self._is_workspace = "mode=ro" not in str(database), "mode=rw" in str(database)
        if self._writes:
            self.set_progress_handler(self._moment, _OPERATIONS)

    def execute(self, *words: Any) -> sqlite3.Cursor:
        self._moment()
        try:
            return super().execute(*words)
        finally:
            self._note()

    def executemany(self, *words: Any) -> sqlite3.Cursor:
        self._moment()
        try:
            return super().executemany(*words)
        finally:
            self._note()

    def _moment(self) -> int:
        if self._writes:
            self._note()
            self.fate.tick()
        return 0

    def _note(self) -> None:
        if self._is_workspace and self.fate.inside != self.in_transaction:
            self.fate.inside = self.in_transaction
            self.fate.tell()


@contextmanager
def fixed_clock() -> Iterator[None]:
    """Within it, it is always the same moment: what a step leaves can be told beforehand."""
    with patch.object(clock, "now", lambda: MOMENT):
        yield


def serve() -> None:
    """Do what each line of standard input orders, and answer with a line once it has ended or was killed."""
    for line in iter(sys.stdin.buffer.readline, b""):
        order = json.loads(line)
        if not FORKS:
            _act(order)
        elif (child := os.fork()) == 0:
            _act(order)
            os._exit(0)
        else:
            os.waitpid(child, 0)
        sys.stdout.write("ended\n")
        sys.stdout.flush()


def read_end(told: Path, states: Path) -> End:
    """How the victim ended that was ordered to tell it in these files."""
    inside, steps, ticks = _TOLD.unpack(told.read_bytes())
    return End(bool(inside), steps, ticks, *(pickle.loads(states.read_bytes()) if states.exists() else ()))


def _act(order: dict[str, Any]) -> None:
    if "moments" in order:
        with fixed_clock():
            found = import_with_readers(Path(order["folder"]) / NAME, Path(order["sheet"]), order["kind"], order["moments"])
        _tell_states(Path(order["states"]), found)
    else:
        _do(order)


def _do(order: dict[str, Any]) -> None:
    """Do a job on the workspace of a folder, and after each step tell that it is done."""
    job, path = JOBS[order["job"]], Path(order["folder"]) / NAME
    fate = _Watched.fate = _fate(Path(order["told"]), order["tick"])
    found, watching = list[Standing](), 0.0
    if order["seconds"]:
        threading.Timer(order["seconds"], os.kill, (os.getpid(), _KILL)).start()

    def note(place: Workspace | Path) -> float:
        began, fate.is_paused = perf_counter(), True
        if order["watched"]:
            found.append(_stands(place))
        fate.is_paused = False
        return perf_counter() - began

    began = perf_counter()
    watched = patch.object(sqlite3, "connect", partial(sqlite3.connect, factory=_Watched))
    with watched, fixed_clock(), staging_here(), nullcontext(path) if job.closed else open_workspace(path) as place:
        watching += note(place)
        for step in job.steps(Path(order["sheets"]), order["seed"]):
            step(place)
            fate.steps += 1
            fate.tell()
            watching += note(place)
    fate.tell()
    _tell_states(Path(order["states"]), (perf_counter() - began - watching, tuple(found), tuple(fate.ticks_inside)))


def _tell_states(place: Path, states: object) -> None:
    """Write them down whole or not at all: the clock may kill at this very moment."""
    begun = place.with_suffix(".begun")
    begun.write_bytes(pickle.dumps(states))
    begun.replace(place)


def _stands(place: Workspace | Path) -> Standing:
    with nullcontext(place) if isinstance(place, Workspace) else open_workspace(place) as workspace, workspace.reading() as store:
        return standing(store)


def _fate(told: Path, tick: int) -> _Fate:
    told.write_bytes(bytes(_TOLD.size))
    with told.open("r+b") as file:
        return _Fate(mmap.mmap(file.fileno(), 0), tick)


def _warm_up() -> None:
    """Import all that is imported only when it is needed."""
    with TemporaryDirectory() as folder, staging_here(), open_workspace(Path(folder) / NAME, create=True) as workspace:
        for name, (kind, _) in SHEETS.items():
            path = write_sheet(Path(folder), name, Random(1))
            import_file(workspace, ImportRequest(path, kind=kind), takers=TAKERS)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _warm_up()
    serve()
