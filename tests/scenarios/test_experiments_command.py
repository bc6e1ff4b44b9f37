"""Experiments by command: the sample against its answer key, conflicts as an array, workbooks out and in, what can't be written."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prodops_desktop.datasets.opening import open_workspace
from tests.scenarios.commands import as_json, prodops

Key = Callable[[str], dict[str, Any]]
Found = dict[str, Any]


@pytest.fixture(scope="module")
def found(sample: Path) -> Found:
    answer: Found = as_json("experiments", sample)
    return answer


@pytest.fixture(scope="module")
def met(sample: Path) -> list[Found]:
    answer: list[Found] = as_json("conflicts", sample)
    return answer


@pytest.fixture(scope="module")
def key(sample: Path) -> Key:
    entries = json.loads((sample.parent / "answers.json").read_text("utf-8"))["answers"]

    def look_up(what: str) -> Found:
        (entry,) = [one for one in entries if one["story"] in ("S22", "S23", "S24") and one["what"] == what]
        answer: Found = entry
        return answer

    return look_up


def experiment(found: Found, code: str) -> Found:
    (one,) = [each for each in found["experiments"] if each["code"] == code]
    answer: Found = one
    return answer


def test_the_register_and_who_is_in_its_segments(found: Found, key: Key) -> None:
    expected = key("experiments by status")
    assert len(found["experiments"]) == expected["rows"]
    assert Counter(one["status"] for one in found["experiments"]) == expected["statuses"]
    people = key("users and accounts of each segment")
    assert found["everybody"] == people["everybody"]
    assert {one["name"]: {"users": one["users"], "accounts": one["accounts"]} for one in found["segments"]} == people["segments"]


def test_what_collides_the_worst_first(met: list[Found], key: Key) -> None:
    expected = key("what collides")
    told = ("grade", "a", "b", "from", "to", "shared")
    assert [{name: one[name] for name in told} for one in met] == expected["conflicts"]
    assert Counter(one["grade"] for one in met) == expected["by_grade"]
    (pair,) = [one for one in met if (one["a"], one["b"]) == ("EXP-41", "EXP-44")]
    assert {name: pair[name] for name in told} == {name: key("EXP-41 and EXP-44 share users")[name] for name in told}
    assert all(list(one)[:7] == ["grade", "a", "b", "reason", "from", "to", "shared"] for one in met)


def test_the_load_of_each_week_and_the_next_free_slot(found: Found, key: Key) -> None:
    load = key("experiments live by week, drafts counted")
    assert {week: found["load"].get(week, 0) for week in load["weeks"]} == load["weeks"]
    assert found["limit"] == load["limit"]
    today = found["today"]
    assert [week for week, count in found["load"].items() if count > found["limit"] and week >= today] == load["over"]
    slot = key("next free slot of EXP-44")
    assert experiment(found, "EXP-44")["next_free_slot"] == {"from": slot["starts"], "to": slot["ends"]}


def test_a_test_by_account_cannot_be_read(found: Found, key: Key) -> None:
    expected, one = key("EXP-44 by account can't be read"), experiment(found, "EXP-44")
    assert one["population"] == {"users": expected["users"], "accounts": expected["accounts"]}
    assert (one["needed"]["per_arm"], one["needed"]["total"]) == (expected["per_arm"], expected["needed"])
    assert (one["effective"], one["readable"]) == (expected["effective"], False)
    assert one["sentence"] == "37 accounts: effective n 650 of 4,634 needed: can’t be read."
    assert one["detail"] == f"Design effect {expected['design_effect']}, ICC {expected['icc']} assumed."


def test_the_result_of_ranked_search(found: Found, key: Key) -> None:
    expected, one = key("EXP-37 Ranked search: ship A"), experiment(found, "EXP-37")
    result = one["result"]
    assert (result["srm"]["status"], round(result["srm"]["p"], 2), sum(result["srm"]["units"].values())) == (
        "ok", expected["srm_p"], expected["users"],
    )  # fmt: skip
    by_metric = {(each["metric"], each["variant"]): each for each in result["comparisons"]}
    for variant, figures in expected["primary"].items():
        shown = by_metric["Search success", variant]
        assert {name: round(shown[name], 1) for name in ("difference", "low", "high")} == {
            name: figures[name] for name in ("difference", "low", "high")
        }
        assert (round(shown["p"], 6), round(shown["holm"], 6), round(shown["value"], 1)) == (
            figures["p"],
            figures["holm_p"],
            figures["share"],
        )
    for metric, by_variant in expected["relative_percent"].items():
        for variant, figures in by_variant.items():
            lift = by_metric[metric, variant]
            assert [round(lift[name], 1) for name in ("lift_low", "lift", "lift_high")] == figures, (metric, variant)
    for metric, verdicts in expected["guardrails"].items():
        assert {variant: by_metric[metric, variant]["verdict"] for variant in verdicts} == verdicts
    assert [each["variant"] for each in result["suggestions"] if each["choice"] == "ship"] == expected["ship"]
    assert (one["asks_decision"], one["decision"]) == (True, None)


def test_arms_that_do_not_match_and_exposures_that_say_why(sample: Path, found: Found, key: Key, tmp_path: Path) -> None:
    expected, one = key("the arms of EXP-38 don't match"), experiment(found, "EXP-38")
    assert (one["mismatched"], one["exposures"]) == (True, None)
    assert (one["result"]["srm"]["units"], round(one["result"]["srm"]["p"], 4)) == (expected["units"], expected["srm_p"])
    assert round(one["result"]["srm"]["chi_square"], 3) == expected["chi_square"]
    workspace = tmp_path / "copy.prodops"
    shutil.copy(sample, workspace)
    report = as_json("import", workspace, sample.parent / "try-these" / "Experiment_exposures_2026-11.csv")
    seen, gap = key("exposures of EXP-38"), key("where the gap of EXP-38 comes from")
    assert (report["kind"], report["rows_accepted"]) == ("exposures", seen["rows"])
    exposures = experiment(as_json("experiments", workspace), "EXP-38")["exposures"]
    assert (exposures["in_two_arms"], exposures["before_start"]) == (seen["in_two_arms"], seen["before_start"])
    assert (exposures["units"], round(exposures["srm"]["p"], 4)) == (seen["units"], seen["srm_p"])
    assert exposures["gap_comes_from"].startswith(f"{gap['percent']}% of the gap comes from ")
    assert {gap["platform"], gap["app_version"]} <= set(exposures["gap_comes_from"].rstrip(".").split())


def test_goals_that_no_experiment_serves(found: Found, key: Key) -> None:
    assert found["goals_without_experiment"] == [key("a goal that no experiment serves")["goal"]]


def test_every_experiment_and_conflict_has_its_line(sample: Path, found: Found, met: list[Found]) -> None:
    lines = prodops("experiments", sample).splitlines()
    assert len([line for line in lines if not line.startswith("!")]) == len(found["experiments"])
    assert (
        "EXP-44 Invoice payment: scheduled 2026-12-04 to 2026-12-18; high conflict with EXP-41; "
        "37 accounts: effective n 650 of 4,634 needed: can’t be read."
    ) in lines
    assert "! Week of 2026-12-07: 7 live, limit 6" in lines
    printed = prodops("conflicts", sample).splitlines()
    assert len(printed) == len(met)
    assert printed[1] == (
        "high: EXP-41 and EXP-44, 2026-12-04 to 2026-12-18: Same surface: Checkout; users in both: 2,554; "
        "separating them costs EXP-44 3 weeks"
    )


def test_the_export_comes_back_without_a_difference(sample: Path, found: Found, tmp_path: Path) -> None:
    book, calendar, workspace = tmp_path / "out.xlsx", tmp_path / "calendar.xlsx", tmp_path / "copy.prodops"
    shutil.copy(sample, workspace)
    assert json.loads(prodops("experiments", workspace, "--json", "--excel", book, "--calendar", calendar)) == found
    assert openpyxl.load_workbook(book).sheetnames == ["Experiments", "Results", "Events"]
    nothing = {"new": 0, "changed": 0, "kept": 0, "missing": [], "problems": []}
    for sheet, kind in (("Experiments", "experiments"), ("Results", "experiment_results"), ("Events", "events")):
        report = as_json("import", workspace, book, "--sheet", sheet, "--name", sheet)
        assert (report["kind"], report["taken"], report["rows_dropped"], report["rows_quarantined"]) == (kind, nothing, 0, 0)
    assert as_json("experiments", workspace) == found
    page = openpyxl.load_workbook(calendar)["Calendar"]
    texts = {str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None}
    planned = {f"{one['code']} {one['name']}" for one in found["experiments"] if one["status"] in ("running", "scheduled", "draft")}
    assert planned <= texts
    assert {"High: EXP-41, 2,554 users", "Live per week, limit 6", "Year-end code freeze, 21 Dec – 4 Jan"} <= texts


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("experiments", "{d}/missing.prodops"), "missing.prodops"),
        (("conflicts", "{d}/missing.prodops"), "missing.prodops"),
        (("experiments", "{w}", "--excel", "{w}"), "workspace itself"),
        (("experiments", "{w}", "--calendar", "{w}"), "workspace itself"),
        (("experiments", "{w}", "--calendar", "{d}/out.csv"), "does not end in .xlsx"),
        (("experiments", "{w}", "--calendar", "{d}/no/out.xlsx"), "no folder"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    workspace = tmp_path / "w.prodops"
    with open_workspace(workspace, create=True):
        pass
    before = workspace.read_bytes()
    assert sentence in prodops(*(word.format(w=workspace, d=tmp_path) for word in words), status=1)
    assert workspace.read_bytes() == before


def test_an_empty_register_is_an_empty_list(tmp_path: Path) -> None:
    workspace = tmp_path / "w.prodops"
    with open_workspace(workspace, create=True):
        pass
    assert (prodops("experiments", workspace), prodops("conflicts", workspace)) == ("", "")
    assert as_json("experiments", workspace)["experiments"] == as_json("conflicts", workspace) == []
    prodops("experiments", workspace, "--calendar", tmp_path / "empty.xlsx")
    page = openpyxl.load_workbook(tmp_path / "empty.xlsx")["Calendar"]
    assert "No experiment has days yet." in {cell.value for row in page.iter_rows() for cell in row}
