"""What a sheet would change in an area, shown before it is taken: a line a record or field, each of which can be left."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prodops_desktop.areas import RECORDS
from prodops_desktop.datasets.taking import CHANGED, NEW, SAME, Differences, RecordChange
from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

_MOST_PROBLEMS = 8


@dataclass(frozen=True)
class _Line:
    """A record that is new, or one field that changes; ``keys`` are the changes that it stands for, ``needs`` the line of the record
    without which it can't be."""

    key: str
    record: str
    what: str
    before: str
    after: str
    kept: bool
    keys: tuple[str, ...]
    needs: str = ""


class DifferencesView(QWidget):
    """A sentence, the lines with their ticks, and what is missing or can't be understood."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._left: set[str] = set()
        self._turned: set[str] = set()
        self._along: dict[str, set[str]] = {}
        """The lines that were left along with another one."""
        self._differences: Differences | None = None
        self.title = label("", "section")
        self.about = label("", "meta", "2", wrap=True)
        self.table = _Table(self._is_taken, self.toggle)
        self.missing = label("", "meta", "3", wrap=True)
        self.problems = QVBoxLayout()
        self.problems.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.title, self.about, self.table, self.missing):
            column.addWidget(widget)
        column.addLayout(self.problems)

    def show_differences(self, differences: Differences | None) -> None:
        """Show what would change; None hides it. What is shown again keeps the lines that were taken or left by hand."""
        self._differences = differences
        self.setVisible(differences is not None)
        if differences is None:
            self._turned.clear()
            return
        lines = list(_lines(differences))
        self._left = {line.key for line in lines if line.kept != (line.key in self._turned)}
        self.title.setText(tr("What it changes: {noun}", noun=tr(differences.noun)))
        self.table.show_list(lines)
        self.table.setVisible(bool(lines))
        self.table.setFixedHeight(min(8, len(lines)) * self.table.verticalHeader().defaultSectionSize() + px(34))
        listed = ", ".join(differences.missing[:12]) + (" …" if len(differences.missing) > 12 else ".")
        named = counted(
            len(differences.missing), "{n} is there and not in the sheet; it stays", "{n} are there and not in the sheet; they stay"
        )
        self.missing.setText(f"{named}: {listed}" if differences.missing else "")
        self.missing.setVisible(bool(differences.missing))
        self._show_problems(differences)
        self._say()

    def choice(self) -> dict[str, bool]:
        """Which changes are taken, by key."""
        return {key: line.key not in self._left for line in self.table.lines() for key in (line.key, *line.keys)}

    def toggle(self, line: _Line) -> None:
        """Take a line with that which it needs, or leave it with those that need it; these come back with it."""
        if line.key in self._left:
            along = {line.needs, *self._along.pop(line.key, ())} & self._left
        else:
            along = {other.key for other in self.table.lines() if other.needs == line.key} - self._left
            self._along[line.key] = along
        turned = {line.key, *along}
        self._left ^= turned
        self._turned ^= turned
        self.table.viewport().update()
        self._say()
        self.changed.emit()

    def _is_taken(self, line: _Line) -> bool:
        return line.key not in self._left

    def _say(self) -> None:
        differences = self._differences
        if differences is None:
            return
        counts = (
            counted(differences.count(NEW), "{n} new", "{n} new"),
            counted(differences.count(CHANGED), "{n} changed", "{n} changed"),
            counted(differences.count(SAME), "{n} the same", "{n} the same"),
        )
        text = ", ".join(counts) + "."
        if differences.kept:
            text += " " + counted(
                differences.kept, "{n} field was corrected by hand and is kept.", "{n} fields were corrected by hand and are kept."
            )
        left = sum(line.key in self._left and not line.kept for line in self.table.lines())
        if differences.note:
            text += f" {differences.note}"
        if left:
            text += " " + counted(left, "{n} line is left out.", "{n} lines are left out.")
        self.about.setText(text)

    def _show_problems(self, differences: Differences) -> None:
        while self.problems.count():
            item = self.problems.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for text in differences.problems[:_MOST_PROBLEMS]:
            self.problems.addWidget(Note("warn", text))
        if len(differences.problems) > _MOST_PROBLEMS:
            rest = formats.number(len(differences.problems) - _MOST_PROBLEMS)
            self.problems.addWidget(label(tr("and {n} more", n=rest), "meta", "3"))


class _Table(RecordTable):
    """Space or a click on the tick takes a line or leaves it."""

    def __init__(self, taken: Callable[[_Line], bool], toggle: Callable[[_Line], None]) -> None:
        self._toggle = toggle

        def tick(line: _Line) -> Cell:
            on = taken(line)
            tip = tr("Space takes it or leaves it")
            icon = "checkbox-marked-outline" if on else "checkbox-blank-outline"
            return Cell(tr("take") if on else tr("leave"), "accent" if on else "text_3", "meta", icon=icon, tip=tip)

        columns = [
            Column("take", tr("Take"), tick, width=78),
            Column("record", tr("Record"), lambda line: Cell(line.record, role="name", tip=line.record), width=0),
            Column("what", tr("What"), lambda line: Cell(line.what), width=112),
            Column("before", tr("Now"), lambda line: Cell(line.before or formats.MISSING, "text_2", tip=line.before), width=130),
            Column("after", tr("In the sheet"), _after, width=0),
        ]
        super().__init__(tr("Differences"), columns, lambda line: line.key)
        self.clicked.connect(self._on_clicked)

    def lines(self) -> list[_Line]:
        """Every line."""
        return list(self.shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space toggles."""
        line = self.current()
        if event.key() == Qt.Key.Key_Space and line is not None:
            self._toggle(line)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._toggle(self.records.record(index.row()))


def _after(line: _Line) -> Cell:
    if line.kept:
        return Cell(line.after or formats.MISSING, "text_3", aside=tr("corrected by hand"), tip=line.after)
    return Cell(line.after or formats.MISSING, tip=line.after)


def _lines(differences: Differences) -> Iterable[_Line]:
    for record in differences.records:
        if record.what == NEW:
            fields = ", ".join(f"{change.title} {change.after}" for change in record.fields)
            keys = tuple(change.key for change in record.fields)
            own = record.proposal
            yield _Line(own.key, own.title, _noun(record), "", fields, kept=False, keys=keys, needs=own.needs)
        for change in record.fields if record.what == CHANGED else ():
            yield _Line(change.key, record.proposal.title, tr(change.title), change.before, change.after, change.kept, (change.key,))


def _noun(record: RecordChange) -> str:
    nouns = {"contract": tr("New contract"), "tool_month": tr("New month"), "reading": tr("New reading")}
    table = record.proposal.table
    return nouns[table] if table in nouns else tr("New {noun}", noun=tr(RECORDS[table].noun).casefold())
