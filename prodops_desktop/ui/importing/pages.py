"""Shows the current sheet of the queue: its page, and what the head, the steps and the foot of the dialog say of it."""

import dataclasses

from PySide6.QtWidgets import QWidget

from prodops_desktop.ui.importing.choices import LOCKED, READ, REFUSED, SKIPPED, FileChoices
from prodops_desktop.ui.importing.columns_step import ColumnsStep
from prodops_desktop.ui.importing.facts import Facts, read_facts
from prodops_desktop.ui.importing.file_step import FileStep
from prodops_desktop.ui.importing.frame import ImportFrame
from prodops_desktop.ui.importing.naming import Target, target_called
from prodops_desktop.ui.importing.password_page import PasswordPage
from prodops_desktop.ui.importing.queue import Queue
from prodops_desktop.ui.importing.reader import Reader
from prodops_desktop.ui.importing.runs import no_keyring_text
from prodops_desktop.ui.importing.stager import Stager
from prodops_desktop.ui.importing.summary_step import SummaryStep, writes_text
from prodops_desktop.ui.importing.table_step import TableStep
from prodops_desktop.ui.importing.waiting import Outcome, Waiting
from prodops_desktop.ui.importing.wording import (
    FILE,
    OVER,
    SUMMARY,
    about_text,
    after_over,
    hindrance,
    leaving_text,
    nothing_yet,
    over_texts,
    primary_text,
    same_bytes_text,
    title_text,
)
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr


