"""Runs commands of the program, each in a process of its own."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any


def prodops(*words: str | Path, status: int = 0) -> str:
    """Run one command and return what it printed; its errors are a sentence, never a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "prodops_desktop", *map(str, words)], capture_output=True, text=True, timeout=110, check=False
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == status, done.stderr
    if status == 1:
        assert re.search(r"[.!?]\s*$", done.stderr), done.stderr
    return done.stdout if status == 0 else done.stderr


def as_json(*words: str | Path) -> Any:
    """What a command prints with ``--json``."""
    return json.loads(prodops(*words, "--json"))


def make_sample(folder: Path) -> Path:
    """The sample workspace, made by the command."""
    printed = prodops("sample", folder)
    (workspace,) = folder.glob("*.prodops")
    assert str(workspace) in printed
    return workspace
