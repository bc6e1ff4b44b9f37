"""Writes the file anew, so that nothing of what was cleared is left in its free pages or in its log."""

import threading
import time

from prodops_desktop.datasets.erasing.clearing import OnProgress
from prodops_desktop.errors import UserError
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import Store, Workspace, driver

PATIENCE = 600.0
"""Seconds that readings, of a backup say, may take to let go of the log while somebody sees that they are waited for."""


def rewrite_file(
    workspace: Workspace, on_progress: OnProgress, cancelled: threading.Event | None = None, patience: float = PATIENCE
) -> None:
    """Write it anew and empty its log; edits wait while it is written, and go on while readings are waited for.

    Raises UserError where somebody goes on reading the file as it was for too long, or until it was cancelled.
    """

    def rewrite(store: Store) -> None:
        _empty_log(store)
        # its own connection: that of the writer keeps in memory what it sorts, which would be all of the file
        connection = driver.connect(workspace.path)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
        finally:
            connection.close()

    on_progress(Progress(0, None, "Writing the file anew; edits wait"))
    workspace.run(rewrite).result()
    until = time.monotonic() + patience
    while not workspace.run(_empty_log).result():
        if time.monotonic() > until or (cancelled is not None and cancelled.is_set()):
            raise UserError("Something is still reading the workspace as it was before.")
        on_progress(Progress(0, None, "Waiting for whoever reads the file as it was"))
        time.sleep(0.05)


def _empty_log(store: Store) -> bool:
    before = store.db.execute("PRAGMA busy_timeout").fetchone()[0]
    store.db.execute("PRAGMA busy_timeout = 0")  # edits need not wait with it
    try:
        busy, *_ = store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        store.db.execute(f"PRAGMA busy_timeout = {before}")
    return not busy
