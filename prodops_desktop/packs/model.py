"""What a board pack holds before it is a file: topics with headline, figure and series, the sheets of the areas, and sources."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from prodops_desktop.areas import PACK_SHEETS
from prodops_desktop.datasets.area_sheet import AreaSheet
from prodops_desktop.datasets.model import Version
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.datasets.store import all_datasets, find_dataset, find_version
from prodops_desktop.errors import UserError
from prodops_desktop.intake.kinds import AREA_KINDS
from prodops_desktop.metrics.catalogue import Metric, all_metrics, built_in
from prodops_desktop.metrics.figure import Figure, as_sentence, figure_of, headline_grain, headline_index
from prodops_desktop.metrics.model import Point, Series
from prodops_desktop.metrics.periods import day_text, first_day
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
    areas: tuple[AreaSheet, ...]
    sources: tuple[PackSource, ...]
    notes: tuple[str, ...]

    @property
    def pages(self) -> "tuple[Topic | AreaSheet, ...]":
        """What has a sheet of its own, in order: the topics, then the areas."""
        return (*self.topics, *self.areas)

    def made_text(self, as_of: str | None) -> str:
        """The line over each sheet: of which day its data is, and when the pack was made."""
        day = f"Data as of {day_text(as_of)} · " if as_of else ""
        return f"{day}made {day_text(self.today)}{' · sample data' if self.is_sample else ''}"

    def sources_of(self, area: AreaSheet) -> list[PackSource]:
        """The versions behind an area's sheet."""
        return [source for source in self.sources if source.version.id in area.sources]

    def as_of_area(self, area: AreaSheet) -> str | None:
        """The as-of day of the oldest source of an area's sheet; None when all of it was entered by hand."""
        return _as_of(self.sources_of(area))


def build(store: Store, snapshot: Snapshot) -> Pack:
    """The pack of a snapshot: a topic for each built-in metric, one for each dataset that has a day, and the sheet of each area.

    Raises UserError when there is nothing to show.
    """
    metrics = [*built_in(store, snapshot), *_rows_of_datasets(store, snapshot)]
    topics = [topic for metric in metrics[:MOST_TOPICS] if (topic := _topic(store, snapshot, metric)) is not None]
    areas = tuple(area for sheet_of in PACK_SHEETS if (area := sheet_of(store)) is not None)
    if not topics and not areas:
        raise UserError(
            "There is nothing to put into a pack yet. Import a sheet that has a column of days, or list tools, and make it again."
        )
    by_topic = [source.version for topic in topics for source in topic.figure.sources]
    by_area = [version for area in areas for version in area.sources]
    sources = {version: _source(store, version) for version in dict.fromkeys([*by_topic, *by_area])}
    days = [*(topic.figure.as_of for topic in topics), _as_of([sources[version] for version in by_area])]
    notes = [f"{len(metrics) - MOST_TOPICS} more datasets are not shown."] if len(metrics) > MOST_TOPICS else []
    return Pack(
        title="Board pack",
        company=settings.get(store, "company"),
        today=settings.today(store),
        as_of=min((day for day in days if day), default=None),
        paper=settings.get(store, "paper"),
        is_sample=settings.is_sample(store),
        topics=tuple(topics),
        areas=areas,
        sources=tuple(sources.values()),
        notes=tuple(notes),
    )


def _rows_of_datasets(store: Store, snapshot: Snapshot) -> list[Metric]:
    """For each dataset that no area speaks for, its rows by the day column that says when a row happened."""
    spoken_for = {dataset.id for dataset in all_datasets(store) if dataset.kind in AREA_KINDS}
    by_dataset: dict[int, list[Metric]] = {}
    for metric in all_metrics(store, snapshot):
        if metric.measure == "rows" and metric.dataset is not None and metric.dataset not in spoken_for:
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


def _source(store: Store, version: int) -> PackSource:
    found = find_version(store, version)
    return PackSource(find_dataset(store, found.dataset).name, found)


def _as_of(sources: Iterable[PackSource]) -> str | None:
    """The as-of day of the oldest dataset, each by its newest version here."""
    newest: dict[int, str] = {}
    for source in sources:
        newest[source.version.dataset] = max(newest.get(source.version.dataset, ""), source.version.as_of)
    return min(newest.values(), default=None)
