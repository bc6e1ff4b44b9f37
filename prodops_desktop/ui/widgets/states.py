"""How a view says that it is empty, and how a note in place says what is wrong and what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import Glyph, label, restyle

_ICONS = {
    "good": "check-circle-outline",
    "bad": "alert-octagon-outline",
    "warn": "alert-outline",
    "note": "information-outline",
}


class EmptyState(QWidget):
    """One sentence and one action, in the middle of where the content will be."""

    def __init__(self, sentence: str, action: str = "", run: Callable[[], object] | None = None, *, icon: str = "", more: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        if icon:
            column.addWidget(Glyph(icon, "text_3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = label(sentence, "name", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.sentence)
        self.more = label(more, "meta", "3", wrap=True)
        self.more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.more)
        self.more.setVisible(bool(more))
        self.action = button(action, run, role="primary")
        column.addSpacing(4)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        self.action.setVisible(bool(action))
        column.addStretch(3)

    def say(self, sentence: str, more: str = "") -> None:
        """Say something else."""
        self.sentence.setText(sentence)
        self.more.setText(more)
        self.more.setVisible(bool(more))


class Note(QFrame):
    """A note in place: ``kind`` is bad, warn, good or note."""

    def __init__(self, kind: str = "note", text: str = "", action: str = "", run: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("rounded", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        self._glyph = Glyph(_ICONS[kind], _colour(kind))
        self.text = label("", "meta", wrap=True)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        self.action = button(action, run, role="link")
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(8)
        self._words.addWidget(self.text, 1)
        self._words.addWidget(self.action, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addLayout(self._words, 1)
        self.action.setVisible(bool(action))
        self.say(kind, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short, what can be done stands below what is said."""
        super().resizeEvent(event)
        beside = self.action.isHidden() or self.width() >= self.action.sizeHint().width() + px(240)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._words.direction() != wanted:
            self._words.setDirection(wanted)
            self.updateGeometry()

    def say(self, kind: str, text: str) -> None:
        """Say something else; an empty text hides the note."""
        self.setProperty("strip", kind)
        self._glyph.show_icon(_ICONS[kind], _colour(kind))
        self.text.setText(text)
        if self.parentWidget() is not None or not text:  # without a parent it would flash up as a window of its own
            self.setVisible(bool(text))
        restyle(self)
        restyle(self.text)


def _colour(kind: str) -> str:
    return "text_2" if kind == "note" else kind
