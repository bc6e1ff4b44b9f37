"""What became of the jobs of a runner, kept in memory as long as it lives: when each began and ended, how, and what it says of it."""

from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from prodops_desktop.ui.jobs import Action, Line
from prodops_desktop.ui.texts import tr
from prodops_desktop.work import clock

_KEPT = 200


@dataclass
class JobRecord:
    """A job that ended. ``change`` is the step that it made, if any; ``actions`` are what its result offered beside Undo."""

    title: str
    state: str
    begun: datetime
    ended: datetime = field(default_factory=clock.now)
    text: str = ""
    change: int | None = None
    actions: tuple[Action, ...] = ()


class JobLog(QObject):
    """The jobs that ended, the newest first. What is said and changed while one ends belongs to it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records: list[JobRecord] = []
        self._ending: JobRecord | None = None

    def begin(self, record: JobRecord) -> None:
        """A job ends; what follows until :meth:`end` belongs to it."""
        self.records = [record, *self.records][:_KEPT]
        self._ending = record

    def end(self) -> None:
        """All is told."""
        if self._ending is not None:
            self._ending = None
            self.changed.emit()

    def say(self, line: Line | None) -> None:
        """Keep the line that a job ends with."""
        if self._ending is not None and line is not None:
            self._ending.text = line.text
            self._ending.actions = tuple(action for action in line.actions if action.text != tr("Undo"))

    def note_change(self, change: int) -> None:
        """Keep the step that a job made."""
        if self._ending is not None:
            self._ending.change = change
