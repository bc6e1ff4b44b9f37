"""Backs up the open workspace by itself, quietly: after opening, every half hour while there is something new, and before it prunes.

What makes backups is imported when it is first needed, and first looked for a moment after opening: the page that is open comes before it.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.ui import formats
from prodops_desktop.ui.jobs import Action, Failed, Job, JobControl, Line
from prodops_desktop.ui.runner import Runner
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.work import clock
from prodops_desktop.workspace import Workspace

if TYPE_CHECKING:
    from prodops_desktop.datasets.pruning import Pruned
    from prodops_desktop.work.report import Progress
    from prodops_desktop.workspace.backups import Backup

FIRST_LOOK_MS = 1_500
"""So long after opening it looks for the first time whether a backup is due."""
SLOW_MS = 4_000
"""So long a backup takes before the status line speaks of it."""
_TICK_MS = 60_000
_OFTEN = timedelta(minutes=30)


class _Found(NamedTuple):
    """How it stands after opening: the newest backup, whether another is due, and before which day values are too old to be kept."""

    last: "Backup | None"
    is_due: bool
    before: date | None


class BackupKeeper(Runner):
    """Keeps the backups of one session, never two at once; ``show_backups`` is the way out that a failure offers.

    The moments are those of ``now``, and not of a timer, which stands still while the computer sleeps. ``jobs_changed`` tells of work that
    begins, ends or takes long enough to be spoken of, and of a newer backup.
    """

    def __init__(self, session: Session, show_backups: Callable[[], object], *, now: Callable[[], datetime] = clock.now) -> None:
        super().__init__(session)
        self._session, self._show_backups, self._now = session, show_backups, now
        self._path = session.workspace.path
        self._tried, self._position = now(), -1
        self._has_failed = self._is_closed = False
        self.last: Backup | None = None
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self.jobs_changed.emit)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        session.changed.connect(self._on_changed)
        QTimer.singleShot(FIRST_LOOK_MS, self, self._begin_to_look)

    def _begin_to_look(self) -> None:
        if not self._is_closed:
            self.start("", lambda _: _found(self._session.workspace, self._now()), self._on_looked_first, _told_elsewhere)

    @property
    def shown(self) -> list[Job]:
        """The work that takes long enough to be spoken of."""
        return [] if self._slow.isActive() else [job for job in self.jobs if job.title]

    @property
    def is_working(self) -> bool:
        """Whether a backup is being made, or the history pruned."""
        return any(job.title for job in self.jobs)

    def told(self) -> str:
        """When the newest backup was made, as a sentence."""
        if self.last is None:
            return tr("There is no backup yet.")
        return tr("Last backup: {moment}.", moment=formats.moment(self.last.moment.isoformat(), self._now().date()))

    def explained(self, error: BaseException) -> UserError | None:
        """What the disk or the file has done to us, as the session says it."""
        return self._session.explained(error)

    def look(self) -> None:
        """Back up when half an hour has passed and there is something new; a clock that was set back counts as passed."""
        passed, session = self._now() - self._tried, self._session
        is_early = timedelta(0) <= passed < _OFTEN
        if is_early or self.jobs or session.position == self._position or session.lost or not session.workspace.writable:
            return

        def work(control: JobControl) -> "Backup | None":
            from prodops_desktop.workspace import backups

            return self._make("hourly", control) if backups.is_due(self._path, "hourly", self._now()) else self.last

        self._begin(tr("Backing up"), work, self._keep, self._on_failed)

    def back_up(self, reason: str, done: "Callable[[Backup], object] | None" = None, failed: Failed | None = None) -> None:
        """Make a backup now; ``failed`` takes what hinders it, else that is one line."""

        def on_made(made: "Backup") -> None:
            self._keep(made)
            if done is not None:
                done(made)

        self._begin(tr("Backing up"), lambda control: self._make(reason, control), on_made, failed or self._on_failed)

    def prune(self, before: date, *, by_hand: bool = False) -> None:
        """Drop the values that steps of days before this one changed, after a backup, and say what was done, or what hindered it."""

        def work(control: JobControl) -> "tuple[Pruned, Backup | None]":
            from prodops_desktop.datasets.pruning import prune_history

            return prune_history(self._session.workspace, before, _report(control), control.cancelled), _newest(self._path)

        self._begin(tr("Pruning the history"), work, self._on_pruned, self._on_not_pruned if by_hand else self._on_failed)

    def close(self) -> None:
        """Cancel what runs, which leaves nothing half, and wait for it."""
        self._is_closed = True
        self._timer.stop()
        self._slow.stop()
        super().close()

    def _begin(self, title: str, work: Callable[[JobControl], object], done: Callable[..., object], failed: Failed) -> None:
        if self.is_working:
            from prodops_desktop.workspace.backups import BackupFailed

            failed(BackupFailed("busy", tr("A backup is being made already. Wait until it is done.")))
            return
        self._tried, self._position = self._now(), self._session.position
        self._slow.start()
        self.start(title, work, done, failed)

    def _make(self, reason: str, control: JobControl) -> "Backup":
        from prodops_desktop.workspace import backups

        return backups.make(self._path, reason, progress=_report(control), cancelled=control.cancelled)

    def _on_looked_first(self, found: _Found) -> None:
        self.last = found.last
        self.jobs_changed.emit()
        if found.before is not None:
            self.prune(found.before)
        elif found.is_due:
            self.back_up("opening")

    def _on_changed(self, tables: frozenset[str]) -> None:
        """Erasing, after which anything may have changed, deletes backups or makes one of its own."""
        if "*" in tables:
            self._session.ask(lambda: _newest(self._path), self._on_newest_read, _told_elsewhere)

    def _on_newest_read(self, newest: "Backup | None") -> None:
        if newest != self.last:
            self.last = newest
            self.jobs_changed.emit()

    def _keep(self, made: "Backup | None") -> None:
        self.last, self._has_failed, self._tried = made, False, self._now()
        self.jobs_changed.emit()

    def _on_pruned(self, ended: "tuple[Pruned, Backup | None]") -> None:
        pruned, made = ended
        self._keep(made)
        self._session.announce(frozenset({"barrier"}))
        text = tr(
            "Pruned the history before {day}: the values of {rows} are dropped, the headings of the steps stay. A backup was made first.",
            day=formats.day(pruned.before),
            rows=counted(pruned.values, "{n} row", "{n} rows"),
        )
        self._session.result(text, actions=(self._way_out(),))

    def _on_not_pruned(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._session.said.emit(Line("note", tr("Stopped. What was pruned by then stays pruned; prune again for the rest.")))
        else:
            self._session.problem(str(error), actions=(self._way_out(),))

    def _on_failed(self, error: Exception) -> None:
        """Say it once, until a backup succeeds again; that another program makes one just now is no failure."""
        from prodops_desktop.workspace.backups import BackupFailed

        self._position = -1
        if isinstance(error, Cancelled) or self._has_failed or (isinstance(error, BackupFailed) and error.cause == "busy"):
            return
        self._has_failed = True
        self._session.problem(str(error), actions=(self._way_out(),))

    def _way_out(self) -> Action:
        return Action(tr("Backups…"), self._show_backups)


def _found(workspace: Workspace, now: datetime) -> _Found:
    from prodops_desktop.workspace import backups, pruning

    if not workspace.writable:
        return _Found(_newest(workspace.path), is_due=False, before=None)
    with workspace.reading() as store:
        before = pruning.due(store)
    return _Found(_newest(workspace.path), backups.is_due(workspace.path, "opening", now), before)


def _newest(path: Path) -> "Backup | None":
    from prodops_desktop.workspace import backups

    return next((backup for backup in backups.all_backups(path) if not backup.is_other), None)


def _report(control: JobControl) -> "Callable[[Progress], None]":
    return lambda now: control.report(now.done, now.total, now.text)


def _told_elsewhere(_: Exception) -> None:
    """What hinders reading is said where the pages read."""
