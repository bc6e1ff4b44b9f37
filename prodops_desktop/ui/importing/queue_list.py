"""The list at the left of the dialog: what was brought, sheet by sheet, and how far each is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.choices import IMPORTED, LOCKED, READ, READING, REFUSED, SKIPPED, STORING, FileChoices
from prodops_desktop.ui.importing.mapped import mapped_columns, open_count
from prodops_desktop.ui.importing.queue import Queue, QueuedFile
from prodops_desktop.ui.importing.wording import SUMMARY
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.models.delegates import Lines
from prodops_desktop.ui.models.lists import RecordList
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.text import label

WIDE, NARROW = growing(232), growing(190)
_DOTS = {"bad": "bad_fill", "warn": "warn_fill", "good": "good_fill", "text_3": "track"}


class QueueList(QFrame):
    """One row a sheet that is to come in; another row that is chosen is gone to."""

    chosen = Signal(object)

    def __init__(self, queue: Queue) -> None:
        super().__init__()
        self._queue = queue
        self._shown: dict[int, Lines] = {}
        self.setObjectName("listPane")
        self.head = label("", "section")
        self.list = RecordList(tr("Files to import"), lambda one: self._shown[id(one)], id)
        self.hint = label(tr("Alt PgUp and Alt PgDn go through them"), "caption", "3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        for widget, below in ((self.head, 8), (self.hint, 10)):
            widget.setContentsMargins(20, 12, 12, below)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        self.list.chosen.connect(self._on_chosen)

    def show_queue(self) -> None:
        """Show how far everything is; one alone needs no list."""
        entries = self._queue.entries
        self.setVisible(len(entries) > 1)
        done = sum(one.state in (IMPORTED, STORING) for one in entries)
        said = counted(len(entries), "{n} to import", "{n} to import")
        self.head.setText(tr("{done} of {n} imported", done=formats.number(done), n=formats.number(len(entries))) if done else said)
        self._shown = {id(one): self.lines(one) for one in entries}
        self.list.show_records(entries)
        self.list.choose(id(self._queue.current))

    def fit(self, dialog: QWidget) -> None:
        """Follow the width of the dialog."""
        self.setFixedWidth(WIDE if dialog.width() >= px(1100) else NARROW)

    def _on_chosen(self, key: object) -> None:
        found = next((one for one in self._queue.entries if id(one) == key), None)
        if found is not None:
            self.chosen.emit(found)

    def lines(self, one: FileChoices) -> Lines:
        """What is said of a sheet."""
        file = self._queue.file_of(one)
        text, tone = state_of(one)
        title = one.path.name
        if len(file.taken) > 1:
            title = f"{_part(file, one)} · {title}"
        return Lines(title, below=text, dot=_DOTS[tone], tone=tone, said=one.reason)


def _part(file: QueuedFile, one: FileChoices) -> str:
    """Which part of its file it is."""
    if one.is_stacked:
        return tr("All sheets")
    sheet = file.sheet_of(one) or ""
    several = sum(file.sheet_of(other) == sheet for other in file.taken) > 1
    return tr("Table {n}", n=one.table or one.found_table) if several else sheet


def state_of(one: FileChoices) -> tuple[str, str]:
    """How far a sheet of the queue is, in few words, and the tone for them."""
    if one.state == READING:
        return tr("being read"), "text_3"
    if one.state == LOCKED:
        return tr("needs its password"), "warn"
    if one.state == REFUSED:
        return one.reason or tr("refused"), "bad"
    if one.state == SKIPPED:
        return tr("skipped"), "text_3"
    if one.state == STORING:
        return tr("being stored"), "good"
    if one.state == IMPORTED:
        return tr("imported"), "good"
    look = one.look
    if one.state != READ or look is None:
        return tr("waiting"), "text_3"
    if one.own.missing(look):
        return tr("needs a field"), "warn"
    open_ = open_count(mapped_columns(look, one.own))
    if open_ and one.step < SUMMARY:
        return counted(open_, "{n} column needs a look", "{n} columns need a look"), "warn"
    return counted(look.rows, "read, {n} row", "read, {n} rows"), "text_3"
