"""How a column is read and stored, and what is known of it besides its cells."""

from dataclasses import dataclass, field
from datetime import date

from prodops_desktop.intake.durations import DurationForm
from prodops_desktop.intake.numbers import NumberForm

TYPES = ("text", "integer", "number", "money", "percent", "boolean", "day", "moment", "time", "duration", "name")


@dataclass(frozen=True)
class Plan:
    """How a column is read and stored; ``notes`` are sentences for the summary.

    ``unit`` is what numbers mean where they mean something else: a unit of :mod:`counted_days`, or "fraction" (0.31 for 31%). ``debit``:
    the mark of amounts that are below zero, "DR" or "CR". ``aside``: days that can be read in two ways send their rows to quarantine.
    ``leading_year``: 26-Mar is the month of a year. ``short_first``: 26/03/04 begins with its year. ``born``: no year of two digits lies
    ahead. ``blank_is_no``: where the other cells have a mark. ``serials``: the unit of numbers among days.
    ``zeros``: the digits that the numbers of a column of texts are filled up to with zeros in front.
    """

    type: str
    scale: int | None = None
    currency: str | None = None
    form: NumberForm | None = None
    decimal: str = "."
    template: str | None = None
    day_first: bool = True
    aside: bool = False
    leading_year: bool = False
    short_first: bool = False
    born: bool = False
    zone: str | None = None
    unit: str | None = None
    serials: str | None = None
    zeros: int = 0
    debit: str | None = None
    duration: DurationForm | None = None
    yes_no: dict[str, bool] = field(default_factory=dict)
    blank_is_no: bool = False
    missing: frozenset[str] = frozenset()
    turned: dict[date, str] = field(default_factory=dict)
    """Date cells that were texts until the spreadsheet took them for dates → those texts."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hints:
    """What is known of a column beside its cells; ``field_type`` is wanted, ``forced`` is ordered.

    ``day_first``, ``short_first`` and ``decimal`` are what the other columns of the sheet say, ``usual_day_first`` what the workspace says
    where nothing does, or where ``orders_differ`` among those. ``order``, ``sign`` and ``percent`` are the operator's answers to the
    questions of the column. ``needed``: its field is required. ``whole``: its field takes texts as they are.
    """

    header: str
    field_type: str | None = None
    forced: str | None = None
    needed: bool = False
    whole: bool = False
    percent_format: bool = False
    money_format: bool = False
    currencies: frozenset[str] = frozenset()
    """Those that the formats of the cells name."""
    since_1904: bool = False
    zeros: int = 0
    """The digits that the formats of the cells fill numbers up to with zeros in front."""
    day_first: bool | None = None
    orders_differ: bool = False
    short_first: bool = False
    usual_day_first: bool = True
    decimal: str | None = None
    order: str | None = None
    sign: str | None = None
    percent: str | None = None

    @property
    def wanted(self) -> str | None:
        """The type that is ordered, else the one that the field asks for."""
        return self.forced or self.field_type


@dataclass(frozen=True)
class Fit:
    """Whether so many readable cells make a type: nearly all when it is free, most of them when the field asks for it."""

    values: int
    odd_distinct: int
    value_distinct: int
    wished: bool
    sure: bool
    """Whether the type is ordered, or a required field needs it: then what can't be read goes aside."""

    def __call__(self, readable: int) -> bool:
        odd = self.values - readable
        if odd <= 0 or self.sure:
            return readable > 0
        if self.wished:
            return readable >= 0.6 * self.values
        return self.values >= 20 and odd <= 0.05 * self.values and self.odd_distinct <= max(2, 0.01 * self.value_distinct)
