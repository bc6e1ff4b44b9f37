"""What a chart of seats shows, in words: how many were bought, assigned and active in each month, None where nobody counted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.figures import figure
from prodops_desktop.ui.texts import counted, tr

Counts = tuple[int | None, ...]


@dataclass(frozen=True)
class Seats:
    """Counts with one entry a month; ``low`` says that few of the seats are used."""

    labels: tuple[str, ...]
    bought: Counts
    assigned: Counts
    active: Counts
    low: bool = False

    @property
    def months(self) -> list[int]:
        """The months of which anything is known."""
        return [index for index in range(len(self.labels)) if any(counts[index] is not None for counts in self.series)]

    @property
    def series(self) -> tuple[Counts, Counts, Counts]:
        """The three lines from the top down: nobody is active without a seat, nor has one that was not bought."""
        return self.bought, self.assigned, self.active

    @property
    def peak(self) -> int:
        """The largest count."""
        return max((count for counts in self.series for count in counts if count is not None), default=0)

    def month_text(self, index: int) -> str:
        """A month in words."""
        wordings = (
            ("{n} active", tr("active not known")),
            ("{n} assigned", tr("assigned not known")),
            ("{n} bought", tr("bought not known")),
        )
        if index not in self.months:
            said = tr("no figure")
        else:
            pairs = zip(reversed(self.series), wordings, strict=True)
            said = ", ".join(
                none if counts[index] is None else tr(some, n=formats.number(counts[index]))
                for counts, (some, none) in pairs
                if any_known(counts)
            )
        return f"{self.labels[index]}: {said}"

    def short_text(self, index: int) -> str:
        """A month where there is little room, in the order of the table of tools: active, assigned, bought."""
        return f"{self.labels[index]}: {' / '.join(formats.number(counts[index]) for counts in reversed(self.series))}"

    def ends(self) -> list[tuple[int, str]]:
        """For each line that has any point its place among the lines, and its name with the count of the last month."""
        names = ("Bought {n}", "Asgd. {n}", "Active {n}")
        return [
            (place, tr(name, n=formats.number(counts[-1])))
            for place, (name, counts) in enumerate(zip(names, self.series, strict=True))
            if any_known(counts)
        ]

    def table(self) -> list[tuple[str, ...]]:
        """The counts as rows, an empty cell for a gap."""
        rows = zip(self.labels, *self.series, strict=True)
        head = (tr("Month"), tr("Bought"), tr("Assigned"), tr("Active"))
        return [head, *((month, *map(figure, counts)) for month, *counts in rows)]


def any_known(counts: Sequence[int | None]) -> bool:
    """Whether a line has any point; the seats of a tool that is paid by use are never bought."""
    return any(count is not None for count in counts)


def sentence(seats: Seats) -> str:
    """The chart as one sentence."""
    months = seats.months
    if not months:
        return nothing()
    known = [index for index in months if seats.active[index] is not None]
    if len(known) < 2:
        said = seats.month_text(months[-1])
    else:
        said = _course(seats, known[0], known[-1])
        bought = next((count for count in reversed(seats.bought) if count is not None), None)
        if bought is not None:
            said += tr("; {n} bought", n=formats.number(bought))
    gaps = len(seats.labels) - len(known)
    if known and gaps:
        said += "; " + counted(gaps, "{n} month without a figure", "{n} months without a figure")
    return f"{said}."


def nothing() -> str:
    """What is said where nobody counted."""
    return tr("No seats counted yet.")


def ticks(peak: int) -> list[int]:
    """Two or three round values from zero, the last of which is no less than ``peak``."""
    if peak <= 1:
        return [0, 1]
    half = peak / 2
    exponent = 10 ** math.floor(math.log10(half))
    step = next(round(factor * exponent) for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if _is_step(factor * exponent, half))
    return [0, step, 2 * step]


def _is_step(value: float, least: float) -> bool:
    return value >= least and value == int(value)


def _course(seats: Seats, first: int, last: int) -> str:
    before, after = seats.active[first] or 0, seats.active[last] or 0
    wording = (
        "Active seats fell from {before} to {after} between {first} and {last}"
        if after < before
        else "Active seats rose from {before} to {after} between {first} and {last}"
        if after > before
        else "Active seats were {after} in {first} and in {last}"
    )
    return tr(wording, before=formats.number(before), after=formats.number(after), first=seats.labels[first], last=seats.labels[last])
