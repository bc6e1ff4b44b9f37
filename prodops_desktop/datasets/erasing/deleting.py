"""Deletes a record with all that hangs on it, of whatever table; what is only tried is taken back by the edit around it."""

from dataclasses import dataclass

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.driver import IntegrityError
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.tracking import TWIN, tracked_tables

_BY_ITEM = ("feedback_tag", "feedback_triage", "feedback_typed", "feedback_place", "feedback_mention", "feedback_now")


@dataclass(frozen=True)
class Deleted:
    """Which rows of which tracked tables went, and how many others named the record and no longer do."""

    rows: dict[str, list[int]]
    loses: int


def delete_record(store: Store, end: End, change: int) -> Deleted:
    """Delete a record inside the edit ``change``. Raises UserError when it is gone, or others can't be without it."""
    if end.table != "feedback_item" and end.table not in tracked_tables(store.db):
        raise ValueError(f"rows of {end.table} can't be erased")
    if store.db.execute(f"SELECT 1 FROM {end.table} WHERE id = ?", (end.id,)).fetchone() is None:
        raise UserError("This record is no longer there; it was deleted or undone. Undo that first, to erase it with its history.")
    try:
        if end.table == "feedback_item":
            _delete_item(store, end.id)
        store.db.execute(f"DELETE FROM {end.table} WHERE id = ?", (end.id,))
    except IntegrityError:
        raise UserError("Other records can't be without this one, so it can't be erased. Delete those first.") from None
    store.db.execute("DELETE FROM secret_name WHERE record_table = ? AND record = ?", (end.table, end.id))
    rows: dict[str, list[int]] = {}
    loses = 0
    for table in tracked_tables(store.db):
        ops: dict[int, str] = {}
        for id_, op in store.db.execute(f"SELECT id, op FROM {TWIN}{table} WHERE change = ? ORDER BY seq", (change,)):
            ops[id_] = op
        if gone := [id_ for id_, op in ops.items() if op == "D"]:
            rows[table] = gone
        loses += len(ops) - len(gone)
    return Deleted(rows, loses)


def _delete_item(store: Store, item: int) -> None:
    """Delete what hangs on an item of feedback; what is merged into it stands for itself again."""
    apart = "UPDATE feedback_triage SET state = 'inbox', until = NULL, merged_into = NULL WHERE merged_into = ?"
    store.db.execute(apart, (item,))
    # one that nothing was decided about leaves a trace in the history, too: the note needs a step
    store.db.execute("INSERT INTO feedback_triage (item) SELECT ?1 WHERE ?1 NOT IN (SELECT item FROM feedback_triage)", (item,))
    ends = "from_table = 'feedback_item' AND from_id = ?1 OR to_table = 'feedback_item' AND to_id = ?1"
    store.db.execute(f"DELETE FROM link WHERE {ends}", (item,))
    store.db.execute("DELETE FROM taken WHERE record_table = 'feedback_item' AND record = ?", (item,))
    store.db.execute("DELETE FROM decision WHERE about_table = 'feedback_item' AND about = ?", (item,))
    for table in _BY_ITEM:
        store.db.execute(f"DELETE FROM {table} WHERE item = ?", (item,))
