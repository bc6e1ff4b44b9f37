"""The sample in the window: it is made and opened, its spreadsheets are tried with a click, and all of it is taken away in one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from prodops_desktop.errors import Cancelled, RefusedError
from prodops_desktop.ui import asking, icons, places
from prodops_desktop.ui.jobs import Action, JobControl, Line
from prodops_desktop.ui.shell.looking import Looker
from prodops_desktop.ui.texts import counted, menu_text, tr

if TYPE_CHECKING:
    from prodops_desktop.datasets.sample_removing import SampleRemoved, SampleThere
    from prodops_desktop.ui.main_window import MainWindow

_FOLDER = "sample_folder"
"""What the folder that was chosen for the sample is remembered by."""


class Sample:
    """What the window does with the sample workspace."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.looker = Looker(window)
        self.ask_folder: Callable[[str, Path], Path | None] = partial(asking.ask_folder, window)

    def open(self) -> None:
        """Open the sample workspace, made by the real import when it is not there yet."""
        from prodops_desktop.datasets.sample_removing import find_sample

        folder = self._place()
        there = find_sample(folder).workspace
        if there is not None:
            self._window.open_path(there)
        else:
            self._make(folder)

    def look(self) -> None:
        """Have the first-run page show what there is of the sample, once the disk was looked at."""
        self.looker.start_over()
        self.looker.look(partial(_look, self._place()), self._window.welcome.show_sample)

    def folder(self) -> Path:
        """Where the spreadsheets lie: beside the sample that is open, else where it is made."""
        session = self._window.session
        return session.workspace.path.parent if session is not None and session.is_sample else self._place()

    def _place(self) -> Path:
        """Where the sample is made: in the documents, or in the folder that was chosen instead."""
        chosen = self._window.preferences.text(_FOLDER)
        return Path(chosen) if chosen else places.sample_folder()

    def _make(self, folder: Path) -> None:
        def work(control: JobControl) -> Path:
            from prodops_desktop.areas import MAKERS, TAKERS
            from prodops_desktop.datasets.sampling import make_sample

            def on_file(done: int, total: int, name: str) -> None:
                if control.cancelled.is_set():
                    raise Cancelled
                control.report(done, total, name)

            return make_sample(folder, TAKERS, MAKERS, on_file)

        self._window.runner.start(tr("Making the sample workspace"), work, self._on_made, self._on_not_made)

    def _on_made(self, workspace: Path) -> None:
        if workspace.parent != self._place():
            self._window.preferences.choose(_FOLDER, str(workspace.parent))
        self._window.open_path(workspace)

    def _on_not_made(self, error: Exception) -> None:
        from prodops_desktop.datasets.sampling import NOT_WRITTEN

        if isinstance(error, RefusedError) and error.kind == NOT_WRITTEN:
            self._window.runner.problem(str(error), actions=(Action(tr("Choose a folder…"), self._make_elsewhere),))
        else:
            self._window.runner.tell_failure(error)

    def _make_elsewhere(self) -> None:
        """Ask for another folder and go on there, in a folder of its own: what is there already stays apart from it."""
        chosen = self.ask_folder(tr("Choose a folder for the sample"), places.documents_folder())
        if chosen is not None:
            name = places.sample_folder().name
            self._make(chosen if chosen.name == name else chosen / name)

    def show_folder(self) -> None:
        """Show the spreadsheets that wait to be tried, with the program that the system has for folders."""
        asking.show_file(self.folder() / "try-these")

    def try_file(self, path: Path) -> None:
        """Import a spreadsheet of the sample into the sample workspace, which is opened for it."""
        session = self._window.session
        if session is None or not session.is_sample:
            self.open()
        if self._window.session is not None and self._window.session.is_sample:
            self._window.files.take([path])

    def show_menu(self) -> None:
        """Offer the spreadsheets to try and the way to be rid of the sample, below its mark in the corner."""
        self.looker.start_over()
        self.looker.look(partial(_look, self.folder()), self._pop_up)

    def _pop_up(self, there: "SampleThere") -> None:
        menu = self.menu(there)
        below = self._window.facts.day
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))
        menu.setActiveAction(menu.actions()[0])

    def menu(self, there: "SampleThere") -> QMenu:
        """What can be done with the sample."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for path in there.tries:
            action = menu.addAction(icons.icon("file-table-outline"), menu_text(tr("Try {name}", name=path.name)))
            action.triggered.connect(lambda _=False, path=path: self.try_file(path))
        folder = menu.addAction(icons.icon("folder-open-outline"), tr("Show the folder of the spreadsheets"))
        folder.triggered.connect(lambda: self.show_folder())
        menu.addSeparator()
        remove = menu.addAction(icons.icon("delete-outline"), tr("Remove the sample workspace"))
        remove.triggered.connect(lambda: self.remove())
        return menu

    def why_no_menu(self) -> str | None:
        """Why there is nothing to try: a sentence, or None."""
        session = self._window.session
        return None if session is not None and session.is_sample else tr("Open the sample workspace first.")

    def why_not_removed(self) -> str | None:
        """Why the sample can't be removed as far as is known without looking: a sentence, or None."""
        session = self._window.session
        return session.read_only_reason if session is not None and session.is_sample else None

    def remove(self) -> None:
        """Close the sample if it is open, and delete it with its backups and the spreadsheets that came with it."""
        from prodops_desktop.datasets.sample_removing import find_sample, remove_sample, sample_file

        session, folder = self._window.session, self.folder()
        known = session.workspace.path if session is not None and session.is_sample else None
        if known is not None and known.name != sample_file():
            text = tr(
                "“{name}” is a copy of the sample that was saved, and nothing was removed. Delete it as any other file.", name=known.name
            )
            self._window.refuse(text)
            return
        if known is not None and not self._window.leave_workspace():
            return

        def work(_: JobControl) -> "SampleRemoved":
            return remove_sample(known or find_sample(folder).workspace or folder / "sample")

        self._window.runner.start(tr("Removing the sample workspace"), work, self._on_removed)

    def _on_removed(self, removed: "SampleRemoved") -> None:
        self._window.beginning.forget_all_of(removed.workspace)
        self._window.preferences.forget(_FOLDER)
        gone = [tr("The sample workspace"), counted(removed.sheets, "{n} spreadsheet", "{n} spreadsheets")]
        if removed.backups:
            gone.insert(1, counted(removed.backups, "{n} backup", "{n} backups"))
        said = tr("{first} and {last} were removed.", first=", ".join(gone[:-1]), last=gone[-1])
        if removed.left:
            said += " " + tr(
                "Not of the sample, and left in {folder}: {names}.", folder=removed.workspace.parent, names=_some(removed.left)
            )
        (self._window.session or self._window.runner).said.emit(Line("good", said))


def _look(folder: Path) -> "SampleThere":
    from prodops_desktop.datasets.sample_removing import SampleThere, find_sample

    try:
        return find_sample(folder)
    except OSError:  # a folder that can't be read holds none that can be opened
        return SampleThere(None)


def _some(names: tuple[str, ...], most: int = 4) -> str:
    more = counted(len(names) - most, " and {n} more", " and {n} more") if len(names) > most else ""
    return ", ".join(names[:most]) + more
