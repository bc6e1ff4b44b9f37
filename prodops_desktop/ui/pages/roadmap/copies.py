"""Takes what the page Roadmap shows out of the program: as sheets, pictures, and text for the clipboard."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QImage

from prodops_desktop.ui.charts.painted import tabbed
from prodops_desktop.ui.pages.roadmap.wording import item_sentence
from prodops_desktop.ui.records.exporting import EXCEL, PICTURE, Exports
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.roadmap.page import RoadmapPage

_WIDTH = 1440


class Copies:
    """The functions behind the commands that copy and export."""

    def __init__(self, page: "RoadmapPage") -> None:
        self._page = page
        self.exports = Exports(page)

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

    def export_picture(self) -> None:
        """Write what is shown as a picture."""
        out = self.exports.ask_where(tr("Save the picture"), self._name(), PICTURE)
        if out is None:
            return
        if self._picture().save(str(out)):
            self.exports.say_where(out)
        else:
            self._page.session.problem(tr("{name} can’t be written. Choose another folder.", name=out.name))

    def copy_picture(self) -> None:
        """Copy what is shown as a picture."""
        QGuiApplication.clipboard().setImage(self._picture())
        self._page.session.result(tr("Copied the picture."))

    def copy_table(self) -> None:
        """Copy what is shown as a table for Excel."""
        table = self._page.table()
        text = tabbed(self._page.pane().as_table()) if table is None else str(table.table_text())
        QGuiApplication.clipboard().setText(text)
        self._page.session.result(tr("Copied the table."))

    def copy_sentence(self) -> None:
        """Copy the item as a sentence, for a message to somebody."""
        view = self._page.view
        if view is not None:
            QGuiApplication.clipboard().setText(item_sentence(view))
            self._page.session.result(tr("Copied a sentence about {code}.", code=view.item.code))

    def _picture(self) -> QImage:
        made: QImage = self._page.pane().picture(_WIDTH)
        return made

    def _name(self) -> str:
        """What the file of the picture is called."""
        names = {"board": tr("Roadmap board"), "timeline": tr("Roadmap timeline"), "scores": tr("Value against effort")}
        return names.get(self._page.current_tab(), tr("Roadmap"))
