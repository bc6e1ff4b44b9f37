"""Cells of the xlsx family as strangers' tools write them, through the own reader; the expected values are written by hand."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from prodops_desktop.intake.readers.model import Cell, Formula

from .ooxml_made import (
    STRICT,
    book_part,
    both_book,
    grid,
    make_workbook,
    row_of,
    second_book,
    sheet_part,
    small_pieces,
    strings_part,
    styles_part,
)


def cells_of(tmp_path: Path, row: str, **parts: str) -> list[Cell]:
    """The cells of row 1."""
    names = {"strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml", "book": "xl/workbook.xml"}
    path = make_workbook(tmp_path / "made.xlsx", f'<row r="1">{row}</row>', {names[key]: part for key, part in parts.items()})
    return row_of(second_book(path).sheets[0])


TYPED: dict[str, list[Cell]] = {
    '<c r="A1"><v>5</v></c><c r="B1" t="n"><v>-2.5e3</v></c><c r="C1"><v> 7 </v></c>': [5.0, -2500.0, 7.0],
    '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>false</v></c><c r="C1" t="b"><v>perhaps</v></c>': [True, False, "perhaps"],
    '<c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><v>#SPILL!</v></c><c r="C1" t="e"><v>Err:502</v></c>': ["#N/A", "#SPILL!", "Err:502"],
    '<c r="A1" t="str"><v> a </v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1" t="str"><v>b</v></c>': [" a ", "", "b"],
    '<c r="A1" t="d"><v>2026-03-15</v></c><c r="B1" t="d"><v>2026-03-15T06:00:00</v></c><c r="C1" t="d"><v>06:30:00</v></c>': [
        date(2026, 3, 15),
        datetime(2026, 3, 15, 6),
        time(6, 30),
    ],
    '<c r="A1" t="d"><v>2026-03-15T06:00:00Z</v></c><c r="B1" t="d"><v>soon</v></c>': ["2026-03-15T06:00:00Z", "soon"],
    '<c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><is><t>b</t></is></c><c r="C1" t="inlineStr"><v>c</v></c>': ["a", "b", "c"],
    '<c r="A1" t="inlineStr"><is><r><t>one</t></r><r><t xml:space="preserve"> two</t></r><rPh><t>wan</t></rPh></is></c>': ["one two"],
    '<c r="A1" t="str"><v>_x0041__x000D_b</v></c><c r="B1" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>': ["A\rb", "_x0041_"],
    '<c r="A1" t="str"><v>_xD83D__xDE00_</v></c>': ["😀"],
    '<c r="A1" t="zzz"><v>5</v></c><c r="B1" t="zzz"><v>x</v></c><c r="C1"><v>x</v></c>': [5.0, "x", "x"],
    '<c r="A1"><v>1_000</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>1E+400</v></c><c r="D1"><v>3,5</v></c>': [
        "1_000",
        "NaN",
        "1E+400",
        "3,5",
    ],
    '<c r="A1"><v>12345678901234567890</v></c><c r="B1"><v>-900719925474099301</v></c><c r="C1"><v>1234567890123456.5</v></c>': [
        12345678901234567890,
        -900719925474099301,
        1234567890123456.5,
    ],
    '<c r="A1" t="str"><v><![CDATA[a & <b>]]></v></c><c r="B1" t="str"><v>AT&T &nbsp;&amp;&bogus; &#65;</v></c>': [
        "a & <b>",
        "AT&T \xa0&&bogus; A",
    ],
    '<c r="A1" t="str"><v>a\x0bb&#1;c&#xD800;</v></c><c r="B1" t="str"><v>x\r\ny&#13;&#10;z</v></c>': ["a\x0bb\x01c\ufffd", "x\ny\r\nz"],
    '<c r="A1"/><c r="B1" s="0"></c><c r="C1"><v></v></c><c r="D1"><v/></c><c r="E1"><v>1</v></c>': ["", "", "", "", 1.0],
}


@pytest.mark.parametrize("row", TYPED)
def test_types_of_cells(tmp_path: Path, row: str) -> None:
    found = cells_of(tmp_path, row)
    assert found == TYPED[row]
    assert list(map(type, found)) == list(map(type, TYPED[row]))


def test_shared_texts(tmp_path: Path) -> None:
    texts = strings_part("<t> a </t>", '<t xml:space="preserve"> b </t>', "<r><t>c</t></r><rPh><t>sea</t></rPh>", "<t/>", "<t>_x0009_d</t>")
    row = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(5))
    assert cells_of(tmp_path, row, strings=texts) == ["a", " b ", "c", "", "\td"]


def test_texts_that_the_file_does_not_hold_are_counted(tmp_path: Path) -> None:
    rows = '<row r="4"><c r="B4" t="s"><v>0</v></c><c r="C4" t="s"><v>7</v></c><c r="D4" t="s"><v>x</v></c><c r="E4"><v>1</v></c></row>'
    path = make_workbook(tmp_path / "made.xlsx", rows, {"xl/sharedStrings.xml": strings_part("<t>a</t>")})
    sheet = second_book(path).sheets[0]
    assert grid(sheet) == {(4, 2): "a", (4, 5): 1.0}
    assert sheet.warnings == ["In 2 cells of “S”, such as C4, the file refers to a text that it does not hold, so nothing is there."]


FORMATS: list[tuple[str | int, str, Cell]] = [
    ("yyyy-mm-dd", "45000", date(2023, 3, 15)),
    ("[$-409]d mmm yy h:mm;@", "45000.25", datetime(2023, 3, 15, 6)),
    ("h:mm", "0.5", time(12)),
    ("[h]:mm:ss", "1.5", timedelta(hours=36)),
    ("[mm]:ss", "0.0625", timedelta(minutes=90)),
    (14, "61", date(1900, 3, 1)),
    (14, "1", date(1900, 1, 1)),
    (22, "45000.75", datetime(2023, 3, 15, 18)),
    (46, "2", timedelta(days=2)),
    (21, "0.25", time(6)),
    ('0.0" days"', "12", 12.0),
    ("[Red]#,##0;[Blue]-0", "12", 12.0),
    ("0\\d", "12", 12.0),
    ("yyyy", "-3", -3.0),
    ("yyyy", "2958466", 2958466.0),
    ("0.00E+00", "12", 12.0),
]


@pytest.mark.parametrize(("code", "serial", "expected"), FORMATS)
def test_the_format_says_what_a_number_is(tmp_path: Path, code: str | int, serial: str, expected: Cell) -> None:
    (found,) = cells_of(tmp_path, f'<c r="A1" s="1"><v>{serial}</v></c>', styles=styles_part(code))
    assert (found, type(found)) == (expected, type(expected))


def test_days_since_1904(tmp_path: Path) -> None:
    book = book_part(before='<workbookPr date1904="true"/>')
    row = '<c s="1"><v>43538</v></c><c s="1"><v>43538.5</v></c>'
    assert cells_of(tmp_path, row, styles=styles_part(14), book=book) == [date(2023, 3, 15), datetime(2023, 3, 15, 12)]


def test_formats_of_conditions_and_named_styles_are_no_formats_of_cells(tmp_path: Path) -> None:
    styles = styles_part("0.0").replace("<cellXfs>", '<cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs><cellXfs>')
    styles = styles.replace("</styleSheet>", '<dxfs><dxf><numFmt numFmtId="170" formatCode="yyyy"/></dxf></dxfs></styleSheet>')
    assert cells_of(tmp_path, '<c s="1"><v>5</v></c>', styles=styles) == [5.0]


def test_formulas_without_a_value_are_kept_as_such_and_counted(tmp_path: Path) -> None:
    master = """<c r="A2"><f t="shared" si="0" ref="A2:A3">B2+$B$1+'B2'!C2&amp;"B2"</f></c>"""
    rows = (
        '<row r="1"><c r="A1"><f>B1*2</f></c><c r="B1"><f>=SUM(C1:C9)</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c></row>'
        f'<row r="2">{master}<c r="B2" t="str"><f>""</f><v></v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/></c><c r="B3"><f t="shared" si="9"/></c></row>'
    )
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", rows)).sheets[0]
    cells = grid(sheet)
    assert cells == {
        (1, 1): "=B1*2",
        (1, 2): "=SUM(C1:C9)",
        (1, 3): 2.0,
        (2, 1): "=B2+$B$1+'B2'!C2&\"B2\"",
        (3, 1): "=B3+$B$1+'B2'!C3&\"B2\"",
        (3, 2): "=",
    }
    assert {place for place, cell in cells.items() if isinstance(cell, Formula)} == {(1, 1), (1, 2), (2, 1), (3, 1), (3, 2)}
    (warning,) = sheet.warnings
    assert warning.startswith("In 5 cells of “S”, such as A1, there is a formula without a stored value, which counts as empty.")


PLACES: dict[str, dict[tuple[int, int], Cell]] = {
    # cells and rows without a reference follow the one before
    "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r='C2'><v>3</v></c><c><v>4</v></c></row>": {
        (1, 1): 1,
        (1, 2): 2,
        (2, 3): 3,
        (2, 4): 4,
    },
    "<row><c><v>1</v></c></row><row r='5'><c><v>2</v></c></row><row><c><v>3</v></c></row>": {(1, 1): 1, (5, 1): 2, (6, 1): 3},
    "<row><c r='B7'><v>1</v></c></row><row><c><v>2</v></c></row>": {(7, 2): 1, (8, 1): 2},
    "<row/><row><c><v>1</v></c></row>": {(2, 1): 1},
    "<row r='0'><c><v>1</v></c></row><row r='x'><c><v>2</v></c></row>": {(1, 1): 1, (2, 1): 2},
    # a number is no reference, nor is what has no letters of a column
    "<row r='1'><c r='0'><v>1</v></c><c r='1'><v>2</v></c><c r='?1'><v>3</v></c></row>": {(1, 1): 1, (1, 2): 2, (1, 3): 3},
    "<row r='1'><c r='R1C1'><v>1</v></c><c r='$C$1'><v>2</v></c><c r='e1'><v>3</v></c></row>": {(1, 1): 1, (1, 3): 2, (1, 5): 3},
    # disorder
    "<row r='5'><c r='C5'><v>1</v></c><c r='A5'><v>2</v></c></row><row r='2'><c r='B2'><v>3</v></c></row>": {
        (5, 3): 1,
        (5, 1): 2,
        (2, 2): 3,
    },
    "<row r='1'><c r='A1'><v>1</v></c></row><row r='1'><c r='B1'><v>2</v></c></row>": {(1, 1): 1, (1, 2): 2},
    "<c r='A1'><v>1</v></c>": {(1, 1): 1},
    "<row><c r='A9'><v>1</v></c></row><row><c r='A4'><v>2</v></c></row>": {(9, 1): 1, (10, 1): 2},
    "<row r='5'><c><v>1</v></c></row><row><c><v>2</v></c></row><row r='6'><c/><c><v>3</v></c></row>": {(5, 1): 1, (6, 1): 2, (6, 2): 3},
}


@pytest.mark.parametrize("rows", PLACES)
def test_where_cells_are(tmp_path: Path, rows: str) -> None:
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", rows)).sheets[0]
    assert grid(sheet) == PLACES[rows]
    assert sheet.warnings == []
    assert grid(sheet) == PLACES[rows], "a second pass starts anew"


ODD: dict[str, tuple[dict[tuple[int, int], Cell], str]] = {
    "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c><c r='A1'/></row>": (
        {(1, 1): 2},
        "In 1 cell of “S”, A1, the file has different values",
    ),
    "<row r='9'><c r='A9'><v>1</v></c></row><row r='2'/><row r='9'><c r='A9'><v>2</v></c></row>": (
        {(9, 1): 2},
        "A9, the file has different values",
    ),
    "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row><row r='1'/>": ({(1, 1): 2}, "A1, the file has different values"),
    "<row r='1'><c r='A1'><v>1</v></c><c r='ABCDEF1'><v>2</v></c></row>": ({(1, 1): 1}, "“S” has 1 cell (XFE1) beyond the edge"),
    "<row r='1'><c r='A7'><v>1</v></c></row>": ({(7, 1): 1}, "In 1 cell of “S”, A7, the file names another row"),
    "<row r='1'><c r='A1'><v>1</v></c><c r='B3'><v>2</v></c><c r='C1'><v>3</v></c></row><row r='2'><c><v>4</v></c></row>": (
        {(1, 1): 1, (3, 2): 2, (1, 3): 3, (2, 1): 4},
        "In 1 cell of “S”, B3, the file names another row",
    ),
    "<row r='1'><c r='A1'><v>1</v></c><c r='XFE1'><v>2</v></c></row>": ({(1, 1): 1}, "“S” has 1 cell (XFE1) beyond the edge"),
    "<row r='1'><c r='XFD1'><v>1</v></c><c><v>2</v></c></row>": ({(1, 16384): 1}, "(XFE1)"),
    "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048577'><c><v>2</v></c><c><v>3</v></c></row>": (
        {(1, 1): 1},
        "“S” has 2 cells (such as A1048577) beyond",
    ),
    "<row r='1'><c r='A1' s='4'><v>1</v></c></row>": ({(1, 1): 1}, "For 1 cell of “S”, A1, the file does not hold the format"),
}


@pytest.mark.parametrize("rows", ODD)
def test_what_is_odd_is_said(tmp_path: Path, rows: str) -> None:
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", rows)).sheets[0]
    cells, words = ODD[rows]
    assert grid(sheet) == cells
    (warning,) = sheet.warnings
    assert words in warning


def test_elements_with_a_prefix_and_strict_documents(tmp_path: Path) -> None:
    cells = '<q:c r="A1" t="inlineStr"><q:is><q:t>a</q:t></q:is></q:c><q:c r="B1"><q:v>2</q:v></q:c>'
    part = f'<q:worksheet xmlns:q="{STRICT}"><q:sheetData><q:row r="1">{cells}</q:row></q:sheetData></q:worksheet>'
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", parts={"xl/worksheets/sheet1.xml": part})).sheets[0]
    assert grid(sheet) == {(1, 1): "a", (1, 2): 2.0}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "big5"])
def test_encodings_of_parts(tmp_path: Path, encoding: str) -> None:
    text = "臺北" if encoding == "big5" else "naïve"
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    part = sheet_part(f'<row r="1"><c r="A1" t="str"><v>{text}</v></c></row>').replace('<?xml version="1.0"?>', declared)
    path = make_workbook(tmp_path / "made.xlsx", parts={"xl/worksheets/sheet1.xml": part.encode(encoding)})
    assert row_of(second_book(path).sheets[0]) == [text]


def test_bytes_that_are_no_text_are_replaced(tmp_path: Path) -> None:
    part = sheet_part('<row r="1"><c r="A1" t="str"><v>caf~</v></c><c r="B1"><v>2</v></c></row>').encode().replace(b"~", b"\xe9")
    path = make_workbook(tmp_path / "made.xlsx", parts={"xl/worksheets/sheet1.xml": part})
    assert row_of(second_book(path).sheets[0]) == ["caf\ufffd", 2.0]


def test_far_rows_cost_little(tmp_path: Path) -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>'
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", rows)).sheets[0]
    batches = list(sheet.batches())
    assert [(batch.first_row, len(batch.rows)) for batch in batches] == [(1, 2), (1048576, 1)]
    assert grid(sheet) == {(2, 1): 1.0, (1048576, 2): 2.0}


def test_batches_follow_each_other_without_a_gap_within_one(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 30_000, 3))
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", rows)).sheets[0]
    assert grid(sheet) == {(row, 1): float(row) for row in range(1, 30_000, 3)}
    assert all(len(batch.rows) <= 8192 for batch in sheet.batches())


def test_the_first_batch_begins_at_the_first_row_however_far_down_the_first_cell_is(tmp_path: Path) -> None:
    rows = '<row r="20000"><c r="B20000"><v>1</v></c></row>'
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", rows)).sheets[0]
    assert [(batch.first_row, len(batch.rows)) for batch in sheet.batches()] == [(1, 8192), (20_000, 1)]
    assert grid(sheet) == {(20_000, 2): 1.0}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("size", [1, 1 << 20])
def test_disorder_is_seen_wherever_it_is(tmp_path: Path, encoding: str, size: int) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in (1, 2, 5, 3, 4, 6))
    part = sheet_part(rows).replace(' version="1.0"', f' version="1.0" encoding="{encoding}"').encode(encoding)
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", parts={"xl/worksheets/sheet1.xml": part})).sheets[0]
    with small_pieces(size):
        assert grid(sheet) == {(row, 1): float(row) for row in range(1, 7)}
    assert sheet.warnings == []


EXTENDED = [
    '<c r="A1"><v>10</v><extLst><ext><x:v xmlns:x="u">99</x:v><x:f xmlns:x="u">B1</x:f></ext></extLst></c>',
    '<c r="A1"><extLst><ext><x:is xmlns:x="u"><x:t>99</x:t></x:is><x:c xmlns:x="u" r="B1"><x:v>7</x:v></x:c></ext></extLst><v>10</v></c>',
]


@pytest.mark.parametrize("cell", EXTENDED)
def test_what_an_extension_holds_is_no_value(tmp_path: Path, cell: str) -> None:
    path = make_workbook(tmp_path / "made.xlsx", f'<row r="1">{cell}<c r="C1"><v>5</v></c></row>')
    assert grid(second_book(path).sheets[0]) == {(1, 1): 10.0, (1, 3): 5.0}
    assert grid(both_book(path).sheets[0])[1, 1] == 10.0


def test_the_day_that_never_was_is_no_day(tmp_path: Path) -> None:
    row = (
        '<row r="1">'
        + "".join(f'<c r="{letter}1" s="1"><v>{number}</v></c>' for letter, number in zip("ABC", (59, 60, 61), strict=True))
        + "</row>"
    )
    path = make_workbook(tmp_path / "made.xlsx", row, {"xl/styles.xml": styles_part(14)})
    for book in (second_book(path), both_book(path)):
        assert grid(book.sheets[0]) == {(1, 1): date(1900, 2, 28), (1, 2): 60.0, (1, 3): date(1900, 3, 1)}
