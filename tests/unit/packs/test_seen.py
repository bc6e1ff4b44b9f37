"""Rows are exported as they are seen, as what they are, and come back the same when the file is imported."""

import csv
import threading
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from prodops_desktop.datasets.filters import Arrangement, Between, Contains, Filter, Missing
from prodops_desktop.datasets.grid import Grid, GridRow
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.reading import Condition
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.packs import seen, seen_task
from prodops_desktop.packs.seen import Exported, write_seen
from prodops_desktop.work.child import ChildResult
from prodops_desktop.work.report import ignored
from prodops_desktop.workspace import Workspace
from tests.new_workspace import new_workspace
from tests.unit.datasets.mixed_table import ROWS, TEXTS, import_mixed, kept
from tests.unit.sheets_here import import_here

ODD = ["=1+1", "http://prodops.example", "007", "+49 30", "@sum", "-5 %", 'a "quoted", text', "two\nlines", "ünïcode ☂", "x" * 33_000]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left to a child is done in this process."""
    monkeypatch.setattr(seen, "run_child", lambda _, spec, **__: ChildResult(seen_task.write(spec, ignored()), 0.0, 0.0))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, int]]:
    workspace, version = import_mixed(tmp_path_factory.mktemp("mixed"))
    yield workspace, version
    workspace.close()


def rows_of(workspace: Workspace, version: int, arrangement: Arrangement = Arrangement()) -> tuple[Grid, list[GridRow]]:
    grid = Grid(workspace, version)
    grid.arrange(arrangement)
    return grid, grid.rows(0, ROWS)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_what_is_exported_is_imported_with_the_same_values(mixed: tuple[Workspace, int], tmp_path: Path, ending: str) -> None:
    workspace, version = mixed
    out = tmp_path / f"out{ending}"
    assert write_seen(workspace.path, version, out).rows == ROWS
    before, expected = rows_of(workspace, version)
    with open_workspace(new_workspace(tmp_path / "again.prodops")) as again:
        grid, found = rows_of(again, import_here(again, out, kind="revenue").version_id)
        assert [(one.header, one.type) for one in grid.columns] == [(one.header, one.type) for one in before.columns]
        scales = [(one.scale, one.currency if ending == ".xlsx" else None) for one in before.columns]
        assert [(one.scale, one.currency) for one in grid.columns] == scales
        assert [row.values for row in found] == [row.values for row in expected]
        grid.close()
    before.close()


@pytest.mark.usefixtures("here")
def test_rows_and_columns_are_those_that_are_seen(mixed: tuple[Workspace, int], tmp_path: Path) -> None:
    workspace, version = mixed
    filters = (Filter(5, Between(100, None)), Filter(3, Missing(wanted=False)), Filter(2, Contains("e")))
    wanted = Arrangement(((4, True), (2, False)), "a", filters, group=7)
    out = tmp_path / "seen.csv"
    condition = Condition("c4 IS NOT NULL AND c4 <> ?", (25,))
    done = write_seen(workspace.path, version, out, wanted, [4, 2, 8], condition)
    grid, everything = rows_of(workspace, version)
    rows = kept(grid.columns, [row for row in everything if row.values[3] not in (None, 25)], wanted)
    assert done == Exported(out, len(rows), (), 0)
    assert len(rows) > 3
    assert out.read_bytes().startswith(b"\xef\xbb\xbfseats,account,seen\r\n")
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file))[1:]
    assert found == [[str(row.values[3]), str(row.values[1]), str(row.values[7] or "").replace("T", " ")] for row in rows]


@pytest.mark.usefixtures("here")
def test_cells_of_a_workbook_are_what_they_are_and_it_goes_on_in_further_sheets(
    mixed: tuple[Workspace, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, version = mixed
    monkeypatch.setattr(seen_task, "MOST_ROWS", 100)
    out = tmp_path / "mixed.xlsx"
    done = write_seen(workspace.path, version, out, Arrangement(((8, False),)))
    assert done == Exported(out, ROWS, ("mixed", "mixed 2"), 0)
    book = load_workbook(out)
    first, second = book.worksheets
    assert (first.max_row, second.max_row, first.freeze_panes, first.auto_filter.ref) == (101, 61, "A2", "A1:K101")
    for page in (first, second):
        assert [cell.value for cell in page[1]] == list(TEXTS)
    columns = {str(column[0].value): [cell for cell in column[1:] if cell.value is not None] for column in first.iter_cols()}
    assert {name: {(type(cell.value), cell.number_format) for cell in cells} for name, cells in columns.items()} == {
        "month": {(datetime, "yyyy-mm-dd")},
        "account": {(str, "@")},
        "plan": {(str, "@")},
        "seats": {(int, "0")},
        "mrr": {(int, '"€"#,##0.00'), (float, '"€"#,##0.00')},
        "growth": {(float, "0.##########%"), (int, "0.##########%")},
        "active": {(bool, "@")},
        "seen": {(datetime, "yyyy-mm-dd hh:mm:ss")},
        "at": {(time, "hh:mm:ss")},
        "spent": {(timedelta, "[h]:mm:ss")},
        "weight": {(float, "General"), (int, "General")},
    }
    assert first["H2"].value == datetime(2026, 3, 1, 10, 0, 5)


@pytest.mark.usefixtures("here")
def test_text_is_never_a_formula_or_a_link(tmp_path: Path) -> None:
    sheet = tmp_path / "odd.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["words", "n"], *([text, str(n)] for n, text in enumerate(ODD))])
    with open_workspace(new_workspace(tmp_path / "w.prodops")) as workspace:
        version = import_here(workspace, sheet, kind="other").version_id
        done = write_seen(workspace.path, version, tmp_path / "odd.xlsx")
        plain = write_seen(workspace.path, version, tmp_path / "again.csv")
        expected = [row.values[0] for row in rows_of(workspace, version)[1]]
    cells = [row[0] for row in load_workbook(tmp_path / "odd.xlsx").worksheets[0].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [*expected[:-1], "x" * 32_767]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert (done.cut, done.like_formulas) == (1, 0)
    with (tmp_path / "again.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)][1:] == expected, "a csv file keeps them exactly, and says how many look like formulas"
    assert plain.like_formulas == 4


def test_what_cannot_be_written_is_refused_and_leaves_nothing(mixed: tuple[Workspace, int], tmp_path: Path) -> None:
    workspace, version = mixed
    for name, words in (("a.txt", "does not end in .xlsx or .csv"), ("none/a.csv", "There is no folder")):
        with pytest.raises(UserError, match=words):
            write_seen(workspace.path, version, tmp_path / name)
    with pytest.raises(UserError, match="is the workspace itself"):
        write_seen(workspace.path, version, workspace.path)
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_export_leaves_no_file(mixed: tuple[Workspace, int], tmp_path: Path) -> None:
    workspace, version = mixed
    out, cancelled = tmp_path / "out.xlsx", threading.Event()
    out.write_text("as it was")
    with pytest.raises(Cancelled):
        write_seen(workspace.path, version, out, on_progress=lambda _: cancelled.set(), cancelled=cancelled)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out.xlsx", "as it was")]
