"""Reads the figures of the lines in sight in the list of metrics, one at a time, so that what she looks at never waits behind them."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from prodops_desktop.errors import UserError
from prodops_desktop.metrics.figure import Figure, figure
from prodops_desktop.ui.pages.metrics.catalogue import MetricCatalogue
from prodops_desktop.ui.pages.metrics.reading import Catalogue
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import Store

_PAUSE_MS = 30


class FiguresInSight:
    """Goes on whenever the list asks, as long as it ``may_read``."""

    def __init__(self, shown: MetricCatalogue, session: Session, may_read: Callable[[], bool]) -> None:
        self._shown, self._session, self._may_read = shown, session, may_read
        self._catalogue: Catalogue | None = None
        self._reading = False
        self._soon = QTimer(shown, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._read_next)
        shown.figures_wanted.connect(self._soon.start)

    @property
    def pending(self) -> bool:
        """Whether one is about to be read."""
        return self._soon.isActive()

    def begin_anew(self, catalogue: Catalogue) -> None:
        """Those that are shown may be untrue: they are read again, of another reading of the catalogue."""
        self._catalogue = catalogue
        self._shown.doubt_figures()

    def go_on(self) -> None:
        """Read the next one, soon."""
        self._soon.start()

    def _read_next(self) -> None:
        metric, catalogue = self._shown.next_without_figure(), self._catalogue
        if self._reading or not self._may_read() or metric is None or catalogue is None:
            return
        self._reading = True

        def look(store: Store) -> Figure | None:
            try:
                return figure(store, catalogue.snapshot, metric)
            except UserError:
                return None  # its data went meanwhile; the catalogue is read again anyway

        def done(found: Figure | None) -> None:
            self._reading = False
            if catalogue is self._catalogue:
                self._shown.show_figure(metric.key, found)
            self._soon.start()

        self._session.read(look, done)
