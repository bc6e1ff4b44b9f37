"""Reads what stands behind the record in an inspector: links, sources, history, and what else takes a moment."""

from collections.abc import Callable
from typing import Generic, TypeVar

from prodops_desktop.ui.session import Session
from prodops_desktop.ui.widgets.inspector import Inspector
from prodops_desktop.workspace import Store

Detail = TypeVar("Detail")


class DetailReading(Generic[Detail]):
    """Only what was asked for last is shown, by ``show_detail``; the inspector is laid out once for all of it."""

    def __init__(self, session: Session, inspector: Inspector, show_detail: Callable[[Detail], None]) -> None:
        self._session, self._inspector, self._show_detail = session, inspector, show_detail

    def show(self, show_record: Callable[[], None], detail: Detail | None, read: Callable[[Store], Detail]) -> None:
        """Show a record with its ``detail``; where that is not known yet, as soon as it is ``read``."""
        with self._inspector.filling():
            show_record()
            if detail is not None:
                self._show_detail(detail)
        if detail is not None:
            self._session.forget(self)  # one that is on its way was begun earlier
        else:
            self._session.read(read, self._on_read, lambda error: self._session.problem(str(error)), key=self)

    def _on_read(self, detail: Detail) -> None:
        with self._inspector.filling():
            self._show_detail(detail)
