"""Workbooks as strangers' tools write or damage them, each built by hand after a file that was once read wrongly."""

import io
import random
import re
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.model import Book
from prodops_desktop.intake.readers.opening import open_book
from prodops_desktop.intake.readers.seconds import SECOND
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.xls import open_xls
from prodops_desktop.work.report import ignored
from tests.data.compound_files import Cells, compound, xls

from .ooxml_made import (
    BOOK_RELATIONS,
    OFFICE,
    TYPES,
    book_part,
    both_book,
    grid,
    make_workbook,
    second_book,
    sheet_part,
    strings_part,
    styles_part,
)
from .test_ods import cell, row, table, written

BINARY_TYPE = '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'


def opened(path: Path) -> Book:
    """The book as the program opens it."""
    return open_book(path, ignored())


def relations_with(number: int) -> str:
    """The usual relations with one more sheet."""
    more = f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
    return BOOK_RELATIONS.replace("</Relationships>", f"{more}</Relationships>")


def test_a_workbook_that_declares_the_binary_type_beside_its_own(tmp_path: Path) -> None:
    types = TYPES.replace("</Types>", BINARY_TYPE)
    path = make_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>', {"[Content_Types].xml": types})
    book = opened(path)
    assert book.format == "xlsx"
    assert grid(book.sheets[0]) == {(1, 1): "#REF!"}


def test_an_extension_that_has_properties_of_the_workbook_too(tmp_path: Path) -> None:
    more = '<x15:workbookPr xmlns:x15="urn:x15" chartTrackingRefBase="1"/>'
    book = book_part(before='<workbookPr date1904="1"/>').replace("</workbook>", f"<extLst><ext>{more}</ext></extLst></workbook>")
    parts = {"xl/workbook.xml": book, "xl/styles.xml": styles_part(14)}
    path = make_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1" s="1"><v>24472</v></c></row>', parts)
    assert grid(second_book(path).sheets[0]) == {(1, 1): date(1971, 1, 1)}
    sheet = both_book(path).sheets[0]
    assert grid(sheet) == {(1, 1): date(1971, 1, 1)}
    assert sheet.warnings == []


