"""The key S: until when an item sleeps, by one more key, or by a day that is typed."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.palette_list import Row
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.picker import OptionList

_DEFAULT = 1
_ROW = growing(34)


def days_ahead(today: date) -> tuple[tuple[str, date], ...]:
    """The days that are offered, by their names: of a month without that day its last one."""
    in_a_month = QDate(today.year, today.month, today.day).addMonths(1)
    return (
        (tr("Tomorrow"), today + timedelta(days=1)),
        (tr("Next Monday"), today + timedelta(days=7 - today.weekday())),
        (tr("In a month"), date(in_a_month.year(), in_a_month.month(), in_a_month.day())),
    )


class SnoozeDialog(Dialog):
    """Tells the day on which it comes back; 1 to 3 take a day at once, Enter the one that is marked, 4 goes to the field for another."""

    taken = Signal(object)

    def __init__(self, parent: QWidget, about: str, today: date) -> None:
        super().__init__(parent, tr("Snooze {about} until…", about=about), width=440, height=370)
        self._today = today
        days = [
            Row(name, icon="alarm-snooze", note=formats.day(day, today, weekday=True), shortcut=str(place), run=partial(self._take, day))
            for place, (name, day) in enumerate(days_ahead(today), 1)
        ]
        self.list = OptionList(tr("Days"))
        self.list.show_rows([*days, Row(tr("Another day…"), icon="calendar-range", shortcut=str(len(days) + 1), run=self._type)], _DEFAULT)
        self.list.setFixedHeight(_ROW * (len(days) + 1))
        hint = tr("This is no day. Type one such as 2026-12-21 or 21 Dec 2026.")
        self.day = EditField(FieldSpec("day", tr("Day"), self._read, tr("such as 21 Dec 2026"), hint=hint), flat=False)
        self.body.addWidget(self.list)
        self.body.addWidget(self.day)
        self.body.addStretch(1)
        self.list.taken.connect(self._on_taken)
        if isinstance(self.day.editor, QLineEdit):
            self.day.editor.returnPressed.connect(self._take_typed)
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit takes its row at once."""
        place = event.key() - Qt.Key.Key_1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier and 0 <= place < len(
            self.list.rows.rows
        ):
            self._on_taken(self.list.rows.rows[place])
        else:
            super().keyPressEvent(event)

    def _on_taken(self, row: Row) -> None:
        if row.run is not None:
            row.run()

    def _type(self) -> None:
        self.day.setFocus()

    def _take_typed(self) -> None:
        try:
            day = self.day.value()
        except UserError as error:
            self.day.refuse(str(error))
            return
        if isinstance(day, date):
            self._take(day)

    def _take(self, day: date) -> None:
        self.close()
        self.taken.emit(day)

    def _read(self, text: str) -> date | None:
        """A day that is ahead; raises ValueError or UserError."""
        day = read_day(text)
        if day is not None and day <= self._today:
            raise UserError(tr("{day} is not ahead. Type a later day.", day=formats.day(day, self._today)))
        return day
