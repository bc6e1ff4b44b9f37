"""Sheets of results against the register: rows become readings, arms and metrics find theirs, and totals that don't fit are said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.taking import CHANGED, NEW, SAME, sources_of
from prodops_desktop.experiments import readings as reading_store
from prodops_desktop.experiments import store as experiment_store
from prodops_desktop.experiments.model import (
    DOWN,
    GUARDRAIL,
    MEAN,
    SECONDARY,
    SHARE,
    Covariate,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.experiments.naming import arm_of
from prodops_desktop.workspace import undo
from tests.unit.experiments.sheet_desk import Desk, open_desk, problems, taken

HEAD = ["Experiment", "Variant", "Metric", "Users", "Successes", "Mean", "SD"]
RANKED = Experiment(
    0,
    "EXP-37",
    "Ranked search",
    variants=(Variant("Control"), Variant("A", "Ranked"), Variant("B", "Ranked + recents")),
    metrics=(MetricPlan("Search success"), MetricPlan("p95 latency", GUARDRAIL, MEAN, DOWN, 5.0)),
)
CONTROL = ["EXP-37", "Control", "Search success", "3331", "2059", "", ""]
A = ["EXP-37", "A Ranked", "Search success", "3262", "2127", "", ""]
B = ["EXP-37", "B", "Search success", "3287", "2084", "", ""]
LATENCY = ["EXP-37", "Ranked", "P95 latency", "3262", "", "412.5", "80.25"]
TOTALS = (
    Total("Control", "Search success", 3331, 2059),
    Total("A", "Search success", 3262, 2127),
    Total("B", "Search success", 3287, 2084),
    Total("A", "p95 latency", 3262, None, 412.5, 80.25),
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    with open_desk(tmp_path) as opened:
        opened.add(RANKED)
        yield opened


def totals(desk: Desk) -> list[tuple[date, dict[tuple[str, str], Total]]]:
    return [(one.day, {(total.variant, total.metric): total for total in one.totals}) for one in desk.readings("EXP-37")]


def test_rows_of_an_experiment_are_a_reading_of_the_day_of_the_sheet(desk: Desk) -> None:
    report = desk.bring("results 2026-11-16.csv", [HEAD, CONTROL, A, B, LATENCY])
    assert (report.kind, taken(report), problems(report)) == ("experiment_results", (1, 0, 0), [])
    (reading,) = desk.readings("EXP-37")
    assert (reading.day, set(reading.totals)) == (date(2026, 11, 16), set(TOTALS))
    with desk.workspace.reading() as store:
        (source,) = sources_of(store, "reading", reading.id)
    assert source.row == 2
    again = desk.bring("again 2026-11-16.csv", [HEAD, CONTROL, A, B, LATENCY], name="results 2026-11-16", again=True)
    assert (taken(again), problems(again)) == ((0, 0, 0), [])
    assert check(desk.workspace) == []


def test_a_day_in_the_row_goes_before_the_day_of_the_sheet_and_the_workspaces_today_is_the_last_resort(desk: Desk) -> None:
    head = [*HEAD, "Day"]
    rows = [[*CONTROL, "2026-11-09"], [*A, "9 Nov 2026"], [*CONTROL, "2026-11-13"], [*A, ""]]
    assert taken(desk.bring("results.csv", [head, *rows])) == (3, 0, 0)
    assert [(day, [*found]) for day, found in totals(desk)] == [
        (date(2026, 11, 23), [("A", "Search success")]),
        (date(2026, 11, 13), [("Control", "Search success")]),
        (date(2026, 11, 9), [("Control", "Search success"), ("A", "Search success")]),
    ]


def test_rows_with_the_day_of_the_sheet_and_rows_without_a_day_are_one_reading(desk: Desk) -> None:
    head = [*HEAD, "Day"]
    report = desk.bring("results.csv", [head, [*A, ""], [*CONTROL, "2026-11-20"], [*CONTROL[:4], "1", "", "", ""]], as_of="2026-11-20")
    assert taken(report) == (1, 0, 0)
    assert problems(report) == [
        "EXP-37 Ranked search, 2026-11-20, Search success of Control: it stands in several rows; the dated one was taken."
    ]
    assert totals(desk) == [(date(2026, 11, 20), {("Control", "Search success"): TOTALS[0], ("A", "Search success"): TOTALS[1]})]


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("A", "A"),
        ("a", "A"),
        ("Ranked", "A"),
        ("A Ranked", "A"),
        ("A (Ranked)", "A"),
        ("A – “ranked”", "A"),
        ("Variant A", "A"),
        ("Gruppe A", "A"),
        ("B Ranked + recents", "B"),
        ("ranked recents", "B"),
        ("Kontrollgruppe", "Control"),
        ("baseline", "Control"),
        ("C", None),
        ("AB", None),
        ("A Recents", None),
        ("", None),
    ],
)
def test_an_arm_is_the_variant_that_it_means(text: str, variant: str | None) -> None:
    found = arm_of(text, RANKED.variants)
    assert (found.name if found else None) == variant


def test_an_arm_that_could_be_two_is_none_and_an_exact_name_goes_first() -> None:
    twins = (Variant("Control"), Variant("A", "New"), Variant("B", "New"), Variant("Total"))
    assert arm_of("New", twins) is None
    assert arm_of("total", twins) == Variant("Total")
    assert arm_of("control", (Variant("A"), Variant("Control"))) == Variant("Control")


@pytest.mark.parametrize(
    "name", ["EXP-37", "exp-37", "Ranked search", "EXP-37 Ranked search", "EXP-37: Ranked search", "EXP-37 – ranked search"]
)
def test_an_experiment_is_found_by_key_name_or_both(desk: Desk, name: str) -> None:
    desk.add(replace(RANKED, code="EXP-3", name="7 Ranked search"))
    assert taken(desk.bring("results.csv", [HEAD, [name, *CONTROL[1:]], [name, *A[1:]]])) == (1, 0, 0)
    assert len(desk.readings("EXP-37")) == 1


def test_what_is_not_in_the_register_is_said_once_with_what_to_do(desk: Desk) -> None:
    report = desk.bring(
        "results.csv", [HEAD, ["EXP-99", *A[1:]], ["exp-99", *B[1:]], CONTROL, ["EXP-37", "C", *A[2:]], ["EXP-37", "D", *B[2:]]]
    )
    assert taken(report) == (1, 0, 0)
    mend = "it has Control, A, B. Add it to the experiment, or mend the sheet."
    assert problems(report) == [
        f"EXP-37 Ranked search, Search success of C was left out: EXP-37 has no variant “C”; {mend}",
        f"EXP-37 Ranked search, Search success of D was left out: EXP-37 has no variant “D”; {mend}",
        "“EXP-99” is no experiment of the register, so its results were left out. Add it, or import its sheet, then this one again.",
    ]


def test_more_successes_than_units_and_figures_that_do_not_fit_the_metric_are_refused(desk: Desk) -> None:
    rows = [
        ["EXP-37", "Control", "Search success", "10", "11", "", ""],
        ["EXP-37", "A", "Search success", "10", "", "0.5", "0.1"],
        ["EXP-37", "Control", "p95 latency", "10", "4", "", ""],
        ["EXP-37", "A", "New", "10", "12", "", ""],
        B,
    ]
    report = desk.bring("results.csv", [HEAD, *rows])
    said = [text.removeprefix("EXP-37 Ranked search, ").partition(" was left out: ") for text in problems(report)]
    assert [(where, why.split(".")[0]) for where, _, why in said] == [
        ("Search success of Control", "Search success of Control has 11 successes of 10 units"),
        ("Search success of A", "Search success of A is a share, so it needs how many of the 10 units succeeded"),
        ("p95 latency of Control", "p95 latency of Control is a mean, so it needs a mean and a standard deviation"),
        ("New of A", "New of A has 12 successes of 10 units"),
    ]
    assert totals(desk) == [(date(2026, 11, 23), {("B", "Search success"): TOTALS[2]})]
    assert desk.experiments()["EXP-37"].metrics == RANKED.metrics  # of “New” nothing was taken


def test_a_result_that_does_not_say_of_how_many_is_left_out(desk: Desk) -> None:
    report = desk.bring("results.csv", [HEAD, [*CONTROL[:3], "", *CONTROL[4:]], A])
    why = "It does not say of how many units. Give their number, and import the sheet again."
    assert problems(report) == [f"EXP-37 Ranked search, Search success of Control was left out: {why}"]
    assert totals(desk) == [(date(2026, 11, 23), {("A", "Search success"): TOTALS[1]})]


@pytest.mark.parametrize("label", ["Total", "ALL", "Gesamt", "Summe", "total", "Todos"])
def test_arms_that_do_not_add_up_to_their_total_are_said_with_both_figures(desk: Desk, label: str) -> None:
    total = ["EXP-37", label, "Search success", "9900", "6270", "", ""]
    report = desk.bring("results.csv", [HEAD, CONTROL, A, B, total])
    assert taken(report) == (1, 0, 0)
    assert problems(report) == [
        f"EXP-37 Ranked search, Search success: the arms have 9,880 units together, and the row “{label}” says 9,900. Check the sheet."
    ]
    assert set(totals(desk)[0][1].values()) == set(TOTALS[:3])


def test_arms_that_add_up_are_not_spoken_of(desk: Desk) -> None:
    rows = [CONTROL, A, CONTROL, B, ["EXP-37", "Total", "Search success", str(3331 + 3262 + 3287), str(2059 + 2127 + 2084), "", ""]]
    assert problems(desk.bring("results.csv", [HEAD, *rows])) == []


def test_counts_with_points_between_thousands_are_whole_numbers(desk: Desk) -> None:
    rows = [["EXP-37", arm, "Search success", units, "1.020", "", ""] for arm, units in (("Control", "3.331"), ("A", "10.262"))]
    report = desk.bring("results.csv", [HEAD, *rows])
    assert (problems(report), report.warnings) == ([], ())
    found = totals(desk)[0][1]
    assert {arm: (one.units, one.successes) for (arm, _), one in found.items()} == {"Control": (3331, 1020), "A": (10262, 1020)}


def test_a_sheet_of_nothing_but_totals_says_what_it_lacks(desk: Desk) -> None:
    total = ["EXP-37", "Gesamt", "Search success", "9900", "6270", "", ""]
    report = desk.bring("results.csv", [HEAD, total, ["EXP-37", "All", "p95 latency", "9900", "", "2.5", "1"]])
    assert taken(report) == (0, 0, 0)
    assert problems(report) == [
        "EXP-37 Ranked search was left out: the sheet has only totals of all arms. Give a row for each arm.",
    ]


def test_an_arm_that_was_refused_still_counts_in_the_sum(desk: Desk) -> None:
    rows = [CONTROL, ["EXP-37", "Z", *A[2:]], B, ["EXP-37", "Total", "Search success", "9880", "6271", "", ""]]
    said = problems(desk.bring("results.csv", [HEAD, *rows]))
    assert len(said) == 2
    assert said[1].endswith("the arms have 6,270 successes together, and the row “Total” says 6,271. Check the sheet.")


def test_an_unknown_metric_is_added_as_the_sheet_describes_it(desk: Desk) -> None:
    head = [*HEAD, "Role", "Type", "Better"]
    rows = [
        [*CONTROL, "", "", ""],
        ["EXP-37", "A", "Clicks", "10", "2", "", "", "", "", ""],
        ["EXP-37", "B", "clicks", "10", "3", "", "", "", "", ""],
        ["EXP-37", "A", "Time", "10", "", "2.5", "1", "guardrail", "average", "lower is better"],
        ["EXP-37", "A", "Errors", "10", "1", "", "", "Guardrail", "", ""],
        ["EXP-37", "A", "Joy", "10", "1", "", "", "mood", "", ""],
    ]
    report = desk.bring("results.csv", [head, *rows])
    assert desk.experiments()["EXP-37"].metrics == (
        *RANKED.metrics,
        MetricPlan("Clicks", SECONDARY, SHARE),
        MetricPlan("Time", GUARDRAIL, MEAN, DOWN),
        MetricPlan("Errors", GUARDRAIL, SHARE),
        MetricPlan("Joy", SECONDARY, SHARE),
    )
    assert [text.removeprefix("EXP-37 Ranked search") for text in problems(report)] == [
        ": “Clicks” is not among its metrics and is added as a secondary metric.",
        ": “Time” is not among its metrics and is added as a guardrail metric.",
        ": “Errors” is a guardrail, and nothing says which way is worse. A fall was taken for worse.",
        ": “Errors” is not among its metrics and is added as a guardrail metric.",
        ", Joy: “mood” can’t be read as a role; secondary was taken.",
        ": “Joy” is not among its metrics and is added as a secondary metric.",
    ]
    assert len(totals(desk)[0][1]) == 6
    desk.workspace.run(undo.undo).result()
    assert desk.experiments()["EXP-37"].metrics == RANKED.metrics
    assert desk.readings("EXP-37") == ()


def test_a_row_that_repeats_with_other_figures_is_said(desk: Desk) -> None:
    report = desk.bring("results.csv", [HEAD, CONTROL, CONTROL, [*A[:4], "1", "", ""], A])
    assert problems(report) == ["EXP-37 Ranked search, Search success of A Ranked: it stands in several rows; the first one was taken."]
    assert totals(desk)[0][1]["A", "Search success"].successes == 1


def test_the_next_version_changes_totals_and_what_was_corrected_by_hand_is_kept(desk: Desk) -> None:
    desk.bring("results.csv", [HEAD, CONTROL, A, B], as_of="2026-11-20")
    (reading,) = desk.readings("EXP-37")
    corrected = Reading(
        reading.id,
        reading.day,
        (Total("Control", "Search success", 3330, 2050), *(total for total in reading.totals if total.variant != "Control")),
        "Counted again",
    )
    experiment = desk.experiments()["EXP-37"].id
    desk.workspace.run(lambda store: reading_store.save_reading(store, experiment, corrected)).result()
    rows = [[*CONTROL[:4], "2060", "", ""], [*A[:4], "2100", "", ""], LATENCY]
    report = desk.bring("later.csv", [HEAD, *rows], name="results", as_of="2026-11-20")
    assert (taken(report), problems(report)) == ((0, 1, 1), [])
    (after,) = desk.readings("EXP-37")
    assert (after.id, after.note) == (reading.id, "Counted again")
    assert {(total.variant, total.metric): total for total in after.totals} == {
        ("Control", "Search success"): Total("Control", "Search success", 3330, 2050),
        ("A", "Search success"): Total("A", "Search success", 3262, 2100),
        ("B", "Search success"): TOTALS[2],
        ("A", "p95 latency"): TOTALS[3],
    }


def test_a_later_day_is_another_reading(desk: Desk) -> None:
    desk.bring("results.csv", [HEAD, CONTROL, A], as_of="2026-11-13")
    assert taken(desk.bring("later.csv", [HEAD, CONTROL, A], name="results", as_of="2026-11-20", again=True)) == (1, 0, 0)
    assert [day for day, _ in totals(desk)] == [date(2026, 11, 20), date(2026, 11, 13)]


def test_accounts_that_the_sheet_is_silent_about_stay(desk: Desk) -> None:
    desk.bring("results.csv", [[*HEAD, "Accounts", "Note"], [*CONTROL, "37", "First look"], [*A, "36", ""]], as_of="2026-11-20")
    (reading,) = desk.readings("EXP-37")
    assert ([total.accounts for total in reading.totals], reading.note) == ([37, 36], "First look")
    assert taken(desk.bring("later.csv", [HEAD, CONTROL, A], name="results", as_of="2026-11-20")) == (0, 0, 0)
    assert desk.readings("EXP-37") == (reading,)


BEFORE = ["Mean before", "SD before", "Correlation with before"]


def test_figures_from_before_the_test_are_taken_all_three_or_none(desk: Desk) -> None:
    rows = [[*CONTROL, "0.6", "0.49", "0.55"], [*A, "0.61", "0.48", ""], [*B, "", "", ""], [*LATENCY, "400", "90.5", "-0.25"]]
    report = desk.bring("results.csv", [[*HEAD, *BEFORE], *rows], as_of="2026-11-20")
    ((_, found),) = totals(desk)
    assert found["Control", "Search success"].before == Covariate(0.6, 0.49, 0.55)
    assert found["A", "Search success"] == TOTALS[1]
    assert found["B", "Search success"] == TOTALS[2]
    assert found["A", "p95 latency"].before == Covariate(400.0, 90.5, -0.25)
    said = "what was before the test needs mean, standard deviation and correlation, and was left out."
    assert problems(report) == [f"EXP-37 Ranked search, Search success of A: {said}"]


def test_what_was_before_the_test_stays_where_a_sheet_is_silent_about_it(desk: Desk) -> None:
    desk.bring("results.csv", [[*HEAD, *BEFORE], [*CONTROL, "0.6", "0.49", "0.55"]], as_of="2026-11-20")
    before = desk.readings("EXP-37")
    assert taken(desk.bring("later.csv", [HEAD, CONTROL], name="results", as_of="2026-11-20")) == (0, 0, 0)
    assert desk.readings("EXP-37") == before
    found = desk.compare(desk.write("new.csv", [[*HEAD, *BEFORE], [*CONTROL, "0.6", "0.49", "0.5"]]), name="results", as_of="2026-11-20")
    (change,) = found.records[0].fields
    assert (change.before, change.after) == (
        "2,059 of 3,331, before mean 0.6, SD 0.49, r 0.55",
        "2,059 of 3,331, before mean 0.6, SD 0.49, r 0.5",
    )


def test_what_would_change_is_shown_a_line_a_total(desk: Desk) -> None:
    head = [*HEAD, "Day"]
    desk.bring("results.csv", [head, [*CONTROL, "2026-11-20"], [*A, "2026-11-20"]])
    rows = [[*CONTROL, "2026-11-20"], [*A[:4], "2100", "", "", "2026-11-20"], [*LATENCY, "2026-11-20"], [*B, ""]]
    found = desk.compare(desk.write("later.csv", [head, *rows]), name="results", as_of="2026-11-22")
    assert [(one.proposal.title, one.what, [(c.title, c.before, c.after, c.kept) for c in one.fields]) for one in found.records] == [
        (
            "EXP-37 Ranked search, 2026-11-20",
            CHANGED,
            [
                ("Search success of A", "2,127 of 3,262", "2,100 of 3,262", False),
                ("p95 latency of A", "", "mean 412.5, SD 80.25, n 3,262", False),
            ],
        ),
        ("EXP-37 Ranked search, 2026-11-22", NEW, [("Search success of B", "", "2,084 of 3,287", False)]),
    ]
    assert found.count(SAME) == 0


def test_a_deleted_experiment_takes_its_readings_and_where_they_came_from(desk: Desk) -> None:
    desk.bring("results.csv", [HEAD, CONTROL, A])
    (reading,) = desk.readings("EXP-37")
    desk.workspace.run(lambda store: experiment_store.delete_experiments(store, [desk.experiments()["EXP-37"].id])).result()
    with desk.workspace.reading() as store:
        assert sources_of(store, "reading", reading.id) == []
    assert check(desk.workspace) == []
    assert desk.experiments() == {}
