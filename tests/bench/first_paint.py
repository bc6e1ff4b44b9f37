"""Tells when Home is painted with its figures; it imports Qt, and so is imported by what has started the program."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer

from prodops_desktop.ui.pages.home.page import HomePage
from prodops_desktop.ui.pages.home.tile import FigureTile
from tests.bench.real_window import peak, tell


class FirstPaint(QObject):
    """Waits for a paint of what Home holds while the figures of all metrics on it are there; those of the areas follow later."""

    def __init__(self, page: HomePage) -> None:
        super().__init__(page)
        self._page = page
        held = page.view.widget()
        assert held is not None
        held.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._has_figures():
            QTimer.singleShot(0, _tell)
        return super().eventFilter(watched, event)

    def _has_figures(self) -> bool:
        figures = [tile for tile in self._page.tiles if isinstance(tile, FigureTile)]
        return bool(figures) and all(tile.tile is not None for tile in figures)


def _tell() -> None:
    sys.stdout.write("painted\n")  # what is asked next is no part of the start
    sys.stdout.flush()
    tell(peak())
