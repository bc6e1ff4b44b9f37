"""How high the parts of a strip of deadlines stand, and how days become pixels."""

from collections.abc import Iterable
from datetime import date

from prodops_desktop.ui.charts.strip import Strip
from prodops_desktop.ui.lengths import growing

HEIGHT = growing(132)
CALL, ROW_0, ROW_PITCH, LINE, AXIS, DEPTH, FOOT = growing(11), growing(57), growing(15), growing(73), growing(79), growing(28), growing(120)
"""The middle of the top line and of the lowest row of labels, the pitch of these rows; the line of the marks, the axis, how deep the
largest block hangs below it, and the middle of the names of the months."""
LEFT, RIGHT = 5, 10
HALF, NAME = 5.0, 5


class Scale:
    """Days to pixels, and how wide a bar is there."""

    def __init__(self, strip: Strip, width: int) -> None:
        self._first = strip.first
        self._days = max(1, (strip.last - strip.first).days)
        self._room = max(1, width - LEFT - RIGHT)
        self.bar = max(5.0, min(12.0, self._room / 100))

    def x(self, day: date, after: int = 0) -> float:
        """Where a day stands, or the end of it; a band may begin before the strip or end after it."""
        days = max(0, min(self._days, (day - self._first).days + after))
        return LEFT + days / self._days * self._room

    def xs(self, days: Iterable[date]) -> list[float]:
        """Where many days stand, each of which is worked out once."""
        listed = list(days)
        known = {day: self.x(day) for day in set(listed)}
        return [known[day] for day in listed]
