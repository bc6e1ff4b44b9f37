"""No row is lost when columns of periods become rows, and no number that stands for several cells is multiplied."""

from pathlib import Path

import openpyxl
import pytest

from prodops_desktop.intake import scanning, tasks
from prodops_desktop.work.report import ignored

from .conftest import Stage

GAPS = "Account,ARR,Jan 2026,Feb 2026,Mar 2026\nAcme,100,1,2,3\nGlobex,900,,,\nDuff,50,4,,6\n"


@pytest.mark.parametrize("streamed", [False, True])
def test_a_row_whose_periods_are_all_empty_keeps_one(
    tmp_path: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch, *, streamed: bool
) -> None:
    if streamed:
        monkeypatch.setattr(scanning, "DISTINCT_LIMIT", 3)
    (tmp_path / "gaps.csv").write_text(GAPS, encoding="utf-8")
    staged = stage(tmp_path / "gaps.csv", kind="other", unpivot=True)
    rows = list(zip(*(staged.values(header) for header in ("Account", "Month", "Value")), strict=True))
    assert rows == [
        ("Acme", "2026-01-01", 1),
        ("Acme", "2026-02-01", 2),
        ("Acme", "2026-03-01", 3),
        ("Globex", "2026-01-01", None),
        ("Duff", "2026-01-01", 4),
        ("Duff", "2026-03-01", 6),
    ]
    assert staged.answer["dropped"] == [{"step": "empty period", "rows": 3}]
    assert (staged.answer["rows_read"], staged.answer["rows_accepted"]) == (9, 6)
    assert "3 cells in the columns of periods are empty and left out as “empty period”." in staged.answer["warnings"]


def test_rows_without_a_period_are_among_those_that_are_promised(tmp_path: Path) -> None:
    (tmp_path / "gaps.csv").write_text(GAPS, encoding="utf-8")
    found = tasks.preview({"path": str(tmp_path / "gaps.csv"), "kind": "other"}, ignored())
    assert found["wide"]["rows"] == 6


def test_a_required_value_that_is_empty_is_put_into_quarantine(tmp_path: Path, stage: Stage) -> None:
    text = "Category,Vendor,Jan 2026,Feb 2026,Mar 2026\n" + "".join(f"Cat {n},Firm,{n}00,{n}10,{n}20\n" for n in range(1, 6))
    (tmp_path / "Costs.csv").write_text(text + "Rent,Globex,,,\n", encoding="utf-8")
    staged = stage(tmp_path / "Costs.csv", kind="costs", unpivot=True)
    assert (staged.answer["rows_read"], staged.answer["rows_accepted"], staged.answer["rows_quarantined"]) == (18, 15, 1)
    assert staged.answer["dropped"] == [{"step": "empty period", "rows": 2}]


def test_a_merged_amount_written_as_text_is_not_multiplied(tmp_path: Path, stage: Stage) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (
        ["Firm", "City", "ARR", "Code", "Stage"],
        ["A", "Oslo", "$100", "007", "won"],
        ["B", "Rome"],
        ["C", "Bern", "$5", "8", "lost"],
    ):
        page.append(row)
    for merged in ("C2:C3", "D2:D3", "E2:E3"):
        page.merge_cells(merged)
    book.save(tmp_path / "merged.xlsx")
    staged = stage(tmp_path / "merged.xlsx", kind="other")
    assert staged.values("ARR") == [10000, None, 500]
    assert staged.values("Code") == ["007", "007", "8"], "digits that begin with a zero are no amount"
    assert staged.values("Stage") == ["won", "won", "lost"]
    assert any("C2:C3" in warning and "D2:D3" not in warning for warning in staged.answer["warnings"])


def test_a_number_merged_over_columns_is_told(tmp_path: Path, stage: Stage) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (["Firm", "Jan 2026", "Feb 2026", "Mar 2026"], ["A", 1, 2, 3], ["B", 90, None, None], ["C", 4, 5, 6]):
        page.append(row)
    page.merge_cells("B3:D3")
    book.save(tmp_path / "across.xlsx")
    staged = stage(tmp_path / "across.xlsx", kind="other", unpivot=True)
    assert staged.values("Value") == [1, 2, 3, 90, 4, 5, 6]
    said = "A merged number stands over several columns (B3:D3); only the first of these columns has it."
    assert said in staged.answer["warnings"]
