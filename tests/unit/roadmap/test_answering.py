"""The roadmap as plain objects, with the loads of teams and all that is said of a quarter."""

import pytest

from prodops_desktop.roadmap.answering import plan_object
from prodops_desktop.workspace import Workspace
from tests.unit.roadmap.planned import TODAY, deliver, fill, plan_of, slip


@pytest.fixture
def filled(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("PRODOPS_TODAY", TODAY)
    fill(workspace)
    return workspace


def test_the_loads_of_teams_in_this_quarter_and_the_next(filled: Workspace) -> None:
    slip(filled)
    core, data = plan_object(plan_of(filled))["teams"]
    # Of the 33 days of the export 11 are in December and 22 in January, which has 31 of the 90 days of its quarter: 2.67 of 2.07.
    now = {"effort": pytest.approx(2 + 4 / 3), "capacity": 6, "share": pytest.approx(100 * (2 + 4 / 3) / 6), "months_over": []}
    after = {"effort": pytest.approx(8 / 3), "capacity": 6, "share": pytest.approx(100 * 8 / 18), "months_over": ["2027-01"]}
    assert core == {"name": "Core", "capacity": 6, "loads": {"now": now, "next": after}}
    nothing: dict[str, object] = {"effort": 0, "capacity": None, "share": None, "months_over": []}
    assert data == {"name": "Data", "capacity": None, "loads": {"now": nothing, "next": nothing}}


def test_slips_with_their_median_and_where_they_began(filled: Workspace) -> None:
    assert plan_object(plan_of(filled))["median_slip_days"] is None
    slip(filled)
    found = plan_object(plan_of(filled))
    assert (found["median_slip_days"], found["baseline"]) == (3.5, {"name": "Plan", "day": "2026-10-05"})
    by_code = {one["code"]: one["moved_by"] for one in found["items"]}
    moved = {"item": "RM-1", "title": "Queue", "days": 5, "root": "RM-1", "root_title": "Queue"}
    assert by_code == {"RM-1": None, "RM-2": moved, "RM-3": None, "RM-4": None}


def test_what_is_known_of_a_quarter_and_what_is_not(filled: Workspace) -> None:
    deliver(filled)
    (quarter,) = plan_object(plan_of(filled))["delivery"]
    assert {name: quarter[name] for name in ("committed", "done", "say_do", "predictability", "first_reported_late")} == {
        "committed": 2, "done": 1, "say_do": 50, "predictability": None, "first_reported_late": False,
    }  # fmt: skip
    assert quarter["teams_reported_late"] == []
    assert (quarter["added"], quarter["without_points"], quarter["done_on_unknown_day"]) == (["RM-7"], ["RM-6"], ["RM-6"])


def test_scores_capped_and_claimed(filled: Workspace) -> None:
    export = next(one for one in plan_object(plan_of(filled))["items"] if one["code"] == "RM-2")
    assert (export["rice"], export["rice_claimed"], export["confidence"], export["cap"], export["capped"]) == (250, 500, 50, 50, True)
    assert (export["horizon"], export["launch"], export["needs"]) == ("now", "2027-01-15", [{"item": "RM-1", "lag": 0}])
