"""What the dialog shows while a file is read in the background, and when it was refused."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from prodops_desktop.ui.jobs import Job
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, label

_WIDTH = 420


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

    def follow(self, job: Job, *, can_cancel: bool) -> None:
        """Show how far a job is."""
        self._job = job
        self.title.setText(job.title)
        self.cancel.setVisible(can_cancel)
        job.changed.connect(self._on_job_changed)
        self._on_job_changed()

    def _on_job_changed(self) -> None:
        job = self._job
        if job is None or self.sender() not in (None, job):
            return
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * job.done / job.total) if job.total else 0)
        self.cancel.setEnabled(not job.cancelling)
        if job.cancelling:
            self.count.setText(tr("cancelling…"))
        else:
            self.count.setText(job.how_far or tr("beginning"))


class Refused(QWidget):
    """A file that can't be read: its name, and the sentence that says why and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Elided("", "item", middle=True)
        self.note = Note("bad", "")
        self.hint = label("", "meta", "3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addWidget(self.hint)
        column.addStretch(1)

    def show_reason(self, name: str, reason: str, hint: str) -> None:
        """Say why a file was refused, and what comes of the others."""
        self.title.setText(tr("{file} was not imported", file=name))
        self.note.say("bad", reason)
        self.hint.setText(hint)
