"""Names the files in which an import gets ready, beside the workspace that it is for."""

import os
import re
from pathlib import Path

from prodops_desktop.work.disk import take_away
from prodops_desktop.workspace.beside import beside

_MARK = ".staging-"
_REST = re.compile(r"\d+-[0-9a-f]{8}(-journal|-wal|-shm)?")


def new_file(workspace: Path) -> Path:
    """A name for a staging file that nobody uses yet."""
    import uuid

    return beside(workspace, f"{_MARK}{os.getpid()}-{uuid.uuid4().hex[:8]}")


def discard(file: Path) -> None:
    """Take a staging file away, with what SQLite left beside it."""
    take_away(file)
    for ending in ("-journal", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def is_ours(file: Path) -> bool:
    """Whether a staging file is of an import of this very process, which may still be under way."""
    return file.name.rpartition(_MARK)[2].partition("-")[0] == str(os.getpid())


def leftover_files(workspace: Path) -> list[Path]:
    """Staging files (and their journals) of this workspace, whoever left them; of a folder that may not be listed none are known."""
    prefix = beside(workspace, _MARK).name
    try:
        entries = sorted(workspace.parent.iterdir())
    except OSError:
        return []
    return [path for path in entries if path.name.startswith(prefix) and _REST.fullmatch(path.name[len(prefix) :])]
