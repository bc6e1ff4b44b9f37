"""Keys that mean one thing in a field and another one in the window around it."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_WORDS = (QKeySequence.StandardKey.DeleteEndOfWord, QKeySequence.StandardKey.DeleteStartOfWord)


def deletes_word(event: QEvent, window: QWidget) -> bool:
    """Whether a shortcut is about to be looked for by Ctrl+Del, which in a field deletes a word there and not what is chosen."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return isinstance(window.focusWidget(), QLineEdit | QPlainTextEdit) and any(event.matches(word) for word in _WORDS)
