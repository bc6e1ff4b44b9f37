"""The records of the tool stack: a tool, its capabilities and card, its contracts with their terms, and its seats by month."""

from dataclasses import dataclass
from datetime import date

STATUSES = ("active", "trial", "planned", "retired")
"""Where a tool stands; what is retired counts in no sum."""
RENEW = "renew"
CHOICES = (RENEW, "drop", "renegotiate")
"""What can be decided about a contract before its notice deadline."""
BASES = ("seat", "flat", "usage")
"""What a price hangs on."""
PAYMENTS = {"month": 12, "quarter": 4, "year": 1}
"""How often an amount is paid in a year."""
NOTICE_UNITS = ("day", "working day", "week", "month", "year")
RENEWAL_UNITS = ("month", "year", "week", "day")
LEAD_UNITS = ("day", "working day", "week", "month")
DEPTHS = ("not at all", "a little", "well", "made for it")
"""What the depths 0 to 3 of a capability mean."""


@dataclass(frozen=True)
class Span:
    """A length of time, such as 3 months."""

    length: int
    unit: str

    def __str__(self) -> str:
        return f"{self.length} {self.unit}{'' if self.length == 1 else 's'}"


@dataclass(frozen=True)
class LeadTime:
    """Work that takes ``span`` and must be done by the notice deadline."""

    label: str
    span: Span


@dataclass(frozen=True)
class Money:
    """An amount as an integer of 10^-``scale`` units of ``currency``; None is not known."""

    units: int
    scale: int
    currency: str | None

    @property
    def value(self) -> float:
        """The amount in whole units."""
        return float(self.units / 10**self.scale)


@dataclass(frozen=True)
class Contract:
    """A contract as it was signed: ``ends`` is the last day of its first term; None is not known, never guessed.

    ``uplift`` is the agreed rise of the price at a renewal, in per cent.
    """

    id: int
    tool: int
    reference: str | None = None
    starts: date | None = None
    ends: date | None = None
    auto_renew: bool | None = None
    notice: Span | None = None
    on_working_day: bool = False
    renewal: Span | None = None
    amount: Money | None = None
    amount_per: str = "year"
    basis: str | None = None
    seats: int | None = None
    uplift: float | None = None
    lead_times: tuple[LeadTime, ...] = ()
    note: str | None = None

    @property
    def title(self) -> str:
        """What tells it from the tool's other contracts."""
        return self.reference or (f"from {self.starts.isoformat()}" if self.starts else "without a start")

    @property
    def annual(self) -> float | None:
        """What it costs in a year, in its own currency."""
        return None if self.amount is None else self.amount.value * PAYMENTS[self.amount_per]


@dataclass(frozen=True)
class Tool:
    """A tool with its best-practice card; ``active_days`` is the window in which use makes a seat an active one.

    ``credential`` says where the admin's secret is kept, and is never the secret itself.
    """

    id: int
    name: str
    vendor: str | None = None
    category: str | None = None
    owner: str | None = None
    status: str = "active"
    active_days: int = 28
    use_for: str | None = None
    avoid: str | None = None
    start_how: str | None = None
    card_owner: str | None = None
    reviewed: date | None = None
    credential: str | None = None
    note: str | None = None
    capabilities: tuple[tuple[str, int], ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is in use and so in the sums."""
        return self.status in ("active", "trial")


@dataclass(frozen=True)
class Month:
    """The seats of a tool in a month, each None where it is not known; ``month`` is such as 2026-11."""

    month: str
    purchased: int | None = None
    assigned: int | None = None
    active: int | None = None
    cost: Money | None = None
