"""One open view on the rows of a version, sorted and searched in SQL and read a page at a time, whatever its size."""

import itertools
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from prodops_desktop.datasets.cell_sql import Clause, compared, contains
from prodops_desktop.datasets.filters import Arrangement, clauses_of
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored, columns_of, parts_of, released_parts, source_sql
from prodops_desktop.datasets.sums import MOST_GROUPS, Choices, GroupRows, Sums, choices_of, group_key, groups_of, sums_of
from prodops_desktop.errors import UserError
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
        self._order: str | None = None
        self._unbroken = _unbroken_rows(store, version) if condition is None else None
        self._first: int | None = None
        self._where, self._params = "", list[Stored]()
        self._groups: tuple[GroupRows, ...] = ()
        self.arrangement = Arrangement()
        self.count = 0
        self.arrange(self.arrangement)

    def arrange(self, arrangement: Arrangement) -> int:
        """Keep the rows that the arrangement asks for and put them into its order: empty cells last, ties as in the file.

        Returns how many rows there are now. Raises UserError, and leaves everything as it was, when there are too many groups.
        """
        where, params = self._tests(arrangement)
        with self._lock:
            groups = self._grouped(arrangement.group, where, params)
            if self._unbroken is not None and arrangement == Arrangement():
                order, (first, count) = None, self._unbroken
            else:
                order, first = f"grid_order_{next(_numbers)}", None
                count = self._put_in_order(order, arrangement, where, params)
            if self._order is not None:
                self._db.execute(f"DROP TABLE temp.{self._order}")
            self._order, self._first, self.count = order, first, count
            self._where, self._params, self._groups, self.arrangement = where, params, groups, arrangement
        return count

    def rows(self, first: int, count: int) -> list[GridRow]:
        """``count`` rows from the 0-based position ``first``, fewer at the end."""
        cells = [f"n{column.position}.text" if column.type == "name" else f"r.{column.sql}" for column in self.columns]
        with self._lock:
            rows = self._db.execute(f"{self._between(first, count, cells, self._name_joins())} ORDER BY 1")
            return [GridRow(row[1], row[2], tuple(row)[3:]) for row in rows]

    def position_of(self, part: int, row: int) -> int | None:
        """The 0-based position of a stored row in this order; None when it is not shown."""
        with self._lock:
            if self._first is not None:
                position = row - self._first
                return position if 0 <= position < self.count else None
            found = self._db.execute(f"SELECT rowid - 1 FROM {self._order} WHERE part = ? AND row = ?", (part, row)).fetchone()
            return int(found[0]) if found else None

    def groups(self) -> tuple[GroupRows, ...]:
        """The groups of the arrangement in their order, at most :data:`MOST_GROUPS`; none where it has no group."""
        return self._groups

    def sums(self, first: int, count: int, positions: Iterable[int]) -> dict[int, Sums]:
        """What columns, by position, add up to in ``count`` rows from the 0-based position ``first``."""
        columns = [self._column(position) for position in positions]
        with self._lock:
            if first <= 0 and count >= self.count:  # a walk over all rows is faster than looking each of them up
                return sums_of(self._db, f"(SELECT * FROM {self._rows} r{self._where})", tuple(self._params), columns)
            cells = [f"r.{column.sql}" for column in columns]
            self._db.execute(f"CREATE TEMP TABLE grid_picked AS {self._between(first, count, cells, '')}")
            try:
                return sums_of(self._db, "grid_picked", (), columns)
            finally:
                self._db.execute("DROP TABLE temp.grid_picked")

    def choices(self, position: int, like: str = "", most: int = 200) -> Choices:
        """The values of a column with ``like`` in them, the commonest first, among all rows of the version whatever is shown of them."""
        column = self._column(position)
        with self._lock:
            return choices_of(self._db, self._rows, column, contains(column, like) if like else None, most)

    def close(self) -> None:
        """Let go of the order; the connection itself is closed with the workspace at the latest."""
        with self._lock:
            self._db.close()

    def _column(self, position: int) -> Column:
        return next(column for column in self.columns if column.position == position)

    def _tests(self, arrangement: Arrangement) -> tuple[str, list[Stored]]:
        own = [Clause(f"({self._condition.sql})", self._condition.params)] if self._condition is not None else []
        clauses = [*own, *clauses_of(self.columns, arrangement)]
        where = f" WHERE {' AND '.join(clause.sql for clause in clauses)}" if clauses else ""
        return where, [param for clause in clauses for param in clause.params]

    def _grouped(self, group: int | None, where: str, params: list[Stored]) -> tuple[GroupRows, ...]:
        if group is None:
            return ()
        column = self._column(group)
        groups = groups_of(self._db, f"(SELECT * FROM {self._rows} r{where})", tuple(params), column, self.columns)
        if groups is None:
            raise UserError(
                f"“{column.header}” has more than {MOST_GROUPS:,} different values, which are too many groups to look through. "
                "Group by a column with fewer values, or filter the rows first."
            )
        return groups

    def _put_in_order(self, order: str, arrangement: Arrangement, where: str, params: list[Stored]) -> int:
        joins, keys = self._keys(arrangement)
        self._db.execute(
            f"CREATE TEMP TABLE {order} AS SELECT r._part AS part, r._row AS row FROM {self._rows} r{joins}{where} "
            f"ORDER BY {', '.join([*keys, self._imported_part(), 'r._row'])}",
            params,
        )
        return int(self._db.execute(f"SELECT coalesce(max(rowid), 0) FROM temp.{order}").fetchone()[0])

    def _between(self, first: int, count: int, cells: list[str], joins: str) -> str:
        """A SELECT of position, part, row and cells of the rows at some positions."""
        before, last = (self._first - 1 if self._first is not None else 0) + first, (self._first or 1) - 1 + first + count
        wanted = ", ".join(["r._row", *cells])
        if self._first is not None:
            return f"SELECT r._row, r._part, {wanted} FROM {self._rows} r{joins} WHERE r._row > {before} AND r._row <= {last}"
        return " UNION ALL ".join(  # a join with all parts at once would go through all rows
            f"SELECT o.rowid, {part}, {wanted} FROM {self._order} o JOIN part_{part} r ON r._row = o.row{joins} "
            f"WHERE o.part = {part} AND o.rowid > {before} AND o.rowid <= {last}"
            for part in self._parts
        )

    def _imported_part(self) -> str:
        """SQL for the part that the file was imported into, which is not the one that a row was released into."""
        if not self._released:
            return "r._part"
        return f"CASE r._part {' '.join(f'WHEN {part} THEN {of}' for part, of in self._released.items())} ELSE r._part END"

    def _name_joins(self) -> str:
        names = (column for column in self.columns if column.type == "name")
        return "".join(f" LEFT JOIN name n{column.position} ON n{column.position}.id = r.{column.sql}" for column in names)

    def _keys(self, arrangement: Arrangement) -> tuple[str, list[str]]:
        joins, keys = "", []
        group = [(arrangement.group, False)] if arrangement.group is not None else []
        for number, (position, descending) in enumerate([*group, *arrangement.keys]):
            column = self._column(position)
            key = group_key(column) if group and number == 0 else compared(column)
            if column.type == "name":
                joins += f" LEFT JOIN name s{number} ON s{number}.id = r.{column.sql}"
                key = f"s{number}.key"
            keys.append(f"{key} {'DESC' if descending else 'ASC'} NULLS LAST")
        return joins, keys


def _unbroken_rows(store: Store, version: int) -> tuple[int, int] | None:
    """The first row and how many there are, where a version is one whole part without gaps in its rows; then it needs no order table."""
    parts = parts_of(store, version)
    if len(parts) != 1 or store.db.execute("SELECT 1 FROM dead WHERE part = ? LIMIT 1", (parts[0],)).fetchone():
        return None
    rows = store.db.execute("SELECT rows FROM part WHERE id = ?", (parts[0],)).fetchone()[0]
    first, last = store.db.execute(f"SELECT (SELECT min(_row) FROM part_{parts[0]}), (SELECT max(_row) FROM part_{parts[0]})").fetchone()
    return (first, rows) if rows and last - first + 1 == rows else None
