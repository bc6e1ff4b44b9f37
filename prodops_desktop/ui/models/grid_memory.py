"""Remembers how each dataset was looked at on this computer: state, widths, and whether profiles and filters are shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer

from prodops_desktop.datasets.model import Column
from prodops_desktop.ui.jobs import Line
from prodops_desktop.ui.models.grid_state import GridState, state_from
from prodops_desktop.ui.models.typing_habits import habits_of
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr

_PAUSE_MS = 250
"""Drawing a column wider tells of every pixel: what comes in between is not written down."""


@dataclass(frozen=True)
class Kept:
    """What is remembered beside the state; ``filter_row`` is None until it was shown or hidden by hand, ``view`` is the one chosen last."""

    widths: Mapping[str, int] = field(default_factory=dict)
    profile: bool = True
    filter_row: bool | None = None
    view: int | None = None


class GridMemory(QObject):
    """Keeps what ``current`` tells, under a key of its own for each thing that is shown; without a key nothing is kept."""

    def __init__(self, session: Session, current: Callable[[], dict[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._current = session, current
        self.key = ""
        self._awaited = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._write)

    def follow(self, key: str) -> None:
        """Remember under another key, from when what it is about was asked for by :meth:`state`."""
        self.flush()
        self.key, self._awaited = key, True

    def state(self, columns: Sequence[Column]) -> GridState:
        """How these columns were left."""
        self.flush()
        self._awaited = False
        state, unfit = state_from(self._kept(), columns, habits_of(self._session.today))
        tell_left_out(self._session, unfit)
        return state

    def look(self) -> Kept:
        """The widths that were drawn by hand, and what is shown above the rows."""
        kept = self._kept()
        if not isinstance(kept, dict):
            return Kept()
        widths, row, view = kept.get("widths"), kept.get("filter_row"), kept.get("view")
        known = {name: width for name, width in widths.items() if isinstance(width, int) and width > 0} if isinstance(widths, dict) else {}
        shown = row if isinstance(row, bool) else None
        return Kept(known, kept.get("profile") is not False, shown, view if isinstance(view, int) else None)

    def keep(self) -> None:
        """Something changed: remember it soon."""
        if self.key and not self._awaited:
            self._pause.start()

    def flush(self) -> None:
        """Remember at once what is still to be."""
        if self._pause.isActive():
            self._pause.stop()
            self._write()

    def _kept(self) -> Any:
        return self._session.layout.get(self.key) if self.key else None

    def _write(self) -> None:
        self._session.layout.put(self.key, self._current())


def tell_left_out(session: Session, names: Sequence[str]) -> None:
    """Say of which columns, by their headers, something could not be shown as it was wanted."""
    if names:
        told = ", ".join(f"“{name}”" for name in names)
        session.said.emit(Line("warn", tr("Not in this version, or of another type by now: {names}.", names=told)))
