"""How Home is read: one short reading after the other, first the figures of metrics, and a moment later what takes longer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from prodops_desktop.metrics.model import Metric
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.home.model import Overview, Tile, read_overview, read_tiles

if TYPE_CHECKING:
    from prodops_desktop.answers.due import DueList
    from prodops_desktop.answers.standing import Standing, StandingReader
    from prodops_desktop.ui.pages.home.page import HomePage
    from prodops_desktop.workspace import Store

_REST_MS = 120
"""Between two readings, so that edits without end leave the window time for everything else."""
_FIRST_MOMENT = 0.1
"""So many seconds of working out figures the page stays empty at most when it is read."""
LATER_MS = 150
"""So long after the first figures the rest is read for the first time: the code of all areas is loaded for that."""


class HomeReading(QObject):
    """Reads what the page shows. What changes meanwhile is read when all of it is shown, so that many edits are one reading."""

    def __init__(self, page: HomePage) -> None:
        super().__init__(page)
        self._page = page
        self._reading = self._again = self._loaded = self._one_by_one = False
        self._overview: Overview | None = None
        self._metrics: list[Metric] = []
        self._areas: list[str] = []
        self._areas_reader: StandingReader | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._on_rested)
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._read_area)

    @property
    def pending(self) -> bool:
        """Whether anything is to come."""
        return self._reading or self._again

    def begin(self) -> None:
        """Read everything, at once or when what is being read is there."""
        if self._reading or self._rest.isActive():
            self._again = True
            return
        self._reading, self._again, self._one_by_one = True, False, False
        self._read(_read_first, self._on_first, self._on_first_failed)

    def _read(self, query: Any, done: Any, failed: Any = None) -> None:
        self._page.session.read(query, done, failed or self._on_failed)

    def _on_first(self, read: tuple[Overview, list[Tile]]) -> None:
        overview, tiles = read
        self._overview = overview
        self._page.show_first(overview, tiles)
        self._metrics = [one for one in overview.figures if not isinstance(one, str)]
        self._areas = [one for one in overview.figures if isinstance(one, str)]
        self._go_on(len(tiles))

    def _on_first_failed(self, _: Exception) -> None:
        """Maybe one of the first figures can't be worked out: then it is that one, read by itself, which says so."""
        self._one_by_one = True
        self._read(_read_without_figures, self._on_first)

    def _read_metrics(self) -> None:
        """A few figures at a time: several reading threads at once would hold up the window."""
        if self._metrics and self._overview is not None:
            some = tuple(self._metrics[:1] if self._one_by_one else self._metrics)
            self._read(partial(read_tiles, snapshot=self._overview.snapshot, metrics=some), self._on_tiles, self._on_tiles_failed)
        elif self._loaded:
            self._read_area()
        else:
            self._later.start()

    def _on_tiles(self, tiles: list[Tile]) -> None:
        for tile in tiles:
            self._page.show_tile(tile)
        self._go_on(len(tiles))

    def _go_on(self, read: int) -> None:
        del self._metrics[:read]
        self._read_metrics()

    def _on_tiles_failed(self, error: Exception) -> None:
        """One of the figures can't be worked out: all others are still shown."""
        if self._one_by_one or len(self._metrics) == 1:
            self._page.session.tell(error)
            del self._metrics[:1]
        self._one_by_one = True
        self._read_metrics()

    def _read_area(self) -> None:
        self._loaded = True
        if self._areas:
            area = self._areas.pop(0)
            self._read(partial(self._work_out, area), partial(self._on_standing, area), self._on_area_failed)
        else:
            self._read(_read_due, self._on_due)

    def _work_out(self, area: str, store: Store) -> Standing | None:
        if self._areas_reader is None:
            from prodops_desktop.answers.standing import StandingReader

            self._areas_reader = StandingReader()
        return self._areas_reader.read(store, area, formats.first_weekday())

    def _on_standing(self, area: str, standing: Standing | None) -> None:
        self._page.show_standing(area, standing)
        self._read_area()

    def _on_area_failed(self, error: Exception) -> None:
        """An area can't say where it stands: the others do."""
        self._page.session.tell(error)
        self._read_area()

    def _on_due(self, due: DueList) -> None:
        self._page.show_due(due)
        self._end()

    def _on_failed(self, error: Exception) -> None:
        self._page.session.tell(error)
        self._end()

    def _end(self) -> None:
        self._reading = False
        self._rest.start()

    def _on_rested(self) -> None:
        if self._again:
            self._again = False
            self._page.read_when_seen()


def _read_first(store: Store) -> tuple[Overview, list[Tile]]:
    """What there is to show, and its first figures: so that Home is laid out once with them, and not once more without."""
    overview = read_overview(store)
    metrics = [one for one in overview.figures if not isinstance(one, str)]
    return overview, read_tiles(store, overview.snapshot, metrics, _FIRST_MOMENT)


def _read_without_figures(store: Store) -> tuple[Overview, list[Tile]]:
    return read_overview(store), []


def _read_due(store: Store) -> DueList:
    from prodops_desktop.answers.due import read_due

    return read_due(store)
