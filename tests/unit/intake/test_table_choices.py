"""What is chosen about a table holds down to the staging file: its header, hidden rows, merged keys, and periods that become rows."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.intake import scanning, tasks
from prodops_desktop.intake.readers.model import Batch, Book, Cell, Merge, SheetFacts
from prodops_desktop.work.report import ignored

from .conftest import Stage, StagedFile
from .messy_sheets import make_sheet

Staged = Any


class MadeSheet:
    """A sheet in memory with what a workbook says of it."""

    state = "visible"
    visible = True
    first_column = 1
    text_only = False

    def __init__(self, rows: list[list[Cell]], name: str = "Data", **facts: Any) -> None:
        self.name, self._rows, self.facts = name, rows, SheetFacts(**facts)
        self.warnings: list[str] = []

    def batches(self) -> Iterator[Batch]:
        for start in range(0, len(self._rows), 5):
            yield Batch(start + 1, [list(row) for row in self._rows[start : start + 5]], start + 5, len(self._rows))

    def release(self) -> None:
        """Nothing is kept."""


@pytest.fixture
def stage_sheets(tmp_path: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Staged:
    """Stage sheets that were made on the spot: ``stage_sheets(sheet, …, unpivot=True)``."""

    def run(*sheets: MadeSheet, **choices: Any) -> StagedFile:
        path = tmp_path / "made.xlsx"
        path.touch()
        monkeypatch.setattr(tasks, "open_book", lambda *_: Book("xlsx", list(sheets)))
        return stage(path, **{"kind": "other", **choices})

    return run


WIDE: list[list[Cell]] = [
    ["Firm", "Jan 2026", "Feb 2026", "Mar 2026", "Owner"],
    ["Acme", 10, "", 12, "Ada"],
    ["Bolt", 20, 21, 22, "Bo"],
    ["Total", 30, 21, 34, ""],
]
LONG = [("Acme", "2026-01-01", 10, "Ada"), ("Acme", "2026-03-01", 12, "Ada"), ("Bolt", "2026-01-01", 20, "Bo")]
LONG += [("Bolt", "2026-02-01", 21, "Bo"), ("Bolt", "2026-03-01", 22, "Bo")]


@pytest.mark.parametrize("streamed", [False, True])
def test_columns_of_months_become_rows(stage_sheets: Staged, monkeypatch: pytest.MonkeyPatch, *, streamed: bool) -> None:
    if streamed:
        monkeypatch.setattr(scanning, "DISTINCT_LIMIT", 3)
    staged = stage_sheets(MadeSheet(WIDE[: 3 if streamed else 4]), unpivot=True)  # nobody looks for totals in what is streamed
    assert list(staged.columns) == ["Firm", "Month", "Value", "Owner"]
    assert [column["spread"] for column in staged.answer["columns"]] == [None, "header", "value", None]
    assert list(zip(*(staged.values(header) for header in staged.columns), strict=True)) == LONG
    assert staged.db.execute("SELECT * FROM segment").fetchall() == [(1, "Data", 0, 3)]
    assert staged.db.execute("SELECT * FROM spread ORDER BY number").fetchall() == [(0, 1, 2), (1, 1, 3), (2, 1, 4)]
    rows = [row for (row,) in staged.db.execute("SELECT _row FROM rows ORDER BY _row")]
    assert [((row - 1) // 3 + 1, (row - 1) % 3) for row in rows] == [(2, 0), (2, 2), (3, 0), (3, 1), (3, 2)]
    dropped = {one["step"]: one["rows"] for one in staged.answer["dropped"]}
    assert dropped == ({"empty period": 1} if streamed else {"empty period": 1, "total row": 3})
    assert staged.columns["Firm"]["filled"] == 5


def test_what_would_become_rows_is_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage_sheets: Staged) -> None:
    stage_sheets(MadeSheet(WIDE))  # lets the task read the sheet
    found = tasks.preview({"path": str(tmp_path / "made.xlsx"), "kind": "other"}, ignored())
    assert found["wide"] == {
        "headers": ["Jan 2026", "Feb 2026", "Mar 2026"],
        "first": "Jan 2026",
        "last": "Mar 2026",
        "count": 3,
        "header": "Month",
        "value": "Value",
        "rows": 5,
    }
    assert (found["unpivoted"], found["head_rows"], found["head_marks"]) == (False, [2, 3, 4], [None, None, "total row"])
    assert (found["table"], found["header"], found["above"]) == (1, [1, 1], [(1, WIDE[0])])


def test_a_year_above_its_months_is_part_of_the_period(stage_sheets: Staged) -> None:
    rows: list[list[Cell]] = [["", 2025, "", "", 2026, "", ""], ["Firm", "Jan", "Feb", "Mar", "Jan", "Feb", "Mar"]]
    rows += [["Acme", 1, 2, 3, 4, 5, 6], ["Bolt", 7, 8, 9, 10, 11, 12]]
    staged = stage_sheets(MadeSheet(rows), unpivot=True)
    assert staged.values("Month")[:6] == ["2025-01-01", "2025-02-01", "2025-03-01", "2026-01-01", "2026-02-01", "2026-03-01"]
    kept = staged.db.execute('SELECT text FROM raw WHERE "column" = 2 ORDER BY _row').fetchall()
    assert [text for (text,) in kept[:3]] == ["Jan", "Feb", "Mar"], "which is what stands in the cell"


def test_sheets_of_different_months_are_stacked_as_rows(stage_sheets: Staged) -> None:
    other: list[list[Cell]] = [["", "", "", "", ""], ["Firm", "Apr 2026", "May 2026", "Jun 2026", "Owner"], ["Cy", 7, 8, "", "Cleo"]]
    staged = stage_sheets(MadeSheet(WIDE[:3], "One"), MadeSheet(other, "Two"), sheet="*", unpivot=True)
    assert (staged.answer["sheets"], staged.answer["other_sheets"]) == (["One", "Two"], [])
    assert list(zip(staged.values("Firm"), staged.values("Month"), staged.values("Value"), strict=True))[5:] == [
        ("Cy", "2026-04-01", 7),
        ("Cy", "2026-05-01", 8),
    ]
    (first, sheet, shift, stride) = staged.db.execute("SELECT * FROM segment ORDER BY first_row DESC").fetchone()
    places = {number: place for number, *place in staged.db.execute("SELECT * FROM spread")}
    row = staged.db.execute("SELECT _row FROM rows ORDER BY _row DESC").fetchone()[0]
    assert (sheet, (row - shift - 1) // stride + 1, places[(row - shift - 1) % stride], first <= row) == ("Two", 3, [2, 3], True)


def test_sheets_that_are_too_large_to_be_stacked_are_refused(stage_sheets: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    small: list[list[Cell]] = [["Id", "Code"], [1, 1], [2, 2]]
    large: list[list[Cell]] = [["Id", "Code"]]
    large += [[number, number * 7] for number in range(40)]
    monkeypatch.setattr(scanning, "DISTINCT_LIMIT", 20)
    for sheets in ((MadeSheet(large, "2024"), MadeSheet(small, "2025")), (MadeSheet(small, "2025"), MadeSheet(large, "2024"))):
        with pytest.raises(UserError, match="“2024” has too many different values to be put below other sheets"):
            stage_sheets(*sheets, sheet="*")
    assert stage_sheets(MadeSheet(large, "2024"), MadeSheet(small, "2025"), sheet="2024").answer["rows_accepted"] == 40


def test_a_table_without_periods_cannot_become_rows(stage_sheets: Staged) -> None:
    with pytest.raises(UserError, match="no columns of periods"):
        stage_sheets(MadeSheet([["Firm", "Size"], ["A", 1], ["B", 2]]), unpivot=True)


def test_merged_keys_fill_their_rows_and_keep_their_cell(stage_sheets: Staged) -> None:
    rows: list[list[Cell]] = [["Region", "City", "Sum"], ["North", "Oslo", 300], ["", "Bergen", ""], ["", "Moss", ""], ["South", "Rome", 5]]
    staged = stage_sheets(MadeSheet(rows, merges=(Merge(2, 1, 4, 1), Merge(2, 3, 3, 3))))
    assert staged.values("Region") == ["North", "North", "North", "South"]
    assert staged.values("Sum") == [300, None, None, 5], "a merged number is of all its rows together"
    assert staged.db.execute("SELECT * FROM origin ORDER BY _row").fetchall() == [(3, 1, 2, 1), (4, 1, 2, 1)]
    assert any("C2:C3" in warning for warning in staged.answer["warnings"])


@pytest.mark.parametrize("streamed", [False, True])
def test_hidden_rows_are_read_or_left_out(stage_sheets: Staged, monkeypatch: pytest.MonkeyPatch, *, streamed: bool) -> None:
    if streamed:
        monkeypatch.setattr(scanning, "DISTINCT_LIMIT", 3)
    rows: list[list[Cell]] = [["Firm", "Size"]]
    rows += [[f"F{number}", number] for number in range(2, 14)]
    sheet = MadeSheet(rows, hidden_rows=frozenset({3, 9, 40}))
    assert stage_sheets(sheet).values("Size") == list(range(2, 14))
    staged = stage_sheets(sheet, hidden_rows=False)
    assert staged.values("Size") == [number for number in range(2, 14) if number not in (3, 9)]
    assert staged.answer["dropped"] == [{"step": "hidden row", "rows": 2}]
    assert (staged.answer["rows_read"], staged.answer["rows_accepted"]) == (12, 10)


SIDE_BY_SIDE: list[list[Cell]] = [["Sites", "", "", "", "Owners", ""], ["Site", "Units", "", "", "Owner", "Since"]]
SIDE_BY_SIDE += [[f"S{number}", number, "", "", f"O{number}", datetime.date(2026, 1, number)] for number in range(1, 4)]
SIDE_BY_SIDE += [[f"S{number}", number, "", "", "", ""] for number in range(4, 9)]


def test_another_table_of_the_sheet_is_named_and_can_be_chosen(stage_sheets: Staged) -> None:
    staged = stage_sheets(MadeSheet(SIDE_BY_SIDE))
    assert list(staged.columns) == ["Site", "Units"]
    assert any("E2:F5" in warning and "E1" in warning for warning in staged.answer["warnings"])
    second = stage_sheets(MadeSheet(SIDE_BY_SIDE), table=2)
    assert second.values("Owner") == ["O1", "O2", "O3"]
    assert [column["source_column"] for column in second.answer["columns"]] == [5, 6]
    with pytest.raises(UserError, match=r"There is no table 3 on the sheet “Data”\. It has 2 tables"):
        stage_sheets(MadeSheet(SIDE_BY_SIDE), table=3)


def test_rows_far_below_blank_ones_are_told_of(tmp_path: Path, stage: Stage) -> None:
    rows = ["Firm,Size", *(f"F{number},{number}" for number in range(9000))]
    (tmp_path / "long.csv").write_text("\n".join([*rows, "", "", "Owner,Since", "Ada,2026-01-02"]), encoding="utf-8")
    told = [warning for warning in stage(tmp_path / "long.csv", kind="other").answer["warnings"] if "first 8,192 rows" in warning]
    assert [warning.startswith("Row 9,004, below blank rows") for warning in told] == [True]
    (tmp_path / "whole.csv").write_text("\n".join(rows), encoding="utf-8")
    assert not [warning for warning in stage(tmp_path / "whole.csv", kind="other").answer["warnings"] if "first 8,192 rows" in warning]


def test_the_header_is_chosen_by_hand(stage_sheets: Staged) -> None:
    rows: list[list[Cell]] = [["Ann", "Rome"], ["Name", "City"], ["Bob", "Oslo"], ["Cy", "Bern"]]
    chosen = stage_sheets(MadeSheet(rows), header=[2, 2])
    assert (list(chosen.columns), chosen.values("City")) == (["Name", "City"], ["Oslo", "Bern"])
    assert any("A1:B1" in warning for warning in chosen.answer["warnings"])
    none = stage_sheets(MadeSheet(rows), header=[])
    assert (list(none.columns), none.answer["header_row"], none.answer["rows_read"]) == (["Column 1", "Column 2"], None, 4)
    with pytest.raises(UserError, match="can't be a header"):
        stage_sheets(MadeSheet(rows), header=[900, 900])


def test_what_was_decided_reads_the_file_the_same_way_again(stage_sheets: Staged) -> None:
    first = stage_sheets(MadeSheet(SIDE_BY_SIDE), table=2)
    decided = first.answer["decided"]
    assert (decided["sheet"], decided["table"], list(decided["header"])) == ("Data", 2, [2, 2])
    assert decided["types"] == {"Owner": "text", "Since": "day"}
    again = stage_sheets(MadeSheet(SIDE_BY_SIDE), **decided)
    assert again.raw_rows() == first.raw_rows()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), hidden=st.booleans(), unpivot=st.booleans(), header=st.sampled_from([None, (), (1, 1), (2, 3)]))
def test_every_row_is_accepted_quarantined_or_dropped(
    tmp_path_factory: pytest.TempPathFactory, seed: int, hidden: bool, unpivot: bool, header: tuple[int, ...] | None
) -> None:
    sheet = make_sheet(seed)
    folder = tmp_path_factory.mktemp("sum")
    (folder / "made.xlsx").touch()
    spec = {"path": str(folder / "made.xlsx"), "staging": str(folder / "s.db"), "kind": "other"}
    choices = {"hidden_rows": hidden, "unpivot": unpivot, "header": header}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "open_book", lambda *_: Book("xlsx", [sheet]))
        try:
            answer = tasks.stage({**spec, **choices}, ignored())
        except UserError:
            return  # such as a table without periods, or without rows below the chosen header
    assert answer["rows_read"] == answer["rows_accepted"] + answer["rows_quarantined"] + answer["rows_dropped"]
    assert answer["rows_dropped"] == sum(one["rows"] for one in answer["dropped"])
