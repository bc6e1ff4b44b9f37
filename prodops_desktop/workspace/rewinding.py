"""Brings rows to what they were before some steps at once, however often these and later ones have changed them."""

import json
from collections.abc import Sequence
from contextlib import suppress

from prodops_desktop.workspace.driver import Connection, IntegrityError
from prodops_desktop.workspace.tracking import TWIN, columns_of, image_columns


def rewind(connection: Connection, first: int, last: int) -> None:
    """Give each row that the steps ``first`` to ``last`` touched the image from before the first of them that did.

    What a row takes along when it goes comes back on the next turn. Raises IntegrityError where rows stand in each other's way to the end:
    two that have changed names can't be changed back one after the other.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    names = connection.execute(
        "SELECT DISTINCT name FROM change_table WHERE change BETWEEN ? AND ? ORDER BY name", (first, last)
    ).fetchall()
    tables = [_Table(connection, name, first, last) for (name,) in names]
    left: int | None = None
    while (differing := sum(table.differing() for table in tables)) and (left is None or differing < left):
        left = differing
        for table in tables:
            table.delete()
        for table in tables:
            table.put()
    if differing:
        raise IntegrityError


class _Table:
    """The rows of a table that are to be brought to their images."""

    def __init__(self, connection: Connection, name: str, first: int, last: int) -> None:
        self._connection = connection
        columns, images = columns_of(connection, name), image_columns(connection, name)
        earliest = f"SELECT min(seq) FROM {TWIN}{name} WHERE change BETWEEN ? AND ? GROUP BY id"
        query = f"SELECT {', '.join(images)}, h.id, h.op FROM {TWIN}{name} h WHERE h.seq IN ({earliest})"
        rows = connection.execute(query, (first, last)).fetchall()
        self._wanted = {row[-2]: None if row[-1] == "I" else tuple(row[:-1]) for row in rows}
        self._ids = json.dumps(list(self._wanted))
        self._read = f"SELECT {', '.join(columns)}, id FROM {name} WHERE id IN (SELECT value FROM json_each(?))"
        self._delete = f"DELETE FROM {name} WHERE id = ?"
        self._update = f"UPDATE {name} SET {', '.join(f'{column} = ?' for column in columns)} WHERE id = ?"
        self._insert = f"INSERT INTO {name} ({', '.join(columns)}, id) VALUES ({', '.join('?' * (len(columns) + 1))})"

    def differing(self) -> int:
        """How many rows do not stand as they should."""
        found = self._found()
        return sum(found.get(id_) != row for id_, row in self._wanted.items())

    def delete(self) -> None:
        """Take away the rows that were not there."""
        self._run(self._delete, [(id_,) for id_ in self._found() if self._wanted[id_] is None])

    def put(self) -> None:
        """Change the rows that were otherwise, and add those that are gone."""
        found = self._found()
        rows = [row for id_, row in self._wanted.items() if row is not None and found.get(id_) != row]
        self._run(self._update, [row for row in rows if row[-1] in found])
        self._run(self._insert, [row for row in rows if row[-1] not in found])

    def _found(self) -> dict[int, tuple[object, ...]]:
        return {row[-1]: tuple(row) for row in self._connection.execute(self._read, (self._ids,))}

    def _run(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Do all that can be done now; what another row stands in the way of is left for the next turn."""
        for row in rows:
            with suppress(IntegrityError):
                self._connection.execute(sql, row)
