"""The order of needs, and how far one would fall without the customer who weighs most in it."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from prodops_desktop.feedback.needs.model import ACCOUNTS, ARR, BY_RISE, MENTIONS, WEIGHTED, Need, RankMove

_Place = tuple[float, int, str]


def ranked(needs: Iterable[Need], rank: str) -> list[Need]:
    """Needs in order, the greatest first; of equals the one with more ARR, then more mentions, then by name.

    Those without a mention in the period come last, the one that was mentioned most before first.
    """
    weigh = _WEIGHTS[rank]
    return sorted(needs, key=lambda need: (not need.mentions, -weigh(need), _place(need)[:2], -need.trend.before.mentions, _place(need)[2]))


def moves_without_top(needs: Sequence[Need]) -> list[RankMove]:
    """For each need that leans on one customer its place by ARR, now and without that customer while all others stay; best place first."""
    order = sorted((need for need in needs if need.mentions), key=_place)
    moves = []
    for now, need in enumerate(order, 1):
        if need.concentrated and need.top is not None:
            top = need.asking[0]
            left = (-((need.arr or 0.0) - need.top.arr), top.mentions - need.mentions, need.name.casefold())
            without = 1 + sum(_place(other) < left for other in order if other is not need)
            moves.append(RankMove(need.tag, need.name, need.top.name, now, without))
    return moves


def _place(need: Need) -> _Place:
    return -(need.arr or 0.0), -need.mentions, need.name.casefold()


def _rise(need: Need) -> float:
    """How much more at least; what can't be compared is behind what fell."""
    interval = need.trend.interval
    return -math.inf if interval is None else interval[0]


_WEIGHTS: Mapping[str, Callable[[Need], float]] = {
    ARR: lambda need: need.arr or 0.0,
    WEIGHTED: lambda need: need.weighted or 0.0,
    ACCOUNTS: lambda need: need.accounts,
    MENTIONS: lambda need: need.mentions,
    BY_RISE: _rise,
}
