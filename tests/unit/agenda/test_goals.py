"""Goals: added, changed, taken out and brought back; their periods, and what is refused."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from prodops_desktop.agenda.goals import Goal, all_goals, delete_goal, ensure_goal, find_goal, save_goal
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import all_entries
from prodops_desktop.workspace import ChangeSet, Workspace, history, undo

WHOLE = {
    "title": "  More  active seats ",
    "metric": "active_seats",
    "target": 90,
    "period": " 2026-q4 ",
    "owner": "Ann Lee",
    "note": " why ",
}


def save(workspace: Workspace, values: dict[str, Any], goal: int | None = None) -> tuple[ChangeSet, int]:
    return workspace.run(partial(save_goal, values=values, goal=goal)).result()


def test_a_goal_is_kept_without_stray_blanks_and_its_owner_is_registered(workspace: Workspace) -> None:
    changes, goal = save(workspace, WHOLE)
    assert (changes.label, changes.tables) == ("Add goal More active seats", frozenset({"goal", "person"}))
    with workspace.reading() as store:
        assert find_goal(store, goal) == Goal(goal, "More active seats", "active_seats", 90.0, "2026-Q4", "Ann Lee", "why")
        assert [person.name for person in all_entries(store, "person")] == ["Ann Lee"]


def test_what_is_not_named_stays_and_what_is_emptied_goes(workspace: Workspace) -> None:
    _, goal = save(workspace, WHOLE)
    assert save(workspace, {"target": 95.5, "note": " "}, goal)[0].label == "Edit goal More active seats"
    with workspace.reading() as store:
        assert find_goal(store, goal) == Goal(goal, "More active seats", "active_seats", 95.5, "2026-Q4", "Ann Lee", None)
    save(workspace, {"target": None, "owner": "", "period": "", "metric": None}, goal)
    with workspace.reading() as store:
        assert find_goal(store, goal) == Goal(goal, "More active seats", None, None, None, None, None)


def test_a_goal_saved_as_it_was_is_no_step(workspace: Workspace) -> None:
    _, goal = save(workspace, WHOLE)
    for values in ({}, WHOLE, {"owner": "ANN  LEE"}):
        changes, same = save(workspace, values, goal)
        assert (changes.id, changes.tables, same) == (0, frozenset(), goal)
    with workspace.reading() as store:
        assert len(history.steps(store)) == 1


@pytest.mark.parametrize(("period", "kept"), [("2026", "2026"), ("2026-Q4", "2026-Q4"), ("2026-11", "2026-11"), ("2026-q1", "2026-Q1")])
def test_a_period_is_a_year_a_quarter_or_a_month(workspace: Workspace, period: str, kept: str) -> None:
    _, goal = save(workspace, {"title": "Goal", "period": period})
    with workspace.reading() as store:
        assert find_goal(store, goal).period == kept


@pytest.mark.parametrize("period", ["26", "Q4 2026", "2026-Q5", "2026-Q0", "2026-13", "2026-00", "2026-1", "2026-11-23", "2026Q4", "٢٠٢٦"])
def test_what_is_no_period_is_refused(workspace: Workspace, period: str) -> None:
    with pytest.raises(UserError, match=r"is not a period\. Write a year, a quarter or a month"):
        save(workspace, {"title": "Goal", "period": period})
    with workspace.reading() as store:
        assert all_goals(store) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "needs a title"),
        ({"title": " \n "}, "needs a title"),
        ({"title": "Goal", "target": float("nan")}, "plain number"),
        ({"title": "Goal", "target": float("-inf")}, "plain number"),
        ({"title": "Goal", "target": "90"}, "plain number"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(workspace: Workspace, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        save(workspace, values)
    with workspace.reading() as store:
        assert history.steps(store) == []


def test_the_latest_period_comes_first_then_titles(workspace: Workspace) -> None:
    for title, period in (("b", "2026-Q3"), ("d", None), ("c", "2026-Q4"), ("a", "2026-Q4"), ("e", "2027")):
        save(workspace, {"title": title, "period": period})
    with workspace.reading() as store:
        assert "".join(goal.title for goal in all_goals(store)) == "eacbd"


def test_a_deleted_goal_comes_back_by_undo_and_is_told_to_be_gone(workspace: Workspace, content: Callable[[Workspace], Any]) -> None:
    _, goal = save(workspace, WHOLE)
    before = content(workspace)
    assert workspace.run(partial(delete_goal, goal=goal)).result().label == "Delete goal More active seats"
    for act in (partial(delete_goal, goal=goal), partial(save_goal, values={"target": 1}, goal=goal)):
        with pytest.raises(UserError, match="goal is no longer there"):
            workspace.run(act).result()
    workspace.run(undo.undo).result()
    assert content(workspace) == before


def test_of_goals_of_one_title_the_one_that_is_meant_already_is_kept_and_else_the_latest(workspace: Workspace) -> None:
    latest = save(workspace, {"title": "NRR 110", "period": "2027-Q1"})[1]
    before = save(workspace, {"title": "nrr  110", "period": "2026-Q4"})[1]
    other = save(workspace, {"title": "Other", "period": "2027-Q2"})[1]

    def of(title: str, kept: int | None = None) -> int:
        return workspace.run(lambda store: ensure_goal(store, title, kept)).result()

    assert (of(" NRR 110"), of("NRR 110", before), of("NRR 110", latest), of("NRR 110", other)) == (latest, before, latest, latest)
