"""Names the files in which an import gets ready, beside the workspace that it is for."""

import os
import uuid
from pathlib import Path

_MARK = ".staging-"


def new_file(workspace: Path) -> Path:
    """A name for a staging file that nobody uses yet."""
    return workspace.with_name(f"{workspace.name}{_MARK}{os.getpid()}-{uuid.uuid4().hex[:8]}")


def leftover_files(workspace: Path) -> list[Path]:
    """Staging files (and their journals) of this workspace, whoever left them."""
    prefix = workspace.name + _MARK
    return sorted(path for path in workspace.parent.iterdir() if path.name.startswith(prefix))
