"""The folder of backups, and the right to change it: one program at a time."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prodops_desktop.workspace.backups.model import BackupFailed, parts_of
from prodops_desktop.workspace.lock import Lock


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Within it no other program makes, thins out or deletes backups in a folder that is there.

    Raises BackupFailed while one does, and OSError where the folder can't be written.
    """
    lock = Lock(folder / "making")
    if not lock.take():
        raise BackupFailed("busy", f"Another backup is being made in {folder.name} just now, by {lock.holder()}. Wait until it is done.")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def holding(folder: Path, *, is_held: bool = False) -> Iterator[None]:
    """The folder of the backups, made for this person alone, and :func:`alone_in` it unless the caller is so already."""
    made = not folder.exists()
    try:
        for path in (folder, parts_of(folder)):
            path.mkdir(mode=0o700, exist_ok=True)
            with contextlib.suppress(OSError):  # somebody else's folder on another disk, say
                path.chmod(0o700)
        with contextlib.nullcontext() if is_held else alone_in(folder):
            yield
    finally:
        if made and not any(path.is_file() for path in folder.rglob("*")):
            with contextlib.suppress(OSError):
                parts_of(folder).rmdir()
                folder.rmdir()
