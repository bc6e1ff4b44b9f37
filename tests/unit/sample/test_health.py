"""CS's monthly sheets hold what the answer key says: counts, planted cells, looks, and the differences from month to month."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

FILES = [f"history/CS_health_2026-{month:02d}.xlsx" for month in range(4, 11)] + ["try-these/CS_health_2026-11.xlsx"]
OCTOBER, NOVEMBER = FILES[-2:]
TABS = ["M. Okafor", "S. Lindqvist", "J. Park", "A. Mensah", "C. Duarte"]


@pytest.fixture(scope="module")
def sheets(read: Any) -> dict[str, list[dict[str, Any]]]:
    """File → its five tabs stacked."""
    return {file: [row for tab in TABS for row in read(file, tab, 4)] for file in FILES}


def _ambiguous(text: str) -> bool:
    day, month, _ = (int(part) for part in text.split("/"))
    return day <= 12 and day != month


def _score(row: dict[str, Any]) -> Any:
    return row.get("Hlth", row.get("Health Score (0-100)"))


def _accepted(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["Account Name"]: row for row in rows if _score(row) is None or 0 <= _score(row) <= 100}


@pytest.mark.parametrize("file", FILES)
def test_counts_of_the_month(file: str, sheets: dict[str, list[dict[str, Any]]], answer: Any) -> None:
    rows, key = sheets[file], answer("CS's sheet", file)
    dates = [row["Last QBR"] for row in rows if row["Last QBR"] is not None]
    assert all(re.fullmatch(r"\d\d/\d\d/2026", text) for text in dates)
    assert len(rows) == len({row["Account Name"] for row in rows}) == key["rows"]
    assert len(rows) - len(_accepted(rows)) == key["rows_quarantined"]
    assert sum(row["NPS (last)"] == "n/a" for row in rows) == key["na_cells"]
    assert len(dates) == key["last_qbr_filled"]
    assert sum(map(_ambiguous, dates)) == key["last_qbr_ambiguous"]
    assert {csm: sum(row["CSM"] == csm for row in rows) for csm in TABS} == key["rows_by_csm"]
    assert all(-100 <= row["NPS (last)"] <= 100 for row in rows if row["NPS (last)"] != "n/a")


@pytest.mark.parametrize("file", [OCTOBER, NOVEMBER])
def test_planted_mess_of_the_last_two_sheets(file: str, sheets: dict[str, list[dict[str, Any]]]) -> None:
    rows = sheets[file]
    dates = [row["Last QBR"] for row in rows if row["Last QBR"] is not None]
    assert sum(row["NPS (last)"] == "n/a" for row in rows) == 112
    assert (len(dates), sum(map(_ambiguous, dates))) == (37 + 284, 37)
    assert [(row["Account Name"], _score(row)) for row in rows if (_score(row) or 0) > 100] == [("Penhallow Clinics", 340)]


@pytest.mark.parametrize("file", FILES)
def test_looks_that_no_text_says(file: str, sample: Path, answer: Any) -> None:
    key, book = answer("CS's sheet", file), openpyxl.load_workbook(sample / file)
    assert book.sheetnames == TABS
    red, quiet, text = 0, 0, 0
    struck: list[str] = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=5):
            painted = row[0].fill.fgColor.rgb == "FFFF0000"
            text += row[8].value == "Red"
            red += painted
            quiet += painted and row[8].value != "Red"
            if row[0].font.strike:
                struck.append(str(row[0].value))
    assert (red, quiet, text) == (key["red_fill"], 14, key["risk_in_text"])
    assert sorted(struck) == key["struck_through"]


def test_title_states_the_day(sample: Path, answer: Any) -> None:
    for file in FILES:
        stated = str(openpyxl.load_workbook(sample / file)["J. Park"]["A2"].value).removeprefix("As of ")
        assert datetime.strptime(stated, "%d %b %Y").date().isoformat() == answer("CS's sheet", file)["as_of"]


def _cells(row: dict[str, Any], *, shares: bool) -> dict[str, Any]:
    """A row's cells under October's headers and in October's scale; a dash is as empty as nothing."""
    cells = {header: value for header, value in row.items() if header != "Exec sponsor 2"}
    if shares:
        cells["Hlth"] = cells.pop("Health Score (0-100)")
        if isinstance(cells["Adopt %"], float):
            cells["Adopt %"] = round(cells["Adopt %"] * 100, 6)
    return {header: None if value == "–" else value for header, value in cells.items()}


@pytest.mark.parametrize("month", range(5, 12))
def test_differences_from_month_to_month(month: int, sheets: dict[str, list[dict[str, Any]]], answer: Any) -> None:
    file = FILES[month - 4]
    old, new, key = _accepted(sheets[FILES[month - 5]]), _accepted(sheets[file]), answer("against the month before", file)
    quarantined = {row["Account Name"] for f in (FILES[month - 5], file) for row in sheets[f]} - set(old) - set(new)
    typo = {"Penhallow Clinics"} if month >= 10 else set()
    assert quarantined <= typo
    differing = []
    for name in old.keys() & new.keys():
        before, after = _cells(old[name], shares=False), _cells(new[name], shares=month == 11)
        differing.append(sum(before[header] != after[header] for header in before))
    assert len(new.keys() - old.keys() - typo) == key["new"]
    assert len(old.keys() - new.keys() - typo) == key["missing"]
    assert (sum(n > 0 for n in differing), differing.count(0), sum(differing)) == (key["changed"], key["unchanged"], key["cells_changed"])


def test_november_against_october(sheets: dict[str, list[dict[str, Any]]], answer: Any) -> None:
    key = answer("against the month before", NOVEMBER)
    assert [key[what] for what in ("new", "changed", "unchanged", "missing", "cells_changed")] == [6, 141, 244, 7, 312]
    old, new = ({row["Account Name"]: row for row in sheets[file]} for file in (OCTOBER, NOVEMBER))
    assert sorted(new.keys() - old.keys()) == answer("new customers", NOVEMBER)["names"]
    assert sorted(old.keys() - new.keys()) == answer("missing customers", NOVEMBER)["names"]
    assert [(s["Sable Energy"]["Open tix"], s["Sable Energy"]["NPS (last)"]) for s in (old, new)] == [(2, 20), (9, -10)]
    assert (old["Halden Bank"]["Adopt %"], new["Halden Bank"]["Adopt %"]) == (31, 0.31)
    assert max(row["Adopt %"] for row in new.values() if isinstance(row["Adopt %"], float)) < 1
    assert list(new["Halden Bank"])[2] == "Health Score (0-100)"
    assert list(new["Halden Bank"])[-1] == "Exec sponsor 2"


def test_halden_stands_in_row_five(sample: Path) -> None:
    sheet = openpyxl.load_workbook(sample / OCTOBER)["M. Okafor"]
    assert (sheet["A5"].value, sheet["C5"].value) == ("Halden Bank", 64)
    assert "Champion left" in str(sheet["A5"].comment)
