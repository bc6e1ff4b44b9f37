"""Shows a connection how everything stood at a past moment: temporary views of the tables, over the images from before later steps."""

import re
from datetime import date, datetime, time

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import past_feedback
from prodops_desktop.workspace.driver import Connection
from prodops_desktop.workspace.history import first_known
from prodops_desktop.workspace.store import Store
from prodops_desktop.workspace.tracking import TWIN, image_columns

_WAS = "was_"
_CREATE = re.compile(r"^CREATE VIEW\b")


def earliest(store: Store) -> date:
    """The first day at whose end it is known how everything stood."""
    return datetime.fromisoformat(_first_moment(store) or clock.now().isoformat()).date()


def position_at(store: Store, moment: date) -> int:
    """The newest step of a past moment, or of the end of a day; 0 is before the first.

    Where the clock was set back the steps from before that count as made. Raises UserError for a moment that is no longer known.
    """
    last = moment if isinstance(moment, datetime) else datetime.combine(moment, time.max)
    first = datetime.fromisoformat(_first_moment(store) or clock.now().isoformat())
    if first_known(store) and last < first:
        day = clock.spoken_moment(first) if last.date() == first.date() else clock.spoken(first)
        raise UserError(f"How everything stood before {day} is no longer known. Choose that day or a later one.")
    if last.date() < first.date():
        raise UserError(f"The history of this workspace begins on {clock.spoken(first)}. Choose that day or a later one.")
    query = "SELECT id FROM change WHERE at <= ? ORDER BY id DESC LIMIT 1"
    row = store.db.execute(query, (last.isoformat(timespec="milliseconds"),)).fetchone()
    return int(row[0]) if row else 0


def shadow(store: Store, position: int) -> None:
    """Let a connection that only reads see every tracked table as it was after the step ``position``.

    A table that was changed since is hidden by a temporary view of the same name, and so are the views that read it. How feedback stood
    is derived anew. The index of its words stays that of today, and so do imported rows, of which versions say what counts; steps are
    those up to then, with what is undone of them by now.
    """
    db = store.db
    changed = {row[0] for row in db.execute("SELECT DISTINCT name FROM change_table WHERE change > ?", (position,))}
    if not changed:
        return
    for table in sorted(changed):
        _shadow_table(db, table, position)
    for view, sql in db.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'view'").fetchall():
        if view not in changed:
            db.execute(_CREATE.sub("CREATE TEMP VIEW", sql))
    db.execute(f"CREATE TEMP VIEW change AS SELECT * FROM main.change WHERE id <= {position}")
    db.execute(f"CREATE TEMP VIEW change_table AS SELECT * FROM main.change_table WHERE change <= {position}")
    if changed & past_feedback.SOURCES:
        past_feedback.derive(db, position)


def _shadow_table(connection: Connection, table: str, position: int) -> None:
    columns = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
    names = ", ".join(row["name"] for row in columns)
    typed = ", ".join(f"{row['name']} {row['type']}" for row in columns if row["name"] != "id")
    was = _WAS + table
    connection.execute(f"CREATE TEMP TABLE {was} (id INTEGER PRIMARY KEY, op TEXT, {typed})")
    first = f"SELECT min(seq) FROM main.{TWIN}{table} WHERE change > ? GROUP BY id"
    images = f"SELECT h.id, h.op, {', '.join(image_columns(connection, table))} FROM main.{TWIN}{table} h WHERE h.seq IN ({first})"
    connection.execute(f"INSERT INTO temp.{was} {images}", (position,))
    for number, index in enumerate(connection.execute(f"PRAGMA main.index_list({table})").fetchall()):
        indexed = ", ".join(row["name"] for row in connection.execute(f"PRAGMA main.index_info({index['name']})"))
        connection.execute(f"CREATE INDEX temp.{was}_{number} ON {was} ({indexed})")
    connection.execute(
        f"CREATE TEMP VIEW {table} AS SELECT {names} FROM main.{table} WHERE id NOT IN (SELECT id FROM temp.{was}) "
        f"UNION ALL SELECT {names} FROM temp.{was} WHERE op <> 'I'"
    )


def _first_moment(store: Store) -> str | None:
    """The earliest moment of a step from which on it is known how everything stood; the clock may have been set back."""
    moment: str | None = store.db.execute("SELECT min(at) FROM change WHERE id >= ?", (first_known(store),)).fetchone()[0]
    return moment
