"""Pruning takes along what only the pruned steps could have brought back, and never what an import is just bringing."""

import threading
import time
from datetime import date
from pathlib import Path

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.parts import orphaned_parts
from prodops_desktop.datasets.pruning import prune_history
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.staging import new_file
from prodops_desktop.workspace import Workspace, backups, undo
from tests.new_workspace import new_workspace
from tests.unit.sheets_here import staging_here


def parts(workspace: Workspace) -> list[int]:
    with workspace.reading() as store:
        return [row[0] for row in store.db.execute("SELECT id FROM part ORDER BY id")]


def swept(workspace: Workspace, left: list[int]) -> bool:
    """Whether these parts alone are left, once the steps that drop the others have had their turns."""
    end = time.monotonic() + 20
    while parts(workspace) != left and time.monotonic() < end:
        time.sleep(0.005)
    return parts(workspace) == left


def prune(workspace: Workspace) -> None:
    prune_history(workspace, date(2100, 1, 1), lambda _: None, threading.Event())


def test_rows_of_an_import_that_was_undone_go_with_its_steps(tmp_path: Path) -> None:
    sheet = tmp_path / "visits.csv"
    with staging_here(), open_workspace(new_workspace(tmp_path / "a.prodops")) as workspace:
        for number in (1, 2):
            sheet.write_text(f"day,amount\n2026-01-0{number},{number}\n")
            import_file(workspace, ImportRequest(sheet))
        workspace.run(undo.undo).result()
        assert parts(workspace) == [1, 2], "redo could bring it back"
        prune(workspace)
        assert swept(workspace, [1])
        assert [one.reason for one in backups.all_backups(workspace.path)] == ["irreversible"]


def test_an_import_under_way_keeps_its_rows(tmp_path: Path) -> None:
    with open_workspace(new_workspace(tmp_path / "a.prodops")) as workspace:
        workspace.run(lambda store: store.db.execute("INSERT INTO part DEFAULT VALUES").fetchall()).result()
        staged = new_file(workspace.path)
        staged.touch()
        prune(workspace)
        with workspace.reading() as store:
            assert orphaned_parts(store) == [1], "no version speaks of it yet"
        assert parts(workspace) == [1]
        staged.unlink()
        prune(workspace)
        assert swept(workspace, [])
