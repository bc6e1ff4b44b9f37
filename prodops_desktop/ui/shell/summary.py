"""Keeps the right of the status line true: how fresh the data of the workspace is, and what the page shows of it."""

from collections.abc import Callable

from prodops_desktop.ui.page import Page
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.freshness import Freshness, read_freshness
from prodops_desktop.ui.shell.status_line import StatusLine

_TABLES = {"dataset", "version", "version_part", "dead"}


class Summary:
    """``page`` gives the page that is shown; ``on_read`` is called each time the freshness was read."""

    def __init__(self, status: StatusLine, page: Callable[[], Page | None], on_read: Callable[[], object]) -> None:
        self._status, self._page, self._on_read = status, page, on_read
        self._freshness = Freshness("", "", "")

    def follow(self, session: Session) -> None:
        """Read the freshness now, and again when datasets change."""

        def on_read(freshness: Freshness) -> None:
            self._freshness = freshness
            self.show()
            self._on_read()

        def on_changed(tables: frozenset[str]) -> None:
            if "*" in tables or tables & _TABLES:
                session.read(read_freshness, on_read, key=read_freshness)

        session.changed.connect(on_changed)
        on_changed(frozenset({"*"}))

    def show(self) -> None:
        """Say what the page shows, else what there is, and what is selected on it."""
        page = self._page()
        own = page.summary if page is not None else ""
        remarks = page.remarks if page is not None else ()
        self._status.show_summary(self._freshness.as_of, own or self._freshness.summary, "\n".join(remarks))
        self._status.show_selection(*(page.selected if page is not None else ("", ())))
        self._status.as_of.setToolTip(self._freshness.detail)
