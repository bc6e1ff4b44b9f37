"""Takes what the page Roadmap shows out of the program: as sheets, pictures, and text for the clipboard."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from prodops_desktop.ui.charts.painted import tabbed
from prodops_desktop.ui.pages.roadmap.wording import item_sentence
from prodops_desktop.ui.records.copies import PageCopies
from prodops_desktop.ui.records.exporting import EXCEL
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.roadmap.page import RoadmapPage

_WIDTH = 1440


class Copies(PageCopies):
    """The functions behind the commands that copy and export."""

    def __init__(self, page: "RoadmapPage") -> None:
        super().__init__(page)
        self._page = page

    def has_picture(self) -> bool:
        """Whether something is shown that makes a picture: the board, the timeline, or value against effort."""
        return hasattr(self._page.pane(), "picture")

    def export_excel(self) -> None:
        """Write items, commitments and gates as a workbook that is imported back without a difference."""

        def write(store: Store, out: Path) -> None:
            from prodops_desktop.packs.records import write_records
            from prodops_desktop.roadmap.sheets import roadmap_sheets

            write_records(roadmap_sheets(store), out, self._page.session.workspace.path)

        self.exports.write(tr("Export the roadmap"), tr("Roadmap"), EXCEL, write)

    def copy_sentence(self) -> None:
        """Copy the item as a sentence, for a message to somebody."""
        view = self._page.view
        if view is not None:
            self.say_sentence(item_sentence(view), view.item.code)

    def picture(self) -> QImage:
        """The tab as a picture."""
        made: QImage = self._page.pane().picture(_WIDTH)
        return made

    def picture_name(self) -> str:
        """What the file of the picture is called."""
        names = {"board": tr("Roadmap board"), "timeline": tr("Roadmap timeline"), "scores": tr("Value against effort")}
        return names.get(self._page.current_tab(), tr("Roadmap"))

    def table_text(self) -> str:
        """What is shown as a table for Excel."""
        table = self._page.table()
        return tabbed(self._page.pane().as_table()) if table is None else str(table.table_text())
