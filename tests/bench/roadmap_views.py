"""The page Roadmap with 2,000 items and 3,000 dependencies, measured: each view, the slip preview, an edit, and the gaps of drags."""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from prodops_desktop.answers.roadmap import PlanReader
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.roadmap.plan import Plan
from prodops_desktop.roadmap.store import move_to_horizon
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.roadmap import RoadmapPage
from prodops_desktop.ui.render import settle
from prodops_desktop.work.memory import peak_mb
from tests.bench.dragging import DragHand, Found
from tests.bench.real_window import tell, with_window
from tests.bench.roadmap_made import make_workspace

_SIZE = (1440, 900)
_ROUNDS = 5
_AT_REST_SECONDS = 3.0
_TABS = ("board", "timeline", "scores", "launches", "goals", "delivery")
_BARS = 10
_BESIDE = {"now": "next", "next": "later", "later": "now"}
"""Where a card is moved: to another column than it has, as what changes nothing is not read anew."""


def measure_engine(path: Path) -> None:
    """Seconds of reading the plan for the first time and again, of the ranks' stability, and of the largest slip preview."""
    reader = PlanReader()
    with open_workspace(path, read_only=True) as workspace, workspace.reading() as store:
        first, _ = _timed(lambda: reader.read(store))
        again = median(_timed(lambda: reader.read(store))[0] for _ in range(_ROUNDS))
        plan = reader.read(store)
    stable, _ = _timed(plan.work_out_stability)
    previews = [_preview(plan, item) for item in list(plan.items)[:100]]
    found = {
        "first": first,
        "again": again,
        "stability": stable,
        "preview": max(seconds for seconds, _ in previews),
        "pushed": max(pushed for _, pushed in previews),
        "items": len(plan.views),
        "peak_mb": peak_mb(),
    }
    sys.stdout.write(f"{json.dumps(found)}\n")


def _preview(plan: Plan, item: int) -> tuple[float, int]:
    """How long it takes to say what would move along when an item ends a year later, and how many items that are.

    What waits for what is known by then.
    """
    one, waits = plan.items[item], plan.waits
    assert one.due is not None
    later = one.due + timedelta(days=365)
    began = time.perf_counter()
    pushed = waits.pushed({item: (one.starts, later)})
    return time.perf_counter() - began, len(pushed)


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def _look_on(window: MainWindow) -> None:
    def begin() -> None:
        window.resize(*_SIZE)
        settle(lambda: window.busy)
        window.show_page("roadmap")
        settle(lambda: window.busy)
        for tab in _TABS:
            window.show_tab(tab)
            settle(lambda: window.busy)
        settle(lambda: window.busy, seconds=_AT_REST_SECONDS)
        page = window.page
        assert isinstance(page, RoadmapPage)
        found: Found = {f"view_{tab}": _view(window, page, tab) for tab in _TABS}
        found["view"] = max(found.values())
        window.show_tab("board")
        settle(lambda: window.busy)
        found["edit"] = median(_edit(window, page, number) for number in range(_ROUNDS))
        window.show_tab("timeline")
        settle(lambda: window.busy, seconds=_AT_REST_SECONDS)
        DragHand(window, page.timeline.timeline, _BARS, then=lambda dragged: _end(page, found, dragged)).drag()

    QTimer.singleShot(0, begin)


def _end(page: RoadmapPage, found: Found, dragged: Found) -> None:
    tell(json.dumps({**found, **dragged, "items": len(page.plan.views), "peak_mb": peak_mb()}))


def _view(window: MainWindow, page: RoadmapPage, tab: str) -> float:
    """From the press on a tab until it is painted, coming from another one after a change, so that it is filled anew."""
    window.show_tab("goals" if tab != "goals" else "delivery")
    page.refresh()
    settle(lambda: window.busy)
    began = time.perf_counter()
    window.show_tab(tab)
    QApplication.processEvents()
    seconds = time.perf_counter() - began
    settle(lambda: window.busy)
    return seconds


def _edit(window: MainWindow, page: RoadmapPage, number: int) -> float:
    """From moving a card to the board painted with what was read anew, the write included."""
    view, before = page.plan.open[number * 7], page.shown
    item, horizon = view.item.id, _BESIDE[view.horizon]
    loop = QEventLoop()
    watch = QTimer(interval=0)

    def look() -> None:
        if page.shown is not before:
            loop.quit()

    watch.timeout.connect(look)
    began = time.perf_counter()
    page.session.run(lambda store: move_to_horizon(store, [item], horizon, horizon))
    watch.start()
    loop.exec()
    QApplication.processEvents()
    return time.perf_counter() - began


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make_workspace(Path(sys.argv[2]))
    elif sys.argv[1] == "engine":
        measure_engine(Path(sys.argv[2]))
    else:
        with_window(sys.argv[1], _look_on)
