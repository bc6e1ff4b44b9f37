"""Who asks for what: customers drawn for each need so that counts, segments and the money behind them come out as told."""

from random import Random

from .accounts import Account
from .facts import ENT, MID, NAMED, SMB
from .needs import CONCENTRATED, NEEDS, STRETCHES, Drawn, Need

_TALKATIVE = {ENT: 18, MID: 14, SMB: 8}  # customers that no story names and that ask for something
_MOST_OF_ALL = 48  # per cent of the money behind a need that one customer may hold where none is told to hold more


def who_asks(random: Random, accounts: list[Account]) -> dict[str, list[Account]]:
    """For each need one customer a mention of the last 90 days."""
    named, (first, _) = {n.name for n in NAMED}, STRETCHES["before"]
    free = [a for a in accounts if a.name not in named and a.since < first and a.domain.endswith(".example")]
    by_name = {a.name: a for a in accounts}
    pool: dict[str, list[Account]] = {segment: [] for segment in _TALKATIVE}
    asked: dict[str, list[Account]] = {}
    for need in sorted(NEEDS, key=lambda need: not any(group.arr for group in need.drawn)):  # those with a sum to reach choose first
        told = [by_name[name] for name, mentions in need.named.items() for _ in range(mentions)]
        if any(group.arr for group in need.drawn):
            drawn = [a for group in need.drawn for a in _shared(_summing(random, free, group), group)]
            for a in drawn:
                pool[a.segment] = list(dict.fromkeys([*pool[a.segment], a]))
        else:
            _fill_up(random, pool, free)
            drawn = _drawn(random, need, told, pool)
        asked[need.name] = told + drawn
    return {need.name: asked[need.name] for need in NEEDS}


def _fill_up(random: Random, pool: dict[str, list[Account]], free: list[Account]) -> None:
    for segment, size in _TALKATIVE.items():
        missing = size - len(pool[segment])
        others = [a for a in free if a.segment == segment and a not in pool[segment]]
        pool[segment] += random.sample(others, max(0, missing))


def _drawn(random: Random, need: Need, told: list[Account], pool: dict[str, list[Account]]) -> list[Account]:
    while True:
        drawn = [a for group in need.drawn for a in _shared(random.sample(pool[group.segment], group.accounts), group)]
        money = [a.usd_parts for a in {a.code: a for a in [*told, *drawn]}.values()]
        if need.name in CONCENTRATED or not need.drawn or max(money) * 100 < sum(money) * _MOST_OF_ALL:
            return drawn


def _shared(customers: list[Account], group: Drawn) -> list[Account]:
    """Each customer as often as it mentions the need: once, the first ones oftener."""
    more, most = divmod(group.mentions, group.accounts)
    return [a for i, a in enumerate(customers) for _ in range(more + (i < most))]


def _summing(random: Random, free: list[Account], group: Drawn) -> list[Account]:
    """Customers of a segment whose ARR adds up to the amount told: drawn, then exchanged one by one for ones that come nearer."""
    candidates = [a for a in free if a.segment == group.segment and group.region in ("", a.region)]
    if group.arr is None:
        return random.sample(candidates, group.accounts)
    low, high = (round(thousands * 1000 * 10_000) for thousands in group.arr)
    for _ in range(200):
        picked = random.sample(candidates, group.accounts)
        while not low <= sum(a.usd_parts for a in picked) <= high:
            nearer = _exchanged(picked, candidates, (low + high) // 2)
            if nearer is None:
                break
            picked = nearer
        else:
            return picked
    raise ValueError(f"No {group.accounts} customers of {group.segment} have an ARR of {group.arr} thousand together.")


def _exchanged(picked: list[Account], candidates: list[Account], aim: int) -> list[Account] | None:
    """The customers with one exchanged so that their sum comes nearest to the aim; None when no exchange helps."""
    total = sum(a.usd_parts for a in picked)
    swaps = [
        (abs(total - out.usd_parts + new.usd_parts - aim), i, new)
        for i, out in enumerate(picked)
        for new in candidates
        if new not in picked
    ]
    away, i, new = min(swaps, key=lambda swap: (swap[0], swap[1], swap[2].code))
    return [*picked[:i], new, *picked[i + 1 :]] if away < abs(total - aim) else None
