"""One open view on the rows of a version, sorted and searched in SQL and read a page at a time, whatever its size."""

import itertools
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored, columns_of, parts_of, released_parts, source_sql
from prodops_desktop.workspace import Store, Workspace

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Condition:
    """A predicate over the columns of ``source_sql``, as SQL with its parameters."""

    sql: str
    params: tuple[Stored, ...] = ()


@dataclass(frozen=True)
class GridRow:
    """One row as shown: values in column order, names as text. ``part`` and ``row`` lead to its source."""

    part: int
    row: int
    values: tuple[Stored, ...]


class Grid:
    """The rows of one version in an order of one's own.

    It has a connection of its own, which keeps the order in a temporary table; calls block, so a window makes them through its
    reading threads. It shows what the version held when it was opened; a version changes only when rows of it are released from quarantine.
    """

    def __init__(self, workspace: Workspace, version: int, condition: Condition | None = None) -> None:
        self._lock = threading.Lock()
        self._db = workspace.connect_reader()
        self._condition = condition
        store = Store(self._db, writable=False)
        self.columns = columns_of(store, version)
        self._rows = source_sql(store, version)
        self._parts, self._released = parts_of(store, version), released_parts(store, version)
        self._order = f"grid_order_{next(_numbers)}"
        self._unbroken = _unbroken_rows(store, version) if condition is None else None
        self._first: int | None = None
        self.count = 0
        self.order([], "")

    def order(self, sort: Sequence[tuple[int, bool]], find: str) -> int:
        """Order by ``sort``, pairs of a column's position and whether it descends, empty cells last, and keep what contains ``find``.

        Returns how many rows there are now. Rows that tie keep the order of the file, also those that were released from quarantine.
        """
        where, params = self._where(find)
        joins, keys = self._keys(sort)
        with self._lock:
            self._db.execute(f"DROP TABLE IF EXISTS temp.{self._order}")
            if self._unbroken is not None and not sort and not find:
                self._first, self.count = self._unbroken
                return self.count
            self._first = None
            self._db.execute(f"CREATE TEMP TABLE {self._order} (position INTEGER PRIMARY KEY, part INTEGER, row INTEGER)")
            cursor = self._db.execute(
                f"INSERT INTO {self._order} (part, row) SELECT r._part, r._row FROM {self._rows} r{joins}{where} "
                f"ORDER BY {', '.join([*keys, self._imported_part(), 'r._row'])}",
                params,
            )
            self.count = cursor.rowcount
        return self.count

    def rows(self, first: int, count: int) -> list[GridRow]:
        """``count`` rows from the 0-based position ``first``, fewer at the end."""
        cells = [f"n{column.position}.text" if column.type == "name" else f"r.{column.sql}" for column in self.columns]
        with self._lock:
            select, joins = f"SELECT {{0}}, {{1}}, r._row, {', '.join(cells)} FROM", self._name_joins()
            if self._first is None:
                before, among = first, "o.position > ?1 AND o.position <= ?2"
                each = [  # a join with all parts at once would go through all rows
                    f"{select.format('o.position', part)} {self._order} o JOIN part_{part} r ON r._row = o.row{joins} "
                    f"WHERE o.part = {part} AND {among}"
                    for part in self._parts
                ]
            else:
                before, among = self._first - 1 + first, "r._row > ?1 AND r._row <= ?2"
                each = [f"{select.format('r._row', 'r._part')} {self._rows} r{joins} WHERE {among}"]
            rows = self._db.execute(f"{' UNION ALL '.join(each)} ORDER BY 1", (before, before + count))
            return [GridRow(row[1], row[2], tuple(row)[3:]) for row in rows]

    def position_of(self, part: int, row: int) -> int | None:
        """The 0-based position of a stored row in this order; None when it is not shown."""
        with self._lock:
            if self._first is not None:
                position = row - self._first
                return position if 0 <= position < self.count else None
            found = self._db.execute(f"SELECT position - 1 FROM {self._order} WHERE part = ? AND row = ?", (part, row)).fetchone()
            return int(found[0]) if found else None

    def close(self) -> None:
        """Let go of the order; the connection itself is closed with the workspace at the latest."""
        with self._lock:
            self._db.close()

    def _imported_part(self) -> str:
        """SQL for the part that the file was imported into, which is not the one that a row was released into."""
        if not self._released:
            return "r._part"
        return f"CASE r._part {' '.join(f'WHEN {part} THEN {of}' for part, of in self._released.items())} ELSE r._part END"

    def _name_joins(self) -> str:
        names = (column for column in self.columns if column.type == "name")
        return "".join(f" LEFT JOIN name n{column.position} ON n{column.position}.id = r.{column.sql}" for column in names)

    def _keys(self, sort: Sequence[tuple[int, bool]]) -> tuple[str, list[str]]:
        joins, keys = "", []
        for position, descending in sort:
            column = next(column for column in self.columns if column.position == position)
            key = f"r.{column.sql}"
            if column.type == "name":
                joins += f" LEFT JOIN name s{position} ON s{position}.id = {key}"
                key = f"s{position}.key"
            elif column.type == "text":
                key += " COLLATE NOCASE"
            keys.append(f"{key} {'DESC' if descending else 'ASC'} NULLS LAST")
        return joins, keys

    def _where(self, find: str) -> tuple[str, list[Stored]]:
        tests: list[str] = []
        params: list[Stored] = []
        if self._condition is not None:
            tests.append(f"({self._condition.sql})")
            params.extend(self._condition.params)
        if find:
            pattern = "%" + find.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            tests.append(_any_of([f"{_searched(column)} LIKE ? ESCAPE '\\'" for column in self.columns]))
            params.extend([pattern] * len(self.columns))
        return (f" WHERE {' AND '.join(tests)}" if tests else ""), params


