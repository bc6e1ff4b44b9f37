"""Which tools do the same: capabilities in common by depth, and how many people use both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prodops_desktop.registry.entries import name_key
from prodops_desktop.tools.model import Tool
from prodops_desktop.tools.seats import SeatList


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


def find_overlaps(tools: Iterable[Tool], seats: Mapping[int, SeatList]) -> list[Overlap]:
    """Every pair of tools in use that share a capability: those whose people are known first, the largest overlap first.

    Σ max is Σ a + Σ b − Σ min, so that only what a pair has in common is looked at.
    """
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
    active = [seats[tool.id].active if tool.id in seats else None for tool in in_use]
    found = [
        Overlap(in_use[a], in_use[b], same / (totals[a] + totals[b] - same), same == totals[a], same == totals[b], active[a], active[b])
        for (a, b), same in least.items()
    ]
    names = {tool.id: name_key(tool.name) for tool in in_use}

    def order(pair: Overlap) -> tuple[bool, float, str, str]:
        unknown = pair.users_a is None or pair.users_b is None
        return unknown, -(pair.capability if unknown else pair.score), names[pair.a.id], names[pair.b.id]

    return sorted(found, key=order)


def _depths(tool: Tool) -> dict[str, tuple[str, int]]:
    """Name and depth of the capabilities that a tool has, by the key of the name."""
    return {name_key(name): (name, depth) for name, depth in tool.capabilities if depth}
