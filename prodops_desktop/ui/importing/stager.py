"""Reads files whole, compares them with what an area has, and stores them when told to; what is not stored is taken away."""

import functools
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Signal

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import differences_of
from prodops_desktop.datasets.request import ImportRequest, Staged
from prodops_desktop.datasets.taking import Differences, Taking
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.importing.choices import STORING, FileChoices
from prodops_desktop.ui.importing.facts import Storing
from prodops_desktop.ui.jobs import Job
from prodops_desktop.ui.session import Session


@dataclass(eq=False)
class _Stage:
    """A file that is being read whole, or was."""

    file: FileChoices
    request: ImportRequest
    held: runs.Held
    job: Job | None = None
    staged: Staged | None = None
    differences: Differences | None = None
    comparing: bool = False


class Stager(QObject):
    """At most one staging file a sheet."""

    staged = Signal(object)
    """The :class:`FileChoices` that has been read whole."""
    compared = Signal(object)
    """The :class:`FileChoices` of which it is known what an area would take."""
    failed = Signal(object, object)
    """The :class:`FileChoices` and the error: it can't be read, compared or stored."""
    stored = Signal(object, str, str)
    """The :class:`FileChoices`, the state that it is in now, and why."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._stages: list[_Stage] = []
        self._held: list[runs.Held] = []
        self.storing = Storing()
        self.destroyed.connect(functools.partial(runs.abandon, self._held))

    def job_of(self, file: FileChoices) -> Job | None:
        """The reading of a file that is under way, if it is."""
        stage = self._stage_of(file)
        return stage.job if stage else None

    def staged_of(self, file: FileChoices) -> Staged | None:
        """What was read of a file with the choices that hold now."""
        stage = self._stage_of(file)
        return stage.staged if stage is not None and stage.request == file.request() else None

    def differences_of(self, file: FileChoices) -> Differences | None:
        """What an area would take of it, once that is known."""
        stage = self._stage_of(file)
        return stage.differences if stage else None

    def is_comparing(self, file: FileChoices) -> bool:
        """Whether it is still being looked up what an area would take of it."""
        stage = self._stage_of(file)
        return stage is not None and stage.comparing

    def stage(self, file: FileChoices) -> None:
        """Read and type the whole file in a child; what was read of it with other choices goes."""
        self.abandon(file)
        stage = _Stage(file, file.request(), runs.Held())
        self._stages.append(stage)
        self._held.append(stage.held)

        def ready(staged: Staged) -> None:
            if stage in self._stages:
                stage.job, stage.staged = None, staged
                self.compare(file)
                self.staged.emit(file)

        def failed(error: Exception) -> None:
            if stage in self._stages:
                self._stages.remove(stage)
                self.failed.emit(file, error)

        stage.job = runs.start_staging(self._session, stage.request, stage.held, ready, failed)

    def compare(self, file: FileChoices) -> None:
        """Look up what an area would take of what was read."""
        stage = self._stage_of(file)
        staged = stage.staged if stage is not None else None
        if stage is None or staged is None:
            return

        def known(found: Differences | None) -> None:
            if stage in self._stages:
                stage.comparing, stage.differences = False, found
                self.compared.emit(file)

        def failed(error: Exception) -> None:
            if stage in self._stages:
                stage.comparing = False
                self.failed.emit(file, error)

        stage.comparing = True
        self._session.read(lambda store: differences_of(store, staged, TAKERS), known, failed, key=("differences", id(stage)))

    def store(self, file: FileChoices, choice: dict[str, bool]) -> bool:
        """Store what was read, in the background; ``choice`` says what an area takes of it. False when there is nothing to store."""
        stage = self._stage_of(file)
        staged = stage.held.take() if stage is not None else None
        if stage is None or staged is None:
            return False
        self._stages.remove(stage)
        self._held.remove(stage.held)
        name, taker = staged.request.dataset_name, TAKERS.get(staged.found["kind"])
        taking = Taking(taker, choice) if taker is not None else None

        def told(state: str, reason: str) -> None:
            if shiboken6.isValid(self):
                self.stored.emit(file, state, reason)

        file.state, file.reason = STORING, ""
        after, keeps = self.storing.last(name), file.origin.keeps
        ended = runs.start_storing(self._session, staged, told, after, taking, keeps_password=keeps)
        self.storing.add(name, staged.request.path.name, ended)
        return True

    def stop(self, file: FileChoices) -> None:
        """Stop reading a file; what was read whole stays."""
        if self.job_of(file) is not None:
            self.abandon(file)

    def abandon(self, file: FileChoices | None = None) -> None:
        """Take away what was read of one file, or of all; a child that reads is killed."""
        for stage in [one for one in self._stages if file is None or one.file is file]:
            self._stages.remove(stage)
            if stage.job is not None and shiboken6.isValid(stage.job):
                stage.job.cancel()
            if stage.held in self._held:
                self._held.remove(stage.held)
            stage.held.abandon()

    def _stage_of(self, file: FileChoices) -> _Stage | None:
        return next((stage for stage in self._stages if stage.file is file), None)
