"""The line at the foot of the window: that all is saved, what undo takes back, the job that runs, and how fresh the data is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.jobs import RUNNING, WAITING, Job
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.selection_figures import SelectionFigures
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import STATUS_HEIGHT
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import Elided, Glyph, label


class _JobBox(QWidget):
    """The part of the line that speaks of jobs; a click asks for all of them."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("All jobs (Ctrl+J)"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere beside Cancel."""
        super().mouseReleaseEvent(event)
        self.clicked.emit()


class StatusLine(QFrame):
    """Shows one job at a time, one that runs before one that waits; how many more there are stands behind it."""

    jobs_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setFixedHeight(STATUS_HEIGHT)
        self._job: Job | None = None
        self._jobs: list[Job] = []
        self._texts = ("", "")
        self._backed_up = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(7)
        self._glyph = Glyph("check-circle-outline", "good", 14)
        self.saved = Elided("", "meta", "2")
        self._job_box = self._make_job_box()
        self._before_selection, self.selection = _divider(), SelectionFigures()
        self._before_selection.hide()
        self.as_of = label("", "meta", "2")
        self._divider = _divider()
        self.summary = Elided("", "meta", "2")
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._glyph)
        row.addWidget(self.saved, 1)
        row.addWidget(self._before_selection)
        row.addWidget(self.selection)
        row.addWidget(self._job_box, 6)
        row.addStretch(1)
        row.addWidget(self.as_of)
        row.addWidget(self._divider)
        row.addWidget(self.summary)
        self.show_jobs([])
        self.show_summary("", "")

    def _make_job_box(self) -> QWidget:
        box = _JobBox()
        box.clicked.connect(self.jobs_asked)
        row = QHBoxLayout(box)
        row.setContentsMargins(5, 0, 0, 0)
        row.setSpacing(7)
        self.job_title = Elided("", "meta", "2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(120))
        self.job_count = label("", "meta", "3")
        self.cancel = button(tr("Cancel"), self._on_cancel_clicked, role="link")
        row.addWidget(_divider())
        row.addSpacing(5)
        row.addWidget(Glyph("sync", "text_2", 14))
        for widget in (self.job_title, self.bar, self.job_count, self.cancel):
            row.addWidget(widget)
        row.addStretch(1)
        return box

    def show_state(self, session: Session | None, backed_up: str = "") -> None:
        """Say that all is saved and what undo takes back; the tooltip adds when it was ``backed_up`` last."""
        self._backed_up = backed_up
        if session is None:
            self._say("check-circle-outline", "good", tr("Ready"), "")
        elif session.lost:
            self._say("alert-octagon-outline", "bad", session.lost, session.lost, short=tr("Not at its place"))
        elif session.read_only_reason:
            self._say("lock-outline", "warn", session.read_only_reason, session.read_only_reason, short=tr("Read only"))
        elif session.undo_label:
            text = tr("Saved · undo available: {label}", label=session.undo_label)
            tip = tr("Ctrl+Z takes back “{label}”", label=session.undo_label)
            self._say("check-circle-outline", "good", text, tip, short=tr("Saved · undo available"))
        else:
            self._say("check-circle-outline", "good", tr("Saved"), tr("Every change is in the file as soon as it is made."))

    def _say(self, icon: str, colour: str, text: str, tip: str, *, short: str = "") -> None:
        self._glyph.show_icon(icon, colour)
        self._texts = (text, short or text)
        self.saved.set_tip("\n".join(filter(None, (tip, self._backed_up))))
        self._show_saved()

    def _show_saved(self) -> None:
        """Give way to a job and to what is selected: the short text beside them."""
        self.saved.setText(self._texts[0 if self._job is None and self.selection.isHidden() else 1])

    def show_summary(self, as_of: str, summary: str, tip: str = "") -> None:
        """Say how old the data is, and what the page shows."""
        self.as_of.setText(as_of)
        self.as_of.setVisible(bool(as_of))
        self.summary.setText(summary)
        self.summary.set_tip(tip)
        self.summary.setVisible(bool(summary))
        self._divider.setVisible(bool(as_of and summary))

    def show_selection(self, said: str, figures: Sequence[tuple[str, str]]) -> None:
        """Say how many cells are selected and what they come to; nothing for an empty text."""
        self.selection.show_figures(said, figures)
        self._before_selection.setVisible(bool(said))
        self._show_saved()

    def show_jobs(self, jobs: list[Job]) -> None:
        """Show one of the jobs that run or wait, and how many more there are."""
        for job in jobs:
            if job not in self._jobs:
                job.changed.connect(self._on_job_changed)
        self._jobs = list(jobs)
        self._job_box.setVisible(bool(jobs))
        self._on_job_changed()
        self._show_saved()

    def _on_job_changed(self) -> None:
        running = [job for job in self._jobs if job.state == RUNNING]
        self._job = job = next(iter(running or self._jobs), None)
        if job is None:
            return
        waiting = len(self._jobs) - len(running) - (not running)
        more = [tr("{n} more running", n=formats.number(len(running) - 1))] if len(running) > 1 else []
        more += [tr("{n} waiting", n=formats.number(waiting))] if waiting else []
        self.job_title.setText(f"{job.title} ({', '.join(more)})" if more else job.title)
        self.bar.setRange(0, job.total or 0)
        self.bar.setValue(job.done)
        self.bar.setVisible(job.total is not None)
        self.job_count.setText(state_text(job))
        self.cancel.setEnabled(not job.cancelling)
        self.cancel.setAccessibleName(tr("Cancel {title}", title=job.title))

    def _on_cancel_clicked(self) -> None:
        if self._job is not None:
            self._job.cancel()


def state_text(job: Job) -> str:
    """How far a job is, or that it waits or is about to end."""
    if job.cancelling:
        return tr("cancelling…")
    if job.state == WAITING:
        return tr("waiting")
    return job.how_far


def _divider() -> QFrame:
    made = QFrame()
    made.setObjectName("divider")
    made.setFixedSize(1, px(14))
    return made
