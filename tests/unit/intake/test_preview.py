"""The preview shows what an import would do, before anything is stored."""

from pathlib import Path

import pytest
import xlsxwriter

from prodops_desktop.errors import UserError
from prodops_desktop.intake import scanning, tasks
from prodops_desktop.work.report import ignored


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "CS_health_2026-10.xlsx"
    made = xlsxwriter.Workbook(path)
    for name, rows in (("Ana", 60), ("Ben", 3)):
        sheet = made.add_worksheet(name)
        sheet.write(0, 1, f"CS health – {name}")
        sheet.write_row(2, 1, ["Acct", "Hlth", "Next renewal", "Sentiment"])
        for number in range(rows):
            sheet.write_row(3 + number, 1, [f"{name} {number}", 40 + number % 50, f"0{1 + number % 9}/0{1 + number % 8}/2027", "Green"])
    made.add_worksheet("Legend").write(0, 0, "red = at risk")
    made.close()
    return path


def test_preview(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    found = tasks.preview({"path": str(book), "sheet": None, "kind": None}, ignored())
    assert (found["format"], found["sheet"], found["kind"], found["header_row"]) == ("xlsx", "Ana", "account_status", 3)
    assert (found["as_of"], found["as_of_from"], found["bytes"]) == ("2026-10-31", "file name", book.stat().st_size)
    assert found["kind_confidence"] >= 0.6
    assert [(sheet["name"], sheet["rows"], sheet["same_shape_as_chosen"]) for sheet in found["sheets"]] == [
        ("Ana", 60, True),
        ("Ben", 3, True),
        ("Legend", 1, False),
    ]
    columns = found["columns"]
    assert [(column["letter"], column["field"]) for column in columns] == [
        ("B", "account"),
        ("C", "cs_score"),
        ("D", "renewal"),
        ("E", "sentiment"),
    ]
    assert columns[0]["samples"] == [f"Ana {number}" for number in range(5)]
    assert all(0.6 <= column["confidence"] <= 1 for column in columns)
    assert "52 dates" in columns[2]["note"]  # on eight of the sixty, day and month are the same number
    assert len(found["head"]) == 40
    assert found["head"][0] == ["Ana 0", "40", "01/01/2027", "Green"]


def test_another_sheet_and_kind_can_be_looked_at(book: Path) -> None:
    found = tasks.preview({"path": str(book), "sheet": "Ben", "kind": "nps"}, ignored())
    assert (found["sheet"], found["kind"], len(found["head"])) == ("Ben", "nps", 3)
    assert any("Score" in warning and "Choose one" in warning for warning in found["warnings"])


def test_an_absent_sheet_is_refused_with_a_list(book: Path) -> None:
    with pytest.raises(UserError, match=r"There is no sheet “Cho”\. The sheets are: Ana, Ben, Legend"):
        tasks.preview({"path": str(book), "sheet": "Cho", "kind": None}, ignored())


def test_a_sheet_too_varied_to_keep_has_its_head_too(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "DISTINCT_LIMIT", 10)
    found = tasks.preview({"path": str(book), "sheet": "Ana", "kind": None}, ignored())
    assert found["head"][0] == ["Ana 0", "40", "01/01/2027", "Green"]
    assert len(found["head"]) == 40
