"""What the first reader refuses, drops or shortens the second one reads, and where they disagree it is said on how many cells."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers import calamine_sheet
from prodops_desktop.intake.readers.comparing import Comparison
from prodops_desktop.intake.readers.markup import DeclaredTypeError
from prodops_desktop.intake.readers.model import NO_FACTS, Batch, Cell, Formula
from prodops_desktop.intake.readers.opening import open_book
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.workbook import open_workbook
from prodops_desktop.work.report import ignored

from .ooxml_made import TYPES, book_part, both_book, grid, make_workbook, sheet_part, strings_part, styles_part


@pytest.fixture
def only_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are compared only where the count gives a reason, as those of many megabytes are."""
    monkeypatch.setattr(calamine_sheet, "ALWAYS_COMPARED", 0)


DROPPED: dict[str, tuple[dict[tuple[int, int], Cell], list[str]]] = {
    # the first reader gives nothing for each of these and says nothing of it
    '<c r="A1" t="inlineStr"><v>x</v></c><c r="B1"><v>1</v></c>': (
        {(1, 1): "x", (1, 2): 1.0},
        ["disagree on 1 cell of “S”, A1: nothing and “x”, of which the second was taken."],
    ),
    '<c r="A1" t="str"><v><![CDATA[x & y]]></v></c><c r="B1" t="str"><v><![CDATA[z]]></v></c>': (
        {(1, 1): "x & y", (1, 2): "z"},
        ["disagree on 2 cells of “S”, such as A1: nothing and “x & y”"],
    ),
    '<c r="A1"><f>B1</f></c><c r="B1"><v>1</v></c>': ({(1, 1): "=B1", (1, 2): 1.0}, ["In 1 cell of “S”, A1, there is a formula"]),
    '<c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><v>#N/A</v></c>': ({(1, 1): "#REF!", (1, 2): "#N/A"}, []),
    '<c t="e"><v>#REF!</v></c><c><v>1</v></c>': ({(1, 1): "#REF!", (1, 2): 1.0}, []),
    # and these are no longer what the file holds
    '<c r="A1"><v>12345678901234567890</v></c>': ({(1, 1): 12345678901234567890}, []),
    '<c r="A1" s="1"><v>-2</v></c>': ({(1, 1): -2.0}, ["“S”, A1: “00:00:00” and “-2”, of which the second was taken."]),
    # nothing is wrong here
    '<c r="A1" s="1"><v>45000</v></c><c r="B1" s="1"><v>45000.123456789</v></c><c r="C1" s="1"><v>0.3333333333</v></c>': (
        {(1, 1): date(2023, 3, 15), (1, 2): datetime(2023, 3, 15, 2, 57, 46, 667000), (1, 3): time(8)},
        [],
    ),
    '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1" s="1"></c>': (
        {(1, 1): "a"},
        [],
    ),
    '<c><v>1</v></c><c t="b"><v>1</v></c><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t></t></is></c>': (
        {(1, 1): 1.0, (1, 2): True, (1, 3): "a"},
        [],
    ),
}


def made(tmp_path: Path, row: str) -> Path:
    parts = {"xl/styles.xml": styles_part(14), "xl/sharedStrings.xml": strings_part("<t>a</t>", "<t/>")}
    return make_workbook(tmp_path / "made.xlsx", f'<row r="1">{row}</row>', parts)


def found(path: Path, words: list[str]) -> tuple[dict[tuple[int, int], Cell], list[str]]:
    """The cells of the one sheet, and what is said of it: by ``words`` where it has them. A second pass says the same, once."""
    (sheet,) = both_book(path).sheets
    cells, said = grid(sheet), list(sheet.warnings)
    assert (grid(sheet), sheet.warnings) == (cells, said)
    return cells, [part if part in warning else warning for part, warning in zip_longest(words, said, fillvalue="nothing")]


@pytest.mark.parametrize("row", DROPPED)
def test_what_the_first_reader_drops(tmp_path: Path, row: str) -> None:
    assert found(made(tmp_path, row), DROPPED[row][1]) == DROPPED[row]


@pytest.mark.usefixtures("only_counted")
@pytest.mark.parametrize("row", DROPPED)
def test_what_the_first_reader_drops_in_large_files(tmp_path: Path, row: str) -> None:
    assert found(made(tmp_path, row), DROPPED[row][1]) == DROPPED[row]


NOT_DOUBTFUL = [row for row, (cells, words) in DROPPED.items() if not words and 12345678901234567890 not in cells.values() and " r=" in row]


