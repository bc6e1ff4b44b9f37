"""The records of the roadmap: items with their scores and dates, what they wait for, launches with gates, baselines, and briefs."""

from dataclasses import dataclass
from datetime import date

NOW, NEXT, LATER = HORIZONS = ("now", "next", "later")
"""The columns of the board."""
IDEA, PLANNED, IN_PROGRESS, ON_HOLD, DONE, DROPPED = STATUSES = ("idea", "planned", "in progress", "on hold", "done", "dropped")
"""Where an item stands."""
OVER = frozenset({DONE, DROPPED})
"""The statuses of items that are no plan any more."""
DAY, MONTH, QUARTER, HALF, YEAR = PRECISIONS = ("day", "month", "quarter", "half", "year")
"""How exactly a date is known. A date that is vaguer than a day is stored as the last day of its period, a start as the first."""
IMPACTS = {3.0: "massive", 2.0: "high", 1.0: "medium", 0.5: "low", 0.25: "minimal"}
"""What an impact can be (RICE)."""
CONFIDENCES = (100.0, 80.0, 50.0)
"""What a confidence can be, in per cent (RICE)."""
LEAST_EFFORT = 0.5
"""The least effort in person-months (RICE)."""
TYPED, ACCOUNTS, USAGE = REACH_SOURCES = ("typed", "accounts", "usage")
"""Where a reach comes from: somebody estimated it, the accounts of linked feedback, or a dataset of usage."""
TIERS = (1, 2, 3)
"""How large a launch is: 1 new price, plan or over 25% of users; 2 a visible change in one area; 3 all else."""
OPEN, PASSED, NOT_APPLICABLE = GATE_STATES = ("open", "passed", "n/a")
DISCOVERY, FEATURE, RELEASE = BRIEF_KINDS = ("discovery", "feature", "release")


@dataclass(frozen=True)
class Reach:
    """How many people an item reaches in ``unit``; of a ``source`` that is not typed ``dataset`` and ``column`` say which, as of a day."""

    value: float
    unit: str = "users / qtr"
    source: str = TYPED
    dataset: str | None = None
    column: str | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class Item:
    """An item as it is decided; None is not known, and no ``horizon`` means the one that its days say.

    ``confidence`` is what somebody claims, in per cent; ``effort`` is in person-months. ``value``, ``urgency``, ``risk`` and ``size``
    are the relative figures of WSJF. ``tier`` makes it a launch, on ``launch`` or else when it is ``due``. ``needs`` are the items that
    it waits for. ``stated_arr`` is what a sheet says is behind it.
    """

    id: int
    code: str
    title: str
    problem: str | None = None
    outcome: str | None = None
    goal: str | None = None
    team: str | None = None
    area: str | None = None
    owner: str | None = None
    horizon: str | None = None
    status: str = PLANNED
    starts: date | None = None
    starts_precision: str = DAY
    due: date | None = None
    due_precision: str = DAY
    done: date | None = None
    reach: Reach | None = None
    impact: float | None = None
    confidence: float | None = None
    effort: float | None = None
    value: float | None = None
    urgency: float | None = None
    risk: float | None = None
    size: float | None = None
    points: float | None = None
    stated_arr: float | None = None
    tier: int | None = None
    launch: date | None = None
    note: str | None = None
    needs: tuple["Need", ...] = ()

    @property
    def label(self) -> str:
        """Its code and title: “RM-12 Bulk export v2”."""
        return f"{self.code} {self.title}"

    @property
    def aim(self) -> tuple[date | None, str]:
        """The day that it launches, or is due where it is no launch, and how exactly that is known."""
        if self.tier is not None and self.launch is not None:
            return self.launch, DAY
        return self.due, self.due_precision

    @property
    def launches(self) -> date | None:
        """The day of its launch; None for what is no launch, and while nobody knows when."""
        return None if self.tier is None else self.aim[0]

    @property
    def is_over(self) -> bool:
        """Whether it is done or dropped."""
        return self.status in OVER


@dataclass(frozen=True)
class Need:
    """An item that another one waits for: it may begin ``lag`` days after the last day of that one (0: the next day).

    A negative lag is an overlap that was planned.
    """

    item: int
    lag: int = 0


@dataclass(frozen=True)
class Commitment:
    """What a team committed to deliver in a period (2026-Q3), frozen as the period began: ``committed`` is no for stretch.

    ``as_of`` is the day of the report that it is frozen from, and ``team`` whose item it was as that was taken. ``later`` is what the
    latest report from within the period on says, which is of the day ``later_as_of``.
    """

    item: int
    period: str
    committed: bool
    points: float | None
    as_of: date
    later: bool | None = None
    later_as_of: date | None = None
    team: str | None = None

    @property
    def says_now(self) -> bool:
        """Whether it is committed by the latest report."""
        return self.committed if self.later is None else self.later

    @property
    def is_flipped(self) -> bool:
        """Whether the latest report says something else than what is frozen."""
        return self.says_now != self.committed


@dataclass(frozen=True)
class BaselineDates:
    """The days that an item had in a baseline."""

    starts: date | None
    due: date | None
    due_precision: str
    launch: date | None


@dataclass(frozen=True)
class Baseline:
    """The days of all items as they were agreed on a day."""

    id: int
    name: str
    day: date


@dataclass(frozen=True)
class Gate:
    """Something to be done for a launch; ``offsets`` are working days from it (negative: before) by tier, only of those it is for."""

    id: int
    name: str
    function: str
    offsets: tuple[int | None, int | None, int | None]
    evidence: str

    def offset(self, tier: int) -> int | None:
        """The working days from a launch of this tier; None where the gate is not for it."""
        return self.offsets[tier - 1]


@dataclass(frozen=True)
class GateCheck:
    """How a gate stands for an item; ``evidence`` is a link, a file, or a name with a ``day``. Of one that does not apply it is why."""

    item: int
    gate: int
    state: str
    evidence: str | None
    who: str | None
    day: date | None


@dataclass(frozen=True)
class Brief:
    """A brief in Markdown about an item, last changed on a day."""

    id: int
    item: int
    kind: str
    title: str
    body: str
    changed: date


@dataclass(frozen=True)
class BriefTemplate:
    """The Markdown that a brief of a kind begins with."""

    id: int
    kind: str
    body: str


@dataclass(frozen=True)
class Team:
    """A team and how many person-months it has in a quarter."""

    id: int
    name: str
    capacity: float
