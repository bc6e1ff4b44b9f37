"""Fills a part with rows that are released from quarantine, in short steps: as the import read them, and as they were mended since."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from prodops_desktop.datasets.figures import figures_of, keep_figures
from prodops_desktop.datasets.quarantine import HeldRow, RowKey, read_held
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.refusals import Looked, Rules
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.pacing import paced

NAMED = 3
"""So many of the rows that can't be released are named in a sentence."""
_COLUMN = (
    "position, header, source_column, field, type, storage, scale, currency, format, zone, name_kind, filled, distinct_values, minimum, "
    "maximum, spread"
)
_COPIED = (
    ("part_column", _COLUMN),
    ("segment", "first_row, sheet, shift, stride"),
    ("spread", "number, source_row, source_column"),
)
_BY_ROW = (("raw", "row, position, text, reason"), ("origin", "row, position, source_row, source_column"))
"""Tables with what belongs to a part, with their other columns."""


class ReleasedPart:
    """A part of rows that stood in the quarantine of the part ``of``; ``part`` is known once its steps have begun.

    It takes in those of the ``earlier`` parts of such rows that are no larger, so that a version never has many of them: ``absorbed``.
    ``released`` are those of the new ones with which nothing is wrong, ``mended`` is what was written over their cells; the others are
    ``left`` in number, and the ``first_left`` of them. ``mends`` are those that will be written over cells in the same step.
    """

    def __init__(
        self, of: int, version: int, ids: Sequence[int], earlier: Mapping[int, int], mends: Mapping[tuple[int, int], Mapping[int, str]]
    ) -> None:
        self.of = of
        self.part = 0
        self.released: list[RowKey] = []
        self.mended: dict[tuple[int, int], dict[int, str]] = {}
        self.left = 0
        self.first_left: list[HeldRow] = []
        self.absorbed: list[int] = []
        self._version, self._ids, self._mends = version, list(ids), mends
        self._digest = hashlib.sha256()
        self._rows = 0
        reached = len(self._ids)
        for part, rows in sorted(earlier.items(), key=lambda one: one[1]):
            if rows <= reached:
                self.absorbed.append(part)
                reached += rows

    def steps(self, store: Store, rules: Rules) -> Iterator[int]:
        """Fill it; yields after each step how many more rows were looked at. A part without a row is not made."""
        yield from self._fill(store, rules)
        if self.part:
            for part in self.absorbed:
                yield from self._absorb(store, part)
            keep_figures(store, self.part, figures_of(store, self.part))
            told = store.db.execute("SELECT hash FROM part WHERE id = ?", (self.of,)).fetchone()[0]
            self._digest.update(str(told).encode())
            store.db.execute("UPDATE part SET rows = ?, hash = ? WHERE id = ?", (self._rows, self._digest.hexdigest(), self.part))
            yield 0

    def _fill(self, store: Store, rules: Rules) -> Iterator[int]:
        done = 0

        def take(count: int) -> int:
            nonlocal done
            some = self._ids[done : done + count]
            rows = read_held(store, self._version, some, rules, self._mends)
            done += len(some)
            right = [row for row in rows if row.is_right]
            self._leave([row for row in rows if not row.is_right])
            if right:
                self._put(store, rules, right)
            return len(some)

        yield from paced(take)

    def _leave(self, rows: list[HeldRow]) -> None:
        self.left += len(rows)
        self.first_left += rows[: max(0, NAMED - len(self.first_left))]

    def _put(self, store: Store, rules: Rules, rows: list[HeldRow]) -> None:
        if not self.part:
            self._create(store, rules)
        before = _stored_before(store, rows)
        names = _Names(store)
        made, raw = [], []
        for row in rows:
            values: list[Stored] = []
            for column in rules.columns:
                looked = _looked(row, column.position, rules, before.get(row.id))
                is_name = column.type == "name" and looked.value is not None
                values.append(names.id_of(column.name_kind or "", str(looked.value)) if is_name else looked.value)
                if looked.reason is not None:
                    raw.append((self.part, row.row, column.position, row.raw(column.position), looked.reason))
            made.append((row.row, *values))
            self._digest.update(repr(made[-1]).encode("utf-8", "surrogatepass"))
        marks = ", ".join("?" * (len(rules.columns) + 1))
        store.db.executemany(f"INSERT INTO part_{self.part} VALUES ({marks})", made)
        store.db.executemany("INSERT INTO raw (part, row, position, text, reason) VALUES (?, ?, ?, ?, ?)", raw)
        store.db.execute(
            "INSERT INTO origin SELECT ?, row, position, source_row, source_column FROM origin "
            "WHERE part = ? AND row IN (SELECT value FROM json_each(?))",
            (self.part, self.of, json.dumps([row.row for row in rows])),
        )
        self.released += [RowKey(row.id, row.part, row.row) for row in rows]
        self.mended |= {(row.part, row.row): dict(row.mends) for row in rows if row.mends}
        self._rows += len(rows)

    def _create(self, store: Store, rules: Rules) -> None:
        self.part = int(store.db.execute("INSERT INTO part (released_from) VALUES (?)", (self.of,)).lastrowid or 0)
        typed = ", ".join(f"{column.sql} {column.storage}" for column in rules.columns)
        store.db.execute(f"CREATE TABLE part_{self.part} (_row INTEGER PRIMARY KEY, {typed}) STRICT")
        for table, columns in _COPIED:
            _copy(store, table, columns, self.of, self.part)

    def _absorb(self, store: Store, part: int) -> Iterator[int]:
        last = 0

        def copy(count: int) -> int:
            nonlocal last
            some = f"SELECT * FROM part_{part} WHERE _row > ? ORDER BY _row LIMIT ?"
            first, taken = last, store.db.execute(f"INSERT INTO part_{self.part} {some}", (last, count)).rowcount
            last = store.db.execute(f"SELECT coalesce(max(_row), 0) FROM ({some})", (first, count)).fetchone()[0] or last
            for table, columns in _BY_ROW:
                _copy(store, table, columns, part, self.part, (first, last))
            self._rows += taken
            return taken

        for _ in paced(copy):
            yield 0
        self._digest.update(str(store.db.execute("SELECT hash FROM part WHERE id = ?", (part,)).fetchone()[0]).encode())


