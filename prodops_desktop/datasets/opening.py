"""Opens a workspace as the rest of the program needs it: with its views kept up and what a killed import left swept away."""

import contextlib
from pathlib import Path

from prodops_desktop.datasets.parts import drop_part, drop_source, orphaned_parts, orphaned_sources
from prodops_desktop.datasets.staging import leftover_files
from prodops_desktop.datasets.views import rebuild_views
from prodops_desktop.workspace import Workspace


def open_workspace(path: Path, *, create: bool = False, read_only: bool = False) -> Workspace:
    """Open the workspace at ``path``; raises UserError as :meth:`Workspace.open` does."""
    workspace = Workspace.open(path, create=create, read_only=read_only, derivations=(rebuild_views,))
    if workspace.writable:
        for file in leftover_files(workspace.path):
            with contextlib.suppress(OSError):  # it is reported by the check of the workspace
                file.unlink()
        with workspace.reading() as store:
            parts, sources = orphaned_parts(store), orphaned_sources(store)
        for part in parts:
            workspace.bulk(drop_part(part))
        for source in sources:
            workspace.bulk(drop_source(source))
    return workspace
