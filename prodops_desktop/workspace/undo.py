"""Takes steps back, one alone or all since a past one, and brings them back, from the images that the history keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace.driver import Connection, IntegrityError, Row
from prodops_desktop.workspace.history import (
    BACK,
    Reach,
    Step,
    Taken,
    find_step,
    later_roots,
    steps_of,
    tip_of,
    to_redo,
    to_undo,
    undo_title,
)
from prodops_desktop.workspace.integrity import closes_circle, points_nowhere, took_others_along
from prodops_desktop.workspace.rewinding import rewind
from prodops_desktop.workspace.store import ChangeSet, Store
from prodops_desktop.workspace.tracking import TWIN, columns_then

REPAIR = "repair"
"""The kind of a step that took away what did not fit together. Taken back, it is put back as it was."""

_NAMED = 3
"""So many of the later steps that stand in the way are named."""

_AS_IT_WAS = "Everything stands as it did then already."

_NAME_WHAT_IT_UNDOES = (
    "UPDATE change SET undoes = CASE WHEN NOT EXISTS (SELECT 1 FROM change WHERE undoes = ?1) THEN ?1 END, root = ?2 WHERE id = ?3"
)
"""Where a going back has taken an undo away, that one has named the step already, which only one can."""


def undo(store: Store, *, since: int = 0) -> ChangeSet:
    """Take back the step that the operator started last; raises UserError when there is none or a later step builds on it.

    With ``since``, the :meth:`Store.position` at which a window was opened, only an edit begun after that is taken back.
    """
    root = to_undo(store)
    if root is None or not _is_begun(root, since):
        raise UserError("There is nothing to undo.")
    return _take_back(store, root, kind="undo")


def redo(store: Store, *, since: int = 0) -> ChangeSet:
    """Bring back the step undone last; raises UserError when there is none, because a new edit ends redo. ``since``: see :func:`undo`."""
    root = to_redo(store)
    if root is None or not _is_begun(root, since):
        raise UserError("There is nothing to redo.")
    return _take_back(store, root, kind="redo")


def turned_over(change: ChangeSet) -> str:
    """The step that an undo or redo was about, as it is called after “Undo”."""
    return change.label.partition(" ")[2]


def undo_change(store: Store, change: int) -> ChangeSet:
    """Take back one step that is in effect, wherever it stands; raises UserError when it can't be, or later steps changed the same rows."""
    root = store.db.execute("SELECT * FROM change WHERE id = ? AND root IS NULL AND undone = 0", (change,)).fetchone()
    if root is None:
        raise UserError(find_step(store, change).blocked or "This step has been undone already.")
    if reason := Reach(store).why_not(change):
        raise UserError(f"“{root['label']}” can't be undone, because {reason}.")
    if root["kind"] == BACK:
        _refuse_below_others(store, root)
    return _take_back(store, root, kind="undo")


def would_go(store: Store, change: int) -> list[Step]:
    """What going back to the state after ``change`` takes away, newest first: later steps in effect, and undoing of earlier ones.

    0 is the state before the first step. An earlier going back counts only where it took away what was there then. Raises UserError when
    there is no such step or it lies behind a barrier.
    """
    _check_reachable(store, change)
    lasting = "SELECT id FROM change WHERE id > ?1 AND root IS NULL AND undone = 0 AND (back_to IS NULL OR back_to < ?1)"
    rows = store.db.execute(lasting, (change,)).fetchall()
    turned = f"SELECT max(k.id) FROM change k WHERE k.id > ?1 AND k.root <= ?1 AND NOT {Taken(store).sql('k')}"
    rows += store.db.execute(f"{turned} GROUP BY k.root HAVING count(*) % 2 = 1", (change,)).fetchall()
    return steps_of(store, [row[0] for row in rows])[::-1]


def go_back(store: Store, change: int) -> ChangeSet:
    """Bring everything to the state after ``change``, as one step that can be undone itself; see :func:`would_go`."""
    if not would_go(store, change):
        raise UserError(_AS_IT_WAS)
    last = store.position()
    mended = store.db.execute("SELECT 1 FROM change WHERE id > ? AND kind = ?", (change, REPAIR)).fetchone() is not None
    try:
        with _unchecked(store.db, wanted=mended), store.edit(_back_label(store, change), kind=BACK) as edit:
            _apply_at_once(store.db, change + 1, last)
            if not store.touched(edit.id):
                raise UserError(_AS_IT_WAS)
            if not mended:
                _check(store, edit.id, change + 1, last)
            store.db.execute("UPDATE change SET back_to = ? WHERE id = ?", (change, edit.id))
            _settle(store.db)
    except IntegrityError:
        raise UserError("It can't be gone back to that step, because what stood then no longer fits together.") from None
    return edit.changes


def _check_reachable(store: Store, change: int) -> None:
    """Raise UserError when nobody can go back to ``change``."""
    if change:
        find_step(store, change)
    if reason := Reach(store).why_not_to(change):
        raise UserError(reason)


def _is_begun(root: Row, since: int) -> bool:
    """Whether a step was begun after another one; of an import that ends after it nobody knows."""
    return not since or (root["started_after"] >= since and root["kind"] != "import")


def _back_label(store: Store, change: int) -> str:
    if not change:
        return "Go back to before the first step"
    step = find_step(store, change)
    moment = datetime.fromisoformat(step.moment)
    return f"Go back to “{step.label}” of {clock.spoken_moment(moment, year=moment.year != clock.today().year)}"


