"""The lines of a page of the preferences: a name, one sentence, the control at the right, and what was refused of it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label, line

_BESIDE = 24
_WORDS = growing(220)
"""The least room for the words beside a control."""


class Row(QFrame):
    """One setting; with ``below`` its control stands under the words and has the whole width. ``words`` find it too."""

    def __init__(self, title: str, sentence: str, *controls: QWidget, words: str = "", below: bool = False) -> None:
        super().__init__()
        self.title, self._sentence, self._words = title, sentence, words
        self._marked: tuple[str, ...] = ()
        self.name = label(title, "name", wrap=True)
        self.told = label(sentence, "meta", "3", wrap=True)
        if not sentence:
            self.told.hide()
        self.refused = Note("bad", "")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addLayout(self._beside(() if below else controls))
        self.column.addWidget(self.refused)
        self.column.addSpacing(2)
        self.column.addWidget(line())
        for control in controls if below else ():
            self.add_below(control)
        theme.changed.connect(self._mark)

    def _beside(self, controls: Sequence[QWidget]) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.told)
        words.addStretch(1)
        self._aside = QWidget()
        inside = QHBoxLayout(self._aside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for control in controls:
            inside.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setSpacing(_BESIDE)
        row.addLayout(words, 1)
        row.addWidget(self._aside)
        self._row, self._is_narrow = row, False
        return row

    def fit(self, width: int) -> None:
        """Have the controls below the words where there is no room beside them."""
        is_narrow = self._aside.sizeHint().width() + _BESIDE + _WORDS > width
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        if is_narrow:
            self.column.insertWidget(1, self._aside, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._row.addWidget(self._aside)

    def put_first(self, control: QWidget) -> None:
        """One more control, before the others."""
        inside = self._aside.layout()
        assert isinstance(inside, QHBoxLayout)
        inside.insertWidget(0, control, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_below(self, widget: QWidget) -> None:
        """Something with the whole width, below the words."""
        self.column.insertWidget(self.column.indexOf(self.refused), widget)

    def say(self, sentence: str) -> None:
        """Explain it in another way."""
        self._sentence = sentence
        self.told.setVisible(bool(sentence))
        self._mark()

    def fits(self, words: Sequence[str]) -> bool:
        """Whether all these words, in small letters, are about this setting."""
        own = f"{self.title} {self._sentence} {self._words}".casefold()
        return all(word in own for word in words)

    def mark(self, words: Sequence[str]) -> None:
        """Mark these words where they stand."""
        if self._marked != tuple(words):
            self._marked = tuple(words)
            self._mark()

    def refuse(self, reason: str) -> None:
        """Say why something can't be; an empty text takes that back."""
        self.refused.say("bad", reason)

    def _mark(self) -> None:
        for shown, text in ((self.name, self.title), (self.told, self._sentence)):
            show_marked(shown, text, self._marked)


def show_marked(shown: QLabel, text: str, words: Sequence[str]) -> None:
    """Show a text with these words on a ground of their own."""
    found = _runs(text, words)
    if not any(meant for _, meant in found):
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setText(text)
        return
    tokens = theme.tokens()
    style = f"background-color:{tokens.selected}; color:{tokens.accent}"
    shown.setTextFormat(Qt.TextFormat.RichText)
    shown.setText("".join(f'<span style="{style}">{escape(part)}</span>' if meant else escape(part) for part, meant in found))


def _runs(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The parts of a text, and of each whether it is one of the words."""
    lowered = text.casefold()
    meant = [False] * len(text)
    for word in words if len(lowered) == len(text) else ():
        at = lowered.find(word)
        while at >= 0:
            meant[at : at + len(word)] = [True] * len(word)
            at = lowered.find(word, at + len(word))
    runs: list[tuple[str, bool]] = []
    for sign, is_meant in zip(text, meant, strict=True):
        if runs and runs[-1][1] == is_meant:
            runs[-1] = runs[-1][0] + sign, is_meant
        else:
            runs.append((sign, is_meant))
    return runs
