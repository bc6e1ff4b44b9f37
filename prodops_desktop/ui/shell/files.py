"""Opening, making and leaving: workspaces, spreadsheets to import, and the board pack."""

import contextlib
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from prodops_desktop.ui import asking, places
from prodops_desktop.ui.jobs import Action, JobControl
from prodops_desktop.ui.runner import Runner
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import SUFFIX

if TYPE_CHECKING:
    from prodops_desktop.ui.shell.recents import RecentOffers

_SPREADSHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".ots", ".csv", ".tsv", ".tab", ".txt", ".dat", ".gz")

Importer = Callable[[Session, list[Path], QWidget, str], QDialog]
"""Makes the import dialog; the text names the dataset that the files are the next version of, or is empty."""


class Frame(Protocol):
    """What this module needs of the window."""

    session: Session | None
    runner: Runner
    preferences: places.Preferences

    def open_path(self, path: Path, *, create: bool = False) -> bool:
        """Open a workspace, in place of the one that is open."""

    def refuse(self, reason: str) -> None:
        """Say why something can't be done now."""


class Files:
    """The ways in and out of the program; the dialogs that ask for a path can be replaced."""

    def __init__(self, frame: Frame, window: QWidget, importer: Importer) -> None:
        self._frame, self._window, self.importer = frame, window, importer
        self._pasted: list[Path] = []
        """Tables of the clipboard that are being imported."""
        self.ask_open: Callable[[str, str], list[Path]] = lambda title, kinds: asking.ask_open(window, title, kinds)
        self.ask_save: Callable[[str, Path, str], Path | None] = lambda title, path, kinds: asking.ask_save(window, title, path, kinds)

    def new_workspace(self) -> bool:
        """Ask where a new workspace lies, and open it; whether it is worth asking again, because the name was taken."""
        start = places.documents_folder() / f"{tr('product-ops')}{SUFFIX}"
        path = self.ask_save(tr("New workspace"), start, tr("Workspaces (*{suffix})", suffix=SUFFIX))
        if path is None:
            return False
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        if os.path.exists(path):
            self._frame.refuse(
                tr("There is a file {name} already, and nothing was changed. Choose another name, or open it.", name=path.name)
            )
            return True
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = error.strerror or error
            self._frame.refuse(tr("No workspace can be made in {folder}: {why}. Choose another folder.", folder=path.parent, why=why))
            return True
        self._frame.open_path(path, create=True)
        return False

    def open_workspace(self) -> None:
        """Ask for a workspace and open it."""
        for path in self.ask_open(tr("Open workspace"), tr("Workspaces (*{suffix})", suffix=SUFFIX))[:1]:
            self._frame.open_path(path)

    def choose_import(self, dataset: str = "") -> None:
        """Ask for spreadsheets and import them; where a dataset is named, as its next version."""
        kinds = tr("Spreadsheets ({kinds});;All files (*)", kinds=" ".join(f"*{suffix}" for suffix in _SPREADSHEETS))
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
            self._frame.refuse(tr("One workspace is open at a time, so {names} stayed closed.", names=names))
        if not sheets:
            return
        if self._frame.session is None and self.new_workspace():
            self.new_workspace()  # the files are not to be forgotten because of a name that is taken
        if self._frame.session is not None:
            self._open_import(sheets, dataset)

    def why_no_import(self) -> str | None:
        """Why files can't be imported into what is open: a sentence, or None; without a workspace, one is made for them."""
        session = self._frame.session
        return session.read_only_reason if session is not None else None

    def _open_import(self, paths: list[Path], dataset: str) -> None:
        """Open the import dialog on these files, as the next version of ``dataset`` where one is named; one that is open takes them."""
        from prodops_desktop.ui.shell.import_queue import open_queue, take_drops

        session = self._frame.session
        if session is None:
            return
        if hindrance := self.why_no_import():
            self._frame.refuse(hindrance)
            return
        if (there := open_queue(self._window)) is not None:
            there.add_files(paths)
            return
        dialog = self.importer(session, paths, self._window, dataset)
        take_drops(dialog, self.take)
        dialog.finished.connect(self.drop_pasted)
        dialog.open()

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

    @cached_property
    def recents(self) -> "RecentOffers":
        """What offers the workspaces opened before, made when it is first asked for."""
        from prodops_desktop.ui.shell.recents import RecentOffers

        return RecentOffers(self._window)

    def fill_recent(self, menu: QMenu) -> None:
        """Offer the workspaces opened before in this menu."""
        self.recents.fill(menu, self._frame.preferences.recents(), self._frame.open_path)
