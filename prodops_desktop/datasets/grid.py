"""One open view on the rows of a version, sorted and searched in SQL and read a page at a time, whatever its size."""

import contextlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from prodops_desktop.datasets.cell_sql import Clause, contains
from prodops_desktop.datasets.filters import Arrangement, clauses_of, column_of
from prodops_desktop.datasets.latest import Latest
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Condition, Stored, columns_of, parts_of, released_parts, source_sql
from prodops_desktop.datasets.row_order import Key, RowOrder, Rows, sorting
from prodops_desktop.datasets.sums import MOST_GROUPS, Choices, GroupRows, Sums, choices_of, groups_of, sums_of
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.workspace import Store, Workspace, driver


@dataclass(frozen=True)
class GridRow:
    """One row as shown: values in column order, names as text. ``part`` and ``row`` lead to its source."""

    part: int
    row: int
    values: tuple[Stored, ...]


@dataclass(frozen=True)
class _Arranged:
    """What there is to read: ``count`` rows in an order, or as they follow each other from the row ``first``."""

    arrangement: Arrangement = Arrangement()
    count: int = 0
    first: int = 0
    order: RowOrder | None = None
    where: str = ""
    params: tuple[Stored, ...] = ()
    groups: tuple[GroupRows, ...] = ()


class Grid:
    """The rows of one version in an order of one's own.

    Its calls block, so a window makes them through its reading threads. It has connections of its own: one that reads pages and waits for
    nothing, one that makes orders, one that adds up and one that lists values; what they are asked last counts. It shows what the version
    held when it was opened; a version changes only when rows of it are released from quarantine.
    """

    def __init__(self, workspace: Workspace, version: int, condition: Condition | None = None) -> None:
        self._lock, self._closed = threading.Lock(), False
        self._db = workspace.connect_reader()
        self._sorter, self._adder, self._chooser = (Latest(lambda: sorting(workspace.connect_reader())) for _ in range(3))
        self._condition = condition
        store = Store(self._db, writable=False)
        self.columns = columns_of(store, version)
        self._rows = Rows(source_sql(store, version), tuple(parts_of(store, version)), released_parts(store, version))
        self._unbroken = _unbroken_rows(store, version) if condition is None else None
        self._now = _Arranged()
        self.arrange(Arrangement())

    @property
    def arrangement(self) -> Arrangement:
        """How the rows are arranged."""
        return self._now.arrangement

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._now.count

    def arrange(self, arrangement: Arrangement) -> int:
        """Keep the rows that the arrangement asks for and put them into its order: empty cells last, ties as in the file.

        Returns how many rows there are now. Raises UserError, and leaves everything as it was, when there are too many groups. Until it
        ends the rows before can be read. Where it is called once more meanwhile, the one before gives up, so that a search which is being
        typed does not wait for its beginnings.
        """
        turn = self._sorter.next()
        with contextlib.suppress(Cancelled):
            self._sorter.run(turn, lambda db: self._arrange(db, arrangement))
        return self.count

    def give_up(self) -> None:
        """Stop what is being arranged, which nobody waits for any more; the rows stay as they were before. Does not block."""
        self._sorter.next()

    def rows(self, first: int, count: int, of: Arrangement | None = None) -> list[GridRow]:
        """``count`` rows from the 0-based position ``first``, fewer at the end; none where they are no longer those ``of`` this.

        None either once it is closed, since a window that lets go of it can have asked for more just before.
        """
        cells = [f"n{column.position}.text" if column.type == "name" else f"r.{column.sql}" for column in self.columns]
        with self._lock:
            now = self._now
            if self._closed or (of is not None and of != now.arrangement):
                return []
            rows = self._db.execute(f"{self._between(now, first, count, cells, self._name_joins())} ORDER BY 1")
            return [GridRow(row[1], row[2], tuple(row)[3:]) for row in rows]

    def position_of(self, part: int, row: int) -> int | None:
        """The 0-based position of a stored row in this order; None when it is not shown, or all is closed."""
        with self._lock:
            now = self._now
            if self._closed:
                return None
            if now.order is not None:
                return now.order.position_of(self._db, part, row)
            position = row - now.first
            return position if 0 <= position < now.count else None

    def groups(self) -> tuple[GroupRows, ...]:
        """The groups of the arrangement in their order, at most :data:`MOST_GROUPS`; none where it has no group."""
        return self._now.groups

    def next_sums(self) -> int:
        """Have what is being added up give up; returns the turn of the sums that are wanted now. Does not block."""
        return self._adder.next()

    def sums(self, first: int, count: int, positions: Iterable[int], turn: int | None = None) -> dict[int, Sums]:
        """What columns, by position, add up to in ``count`` rows from the 0-based position ``first``.

        Raises Cancelled when :meth:`next_sums` was called after the one that gave the ``turn``.
        """
        columns = [column_of(self.columns, position) for position in positions]
        return self._adder.run(self.next_sums() if turn is None else turn, lambda db: self._sums(db, first, count, columns))

    def choices(self, position: int, like: str = "", most: int = 200) -> Choices:
        """The values of a column with ``like`` in them, the commonest first, among all rows of the version whatever is shown of them.

        Raises Cancelled when it is called once more meanwhile.
        """
        column, turn = column_of(self.columns, position), self._chooser.next()
        like_it = contains(column, like) if like else None
        return self._chooser.run(turn, lambda db: choices_of(db, self._rows.sql, column, like_it, most))

    def close(self) -> None:
        """Stop all that is under way and let go of the order; the connections themselves are closed with the workspace at the latest."""
        for one in (self._sorter, self._adder, self._chooser):
            one.close()
        with self._lock:
            self._closed = True
            self._db.close()

    def _arrange(self, db: driver.Connection, arrangement: Arrangement) -> None:
        where, params = self._tests(arrangement)
        groups = self._grouped(db, arrangement, where, params)
        if self._unbroken is not None and arrangement == Arrangement():
            self._take(_Arranged(arrangement, self._unbroken[1], self._unbroken[0]))
            return
        order = RowOrder(db, self._rows, self._keys(arrangement), where, params)
        try:
            self._take(_Arranged(arrangement, order.count, 0, order, where, tuple(params), groups))
        finally:
            order.leave(db)

    def _take(self, now: _Arranged) -> None:
        """Read this from now on."""
        with self._lock:
            if now.order is not None:
                now.order.open_on(self._db)
            before, self._now = self._now, now
            if before.order is not None:
                before.order.leave(self._db)

    def _sums(self, db: driver.Connection, first: int, count: int, columns: list[Column]) -> dict[int, Sums]:
        with self._lock:  # while it is the one that is read, an order is there to be opened
            now = self._now
            if now.order is not None:
                now.order.open_on(db)
        try:
            if first <= 0 and count >= now.count:  # a walk over all rows is faster than looking each of them up
                return sums_of(db, f"(SELECT * FROM {self._rows.sql} r{now.where})", now.params, columns)
            cells = [f"r.{column.sql}" for column in columns]
            db.execute(f"CREATE TEMP TABLE grid_picked AS {self._between(now, first, count, cells, '')}")
            try:
                return sums_of(db, "grid_picked", (), columns)
            finally:
                db.execute("DROP TABLE temp.grid_picked")
        finally:
            if now.order is not None:
                now.order.leave(db)

    def _tests(self, arrangement: Arrangement) -> tuple[str, list[Stored]]:
        own = [Clause(f"({self._condition.sql})", self._condition.params)] if self._condition is not None else []
        clauses = [*own, *clauses_of(self.columns, arrangement)]
        where = f" WHERE {' AND '.join(clause.sql for clause in clauses)}" if clauses else ""
        return where, [param for clause in clauses for param in clause.params]

    def _grouped(self, db: driver.Connection, arrangement: Arrangement, where: str, params: list[Stored]) -> tuple[GroupRows, ...]:
        if arrangement.group is None:
            return ()
        column = column_of(self.columns, arrangement.group)
        groups = groups_of(db, f"(SELECT * FROM {self._rows.sql} r{where})", tuple(params), column, self.columns, arrangement.period)
        if groups is None:
            raise UserError(
                f"“{column.header}” has more than {MOST_GROUPS:,} different values, which are too many groups to look through. "
                "Group by a column with fewer values, or filter the rows first."
            )
        return groups

    def _between(self, now: _Arranged, first: int, count: int, cells: list[str], joins: str) -> str:
        """A SELECT of position, part, row and cells of the rows at some positions."""
        wanted = ", ".join(["r._row", *cells])
        if now.order is not None:
            return now.order.between(first, count, wanted, joins)
        before = now.first - 1 + first
        return f"SELECT r._row, r._part, {wanted} FROM {self._rows.sql} r{joins} WHERE r._row > {before} AND r._row <= {before + count}"

    def _name_joins(self) -> str:
        names = (column for column in self.columns if column.type == "name")
        return "".join(f" LEFT JOIN name n{column.position} ON n{column.position}.id = r.{column.sql}" for column in names)

    def _keys(self, arrangement: Arrangement) -> list[Key]:
        group = (
            [Key(column_of(self.columns, arrangement.group), descending=False, grouping=True, period=arrangement.period)]
            if arrangement.group is not None
            else []
        )
        keys = dict(reversed(arrangement.keys))  # of a column that is named twice the first counts
        places = dict.fromkeys(position for position, _ in arrangement.keys)
        return [*group, *(Key(column_of(self.columns, position), keys[position]) for position in places)]


def _unbroken_rows(store: Store, version: int) -> tuple[int, int] | None:
    """The first row and how many there are, where a version is one whole part without gaps in its rows; then it needs no order table."""
    parts = parts_of(store, version)
    if len(parts) != 1 or store.db.execute("SELECT 1 FROM dead WHERE part = ? LIMIT 1", (parts[0],)).fetchone():
        return None
    rows = store.db.execute("SELECT rows FROM part WHERE id = ?", (parts[0],)).fetchone()[0]
    first, last = store.db.execute(f"SELECT (SELECT min(_row) FROM part_{parts[0]}), (SELECT max(_row) FROM part_{parts[0]})").fetchone()
    return (first, rows) if rows and last - first + 1 == rows else None
