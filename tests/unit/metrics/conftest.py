"""Workspaces with typed rows in them: staged in the form that intake leaves, then stored by the real import."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.datasets import snapshot, staging
from prodops_desktop.datasets.importing import store_staged
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest, Staged
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.workspace import Store, Workspace
from tests.new_workspace import new_workspace

_STORAGE = {"integer": "INTEGER", "money": "INTEGER", "boolean": "INTEGER", "name": "INTEGER", "number": "REAL", "percent": "REAL"}
_STAGING = """
CREATE TABLE segment (first_row INTEGER, sheet TEXT, shift INTEGER, stride INTEGER);
CREATE TABLE spread (number INTEGER, source_row INTEGER, source_column INTEGER);
CREATE TABLE origin (_row INTEGER, "column" INTEGER, source_row INTEGER, source_column INTEGER);
CREATE TABLE name (id INTEGER PRIMARY KEY, kind TEXT, text TEXT, key TEXT);
CREATE TABLE raw (_row INTEGER, column INTEGER, text TEXT, reason TEXT);
CREATE TABLE quarantine (_row INTEGER, sheet TEXT, source_row INTEGER, cells TEXT, reasons TEXT, stored TEXT);
INSERT INTO segment VALUES (1, 'Sheet', 0, 1);
"""


class Workbench:
    """A workspace that tables are put into; a column is (header, field, type) or (header, field, type, {"scale": …})."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace = workspace
        self._folder = folder
        self._files = 0

    @contextmanager
    def reading(self) -> Iterator[tuple[Store, Snapshot]]:
        with self.workspace.reading() as store:
            yield store, snapshot.current(store)

    def change(self, edit: Callable[[Store], Any]) -> Any:
        return self.workspace.run(edit).result()

    def put(
        self, name: str, kind: str, columns: Sequence[tuple[Any, ...]], rows: Sequence[Sequence[Any]], as_of: str = "2026-11-20"
    ) -> int:
        """Import rows of stored values (names as text); returns the id of the new version."""
        self._files += 1
        file = self._folder / f"{name.replace('/', '-')} {self._files}.csv"
        file.write_text(f"{columns}{rows}", encoding="utf-8")
        staged = staging.new_file(self.workspace.path)
        described = [_column(position, column, rows) for position, column in enumerate(columns, start=1)]
        _stage(staged, described, rows)
        content = file.read_bytes()
        found = {
            "file": file.name,
            "format": "csv",
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
            "sheets": ["Sheet"],
            "kind": kind,
            "as_of": as_of,
            "header_row": 1,
            "columns": described,
            "shape": name,
            "decided": {},
            "rows_read": len(rows),
            "rows_accepted": len(rows),
            "rows_quarantined": 0,
            "rows_dropped": 0,
        }
        with self.workspace.reading() as store:
            after = store.position()
        request = ImportRequest(file, name=name)
        return store_staged(self.workspace, Staged(request, staged, found, after, as_of, "title", (), 0.0, 0.0)).version_id


def _column(position: int, column: tuple[Any, ...], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    header, field, kind, *more = column
    values = [row[position - 1] for row in rows]
    return {
        "position": position,
        "header": header,
        "source_column": position,
        "field": field,
        "type": kind,
        "storage": _STORAGE.get(kind, "TEXT"),
        "scale": 2 if kind == "money" else None,
        "currency": None,
        "format": None,
        "zone": None,
        "name_kind": "account" if kind == "name" else None,
        "filled": sum(value is not None for value in values),
        "distinct": None,
        "minimum": None,
        "maximum": None,
        "spread": None,
        **(more[0] if more else {}),
    }


def _stage(file: Path, columns: Sequence[dict[str, Any]], rows: Sequence[Sequence[Any]]) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.executescript(_STAGING)
        db.execute(f"CREATE TABLE rows (_row INTEGER PRIMARY KEY, {', '.join(f'c{number}' for number, _ in enumerate(columns, 1))})")
        names: dict[str, int] = {}
        for number, row in enumerate(rows, start=2):
            cells = [
                names.setdefault(value.strip(), len(names) + 1) if column["type"] == "name" and value is not None else value
                for column, value in zip(columns, row, strict=True)
            ]
            db.execute(f"INSERT INTO rows VALUES (?{', ?' * len(columns)})", (number, *cells))
        db.executemany("INSERT INTO name VALUES (?, 'account', ?, ?)", [(number, text, text.casefold()) for text, number in names.items()])


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    """An empty workspace on the sample's day."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    with open_workspace(new_workspace(tmp_path / "bench.prodops")) as workspace:
        yield Workbench(workspace, tmp_path)
