"""The own reader of workbooks against readers and writers made by others."""

import warnings
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from openpyxl.formula.translate import Translator

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.comparing import Comparison
from prodops_desktop.intake.readers.model import Cell, Formula
from prodops_desktop.intake.readers.ooxml.formulas import moved
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.workbook import open_workbook
from prodops_desktop.work.report import ignored

from .ooxml_made import both_book, grid, make_workbook, second_book

Trial = Callable[[str], Path]
REAL = [
    "Water_Right_Applications.xlsx",
    "mpf_data_combined.xlsx",
    "tpm_Project Plan.xlsx",
    "tpm_Risk Log.xlsx",
    "tpm_Tables.xlsx",
]
HOSTILE = [
    "ExcelDataReader__TestOpen.xlsx",
    "PHPOffice__issue.3982.xlsx",
    "apache__57893-many-merges.xlsx",
    "exceljs__test-row-styles.xlsx",
    "jmcnamara__comment03.xlsx",
    "nacnudus__1904.xlsx",
    "nacnudus__enron-nested.xlsx",
    "tafia__errors.xlsx",
    "tafia__issue_174.xlsx",
    "tafia__strict_iso_paths.xlsx",
]
ALL = [f"real/{name}" for name in REAL] + [f"hostile/{name}" for name in HOSTILE]


def alike(cell: Any) -> Any:
    """A cell in the form in which the oracles' values can be compared: days are moments, texts have no blanks around them."""
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0) + timedelta(seconds=round(cell.microsecond / 1e6))
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    return cell.strip().replace("\r", "") if isinstance(cell, str) else cell


@pytest.mark.parametrize("name", ALL)
def test_cells_are_those_that_calamine_sees(trial_data: Trial, name: str) -> None:
    path = trial_data(name)
    try:
        workbook = python_calamine.load_workbook(path)
    except python_calamine.CalamineError:
        return  # it is read by the second reader alone, which the comparison with openpyxl looks at
    for sheet in second_book(path).sheets:
        loaded = workbook.get_sheet_by_name(sheet.name)
        left = loaded.start[1] if loaded.start else 0
        seen = {
            (row, column): alike(cell)
            for row, cells in enumerate(loaded.iter_rows(), 1)
            for column, cell in enumerate(cells, left + 1)
            if cell != ""
        }
        own = grid(sheet)
        lost = {place for place in own.keys() - seen.keys() if isinstance(own[place], Formula) or str(own[place]).startswith("#")}
        assert {place: alike(cell) for place, cell in own.items() if place not in lost} == seen


REFUSED_BY_OPENPYXL = ("TestOpen", "strict", "row-styles", "many-merges")
"""It gives no sheets of strict files, refuses the next, and takes ten seconds for the last, which has no cells."""


