"""What must hold after steps were taken back: nothing of others is gone, nothing points nowhere, nothing waits in a circle."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from prodops_desktop.workspace.driver import Connection
from prodops_desktop.workspace.store import Store
from prodops_desktop.workspace.tracking import TWIN

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


def took_others_along(store: Store, change: int, first: int, last: int) -> bool:
    """Whether ``change``, which takes the steps from ``first`` to ``last`` back, touched rows that these had not.

    Then later steps hung them on what it takes away.
    """
    touched = "SELECT 1 FROM {0} WHERE change = ? AND id NOT IN (SELECT id FROM {0} WHERE change BETWEEN ? AND ?) LIMIT 1"
    return any(store.db.execute(touched.format(TWIN + table), (change, first, last)).fetchone() for table in store.touched(change))


def points_nowhere(connection: Connection, change: int) -> bool:
    """Whether ``change`` brought back a row that speaks of one that is no longer there."""
    for table, pointers in _POINTERS.items():
        for named, row in pointers:
            query = f"SELECT DISTINCT {named}, {row} FROM {table} WHERE id IN (SELECT id FROM {TWIN}{table} WHERE change = ?)"
            for target, id_ in connection.execute(query, (change,)).fetchall():
                table_of = _BELOW_ZERO.get(target, target) if id_ < 0 else target
                if connection.execute(f"SELECT 1 FROM {table_of} WHERE id = ?", (abs(id_),)).fetchone() is None:
                    return True
    return False


def closes_circle(connection: Connection, change: int) -> bool:
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


def dangling_pointers(connection: Connection) -> Iterator[tuple[str, int, str, int]]:
    """Every row that names one which is not there: its table and id, and the table and id that it names."""
    tables = {row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}
    for table, pointers in _POINTERS.items():
        for named, row in pointers:
            for target, below in connection.execute(f"SELECT DISTINCT {named}, {row} < 0 FROM {table}").fetchall():
                table_of = _BELOW_ZERO.get(target, target) if below else target
                missing = f"AND abs({row}) NOT IN (SELECT id FROM {table_of})" if table_of in tables else ""
                query = f"SELECT id, abs({row}) FROM {table} WHERE {named} = ? AND ({row} < 0) = ? {missing} ORDER BY id"
                for id_, other in connection.execute(query, (target, below)):
                    yield table, id_, table_of, other
