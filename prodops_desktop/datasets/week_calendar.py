"""A calendar of weeks as plain figures, rows, events and a count a week; whoever writes it decides how it looks."""

from dataclasses import dataclass
from datetime import date

from prodops_desktop.datasets.sheets import SheetColumn, SheetValue

SOLID, LIGHT, HATCHED, QUIET, STRIPED, TINTED = ("solid", "light", "hatched", "quiet", "striped", "tinted")
"""How weeks are filled: of rows what runs, is settled, is drafted and is over; of bands what forbids, and what only happens."""


@dataclass(frozen=True)
class WeekRow:
    """A row with its cells, which fills the weeks from ``first`` to ``last``, positions among those of the calendar.

    ``marked`` are positions of weeks that ask for something; ``warns`` says that the last cell does.
    """

    values: tuple[SheetValue, ...]
    first: int
    last: int
    look: str
    marked: frozenset[int] = frozenset()
    warns: bool = False


@dataclass(frozen=True)
class WeekGroup:
    """Rows that belong together, under their heading."""

    heading: str
    rows: tuple[WeekRow, ...]


@dataclass(frozen=True)
class WeekBand:
    """Something that concerns all rows in the weeks from ``first`` to ``last``, positions as in a row."""

    text: str
    first: int
    last: int
    look: str


@dataclass(frozen=True)
class WeekCalendar:
    """A calendar over ``weeks``, given by their Mondays; ``legend`` gives looks with what they mean.

    ``counts`` has a figure for each week, of which those over ``limit`` stand out. ``notes`` are sentences on what is not shown.
    """

    title: str
    subtitle: str
    today: date
    weeks: tuple[date, ...]
    columns: tuple[SheetColumn, ...]
    bands_title: str
    bands: tuple[WeekBand, ...]
    groups: tuple[WeekGroup, ...]
    counts_title: str
    counts: tuple[int, ...]
    limit: int
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
