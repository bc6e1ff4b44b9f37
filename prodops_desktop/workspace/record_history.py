"""What happened to one record: each step that touched its row, with the values before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from prodops_desktop.workspace.driver import Row
from prodops_desktop.workspace.store import Store
from prodops_desktop.workspace.tracking import TWIN, columns_of

Stored = str | int | float | None
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


def record_steps(store: Store, records: Iterable[tuple[str, int]]) -> list[RecordStep]:
    """Every step that touched one of these rows (table and id), the latest first."""
    found = [step for table, row in records for step in _steps_of(store, table, row)]
    return sorted(found, key=lambda step: -step.change)


def rows_ever(store: Store, table: str, column: str, value: int) -> list[int]:
    """The ids of all rows of ``table`` that have or had ``value`` in ``column``, deleted ones too."""
    query = f"SELECT id FROM {table} WHERE {column} = ?1 UNION SELECT id FROM {TWIN}{table} WHERE {column} = ?1 ORDER BY 1"
    return [row[0] for row in store.db.execute(query, (value,))]


def _steps_of(store: Store, table: str, row: int) -> list[RecordStep]:
    images = store.db.execute(
        f"SELECT h.*, c.at AS at_, c.who AS who_, c.label AS label_, c.kind AS kind_, "
        "c.root IS NULL AND c.undone = 0 AS in_effect_ "
        f"FROM {TWIN}{table} h JOIN change c ON c.id = h.change WHERE h.id = ? ORDER BY h.seq",
        (row,),
    ).fetchall()
    now = store.db.execute(f"SELECT * FROM {table} WHERE id = ?", (row,)).fetchone()
    columns = columns_of(store.db, table)
    firsts = [place for place, image in enumerate(images) if place == 0 or images[place - 1]["change"] != image["change"]]
    found = []
    for first, following in pairwise([*firsts, len(images)]):  # a step may touch a row more than once
        gone = images[following - 1]["op"] == "D"
        after = images[following] if following < len(images) else now
        then = {} if gone or after is None else {column: after[column] for column in columns}
        found.append(_step(table, row, columns, images[first], then))
    return [step for step in found if step.values]


def _step(table: str, row: int, columns: list[str], image: Row, then: StoredRow) -> RecordStep:
    """The step from the ``image`` before it to the row as it was afterwards."""
    before = {} if image["op"] == "I" else {column: image[column] for column in columns}
    what = ADDED if not before else CHANGED if then else DELETED
    told = (image["change"], image["at_"], image["who_"], image["label_"], image["kind_"], bool(image["in_effect_"]))
    return RecordStep(*told, table, row, what, tuple(_values(columns, before, then)))


def _values(columns: list[str], before: StoredRow, then: StoredRow) -> Iterable[ValueChange]:
    """The columns that a step changed; of a row that was added or deleted, those that held something."""
    changes = (ValueChange(column, before, then) for column in columns)
    return [change for change in changes if change.before != change.after]
