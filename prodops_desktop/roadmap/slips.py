"""Says what a date that moves does to others: what a move pushes, what begins before it may, and what moved an item since a baseline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush

from prodops_desktop.roadmap.model import DAY, IN_PROGRESS, BaselineDates, Item
from prodops_desktop.roadmap.vague_days import later_by, period_end, period_start

Moves = Mapping[int, tuple[date | None, date | None]]
"""The days, first and last, that items get, by id."""


@dataclass(frozen=True)
class Push:
    """The days of an item that another one pushes: it ends ``days`` later than today, because of one that it waits for."""

    item: int
    starts: date | None
    due: date
    days: int
    because: int


@dataclass(frozen=True)
class Violation:
    """An item that begins so many ``days`` before it may: what it ``needs`` is not over by then."""

    item: int
    needs: int
    days: int


@dataclass(frozen=True)
class Slack:
    """The ``least`` and the ``most`` days of room that days leave: the same where all are known to the day; below 0 they overlap."""

    least: int
    most: int


@dataclass(frozen=True)
class Cause:
    """What moved an item: ``needs``, which it waits for, explains so many ``days`` of its slip, and it began with ``root``."""

    needs: int
    days: int
    root: int


class Waits:
    """What waits for what, prepared once, so that a move can be tried again and again while somebody drags."""

    def __init__(self, items: Mapping[int, Item]) -> None:
        self._items = items
        self._ends = {id_: one.due for id_, one in items.items() if one.due is not None and not one.is_over}
        self._waiting: dict[int, list[tuple[int, int]]] = {}  # what waits for an item, and how many days of a delay each can take
        for id_, due in self._ends.items():
            for need in items[id_].needs:
                room = _room(items[id_].starts or due, self._ends.get(need.item), need.lag)
                if room is not None:
                    self._waiting.setdefault(need.item, []).append((id_, max(0, room)))

    def pushed(self, moves: Moves) -> dict[int, Push]:
        """What the moves push later, the furthest first, and each after the one that pushes it; nothing is ever pulled earlier.

        An item is pushed by as many days as one that it waits for ends later, less the days between the two today. Only what has a last
        day and is not over pushes and is pushed. What has begun keeps its first day and ends later; all else moves as a whole. Of items
        that are moved themselves only those are told that are pushed further than they were moved.
        """
        late = self._own_delays(moves)
        because: dict[int, int] = {}
        found = {}
        reached = [(-days, id_) for id_, days in late.items()]
        heapify(reached)  # nothing grows on its way, so the furthest that is left can’t be pushed any further
        while reached:
            days, id_ = heappop(reached)
            if -days < late[id_]:
                continue
            if id_ in because:
                found[id_] = self._push(id_, -days, because[id_], moves)
            for follower, room in self._waiting.get(id_, ()):
                if late[id_] - room > late.get(follower, 0):
                    late[follower], because[follower] = late[id_] - room, id_
                    heappush(reached, (-late[follower], follower))
        return found

    def _own_delays(self, moves: Moves) -> dict[int, int]:
        late = {}
        for id_, (_, due) in moves.items():
            days = _later(due, self._ends.get(id_))
            if days is not None and days > 0:
                late[id_] = days
        return late

    def _push(self, id_: int, days: int, because: int, moves: Moves) -> Push:
        item, end = self._items[id_], self._ends[id_]
        due = later_by(end, days)
        starts, ends = moves.get(id_, (item.starts, end))
        if starts is not None and item.status != IN_PROGRESS:
            starts += due - (ends or end)
        return Push(id_, starts, due, (due - end).days, because)


def violations(items: Mapping[int, Item]) -> dict[int, tuple[Violation, ...]]:
    """The items that will begin before what they wait for lets them, by id; what has begun or is over waits for nothing any more.

    Of days that are vague only what can’t be otherwise counts: the last possible beginning against the first possible end.
    """
    found = {}
    for id_, one in items.items():
        early = []
        for need in one.needs:
            room = slack(one, items[need.item], need.lag) if need.item in items else None
            if room is not None and room.most < 0:
                early.append(Violation(id_, need.item, -room.most))
        if early:
            found[id_] = tuple(early)
    return found


def slack(item: Item, needed: Item, lag: int) -> Slack | None:
    """The room between the end of what an item needs, with the lag, and its beginning, or its end where no beginning is known.

    None where a day is not known, and for an item that has begun or is over, or that needs what is over: it waits no longer.
    """
    if item.is_over or item.status == IN_PROGRESS or needed.is_over:
        return None
    least = _room(_earliest_start(item), needed.due, lag)
    most = _room(_latest_start(item), _earliest_end(needed), lag)
    return Slack(least, most) if least is not None and most is not None else None


def base_aim(item: Item, base: BaselineDates) -> tuple[date | None, str]:
    """The day of a baseline that its day now is held against, and how exactly it was known: a launch counts only of what still is one."""
    if item.tier is not None and base.launch is not None:
        return base.launch, DAY
    return base.due, base.due_precision


def slip_of(item: Item, base: BaselineDates) -> int | None:
    """By how many calendar days it is later than in a baseline: its launch, or where it is none its last day; None without either day."""
    return _later(item.aim[0], base_aim(item, base)[0])


def causes(items: Mapping[int, Item], base: Mapping[int, BaselineDates]) -> dict[int, Cause]:
    """What moved the items that slipped since a baseline, by id, where something that they wait for did.

    That is the one that ends later by most days, less those that lay between the two in the baseline. It explains so many days, and no
    more than the item slipped.
    """
    movers = {id_: mover for id_, one in items.items() if (mover := _mover(one, items, base)) is not None}
    roots = _roots({id_: needs for id_, (needs, _) in movers.items()})
    found = {}
    for id_, (needs, days) in movers.items():
        slip = slip_of(items[id_], base[id_])
        if slip is not None and slip > 0:
            found[id_] = Cause(needs, min(days, slip), roots.get(needs, needs))
    return found


def _mover(item: Item, items: Mapping[int, Item], base: Mapping[int, BaselineDates]) -> tuple[int, int] | None:
    """What an item waits for that could move it most, and by how many days, of equal ones the first."""
    own, best = base.get(item.id), None
    if own is None:
        return None
    for need in item.needs:
        needed, before = items.get(need.item), base.get(need.item)
        if needed is None or before is None:
            continue
        late = _later(needed.due, before.due)  # its end, even of a launch: that is what keeps others waiting
        room = _room(own.starts or own.due, before.due, need.lag)
        if late is not None and room is not None and late - max(0, room) > (best[1] if best else 0):
            best = need.item, late - max(0, room)
    return best


def _roots(movers: Mapping[int, int]) -> dict[int, int]:
    """Where the way from mover to mover ends, for each item that was moved; in a circle it ends where it closes."""
    roots: dict[int, int] = {}
    for one in movers:
        way: dict[int, None] = {}  # in order, and quick to look things up in
        while one in movers and one not in roots and one not in way:
            way[one] = None
            one = movers[one]
        roots.update(dict.fromkeys(way, roots.get(one, one)))
    return roots


def _earliest_start(one: Item) -> date | None:
    return one.starts or _earliest_end(one)


def _latest_start(one: Item) -> date | None:
    return period_end(one.starts, one.starts_precision) if one.starts is not None else one.due


def _earliest_end(one: Item) -> date | None:
    return period_start(one.due, one.due_precision) if one.due is not None else None


def _room(begins: date | None, ends: date | None, lag: int) -> int | None:
    """The days between the end of what is needed, with the lag, and the beginning of what needs it; below 0 they overlap."""
    return None if begins is None or ends is None else (begins - ends).days - 1 - lag


def _later(day: date | None, before: date | None) -> int | None:
    return None if day is None or before is None else (day - before).days
