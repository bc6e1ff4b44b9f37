"""Orders rest on what SQLite's sorter does with ties; and rows of several parts are in one order."""

import sqlite3
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from prodops_desktop.datasets import grid as grid_module
from prodops_desktop.datasets.filters import Arrangement
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.row_order import Key, RowOrder, Rows
from prodops_desktop.workspace.driver import Connection
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


def test_what_is_asked_for_last_does_not_wait_for_what_was_asked_before(grid: Grid, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, made = threading.Event(), RowOrder

    def slow(db: Connection, rows: Rows, keys: Sequence[Key], where: str, params: Sequence[Stored]) -> RowOrder:
        if "%slow%" in params:
            begun.set()
            db.execute("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n").fetchone()
        return made(db, rows, keys, where, params)

    monkeypatch.setattr(grid_module, "RowOrder", slow)
    grid.arrange(Arrangement())
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(grid.arrange, Arrangement(find="slow"))
        assert begun.wait(10)
        last = threads.submit(grid.arrange, Arrangement(((4, True),), "acme"))
        assert (first.result(10), last.result(10)) in {(ROWS, grid.count), (grid.count, grid.count)}
    assert 0 < grid.count < ROWS
    assert grid.arrangement == Arrangement(((4, True),), "acme")
    assert grid.rows(0, 1)[0].values[3] == 1000
