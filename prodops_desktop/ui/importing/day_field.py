"""A field for one day: typed in a few ways of writing it, or moved by the arrow keys."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.text import restyle


class DayField(QLineEdit):
    """Shows the day as 2026-11-20; ↑ and ↓ go to the day before and after."""

    day_chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tr("Such as 2026-11-20 or 20 Nov 2026; ↑ and ↓ change it by a day"))
        self.setFixedHeight(INPUT_HEIGHT)
        self.textEdited.connect(lambda _: self._look())

    def show_day(self, day: date) -> None:
        """Show a day without telling anyone; what is being typed stays."""
        if self.day() != day:
            self.setText(day.isoformat())
        self._mark()

    def day(self) -> date | None:
        """The day that is written here; None when it is none."""
        try:
            return read_day(self.text())
        except ValueError:
            return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys change the day."""
        day = self.day()
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or day is None:
            super().keyPressEvent(event)
            return
        self.setText((day + timedelta(days=step)).isoformat())
        self._look()

    def _look(self) -> None:
        self._mark()
        self.day_chosen.emit()

    def _mark(self) -> None:
        self.setProperty("wrong", str(self.day() is None).lower())
        restyle(self)
