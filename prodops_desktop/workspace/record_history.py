"""What happened to rows: each step that touched one, each row that a step touched, and how one stood on two days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from prodops_desktop.workspace.as_of import position_at
from prodops_desktop.workspace.store import Store
from prodops_desktop.workspace.tracking import TWIN, Stored, columns_of, image_columns

ADDED, CHANGED, DELETED = "added", "changed", "deleted"


StoredRow = Mapping[str, Stored]
"""All values of a row by column; empty where there was no row yet, or is none any more."""


@dataclass(frozen=True)
class ValueChange:
    """A column that a step changed, with the row as it was before and after: what a value means may depend on its neighbours."""

    column: str
    row_before: StoredRow
    row_after: StoredRow

    @property
    def before(self) -> Stored:
        """The value before the step."""
        return self.row_before.get(self.column)

    @property
    def after(self) -> Stored:
        """The value after it."""
        return self.row_after.get(self.column)


@dataclass(frozen=True)
class RecordStep:
    """A step that touched a row: ``what`` is added, changed or deleted; ``in_effect`` is false when it was taken back since."""

    change: int
    moment: str
    who: str
    label: str
    kind: str
    in_effect: bool
    table: str
    row: int
    what: str
    values: tuple[ValueChange, ...]


@dataclass(frozen=True)
class RowChange:
    """A row that differs between two states: ``what`` is added, changed or deleted, ``values`` are the columns that differ."""

    table: str
    row: int
    what: str
    values: tuple[ValueChange, ...]


def record_steps(store: Store, records: Iterable[tuple[str, int]]) -> list[RecordStep]:
    """Every step that touched one of these rows (table and id), the latest first."""
    found = [step for table, row in records for step in _steps_of(store, table, row)]
    return sorted(found, key=lambda step: -step.change)


def rows_ever(store: Store, table: str, column: str, value: int) -> list[int]:
    """The ids of all rows of ``table`` that have or had ``value`` in ``column``, deleted ones too."""
    query = f"SELECT id FROM {table} WHERE {column} = ?1 UNION SELECT id FROM {TWIN}{table} WHERE {column} = ?1 ORDER BY 1"
    return [row[0] for row in store.db.execute(query, (value,))]


def step_rows(store: Store, change: int, limit: int | None = None) -> list[RowChange]:
    """The rows that a step touched and did not leave as they were, table by table; of a pruned step nothing is known."""
    found: list[RowChange] = []
    for (table,) in store.db.execute("SELECT name FROM change_table WHERE change = ? ORDER BY name", (change,)).fetchall():
        columns = columns_of(store.db, table)
        query = f"SELECT id, min(seq), max(seq) FROM {TWIN}{table} WHERE change = ? GROUP BY id ORDER BY min(seq) LIMIT ?"
        for row, first, last in store.db.execute(query, (change, -1 if limit is None else limit - len(found))).fetchall():
            before = _image(store, table, columns, "h.seq = ?", first)
            found += _difference(table, row, columns, before or {}, _after(store, table, columns, row, last))
    return found


def record_at(store: Store, table: str, row: int, moment: date) -> StoredRow:
    """A row as it was at a past moment, or at the end of a day; empty when it was not there.

    Raises UserError for a moment from before the history is known.
    """
    return _stood(store, table, columns_of(store.db, table), row, position_at(store, moment))


def compare(store: Store, records: Iterable[tuple[str, int]], first: date, last: date) -> list[RowChange]:
    """How each of these rows (table and id) that stood otherwise at the moment ``last`` than at ``first`` differs."""
    ends = position_at(store, first), position_at(store, last)
    found: list[RowChange] = []
    for table, row in records:
        columns = columns_of(store.db, table)
        before, after = (_stood(store, table, columns, row, position) for position in ends)
        found += _difference(table, row, columns, before, after)
    return found


def _stood(store: Store, table: str, columns: list[str], row: int, position: int) -> StoredRow:
    """A row as it was after the step ``position``."""
    image = _image(store, table, columns, "h.id = ? AND h.change > ? ORDER BY h.seq LIMIT 1", row, position)
    return image if image is not None else _now(store, table, columns, row)


def _after(store: Store, table: str, columns: list[str], row: int, seq: int) -> StoredRow:
    """A row as the step that left the image ``seq`` made it."""
    if store.db.execute(f"SELECT op FROM {TWIN}{table} WHERE seq = ?", (seq,)).fetchone()[0] == "D":
        return {}
    image = _image(store, table, columns, "h.id = ? AND h.seq > ? ORDER BY h.seq LIMIT 1", row, seq)
    return image if image is not None else _now(store, table, columns, row)


def _image(store: Store, table: str, columns: list[str], which: str, *parameters: int) -> StoredRow | None:
    """The row that an image holds, empty where there was none before; None for no image."""
    query = f"SELECT h.op, {', '.join(image_columns(store.db, table))} FROM {TWIN}{table} h WHERE {which}"
    image = store.db.execute(query, parameters).fetchone()
    if image is None:
        return None
    return {} if image["op"] == "I" else {column: image[column] for column in columns}


def _now(store: Store, table: str, columns: list[str], row: int) -> StoredRow:
    found = store.db.execute(f"SELECT * FROM {table} WHERE id = ?", (row,)).fetchone()
    return {column: found[column] for column in columns} if found is not None else {}


def _steps_of(store: Store, table: str, row: int) -> list[RecordStep]:
    columns = columns_of(store.db, table)
    images = store.db.execute(
        f"SELECT h.op AS op_, c.id AS change_, c.at AS at_, c.who AS who_, c.label AS label_, c.kind AS kind_, "
        f"c.root IS NULL AND c.undone = 0 AS in_effect_, {', '.join(image_columns(store.db, table))} "
        f"FROM {TWIN}{table} h JOIN change c ON c.id = h.change WHERE h.id = ? ORDER BY h.seq",
        (row,),
    ).fetchall()
    now = _now(store, table, columns, row)
    firsts = [place for place, image in enumerate(images) if place == 0 or images[place - 1]["change_"] != image["change_"]]
    found = []
    for first, following in pairwise([*firsts, len(images)]):  # a step may touch a row more than once
        gone = images[following - 1]["op_"] == "D"
        after = {} if gone else {column: images[following][column] for column in columns} if following < len(images) else now
        image = images[first]
        before = {} if image["op_"] == "I" else {column: image[column] for column in columns}
        told = (image["change_"], image["at_"], image["who_"], image["label_"], image["kind_"], bool(image["in_effect_"]))
        found += [RecordStep(*told, one.table, one.row, one.what, one.values) for one in _difference(table, row, columns, before, after)]
    return found


def _difference(table: str, row: int, columns: list[str], before: StoredRow, after: StoredRow) -> list[RowChange]:
    """How a row differs, if it does; of one that was added or deleted, in the columns that held something."""
    changes = (ValueChange(column, before, after) for column in columns)
    values = tuple(change for change in changes if change.before != change.after)
    what = ADDED if not before else CHANGED if after else DELETED
    return [RowChange(table, row, what, values)] if values else []