@pytest.mark.parametrize("name", [name for name in ALL if not any(part in name for part in REFUSED_BY_OPENPYXL)])
def test_cells_are_those_that_openpyxl_sees(trial_data: Trial, name: str) -> None:
    path = trial_data(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    for sheet in second_book(path).sheets:
        cells: dict[tuple[int, int], Any] = getattr(book[sheet.name], "_cells", {})  # iter_rows would believe a false dimension
        seen = {place: value for place, cell in cells.items() if (value := alike(cell.value)) not in (None, "")}
        own = {place: value for place, cell in grid(sheet).items() if not isinstance(cell, Formula) and (value := alike(cell)) != ""}
        # openpyxl drops what merged cells hold besides the first one.
        assert own.keys() - seen.keys() <= {place for place in own if type(cells.get(place)).__name__ == "MergedCell"}
        assert seen.keys() <= own.keys()
        for place, value in seen.items():
            if isinstance(value, time | datetime) and type(value) is not type(own[place]):
                continue  # openpyxl takes a number below 1 for a moment of 1899 where its format shows a day
            assert own[place] == (pytest.approx(value) if isinstance(value, float) else value), place


@pytest.mark.parametrize("name", ALL)
def test_the_two_readers_agree_on_everything_that_both_read(trial_data: Trial, name: str) -> None:
    for sheet in open_workbook(Source(trial_data(name)), "xlsx", ignored()).sheets:
        cells = grid(sheet)
        assert [warning for warning in sheet.warnings if "disagree" in warning] == []
        assert cells is not None


NUMBERS = st.floats(-1e300, 1e300) | st.integers(-(10**15), 10**15).map(float)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff\r"), max_size=20)
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 30))
MOMENTS = st.datetimes(datetime(1900, 3, 1), datetime(9000, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
TIMES = st.times().map(lambda moment: moment.replace(microsecond=0))
LENGTHS = st.integers(0, 10**7).map(lambda seconds: timedelta(seconds=seconds))
CELLS = NUMBERS | TEXTS | st.booleans() | DAYS | MOMENTS | TIMES | LENGTHS
GRIDS = st.dictionaries(st.tuples(st.integers(0, 40) | st.just(200), st.integers(0, 12) | st.just(30)), CELLS, max_size=25)


def written(path: Path, cells: dict[tuple[int, int], Cell], *, shared: bool) -> Path:
    book = xlsxwriter.Workbook(path, {"constant_memory": not shared, "strings_to_urls": False})
    sheet = book.add_worksheet("S")
    forms: dict[type, str] = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm:ss", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}
    formats = {kind: book.add_format({"num_format": code}) for kind, code in forms.items()}
    for (row, column), cell in sorted(cells.items()):
        if isinstance(cell, str):
            sheet.write_string(row, column, cell)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell)
        elif isinstance(cell, float):
            sheet.write_number(row, column, cell)
        else:
            sheet.write_datetime(row, column, cell, formats[type(cell)])
    book.close()
    return path


def as_read(cell: Cell) -> Cell:
    """The cell as any reader must give it: a moment at midnight is a day, and XlsxWriter keeps 16 digits of a number."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return float(f"{cell:.16G}") if isinstance(cell, float) else cell


@settings(max_examples=50)
@given(cells=GRIDS, shared=st.booleans())
def test_what_xlsxwriter_writes_comes_back_through_either_reader(
    tmp_path_factory: pytest.TempPathFactory, cells: dict[tuple[int, int], Cell], shared: bool
) -> None:
    path = written(tmp_path_factory.mktemp("grid") / "made.xlsx", cells, shared=shared)
    expected = {(row + 1, column + 1): as_read(cell) for (row, column), cell in cells.items() if cell != ""}
    for opened in (second_book, both_book):
        (sheet,) = opened(path).sheets
        assert grid(sheet) == expected
        assert sheet.warnings == []


def agree(one: Cell, two: Cell) -> bool:
    """Whether two cells are the same, worked out by what they are turned into."""
    kinds = [(bool, float, int), (str,), (date, datetime), (time,), (timedelta,)]
    alone = [next(at for at, kind in enumerate(kinds) if type(cell) in kind) for cell in (one, two)]
    if alone[0] != alone[1]:
        return False
    if alone[0] == 0:
        return abs(float(one) - float(two)) <= 1e-12 * max(abs(float(one)), abs(float(two)))  # type: ignore[arg-type]
    return bool(alike(one) == alike(two)) if alone[0] != 1 else " ".join(str(one).split()) == " ".join(str(two).split())


ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=12)


@settings(max_examples=40)
@given(rows=ROWS, other=ROWS)
def test_differences_are_counted_cell_by_cell(rows: list[list[Cell]], other: list[list[Cell]]) -> None:
    from .test_two_readers import Given

    def place(grid_of: list[list[Cell]]) -> dict[tuple[int, int], Cell]:
        return {(row, at): cell for row, cells in enumerate(grid_of, 1) for at, cell in enumerate(cells, 1) if cell != ""}

    comparison = Comparison("S")
    first, second = (Given(list(enumerate(cells, 1))) for cells in (rows, other))
    list(comparison.batches(first.batches(), 1, second))
    mine, theirs = place(rows), place(other)
    assert comparison.differences == sum(not agree(mine.get(at, ""), theirs.get(at, "")) for at in mine.keys() | theirs.keys())


FORMULAS = [
    "B2+$B$1",
    "SUM(A1:B$2)*2",
    "'A1 B2'!C3&\"A1\"",
    "A:A+$B:C",
    "1:3+$2:5",
    "LOG10(A1)+Data!B7",
    "IF(A1>1,Z99,Table1[A1])",
    "AB12C+A1.5",
]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("place", ["C3", "E9", "D4"])
def test_formulas_are_moved_as_openpyxl_moves_them(formula: str, place: str) -> None:
    expected = Translator(f"={formula}", origin="C3").translate_formula(place)
    row, column = int(place[1:]) - 3, ord(place[0]) - ord("C")
    assert "=" + moved(formula, row, column) == expected


def test_a_formula_moved_over_the_edge_refers_to_nothing() -> None:
    assert moved("A1+B2", -1, -1) == "#REF!+A1"


def what_becomes_of(opened: Callable[[Path], Any], path: Path) -> str:
    """What a file is refused with, or that it is read."""
    try:
        for sheet in opened(path).sheets:
            grid(sheet)
    except UserError as error:
        return str(error)
    return "read"


@settings(max_examples=150)
@given(at=st.integers(0, 5000), count=st.integers(1, 40), content=st.binary(max_size=40), data=st.data())
def test_a_damaged_file_is_read_or_refused_and_never_ends_in_anything_else(
    tmp_path_factory: pytest.TempPathFactory, at: int, count: int, content: bytes, data: Any
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "made.xlsx"
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="str"><v>text {row}</v></c><c r="B{row}"><v>{row}</v></c></row>' for row in range(1, 30)
    )
    make_workbook(path, rows)
    whole = path.read_bytes()
    start = at % len(whole)
    path.write_bytes(whole[:start] + content + whole[start + count :])
    assert all(what_becomes_of(opened, path) for opened in (second_book, both_book))
