"""The sheet of experiments in a board pack: its conclusion in every grammatical case, its tiles and tables by hand, its sources."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from prodops_desktop.agenda.events import save_event
from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.datasets.area_sheet import AreaSheet, AreaTable, Tile
from prodops_desktop.datasets.sheets import SheetValue
from prodops_desktop.experiments.model import (
    CANCELLED,
    CONCLUDED,
    DRAFT,
    IDEA,
    RUNNING,
    SCHEDULED,
    SECONDARY,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.experiments.outlook import ahead_text, grades_text, load_text, standing_text
from prodops_desktop.experiments.pack import headline, is_conclusive, pack_sheet, subtitle
from prodops_desktop.experiments.pack_tables import MOST_CONFLICTS, checks_text, day_of_run
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.experiments.risks import accept_risk
from prodops_desktop.packs.tasks import write_pack
from prodops_desktop.work.report import ignored
from prodops_desktop.workspace import Workspace, settings
from tests.unit.experiments.quarter import (
    BY_ACCOUNT,
    ENTERPRISE,
    FREEZE,
    FROZEN,
    SHARED,
    SHARES,
    THOUGHT,
    another,
    board,
    bring_people,
    decided_to,
    fill,
)
from tests.unit.experiments.register import add, do, read
from tests.unit.sheets_here import Bringer

DECIDED, RUNS, PLANS, GOALS = (
    "Decided in the last 12 months",
    "Running, or over and to be decided",
    "Scheduled and drafted",
    "Goals without an experiment",
)


def sheet_of(workspace: Workspace) -> AreaSheet:
    found = read(workspace, pack_sheet)
    assert isinstance(found, AreaSheet)
    return found


def table(sheet: AreaSheet, heading: str) -> list[dict[str, SheetValue]]:
    """The rows of a table by the titles of its columns."""
    (found,) = [one for one in sheet.tables if one.heading == heading]
    assert isinstance(found, AreaTable)
    return [dict(zip([column.title for column in found.columns], row, strict=True)) for row in found.rows]


@pytest.fixture
def filled(workspace: Workspace, bring: Bringer) -> Workspace:
    """A quarter of experiments, and the users they are for."""
    bring_people(bring)
    fill(workspace)
    return workspace


@pytest.mark.parametrize("status", [None, IDEA, CANCELLED])
def test_without_anything_decided_run_or_planned_there_is_no_sheet(workspace: Workspace, status: str | None) -> None:
    if status is not None:
        add(workspace, another("EXP-9", THOUGHT, status=status))
    assert read(workspace, pack_sheet) is None


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([], "Nothing decided this quarter"),
        (["ship B"], "1 decided this quarter and shipped"),
        (["stop"], "1 decided this quarter, not shipped"),
        (["ship B", "ship B"], "2 decided this quarter, both shipped"),
        (["stop", "iterate"], "2 decided this quarter, none shipped"),
        (["stop", "ship B"], "2 decided this quarter, 1 shipped"),
        (["ship B", "ship B", "ship B"], "3 decided this quarter, all shipped"),
        (["ship B", "stop", "ship B"], "3 decided this quarter, 2 shipped"),
    ],
)
def test_the_headline_counts_the_decisions_of_the_quarter(workspace: Workspace, choices: list[str], said: str) -> None:
    for number, choice in enumerate(choices):
        decided_to(workspace, add(workspace, Experiment(0, f"EXP-{number}", "Now")).id, choice, date(2026, 10, 1))
    decided_to(workspace, add(workspace, Experiment(0, "EXP-90", "Before")).id, "ship B", date(2026, 9, 30))
    decided_to(workspace, add(workspace, Experiment(0, "EXP-91", "After today")).id, "ship B", date(2026, 11, 24))
    assert headline(board(workspace)) == f"{said}; no open conflict ahead"


@pytest.mark.parametrize(
    ("frozen", "others", "said", "grades"),
    [
        (0, 0, "no open conflict ahead", ""),
        (0, 1, "1 conflict ahead", "1 medium"),
        (0, 2, "2 conflicts ahead", "2 medium"),
        (1, 0, "1 conflict ahead, which blocks", "1 block"),
        (2, 0, "2 conflicts ahead, both block", "2 block"),
        (3, 0, "3 conflicts ahead, all block", "3 block"),
        (1, 2, "3 conflicts ahead, 1 blocks", "1 block and 2 medium"),
        (2, 1, "3 conflicts ahead, 2 block", "2 block and 1 medium"),
    ],
)
def test_conflicts_ahead_in_words(workspace: Workspace, frozen: int, others: int, said: str, grades: str) -> None:
    """The lane keeps them from each other, so that each meets its event only."""
    do(workspace, lambda store: save_event(store, FREEZE))
    do(workspace, lambda store: save_event(store, {"title": "Sale", "type": "campaign", "starts": "2027-03-01"}))
    for number in range(frozen):
        add(workspace, another(f"EXP-1{number}", FROZEN, lane="One", allocation=10.0))
    for number in range(others):
        days = {"starts": date(2027, 2, 22), "ends": date(2027, 3, 1)}
        add(workspace, another(f"EXP-2{number}", FROZEN, lane="One", allocation=10.0, **days))
    assert (ahead_text(board(workspace)), grades_text(board(workspace))) == (said, grades)


def test_what_is_over_or_accepted_is_not_ahead(workspace: Workspace) -> None:
    for code in ("EXP-1", "EXP-2"):
        add(workspace, another(code, ENTERPRISE, starts=date(2026, 11, 2), ends=date(2026, 11, 22)))
    assert [one.grade for one in board(workspace).book.all] == ["high"]
    assert ahead_text(board(workspace)) == "no open conflict ahead"
    for code in ("EXP-3", "EXP-4"):
        add(workspace, another(code, ENTERPRISE, starts=date(2026, 11, 23), ends=date(2026, 12, 4)))
    (conflict,) = [one for one in board(workspace).book.all if one.ends > date(2026, 11, 23)]
    assert ahead_text(board(workspace)) == "1 conflict ahead"
    do(workspace, lambda store: accept_risk(store, conflict, "Both.", "Bo", date(2026, 11, 23)))
    assert ahead_text(board(workspace)) == "no open conflict ahead"


def test_where_they_stand_in_words(workspace: Workspace) -> None:
    assert standing_text(board(workspace)) == "none running, scheduled or drafted"
    add(workspace, another("EXP-1", FROZEN))
    assert standing_text(board(workspace)) == "1 draft"
    add(workspace, another("EXP-2", FROZEN))
    add(workspace, another("EXP-3", ENTERPRISE))
    assert standing_text(board(workspace)) == "1 running and 2 drafts"
    add(workspace, another("EXP-4", BY_ACCOUNT))
    assert standing_text(board(workspace)) == "1 running, 1 scheduled and 2 drafts"


def test_weeks_over_the_limit_in_words(workspace: Workspace) -> None:
    do(workspace, lambda store: settings.set_setting(store, "experiments_limit", "1"))
    assert load_text(board(workspace)) == ""
    for number, (starts, ends) in enumerate([((2026, 12, 28), (2027, 1, 9)), ((2027, 1, 4), (2027, 1, 10))]):
        add(workspace, another(f"EXP-{number}", FROZEN, starts=date(*starts), ends=date(*ends)))
    assert load_text(board(workspace)) == "Week of 4 Jan 2027: 2 live, limit 1"
    add(workspace, another("EXP-8", FROZEN, starts=date(2026, 12, 7), ends=date(2027, 1, 4)))
    assert load_text(board(workspace)) == "Week of 28 Dec: 2 live, limit 1, and 1 week more over it"


def test_the_subtitle_names_what_asks_for_something(filled: Workspace) -> None:
    assert subtitle(board(filled)) == (
        "2 running, 1 scheduled and 2 drafts. EXP-5 waits for a decision. The arms of EXP-5 don’t match the plan. "
        "EXP-2 can’t be read as planned. Week of 7 Dec: 3 live, limit 2, and 1 week more over it. 1 goal without an experiment."
    )


def test_the_tiles_are_counted_by_hand(filled: Workspace) -> None:
    sheet = sheet_of(filled)
    assert sheet.headline == "1 decided this quarter and shipped; 3 conflicts ahead, 1 blocks"
    assert (sheet.title, sheet.currency) == ("Experiments", "USD")
    assert sheet.tiles == (
        Tile("Running", 2, "whole", "1 to be decided"),
        Tile("Scheduled", 1, "whole", "and 2 drafts"),
        Tile("Decided in 90 days", 1, "whole", "1 shipped"),
        Tile("Conclusive", 100.0, "percent", "1 of 1 decided in 12 months"),
        Tile("Open conflicts", 3, "whole", "1 block, 1 high and 1 low"),
    )


def test_the_tiles_of_a_quiet_year(workspace: Workspace) -> None:
    add(workspace, another("EXP-1", BY_ACCOUNT))
    assert [(tile.value, tile.below) for tile in sheet_of(workspace).tiles] == [
        (0, "limit 6 live in a week"),
        (1, "no draft"),
        (0, "nothing"),
        (None, "nothing decided in 12 months"),
        (0, "none ahead"),
    ]


def test_decisions_are_shown_for_twelve_months_the_latest_first(filled: Workspace) -> None:
    for code, day in (("EXP-20", date(2025, 11, 24)), ("EXP-21", date(2025, 11, 23)), ("EXP-22", date(2026, 11, 23))):
        decided_to(filled, add(filled, Experiment(0, code, "Old", status=CONCLUDED)).id, "iterate", day)
    rows = table(sheet_of(filled), DECIDED)
    assert [row["Experiment"] for row in rows] == ["EXP-22 Old", "EXP-4 Share", "EXP-20 Old"]
    assert (rows[0]["Decision"], rows[0]["Result"], rows[0]["Learned, or the reason"]) == ("Iterate", "No reading.", "+It pays.")
    assert (rows[1]["Owner"], rows[1]["Decided"], rows[1]["Decision"]) == ("Bo", date(2026, 11, 3), "Ship B")
    assert rows[1]["Learned, or the reason"] == "@Sharing works."
    assert str(rows[1]["Result"]).startswith("B lifts Shares from 20.0% to 25.0%")
    (shown,) = [one for one in sheet_of(filled).tables if one.heading == DECIDED]
    assert shown.note == "1 earlier one is not shown."


def test_what_runs_says_its_day_and_its_checks(filled: Workspace) -> None:
    rows = table(sheet_of(filled), RUNS)
    assert [(row["Experiment"], row["Day"], row["Checks"]) for row in rows] == [
        ("EXP-5 List", "day 29 of 29", "Arms not as planned, SRM p 0.0004. Low conflict with EXP-1."),
        ("EXP-1 =SUM(1)", "day 8 of 33", "Arms not counted yet. High conflict with EXP-2. Low conflict with EXP-5."),
    ]
    assert [row["The newest reading"] for row in rows] == [
        "The arms don’t match the plan (SRM p 0.0004): the results can’t be trusted.",
        "No reading yet.",
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "status", "said"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), RUNNING, "day 1 of 1"),
        (date(2026, 11, 24), date(2026, 12, 1), RUNNING, "not begun"),
        (date(2026, 11, 1), date(2026, 11, 22), RUNNING, "past its end"),
        (None, None, DRAFT, "no days given"),
        (date(2026, 11, 1), date(2026, 11, 22), CONCLUDED, "to be decided"),
    ],
)
def test_the_day_of_a_run(workspace: Workspace, starts: date | None, ends: date | None, status: str, said: str) -> None:
    add(workspace, Experiment(0, "EXP-1", "One", status=status, starts=starts, ends=ends))
    (view,) = board(workspace).views
    assert day_of_run(view) == said


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ((49, 50), "Too few units to check the arms."),
        ((500, 500), "Arms as planned, SRM p 1.00."),
        ((4850, 5150), "Arms maybe not as planned, SRM p 0.003."),
        ((4909, 5266), "Arms not as planned, SRM p 0.0004."),
    ],
)
def test_the_arms_in_words(workspace: Workspace, units: tuple[int, int], said: str) -> None:
    one = add(workspace, Experiment(0, "EXP-1", "One", status=CONCLUDED, metrics=(MetricPlan("Done"),)))
    totals = tuple(Total(arm, "Done", count, successes=1) for arm, count in zip(("Control", "B"), units, strict=True))
    do(workspace, lambda store: save_reading(store, one.id, Reading(0, date(2026, 11, 20), totals)))
    (view,) = board(workspace).views
    assert checks_text(view) == said


def test_what_is_planned_says_what_is_in_its_way(filled: Workspace) -> None:
    rows = table(sheet_of(filled), PLANS)
    assert [row["Experiment"] for row in rows] == ["EXP-2 -Invoice", "EXP-3 +Pricing", "EXP-7 Undated"]
    invoice, pricing, undated = rows
    assert str(invoice["Can it be read"]).startswith("4 accounts: effective n 67 of 4,634 needed: can’t be read. Duration: not reached in ")
    assert invoice["Conflicts"] == "High with EXP-1: Same surface: Checkout (200 users)."
    assert (invoice["First day"], invoice["Last day"], invoice["Free from"]) == (date(2026, 12, 4), date(2026, 12, 18), date(2027, 1, 5))
    assert pricing["Conflicts"] == f"Block: The freeze “{FREEZE['title']}” lies in its run (25 users)."
    assert (undated["First day"], undated["Free from"], undated["Conflicts"]) == (None, None, "None.")
    (conflict,) = [one for one in board(filled).book.all if one.grade == "high"]
    do(filled, lambda store: accept_risk(store, conflict, "We need both.", "Bo", date(2026, 11, 20)))
    invoice = table(sheet_of(filled), PLANS)[0]
    assert invoice["Conflicts"] == "Accepted, high with EXP-1: Same surface: Checkout (200 users). Accepted because: We need both."
    assert invoice["Free from"] is None


def test_many_conflicts_end_in_a_count(workspace: Workspace) -> None:
    for number in range(MOST_CONFLICTS + 3):
        add(workspace, another(f"EXP-{number}", ENTERPRISE, status=SCHEDULED))
    assert str(table(sheet_of(workspace), PLANS)[0]["Conflicts"]).endswith("Same surface: Checkout. 2 more.")


def test_goals_without_an_experiment(filled: Workspace) -> None:
    do(filled, lambda store: save_goal(store, {"title": "Later", "period": "2027-Q1", "owner": "Cy", "note": "soon"}))
    assert table(sheet_of(filled), GOALS) == [
        {"Goal": "Later", "Owner": "Cy", "Period": "Q1 2027", "Note": "soon"},
        {"Goal": "=Keep", "Owner": None, "Period": "2027", "Note": None},
    ]


@pytest.mark.parametrize(
    ("totals", "conclusive"),
    [
        (SHARES, True),
        ((Total("Control", "Shares", 1000, successes=200), Total("B", "Shares", 1000, successes=201)), False),
        ((Total("Control", "Shares", 1000, successes=250), Total("B", "Shares", 1000, successes=200)), True),
        ((Total("Control", "Shares", 1000, successes=200), Total("B", "Shares", 1400, successes=500)), False),  # arms not as planned
        ((Total("Control", "Errors", 1000, successes=100), Total("B", "Errors", 1000, successes=900)), False),  # a guardrail only
        ((), False),
    ],
)
def test_conclusive_is_a_change_of_a_primary_metric_in_arms_as_planned(
    workspace: Workspace, totals: tuple[Total, ...], conclusive: bool
) -> None:
    one = add(workspace, SHARED)
    if totals:
        do(workspace, lambda store: save_reading(store, one.id, Reading(0, date(2026, 10, 31), totals)))
    (view,) = board(workspace).views
    assert is_conclusive(view) == conclusive


def test_a_change_of_a_secondary_metric_alone_is_not_conclusive(workspace: Workspace) -> None:
    metrics = (MetricPlan("Kept"), MetricPlan("Shares", SECONDARY))
    one = add(workspace, another("EXP-1", SHARED, metrics=metrics))
    totals = (*SHARES[:2], Total("Control", "Kept", 1000, successes=300), Total("B", "Kept", 1000, successes=301))
    do(workspace, lambda store: save_reading(store, one.id, Reading(0, date(2026, 10, 31), totals)))
    (view,) = board(workspace).views
    assert view.analysis is not None
    assert [each.verdict for each in view.analysis.comparisons] == ["no change", "better"]
    assert not is_conclusive(view)


def test_units_in_an_arm_without_weight_make_nothing_conclusive(workspace: Workspace) -> None:
    variants = (Variant("Control"), Variant("B"), Variant("Off", weight=0.0))
    one = add(workspace, another("EXP-1", SHARED, variants=variants))
    totals = (*SHARES[:2], Total("Off", "Shares", 3, successes=1))
    do(workspace, lambda store: save_reading(store, one.id, Reading(0, date(2026, 10, 31), totals)))
    (view,) = board(workspace).views
    assert not is_conclusive(view)


def test_sources_are_the_versions_behind_what_is_shown(workspace: Workspace, bring: Bringer) -> None:
    fill(workspace)
    sheet = sheet_of(workspace)
    assert sheet.sources == ()
    assert sheet.notes == ("Entered here, and from no file: EXP-4, EXP-5 and 4 more.",)
    bring_people(bring)
    head = ("Key", "Name", "Status", "Start", "End", "Primary")
    register = bring("register.csv", [head, ("EXP-30", "Listed", "Live", "2026-11-02", "2026-12-24", "Opened")], kind="experiments")
    thought = bring("ideas.csv", [head, ("EXP-31", "Idea", "Idea", "", "", "")], kind="experiments", name="Ideas")
    results = bring("results.csv", [("Experiment", "Variant", "Metric", "Users", "Successes"), ("EXP-30", "Control", "Opened", "9", "1")],
                    kind="experiment_results")  # fmt: skip
    calendar = bring("events.csv", [("What", "Type", "From", "To"), ("Second freeze", "Freeze", "2026-12-22", "2026-12-24")], kind="events")
    exposures = bring("exposures.csv", [("exp", "user_id", "variant", "ts"), ("EXP-30", "E0u1", "B", "2026-11-03")], kind="exposures")
    sheet = sheet_of(workspace)
    expected = {report.version_id for report in (register, results, calendar, exposures)}
    assert expected <= set(sheet.sources)
    assert thought.version_id not in sheet.sources
    assert len(sheet.sources) == len(expected) + 2  # accounts and users
    assert "EXP-30" not in sheet.notes[-1]


def test_the_pack_holds_the_sheet_with_its_texts_as_text(filled: Workspace, tmp_path: Path) -> None:
    made = write_pack({"workspace": str(filled.path), "out": str(tmp_path / "pack.xlsx")}, ignored())
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx")
    assert "Experiments" in made["sheets"]
    cells = [cell for row in book["Experiments"].iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = {cell.value for cell in cells}
    assert {DECIDED, RUNS, PLANS, GOALS, "EXP-1 =SUM(1)", "@ann", "@Sharing works.", "=Keep"} <= texts
    assert book["Experiments"]["B1"].value == "1 decided this quarter and shipped; 3 conflicts ahead, 1 blocks"
    names = [row[0] for row in book["Definitions"].iter_rows(min_row=5, min_col=2, values_only=True)]
    figures = ("Conclusive", "Sample ratio mismatch (SRM)", "Sample size and MDE", "Effective n", "Result", "Conflict")
    assert [name for name in names if str(name).startswith("Experiments: ")] == [f"Experiments: {name}" for name in figures]
