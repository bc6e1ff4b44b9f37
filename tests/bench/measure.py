"""What a measurement is: a task and its yardstick run by turns in fresh processes, the median of several, and the record of it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parents[2]
BENCH = Path(__file__).resolve().parent
SCRATCH = ROOT / "build" / "bench"


class BenchError(Exception):
    """A measured program failed; the text is its own."""


@dataclass(frozen=True)
class Sample:
    """One run: seconds of wall time, and the peak of resident memory in MB where the program tells it."""

    seconds: float
    peak_mb: float | None = None


@dataclass(frozen=True)
class Measure:
    """One line of build/bench.json. ``holds`` is None where no bound is due.

    ``ratio`` is seconds by yardstick_seconds; where ``most_mb`` is given, it is peak_mb by that.
    """

    name: str
    ratio: float
    bound: float | None
    holds: bool | None
    seconds: float
    yardstick_seconds: float
    peak_mb: float | None
    most_mb: float | None = None


def by_turns(name: str, ours: Callable[[], Sample], yardstick: Callable[[], Sample], *, rounds: int, bound: float | None = None) -> Measure:
    """Let both run ``rounds`` times, one after the other, so that a slow minute of the machine hits both."""
    pairs = [(ours(), yardstick()) for _ in range(rounds)]
    return measured(name, [own for own, _ in pairs], median(other.seconds for _, other in pairs), bound=bound)


def measured(name: str, samples: list[Sample], yardstick_seconds: float, *, bound: float | None) -> Measure:
    """The record of several runs against a yardstick, which for an absolute bound is the bound itself."""
    seconds = median(sample.seconds for sample in samples)
    ratio = seconds / yardstick_seconds
    peaks = [sample.peak_mb for sample in samples if sample.peak_mb is not None]
    return Measure(
        name=name,
        ratio=round(ratio, 2),
        bound=bound,
        holds=None if bound is None else ratio <= bound,
        seconds=round(seconds, 4),
        yardstick_seconds=round(yardstick_seconds, 4),
        peak_mb=round(max(peaks), 1) if peaks else None,
    )


def peaked(name: str, of: Measure, most_mb: float) -> Measure:
    """The record of how much memory the runs of a measurement took at most, against what they may."""
    assert of.peak_mb is not None
    ratio = of.peak_mb / most_mb
    return replace(of, name=name, ratio=round(ratio, 2), bound=1, holds=ratio <= 1, most_mb=most_mb)


def write(measures: list[Measure], path: Path) -> None:
    """Put the records into a file as a JSON list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    agreed = [{name: value for name, value in asdict(measure).items() if name != "most_mb"} for measure in measures]
    path.write_text(json.dumps(agreed, indent=1) + "\n", encoding="utf-8")


def timed(*words: str | Path) -> tuple[float, str]:
    """Seconds from the start to the end of a fresh Python process, and what it printed."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=ROOT,
        env=_variables(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    if done.returncode != 0:
        raise BenchError(f"{' '.join(map(str, words))} failed: {done.stderr.strip() or done.stdout.strip()}")
    return seconds, done.stdout


def timed_to_first_line(*words: str | Path) -> tuple[float, str]:
    """Seconds from the start of a fresh Python process to its first line of output, and what it printed after that."""
    started = time.perf_counter()
    command = [sys.executable, *map(str, words)]
    with subprocess.Popen(
        command, cwd=ROOT, env=_variables(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    ) as program:
        assert program.stdout is not None
        line = program.stdout.readline()
        seconds = time.perf_counter() - started
        rest = program.stdout.read()
        _, problem = program.communicate()
    if program.returncode != 0 or not line:
        raise BenchError(
            f"{' '.join(map(str, words))} ended with status {program.returncode} before it had shown anything: {problem.strip()}"
        )
    return seconds, rest


def _variables() -> dict[str, str]:
    """A new program folder and no display, so that the person's preferences and screen, and how an earlier run was left, play no part.

    What Python compiled is kept, as it is where the program is installed: else a start would be measured that compiles all of it.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PRODOPS_TODAY"}
    return kept | {
        "PRODOPS_HOME": mkdtemp(prefix="home-", dir=SCRATCH / "work"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",
    }
