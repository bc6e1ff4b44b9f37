"""The window on the sample, measured: pages that are built are shown again, pages are built, and the theme is switched with all of them."""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import theme
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.render import settle
from prodops_desktop.work.memory import peak_mb
from tests.bench.real_window import tell, with_window

_SIZE = (1440, 900)
_ROUNDS = 5


def measure(window: MainWindow) -> None:
    """Tell the slowest first build, the slowest showing of a page that is built, and the slowest switch of the theme on any page."""
    pages = [entry.id for entry in window.entries]
    window.resize(*_SIZE)
    settle(lambda: window.busy)
    built = {page: _shown(window, page) for page in pages[1:]}
    for page in pages:
        window.show_page(page)
        for tab, _, _ in window.page.tabs() if window.page is not None else []:
            window.show_tab(tab)
            settle(lambda: window.busy)
    again = {page: median(_shown(window, page) for _ in range(_ROUNDS)) for page in pages}
    switched = [_switched(window, page) for page in pages]
    found = {"built": max(built.values()), "again": max(again.values()), "theme": max(switched), "peak_mb": peak_mb()}
    tell(json.dumps({**found, **{f"built_{page}": seconds for page, seconds in built.items()}}))


def _shown(window: MainWindow, page: str) -> float:
    """Seconds until a page is painted whole after another one, with what it had read before."""
    window.show_page("home" if page != "home" else "datasets")
    settle(lambda: window.busy)
    took = _painted(lambda: window.show_page(page))
    settle(lambda: window.busy)
    return took


def _switched(window: MainWindow, page: str) -> float:
    """Seconds until the whole window is painted in the other theme, with all pages built."""
    window.show_page(page)
    settle(lambda: window.busy)
    return median(_painted(partial(theme.set_mode, mode)) for mode in ("dark", "light") * 2)


def _painted(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return time.perf_counter() - begun


def _look_on(window: MainWindow) -> None:
    QTimer.singleShot(0, lambda: measure(window))


if __name__ == "__main__":
    with_window(sys.argv[1], _look_on)
