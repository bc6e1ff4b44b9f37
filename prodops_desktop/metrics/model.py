"""The shapes in which figures travel between layers: a metric, its points, their sources and the rows behind them."""

from dataclasses import dataclass

from prodops_desktop.datasets.reading import Condition


@dataclass(frozen=True)
class Metric:
    """A definition. ``key`` outlives a rename of its dataset; ``name`` is what people and the command line say.

    ``unit`` is score, money, count, number, percent or hours; ``better`` is up, down or None. ``dataset``, ``column`` and ``day``
    (headers) and ``day_field`` are those of a metric over one dataset.
    """

    key: str
    name: str
    title: str
    group: str
    unit: str
    better: str | None
    definition: str
    misleads: str
    measure: str
    dataset: int | None = None
    column: str | None = None
    day: str | None = None
    day_field: str | None = None


@dataclass(frozen=True)
class Source:
    """A version of a dataset that a figure reads, and the file and sheet that it came from."""

    dataset: int
    name: str
    version: int
    number: int
    kind: str
    file: str
    sheet: str
    as_of: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Point:
    """The figure of one period; ``value`` is None where there is nothing to say, and ``n`` is the number of rows behind it.

    ``partial``: the period is not over, or its data does not cover it; ``until`` is then the last day with data.
    """

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    note: str = ""
    partial: bool = False
    until: str | None = None

    @property
    def margin(self) -> float | None:
        """Half the width of the interval, in the unit of the value."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


@dataclass(frozen=True)
class Series:
    """A metric by period with its holes: a period without data is a point without a value, never a zero.

    ``as_of`` is that of the oldest source; ``currency`` is set where the unit is money.
    """

    metric: Metric
    grain: str
    unit: str
    as_of: str | None
    sources: tuple[Source, ...]
    points: tuple[Point, ...]
    notes: tuple[str, ...]
    currency: str | None = None


@dataclass(frozen=True)
class RowsBehind:
    """The rows of one version that a point counts; the counts of all of them add up to its ``n``."""

    version: int
    condition: Condition
