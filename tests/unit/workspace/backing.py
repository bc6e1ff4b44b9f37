"""What the tests of backups share: workspaces of every landed version, and all that is in a file."""

import gzip
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from prodops_desktop.workspace import Workspace

DATA = Path(__file__).parents[2] / "data"


def landed(path: Path, number: int = 5) -> Path:
    """The workspace of a landed version, which has imports with raw texts and quarantine, feedback with its index, and history."""
    path.touch(mode=0o600)
    path.write_bytes(gzip.decompress((DATA / f"schema_{number}.prodops.gz").read_bytes()))
    return path


def current(path: Path) -> Path:
    """The same, brought up to date."""
    path.touch(mode=0o600)
    path.write_bytes(_migrated())
    return path


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = landed(Path(folder) / "a.prodops")
        Workspace.open(path).close()
        return path.read_bytes()


def content(path: Path) -> dict[str, Any]:
    """Every row of every table as SQLite quotes it, with its number where it has one of its own, and all that the file declares."""
    with closing(sqlite3.connect(path)) as db:
        found: dict[str, Any] = {
            "declared": sorted(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall(), key=str),
            "marks": [db.execute(f"PRAGMA {mark}").fetchone()[0] for mark in ("user_version", "application_id", "encoding")],
        }
        kinds = db.execute("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')").fetchall()
        for name, _, without_rowid in kinds:
            if name != "sqlite_schema":
                columns = [f'quote("{row[0]}")' for row in db.execute("SELECT name FROM pragma_table_info(?)", (name,))]
                numbered = [] if without_rowid or name == "source_chunk" else ["rowid"]
                table = name.replace('"', '""')
                found[name] = sorted(db.execute(f'SELECT {", ".join(numbered + columns)} FROM "{table}"').fetchall(), key=str)
    return found


def execute(path: Path, *statements: str) -> None:
    """Do something to the file that the program would not do."""
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
