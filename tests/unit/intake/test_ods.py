"""The second reader of OpenDocument: values, texts, repeats and what is hidden, and nothing that grows beyond a sheet."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.model import Book, Cell, Formula, Merge
from prodops_desktop.intake.readers.ods.reader import open_ods
from prodops_desktop.intake.readers.opening import open_book
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.work.report import ignored

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style", "number", "draw")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def written(path: Path, tables: str, styles: str = "") -> Source:
    """A document with these tables."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} {CALC}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return Source(path)


def table(rows: str, name: str = "Sheet1") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def cell(kind: str, value: str = "", text: str = "", more: str = "") -> str:
    said = {"date": "date-value", "time": "time-value", "boolean": "boolean-value", "string": "string-value"}.get(kind, "value")
    written_value = f' office:{said}="{value}"' if value else ""
    return f'<table:table-cell office:value-type="{kind}"{written_value} {more}><text:p>{text}</text:p></table:table-cell>'


def rows_of(book: Book, number: int = 0) -> dict[int, list[Cell]]:
    """The rows with a cell in them, by their numbers."""
    return {at: cells for batch in book.sheets[number].batches() for at, cells in enumerate(batch.rows, batch.first_row) if cells}


def read(path: Path, tables: str, styles: str = "") -> Book:
    return open_ods(written(path, tables, styles), "ods", ignored())


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        (cell("float", "5", "5"), 5.0),
        (cell("percentage", "0.31", "31%"), 0.31),
        (cell("float", "12345678901234567890", "1,23E+19"), 12345678901234567890),
        (cell("float", "-12345678901234567.5", "x"), -12345678901234567.5),
        (cell("currency", "-12.5", "-12,50 €"), -12.5),
        (cell("date", "2026-03-15", "15.3."), date(2026, 3, 15)),
        (cell("date", "2026-03-15T10:20:30.123456789", "x"), datetime(2026, 3, 15, 10, 20, 30, 123456)),
        (cell("date", "2026-13-45", "no day"), "no day"),
        (cell("time", "PT12H34M56S", "x"), time(12, 34, 56)),
        (cell("time", "PT25H10M00.5S", "x"), timedelta(hours=25, minutes=10, seconds=0.5)),
        (cell("time", "-PT1H", "x"), timedelta(hours=-1)),
        (cell("boolean", "true", "WAHR"), True),
        (cell("string", "", "plain"), "plain"),
        (cell("string", "the value", "the look"), "the value"),
        (cell("float", "NaN", "n/a"), "n/a"),
        (cell("float", "", "five"), "five"),
        (
            cell("string", "", "#DIV/0!", 'office:string-value="" calcext:value-type="error"'),
            "#DIV/0!",
        ),
        ('<table:table-cell table:formula="of:=TODAY()"/>', Formula("=TODAY()")),
        ("<table:table-cell><text:p>no type</text:p></table:table-cell>", "no type"),
        ("<table:covered-table-cell><text:p>below a merge</text:p></table:covered-table-cell>", "below a merge"),
    ],
)
def test_values(tmp_path: Path, markup: str, value: Cell) -> None:
    book = read(tmp_path / "a.ods", table(row(markup)))
    (found,) = rows_of(book)[1]
    assert found == value
    assert type(found) is type(value)


def test_texts_keep_their_paragraphs_blanks_and_breaks_and_lose_their_notes(tmp_path: Path) -> None:
    markup = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation>'
        '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p><text:p/>'
        "<text:p><text:span>e</text:span><text:a>f</text:a></text:p>"
        "<draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame></table:table-cell>"
    )
    assert rows_of(read(tmp_path / "a.ods", table(row(markup))))[1] == ["a   b\tc\nd\n\nef"]


def test_repeats_of_blanks_cost_nothing_and_values_are_repeated(tmp_path: Path) -> None:
    gap = '<table:table-cell table:number-columns-repeated="3"/>'
    tables = table(
        row(cell("string", "", "a") + gap + cell("float", "7", "7", 'table:number-columns-repeated="2"'))
        + row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1000000"')
        + row(cell("string", "", "low"), 'table:number-rows-repeated="2"')
        + row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="999999999"')
    )
    found = rows_of(read(tmp_path / "a.ods", tables))
    assert found == {1: ["a", "", "", "", 7.0, 7.0], 1_000_002: ["low"], 1_000_003: ["low"]}
    assert found[1_000_002] is not found[1_000_003]


@pytest.mark.parametrize(
    "tables",
    [
        table(row(cell("string", "", "x"), 'table:number-rows-repeated="2000000"')),
        table(row(cell("string", "", "x", 'table:number-columns-repeated="20000"'))),
        table(row(cell("string", "", "x", 'table:number-columns-repeated="16000"'), 'table:number-rows-repeated="1000000"')),
        table(row(cell("string", "", "x", 'table:number-columns-repeated="16000"')) * 1300),
    ],
)
def test_what_unfolds_beyond_a_sheet_is_refused(tmp_path: Path, tables: str) -> None:
    with pytest.raises(UserError, match="unfolds to more cells than a sheet holds"):
        rows_of(read(tmp_path / "a.ods", tables))


