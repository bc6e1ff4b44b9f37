"""New, empty workspaces in a quarter of the time: each is a copy of one that the program made."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from prodops_desktop.workspace import Workspace


def new_workspace(path: Path) -> Path:
    """Put one at ``path``, for its owner alone, as the program does."""
    path.touch(0o600)
    path.write_bytes(_made())
    return path


def empty_or_copied(folder: Path, filled: Path, kind: str) -> Path:
    """A fresh workspace “empty”, or “filled”: a copy of one that is made already."""
    path = folder / f"{kind}.prodops"
    if kind == "filled":
        shutil.copy(filled, path)
        return path
    return new_workspace(path)


@cache
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.prodops"
        Workspace.open(path, create=True).close()
        return path.read_bytes()
