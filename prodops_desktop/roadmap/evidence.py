"""What speaks for an item, on four rungs, and who is behind it: the best rung caps the confidence that one can claim."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from prodops_desktop.workspace import Store, settings
from prodops_desktop.workspace.links import End

OPINION, FEEDBACK, USAGE, EXPERIMENT = RUNGS = ("opinion", "feedback", "usage", "experiment")
"""From the weakest to the strongest; an opinion everybody has, and a single account is no more than one (DATA.md)."""

_MOSTLY_ONE = 50
"""Over which share of the ARR, in per cent, a single account makes it a matter of one (DATA.md)."""


@dataclass(frozen=True)
class Caps:
    """The confidence in per cent that each rung bears."""

    opinion: float
    feedback: float
    usage: float
    experiment: float


def read_caps(store: Store) -> Caps:
    """What each rung bears, as the workspace decided it."""
    return Caps(*(float(settings.get(store, f"roadmap_cap_{rung}")) for rung in RUNGS))


@dataclass(frozen=True)
class Rung:
    """One rung: ``reached`` where something on it counts, ``pending`` where what is linked does not count yet, and why in ``text``."""

    kind: str
    cap: float
    reached: bool
    text: str = ""
    pending: bool = False
    ends: tuple[End, ...] = ()


@dataclass(frozen=True)
class Behind:
    """An account whose feedback is linked to an item. ``at_risk`` says why it is at risk, and is empty where nobody says so."""

    number: int
    name: str
    arr: float | None = None
    segment: str | None = None
    region: str | None = None
    csm: str | None = None
    renewal: str | None = None
    mentions: int = 1
    at_risk: str = ""


@dataclass(frozen=True)
class Evidence:
    """What speaks for an item: its rungs from the weakest to the strongest, and the accounts behind it, those with most ARR first.

    ``mentions`` counts items of feedback, those among them that name no account too. ``contradicting`` are sentences on what speaks
    against it. ``sources`` are the versions that the figures come from.
    """

    rungs: tuple[Rung, ...]
    accounts: tuple[Behind, ...] = ()
    mentions: int = 0
    contradicting: tuple[str, ...] = ()
    sources: frozenset[int] = frozenset()

    @cached_property
    def best(self) -> Rung:
        """The rung that caps: the highest cap that is reached, of equal ones the strongest."""
        return max((rung for rung in self.rungs if rung.reached), key=lambda rung: (rung.cap, RUNGS.index(rung.kind)))

    @property
    def cap(self) -> float:
        """The confidence that can be claimed at most, in per cent."""
        return self.best.cap

    @cached_property
    def arr(self) -> float | None:
        """The ARR of the accounts behind it, each once; None where nobody knows any."""
        return arr_of(self.accounts)

    @cached_property
    def concentration(self) -> float:
        """The share of that ARR that the largest account has, in per cent; 0 without any ARR."""
        return 100 * (self.accounts[0].arr or 0) / self.arr if self.accounts and self.arr else 0.0

    @property
    def mostly_one(self) -> Behind | None:
        """The account that has over half of that ARR; None where nobody else is behind it, which the best rung says."""
        return self.accounts[0] if len(self.accounts) > 1 and self.concentration > _MOSTLY_ONE else None

    @cached_property
    def by_number(self) -> dict[int, Behind]:
        """The accounts behind it by number; kept with it, as boards put those of thousands of items together."""
        return {one.number: one for one in self.accounts}

    @cached_property
    def at_risk(self) -> tuple[Behind, ...]:
        """The accounts behind it that are at risk."""
        return tuple(one for one in self.accounts if one.at_risk)


def accounts_behind(several: Iterable[Evidence]) -> dict[int, Behind]:
    """The accounts behind several items, each once, by number."""
    found: dict[int, Behind] = {}
    for evidence in several:
        found.update(evidence.by_number)
    return found


def arr_of(accounts: Iterable[Behind]) -> float | None:
    """The ARR of accounts that are distinct; None where nobody knows any."""
    known = [one.arr for one in accounts if one.arr is not None]
    return sum(known) if known else None
