"""Puts the rows of a version into an order and keeps it in memory, so that any page of them is found at once."""

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.cell_sql import folded, knowing_cases
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.sums import group_key
from prodops_desktop.workspace.driver import Connection, DriverError, attach_memory

_KEPT_KB = 64 * 1024
"""Memory for ranks and what is added up, past which they go on in a temporary file."""
_numbers = itertools.count(1)


def sorting(connection: Connection) -> Connection:
    """A connection that can filter, and sorts fast: in steps that the processor's cache holds, which SQLite takes only where it may use a
    file that nobody else sees and that is gone with the sort; in memory it would sort all at once, in more than twice the time."""
    connection.execute("PRAGMA temp_store = FILE")
    connection.execute(f"PRAGMA temp.cache_size = -{_KEPT_KB}")
    return knowing_cases(connection)


@dataclass(frozen=True)
class Rows:
    """What is put in order: ``sql`` has the live rows of ``parts``; ``released`` names the parts with rows from quarantine, each with
    the part that they stood aside of."""

    sql: str
    parts: tuple[int, ...]
    released: dict[int, int]


@dataclass(frozen=True)
class Key:
    """A column to sort by; ``grouping`` takes for one what is one group."""

    column: Column
    descending: bool
    grouping: bool = False
    period: str = ""

    @property
    def sql(self) -> str:
        """The value that the sorter compares. It is quick with plain bytes and integers only, so that neither a collation nor the
        text of a name will do."""
        if self.column.type == "name":
            return f"{self.rank}.rank"
        return group_key(self.column, self.period) if self.grouping and self.column.is_time else folded(self.column)

    @property
    def join(self) -> str:
        """What else is to be read for it."""
        if self.column.type != "name":
            return ""
        return f" LEFT JOIN temp.{_ranks(self.column)} {self.rank} ON {self.rank}.id = r.{self.column.sql}"

    @property
    def rank(self) -> str:
        """What the ranks of its names are called."""
        return f"k{self.column.position}{'g' if self.grouping else ''}"


class RowOrder:
    """The rows that pass ``where`` by some keys: empty cells last, ties as in the file. Its positions are counted from 0.

    The table has their numbers, with those of their parts where there are several; its rowids go on from ``_before``. It stands in a
    database of its own, which ``db`` makes: others can read it, also while ``db`` makes the next one.
    """

    def __init__(self, db: Connection, rows: Rows, keys: Sequence[Key], where: str, params: Sequence[Stored]) -> None:
        self._parts = rows.parts
        self._name = f"grid_order_{next(_numbers)}"
        self._table = f"{self._name}.place"
        self._before = 0
        for key in keys:
            _rank_names(db, key.column)
        joins = "".join(key.join for key in keys)
        if len(rows.parts) == 1:
            wanted, order = "r._row AS row", _by_merging(keys)
        else:
            wanted = "r._part AS part, r._row AS row"
            order = ", ".join([*(f"{_directed(key)} NULLS LAST" for key in keys), _imported_part(rows), "r._row"])
        self.open_on(db)
        try:
            db.execute(f"PRAGMA {self._name}.journal_mode = OFF")  # what is not whole is thrown away
            db.execute(f"CREATE TABLE {self._table} AS SELECT {wanted} FROM {rows.sql} r{joins}{where} ORDER BY {order}", params)
            self.count = int(db.execute(f"SELECT coalesce(max(rowid), 0) FROM {self._table}").fetchone()[0])
            if len(rows.parts) == 1 and keys and not keys[0].descending:
                self._move_empty_to_end(db, keys[0].column)
        except DriverError:  # it was interrupted
            self.leave(db)
            raise

    def open_on(self, db: Connection) -> None:
        """Let a connection read the order."""
        attach_memory(db, self._name)

    def leave(self, db: Connection) -> None:
        """Have a connection forget the order; it is gone with the last one."""
        db.execute(f"DETACH DATABASE {self._name}")

    def between(self, first: int, count: int, wanted: str, joins: str) -> str:
        """A SELECT of the position, the part and what else is ``wanted`` of ``count`` rows ``r`` from a position."""
        before = self._before + first
        return " UNION ALL ".join(  # a join with all parts at once would go through all rows
            f"SELECT o.rowid, {part}, {wanted} FROM {self._table} o JOIN part_{part} r ON r._row = o.row{joins} "
            f"WHERE o.rowid > {before} AND o.rowid <= {before + count}{f' AND o.part = {part}' if len(self._parts) > 1 else ''}"
            for part in self._parts
        )

    def position_of(self, db: Connection, part: int, row: int) -> int | None:
        """The position of a stored row; None when it is not among them."""
        among = f"part = {part} AND " if len(self._parts) > 1 else ""
        found = db.execute(f"SELECT rowid - 1 FROM {self._table} WHERE {among}row = ?", (row,)).fetchone()
        return int(found[0]) - self._before if found and part in self._parts else None

    def _move_empty_to_end(self, db: Connection, column: Column) -> None:
        """The sorter puts empty cells first, and is slow where it is told to put them last."""
        (part,) = self._parts
        cell = f"SELECT {column.sql} IS NULL FROM {self._table} o JOIN part_{part} r ON r._row = o.row WHERE o.rowid = ?"
        empty = bisect_left(range(self.count), x=True, key=lambda position: db.execute(cell, (position + 1,)).fetchone()[0] == 0)
        if 0 < empty < self.count:
            first = f"{self._table} WHERE rowid <= {empty}"
            db.execute(f"INSERT INTO {self._table} (row) SELECT row FROM {first} ORDER BY rowid")
            db.execute(f"DELETE FROM {first}")
            self._before = empty


def _by_merging(keys: Sequence[Key]) -> str:
    """ORDER BY for rows that come as they stand in the file. The sorter merges, so that ties stay so; to say it makes it slower."""
    if not keys:
        return "r._row"
    first, *further = keys
    return ", ".join([_directed(first), *(f"{_directed(key)} NULLS LAST" for key in further)])


def _directed(key: Key) -> str:
    return f"{key.sql} DESC" if key.descending else key.sql


def _imported_part(rows: Rows) -> str:
    """SQL for the part that the file was imported into, which is not the one that a row was released into."""
    if not rows.released:
        return "r._part"
    return f"CASE r._part {' '.join(f'WHEN {part} THEN {of}' for part, of in rows.released.items())} ELSE r._part END"


def _ranks(column: Column) -> str:
    return f"grid_ranks_{column.position}"


def _rank_names(db: Connection, column: Column) -> None:
    """Number the names of a column's kind by their keys, once for all orders."""
    if column.type == "name":
        db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {_ranks(column)} (id INTEGER PRIMARY KEY, rank INTEGER NOT NULL)")
        if not db.execute(f"SELECT 1 FROM temp.{_ranks(column)} LIMIT 1").fetchone():
            ranked = "SELECT id, dense_rank() OVER (ORDER BY key) FROM name WHERE kind = ?"
            db.execute(f"INSERT INTO temp.{_ranks(column)} {ranked}", (column.name_kind,))
