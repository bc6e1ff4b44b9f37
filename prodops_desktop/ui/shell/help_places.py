"""Places on a help page: the heading that a link names, and where the words of a search stand."""

from dataclasses import dataclass

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from prodops_desktop.answers.everywhere.model import Words
from prodops_desktop.ui import theme
from prodops_desktop.ui.shell.help_texts import anchor_of


@dataclass(frozen=True)
class Place:
    """A page, the anchor of a heading on it, and the number of a hit on it, from 0; -1 for none."""

    page: str
    anchor: str = ""
    hit: int = -1


def block_of_heading(document: QTextDocument, anchor: str) -> QTextCursor | None:
    """The beginning of the heading that an anchor names."""
    block = document.begin()
    while anchor and block.isValid():
        if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
            return QTextCursor(block)
        block = block.next()
    return None


def marks_in(document: QTextDocument, words: Words) -> list[QTextCursor]:
    """Every place that has one of the words, in order."""
    found = []
    block = document.begin()
    while words and block.isValid():
        text = block.text()
        for start, end in words.places(text):
            cursor = QTextCursor(document)
            cursor.setPosition(block.position() + _units(text[:start]))
            cursor.setPosition(block.position() + _units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
            found.append(cursor)
        block = block.next()
    return found


def mark(place: QTextCursor, *, current: bool) -> QTextEdit.ExtraSelection:
    """A place with the ground of a hit; the current one stands out."""
    made = QTextEdit.ExtraSelection()
    made.cursor = place
    look = place.charFormat()
    look.setBackground(theme.colour("accent" if current else "warn_soft"))
    if current:
        look.setForeground(theme.colour("on_accent"))
    made.format = look
    return made


def _units(text: str) -> int:
    """How long a text is as Qt counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