@pytest.mark.usefixtures("only_counted")
@pytest.mark.parametrize("row", NOT_DOUBTFUL)
def test_large_files_are_read_once_where_the_counts_agree(tmp_path: Path, row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calamine_sheet, "SECOND", {})
    assert found(made(tmp_path, row), DROPPED[row][1]) == DROPPED[row]


def test_a_sheet_that_the_first_reader_refuses_is_read_by_the_second_alone(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1" t="zzz"><v>5</v></c></row>'
    good = sheet_part('<row r="1"><c r="A1"><v>7</v></c></row>')
    listed = '<sheet name="Bad" sheetId="1" r:id="rId1"/><sheet name="Good" sheetId="2" r:id="rId2"/>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Type="http://x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>'
    )
    parts = {"xl/workbook.xml": book_part(listed), "xl/worksheets/sheet2.xml": good, "xl/_rels/workbook.xml.rels": relations}
    book = both_book(make_workbook(tmp_path / "made.xlsx", rows, parts))
    assert [grid(sheet) for sheet in book.sheets] == [{(1, 1): "#SPILL!", (1, 2): 5.0}, {(1, 1): 7.0}]
    assert book.warnings == book.sheets[1].warnings == []
    assert book.sheets[0].warnings == ["The usual reader refused the sheet “Bad”; it was read by a second one."]


@pytest.mark.parametrize("size", [0, 4_000_000])
def test_a_cell_that_the_first_reader_can_not_give_makes_it_refuse_the_sheet(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calamine_sheet, "ALWAYS_COMPARED", size)
    row = '<row r="1"><c r="A1"><v>7</v></c><c r="B1" s="1"><v>1e300</v></c></row>'
    (sheet,) = both_book(make_workbook(tmp_path / "made.xlsx", row, {"xl/styles.xml": styles_part("[h]:mm")})).sheets
    assert grid(sheet) == {(1, 1): 7.0, (1, 2): 1e300}
    assert "it was read by a second one" in sheet.warnings[0]


def test_a_file_that_the_first_reader_refuses(tmp_path: Path) -> None:
    listed = '<sheet name="S" sheetId="1" state="show" r:id="rId1"/>'
    path = make_workbook(tmp_path / "made.xlsx", '<row r="1"><c r="A1"><v>7</v></c></row>', {"xl/workbook.xml": book_part(listed)})
    book = both_book(path)
    assert (grid(book.sheets[0]), book.sheets[0].state) == ({(1, 1): 7.0}, "visible")
    assert book.warnings == ["The usual reader refused this file; it was read by a second one."]


def test_the_second_reader_may_be_asked_for_alone(tmp_path: Path) -> None:
    path = made(tmp_path, '<c r="B1" t="e"><v>#N/A</v></c>')
    book = open_workbook(Source(path), "xlsx", ignored(), second=True)
    assert grid(book.sheets[0]) == {(1, 2): "#N/A"}
    assert type(book.sheets[0]).__name__ == "OoxmlSheet"
    with pytest.raises(UserError, match="save it as xlsx"):
        open_workbook(Source(path), "unheard of", ignored(), second=True)


@pytest.mark.parametrize("size", [0, 4_000_000])
def test_a_document_type_is_refused_even_where_the_first_reader_does_not_mind(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calamine_sheet, "ALWAYS_COMPARED", size)
    part = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + sheet_part("<row><c><v>1</v></c></row>").partition("?>")[2]
    path = make_workbook(tmp_path / "made.xlsx", parts={"xl/worksheets/sheet1.xml": part})
    with pytest.raises(DeclaredTypeError):
        grid(both_book(path).sheets[0])


def test_the_summary_says_what_the_readers_disagree_on(tmp_path: Path, inspect: Callable[[Path], dict[str, Any]]) -> None:
    header = '<row r="1"><c r="A1" t="str"><v>Firm</v></c><c r="B1" t="str"><v>Size</v></c></row>'
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><v>Firm {row}</v></c><c r="B{row}"><v>{row}</v></c></row>' for row in (2, 3)
    )
    (sheet,) = inspect(make_workbook(tmp_path / "made.xlsx", header + rows))["sheets"]
    assert sheet["cells"] == 6
    assert sheet["warnings"][0] == (
        "The two readers of this program disagree on 2 cells of “S”, such as A2: nothing and “Firm 2”, of which the second was taken."
    )


