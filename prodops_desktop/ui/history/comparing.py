"""Compares a record between two days: field by field, with what differs marked."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.history.change_table import one_line
from prodops_desktop.ui.history.filters import day_field
from prodops_desktop.ui.history.reading import Comparison, DayLine, Lifetime
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import Segments
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

_ALL, _DIFFERENT = "all", "different"


class ComparingPane(QWidget):
    """Two days and the record on each; other days are asked for by :attr:`wanted`."""

    wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[date, date] | None = None
        self._shown: Comparison | None = None
        self.first = day_field("first", tr("On"), tr("a day"), 24)
        self.last = day_field("last", tr("and on"), tr("another day"), 44)
        self.which = Segments([(_ALL, tr("All fields")), (_DIFFERENT, tr("Differences"))], name=tr("Fields to show"))
        self.note = Note("note", "")
        self.wrong = Note("bad", "")
        self.table = RecordTable(tr("The record on two days"), _columns("", ""), lambda one: one.key)
        self.count = label("", "meta", "3")
        self._lay_out()
        for field in (self.first, self.last):
            field.decided.connect(self._on_decided)
        self.which.chosen.connect(lambda _: self._fill())

    @property
    def days(self) -> tuple[date, date] | None:
        """The two days, once they are known."""
        return self._days

    def begin(self, lifetime: Lifetime, today: date) -> None:
        """Compare the day on which a record came, as far as that is known, with today; days that were chosen before stay."""
        if self._days is None:
            self._want(max(lifetime.came or lifetime.earliest, lifetime.earliest), max(today, lifetime.earliest))

    def show_comparison(self, shown: Comparison) -> None:
        """Show what was read."""
        self._shown = shown
        self._days = shown.first, shown.last
        self._show_days()
        self.wrong.say("bad", "")
        self.note.say("note", " ".join(shown.remarks))
        self.table.records.set_columns(_columns(formats.day(shown.first), formats.day(shown.last)))
        self.table.show_columns(self.table.records)
        self._fill()

    def refuse(self, reason: str) -> None:
        """Say why these days can't be compared."""
        self.wrong.say("bad", reason)

    def table_text(self) -> str:
        """What is shown, as spreadsheets take it."""
        return self.table.table_text()

    def _lay_out(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(12)
        days.addWidget(self.first, 1)
        days.addWidget(self.last, 1)
        days.addWidget(self.which, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(20, 14, 20, 10)
        head.setSpacing(8)
        head.addLayout(days)
        head.addWidget(self.wrong)
        head.addWidget(self.note)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 8, 20, 12)
        foot.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        table = QHBoxLayout()
        table.setContentsMargins(10, 0, 10, 0)  # its texts begin where those above do
        table.addWidget(self.table)
        column.addLayout(table, 1)
        column.addLayout(foot)

    def _fill(self) -> None:
        if self._shown is None:
            return
        differing = [line for line in self._shown.lines if line.differs]
        different = self.which.current() == _DIFFERENT
        self.table.show_list(differing if different else self._shown.lines)
        fields = counted(len(self._shown.lines), "{n} field", "{n} fields")
        differ = counted(len(differing), "{n} differs", "{n} differ") if differing else tr("none differs")
        self.count.setText(tr("{fields}, {differ}", fields=fields, differ=differ))

    def _show_days(self) -> None:
        if self._days is not None:
            self.first.show_text(formats.day(self._days[0]))
            self.last.show_text(formats.day(self._days[1]))

    def _want(self, first: date, last: date) -> None:
        self._days = first, last
        self._show_days()
        self.wanted.emit(first, last)

    def _on_decided(self, id_: str, value: object) -> None:
        if self._days is None:
            return
        own: EditField = self.first if id_ == "first" else self.last
        if not isinstance(value, date):
            own.refuse(tr("Type a day."))
            return
        first, last = (value, self._days[1]) if id_ == "first" else (self._days[0], value)
        if first > last:
            own.refuse(tr("The first day is after the second one."))
            return
        self._want(first, last)


def _columns(first: str, last: str) -> list[Column]:
    return [
        Column("field", tr("Field"), _field_cell, width=190),
        Column("first", first, lambda line: _day_cell(line, line.first, later=False), width=0, least=120),
        Column("last", last, lambda line: _day_cell(line, line.last, later=True), width=0, least=120),
    ]


def _field_cell(line: DayLine) -> Cell:
    name = f"{line.record} · {line.field}" if line.record else line.field
    said = tr("{field}: differs", field=name) if line.differs else name
    return Cell(name, "text" if line.differs else "text_2", dot="accent" if line.differs else "surface", tip=said)


def _day_cell(line: DayLine, text: str, *, later: bool) -> Cell:
    if not line.differs:
        return Cell(one_line(text), "text_3", tip=text)
    return Cell(one_line(text), "text", role="section" if later else "body", tip=text)
