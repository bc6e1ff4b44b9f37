"""What a measurement is: a task and its yardstick run by turns in fresh processes, the median of several, and the record of it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

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
    """One line of build/bench.json. ``ratio`` is seconds by yardstick_seconds; ``holds`` is None where no bound is due."""

    name: str
    ratio: float
    bound: float | None
    holds: bool | None
    seconds: float
    yardstick_seconds: float
    peak_mb: float | None


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


def write(measures: list[Measure], path: Path) -> None:
    """Put the records into a file as a JSON list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(measure) for measure in measures], indent=1) + "\n", encoding="utf-8")


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
    """Seconds from the start of a fresh Python process to its first line of output, and that line."""
    started = time.perf_counter()
    command = [sys.executable, *map(str, words)]
    with subprocess.Popen(
        command, cwd=ROOT, env=_variables(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    ) as program:
        assert program.stdout is not None
        line = program.stdout.readline()
        seconds = time.perf_counter() - started
        _, problem = program.communicate()
    if program.returncode != 0 or not line:
        raise BenchError(
            f"{' '.join(map(str, words))} ended with status {program.returncode} before it had shown anything: {problem.strip()}"
        )
    return seconds, line


def _variables() -> dict[str, str]:
    """A program folder of its own and no display, so that the person's preferences and screen play no part."""
    kept = {name: value for name, value in os.environ.items() if name != "PRODOPS_TODAY"}
    return kept | {"PRODOPS_HOME": str(SCRATCH / "home"), "QT_QPA_PLATFORM": "offscreen"}
