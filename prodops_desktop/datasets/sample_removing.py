"""Finds the sample that was made on this computer, and takes it away again; what the operator put beside it stays."""

import contextlib
import filecmp
from dataclasses import dataclass
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.work import resources
from prodops_desktop.workspace import SUFFIX, backups
from prodops_desktop.workspace.file import remove, resolved, take_lock
from prodops_desktop.workspace.glimpse import setting_in

_UNFINISHED = "-unfinished"


@dataclass(frozen=True)
class SampleThere:
    """What there is of the sample in a folder: its workspace, and the spreadsheets that wait to be tried on it."""

    workspace: Path | None
    tries: tuple[Path, ...] = ()


@dataclass(frozen=True)
class SampleRemoved:
    """What was taken away; ``left`` are the names of what else lies in its folder, and stays."""

    workspace: Path
    backups: int
    sheets: int
    left: tuple[str, ...]


def find_sample(folder: Path) -> SampleThere:
    """Look for the sample that :func:`make_sample` made in ``folder``; a workspace of the operator's own there is none."""
    there = (path for path in sorted(folder.glob(f"*{SUFFIX}")) if not path.stem.endswith(_UNFINISHED))
    found = next((path for path in there if _is_sample(path)), None)
    tries = tuple(path for path in sorted((folder / "try-these").glob("*")) if path.is_file() and not path.name.startswith((".", "~")))
    return SampleThere(found, tries) if found else SampleThere(None)


def remove_sample(workspace: Path) -> SampleRemoved:
    """Delete a sample workspace that is open nowhere, with its backups and those of its spreadsheets that are as they shipped.

    Raises UserError when another program has it open, when it is none by what is in it, or a copy that lies apart from its spreadsheets.
    """
    workspace = resolved(workspace)
    folder = workspace.parent
    if not workspace.exists():
        raise UserError(f"There is no sample workspace in {folder}, and nothing was removed.")
    if not _is_sample(workspace):
        raise UserError(f"{workspace} is a workspace of your own, not the sample, and nothing was removed.")
    if not (folder / "try-these").is_dir():
        raise UserError(f"{workspace} is a copy of the sample that was saved apart from it. Delete that file as any other if you want.")
    lock, holder = take_lock(workspace)
    if lock is None:
        raise UserError(f"The sample workspace can't be removed: {holder}. Close it there and remove it again.")
    try:
        gone = backups.delete_all(workspace)
        remove(workspace)
        sheets = _remove_shipped(folder)
    except OSError as error:
        raise UserError(f"Not all of the sample can be removed from {folder}: {error.strerror or error}.") from None
    finally:
        lock.release()
    left = tuple(sorted(path.name for path in folder.iterdir()))
    if not left:
        with contextlib.suppress(OSError):  # something came just now, or the folder is held by another program
            folder.rmdir()
    return SampleRemoved(workspace, gone, sheets, left)


def _is_sample(path: Path) -> bool:
    return setting_in(path, "sample") == "1"


def _remove_shipped(folder: Path) -> int:
    """Delete the files that ship, unless they were changed, and the folders that are empty then; returns how many spreadsheets went."""
    shipped = resources.folder() / "sample"
    ours = [path.relative_to(shipped) for path in sorted(shipped.rglob("*")) if path.is_file()]
    sheets = 0
    for name in ours:
        copy = folder / name
        if copy.is_file() and filecmp.cmp(copy, shipped / name, shallow=False):
            copy.unlink()
            sheets += len(name.parts) > 1
    for part in sorted({parent for name in ours for parent in name.parents if parent.parts}, reverse=True):
        with contextlib.suppress(OSError):  # what was put there stays
            (folder / part).rmdir()
    return sheets
