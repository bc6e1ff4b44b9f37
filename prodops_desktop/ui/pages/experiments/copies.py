"""Takes what the page Experiments shows out of the program: as sheets, pictures, and text for the clipboard."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from prodops_desktop.ui.charts.painted import tabbed
from prodops_desktop.ui.pages.experiments.wording import experiment_sentence
from prodops_desktop.ui.records.copies import PageCopies
from prodops_desktop.ui.records.exporting import EXCEL
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.experiments.page import ExperimentsPage

_PICTURE = (1440, 900)


class Copies(PageCopies):
    """The functions behind the commands that copy and export."""

    def __init__(self, page: "ExperimentsPage") -> None:
        super().__init__(page)
        self._page = page

    def has_picture(self) -> bool:
        """Whether something is shown that makes a picture: the calendar, or a result with its forest plot."""
        page = self._page
        if page.table() is None:
            return True
        return page.table() is page.results.table and page.view is not None and page.view.analysis is not None

    def export_excel(self) -> None:
        """Write experiments, results and events as a workbook that is imported back without a difference."""

        def write(store: Store, out: Path) -> None:
            from prodops_desktop.experiments.sheets import experiment_sheets
            from prodops_desktop.packs.records import write_records

            write_records(experiment_sheets(store), out, self._page.session.workspace.path)

        self.exports.write(tr("Export experiments"), tr("Experiments"), EXCEL, write)

    def export_calendar(self) -> None:
        """Write the calendar as a sheet of weeks, for people without the program."""

        def write(store: Store, out: Path) -> None:
            from prodops_desktop.experiments.board import read_board
            from prodops_desktop.experiments.calendar_sheet import calendar_sheet
            from prodops_desktop.packs.calendar import write_calendar

            write_calendar(calendar_sheet(read_board(store)), out, self._page.session.workspace.path)

        self.exports.write(tr("Export the calendar"), tr("Experiment calendar"), EXCEL, write)

    def copy_sentence(self) -> None:
        """Copy the experiment as a sentence, for a message to somebody."""
        view = self._page.view
        if view is not None:
            self.say_sentence(experiment_sentence(view), view.experiment.code)

    def picture(self) -> QImage:
        """The calendar with all its lanes, or the forest plot."""
        page = self._page
        return page.calendar.timeline.picture(*_PICTURE) if page.table() is None else page.results.forest.grab().toImage()

    def picture_name(self) -> str:
        """What the file of the picture is called."""
        page = self._page
        if page.table() is None or page.view is None:
            return tr("Experiment calendar")
        return tr("Result of {code}", code=page.view.experiment.code)

    def table_text(self) -> str:
        """What is shown as a table for Excel."""
        table = self._page.table()
        return tabbed(self._page.calendar.timeline.as_table()) if table is None else str(table.table_text())
