"""Drops the values of old steps from the history, after a backup, and with them what only these steps could have brought back."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from prodops_desktop.datasets.opening import sweep_rows
from prodops_desktop.datasets.staging import leftover_files
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import Workspace, backups, pruning


@dataclass(frozen=True)
class Pruned:
    """``values`` is how many rows, as they were before steps of days before ``before``, are no longer kept."""

    before: date
    values: int


def prune_history(workspace: Workspace, before: date, on_progress: Callable[[Progress], None], cancelled: threading.Event) -> Pruned:
    """Back the workspace up and prune it; runs on a thread of its own. Without the backup nothing is pruned.

    Raises UserError as :func:`backups.make` does, and Cancelled.
    """
    backups.make(workspace.path, "irreversible", progress=on_progress, cancelled=cancelled)
    values = pruning.prune(workspace, before, lambda share: on_progress(Progress(round(100 * share), 100, "%")), cancelled.is_set)
    if not leftover_files(workspace.path):  # else an import is under way, whose rows no version speaks of yet: the next opening sweeps
        sweep_rows(workspace)
    return Pruned(before, values)