def _any_of(tests: list[str]) -> str:
    """The tests joined by OR as a balanced tree: SQLite takes a chain of a thousand at the most."""
    if len(tests) == 1:
        return tests[0]
    half = len(tests) // 2
    return f"({_any_of(tests[:half])} OR {_any_of(tests[half:])})"


def _unbroken_rows(store: Store, version: int) -> tuple[int, int] | None:
    """The first row and how many there are, where a version is one whole part without gaps in its rows; then it needs no order table."""
    parts = parts_of(store, version)
    if len(parts) != 1 or store.db.execute("SELECT 1 FROM dead WHERE part = ? LIMIT 1", (parts[0],)).fetchone():
        return None
    rows = store.db.execute("SELECT rows FROM part WHERE id = ?", (parts[0],)).fetchone()[0]
    first, last = store.db.execute(f"SELECT (SELECT min(_row) FROM part_{parts[0]}), (SELECT max(_row) FROM part_{parts[0]})").fetchone()
    return (first, rows) if rows and last - first + 1 == rows else None


def _searched(column: Column) -> str:
    """SQL for the text of a cell that a search looks through, much like ``shown`` shows it; only ASCII letters match in either case."""
    value = f"r.{column.sql}"
    if column.type == "name":
        return f"(SELECT text FROM name WHERE id = {value})"
    if column.type == "boolean":
        return f"iif({value}, 'yes', 'no')"
    if column.type == "percent":
        return f"printf('%g%%', {value})"
    if column.type == "duration":
        size = f"abs({value})"
        sign = f"iif({value} < 0, '-', '')"
        return f"{sign} || printf('%d:%02d:%02d', {size} / 3600000, {size} / 60000 % 60, {size} / 1000 % 60)"
    if column.type == "money" and column.scale:
        return f"printf('%.{column.scale}f', {value} / 1e{column.scale})"
    return f"replace({value}, 'T', ' ')" if column.type == "moment" else value
