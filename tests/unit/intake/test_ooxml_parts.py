"""Workbooks of the xlsx family whose parts are missing, broken, or called what they should not be, through the own reader."""

import struct
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.markup import DeclaredTypeError
from prodops_desktop.intake.readers.ooxml.reader import open_ooxml
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.zipped import Archive
from prodops_desktop.work.report import ignored

from .ooxml_made import (
    BOOK_RELATIONS,
    MAIN,
    OFFICE,
    RELATIONS,
    ROOT,
    book_part,
    grid,
    make_workbook,
    row_of,
    second_book,
    sheet_part,
    small_pieces,
    strings_part,
    styles_part,
)

SHEET = "xl/worksheets/sheet1.xml"
ROWS = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c></row>'
CELLS = ["a", date(2023, 3, 15)]
WHOLE = {"xl/sharedStrings.xml": strings_part("<t>a</t>"), "xl/styles.xml": styles_part("yyyy-mm-dd")}


def renamed(path: Path, names: dict[str, str]) -> Path:
    """The same workbook with parts of other names."""
    with zipfile.ZipFile(path) as archive:
        parts = {names.get(name, name): archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            archive.writestr(info, content)
    return path


def relations(*targets: str) -> str:
    """Relations of the workbook to its sheet, texts and styles with these targets."""
    kinds = ("worksheet", "sharedStrings", "styles")
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(zip(kinds, targets, strict=True), 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


NAMES = {
    "case": {SHEET: "XL/Worksheets/Sheet1.XML", "xl/sharedStrings.xml": "xl/SharedStrings.xml", "xl/styles.xml": "XL/styles.xml"},
    "backslashes": {SHEET: "xl\\worksheets\\sheet1.xml", "xl/workbook.xml": "xl\\workbook.xml", "_rels/.rels": "_rels\\.rels"},
    "slash in front": {SHEET: f"/{SHEET}", "xl/workbook.xml": "/xl/workbook.xml"},
    "content types": {"[Content_Types].xml": "[content_types].XML"},
}


@pytest.mark.parametrize("way", NAMES)
def test_names_of_parts_in_any_writing(tmp_path: Path, way: str) -> None:
    path = renamed(make_workbook(tmp_path / "made.xlsx", ROWS, WHOLE), NAMES[way])
    assert row_of(second_book(path).sheets[0]) == CELLS


TARGETS = {
    "absolute": ("/xl/worksheets/sheet1.xml", "/xl/sharedStrings.xml", "/xl/styles.xml"),
    "backslashes": ("worksheets\\sheet1.xml", "sharedStrings.xml", ".\\styles.xml"),
    "steps": ("./worksheets/../worksheets/sheet1.xml", "../xl/sharedStrings.xml", "styles.xml"),
    "from the root": ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"),
    "escaped": ("worksheets/sheet%31.xml", "sharedStrings.xml", "styles.xml"),
    "case": ("Worksheets/SHEET1.xml", "SHAREDSTRINGS.xml", "Styles.XML"),
}


@pytest.mark.parametrize("way", TARGETS)
def test_targets_of_relations_in_any_writing(tmp_path: Path, way: str) -> None:
    path = make_workbook(tmp_path / "made.xlsx", ROWS, {**WHOLE, "xl/_rels/workbook.xml.rels": relations(*TARGETS[way])})
    assert row_of(second_book(path).sheets[0]) == CELLS
    assert second_book(path).warnings == []


def test_strict_relations_and_a_workbook_in_another_place(tmp_path: Path) -> None:
    root = ROOT.replace("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
    path = make_workbook(
        tmp_path / "made.xlsx",
        parts={
            "_rels/.rels": root.replace("xl/workbook.xml", "data/book.xml"),
            "xl/workbook.xml": None,
            "xl/_rels/workbook.xml.rels": None,
            SHEET: None,
            "data/book.xml": book_part(),
            "data/_rels/book.xml.rels": relations("one.xml", "texts.xml", "looks.xml"),
            "data/one.xml": sheet_part(ROWS),
            "data/texts.xml": WHOLE["xl/sharedStrings.xml"],
            "data/looks.xml": WHOLE["xl/styles.xml"],
        },
    )
    assert row_of(second_book(path).sheets[0]) == CELLS


MISSING: dict[str, dict[str, str | bytes | None]] = {
    "relations of the workbook": {"xl/_rels/workbook.xml.rels": None},
    "one relation": {"xl/_rels/workbook.xml.rels": BOOK_RELATIONS.replace("rId1", "rId9")},
    "workbook": {"xl/workbook.xml": None, "xl/_rels/workbook.xml.rels": None, "_rels/.rels": None},
    "broken workbook": {"xl/workbook.xml": "<workbook><shee", "xl/_rels/workbook.xml.rels": "<Rel", "_rels/.rels": b"\x00\x01"},
    "part of the relation": {"xl/_rels/workbook.xml.rels": BOOK_RELATIONS.replace("sheet1.xml", "elsewhere.xml")},
}


@pytest.mark.parametrize("what", MISSING)
def test_missing_relations_are_guessed_and_it_is_said(tmp_path: Path, what: str) -> None:
    book = second_book(make_workbook(tmp_path / "made.xlsx", ROWS, {**WHOLE, **MISSING[what]}))
    assert row_of(book.sheets[0]) == CELLS
    name = "Sheet1" if "xl/workbook.xml" in MISSING[what] else "S"
    assert book.sheets[0].name == name
    assert book.warnings == [
        f"The file does not say where the cells of “{name}” lie; they were taken from the parts that are usually called so."
    ]


def test_the_root_relations_may_be_missing_alone(tmp_path: Path) -> None:
    book = second_book(make_workbook(tmp_path / "made.xlsx", ROWS, {**WHOLE, "_rels/.rels": None}))
    assert (row_of(book.sheets[0]), book.warnings) == (CELLS, [])


def test_without_texts_and_formats_the_cells_go_on(tmp_path: Path) -> None:
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", ROWS)).sheets[0]
    assert grid(sheet) == {(1, 2): 45000.0}
    assert [warning.split(",")[0] for warning in sheet.warnings] == ["In 1 cell of “S”", "For 1 cell of “S”"]


def test_broken_texts_and_formats(tmp_path: Path) -> None:
    texts, styles = WHOLE["xl/sharedStrings.xml"], WHOLE["xl/styles.xml"]
    parts = {"xl/sharedStrings.xml": texts.replace("</sst>", "<si><t>b"), "xl/styles.xml": styles.replace("</cellXfs></styleSheet>", "<xf")}
    book = second_book(make_workbook(tmp_path / "made.xlsx", ROWS, parts))
    assert row_of(book.sheets[0]) == CELLS, "what stands in front of the break holds"
    assert ["formats in the file are damaged" in warning for warning in book.warnings] == [True]
    assert ["texts in the file are damaged" in warning for warning in book.sheets[0].warnings] == [True]


def test_states_of_sheets_and_sheets_without_cells(tmp_path: Path) -> None:
    states = ("show", "hidden", "veryHidden", "VERYHIDDEN", "")
    listed = "".join(f'<sheet name="{at} {state}" sheetId="{at}" state="{state}" r:id="rId1"/>' for at, state in enumerate(states))
    listed += '<sheet name="Chart" sheetId="8" r:id="rId8"/><sheet name="Module" sheetId="9" state="veryHidden" r:id=""/>'
    chart = f'<Relationship Id="rId8" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'
    book = second_book(
        make_workbook(
            tmp_path / "made.xlsx",
            ROWS,
            {
                **WHOLE,
                "xl/workbook.xml": book_part(listed),
                "xl/_rels/workbook.xml.rels": BOOK_RELATIONS.replace("</Relationships>", chart),
                "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{MAIN}"/>',
            },
        )
    )
    assert [(sheet.state, sheet.visible) for sheet in book.sheets] == [
        ("visible", True),
        ("hidden", False),
        ("very hidden", False),
        ("very hidden", False),
        ("visible", True),
    ]


def test_a_sheet_whose_part_is_missing_is_there_and_says_so(tmp_path: Path) -> None:
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", parts={SHEET: None})).sheets[0]
    assert grid(sheet) == {}
    assert sheet.warnings == ["The cells of “S” are missing in the file. Open the file where it came from and save it again."]


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels", "docProps/custom.xml"])
@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY e "lol">]>', '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">', "<!DOCTYPE x>"])
def test_a_document_type_is_refused_in_every_part(tmp_path: Path, part: str, declared: str) -> None:
    usual = {"xl/workbook.xml": book_part(), SHEET: sheet_part(ROWS), "_rels/.rels": ROOT, "docProps/custom.xml": "<Properties/>", **WHOLE}
    head, _, rest = ("", "", usual[part]) if not usual[part].startswith("<?") else usual[part].partition("?>")
    written = f"{head}?>{declared}{rest}" if head else f"{declared}{rest}"
    path = make_workbook(tmp_path / "made.xlsx", ROWS, {**usual, part: written})
    with pytest.raises(DeclaredTypeError, match="declares a document type or entities"):
        grid(second_book(path).sheets[0])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_where_pieces_are_cut_does_not_matter(tmp_path: Path, size: int) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>Tür &amp; Tor &#8364; &nbsp;x & y</v></c>'
        '<c r="B1" t="str"><v><![CDATA[a & b &amp;]]></v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>45000</v></c><c r="C2" t="e"><v>#N/A</v></c></row>'
    )
    path = make_workbook(tmp_path / "made.xlsx", rows, WHOLE)
    with small_pieces(size):
        assert grid(second_book(path).sheets[0]) == {
            (1, 1): "Tür & Tor € \xa0x & y",
            (1, 2): "a & b &amp;",
            (2, 1): "a",
            (2, 2): CELLS[1],
            (2, 3): "#N/A",
        }


def long_sheet(path: Path, rows: int = 5000) -> Path:
    """A workbook with a number in each row, which hardly gets smaller by packing."""
    numbers = (f'<row r="{row}"><c r="A{row}"><v>{row * 7919 % 99991 / 7}</v></c></row>' for row in range(1, rows + 1))
    return make_workbook(path, "".join(numbers))


def test_a_member_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = long_sheet(tmp_path / "made.xlsx")
    whole = grid(second_book(path).sheets[0])
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(SHEET)
    content = bytearray(path.read_bytes())
    middle = info.header_offset + 30 + len(SHEET) + info.compress_size // 2
    content[middle : middle + 2000] = bytes(2000)
    path.write_bytes(content)
    sheet = second_book(path).sheets[0]
    found = grid(sheet)
    assert 1000 < len(found) < 4500
    # What was unpacked before the damage showed may be wrong in its last cells, and never in those before.
    assert len([place for place in found if found[place] != whole.get(place)]) < 500
    assert sheet.warnings[-1].startswith("The sheet “S” breaks off at row ")


@pytest.mark.parametrize("cut", ['<row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>4', '<row r="3"><c r="A3"><v>3</v></c></oops>', "\x00"])
def test_xml_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path, cut: str) -> None:
    part = sheet_part('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>')
    path = make_workbook(tmp_path / "made.xlsx", parts={SHEET: part.partition("</sheetData>")[0] + cut})
    sheet = second_book(path).sheets[0]
    expected = {(1, 1): 1.0, (2, 1): 2.0} | ({(3, 1): 3.0} if "<row" in cut else {})
    assert grid(sheet) == expected
    (warning,) = sheet.warnings
    assert warning.startswith(f"The sheet “S” breaks off at row {len(expected)}, and what follows there is lost.")


