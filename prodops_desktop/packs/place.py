"""Where a pack may lie: names that can't become one are refused before any work, and what is not whole yet lies beside it."""

import secrets
from pathlib import Path

from prodops_desktop.errors import UserError


def aside_of(path: Path) -> Path:
    """A name beside ``path`` that nobody uses, for what is not whole yet."""
    return path.with_name(f".{path.stem[:40]}.{secrets.token_hex(4)}.tmp")


def check_name(path: Path, workspace: Path | None = None) -> None:
    """Refuse, before any work, a file that can't become a workbook, or that is the very workspace which it speaks of."""
    try:
        folder, missing = path.is_dir(), not path.parent.is_dir()
        itself = workspace is not None and path.exists() and workspace.exists() and path.samefile(workspace)
    except OSError as error:
        raise UserError(f"{path} can't be looked at: {error.strerror or error}. Choose another place.") from error
    if folder:
        raise UserError(f"{path} is a folder. Name a file in it that ends in .xlsx.")
    if itself:
        raise UserError(f"{path} is the workspace itself, which would be replaced. Give another name that ends in .xlsx.")
    if path.suffix.lower() != ".xlsx":
        raise UserError(f"An Excel file is written, but “{path.name}” does not end in .xlsx. Give it a name that does.")
    if missing:
        raise UserError(f"There is no folder {path.parent}. Make it first, or choose another one.")
