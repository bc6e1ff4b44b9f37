"""Runs commands of the program: in a process of its own each, as people do, or in this one, which spares what starting Python takes."""

import contextlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prodops_desktop.__main__ import main

Command = Callable[..., str]


def prodops_alone(*words: str | Path, status: int = 0) -> str:
    """Run one command in a process of its own and return what it printed; its errors are a sentence, never a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "prodops_desktop", *map(str, words)], capture_output=True, text=True, timeout=110, check=False
    )
    return _told(done.returncode, done.stdout, done.stderr, status)


def prodops(*words: str | Path, status: int = 0) -> str:
    """The same in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            found = main([*map(str, words)])
        except SystemExit as wrong_usage:
            found = int(wrong_usage.code or 0)
    return _told(found, out.getvalue(), err.getvalue(), status)


def _told(found: int, out: str, err: str, status: int) -> str:
    assert "Traceback" not in err
    assert found == status, err
    if status == 1:
        assert re.search(r"[.!?]\s*$", err), err
    return out if status == 0 else err


def as_json(*words: str | Path, command: Command = prodops) -> Any:
    """What a command prints with ``--json``."""
    return json.loads(command(*words, "--json"))


def make_sample(folder: Path) -> Path:
    """The sample workspace, made by the command."""
    printed = prodops("sample", folder)
    (workspace,) = folder.glob("*.prodops")
    assert str(workspace) in printed
    return workspace
