"""The records of needs: what is asked for, by whom, what that is worth, and whether it is more than before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum

from prodops_desktop.feedback.accounts import Customer
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.feedback.needs.rates import NEW, RISING, Rate, Trend
from prodops_desktop.registry.entries import name_key

ARR, WEIGHTED, ACCOUNTS, MENTIONS, BY_RISE = "arr", "weighted", "accounts", "mentions", "rising"
RANKS = (ARR, WEIGHTED, ACCOUNTS, MENTIONS, BY_RISE)
"""By what needs can be ranked; by their rise it is the lower end of the ratio that counts, so that the surest rise is first."""
UNKNOWN = "Unknown"
"""The segment of mentions whose account has none, or is not known."""
CONCENTRATED = 0.5
"""One customer with more than this share of the ARR behind a need makes it lean on that one (DATA: needs)."""


@dataclass(frozen=True)
class Voices:
    """Who mentions a need, each customer once by its number, how often, and how important at most; ``nameless`` mentions have nobody."""

    customers: tuple[int, ...]
    mentions: tuple[int, ...]
    importances: tuple[int, ...]
    nameless: int = 0


@dataclass(frozen=True)
class Share:
    """A customer's share, from 0 to 1, of the ARR behind a need."""

    name: str
    arr: float
    share: float


@dataclass(frozen=True)
class Asking:
    """A customer who asks for a need: how often, and how important it is at most."""

    customer: Customer
    mentions: int
    importance: int


@dataclass(frozen=True)
class SegmentLine:
    """A need in one segment; the ARR is None where none of its accounts has a known one."""

    segment: str
    mentions: int
    accounts: int
    arr: float | None


@dataclass(frozen=True)
class MonthPoint:
    """A need in one month; without any item received it is a gap, and its rate is None."""

    month: str
    rate: Rate

    @property
    def mentions(self) -> int:
        """How many items mention it."""
        return self.rate.mentions

    @property
    def items(self) -> int:
        """How many items were received."""
        return self.rate.items

    @property
    def per_hundred(self) -> float | None:
        """Mentions per 100 items received."""
        return self.rate.per_hundred


@dataclass(frozen=True)
class Need:
    """A tag as a need, with its four counters: mentions, distinct accounts, ARR, and ARR weighed by importance.

    Each account counts once. An ARR is None where no account has a known one, and ``arr_unknown`` is how many have none;
    ``without_account`` are mentions by nobody who is known. ``weighted`` is Σ ARR · the highest importance (0 to 3) of that customer's
    mentions. ``months`` lead up to the end of the period; ``who`` asks, and ``everybody`` does in any segment.
    """

    tag: int
    name: str
    group: str
    definition: str | None
    mentions: int
    accounts: int
    without_account: int
    arr: float | None
    arr_unknown: int
    weighted: float | None
    trend: Trend
    top: Share | None
    months: tuple[MonthPoint, ...]
    who: Voices = field(repr=False)
    everybody: Voices = field(repr=False)
    people: Mapping[int, Customer] = field(repr=False, compare=False)

    @property
    def emerging(self) -> bool:
        """Whether it is asked for more than before, beyond noise."""
        return self.trend.verdict in (RISING, NEW)

    @property
    def concentrated(self) -> bool:
        """Whether one customer is more than half of the ARR behind it; a single one is all of it."""
        return self.top is not None and self.top.share > CONCENTRATED

    @cached_property
    def asking(self) -> tuple[Asking, ...]:
        """Who asks for it, those with most ARR first, those without a known one last."""
        voices = zip(self.who.customers, self.who.mentions, self.who.importances, strict=True)
        found = [Asking(self.people[number], mentions, importance) for number, mentions, importance in voices]
        return tuple(sorted(found, key=_by_worth))

    @cached_property
    def by_segment(self) -> tuple[SegmentLine, ...]:
        """Every segment that asks for it, whatever segment was asked for; the one with most ARR first, the unknown one last."""
        names: dict[str, str] = {}
        counted: dict[str, int] = {}
        found: dict[str, list[Customer]] = {}
        for number, mentions in zip(self.everybody.customers, self.everybody.mentions, strict=True):
            customer = self.people[number]
            segment = customer.segment or UNKNOWN
            key = name_key(segment)
            names.setdefault(key, segment)
            counted[key] = counted.get(key, 0) + mentions
            found.setdefault(key, []).append(customer)
        if self.everybody.nameless:
            names.setdefault(name_key(UNKNOWN), UNKNOWN)
            counted[name_key(UNKNOWN)] = counted.get(name_key(UNKNOWN), 0) + self.everybody.nameless
        lines = [SegmentLine(name, counted[key], len(found.get(key, ())), arr_of(found.get(key, ()))) for key, name in names.items()]
        return tuple(sorted(lines, key=lambda one: (one.segment == UNKNOWN, -(one.arr or 0.0), -one.mentions, one.segment.casefold())))


@dataclass(frozen=True)
class RankMove:
    """The place of a need by ARR, and the one that it would have without its top account."""

    tag: int
    name: str
    account: str
    now: int
    without: int

    @property
    def falls(self) -> bool:
        """Whether it would stand lower."""
        return self.without > self.now


@dataclass(frozen=True)
class Needs:
    """What is asked for in a period, ranked by ``rank``; needs that are mentioned only in the period before stand at the end.

    ``items`` and ``items_before`` were received, ``untagged`` of the former ask for nothing yet. ``accounts`` asked for anything, ``arr``
    is theirs, ``arr_unknown`` of them have none that is known. ``as_of`` is the oldest day of the lists behind it and ``sources`` their
    versions; ``notes`` say what could not be counted, ``definition`` how it was.
    """

    period: Period
    segment: str | None
    channel: str | None
    rank: str
    needs: tuple[Need, ...]
    items: int
    items_before: int
    accounts: int
    arr: float | None
    arr_unknown: int
    untagged: int
    currency: str
    as_of: str | None
    sources: tuple[int, ...]
    notes: tuple[str, ...]
    definition: tuple[str, ...]
    without_top: tuple[RankMove, ...]

    def find(self, tag: int) -> Need | None:
        """The need of this tag; None where nobody mentions it."""
        return next((need for need in self.needs if need.tag == tag), None)


def arr_of(customers: Iterable[Customer]) -> float | None:
    """The ARR of customers together; None where none of them has a known one."""
    known = [one.arr for one in customers if one.arr is not None]
    return fsum(known) if known else None


def _by_worth(one: Asking) -> tuple[bool, float, int, str]:
    arr = one.customer.arr
    return (arr is None, -(arr or 0.0), -one.mentions, one.customer.name.casefold())
