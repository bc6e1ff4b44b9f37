"""What the window does so that nothing is lost: backups by themselves and by hand, restoring one, copies, and a word on a risky folder."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.ui.jobs import Action, Job, JobControl, Line
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import SUFFIX, surroundings

if TYPE_CHECKING:
    from prodops_desktop.ui.backup_keeper import BackupKeeper
    from prodops_desktop.ui.main_window import MainWindow
    from prodops_desktop.workspace.backups import Backup, Restored


class Keeping:
    """Follows the session of the window, and works on a file that can't be opened, too."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._restoring: Path | None = None
        self.keeper: BackupKeeper | None = None

    @property
    def jobs(self) -> list[Job]:
        """The work of the keeper that takes long enough to be shown."""
        return self.keeper.shown if self.keeper is not None else []

    def told(self) -> str:
        """When the newest backup was made, as a sentence; empty without a workspace."""
        return self.keeper.told() if self.keeper is not None else ""

    def follow(self, session: Session) -> None:
        """Keep the backups of a workspace that was opened, and say where its folder is a risk."""
        from prodops_desktop.ui.backup_keeper import BackupKeeper

        path = session.workspace.path
        self.keeper = BackupKeeper(session, self.show_backups)
        self.keeper.jobs_changed.connect(self._window.shown.show_keeping)
        session.copy_requested.connect(self.save_copy)
        session.backups_requested.connect(self.show_backups)
        if unerased := session.workspace.unerased:
            session.said.emit(Line("warn", unerased))
        elif not self._window.preferences.flag(_silenced(path), default=False):
            session.ask(lambda: surroundings.warning(path), partial(self._warn, session))

    def let_go(self) -> None:
        """Stop what is kept up for the workspace, which is about to be closed."""
        keeper, self.keeper = self.keeper, None
        if keeper is not None:
            keeper.close()

    def hinders(self, path: Path) -> str | None:
        """Why the workspace at ``path`` can't be opened now: a backup is just being put in its place."""
        if self._restoring is None or self._restoring != path.resolve():
            return None
        return tr("{name} is just being restored. Open it again when that is done.", name=path.name)

    def say_unopened(self, path: Path, error: UserError) -> None:
        """Say why a workspace can't be opened; where it has backups, they are the way out."""
        from prodops_desktop.workspace import backups

        path = _workspace_of(path)
        way_out = (Action(tr("Backups…"), lambda: self.show_backups(path)),) if backups.folder_of(path).is_dir() else ()
        self._say(Line("bad", str(error), way_out))

    def show_backups(self, path: Path | None = None) -> None:
        """Open the list of the backups of the open workspace, or of one that can't be opened; where none is open, it is asked for."""
        from prodops_desktop.ui.shell.backups_dialog import BackupsDialog

        session = self._window.session
        if session is not None and (path is None or path.resolve() == session.workspace.path):
            BackupsDialog(self._window, session.workspace.path, session).open()
        elif found := path or self._ask_whose():
            BackupsDialog(self._window, found, None).open()

    def restore(self, path: Path, source: Path, *, partly: bool = False) -> None:
        """Put a backup in the place of the workspace at ``path``: close it, restore it in a job, and open it again, whatever came of it.

        Where another one was opened meanwhile, that stays open.
        """
        window = self._window
        if hindrance := self.hinders(path):
            window.refuse(hindrance)
            return
        was_open = window.session is not None and window.session.workspace.path == path
        if was_open:
            window.close_workspace()
        self._restoring = path.resolve()

        def work(control: JobControl) -> "Restored":
            from prodops_desktop.workspace import backups

            return backups.restore(
                source,
                path,
                partly=partly,
                progress=lambda now: control.report(now.done, now.total, now.text),
                cancelled=control.cancelled,
            )

        window.runner.start(
            tr("Restoring {name}", name=path.name), work, partial(self._on_restored, path), partial(self._on_failed, path, was_open)
        )

    def save_copy(self) -> None:
        """Ask where a whole copy of the open workspace lies, and write it in a job."""
        session = self._window.session
        out = self._ask_copy(session.workspace.path, tr("copy")) if session is not None else None
        if session is not None and out is not None:
            workspace = session.workspace
            session.start(tr("Saving a copy"), lambda _: workspace.save_copy(out), self._on_copied)

    def save_backup(self, path: Path, backup: "Backup", *, partly: bool = False) -> None:
        """Ask where a backup lies as a workspace of its own, and write it in a job."""
        out = self._ask_copy(path, f"{backup.moment:%Y-%m-%d %H%M}")
        if out is None:
            return

        def work(control: JobControl) -> Path:
            from prodops_desktop.workspace import backups

            if out.exists():
                raise UserError(tr("There is a file {name} already, and nothing was changed. Choose another name.", name=out.name))
            backups.restore(
                backup.path,
                out,
                partly=partly,
                progress=lambda now: control.report(now.done, now.total, now.text),
                cancelled=control.cancelled,
            )
            return out

        (self._window.session or self._window.runner).start(tr("Saving a copy"), work, self._on_copied)

    def _ask_whose(self) -> Path | None:
        """The workspace whose backups are wanted; where it is gone, one of its backups says so, too."""
        kinds = tr("Workspaces and backups (*{suffix} *.backup)", suffix=SUFFIX)
        return next((_workspace_of(path.absolute()) for path in self._window.files.ask_open(tr("Backups of a workspace"), kinds)), None)

    def _ask_copy(self, path: Path, mark: str) -> Path | None:
        """Where a copy shall lie; it is proposed beside the workspace, by its name and this mark."""
        proposed = path.with_name(f"{path.stem} {mark}{SUFFIX}")
        out = self._window.files.ask_save(tr("Save a copy"), proposed, tr("Workspaces (*{suffix})", suffix=SUFFIX))
        return out if out is None or out.suffix == SUFFIX else out.with_name(out.name + SUFFIX)

    def _on_copied(self, out: Path) -> None:
        actions = (Action(tr("Open it"), lambda: self._window.open_path(out)),)
        self._say(Line("good", tr("The copy is in {name}.", name=out), actions))

    def _on_restored(self, path: Path, restored: "Restored") -> None:
        self._restoring = None
        instead = self._instead(path)
        if not instead and not self._window.open_path(path):
            return  # it was said why
        kept = restored.kept
        back = (Action(tr("Take it back"), lambda: self.restore(path, kept.path)),) if kept is not None else ()
        self._say(Line("good", restored.sentence, (*instead, *back, Action(tr("Backups…"), lambda: self.show_backups(path)))))

    def _on_failed(self, path: Path, was_open: bool, error: Exception) -> None:
        self._restoring = None
        instead = self._instead(path) if was_open else ()
        if was_open and not instead:
            self._window.open_path(path)
        if isinstance(error, Cancelled):
            self._say(Line("note", tr("Cancelled. Everything is as it was before."), instead))
        else:
            self._say(Line("bad", str(error), (*instead, Action(tr("Backups…"), lambda: self.show_backups(path)))))

    def _instead(self, path: Path) -> tuple[Action, ...]:
        """What is offered instead of opening a workspace, where another one was opened meanwhile."""
        return (Action(tr("Open it"), lambda: self._window.open_path(path)),) if self._window.session is not None else ()

    def _warn(self, session: Session, warning: str | None) -> None:
        """Say once what is risky about the folder: not again for this file once the line was closed."""
        if warning:
            path = session.workspace.path
            session.said.emit(Line("warn", warning, closed=lambda: self._window.preferences.choose(_silenced(path), value=True)))

    def _say(self, line: Line) -> None:
        (self._window.session or self._window.runner).said.emit(line)


def _workspace_of(path: Path) -> Path:
    """The workspace that a backup belongs to, which lies in a folder beside it; any other file as it is."""
    folder = path.parent
    return folder.with_suffix(SUFFIX) if path.suffix == ".backup" and folder.suffix == ".backups" else path


def _silenced(path: Path) -> str:
    """The preference that says that the folder of this file was warned of enough."""
    return f"warned of {path}"
