"""A look into a workspace that is not opened for it, whatever version of the program made it."""

import contextlib
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import driver
from prodops_desktop.workspace.file import check_file, fold_if_alone, mark_closed, mark_open, resolved


def setting_in(path: Path, key: str) -> str:
    """A setting of the workspace at ``path``, and an empty text where there is none or where the file can't be read."""
    try:
        path = resolved(path)
        check_file(path, create=False)
    except UserError:
        return ""
    mark_open(path)
    try:
        with contextlib.closing(driver.connect(path, read_only=True)) as db:
            row = db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        fold_if_alone(path)
    except driver.DriverError:
        return ""
    finally:
        mark_closed(path)
    return str(row[0]) if row else ""
