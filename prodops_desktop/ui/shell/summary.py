"""Keeps the right of the status line true: how fresh the data of the workspace is, and what the page shows of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from prodops_desktop.ui.page import Page
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.status_line import StatusLine
from prodops_desktop.workspace import Store

if TYPE_CHECKING:
    from prodops_desktop.ui.shell.freshness import Freshness

_TABLES = {"dataset", "version", "version_part", "dead"}
FIRST_READ_MS = 150
"""Until a workspace that was opened is asked for the first time: what its page shows comes first."""


class Summary:
    """``page`` gives the page that is shown; ``on_read`` is called each time the freshness was read."""

    def __init__(self, status: StatusLine, page: Callable[[], Page | None], on_read: Callable[[], object]) -> None:
        self._status, self._page, self._on_read = status, page, on_read
        self._freshness: Freshness | None = None
        self._soon: QTimer | None = None

    @property
    def pending(self) -> bool:
        """Whether it is about to read for the first time."""
        return self._soon is not None and self._soon.isActive()

    def follow(self, session: Session) -> None:
        """Read the freshness soon, and again when datasets change."""

        def on_read(freshness: "Freshness") -> None:
            self._freshness = freshness
            self.show()
            self._on_read()

        def on_changed(tables: frozenset[str]) -> None:
            if "*" in tables or tables & _TABLES:
                session.read(_read, on_read, key="freshness")

        self._freshness = None
        session.changed.connect(on_changed)
        self._soon = QTimer(session, singleShot=True, interval=FIRST_READ_MS)
        self._soon.timeout.connect(lambda: on_changed(frozenset({"*"})))
        self._soon.start()

    def show(self) -> None:
        """Say what the page shows, else what there is, and what is selected on it."""
        page = self._page()
        own = page.summary if page is not None else ""
        remarks = page.remarks if page is not None else ()
        fresh = self._freshness
        self._status.show_summary(fresh.as_of if fresh else "", own or (fresh.summary if fresh else ""), "\n".join(remarks))
        self._status.show_selection(*(page.selected if page is not None else ("", ())))
        self._status.as_of.setToolTip(fresh.detail if fresh else "")


def _read(store: Store) -> "Freshness":
    from prodops_desktop.ui.shell.freshness import read_freshness

    return read_freshness(store)
