"""Finds room for the labels above a line of marks: on as few rows as hold them, and never one on another.

A label hangs on a pole from its row down to its mark. Labels stand where no pole of another passes; where that leaves some without
room, poles may pass behind labels, and what still has no room is cut short or left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from prodops_desktop.ui.lengths import growing

ROWS = 3
GAP = growing(8)
"""Pixels between two labels of a row."""
_LEAST = growing(30)
"""A label that is cut shorter than this says nothing."""
_EDGE = growing(3)
_OFFSETS = (-3, 6)
"""Where a label begins, from its pole: above it, or beside it like a flag where another pole stands on the same day."""

Elide = Callable[[int, int], str]
"""The text of a label by its index, cut to a width; empty where nothing is left of it."""


@dataclass(frozen=True)
class Flag:
    """A label with a place: its row counted from the marks up, its left edge, width and whether its text is cut."""

    row: int
    left: int
    width: int
    cut: str = ""


def place_flags(xs: Sequence[int], widths: Sequence[int], groups: Sequence[Sequence[int]], room: int, elide: Elide) -> list[Flag | None]:
    """A place for each label or None. ``groups`` are the labels by their index: those of a later group get what an earlier one left,
    and within a group those early in it choose first. ``room`` is the width of the strip."""
    order = [index for group in groups for index in group]
    for rows in range(1, ROWS + 1):
        field = _Field(rows, room)
        placed: list[Flag | None] = [None] * len(xs)
        for index in order:
            placed[index] = field.put(xs[index], widths[index])
            if placed[index] is None:
                break
        else:
            return placed
    field, placed = _Field(ROWS, room), [None] * len(xs)
    for group in groups:
        for strict in (True, False):
            for index in group:
                if placed[index] is None and field.has_room_near(xs[index]):
                    placed[index] = field.put(xs[index], widths[index], strict=strict)
        for index in group:
            if placed[index] is None and field.has_room_near(xs[index]):
                placed[index] = _put_short(field, index, xs[index], widths[index], elide)
    return placed


def _put_short(field: "_Field", index: int, x: int, width: int, elide: Elide) -> Flag | None:
    spot = field.longest(x, width)
    if spot is None:
        return None
    text = elide(index, spot.width)
    if not text:
        return None
    field.take(x, spot)
    return replace(spot, cut=text)


class _Field:
    """Which pixels of each row are taken by labels and which by poles; row 0 is the one next to the marks."""

    def __init__(self, rows: int, room: int) -> None:
        self._room = room
        self._texts = [bytearray(room) for _ in range(rows)]
        self._poles = [bytearray(room) for _ in range(rows)]
        self._crowded: set[int] = set()
        self._refused: dict[tuple[int, bool], int] = {}  # how narrow a label had no room at a place; there is never more room later

    def put(self, x: int, width: int, *, strict: bool = True) -> Flag | None:
        """Take the first place that is free, from the top row down."""
        if width >= self._refused.get((x, strict), width + 1):
            return None
        for offset in (*_OFFSETS, 4 - width, -5 - width) if strict else (_OFFSETS[0], -width // 2, 4 - width):
            for row in reversed(range(len(self._texts))):
                flag = Flag(row, x + offset, width)
                if self._is_free(x, flag, strict=strict):
                    self.take(x, flag)
                    return flag
        self._refused[x, strict] = width
        return None

    def has_room_near(self, x: int) -> bool:
        """Whether any row is free just beside a mark: a quick no where it is crowded."""
        if x in self._crowded:
            return False
        left, right = max(0, x - 8), min(self._room - 1, x + 8)
        for texts in self._texts:
            if not texts[left] or not texts[right]:
                return True
        self._crowded.add(x)
        return False

    def longest(self, x: int, width: int) -> Flag | None:
        """The widest place to the right of a mark that is free for a part of its label."""
        best: Flag | None = None
        for row, texts in enumerate(self._texts):
            left = x + _OFFSETS[0]
            if left < _EDGE or texts.find(1, max(0, left - GAP), left) >= 0:
                continue
            end = texts.find(1, left)
            free = min(width, (self._room if end < 0 else end - GAP) - left)
            if free >= _LEAST and (best is None or free > best.width):
                best = Flag(row, left, free)
        return best

    def take(self, x: int, flag: Flag) -> None:
        """Keep others off a place."""
        self._texts[flag.row][flag.left : flag.left + flag.width] = b"\1" * flag.width
        for row in range(flag.row + 1):
            self._poles[row][max(0, x - 1) : x + 2] = b"\1" * (min(self._room, x + 2) - max(0, x - 1))

    def _is_free(self, x: int, flag: Flag, *, strict: bool) -> bool:
        left, right = flag.left, flag.left + flag.width
        if left < _EDGE or right > self._room or self._texts[flag.row].find(1, max(0, left - GAP), right + GAP) >= 0:
            return False
        if not strict:
            return True
        if self._poles[flag.row].find(1, left, right) >= 0:
            return False
        return all(self._texts[row].find(1, max(0, x - 2), x + 3) < 0 for row in range(flag.row))
