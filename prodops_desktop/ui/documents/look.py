"""Gives a document made from Markdown the type and the spacing of the design: Markdown itself has none."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextFrameFormat,
    QTextTable,
)

from prodops_desktop.ui import theme

_HEADINGS = {1: ("kpi", 0, 10), 2: ("page", 22, 6), 3: ("section", 16, 4)}
_PICTURE = "\ufffc"
"""The sign that stands for a picture in a text."""


def dress_document(document: QTextDocument, edge: str = "") -> None:
    """Set headings, paragraphs and tables in the fonts and colours of the theme that is on; ``edge`` is another colour for the lines."""
    block = document.begin()
    while block.isValid():
        _dress_block(block)
        block = block.next()
    _dress_tables(document.rootFrame(), QColor(edge) if edge else theme.colour("line"))


def fit_pictures(document: QTextDocument, folder: Path, width: int, ratio: float) -> None:
    """Show the pictures of ``folder`` as wide as ``width``, and no wider than they are, sharp at ``ratio`` device pixels each."""
    block = document.begin()
    while block.isValid():
        for place in [place for place, sign in enumerate(block.text()) if sign == _PICTURE]:
            cursor = QTextCursor(document)
            cursor.setPosition(block.position() + place)
            cursor.setPosition(block.position() + place + 1, QTextCursor.MoveMode.KeepAnchor)
            if cursor.charFormat().isImageFormat():
                _fit_picture(document, cursor, folder, width, ratio)
        block = block.next()


def _fit_picture(document: QTextDocument, cursor: QTextCursor, folder: Path, width: int, ratio: float) -> None:
    look = cursor.charFormat().toImageFormat()
    picture = QImage(str(folder / look.name()))
    shown = min(width, picture.width())
    scaled = picture.scaledToWidth(round(shown * ratio), Qt.TransformationMode.SmoothTransformation)
    scaled.setDevicePixelRatio(ratio)
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(look.name()), scaled)
    look.setWidth(shown)
    cursor.setCharFormat(look)
    tight = cursor.blockFormat()
    tight.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setBlockFormat(tight)


def _dress_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    in_table = cursor.currentTable() is not None
    format_ = block.blockFormat()
    format_.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    heading = _HEADINGS.get(format_.headingLevel())
    if heading is not None:
        role, above, below = heading
        format_.setTopMargin(above)
        format_.setBottomMargin(below)
        look = QTextCharFormat()
        look.setFont(theme.font(role))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)
    elif not in_table:
        format_.setTopMargin(0)
        format_.setBottomMargin(4 if block.textList() else 9)
    QTextCursor(block).setBlockFormat(format_)


def _dress_tables(frame: QTextFrame, edge: QColor) -> None:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            format_ = child.format().toTableFormat()
            format_.setBorder(0)
            format_.setBorderCollapse(True)
            format_.setCellPadding(5)
            format_.setTopMargin(6)
            format_.setBottomMargin(12)
            child.setFormat(format_)
            _part_rows(child, edge)


def _part_rows(table: QTextTable, edge: QColor) -> None:
    """A line below each row, and none upright, as in every table of the program."""
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            look = cell.format().toTableCellFormat()
            look.setBorder(0)
            look.setBottomBorder(1)
            look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBottomBorderBrush(edge)
            cell.setFormat(look)
