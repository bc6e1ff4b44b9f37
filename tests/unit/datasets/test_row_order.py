"""Orders rest on what SQLite's sorter does with ties; and rows of several parts are in one order."""

import sqlite3
from contextlib import closing

from prodops_desktop.datasets.filters import Arrangement
from prodops_desktop.datasets.grid import Grid
from tests.unit.datasets.mixed_table import ROWS, kept

MANY = 60_000


def test_the_sorter_keeps_ties_in_the_order_in_which_they_come() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("PRAGMA cache_size = -1000")  # so that it sorts in several steps and merges them
        db.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, word TEXT)")
        db.executemany("INSERT INTO rows (word) VALUES (?)", (("alike" if n % 3 else "Other" * 8,) for n in range(MANY)))
        for direction, first in (("", 1), ("DESC", 0)):
            ids = [row[0] for row in db.execute(f"SELECT id FROM rows ORDER BY lower(word) {direction}")]
            expected = sorted(range(1, MANY + 1), key=lambda number: ((number - 1) % 3 == 0) == bool(first))
            assert ids == expected


def test_a_column_that_is_named_twice_counts_once(grid: Grid) -> None:
    rows = (grid.arrange(Arrangement()), grid.rows(0, ROWS))[1]
    grid.arrange(Arrangement(((2, False), (4, True), (2, True)), group=2))
    assert grid.rows(0, ROWS) == kept(grid.columns, rows, Arrangement(((4, True),), group=2))
