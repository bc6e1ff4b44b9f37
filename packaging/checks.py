"""Every check of the project in one command, and its measurements in another."""

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import first_run
import machine
import venv_setup
from running import ROOT, environment, say

_PYTHON = str(venv_setup.PYTHON)
# The longest first. To look for the tests compiles them on the core that mypy leaves free, and the workers of pytest begin sooner.
CHECKS = {
    "mypy": [_PYTHON, "-m", "mypy"],
    "the search for tests": [_PYTHON, "-m", "pytest", "--collect-only", "-q"],
    "ruff format": [_PYTHON, "-m", "ruff", "format", "--check", "."],
    "ruff check": [_PYTHON, "-m", "ruff", "check", "."],
    "import-linter": [str(venv_setup.PROGRAMS / "lint-imports")],
}
# One worker more than cores: a tenth of the time a test waits, for a disk, a child or the screen.
PYTEST = [_PYTHON, "-m", "pytest", "-n", "3", "--dist", "loadfile", "--max-worker-restart", "0"]
# Whatever was compiled is kept, also where a Python keeps nothing: each child that a test starts would compile the program anew.
_KEEP_COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}


def test() -> int:
    """Run all checks, two at a time and also after one has failed, and pytest last, so that its summary ends the output."""
    _prepare(test=True)
    machine.provide_test_tools()
    with ThreadPoolExecutor(max_workers=2) as cores:
        passed = dict(zip(CHECKS, cores.map(_passes, CHECKS, CHECKS.values()), strict=True))
    failed = [name for name in CHECKS if not passed[name]]
    say(f"Checks that failed: {', '.join(failed)}" if failed else f"All passed: {', '.join(CHECKS)}. Now the tests.")
    tested = subprocess.run(PYTEST, cwd=ROOT, env=environment(**_KEEP_COMPILED), check=False)
    return 1 if failed or tested.returncode != 0 else 0


def bench() -> int:
    """Measure against yardsticks; prints the ratios and writes build/bench.json."""
    _prepare(test=False)
    return subprocess.run([_PYTHON, "-m", "tests.bench.run"], cwd=ROOT, env=environment(), check=False).returncode


def _prepare(*, test: bool) -> None:
    machine.provide(venv=not venv_setup.ready(test=test), window=False)
    venv_setup.prepare(test=test)
    first_run.check_drawing()


def _passes(name: str, command: list[str]) -> bool:
    """Run one check; what it printed is said in one piece with how it ended, and only where it failed."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(**_KEEP_COMPILED),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    passed = done.returncode == 0
    ended = f"== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s"
    say(ended if passed else f"{done.stdout.rstrip()}\n{ended}")
    return passed
