"""A risk that is accepted is open no longer, until it grows worse, is withdrawn, or one of the two goes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from prodops_desktop.agenda.events import delete_event, save_event
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.board import Board, read_board
from prodops_desktop.experiments.collisions.conflicts import Accepted, Conflict
from prodops_desktop.experiments.model import SCHEDULED, Experiment, MetricPlan
from prodops_desktop.experiments.risks import accept_risk, all_risks, withdraw_risk
from prodops_desktop.experiments.store import delete_experiments
from prodops_desktop.registry.entries import all_entries, delete_entry
from prodops_desktop.workspace import Workspace, history, undo
from tests.unit.experiments.register import add, do, last_label, read

Content = dict[str, list[tuple[Any, ...]]]
TODAY = date(2026, 11, 23)
FIRST = Experiment(0, "EXP-1", "One", status=SCHEDULED, starts=date(2026, 12, 1), ends=date(2026, 12, 14), metrics=(MetricPlan("Success"),))
SECOND = replace(FIRST, code="EXP-2", name="Two", starts=date(2026, 12, 10), ends=date(2026, 12, 20), metrics=(MetricPlan("Speed"),))


@pytest.fixture
def pair(workspace: Workspace) -> tuple[Experiment, Experiment]:
    """Two experiments that share people and nothing else; the second was there first."""
    second = add(workspace, SECOND)
    return add(workspace, FIRST), second


def board(workspace: Workspace) -> Board:
    """The board as it stands."""
    found: Board = read(workspace, read_board)
    return found


def only(workspace: Workspace) -> Conflict:
    """The one conflict there is."""
    (found,) = board(workspace).book.all
    return found


def accept(workspace: Workspace, reason: str = "Few people", owner: str = "Ada") -> None:
    """Live with the one conflict there is."""
    conflict = only(workspace)
    do(workspace, lambda store: accept_risk(store, conflict, reason, owner, TODAY))


def test_an_accepted_risk_is_kept_with_its_grade_reason_and_owner(workspace: Workspace, pair: tuple[Experiment, Experiment]) -> None:
    assert only(workspace).is_open
    accept(workspace, " Few \n people ", "  Ada ")
    assert last_label(workspace) == "Accept the risk of EXP-2 and EXP-1"
    assert only(workspace).accepted == Accepted("low", "Few people", "Ada", TODAY)
    assert not only(workspace).is_open
    assert all(not view.open_conflicts for view in board(workspace).views)
    do(workspace, undo.undo)
    assert only(workspace).is_open


def test_what_grows_worse_stands_open_again_and_can_be_accepted_again(workspace: Workspace, pair: tuple[Experiment, Experiment]) -> None:
    accept(workspace)
    for one in pair:
        add(workspace, replace(one, surface="Checkout"))
    assert (only(workspace).grade, only(workspace).is_open) == ("high", True)
    accept(workspace, "Still few", "Bo")
    assert only(workspace).accepted == Accepted("high", "Still few", "Bo", TODAY)
    assert len(read(workspace, all_risks)) == 1
    add(workspace, replace(pair[0], surface="Search"))
    assert (only(workspace).grade, only(workspace).is_open) == ("low", False)  # what is milder was accepted, too


def test_a_risk_that_is_withdrawn_stands_open(workspace: Workspace, pair: tuple[Experiment, Experiment]) -> None:
    accept(workspace)
    conflict = only(workspace)
    do(workspace, lambda store: withdraw_risk(store, conflict))
    assert last_label(workspace) == "Reopen the conflict of EXP-2 and EXP-1"
    assert only(workspace).is_open
    with pytest.raises(UserError, match="not accepted any more"):
        do(workspace, lambda store: withdraw_risk(store, conflict))
    do(workspace, undo.undo)
    assert not only(workspace).is_open


def test_accepting_the_same_again_is_no_step(workspace: Workspace, pair: tuple[Experiment, Experiment]) -> None:
    accept(workspace)
    steps = read(workspace, history.steps)
    accept(workspace)
    assert read(workspace, history.steps) == steps


def test_without_a_reason_or_an_owner_nothing_is_accepted(
    workspace: Workspace, pair: tuple[Experiment, Experiment], content: Callable[..., Content]
) -> None:
    before = content(workspace)
    for reason, owner, says in ((" \n", "Ada", "needs its reason"), ("Few", " ", "needs an owner")):
        with pytest.raises(UserError, match=says):
            accept(workspace, reason, owner)
    assert content(workspace) == before


@pytest.mark.parametrize("gone", [0, 1])
def test_about_one_that_is_gone_nothing_is_accepted(
    workspace: Workspace, pair: tuple[Experiment, Experiment], content: Callable[..., Content], gone: int
) -> None:
    conflict = only(workspace)
    do(workspace, lambda store: delete_experiments(store, [pair[gone].id]))
    before = content(workspace)
    with pytest.raises(UserError, match="One of these two is no longer there"):
        do(workspace, lambda store: accept_risk(store, conflict, "Few", "Zoe", TODAY))
    assert content(workspace) == before


@pytest.mark.parametrize("gone", [0, 1])
def test_a_risk_goes_with_either_of_its_two(
    workspace: Workspace, pair: tuple[Experiment, Experiment], content: Callable[..., Content], gone: int
) -> None:
    accept(workspace)
    before = content(workspace)
    do(workspace, lambda store: delete_experiments(store, [pair[gone].id]))
    assert read(workspace, all_risks) == {}
    do(workspace, undo.undo)
    assert content(workspace) == before
    assert not only(workspace).is_open


def test_the_risk_of_an_event_goes_with_it(workspace: Workspace, content: Callable[..., Content]) -> None:
    one = add(workspace, FIRST)
    freeze = do(workspace, lambda store: save_event(store, {"title": "Freeze", "type": "freeze", "starts": "2026-12-14"}))[1]
    accept(workspace)
    assert last_label(workspace) == "Accept the risk of EXP-1 and Freeze"
    assert read(workspace, all_risks) == {(one.id, "event", freeze): Accepted("block", "Few people", "Ada", TODAY)}
    before = content(workspace)
    do(workspace, lambda store: delete_event(store, freeze))
    assert read(workspace, all_risks) == {}
    do(workspace, undo.undo)
    assert content(workspace) == before


def test_when_its_owner_goes_a_risk_stays_accepted(workspace: Workspace, pair: tuple[Experiment, Experiment]) -> None:
    accept(workspace)
    (ada,) = read(workspace, lambda store: all_entries(store, "person"))
    do(workspace, lambda store: delete_entry(store, "person", ada.id))
    assert only(workspace).accepted == Accepted("low", "Few people", None, TODAY)
    do(workspace, undo.undo)
    assert only(workspace).accepted == Accepted("low", "Few people", "Ada", TODAY)
