"""The one figure that a metric comes down to: its latest whole period beside prior, target and margin, and as a sentence."""

from dataclasses import dataclass

from prodops_desktop.agenda.targets import find_target
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.metrics.model import Metric, Point, Series, Source
from prodops_desktop.metrics.periods import day_text, distance, first_day, period_text
from prodops_desktop.metrics.series import series
from prodops_desktop.metrics.statistics import beyond_margin
from prodops_desktop.metrics.wording import Amount, Day, Period, change_text, figure_text, rows_noun, value_text
from prodops_desktop.work.listing import listed
from prodops_desktop.work.said import Said
from prodops_desktop.workspace import Store, settings

_RATES = ("nps", "mean")
"""Measures whose young period is not smaller for being young, so that the latest one may speak."""


@dataclass(frozen=True)
class Figure:
    """A metric in one period. ``change`` is against ``prior``, the nearest earlier period with a value.

    ``significant``: whether the change exceeds the margin of both, None where there is no margin. ``direction`` is up, down or
    flat (inside the margin, or no change at all); ``good`` says whether that is the better direction. ``value`` is None where
    there is nothing to say; ``note`` then says why.
    """

    metric: Metric
    grain: str
    unit: str
    currency: str | None
    period: str | None
    value: float | None
    low: float | None
    high: float | None
    n: int
    as_of: str | None
    until: str | None
    prior: Point | None
    target: float | None
    change: float | None
    significant: bool | None
    direction: str | None
    good: bool | None
    note: str
    notes: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def margin(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    @property
    def gap(self) -> float | None:
        """Value minus target."""
        return None if self.value is None or self.target is None else self.value - self.target


def figure(store: Store, snapshot: Snapshot, metric: Metric, grain: str | None = None) -> Figure:
    """The figure of a metric by ``grain``, else by the one in which it is spoken of."""
    return figure_of(store, series(store, snapshot, metric, grain=grain or headline_grain(metric)))


def headline_grain(metric: Metric) -> str:
    """NPS is spoken of by quarter, because a month has too few responses to tell a change; all else by month."""
    return "quarter" if metric.measure == "nps" else "month"


def figure_of(store: Store, its: Series) -> Figure:
    """The figure that a series ends in."""
    index = headline_index(its, settings.today(store).isoformat())
    point = its.points[index] if index is not None else Point("", None, note=Said("no data"))
    earlier = its.points[: index or 0]
    prior = next((one for one in reversed(earlier) if one.value is not None), None) if point.value is not None else None
    change, significant, direction = compare(prior, point)
    better = its.metric.better
    return Figure(
        metric=its.metric,
        grain=its.grain,
        unit=its.unit,
        currency=its.currency,
        period=point.period or None,
        value=point.value,
        low=point.low,
        high=point.high,
        n=point.n,
        as_of=its.as_of,
        until=point.until,
        prior=prior,
        target=find_target(store, its.metric.key),
        change=change,
        significant=significant,
        direction=direction,
        good=direction == better if better and direction not in (None, "flat") else None,
        note=point.note,
        notes=(*its.notes, *_younger(its, index)),
        sources=its.sources,
    )


def headline_index(its: Series, today: str) -> int | None:
    """Which point speaks: of rates the latest, of sums and counts the latest that its data covers, unless there is no such one.

    Periods that have not begun speak only where there is nothing else. None for a series without points.
    """
    begun = [index for index, point in enumerate(its.points) if point.n and first_day(point.period).isoformat() <= today]
    shown = [index for index in begun if its.points[index].value is not None]
    whole = [index for index in shown if not its.points[index].partial or its.metric.measure in _RATES]
    ahead = [index for index, point in enumerate(its.points) if point.value is not None][:1]
    candidates = whole or shown or ahead or begun
    return candidates[-1] if candidates else None


def compare(earlier: Point | None, later: Point) -> tuple[float | None, bool | None, str | None]:
    """Change from one point to a later one, whether it exceeds the margin of both, and its direction: up, down, flat."""
    if earlier is None or earlier.value is None or later.value is None:
        return None, None, None
    change = later.value - earlier.value
    significant = None
    if earlier.margin is not None and later.margin is not None:
        significant = beyond_margin(change, earlier.margin, later.margin)
    if change == 0 or significant is False:
        return change, significant, "flat"
    return change, significant, "up" if change > 0 else "down"


def as_sentence(one: Figure) -> str:
    """The figure to paste into a mail: value, period, target, prior, n and files."""
    title = one.metric.title if one.metric.dataset is None else f"{one.metric.group}: {one.metric.title}"
    files = listed(list(dict.fromkeys(source.file for source in one.sources)))
    if one.value is None or one.period is None:
        when = f" in {period_text(one.period)}" if one.period else ""
        return "; ".join(filter(None, (f"{title}: {one.note or 'no data'}{when}", files))) + "."
    parts = [f"{title} {figure_text(one.value, one.margin, one.unit, one.currency)}", when_text(one)]
    if one.target is not None:
        parts.append(f"target {target_text(one)}")
    if one.prior is not None and one.prior.value is not None:
        parts.append(_prior_text(one, one.prior, one.prior.value))
    left_out = [note.removesuffix(".") for note in one.notes if "no rate from" in note]
    return "; ".join([", ".join(parts), rows_noun(one.metric.measure, one.n), *left_out, *([files] if files else [])])


def when_text(one: Figure) -> str:
    """The period, and how far its data goes: “Q4 2026 to 20 Nov”, or the day of a level: “20 Nov 2026”."""
    if one.period is None:
        return ""
    if one.until is None:
        return period_text(one.period)
    if one.metric.measure == "arr" and one.grain == "month":
        return day_text(one.until)
    return f"{period_text(one.period)} to {day_text(one.until, year=False)}"


def target_text(one: Figure) -> str:
    """The target in the unit of the figure, without needless decimals."""
    target = one.target or 0.0
    whole = one.unit in ("score", "percent") and target == int(target)
    return value_text(target, one.unit, one.currency, decimals=0 if whole else None)


def _prior_text(one: Figure, prior: Point, value: float) -> str:
    text = f"prior {figure_text(value, prior.margin, one.unit, one.currency)}"
    if one.period is not None and distance(prior.period, one.period, one.grain) != 1:
        text += f" in {period_text(prior.period)}"
    if one.significant is False:
        return f"{text} (no change beyond the margin)"
    return f"{text} ({change_text(one.change or 0.0, value, one.unit)})"


def _younger(its: Series, index: int | None) -> list[str]:
    """What stands after the point that speaks, so that nobody takes a young period for a fall."""
    later = [] if index is None else [point for point in its.points[index + 1 :] if point.partial and point.n and point.until]
    said: list[str] = []
    for point in later[:1]:
        what = point.note
        if point.value is not None:
            what = Said("{value} so far", value=Amount(point.value, its.unit, its.currency))
        until = Day(point.until) if point.until else ""
        said.append(Said("{period} is not complete (data to {day}): {what}.", period=Period(point.period), day=until, what=what))
    return said
