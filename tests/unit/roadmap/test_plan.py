"""What is said of a whole roadmap, on one that is small enough to be worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.roadmap.evidence import OPINION, Behind, Evidence, Rung
from prodops_desktop.roadmap.model import DONE, DROPPED, LATER, NEXT, NOW
from prodops_desktop.roadmap.plan import CLAIMED, Plan, effort_of
from prodops_desktop.roadmap.slips import Cause
from prodops_desktop.roadmap.store import move_items, move_to_horizon
from prodops_desktop.workspace import Workspace
from tests.unit.roadmap.items import change, do
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
    assert [effort_of(plan.column(horizon)) for horizon in (NOW, NEXT, LATER)] == [6, 1, 0]
    assert [plan.capacity_of(horizon) for horizon in (NOW, NEXT, LATER)] == [6, 6, None]
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
    assert [view.moved_by for view in plan.views] == [None, plan.views[0], None, None]
    assert plan.views[1].needs == (plan.views[0],)
    assert plan.views[0].needed_by == (plan.views[1],)
    assert not plan.violations


def test_what_slipped_most_stands_first_and_what_is_earlier_or_over_slipped_not(filled: Workspace) -> None:
    slip(filled)
    export, notices = plan_of(filled).items[2], plan_of(filled).items[4]
    do(filled, lambda store: move_items(store, {2: (export.starts, date(2027, 2, 4)), 4: (None, date(2026, 10, 28))}))
    plan = plan_of(filled)
    assert [view.slip for view in plan.views] == [7, 20, 0, -5]
    assert [view.item.title for view in plan.slipped] == ["Export", "Queue"]
    assert plan.median_slip == 3.5  # of −5, 0, 7 and 20
    change(filled, plan.items[1], status=DROPPED)
    change(filled, notices, status=DONE)
    assert [view.item.title for view in plan_of(filled).slipped] == ["Export"]
    assert plan_of(filled).median_slip == 10  # of 0 and 20


def test_launches_by_day_and_what_stands_on_the_timeline(filled: Workspace) -> None:
    deliver(filled)
    plan = plan_of(filled)
    assert [view.item.title for view in plan.launches] == ["Notices", "Export"]
    assert [view.item.title for view in plan.ahead] == ["Notices", "Export"], "what is overdue is still to come"
    assert [view.item.title for view in plan.dated] == ["Queue", "Export", "Audit", "Notices"]
    change(filled, plan.items[4], status=DONE)
    done = plan_of(filled)
    assert ([view.item.title for view in done.launches], [view.item.title for view in done.ahead]) == (["Notices", "Export"], ["Export"])
    assert [view.item.title for view in done.dated] == ["Queue", "Export", "Audit", "Notices"]
    change(filled, plan.items[4], status=DROPPED)
    dropped = plan_of(filled)
    assert [view.item.title for view in dropped.launches] == ["Export"]
    assert [view.item.title for view in dropped.dated] == ["Queue", "Export", "Audit"]


def test_who_renews_from_today_on_and_before_it_launches(filled: Workspace) -> None:
    export = plan_of(filled).views[1]
    assert export.item.aim[0] == date(2027, 1, 15)
    days = {"past": "2026-11-22", "eve": "2027-01-14", "today": TODAY, "on it": "2027-01-15", "unknown": None}
    accounts = tuple(Behind(number, name, renewal=day) for number, (name, day) in enumerate(days.items()))
    asked = replace(export, evidence=Evidence((Rung(OPINION, 50, reached=True),), accounts))
    assert [one.name for one in asked.renew_before_launch] == ["today", "eve"]
    for over in (DONE, DROPPED):
        assert replace(asked, item=replace(asked.item, status=over)).renew_before_launch == ()
    assert replace(asked, item=replace(asked.item, due=None)).renew_before_launch == ()


def test_a_goal_without_an_item_is_told_by_which_goal_it_is_and_not_by_its_name(filled: Workspace) -> None:
    again = do(filled, lambda store: save_goal(store, {"title": "Keep customers", "period": "2027-Q1"}))[1]
    do(filled, lambda store: save_goal(store, {"title": "Keep customers", "period": "2025"}))
    plan = plan_of(filled)
    assert [goal.id for goal in plan.unaimed_goals] == [again]  # that of 2025 is over, and Export is for the first one
    export = plan.views[1].goal
    assert export is not None
    assert (export.title, export.period) == ("Keep customers", None)
    assert plan.views[0].goal is None


def test_on_its_last_day_a_goal_still_waits_for_an_item(filled: Workspace) -> None:
    goal = do(filled, lambda store: save_goal(store, {"title": "Ship", "period": "2026-11"}))[1]
    plan = plan_of(filled)
    last = date(2026, 11, 30)
    assert [one.id for one in replace(plan, today=last).unaimed_goals] == [goal]
    assert replace(plan, today=last + timedelta(1)).unaimed_goals == ()
