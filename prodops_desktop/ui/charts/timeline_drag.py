"""What a drag of a bar or of one of its ends does to its days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from prodops_desktop.ui.charts.timeline_layout import BarPlace, Scale

Part = Literal["whole", "start", "end"]
EDGE, SLACK, OUTSIDE = 6, 4, 48
"""How wide the ends are that can be taken hold of, how far a click goes before it is a drag, and how far outside a drag ends."""


def part_at(place: BarPlace, x: float, scale: Scale) -> Part:
    """What of a bar is taken hold of at ``x``: an end that goes on beyond the days shown can't be; a short bar keeps a middle.

    A point has no ends.
    """
    if place.bar.look == "point":
        return "whole"
    reach = min(EDGE, place.box.width() / 3)
    if x < place.box.left() + reach and place.bar.starts >= scale.first:
        return "start"
    if x > place.box.right() - reach and place.bar.ends <= scale.last:
        return "end"
    return "whole"


@dataclass(frozen=True)
class Drag:
    """A bar that was taken hold of at ``x``; ``begun`` once the mouse went far enough."""

    place: BarPlace
    part: Part
    x: float
    begun: bool = False

    def days(self, x: float, scale: Scale) -> tuple[date, date]:
        """Where the bar is with the mouse at ``x``, by whole days: at least one day stays in view, and no end passes the other."""
        starts, ends = self.place.bar.starts, self.place.bar.ends
        by = round((x - self.x) / scale.per_day)
        if self.part == "start":
            by = max((scale.first - starts).days, min(by, (min(ends, scale.last) - starts).days))
            return starts + timedelta(by), ends
        if self.part == "end":
            by = max((max(starts, scale.first) - ends).days, min(by, (scale.last - ends).days))
            return starts, ends + timedelta(by)
        by = max((scale.first - ends).days, min(by, (scale.last - starts).days))
        return starts + timedelta(by), ends + timedelta(by)
