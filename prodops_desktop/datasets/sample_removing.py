"""Finds the sample that was made on this computer, and takes it away again; what the operator put beside it stays."""

import contextlib
import filecmp
import json
from dataclasses import dataclass
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.work import resources
from prodops_desktop.workspace import SUFFIX, backups
from prodops_desktop.workspace.file import remove, resolved, take_lock
from prodops_desktop.workspace.glimpse import setting_in


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
    """Look for the sample that :func:`make_sample` made in ``folder``; a workspace of the operator's own there, or a copy, is none."""
    found = folder / sample_file()
    there = found.is_file() and _is_sample(found)
    tries = tuple(path for path in sorted((folder / "try-these").glob("*")) if path.is_file() and not path.name.startswith((".", "~")))
    return SampleThere(found, tries) if there else SampleThere(None)


def sample_file() -> str:
    """What the file of the sample workspace is called."""
    plan = json.loads((resources.folder() / "sample" / "plan.json").read_text(encoding="utf-8"))
    return f"{plan['settings']['company'].split()[0].casefold()}{SUFFIX}"


def remove_sample(workspace: Path) -> SampleRemoved:
    """Delete a sample workspace that is open nowhere, with its backups and those of its spreadsheets that are as they shipped.

    Raises UserError when another program has it open, when it is none by what is in it, or a copy that was saved beside it or elsewhere.
    """
    workspace = resolved(workspace)
    folder = workspace.parent
    if not workspace.exists():
        raise UserError(f"There is no sample workspace in {folder}, and nothing was removed.")
    if not _is_sample(workspace):
        raise UserError(f"{workspace} is a workspace of your own, not the sample, and nothing was removed.")
    if workspace.name != sample_file() or not (folder / "try-these").is_dir():
        raise UserError(f"{workspace} is a copy of the sample that was saved, and nothing was removed. Delete it as any other file.")
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
