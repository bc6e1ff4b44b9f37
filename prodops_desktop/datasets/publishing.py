"""Carries staged rows into a part of the workspace, a few milliseconds at a time, and makes it a version in one step."""

import hashlib
import itertools
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.erasing import mark
from prodops_desktop.datasets.sheet_rows import named_table_of_part, table_of_part
from prodops_desktop.datasets.taking import Differences, Gatherer, Gathering, Taking, take_all
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work import clock
from prodops_desktop.work.child import Progress
from prodops_desktop.workspace import ChangeSet, Store, settings
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
        """Segments, raw texts and quarantined rows."""
        store.db.execute(f"INSERT INTO segment SELECT ?, first_row, sheet, shift FROM {self._schema}.segment", (self.part,))
        yield 0
        for table, columns, into in (
            ("raw", "_row, column, text, reason", "part, row, position, text, reason"),
            ("quarantine", "_row, sheet, source_row, cells, reasons", "part, row, sheet, source_row, cells, reasons"),
        ):
            last = 0

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


@dataclass(frozen=True)
class Publication:
    """Everything that turns a filled part into a version."""

    part: int
    source: int
    dataset: str
    file: str
    as_of: str
    as_of_from: str
    warnings: tuple[str, ...]
    found: dict[str, Any]
    choices: dict[str, Any]
    started_after: int


@dataclass(frozen=True)
class Published:
    """The version that a part became, and the step that made it one."""

    dataset: str
    version: int
    number: int
    changes: ChangeSet
    differences: Differences | None


def publish(store: Store, publication: Publication, taking: Taking | None = None, gathering: Gathering | None = None) -> Published:
    """Make a part the newest version of its dataset, made first when there is none of that name, in one short undo step.

    With ``taking``, an area takes its records out of it in that step; what it was ``gathering`` from the part is seen from then on.
    """
    found = publication.found
    started = None if _catalogue_changed(store, publication.started_after) else publication.started_after
    with store.edit(f"Import {publication.file}", kind="import", started_after=started) as edit:
        dataset = _dataset_id(store, publication.dataset)
        newest = store.db.execute("SELECT id, number FROM version WHERE dataset = ? ORDER BY number DESC LIMIT 1", (dataset,)).fetchone()
        number = newest["number"] + 1 if newest else 1
        values = {
            "dataset": dataset,
            "number": number,
            "parent": newest["id"] if newest else None,
            "kind": found["kind"],
            "as_of": publication.as_of,
            "as_of_from": publication.as_of_from,
            "imported_at": clock.now().isoformat(timespec="seconds"),
            "source": publication.source,
            "sheet": ", ".join(found["sheets"]),
            "recipe": _recipe_id(store, found["shape"], publication.choices),
            **{key: found[key] for key in ("rows_read", "rows_accepted", "rows_quarantined", "rows_dropped")},
            "warnings": json.dumps(publication.warnings, ensure_ascii=False),
        }
        version = store.db.execute(
            f"INSERT INTO version ({', '.join(values)}) VALUES ({', '.join(f':{key}' for key in values)})", values
        ).lastrowid
        store.db.execute("INSERT INTO version_part (version, part) VALUES (?, ?)", (version, publication.part))
        store.db.execute(
            "UPDATE part SET rows = ?, hash = ?, published = 1 WHERE id = ?",
            (found["rows_accepted"], _part_hash(found, publication.choices), publication.part),
        )
        name = str(store.db.execute("SELECT name FROM dataset WHERE id = ?", (dataset,)).fetchone()[0])
        held = gathering.hold(store, int(version or 0)) if gathering is not None else None
        differences = held
        if taking is not None and (gathering is None or gathering.names_records):
            taken = _take(store, taking, int(version or 0), publication, name)
            differences = replace(taken, counted=held.counted, note=held.note) if held is not None else taken
    return Published(name, int(version or 0), number, edit.changes, differences)


def _take(store: Store, taking: Taking, version: int, publication: Publication, dataset: str) -> Differences:
    """Compare anew, with what is there now, and take."""
    read = named_table_of_part if isinstance(taking.taker, Gatherer) else table_of_part
    table = read(store, version, publication.part, publication.found["kind"])
    return take_all(store, taking, taking.taker.differences(store, table, dataset), version, publication.part)


def _catalogue_changed(store: Store, since: int) -> bool:
    """Whether datasets came, went or were renamed since a job began: then what it makes rests on that, and it is undone before that."""
    query = "SELECT 1 FROM change_table WHERE change > ? AND name IN ('dataset', 'version') LIMIT 1"
    return store.db.execute(query, (since,)).fetchone() is not None


def _dataset_id(store: Store, name: str) -> int:
    row = store.db.execute("SELECT id FROM dataset WHERE name_key = ?", (catalogue.name_key(name),)).fetchone()
    if row:
        return int(row[0])
    cursor = store.db.execute(
        "INSERT INTO dataset (name, name_key, created_at) VALUES (?, ?, ?)",
        (name, catalogue.name_key(name), clock.now().isoformat(timespec="seconds")),
    )
    return int(cursor.lastrowid or 0)


def _recipe_id(store: Store, shape: str, choices: dict[str, Any]) -> int:
    text = json.dumps(choices, ensure_ascii=False, sort_keys=True)
    row = store.db.execute("SELECT id FROM recipe WHERE shape = ? AND choices = ?", (shape, text)).fetchone()
    if row:
        return int(row[0])
    return int(store.db.execute("INSERT INTO recipe (shape, choices) VALUES (?, ?)", (shape, text)).lastrowid or 0)


def _part_hash(found: dict[str, Any], choices: dict[str, Any]) -> str:
    """What the content of a part follows from: the bytes of the file and the choices made about them."""
    return hashlib.sha256(f"{found['sha256']} {json.dumps(choices, sort_keys=True)}".encode()).hexdigest()


def _storage(column: dict[str, Any]) -> str:
    storage = str(column["storage"])
    if storage not in _STORAGE:
        raise ValueError(f"storage {storage!r} of column {column['header']!r}")
    return storage