def test_what_is_hidden_merged_or_formatted_is_known(tmp_path: Path) -> None:
    styles = (
        '<number:number-style style:name="N1"><number:text>$</number:text><number:number/></number:number-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    tables = table(
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:default-cell-style-name="ce1"/>'
        + row(
            cell("string", "", "a", 'table:number-columns-spanned="2" table:number-rows-spanned="3"')
            + "<table:covered-table-cell/>"
            + cell("float", "5")
        )
        + "<table:table-row-group>"
        + row(cell("percentage", "0.5"), 'table:visibility="filter"')
        + "</table:table-row-group>"
        + row("<table:table-cell/>", 'table:visibility="collapse" table:number-rows-repeated="1048000"')
    )
    hidden = '<table:table table:name="Second" table:style-name="ta2">' + row(cell("string", "", "x")) + "</table:table>"
    first, second = read(tmp_path / "a.ods", tables + hidden, styles).sheets
    assert (first.state, second.state, second.visible) == ("visible", "hidden", False)
    assert first.facts.hidden_rows == {2}
    assert first.facts.hidden_columns == {2}
    assert first.facts.merges == (Merge(1, 1, 3, 2),)
    assert (set(first.facts.percent_columns), set(first.facts.money_columns)) == ({1}, {3})


def number_style(name: str, inner: str, style: str) -> str:
    return (
        f'<number:number-style style:name="{name}">{inner}</number:number-style>'
        f'<style:style style:name="{style}" style:family="table-cell" style:data-style-name="{name}"/>'
    )


def test_numbers_filled_up_with_zeros_are_known_where_all_of_a_column_are(tmp_path: Path) -> None:
    five, two = (f'<number:number number:decimal-places="0" number:min-integer-digits="{digits}"/>' for digits in (5, 2))
    styles = number_style("N1", five, "ids") + number_style("N2", f"<number:text>No. </number:text>{five}", "said")
    styles += number_style("N3", two, "months") + number_style("N4", five.replace("/>", ' number:grouping="true"/>'), "grouped")
    named = ("ids", "said", "months", "grouped", "ids", "ids")
    first = "".join(cell("float", "1", more=f'table:style-name="{name}"') for name in named)
    second = "".join(cell("float", "2", more=f'table:style-name="{name}"') for name in named[:4])
    second += cell("float", "2") + cell("string", "", "x")
    (sheet,) = read(tmp_path / "a.ods", table(row(cell("string", "", "Id") * 6) + row(first) + row(second)), styles).sheets
    assert sheet.facts.zeros == {(1, 5), (6, 5)}


def test_tables_in_cells_and_earlier_versions_are_no_part_of_the_sheet(tmp_path: Path) -> None:
    inner = table(row(cell("string", "", "inner")), "Inner")
    change = f"<table:cell-content-change>{row(cell('string', '', 'old'))}</table:cell-content-change>"
    old = f"<table:tracked-changes>{change}</table:tracked-changes>"
    tables = (
        old
        + table(row(f"<table:table-cell>{inner}<text:p>own</text:p></table:table-cell>" + cell("string", "", "b")))
        + table(row(cell("string", "", "c")), "Two")
    )
    book = read(tmp_path / "a.ods", tables)
    assert [sheet.name for sheet in book.sheets] == ["Sheet1", "Two"]
    assert rows_of(book)[1][-1] == "b"
    assert rows_of(book, 1) == {1: ["c"]}


def test_a_document_that_breaks_off_gives_what_there_is_and_says_so(tmp_path: Path) -> None:
    source = written(tmp_path / "a.ods", table(row(cell("string", "", "a")) + row(cell("string", "", "b")) + row(cell("string", "", "c"))))
    with zipfile.ZipFile(source.path) as archive:
        content = archive.read("content.xml")
    with zipfile.ZipFile(source.path, "w") as archive:
        archive.writestr("content.xml", content[: content.index(b">c<")])
    book = open_ods(source, "ods", ignored())
    assert rows_of(book) == {1: ["a"], 2: ["b"]}
    assert "breaks off behind row 2" in book.sheets[0].warnings[0]


def test_an_entity_is_never_expanded(tmp_path: Path) -> None:
    source = written(tmp_path / "a.ods", table(row(cell("string", "", "&a;"))))
    with zipfile.ZipFile(source.path) as archive:
        content = archive.read("content.xml").decode()
    with zipfile.ZipFile(source.path, "w") as archive:
        archive.writestr("content.xml", content.replace("?><office", '?><!DOCTYPE x [<!ENTITY a "boom">]><office', 1))
    with pytest.raises(UserError, match="declares a document type or entities"):
        open_ods(source, "ods", ignored())


def test_both_readers_agree_on_what_libreoffice_writes(tmp_path: Path, libreoffice: str) -> None:
    import subprocess

    import openpyxl

    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["text", "number", "share", "day", "moment", "time", "long", "formula", "error"])
    values = [
        "a  b\nc",
        5,
        0.31,
        date(2023, 3, 15),
        datetime(2023, 3, 15, 10, 20, 30),
        time(12, 34, 56),
        timedelta(hours=25),
        "=1+1",
        "=1/0",
    ]
    sheet.append(values)
    sheet["C2"].number_format, sheet["G2"].number_format = "0%", "[h]:mm:ss"
    sheet["B9"] = "far"
    book.save(tmp_path / "a.xlsx")
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        [libreoffice, home, "--headless", "--convert-to", "ods", "a.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=100
    )
    both = open_book(tmp_path / "a.ods", ignored())
    expected = {1: [cell.value for cell in sheet[1]], 2: [*values[:7], 2, "#DIV/0!"], 9: ["", "far"]}
    rows = {at: cells[:9] for at, cells in rows_of(both).items() if any(cell != "" for cell in cells)}
    assert {at: cells[: len(expected[at])] for at, cells in rows.items()} == expected
    assert both.sheets[0].warnings == []
