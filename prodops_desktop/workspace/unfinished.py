"""Names what restoring and copying put together beside a workspace, and takes away what was left of them by a kill."""

import contextlib
import re
import time
from pathlib import Path

from prodops_desktop.workspace.beside import beside

_MARK = ".restoring-"
_RESCUED = ".saved-"
_COPY = re.compile(r".+\.[0-9a-f]{8}\.part")
_ABANDONED = 3600.0
"""So many seconds after it was last written a copy is no longer being made."""


def new_file(workspace: Path) -> Path:
    """A name for a file that is to take the place of the workspace once it is whole."""
    import uuid

    return beside(workspace, f"{_MARK}{uuid.uuid4().hex[:8]}")


def sweep(workspace: Path) -> list[str]:
    """Take away what was left unfinished beside a workspace, whose lock the caller holds; the names of it."""
    start, swept = beside(workspace, _MARK).name, []
    with contextlib.suppress(OSError):  # a folder that may not be listed or written keeps it, which does no harm
        for path in sorted(workspace.parent.iterdir()):
            if path.name.startswith(start):
                path.unlink()
                swept.append(path.name)
    return swept


def sweep_copies(workspace: Path) -> list[str]:
    """Take away what was left of copies of a workspace that were begun in its folder under a name that begins alike; the names of it.

    Whoever makes a copy holds no lock, so that one stays which somebody may still be writing.
    """
    swept = []
    for path in abandoned(workspace.parent):
        with contextlib.suppress(OSError):
            if path.name.startswith(workspace.stem):
                path.unlink()
                swept.append(path.name)
    return swept


def abandoned(folder: Path) -> list[Path]:
    """The copies of workspaces in a folder that nobody makes any more, and that are not whole."""
    return [path for path in copies(folder) if _age(path) > _ABANDONED]


def copies(folder: Path) -> list[Path]:
    """The copies of workspaces in a folder that are not whole, or not yet."""
    return [path for path in _files_of(folder) if _COPY.fullmatch(path.name)]


def rescued(workspace: Path) -> list[Path]:
    """The copies that were left for the person when the workspace was deleted while it was open."""
    start = beside(workspace, _RESCUED).name
    return [path for path in _files_of(workspace.parent) if path.name.startswith(start)]


def _files_of(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:  # it may not be listed
        return []


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:  # it is gone: it has its name now
        return 0.0
