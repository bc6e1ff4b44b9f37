"""Replanning: an item has other days, another launch or tier, and what waits for it goes along, in one step that says why."""

from collections.abc import Callable
from datetime import date

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.replanning import replan
from prodops_desktop.roadmap.store import find_item
from prodops_desktop.workspace import Workspace
from tests.unit.conftest import Content
from tests.unit.roadmap.items import add, back_and_forth, do, read

Contents = Callable[[Workspace], Content]
NONE = (None, "day")
DUE = (date(2027, 1, 12), "day")
LAUNCH = date(2027, 1, 26)


def test_a_launch_is_made_moved_graded_and_unmade_each_in_one_step_that_says_why(workspace: Workspace, content: Contents) -> None:
    item = add(workspace, "RM-12", "Bulk export", due=DUE[0])

    def decide(launch: date | None, tier: int | None, reason: str = "") -> str:
        change = back_and_forth(
            workspace, content, lambda store: replan(store, item.id, starts=NONE, due=DUE, launch=launch, tier=tier, reason=reason)
        )
        return change.label

    assert decide(None, 2) == "Make RM-12 Bulk export a launch of tier 2 on 12 Jan 2027"
    assert decide(LAUNCH, 2, " Waits for\nthe queue ") == "Move launch of RM-12 Bulk export to 26 Jan 2027: Waits for the queue"
    found = read(workspace, lambda store: find_item(store, item.id))
    assert (found.tier, found.launch, found.launches, found.due) == (2, LAUNCH, LAUNCH, DUE[0])
    assert decide(LAUNCH, 1, "New price") == "Make launch of RM-12 Bulk export one of tier 1: New price"
    assert decide(None, 1) == "Move launch of RM-12 Bulk export to 12 Jan 2027"
    assert decide(LAUNCH, None, "Only a fix") == "Make RM-12 Bulk export no launch: Only a fix"
    found = read(workspace, lambda store: find_item(store, item.id))
    assert (found.tier, found.launch, found.launches) == (None, None, None)


def test_a_step_is_called_by_what_it_changes(workspace: Workspace, content: Contents) -> None:
    item = add(workspace, "RM-12", "Bulk export", due=DUE[0], tier=2, launch=LAUNCH)

    def decide(due: date, launch: date, tier: int = 2) -> str:
        return do(workspace, lambda store: replan(store, item.id, starts=NONE, due=(due, "day"), launch=launch, tier=tier)).label

    assert decide(date(2027, 1, 20), LAUNCH) == "Move RM-12 Bulk export to 20 Jan 2027"
    assert decide(date(2027, 1, 21), date(2027, 1, 27)) == "Move launch of RM-12 Bulk export to 27 Jan 2027"
    assert decide(date(2027, 1, 22), date(2027, 1, 27), 1) == "Make launch of RM-12 Bulk export one of tier 1"


def test_days_that_are_known_to_the_quarter_are_said_so(workspace: Workspace, content: Contents) -> None:
    item = add(workspace, "RM-1", "One")
    due = (date(2027, 3, 31), "quarter")
    moved = back_and_forth(workspace, content, lambda store: replan(store, item.id, starts=NONE, due=due, launch=None, tier=None))
    assert moved.label == "Move RM-1 One to Q1 2027"
    found = read(workspace, lambda store: find_item(store, item.id))
    assert (found.due, found.due_precision, found.starts) == (*due, None)


def test_a_launch_without_any_day_and_what_is_refused(workspace: Workspace, content: Contents) -> None:
    item = add(workspace, "RM-1", "One")

    def decide(launch: date | None, tier: int | None, which: int = item.id) -> str:
        return do(workspace, lambda store: replan(store, which, starts=NONE, due=NONE, launch=launch, tier=tier)).label

    assert decide(None, 3) == "Make RM-1 One a launch of tier 3"
    assert decide(LAUNCH, 3).endswith("to 26 Jan 2027")
    assert decide(None, 3) == "Take away the day of the launch of RM-1 One"
    before = content(workspace)
    with pytest.raises(UserError, match="tier of a launch is 1, 2 or 3"):
        decide(LAUNCH, 4)
    with pytest.raises(UserError, match="can’t be right"):
        decide(date(1900, 1, 1), 1)
    with pytest.raises(UserError, match="item is no longer there"):
        decide(LAUNCH, 1, 99)
    assert content(workspace) == before
