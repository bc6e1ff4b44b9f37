"""Ctrl+J: what runs and what waits, with how far each is and Cancel, and what became of the jobs before, with Undo and Open."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.job_log import JobRecord
from prodops_desktop.ui.jobs import CANCELLED, DONE, FAILED, Job
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.runner import Runner
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.status_line import state_text
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.text import Elided, Glyph, label, line
from prodops_desktop.workspace import Store, history

_ENDS = {
    DONE: ("check-circle-outline", "good", tr("Done")),
    FAILED: ("alert-octagon-outline", "bad", tr("Failed")),
    CANCELLED: ("close-circle-outline", "text_3", tr("Cancelled")),
}
_NAMED = 3


class JobsPanel(Dialog):
    """Stays open beside the window; what it shows outlives it, as the runners keep it."""

    help_page = "home"

    def __init__(self, parent: QWidget, runners: Sequence[Runner], session: Session | None) -> None:
        since = tr("since this workspace was opened") if session is not None else tr("since the program was started")
        super().__init__(parent, tr("Jobs"), note=since, width=640, height=520)
        self._runners, self._session = runners, session
        self.undos: dict[int, QPushButton] = {}
        self.active, self.ended = QVBoxLayout(), QVBoxLayout()
        for title, part in ((tr("Running and waiting"), self.active), (tr("Ended"), self.ended)):
            part.setSpacing(10)
            self.body.addWidget(label(title, "section"))
            self.body.addLayout(part)
            self.body.addSpacing(6)
        self.body.addStretch(1)
        self._rows: dict[Job, _JobRow] = {}
        self._records: dict[int, tuple[JobRecord, QWidget]] = {}
        """What ended and its row, by the identity of the record."""
        self._none_active = label(tr("Nothing runs."), "meta", "3")
        self._none_ended = label(tr("No job has ended yet. Imports, board packs, copies and backups will stand here."), "meta", "3")
        self.active.addWidget(self._none_active)
        self.ended.addWidget(self._none_ended)
        for runner in runners:
            runner.jobs_changed.connect(self._show_active)
            runner.log.changed.connect(self._show_ended)
        if session is not None:
            session.changed.connect(self._ask_for_undo)
        self._show_active()
        self._show_ended()

    def _show_active(self) -> None:
        """Add and take away rows, and leave the others alone: one of them may have the keyboard."""
        jobs = [job for runner in self._runners for job in runner.jobs if job.title]
        for job in [job for job in self._rows if job not in jobs]:
            row = self._rows.pop(job)
            had_keyboard = row.cancel.hasFocus()
            _take_out(self.active, row)
            if had_keyboard:
                next((one.cancel for one in self._rows.values()), self.close_button).setFocus()
        for job in jobs:
            if job not in self._rows:
                self._rows[job] = _JobRow(job)
                self.active.addWidget(self._rows[job])
        self._none_active.setVisible(not jobs)

    def _show_ended(self) -> None:
        records = sorted((one for runner in self._runners for one in runner.log.records), key=lambda one: one.ended, reverse=True)
        known = {id(record) for record in records}
        for gone in [one for one in self._records if one not in known]:
            _take_out(self.ended, self._records.pop(gone)[1])
        for place, record in enumerate(records):
            if id(record) not in self._records:
                self._records[id(record)] = record, self._record(record)
                self.ended.insertWidget(place + 1, self._records[id(record)][1])  # behind the sentence that there is none
        kept = {record.change for record in records}
        self.undos = {change: undo for change, undo in self.undos.items() if change in kept}
        self._none_ended.setVisible(not records)
        self._ask_for_undo()

    def _record(self, record: JobRecord) -> QWidget:
        icon, colour, word = _ENDS[record.state]
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row in (head, foot):
            row.setSpacing(8)
            column.addLayout(row)
        head.addWidget(Glyph(icon, colour, 14))
        head.addWidget(Elided(record.title, "name"), 1)
        head.addWidget(label(_when(record), "meta", "3"))
        said = label(record.text or word, "meta", "2", wrap=True, selectable=True)
        foot.addSpacing(22)
        foot.addWidget(said, 1)
        for offered in self._offers(record):
            foot.addWidget(offered)
        column.addSpacing(8)
        column.addWidget(line())
        made.setAccessibleName(f"{record.title}: {record.text or word}")
        return made

    def _offers(self, record: JobRecord) -> list[QPushButton]:
        found = [button(action.text, partial(_do, self, action.run), role="link") for action in record.actions]
        if record.change is not None and self._session is not None:
            undo = button(tr("Undo"), partial(self._session.undo_step, record.change), role="link")
            undo.setAccessibleName(tr("Undo {title}", title=record.title))
            self.undos[record.change] = undo
            found.insert(0, undo)
        return found

    def _ask_for_undo(self, _: object = None) -> None:
        """Look which steps can be taken back alone now; those that can't say why."""
        session, changes = self._session, list(self.undos)
        if session is None or not changes:
            return
        session.read(lambda store: {change: why_not(store, change) for change in changes}, self._on_undo_read, key=self)

    def _on_undo_read(self, reasons: dict[int, str | None]) -> None:
        read_only = self._session.read_only_reason if self._session is not None else None
        for change, reason in reasons.items():
            if change in self.undos:
                self.undos[change].setEnabled((read_only or reason) is None)
                self.undos[change].setToolTip(read_only or reason or tr("Takes back just this step"))


class _JobRow(QWidget):
    """A job with how far it is, and Cancel."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(120))
        self.count = label("", "meta", "3")
        self.cancel = button(tr("Cancel"), job.cancel, role="link")
        self.cancel.setAccessibleName(tr("Cancel {title}", title=job.title))
        row.addWidget(Elided(job.title, "name"), 1)
        for widget in (self.bar, self.count, self.cancel):
            row.addWidget(widget)
        job.changed.connect(self._on_job_changed)
        self._on_job_changed()

    def _on_job_changed(self) -> None:
        job = self._job
        self.bar.setRange(0, job.total or 0)
        self.bar.setValue(job.done)
        self.bar.setVisible(job.total is not None)
        self.count.setText(state_text(job))
        self.cancel.setEnabled(not job.cancelling)
        self.setAccessibleName(f"{job.title}: {state_text(job)}")


def why_not(store: Store, change: int) -> str | None:
    """Why a step can't be taken back alone now, as a sentence; None where it can."""
    step = history.find_step(store, change)
    if step.undone:
        return tr("It was taken back already.")
    if step.blocked:
        return step.blocked
    later, count = history.later_steps(store, change, _NAMED)
    if not count:
        return None
    names = ", ".join(f"“{one.label}”" for one in later)
    return tr("Later steps changed the same rows: {names}. Undo those first.", names=names)


def _take_out(layout: QVBoxLayout, row: QWidget) -> None:
    layout.removeWidget(row)
    row.hide()
    row.deleteLater()


def _do(panel: JobsPanel, run: object) -> None:
    """What an action shows stands in the window."""
    if callable(run):
        run()
    parent = panel.parentWidget()
    if parent is not None:
        parent.activateWindow()


def _when(record: JobRecord) -> str:
    seconds = max(0.0, (record.ended - record.begun).total_seconds())
    took = tr("under a second") if seconds < 1 else formats.duration(round(seconds) * 1000)
    return f"{formats.time(record.ended.isoformat(timespec='seconds')[11:16])} · {took}"
