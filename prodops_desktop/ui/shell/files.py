"""Opening, making and leaving: workspaces, spreadsheets to import, the sample and the board pack."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from prodops_desktop.errors import Cancelled
from prodops_desktop.ui import asking, places
from prodops_desktop.ui.jobs import Action, JobControl, Runner
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import SUFFIX

SPREADSHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".ots", ".csv", ".tsv", ".tab", ".txt", ".dat", ".gz")


class Frame(Protocol):
    """What this module needs of the window."""

    session: Session | None
    runner: Runner

    def open_path(self, path: Path, *, create: bool = False) -> bool:
        """Open a workspace, in place of the one that is open."""

    def open_import(self, paths: list[Path], dataset: str = "") -> None:
        """Open the import dialog on these files, the next version of ``dataset`` where one is named."""


class Files:
    """The ways in and out of the program; the dialogs that ask for a path can be replaced."""

    def __init__(self, frame: Frame, parent: QWidget) -> None:
        self._frame = frame
        self._pasted: list[Path] = []
        """Tables of the clipboard that are being imported."""
        self.ask_open: Callable[[str, str], list[Path]] = lambda title, kinds: asking.ask_open(parent, title, kinds)
        self.ask_save: Callable[[str, Path, str], Path | None] = lambda title, path, kinds: asking.ask_save(parent, title, path, kinds)

    def new_workspace(self) -> bool:
        """Ask where a new workspace lies, and open it; whether it is worth asking again, because the name was taken."""
        start = places.documents_folder() / f"{tr('product-ops')}{SUFFIX}"
        path = self.ask_save(tr("New workspace"), start, tr("Workspaces (*{suffix})", suffix=SUFFIX))
        if path is None:
            return False
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        if os.path.exists(path):
            self._say_problem(
                tr("There is a file {name} already, and nothing was changed. Choose another name, or open it.", name=path.name)
            )
            return True
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = error.strerror or error
            self._say_problem(tr("No workspace can be made in {folder}: {why}. Choose another folder.", folder=path.parent, why=why))
            return True
        self._frame.open_path(path, create=True)
        return False

    def open_workspace(self) -> None:
        """Ask for a workspace and open it."""
        for path in self.ask_open(tr("Open workspace"), tr("Workspaces (*{suffix})", suffix=SUFFIX))[:1]:
            self._frame.open_path(path)

    def open_sample(self) -> None:
        """Open the sample workspace, made by the real import when it is not there yet."""
        from prodops_desktop.datasets.sample_removing import find_sample

        folder = places.sample_folder()
        if (there := find_sample(folder).workspace) is not None:
            self._frame.open_path(there)
            return

        def work(control: JobControl) -> Path:
            from prodops_desktop.areas import MAKERS, TAKERS
            from prodops_desktop.datasets.sampling import make_sample

            def on_file(done: int, total: int, name: str) -> None:
                if control.cancelled.is_set():
                    raise Cancelled
                control.report(done, total, name)

            return make_sample(folder, TAKERS, MAKERS, on_file)

        self._frame.runner.start(tr("Making the sample workspace"), work, self._frame.open_path)

    def choose_import(self, dataset: str = "") -> None:
        """Ask for spreadsheets and import them; where a dataset is named, as its next version."""
        kinds = tr("Spreadsheets ({kinds});;All files (*)", kinds=" ".join(f"*{suffix}" for suffix in SPREADSHEETS))
        title = tr("Import the next version of {name}", name=dataset) if dataset else tr("Import spreadsheets")
        paths = self.ask_open(title, kinds)
        if paths:
            self.take(paths, dataset)

    def paste_table(self) -> None:
        """Import the table on the clipboard, which is written into a file of its own; without one say so."""
        from prodops_desktop.ui.shell.pasting import clipped, write_table

        found = clipped(QGuiApplication.clipboard().mimeData())

        def taken(path: Path) -> None:
            self._pasted.append(path)
            self.take([path])

        self._frame.runner.start(tr("Taking the table from the clipboard"), lambda _: write_table(found), taken)

    def drop_pasted(self) -> None:
        """Delete the tables that were pasted: their import is over, and the workspace has its own copy."""
        for path in self._pasted:
            with contextlib.suppress(OSError):
                path.unlink()
        self._pasted.clear()

    def take(self, paths: list[Path], dataset: str = "") -> None:
        """Take what was dropped or chosen: a workspace is opened, everything else imported (into a new workspace if none is open)."""
        workspaces = [path for path in paths if path.suffix.casefold() == SUFFIX]
        sheets = [path for path in paths if path not in workspaces]
        if workspaces and not self._frame.open_path(workspaces[0]):
            return
        if len(workspaces) > 1:
            names = ", ".join(f"“{path.name}”" for path in workspaces[1:])
            self._say_problem(tr("One workspace is open at a time, so {names} stayed closed.", names=names))
        if not sheets:
            return
        if self._frame.session is None and self.new_workspace():
            self.new_workspace()  # the files are not to be forgotten because of a name that is taken
        if self._frame.session is not None:
            self._frame.open_import(sheets, dataset)

    def export_pack(self) -> None:
        """Ask where the board pack lies, and write it in a job."""
        session = self._frame.session
        if session is None:
            return
        start = places.documents_folder() / tr("Board pack {day}.xlsx", day=session.today.isoformat())
        out = self.ask_save(tr("Export board pack"), start, tr("Excel workbooks (*.xlsx)"))
        if out is None:
            return
        out = out if out.suffix == ".xlsx" else out.with_name(out.name + ".xlsx")
        workspace = session.workspace.path

        def work(control: JobControl) -> dict[str, Any]:
            from prodops_desktop.packs.making import make_pack

            return make_pack(workspace, out, lambda now: control.report(now.done, now.total, now.text), control.cancelled)

        def done(_: dict[str, Any]) -> None:
            show = (Action(tr("Open"), lambda: asking.show_file(out)), Action(tr("Show folder"), lambda: asking.show_file(out.parent)))
            session.result(tr("The board pack is in {name}.", name=out.name), actions=show)

        session.start(tr("Writing the board pack"), work, done)

    def _say_problem(self, text: str) -> None:
        (self._frame.session or self._frame.runner).problem(text)
