"""Spreadsheets made by others, imported by command, and their figures worked out again without the program."""

import csv
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.roadmap.store import all_items
from tests.unit.sheets_here import import_here

Trial = Callable[[str], Path]


def prodops(*words: str | Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "prodops_desktop", *map(str, words), "--json"], capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_feature_usage_by_month_is_what_the_file_says(tmp_path: Path, trial_data: Trial) -> None:
    workspace = tmp_path / "w.prodops"
    report = prodops("import", workspace, trial_data("real/ravenstack_feature_usage.csv"))
    assert (report["rows_read"], report["rows_accepted"]) == (25_000, 25_000)
    sums: dict[str, int] = defaultdict(int)
    counts: dict[str, int] = defaultdict(int)
    for row in csv_rows(trial_data("real/ravenstack_feature_usage.csv")):
        month = datetime.strptime(row["usage_date"], "%d-%m-%Y").strftime("%Y-%m")
        sums[month] += int(row["usage_count"])
        counts[month] += 1
    for name, expected in (
        ("sum/ravenstack_feature_usage/usage_count/usage_date", dict(sums)),
        ("mean/ravenstack_feature_usage/usage_count/usage_date", {month: sums[month] / counts[month] for month in sums}),
        ("rows/ravenstack_feature_usage/usage_date", dict(counts)),
    ):
        points = {point["period"]: point for point in prodops("metric", workspace, name)["points"]}
        assert {period: point["value"] for period, point in points.items()} == pytest.approx(expected)
        assert {period: point["n"] for period, point in points.items()} == dict(counts)


def test_telco_keeps_its_blank_cells_as_blanks(tmp_path: Path, trial_data: Trial) -> None:
    found = prodops("inspect", trial_data("real/Telco-Customer-Churn.csv"))
    (sheet,) = found["sheets"]
    assert (sheet["cells"], sheet["rows"], sheet["columns"], sheet["header_row"]) == (147_924, 7_043, 21, 1)
    fields = {field["name"]: field for field in sheet["fields"]}
    assert fields["TotalCharges"]["filled"] == 7_043 - 11
    assert fields["TotalCharges"]["type"] in {"number", "money"}
    report = prodops("import", tmp_path / "w.prodops", trial_data("real/Telco-Customer-Churn.csv"))
    assert (report["rows_read"], report["rows_accepted"], report["rows_quarantined"], report["rows_dropped"]) == (7_043, 7_043, 0, 0)


def test_the_maven_pipeline_reads_month_first_days(tmp_path: Path, trial_data: Trial) -> None:
    workspace = tmp_path / "w.prodops"
    report = prodops("import", workspace, trial_data("real/maven_sales_pipeline.csv"))
    assert report["kind"] == "opportunities"
    assert report["mapping"]["deal_stage"] == "stage"
    assert report["mapping"]["account"] == "account"
    expected: dict[str, int] = defaultdict(int)
    for row in csv_rows(trial_data("real/maven_sales_pipeline.csv")):
        if row["close_date"]:
            expected[datetime.strptime(row["close_date"], "%m/%d/%Y").strftime("%Y-%m")] += int(row["close_value"] or 0)
    points = prodops("metric", workspace, "sum/maven_sales_pipeline/close_value/close_date")["points"]
    assert {point["period"]: point["value"] for point in points} == pytest.approx(dict(expected))


