"""What has been changed and how to take it back: before-images kept by triggers, from which undo and redo run."""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import groupby

from prodops_desktop.errors import UserError
from prodops_desktop.workspace.driver import Connection, IntegrityError, Row
from prodops_desktop.workspace.store import ChangeSet, Store
from prodops_desktop.workspace.tracking import TWIN, columns_of, tracked_tables

_POINTERS = {
    "accepted_risk": (("other_table", "other"),),
    "alias": (("kind", "entry"),),
    "decision": (("about_table", "about"),),
    "link": (("from_table", "from_id"), ("to_table", "to_id")),
    "taken": (("record_table", "record"),),
}
"""The columns that name a row of any table, where SQLite can't see to it that the row is there."""
_BELOW_ZERO = {"event": "roadmap_item"}
"""The table whose rows are named, too, where those of another one are, by their number below 0: a launch of the roadmap as an event."""
_WAITING = {"roadmap_need": ("item", "needs")}
"""The columns that name what waits and what it waits for: a circle of these could never begin."""


@dataclass(frozen=True)
class Step:
    """One line of the history; ``undone`` says that a later step took it back and it is not in effect."""

    id: int
    moment: str
    label: str
    kind: str
    tables: tuple[str, ...]
    undone: bool


def steps(store: Store) -> list[Step]:
    """Every step, oldest first."""
    tables: dict[int, list[str]] = {}
    for change, name in store.db.execute("SELECT change, name FROM change_table ORDER BY change, name"):
        tables.setdefault(change, []).append(name)
    rows = store.db.execute(
        "SELECT c.id, c.at, c.label, c.kind, c.undone OR u.id IS NOT NULL AND c.root IS NOT NULL AS undone "
        "FROM change c LEFT JOIN change u ON u.undoes = c.id ORDER BY c.id"
    )
    return [Step(row["id"], row["at"], row["label"], row["kind"], tuple(tables.get(row["id"], ())), bool(row["undone"])) for row in rows]


def next_undo(store: Store) -> str | None:
    """The label of the step that undo takes back next, if any."""
    row = _to_undo(store)
    return row["label"] if row else None


def next_redo(store: Store) -> str | None:
    """The label of the step that redo brings back next, if any."""
    row = _to_redo(store)
    return row["label"] if row else None


def undo(store: Store) -> ChangeSet:
    """Take back the step that the operator started last; raises UserError when there is none or a later step builds on it."""
    root = _to_undo(store)
    if root is None:
        raise UserError("There is nothing to undo.")
    return _take_back(store, root, kind="undo")


def redo(store: Store) -> ChangeSet:
    """Bring back the step undone last; raises UserError when there is none, because a new edit ends redo."""
    root = _to_redo(store)
    if root is None:
        raise UserError("There is nothing to redo.")
    return _take_back(store, root, kind="redo")


def undo_change(store: Store, change: int) -> ChangeSet:
    """Take back one step that is in effect, wherever it stands; raises UserError when later steps changed the same rows."""
    root = store.db.execute("SELECT * FROM change WHERE id = ? AND root IS NULL AND undone = 0", (change,)).fetchone()
    if root is None:
        raise UserError("This step has been undone already.")
    return _take_back(store, root, kind="undo")


def _to_undo(store: Store) -> Row | None:
    # Of two steps begun after the same one, a job is the earlier: an edit made before it would have been what it began after.
    row: Row | None = store.db.execute(
        "SELECT * FROM change INDEXED BY change_undoable WHERE undone = 0 AND root IS NULL "
        "ORDER BY started_after DESC, kind = 'import', id DESC LIMIT 1"
    ).fetchone()
    return row


def _to_redo(store: Store) -> Row | None:
    row: Row | None = store.db.execute(
        "SELECT r.* FROM change u JOIN change r ON r.id = u.root WHERE u.kind = 'undo' AND r.undone = 1 "
        "AND u.id > (SELECT coalesce(max(id), 0) FROM change WHERE root IS NULL) ORDER BY u.id DESC LIMIT 1"
    ).fetchone()
    return row


