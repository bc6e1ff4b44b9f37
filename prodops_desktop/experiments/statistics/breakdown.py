"""Where the gap of a sample ratio mismatch comes from: how much of it each value of an attribute has, and each pair of values."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from prodops_desktop.experiments.statistics.mismatch import mismatch
from prodops_desktop.metrics.wording import percent_text

Attributes = tuple[tuple[str, str], ...]
"""Attributes with their values, always in the same order: (("platform", "iOS"), ("app", "5.2"))."""
_ROUNDING = 9


@dataclass(frozen=True)
class Contribution:
    """What units with these one or two values of attributes have in a gap.

    ``excess`` is how many more of them are in the arm than its weight gives; ``share`` is that as a part of the whole gap, and
    ``of_units`` the part of all units that they are, so that ``share`` equals ``of_units`` where the gap is the same everywhere.
    """

    values: Attributes
    units: int
    excess: float
    share: float
    of_units: float

    @property
    def concentration(self) -> float:
        """By how much their part of the gap is over their part of the units."""
        return self.share - self.of_units

    @property
    def name(self) -> str:
        """The values in words: “platform iOS with app 5.2”."""
        return " with ".join(f"{attribute} {value}" for attribute, value in self.values)


@dataclass(frozen=True)
class Breakdown:
    """The gap of the arm that is furthest from its weight, and who makes it, the largest share first.

    ``gap`` is how many units the arm has over (under: negative) its weight. ``largest`` is the contributor with the largest
    concentration: the largest share alone would always go to whatever all units have in common. Of equals one value comes before two.
    """

    arm: str
    gap: float
    contributions: tuple[Contribution, ...]
    largest: Contribution | None

    @property
    def sentence(self) -> str:
        """Who makes most of the gap: “94% of the gap comes from platform iOS with app 5.2.”"""
        if self.largest is None:
            return "The gap is spread over all values of the attributes."
        return f"{percent_text(100 * self.largest.share, 0)} of the gap comes from {self.largest.name}."


def breakdown(counts: Mapping[Attributes, Mapping[str, int]], weights: Mapping[str, float]) -> Breakdown | None:
    """Who makes the gap, from the units by their attributes and then by arm; None where there is no gap.

    Of a group the excess is its units in the arm less the arm's weight of all its units; over the values of one attribute that all
    units have, the excesses add up to the gap. Arms without a weight are left out. A day is an attribute like another.
    """
    whole = mismatch(_summed(counts.values()), weights)
    furthest = max(whole.arms, key=lambda arm: (round(abs(arm.deviation), _ROUNDING), arm.deviation), default=None)
    gap = furthest.units - whole.units * furthest.planned if furthest else 0.0
    if furthest is None or not round(gap, _ROUNDING):
        return None
    planned = frozenset(arm.name for arm in whole.arms)
    found = []
    for values, (units, inside) in _tallied(counts, planned, furthest.name).items():
        excess = inside - units * furthest.planned
        found.append(Contribution(values, units, excess, excess / gap, units / whole.units))
    found.sort(key=lambda one: _first_by(one, one.share))
    largest = min(found, key=lambda one: _first_by(one, one.concentration), default=None)
    stands_out = largest is not None and round(largest.concentration, _ROUNDING) > 0
    return Breakdown(furthest.name, gap, tuple(found), largest if stands_out else None)


def _summed(tallies: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for by_arm in tallies:
        total.update(by_arm)
    return total


def _tallied(counts: Mapping[Attributes, Mapping[str, int]], planned: frozenset[str], arm: str) -> dict[Attributes, tuple[int, int]]:
    """The units of every value and pair of values: in all planned arms, and in ``arm``."""
    tally: dict[Attributes, tuple[int, int]] = {}
    for attributes, by_arm in counts.items():
        units = sum(count for name, count in by_arm.items() if name in planned)
        for size in (1, 2):
            for values in combinations(attributes, size):
                so_far, inside = tally.get(values, (0, 0))
                tally[values] = (so_far + units, inside + by_arm.get(arm, 0))
    return tally


def _first_by(one: Contribution, value: float) -> tuple[float, int, Attributes]:
    """What orders contributions: the largest value first, of equals one attribute before two, then by name."""
    return -round(value, _ROUNDING), len(one.values), one.values
