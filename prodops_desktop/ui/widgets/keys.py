"""Where the keyboard is, and keys that mean one thing in a field and another one in the window around it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_WORDS = (QKeySequence.StandardKey.DeleteEndOfWord, QKeySequence.StandardKey.DeleteStartOfWord)


def deletes_word(event: QEvent, window: QWidget) -> bool:
    """Whether a shortcut is about to be looked for by Ctrl+Del, which in a field deletes a word there and not what is chosen."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    return isinstance(window.focusWidget(), QLineEdit | QPlainTextEdit) and any(event.matches(word) for word in _WORDS)


def typed(event: QKeyEvent) -> str:
    """What was typed, empty for a shortcut; Ctrl and Alt together are how some keyboards write signs such as brackets."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    held = event.modifiers() & (both | Qt.KeyboardModifier.MetaModifier)
    return event.text() if held in (Qt.KeyboardModifier.NoModifier, both) else ""


def has_keyboard(widget: QWidget) -> bool:
    """Whether the keyboard is in a widget, or in something inside of it, as far as its window goes."""
    focus = widget.window().focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
