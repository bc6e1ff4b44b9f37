"""How often a need was mentioned month by month: the points of its chart, where they stand, and what they say in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.feedback.needs.model import MonthPoint
from prodops_desktop.feedback.needs.rates import Rate
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.figures import Figure, figure
from prodops_desktop.ui.charts.seats import ticks
from prodops_desktop.ui.pages.feedback.need_wording import counts_text, interval_text, per_hundred_text, rate_text
from prodops_desktop.ui.texts import counted, tr

_MOST_OVER = 2.0
"""An interval may reach so many times above the highest rate before it is cut: that of a month with few items has no end."""


@dataclass(frozen=True)
class Course:
    """The rate in each month (“2026-11”), the oldest first; a month without items is a gap."""

    months: tuple[str, ...]
    rates: tuple[Rate, ...]

    @property
    def known(self) -> list[int]:
        """The months in which anything was received."""
        return [index for index, rate in enumerate(self.rates) if rate.items]

    @property
    def sentence(self) -> str:
        """The chart in one sentence."""
        known = self.known
        if not known:
            return tr("Nothing was received in these months.")
        first, last = known[0], known[-1]
        said = self.point_text(last) if first == last else self._course(first, last)
        if gaps := len(self.months) - len(known):
            said += "; " + counted(gaps, "{n} month without an item", "{n} months without an item")
        return f"{said}."

    def point_text(self, index: int) -> str:
        """A month in words: “Nov 2026: 15.2 per 100 (11.1–20.2), 47 of 310”."""
        rate, month = self.rates[index], formats.period(self.months[index])
        if not rate.items:
            return tr("{month}: nothing received", month=month)
        return tr("{month}: {rate} per 100 ({interval}), {counts}", month=month, rate=rate_text(rate), interval=interval_text(rate),
                  counts=counts_text(rate))  # fmt: skip

    def short_text(self, index: int) -> str:
        """A month where there is little room."""
        rate = self.rates[index]
        month = formats.period(self.months[index], short=True)
        return f"{month}: {rate_text(rate)} ({interval_text(rate)})" if rate.items else f"{month}: {formats.MISSING}"

    def table(self) -> list[tuple[str, ...]]:
        """The months as rows, the head first; an empty cell for what is not known."""
        rows: list[tuple[str, ...]] = [(tr("Month"), tr("Mentions"), tr("Items received"), tr("Per 100"), tr("From"), tr("To"))]
        for month, rate in zip(self.months, self.rates, strict=True):
            figures = (rate.per_hundred, *(rate.interval or (None, None)))
            shares = ("" if one is None else Figure(f"{one:.1f}", formats.number(one, 1)) for one in figures)
            rows.append((month, figure(rate.mentions), figure(rate.items), *shares))
        return rows

    def figures(self) -> list[tuple[str, ...]]:
        """The months for people to read, the latest first: month, rate, interval, counts."""
        rows = zip(self.months, self.rates, strict=True)
        return [
            (formats.period(month), rate_text(rate), interval_text(rate) or formats.MISSING, counts_text(rate))
            for month, rate in reversed(list(rows))
        ]

    def _course(self, first: int, last: int) -> str:
        before, after = self.rates[first].per_hundred or 0.0, self.rates[last].per_hundred or 0.0
        wording = (
            "From {before} per 100 items in {first} to {after} in {last}"
            if before != after
            else "{after} per 100 items in {first} and in {last}"
        )
        return tr(wording, before=per_hundred_text(before), after=per_hundred_text(after), first=formats.period(self.months[first]),
                  last=formats.period(self.months[last]))  # fmt: skip


@dataclass(frozen=True)
class Whisker:
    """An interval from the upper to the lower end, in pixels; one that is ``cut`` goes on above the chart."""

    top: float
    bottom: float
    cut: bool


@dataclass(frozen=True)
class Plot:
    """Where a course stands between four edges, in pixels: levels with their values, points and whiskers with None for a gap."""

    left: float
    right: float
    levels: tuple[tuple[float, int], ...]
    points: tuple[tuple[float, float] | None, ...]
    whiskers: tuple[Whisker | None, ...]

    def x(self, index: int) -> float:
        """Where a month stands."""
        return _x(index, len(self.points), self.left, self.right)

    def month_at(self, x: float) -> int | None:
        """The month that is nearest to a place; None beside them."""
        if not self.points:
            return None
        pitch = (self.right - self.left) / max(1, len(self.points) - 1)
        index = round((x - self.left) / pitch)
        return index if 0 <= index < len(self.points) else None


def plot_of(course: Course, left: float, top: float, right: float, bottom: float) -> Plot:
    """Place a course between four edges; the axis starts at zero, and an interval far above the rates is cut."""
    levels = levels_of(course)
    scale = (bottom - top) / levels[-1]

    def y(value: float) -> float:
        return bottom - min(value, float(levels[-1])) * scale

    points: list[tuple[float, float] | None] = []
    whiskers: list[Whisker | None] = []
    for index, rate in enumerate(course.rates):
        value, interval = rate.per_hundred, rate.interval
        points.append(None if value is None else (_x(index, len(course.rates), left, right), y(value)))
        whiskers.append(None if interval is None else Whisker(y(interval[1]), y(interval[0]), interval[1] > levels[-1]))
    return Plot(left, right, tuple((y(level), level) for level in levels), tuple(points), tuple(whiskers))


def levels_of(course: Course) -> list[int]:
    """Two or three round values from zero, the last of which is no less than any rate."""
    highest = max((rate.per_hundred or 0.0 for rate in course.rates), default=0.0)
    ends = max((rate.interval[1] for rate in course.rates if rate.interval is not None), default=0.0)
    return ticks(math.ceil(min(ends, _MOST_OVER * highest) if highest else min(ends, 10.0)))


def _x(index: int, count: int, left: float, right: float) -> float:
    return left + index / (count - 1) * (right - left) if count > 1 else (left + right) / 2


def course_of(points: Sequence[MonthPoint]) -> Course:
    """The course that a need took."""
    return Course(tuple(point.month for point in points), tuple(point.rate for point in points))