def test_sheets_of_one_name_are_read_each_by_itself(tmp_path: Path) -> None:
    sheets = "".join(f'<sheet name="Same" sheetId="{number}" r:id="rId{number}"/>' for number in (1, 4))
    parts = {
        "xl/workbook.xml": book_part(sheets),
        "xl/_rels/workbook.xml.rels": relations_with(4),
        "xl/worksheets/sheet4.xml": sheet_part('<row r="1"><c r="A1"><v>2</v></c></row>'),
    }
    book = opened(make_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>', parts))
    assert [(sheet.name, grid(sheet)) for sheet in book.sheets] == [("Same", {(1, 1): 1.0}), ("Same (2)", {(1, 1): 2.0})]
    assert "Several sheets have the same name; they were numbered." in book.warnings


def test_a_sheet_without_a_name_has_one(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": book_part('<sheet name="" sheetId="1" r:id="rId1"/>')}
    book = opened(make_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>', parts))
    assert [(sheet.name, grid(sheet)) for sheet in book.sheets] == [("Sheet 1", {(1, 1): 1.0})]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ('t="s"><v>\n 1 \n</v>', "second"),  # the first reader takes the first text for a number that it can't read
        ('s="1"><v>NaN</v>', "NaN"),  # and the day 0 for this
        ('s="1"><v> 46279\n</v>', date(2026, 9, 14)),
    ],
)
def test_where_the_readers_disagree_the_one_that_is_exact_is_taken(tmp_path: Path, content: str, value: object) -> None:
    parts = {"xl/sharedStrings.xml": strings_part("<t>first</t>", "<t>second</t>"), "xl/styles.xml": styles_part("yyyy-mm-dd")}
    sheet = opened(make_workbook(tmp_path / "a.xlsx", f'<row r="1"><c r="A1" {content}</c></row>', parts)).sheets[0]
    assert grid(sheet) == {(1, 1): value}
    assert sheet.warnings[0].endswith("of which the second was taken.")


def test_two_readers_that_find_no_number_agree(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound(xls([("S", 0, {(0, 0): "a", (1, 0): float("nan"), (2, 0): 1.5})])))
    sheet = opened(path).sheets[0]
    assert len(grid(sheet)) == 3
    assert sheet.warnings == []


def test_a_sheet_with_damaged_formats_still_has_its_cells(tmp_path: Path) -> None:
    cells: Cells = {(0, 0): "Firm", (1, 0): 5.5}
    stream = xls([("S", 0, cells)])
    merges = struct.pack("<HH", 0x00E5, 14) + struct.pack("<5H", 1, 0, 0, 0, 1) + b"\x00" * 4  # longer than it says
    end = stream.rindex(b"\x0a\x00\x00\x00")
    path = tmp_path / "a.xls"
    path.write_bytes(compound(stream[:end] + merges + stream[end:]))
    sheet = open_xls(Source(path), "xls", ignored()).sheets[0]
    assert grid(sheet) == {(1, 1): "Firm", (2, 1): 5.5}
    assert sheet.warnings == ["The formats of “S” are damaged and were left aside: what is hidden or merged there is not known."]


def small_compound(chain: list[int]) -> bytes:
    """A compound file whose workbook is a stream of two small sectors, with this table of which one follows which."""
    free, last = 0xFFFFFFFF, 0xFFFFFFFE
    sectors = [*[0xFFFFFFFD, last, last, last], *[free] * 124]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 2, 1, last, 0) + struct.pack("<109I", 0, *[free] * 108)
    entries = b""
    for name, kind, child, start, size in (("Root Entry", 5, 1, 3, 512), ("Workbook", 2, free, 0, 128)):
        text = name.encode("utf-16-le") + b"\x00\x00"
        entries += text.ljust(64, b"\x00") + struct.pack("<HBB3I", len(text), kind, 1, free, free, child) + b"\x00" * 36
        entries += struct.pack("<IQ", start, size)
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    return header + struct.pack("<128I", *sectors) + entries.ljust(512, b"\x00") + table + b"\x09\x08".ljust(512, b"\x00")


def test_small_sectors_that_follow_each_other_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(small_compound([1, 0]))
    with pytest.raises(UserError, match="It is a damaged xls workbook"):
        open_xls(Source(path), "xls", ignored())


def test_a_protection_whose_check_of_the_password_is_wrong(tmp_path: Path) -> None:
    plain = make_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(plain, "a") as archive:
        archive.writestr("beside.bin", random.Random(1).randbytes(20_000))  # the tool that seals spoils what is small
    sealed = io.BytesIO()
    with plain.open("rb") as file:
        OOXMLFile(file).encrypt("VelvetSweatshop", sealed)  # what Excel takes where nobody is to be asked
    spoilt, count = re.subn(rb'(encryptedVerifierHashValue=")...', rb"\1AAA", sealed.getvalue())
    assert count == 1
    plain.write_bytes(spoilt)
    assert grid(opened(plain).sheets[0]) == {(1, 1): 1.0}


def test_cells_beyond_the_end_of_a_sheet_are_not_lost_without_a_word(tmp_path: Path) -> None:
    rows = (
        row(cell("string", text="Firm")) + row("<table:table-cell/>", 'table:number-rows-repeated="1048576"') + row(cell("float", "5", "5"))
    )
    path = written(tmp_path / "a.ods", table(rows)).path
    with pytest.raises(UserError, match="unfolds to more cells than a sheet holds"):
        grid(opened(path).sheets[0])


def test_what_only_the_first_reader_reads_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> Book:
        raise UserError("It is damaged.")

    monkeypatch.setitem(SECOND, "xls", refused)
    path = tmp_path / "a.xls"
    path.write_bytes(compound(xls([("S", 0, {(0, 0): "Firm", (1, 0): ("error", 0x17)})])))
    sheet = opened(path).sheets[0]
    assert grid(sheet) == {(1, 1): "Firm"}
    (warning,) = sheet.warnings
    assert warning.startswith("Only one reader of this program could read “S”")
    assert warning.endswith("Cells with an error such as #N/A are empty there.")
