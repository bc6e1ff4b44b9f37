"""The keyboard twins of what the mouse does on a board: going from card to card, opening, adding, and moving to the column beside."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.keys import typed

ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
"""By how many columns a key goes."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
CHOOSING = frozenset({*ACROSS, *_STEPS, *_PAGES, *_ENDS})
"""The keys that go to another card."""
OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_MOVES = {"<": -1, ">": 1}
_ADDS = "n"
"""Letters, not keys: where they lie differs by keyboard."""


def hints() -> list[tuple[str, str]]:
    """What the keys do, as text and keys, for a list of shortcuts."""
    return [
        (tr("Next, previous card"), "↓ ↑"),
        (tr("Column at the right, at the left"), "→ ←"),
        (tr("First, last card of the column"), "Home End"),
        (tr("Move a card to the column before, after"), "< >"),
        (tr("The same where these are hard to type"), "Ctrl+Shift+← Ctrl+Shift+→"),
        (tr("Open a card"), "Enter"),
        (tr("Add a card to the column"), "N"),
    ]


def next_row(count: int, row: int | None, key: Qt.Key, page: int) -> int | None:
    """The row that a key goes to in a column of so many cards, of which ``page`` are seen; None where there is none."""
    if not count:
        return None
    if key in _ENDS:
        return 0 if key == Qt.Key.Key_Home else count - 1
    step = _PAGES[key] * page if key in _PAGES else _STEPS[key]
    if row is None:
        return 0 if step > 0 else count - 1
    return max(0, min(count - 1, row + step))


def move_of(event: QKeyEvent) -> int:
    """By how many columns a key moves the card, 0 for one that moves none."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _CTRL_SHIFT:
        return ACROSS.get(Qt.Key(event.key()), 0)
    return _MOVES.get(typed(event), 0)


def adds(event: QKeyEvent) -> bool:
    """Whether a key adds a card."""
    return typed(event).casefold() == _ADDS
