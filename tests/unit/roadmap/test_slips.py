"""What a move pushes, what begins too early and what moved an item, in worked examples and against plain brute force."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.roadmap.model import DONE, DROPPED, IN_PROGRESS, ON_HOLD, OVER, PLANNED, BaselineDates, Item, Need
from prodops_desktop.roadmap.slips import Cause, Moves, Push, Violation, Waits, causes, slip_of, violations
from tests.unit.roadmap.plans import after, baselines_of, by_id, moves_of, plans


def item(id_: int, starts: int | None, due: int | None, *needs: Need, status: str = PLANNED, tier: int | None = None) -> Item:
    """An item from and to so many days after the day of these plans."""
    days = tuple(None if day is None else after(day) for day in (starts, due))
    return Item(id_, f"RM-{id_}", "Any", status=status, starts=days[0], due=days[1], tier=tier, needs=needs)


def base(starts: int | None, due: int | None, launch: int | None = None) -> BaselineDates:
    """The days of an item in a baseline."""
    days = tuple(None if day is None else after(day) for day in (starts, due, launch))
    return BaselineDates(days[0], days[1], "day", days[2])


def later(one: Item, days: int) -> dict[int, tuple[date | None, date | None]]:
    """The move of a whole item by so many days."""
    assert one.starts is not None
    assert one.due is not None
    return {one.id: (one.starts + timedelta(days), one.due + timedelta(days))}


QUEUE, EXPORT, DOCS = item(1, 0, 9), item(2, 13, 20, Need(1)), item(3, 21, 25, Need(2, 0))
CHAIN = by_id(QUEUE, EXPORT, DOCS)
"""The export begins three days later than it may, and the docs on the day after it."""


def test_a_push_is_lessened_by_the_days_between() -> None:
    assert Waits(CHAIN).pushed(later(QUEUE, 14)) == {2: Push(2, after(24), after(31), 11, 1), 3: Push(3, after(32), after(36), 11, 2)}
    assert Waits(CHAIN).pushed(later(QUEUE, 4)) == {2: Push(2, after(14), after(21), 1, 1), 3: Push(3, after(22), after(26), 1, 2)}
    for days in (3, 1, 0, -5):
        assert Waits(CHAIN).pushed(later(QUEUE, days)) == {}


def test_a_lag_keeps_days_between_and_an_overlap_that_was_planned_gives_none() -> None:
    lagging = by_id(QUEUE, item(2, 13, 20, Need(1, 3)))
    assert Waits(lagging).pushed(later(QUEUE, 4))[2] == Push(2, after(17), after(24), 4, 1)
    overlapping = by_id(QUEUE, item(2, 5, 20, Need(1, -5)))
    assert Waits(overlapping).pushed(later(QUEUE, 4))[2].days == 4
    assert Waits(by_id(QUEUE, item(2, 6, 20, Need(1, -5)))).pushed(later(QUEUE, 4))[2].days == 3


def test_what_begins_too_early_already_is_pushed_no_further_than_what_it_waits_for() -> None:
    assert Waits(by_id(QUEUE, item(2, 2, 20, Need(1)))).pushed(later(QUEUE, 4))[2] == Push(2, after(6), after(24), 4, 1)


def test_nothing_is_pushed_past_the_end_of_the_calendar() -> None:
    found = Waits(CHAIN).pushed({1: (QUEUE.starts, date.max)})
    assert {id_: (one.due, one.days) for id_, one in found.items()} == {
        2: (date.max, (date.max - after(20)).days),
        3: (date.max, (date.max - after(25)).days),
    }


def test_a_longer_item_pushes_by_its_end() -> None:
    assert Waits(CHAIN).pushed({1: (QUEUE.starts, after(16))})[2].days == 4


def test_what_has_begun_keeps_its_first_day() -> None:
    begun = {**CHAIN, 2: replace(EXPORT, status=IN_PROGRESS)}
    found = Waits(begun).pushed(later(QUEUE, 5))
    assert found == {2: Push(2, after(13), after(22), 2, 1), 3: Push(3, after(23), after(27), 2, 2)}


@pytest.mark.parametrize("status", [DONE, DROPPED])
def test_what_is_over_is_not_pushed_and_passes_nothing_on(status: str) -> None:
    assert Waits({**CHAIN, 2: replace(EXPORT, status=status)}).pushed(later(QUEUE, 14)) == {}
    assert Waits({**CHAIN, 1: replace(QUEUE, status=status)}).pushed(later(QUEUE, 14)) == {}


def test_what_has_no_last_day_is_not_pushed_and_without_a_first_one_the_last_counts() -> None:
    assert Waits({**CHAIN, 2: replace(EXPORT, due=None)}).pushed(later(QUEUE, 14)) == {}
    found = Waits({**CHAIN, 2: replace(EXPORT, starts=None)}).pushed(later(QUEUE, 14))
    assert found == {2: Push(2, None, after(24), 4, 1), 3: Push(3, after(25), after(29), 4, 2)}


def test_the_one_that_pushes_most_is_named() -> None:
    both = by_id(QUEUE, item(4, 0, 12), item(2, 13, 20, Need(1), Need(4)))
    assert Waits(both).pushed({**later(QUEUE, 9), **later(both[4], 7)})[2] == Push(2, after(20), after(27), 7, 4)
    assert Waits(both).pushed({**later(QUEUE, 9), **later(both[4], 5)})[2] == Push(2, after(19), after(26), 6, 1)


def test_what_is_moved_along_is_told_only_where_it_has_to_go_further() -> None:
    assert list(Waits(CHAIN).pushed({**later(QUEUE, 5), **later(EXPORT, 5), **later(DOCS, 5)})) == []
    found = Waits(CHAIN).pushed({**later(QUEUE, 8), **later(EXPORT, 2)})
    assert found == {2: Push(2, after(18), after(25), 5, 1), 3: Push(3, after(26), after(30), 5, 2)}
    assert Waits(CHAIN).pushed({**later(QUEUE, 2), **later(EXPORT, -5)}) == {}
    longer = Waits(CHAIN).pushed({**later(QUEUE, 8), 2: (EXPORT.starts, after(22))})  # by two days, and three more are missing
    assert longer[2] == Push(2, after(16), after(25), 5, 1)


def test_thousands_in_a_row_are_pushed() -> None:
    items = {one: item(one, one, one, *([Need(one - 1)] if one > 1 else [])) for one in range(1, 3001)}
    found = Waits(items).pushed(later(items[1], 7))
    assert list(found) == list(range(2, 3001))
    assert {push.days for push in found.values()} == {7}
    moved = {one: base(one - 7, one - 7) for one in items}
    assert causes(items, moved) == {one: Cause(one - 1, 7, 1) for one in range(2, 3001)}


def test_a_circle_that_came_from_elsewhere_ends() -> None:
    first, second = item(1, 0, 9, Need(2)), item(2, 10, 20, Need(1))
    assert Waits(by_id(first, second)).pushed(later(first, 5)) == {2: Push(2, after(15), after(25), 5, 1)}
    slipped = {1: base(-4, 5), 2: base(-20, 12)}
    assert {one: cause.needs for one, cause in causes(by_id(first, second), slipped).items()} == {1: 2, 2: 1}


def delays_by_trying(items: dict[int, Item], moves: Moves) -> dict[int, int]:
    """By how many days each item ends later, by trying again until nothing changes any more."""
    planned = {id_: one for id_, one in items.items() if one.due and one.status not in ("done", "dropped")}
    late = {
        id_: max(0, (moves[id_][1] or one.due).toordinal() - one.due.toordinal()) if id_ in moves else 0
        for id_, one in planned.items()
        if one.due
    }
    for _ in range(len(items) + 1):
        for id_, one in planned.items():
            for need in one.needs:
                needed = planned.get(need.item)
                begins = one.starts or one.due
                if needed and needed.due and begins:
                    slack = (begins - (needed.due + timedelta(1 + need.lag))).days
                    late[id_] = max(late[id_], late[need.item] - max(0, slack))
    return late


@given(st.data())
def test_pushes_are_those_of_brute_force(data: st.DataObject) -> None:
    items = data.draw(plans())
    moves = data.draw(moves_of(items))
    late, found = delays_by_trying(items, moves), Waits(items).pushed(moves)
    own = {id_: (due.toordinal() - items[id_].due.toordinal()) for id_, (_, due) in moves.items() if due and items[id_].due}  # type: ignore[union-attr]
    assert {id_: push.days for id_, push in found.items()} == {id_: days for id_, days in late.items() if days > max(0, own.get(id_, 0))}
    for id_, push in found.items():
        one, needed = items[id_], items[push.because]
        assert one.due is not None
        assert needed.due is not None
        assert push.due == one.due + timedelta(push.days)
        lag = next(need.lag for need in one.needs if need.item == push.because)
        slack = ((one.starts or one.due) - needed.due).days - 1 - lag
        assert push.days == late[push.because] - max(0, slack)
        starts = moves[id_][0] if id_ in moves else one.starts
        stays = one.status == IN_PROGRESS or starts is None
        assert push.starts == (starts if stays else starts + timedelta(push.days - own.get(id_, 0)))  # type: ignore[operator]
    order = list(found)
    assert all(push.because not in found or order.index(push.because) < order.index(id_) for id_, push in found.items())


@given(st.data())
def test_after_a_push_nothing_begins_earlier_than_it_did_against_what_it_waits_for(data: st.DataObject) -> None:
    items = data.draw(plans(statuses=(PLANNED, ON_HOLD)))
    dated = [one for one in items.values() if one.starts and one.due]
    if not dated:
        return
    moves = later(data.draw(st.sampled_from(dated)), data.draw(st.integers(1, 25)))
    found = Waits(items).pushed(moves)
    days = {**moves, **{id_: (push.starts, push.due) for id_, push in found.items()}}
    moved = {id_: replace(one, starts=days[id_][0], due=days[id_][1]) if id_ in days else one for id_, one in items.items()}
    before = {(early.item, early.needs): early.days for several in violations(items).values() for early in several}
    for several in violations(moved).values():
        for early in several:
            bare = items[early.item].due is None  # which no push reaches
            assert bare or early.days <= before.get((early.item, early.needs), 0)


def test_what_begins_too_early_is_told_with_the_days() -> None:
    items = by_id(QUEUE, item(2, 7, 20, Need(1)), item(3, 10, 20, Need(1), Need(2, 5)), item(4, None, 9, Need(1)), item(5, 10, 12, Need(1)))
    assert violations(items) == {
        2: (Violation(2, 1, 3),),
        3: (Violation(3, 2, 16),),
        4: (Violation(4, 1, 1),),
    }


@pytest.mark.parametrize("status", sorted(OVER))
def test_what_is_over_begins_too_early_for_nobody(status: str) -> None:
    early = item(2, 7, 20, Need(1))
    assert violations(by_id(replace(QUEUE, status=status), early)) == {}
    assert violations(by_id(QUEUE, replace(early, status=status))) == {}
    assert violations(by_id(QUEUE, replace(early, starts=None, due=None))) == violations(by_id(replace(QUEUE, due=None), early)) == {}


def test_a_slip_is_counted_from_the_launch_of_launches_and_from_the_end_of_all_else() -> None:
    plain = item(1, 0, 14)
    assert slip_of(plain, base(0, 0)) == 14
    assert slip_of(plain, base(0, 20, launch=3)) == -6
    launch = replace(plain, tier=2, launch=after(30))
    assert slip_of(launch, base(0, 10, launch=16)) == 14
    assert slip_of(launch, base(0, 10)) == 20  # it launched when it was due
    assert slip_of(replace(launch, launch=None), base(0, 10)) == 4
    assert slip_of(replace(launch, launch=None, tier=None), base(0, 10, launch=16)) == 4  # it is no launch any more
    assert slip_of(replace(launch, tier=None), base(0, 10, launch=16)) == 4
    assert slip_of(replace(plain, due=None), base(0, 0)) is None
    assert slip_of(plain, base(0, None)) is None


def test_a_cause_is_the_one_that_moved_it_and_where_that_began() -> None:
    """Bulk export goes from 12 to 26 January: the queue, two weeks later, moved it, and the queue was moved by the cluster."""
    cluster, queue = item(1, 0, 24), item(2, 25, 34, Need(1))
    export = replace(item(3, 35, 64, Need(2), tier=2), due=date(2027, 1, 26))
    was = {1: base(0, 10), 2: base(11, 20), 3: replace(base(21, 50), due=date(2027, 1, 12))}
    assert causes(by_id(cluster, queue, export), was) == {2: Cause(1, 14, 1), 3: Cause(2, 14, 1)}
    own_fault = {**was, 1: base(0, 24)}
    assert causes(by_id(cluster, queue, export), own_fault) == {3: Cause(2, 14, 2)}


def test_a_cause_explains_only_what_passed_the_days_between() -> None:
    queue, export = item(1, 0, 24), item(2, 30, 60, Need(1))
    assert causes(by_id(queue, export), {1: base(0, 10), 2: base(15, 40)}) == {2: Cause(1, 10, 1)}  # four of 14 days were free
    assert causes(by_id(queue, export), {1: base(0, 10), 2: base(15, 57)}) == {2: Cause(1, 3, 1)}  # it slipped by three alone
    assert causes(by_id(queue, export), {1: base(0, 10), 2: base(25, 40)}) == {}  # all were free
    assert causes(by_id(queue, export), {1: base(0, 24), 2: base(15, 40)}) == {}  # it moved by itself
    assert causes(by_id(queue, export), {1: base(0, 10), 2: base(15, 61)}) == {}  # it is earlier for all that
    assert causes(by_id(queue, export), {2: base(15, 40)}) == causes(by_id(queue, export), {1: base(0, 10)}) == {}


def test_a_launch_that_is_put_off_alone_keeps_nobody_waiting() -> None:
    launched = replace(item(1, 0, 10, tier=1), launch=after(40))
    items = by_id(launched, item(2, 15, 40, Need(1)))
    assert causes(items, {1: base(0, 10, launch=12), 2: base(11, 30)}) == {}
    assert causes(items, {1: base(0, 5, launch=40), 2: base(11, 30)}) == {}  # five days later, and five days were free
    assert causes(items, {1: base(0, 5, launch=40), 2: base(6, 30)}) == {2: Cause(1, 5, 1)}


def moved_by(items: dict[int, Item], was: dict[int, BaselineDates], id_: int) -> tuple[int, int] | None:
    """What passed most days on to an item, and how many."""
    passed = []
    for need in items[id_].needs:
        now, before, own = items[need.item].due, was.get(need.item), was.get(id_)
        if now and before and before.due and own and (own.starts or own.due):
            slack = ((own.starts or own.due) - before.due).days - 1 - need.lag  # type: ignore[operator]
            passed.append((need.item, (now - before.due).days - max(0, slack)))
    most = max((days for _, days in passed), default=0)
    return next((one for one in passed if one[1] == most), None) if most > 0 else None


def root_of(items: dict[int, Item], was: dict[int, BaselineDates], id_: int) -> int:
    """Where a delay began: followed from one to the one that moved it."""
    mover = moved_by(items, was, id_)
    return id_ if mover is None else root_of(items, was, mover[0])


@given(st.data())
def test_causes_and_slips_are_those_of_plain_recursion(data: st.DataObject) -> None:
    items = data.draw(plans())
    was = data.draw(baselines_of(items))
    expected = {}
    for id_, one in items.items():
        mover = moved_by(items, was, id_)
        if mover is None:
            continue
        now = (one.launch or one.due) if one.tier else one.due
        before = (was[id_].launch or was[id_].due) if one.tier else was[id_].due
        slip = (now - before).days if now and before else None
        assert slip_of(one, was[id_]) == slip
        if slip is not None and slip > 0:
            expected[id_] = Cause(mover[0], min(mover[1], slip), root_of(items, was, mover[0]))
    assert causes(items, was) == expected


def test_vague_days_are_violated_only_where_no_reading_of_them_fits() -> None:
    quarter = {"starts_precision": "quarter", "due_precision": "quarter"}
    first = Item(1, "A", "A", starts=date(2027, 1, 1), due=date(2027, 3, 31), **quarter)  # type: ignore[arg-type]
    same = Item(2, "B", "B", starts=date(2027, 1, 1), due=date(2027, 3, 31), needs=(Need(1),), **quarter)  # type: ignore[arg-type]
    before = Item(3, "C", "C", starts=date(2026, 10, 1), due=date(2026, 12, 31), needs=(Need(1),), **quarter)  # type: ignore[arg-type]
    # Both in Q1: the one may end in January and the other begin in March. C begins on 31 Dec at the latest, A ends on 1 Jan or later.
    assert violations({1: first, 2: same, 3: before}) == {3: (Violation(3, 1, 2),)}
