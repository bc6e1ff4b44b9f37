"""Reads what the page shows of a metric, and turns it into what the chart draws; called on reading threads."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from prodops_desktop.agenda.targets import id_of
from prodops_desktop.datasets.reading import source_sql
from prodops_desktop.datasets.snapshot import Snapshot, current
from prodops_desktop.metrics.catalogue import all_metrics
from prodops_desktop.metrics.figure import Figure, figure_of, headline_grain, headline_index
from prodops_desktop.metrics.model import Metric, Point, RowsBehind, Series
from prodops_desktop.metrics.series import rows_behind, series
from prodops_desktop.packs.headline import headline
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.trend import Trend
from prodops_desktop.ui.figure_words import said
from prodops_desktop.ui.records.links import LinkRow, read_links
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store, settings
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import RecordStep, record_steps

RANGES = {"month": (12, 24), "quarter": (4, 8), "year": (2, 4)}
"""How many periods the two short ranges show, by the length of a period."""
_STEPS = {"month": (1, 2, 3, 6, 12), "quarter": (1, 2, 4, 8), "year": (1, 2, 5, 10)}


@dataclass(frozen=True)
class Catalogue:
    """The metrics there are, as of one snapshot."""

    snapshot: Snapshot
    metrics: list[Metric]


@dataclass(frozen=True)
class View:
    """What was chosen about a metric: length of period (None: that in which it is spoken of), range, comparison."""

    grain: str | None = None
    periods: str = "long"
    compare: bool = True


@dataclass(frozen=True)
class Shown:
    """A metric as the page shows it: ``points`` are those in range, ``prior`` those a year before.

    ``target`` is the id of its target, which is what is linked; None where it has none.
    """

    snapshot: Snapshot
    metric: Metric
    grain: str
    its: Series
    points: tuple[Point, ...]
    prior: tuple[Point | None, ...]
    figure: Figure
    conclusion: str
    target: int | None
    links: list[LinkRow]
    steps: list[RecordStep]
    """What happened to the target."""


def read_catalogue(store: Store) -> Catalogue:
    """Every metric of the workspace as it is now."""
    snapshot = current(store)
    return Catalogue(snapshot, all_metrics(store, snapshot))


def read_metric(store: Store, metric: Metric, view: View) -> Shown:
    """The series, figure and conclusion of a metric."""
    snapshot = current(store)
    grain = view.grain or headline_grain(metric)
    its = series(store, snapshot, metric, grain=grain)
    points = its.points
    if view.periods != "all":
        points = points[-RANGES[grain][view.periods == "long"] :]
    by_period = {point.period: point for point in its.points}
    prior = tuple(by_period.get(_year_before(point.period)) if view.compare else None for point in points)
    spoken = replace(its, points=points)
    figure = figure_of(store, its)
    said = headline(spoken, figure, headline_index(spoken, settings.today(store).isoformat()))
    target = id_of(store, metric.key)
    links = read_links(store, End("target", target)) if target is not None else []
    steps = record_steps(store, [("target", target)]) if target is not None else []
    return Shown(snapshot, metric, grain, its, points, prior, figure, said, target, links, steps)


def read_behind(store: Store, shown: Shown, period: str) -> list[tuple[RowsBehind, int]]:
    """The rows that the point of a period counts, and how many of them each version has; versions without any are left out."""
    found = []
    for part in rows_behind(store, shown.snapshot, shown.metric, period, shown.grain):
        sql = f"SELECT count(*) FROM {source_sql(store, part.version)} WHERE {part.condition.sql}"
        count = int(store.db.execute(sql, part.condition.params).fetchone()[0])
        if count:
            found.append((part, count))
    return found


def trend_of(shown: Shown) -> Trend:
    """What the chart draws."""
    text = writer(shown.its)
    points = shown.points
    money = shown.its.unit == "money"
    return Trend(
        title=shown.metric.title,
        labels=tuple(formats.period(point.period) for point in points),
        ticks=tuple(_tick(point.period, first=index == 0) for index, point in enumerate(points)),
        values=tuple(point.value for point in points),
        text=text,
        axis=(lambda value: formats.money(value, shown.its.currency or "")) if money else text,
        low=tuple(point.low for point in points),
        high=tuple(point.high for point in points),
        counts=tuple(point.n for point in points),
        notes=tuple(said(point.note) for point in points),
        partial=tuple(point.partial for point in points),
        prior=tuple(point.value if point is not None else None for point in shown.prior),
        prior_name=tr("Prior year"),
        target=shown.figure.target,
        bars=shown.its.unit == "count" or shown.metric.measure == "sum",
        whole=shown.its.unit == "count",
        steps=_STEPS[shown.grain],
        anchor=next((index for index, point in enumerate(points) if point.period.endswith(("-01", "-Q1"))), 0),
    )


def writer(its: Series) -> Callable[[float], str]:
    """How a value of the series is written."""
    return lambda value: formats.figure(value, its.unit, its.currency)


def _year_before(period: str) -> str:
    return f"{int(period[:4]) - 1:04d}{period[4:]}"


def _tick(period: str, *, first: bool) -> str:
    """The year stands with January, and with the month that the chart begins with."""
    if len(period) != 7 or "Q" in period:
        return formats.period(period)
    month = formats.period(period, short=True)
    return f"{month} {period[2:4]}" if first or period.endswith("-01") else month
