"""Where a pack may lie: names that can't become one are refused before any work, and what is not whole yet lies beside it."""

import secrets
from pathlib import Path

from prodops_desktop.errors import UserError


def aside_of(path: Path) -> Path:
    """A name beside ``path`` that nobody uses, for what is not whole yet."""
    return path.with_name(f".{path.stem[:40]}.{secrets.token_hex(4)}.tmp")


def check_name(path: Path, workspace: Path | None = None, endings: tuple[str, ...] = (".xlsx",)) -> None:
    """Refuse, before any work, a file that can't become a workbook, or that is the very workspace which it speaks of."""
    wanted = " or ".join(endings)
    try:
        folder, missing = path.is_dir(), not path.parent.is_dir()
        itself = workspace is not None and path.exists() and workspace.exists() and path.samefile(workspace)
    except OSError as error:
        raise UserError(f"{path} can't be looked at: {error.strerror or error}. Choose another place.") from error
    if folder:
        raise UserError(f"{path} is a folder. Name a file in it that ends in {wanted}.")
    if itself:
        raise UserError(f"{path} is the workspace itself, which would be replaced. Give another name that ends in {wanted}.")
    if path.suffix.lower() not in endings:
        kind = "An Excel file" if endings == (".xlsx",) else "An Excel or CSV file"
        raise UserError(f"{kind} is written, but “{path.name}” does not end in {wanted}. Give it a name that does.")
    if missing:
        raise UserError(f"There is no folder {path.parent}. Make it first, or choose another one.")
