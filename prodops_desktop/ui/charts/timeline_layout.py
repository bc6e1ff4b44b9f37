"""Where the lanes and bars of a timeline stand: days become pixels, and bars are packed into rows without lying on each other."""

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import heappop, heappush

from PySide6.QtCore import QRectF

from prodops_desktop.ui.charts.timeline_model import Bar, Days, Lane, Timeline, shown_of
from prodops_desktop.ui.lengths import growing

BAR, GAP, TOP, FOOT = growing(28), growing(16), growing(11), growing(21)
"""The height of a bar, the room below it for hatches and badges, and the room above the first and below the last row of a lane."""
GHOST_GAP, GHOST_FOOT = growing(22), growing(27)
"""The room below a row in a lane with ghosts, and below its last one."""
DIAMOND = growing(16)
"""How wide and high a milestone is."""
RIGHT = growing(16)
"""Room right of the last day."""
BEYOND = 12
"""How far a bar that goes on beyond the days shown is drawn past their edge, where it is cut off."""


@dataclass(frozen=True)
class Scale:
    """Days to pixels and back, between the left and the right edge of the days shown."""

    first: date
    last: date
    left: float
    right: float

    @property
    def per_day(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def x(self, day: date, after: int = 0) -> float:
        """Where a day begins, or one ``after`` it, which may be outside of the edges."""
        return self.left + ((day - self.first).days + after) * self.per_day

    def day(self, x: float) -> date:
        """The day at ``x``, at most the ones at the edges."""
        days = int((x - self.left) // self.per_day)
        return self.first + timedelta(days=max(0, min(days, (self.last - self.first).days)))

    def span(self, starts: date, ends: date) -> tuple[float, float]:
        """The pixels from the beginning of a day to the end of another, whole ones, not far beyond the edges."""
        begin, end = self.x(starts), self.x(ends, after=1)
        return round(max(begin, self.left - BEYOND)), round(min(end, self.right + BEYOND))

    def inside(self, starts: date, ends: date) -> tuple[float, float]:
        """The same, cut off at the edges."""
        begin, end = self.span(starts, ends)
        return max(begin, self.left), min(end, self.right)


@dataclass(frozen=True)
class BarPlace:
    """A bar in its row: ``line`` counts the rows over all lanes; from its end to ``free`` its row is empty."""

    bar: Bar
    lane: int
    line: int
    box: QRectF
    free: float


@dataclass(frozen=True)
class LanePlace:
    """A lane and how high it is, in pixels from the top of the first one."""

    lane: Lane
    top: int
    height: int


@dataclass(frozen=True)
class TimelineLayout:
    """Everything below the header, placed; heights count from the top of the first lane."""

    scale: Scale
    lanes: tuple[LanePlace, ...]
    lines: tuple[tuple[BarPlace, ...], ...]
    tops: tuple[int, ...]
    places: dict[int, BarPlace]
    height: int
    room: int
    """The most room that there is below a row."""

    def moved(self, bar: Bar) -> "TimelineLayout":
        """The same with one bar as it is by now, which stays in its row whatever else is there."""
        old = self.places[bar.key]
        line = [bar, *(place.bar for place in self.lines[old.line] if place.bar.key != bar.key)]
        made = _line(sorted(line, key=lambda bar: bar.starts), self.scale, (old.lane, old.line), self.tops[old.line])
        lines = (*self.lines[: old.line], made, *self.lines[old.line + 1 :])
        return replace(self, lines=lines, places=self.places | {place.bar.key: place for place in made})

    def between(self, top: float, bottom: float) -> list[BarPlace]:
        """The bars of the rows that are at least partly between two heights, with the room below them."""
        return [place for line in self.rows_between(top, bottom) for place in self.lines[line]]

    def rows_between(self, top: float, bottom: float) -> range:
        """The rows that are at least partly between two heights, with the room below them."""
        return range(max(0, bisect.bisect_right(self.tops, top - BAR - self.room)), bisect.bisect_left(self.tops, bottom))

    def at(self, x: float, y: float) -> BarPlace | None:
        """The bar at a place; where one is very narrow, also right beside it."""
        near = [place for place in self.between(y - 1, y + 1) if place.box.adjusted(-2, 0, 2, 0).contains(x, y)]
        return min(near, key=lambda place: abs(place.box.center().x() - x) - place.box.width() / 2, default=None)


@dataclass(frozen=True)
class Taken:
    """The days that a bar takes of its row, with all that stands beside it, and of the room below that row."""

    row: Days
    below: Days


def pack(spans: Sequence[Days], below: Sequence[Days] = ()) -> tuple[int, ...]:
    """The row of each span, such that none meets another in its row; as few rows as can be, and always the same ones.

    What is ``below`` each span, where that is something else, neither meets nor passes that of another.
    """
    below = below or spans
    rows = [0] * len(spans)
    free: list[int] = []
    busy: list[tuple[date, int]] = []
    until: list[date] = []
    for index in sorted(range(len(spans)), key=lambda index: (spans[index][0], index)):
        starts, ends = spans[index]
        while busy and busy[0][0] < starts:
            bisect.insort(free, heappop(busy)[1])
        row = next((row for row in free if until[row] < below[index][0]), len(until))
        if row == len(until):
            until.append(date.min)
        else:
            free.remove(row)
        until[row] = below[index][1]
        rows[index] = row
        heappush(busy, (ends, row))
    return tuple(rows)


def scale_of(timeline: Timeline, left: float, width: float) -> Scale:
    """The days shown in ``width`` pixels, with the names of the lanes left of ``left``."""
    return Scale(timeline.first, timeline.last, left, max(left + 40, width - RIGHT))


def lay_out(timeline: Timeline, scale: Scale, taken: Callable[[Bar], Taken]) -> TimelineLayout:
    """Place the lanes; ``taken`` says what a bar needs of its row."""
    lanes: list[LanePlace] = []
    lines: list[tuple[BarPlace, ...]] = []
    tops: list[int] = []
    top, most = 0, GAP
    for number, lane in enumerate(timeline.lanes):
        bars = shown_of(lane, timeline)
        needed = [taken(bar) for bar in bars]
        rows = pack([one.row for one in needed], [one.below for one in needed])
        count = max(rows, default=0) + 1
        gap, foot = _rooms(bars)
        most = max(most, gap)
        own: list[list[Bar]] = [[] for _ in range(count)]
        for row, bar in sorted(zip(rows, bars, strict=True), key=lambda one: one[1].starts):
            own[row].append(bar)
        for row in range(count):
            tops.append(top + TOP + row * (BAR + gap))
            lines.append(_line(own[row], scale, (number, len(lines)), tops[-1]))
        height = TOP + count * BAR + (count - 1) * gap + foot
        lanes.append(LanePlace(lane, top, height))
        top += height
    places = {place.bar.key: place for line in lines for place in line}
    return TimelineLayout(scale, tuple(lanes), tuple(lines), tuple(tops), places, top, most)


def _rooms(bars: Sequence[Bar]) -> tuple[int, int]:
    """The room below the rows of a lane, and below its last one: where bars have ghosts, badges stand below those."""
    if not any(bar.ghost is not None for bar in bars):
        return GAP, FOOT
    more = GAP if any(bar.badges for bar in bars) else 0
    return GHOST_GAP + more, GHOST_FOOT + more


def _line(bars: Sequence[Bar], scale: Scale, where: tuple[int, int], top: int) -> tuple[BarPlace, ...]:
    boxes = [box_of(scale, bar, top) for bar in bars]
    ends = [*(box.left() for box in boxes), scale.right + RIGHT][1:]
    return tuple(BarPlace(bar, *where, box, end) for bar, box, end in zip(bars, boxes, ends, strict=True))


def box_of(scale: Scale, bar: Bar, top: float) -> QRectF:
    """The box of a bar on its days; bars that follow each other leave a pixel between them, and a point is as wide as a diamond."""
    if bar.look == "point":
        return QRectF(round(scale.x(bar.starts) + scale.per_day / 2) - DIAMOND // 2, top, DIAMOND, BAR)
    begin, end = scale.span(bar.starts, bar.ends)
    return QRectF(begin, top, max(3, end - begin - 1), BAR)
