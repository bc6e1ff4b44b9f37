"""Sheets of experiments against the register: what is new, changed, the same, kept or missing, and that it is one step."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prodops_desktop.agenda.goals import all_goals, save_goal
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.taking import CHANGED, NEW, SAME, sources_of
from prodops_desktop.experiments import readings as reading_store
from prodops_desktop.experiments.model import (
    ACCOUNT,
    DOWN,
    GUARDRAIL,
    KINDS,
    MEAN,
    PERCENT,
    POINTS,
    PRIMARY,
    SECONDARY,
    SHARE,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.registry.entries import all_entries, save_entry
from prodops_desktop.segments.store import all_segments, save_segment
from prodops_desktop.workspace import Store, history, undo
from tests.unit.experiments.sheet_desk import Desk, missing, open_desk, problems, taken

HEAD = ["Key", "Name", "Hypothesis", "Goal", "Surface", "Unit", "Segment", "Alloc", "Start", "End", "Primary", "Baseline", "MDE", "Status"]
INVOICE = ["EXP-44", "Invoice payment", "Card limits stop upgrades.", "Grow Enterprise", "Checkout", "account", "Enterprise, pays by card"]
INVOICE += ["100%", "4 Dec 2026", "2026-12-18", "Upgrade completion", "22.0%", "+3.5 pt", "Planned"]
CHART = ["EXP-31", "Chart defaults", "", "", "Charts", "user", "", "0.5", "2026-08-10", "2026-09-11", "Charts made", "0.31", "10 %", "Done"]
UNWEIGHED = "some variants have a weight and others none. Give each one its weight, as in “Control 50; A 25; B 25”"
LATER = {"kind": "experiments", "name": "experiments"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        yield opened


def changed_cell(row: list[str], **cells: str) -> list[str]:
    """The row with other cells, named by their headers."""
    return [cells.get(header, cell) for header, cell in zip(HEAD, row, strict=True)]


def test_the_headers_of_the_sample_make_experiments_by_themselves(desk: Desk) -> None:
    report = desk.bring("experiments.csv", [HEAD, INVOICE, CHART])
    assert (report.kind, taken(report), problems(report)) == ("experiments", (2, 0, 0), [])
    found = desk.experiments()
    assert replace(found["EXP-44"], id=0) == Experiment(
        id=0,
        code="EXP-44",
        name="Invoice payment",
        hypothesis="Card limits stop upgrades.",
        kind="A/B by account",  # by its unit
        unit=ACCOUNT,
        status="scheduled",
        segment="Enterprise, pays by card",
        goal="Grow Enterprise",
        surface="Checkout",
        allocation=100.0,
        starts=date(2026, 12, 4),
        ends=date(2026, 12, 18),
        baseline=22.0,
        mde=3.5,
        mde_in=POINTS,
        metrics=(MetricPlan("Upgrade completion"),),
    )
    chart = found["EXP-31"]
    assert (chart.status, chart.kind, chart.allocation, chart.baseline, chart.mde, chart.mde_in) == (
        "concluded",
        KINDS[0],
        50.0,
        31.0,
        10.0,
        PERCENT,
    )
    with desk.workspace.reading() as store:
        assert [segment.name for segment in all_segments(store)] == ["Enterprise, pays by card"]
        assert [goal.title for goal in all_goals(store)] == ["Grow Enterprise"]
    assert check(desk.workspace) == []


def test_all_that_a_record_holds_can_stand_in_a_sheet(desk: Desk) -> None:
    head = [*HEAD, "Kind", "Team", "Owner", "Variants", "Secondary metrics", "Guardrails", "Exclusion lane", "Parameter", "Power", "Alpha"]
    head += ["ICC", "Funnel step", "Standard deviation", "Clustered", "Decision rule", "Reason for deciding early", "Learning", "Note"]
    row = [*INVOICE[:5], "user", *INVOICE[6:10], "Time to pay (mean, lower is better)", "4.2", "0.5 h", "Live"]
    row += ["rollout", "Pay", "Ada", "Control 50; A (One page) 50", "Clicks", "Failures +1 pt; Contacts +8 %", "Pay lane", "pay_invoice"]
    row += ["90%", "0.01", "0.08", "Activation", "2.5", "yes", "Ship if better", "Legal", "Short is good", "Nice"]
    assert problems(desk.bring("experiments.csv", [head, row])) == []
    assert replace(desk.experiments()["EXP-44"], id=0) == Experiment(
        id=0,
        code="EXP-44",
        name="Invoice payment",
        hypothesis="Card limits stop upgrades.",
        kind="staged rollout",
        status="running",
        clustered=True,
        segment="Enterprise, pays by card",
        goal="Grow Enterprise",
        surface="Checkout",
        team="Pay",
        owner="Ada",
        parameter="pay_invoice",
        lane="Pay lane",
        allocation=100.0,
        starts=date(2026, 12, 4),
        ends=date(2026, 12, 18),
        baseline=4.2,
        deviation=2.5,
        mde=0.5,
        mde_in=POINTS,
        power=90.0,
        alpha=1.0,
        icc=0.08,
        step="Activation",
        decision_rule="Ship if better",
        early_reason="Legal",
        learning="Short is good",
        note="Nice",
        variants=(Variant("Control", None, 50.0), Variant("A", "One page", 50.0)),
        metrics=(
            MetricPlan("Time to pay", PRIMARY, MEAN, DOWN),
            MetricPlan("Clicks", SECONDARY),
            MetricPlan("Failures", GUARDRAIL, SHARE, DOWN, 1.0, POINTS),
            MetricPlan("Contacts", GUARDRAIL, SHARE, DOWN, 8.0, PERCENT),
        ),
    )


def test_cells_of_a_workbook_may_be_dates_fractions_and_texts(desk: Desk) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(HEAD)
    for key, alloc, start, baseline, mde in (
        ("EXP-1", "50%", "4 Dec 2026", 0.22, 0.1),
        ("EXP-2", 0.5, datetime(2026, 12, 4), "22.0%", "10 %"),
        ("EXP-3", 50, datetime(2026, 12, 4), 22, "+2.2 pt"),
    ):
        page.append(
            [key, f"Test {key}", "h", None, "Checkout", "user", None, alloc, start, datetime(2026, 12, 18), "Paid", baseline, mde, "Live"]
        )
    page["H3"].number_format = page["L2"].number_format = page["M2"].number_format = "0%"
    book.save(desk.folder / "experiments.xlsx")
    assert problems(desk.import_(desk.folder / "experiments.xlsx")) == []
    found = [(one.allocation, one.starts, one.baseline, one.mde, one.mde_in) for one in desk.experiments().values()]
    day = date(2026, 12, 4)
    assert found == [(50.0, day, 22.0, 10.0, PERCENT), (50.0, day, 22.0, 10.0, PERCENT), (50.0, day, 22.0, 2.2, POINTS)]


def test_the_same_sheet_again_changes_nothing(desk: Desk) -> None:
    desk.bring("experiments.csv", [HEAD, INVOICE, CHART])
    before = desk.experiments()
    report = desk.bring("experiments.csv", [HEAD, INVOICE, CHART], again=True)
    assert (taken(report), problems(report), missing(report)) == ((0, 0, 0), [], [])
    assert desk.experiments() == before


def test_the_next_version_changes_what_it_says_otherwise_and_an_empty_cell_says_nothing(desk: Desk) -> None:
    desk.bring("experiments.csv", [HEAD, INVOICE, CHART])
    later = changed_cell(INVOICE, Name="Invoice option", Hypothesis="", End="8 Jan 2027", MDE="5%", Status="Live")
    assert taken(desk.bring("later.csv", [HEAD, later], **LATER)) == (0, 1, 0)
    found = desk.experiments()["EXP-44"]
    assert (found.name, found.hypothesis, found.ends, found.mde, found.mde_in, found.status) == (
        "Invoice option",
        "Card limits stop upgrades.",
        date(2027, 1, 8),
        5.0,
        PERCENT,
        "running",
    )


def test_what_was_corrected_by_hand_is_kept_and_the_rest_goes_on(desk: Desk) -> None:
    desk.bring("experiments.csv", [HEAD, INVOICE])
    desk.edit("EXP-44", surface="Billing", metrics=(MetricPlan("Paid by invoice"),))
    later = changed_cell(INVOICE, Surface="Payment", Start="7 Dec 2026")
    assert taken(desk.bring("later.csv", [HEAD, later], **LATER)) == (0, 1, 2)
    found = desk.experiments()["EXP-44"]
    assert (found.surface, found.starts, found.primary) == ("Billing", date(2026, 12, 7), MetricPlan("Paid by invoice"))


def test_an_experiment_without_a_key_is_told_by_its_name_and_gets_a_key(desk: Desk) -> None:
    desk.add(Experiment(0, "EXP-9", "Known"))
    head = ["Experiment", "Hypothesis", "Surface"]
    report = desk.bring("experiments.csv", [head, ["KNOWN", "It is known", "Home"], ["Unknown", "It is not", "Home"]])
    assert (report.kind, taken(report)) == ("experiments", (1, 1, 0))
    assert {code: (one.name, one.hypothesis) for code, one in desk.experiments().items()} == {
        "EXP-9": ("Known", "It is known"),
        "EXP-10": ("Unknown", "It is not"),
    }
    again = desk.bring(
        "again.csv", [head, ["KNOWN", "It is known", "Home"], ["Unknown", "It is not", "Home"]], name="experiments", again=True
    )
    assert taken(again) == (0, 0, 0)


def test_a_name_of_two_asks_for_a_key_and_a_key_goes_before_a_name(desk: Desk) -> None:
    desk.add(Experiment(0, "EXP-1", "Twin"), Experiment(0, "EXP-2", "Twin"))
    head = ["Key", "Name", "Hypothesis", "Surface"]
    report = desk.bring(
        "experiments.csv", [head, ["", "Twin", "Which?", "Home"], ["exp-2", "Twin", "This one", "Home"]], kind="experiments"
    )
    assert problems(report) == ["Twin: EXP-1 and EXP-2 have this name. Give its key."]
    assert [one.hypothesis for one in desk.experiments().values()] == [None, "This one"]


def test_rows_that_repeat_are_said_and_those_in_plan_that_are_not_named_are_missing(desk: Desk) -> None:
    desk.add(
        Experiment(0, "EXP-1", "An idea", status="idea"),
        Experiment(0, "EXP-2", "Over", status="concluded"),
        Experiment(0, "EXP-3", "Given up", status="cancelled"),
    )
    report = desk.bring("experiments.csv", [HEAD, INVOICE, changed_cell(INVOICE, Surface="Other")])
    assert problems(report) == ["EXP-44 Invoice payment: it stands in several rows; the first one was taken."]
    assert missing(report) == ["EXP-1 An idea"]
    assert desk.experiments()["EXP-44"].surface == "Checkout"


def test_what_cannot_be_read_is_left_out_with_a_sentence_and_the_rest_is_taken(desk: Desk) -> None:
    head = [*HEAD, "Variants", "Guardrails"]
    row = [*changed_cell(INVOICE, Unit="session", Alloc="150%", Baseline="some", MDE="3 ms", Status="blue"), "Control; A 50%", "Errors +2"]
    report = desk.bring("experiments.csv", [head, row])
    assert taken(report) == (1, 0, 0)
    assert [text.replace("’", "'").removeprefix("EXP-44 Invoice payment: ") for text in problems(report)] == [
        "“Status” is “blue”: it can't be read. It was left out.",
        "“Unit” is “session”: it can't be read. It was left out.",
        "“Alloc” is “150%”: The allocation is 150. It has to be more than 0 and up to 100%. It was left out.",
        f"“Variants” is “Control; A 50%”: {UNWEIGHED}. It was left out.",
        "the limit of “Errors” does not say whether it is per cent or points. Write % or pt behind it. It was left out.",
        "“Baseline” is “some”: it can't be read. It was left out.",
        "“MDE” is “3 ms”: it can't be read. It was left out.",
    ]
    found = desk.experiments()["EXP-44"]
    assert (found.status, found.unit, found.allocation, found.baseline, found.mde, len(found.variants)) == (
        "draft",
        "user",
        100,
        None,
        None,
        2,
    )
    assert found.of_role(GUARDRAIL) == (MetricPlan("Errors", GUARDRAIL, SHARE, DOWN),)


def test_what_is_scheduled_without_its_days_is_a_draft_until_it_has_them(desk: Desk) -> None:
    undated = changed_cell(INVOICE, End="")
    report = desk.bring("experiments.csv", [HEAD, undated])
    assert problems(report) == ["EXP-44 Invoice payment: it is scheduled without its end; it was taken as a draft. Give it its days."]
    assert desk.experiments()["EXP-44"].status == "draft"
    assert taken(desk.bring("again.csv", [HEAD, undated], **LATER, again=True)) == (0, 0, 0)
    assert taken(desk.bring("later.csv", [HEAD, INVOICE], **LATER)) == (0, 1, 0)
    assert desk.experiments()["EXP-44"].status == "scheduled"


def test_an_end_before_the_start_is_left_out_and_a_row_that_cannot_be_too(desk: Desk) -> None:
    desk.add(Experiment(0, "EXP-31", "Chart defaults", starts=date(2026, 8, 10), ends=date(2026, 9, 11)))
    rows = [
        changed_cell(INVOICE, End="2026-11-01", Status="Draft"),
        changed_cell(CHART, Start="", End="2026-01-01"),
    ]
    report = desk.bring("experiments.csv", [HEAD, *rows])
    said = problems(report)
    assert said[0] == "EXP-44 Invoice payment: it would end on 2026-11-01, before it starts on 2026-12-04; the end was left out."
    assert [text.partition(":")[0] for text in said[1:]] == ["EXP-31 Chart defaults was left out"]
    assert desk.experiments()["EXP-31"].ends == date(2026, 9, 11)


def test_a_metric_has_one_role(desk: Desk) -> None:
    desk.bring("experiments.csv", [[*HEAD, "Secondary", "Guardrails"], [*INVOICE, "Clicks; Paid", "paid +1 %; Errors +1 %"]])
    assert [(one.name, one.role) for one in desk.experiments()["EXP-44"].metrics] == [
        ("Upgrade completion", PRIMARY),
        ("Clicks", SECONDARY),
        ("Paid", SECONDARY),
        ("Errors", GUARDRAIL),
    ]
    desk.bring("later.csv", [HEAD, changed_cell(INVOICE, Primary="Clicks")], **LATER)
    assert [(one.name, one.role) for one in desk.experiments()["EXP-44"].metrics] == [
        ("Clicks", PRIMARY),
        ("Paid", SECONDARY),
        ("Errors", GUARDRAIL),
    ]
    twice = desk.bring("twice.csv", [[*HEAD, "Secondary"], [*changed_cell(INVOICE, Primary="Clicks"), "Clicks"]], **LATER)
    assert problems(twice) == ["EXP-44 Invoice payment: “Clicks” is listed in two roles; the first one was taken."]
    assert [one.name for one in desk.experiments()["EXP-44"].metrics] == ["Clicks", "Paid", "Errors"]


def test_what_a_list_of_metrics_does_not_say_is_no_difference(desk: Desk) -> None:
    metrics = (MetricPlan("Upgrade completion", PRIMARY, SHARE, DOWN), MetricPlan("p95", GUARDRAIL, MEAN, DOWN, 5.0))
    variants = (Variant("Control", None, 1.0), Variant("A", "New", 1.0))
    desk.bring("experiments.csv", [HEAD, INVOICE])
    desk.edit("EXP-44", metrics=metrics, variants=variants)
    later = desk.bring("later.csv", [[*HEAD, "Variants", "Guardrails"], [*INVOICE, "Control 50; A 50", "p95"]], **LATER)
    assert taken(later) == (0, 0, 0)


def test_names_are_those_of_the_registers_however_a_sheet_writes_them(desk: Desk) -> None:
    def register(store: Store) -> None:
        with store.edit("Register"):
            save_entry(store, "person", "Ada Lovelace", {"email": "ada@x.example"})
            save_goal(store, {"title": "Grow Enterprise"})
            save_segment(store, {"name": "Enterprise, pays by card", "rule": "Segment is Enterprise"})

    desk.workspace.run(register).result()
    row = [*changed_cell(INVOICE, Goal="GROW enterprise", Segment="enterprise,  pays by CARD"), "ADA@x.example"]
    other = [*changed_cell(CHART, Goal="New goal"), "ada lovelace"]
    third = [*changed_cell(CHART, Key="EXP-32", Goal="NEW goal"), "Bo"]
    assert problems(desk.bring("experiments.csv", [[*HEAD, "Owner"], row, other, third])) == []
    found = desk.experiments()
    assert [(one.owner, one.goal, one.segment) for one in found.values()] == [
        ("Ada Lovelace", "New goal", None),
        ("Bo", "New goal", None),
        ("Ada Lovelace", "Grow Enterprise", "Enterprise, pays by card"),
    ]
    with desk.workspace.reading() as store:
        assert [entry.name for entry in all_entries(store, "person")] == ["Ada Lovelace", "Bo"]
        assert (len(all_goals(store)), len(all_segments(store))) == (2, 1)
    again = desk.bring("again.csv", [[*HEAD, "Owner"], row, other, third], name="experiments", again=True)
    assert taken(again) == (0, 0, 0)


def test_what_would_change_is_shown_before_anything_is_written(desk: Desk, content: Callable[..., dict[str, Any]]) -> None:
    desk.bring("experiments.csv", [HEAD, INVOICE, CHART])
    desk.edit("EXP-44", surface="Billing")
    before = content(desk.workspace)
    rows = [
        HEAD,
        changed_cell(INVOICE, MDE="10%", Alloc="50%", Primary="Paid; Upgrade completion"),
        ["EXP-50", "New one", *[""] * 12],
        CHART,
    ]
    found = desk.compare(desk.write("later.csv", rows), name="experiments")
    assert content(desk.workspace) == before
    assert [(one.proposal.title, one.what, [(c.title, c.before, c.after, c.kept) for c in one.fields]) for one in found.records] == [
        (
            "EXP-44 Invoice payment",
            CHANGED,
            [
                ("Surface", "Billing", "Checkout", True),
                ("Allocation", "100", "50", False),
                ("Primary metric", "Upgrade completion", "Paid; Upgrade completion", False),
                ("MDE", "3.5 pt", "10%", False),
            ],
        ),
        ("EXP-50 New one", NEW, []),
        ("EXP-31 Chart defaults", SAME, []),
    ]


def test_a_sheet_is_one_step_and_the_rows_it_came_from_are_noted(desk: Desk) -> None:
    desk.bring("experiments.csv", [HEAD, CHART, INVOICE])
    with desk.workspace.reading() as store:
        assert [step.kind for step in history.steps(store)] == ["import"]
        (source,) = sources_of(store, "experiment", desk.experiments()["EXP-44"].id)
    assert source.row == 3
    before = desk.experiments()
    desk.workspace.run(undo.undo).result()
    assert desk.experiments() == {}
    desk.workspace.run(undo.redo).result()
    assert desk.experiments() == before
    assert check(desk.workspace) == []


def test_a_lane_that_is_full_leaves_one_out_and_the_others_are_taken(desk: Desk) -> None:
    head = [*HEAD, "Lane"]
    rows = [[*changed_cell(INVOICE, Key=f"EXP-{number}", Alloc="60%"), "Pay lane"] for number in (1, 2)]
    report = desk.bring("experiments.csv", [head, *rows, [*CHART, ""]])
    assert [text.partition(":")[0] for text in problems(report)] == ["EXP-2 Invoice payment was left out"]
    assert list(desk.experiments()) == ["EXP-1", "EXP-31"]


@pytest.mark.parametrize(
    ("header", "written", "baselines"),
    [
        ("Baseline", ["22", "1", "3"], [22.0, 1.0, 3.0]),  # the 1 is no share of one among numbers that are not
        ("Baseline", ["0.22", "1", "0.03"], [22.0, 100.0, 3.0]),
        ("Baseline", ["22", "0.5", "3 %"], [22.0, 50.0, 3.0]),
        ("Baseline (%)", ["22", "0.5", "1"], [22.0, 0.5, 1.0]),
        ("Baseline [%]", ["22", "0.5", "1"], [22.0, 0.5, 1.0]),
        ("Baseline %", ["0.22", "0.5", "1"], [22.0, 50.0, 100.0]),
        ("Baseline %", ["22%", "50%", "0.01"], [22.0, 50.0, 1.0]),
    ],
)
def test_a_number_without_a_sign_is_read_as_its_column_is_counted(
    desk: Desk, header: str, written: list[str], baselines: list[float]
) -> None:
    head = [header if name == "Baseline" else name for name in HEAD]
    rows = [changed_cell(CHART, Key=f"EXP-{n}", Name=f"Chart {n}", Baseline=cell) for n, cell in enumerate(written)]
    report = desk.bring("experiments.csv", [head, *rows])
    assert problems(report) == []
    assert [one.baseline for one in desk.experiments().values()] == baselines


def test_a_day_out_of_range_is_called_by_its_end(desk: Desk) -> None:
    report = desk.bring("experiments.csv", [HEAD, changed_cell(CHART, Start="1989-12-31"), changed_cell(INVOICE, End="2201-01-01")])
    assert [text.partition(": ")[2] for text in problems(report)][:2] == [
        "“Start” is “1989-12-31”: The first day would be 1989-12-31. Choose one from 1990 to 2200. It was left out.",
        "“End” is “2201-01-01”: The last day would be 2201-01-01. Choose one from 1990 to 2200. It was left out.",
    ]


def test_totals_are_never_shown_under_another_name_nor_lost_to_a_sheet_that_does_not_list_them(desk: Desk) -> None:
    head = ["Key", "Name", "Variants", "Primary", "Guardrails"]
    desk.bring("experiments.csv", [head, ["EXP-1", "Search", "Control 50; A 25; B 25", "Success", "Errors +1 pt"]], **LATER)
    before = desk.experiments()["EXP-1"]
    reading = Reading(0, date(2026, 11, 20), (Total("Control", "Success", 400, 90), Total("B", "Errors", 200, 3)))
    desk.workspace.run(lambda store: reading_store.save_reading(store, before.id, reading)).result()
    sheet = [head, ["EXP-1", "Search", "Control 50; A 50", "Clicks", "Crashes +1 pt"]]
    report = desk.bring("later.csv", sheet, **LATER)
    after = desk.experiments()["EXP-1"]
    assert [variant.name for variant in after.variants] == ["Control", "A", "B"]
    assert [(metric.name, metric.role) for metric in after.metrics] == [
        ("Clicks", "primary"),
        ("Success", "primary"),
        ("Crashes", "guardrail"),
        ("Errors", "guardrail"),
    ]
    assert desk.readings("EXP-1")[0].totals == reading.totals
    assert problems(report) == [
        "EXP-1 Search: the sheet does not list B any more, of which totals were read. It stays.",
        "EXP-1 Search: the sheet does not list Success any more, of which totals were read. It stays.",
        "EXP-1 Search: the sheet does not list Errors any more, of which totals were read. It stays.",
    ]
    assert taken(desk.bring("again.csv", sheet, again=True, **LATER)) == (0, 0, 0)
