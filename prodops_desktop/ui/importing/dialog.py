"""Imports one or several files: looks into each, takes the choices, reads it whole, and stores it only when told to."""

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from prodops_desktop.datasets.importing import SameBytesError
from prodops_desktop.errors import Cancelled
from prodops_desktop.intake.readers.protected import PasswordNeededError
from prodops_desktop.ui.importing.choices import LOCKED, READ, REFUSED, SKIPPED, WAITING, FileChoices
from prodops_desktop.ui.importing.pages import ImportPages
from prodops_desktop.ui.importing.queue import Queue
from prodops_desktop.ui.importing.runs import reason_of
from prodops_desktop.ui.importing.wording import COLUMNS, FILE, OVER, SUMMARY, TABLE
from prodops_desktop.ui.session import Session


class ImportDialog(ImportPages):
    """Steps through one file after the other; ``paths`` is not empty. What it began and did not finish is gone when it closes.

    ``dataset`` names the dataset that the files are proposed for; empty, each file's name says which.
    """

    def __init__(self, session: Session, paths: list[Path], parent: QWidget | None, dataset: str = "") -> None:
        super().__init__(session, Queue(paths, dataset), parent)
        self._accepted = self.file.snapshot()
        """The choices that the newest look into the file was made with."""
        self._connect()
        self.go_to(self.file)
        self._reader.look_ahead()

    def _connect(self) -> None:
        self.primary.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.cancel.clicked.connect(self.reject)
        self.skip.clicked.connect(self._on_skip_clicked)
        self.stepper.chosen.connect(self._go_to_step)
        self.queue_list.chosen.connect(self.go_to)
        self.locked.typed.connect(self._update)
        self.file_step.changed.connect(self._update)
        self.file_step.sheet_chosen.connect(self._on_sheet_chosen)
        self.file_step.sheet_toggled.connect(self._on_sheet_toggled)
        self.file_step.again_wanted.connect(self._on_again_wanted)
        self.table_step.others_wanted.connect(self._on_others_wanted)
        self.columns_step.changed.connect(self._on_columns_changed)
        for step in (self.file_step, self.table_step, self.columns_step):
            step.look_wanted.connect(self._look_again)
        lists = (self.file_step.sheets, self.file_step.head, self.table_step.tables, self.table_step.grid, self.columns_step.table)
        for table in (*lists, self.summary_step.columns, self.summary_step.differences.table):
            table.left.connect(self.leave)
        self._reader.changed.connect(self._on_looked)
        self._reader.failed.connect(self._on_look_failed)
        self._stager.staged.connect(self._on_staged)
        self._stager.compared.connect(self._on_compared)
        self._stager.failed.connect(self._on_staging_failed)
        self._stager.stored.connect(self._on_stored)
        for keys, places in (("Alt+PgUp", -1), ("Alt+PgDown", 1)):
            QShortcut(QKeySequence(keys), self, lambda places=places: self.go_by(places))
        self.window_closed.connect(self.reject)
        self._session.destroyed.connect(self.reject)
        self._session.changed.connect(self._on_session_changed)

    def go_to(self, file: FileChoices) -> None:
        """Go to a sheet of the queue; what was chosen for the one that is left stays."""
        if file is not self.file:
            self._stager.stop(self.file)
            if self.file.step == SUMMARY and self._stager.staged_of(self.file) is None:
                self.file.step = COLUMNS
        self._queue.current, self._problem, self._accepted = file, "", file.snapshot()
        if file.state == WAITING:
            self._reader.look(file)
        self._show(focus=True)

    def add_files(self, paths: list[Path]) -> None:
        """Take more files into the queue; what is being chosen stays as it is."""
        self._queue.add(paths)
        self._show(focus=False)
        self._reader.look_ahead()

    def unfinished(self) -> list[str]:
        """The names of the files that are neither stored, skipped nor refused."""
        return list(dict.fromkeys(one.path.name for one in self._queue.entries if one.state not in OVER))

    def go_by(self, places: int) -> None:
        """Go so many places on in the queue, or back."""
        to = self._queue.neighbour(places)
        if to is not None:
            self.go_to(to)

    def leave(self) -> None:
        """Close; with several files that are undecided, ask once for another Esc."""
        if self._queue.undecided_count() > 1 and not self._leaving:
            self._leaving = True
            self._update()
        else:
            self.reject()

    @property
    def can_take_back(self) -> bool:
        """Whether something was chosen since the newest look that came to something."""
        return self.file.snapshot() != self._accepted

    def go_on(self) -> None:
        """The primary action: the next step, the import, or the next file after one that is over."""
        file = self.file
        if file.state in OVER:
            self._go_to_next_file()
        elif file.state == LOCKED:
            self._open_with_password()
        elif file.step in (FILE, TABLE):
            self._go_to_step(file.step + 1)
        elif file.step == COLUMNS:
            self._stage()
        else:
            self._import()

    def go_back(self) -> None:
        """Back to the step before; while the file is read, that stops."""
        file = self.file
        if file.state == REFUSED and file.looks:
            self.take_up_again()
        elif file.step > FILE:
            self._stager.stop(file)
            self._go_to_step(file.step - 1)

    def take_back(self) -> None:
        """Take back the choice that is being looked at."""
        self._reader.stop(self.file)
        self._problem = ""
        self.file.restore(self._accepted)
        self._show(focus=False)
        self._reader.look_ahead()

    def done(self, result: int) -> None:
        """Close; whatever was begun and not stored is taken back."""
        self._reader.stop()
        self._stager.abandon()
        super().done(result)

    def _go_to_next_file(self) -> None:
        """Go to the next file with which something is left to do, or close."""
        following = self._queue.next_open()
        if following is None:
            self.accept()
        else:
            self.go_to(following)

    def _go_to_step(self, step: int) -> None:
        if self.file.state == READ:
            self._problem, self.file.step = "", step
            self._show(focus=True)

    def stop_reading(self) -> None:
        """Stop the first look into the file, or the reading of all of it."""
        if self._stager.job_of(self.file) is not None:
            self.go_back()
        else:
            self._reader.stop(self.file)
            self.file.state, self.file.reason = REFUSED, reason_of(Cancelled())
            self._show(focus=True)
            self._reader.look_ahead()

    def take_up_again(self) -> None:
        """Look again into a file that was refused, or go on with one of which something is known."""
        file = self.file
        file.state, file.reason = (READ, "") if file.looks else (WAITING, "")
        file.step = min(file.step, COLUMNS)
        self.go_to(file)

    def _open_with_password(self) -> None:
        origin = self.file.origin
        origin.password, origin.keeps = self.locked.take() or None, self.locked.keep.isChecked()
        for one in self._queue.entries:
            if one.origin is origin and one.state == LOCKED:
                one.state = WAITING
        self.go_to(self.file)

    def _look_again(self) -> None:
        """Look into the file with the choices as they are now, unless that was done; what is shown stays until then."""
        file, self._problem, self._leaving = self.file, "", False
        if file.look is None or file.is_stale:
            self._reader.look(file)
            self._update()
        else:
            self._reader.stop(file)
            self._accepted = file.snapshot()
            self._show(focus=False)

    def _on_looked(self, file: FileChoices) -> None:
        if file is not self.file:
            self._update()
            return
        self._accepted = file.snapshot()
        self._show(focus=self.pages.currentWidget() is self.waiting)

    def _on_look_failed(self, file: FileChoices, error: Exception) -> None:
        if file is self.file:
            self._problem = reason_of(error)
            self._update()

    def _on_sheet_chosen(self, name: str) -> None:
        self._stager.stop(self.file)
        self._go_to_sheet(self._queue.file.choose(name))

    def _on_sheet_toggled(self, name: str) -> None:
        self._queue.file.toggle(name)
        self._go_to_sheet(self.file)
        self._reader.look_ahead()

    def _on_others_wanted(self) -> None:
        self._queue.file.take_other_tables(self.file)
        self._show(focus=True)
        self._reader.look_ahead()

    def _go_to_sheet(self, file: FileChoices) -> None:
        file.shown = file.shown or self.file.shown
        self._queue.current, self._problem, self._accepted = file, "", file.snapshot()
        if file.state == WAITING:
            self._reader.look(file)
        self._show(focus=False)

    def _stage(self) -> None:
        """Read and type the whole file in a child, unless it was with the very same choices."""
        file = self.file
        file.step = SUMMARY
        if self._stager.staged_of(file) is None:
            self._reader.stop(file)
            self._stager.stage(file)
            self.pages.setCurrentWidget(self.waiting)
            self._update()
            self.waiting.cancel.setFocus()
        else:
            self._show(focus=True)

    def _on_staged(self, file: FileChoices) -> None:
        if file is self.file:
            self._show(focus=True)

    def _on_compared(self, file: FileChoices) -> None:
        if file is self.file and file.step == SUMMARY:
            self.summary_step.show_differences(self._stager.differences_of(file))
            self._update()

    def _on_staging_failed(self, file: FileChoices, error: Exception) -> None:
        if self._stager.staged_of(file) is not None:  # it was read, and could not be compared
            self._problem = reason_of(error)
            self._update()
            return
        file.step = FILE if isinstance(error, SameBytesError) else COLUMNS
        if isinstance(error, PasswordNeededError):
            file.state, file.reason = LOCKED, str(error)
        elif not isinstance(error, Cancelled | SameBytesError):
            file.state, file.reason = REFUSED, reason_of(error)
        if file is self.file:
            self._show(focus=True)

    def _import(self) -> None:
        """Store what was staged, in the background, and go on."""
        if self._stager.store(self.file, self.summary_step.differences.choice()):
            self._go_to_next_file()

    def _on_stored(self, file: FileChoices, state: str, reason: str) -> None:
        file.state, file.reason = state, reason
        file.seen = file.seen and state != REFUSED
        if file is self.file:
            self._show(focus=False)
        self._update()

    def _on_skip_clicked(self) -> None:
        self._reader.stop(self.file)
        self._stager.abandon(self.file)
        self.file.state = SKIPPED
        self._go_to_next_file()
        self._reader.look_ahead()

    def _on_columns_changed(self) -> None:
        """What was chosen needs no other look by itself."""
        self._accepted, self._leaving = self.file.snapshot(), False
        self._update()

    def _on_again_wanted(self) -> None:
        self.file.again = True
        self._go_to_step(TABLE)

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        if tables & {"*", "dataset", "version"} and not self.busy and self.file.state == READ:
            self._read_facts(focus=False)
            self._stager.compare(self.file)