def test_online_retail_comes_in_whole(tmp_path: Path, trial_data: Trial) -> None:
    workspace = tmp_path / "w.prodops"
    report = prodops("import", workspace, trial_data("real/online_retail.xlsx"), "--memory-cap", "1200")
    assert (report["rows_read"], report["rows_accepted"], report["rows_quarantined"], report["rows_dropped"]) == (541_909, 541_909, 0, 0)
    rows: dict[str, int] = defaultdict(int)
    quantity: dict[str, int] = defaultdict(int)
    lines = CalamineWorkbook.from_path(trial_data("real/online_retail.xlsx")).get_sheet_by_index(0).iter_rows()
    header = next(lines)
    day, amount = header.index("InvoiceDate"), header.index("Quantity")
    for line in lines:
        month = line[day].strftime("%Y-%m")  # type: ignore[union-attr]  # the column holds moments
        rows[month] += 1
        quantity[month] += int(line[amount])  # type: ignore[arg-type]  # and this one numbers
    points = prodops("metric", workspace, "sum/online_retail/Quantity/InvoiceDate")["points"]
    assert {point["period"]: (point["value"], point["n"]) for point in points} == {month: (quantity[month], rows[month]) for month in rows}
    assert prodops("check", workspace)["ok"]


@pytest.mark.parametrize(
    ("file", "sheet", "counts"),
    [
        ("tpm_Project Plan.xlsx", "Project Plan", (39, 60, 13)),
        ("tpm_Tables.xlsx", "Project Plan w Relays", (39, 60, 13)),
        ("tpm_Tables.xlsx", "Tasks", (33, 0, 13)),
        ("tpm_Tables.xlsx", "Mercury Windows", (16, 0, 28)),
        ("tpm_Tables.xlsx", "Mercury Simple", (25, 0, 30)),
    ],
)
def test_project_plans_are_a_roadmap(tmp_path: Path, trial_data: Trial, file: str, sheet: str, counts: tuple[int, int, int]) -> None:
    """Every item with its days and what it waits for; ``counts`` are those of items, days and dependencies in the file."""
    path = trial_data(f"real/{file}")
    with open_workspace(tmp_path / "w.prodops", create=True) as workspace:
        report = import_here(workspace, path, sheet=sheet)
        with workspace.reading() as store:
            items = {one.id: one for one in all_items(store)}
    assert report.kind == "roadmap"
    titles, days, needs = plan_in(path, sheet)
    assert (len(titles), len(days), len(needs)) == counts
    assert {one.code: one.title for one in items.values()} == titles
    shown = {(one.code, end): day for one in items.values() for end, day in (("Start Date", one.starts), ("End Date", one.due)) if day}
    assert shown == days
    assert {(one.code, items[need.item].code) for one in items.values() for need in one.needs} == needs


def plan_in(path: Path, sheet: str) -> tuple[dict[str, str], dict[tuple[str, str], date], set[tuple[str, str]]]:
    """What a plan says, without the program: titles by ID, days by ID and column, and which ID waits for which."""
    cells: list[tuple[Any, ...]] = list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True))
    names = [str(cell).strip() for cell in cells[0]]
    # one plan has an empty “Predecessor” before the “Predecessors”
    waits = max(names.index(name) for name in ("Predecessors", "Predecessor", "Dependencies") if name in names)
    (title,) = [names.index(name) for name in ("Task", "Epic", "Milestone") if name in names]
    titles: dict[str, str] = {}
    days: dict[tuple[str, str], date] = {}
    needs: set[tuple[str, str]] = set()
    for row in cells[1:]:
        if row[0] is None:
            continue
        code = str(row[0])
        titles[code] = " ".join(str(row[title]).split())
        days |= {(code, end): row[names.index(end)].date() for end in ("Start Date", "End Date") if end in names and row[names.index(end)]}
        for first, last in re.findall(r"(\d+)(?:\s*-\s*(\d+))?", str(row[waits] or "")):
            needs |= {(code, str(number)) for number in range(int(first), int(last or first) + 1)}
    return titles, days, needs


def test_a_memory_cap_ends_one_file_and_the_next_goes_on(trial_data: Trial) -> None:
    files = [trial_data("hostile/apache__51535.xls"), trial_data("real/maven_products.csv")]
    done = subprocess.run(
        [sys.executable, "-m", "prodops_desktop", "inspect", "--json", "--memory-cap", "300", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "300 MB" in first["error"]
    assert first["sheets"] == []
    assert (second["error"], second["sheets"][0]["rows"]) == (None, 7)