class _Names:
    """The ids of names, each looked up once; a new one is added."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], int] = {}

    def id_of(self, kind: str, text: str) -> int:
        if (kind, text) not in self._known:
            db = self._store.db
            db.execute("INSERT OR IGNORE INTO name (kind, text, key) VALUES (?, ?, ?)", (kind, text, text.casefold()))
            found = db.execute("SELECT id FROM name WHERE kind = ? AND text = ?", (kind, text)).fetchone()
            self._known[kind, text] = int(found[0])
        return self._known[kind, text]


def _stored_before(store: Store, rows: Sequence[HeldRow]) -> dict[int, list[tuple[Stored, str | None]]]:
    """What the import read the cells of rows as; of one from before that was kept nothing is known."""
    query = "SELECT id, stored FROM quarantine WHERE id IN (SELECT value FROM json_each(?)) AND stored IS NOT NULL"
    return {row[0]: json.loads(row[1]) for row in store.db.execute(query, (json.dumps([row.id for row in rows]),))}


def _looked(row: HeldRow, position: int, rules: Rules, before: list[tuple[Stored, str | None]] | None) -> Looked:
    if position in row.mends:
        text = row.mends[position]
        looked = rules.by_position[position].look(text)
        return Looked(looked.value, f"mended by hand: “{text}”" + (f", {looked.reason}" if looked.reason else ""), None)
    if before is not None and position <= len(before):
        value, reason = before[position - 1]
        return Looked(value, reason, None)
    return rules.by_position[position].look(row.raw(position))


def _copy(store: Store, table: str, columns: str, source: int, target: int, rows: tuple[int, int] | None = None) -> None:
    """Copy what belongs to a part, or to its rows after the first of two up to the second one, to another part."""
    where, parameters = ("TRUE", ()) if rows is None else ("row > ? AND row <= ?", rows)
    query = f"INSERT INTO {table} (part, {columns}) SELECT ?, {columns} FROM {table} WHERE part = ? AND {where}"
    store.db.execute(query, (target, source, *parameters))
