"""Says in the status bar that the rows of a grid are being put in order, as soon as that takes long, and lets it be cancelled."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from prodops_desktop.ui.jobs import Job
from prodops_desktop.ui.models.grid_state import GridState
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr

PATIENCE_MS = 500
"""What is done by then is not worth a sign."""


def what_is_done(state: GridState, find: str) -> str:
    """What is being done with the rows until they are looked at so."""
    if state.group is not None:
        return tr("Grouping rows")
    return tr("Sorting rows") if state.keys else tr("Filtering rows") if state.filters or find else tr("Opening rows")


class ArrangingSign(QObject):
    """Stands there from a while after :meth:`begin` until :meth:`end`."""

    def __init__(self, session: Session, cancel: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._cancel = session, cancel
        self._title = ""
        self._job: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._pause.timeout.connect(self._show)

    def begin(self, title: str) -> None:
        """Something begins that may take long."""
        self.end()
        self._title = title
        self._pause.start()

    def end(self) -> None:
        """It has ended."""
        self._pause.stop()
        job, self._job = self._job, None
        if job is not None:
            self._session.end_passing(job)

    def _show(self) -> None:
        self._job = self._session.show_passing(self._title, self._cancel)
