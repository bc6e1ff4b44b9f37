"""What is said of a whole roadmap, on one that is small enough to be worked out by hand."""

from datetime import date

import pytest

from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.roadmap.model import LATER, NEXT, NOW
from prodops_desktop.roadmap.plan import CLAIMED, Plan
from prodops_desktop.roadmap.slips import Cause
from prodops_desktop.roadmap.store import move_to_horizon
from prodops_desktop.workspace import Workspace
from tests.unit.roadmap.items import do
from tests.unit.roadmap.planned import TODAY, deliver, fill, plan_of, slip


@pytest.fixture
def filled(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("PRODOPS_TODAY", TODAY)
    fill(workspace)
    return workspace


def columns(plan: Plan) -> dict[str, list[str]]:
    return {horizon: [view.item.title for view in plan.column(horizon)] for horizon in (NOW, NEXT, LATER)}


def test_columns_by_day_with_the_best_score_first(filled: Workspace) -> None:
    plan = plan_of(filled)
    assert columns(plan) == {NOW: ["Export", "Queue", "Notices"], NEXT: ["Audit"], LATER: []}
    # 2,000 × 1 × 50 % ÷ 4, where 100 % are claimed and an opinion bears half of it; 100 × 2 × 50 % ÷ 1
    assert [(view.score.rice, view.score.claimed, view.score.capped) for view in plan.ranked[:2]] == [(250, 500, True), (100, 100, False)]
    assert [view.item.title for view in plan.ranked] == ["Export", "Audit", "Queue", "Notices"]
    assert plan.views[1].figure(CLAIMED) == 500
    do(filled, lambda store: move_to_horizon(store, [2], LATER, LATER))
    assert columns(plan_of(filled)) == {NOW: ["Queue", "Notices"], NEXT: ["Audit"], LATER: ["Export"]}


def test_effort_of_a_column_against_what_all_teams_have(filled: Workspace) -> None:
    plan = plan_of(filled)
    assert [plan.effort(horizon) for horizon in (NOW, NEXT, LATER)] == [(6, 6), (1, 6), (0, None)]
    assert plan.quarter(NEXT) == (date(2027, 1, 1), date(2027, 3, 31))
    assert plan.quarter(LATER) is None


def test_slips_and_what_moved_them(filled: Workspace) -> None:
    assert (plan_of(filled).baseline, plan_of(filled).slipped, plan_of(filled).median_slip) == (None, (), None)
    slip(filled)
    plan = plan_of(filled)
    assert [view.slip for view in plan.views] == [7, 7, 0, 0]
    assert [view.item.title for view in plan.slipped] == ["Queue", "Export"]
    assert plan.median_slip == 3.5  # of 0, 0, 7 and 7
    # 12 and 13 December lay between them, so that five of the seven days are passed on
    assert plan.causes == {2: Cause(1, 5, 1)}
    assert plan.views[1].needs == (plan.views[0],)
    assert plan.views[0].needed_by == (plan.views[1],)
    assert not plan.violations


def test_launches_by_day_and_what_stands_on_the_timeline(filled: Workspace) -> None:
    deliver(filled)
    plan = plan_of(filled)
    assert [view.item.title for view in plan.launches] == ["Notices", "Export"]
    assert [view.item.title for view in plan.dated] == ["Queue", "Export", "Audit", "Notices"]


def test_a_goal_without_an_item_is_told_by_which_goal_it_is_and_not_by_its_name(filled: Workspace) -> None:
    again = do(filled, lambda store: save_goal(store, {"title": "Keep customers", "period": "2027-Q1"}))[1]
    do(filled, lambda store: save_goal(store, {"title": "Keep customers", "period": "2025"}))
    plan = plan_of(filled)
    assert [goal.id for goal in plan.unaimed_goals] == [again]  # that of 2025 is over, and Export is for the first one
    export = plan.views[1].goal
    assert export is not None
    assert (export.title, export.period) == ("Keep customers", None)
    assert plan.views[0].goal is None
