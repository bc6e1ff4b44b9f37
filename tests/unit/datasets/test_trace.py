"""Any cell of a dataset leads back to the file, the sheet, the cell and the text there: plain, stacked, merged, unpivoted, mended."""

import csv
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string, coordinate_to_tuple, get_column_letter

from prodops_desktop.areas import TAKERS
from prodops_desktop.cli.running import run
from prodops_desktop.datasets.addresses import find_cell
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.provenance import trace
from prodops_desktop.datasets.quarantine import held_rows, mend
from prodops_desktop.datasets.reading import columns_of, parts_of
from prodops_desktop.datasets.releasing import release
from prodops_desktop.datasets.rulings import dismiss
from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.model import column_letter
from prodops_desktop.workspace import Workspace
from tests.unit.sheets_here import import_here, write_rows

WIDE: list[list[Any]] = [
    ["ARR by month", None, None, None, None],
    [None] * 5,
    ["Region", "Account", "Jan 2026", "Feb 2026", "Mar 2026"],
    ["EMEA", "Acme", 100, 110, None],
    [None, "Beta", 200, 210, 220],
    ["NA", "Gamma", 300, 310, 320],
    [None, None, 5, 6, 7],
    ["APAC", "Delta", 1, 2, 3],
]


def wide(folder: Path) -> Path:
    """A sheet with a column a month, of which two pairs of cells are merged, and a row without an account."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "ARR"
    for row in WIDE:
        sheet.append(row)
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("A6:A7")
    book.save(folder / "arr.xlsx")
    return folder / "arr.xlsx"


def bring_wide(workspace: Workspace, folder: Path) -> ImportReport:
    return import_here(workspace, wide(folder), kind="revenue", name="ARR", unpivot=True)


def traced(workspace: Workspace, version: int, row: str, column: str, sheet: str | None = None) -> tuple[Any, ...]:
    with workspace.reading() as store:
        cell = find_cell(store, version, row, column, sheet)
        origin = trace(store, version, cell.part, cell.row, cell.column.position)
    return origin.number, origin.cell, origin.own, origin.raw, origin.reason


def test_every_cell_of_an_unpivoted_sheet_leads_to_its_own(workspace: Workspace, tmp_path: Path) -> None:
    report = bring_wide(workspace, tmp_path)
    version = report.version_id
    book = load_workbook(tmp_path / "arr.xlsx")["ARR"]
    seen = 0
    with workspace.reading() as store:
        (part,) = parts_of(store, version)
        for (row,) in store.db.execute(f"SELECT _row FROM part_{part}").fetchall():
            for column in columns_of(store, version):
                origin = trace(store, version, part, row, column.position)
                assert str(book[str(origin.cell)].value) == origin.raw, origin
                where, period = coordinate_to_tuple(str(origin.cell)), int(origin.number.split(".")[1])
                if column.spread == "header":
                    assert where == (3, column_index_from_string("B") + period)
                elif column.spread == "value":
                    assert where == (origin.row, column_index_from_string("B") + period)
                elif column.header == "Region":
                    assert where == ({4: 4, 5: 4, 6: 6, 8: 8}[origin.row], 1)
                    assert (origin.own is None) == (origin.row != 5)
                seen += 1
    assert seen == report.rows_accepted * 4 == 11 * 4


def test_cells_are_named_as_the_grid_and_the_sheet_name_them(workspace: Workspace, tmp_path: Path) -> None:
    version = bring_wide(workspace, tmp_path).version_id
    assert traced(workspace, version, "5.3", "ARR") == ("5.3", "E5", None, "220", None)
    assert traced(workspace, version, "5", "E") == ("5.3", "E5", None, "220", None), "the letters say which period is meant"
    assert traced(workspace, version, " 5.3 ", "arr") == ("5.3", "E5", None, "220", None)
    assert traced(workspace, version, "5.1", "Region") == ("5.1", "A4", "A5", "EMEA", None)
    assert traced(workspace, version, "5.2", "Month") == ("5.2", "D3", None, "Feb 2026", None)
    assert traced(workspace, version, "5", "Account") == ("5.1", "B5", None, "Beta", None), "one cell, whichever row was meant"
    assert traced(workspace, version, "5", "A") == ("5.1", "A4", "A5", "EMEA", None)
    for row, column, said in (
        ("5", "ARR", "Row 5 became 3 rows: 5.1 to 5.3. Name one of them."),
        ("5.4", "ARR", "There is no 5.4: the periods of row 5 are 5.1 to 5.3."),
        ("5.0", "Account", "There is no 5.0: the periods of row 5 are 5.1 to 5.3."),
        ("99", "ARR", "No row 99 was imported: no row of data stands there, or the import left it out. 1 cell in the columns"),
        ("99.1", "ARR", "No row 99.1 was imported: no row of data stands there, or"),
        ("4.3", "ARR", "No row 4.3 was imported: its cell is empty, and the step “empty period” drops such rows."),
        ("5", "Month", "Row 5 became 3 rows: 5.1 to 5.3. Name one of them."),
        ("7.1", "ARR", "Row 7.1 waits in quarantine: “Account” is empty."),
        ("five", "ARR", "“five” is no row"),
        ("5.2", "E", "Column E of the sheet has the period 3, and 5.2 is the period 2."),
        ("5.1", "Churn", "There is no column “Churn”. The columns are: Region, Account, Month, ARR."),
    ):
        with pytest.raises(UserError) as refused:
            traced(workspace, version, row, column)
        assert str(refused.value).startswith(said), (row, column)


def test_released_rows_of_periods_lead_to_the_same_cells(workspace: Workspace, tmp_path: Path) -> None:
    version = bring_wide(workspace, tmp_path).version_id
    with workspace.reading() as store:
        rows = held_rows(store, version)
    assert [row.place.number for row in rows] == ["7.1", "7.2", "7.3"]
    workspace.run(lambda store: mend(store, rows[0].part, rows[0].row, 2, "Omega")).result()
    workspace.run(lambda store: mend(store, rows[1].part, rows[1].row, 2, "Omega")).result()
    workspace.run(lambda store: release(store, version, [rows[0].id], TAKERS)).result()
    workspace.run(lambda store: release(store, version, [rows[1].id], TAKERS)).result()
    workspace.run(lambda store: dismiss(store, version, [rows[2].id], "nobody")).result()
    assert traced(workspace, version, "7.1", "Account") == ("7.1", "B7", None, "", "mended by hand: “Omega”")
    assert traced(workspace, version, "7.1", "Region") == ("7.1", "A6", "A7", "NA", None)
    assert traced(workspace, version, "7.2", "D") == ("7.2", "D7", None, "6", None)
    assert traced(workspace, version, "7.2", "Month") == ("7.2", "D3", None, "Feb 2026", None)
    assert traced(workspace, version, "7", "B") == ("7.1", "B7", None, "", "mended by hand: “Omega”"), "both say the same"
    with pytest.raises(UserError, match=r"Row 7\.3 was dismissed from quarantine on .*: nobody\."):
        traced(workspace, version, "7.3", "ARR")
    assert check(workspace) == []


def test_a_row_of_stacked_sheets_is_asked_for_by_its_sheet(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    for name, rows in (("North", [["Acme", 1], ["Beta", 2]]), ("South", [["Gamma", 3], ["Delta", 4], ["Eps", 5]])):
        sheet = book.create_sheet(name)
        for row in [["Account", "Seats"], *rows]:
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "stack.xlsx")
    version = import_here(workspace, tmp_path / "stack.xlsx", kind="other", name="stack", sheet="*").version_id
    assert traced(workspace, version, "3", "Seats", "South")[1:4:2] == ("B3", "4")
    assert traced(workspace, version, "4", "B")[1:4:2] == ("B4", "5"), "only one sheet has such a row"
    with pytest.raises(UserError, match=r"Row 3 stands in several sheets: “North”, “South”\. Name one"):
        traced(workspace, version, "3", "Seats")
    with pytest.raises(UserError, match="No row came from a sheet “East”"):
        traced(workspace, version, "3", "Seats", "East")


def test_the_text_of_the_file_is_always_given_back(workspace: Workspace, tmp_path: Path) -> None:
    rows = [["Account", "Amount", "Share", "Day", "Active", "Note"]]
    for n in range(40):
        day = f"{n % 28 + 1:02}.{n % 12 + 1:02}.2026" if n % 5 else f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}"
        rows.append(
            [
                f" C{n % 4}",
                f"€{n},{n % 100:02}",
                f"{n} %",
                day,
                "ja" if n % 3 else "nein",
                " x " if n == 7 else "n/a" if n == 8 else f"t{n}",
            ]
        )
    version = import_here(workspace, write_rows(tmp_path / "odd.csv", rows), kind="other", name="odd").version_id
    with workspace.reading() as store:
        (part,) = parts_of(store, version)
        for number, row in enumerate(rows[1:], 2):
            assert [trace(store, version, part, number, position).raw for position in range(1, 7)] == row


def test_the_command_answers_with_every_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "w.prodops"
    with open_workspace(path, create=True) as workspace:
        first = bring_wide(workspace, tmp_path)
        assert first.dataset == "ARR"
    sha = json.loads(_run(capsys, "datasets", path, "--json"))["datasets"][0]["sha256"]
    found = json.loads(_run(capsys, "trace", path, "ARR", "5.3", "ARR", "--json"))
    imported = found.pop("import")
    assert found == {
        "dataset": "ARR", "version": 1, "file": "arr.xlsx", "sheet": "ARR", "cell": "E5", "row": "5.3", "column": "ARR", "value": 220.0,
        "raw": "220", "reason": None, "type": "money", "field": "arr",
    }  # fmt: skip
    assert imported.keys() == {"imported_at", "as_of", "file", "sha256", "size"}
    assert (imported["file"], imported["sha256"], imported["size"]) == ("arr.xlsx", sha, (tmp_path / "arr.xlsx").stat().st_size)
    said = _run(capsys, "trace", path, "arr", "5.1", "A", "--sheet", "ARR", "--version", "1")
    assert said.splitlines()[0] == "arr.xlsx › ARR › A4, taken into A5: “EMEA”"
    for words, wrong in (
        (("nope", "2", "A"), "There is no dataset “nope”"),
        (("ARR", "5.1", "A", "--version", "2"), "There is no version 2"),
    ):
        assert run(["trace", str(path), *words], render=list) == 1
        assert wrong in capsys.readouterr().err


def _run(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert run([str(word) for word in words], render=list) == 0
    return capsys.readouterr().out


def test_a_plain_row_is_a_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "w.prodops"
    with (tmp_path / "v.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["day", "amount", "done"], ["2026-01-05", "1,250.50", "yes"], ["2026-02-06", "20.00", "no"]])
    with open_workspace(path, create=True) as workspace:
        import_here(workspace, tmp_path / "v.csv", kind="other", name="v")
    for column, value, raw, cell in (
        ("amount", 1250.5, "1,250.50", "B2"),
        ("done", True, "yes", "C2"),
        ("A", "2026-01-05", "2026-01-05", "A2"),
    ):
        found = json.loads(_run(capsys, "trace", path, "v", "2", column, "--json"))
        assert (found["row"], found["value"], found["raw"], found["cell"]) == (2, value, raw, cell)


def test_cells_that_were_mended_differently_are_no_longer_one(workspace: Workspace, tmp_path: Path) -> None:
    version = bring_wide(workspace, tmp_path).version_id
    with workspace.reading() as store:
        rows = held_rows(store, version)
    for row, text in zip(rows, ("Omega", "Psi"), strict=False):
        workspace.run(partial(mend, part=row.part, row=row.row, position=2, text=text)).result()
        workspace.run(partial(release, version=version, rows=[row.id], takers=TAKERS)).result()
    with pytest.raises(UserError, match=r"Row 7 became 2 rows: 7\.1 to 7\.2\. Name one of them\."):
        traced(workspace, version, "7", "Account")


def test_a_sheet_without_periods_has_none(workspace: Workspace, tmp_path: Path) -> None:
    write_rows(tmp_path / "plain.csv", [["Item", "Price"], ["a", "1"], ["b", "2"]])
    version = import_here(workspace, tmp_path / "plain.csv", kind="other", name="plain").version_id
    with pytest.raises(UserError, match=r"3\.1 names a period, and the rows of this dataset have none\. Write 3\."):
        traced(workspace, version, "3.1", "Price")


def test_a_row_that_a_step_left_out_is_told_with_the_step(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["who", "score"], ["Ann", 1], ["Ben", 2], ["Cid", 3]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "a.xlsx")
    version = import_here(workspace, tmp_path / "a.xlsx", kind="other", hidden_rows=False).version_id
    with workspace.reading() as store, pytest.raises(UserError) as caught:
        find_cell(store, version, "3", "who")
    assert str(caught.value) == (
        "No row 3 was imported: no row of data stands there, or the import left it out. "
        "1 row that is hidden in the file was left out as “hidden row”, as was chosen."
    )
    version = import_here(workspace, write_rows(tmp_path / "b.csv", [["who", "score"], ["Ann", "1"]]), kind="other").version_id
    with workspace.reading() as store, pytest.raises(UserError, match=r"No row 3 was imported: no row of data stands there\.$"):
        find_cell(store, version, "3", "who")


def test_columns_have_the_letters_that_spreadsheets_give_them() -> None:
    numbers = [*range(1, 800), 16_384]
    assert [column_letter(number) for number in numbers] == [get_column_letter(number) for number in numbers]
