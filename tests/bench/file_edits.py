"""What an edit of the file costs: of one row, of 10,000 against what SQLite alone needs for them, and undoing the import of a big sheet."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.work.memory import peak_mb
from prodops_desktop.workspace import Store, Workspace, driver, undo
from prodops_desktop.workspace.tracking import TWIN, columns_of

MANY = 10_000
_EDITS, _BULK_ROUNDS, _UNDO_ROUNDS = 300, 9, 5


def measure_edits(folder: Path) -> dict[str, float]:
    """Seconds of the median edit of one row among some hundreds; of an edit of 10,000 goals, and of the same by bare SQL."""
    with open_workspace(folder / "edits.prodops", create=True) as workspace:
        single = [_timed(partial(_run, workspace, partial(set_target, metric="nps", title="NPS", value=value))) for value in range(_EDITS)]
        _run(workspace, _add_goals)
    shutil.copy(folder / "edits.prodops", folder / "bare.prodops")
    whole, bare = [], []
    with open_workspace(folder / "edits.prodops") as workspace, closing(driver.connect(folder / "bare.prodops")) as db:
        db.execute("PRAGMA synchronous = NORMAL")  # as the writer has it
        db.execute("PRAGMA cache_size = -32000")
        for turn in range(_BULK_ROUNDS):
            whole.append(_timed(partial(_run, workspace, partial(_change_goals, turn=turn))))
            bare.append(_change_goals_bare(db, turn))
    return {"single": median(single), "slowest": max(single), "bulk": median(whole), "bare": median(bare)}


def measure_undo(sheet: Path, folder: Path) -> dict[str, float]:
    """Seconds of undoing and of redoing the import of a sheet."""
    undone, redone = [], []
    with open_workspace(folder / "imported.prodops", create=True) as workspace:
        import_file(workspace, ImportRequest(sheet))
        for _ in range(_UNDO_ROUNDS):
            undone.append(_timed(partial(_run, workspace, undo.undo)))
            left = _datasets(workspace)
            redone.append(_timed(partial(_run, workspace, undo.redo)))
            if (left, _datasets(workspace)) != (0, 1):
                sys.exit("The import was not undone and redone: nothing was measured.")
    return {"undo": median(undone), "redo": median(redone)}


def _datasets(workspace: Workspace) -> int:
    with workspace.reading() as store:
        return len(all_datasets(store))


def _run(workspace: Workspace, change: Callable[[Store], object]) -> None:
    workspace.run(change).result()


def _add_goals(store: Store) -> None:
    with store.edit("Add many goals"):
        goals = [
            (f"Goal {number}", float(number), "2026-Q4", "What we aim at, and why we believe that we get there") for number in range(MANY)
        ]
        store.db.executemany("INSERT INTO goal (title, target, period, note) VALUES (?, ?, ?, ?)", goals)


_CHANGE = "UPDATE goal SET target = target + 1, note = 'As of round ' || ?"


def _change_goals(store: Store, turn: int) -> None:
    with store.edit("Raise all goals"):
        store.db.execute(_CHANGE, (turn,))


def _change_goals_bare(db: sqlite3.Connection, turn: int) -> float:
    """The same change and one insert for each row, of what it was before."""
    columns = columns_of(db, "goal")
    change = db.execute("SELECT max(id) FROM change").fetchone()[0]
    before = [(change, *row) for row in db.execute(f"SELECT id, {', '.join(columns)} FROM goal")]
    insert = f"INSERT INTO {TWIN}goal (change, op, id, {', '.join(columns)}) VALUES (?, 'U', ?, {', '.join('?' * len(columns))})"

    def work() -> None:
        db.execute("BEGIN IMMEDIATE")
        db.execute(_CHANGE, (turn,))
        db.executemany(insert, before)
        db.execute("COMMIT")

    return _timed(work)


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    with TemporaryDirectory(dir=sys.argv[1]) as scratch:
        found = measure_undo(Path(sys.argv[2]), Path(scratch)) if sys.argv[2:] else measure_edits(Path(scratch))
    sys.stdout.write(f"{json.dumps({**found, 'peak_mb': peak_mb()})}\n")
