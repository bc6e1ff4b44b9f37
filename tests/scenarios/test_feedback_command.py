"""Feedback by command: story S16 of the sample against its answer key, a list that comes back, and foreign sheets as inbox."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.scenarios.commands import as_json, prodops


@pytest.fixture(scope="module")
def keys(sample: Path) -> list[dict[str, Any]]:
    entries = json.loads((sample.parent / "answers.json").read_text("utf-8"))["answers"]
    return [one for one in entries if one["story"] == "S16"]


def need(found: dict[str, Any], name: str) -> dict[str, Any]:
    (one,) = [one for one in found["needs"] if one["name"] == name]
    result: dict[str, Any] = one
    return result


def test_every_need_of_the_key_in_both_periods(sample: Path, keys: list[dict[str, Any]]) -> None:
    shown = {"days": as_json("needs", sample), "period": as_json("needs", sample, "--period", "2026-Q2")}
    compared = 0
    for key in keys:
        if "prior_mentions" not in key:
            continue
        found = need(shown["days" if "days" in key else "period"], key["need"])
        before = found["before"]
        counts = (found["mentions"], found["items"], before["mentions"], before["items"], found["accounts"])
        assert counts == (key["mentions"], key["items"], key["prior_mentions"], key["prior_items"], key["accounts"]), key["what"]
        assert (round(found["rate_per_100"], 2), round(before["rate_per_100"], 2)) == (key["rate"], key["prior_rate"]), key["what"]
        assert found["arr"] == pytest.approx(key["arr"], abs=0.02), key["what"]
        verdict = "flat" if found["verdict"] == "too few" else found["verdict"]
        assert verdict == key["verdict"], key["what"]
        compared += 1
    assert compared == 32


def test_export_limits_rise_scheduled_pdf_is_flat_and_the_audit_log_is_one_account(sample: Path) -> None:
    now, spring = as_json("needs", sample, "--top", "20"), as_json("needs", sample, "--period", "2026-Q2")
    exports, pdf, audit = need(now, "Export limits"), need(spring, "Scheduled PDF"), need(now, "Audit log API")
    assert (exports["mentions"], exports["items"], exports["before"]["mentions"], exports["before"]["items"]) == (47, 310, 22, 300)
    assert (exports["verdict"], exports["emerging"], exports["concentrated"]) == ("rising", True, False)
    assert (pdf["mentions"], pdf["items"], pdf["before"]["mentions"], pdf["before"]["items"]) == (47, 520, 22, 240)
    assert (pdf["verdict"], pdf["emerging"]) == ("flat", False)
    assert (audit["top_account"]["name"], round(100 * audit["top_account"]["share"]), audit["concentrated"]) == ("Halden Bank", 62, True)
    quarters = {one["period"]: (one["mentions"], one["items"], one["verdict"]) for one in need(now, "Scheduled PDF")["quarters"]}
    assert (quarters["2026-Q1"][:2], quarters["2026-Q2"]) == ((22, 240), (47, 520, "flat"))


def test_a_segment_as_the_key_has_it(sample: Path, keys: list[dict[str, Any]]) -> None:
    for key in (one for one in keys if "segment" in one):
        found = need(as_json("needs", sample, "--segment", key["segment"]), key["need"])
        assert (found["mentions"], found["accounts"]) == (key["mentions"], key["accounts"])
        assert found["arr"] == pytest.approx(key["arr"], abs=0.02)
        listed = [(one["account"], one["arr"]) for one in found["asking"][: len(key["top"])]]
        assert listed == [(name, pytest.approx(arr, abs=0.02)) for name, arr in key["top"]]


def test_an_unknown_segment_is_a_sentence(sample: Path) -> None:
    assert "There is no segment “Nobody”" in prodops("needs", sample, "--segment", "Nobody", status=1)
    assert "is no period" in prodops("needs", sample, "--period", "soon", status=1)


def test_what_waits_and_what_a_search_finds(sample: Path, keys: list[dict[str, Any]]) -> None:
    (key,) = [one for one in keys if one["what"] == "what waits in the inbox"]
    found = as_json("feedback", sample, "is:inbox")
    assert found["count"] == key["waiting"] == len(found["items"])
    assert as_json("feedback", sample)["count"] == key["received"]
    assert as_json("feedback", sample, "is:archive")["count"] == key["archived"]
    limits = as_json("feedback", sample, 'tag:"Export limits"', "account:Meridian", "after:2026-08-26")
    assert {one["account"] for one in limits["items"]} == {"Meridian Freight"}
    assert all("Export limits" in one["tags"] and one["at"] >= "2026-08-26" for one in limits["items"])
    odd = as_json("feedback", sample, 'after:banana "', "AND OR NOT (", "*^:")
    assert odd["remarks"]


def test_new_notes_are_38_items_and_one_undo(sample: Path, tmp_path: Path, keys: list[dict[str, Any]]) -> None:
    workspace = shutil.copy(sample, tmp_path / "copy.prodops")
    notes = sample.parent / "try-these" / "CS_notes_2026-11.xlsx"
    report = as_json("import", workspace, notes, "--sheet", "*")
    (key,) = [one for one in keys if one["what"] == "notes of November"]
    assert (report["kind"], report["taken"]["new"], report["taken"]["problems"]) == ("feedback", key["new"], [])
    before = as_json("feedback", sample)["count"]
    assert as_json("feedback", workspace)["count"] == before + 38
    prodops("undo", workspace)
    assert as_json("feedback", workspace)["count"] == before
    prodops("redo", workspace)
    assert as_json("feedback", workspace)["count"] == before + 38


def test_a_list_that_was_sent_out_comes_back_without_a_difference(sample: Path, tmp_path: Path) -> None:
    workspace, out = shutil.copy(sample, tmp_path / "copy.prodops"), tmp_path / "list.xlsx"
    prodops("feedback", workspace, "after:2026-09", "--excel", out)
    rows = openpyxl.load_workbook(out, read_only=True)["Feedback"].max_row
    assert rows is not None
    assert rows - 1 == as_json("feedback", workspace, "after:2026-09")["count"] > 200
    report = as_json("import", workspace, out, "--sheet", "Feedback")
    assert report["taken"] == {"new": 0, "changed": 0, "kept": 0, "missing": [], "problems": []}


def test_who_asked_by_csm(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "who.xlsx"
    prodops("needs", sample, "--top", "1", "--who-asked", out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[0] == "Summary"
    assert set(book.sheetnames[1:]) == {"A. Mensah", "C. Duarte", "J. Park", "M. Okafor", "S. Lindqvist"}
    accounts = [row[0].value for name in book.sheetnames[1:] for row in book[name].iter_rows(min_row=2)]
    assert len(accounts) == len(set(accounts)) == 23


def test_the_pack_says_what_is_asked_for(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.xlsx"
    assert "Feedback: Export limits is asked for most, $2.30M of ARR asking; Export limits rises beyond noise" in prodops(
        "pack", sample, out
    )
    page = openpyxl.load_workbook(out)["Feedback"]
    cells = {str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None}
    assert {"Export limits", "Halden Bank", "In their words"} <= cells


@pytest.mark.parametrize(
    ("file", "rows", "words"),
    [("cfpb_consumer_complaints.csv", 3186, "mortgage"), ("customer_support_tickets.csv", 8469, "refund")],
)
def test_foreign_sheets_are_an_inbox(tmp_path: Path, trial_data: Callable[[str], Path], file: str, rows: int, words: str) -> None:
    workspace = tmp_path / "foreign.prodops"
    report = as_json("import", workspace, trial_data(f"real/{file}"))
    assert (report["kind"], report["rows_accepted"], report["taken"]["new"]) == ("feedback", rows, rows)
    assert as_json("feedback", workspace, "in:all")["count"] == rows
    hits = as_json("feedback", workspace, words)
    assert 0 < hits["count"] < rows
    again = as_json("import", workspace, trial_data(f"real/{file}"), "--again")
    assert again["taken"]["new"] == 0
    assert as_json("feedback", workspace, "in:all")["count"] == rows
