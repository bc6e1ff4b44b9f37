"""The one scale of a forest plot: round ticks on both sides of zero that no single wild interval can stretch."""

import math
from collections.abc import Sequence

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.forest_rows import Forest
from prodops_desktop.ui.charts.trend import nice_ticks

_FAR, _FARTHEST = 4, 20
"""How many times the typical reach an interval may claim of the scale, and how many a value: beyond, it would flatten all others."""
_LEAST_SIDE = 1 / 3
"""The shorter side of zero has at least this part of the longer one, so that a look tells better from worse."""
_MOST_STEPS = 6
_FLAT = 1e-6
"""What is closer together is one value: no effect is written as exactly."""


def ticks_of(forest: Forest) -> list[float]:
    """The ticks of the scale, zero among them; between first and last is what is typical of the intervals, all values and limits.

    The typical reach is the median distance from zero that the estimates come to.
    """
    drawn = [ends for estimate in forest.estimates if (ends := estimate.ends)]
    reaches = sorted(max(abs(end) for end in ends if math.isfinite(end)) for ends in drawn)
    typical = reaches[len(reaches) // 2] if reaches else 0.0
    limits = [row.limit for row in forest.rows if row.limit is not None]
    values = [value for _, value, _ in drawn if abs(value) <= _FARTHEST * typical]
    most = max([_FAR * typical, *(abs(value) for value in values)])
    inside = [limit for limit in limits if abs(limit) <= most or not most]
    low = min([0.0, *inside, *(max(end, -most) for end, _, _ in drawn)])
    high = max([0.0, *inside, *(min(end, most) for _, _, end in drawn)])
    if high - low < _FLAT:
        return [-1.0, 0.0, 1.0]
    return nice_ticks(min(low, -_LEAST_SIDE * high), max(high, -_LEAST_SIDE * low), _MOST_STEPS)


def tick_texts(ticks: Sequence[float], unit: str) -> list[str]:
    """The ticks with their signs, as exact as they have to be; a unit of more than one letter stands only with the last."""
    step = ticks[1] - ticks[0]
    decimals = next((places for places in range(12) if all(abs(round(tick, places) - tick) < step * 1e-6 for tick in ticks)), 12)
    texts = [f"{'+' if tick > 0 else ''}{formats.number(tick, decimals)}" for tick in ticks]
    last = len(texts) - 1
    return [f"{text}{unit}" if len(unit) == 1 or place == last else text for place, text in enumerate(texts)]


class Scale:
    """Turns figures into pixels between two edges; what is beyond the last tick stands at the edge."""

    def __init__(self, ticks: Sequence[float], left: float, right: float) -> None:
        self.ticks, self.left, self.right = tuple(ticks), left, right

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    def has(self, value: float) -> bool:
        """Whether a figure is on the scale."""
        return self.ticks[0] <= value <= self.ticks[-1]

    def x(self, value: float) -> float:
        """Where a figure stands."""
        first, last = self.ticks[0], self.ticks[-1]
        return self.left + (min(max(value, first), last) - first) / (last - first) * self.width