def test_a_template(tmp_path: Path) -> None:
    types = TYPES.replace("sheet.main", "template.main")
    path = make_workbook(tmp_path / "made.xltx", '<row r="1"><c r="A1"><v>7</v></c></row>', {"[Content_Types].xml": types})
    (sheet,) = open_book(path, ignored()).sheets
    assert grid(sheet) == {(1, 1): 7.0}


def test_a_sheet_is_parsed_anew_after_it_was_let_go(tmp_path: Path) -> None:
    (sheet,) = both_book(made(tmp_path, '<c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c>')).sheets
    seen = []
    for _ in range(3):
        seen.append((grid(sheet), list(sheet.warnings), sheet.facts))
        sheet.release()
    assert seen[0][0] == {(1, 1): 1.0, (1, 2): "#N/A"}
    assert seen[1:] == seen[:2]


def test_an_ending_that_lies_is_no_matter(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "made.xls", '<row r="1"><c r="A1"><v>7</v></c></row>')
    book = both_book(path)
    assert (grid(book.sheets[0]), book.warnings) == ({(1, 1): 7.0}, [])
    memory = Source(tmp_path / "gone.xlsx", path.read_bytes())
    assert grid(open_workbook(memory, "xlsx", ignored()).sheets[0]) == {(1, 1): 7.0}


@dataclass
class Given:
    """A sheet that gives these rows, each with its number, from ``first_column`` on."""

    rows: Sequence[tuple[int, list[Cell]]]
    first_column: int = 1
    name: str = "S"
    state: str = "visible"
    visible: bool = True
    text_only: bool = False
    facts = NO_FACTS
    warnings: list[str] = field(default_factory=list)

    def batches(self) -> Iterator[Batch]:
        for number, cells in self.rows:
            yield Batch(number, [cells], number, None)

    def release(self) -> None:
        """Nothing is kept."""


def compared(first: Given, second: Given) -> tuple[dict[tuple[int, int], Cell], Comparison]:
    comparison = Comparison("S")
    batches = list(comparison.batches(first.batches(), first.first_column, second))
    rows = [(row, cells) for batch in batches for row, cells in enumerate(batch.rows, batch.first_row)]
    return {(row, at): cell for row, cells in rows for at, cell in enumerate(cells, 1) if cell != ""}, comparison


def test_rows_and_columns_of_both_readers_are_brought_together() -> None:
    first = Given([(1, ["a", ""]), (3, ["b", 1.0]), (20_000, ["z", ""])], first_column=2)
    second = Given([(1, ["q", "a"]), (2, ["", "n"]), (3, ["", "b", 1.0, "over"]), (30_000, ["end"])])
    cells, comparison = compared(first, second)
    expected = {(1, 1): "q", (1, 2): "a", (2, 2): "n", (3, 2): "b", (3, 3): 1.0, (3, 4): "over", (20_000, 2): "z", (30_000, 1): "end"}
    assert cells == expected
    assert comparison.differences == 5
    assert list(comparison.sentences()) == [
        "The two readers of this program disagree on 5 cells of “S”, such as A1: nothing and “q”, of which the second was taken."
    ]


SAME: list[tuple[Cell, Cell]] = [
    (5.0, 5),
    (0.1 + 0.2, 0.3),
    (date(2026, 1, 2), datetime(2026, 1, 2)),
    (datetime(2026, 1, 2, 3, 4, 5, 678000), datetime(2026, 1, 2, 3, 4, 5, 679000)),
    (time(6), time(6, 0, 0, 1000)),
    (timedelta(hours=30), timedelta(hours=30, milliseconds=1)),
    ("a\r\nb", "a\nb"),
    (" a", "a"),
    ("\n 3\n", 3.0),
    ("", Formula("=A1")),
    ("", "#N/A"),
    (True, True),
]
DIFFERENT: list[tuple[Cell, Cell, Cell]] = [
    (5.0, "5", 5.0),
    (5.0, 6.0, 5.0),
    (date(2026, 1, 2), 46024.0, 46024.0),
    (46024.0, date(2026, 1, 2), date(2026, 1, 2)),
    (date(2026, 1, 2), time(0), date(2026, 1, 2)),
    (time(0), -1.0, -1.0),
    (time(6), 0.25, 0.25),
    ("abc", "abcdef", "abcdef"),
    ("abcdef", "abc", "abcdef"),
    ("abc", "xbcdef", "abc"),
    ("a", "", "a"),
    ("", "a", "a"),
    (float("inf"), "1E+400", "1E+400"),
    (1.2345678901234567e19, 12345678901234567890, 12345678901234567890),
]


