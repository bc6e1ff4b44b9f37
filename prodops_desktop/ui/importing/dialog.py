"""Imports one or several files: looks into each, takes the choices, reads it whole, and stores it only when told to."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QWidget

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import SameBytesError, differences_of
from prodops_desktop.datasets.request import Staged
from prodops_desktop.datasets.taking import Differences, Taking
from prodops_desktop.errors import Cancelled
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.importing.choices import FileChoices
from prodops_desktop.ui.importing.columns_step import ColumnsStep
from prodops_desktop.ui.importing.facts import Facts, Storing, read_facts
from prodops_desktop.ui.importing.file_step import FileStep
from prodops_desktop.ui.importing.frame import ImportFrame
from prodops_desktop.ui.importing.look import Look
from prodops_desktop.ui.importing.naming import Target, target_called
from prodops_desktop.ui.importing.summary_step import SummaryStep, writes_text
from prodops_desktop.ui.importing.waiting import Refused, Waiting
from prodops_desktop.ui.importing.wording import (
    COLUMNS,
    FILE,
    SUMMARY,
    about_text,
    hindrance,
    nothing_yet,
    primary_text,
    refused_words,
    same_bytes_text,
    title_text,
)
from prodops_desktop.ui.jobs import Job
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr

Found = TypeVar("Found")


class ImportDialog(ImportFrame):
    """Steps through one file after the other; ``paths`` is not empty. What it began and did not finish is gone when it closes.

    ``dataset`` names the dataset that the files are proposed for; empty, each file's name says which.
    """

    def __init__(self, session: Session, paths: list[Path], parent: QWidget | None, dataset: str = "") -> None:
        super().__init__(parent, [tr("File and sheet"), tr("Columns"), tr("Summary")])
        self._session = session
        self._files = [FileChoices(path, wanted=dataset) for path in paths]
        self._at = -1
        self._step = FILE
        self._job: Job | None = None
        self._ticket = object()
        self._held: list[runs.Held] = []
        self._staged: Staged | None = None
        self._facts = Facts((), None)
        self._storing = Storing()
        self._problem = ""
        self._comparing = False
        self.file_step, self.columns_step, self.summary_step = FileStep(), ColumnsStep(), SummaryStep()
        self.waiting, self.refused = Waiting(self.go_back), Refused()
        for page in (self.file_step, self.columns_step, self.summary_step, self.waiting, self.refused):
            self.pages.addWidget(page)
        self._connect()
        self.show_scrim()
        self._open_next()

    def _connect(self) -> None:
        self.primary.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.cancel.clicked.connect(self.reject)
        self.skip.clicked.connect(self._open_next)
        self.stepper.chosen.connect(self._go_to)
        self.file_step.changed.connect(self._update)
        self.file_step.look_wanted.connect(self._look)
        self.file_step.again_wanted.connect(self._on_again_wanted)
        self.columns_step.changed.connect(self._update)
        self.columns_step.look_wanted.connect(self._look)
        own = (self.file_step.sheets, self.file_step.head, self.columns_step.table)
        for table in (*own, self.summary_step.columns, self.summary_step.differences.table):
            table.left.connect(self.reject)
        self.window_closed.connect(self.reject)
        self.destroyed.connect(functools.partial(runs.abandon, self._held))
        self._session.destroyed.connect(self.reject)
        self._session.changed.connect(self._on_session_changed)

    @property
    def step(self) -> int:
        """The step that is shown or being reached."""
        return self._step

    @property
    def busy(self) -> bool:
        """Whether a file is being read just now."""
        return self._job is not None

    @property
    def _file(self) -> FileChoices:
        return self._files[self._at]

    @property
    def _targets(self) -> list[Target]:
        return self._storing.with_pending(self._facts.targets)

    def go_on(self) -> None:
        """The primary action: the next step, the import, or the next file after a refused one."""
        if self.pages.currentWidget() is self.refused:
            self._open_next()
        elif self._step == FILE:
            self._go_to(COLUMNS)
        elif self._step == COLUMNS:
            self._stage()
        else:
            self._import()

    def go_back(self) -> None:
        """Back to the step before; while the file is read, that stops."""
        if self._step == SUMMARY or self.pages.currentWidget() is self.refused:
            self._stop()
            self._go_to(COLUMNS)
        elif self._step == COLUMNS:
            self._go_to(FILE)

    def done(self, result: int) -> None:
        """Close; whatever was begun and not stored is taken back."""
        self._stop()
        runs.abandon(self._held)
        self.hide_scrim()
        super().done(result)

    def _open_next(self) -> None:
        """Go to the next file, or close after the last one."""
        self._stop()
        runs.abandon(self._held)
        self._staged = None
        if self._at + 1 >= len(self._files):
            self.accept()
            return
        self._at += 1
        self._step = FILE
        self.place.setText(tr("File {n} of {all}", n=self._at + 1, all=len(self._files)))
        self.place.setVisible(len(self._files) > 1)
        self._look()

    def _look(self) -> None:
        """Make sure that the file was looked at with the choices as they are, then show the step."""
        self._stop()
        self._problem = ""
        file = self._file
        if file.look is not None:
            self._read_facts(focus=False)
            return
        found, failed = self._if_wanted(self._on_looked), self._if_wanted(self._on_look_failed)
        self._job = runs.start_look(self._session, file.path, file.seen, found, failed)
        if file.first_look is None:
            self.waiting.follow(self._job, can_cancel=False)
            self.pages.setCurrentWidget(self.waiting)
            self.waiting.setFocus()
        self._update()

    def _on_looked(self, look: Look) -> None:
        file = self._file
        self._job, first = None, file.first_look is None
        file.take(file.seen, look)
        self._read_facts(focus=first)

    def _on_look_failed(self, error: Exception) -> None:
        self._job = None
        if self._file.first_look is None:
            self._refuse(error)
        else:
            self._problem = runs.reason_of(error)
            self._update()

    def _refuse(self, error: Exception) -> None:
        rest = len(self._files) - self._at - 1
        hint = counted(rest, "{n} more file waits.", "{n} more files wait.") if rest else ""
        self.refused.show_reason(self._file.path.name, runs.reason_of(error), hint)
        self.pages.setCurrentWidget(self.refused)
        self._update()
        self.primary.setFocus()

    def _read_facts(self, *, focus: bool) -> None:
        """Read what the workspace knows that matters for this file, then show the step."""
        file, look = self._file, self._file.look
        if look is None:
            return

        def known(facts: Facts) -> None:
            if file is self._file and file.look is look:
                self._facts = facts
                file.propose(self._targets)
                self._show(focus=focus)

        self._session.read(lambda store: read_facts(store, look.sha256, file.sheet), known, key=("import", id(self)))

    def _show(self, *, focus: bool) -> None:
        page: FileStep | ColumnsStep | SummaryStep = (self.file_step, self.columns_step, self.summary_step)[self._step]
        if isinstance(page, FileStep):
            page.show_file(self._file, self._targets, self._session.today)
        elif isinstance(page, ColumnsStep):
            page.show_file(self._file)
        elif self._staged is not None:
            page.show_staged(self._staged, target_called(self._file.name, self._targets))
        elif self._job is not None:
            return  # still being read
        self.pages.setCurrentWidget(page)
        self._update()
        if focus:
            (self.primary.setFocus if isinstance(page, SummaryStep) else page.focus_first)()

    def _go_to(self, step: int) -> None:
        if self._step == SUMMARY:
            self._stop()
        self._problem, self._step = "", step
        self._show(focus=True)

    def _stage(self) -> None:
        """Read and type the whole file in a child, unless it was with the very same choices."""
        request = self._file.request()
        self._step = SUMMARY
        if self._staged is not None and self._staged.request == request:
            self._show(focus=True)
            return
        self._stop()
        runs.abandon(self._held)
        self._staged, held = None, runs.Held()
        self._held.append(held)
        ready, failed = self._if_wanted(self._on_staged), self._if_wanted(self._on_staging_failed)
        self._job = runs.start_staging(self._session, request, held, ready, failed)
        self.waiting.follow(self._job, can_cancel=True)
        self.pages.setCurrentWidget(self.waiting)
        self._update()
        self.waiting.cancel.setFocus()

    def _on_staged(self, staged: Staged) -> None:
        self._job, self._staged = None, staged
        self.summary_step.show_differences(None)
        self._read_differences(staged)
        self._read_facts(focus=True)

    def _read_differences(self, staged: Staged) -> None:
        """What an area would take of it, shown before anything is stored."""

        def known(found: Differences | None) -> None:
            if staged is self._staged:
                self._comparing = False
                self.summary_step.show_differences(found)
                self._update()
                if self.pages.currentWidget() is self.summary_step and self.focusWidget() is None:
                    self.primary.setFocus()

        def failed(error: Exception) -> None:
            if staged is self._staged:
                self._comparing, self._problem = False, runs.reason_of(error)
                self._update()

        self._comparing = True
        self._session.read(lambda store: differences_of(store, staged, TAKERS), known, failed, key=("differences", id(self)))

    def _on_staging_failed(self, error: Exception) -> None:
        self._job = None
        self._step = COLUMNS
        if isinstance(error, Cancelled):
            self._go_to(COLUMNS)
        elif isinstance(error, SameBytesError):
            self._step = FILE
            self._read_facts(focus=True)
        else:
            self._refuse(error)

    def _import(self) -> None:
        """Store what was staged, in the background, and go on."""
        staged = self._held[-1].take() if self._held else None
        if staged is None:
            return
        self._staged = None
        name, taker = staged.request.dataset_name, TAKERS.get(staged.found["kind"])
        taking = Taking(taker, self.summary_step.differences.choice()) if taker is not None else None
        ended = runs.start_storing(self._session, staged, self._storing.last(name), taking)
        self._storing.add(name, staged.request.path.name, ended)
        self._open_next()

    def _if_wanted(self, call: Callable[[Found], None]) -> Callable[[Found], None]:
        """Call it only when nothing else was begun, and nothing stopped, since now."""
        ticket = self._ticket
        return lambda found: call(found) if ticket is self._ticket else None

    def _stop(self) -> None:
        """Stop what is being read; its child is killed."""
        job, self._job, self._ticket = self._job, None, object()
        if job is not None and shiboken6.isValid(job):
            job.cancel()

    def _on_again_wanted(self) -> None:
        self._file.again = True
        self._go_to(COLUMNS)

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        if tables & {"*", "dataset", "version"} and self._job is None and self.pages.currentWidget() is not self.refused:
            self._read_facts(focus=False)
            if self._staged is not None:
                self._read_differences(self._staged)

    def _hindrance(self) -> str:
        return self._problem or hindrance(self._file, self._facts, self._step)

    def _update(self) -> None:
        """Head, steps and foot follow the choices."""
        file, look, refused = self._file, self._file.look, self.pages.currentWidget() is self.refused
        target = target_called(file.name, self._targets)
        self.file_step.show_same_bytes(same_bytes_text(file, self._facts))
        self.title.setText(title_text(file, target))
        self.subtitle.setText(about_text(file))
        self.stepper.show_step(self._step)
        left = len(self._files) - self._at - 1
        stops = "" if refused else self._hindrance()
        words = refused_words(left) if refused else (primary_text(self._step, target), self._coming(target))
        self.primary.setText(words[0])
        comparing = self._step == SUMMARY and self._comparing
        self.primary.setEnabled(refused or not (stops or comparing or self._job is not None or look is None))
        self.primary.setToolTip(stops or tr("Ctrl+Enter"))
        self.back.setVisible(self._step > FILE)
        self.skip.setVisible(left > 0 and not refused)
        self.cancel.setVisible(left > 0 or not refused)
        self.say(stops or words[1], blocks=bool(stops))

    def _coming(self, target: Target | None) -> str:
        if self._job is not None and self._step != SUMMARY:
            return self._job.title + "…"
        return writes_text(self._staged, target) if self._step == SUMMARY and self._staged else nothing_yet()
