"""Starts other programs for the set-up, keeps what they print in build/setup.log, and says on the screen only what matters."""

import errno
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
LOG = BUILD / "setup.log"


class SetupError(Exception):
    """The set-up can't go on; the text is the one sentence for the person at the screen."""


@dataclass(frozen=True)
class Outcome:
    """How a program ended: its status, and both its streams in one text."""

    status: int
    output: str

    @property
    def reason(self) -> str:
        """The first line that calls itself an error (pip's, apt's), else the last line that says something."""
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        errors = [text for line in lines for prefix, mark, text in [line.partition(": ")] if mark and prefix in {"E", "ERROR", "Error"}]
        return (errors[:1] or lines[-1:] or ["it said nothing"])[0].rstrip(".")


def sentence_of(problem: OSError) -> str:
    """What a full disk or a folder that can't be written means for the person at the screen."""
    if problem.errno == errno.ENOSPC:
        return f"The disk is full ({problem.filename or ROOT}). Free about 1 GB and run this again."
    return f"{problem.filename or ROOT}: {problem.strerror or problem}. See to it that you may read and write there, and run this again."


def say(text: str) -> None:
    """One line on the screen, at once."""
    print(text, flush=True)


def environment(**more: str) -> dict[str, str]:
    """This process's variables without those that would lead a Python in .venv astray, plus the given ones."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}}
    return kept | more


def logged(command: list[str], **variables: str) -> Outcome:
    """Run a program without input, its output going to the log and into the outcome."""
    BUILD.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(**variables),
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{done.stdout}[status {done.returncode}]\n\n")
    return Outcome(done.returncode, done.stdout)
