"""Kills processes in the midst of their work at moments drawn from a seed, and looks at what each leaves on the disk."""

import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep

from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.parts import orphaned_parts, orphaned_sources
from prodops_desktop.workspace import Workspace, backups
from tests.scenarios.killed_readers import Import
from tests.scenarios.victim import NAME, End, fixed_clock, read_end
from tests.small_sheets import SHEETS
from tests.standing import Standing, differences, standing

_ROOT = Path(__file__).parents[2]
_KILLS_OF_ONE_STATE = 10
_BY_CLOCK, _INSIDE = 0.3, 0.4
"""How many of the victims die whatever they are at, and how many at a moment known to be inside a transaction; the others at any."""
_SWEEPING_SECONDS = 10


@dataclass
class Tally:
    """How many were killed, how many of these inside a transaction that writes, and what was left in the end."""

    kills: int
    inside: int
    folder: Path


@dataclass(frozen=True)
class Left:
    """What a victim left in a ``folder``, as it stands once it was opened; and what had stood in its place after each step of its job."""

    folder: Path
    found: Standing
    end: End
    states: tuple[Standing, ...]


Look = Callable[[Left], None]
"""Asserts that all is well."""


def is_whole(left: Left) -> None:
    """Assert that every step which was told done is there, and of the next one all or nothing."""
    done = left.end.steps
    possible = left.states[-1:] if left.end.lived else left.states[done : done + 2]
    if left.found not in possible:
        told = "\n".join(differences(possible[0], left.found)[:40])
        raise AssertionError(f"After {done} steps there is neither what was nor what was to be:\n{told}")


@dataclass
class Killer:
    """Starts victims on copies of a folder and kills them; what they leave and tell lies in ``scratch``."""

    scratch: Path
    sheets: Path
    allowed: frozenset[str] = frozenset((NAME, backups.folder_of(Path(NAME)).name))
    _program: "subprocess.Popen[str] | None" = field(default=None, repr=False)
    _copies: int = 0

    def series(self, job: str, folder: Path, kills: int, seed: int, look: "Look | None" = None) -> Tally:
        """Kill a job so many times, each time on what a victim before left, as it lay there or opened once; all is well after each.

        ``look`` tells what that means for this job, where it is not that each step is there or isn't.
        """
        dice, tally, starts = Random(seed), Tally(0, 0, folder), 0
        while tally.kills < kills:
            order = {"job": job, "seed": dice.randrange(2**32)}
            lived = self._run({**order, "watched": True}, self._copied(tally.folder))
            assert lived.lived, "it ended before the end of its job, and nobody killed it"
            for _ in range(min(_KILLS_OF_ONE_STATE, kills - tally.kills)):
                left = self._copied(tally.folder)
                end = self._run({**order, **_moment(dice, lived)}, left)
                seen = self._copied(left)
                found = examined(seen)
                beside = {entry.name for entry in seen.iterdir()} - self.allowed
                assert not beside, f"left beside the workspace: {beside}"
                (look or is_whole)(Left(seen, found, end, lived.states))
                tally.kills += not end.lived
                tally.inside += end.inside and not end.lived
                starts += 1
            tally.folder = dice.choice((left, seen))
            assert starts < 3 * kills + 20, "too many came to the end of their job"
        return tally

    def import_with_readers(self, folder: Path, sheet: str, moments: Sequence[float]) -> list[Import]:
        """Import a sheet once for each moment at which its reader is killed; see :mod:`tests.scenarios.killed_readers`."""
        order: dict[str, object] = {"moments": moments, "sheet": str(self.sheets / "0" / f"{sheet}.csv"), "kind": SHEETS[sheet][0]}
        found: list[Import] = pickle.loads(self._ended(order, folder)[1].read_bytes())
        return found

    def _run(self, order: dict[str, object], folder: Path) -> End:
        return read_end(*self._ended({"tick": 0, "seconds": 0.0, "watched": False, **order}, folder))

    def _ended(self, order: dict[str, object], folder: Path) -> tuple[Path, Path]:
        """Let a victim do what is ordered, to its end or death; returns the files in which it told."""
        if self._program is None or self._program.poll() is not None:
            command = [sys.executable, "-m", "tests.scenarios.victim"]
            self._program = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        told, states = (folder.with_name(f"{folder.name} {what}") for what in ("told", "states"))
        files = {"folder": str(folder), "sheets": str(self.sheets), "told": str(told), "states": str(states)}
        self._program.stdin.write(json.dumps({**order, **files}) + "\n")
        self._program.stdin.flush()
        self._program.stdout.readline()
        return told, states

    def _copied(self, folder: Path) -> Path:
        self._copies += 1
        return shutil.copytree(folder, self.scratch / f"{self._copies}")

    def stop(self) -> None:
        """End the program that victims come from."""
        if self._program is not None:
            self._program.communicate()


def _moment(dice: Random, lived: End) -> dict[str, object]:
    way = dice.random()
    if way < _BY_CLOCK:
        return {"seconds": dice.uniform(0, 0.9) * lived.seconds}
    inside = lived.ticks_inside if way < _BY_CLOCK + _INSIDE else ()
    return {"tick": dice.choice(inside) if inside else dice.randint(1, lived.ticks)}


@contextmanager
def killer(scratch: Path, sheets: Path) -> Iterator[Killer]:
    """One that is stopped in the end."""
    one = Killer(scratch, sheets)
    try:
        yield one
    finally:
        one.stop()


def examined(folder: Path) -> Standing:
    """What stands in the workspace of a folder, which opens, is sound, and sweeps away what a victim left."""
    with fixed_clock(), open_workspace(folder / NAME) as workspace:
        _wait_for_sweeping(workspace)
        problems = check(workspace)
        assert not problems, f"the check finds {problems}"
        with workspace.reading() as store:
            return standing(store)


def _wait_for_sweeping(workspace: Workspace) -> None:
    until = monotonic() + _SWEEPING_SECONDS
    while True:
        with workspace.reading() as store:
            left = [*orphaned_parts(store), *orphaned_sources(store)]
        if not left:
            return
        assert monotonic() < until, "what a killed import left was not swept away"
        sleep(0.002)
