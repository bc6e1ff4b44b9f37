"""The pane at the right of the history: one step with who made it and when, the values before and after, and what builds on it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.history.change_table import ChangeTable
from prodops_desktop.ui.history.reading import StepDetail
from prodops_desktop.ui.history.step_lines import areas_text, kind_text, rows_text
from prodops_desktop.ui.history.wording import ChangeLine
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.flow import Flow
from prodops_desktop.ui.widgets.inspector import Facts, clear_layout
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, chip, label, line
from prodops_desktop.workspace.history import ERASED, Step

FIRST = 10
"""So many values are shown at first."""
_ROOM, _MOST = 14, 240
"""A value of more letters may not fit into the table; of a longer one not more are said below it."""


class StepPane(QWidget):
    """Shows the step that was read last; asks for all of a large one."""

    all_asked = Signal()
    opened = Signal(object)
    """A line: its record shall be shown."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.detail: StepDetail | None = None
        self._all = False
        self.title = Elided("", "page")
        self.kind = chip("", "accent")
        self.number = label("", "meta", "3")
        self.told = Elided("", "meta", "2")
        self.chips = Flow()
        self.facts = Facts()
        self.column = Choice([("", tr("All"))], caption=tr("Column"), name=tr("Column"), snug=True)
        self.table = ChangeTable()
        self.nothing = label("", "meta", "3", wrap=True)
        self.count = label("", "meta", "3")
        self.more = button(tr("show all"), self.show_all, role="link")
        self.full = label("", "meta", "2", wrap=True, selectable=True)
        self.note = Note("warn", "")
        self._lay_out()
        self.column.activated.connect(lambda _: self._fill())
        self.table.moved.connect(lambda _: self._show_full())
        self.table.entered_row.connect(lambda row: self.opened.emit(self.table.records.record(row)))

    def show_step(self, detail: StepDetail) -> None:
        """Show a step; another part of the same one stays as it was looked at."""
        same = self.detail is not None and self.detail.step.id == detail.step.id
        self._all = self._all and same
        wanted = self.column.current_id() if same else ""
        self.detail = detail
        step = detail.step
        self.title.setText(step.label)
        self.kind.setText(kind_text(step))
        self.number.setText(tr("step {n}", n=formats.number(step.id)))
        day = date.fromisoformat(step.moment[:10])
        when = f"{formats.day(day, self._today(), weekday=True)} {formats.time(step.moment[11:16])}"
        self.told.setText(" · ".join(part for part in (f"{step.who}, {when}", areas_text(step)) if part))
        self._show_chips(detail)
        self.facts.show_rows(detail.facts)
        self.facts.setVisible(bool(detail.facts))
        self._offer_columns(detail, wanted)
        self._fill()
        kind, text = note_of(detail)
        self.note.say(kind, text)

    def show_all(self) -> None:
        """Show every value of the step."""
        self._all = True
        self.table.setFocus()
        if self.detail is not None and not self.detail.whole:
            self.all_asked.emit()
        self._fill()

    @property
    def wants_all(self) -> bool:
        """Whether all values were asked for."""
        return self._all

    def lines(self) -> list[ChangeLine]:
        """The values in the chosen column, also those that are not shown yet."""
        field = self.column.current_id()
        return [one for one in self.detail.lines if field in ("", one.field)] if self.detail is not None else []

    def current_line(self) -> ChangeLine | None:
        """The value that is marked; without one the first that belongs to a record that can be shown."""
        marked = self.table.current()
        return marked or next((one for one in self.lines() if one.shown is not None), None)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 8, 20, 12)
        head.setSpacing(7)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for widget in (self.title, self.kind):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.number)
        chips = QWidget()
        chips.setLayout(self.chips)
        head.addLayout(top)
        head.addWidget(self.told)
        head.addWidget(chips)
        head.addWidget(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._make_heading())
        table = QHBoxLayout()
        table.setContentsMargins(10, 0, 10, 0)  # its texts begin where those above do
        table.addWidget(self.table)
        column.addLayout(table, 1)
        column.addWidget(self._make_below())
        column.addStretch(0)
        around = QVBoxLayout()
        around.setContentsMargins(20, 8, 20, 12)
        around.addWidget(self.note)
        column.addLayout(around)

    def _make_heading(self) -> QWidget:
        heading = QFrame()
        row = QHBoxLayout(heading)
        row.setContentsMargins(20, 8, 20, 8)
        row.addWidget(label(tr("Before → after"), "section"))
        row.addStretch(1)
        row.addWidget(self.column)
        self.heading = heading
        return heading

    def _make_below(self) -> QWidget:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(20, 8, 20, 0)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.count)
        row.addWidget(self.more)
        row.addStretch(1)
        column.addWidget(self.nothing)
        column.addLayout(row)
        column.addWidget(self.full)
        return below

    def _show_chips(self, detail: StepDetail) -> None:
        clear_layout(self.chips)
        step, made = detail.step, []
        if detail.lines and detail.whole:
            cells = counted(len(detail.lines), "{n} cell", "{n} cells")
            rows = rows_text(detail.rows)
            made.append((tr("{cells} in {rows}", cells=cells, rows=rows), ""))
        elif detail.lines:
            made.append((rows_text(step.rows), ""))
        if step.undone:
            made.append((tr("taken back"), ""))
        if detail.builds:
            made.append((builds_text(detail.builds), "warn"))
        for text, tone in made:
            self.chips.addWidget(chip(text, tone))

    def _offer_columns(self, detail: StepDetail, wanted: str) -> None:
        fields = list(dict.fromkeys(one.field for one in detail.lines))
        self.column.clear()
        self.column.addItem(tr("All {n}", n=formats.number(len(fields))), "")
        for field in fields:
            self.column.addItem(field, field)
        self.column.choose(wanted)
        self.heading.setVisible(bool(fields))
        self.column.setVisible(len(fields) > 1)

    def _fill(self) -> None:
        detail = self.detail
        if detail is None:
            return
        lines = self.lines()
        shown = lines if self._all else lines[:FIRST]
        self.table.show_lines(shown)
        self.table.setVisible(bool(detail.lines))
        self.nothing.setText(nothing_text(detail))
        self.nothing.setVisible(not detail.lines)
        more = len(lines) > len(shown) or not detail.whole
        self.count.setText(count_text(len(shown), len(lines), None if detail.whole else detail.step.rows))
        self.count.setVisible(bool(detail.lines))
        self.more.setVisible(more and bool(detail.lines))
        self._show_full()

    def _show_full(self) -> None:
        """Say the marked value whole, below the table, where it may have had no room in it."""
        marked: ChangeLine | None = self.table.current()
        long = marked is not None and max(len(marked.before), len(marked.after)) > _ROOM
        self.full.setText(f"{marked.field}: {_short(marked.before)} → {_short(marked.after)}" if marked is not None and long else "")
        self.full.setVisible(long)


