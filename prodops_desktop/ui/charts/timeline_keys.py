"""The keyboard twins of what the mouse does on a timeline: going from bar to bar, and moving a bar or one of its ends."""

from datetime import date, timedelta

from PySide6.QtCore import Qt

from prodops_desktop.ui.charts.timeline_layout import BarPlace, TimelineLayout
from prodops_desktop.ui.texts import tr

_SHIFTS = {",": (-1, -1), ".": (1, 1), "<": (-7, -7), ">": (7, 7), "[": (0, -1), "]": (0, 1), "{": (-1, 0), "}": (1, 0)}
"""By how many days each key moves the beginning and the end. They are letters, not keys: where they lie differs by keyboard."""
_TURNS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
GOING = frozenset({*_TURNS, Qt.Key.Key_Home, Qt.Key.Key_End})
"""The keys that go to another bar."""


def hints() -> list[tuple[str, str]]:
    """What the keys do, as text and keys, for a list of shortcuts."""
    return [
        (tr("Next, previous bar in time"), "→ ←"),
        (tr("Bar in the row below, above"), "↓ ↑"),
        (tr("First, last bar"), "Home End"),
        (tr("Move a bar by a day"), ", ."),
        (tr("Move a bar by a week"), "< >"),
        (tr("Move its end by a day"), "[ ]"),
        (tr("Move its start by a day"), "{ }"),
        (tr("Earlier, later days"), "Shift+PgUp Shift+PgDown"),
    ]


def shifted(letter: str, starts: date, ends: date, *, point: bool = False) -> tuple[date, date] | None:
    """The days of a bar after a key, the same where it can't go further; None for a letter that moves nothing.

    What moves an end moves all of a ``point``.
    """
    if letter not in _SHIFTS:
        return None
    begin, end = _SHIFTS[letter]
    if point:
        begin = end = begin or end
    try:
        moved = starts + timedelta(begin), ends + timedelta(end)
    except OverflowError:  # the calendar ends there
        return starts, ends
    return moved if moved[0] <= moved[1] else (starts, ends)


def next_key(layout: TimelineLayout, current: int | None, key: Qt.Key) -> int | None:
    """The bar that a key goes to, or None where there is none."""
    ordered = sorted(layout.places.values(), key=lambda place: (place.bar.starts, place.line))
    if not ordered:
        return None
    place = layout.places.get(current) if current is not None else None
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End) or place is None:
        backwards = key in (Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Up)
        return ordered[-1 if backwards else 0].bar.key
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return _beside(layout, place, _TURNS[key]).bar.key
    index = next(index for index, one in enumerate(ordered) if one is place) + _TURNS[key]
    return ordered[max(0, min(index, len(ordered) - 1))].bar.key


def _beside(layout: TimelineLayout, place: BarPlace, step: int) -> BarPlace:
    """The nearest bar in the next row that has any, or the same one at the end."""
    line = place.line + step
    while 0 <= line < len(layout.lines):
        if layout.lines[line]:
            return min(layout.lines[line], key=lambda one: _distance(one, place))
        line += step
    return place


def _distance(one: BarPlace, other: BarPlace) -> tuple[float, float]:
    """How far apart two bars are along, first by their edges and then by their middles."""
    gap = max(one.box.left() - other.box.right(), other.box.left() - one.box.right(), 0)
    return gap, abs(one.box.center().x() - other.box.center().x())
