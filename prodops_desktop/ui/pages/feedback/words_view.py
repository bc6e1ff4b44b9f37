"""The words of an item to read: as high as they need, no line too long, with what was searched for marked."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from prodops_desktop.feedback.words import words_of
from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.work.folding import WORD, folded

LINE = growing(700)
"""No line of words is longer, in pixels: about 90 letters."""
_PIXELS, _LINE_PERCENT = growing(15), 155.0
_MOST_MARKS, _ONE_UNIT = 500, 0xFFFF


class WordsView(QTextEdit):
    """Read, selected and copied, never changed; the pane around it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[str, ...] = ()
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("What was said"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMaximumWidth(LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.document().setUndoRedoEnabled(False)
        theme.changed.connect(self._dress)
        self._dress()

    def show_words(self, text: str) -> None:
        """Show other words."""
        if text == self.toPlainText():
            return
        self.setPlainText(text)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        every = QTextCursor(self.document())
        every.select(QTextCursor.SelectionType.Document)
        every.mergeBlockFormat(spaced)
        self._mark()
        self._fit()

    def show_found(self, terms: Sequence[str]) -> None:
        """Mark these words and phrases, as a search writes them, where words begin with them."""
        if tuple(terms) != self._found:
            self._found = tuple(terms)
            self._mark()

    def sizeHint(self) -> QSize:
        """As wide as a line may be, and as high as the words are."""
        return QSize(LINE, self.height())

    def minimumSizeHint(self) -> QSize:
        """Words wrap."""
        return QSize(80, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel is for the pane around."""
        event.ignore()

    def _fit(self) -> None:
        self.setFixedHeight(max(1, round(self.document().size().height()) + 2))

    def _dress(self) -> None:
        font = QFont(theme.font("body"))
        font.setPixelSize(_PIXELS)
        self.setFont(font)
        self._mark()
        self._fit()

    def _mark(self) -> None:
        warm = QTextCharFormat()
        warm.setBackground(theme.colour("warn_soft"))
        warm.setForeground(theme.colour("text"))
        marks = []
        for start, end in found_places(self.toPlainText(), self._found):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.format = warm
            marks.append(mark)
        self.setExtraSelections(marks)


def found_places(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where a text, counted as Qt counts its letters, has these terms: words of them in a row, the last one as a beginning."""
    wanted = [parts for term in terms if (parts := words_of(term))]
    words = _words(text) if wanted else []
    places = []
    for at in range(len(words)):
        longest = max((len(parts) for parts in wanted if _is_at(parts, words, at)), default=0)
        if longest:
            places.append((words[at][0], words[at + longest - 1][1]))
    return places[:_MOST_MARKS]


def _is_at(parts: Sequence[str], words: Sequence[tuple[int, int, str]], at: int) -> bool:
    if at + len(parts) > len(words):
        return False
    *first, last = (word for _, _, word in words[at : at + len(parts)])
    return first == list(parts[:-1]) and last.startswith(parts[-1])


def _words(text: str) -> list[tuple[int, int, str]]:
    """The words of a text as they are searched, each with where it begins and ends in what Qt counts, units of UTF-16."""
    letters, places = _folded_places(text)
    return [(places[found.start()], _end(places, found.end()), found[0]) for found in WORD.finditer(letters)]


def _folded_places(text: str) -> tuple[str, Sequence[int]]:
    """A text as it is searched, and of each of its letters the place of the sign that it is from; the end of the text is the last."""
    if text.isascii():
        return folded(text), range(len(text) + 1)
    letters, places, place = "", [], 0
    for sign in text:
        plain = folded(sign)
        letters += plain
        places += [place] * len(plain)
        place += 2 if ord(sign) > _ONE_UNIT else 1
    return letters, [*places, place]


def _end(places: Sequence[int], after: int) -> int:
    """Where the sign ends that the letter before ``after`` is of; accents belong to it."""
    last = places[after - 1]
    return next((place for place in places[after:] if place > last), places[-1])
