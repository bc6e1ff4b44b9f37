"""The sheet of the roadmap in a board pack says what is overdue, what is not known, and why."""

from datetime import date
from functools import partial

import pytest

from prodops_desktop.datasets.area_sheet import AreaSheet
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.pack import sheet_of
from prodops_desktop.workspace import Workspace, settings
from tests.unit.roadmap.items import change, do, read
from tests.unit.roadmap.planned import TODAY, deliver, fill, plan_of, slip


@pytest.fixture
def filled(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("PRODOPS_TODAY", TODAY)
    fill(workspace)
    return workspace


def sheet(workspace: Workspace) -> AreaSheet:
    return read(workspace, lambda store: sheet_of(store, plan_of(workspace)))


def tile(workspace: Workspace, name: str) -> tuple[object, str]:
    (found,) = (one for one in sheet(workspace).tiles if one.label == name)
    return found.value, found.below


def table(workspace: Workspace, heading: str) -> list[dict[str, object]]:
    (found,) = (one for one in sheet(workspace).tables if one.heading == heading)
    return [dict(zip((column.title for column in found.columns), row, strict=True)) for row in found.rows]


def test_without_a_baseline_nobody_knows_what_slipped(filled: Workspace) -> None:
    assert tile(filled, "Slipped") == (None, "no baseline yet")
    assert sheet(filled).headline == "Notices was to launch 2 Nov 2026 and has not; no baseline yet"


def test_with_a_baseline_it_says_what_slipped(filled: Workspace) -> None:
    slip(filled)
    assert tile(filled, "Slipped") == (2, "since Plan, median of all open items 3.5 days")
    assert sheet(filled).headline == "Queue moves to 18 Dec 2026; 1 item more slipped"
    assert [(row["Item"], row["Days"], row["Because"]) for row in table(filled, "Moved since Plan")] == [
        ("Queue", 7, None),
        ("Export", 7, "Queue moved it"),
    ]


def test_launches_that_are_overdue_stand_first_and_are_said_to_be(filled: Workspace) -> None:
    assert [(row["Launch"], row["Date"]) for row in table(filled, "Launches ahead")] == [
        ("Notices", "2 Nov 2026, overdue"),
        ("Export", "15 Jan 2027"),
    ]
    assert tile(filled, "Launches ahead") == (2, "1 overdue, 2 with a late gate")
    change(filled, plan_of(filled).items[4], status="done")
    assert [row["Launch"] for row in table(filled, "Launches ahead")] == ["Export"]
    assert tile(filled, "Launches ahead") == (1, "1 with a late gate"), "40 working days before 15 January are 20 November"
    assert sheet(filled).headline == "Export launches next, 15 Jan 2027; no baseline yet"
    change(filled, plan_of(filled).items[2], due=date(2027, 1, 22))
    assert tile(filled, "Launches ahead") == (1, "no gate late")


def test_a_launch_without_a_day_is_no_overdue_one(filled: Workspace) -> None:
    for view in plan_of(filled).launches:
        change(filled, view.item, tier=None)
    change(filled, plan_of(filled).items[3], tier=2, due=None, due_precision="day")
    assert [(row["Launch"], row["Date"]) for row in table(filled, "Launches ahead")] == [("Audit", None)]
    assert sheet(filled).headline == "4 open items, no baseline yet"


def test_a_launch_on_a_day_of_its_own_that_is_none_any_more_counts_no_longer(filled: Workspace) -> None:
    """Its own day is kept, in case that it becomes a launch again; until then it is due in a quarter, as it is known."""
    change(filled, plan_of(filled).items[3], tier=2, launch=date(2027, 2, 10))
    do(filled, lambda store: take_baseline(store, "Plan", date(2026, 11, 20)))
    change(filled, plan_of(filled).items[3], tier=None)
    audit = plan_of(filled).views[2]
    assert (audit.item.launch, audit.slip) == (date(2027, 2, 10), 0)
    assert {row["Item"]: row["When"] for row in table(filled, "Priorities, confidence capped by the evidence")}["Audit"] == "Q1 2027"
    change(filled, audit.item, due=date(2027, 6, 30))
    assert sheet(filled).headline == "Audit moves to Q2 2027"
    assert [(row["Item"], row["Days"]) for row in table(filled, "Moved since Plan")] == [("Audit", 91)]


def test_what_the_figures_of_a_quarter_leave_out(filled: Workspace) -> None:
    deliver(filled)
    assert table(filled, "Promised and delivered") == [
        {
            "Quarter": "Q3 2026",
            "Committed": 2,
            "Done in it": 1,
            "Say/do": 50,
            "Stretch done": 0,
            "Predictability": None,
            "Remark": (
                "1 committed item without points: no predictability. 1 committed item done on an unknown day, not counted as done. "
                "1 item committed too late, counted as stretch."
            ),
        }
    ]
    assert tile(filled, "Say/do") == (50, "1 of 2, Q3 2026")


def test_the_definition_of_rice_has_the_caps_that_were_decided(filled: Workspace) -> None:
    def rice() -> str:
        (found,) = (one.formula for one in sheet(filled).definitions if one.name == "RICE")
        return found

    assert "single account 50%, feedback of several accounts 80%, usage 80%, a conclusive experiment 100%." in rice()
    for rung, cap in (("opinion", "40"), ("feedback", "60"), ("usage", "70"), ("experiment", "90")):
        do(filled, partial(settings.set_setting, key=f"roadmap_cap_{rung}", value=cap))
    assert "single account 40%, feedback of several accounts 60%, usage 70%, a conclusive experiment 90%." in rice()