@pytest.mark.parametrize(("mine", "theirs"), SAME)
def test_what_is_no_difference(mine: Cell, theirs: Cell) -> None:
    _, comparison = compared(Given([(1, ["x", mine])]), Given([(1, ["x", theirs])]))
    assert comparison.differences == 0


@pytest.mark.parametrize(("mine", "theirs", "taken"), DIFFERENT)
def test_which_cell_is_taken(mine: Cell, theirs: Cell, taken: Cell) -> None:
    cells, comparison = compared(Given([(1, ["x", mine])]), Given([(1, ["x", theirs])]))
    assert cells[1, 2] == taken
    assert type(cells[1, 2]) is type(taken)
    assert comparison.differences == (0 if isinstance(theirs, int) and theirs > 2**53 else 1)


class GivingUp(Given):
    """A sheet whose reader gives up after its rows."""

    def batches(self) -> Iterator[Batch]:
        yield from super().batches()
        raise UserError("It can't be read any further.")


def test_where_the_second_reader_gives_up_the_first_goes_on_alone() -> None:
    first = Given([(row, [float(row)]) for row in range(1, 20)])
    cells, comparison = compared(first, GivingUp([(row, [float(row)]) for row in range(1, 8)]))
    assert cells == {(row, 1): float(row) for row in range(1, 20)}
    assert list(comparison.sentences()) == ["From row 8 on only one reader could read “S”, so that nothing confirms its cells there."]


def test_a_second_reader_that_gives_up_at_once() -> None:
    cells, comparison = compared(Given([(3, ["a"])]), GivingUp([]))
    assert (cells, comparison.differences) == ({(3, 1): "a"}, 0)


STYLES = {"xl/styles.xml": styles_part(14)}
SHIFTED = '<row r="1"><c r="A1" t="str"><v>Firm</v></c><c r="B1" t="str"><v>ARR</v></c></row>' + "".join(
    f'<row r="{row}"><c r="A{row + 1}" t="str"><v>Firm {row}</v></c><c r="B{row + 1}"><v>{row}00</v></c></row>' for row in range(2, 12)
)
Cells = dict[tuple[int, int], Cell]
MOVED: Cells = {(1, 1): "Firm", (1, 2): "ARR"}
MOVED |= {(row + 1, 1): f"Firm {row}" for row in range(2, 12)}
MOVED |= {(row + 1, 2): row * 100.0 for row in range(2, 12)}
ODD_CELLS: dict[str, tuple[str, Cells, str]] = {
    "moved rows": (SHIFTED, MOVED, "In 20 cells of “S”, such as A3, the file names another row"),
    "no format": ('<row r="1"><c r="A1" s="99"><v>45000</v></c></row>', {(1, 1): 45000.0}, "the file does not hold the format"),
    "beyond": (
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>2</v></c></row>',
        {(1, 1): 1.0},
        "beyond the edge of a sheet, row 1,048,576 and column XFD; nothing of that was taken",
    ),
    "endless": (
        '<row r="1"><c r="A1"><v>1e400</v></c><c r="B1"><v>1</v></c></row>',
        {(1, 1): "1e400", (1, 2): 1.0},
        "A1: “inf” and “1e400”",
    ),
    "not a number": (
        '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1</v></c></row>',
        {(1, 1): "NaN", (1, 2): 1.0},
        "A1: “nan” and “NaN”",
    ),
    "no day": (
        '<row r="1"><c r="A1" s="1"><v>60</v></c><c r="B1"><v>1</v></c></row>',
        {(1, 1): 60.0, (1, 2): 1.0},
        "A1: “1900-02-28” and “60”",
    ),
    "long": ('<row r="1"><c r="A1"><v>12345678901234567</v></c></row>', {(1, 1): 12345678901234567}, ""),
    "error": ('<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1</v></c></row>', {(1, 1): "#N/A", (1, 2): 1.0}, ""),
    "formula": (
        '<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><v>1</v></c></row>',
        {(1, 1): "=B1", (1, 2): 1.0},
        "a formula without a stored value",
    ),
}
"""What is odd → rows, the cells that come of them and the words about them, for a file of any size."""


@pytest.mark.parametrize("size", [0, 4_000_000])
@pytest.mark.parametrize("odd", ODD_CELLS)
def test_the_size_of_a_file_makes_no_difference(tmp_path: Path, odd: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calamine_sheet, "ALWAYS_COMPARED", size)
    rows, cells, words = ODD_CELLS[odd]
    said = [words] if words else []
    assert found(make_workbook(tmp_path / "made.xlsx", rows, STYLES), said) == (cells, said)
