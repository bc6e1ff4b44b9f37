"""The calendar with 2,000 experiments, measured: all their conflicts, those after one was moved, and the gaps while a bar is dragged."""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from PySide6.QtCore import QTimer

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.experiments.board import Board, read_board
from prodops_desktop.experiments.collisions.conflicts import Conflict, ConflictBook
from prodops_desktop.ui.charts.timeline_look import YEAR
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.experiments import ExperimentsPage
from prodops_desktop.ui.pages.experiments.calendar_view import BY_TEAM
from prodops_desktop.ui.render import settle
from prodops_desktop.work.memory import peak_mb
from tests.bench.dragging import DragHand
from tests.bench.experiments_made import make_workspace
from tests.bench.real_window import with_window

BARS_IN_VIEW = 500
_SIZE = (2560, 3300)
"""Two large screens one above the other: fewer bars are in view on less."""
_ROUNDS, _MOVED_EACH = 5, 40
_AT_REST_SECONDS = 3.0
"""After so long the program has set aside what it is made of, which it does once and not while somebody drags."""
T = TypeVar("T")


def measure_engine(path: Path) -> None:
    """Seconds of reading the board, of finding all conflicts once plans and populations are read, and of those after one was moved."""
    with open_workspace(path, read_only=True) as workspace, workspace.reading() as store:
        read, board = _timed(lambda: read_board(store))
    every = median(_timed(lambda: _anew(board))[0] for _ in range(_ROUNDS))
    chosen = list(board.book.plans)[:: len(board.book.plans) // _MOVED_EACH]
    moved = median(_timed(partial(_moved, board, experiment))[0] for experiment in chosen)
    found = {"all": every, "moved": moved, "read": read, "conflicts": len(board.book.all), "peak_mb": peak_mb()}
    sys.stdout.write(f"{json.dumps(found)}\n")


def _anew(board: Board) -> tuple[Conflict, ...]:
    book = board.book
    return ConflictBook(book.plans.values(), book.windows, book.crowd, book.risks).all


def _moved(board: Board, experiment: int) -> tuple[Conflict, ...]:
    """What an experiment collides with that is moved by three weeks."""
    plan, later = board.book.plans[experiment], timedelta(weeks=3)
    return board.book.moved(plan.moved(plan.starts + later, plan.ends + later)).by_experiment.get(experiment, ())


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def _look_on(window: MainWindow) -> None:
    def begin() -> None:
        window.resize(*_SIZE)
        settle(lambda: window.busy)
        window.show_page("experiments")
        settle(lambda: window.busy)
        page = window.page
        assert isinstance(page, ExperimentsPage)
        page.calendar.lanes.choose(BY_TEAM)
        page.calendar.show_scale(YEAR)
        settle(lambda: window.busy, seconds=_AT_REST_SECONDS)
        DragHand(window, page.calendar.timeline, BARS_IN_VIEW).drag()

    QTimer.singleShot(0, begin)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make_workspace(Path(sys.argv[2]))
    elif sys.argv[1] == "engine":
        measure_engine(Path(sys.argv[2]))
    else:
        with_window(sys.argv[1], _look_on)
