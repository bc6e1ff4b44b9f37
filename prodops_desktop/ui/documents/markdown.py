"""Markdown as a document that loads nothing from anywhere: shown, printed as PDF, and copied with and without its look."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QMimeData, QSizeF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPdfWriter, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from prodops_desktop.errors import UserError
from prodops_desktop.ui import theme
from prodops_desktop.ui.documents.look import dress_document
from prodops_desktop.ui.texts import tr

_MARGIN_MM, _DPI, _INK, _EDGE = 18, 96, "#171A21", "#CDD2DA"


class MarkdownDocument(QTextDocument):
    """A document that no picture or other file is loaded into, whatever its text names."""

    def loadResource(self, type_: int, name: QUrl | str) -> object:
        """Nothing: what somebody pasted must not reach for files or addresses.

        For a picture it is an empty one, as Qt looks for the file by itself where there is none.
        """
        del name
        return _empty_picture() if type_ == QTextDocument.ResourceType.ImageResource.value else None


def _empty_picture() -> QImage:
    made = QImage(1, 1, QImage.Format.Format_ARGB32)
    made.fill(Qt.GlobalColor.transparent)
    return made


class MarkdownView(QTextBrowser):
    """Shows Markdown in the look of the program; links in it open nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._markdown = ""
        self.setDocument(MarkdownDocument(self))
        self.document().setDocumentMargin(18)
        self.setOpenLinks(False)
        theme.changed.connect(self._dress_again)

    def show_markdown(self, markdown: str) -> None:
        """Show another text; the place that was scrolled to stays."""
        place = self.verticalScrollBar().value()
        self._markdown = markdown
        self.document().setDefaultFont(theme.font("body"))
        self.document().setMarkdown(markdown)
        dress_document(self.document())
        self.moveCursor(QTextCursor.MoveOperation.Start)  # where it stands is brought into sight when the view gets its size
        self.verticalScrollBar().setValue(place)

    def _dress_again(self) -> None:
        self.show_markdown(self._markdown)


def write_pdf(out: Path, title: str, markdown: str, paper: str) -> None:
    """Write Markdown as a PDF with text that can be selected; ``paper`` is A4 or Letter. Raises UserError where it can't be written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.touch()
    except OSError as error:
        raise UserError(tr("{name} can’t be written: {why}.", name=out.name, why=error.strerror or str(error))) from None
    writer = QPdfWriter(str(out))
    writer.setTitle(title)
    writer.setCreator("Prodops Desktop")
    size = QPageSize.PageSizeId.Letter if paper == "Letter" else QPageSize.PageSizeId.A4
    writer.setPageLayout(
        QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    )
    writer.setResolution(_DPI)
    document = MarkdownDocument()
    document.setDefaultFont(theme.font("body"))
    document.setDefaultStyleSheet(f"body {{ color: {_INK}; }}")
    document.setMarkdown(markdown)
    dress_document(document, _EDGE)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)


def copy_markdown(title: str, markdown: str) -> None:
    """Copy a text as Markdown for plain fields, and with its look for mail and documents."""
    document = MarkdownDocument()
    document.setMarkdown(markdown)
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
    both = QMimeData()
    both.setText(markdown)
    both.setHtml(document.toHtml())
    QGuiApplication.clipboard().setMimeData(both)