def _take_back(store: Store, root: Row, *, kind: str) -> ChangeSet:
    tip = store.db.execute("SELECT max(id) FROM change WHERE id = ?1 OR root = ?1", (root["id"],)).fetchone()[0]
    verb, undone = (kind.capitalize(), "undone" if kind == "undo" else "redone")
    if later := _later_labels(store.db, tip, root["id"]):
        raise UserError(
            f"“{root['label']}” can't be {undone} alone, because later steps changed the same rows: {', '.join(later)}. Undo those first."
        )
    try:
        with store.edit(f"{verb} {root['label']}", kind=kind) as edit:
            store.db.execute("PRAGMA defer_foreign_keys = ON")
            for table in _touched(store.db, tip):
                _apply_backwards(store.db, table, tip)
            if _took_others_along(store.db, edit.id, tip) or _points_nowhere(store.db, edit.id):
                raise IntegrityError
            if _closes_circle(store.db, edit.id):
                raise UserError(
                    f"“{root['label']}” can't be {undone} alone, because later steps made some wait for each other the other way round, "
                    "and nothing in such a circle could ever begin. Undo those first."
                )
            store.db.execute("UPDATE change SET undoes = ?, root = ? WHERE id = ?", (tip, root["id"], edit.id))
            store.db.execute("UPDATE change SET undone = ? WHERE id = ?", (int(kind == "undo"), root["id"]))
    except IntegrityError:
        raise UserError(f"“{root['label']}” can't be {undone}, because other steps need what it changes. Undo those first.") from None
    return edit.changes


def _touched(connection: Connection, change: int) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM change_table WHERE change = ? ORDER BY name", (change,))]


def _later_labels(connection: Connection, tip: int, root: int) -> list[str]:
    """Up to three later steps, each with a lasting effect on a row that ``tip`` changed.

    A step that was taken back and brought back since ``tip`` an even number of times left the rows as they were then.
    """
    labels: dict[str, None] = {}
    for table in _touched(connection, tip):
        query = (
            f"SELECT DISTINCT r.label FROM {TWIN}{table} mine JOIN {TWIN}{table} theirs "
            "ON theirs.id = mine.id AND theirs.change > mine.change "
            "JOIN change c ON c.id = theirs.change JOIN change r ON r.id = coalesce(c.root, c.id) "
            "WHERE mine.change = ?1 AND r.id <> ?2 "
            "AND (SELECT count(*) FROM change k WHERE (k.id = r.id OR k.root = r.id) AND k.id > ?1) % 2 = 1 LIMIT 3"
        )
        labels.update((f"“{row[0]}”", None) for row in connection.execute(query, (tip, root)))
    return list(labels)[:3]


def _apply_backwards(connection: Connection, table: str, change: int) -> None:
    """Give each row of ``table`` its image from before ``change``, last first, so that each state passed through was valid."""
    columns = columns_of(connection, table)
    sql = {
        "I": f"DELETE FROM {table} WHERE id = ?",
        "U": f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in columns)} WHERE id = ?",
        "D": f"INSERT INTO {table} ({', '.join(columns)}, id) VALUES ({', '.join('?' * (len(columns) + 1))})",
    }
    images = connection.execute(f"SELECT op, id, {', '.join(columns)} FROM {TWIN}{table} WHERE change = ? ORDER BY seq DESC", (change,))
    for op, rows in groupby(images.fetchall(), key=lambda row: row["op"]):
        connection.executemany(sql[op], _parameters(op, rows, columns))


def _parameters(op: str, rows: Iterator[Row], columns: list[str]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        yield (row["id"],) if op == "I" else (*(row[column] for column in columns), row["id"])


def _took_others_along(connection: Connection, change: int, tip: int) -> bool:
    """Whether ``change``, which takes ``tip`` back, touched rows that ``tip`` had not: later steps hung them on what it takes away."""
    return any(
        connection.execute(
            f"SELECT 1 FROM {TWIN}{table} WHERE change = ? AND id NOT IN (SELECT id FROM {TWIN}{table} WHERE change = ?) LIMIT 1",
            (change, tip),
        ).fetchone()
        for table in tracked_tables(connection)
    )


def _points_nowhere(connection: Connection, change: int) -> bool:
    """Whether ``change`` brought back a row that speaks of one that is no longer there."""
    for table, pointers in _POINTERS.items():
        for named, row in pointers:
            query = f"SELECT DISTINCT {named}, {row} FROM {table} WHERE id IN (SELECT id FROM {TWIN}{table} WHERE change = ?)"
            for target, id_ in connection.execute(query, (change,)).fetchall():
                table_of = _BELOW_ZERO.get(target, target) if id_ < 0 else target
                if connection.execute(f"SELECT 1 FROM {table_of} WHERE id = ?", (abs(id_),)).fetchone() is None:
                    return True
    return False


def _closes_circle(connection: Connection, change: int) -> bool:
    """Whether among what waits for each other there is a circle, once ``change`` has brought back something that waits."""
    for table, (waits, needed) in _WAITING.items():
        back = f"SELECT 1 FROM {table} WHERE id IN (SELECT id FROM {TWIN}{table} WHERE change = ?) LIMIT 1"
        if connection.execute(back, (change,)).fetchone() is None:
            continue
        order: TopologicalSorter[int] = TopologicalSorter()
        for one, other in connection.execute(f"SELECT {waits}, {needed} FROM {table}"):
            order.add(one, other)
        try:
            order.prepare()
        except CycleError:
            return True
    return False
