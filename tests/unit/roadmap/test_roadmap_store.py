"""Items of the roadmap are kept as they were decided, one undo step each, and what hangs on them goes and comes with them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.agenda.goals import all_goals, save_goal
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import all_entries
from prodops_desktop.roadmap import store as roadmap_store
from prodops_desktop.roadmap.capacity import save_team
from prodops_desktop.roadmap.model import (
    ACCOUNTS,
    DONE,
    DROPPED,
    IN_PROGRESS,
    LATER,
    NEXT,
    NOW,
    ON_HOLD,
    PLANNED,
    QUARTER,
    Item,
    Need,
    Reach,
)
from prodops_desktop.roadmap.store import (
    add_need,
    delete_items,
    duplicate_item,
    find_item,
    move_items,
    move_to_horizon,
    planned_lag,
    remove_need,
    save_item,
)
from prodops_desktop.workspace import ChangeSet, Store, Workspace, history, rows, undo
from prodops_desktop.workspace.links import End, link, links_of
from tests.unit.experiments.register import do, last_label, read

Content = dict[str, list[tuple[Any, ...]]]

QUEUE = Item(0, "RM-3", "Queue service", starts=date(2026, 11, 2), due=date(2026, 12, 11))
EXPORT = Item(
    0,
    "RM-12",
    "Bulk export v2",
    problem="People export\nby hand.",
    outcome="Exports run at night.",
    goal="Fewer tickets",
    team="Data",
    area="Export",
    owner="Ada",
    horizon=NEXT,
    status=IN_PROGRESS,
    starts=date(2026, 12, 14),
    due=date(2026, 12, 31),
    due_precision=QUARTER,
    done=None,
    reach=Reach(41, "accounts", ACCOUNTS, "CS health", "Account", date(2026, 11, 23)),
    impact=2.0,
    confidence=80.0,
    effort=6.5,
    value=8.0,
    urgency=5.0,
    risk=3.0,
    size=5.0,
    points=13.0,
    stated_arr=2_140_000.0,
    tier=1,
    launch=date(2027, 1, 12),
    note="Ask legal.",
)
"""An item with everything known of it but what it waits for."""


def add(workspace: Workspace, item: Item = EXPORT) -> Item:
    """Add an item, or change the one with its id; it comes back with its id."""
    return replace(item, id=do(workspace, lambda store: save_item(store, item))[1])


def found(workspace: Workspace, item: Item) -> Item:
    """The item as it is kept now."""
    kept: Item = read(workspace, lambda store: find_item(store, item.id))
    return kept


def both(workspace: Workspace) -> tuple[Item, Item]:
    """A queue, and an export that waits for it."""
    queue = add(workspace, QUEUE)
    return queue, add(workspace, replace(EXPORT, needs=(Need(queue.id),)))


def undo_and_redo(workspace: Workspace, content: Callable[[Workspace], Content], change: Callable[[Store], Any]) -> Any:
    """Make a change that is one step, and see that undo and redo lead back and forth; what it gave."""
    before, steps = content(workspace), len(read(workspace, history.steps))
    given = do(workspace, change)
    after = content(workspace)
    assert len(read(workspace, history.steps)) == steps + 1
    do(workspace, undo.undo)
    assert content(workspace) == before
    do(workspace, undo.redo)
    assert content(workspace) == after
    return given


def test_an_item_is_read_as_it_was_saved(workspace: Workspace) -> None:
    queue, export = both(workspace)
    assert found(workspace, export) == export
    assert read(workspace, lambda store: find_item(store, " rm-12 ")) == export
    assert last_label(workspace) == "Add RM-12 Bulk export v2"
    assert read(workspace, roadmap_store.all_items) == [queue, export]
    assert found(workspace, queue) == Item(queue.id, "RM-3", "Queue service", status=PLANNED, starts=QUEUE.starts, due=QUEUE.due)


def test_what_is_not_there_is_told(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="There is no item “RM-9” on the roadmap"):
        read(workspace, lambda store: find_item(store, "RM-9"))
    gone = add(workspace)
    do(workspace, undo.undo)
    moves: dict[int, tuple[date | None, date | None]] = {gone.id: (None, None)}
    acts: list[Callable[[Store], Any]] = [
        partial(find_item, item=gone.id),
        partial(save_item, item=gone),
        partial(add_need, item=gone.id, needs=gone.id + 1),
        partial(move_items, moves=moves),
        partial(move_to_horizon, items=[gone.id], horizon=NOW, name="Now"),
        partial(duplicate_item, item=gone.id),
        partial(delete_items, items=[gone.id]),
    ]
    for act in acts:
        with pytest.raises(UserError, match="This item is no longer there; it was deleted or undone"):
            do(workspace, act)


def test_texts_are_tidied_when_they_are_saved(workspace: Workspace) -> None:
    untidy = Item(
        0, " RM-1 \n", " Bulk \t export ", problem=" a\nb ", outcome=" ", goal=" Fewer  tickets", team="  Da  ta ", owner=" ", note="\n"
    )
    tidy = Item(1, "RM-1", "Bulk export", problem="a\nb", goal="Fewer tickets", team="Da ta")
    assert found(workspace, add(workspace, untidy)) == tidy


def test_a_team_is_written_as_it_is_known(workspace: Workspace) -> None:
    """By the list of teams, else by the other items; an item that is alone with its team spells it as it likes."""

    def teams() -> list[str | None]:
        return [one.team for one in read(workspace, roadmap_store.all_items)]

    first = add(workspace, Item(0, "A", "A", team="qore"))
    add(workspace, replace(first, team="Qore"))
    second = add(workspace, Item(0, "B", "B", team=" QORE "))
    assert teams() == ["Qore", "Qore"]
    do(workspace, lambda store: save_team(store, {"name": "QoRE", "capacity": 6.0}))
    assert teams() == ["QoRE", "QoRE"]
    add(workspace, replace(second, team="qore"))
    add(workspace, Item(0, "C", "C", team="Other"))
    assert teams() == ["QoRE", "QoRE", "Other"]


def test_saving_what_is_there_is_no_step(workspace: Workspace, content: Callable[[Workspace], Content]) -> None:
    _, export = both(workspace)
    before, steps = content(workspace), read(workspace, history.steps)
    for same in (export, replace(export, owner=" ADA", goal="fewer  tickets", title="Bulk  export v2 ")):
        changes = do(workspace, partial(save_item, item=same))[0]
        assert (changes.id, changes.tables) == (0, frozenset())
    assert (content(workspace), read(workspace, history.steps)) == (before, steps)


def test_a_change_touches_its_own_table_alone(workspace: Workspace, content: Callable[[Workspace], Content]) -> None:
    queue, export = both(workspace)
    for after, tables in (
        (replace(export, status=DONE, done=date(2027, 1, 20)), {"roadmap_item"}),
        (replace(export, owner="Cy"), {"roadmap_item", "person"}),
        (replace(export, goal="Other"), {"roadmap_item", "goal"}),
        (replace(export, needs=(Need(queue.id, 3),)), {"roadmap_need"}),
        (replace(export, needs=()), {"roadmap_need"}),
        (replace(export, reach=None, tier=None, launch=None), {"roadmap_item"}),
    ):
        add(workspace, export)
        changes = undo_and_redo(workspace, content, partial(save_item, item=after))[0]
        assert (changes.label, changes.tables) == ("Edit RM-12 Bulk export v2", tables)
        assert found(workspace, export) == after


def test_a_new_goal_and_owner_are_added_in_the_same_step_and_known_ones_are_used(workspace: Workspace) -> None:
    add(workspace)
    add(workspace, replace(EXPORT, code="RM-13", goal=" FEWER tickets", owner="ada"))
    assert [goal.title for goal in read(workspace, all_goals)] == ["Fewer tickets"]
    assert [one.name for one in read(workspace, lambda store: all_entries(store, "person"))] == ["Ada"]
    do(workspace, undo.undo)
    do(workspace, undo.undo)
    assert read(workspace, all_goals) == read(workspace, lambda store: all_entries(store, "person")) == []


def test_of_goals_of_one_title_the_latest_is_meant(workspace: Workspace) -> None:
    for period in ("2026-Q3", "2026-Q4"):
        do(workspace, partial(save_goal, values={"title": "Fewer tickets", "period": period}))
    export = add(workspace)
    with workspace.reading() as store:
        goal = store.db.execute("SELECT g.period FROM roadmap_item i JOIN goal g ON g.id = i.goal WHERE i.id = ?", (export.id,)).fetchone()
    assert goal[0] == "2026-Q4"


def test_nothing_to_be_moved_or_deleted_is_no_step(workspace: Workspace) -> None:
    add(workspace)
    for act in (
        partial(move_items, moves={}),
        partial(delete_items, items=[]),
        partial(move_to_horizon, items=[], horizon=NOW, name="Now"),
    ):
        assert do(workspace, act).tables == frozenset()
    assert len(read(workspace, history.steps)) == 1


def test_a_move_past_the_end_of_the_calendar_is_refused_in_a_sentence(workspace: Workspace) -> None:
    export = add(workspace)
    for day in (date.max, date.min):
        with pytest.raises(UserError, match="can’t be right"):
            do(workspace, partial(move_items, moves={export.id: (None, day)}))


def test_codes_are_ordered_by_their_numbers(workspace: Workspace) -> None:
    for code in ("RM-10", "rm-2", "RM-9", "RM", "DEL-11", "RM-9b", "7"):
        add(workspace, Item(0, code, code))
    assert [one.code for one in read(workspace, roadmap_store.all_items)] == ["7", "DEL-11", "RM", "rm-2", "RM-9", "RM-10", "RM-9b"]


def test_the_next_code_is_one_more_than_the_largest(workspace: Workspace) -> None:
    assert read(workspace, roadmap_store.next_code) == "RM-1"
    for code, following in (("rm-9", "RM-10"), ("RM-10", "RM-11"), ("RM-9a", "RM-11"), ("DEL-90", "RM-11"), ("RM-100", "RM-101")):
        add(workspace, Item(0, code, "Any"))
        assert read(workspace, roadmap_store.next_code) == following


def test_a_code_that_is_taken_is_refused(workspace: Workspace) -> None:
    queue, export = both(workspace)
    with pytest.raises(UserError, match=r"rm-12 is “Bulk export v2” already\. Choose another key"):
        add(workspace, Item(0, " rm-12", "Other"))
    with pytest.raises(UserError, match="RM-12 is"):
        add(workspace, replace(queue, code="RM-12"))
    add(workspace, replace(export, code="rm-12"))
    assert found(workspace, export).code == "rm-12"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"code": " "}, "needs a key"),
        ({"code": "R" * 41}, "at most 40 characters"),
        ({"title": " \n"}, "needs a title"),
        ({"problem": "x" * 10_001}, "The problem of RM-12 has 10,001 characters, and 10,000 are the most"),
        ({"note": "x" * 40_000}, "The note of RM-12 has 40,000 characters"),
        ({"title": "x" * 10_001}, "The title of RM-12"),
        ({"needs": (Need(99),)}, "An item that RM-12 Bulk export v2 should wait for is no longer there"),
        ({"status": "late"}, "“late” is no status. Choose one of idea, planned"),
        ({"horizon": "soon"}, "“soon” is no horizon. Choose one of now, next, later"),
        ({"due_precision": "week"}, "“week” is no precision"),
        ({"starts": date(2027, 1, 1)}, "would be due on 2026-12-31, before it starts on 2027-01-01"),
        ({"launch": date(1815, 12, 10)}, "1815-12-10 can’t be right"),
        ({"reach": Reach(-1.0)}, "A reach is a number of at least 0"),
        ({"reach": Reach(float("nan"))}, "A reach is a number"),
        ({"reach": Reach(1, source="felt")}, "no source of a reach"),
        ({"impact": 1.5}, "An impact is 3"),
        ({"confidence": 90.0}, "A confidence is 100, 80 or 50%"),
        ({"effort": 0.25}, "at least 0.5 person-months"),
        ({"effort": float("inf")}, "at least 0.5 person-months"),
        ({"size": 0.0}, "A job size is a number above 0"),
        ({"stated_arr": -1.0}, "Stated arr is a number of at least 0"),
        ({"tier": 4}, "The tier of a launch is 1, 2 or 3"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(workspace: Workspace, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        add(workspace, replace(EXPORT, **values))
    assert read(workspace, history.steps) == []


def test_what_waits_keeps_its_lag_and_an_overlap_stays_planned(workspace: Workspace, content: Callable[[Workspace], Content]) -> None:
    queue, export = add(workspace, QUEUE), add(workspace)
    early = add(workspace, Item(0, "RM-4", "Early", starts=date(2026, 12, 1), due=date(2026, 12, 20)))
    undated = add(workspace, Item(0, "RM-5", "Undated"))
    changes = undo_and_redo(workspace, content, partial(add_need, item=export.id, needs=queue.id))
    assert (changes.label, changes.tables) == ("Let RM-12 Bulk export v2 wait for RM-3 Queue service", frozenset({"roadmap_need"}))
    for item in (early, undated):
        do(workspace, partial(add_need, item=item.id, needs=queue.id))
    do(workspace, partial(add_need, item=export.id, needs=early.id, lag=7))
    assert found(workspace, export).needs == (Need(queue.id, 0), Need(early.id, 7))
    assert found(workspace, early).needs == (Need(queue.id, -11),)  # it may begin on 1 December, eleven days before the 12th
    assert found(workspace, undated).needs == (Need(queue.id, 0),)
    with pytest.raises(UserError, match="RM-12 Bulk export v2 waits for RM-3 Queue service already"):
        do(workspace, partial(add_need, item=export.id, needs=queue.id, lag=2))


@pytest.mark.parametrize(
    ("starts", "lag"), [(date(2026, 12, 12), 0), (date(2026, 12, 20), 0), (date(2026, 12, 11), -1), (date(2026, 12, 1), -11), (None, 0)]
)
def test_the_lag_of_an_overlap_is_the_days_that_both_run(starts: date | None, lag: int) -> None:
    assert planned_lag(replace(EXPORT, starts=starts), QUEUE) == lag
    assert planned_lag(replace(EXPORT, starts=starts), replace(QUEUE, due=None)) == 0
    for vague in (QUARTER, "month"):
        assert planned_lag(replace(EXPORT, starts=starts, starts_precision=vague), QUEUE) == 0
        assert planned_lag(replace(EXPORT, starts=starts), replace(QUEUE, due_precision=vague)) == 0


def test_what_no_longer_waits_loses_that_alone(workspace: Workspace, content: Callable[[Workspace], Content]) -> None:
    queue, export = both(workspace)
    other = add(workspace, Item(0, "RM-4", "Other"))
    do(workspace, partial(add_need, item=export.id, needs=other.id))
    changes = undo_and_redo(workspace, content, partial(remove_need, item=export.id, needs=queue.id))
    assert (changes.label, changes.tables) == (
        "Let RM-12 Bulk export v2 no longer wait for RM-3 Queue service",
        frozenset({"roadmap_need"}),
    )
    assert found(workspace, export) == replace(export, needs=(Need(other.id, 0),))


def test_a_move_takes_the_launch_along_and_makes_days_exact(workspace: Workspace, content: Callable[[Workspace], Content]) -> None:
    queue, export = both(workspace)
    starts, due = date(2026, 12, 28), date(2027, 1, 14)
    changes = undo_and_redo(workspace, content, partial(move_items, moves={export.id: (starts, due)}))
    assert (changes.label, changes.tables) == ("Move RM-12 Bulk export v2", frozenset({"roadmap_item"}))
    moved = replace(export, starts=starts, due=due, due_precision="day", launch=date(2027, 1, 26))
    assert found(workspace, export) == moved
    moves = {queue.id: (QUEUE.starts, date(2026, 12, 18)), export.id: (date(2027, 1, 4), due)}
    assert undo_and_redo(workspace, content, partial(move_items, moves=moves)).label == "Move RM-3 Queue service and 1 more"
    assert found(workspace, queue) == replace(queue, due=date(2026, 12, 18))
    assert found(workspace, export) == replace(moved, starts=date(2027, 1, 4))


def test_a_move_that_leaves_an_end_keeps_how_exactly_it_is_known(workspace: Workspace) -> None:
    vague = add(workspace, replace(EXPORT, starts=date(2026, 10, 1), starts_precision=QUARTER))
    do(workspace, partial(move_items, moves={vague.id: (vague.starts, date(2027, 1, 31))}))
    assert found(workspace, vague) == replace(vague, due=date(2027, 1, 31), due_precision="day", launch=date(2027, 2, 12))
    do(workspace, undo.undo)
    do(workspace, partial(move_items, moves={vague.id: (date(2026, 10, 5), vague.due)}, label="Begin later"))
    assert last_label(workspace) == "Begin later"
    assert found(workspace, vague) == replace(vague, starts=date(2026, 10, 5), starts_precision="day")
    do(workspace, partial(move_items, moves={vague.id: (None, None)}))
    assert (found(workspace, vague).starts, found(workspace, vague).due, found(workspace, vague).launch) == (None, None, vague.launch)


def test_a_move_is_refused_as_a_whole(workspace: Workspace, content: Callable[[Workspace], Content]) -> None:
    queue, export = both(workspace)
    before = content(workspace)
    backwards = {queue.id: (date(2026, 11, 3), date(2026, 12, 12)), export.id: (date(2027, 1, 2), date(2027, 1, 1))}
    with pytest.raises(UserError, match="before it starts"):
        do(workspace, partial(move_items, moves=backwards))
    assert content(workspace) == before


def test_a_card_moves_to_another_column(workspace: Workspace, content: Callable[[Workspace], Content]) -> None:
    queue, export = both(workspace)
    changes = undo_and_redo(workspace, content, partial(move_to_horizon, items=[export.id], horizon=LATER, name="Later"))
    assert (changes.label, changes.tables) == ("Move RM-12 Bulk export v2 to Later", frozenset({"roadmap_item"}))
    assert found(workspace, export) == replace(export, horizon=LATER)
    several = partial(move_to_horizon, items=[queue.id, export.id], horizon=NOW, name="Now")
    assert undo_and_redo(workspace, content, several).label == "Move 2 items to Now"
    assert (found(workspace, queue).horizon, found(workspace, export).horizon) == (NOW, NOW)
    do(workspace, partial(move_to_horizon, items=[export.id], horizon=None, name="where its days say"))
    assert found(workspace, export).horizon is None


@pytest.mark.parametrize(("status", "kept"), [(DONE, PLANNED), (IN_PROGRESS, PLANNED), (ON_HOLD, ON_HOLD), (DROPPED, DROPPED)])
def test_a_copy_has_a_code_of_its_own_and_no_days(
    workspace: Workspace, content: Callable[[Workspace], Content], status: str, kept: str
) -> None:
    _, export = both(workspace)
    export = add(workspace, replace(export, status=status, done=date(2027, 1, 20)))
    changes, id_ = undo_and_redo(workspace, content, partial(duplicate_item, item=export.id))
    assert changes.label == "Duplicate RM-12 Bulk export v2"
    copy = read(workspace, lambda store: find_item(store, id_))
    assert copy == replace(export, id=id_, code="RM-13", status=kept, starts=None, due=None, done=None, launch=None)
    assert found(workspace, export) == export


def test_a_deleted_item_takes_what_hangs_on_it_along_and_undo_brings_all_back(
    workspace: Workspace, content: Callable[[Workspace], Content]
) -> None:
    queue, export = both(workspace)
    waiting = add(workspace, Item(0, "RM-20", "Docs", needs=(Need(export.id, 2), Need(queue.id))))

    def hang_on(store: Store) -> ChangeSet:
        with store.edit("Hang on") as edit:
            baseline = rows.insert(store, "baseline", {"name": "Q4", "key": "q4", "day": "2026-10-01"})
            rows.insert(store, "baseline_date", {"baseline": baseline, "item": export.id, "due": "2026-12-31", "due_precision": "day"})
            rows.insert(store, "gate_check", {"item": export.id, "gate": 1, "state": "passed", "evidence": "report.pdf"})
            rows.insert(store, "brief", {"item": export.id, "kind": "feature", "title": "Export", "body": "", "changed": "2026-11-23"})
            rows.insert(store, "roadmap_commitment", {"item": export.id, "period": "2026-Q4", "committed": 1, "as_of": "2026-10-01"})
            link(store, "related", End("roadmap_item", export.id), End("goal", 1))
        return edit.changes

    do(workspace, hang_on)
    with workspace.reading() as store:
        assert len(links_of(store, End("goal", 1))) == 1
    assert undo_and_redo(workspace, content, partial(delete_items, items=[export.id])).label == "Delete RM-12 Bulk export v2"
    left = content(workspace)
    for table in ("baseline_date", "gate_check", "brief", "roadmap_commitment", "link"):
        assert left[table] == []
    assert found(workspace, waiting).needs == (Need(queue.id),)
    assert undo_and_redo(workspace, content, partial(delete_items, items=[queue.id, waiting.id])).label == "Delete 2 items of the roadmap"
    assert read(workspace, roadmap_store.all_items) == []


acts_ = st.lists(
    st.tuples(st.sampled_from(("save", "wait", "move", "column", "copy", "delete")), st.integers(0, 4), st.integers(0, 4)), max_size=10
)


def act(store: Store, kind: str, first: int, second: int) -> None:
    """Do something to the items that there are, or add one."""
    known = roadmap_store.all_items(store)
    if kind == "save" or not known:
        save_item(store, replace(EXPORT if first % 2 else QUEUE, code=f"RM-{first}", owner=f"Person {second}"))
        return
    one, other = known[first % len(known)], known[second % len(known)]
    day = date(2026, 12, 20 + second)
    doing: dict[str, Callable[[], object]] = {
        "wait": lambda: add_need(store, one.id, other.id),
        "move": lambda: move_items(store, {one.id: (day, day)}),
        "column": lambda: move_to_horizon(store, [one.id, other.id], NOW, "Now"),
        "copy": lambda: duplicate_item(store, one.id),
        "delete": lambda: delete_items(store, [one.id]),
    }
    doing[kind]()


@hypothesis_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts_)
def test_undoing_everything_restores_the_file(
    workspace: Workspace, content: Callable[[Workspace], Content], acts: list[tuple[str, int, int]]
) -> None:
    before, undone = content(workspace), 0
    for kind, first, second in acts:
        try:
            do(workspace, partial(act, kind=kind, first=first, second=second))
        except UserError:
            continue  # a code that is taken, or a circle
    after = content(workspace)
    while content(workspace) != before:
        do(workspace, undo.undo)
        undone += 1
        assert undone <= len(acts)
    for _ in range(undone):
        do(workspace, undo.redo)
    assert content(workspace) == after
    for _ in range(undone):
        do(workspace, undo.undo)
