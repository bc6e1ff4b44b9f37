"""What was committed is frozen as its period begins, so that taking a commitment back afterwards improves no figure."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.capacity import save_team
from prodops_desktop.roadmap.commitments import Period, all_commitments, brought_to, committed_in, periods, report
from prodops_desktop.roadmap.model import DONE, DROPPED, IN_PROGRESS, Commitment, Item
from prodops_desktop.roadmap.store import all_items, delete_items
from prodops_desktop.workspace import ChangeSet, Store, Workspace
from tests.unit.conftest import Content
from tests.unit.roadmap.items import add, back_and_forth, change, do, read, step_count

Contents = Callable[[Workspace], Content]
PERIOD = "2026-Q3"
BEFORE, START, WITHIN, LATER = date(2026, 6, 24), date(2026, 7, 1), date(2026, 8, 5), date(2026, 10, 7)

Said = tuple[int, bool, float | None]
"""An item, whether it is committed, and its points."""


def told(as_of: date, said: Iterable[Said], period: str = PERIOD) -> Callable[[Store], ChangeSet]:
    """The edit that takes a report."""

    def change(store: Store) -> ChangeSet:
        with store.edit("Import the plan") as edit:
            for item, committed, points in said:
                report(store, item, period, committed=committed, points=points, as_of=as_of)
        return edit.changes

    return change


def item(id_: int, **values: object) -> Item:
    return replace(Item(id_, f"RM-{id_}", f"Item {id_}"), **values)  # type: ignore[arg-type]  # whichever the test names


def done(id_: int, **values: object) -> Item:
    """An item that was done within the period."""
    return item(id_, **{"status": DONE, "done": WITHIN, **values})


def committed(id_: int, *, yes: bool = True, points: float | None = None, as_of: date = BEFORE, team: str | None = None) -> Commitment:
    return Commitment(id_, PERIOD, yes, points, as_of, team=team)


def only(items: Iterable[Item], said: Iterable[Commitment]) -> Period:
    (found,) = periods({one.id: one for one in items}, said)
    return found


# --- the figures


def test_say_do_stays_82_when_three_undelivered_commitments_are_taken_back(workspace: Workspace, content: Contents) -> None:
    items = [
        add(workspace, f"RM-{n}", status=DONE if n < 41 else IN_PROGRESS, done=date(2026, 9, 1) if n < 41 else None) for n in range(50)
    ]
    do(workspace, told(BEFORE, [(one.id, True, 1) for one in items]))
    flips = [(one.id, False, 1.0) for one in items[41:44]]
    back_and_forth(workspace, content, told(LATER, flips))
    found = only(items, read(workspace, all_commitments))
    assert (len(found.delivered), len(found.committed)) == (41, 50)
    assert (found.say_do, found.predictability) == (82.0, 82.0)
    assert found.flipped == tuple(one.id for one in items[41:44])
    assert (found.as_of, found.is_late) == (BEFORE, False)
    assert round(100 * 41 / 47, 1) == 87.2  # what the later report alone would say


def test_predictability_counts_points_and_stretch_in_what_was_delivered_alone() -> None:
    last = date(2026, 9, 30)
    items = [
        item(1, done=START, status=DONE),  # 8 of 8
        item(2, done=last, status=DONE),  # 5 of 5
        item(3, done=last + timedelta(days=1), status=DONE),  # a day too late: 0 of 7
        item(4, status=DROPPED),  # 0 of 5
        done(5),  # reported as stretch: 3
        done(6, points=2.0),  # nobody reported it: 2
        item(7, done=START - timedelta(days=1), status=DONE, points=50.0),  # before the period
        item(8, points=50.0),
    ]
    said = [
        committed(1, points=8),
        committed(2, points=5),
        committed(3, points=7),
        committed(4, points=5),
        committed(5, yes=False, points=3),
    ]
    found = only(items, said)
    assert (found.committed, found.delivered, found.stretch) == ((1, 2, 3, 4), (1, 2), (5, 6))
    assert (found.points_committed, found.points_delivered) == (25.0, 18.0)
    assert (found.say_do, found.predictability) == (50.0, 72.0)
    assert found.without_points == ()


def test_points_are_those_that_were_reported_then_else_those_of_the_item() -> None:
    items = [done(1, points=100.0), item(2, points=3.0), done(3)]
    found = only(items, [committed(1, points=5), committed(2), committed(3, points=0)])
    assert (found.points_committed, found.points_delivered, found.without_points, found.predictability) == (8.0, 5.0, (), 62.5)
    stretch = only([done(1)], [committed(1, yes=False, points=4)])
    assert (stretch.say_do, stretch.predictability, stretch.points_delivered) == (None, None, 4.0)


def test_periods_come_with_the_latest_first_and_end_with_their_last_day() -> None:
    said = [replace(committed(1), period=period) for period in ("2026-Q3", "2026", "2025-12", "2027-Q1", "2026-Q4")]
    found = periods({1: item(1, status=DONE, done=date(2025, 12, 31))}, said)
    assert [one.period for one in found] == ["2027-Q1", "2026-Q4", "2026", "2026-Q3", "2025-12"]
    assert [one.say_do for one in found] == [0.0, 0.0, 0.0, 0.0, 100.0]
    assert not found[3].is_over(date(2026, 9, 30))
    assert found[3].is_over(date(2026, 10, 1))
    assert periods({}, said) == ()


def test_without_points_of_all_that_was_committed_predictability_is_not_known() -> None:
    items = [done(1), item(2), item(3), done(4, points=8.0)]
    found = only(items, [committed(1, points=2), committed(2), committed(3)])
    assert (found.points_committed, found.points_delivered) == (2.0, 10.0)
    assert (found.predictability, found.without_points) == (None, (2, 3)), "and not 500 %"
    whole = only(items, [committed(1, points=2), committed(2, points=3), committed(3, points=5)])
    assert (whole.predictability, whole.without_points) == (100.0, ())


def test_stretch_is_only_of_teams_that_a_report_for_the_period_names() -> None:
    items = [done(1), done(2, team="Growth", points=200.0), done(3, team="Core", points=2.0), done(4, points=100.0)]
    said = [committed(1, points=10, team="core")]
    found = only(items, said)
    assert (found.stretch, found.predictability) == ((3,), 120.0)
    assert only(items, [*said, committed(4, yes=False, team="Growth")]).stretch == (2, 3, 4)
    anyone = only(items, [committed(1, points=10)])
    assert (anyone.stretch, anyone.predictability) == ((2, 3, 4), 3120.0), "where no report names a team it speaks of all of them"


def test_only_what_is_done_still_and_on_a_known_day_is_delivered() -> None:
    items = [done(1), done(2, status=IN_PROGRESS), done(3, status=DROPPED), item(4, status=DONE), item(5, status=DONE)]
    found = only(items, [committed(n, points=1) for n in range(1, 5)])
    assert (found.delivered, found.stretch, found.undated) == ((1,), (), (4,))
    assert (found.say_do, found.predictability) == (25.0, 25.0)


def test_an_item_in_another_team_moves_no_figure_of_the_past(workspace: Workspace, content: Contents) -> None:
    one = add(workspace, "RM-1", team="Core", points=1.0)
    late = add(workspace, "RM-2", team="Growth", points=1.0)
    do(workspace, told(BEFORE, [(one.id, True, 1)]))
    do(workspace, told(WITHIN, [(late.id, True, 1)]))

    def figures() -> tuple[tuple[int, ...], tuple[int, ...]]:
        found = only(read(workspace, all_items), read(workspace, all_commitments))
        return found.committed, found.added

    assert figures() == ((one.id, late.id), ())
    change(workspace, late, team="Core")  # of Core’s report it would have come too late
    assert figures() == ((one.id, late.id), ())
    assert [said.team for said in read(workspace, all_commitments)] == ["Core", "Growth"]

    core = do(workspace, lambda store: save_team(store, {"name": "core", "capacity": 6.0}))[1]
    do(workspace, lambda store: save_team(store, {"name": "Platform"}, core))
    assert [said.team for said in read(workspace, all_commitments)] == ["Platform", "Growth"]


def test_the_periods_that_an_item_was_committed_for_are_known_before_it_is_deleted() -> None:
    said = [replace(committed(n), period=period) for n, period in ((1, "2026-Q3"), (1, "2026-Q2"), (2, "2026-Q4"))]
    found = periods({1: item(1), 2: item(2), 3: item(3)}, [*said, committed(3, yes=False)])
    assert [committed_in(found, ids) for ids in ([1], [2, 1], [3])] == [("2026-Q2", "2026-Q3"), ("2026-Q2", "2026-Q3", "2026-Q4"), ()]


def test_what_a_team_adds_once_its_commitment_is_frozen_is_stretch() -> None:
    items = [item(1), done(2, points=1.0), done(3, points=1.0), done(4, points=1.0)]
    said = [
        committed(1, points=1, team="Core"),
        committed(2, as_of=WITHIN, team="core "),
        committed(3, as_of=WITHIN, team="Growth"),
        committed(4, as_of=LATER, team="Growth"),
    ]
    found = only(items, said)
    # Growth had no report before: its first one counts
    assert (found.committed, found.added, found.delivered, found.stretch) == ((1, 3), (2, 4), (3,), (2, 4))
    assert (found.say_do, found.predictability) == (50.0, 150.0)
    assert (found.as_of, found.is_late) == (WITHIN, True)
    assert only(items[:2], said[:2]).as_of == BEFORE
    assert found.frozen == (("Core", BEFORE), ("Growth", WITHIN))
    assert (found.late_teams, found.remarks) == (
        ("Growth",),
        ["2 items committed too late, counted as stretch.", "Commitments of Growth as first reported on 5 Aug 2026."],
    ), "and not those of Core"


def test_it_is_said_of_which_teams_the_commitments_came_late() -> None:
    def remarks(*said: Commitment) -> list[str]:
        return only([item(n) for n in range(1, 4)], [replace(one, points=1) for one in said]).remarks

    assert remarks(committed(1, team="Core"), committed(2, as_of=START)) == []
    both = committed(1, as_of=WITHIN, team="Core"), committed(2, as_of=WITHIN)
    assert remarks(*both) == ["Commitments as first reported on 5 Aug 2026."]
    assert remarks(*both, committed(3, team="Growth")) == ["Commitments of no team and Core as first reported on 5 Aug 2026."]
    assert remarks(committed(1, as_of=LATER, team="Core"), both[1]) == [
        "Commitments of no team as first reported on 5 Aug 2026.",
        "Commitments of Core as first reported on 7 Oct 2026.",
    ]


# --- freezing


def test_a_report_from_before_the_period_replaces_the_frozen_one_and_a_later_one_never_does(
    workspace: Workspace, content: Contents
) -> None:
    one = add(workspace, "RM-1")

    def after(as_of: date, yes: bool, points: float) -> Commitment:
        back_and_forth(workspace, content, told(as_of, [(one.id, yes, points)]))
        (found,) = read(workspace, all_commitments)
        return found

    def frozen(yes: bool, points: float, as_of: date, *later: bool | date) -> Commitment:
        return Commitment(one.id, PERIOD, yes, points, as_of, *later)  # type: ignore[arg-type]  # what was said later and when

    assert after(BEFORE, True, 5) == frozen(True, 5, BEFORE)
    assert after(START, True, 8) == frozen(True, 8, START), "on its first day it still counts"
    assert after(WITHIN, False, 1) == frozen(True, 8, START, False, WITHIN)
    steps = step_count(workspace)
    for as_of, yes in ((date(2026, 5, 1), False), (START, True), (WITHIN, False)):
        do(workspace, told(as_of, [(one.id, yes, 8)]))  # an older one, and those that were taken already
    assert step_count(workspace) == steps
    assert after(LATER, True, 1) == frozen(True, 8, START, True, LATER), "the commitment stands again"
    do(workspace, told(WITHIN, [(one.id, False, 8)]))
    assert not read(workspace, all_commitments)[0].is_flipped, "by a report of before, which is taken after it"
    assert after(LATER, False, 1) == frozen(True, 8, START, False, LATER)
    assert read(workspace, all_commitments)[0].is_flipped
    assert after(START, False, 3) == frozen(False, 3, START, False, LATER), "of one day the one that was taken last counts"
    assert not read(workspace, all_commitments)[0].is_flipped


def test_without_a_report_from_before_it_the_first_one_is_frozen(workspace: Workspace) -> None:
    one = add(workspace, "RM-1", status=DONE, done=WITHIN)
    do(workspace, told(LATER, [(one.id, False, 2)]))
    do(workspace, told(WITHIN, [(one.id, True, 3)]))
    assert read(workspace, all_commitments) == [Commitment(one.id, PERIOD, True, 3, WITHIN, False, LATER)]
    found = only([one], read(workspace, all_commitments))
    assert (found.is_late, found.as_of, found.say_do, found.flipped) == (True, WITHIN, 100.0, (one.id,))
    do(workspace, told(BEFORE, [(one.id, False, 1)]))
    assert read(workspace, all_commitments) == [Commitment(one.id, PERIOD, False, 1, BEFORE, False, LATER)]


REPORTS = st.lists(
    st.tuples(st.dates(date(2026, 6, 1), date(2026, 8, 31)), st.booleans(), st.integers(0, 9)),
    min_size=1,
    max_size=5,
    unique_by=lambda r: r[0],
)


@given(REPORTS)
def test_whatever_the_order_of_reports_the_same_is_frozen_and_said_later(reports: list[tuple[date, bool, int]]) -> None:
    in_time = [one for one in sorted(reports) if one[0] <= START]
    expected = in_time[-1] if in_time else min(reports)
    late = [one for one in sorted(reports) if one[0] > START and one != expected]
    day, says = late[-1][:2] if late else (None, None)
    for order in permutations(reports):
        found = _after(order)
        assert (found.as_of, found.committed, found.points) == expected
        assert (found.later, found.later_as_of) == (says, day)


def _after(reports: Iterable[tuple[date, bool, int]]) -> Commitment:
    first, *others = (Commitment(1, PERIOD, yes, points, as_of) for as_of, yes, points in reports)
    for one in others:
        first = brought_to(first, one)
    return first


def test_a_commitment_goes_with_its_item_and_nonsense_is_refused(workspace: Workspace, content: Contents) -> None:
    one = add(workspace, "RM-1")
    do(workspace, told(BEFORE, [(one.id, True, None)], "2026-11"))
    before = content(workspace)
    for period, points, says in (("Q3", None, "“Q3” is not a period"), (PERIOD, -1.0, "Points are"), (PERIOD, float("nan"), "Points are")):
        with pytest.raises(UserError, match=says):
            do(workspace, told(BEFORE, [(one.id, True, points)], period))
    assert content(workspace) == before
    back_and_forth(workspace, content, lambda store: delete_items(store, [one.id]))
    assert read(workspace, all_commitments) == []
