"""What the dialog shows while a file is read in the background, and when it was refused."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from prodops_desktop.ui.jobs import Job
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, label

_WIDTH, _SHORT = growing(420), growing(120)


class Waiting(QWidget):
    """The title of a job, its bar with real counts, and Cancel."""

    def __init__(self, cancelled: Callable[[], object]) -> None:
        super().__init__()
        self._job: Job | None = None
        self.title = Elided("", "name", middle=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.count = label("", "meta", "3")
        self.cancel = button(tr("Cancel reading"), cancelled, role="link")
        box = QWidget()
        box.setFixedWidth(_WIDTH)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.cancel)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def follow(self, job: Job) -> None:
        """Show how far a job is."""
        if job is not self._job:
            self._job = job
            self.title.setText(job.title)
            job.changed.connect(self._on_job_changed)
            self._on_job_changed()

    def _on_job_changed(self) -> None:
        job = self._job
        if job is None or self.sender() not in (None, job):
            return
        show_job(job, self.bar, self.count)
        self.cancel.setEnabled(not job.cancelling)


class LookingAgain(QWidget):
    """The same in one line of the foot, for another look into a file that is shown meanwhile."""

    def __init__(self, stopped: Callable[[], object]) -> None:
        super().__init__()
        self._job: Job | None = None
        self.bar, self.count = QProgressBar(), Elided("", "meta", "3")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of looking again"))
        self.bar.setFixedWidth(_SHORT)
        self.stop = button(tr("Take the choice back"), stopped, role="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.bar, self.count, self.stop):
            row.addWidget(widget, 1 if widget is self.count else 0)
        self.hide()

    def follow(self, job: Job | None) -> None:
        """Show how far a job is; None hides it."""
        if job is not self._job and job is not None:
            job.changed.connect(self._on_job_changed)
        self._job = job
        self.setVisible(job is not None)
        self._on_job_changed()

    def _on_job_changed(self) -> None:
        if self._job is not None and self.sender() in (None, self._job):
            show_job(self._job, self.bar, self.count)


def show_job(job: Job, bar: QProgressBar, count: QLabel) -> None:
    """Show how far a job is, with its real counts."""
    bar.setRange(0, 1000)
    bar.setValue(round(1000 * job.done / job.total) if job.total else 0)
    count.setText(tr("cancelling…") if job.cancelling else job.how_far or tr("beginning"))


class Outcome(QWidget):
    """What came of a file that is over: that it can't be read, with the sentence that says why and what to do, was skipped or imported."""

    def __init__(self, again: Callable[[], object]) -> None:
        super().__init__()
        self.title = Elided("", "item", middle=True)
        self.note = Note("bad", "")
        self.again = button(tr("Try again"), again, icon="refresh")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(10)
        for widget in (self.title, self.note, self.again):
            column.addWidget(widget)
        column.addStretch(1)

    def say(self, title: str, kind: str, text: str, *, again: bool) -> None:
        """Say what came of it, and whether one can begin again."""
        self.title.setText(title)
        self.note.say(kind, text)
        self.again.setVisible(again)
