"""The start, measured: the program's own window on a workspace, up to the first paint of a Home page that has its figures."""

import sys
from typing import TYPE_CHECKING

from tests.bench.real_window import with_window

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow


def _look_on(window: "MainWindow") -> None:
    from prodops_desktop.ui.pages.home.page import HomePage
    from tests.bench.first_paint import FirstPaint

    assert isinstance(window.page, HomePage)
    FirstPaint(window.page)


if __name__ == "__main__":
    with_window(sys.argv[1], _look_on)
