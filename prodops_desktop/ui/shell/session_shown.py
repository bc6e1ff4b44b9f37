"""Keeps top bar, status line, corner and badges true to the workspace that is open, or to none."""

from typing import TYPE_CHECKING

from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow


class SessionShown:
    """Reads the session of the window each time; tells it nothing."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def follow(self, session: Session) -> None:
        """Show this session from now on."""
        window = self._window
        window.setWindowTitle(f"{session.workspace.path.stem} – Prodops Desktop")
        window.rail.allow({entry.id for entry in window.entries}, "")
        session.state_changed.connect(self.show_state)
        session.said.connect(window.strip.say)
        session.jobs_changed.connect(self.show_jobs)
        window.badges.follow(session)
        self.show_state()

    def show_none(self) -> None:
        """Show that no workspace is open."""
        window = self._window
        first = window.entries[0]
        window.setWindowTitle("Prodops Desktop")
        window.rail.mark(first.id)
        window.rail.allow({first.id}, tr("Open or make a workspace first."))
        window.top_bar.show_page(None, first.title)
        window.badges.follow(None)
        self.show_jobs()
        self.show_state()
        window.status.show_summary("", tr("No data yet"))
        window.status.show_selection("", ())

    def show_state(self) -> None:
        """Show what can be undone and imported, and how the file stands."""
        window, session = self._window, self._window.session
        reason = window.files.why_no_import()
        window.status.show_state(session, window.keeping.told())
        window.facts.follow(session)
        bar, back = window.top_bar, window.taking_back
        bar.undo.setEnabled(back.why_no_undo() is None)
        bar.redo.setEnabled(back.why_no_redo() is None)
        bar.undo.setToolTip(f"{back.undo_text()} (Ctrl+Z)")
        bar.redo.setToolTip(f"{back.redo_text()} (Ctrl+Shift+Z)")
        bar.load.setEnabled(reason is None)
        bar.load.setToolTip(reason or tr("Import spreadsheets (Ctrl+I)"))

    def show_jobs(self) -> None:
        """Show what runs and waits, in the workspace and beside it."""
        window = self._window
        own = window.session.jobs if window.session is not None else []
        window.status.show_jobs([*own, *window.runner.jobs, *window.keeping.jobs])

    def show_keeping(self) -> None:
        """Show what is kept by itself: work that takes long, and when the newest backup was made."""
        self.show_jobs()
        self._window.status.show_state(self._window.session, self._window.keeping.told())
