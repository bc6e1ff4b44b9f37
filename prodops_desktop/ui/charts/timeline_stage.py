"""Holds a timeline as it is laid out for a width, and changes of it only what a drag changes."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetrics

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.timeline_capacity import CAPACITY, lay_out_capacity
from prodops_desktop.ui.charts.timeline_fit import BadgePlace, Dressed, Fitter
from prodops_desktop.ui.charts.timeline_head import lay_out_head
from prodops_desktop.ui.charts.timeline_layout import BarPlace, lay_out
from prodops_desktop.ui.charts.timeline_model import Live, Timeline, Week, capacity_names
from prodops_desktop.ui.charts.timeline_paint import Lit, Scene
from prodops_desktop.ui.tokens import GUTTER

_WIDE, _LEAST_LANES = 800, 64
"""From which width on there is room for gutters; how little of the lanes may be seen before the strip of weeks gives way."""


class Stage:
    """A timeline in ``width`` pixels."""

    def __init__(self, timeline: Timeline, width: int) -> None:
        self.timeline = timeline
        self.width = width
        self.gutter = GUTTER if width >= _WIDE else 12
        self.layout = lay_out(timeline, self._column(), width)
        self.scale = self.layout.scale
        self.head = lay_out_head(timeline, self.scale)
        self._live: Live = {}
        self._fitter = Fitter(self.scale)
        self._lines = [self._fitter.dress_line(line, self.layout.places, {}) for line in self.layout.lines]
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
        """Show a bar on other days in its row; returns that row."""
        self.layout = self.layout.moved(key, starts, ends)
        line = self.layout.places[key].line
        self._dress(line)
        return line

    def remark(self, live: Live) -> set[int]:
        """Show other hatches and badges; returns the rows that changed."""
        known = [key for key in {*self._live, *live} if key in self.layout.places]
        before = {key: self._look(key) for key in known}
        self._live = dict(live)
        lines = {self.layout.places[key].line for key in known if self._look(key) != before[key]}
        for line in lines:
            self._dress(line)
        return lines

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
        seen = {place.line for place in self.layout.between(scrolled, scrolled + lanes.height())}
        dressed = [one for line in sorted(seen) for one in self._lines[line]]
        capacity = self.capacity if self.shows_capacity(height) else None
        return Scene(self.timeline, self.layout, self.head, capacity, dressed, self.gutter, self.width, lanes, scrolled, lit)

    def dressed(self, key: int) -> Dressed:
        """A bar with its words and remarks; raises KeyError for one that is not shown."""
        place = self.layout.places[key]
        return next(one for one in self._lines[place.line] if one.place.bar.key == key)

    def badge_at(self, x: float, y: float) -> tuple[BarPlace, BadgePlace] | None:
        """The badge at a place, with its bar; heights count from the top of the first lane."""
        for line in {place.line for place in self.layout.between(y, y + 1)}:
            for one in reversed(self._lines[line]):
                for badge in one.badges:
                    if badge.area.contains(QPointF(x, y)):
                        return one.place, badge
        return None

    def _look(self, key: int) -> object:
        """What is seen of the hatches and badges of a bar: the tips of badges change without being painted."""
        bar = self.layout.places[key].bar
        hatches, badges = self._live.get(key, (bar.hatches, bar.badges))
        return hatches, [(badge.tone, badge.text) for badge in badges]

    def _dress(self, line: int) -> None:
        self._lines[line] = self._fitter.dress_line(self.layout.lines[line], self.layout.places, self._live)

    def _column(self) -> int:
        """How wide the names of the lanes are, within what the days can spare."""
        bold, small = QFontMetrics(theme.font("name")), QFontMetrics(theme.font("caption"))
        names = [(lane.name, lane.below) for lane in self.timeline.lanes]
        names += [capacity_names(self.timeline)] if self.has_capacity else []
        widest = max((max(bold.horizontalAdvance(name), small.horizontalAdvance(below)) for name, below in names), default=0)
        least = 118 if self.width >= _WIDE else 92
        return max(least, min(self.gutter + widest + 14, round(self.width * 0.22)))
