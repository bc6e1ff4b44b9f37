"""What Home reads: which figures to show, each with the line it ends, and the latest imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from prodops_desktop.datasets.model import Version
from prodops_desktop.datasets.snapshot import Snapshot, current
from prodops_desktop.datasets.store import all_datasets, versions_of
from prodops_desktop.metrics.catalogue import all_metrics, built_in
from prodops_desktop.metrics.figure import Figure, figure_of, headline_grain, headline_index
from prodops_desktop.metrics.model import Metric
from prodops_desktop.metrics.series import series
from prodops_desktop.workspace import Store, settings

MOST_TILES, MOST_IMPORTS, _LINE = 8, 12, 13
MOMENT = 0.02
"""So many seconds of working out figures hold nobody up."""
_AREA_TABLES = (
    ("predictability", "roadmap_commitment"),
    ("experiments", "experiment"),
    ("notices", "contract"),
    ("inbox", "feedback_item"),
    ("sources", "dataset"),
)
_FEEDS = {"nps": ("nps",), "arr": ("accounts", "revenue"), "active_accounts": ("usage_summary",)}


@dataclass(frozen=True)
class Import:
    """An import by the name of its dataset; ``newest`` says that no later version has taken its place."""

    name: str
    version: Version
    newest: bool


@dataclass(frozen=True)
class Overview:
    """What stands on Home before the figures are worked out; ``figures`` are metrics, and ids of areas that have a figure of their own."""

    snapshot: Snapshot
    figures: tuple[Metric | str, ...]
    imports: tuple[Import, ...]
    datasets: int


@dataclass(frozen=True)
class Tile:
    """A figure, the line that leads to it, and the periods of that."""

    figure: Figure
    line: tuple[float | None, ...]
    periods: tuple[str, ...] = ()


def read_overview(store: Store) -> Overview:
    """The metrics to show and the latest imports; works nothing out yet."""
    snapshot, datasets = current(store), all_datasets(store)
    imports = [Import(one.name, version, version.id == one.version.id) for one in datasets for version in versions_of(store, one.id)]
    imports.sort(key=lambda one: (one.version.imported_at, one.version.id), reverse=True)
    figures: list[Metric | str] = [*built_in(store, snapshot), *_areas(store)]
    if len(figures) < MOST_TILES:
        figures += _counted(all_metrics(store, snapshot), {one.id: one.kind for one in datasets})
    return Overview(snapshot, tuple(figures[:MOST_TILES]), tuple(imports[:MOST_IMPORTS]), len(datasets))


def read_tiles(store: Store, snapshot: Snapshot, metrics: Sequence[Metric], moment: float = MOMENT) -> list[Tile]:
    """Work out the first of these figures, and those after it for as long as that takes no longer than ``moment`` seconds."""
    until, found = perf_counter() + moment, list[Tile]()
    for metric in metrics:
        found.append(read_tile(store, snapshot, metric))
        if perf_counter() > until:
            break
    return found


def read_tile(store: Store, snapshot: Snapshot, metric: Metric) -> Tile:
    """Work out one figure."""
    its = series(store, snapshot, metric, grain=headline_grain(metric))
    index = headline_index(its, settings.today(store).isoformat())
    points = its.points[: index + 1] if index is not None else ()
    shown = points[-_LINE:]
    return Tile(figure_of(store, its), tuple(point.value for point in shown), tuple(point.period for point in shown))


def _areas(store: Store) -> list[str]:
    """The areas that have something to say; what they say is worked out later."""
    return [area for area, table in _AREA_TABLES if store.db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()]


def _counted(metrics: list[Metric], kinds: dict[int, str]) -> list[Metric]:
    """Of each dataset that feeds neither a metric with a meaning of its own nor an area, its rows in time."""
    from prodops_desktop.intake.kinds import AREA_KINDS

    spoken_for = AREA_KINDS | {kind for metric in metrics if metric.dataset is None for kind in _FEEDS.get(metric.measure, ())}
    counted: dict[int, Metric] = {}
    for metric in metrics:
        if metric.dataset is not None and metric.measure == "rows" and kinds.get(metric.dataset) not in spoken_for:
            counted.setdefault(metric.dataset, metric)
    return list(counted.values())
