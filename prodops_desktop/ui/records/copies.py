"""Takes what a page shows out of the program as a picture, and as text for the clipboard."""

from PySide6.QtGui import QGuiApplication, QImage

from prodops_desktop.ui.page import Page
from prodops_desktop.ui.records.exporting import PICTURE, Exports
from prodops_desktop.ui.texts import tr


class PageCopies:
    """The functions behind the commands that copy; a page says what its picture is and is called, and its table as text."""

    def __init__(self, page: Page) -> None:
        self.exports = Exports(page)
        self._session = page.session

    def picture(self) -> QImage:
        """What is shown as a picture."""
        raise NotImplementedError

    def picture_name(self) -> str:
        """What the file of the picture is called."""
        raise NotImplementedError

    def table_text(self) -> str:
        """What is shown as a table for Excel."""
        raise NotImplementedError

    def export_picture(self) -> None:
        """Write what is shown as a picture."""
        out = self.exports.ask_where(tr("Save the picture"), self.picture_name(), PICTURE)
        if out is None:
            return
        if self.picture().save(str(out)):
            self.exports.say_where(out)
        else:
            self._session.problem(tr("{name} can’t be written. Choose another folder.", name=out.name))

    def copy_picture(self) -> None:
        """Copy what is shown as a picture."""
        QGuiApplication.clipboard().setImage(self.picture())
        self._session.result(tr("Copied the picture."))

    def copy_table(self) -> None:
        """Copy what is shown as a table for Excel."""
        QGuiApplication.clipboard().setText(self.table_text())
        self._session.result(tr("Copied the table."))

    def say_sentence(self, sentence: str, code: str) -> None:
        """Copy a sentence about the record with this code, for a message to somebody."""
        QGuiApplication.clipboard().setText(sentence)
        self._session.result(tr("Copied a sentence about {code}.", code=code))
