"""Looks into the files of the queue: into the one that is shown at once, into the others ahead of time and one after the other."""

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Signal

from prodops_desktop.intake.readers.protected import PasswordNeededError
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.importing.choices import LOCKED, READ, READING, REFUSED, WAITING, FileChoices
from prodops_desktop.ui.importing.queue import Queue
from prodops_desktop.ui.jobs import Job
from prodops_desktop.ui.session import Session


@dataclass(eq=False)
class _Looking:
    """A look that is under way; one that was stopped is no longer among those of the reader."""

    file: FileChoices
    key: str
    job: Job | None = None


class Reader(QObject):
    """At most one look a sheet; what is chosen meanwhile stops it and begins another one."""

    changed = Signal(object)
    """The :class:`FileChoices` of which more is known now."""
    failed = Signal(object, object)
    """Another look into a file that is known already came to nothing: the :class:`FileChoices` and the error."""

    def __init__(self, session: Session, queue: Queue, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._queue = session, queue
        self._looking: list[_Looking] = []

    def job_of(self, file: FileChoices) -> Job | None:
        """The look into a file that is under way, if one is."""
        return next((one.job for one in self._looking if one.file is file), None)

    def look(self, file: FileChoices) -> None:
        """Look into a file with the choices as they are now."""
        self.stop(file)
        if not file.looks:
            file.state, file.reason = READING, ""
        looking = _Looking(file, file.key)

        def done(found: runs.Found) -> None:
            if looking in self._looking:
                self._looking.remove(looking)
                self._on_found(looking, found)

        def failed(error: Exception) -> None:
            if looking in self._looking:
                self._looking.remove(looking)
                self._on_failed(file, error)

        self._looking.append(looking)
        looking.job = runs.start_look(self._session, file, done, failed)

    def look_ahead(self) -> None:
        """Look into the next file that waits, unless something is being looked into."""
        waiting = next((one for one in self._queue.entries if one.state == WAITING), None)
        if waiting is not None and not self._looking:
            self.look(waiting)
            self.changed.emit(waiting)

    def stop(self, file: FileChoices | None = None) -> None:
        """Stop what is being looked into, of one file or of all; a file of which nothing is known waits again."""
        for one in [one for one in self._looking if file is None or one.file is file]:
            self._looking.remove(one)
            if one.file.state == READING:
                one.file.state = WAITING
            if one.job is not None and shiboken6.isValid(one.job):
                one.job.cancel()

    def _on_found(self, looking: _Looking, found: runs.Found) -> None:
        file = looking.file
        file.origin.password = found.password
        file.state, file.reason = READ, ""
        file.take(looking.key, found.look)
        self._queue.file_of(file).learn(found.look)
        self.changed.emit(file)
        self.look_ahead()

    def _on_failed(self, file: FileChoices, error: Exception) -> None:
        if file.looks:
            self.failed.emit(file, error)
        else:
            if isinstance(error, PasswordNeededError):
                file.state, file.reason = LOCKED, str(error) if error.wrong else ""
            elif isinstance(error, runs.KeptPasswordError):
                file.state, file.reason = LOCKED, str(error)
            else:
                file.state, file.reason = REFUSED, runs.reason_of(error)
            self.changed.emit(file)
        self.look_ahead()