def test_what_follows_the_end_of_a_document_is_no_matter(tmp_path: Path) -> None:
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", parts={SHEET: sheet_part(ROWS) + "\n\x00\x00<more/>", **WHOLE})).sheets[0]
    assert (row_of(sheet), sheet.warnings) == (CELLS, [])


def test_a_part_that_is_no_xml_at_all(tmp_path: Path) -> None:
    sheet = second_book(make_workbook(tmp_path / "made.xlsx", parts={SHEET: b"\x89PNG\r\n"})).sheets[0]
    assert grid(sheet) == {}
    assert sheet.warnings == [
        "The sheet “S” is damaged from its beginning, and what follows there is lost. Open the file where it came from and save it again."
    ]


def test_zip64_and_members_whose_length_comes_behind_them(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    with path.open("wb") as file, zipfile.ZipFile(cast(BinaryIO, Unseekable(file)), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "xl/workbook.xml": book_part(),
            "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
            SHEET: sheet_part(ROWS),
            **WHOLE,
        }.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content.encode())
    assert row_of(second_book(path).sheets[0]) == CELLS


def test_a_false_length_in_the_directory_is_no_matter(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "made.xlsx", ROWS, WHOLE)
    content = bytearray(path.read_bytes())
    at = content.rfind(SHEET.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<2I", content, at + 20, 3, 5)
    path.write_bytes(content)
    assert row_of(second_book(path).sheets[0]) == CELLS


def test_a_wrong_checksum_is_said_and_all_is_read(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "made.xlsx", ROWS, WHOLE)
    content = bytearray(path.read_bytes())
    content[content.rfind(SHEET.encode()) - 30] ^= 1
    path.write_bytes(content)
    sheet = second_book(path).sheets[0]
    assert row_of(sheet) == CELLS
    (warning,) = sheet.warnings
    assert warning.startswith("The checksum of the sheet “S” is wrong: some of its cells may be damaged.")


def test_stored_members(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "made.xlsx", ROWS, WHOLE)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert row_of(second_book(path).sheets[0]) == CELLS


def test_a_relation_to_something_outside_is_not_followed(tmp_path: Path) -> None:
    outside = BOOK_RELATIONS.replace('Target="worksheets/sheet1.xml"', 'TargetMode="External" Target="/docProps/sheet1.xml"')
    parts = {**WHOLE, "xl/_rels/workbook.xml.rels": outside, "docProps/sheet1.xml": sheet_part("<row><c><v>666</v></c></row>")}
    book = second_book(make_workbook(tmp_path / "made.xlsx", ROWS, parts))
    assert row_of(book.sheets[0]) == CELLS
    assert len(book.warnings) == 1


class Unseekable:
    """A file that can only be written on and on, so that lengths must stand behind what they are of."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, content: Any) -> int:
        """Write on."""
        return self._file.write(content)

    def flush(self) -> None:
        """Let nothing wait."""
        self._file.flush()


def test_what_is_no_zip_and_what_has_no_sheet_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(UserError, match="cannot be unpacked"):
        second_book(broken)
    bare = make_workbook(tmp_path / "bare.xlsx", parts={"xl/workbook.xml": book_part(""), SHEET: None})
    with pytest.raises(UserError, match="no sheet with cells"):
        second_book(bare)


def test_a_workbook_in_memory(tmp_path: Path) -> None:
    content = make_workbook(tmp_path / "made.xlsx", ROWS, WHOLE).read_bytes()
    book = open_ooxml(Source(tmp_path / "gone.xlsx", content), "xlsx", ignored())
    assert row_of(book.sheets[0]) == CELLS


def test_a_part_can_not_claim_more_than_deflating_makes_of_its_bytes(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "made.xlsx", '<row r="1"><c r="A1"><v>7</v></c></row>')
    content = bytearray(path.read_bytes())
    honest = Archive(Source(path)).size("xl/worksheets/sheet1.xml")
    at = content.index(b"xl/worksheets/sheet1.xml", content.index(b"PK\x01\x02")) - 46
    content[at + 24 : at + 28] = b"\xff\xff\xff\x7f"
    path.write_bytes(content)
    assert honest <= Archive(Source(path)).size("xl/worksheets/sheet1.xml") < 1032 * len(content)
