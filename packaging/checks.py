"""Every check of the project in one command, and its measurements in another."""

import subprocess
import time

import first_run
import machine
import venv_setup
from running import ROOT, environment, say

_PYTHON = str(venv_setup.PYTHON)
CHECKS = {
    "ruff format": [_PYTHON, "-m", "ruff", "format", "--check", "."],
    "ruff check": [_PYTHON, "-m", "ruff", "check", "."],
    "mypy": [_PYTHON, "-m", "mypy"],
    "import-linter": [str(venv_setup.PROGRAMS / "lint-imports")],
}
# One worker a core: tests start children of their own, and measured times stay meaningful.
PYTEST = [_PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", "--max-worker-restart", "0"]


def test() -> int:
    """Run all checks, also after one has failed, and pytest last, so that its summary ends the output."""
    _prepare(test=True)
    machine.provide_test_tools()
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    say(f"Checks that failed: {', '.join(failed)}" if failed else f"All passed: {', '.join(CHECKS)}. Now the tests.")
    tested = subprocess.run(PYTEST, cwd=ROOT, env=environment(), check=False)
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
    say(f"== {name}")
    started = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode == 0
    say(f"== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s")
    return passed