def builds_text(later: int) -> str:
    """How many later steps build on one."""
    return counted(later, "{n} later step builds on it", "{n} later steps build on it")


def count_text(shown: int, cells: int, rows: int | None) -> str:
    """How many cells are shown of all; of a large step only its ``rows`` are known yet."""
    if rows is not None:
        return tr("The first {n} cells of {rows} ·", n=formats.number(shown), rows=rows_text(rows))
    whole = counted(cells, "{n} cell", "{n} cells")
    return tr("{n} of {cells} ·", n=formats.number(shown), cells=whole) if shown < cells else whole


def nothing_text(detail: StepDetail) -> str:
    """Why no value is shown."""
    if detail.step.kind == "erase":
        return tr("What was erased is nowhere any more; only this step says that it was done, when and by whom.")
    if detail.gone == ERASED:
        return tr("What this step changed was erased for good since; its heading stays.")
    if detail.gone:
        return tr("The values that this step changed are no longer kept; its heading stays.")
    if detail.facts:
        return tr("An import adds rows: there is nothing that stood there before.")
    return tr("This step changed nothing that is shown to people.")


def note_of(detail: StepDetail) -> tuple[str, str]:
    """What stands in the way of taking a step back alone, or that it was, with the kind of note."""
    step, back = detail.step, detail.taken_back
    if back is not None:
        when = formats.moment(back.moment[:16])
        return "note", tr("Taken back by {who}, {when} (step {n}).", who=back.who, when=when, n=formats.number(back.id))
    if step.blocked:
        return ("note" if step.kind in ("undo", "redo") else "warn"), step.blocked
    if detail.builds:
        return "warn", later_text(detail.later, detail.builds)
    return "note", ""


def later_text(later: tuple[Step, ...], builds: int) -> str:
    """Which later steps build on one, of which the first are named, and what to do."""
    named = ", ".join(f"“{step.label}”" for step in later)
    if rest := builds - len(later):
        named += " " + counted(rest, "and {n} more", "and {n} more")
    said = tr("It can’t be taken back alone, because later steps changed the same rows: {steps}.", steps=named)
    return said + " " + tr("Take those back first, or go back to an earlier step.")


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST].rstrip()}…"
