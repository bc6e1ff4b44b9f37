"""What a forest plot shows, in words and as a table: effects with their intervals, in rows that stand in groups."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from prodops_desktop.ui.charts.figures import as_figure, figure
from prodops_desktop.ui.formats import MINUS
from prodops_desktop.ui.texts import tr

Tone = Literal["good", "bad", "3"]
"""How a verdict is coloured: better, worse, or neither."""


class Stop(NamedTuple):
    """An estimate by its row, counted over all groups, and its place in that row."""

    row: int
    estimate: int


@dataclass(frozen=True)
class Estimate:
    """The effect of a variant (by its index in the forest) with its interval, in the unit of the forest, and how both are written.

    None is not known and is not drawn; an infinite end has no bound on that side.
    """

    variant: int
    value: float | None
    low: float | None
    high: float | None
    text: str
    interval: str
    verdict: str = ""
    tone: Tone = "3"

    @property
    def ends(self) -> tuple[float, float, float] | None:
        """Low, value and high if all are known and the value is a finite number."""
        if self.value is None or self.low is None or self.high is None:
            return None
        is_drawn = math.isfinite(self.value) and not math.isnan(self.low) and not math.isnan(self.high)
        return (self.low, self.value, self.high) if is_drawn else None


@dataclass(frozen=True)
class Row:
    """A measure with an estimate for each variant; ``below`` stands in small letters under its title, ``limit`` is in the unit."""

    title: str
    below: str
    estimates: tuple[Estimate, ...]
    limit: float | None = None
    limit_text: str = ""


@dataclass(frozen=True)
class Group:
    """Rows that belong together; without any title there is no column for them."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Forest:
    """Everything of a plot; ``unit`` stands behind figures, such as “%” or “ pt”, and ``variants`` are the names for the legend."""

    unit: str
    groups: tuple[Group, ...]
    variants: tuple[str, ...] = ()
    title: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def estimates(self) -> Iterator[Estimate]:
        """The estimates of all rows."""
        return (estimate for row in self.rows for estimate in row.estimates)

    @property
    def shown_variants(self) -> list[int]:
        """The variants that have a name and an estimate."""
        return sorted({estimate.variant for estimate in self.estimates if self.name_of(estimate.variant)})

    def name_of(self, variant: int) -> str:
        """The name of a variant, empty where it has none."""
        return self.variants[variant] if 0 <= variant < len(self.variants) else ""

    def stops(self) -> list[Stop]:
        """All estimates from the top down: the stops of the arrow keys."""
        return [Stop(place, index) for place, row in enumerate(self.rows) for index in range(len(row.estimates))]

    def key_of(self, stop: Stop) -> tuple[str, int]:
        """What an estimate is of, whatever else is shown: the title of its row and its variant."""
        row = self.rows[stop.row]
        return row.title, row.estimates[stop.estimate].variant


def stop_text(forest: Forest, stop: Stop) -> str:
    """An estimate in words: “p95 latency, B: +4.4%, +1.6% to +7.2%, B fails; limit +5%”."""
    row = forest.rows[stop.row]
    estimate = row.estimates[stop.estimate]
    name = ", ".join(part for part in (row.title, forest.name_of(estimate.variant)) if part)
    return "; ".join(part for part in (f"{name}: {_figures(estimate)}", row.limit_text) if part)


def row_text(forest: Forest, row: Row) -> str:
    """A row in words, with all its estimates."""
    name = f"{row.title} ({row.below})" if row.below else row.title
    said = [f"{forest.name_of(estimate.variant)} {_figures(estimate)}".strip() for estimate in row.estimates] or [tr("no figure")]
    return f"{name}: {'; '.join(part for part in (*said, row.limit_text) if part)}."


def sentences(forest: Forest) -> str:
    """All rows in words, each group by its title."""
    return " ".join(
        f"{group.title}: {row_text(forest, row)}" if group.title else row_text(forest, row) for group in forest.groups for row in group.rows
    )


def table(forest: Forest) -> list[list[str]]:
    """A row for each estimate with exact figures, the head first; an empty cell is not known, and what no estimate has is no column."""
    unit = forest.unit.strip()
    measures = [f"{name} ({unit})" if unit else name for name in (tr("Change"), tr("Low"), tr("High"), tr("Limit"))]
    head = [tr("Group"), tr("Name"), tr("Variant"), *measures[:3], tr("Verdict"), measures[3]]
    rows = [
        [
            group.title,
            row.title,
            forest.name_of(estimate.variant),
            *(_cell(value) for value in (estimate.value, estimate.low, estimate.high)),
            estimate.verdict,
            _cell(row.limit),
        ]
        for group in forest.groups
        for row in group.rows
        for estimate in row.estimates
    ]
    optional = {0, 2, 6, 7}
    kept = [column for column in range(len(head)) if column not in optional or any(row[column] for row in rows)]
    return [[cells[column] for column in kept] for cells in (head, *rows)]


def _figures(estimate: Estimate) -> str:
    return ", ".join(part for part in (estimate.text, estimate.interval, estimate.verdict) if part) or tr("no figure")


def _cell(value: float | None) -> str:
    if value is None or math.isnan(value):
        return ""
    return figure(float(value)) if math.isfinite(value) else as_figure("∞" if value > 0 else f"{MINUS}∞")
