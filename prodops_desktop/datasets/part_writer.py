"""Carries staged rows into a new part of the workspace, a few milliseconds at a time."""

import hashlib
import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from prodops_desktop.datasets.erasing import mark
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work.child import Progress
from prodops_desktop.workspace import Store, settings
from prodops_desktop.workspace.pacing import paced

_CHUNK = 128 * 1024
_numbers = itertools.count(1)
_STORAGE = frozenset({"INTEGER", "REAL", "TEXT"})


class PartWriter:
    """Fills one new, unpublished part from a staging file; ``part`` and ``source`` are known once its steps have begun."""

    def __init__(self, staging: Path, found: dict[str, Any], file: Path, name: str) -> None:
        self.part = 0
        self.source = 0
        self._staging = staging
        self._found = found
        self._file = file
        self._name = name
        number = next(_numbers)
        self._schema, self._names = f"staging_{number}", f"name_here_{number}"
        self._attached = False

    def attach(self, store: Store) -> None:
        """Let the writer read the staging file; SQLite wants this outside of a transaction."""
        store.db.execute(f"ATTACH DATABASE ? AS {self._schema}", (str(self._staging),))
        self._attached = True

    def detach(self, store: Store) -> None:
        """Let go of the staging file."""
        if self._attached:
            store.db.execute(f"DROP TABLE IF EXISTS temp.{self._names}")
            store.db.execute(f"DETACH DATABASE {self._schema}")
            self._attached = False

    def steps(self, store: Store, on_progress: Callable[[Progress], None] | None, cancelled: threading.Event) -> Iterator[None]:
        """Copy everything, yielding between short transactions; raises Cancelled as soon as it is asked to."""

        def check(done: int) -> None:
            if on_progress is not None:
                on_progress(Progress(done, int(self._found["rows_accepted"]), "Storing rows"))
            if cancelled.is_set():
                raise Cancelled

        self._create(store)
        yield
        for _ in self._copy_names(store):
            check(0)
            yield
        done = 0
        for copied in self._copy_rows(store):
            done += copied
            check(done)
            yield
        for _ in self._copy_rest(store):
            check(done)
            yield
        for _ in self._keep_source(store):
            check(done)
            yield

    def _create(self, store: Store) -> None:
        mark.refuse_meanwhile(store)
        self.part = int(store.db.execute("INSERT INTO part DEFAULT VALUES").lastrowid or 0)
        columns = self._found["columns"]
        typed = ", ".join(f"c{column['position']} {_storage(column)}" for column in columns)
        store.db.execute(f"CREATE TABLE part_{self.part} (_row INTEGER PRIMARY KEY, {typed}) STRICT")
        keys = [
            "position",
            "header",
            "source_column",
            "field",
            "type",
            "storage",
            "scale",
            "currency",
            "format",
            "zone",
            "name_kind",
            "filled",
            "distinct",
            "minimum",
            "maximum",
            "spread",
        ]
        store.db.executemany(
            f"INSERT INTO part_column VALUES ({', '.join('?' * (len(keys) + 1))})",
            [(self.part, *(column[key] for key in keys)) for column in columns],
        )

    def _copy_names(self, store: Store) -> Iterator[int]:
        """Make sure each name of the file has an id here, and note which; many rows share few names."""
        store.db.execute(f"CREATE TEMP TABLE {self._names} (local INTEGER PRIMARY KEY, id INTEGER NOT NULL)")

        def copy(count: int) -> int:
            last = store.db.execute(f"SELECT coalesce(max(local), 0) FROM {self._names}").fetchone()[0]
            window = (last, count)
            some = f"(SELECT * FROM {self._schema}.name WHERE id > ? ORDER BY id LIMIT ?)"
            store.db.execute(f"INSERT OR IGNORE INTO name (kind, text, key) SELECT kind, text, key FROM {some}", window)
            return store.db.execute(
                f"INSERT INTO {self._names} SELECT s.id, n.id FROM {some} s JOIN main.name n ON n.kind = s.kind AND n.text = s.text", window
            ).rowcount

        yield from paced(copy)

    def _copy_rows(self, store: Store) -> Iterator[int]:
        values, joins = ["s._row"], ""
        for column in self._found["columns"]:
            name = f"c{column['position']}"
            if column["type"] == "name":
                joins += f" LEFT JOIN temp.{self._names} {name}_here ON {name}_here.local = s.{name}"
                values.append(f"{name}_here.id")
            else:
                values.append(f"s.{name}")
        rows = f"{self._schema}.rows s{joins} WHERE s._row > ? ORDER BY s._row LIMIT ?"
        sql = f"INSERT INTO part_{self.part} SELECT {', '.join(values)} FROM {rows}"
        last = 0

        def copy(count: int) -> int:
            nonlocal last
            copied = store.db.execute(sql, (last, count)).rowcount
            last = store.db.execute(f"SELECT coalesce(max(_row), 0) FROM part_{self.part}").fetchone()[0]
            return copied

        yield from paced(copy)

    def _copy_rest(self, store: Store) -> Iterator[int]:
        """Segments, raw texts, quarantined rows, and where cells come from that do not stand in their own row and column."""
        copied = "first_row, sheet, shift, stride"
        store.db.execute(f"INSERT INTO segment (part, {copied}) SELECT ?, {copied} FROM {self._schema}.segment", (self.part,))
        yield 0
        held = "sheet, source_row, cells, reasons, stored"
        for table, columns, into in (
            ("raw", "_row, column, text, reason", "part, row, position, text, reason"),
            ("quarantine", f"_row, {held}", f"part, row, {held}"),
            ("origin", '_row, "column", source_row, source_column', "part, row, position, source_row, source_column"),
            ("spread", "number, source_row, source_column", "part, number, source_row, source_column"),
        ):
            last = -1  # periods are counted from 0

            def copy(count: int, table: str = table, into: str = into, columns: str = columns) -> int:
                nonlocal last
                window = f"FROM {self._schema}.{table} WHERE rowid > {last} ORDER BY rowid LIMIT {count}"
                copied = store.db.execute(f"INSERT INTO main.{table} ({into}) SELECT ?, {columns} {window}", (self.part,)).rowcount
                last = store.db.execute(f"SELECT coalesce(max(rowid), 0) FROM (SELECT rowid {window})").fetchone()[0]
                return copied

            yield from paced(copy)

    def _keep_source(self, store: Store) -> Iterator[None]:
        """Note the file, and keep its bytes when they are within the workspace's limit."""
        found = self._found
        self.source = int(
            store.db.execute(
                "INSERT INTO source (name, sha256, size, format) VALUES (?, ?, ?, ?)",
                (self._name, found["sha256"], found["bytes"], found["format"]),
            ).lastrowid
            or 0
        )
        if found["bytes"] <= float(settings.get(store, "keep_source_mb")) * 1024 * 1024:
            digest = hashlib.sha256()
            try:
                with self._file.open("rb") as file:
                    yield from self._keep_bytes(store, file, digest.update)
            except OSError as error:
                raise UserError(f"{self._name} could not be read again to keep a copy of it: {error.strerror}. Import it again.") from None
            if digest.hexdigest() != found["sha256"]:
                raise UserError(f"{self._name} was changed while it was being imported. Import it again when it is at rest.")

    def _keep_bytes(self, store: Store, file: BinaryIO, update: Callable[[bytes], object]) -> Iterator[None]:
        position = 0
        while chunk := file.read(_CHUNK):
            update(chunk)
            store.db.execute("INSERT INTO source_chunk VALUES (?, ?, ?)", (self.source, position, chunk))
            position += 1
            if position % 8 == 0:
                yield


def _storage(column: dict[str, Any]) -> str:
    storage = str(column["storage"])
    if storage not in _STORAGE:
        raise ValueError(f"storage {storage!r} of column {column['header']!r}")
    return storage
