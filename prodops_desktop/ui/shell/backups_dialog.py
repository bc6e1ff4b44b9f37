"""File › Backups…: what was kept of the workspace and when, what has changed since, and the way back to one of them."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from prodops_desktop.errors import Cancelled
from prodops_desktop.ui import asking, formats
from prodops_desktop.ui.jobs import Job
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.backup_rows import Row, Shelf, backup_table, moment_text, read_shelf, step_table, steps_text
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.states import EmptyState, Note
from prodops_desktop.ui.widgets.text import Elided, label
from prodops_desktop.work import clock
from prodops_desktop.workspace import backups

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow

_STEPS_HEIGHT, _ANY_HEIGHT = growing(150), 10_000


class BackupsDialog(Dialog):
    """The backups of the open workspace or, without a session, of a file that can't be opened.

    Restoring is asked for in two steps: the list makes way for what will happen, and only there it can be begun.
    """

    def __init__(self, window: "MainWindow", path: Path, session: Session | None) -> None:
        super().__init__(window, tr("Backups"), note=path.name, width=880, height=590)
        self._window, self._path, self._session = window, path, session
        self._asking, self._is_empty = False, False
        self._job: Job | None = None
        today = clock.today
        self.notice = Note("note", "")
        self.place = Elided(tr("In {folder}", folder=backups.folder_of(path)), "meta", "3", middle=True)
        self.room = label("", "meta", "2")
        self.table, self.steps = backup_table(today), step_table(today)
        self.empty = EmptyState(tr("There is no backup yet."), icon="archive-clock-outline", more=_when_made())
        self.told, self.said = label("", "section", wrap=True), label("", "meta", "2", wrap=True)
        self.lacks = Note("warn", "")
        self._make_buttons()
        self._lay_out()
        self.table.chosen.connect(lambda _: self._follow())
        self.table.entered_row.connect(lambda _: self.ask())
        self.table.doubleClicked.connect(lambda _: self.ask())
        self.table.left.connect(self.close)
        self.steps.left.connect(lambda: self.show_list() if self._asking else self.close())
        if session is not None:
            session.changed.connect(lambda _: self.read())
        keeper = window.keeping.keeper
        if keeper is not None:
            keeper.jobs_changed.connect(self._on_keeper_changed)
            self._last = keeper.last
        self._follow()
        self.read()
        self.table.setFocus()

    def _make_buttons(self) -> None:
        self.folder = button(tr("Show folder"), self._on_folder_clicked, icon="folder-open-outline")
        self.make = button(tr("Back up now"), self.back_up, icon="archive-plus-outline")
        self.copy = button(tr("Save a copy of it…"), self.save_copy, icon="content-save-outline")
        self.restore = button(tr("Restore…"), self.ask, icon="backup-restore", role="primary")
        self.restore.setShortcut("Ctrl+Return")
        self.back = button(tr("Back to the list"), self.show_list, icon="arrow-left")
        self.confirm = button(tr("Restore this backup"), self.begin, icon="backup-restore", role="primary")
        for index, made in enumerate((self.folder, self.back)):
            self.foot.insertWidget(index, made)
        for index, made in enumerate((self.make, self.copy, self.restore, self.confirm)):
            self.foot.insertWidget(3 + index, made)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.place, 1)
        top.addWidget(self.room)
        self._details = QWidget()
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.told, self.said, self.lacks, self.steps):
            column.addWidget(widget, int(widget is self.steps))
        self.body.addWidget(self.notice)
        self.body.addLayout(top)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._details)
        self._rest = QWidget()
        self.body.addWidget(self._rest, 1)

    def read(self) -> None:
        """Read the list anew; what was chosen stays chosen."""
        path = self._path
        if self._session is not None:
            self._session.read(partial(read_shelf, path), self._show, self._on_failed, key=self)
        else:
            self._window.runner.start(tr("Reading the backups"), lambda _: read_shelf(path, None), self._show, self._on_failed)

    def back_up(self) -> None:
        """Make a backup by hand."""
        keeper = self._window.keeping.keeper
        if keeper is not None and self._hinders_making() is None:
            self.notice.say("note", tr("Backing up…"))
            keeper.back_up("hand", self._on_made, self._on_failed)

    def ask(self) -> None:
        """Say what restoring the chosen backup does, before anything happens."""
        if self._row is not None and self.restore.isEnabled():
            self._asking = True
            self.confirm.show()
            self.confirm.setFocus()  # before the list goes, which would hand the keyboard to the next table
            self._follow()

    def show_list(self) -> None:
        """Go back from the question to the list."""
        self._asking = False
        self._follow()
        self.table.setFocus()

    def begin(self) -> None:
        """Restore: the window closes the workspace, restores it in a job, and opens it again."""
        row = self._row
        if row is not None:
            window, path = self._window, self._path
            self.close()
            window.keeping.restore(path, row.backup.path, partly=not row.backup.complete)

    def save_copy(self) -> None:
        """Write the chosen backup out as a workspace of its own."""
        row = self._row
        if row is not None:
            self._window.keeping.save_backup(self._path, row.backup, partly=not row.backup.complete)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back from the question first."""
        if self._asking and event.key() == Qt.Key.Key_Escape:
            self.show_list()
        else:
            super().keyPressEvent(event)

    @property
    def _row(self) -> Row | None:
        found: Row | None = self.table.current()
        return found

    def _show(self, shelf: Shelf) -> None:
        self.table.show_list(shelf.rows)
        if shelf.rows and self._row is None:
            self.table.setCurrentIndex(self.table.records.index(0, 0))
        self._is_empty = not shelf.rows
        self.room.setText(_room_text(shelf))
        self._follow()

    def _follow(self) -> None:
        """Show the list, or the question in its place, and what can be done now."""
        row, is_asked = self._row, self._asking
        self.table.setVisible(not is_asked and not self._is_empty)
        self._rest.setVisible(is_asked and not self._has_steps())
        self.empty.setVisible(self._is_empty)
        self._details.setVisible(row is not None)
        self.steps.setMaximumHeight(_STEPS_HEIGHT if not is_asked else _ANY_HEIGHT)
        for made in (self.folder, self.make, self.copy, self.restore):
            made.setVisible(not is_asked)
        for made in (self.back, self.confirm):
            made.setVisible(is_asked)
        if row is not None:
            self._show_row(row)
        _allow(self.make, self._hinders_making())
        _allow(self.copy, None if row is not None else tr("Choose a backup first."))
        _allow(self.restore, self._hinders_restoring())
        _allow(self.folder, None if backups.folder_of(self._path).is_dir() else tr("The folder is made with the first backup."))
        session = self._session
        if session is None:
            self.notice.say("note", tr("This workspace is not open. Restoring sets a damaged file aside whole; nothing of it is lost."))
        elif session.lost or session.read_only_reason:
            self.notice.say("warn", session.lost or session.read_only_reason or "")

    def _has_steps(self) -> bool:
        return bool(self._row is not None and self._row.since)

    def _show_row(self, row: Row) -> None:
        """What was done since, and when it is asked, what restoring does."""
        self.steps.show_list(row.since or ())
        self.steps.setVisible(self._has_steps())
        self.lacks.say("warn", _lacks_text(row) if row.backup.trouble is not None else "")
        if self._asking:
            self.told.setText(tr("Restore the backup of {moment}?", moment=moment_text(row.backup)))
            self.said.setText(" ".join(filter(None, (self._what_happens(), _what_goes(row)))))
            self.said.show()
            return
        self.told.setText(_since_title(row))
        self.said.setText("" if row.since is not None else tr("What changed since is known once the workspace is open."))
        self.said.setVisible(row.since is None)

    def _what_happens(self) -> str:
        if self._session is None:
            return tr(
                "{name} becomes what it was then. The file that is there now is kept: as one more backup, or, where it is damaged, "
                "set aside whole in the same folder.",
                name=self._path.name,
            )
        text = tr(
            "{name} becomes what it was then, and is opened again. As it is now, it becomes one more backup, so that you can come back "
            "to it.",
            name=self._path.name,
        )
        jobs = self._session.jobs
        return text + (" " + tr("“{title}” is still running, and is cancelled.", title=jobs[0].title) if jobs else "")

    def _hinders_making(self) -> str | None:
        keeper, session = self._window.keeping.keeper, self._session
        if session is None or keeper is None:
            return tr("Only an open workspace can be backed up.")
        if keeper.is_working:
            return tr("A backup is being made already. Wait until it is done.")
        return session.lost or session.read_only_reason

    def _hinders_restoring(self) -> str | None:
        if self._row is None:
            return tr("Choose a backup first.")
        return self._session.read_only_reason if self._session is not None else None

    def _on_made(self, made: object) -> None:
        del made
        self.notice.say("good", tr("The backup is made."))

    def _on_failed(self, error: Exception) -> None:
        self.notice.say("bad", tr("Cancelled; no backup was made.") if isinstance(error, Cancelled) else str(error))
        self._follow()

    def _on_keeper_changed(self) -> None:
        """Follow what the keeper does, whoever began it; a newer backup is read."""
        keeper = self._window.keeping.keeper
        job = next((job for job in keeper.jobs if job.title), None) if keeper is not None else None
        if job is not None and job is not self._job:
            job.changed.connect(lambda: self._on_job_changed(job))
        self._job = job
        if keeper is not None and keeper.last != self._last:
            self._last = keeper.last
            self.read()
        self._follow()

    def _on_job_changed(self, job: Job) -> None:
        if job is self._job and not job.cancelling:
            self.notice.say("note", " ".join(filter(None, (f"{job.title}…", job.how_far))))

    def _on_folder_clicked(self) -> None:
        asking.show_file(backups.folder_of(self._path))


