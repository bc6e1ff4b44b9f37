"""The files that are made to be hard come in, or are refused, as their help page says; what must come out is counted by their maker."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.work import resources
from tests.scenarios.commands import as_json, prodops
from tests.unit.sheets_here import staging_here

SAMPLE = resources.folder() / "sample"
WORST = SAMPLE / "worst"
KEY: dict[str, dict[str, Any]] = {
    Path(entry["file"]).name: entry
    for entry in json.loads((SAMPLE / "answers.json").read_text("utf-8"))["answers"]
    if entry["story"] == "worst"
}
Report = dict[str, Any]
Bring = Callable[..., Report]


@pytest.fixture(scope="module", autouse=True)
def in_this_process() -> Iterator[None]:
    """What a child would read is read here: to start one takes longer than each of these files."""
    with staging_here():
        yield


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worst") / "w.prodops"


@pytest.fixture(scope="module")
def bring(workspace: Path) -> Bring:
    """Imports a file of worst/ and checks the counts against its entry in the answer key."""

    def one(file: str, *words: str) -> Report:
        report: Report = as_json("import", workspace, WORST / file, "--name", file, *words)
        counts = {name: report[f"rows_{name}"] for name in ("accepted", "quarantined", "dropped")}
        key = KEY[file]
        assert counts == {"accepted": key["rows"], "quarantined": key["rows_quarantined"], "dropped": key["rows_dropped"]}
        return report

    return one


def test_each_is_told_of_in_the_key_the_read_me_and_the_help() -> None:
    files = sorted(path.name for path in WORST.iterdir() if path.name != "README.md")
    assert sorted(KEY) == files
    assert len(files) == 10
    help_page = (resources.folder() / "help" / "worst.md").read_text("utf-8")
    assert sorted(re.findall(r"\(sample:([^)]+)\)", help_page)) == sorted(["worst", *[f"worst/{file}" for file in files]])
    read_me = (WORST / "README.md").read_text("utf-8")
    assert [file for file in files if file not in read_me] == []
    assert KEY["Protected.xlsx"]["password"] in read_me


def test_the_page_says_how_many_rows_of_each_come_in() -> None:
    sections = (resources.folder() / "help" / "worst.md").read_text("utf-8").split("\n## ")[1:]
    said = {}
    for section in sections:
        (file,) = re.findall(r"\(sample:worst/([^)]+)\)", section)
        (rows,) = re.findall(r"\*\*(\d+|Nothing)[a-z ]* comes? in", section)
        said[file] = 0 if rows == "Nothing" else int(rows)
    assert said == {file: entry["rows"] for file, entry in KEY.items()}


def test_three_tables_side_by_side(bring: Bring, workspace: Path) -> None:
    report = bring("Three_tables.xlsx")
    assert (report["kind"], list(report["mapping"])) == ("opportunities", ["Opportunity", "Stage", "Amount", "Ccy"])
    assert "Other tables are not read: A1:C31, J1:K15." in report["warnings"]
    rows = [as_json("import", workspace, WORST / "Three_tables.xlsx", "--table", table)["rows_accepted"] for table in ("1", "3")]
    first, largest, last = KEY["Three_tables.xlsx"]["tables"]
    assert (rows, largest) == ([first, last], report["rows_accepted"])


def test_a_printed_report(bring: Bring) -> None:
    report = bring("Printed_report.xlsx")
    assert KEY["Printed_report.xlsx"]["pages"] == 8
    assert "7 rows were left out as “repeated header”." in report["warnings"]
    assert any(said.startswith("7 rows were left out as “page title”: “Renewals by date” in row 53") for said in report["warnings"])
    assert report["mapping"]["Renewal"] == "renewal"


def test_what_only_a_colour_says_is_not_there(bring: Bring) -> None:
    bring("Colours_only.xlsx")
    (sheet,) = as_json("inspect", WORST / "Colours_only.xlsx")["sheets"]
    filled = {field["name"]: field["filled"] for field in sheet["fields"]}
    assert filled == {"Account": 393, "CSM": 393, "Status": KEY["Colours_only.xlsx"]["filled"]}


def test_a_protected_workbook_needs_its_password(workspace: Path) -> None:
    file = WORST / "Protected.xlsx"
    assert "It is protected with a password." in prodops("import", workspace, file, status=1)
    with open_workspace(workspace) as opened:
        report = import_file(opened, ImportRequest(file, password=KEY[file.name]["password"]))
    assert report.rows_accepted == KEY[file.name]["rows"]


def test_four_hundred_empty_columns(bring: Bring) -> None:
    assert len(bring("Empty_columns.xlsx")["mapping"]) == KEY["Empty_columns.xlsx"]["columns"]


def test_a_pivot_loses_its_grand_total_and_keeps_the_sums_of_parts(bring: Bring) -> None:
    report, key = bring("Pivot.xlsx"), KEY["Pivot.xlsx"]
    assert any("“Grand Total” in row" in said for said in report["warnings"])
    rows = list(openpyxl.load_workbook(WORST / "Pivot.xlsx")["Pivot"].iter_rows(min_row=5, values_only=True))
    assert (rows[-1][0], rows[-1][-1]) == ("Grand Total", key["amount"])
    assert sum(row[-1] for row in rows[:-1] if isinstance(row[-1], (int, float))) == 2 * key["amount"]
    assert len(rows) - 1 == report["rows_accepted"]


def test_utf_16_with_semicolons(bring: Bring) -> None:
    report = bring("Semicolons_UTF-16.csv")
    assert report["mapping"] == {
        "Kunde": "account", "Kundennummer": "external_id", "ARR": "arr", "Währung": "currency", "Verlängerung": "renewal",
    }  # fmt: skip
    assert "The text is not UTF-8; it was read as utf-16." in report["warnings"]


def test_the_same_bytes_are_named_and_november_takes_octobers_day_at_its_word(workspace: Path) -> None:
    october = as_json("import", workspace, SAMPLE / "history" / "CS_health_2026-10.xlsx", "--name", "CS health", "--sheet", "*")
    said = prodops("import", workspace, WORST / "CS_health_2026-10.xlsx", "--name", "CS health", "--sheet", "*", status=1)
    assert said.startswith("CS_health_2026-10.xlsx has the same bytes as version 1 of CS health")
    misdated, key = WORST / "CS_health_November_dated_October.xlsx", KEY["CS_health_November_dated_October.xlsx"]
    report = as_json("import", workspace, misdated, "--name", "CS health", "--sheet", "*")
    assert (october["version"], report["version"]) == (1, 2)
    assert (report["rows_accepted"], report["rows_quarantined"]) == (key["rows"], key["rows_quarantined"])
    (dataset,) = [one for one in as_json("datasets", workspace)["datasets"] if one["name"] == "CS health"]
    assert (dataset["as_of"], dataset["version"]) == (key["as_of"], 2)


def test_one_column_sorted_alone_comes_in_without_a_word(bring: Bring) -> None:
    report, key = bring("Renewals_one_column_sorted.xlsx"), KEY["Renewals_one_column_sorted.xlsx"]
    true = {row[1]: row[4] for row in _rows(SAMPLE / "history" / "Contracts_2026-11.xlsx", 6) if row[1] is not None}
    wrong = [row for row in _rows(WORST / "Renewals_one_column_sorted.xlsx", 2) if row[4] != true[row[1]]]
    assert (len(wrong), round(100 * len(wrong) / 398)) == (key["renewals_changed"], key["percent"]) == (242, 61)
    assert [said for said in report["warnings"] if "Renewal" in said] == []


def _rows(path: Path, first: int) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return list(sheet.iter_rows(min_row=first, max_col=6, values_only=True))
