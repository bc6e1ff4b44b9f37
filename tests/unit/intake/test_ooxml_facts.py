"""What a workbook says beside its cells, and the counts that tell whether a parser gave all of them."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from prodops_desktop.intake.readers.model import Merge, SheetFacts
from prodops_desktop.intake.readers.ooxml.census import Census
from prodops_desktop.intake.readers.package import Package, package_of
from prodops_desktop.intake.readers.source import Source

from .ooxml_made import both_book, grid, make_workbook, second_book, sheet_part, small_pieces, strings_part, styles_part

SHEET = "xl/worksheets/sheet1.xml"


def package(path: Path) -> Package:
    found = package_of(Source(path))
    assert found is not None
    return found


def census(path: Path) -> Census:
    return package(path).census(SHEET)


def facts_of(path: Path) -> SheetFacts:
    """The facts, which are the same through either reader."""
    (both,), (second,) = both_book(path).sheets, second_book(path).sheets
    for sheet in (both, second):
        list(sheet.batches())
    assert both.facts == second.facts
    return second.facts


def test_hidden_rows_and_columns_and_merged_cells(tmp_path: Path) -> None:
    before = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="9"/><col min="16383" max="99999" hidden="true"/></cols>'
    merged = "".join(f'<mergeCell ref="{corners}"/>' for corners in ("A1:B2", "d9:C5", "$E$1:$E$3", "A1:A1048577"))
    after = f'<mergeCells count="9">{merged}</mergeCells>'
    hidden = '<row hidden="1" r="3"><c><v>1</v></c></row><row r="4" hidden="0"/><row r="5" ht="9" hidden="true"/>'
    rows = f'<row r="1"><c><v>1</v></c></row>{hidden}'
    path = make_workbook(tmp_path / "made.xlsx", parts={SHEET: sheet_part(rows, before, after)})
    assert facts_of(path) == SheetFacts(
        hidden_rows=frozenset((3, 5)),
        hidden_columns=frozenset((2, 3, 16383, 16384)),
        merges=(Merge(1, 1, 2, 2), Merge(5, 3, 9, 4), Merge(1, 5, 3, 5)),
    )


def test_controls_behind_the_rows_hide_no_merged_cells(tmp_path: Path) -> None:
    after = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells><controls><from><xdr:row xmlns:xdr="x">3</xdr:row></from></controls>'
    path = make_workbook(tmp_path / "made.xlsx", parts={SHEET: sheet_part('<row r="1"><c><v>1</v></c></row>', after=after)})
    assert facts_of(path).merges == (Merge(1, 1, 2, 2),)


FORMATS = ["0%", '0"%"', "0.00\\%", "#,##0.00 €", "[$-409]#,##0", "[$EUR] 0", '"$"0', "[$£-809]0", "General", "[Red]0.0%"]


def test_columns_of_shares_and_amounts(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{chr(64 + at)}1" s="{at}"><v>1</v></c>' for at in range(1, len(FORMATS) + 1))
    path = make_workbook(tmp_path / "made.xlsx", f'<row r="1">{cells}</row>', {"xl/styles.xml": styles_part(*FORMATS)})
    facts = facts_of(path)
    assert set(facts.percent_columns) == {1, 10}
    assert set(facts.money_columns) == {4, 6, 7, 8}
    builtin = make_workbook(tmp_path / "built.xlsx", f'<row r="1">{cells}</row>', {"xl/styles.xml": styles_part(9, 10, 1, 44, 7, 3, 14)})
    assert (set(facts_of(builtin).percent_columns), set(facts_of(builtin).money_columns)) == ({1, 2}, {4, 5})


def test_a_format_far_down_in_the_sheet_is_seen(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="{int(row > 20_000)}"><v>{row}</v></c></row>' for row in range(1, 60_000))
    path = make_workbook(tmp_path / "made.xlsx", rows, {"xl/styles.xml": styles_part("0%")})
    assert census(path).facts.percent_columns == {1}


VALUES: dict[str, int | None] = {
    '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"/><c r="D1" s="1"></c>': 1,
    '<c r="A1" t="str"><v xml:space="preserve"></v></c><c r="B1" t="str"><v><![CDATA[x]]></v></c>': 1,
    '<c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t></t></is></c><c r="C1" t="inlineStr"><is><t/></is></c>': 1,
    '<c r="A1" t="inlineStr"><is></is></c><c r="B1" t="inlineStr"><is><t> </t></is></c>': 0,
    '<c t="s"><v>0</v></c><c t="s" s="1"><v>1</v></c><c t="s"><v>2</v></c><c><v>1</v></c><c r="E1" t="s"><v>4</v></c>': 3,
    '<c r="A1"><f>B1</f></c>': None,
    '<c r="A1"><f t="shared" si="0"/><v></v></c>': None,
    '<c r="A1"><f>B1</f><v>1</v></c>': 1,
}
TEXTS = strings_part("<t>a</t>", "<t/>", '<t xml:space="preserve"> </t>', "<t>b</t>", "<r><t></t></r>")


@pytest.mark.parametrize("size", [1, 1 << 20])
@pytest.mark.parametrize("row", VALUES)
def test_cells_with_a_value_are_counted(tmp_path: Path, row: str, size: int) -> None:
    path = make_workbook(tmp_path / "made.xlsx", f'<row r="1">{row}</row><row r="2"/>', {"xl/sharedStrings.xml": TEXTS})
    with small_pieces(size):
        assert package(path).count_values(SHEET) == VALUES[row]


def test_with_a_prefix_everything_is_counted_too(tmp_path: Path) -> None:
    def prefixed(part: str) -> str:
        return part.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=").replace("<x:?", "<?")

    part = prefixed(
        sheet_part(
            '<row r="1" hidden="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>-1</v></c><c r="C1" t="s"><v>1</v></c></row>',
            after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        )
    )
    path = make_workbook(tmp_path / "made.xlsx", parts={SHEET: part, "xl/sharedStrings.xml": prefixed(TEXTS)})
    found = census(path)
    assert (found.contents, found.errors) == (3, {1: {1: "#N/A"}})
    assert found.facts == SheetFacts(hidden_rows=frozenset((1,)), merges=(Merge(1, 1, 1, 2),))
    assert package(path).count_values(SHEET) == 2
    assert grid(second_book(path).sheets[0]) == {(1, 1): "#N/A", (1, 2): -1.0}


DOUBTFUL = {
    '<c r="A1"><v>1</v></c><c><v>1</v></c>': True,
    "<c><v>1</v></c><c><v>1</v></c>": False,
    '<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c>': False,
    '<c r="A1" s="1"><v>-1</v></c>': True,
    '<c r="A1" s="2"><v>-1</v></c><c r="B1" s="1"><v>1</v></c>': False,
    '<c r="A1"><v>1234567890123456</v></c>': True,
    '<c r="A1"><v>123456789012345</v></c><c r="B1"><v>0.1234567890123456789</v></c>': False,
    '<c t="e"><v>#N/A</v></c>': True,
}


@pytest.mark.parametrize("row", DOUBTFUL)
def test_what_is_doubtful(tmp_path: Path, row: str) -> None:
    path = make_workbook(tmp_path / "made.xlsx", f'<row r="1">{row}</row>', {"xl/styles.xml": styles_part(14, "0.0")})
    assert census(path).is_doubtful is DOUBTFUL[row]


ERRORS = {
    '<c r="B7" t="e"><v>#N/A</v></c>': {7: {2: "#N/A"}},
    "<c t='e' r='B7'><v>#N/A</v></c>": {7: {2: "#N/A"}},
    '<c r="B7" t="e"><f>IF(A1&lt;2,1)</f><v>#DIV/0!</v></c><c r="C7"><v>1</v></c><c r="D7" t="e" s="1"><v>&#35;REF!</v></c>': {
        7: {2: "#DIV/0!", 4: "&#35;REF!"}
    },
    '<c r="B7" t="e"/><c r="C7" t="e"><v>#N/A</v></c>': {7: {3: "#N/A"}},
}


@pytest.mark.parametrize("row", ERRORS)
def test_error_cells_are_found_with_their_texts(tmp_path: Path, row: str) -> None:
    assert census(make_workbook(tmp_path / "made.xlsx", f"<row>{row}</row>")).errors == ERRORS[row]


def test_a_sheet_of_many_pieces_is_counted_whole(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    options: dict[str, Any] = {"constant_memory": True, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet()
    for row in range(3000):
        sheet.write_row(row, 0, [row, f"text {row}", row % 2 == 0])
        if row % 100 == 0:
            sheet.set_row(row, None, None, {"hidden": True})
    book.close()
    with small_pieces(999):
        found = census(path)
    assert found.contents == package(path).count_values(SHEET) == 9000
    assert found.facts.hidden_rows == {row + 1 for row in range(0, 3000, 100)}
    assert not found.is_doubtful