def _allow(made: QPushButton, reason: str | None) -> None:
    made.setEnabled(reason is None)
    made.setToolTip(reason or "")


def _when_made() -> str:
    return tr(
        "One is made when a workspace is opened and the last is older than a day, every half hour while you work, and before anything "
        "that can’t be undone."
    )


def _room_text(shelf: Shelf) -> str:
    if not shelf.rows:
        return ""
    parts = [counted(len(shelf.rows), "{n} backup", "{n} backups")]
    taken = formats.size(shelf.taken)
    parts.append(tr("{taken} of {budget}", taken=taken, budget=formats.size(shelf.budget)) if shelf.budget else taken)
    return " · ".join(parts)


def _since_title(row: Row) -> str:
    moment = moment_text(row.backup)
    if row.since is None:
        return tr("The backup of {moment}", moment=moment)
    if not row.since:
        return tr("Nothing was changed since {moment}", moment=moment)
    return tr("{steps} since {moment}", steps=steps_text(row.since), moment=moment)


def _what_goes(row: Row) -> str:
    if row.since is None:
        return ""
    if not row.since:
        return tr("Nothing was changed since.")
    return counted(len(row.since), "This step made since is not in it:", "These {n} steps made since are not in it:")


def _lacks_text(row: Row) -> str:
    return tr("This backup is not complete. {trouble} Restoring it brings back all but these.", trouble=row.backup.trouble)
