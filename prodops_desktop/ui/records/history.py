"""The section of an inspector that says what happened to a record, step by step, and takes a step back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from prodops_desktop.ui import formats
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace import undo
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import CHANGED, RecordStep, StoredRow

_SHOWN = 8
_VALUES = 6
QUIET = frozenset({"key", "code_key", "scale", "tool", "experiment", "reading", "position", "version", "part", "row", "words", "decided"})
"""Columns that say nothing to people: what they mean stands in others."""

Write = Callable[[str, str, StoredRow], str]
"""Writes for people what a row of a table holds in a column."""


def _as_it_is(_table: str, column: str, row: StoredRow) -> str:
    value = row.get(column)
    return formats.MISSING if value is None else str(value)


def field_name(names: Mapping[str, str], table: str, column: str) -> str:
    """What a column is called, by ``names`` of tables with their columns or of columns anywhere."""
    return names.get(f"{table}.{column}", names.get(column, column.replace("_", " ")))


class HistorySection:
    """Fills a section with the steps of a record of ``table``; ``names`` gives columns the names that fields have."""

    def __init__(self, section: Section, session: Session, names: Mapping[str, str], table: str) -> None:
        self.section, self._session, self._names, self._table = section, session, names, table
        self._write: Write = _as_it_is
        self._all = False
        self._record = 0
        self._steps: Sequence[RecordStep] = ()

    def show(self, steps: Sequence[RecordStep], record: int, write: Write) -> None:
        """Show the steps of a record, the latest first; all of them only as long as it is the same one."""
        self._all = self._all and record == self._record
        self._steps, self._record, self._write = steps, record, write
        self._fill()

    def _fill(self) -> None:
        section, steps = self.section, self._steps
        section.clear()
        changes = list(dict.fromkeys(step.change for step in steps))  # one step may touch many rows
        section.note.setText(formats.number(len(changes)))
        first = set(changes if self._all else changes[:_SHOWN])
        shown = [step for step in steps if step.change in first]
        room = 0
        for place, step in enumerate(shown):
            if place == 0 or shown[place - 1].change != step.change:
                self._add_step(step)
                room = _VALUES
            room -= self._add_values(step, room)
        if len(changes) > len(first):
            section.add(button(tr("Show all {n} steps", n=formats.number(len(changes))), self._show_all, role="link"))
        section.add(button(tr("Show in history…"), self._open_history, role="link"))

    def _add_step(self, step: RecordStep) -> None:
        when = formats.moment(step.moment[:16], self._session.today)
        self.section.add(label(step.label, "meta", "", wrap=True, selectable=True))
        self.section.add(label(f"{when} · {step.who}", "caption", "3"))
        if step.in_effect and step.kind in ("edit", "import") and self._session.read_only_reason is None:
            back = button(tr("Take back this one"), partial(self._take_back, step.change), role="link")
            back.setAccessibleName(tr("Take back “{label}”", label=step.label))
            self.section.add(back)

    def _add_values(self, step: RecordStep, room: int) -> int:
        """Add up to so many of the values that changed in a row; returns how many. What was added or deleted the label says."""
        told = [change for change in step.values if change.column not in QUIET][:room] if step.what == CHANGED else []
        for change in told:
            name = field_name(self._names, step.table, change.column)
            before, after = (self._write(step.table, change.column, row) for row in (change.row_before, change.row_after))
            self.section.add(label(f"{name}: {before} → {after}", "meta", "2", wrap=True, selectable=True))
        return len(told)

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _open_history(self) -> None:
        """Where steps are looked through, and the record is compared between two days."""
        self._session.open("history", End(self._table, self._record))

    def _take_back(self, change: int) -> None:
        self._session.run(lambda store: undo.undo_change(store, change))
