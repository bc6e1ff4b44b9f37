"""The first look at the program: a sample workspace in a window, or without a display its board pack and pictures."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import machine
import venv_setup
from running import BUILD, ROOT, SetupError, environment, logged, say

SAMPLE = BUILD / "sample"
FIRST_RUN = BUILD / "first-run"
DISPLAY_SECONDS = 5

_START_QT = "from PySide6 import QtGui, QtSvg, QtWidgets; a = QtWidgets.QApplication([]); print('platform', a.platformName())"


def run(*, headless: bool) -> int:
    """Set up what is missing, make the sample on first use, and show it."""
    window = not headless and has_display_name()
    machine.provide(venv=not venv_setup.ready(test=False), window=window)
    venv_setup.prepare(test=False)
    if window and display_works():
        workspace = sample_workspace()
        say(f"Opening {workspace}")
        return open_window(workspace)
    check_drawing()
    if not headless:
        say("There is no display that a window could open on: doing the same job without one.")
    return without_window(sample_workspace())


def has_display_name() -> bool:
    """Whether this session names a display at all; only Linux can lack one."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal"}:
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def display_works() -> bool:
    """Whether a child process can start QApplication on the display within 5 s (Qt aborts or hangs when it can't)."""
    try:
        outcome = subprocess.run(
            [str(venv_setup.PYTHON), "-c", _START_QT], env=environment(), capture_output=True, timeout=DISPLAY_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return outcome.returncode == 0


def check_drawing() -> None:
    """Raise SetupError, naming the missing library, unless Qt can draw without a display."""
    outcome = logged([str(venv_setup.PYTHON), "-c", _START_QT], QT_QPA_PLATFORM="offscreen")
    if outcome.status == 0:
        return
    missing = re.search(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object file", outcome.output)
    what = f"the library {missing.group(1)} is missing" if missing else outcome.reason
    raise SetupError(f"Qt can't start on this machine: {what}. Install it with the machine's package installer and run this again.")


def sample_workspace() -> Path:
    """The sample workspace, built by the program itself on first use; one whose making was interrupted is made again."""
    finished = BUILD / "sample.finished"
    found = sorted(SAMPLE.glob("*.prodops"))
    if found and finished.exists():
        return found[0]
    shutil.rmtree(SAMPLE, ignore_errors=True)
    say("Building the sample workspace in build/sample …")
    _ask_program("sample", str(SAMPLE))
    found = sorted(SAMPLE.glob("*.prodops"))
    if not found:
        raise SetupError(f"The sample was made, but {SAMPLE} holds no workspace (*.prodops).")
    finished.touch()
    return found[0]


def open_window(workspace: Path) -> int:
    """Become the program itself where the platform can, so that ending one ends the other."""
    command = [*_program(), str(workspace)]
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execve(command[0], command, environment())
    return subprocess.run(command, env=environment(), check=False).returncode


def without_window(workspace: Path) -> int:
    """Workspace, board pack and a picture of each page in build/first-run."""
    shutil.rmtree(FIRST_RUN, ignore_errors=True)
    FIRST_RUN.mkdir(parents=True)
    copy = FIRST_RUN / workspace.name
    copy.touch(mode=0o600)
    # The backup API, because the window may have the sample open: a plain copy could be torn.
    with closing(sqlite3.connect(f"{workspace.as_uri()}?mode=ro", uri=True)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    say("Writing the board pack …")
    _ask_program("pack", str(copy), str(FIRST_RUN / f"{workspace.stem}.xlsx"))
    say("Drawing the pages …")
    _ask_program("render", str(copy), str(FIRST_RUN))
    with closing(sqlite3.connect(copy)) as last:  # readers leave SQLite's side files behind, and the last writer takes them away
        last.execute("SELECT count(*) FROM sqlite_schema")
    files = sorted(file.relative_to(ROOT) for file in FIRST_RUN.rglob("*") if file.is_file())
    say(f"Done. In {FIRST_RUN} are the workspace, its board pack and a picture of each page:")
    for file in files:
        say(f"  {file}")
    return 0


def _program() -> list[str]:
    return [str(venv_setup.PYTHON), "-m", "prodops_desktop"]


def _ask_program(*words: str) -> None:
    outcome = logged([*_program(), *words], QT_QPA_PLATFORM="offscreen")
    if outcome.status != 0:
        raise SetupError(f"prodops-desktop {words[0]} did not go through: {outcome.reason}.")
