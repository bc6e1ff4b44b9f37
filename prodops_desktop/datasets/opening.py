"""Opens a workspace as the rest of the program needs it: with its views kept up and what a killed import left swept away."""

import contextlib
from pathlib import Path

from prodops_desktop.datasets.erasing import mark
from prodops_desktop.datasets.parts import drop_part, drop_source, orphaned_parts, orphaned_sources
from prodops_desktop.datasets.staging import leftover_files
from prodops_desktop.datasets.views import rebuild_views
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Workspace, unfinished
from prodops_desktop.workspace.mishaps import FileTrouble


def open_workspace(path: Path, *, create: bool = False, read_only: bool = False) -> Workspace:
    """Open the workspace at ``path``; raises UserError as :meth:`Workspace.open` does."""
    workspace = Workspace.open(path, create=create, read_only=read_only, derivations=(rebuild_views,))
    if workspace.writable:
        workspace.swept = _swept_files(workspace.path)
        with contextlib.suppress(FileTrouble):  # it is told where something is read, and by the check of the workspace
            sweep_rows(workspace)
        workspace.unerased = _finish_erasing(workspace)
    return workspace


def _finish_erasing(workspace: Workspace) -> str | None:
    """Finish an erasing that was interrupted, before anything else is done; why it can't be now, and then the next opening tries again."""
    try:
        with workspace.reading() as store:
            is_begun = mark.read(store) is not None
    except FileTrouble:  # it is told where something else is read
        return None
    if is_begun:
        from prodops_desktop.datasets.erasing.erasing import finish_begun  # seldom needed

        try:
            finish_begun(workspace)
        except UserError as error:
            return f"{mark.UNFINISHED} {error} Close the workspace and open it again to go on with it."
    return None


def _swept_files(workspace: Path) -> tuple[str, ...]:
    """Take away what imports and restorings of dead processes left beside the file: who holds the lock is the only one to do either."""
    swept = unfinished.sweep(workspace) + unfinished.sweep_copies(workspace)
    for file in leftover_files(workspace):
        with contextlib.suppress(OSError):  # it is reported by the check of the workspace
            file.unlink()
            swept.append(file.name)
    return tuple(swept)


def sweep_rows(workspace: Workspace) -> None:
    """Begin to drop imported rows and kept files that nothing in the file speaks of, nor any step that could bring them back."""
    with workspace.reading() as store:
        parts, sources = orphaned_parts(store), orphaned_sources(store)
    for part in parts:
        workspace.bulk(drop_part(part))
    for source in sources:
        workspace.bulk(drop_source(source))
