"""The keys of the page Feedback: the one table that they are dispatched by, shown in the foot and listed in their help from."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from prodops_desktop.ui.texts import tr

SLOTS = 9
"""Tags that have a digit."""


@dataclass(frozen=True)
class Key:
    """What a key does: ``action`` is what the page is asked for, ``caps`` are how the key is shown, ``text`` says what it does.

    ``sequence`` is how it is pressed: a letter or sign as it is typed, or with its modifiers as Qt writes them; empty for what the list
    itself does. ``short`` is said of it in the foot of the page, if anything.
    """

    action: str
    caps: tuple[str, ...]
    text: str
    sequence: str = ""
    short: str = ""


KEYS = (
    Key("slot", ("1–9",), tr("Give or take the recent tag of this number"), short=tr("tag")),
    Key("tag", ("T",), tr("Give or take any tag, also a new one"), "t", tr("any")),
    Key("link", ("L",), tr("Link to what is planned or to a feature"), "l", tr("link")),
    Key("importance", ("I",), tr("Weigh: nice to have, important, critical, not weighed"), "i"),
    Key("merge", ("M",), tr("Merge into another item; each account counts once"), "m", tr("merge")),
    Key("snooze", ("S",), tr("Snooze until a day"), "s", tr("snooze")),
    Key("undo", ("U",), tr("Undo"), "u", tr("undo")),
    Key("next", ("J", "↓"), tr("Next"), "j"),
    Key("previous", ("K", "↑"), tr("Previous"), "k"),
    Key("done", ("E",), tr("Done, and on to the next"), "e", tr("done")),
    Key("done", ("Ctrl ↵",), tr("Done, and on to the next"), "Ctrl+Return"),
    Key("back", ("R",), tr("Back into the inbox"), "r"),
    Key("mark", ("X",), tr("Mark, so that the next key is for all that are marked"), "x"),
    Key("mark_all", ("Ctrl A",), tr("Mark all of the list"), "Ctrl+A"),
    Key("unmark", ("Esc",), tr("Mark none"), "Esc"),
    Key("filter", ("/",), tr("Filter this list"), "/"),
    Key("edit", ("F2",), tr("Edit"), "F2"),
    Key("duplicate", ("Ctrl D",), tr("Duplicate"), "Ctrl+D"),
    Key("delete", ("Ctrl Del",), tr("Delete"), "Ctrl+Del"),
    Key("capture", ("Ctrl Shift N",), tr("Take down feedback by hand, anywhere"), "Ctrl+Shift+N"),
    Key("keys", ("?",), tr("All keys"), "?"),
)

_TYPED = {key.sequence: key.action for key in KEYS if len(key.sequence) == 1}
_PRESSED = {key.sequence: key.action for key in KEYS if len(key.sequence) > 1}
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def action_of(event: QKeyEvent) -> str | None:
    """The action that a key asks for (a digit: ``slot:3``), whatever the layout of the keyboard; None for any other key.

    Whether the keyboard is in a text field, where letters are letters, is for the page to know.
    """
    modifiers, text = event.modifiers(), event.text()
    if not modifiers & _HELD and len(text) == 1 and text.isprintable():
        if text.isascii() and text.isdigit():
            return f"slot:{text}" if 1 <= int(text) <= SLOTS else None
        shifted_letter = text.isalpha() and bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        return None if shifted_letter else _TYPED.get(text.casefold())
    pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
    return _PRESSED.get(pressed.replace("Num+", "").replace("Enter", "Return"))


def slot_of(action: str) -> int | None:
    """The number of the slot that an action is for, from 1; None for another action."""
    name, _, number = action.partition(":")
    return int(number) if name == "slot" and number.isdecimal() else None


def hints() -> list[tuple[str, str]]:
    """Every key as it is shown, with what it does, for the help of keys."""
    return [(", ".join(key.caps), key.text) for key in KEYS]


def foot_hints() -> list[tuple[tuple[str, ...], str]]:
    """The keys that the foot of the page names, the most useful first, each with one or two words."""
    shown = [(key.caps, key.short) for key in KEYS if key.short]
    moves = (("J", "K"), tr("move"))
    return [*shown[:1], shown[-1], moves, *shown[1:-1]]
