"""Writes something of a page to a file: asks where, writes on a thread, and says where it is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from prodops_desktop.ui import asking, places
from prodops_desktop.ui.jobs import Action, JobControl
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store

EXCEL = ("xlsx", tr("Excel workbooks (*.xlsx)"))
CALENDAR = ("ics", tr("Calendars (*.ics)"))
PDF = ("pdf", tr("PDF documents (*.pdf)"))
PICTURE = ("png", tr("Pictures (*.png)"))
"""The ending of a file, and what the file dialog calls such files."""


class Exports:
    """What the actions of a page write with; ``ask_save`` is the file dialog."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.ask_save: Callable[[str, Path, str], Path | None] = partial(asking.ask_save, page)

    def write(self, title: str, name: str, form: tuple[str, str], write: Callable[[Store, Path], object]) -> None:
        """Ask where a file of this name is to be, and write it from a reading of the workspace."""
        out = self.ask_where(title, name, form)
        if out is None:
            return
        workspace = self._page.session.workspace

        def work(control: JobControl) -> Path:
            control.report(0, None, tr("Writing"))
            with workspace.reading() as store:
                write(store, out)
            return out

        self._page.session.start(tr("Writing {name}", name=out.name), work, self.say_where)

    def ask_where(self, title: str, name: str, form: tuple[str, str]) -> Path | None:
        """Ask where a file is to be; its name has the day of the workspace, and its ending whatever is typed."""
        ending, kinds = form
        file = tr("{name} {day}.{ending}", name=name, day=self._page.session.today.isoformat(), ending=ending)
        out = self.ask_save(title, places.documents_folder() / file, kinds)
        return out if out is None or out.suffix == f".{ending}" else out.with_name(f"{out.name}.{ending}")

    def say_where(self, out: Path) -> None:
        """Say where it is, and offer to open it."""
        show = (Action(tr("Open"), lambda: asking.show_file(out)), Action(tr("Show folder"), lambda: asking.show_file(out.parent)))
        self._page.session.result(tr("It is in {name}.", name=out.name), actions=show)
