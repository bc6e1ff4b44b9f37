"""Holds a timeline as it is laid out for a width, and changes of it only what a drag changes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPointF, QRectF

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.timeline_arrows import Arrows, Stop
from prodops_desktop.ui.charts.timeline_capacity import CAPACITY, lay_out_capacity
from prodops_desktop.ui.charts.timeline_fit import BadgePlace, Dressed, Fitter
from prodops_desktop.ui.charts.timeline_ghosts import Remarks
from prodops_desktop.ui.charts.timeline_head import lay_out_head
from prodops_desktop.ui.charts.timeline_layout import DIAMOND, RIGHT, BarPlace, box_of, lay_out, scale_of
from prodops_desktop.ui.charts.timeline_model import Arrow, Days, Live, Timeline, Week, capacity_names
from prodops_desktop.ui.charts.timeline_paint import Lit, Scene
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.tokens import GUTTER

_WIDE, _LEAST_LANES = growing(800), growing(64)
"""From which width on there is room for gutters; how little of the lanes may be seen before the strip of weeks gives way."""


class Stage:
    """A timeline in ``width`` pixels."""

    def __init__(self, timeline: Timeline, width: int) -> None:
        self.timeline = timeline
        self.width = width
        self.gutter = GUTTER if width >= _WIDE else 12
        scale = self.scale = scale_of(timeline, self._column(), width)
        remarks = Remarks(scale)
        self.layout = lay_out(timeline, scale, remarks.taken)
        self.head = lay_out_head(timeline, scale)
        self._live: Live = {}
        self._fitter = Fitter(scale, remarks, frozenset(arrow.start_key for arrow in timeline.arrows))
        self._lines: dict[int, list[Dressed]] = {}
        """The rows that were looked at: fitting words takes longest of all."""
        self._outlines: dict[int, QRectF] = {}
        self._bars = {bar.key: bar for bar in timeline.bars()}
        self.arrows = Arrows(timeline.arrows, self._bars.keys(), self._line_of, self._stop, scale)
        self.capacity = lay_out_capacity(timeline.capacity, timeline, self.scale)

    @property
    def has_capacity(self) -> bool:
        """Whether there are weeks to show."""
        return bool(self.timeline.capacity)

    @property
    def whole_height(self) -> int:
        """How high all of it is."""
        return self.head.height + self.layout.height + (CAPACITY if self.has_capacity else 0)

    def move(self, key: int, starts: date, ends: date) -> int:
        """Show a bar on other days in its row, where nobody knows yet how far it slipped; returns that row."""
        bar = self._bars[key]
        if (starts, ends) != (bar.starts, bar.ends):
            ghost = replace(bar.ghost, text="") if bar.ghost is not None else None
            bar = replace(bar, starts=starts, ends=ends, ghost=ghost)
        self.layout = self.layout.moved(bar)
        line = self.layout.places[key].line
        self._dress(line)
        return line

    def reach(self, key: int) -> QRectF:
        """What the arrows of a bar and of those beside it cover: they make room for each other."""
        area = QRectF()
        for place in self.layout.lines[self.layout.places[key].line] if self.arrows else ():
            area = area.united(self.arrows.reach(place.bar.key))
        return area

    def remark(self, live: Live) -> set[int]:
        """Show other hatches and badges; returns the rows that changed."""
        known = [key for key in {*self._live, *live} if key in self.layout.places]
        before = {key: self._look(key) for key in known}
        self._live = dict(live)
        lines = {self.layout.places[key].line for key in known if self._look(key) != before[key]}
        for line in lines:
            self._dress(line)
        return lines

    def shift(self, shifted: Mapping[int, Days]) -> bool:
        """Show by outlines where bars would go; returns whether anything changed."""
        places = self.layout.places
        made = {key: self._box_on(places[key], days) for key, days in shifted.items() if key in places}
        changed = {key for key in {*made, *self._outlines} if made.get(key) != self._outlines.get(key)}
        self._outlines = made
        self.arrows.forget(changed)
        return bool(changed)

    def count(self, weeks: tuple[Week, ...]) -> None:
        """Show other weeks."""
        self.capacity = lay_out_capacity(weeks, self.timeline, self.scale)

    def lanes(self, height: int) -> QRectF:
        """The view on the lanes in ``height`` pixels: the strip of weeks follows them, and is left out where there is little room."""
        room = height - self.head.height - CAPACITY
        wanted = min(room, self.layout.height) if self.shows_capacity(height) else height - self.head.height
        return QRectF(0, self.head.height, self.width, max(0, wanted))

    def shows_capacity(self, height: int) -> bool:
        """Whether there is room for the strip of weeks."""
        return self.has_capacity and height - self.head.height - CAPACITY >= min(self.layout.height, _LEAST_LANES)

    def scene(self, height: int, scrolled: int, lit: Lit) -> Scene:
        """What is painted in ``height`` pixels."""
        lanes = self.lanes(height)
        rows = self.layout.rows_between(scrolled, scrolled + lanes.height())
        dressed = [one for line in rows for one in self._line(line)]
        outlines = [box for key, box in self._outlines.items() if self.layout.places[key].line in rows and key != lit.dragged]
        capacity = self.capacity if self.shows_capacity(height) else None
        return Scene(
            self.timeline,
            self.layout,
            self.head,
            capacity,
            dressed,
            self.gutter,
            self.width,
            lanes,
            scrolled,
            lit,
            self.arrows.between(rows, lit.chosen),
            outlines,
        )

    def dressed(self, key: int) -> Dressed:
        """A bar with its words and remarks; raises KeyError for one that is not shown."""
        return next(one for one in self._line(self.layout.places[key].line) if one.place.bar.key == key)

    def badge_at(self, x: float, y: float) -> tuple[BarPlace, BadgePlace] | None:
        """The badge at a place, with its bar; heights count from the top of the first lane."""
        found = [(one.place, badge) for one in self._around(y) for badge in one.badges if badge.area.contains(QPointF(x, y))]
        return found[-1] if found else None

    def milestone_at(self, x: float, y: float) -> BarPlace | None:
        """The bar of which the milestone is at a place."""
        for one in self._around(y):
            place = one.milestone
            if place is not None:
                half = DIAMOND / 2
                shape = QRectF(place.centre.x() - half, place.centre.y() - half, DIAMOND, DIAMOND)
                if shape.contains(x, y) or place.words.contains(x, y):
                    return one.place
        return None

    def ghost_at(self, x: float, y: float) -> BarPlace | None:
        """The bar that stood at a place in the baseline."""
        areas = ((one.place, area) for one in self._around(y) if one.ghost is not None for area in (one.ghost.line, one.ghost.words))
        return next((place for place, area in areas if area.adjusted(-1, -2, 1, 2).contains(x, y)), None)

    def arrow_at(self, x: float, y: float, rows: range, chosen: int | None) -> Arrow | None:
        """The arrow at a place, of those that are drawn in a view of these rows."""
        return next((place.arrow for place in self.arrows.between(rows, chosen) if place.is_at(x, y)), None)

    def _around(self, y: float) -> Iterator[Dressed]:
        """The bars of the row at a height, with the room below it."""
        return (one for line in self.layout.rows_between(y, y + 1) for one in self._line(line))

    def _line_of(self, key: int) -> int | None:
        place = self.layout.places.get(key)
        return place.line if place is not None else None

    def _box_on(self, place: BarPlace, days: Days) -> QRectF:
        """The box of a bar on other days, of a point that of its diamond."""
        box = box_of(self.scale, replace(place.bar, starts=days[0], ends=days[1]), place.box.top())
        side = (box.height() - DIAMOND) / 2 if place.bar.look == "point" else 0
        return box.adjusted(0, side, 0, -side)

    def _stop(self, key: int) -> Stop:
        """What arrows see of a bar that is shown: where it would go, if it would."""
        place, outline = self.layout.places[key], self._outlines.get(key)
        if outline is not None:
            before = outline.left() if place.box.left() < outline.left() else self.scale.left  # it still stands in the way itself
            return Stop(outline, place.line, outline.right(), before, self.scale.right + RIGHT)
        ahead = []
        for one in self._line(place.line):
            if one.place.bar.key == key:
                break
            ahead.append(one.right)
        words = [*one.words, *([one.milestone.words] if one.milestone is not None else [])]
        before = max([self.scale.left, *ahead, *(area.right() for area in words if area.right() < place.box.left())])
        leaves = one.milestone is not None and (one.milestone.follows or place.bar.look == "point")
        diamond = one.milestone.centre if one.milestone is not None and leaves else None
        box = self._box_on(place, (place.bar.starts, place.bar.ends))
        return Stop(box, place.line, one.right, before, place.free, diamond)

    def _look(self, key: int) -> object:
        """What is seen of the hatches and badges of a bar: the tips of badges change without being painted."""
        bar = self.layout.places[key].bar
        hatches, badges = self._live.get(key, (bar.hatches, bar.badges))
        return hatches, [(badge.tone, badge.text) for badge in badges]

    def _dress(self, line: int) -> None:
        """Fit a row anew, once it is looked at."""
        self._lines.pop(line, None)
        self.arrows.forget(place.bar.key for place in self.layout.lines[line])

    def _line(self, line: int) -> list[Dressed]:
        if line not in self._lines:
            self._lines[line] = self._fitter.dress_line(self.layout.lines[line], self.layout.places, self._live)
        return self._lines[line]

    def _column(self) -> int:
        """How wide the names of the lanes are, within what the days can spare."""
        bold, small = theme.face("name").metrics, theme.face("caption").metrics
        names = [(lane.name, lane.below) for lane in self.timeline.lanes]
        names += [capacity_names(self.timeline)] if self.has_capacity else []
        widest = max((max(bold.horizontalAdvance(name), small.horizontalAdvance(below)) for name, below in names), default=0)
        least = 118 if self.width >= _WIDE else 92
        return max(least, min(self.gutter + widest + 14, round(self.width * 0.22)))
