"""Which tools do the same: capabilities in common by depth, and how many people use both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from prodops_desktop.registry.entries import name_key
from prodops_desktop.tools.model import Tool
from prodops_desktop.tools.seats import SeatList
from prodops_desktop.work.lazy import Lazy


@dataclass(frozen=True)
class Shared:
    """A capability that two tools have, with the depth in each."""

    capability: str
    depth_a: int
    depth_b: int


@dataclass(frozen=True)
class Overlap:
    """Two tools that share a capability.

    ``capability`` is the weighted Jaccard index of their depths: Σ min ÷ Σ max over all capabilities of either. ``users_a`` and
    ``users_b`` are their active people, None where no seat list tells; ``shared`` uses both. ``users`` is the share of the smaller
    group that uses the other one, too (the overlap coefficient), and ``score`` is ``capability`` × ``users``, or ``capability`` alone.
    ``a_covered`` says that b does all that a does, each as deep or deeper, and ``b_covered`` the reverse.
    """

    a: Tool
    b: Tool
    capability: float
    a_covered: bool
    b_covered: bool
    users_a: frozenset[str] | None
    users_b: frozenset[str] | None

    @property
    def in_common(self) -> tuple[Shared, ...]:
        """The capabilities that both have, by name."""
        of_a, of_b = _depths(self.a), _depths(self.b)
        return tuple(Shared(of_a[key][0], of_a[key][1], of_b[key][1]) for key in sorted(of_a.keys() & of_b.keys()))

    @property
    def shared(self) -> frozenset[str] | None:
        """The people who use both."""
        return None if self.users_a is None or self.users_b is None else self.users_a & self.users_b

    @property
    def users(self) -> float | None:
        """How much of the smaller group uses both, from 0 to 1."""
        if self.shared is None or self.users_a is None or self.users_b is None:
            return None
        smaller = min(len(self.users_a), len(self.users_b))
        return len(self.shared) / smaller if smaller else 0.0

    @property
    def score(self) -> float:
        """How much the two are one, from 0 to 1."""
        users = self.users
        return self.capability * (1.0 if users is None else users)

    def only(self, tool: int) -> tuple[str, ...]:
        """The people who use the tool with this id and not the other one, by name; none where those of either are not known."""
        mine = self.users_a if tool == self.a.id else self.users_b
        return () if mine is None or self.shared is None else tuple(sorted(mine - self.shared))


class _Pair(NamedTuple):
    """The places of two tools among those in use, and the sum of the smaller depth of each capability that both have."""

    a: int
    b: int
    least: int


@dataclass(frozen=True)
class _InUse:
    """The tools in use: who uses each, where a seat list tells, and the sum of its depths."""

    tools: Sequence[Tool]
    people: Sequence[frozenset[str] | None]
    depths: Sequence[int]

    def overlap(self, pair: _Pair) -> Overlap:
        """What two of them have in common."""
        a, b, least = pair
        depth_a, depth_b, people = self.depths[a], self.depths[b], self.people
        index = _index(least, depth_a, depth_b)
        return Overlap(self.tools[a], self.tools[b], index, least == depth_a, least == depth_b, people[a], people[b])

    def in_order(self, pairs: Iterable[_Pair]) -> list[_Pair]:
        """Those whose people are known first, the largest overlap first, equals by name."""
        names, depths = [name_key(tool.name) for tool in self.tools], self.depths
        unknown = [people is None for people in self.people]
        ranked = []
        for pair in pairs:
            a, b, least = pair
            either = unknown[a] or unknown[b]
            score = _index(least, depths[a], depths[b]) if either else self.overlap(pair).score
            ranked.append((either, -score, names[a], names[b], pair))
        ranked.sort()
        return [pair for *_, pair in ranked]


def _index(least: int, depths_a: int, depths_b: int) -> float:
    """Σ min ÷ Σ max: the latter is Σ a + Σ b − Σ min, so that only what a pair has in common is looked at."""
    return least / (depths_a + depths_b - least)


class Overlaps(Lazy[_Pair, Overlap]):
    """Pairs of tools in use that share a capability: those whose people are known first, the largest overlap first."""

    def __init__(self, in_use: _InUse, pairs: Iterable[_Pair]) -> None:
        super().__init__(in_use.in_order(pairs), in_use.overlap)
        self._in_use = in_use

    def of(self, tool: int) -> Sequence[Overlap]:
        """The pairs that the tool with this id is in."""
        place = next((place for place, one in enumerate(self._in_use.tools) if one.id == tool), -1)
        return Lazy([pair for pair in self._raw if place in (pair.a, pair.b)], self._make)

    def covering(self) -> list[Overlap]:
        """The pairs one of which does all that the other one does."""
        depths = self._in_use.depths
        return [self._make(pair) for pair in self._raw if pair.least in (depths[pair.a], depths[pair.b])]


def find_overlaps(tools: Iterable[Tool], seats: Mapping[int, SeatList]) -> Overlaps:
    """Every pair of tools in use that share a capability; ``seats`` tells who uses which."""
    in_use = [tool for tool in tools if tool.counts]
    holders: dict[str, list[tuple[int, int]]] = {}
    totals = []
    for place, tool in enumerate(in_use):
        own = _depths(tool)
        totals.append(sum(depth for _, depth in own.values()))
        for key, (_, depth) in own.items():
            holders.setdefault(key, []).append((place, depth))
    least: dict[tuple[int, int], int] = {}
    for having in holders.values():
        for number, (a, depth_a) in enumerate(having):
            for b, depth_b in having[number + 1 :]:
                least[a, b] = least.get((a, b), 0) + min(depth_a, depth_b)
    people = [seats[tool.id].active if tool.id in seats else None for tool in in_use]
    return Overlaps(_InUse(in_use, people, totals), (_Pair(a, b, same) for (a, b), same in least.items()))


def _depths(tool: Tool) -> dict[str, tuple[str, int]]:
    """Name and depth of the capabilities that a tool has, by the key of the name."""
    return {name_key(name): (name, depth) for name, depth in tool.capabilities if depth}
