"""What a board pack holds before it is a file: topics with headline, figure and series, definitions, and sources."""

from dataclasses import dataclass, replace
from datetime import date

from prodops_desktop.datasets.model import Version
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.datasets.store import find_version
from prodops_desktop.errors import UserError
from prodops_desktop.metrics.catalogue import Metric, all_metrics, built_in
from prodops_desktop.metrics.figure import Figure, as_sentence, figure_of, headline_grain, headline_index
from prodops_desktop.metrics.model import Point, Series, Source
from prodops_desktop.metrics.periods import first_day
from prodops_desktop.metrics.series import series
from prodops_desktop.packs.headline import headline, subtitle
from prodops_desktop.workspace import Store, settings

MOST_PERIODS = 24
"""How many periods a topic shows: two years by month, which is what a printed page has room for."""
MOST_TOPICS = 40
_USUAL_DAYS = ("when", "period", "month", "as_of", "created", "customer_since", "last_contact", "last_qbr", "closed", "renewal")
"""The fields that say when a row of their kind happened, the best one first."""


@dataclass(frozen=True)
class Topic:
    """One sheet: what the figure does, the figure, and the series behind it; the first of ``series`` is the headline's."""

    metric: Metric
    title: str
    headline: str
    subtitle: str
    sentence: str
    figure: Figure
    series: tuple[Series, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PackSource:
    """A version that the pack reads, with everything that is known about where it came from."""

    dataset: str
    version: Version


@dataclass(frozen=True)
class Pack:
    """A board pack as of ``today``; ``as_of`` is the as-of day of its oldest source."""

    title: str
    company: str
    today: date
    as_of: str | None
    paper: str
    is_sample: bool
    topics: tuple[Topic, ...]
    sources: tuple[PackSource, ...]
    notes: tuple[str, ...]


def build(store: Store, snapshot: Snapshot) -> Pack:
    """The pack of a snapshot: a topic for each built-in metric, then one for each dataset that has a day.

    Raises UserError when there is nothing to show.
    """
    metrics = [*built_in(store, snapshot), *_rows_of_datasets(store, snapshot)]
    topics = [topic for metric in metrics[:MOST_TOPICS] if (topic := _topic(store, snapshot, metric)) is not None]
    if not topics:
        raise UserError("There is nothing to put into a pack yet. Import a sheet that has a column of days, and make the pack again.")
    used = {source.version: source for topic in topics for source in topic.figure.sources}
    notes = [f"{len(metrics) - MOST_TOPICS} more datasets are not shown."] if len(metrics) > MOST_TOPICS else []
    return Pack(
        title="Board pack",
        company=settings.get(store, "company"),
        today=settings.today(store),
        as_of=min((topic.figure.as_of for topic in topics if topic.figure.as_of), default=None),
        paper=settings.get(store, "paper"),
        is_sample=settings.is_sample(store),
        topics=tuple(topics),
        sources=tuple(_source(store, source) for source in used.values()),
        notes=tuple(notes),
    )


def _rows_of_datasets(store: Store, snapshot: Snapshot) -> list[Metric]:
    """For each dataset its rows by the day column that says when a row happened."""
    by_dataset: dict[int, list[Metric]] = {}
    for metric in all_metrics(store, snapshot):
        if metric.measure == "rows" and metric.dataset is not None:
            by_dataset.setdefault(metric.dataset, []).append(metric)
    return [min(offered, key=_rank) for offered in by_dataset.values()]


def _rank(metric: Metric) -> int:
    return _USUAL_DAYS.index(metric.day_field) if metric.day_field in _USUAL_DAYS else len(_USUAL_DAYS)


def _topic(store: Store, snapshot: Snapshot, metric: Metric) -> Topic | None:
    grain = headline_grain(metric)
    whole = series(store, snapshot, metric, grain=grain)
    if not any(point.n for point in whole.points):
        return None
    today = settings.today(store)
    figure = figure_of(store, whole)
    its = _shown(whole, today)
    details = (_shown(series(store, snapshot, metric, grain="month"), today),) if grain != "month" else ()
    index = headline_index(its, today.isoformat())
    return Topic(
        metric=metric,
        title=metric.title if metric.dataset is None else metric.group,
        headline=headline(its, figure, index),
        subtitle=subtitle(figure),
        sentence=as_sentence(figure),
        figure=figure,
        series=(its, *details),
        notes=(*figure.notes, *_shortened(whole, its)),
    )


def _shown(its: Series, today: date) -> Series:
    """The last periods up to today's; those ahead only where there is nothing else."""
    begun = _without_outer_gaps([point for point in its.points if first_day(point.period) <= today])
    return replace(its, points=tuple(_without_outer_gaps(begun[-MOST_PERIODS:] or list(its.points)[:MOST_PERIODS])))


def _without_outer_gaps(points: list[Point]) -> list[Point]:
    filled = [position for position, point in enumerate(points) if point.n]
    return points[filled[0] : filled[-1] + 1] if filled else []


def _shortened(whole: Series, shown: Series) -> list[str]:
    before = sum(1 for point in whole.points if point.n and point.period < shown.points[0].period)
    after = sum(1 for point in whole.points if point.n and point.period > shown.points[-1].period)
    said = [f"{before} earlier {whole.grain}s with data are not shown."] if before else []
    return said + ([f"{after} {whole.grain}s ahead with data are not shown."] if after else [])


def _source(store: Store, source: Source) -> PackSource:
    return PackSource(source.name, find_version(store, source.version))
