"""What a chart over time draws: arrays with one entry a period, their texts, and the sentence that says what they show."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.figures import figure
from prodops_desktop.ui.texts import tr


@dataclass(frozen=True)
class Trend:
    """A series ready to be drawn; every tuple has one entry a period, and None is a gap.

    ``text`` writes a value for people, ``axis`` one for the axis. ``bars`` is for counts, which start at zero. ``partial`` marks
    periods that are not complete. ``target_name`` is what the target is called where it is none, such as a limit. Where not every
    period fits below the axis, every n-th does, n out of ``steps``, so that the one at ``anchor`` (a January) is among them.
    """

    title: str
    labels: tuple[str, ...]
    ticks: tuple[str, ...]
    values: tuple[float | None, ...]
    text: Callable[[float], str]
    axis: Callable[[float], str]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    counts: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    partial: tuple[bool, ...] = ()
    prior: tuple[float | None, ...] = ()
    prior_name: str = ""
    target: float | None = None
    target_text: str = ""
    target_name: str = ""
    bars: bool = False
    whole: bool = False
    steps: tuple[int, ...] = (1, 2, 5, 10, 20, 50)
    anchor: int = 0

    @property
    def has_margin(self) -> bool:
        """Whether any period has an interval."""
        return any(value is not None for value in self.low)

    def point_text(self, index: int) -> str:
        """A period as one line: “Nov 2026: 34 ± 6, n 612”."""
        value = self.values[index]
        said = self.text(value) if value is not None else tr("no figure")
        margin = self.margin(index)
        parts = [f"{said} ± {self.text(margin)}" if margin is not None else said]
        if self.counts:
            parts.append(f"n {formats.number(self.counts[index])}")
        if self.notes and self.notes[index]:
            parts.append(self.notes[index])
        return f"{self.labels[index]}: {', '.join(parts)}"

    def margin(self, index: int) -> float | None:
        """Half the interval of a period."""
        if not self.low or not self.high:
            return None
        low, high = self.low[index], self.high[index]
        return None if low is None or high is None else (high - low) / 2


def describe(trend: Trend) -> str:
    """The chart as one sentence: first, last, lowest, highest, gaps and target."""
    known = [(value, index) for index, value in enumerate(trend.values) if value is not None]
    if not known:
        return tr("{title}: no data.", title=trend.title)
    said = _course(trend, known)
    gaps = len(trend.values) - len(known)
    if gaps:
        said += tr(", {n} of {all} periods without a figure", n=formats.number(gaps), all=formats.number(len(trend.values)))
    if trend.target is not None:
        target = trend.target_text or trend.text(trend.target)
        said += f", {trend.target_name} {target}" if trend.target_name else tr(", target {target}", target=target)
    return f"{said}."


def _course(trend: Trend, known: list[tuple[float, int]]) -> str:
    """How its known values, each with its place, go on from the first to the last."""
    (first, begin), (last, end) = known[0], known[-1]
    lowest, highest = min(known), max(known, key=lambda one: one[0])
    named = {"title": trend.title, "first": trend.text(first), "begin": trend.labels[begin], "end": trend.labels[end]}
    if len(known) == 1:
        return tr("{title}: {first} in {begin}", **named)
    if lowest[0] == highest[0]:
        return tr("{title}: {first} throughout, from {begin} to {end}", **named)
    said = tr("{title}: from {first} in {begin} to {last} in {end}", last=trend.text(last), **named)
    return said + tr(
        ", lowest {low} in {at_low}, highest {high} in {at_high}",
        low=trend.text(lowest[0]),
        at_low=trend.labels[lowest[1]],
        high=trend.text(highest[0]),
        at_high=trend.labels[highest[1]],
    )


def as_table(trend: Trend) -> list[tuple[str, ...]]:
    """The chart as rows, the head first: exact values and how they are shown, an empty cell for a gap."""

    def figures(values: Sequence[float | None]) -> list[str]:
        return [figure(value, trend.text) for value in values]

    columns: list[tuple[str, Sequence[str]]] = [(tr("Period"), trend.labels), (trend.title, figures(trend.values))]
    if trend.has_margin:
        columns += [(tr("Low"), figures(trend.low)), (tr("High"), figures(trend.high))]
    if trend.counts:
        columns.append(("n", [figure(count) for count in trend.counts]))
    if trend.prior:
        columns.append((trend.prior_name, figures(trend.prior)))
    if trend.target is not None:
        columns.append((tr("Target"), figures([trend.target] * len(trend.values))))
    if any(trend.notes):
        columns.append((tr("Note"), trend.notes))
    return [tuple(head for head, _ in columns), *zip(*(cells for _, cells in columns), strict=True)]


def nice_ticks(low: float, high: float, most: int = 5, *, whole: bool = False) -> list[float]:
    """Round values that span ``low`` to ``high`` in at most ``most`` steps; whole numbers only when asked."""
    if not (math.isfinite(low) and math.isfinite(high)) or high < low:
        return [0.0, 1.0]
    size = max(abs(low), abs(high))
    span = high - low if high - low > max(1e-6 * size, 1e-9) else max(size, 1e-9) if size > 1e-9 else 1.0
    if whole:
        span = max(1.0, span)
    exponent = math.floor(math.log10(span / most))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = factor * 10.0**exponent
        if whole and step != int(step):
            continue
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= most:
            break
    last = max(last, first + 1)
    return [round(index * step, 12) for index in range(first, last + 1)]


def span_of(trend: Trend) -> list[float]:
    """The ticks of the value axis: all that is drawn fits between first and last; bars start at zero."""
    lists = (trend.values, trend.low, trend.high, trend.prior)
    known = [value for values in lists for value in values if value is not None]
    if trend.target is not None:
        known.append(trend.target)
    if trend.bars or not known:
        known.append(0.0)
    return nice_ticks(min(known), max(known), whole=trend.whole)
