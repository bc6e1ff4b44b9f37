"""One open view on the rows of a version, sorted and searched in SQL and read a page at a time, whatever its size."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from prodops_desktop.datasets.cell_sql import Clause, contains
from prodops_desktop.datasets.filters import Arrangement, clauses_of
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Condition, Stored, columns_of, parts_of, released_parts, source_sql
from prodops_desktop.datasets.row_order import Key, RowOrder, Rows, sorting
from prodops_desktop.datasets.sums import MOST_GROUPS, Choices, GroupRows, Sums, choices_of, groups_of, sums_of
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store, Workspace, driver


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
        self._lock, self._guard = threading.Lock(), threading.Lock()
        self._asked, self._arranging = 0, False
        self._db = sorting(workspace.connect_reader())
        self._condition = condition
        store = Store(self._db, writable=False)
        self.columns = columns_of(store, version)
        self._rows = Rows(source_sql(store, version), tuple(parts_of(store, version)), released_parts(store, version))
        self._order: RowOrder | None = None
        self._unbroken = _unbroken_rows(store, version) if condition is None else None
        self._first = 0
        self._where, self._params = "", list[Stored]()
        self._groups: tuple[GroupRows, ...] = ()
        self.arrangement = Arrangement()
        self.count = 0
        self.arrange(self.arrangement)

    def arrange(self, arrangement: Arrangement) -> int:
        """Keep the rows that the arrangement asks for and put them into its order: empty cells last, ties as in the file.

        Returns how many rows there are now. Raises UserError, and leaves everything as it was, when there are too many groups. Where it
        is called once more meanwhile, the one before gives up, so that a search which is being typed does not wait for its beginnings.
        """
        with self._guard:
            self._asked += 1
            turn = self._asked
            if self._arranging:
                self._db.interrupt()
        with self._lock:
            with self._guard:
                if turn != self._asked:
                    return self.count
                self._arranging = True
            try:
                self._arrange(arrangement)
            except driver.DriverError:
                if turn == self._asked:
                    raise
            finally:
                with self._guard:
                    self._arranging = False
            return self.count

    def give_up(self) -> None:
        """Stop what is being arranged, which nobody waits for any more; the rows stay as they were before. Does not block."""
        with self._guard:
            self._asked += 1
            if self._arranging:
                self._db.interrupt()

    def rows(self, first: int, count: int) -> list[GridRow]:
        """``count`` rows from the 0-based position ``first``, fewer at the end."""
        cells = [f"n{column.position}.text" if column.type == "name" else f"r.{column.sql}" for column in self.columns]
        with self._lock:
            rows = self._db.execute(f"{self._between(first, count, cells, self._name_joins())} ORDER BY 1")
            return [GridRow(row[1], row[2], tuple(row)[3:]) for row in rows]

    def position_of(self, part: int, row: int) -> int | None:
        """The 0-based position of a stored row in this order; None when it is not shown."""
        with self._lock:
            if self._order is not None:
                return self._order.position_of(part, row)
            position = row - self._first
            return position if 0 <= position < self.count else None

    def groups(self) -> tuple[GroupRows, ...]:
        """The groups of the arrangement in their order, at most :data:`MOST_GROUPS`; none where it has no group."""
        return self._groups

    def sums(self, first: int, count: int, positions: Iterable[int]) -> dict[int, Sums]:
        """What columns, by position, add up to in ``count`` rows from the 0-based position ``first``."""
        columns = [self._column(position) for position in positions]
        with self._lock:
            if first <= 0 and count >= self.count:  # a walk over all rows is faster than looking each of them up
                return sums_of(self._db, f"(SELECT * FROM {self._rows.sql} r{self._where})", tuple(self._params), columns)
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
            return choices_of(self._db, self._rows.sql, column, contains(column, like) if like else None, most)

    def close(self) -> None:
        """Let go of the order; the connection itself is closed with the workspace at the latest."""
        with self._lock:
            self._db.close()

    def _arrange(self, arrangement: Arrangement) -> None:
        where, params = self._tests(arrangement)
        groups = self._grouped(arrangement.group, where, params)
        before, order = self._order, None
        if self._unbroken is not None and arrangement == Arrangement():
            self._first, self.count = self._unbroken
        else:
            order = RowOrder(self._db, self._rows, self._keys(arrangement), where, params)
            self.count = order.count
        self._order, self._where, self._params, self._groups, self.arrangement = order, where, params, groups, arrangement
        if before is not None:
            before.drop()

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
        groups = groups_of(self._db, f"(SELECT * FROM {self._rows.sql} r{where})", tuple(params), column, self.columns)
        if groups is None:
            raise UserError(
                f"“{column.header}” has more than {MOST_GROUPS:,} different values, which are too many groups to look through. "
                "Group by a column with fewer values, or filter the rows first."
            )
        return groups

    def _between(self, first: int, count: int, cells: list[str], joins: str) -> str:
        """A SELECT of position, part, row and cells of the rows at some positions."""
        wanted = ", ".join(["r._row", *cells])
        if self._order is not None:
            return self._order.between(first, count, wanted, joins)
        before = self._first - 1 + first
        return f"SELECT r._row, r._part, {wanted} FROM {self._rows.sql} r{joins} WHERE r._row > {before} AND r._row <= {before + count}"

    def _name_joins(self) -> str:
        names = (column for column in self.columns if column.type == "name")
        return "".join(f" LEFT JOIN name n{column.position} ON n{column.position}.id = r.{column.sql}" for column in names)

    def _keys(self, arrangement: Arrangement) -> list[Key]:
        group = [Key(self._column(arrangement.group), descending=False, grouping=True)] if arrangement.group is not None else []
        keys = dict(reversed(arrangement.keys))  # of a column that is named twice the first counts
        places = dict.fromkeys(position for position, _ in arrangement.keys)
        return [*group, *(Key(self._column(position), keys[position]) for position in places)]


def _unbroken_rows(store: Store, version: int) -> tuple[int, int] | None:
    """The first row and how many there are, where a version is one whole part without gaps in its rows; then it needs no order table."""
    parts = parts_of(store, version)
    if len(parts) != 1 or store.db.execute("SELECT 1 FROM dead WHERE part = ? LIMIT 1", (parts[0],)).fetchone():
        return None
    rows = store.db.execute("SELECT rows FROM part WHERE id = ?", (parts[0],)).fetchone()[0]
    first, last = store.db.execute(f"SELECT (SELECT min(_row) FROM part_{parts[0]}), (SELECT max(_row) FROM part_{parts[0]})").fetchone()
    return (first, rows) if rows and last - first + 1 == rows else None