class ImportPages(ImportFrame):
    """What is shown, and nothing of what is done; that is in :class:`~prodops_desktop.ui.importing.dialog.ImportDialog`."""

    def __init__(self, session: Session, queue: Queue, parent: QWidget | None) -> None:
        super().__init__(parent, [tr("File"), tr("Table"), tr("Columns"), tr("Summary")], queue)
        self._session, self._queue = session, queue
        self._reader, self._stager = Reader(session, queue, self), Stager(session, self)
        self._facts = Facts((), None)
        self._problem = ""
        """Why the last choice came to nothing."""
        self._leaving = False
        """Whether Esc was pressed once while several files are undecided."""
        self._wants_primary = False
        """Whether the keyboard goes to the primary button as soon as that can be pressed."""
        self.file_step, self.table_step, self.columns_step, self.summary_step = FileStep(), TableStep(), ColumnsStep(), SummaryStep()
        self.waiting, self.locked, self.refused = Waiting(self.stop_reading), PasswordPage(), Outcome(self.take_up_again)
        self._steps = (self.file_step, self.table_step, self.columns_step, self.summary_step)
        for page in (*self._steps, self.waiting, self.locked, self.refused):
            self.pages.addWidget(page)

    @property
    def can_take_back(self) -> bool:
        """Whether something was chosen since the newest look that came to something."""
        raise NotImplementedError

    def stop_reading(self) -> None:
        """Stop what the page for waiting is about."""
        raise NotImplementedError

    def take_up_again(self) -> None:
        """Begin again with a file that was refused or skipped."""
        raise NotImplementedError

    @property
    def step(self) -> int:
        """The step that is shown or being reached."""
        return self.file.step

    @property
    def busy(self) -> bool:
        """Whether the file that is shown is being read just now."""
        return self._reader.job_of(self.file) is not None or self._stager.job_of(self.file) is not None

    @property
    def file(self) -> FileChoices:
        """The sheet of the queue that is shown."""
        return self._queue.current

    @property
    def _targets(self) -> list[Target]:
        return self._stager.storing.with_pending(self._facts.targets)

    @property
    def _target(self) -> Target | None:
        """The dataset that the sheet will be a version of, with those of the queue before it; in Summary only what is being stored."""
        file, target = self.file, target_called(self.file.destination.name, self._targets)
        before = 0 if file.step == SUMMARY else len(self._queue.sharing(file)[0])
        if not before:
            return target
        target = target or Target(file.destination.name, 0, "")
        return dataclasses.replace(target, pending=target.pending + before)

    def _show(self, *, focus: bool) -> None:
        """Show what is known of the file; of one that can be gone on with, first read what the workspace knows that matters for it."""
        file, file.seen = self.file, True
        self._leaving = self._wants_primary = False
        if file.state == READ or (file.shown is not None and file.state not in (*OVER, LOCKED)):
            self._read_facts(focus=focus)
            return
        if file.state == LOCKED:
            self._ask_password()
        elif file.state in OVER:
            self.refused.say(*over_texts(file), again=file.state in (REFUSED, SKIPPED))
            self.pages.setCurrentWidget(self.refused)
        else:
            self.pages.setCurrentWidget(self.waiting)
        self._update()
        if file.state == LOCKED:
            self.locked.field.setFocus()
        elif focus:
            (self.primary if file.state in OVER else self.waiting.cancel).setFocus()

    def _ask_password(self) -> None:
        file = self.file

        def known(reason: str) -> None:
            if file is self.file and file.state == LOCKED:
                self.locked.say_keyring(reason)

        self.locked.ask(file.path.name, file.reason, keeps=file.origin.keeps)
        self.pages.setCurrentWidget(self.locked)
        self._session.ask(no_keyring_text, known)

    def _read_facts(self, *, focus: bool) -> None:
        file, look = self.file, self.file.look or self.file.shown
        if look is None:
            return
        sheet, table = file.sheet, file.table

        def known(facts: Facts) -> None:
            if file is self.file and look is (file.look or file.shown):
                self._facts = facts
                file.destination.propose(self._targets)
                self._show_step(focus=focus)

        self._session.read(lambda store: read_facts(store, look.sha256, sheet, table), known, key=("import", id(self)))

    def _show_step(self, *, focus: bool) -> None:
        file, page = self.file, self._steps[self.file.step]
        if isinstance(page, FileStep):
            page.show_file(self._queue.file, file, self._targets, self._session.today)
            self._show_version()
        elif isinstance(page, SummaryStep):
            staged = self._stager.staged_of(file)
            if staged is None:
                return  # still being read
            page.show_staged(staged, target_called(file.destination.name, self._targets))
            page.show_differences(self._stager.differences_of(file))
        elif isinstance(page, TableStep):
            page.show_file(file, len(self._queue.file.other_tables(file)))
        else:
            page.show_file(file)
        self.pages.setCurrentWidget(page)
        if focus and isinstance(page, SummaryStep):
            page.area.setFocus()
            self._wants_primary = True
        self._update()
        if focus and not isinstance(page, SummaryStep):
            page.focus_first()

    def _show_version(self) -> None:
        """Say in the step File which version it becomes, and what else of the queue goes into the same dataset."""
        before, after = self._queue.sharing(self.file)
        self.file_step.show_version(self.file, self._target, [self.queue_list.lines(one).title for one in (*before, *after)])

    def _hindrance(self) -> str:
        file = self.file
        return self._problem or hindrance(file, self._facts, taken=file in self._queue.file.taken)

    def _update(self) -> None:
        """Head, list, steps and foot follow the choices."""
        file = self.file
        target = self._target
        self._show_version()
        self.file_step.show_same_bytes(same_bytes_text(file, self._facts))
        self.title.setText(title_text(file, target))
        self.subtitle.setText(about_text(file))
        self.stepper.show_step(file.step)
        entries, at = self._queue.entries, self._queue.at
        self.place.setText(tr("File {n} of {all}", n=at + 1, all=len(entries)))
        self.place.setVisible(len(entries) > 1 and at >= 0)
        self.queue_list.show_queue()
        self._follow_jobs()
        self._update_foot(target)

    def _follow_jobs(self) -> None:
        """Show how far reading is: on its own page, or in the foot of what is shown meanwhile."""
        looking, staging = self._reader.job_of(self.file), self._stager.job_of(self.file)
        waits = self.pages.currentWidget() is self.waiting
        job = staging or looking
        if waits and job is not None:
            self.waiting.follow(job)
        self.looking.follow(None if waits else looking)
        self.said.setVisible(self.looking.isHidden())

    def _update_foot(self, target: Target | None) -> None:
        file = self.file
        over, waits = file.state in OVER, self.pages.currentWidget() is self.waiting
        stops = "" if over or waits or file.state == LOCKED else self._hindrance()
        left = self._queue.open_count()
        words = after_over(file, left) if over else (primary_text(file, target), self._coming(target))
        self.primary.setText(words[0])
        self.primary.setEnabled(over or not (stops or waits or self._is_unready()))
        self.primary.setToolTip(stops or tr("Ctrl+Enter"))
        self.back.setVisible(file.step > FILE and file.state in (READ, REFUSED) and bool(file.looks))
        self.skip.setVisible(left > 0 and not over)
        self.cancel.setVisible(left > 0 or not over)
        only_looked_at = file.state == READ and file not in self._queue.file.taken
        if self._leaving:
            self.say(leaving_text(self._queue.undecided_count()))
        else:
            self.say(stops or words[1], blocks=bool(stops) and not only_looked_at)
        self.undo.setVisible(bool(self._problem) and self.can_take_back)
        if self._wants_primary and self.primary.isEnabled():
            self._wants_primary = False
            if self.focusWidget() in (None, self.summary_step.area, self.cancel, self.waiting.cancel):
                self.primary.setFocus()

    def _is_unready(self) -> bool:
        """Whether something is still to come or to be typed before one can go on."""
        file = self.file
        if file.state == LOCKED:
            return not self.locked.field.text()
        if file.step == SUMMARY:
            return self._stager.staged_of(file) is None or self._stager.is_comparing(file)
        return file.look is None

    def _coming(self, target: Target | None) -> str:
        staged = self._stager.staged_of(self.file) if self.file.step == SUMMARY else None
        return writes_text(staged, target) if staged is not None else nothing_yet()
