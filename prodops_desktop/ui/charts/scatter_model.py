"""What a plot of value against effort shows: points with their scores, the axes and lines of equal score, in figures and in words."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.figures import figure
from prodops_desktop.ui.charts.trend import nice_ticks
from prodops_desktop.ui.texts import counted, tr

_DECADES = 2
"""Values further apart than so many powers of ten are drawn on a log scale."""
_MOST_GUIDES = 4
_MOST_X, _MOST_Y = 8, 5


@dataclass(frozen=True)
class Point:
    """A point at an effort ``x`` and a value ``y``; ``group`` is the index of the name of its group, which its marker shows.

    ``spoken`` is the point for assistive technology, by default its figures in words.
    """

    key: int
    x: float
    y: float
    label: str
    group: int = 0
    spoken: str = ""

    @property
    def score(self) -> float:
        """Value by effort; endless where there is no effort."""
        return self.y / self.x if self.x > 0 else math.copysign(math.inf, self.y) if self.y else 0.0


@dataclass(frozen=True)
class Scatter:
    """Points ready to be drawn: values from 0 up, efforts above 0, at most six groups.

    ``guide`` writes a score (“RICE 500”), ``x_text`` and ``y_text`` the figures of the axes with what they are counted in. ``empty``
    stands in place of the axes where there is no point. ``tip_of`` is what is said of the point of a key below the mouse; of thousands
    few are ever asked for.
    """

    title: str
    points: tuple[Point, ...]
    x_title: str
    y_title: str
    groups: tuple[str, ...] = ()
    group_title: str = tr("Group")
    guide: Callable[[float], str] = formats.number
    x_text: Callable[[float], str] = formats.number
    y_text: Callable[[float], str] = formats.number
    empty: str = tr("Nothing has both figures yet.")
    tip_of: Callable[[int], str] | None = None

    @cached_property
    def is_log(self) -> bool:
        """Whether the values are drawn on a log scale."""
        low, high = _span(self)
        return high > low * 10.0**_DECADES

    @cached_property
    def x_ticks(self) -> list[float]:
        """The ticks of the efforts, from 0; all of them lie below the last one."""
        return nice_ticks(0.0, max((point.x for point in self.points), default=0.0), _MOST_X)

    @cached_property
    def y_ends(self) -> tuple[float, float]:
        """The least and the largest value of the axis."""
        if not self.is_log:
            ticks = nice_ticks(0.0, max((point.y for point in self.points), default=0.0), _MOST_Y)
            return ticks[0], ticks[-1]
        low, high = _span(self)
        return _round_down(low), _round_up(high)

    @cached_property
    def y_ticks(self) -> list[float]:
        """The ticks of the values: on a log scale the powers of ten, or every other one of many."""
        low, high = self.y_ends
        if not self.is_log:
            return nice_ticks(low, high, _MOST_Y)
        first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
        step = max(1, math.ceil((last - first) / (_MOST_Y + 1)))
        return [10.0**power for power in range(first, last + 1, step)]

    @property
    def y_caption(self) -> str:
        """What the values are, and that they are on a log scale where they are."""
        return tr("{title} (log scale)", title=self.y_title) if self.is_log else self.y_title

    def height(self, value: float) -> float:
        """Where a value stands on the axis, in its own figures or their logarithm; one that has none stands at the foot."""
        return math.log10(max(value, self.y_ends[0])) if self.is_log else value

    @cached_property
    def by_score(self) -> list[int]:
        """The points, the highest score first."""
        return sorted(range(len(self.points)), key=lambda index: -self.points[index].score)

    @cached_property
    def guides(self) -> list[float]:
        """A few round scores that run between the points."""
        scores = sorted(point.score for point in self.points if 0 < point.score < math.inf)
        if len(scores) < 2:
            return []
        found = [score for score in _rounds(scores[0], scores[-1]) if score > 0]
        step = (len(found) - 1) / (_MOST_GUIDES - 1) if len(found) > _MOST_GUIDES else 1
        return [found[round(number * step)] for number in range(min(_MOST_GUIDES, len(found)))]

    def group_of(self, point: Point) -> str:
        """The name of the group of a point; empty where it has none."""
        return self.groups[point.group] if 0 <= point.group < len(self.groups) else ""


def point_text(scatter: Scatter, point: Point) -> str:
    """A point as one line."""
    if point.spoken:
        return point.spoken
    figures = (scatter.guide(point.score), scatter.x_text(point.x), scatter.y_text(point.y))
    score, x, y = figures
    said = tr("{score}, {x_title} {x}, {y_title} {y}", score=score, x_title=scatter.x_title, x=x, y_title=scatter.y_title, y=y)
    return ", ".join(part for part in (f"{point.label}: {said}", scatter.group_of(point)) if part)


def sentence(scatter: Scatter) -> str:
    """The plot as one sentence: how many points, from where to where, and which score is the highest."""
    if not scatter.points:
        return tr("{title}: {empty}", title=scatter.title, empty=scatter.empty)
    best = scatter.points[scatter.by_score[0]]
    return tr(
        "{title}: {points}; {x_title} {x}; {y_title} {y}; highest {score}, {label}.",
        title=scatter.title,
        points=counted(len(scatter.points), "{n} point", "{n} points"),
        x_title=scatter.x_title,
        x=_from_to([point.x for point in scatter.points], scatter.x_text),
        y_title=scatter.y_title,
        y=_from_to([point.y for point in scatter.points], scatter.y_text),
        score=scatter.guide(best.score),
        label=best.label,
    )


def table(scatter: Scatter) -> list[tuple[str, ...]]:
    """The points as rows with exact figures, the head first, the highest score above."""
    rows = [scatter.points[index] for index in scatter.by_score]
    head = (tr("Name"), scatter.group_title, scatter.x_title, scatter.y_title, tr("Score"))
    figures = [(figure(point.x, scatter.x_text), figure(point.y, scatter.y_text), figure(point.score)) for point in rows]
    return [head, *((point.label, scatter.group_of(point), *own) for point, own in zip(rows, figures, strict=True))]


def _from_to(values: Sequence[float], text: Callable[[float], str]) -> str:
    low, high = text(min(values)), text(max(values))
    return low if low == high else tr("{low} to {high}", low=low, high=high)


def _span(scatter: Scatter) -> tuple[float, float]:
    """The least and the largest value above zero; (1, 1) where there is none."""
    values = [point.y for point in scatter.points if point.y > 0]
    return (min(values), max(values)) if values else (1.0, 1.0)


def _rounds(low: float, high: float) -> list[float]:
    """All of 1, 2, 5, 10 and so on from ``low`` to ``high``."""
    powers = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
    return [value for power in powers for value in (10.0**power, 2 * 10.0**power, 5 * 10.0**power) if low <= value <= high]


def _round_down(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return power * next(factor for factor in (5, 2, 1) if factor * power <= value * (1 + 1e-9))


def _round_up(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return power * next(factor for factor in (1, 2, 5, 10) if factor * power >= value * (1 - 1e-9))