def _refuse_below_others(store: Store, root: Row) -> None:
    """Raise UserError when steps were made since a going back: it is about all of the file, so they stand on what it left."""
    rows = store.db.execute("SELECT id FROM change WHERE id > ? AND root IS NULL AND undone = 0", (root["id"],)).fetchall()
    if rows:
        raise _cannot(root, "undone", "there are later steps", steps_of(store, [row[0] for row in rows]))


def _cannot(root: Row, undone: str, why: str, later: list[Step]) -> UserError:
    named = dict.fromkeys(f"“{step.label}”" for step in later)
    return UserError(f"“{root['label']}” can't be {undone} alone, because {why}: {', '.join(list(named)[:_NAMED])}. Undo those first.")


def _take_back(store: Store, root: Row, *, kind: str) -> ChangeSet:
    tip = tip_of(store, root["id"])
    verb, undone, title = kind.capitalize(), "undone" if kind == "undo" else "redone", undo_title(root["label"], root["kind"])
    if later := later_roots(store, tip, root["id"]):
        raise _cannot(root, undone, "later steps changed the same rows", steps_of(store, later))
    try:
        with _unchecked(store.db, wanted=root["kind"] == REPAIR), store.edit(f"{verb} {title}", kind=kind) as edit:
            (_apply_at_once if root["kind"] == BACK else _apply_backwards)(store.db, tip, tip)
            if root["kind"] != REPAIR:
                _check(store, edit.id, tip, tip)
            if closes_circle(store.db, edit.id):
                raise UserError(
                    f"“{root['label']}” can't be {undone} alone, because later steps made some wait for each other the other way round, "
                    "and nothing in such a circle could ever begin. Undo those first."
                )
            store.db.execute(_NAME_WHAT_IT_UNDOES, (tip, root["id"], edit.id))
            store.db.execute("UPDATE change SET undone = ? WHERE id = ?", (int(kind == "undo"), root["id"]))
            if root["kind"] == BACK:
                _settle(store.db)
    except IntegrityError:
        raise UserError(f"“{root['label']}” can't be {undone}, because other steps need what it changes. Undo those first.") from None
    return edit.changes


@contextmanager
def _unchecked(connection: Connection, *, wanted: bool) -> Iterator[None]:
    """Leave it to the images alone what fits together; they hold all that went with a row."""
    if not wanted:
        yield
        return
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _check(store: Store, change: int, first: int, last: int) -> None:
    if took_others_along(store, change, first, last) or points_nowhere(store.db, change):
        raise IntegrityError


def _settle(connection: Connection) -> None:
    """Write down anew which steps are in effect, once one went back or that was taken back or brought back.

    From the newest on: what lies between a going back in effect and the step it went to is taken away. Of the others, those that take a
    step back and bring it back turn it over.
    """
    floor: int | None = None
    reversed_: dict[int, bool] = {}
    turned: list[tuple[int, int]] = []
    for id_, root, back_to, undone in connection.execute("SELECT id, root, back_to, undone FROM change ORDER BY id DESC"):
        is_taken = floor is not None and id_ > floor
        if root is not None:
            if not is_taken:
                reversed_[root] = not reversed_.get(root, False)
            continue
        is_over = is_taken or reversed_.get(id_, False)
        if back_to is not None and not is_over:
            floor = back_to
        if is_over != undone:
            turned.append((int(is_over), id_))
    connection.executemany("UPDATE change SET undone = ? WHERE id = ?", turned)


def _apply_at_once(connection: Connection, first: int, last: int) -> None:
    """Bring the rows to what they were before steps, or through all states between where they stand in each other's way."""
    connection.execute("SAVEPOINT at_once")
    try:
        rewind(connection, first, last)
    except IntegrityError:
        connection.execute("ROLLBACK TO at_once")
        _apply_backwards(connection, first, last)
    connection.execute("RELEASE at_once")


def _apply_backwards(connection: Connection, first: int, last: int) -> None:
    """Give each row its image from before the steps ``first`` to ``last``, the last first, so that each state passed through was valid."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    query = (
        "SELECT t.name, t.change, c.schema FROM change_table t JOIN change c ON c.id = t.change "
        "WHERE t.change BETWEEN ? AND ? ORDER BY t.change DESC, t.name"
    )
    sql: dict[tuple[str, int], _Backwards] = {}
    for table, change, schema in connection.execute(query, (first, last)).fetchall():
        if (table, schema) not in sql:
            sql[table, schema] = _Backwards(table, columns_then(connection, table, schema))
        sql[table, schema].apply(connection, change)


class _Backwards:
    """The statements that take back what steps did to a table, while it had some columns: of those that came later they say nothing."""

    def __init__(self, table: str, columns: list[str]) -> None:
        self._images = f"SELECT {', '.join(columns)}, id, op FROM {TWIN}{table} WHERE change = ? ORDER BY seq DESC"
        self._sql = {
            "I": f"DELETE FROM {table} WHERE id = ?",
            "U": f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in columns)} WHERE id = ?",
            "D": f"INSERT INTO {table} ({', '.join(columns)}, id) VALUES ({', '.join('?' * (len(columns) + 1))})",
        }

    def apply(self, connection: Connection, change: int) -> None:
        images = connection.execute(self._images, (change,)).fetchall()
        for op, rows in groupby(images, key=itemgetter(-1)):
            first = -2 if op == "I" else 0  # of a row that was added only the id is known
            connection.executemany(self._sql[op], (row[first:-1] for row in rows))
