"""Copies a whole workspace into one file, by SQLite's backup API, while others read and write it."""

import contextlib
import os
import threading
import uuid
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.backups.databases import new_file, reading, reading_workspace, sync_folder
from prodops_desktop.workspace.backups.making import explaining, refuse_faults
from prodops_desktop.workspace.backups.model import BackupFailed, OnProgress
from prodops_desktop.workspace.backups.throttle import Pace
from prodops_desktop.workspace.beside import beside
from prodops_desktop.workspace.file import check_file, fold_if_alone, resolved

_PAGES = 64
"""A quarter of a megabyte at a time, as a rule."""


def copy_whole(
    workspace: Path, out: Path, *, progress: OnProgress | None = None, cancelled: threading.Event | None = None, gentle: bool = True
) -> Path:
    """Write the workspace as it is now into a new file; it may be one that can only be read.

    Raises UserError where ``out`` is there already, none can be written, or the workspace is damaged, and Cancelled; then nothing is left.
    """
    workspace, out = resolved(workspace), resolved(out)
    check_file(workspace, create=False)
    if out.is_dir():
        raise UserError(f"{out} is a folder. Name a file that is to be made in it.")
    if out.exists():
        raise UserError(f"There is a file {out.name} already, and it was left as it is. Choose another name for the copy.")
    if not out.parent.is_dir():
        raise UserError(f"There is no folder {out.parent}. Make it, or choose another one.")
    unfinished = beside(out, f".{uuid.uuid4().hex[:8]}.part")
    try:
        with explaining(workspace, out.parent), reading_workspace(workspace):
            copy_pages(workspace, unfinished, Pace(out.parent, gentle=gentle, cancelled=cancelled, on_progress=progress))
            os.replace(unfinished, out)
            sync_folder(out.parent)
    except BackupFailed as failure:
        if failure.cause != "room":
            raise
        text = f"There is not enough room on the disk for a copy in {out.parent.name}. Free some and copy again; nothing else was changed."
        raise BackupFailed("room", text) from None
    finally:
        unfinished.unlink(missing_ok=True)
        fold_if_alone(workspace)
    return out


def copy_pages(source: Path, out: Path, pace: Pace) -> None:
    """Copy a whole file, checked, into a new one that nobody else may read."""
    with contextlib.closing(reading(source)) as reader:
        reader.execute("BEGIN")
        pace.say("Checking the file")
        refuse_faults(source, reader, "main")
        pace.total = reader.execute("PRAGMA page_count").fetchone()[0] * reader.execute("PRAGMA page_size").fetchone()[0]
        with new_file(out) as descriptor:
            with contextlib.closing(driver.connect(out)) as copy:
                for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000"):
                    copy.execute(f"PRAGMA {setting}")
                with pace.watching(copy, descriptor):  # the state is held by the transaction, so that it never begins anew
                    reader.backup(copy, pages=_PAGES, progress=lambda *_: pace.look(), sleep=0.05)
            os.fsync(descriptor)
