"""Pages are read whatever else is under way, and what is asked last does not wait for what nobody wants any more."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.datasets import grid as grid_module
from prodops_desktop.datasets.filters import Arrangement
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.latest import Latest
from prodops_desktop.errors import Cancelled
from prodops_desktop.workspace.driver import Connection
from tests.unit.datasets.mixed_table import ROWS, import_mixed

ENDLESS = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], threading.Event]:
    """Has the first call of a function of the grid's engine never end; tells when it has begun."""

    def make(name: str) -> threading.Event:
        begun, made = threading.Event(), getattr(grid_module, name)

        def slow(db: Connection, *args: Any) -> Any:
            if not begun.is_set():
                begun.set()
                db.execute(ENDLESS).fetchone()
            return made(db, *args)

        monkeypatch.setattr(grid_module, name, slow)
        return begun

    return make


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as made:
        yield made


def test_rows_are_read_while_something_is_added_up(
    grid: Grid, endless: Callable[[str], threading.Event], threads: ThreadPoolExecutor
) -> None:
    grid.arrange(Arrangement(((4, True),)))
    begun = endless("sums_of")
    first = threads.submit(grid.sums, 0, ROWS, [4])
    assert begun.wait(10)
    rows = grid.rows(0, ROWS)
    assert len(rows) == ROWS
    assert grid.position_of(rows[7].part, rows[7].row) == 7
    assert grid.choices(1).values
    grid.arrange(Arrangement(((4, False),)))
    assert not first.done()
    assert grid.sums(0, 3, [4])[4].cells == 3
    with pytest.raises(Cancelled):
        first.result(10)


def test_sums_of_an_earlier_turn_are_not_begun(grid: Grid) -> None:
    turn = grid.next_sums()
    assert grid.sums(0, 2, [4], turn)[4].cells == 2
    grid.next_sums()
    with pytest.raises(Cancelled):
        grid.sums(0, 2, [4], turn)


@pytest.mark.parametrize("slow", ["RowOrder", "groups_of"])
def test_the_order_before_is_read_until_the_next_one_is_there(
    grid: Grid, endless: Callable[[str], threading.Event], threads: ThreadPoolExecutor, slow: str
) -> None:
    down, grouped = Arrangement(((4, True),)), Arrangement(((4, False),), group=2)
    grid.arrange(down)
    rows, count = grid.rows(0, ROWS), grid.count
    begun = endless(slow)
    coming = threads.submit(grid.arrange, grouped)
    assert begun.wait(10)
    assert (grid.rows(0, ROWS, down), grid.arrangement, grid.count) == (rows, down, count)
    assert grid.rows(0, ROWS, grouped) == []
    grid.give_up()
    assert coming.result(10) == count
    assert grid.arrangement == down
    grid.arrange(grouped)
    assert (grid.rows(0, ROWS, down), len(grid.rows(0, ROWS, grouped))) == ([], ROWS)


def test_a_page_asked_for_just_before_all_is_closed_is_an_empty_one(tmp_path: Path) -> None:
    workspace, version = import_mixed(tmp_path)
    with workspace:
        grid = Grid(workspace, version)
        row = grid.rows(3, 1)[0]
        grid.close()
        assert (grid.rows(0, ROWS), grid.rows(0, ROWS, grid.arrangement), grid.position_of(row.part, row.row)) == ([], [], None)


def test_nothing_is_done_once_it_is_closed(threads: ThreadPoolExecutor) -> None:
    latest, begun = Latest(lambda: sqlite3.connect(":memory:", check_same_thread=False)), threading.Event()

    def endless(db: Connection) -> None:
        begun.set()
        db.execute(ENDLESS).fetchone()

    first = threads.submit(latest.run, latest.next(), endless)
    assert begun.wait(10)
    latest.close()
    with pytest.raises(Cancelled):
        first.result(10)
    with pytest.raises(Cancelled):
        latest.run(latest.next(), lambda db: db.total_changes)
