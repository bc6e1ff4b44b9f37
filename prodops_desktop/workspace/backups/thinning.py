"""Decides which backups stay: many recent ones, few old ones, and no more than fit into the room that they may take."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_ALL_OF = timedelta(hours=2)
_HOURLY = timedelta(days=1)
_DAILY = timedelta(days=14)
_WEEKLY = _DAILY + timedelta(weeks=8)
_LONG = timedelta(days=60)
"""Nobody leaves a workspace alone for so long, as a rule: rather the clock is wrong."""
_BELIEVED = _DAILY
"""A clock that has shown so much time since is right after all."""
_ROUTINE = frozenset(["opening", "hourly"])


@dataclass(frozen=True)
class Dated:
    """What thinning looks at: the running number, the clock's moment, and why it was made."""

    number: int
    moment: datetime
    reason: str = "hourly"


def kept(backups: Iterable[Dated], now: datetime) -> set[int]:
    """The numbers of those that stay: all of two hours, then the last of each hour, day, week and month, and always the newest.

    What was made for a reason of its own, such as before a restore, is not put aside by one that was made as a matter of routine. One
    dated in the future stays: either the clock was wrong then, or it is now. And all stay while the clock has only just leapt far ahead.
    """
    backups = list(backups)
    if _has_leapt([one.moment for one in backups], now):
        return {one.number for one in backups}
    last: dict[tuple[object, ...], int] = {}
    newest = 0
    for one in sorted(backups, key=lambda one: one.number):
        newest = one.number
        routine = "" if one.reason in _ROUTINE else one.reason
        last[(routine, *_slot(one, now - one.moment))] = one.number
    return {*last.values(), newest} if newest else set()


def _has_leapt(moments: Sequence[datetime], now: datetime) -> bool:
    """Whether a long time without any backup ended only a short while ago; what is dated in the future says nothing of that."""
    before = [moment for moment in moments if moment < now - _BELIEVED]
    began = min((moment for moment in moments if now - _BELIEVED <= moment <= now), default=now)
    return bool(before) and began - max(before) > _LONG


def _slot(one: Dated, age: timedelta) -> tuple[object, ...]:
    if age <= _ALL_OF:
        return ("each", one.number)
    if age <= _HOURLY:
        return ("hour", one.moment.date(), one.moment.hour)
    if age <= _DAILY:
        return ("day", one.moment.date())
    if age <= _WEEKLY:
        return ("week", *one.moment.isocalendar()[:2])
    return ("month", one.moment.year, one.moment.month)


def within(budget: int, sizes: Sequence[tuple[int, int, frozenset[str]]], pieces: Mapping[str, int]) -> set[int]:
    """The numbers of those that stay when the oldest go until the rest takes at most ``budget`` bytes; the newest always stays.

    ``sizes`` holds number, bytes of the own file and keys of the needed pieces, ``pieces`` the bytes of each piece. Where the newest alone
    needs nearly all of the room or more, older ones may take a tenth of it besides: without them nothing could be gone back to.
    """
    staying: set[int] = set()
    taken, limit = 0, budget
    counted: set[str] = set()
    for number, size, keys in sorted(sizes, reverse=True):
        taken += size + sum(pieces.get(key, 0) for key in keys - counted)
        if not staying:
            limit = max(budget, taken + budget // 10)
        elif taken > limit:
            break
        counted |= keys
        staying.add(number)
    return staying
