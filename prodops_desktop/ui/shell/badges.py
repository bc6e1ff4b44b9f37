"""The counts on the rail: how much waits to be looked at on each page, kept up with the workspace."""

from PySide6.QtCore import QTimer

from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.rail import Rail
from prodops_desktop.workspace import Store

_TABLES = frozenset({"*", "setting", "feedback_batch", "feedback_triage", "feedback_typed"})
"""What the counts hang on."""
_PAUSE_MS = 600


class Badges:
    """Reads the counts when what they hang on has changed, and shows them."""

    def __init__(self, rail: Rail) -> None:
        self._rail = rail
        self._session: Session | None = None
        self._is_counted = False
        self._later = QTimer(singleShot=True, interval=_PAUSE_MS)
        self._later.timeout.connect(self._read_at_rest)

    def follow(self, session: Session | None) -> None:
        """Count for another workspace; none has no counts."""
        self._session = session
        if session is None:
            self._later.stop()
            self._show(dict.fromkeys(self._rail.buttons, 0))
        else:
            self._is_counted = False
            session.changed.connect(lambda tables: self._read(session, tables))

    @property
    def are_to_come(self) -> bool:
        """Whether the counts of a workspace that was opened are still to be read."""
        return self._later.isActive()

    def page_is_shown(self) -> None:
        """Count for the first time, soon: what the page that was opened shows comes first."""
        if self._session is not None and not self._is_counted:
            self._is_counted = True
            self._later.start()

    def _read_at_rest(self) -> None:
        session = self._session
        if session is not None and session.busy:
            self._later.start()
        elif session is not None:
            self._read(session, _TABLES)

    def _read(self, session: Session, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            session.read(_count, self._show, key="badges")

    def _show(self, counts: dict[str, int]) -> None:
        for page, count in counts.items():
            self._rail.badge(page, count)


def _count(store: Store) -> dict[str, int]:
    from prodops_desktop.areas import WAITING

    return {page: waiting(store) for page, waiting in WAITING.items()}
