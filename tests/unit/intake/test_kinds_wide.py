"""Sheets with a column a period are of their kind once the periods are rows; what the figures are is said by the sheet's name."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prodops_desktop.intake import tasks
from prodops_desktop.intake.headers import measure_in
from prodops_desktop.work.report import ignored

MONTHS = [f"{month}-26" for month in "Jan Feb Mar Apr May Jun".split()]
WEEKS = [f"2026-W{week:02}" for week in range(1, 9)]
QUARTERS = ["Q1", "Q2", "Q3", "Q4"]
WIDE = [
    ("Finance 2026", "MRR", ["Customer", "Ccy"], MONTHS, "revenue", ["account", "currency", "month", "mrr"]),
    ("Kosten 2026", "Tabelle1", ["Kostenart", "Lieferant"], MONTHS, "costs", ["category", "vendor", "period", "amount"]),
    ("Spend", "Costs", ["Category", "Vendor"], MONTHS, "costs", ["category", "vendor", "period", "amount"]),
    ("Targets_FY26", "Sheet1", ["Metric", "Segment"], QUARTERS, "targets", ["metric", "segment", "period", "value"]),
    ("Usage", "Logins", ["Account"], WEEKS, "usage_summary", ["account", "period", "logins"]),
    ("Something", "Sheet1", ["Metric", "Segment"], QUARTERS, "other", [None] * 4),
]


def look(folder: Path, file: str, sheet: str, texts: list[str], periods: list[str]) -> dict[str, Any]:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append([*texts, *periods])
    for row in range(1, 8):
        words = ["EUR" if text == "Ccy" else f"{text} {row}" for text in texts]
        page.append([*words, *[100 * row + column for column in range(len(periods))]])
    path = folder / f"{file}.xlsx"
    book.save(path)
    return tasks.preview({"path": str(path), "unpivot": True}, ignored())


@pytest.mark.parametrize(("file", "sheet", "texts", "periods", "kind", "fields"), WIDE)
def test_wide_sheets_are_of_their_kind(
    tmp_path: Path, file: str, sheet: str, texts: list[str], periods: list[str], kind: str, fields: list[str | None]
) -> None:
    answer = look(tmp_path, file, sheet, texts, periods)
    assert (answer["kind"], [column["field"] for column in answer["columns"]]) == (kind, fields)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Finance_MRR_wide", "MRR"),
        ("Monthly recurring revenue by customer, EUR", "Monthly recurring revenue"),
        ("Active users 2026", "Active users"),
        ("Kosten 2026", "Kosten"),
        ("Sheet1", ""),
        ("Customers", ""),
        ("Values", ""),
        ("", ""),
        ("a" * 50_000, ""),
        ("word " * 50_000, ""),
    ],
)
def test_the_name_of_a_sheet_says_what_its_figures_are(text: str, measure: str) -> None:
    assert measure_in([text]) == measure


def test_of_several_names_the_longest_counts() -> None:
    assert measure_in(["ARR", "Monthly recurring revenue", "MRR"]) == "Monthly recurring revenue"
