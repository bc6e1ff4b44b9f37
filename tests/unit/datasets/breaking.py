"""A workspace with something of everything, and ways to break it as a program without our triggers and foreign keys would."""

import contextlib
import sqlite3
from functools import partial
from pathlib import Path

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.feedback.triage import add_item
from prodops_desktop.workspace import Store, Workspace
from prodops_desktop.workspace.links import End, link
from tests.new_workspace import new_workspace
from tests.unit.sheets_here import import_here, write_rows

ROWS = [["day", "amount"], ["2026-01-05", "10"], ["2026-01-06", "20"], ["2026-02-01", "30"]]
SCORES = [["Score", "Date", "Company", "Comment"], ["9", "2026-01-01", "Acme", "the export is fine"], ["11", "2026-01-02", "Beta", "odd"]]
_EDITS = {
    "Add a person": "INSERT INTO person (name, key) VALUES ('Ada', 'ada')",
    "Add a goal": "INSERT INTO goal (title, owner) VALUES ('Grow', 1)",
    "Add a tool": "INSERT INTO tool (name, key, owner) VALUES ('Board', 'board', 1)",
    "Add a contract": "INSERT INTO contract (tool, reference) VALUES (1, 'C-1')",
    "Add a lead time": "INSERT INTO lead_time (contract, label, length, unit) VALUES (1, 'Review', 20, 'day')",
    "Decide": "INSERT INTO decision (about_table, about, choice, reason, day) VALUES ('contract', 1, 'keep', 'cheap', '2026-11-01')",
}


def make_filled(folder: Path) -> Path:
    """Two versions of “visits”, a dataset “nps” with a row in quarantine, and records that hang on each other."""
    path = new_workspace(folder / "a.prodops")
    with open_workspace(path) as workspace:
        import_here(workspace, write_rows(folder / "visits.csv", ROWS))
        import_here(workspace, write_rows(folder / "visits-2.csv", ROWS[:-1]), name="visits")
        import_here(workspace, write_rows(folder / "nps.csv", SCORES), kind="nps")
        for label, sql in _EDITS.items():
            workspace.run(partial(_edit, label, sql)).result()
        workspace.run(lambda store: link(store, "related", End("tool", 1), End("goal", 1))).result()
        workspace.run(lambda store: add_item(store, "please export pages")).result()
    return path


def _edit(label: str, sql: str, store: Store) -> None:
    with store.edit(label):
        store.db.execute(sql)


def break_file(path: Path, *statements: str) -> None:
    """Run statements on the closed file; what hangs on a row stays behind when it goes."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("PRAGMA foreign_keys = OFF")
        triggers = plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            plain.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            plain.execute(statement)
        for _, sql in triggers:
            plain.execute(sql)


def rows_of(workspace: Workspace, table: str) -> list[tuple[object, ...]]:
    """Every row of a table."""
    with workspace.reading() as store:
        return [tuple(row) for row in store.db.execute(f"SELECT * FROM {table} ORDER BY 1")]
