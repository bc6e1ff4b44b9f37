"""Changes what the history doesn't show: other records lose a quotation, and neither now nor earlier values bring it back."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from prodops_desktop.datasets.erasing import mark
from prodops_desktop.work import clock
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.tracking import TWIN, tracked_tables


@contextmanager
def unseen(store: Store, change: int) -> Iterator[None]:
    """Within it changes of tracked tables leave no images; ``change`` is the step that they are part of."""
    tables = tracked_tables(store.db)
    newest = {table: store.db.execute(f"SELECT coalesce(max(seq), 0) FROM {TWIN}{table}").fetchone()[0] for table in tables}
    store.db.execute("INSERT INTO current_change VALUES (?)", (change,))
    yield
    store.db.execute("DELETE FROM current_change")
    for table, seq in newest.items():
        store.db.execute(f"DELETE FROM {TWIN}{table} WHERE change = ? AND seq > ?", (change, seq))


def rewrite_part(store: Store, part: int, *, dropped: int = 0) -> None:
    """Take note that rows of a part changed, or so many went: a copy of it by its hash is no copy any more."""
    anew = secrets.token_hex(32)  # never the same twice: of a backup that was restored other rows may be erased
    store.db.execute("UPDATE part SET rows = rows - ?, hash = ? WHERE id = ?", (dropped, anew, part))
    mark.note(store.db, mark.PART, part)


def count_dropped(store: Store, change: int, part: int, rows: int, column: str) -> None:
    """Count rows that a version had as ``column`` among those that were dropped, and let it say so."""
    version = store.db.execute("SELECT min(version) FROM version_part WHERE part = ?", (part,)).fetchone()[0]
    if version is not None:
        with unseen(store, change):
            counts = f"UPDATE version SET {column} = {column} - ?1, rows_dropped = rows_dropped + ?1 WHERE id = ?2"
            store.db.execute(counts, (rows, version))
            day = day_of(store, change)
            warn(store, version, f"1 row was erased for good on {day}." if rows == 1 else f"{rows:,} rows were erased for good on {day}.")


def drop_held(store: Store, change: int, part: int, rows: str) -> None:
    """Take rows of a part (numbers, as SQL lists them) out of its quarantine, with what was decided about them, now and before."""
    for table in ("quarantine_mend", "quarantine_ruling"):
        which = f"part = {part} AND row IN ({rows})"
        ids = f"SELECT id FROM {table} WHERE {which} UNION SELECT id FROM {TWIN}{table} WHERE {which}"
        store.db.execute(f"DELETE FROM {TWIN}{table} WHERE id IN ({ids})")
    with unseen(store, change):
        store.db.execute(f"DELETE FROM quarantine WHERE part = {part} AND row IN ({rows})")


def warn(store: Store, version: int, sentence: str) -> None:
    """Add a sentence to what a version says of itself; within :func:`unseen`."""
    said = json.loads(store.db.execute("SELECT warnings FROM version WHERE id = ?", (version,)).fetchone()[0])
    store.db.execute("UPDATE version SET warnings = ? WHERE id = ?", (json.dumps([*said, sentence], ensure_ascii=False), version))


def day_of(store: Store, change: int) -> str:
    """The day of a step: 28 Nov 2026."""
    at = str(store.db.execute("SELECT at FROM change WHERE id = ?", (change,)).fetchone()[0])
    return clock.spoken(date.fromisoformat(at[:10]))
