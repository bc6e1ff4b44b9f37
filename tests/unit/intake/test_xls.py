"""The second reader of xls: what xlrd gives as cells, and a sentence for what it can't follow."""

import struct
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.model import Book, Cell
from prodops_desktop.intake.readers.opening import Opening, open_book
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.xls import open_xls
from prodops_desktop.intake.tasks import inspect, stage
from prodops_desktop.work.report import ignored
from tests.data.compound_files import Cells, compound, xls
from tests.data.hostile_binaries import old_workbooks

CELLS: Cells = {(0, 0): "Firm", (0, 2): 5.5, (3, 0): True, (3, 1): ("error", 0x17), (3, 2): ("day", 46024), (3, 3): ("day", 46024)}


def rows_of(book: Book, number: int = 0) -> dict[int, list[Cell]]:
    """The rows with a cell in them, by their numbers."""
    return {at: cells for batch in book.sheets[number].batches() for at, cells in enumerate(batch.rows, batch.first_row) if cells}


@pytest.mark.parametrize("name", ["Workbook", "WORKBOOK", "Book", "Contents"])
def test_cells_of_all_types_whatever_the_stream_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound(xls([("One", 0, CELLS), ("Two", 1, {}), ("Three", 2, {(0, 0): "x"})]), name))
    book = open_xls(Source(path), "xls", ignored())
    assert [(sheet.name, sheet.state) for sheet in book.sheets] == [("One", "visible"), ("Two", "hidden"), ("Three", "very hidden")]
    assert rows_of(book) == {1: ["Firm", "", 5.5], 4: [True, "#REF!", date(2026, 1, 2), date(2026, 1, 2)]}
    assert rows_of(book, 1) == {}
    book.sheets[0].release()
    assert rows_of(book)[1] == ["Firm", "", 5.5]


def test_days_since_1904(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound(xls([("One", 0, {(0, 0): ("day", 46024 - 1462)})], since_1904=True)))
    assert rows_of(open_xls(Source(path), "xls", ignored())) == {1: [date(2026, 1, 2)]}


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


@pytest.mark.parametrize("version", [2, 3, 4])
def test_the_oldest_workbooks_are_one_bare_sheet(tmp_path: Path, version: int) -> None:
    begin = {
        2: _record(0x0009, b"\x02\x00\x10\x00"),
        3: _record(0x0209, b"\x00\x03\x10\x00\x00\x00"),
        4: _record(0x0409, b"\x00\x04\x10\x00\x00\x00"),
    }
    style = b"\x00\x00\x00" if version == 2 else b"\x00\x00"
    text, number = (0x0004, 0x0003) if version == 2 else (0x0204, 0x0203)
    length = "<B" if version == 2 else "<H"
    cells = b"".join(
        _record(text, struct.pack("<HH", row, column) + style + struct.pack(length, len(word)) + word)
        for row, column, word in ((0, 0, b"Firm"), (0, 1, b"Size"), (1, 0, b"Acme"))
    )
    cells += _record(number, struct.pack("<HH", 1, 1) + style + struct.pack("<d", 5.5))
    path = tmp_path / "a.xls"
    path.write_bytes(begin[version] + cells + _record(0x000A, b""))
    book = open_book(path, ignored())
    assert (book.format, rows_of(book)) == ("xls", {1: ["Firm", "Size"], 2: ["Acme", 5.5]})


@pytest.mark.parametrize("name", ["looping.xls", "cut off.xls", "hollow.xls"])
def test_what_can_not_be_followed_is_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(old_workbooks()[name])
    with pytest.raises(UserError, match="damaged xls workbook"):
        open_xls(Source(path), "xls", ignored())


def _with_a_damaged_sheet(*sheets: tuple[str, int, Cells]) -> bytes:
    """A workbook of which the last number of the last sheet is cut short."""
    stream = xls(sheets)
    number = struct.pack("<HH", 0x0203, 14)
    place = stream.rindex(number)
    return compound(stream[:place] + struct.pack("<HH", 0x0203, 6) + stream[place + len(number) :])


def test_a_damaged_sheet_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(_with_a_damaged_sheet(("Good", 0, CELLS), ("Bad", 0, {(0, 0): "Firm", (1, 0): 5.5})))
    good, bad = inspect({"path": str(path)}, ignored())["sheets"]
    assert (good["name"], good["cells"]) == ("Good", 6)
    assert (bad["name"], bad["cells"]) == ("Bad", 0)
    assert bad["warnings"][-1].startswith("The sheet “Bad” is damaged, and its cells are lost.")
    with pytest.raises(UserError, match=r"The sheet “Bad” has no data rows.* is damaged, and its cells are lost"):
        stage({"path": str(path), "staging": str(tmp_path / "staging.db"), "sheet": "Bad"}, ignored())


def test_a_workbook_whose_only_sheet_is_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(_with_a_damaged_sheet(("Bad", 0, {(0, 0): "Firm", (1, 0): 5.5})))
    with pytest.raises(UserError, match="The sheet “Bad” is damaged"):
        inspect({"path": str(path)}, ignored())


def test_cells_far_apart_cost_this_reader_little(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(old_workbooks()["far apart.xls"])
    book = open_book(path, ignored(), Opening(second=True))
    found = {at: [cell for cell in cells if cell != ""] for at, cells in rows_of(book).items()}
    assert found == {1: ["Top left", "Top right"], 65_536: ["Bottom left", "Bottom right"]}


def test_both_readers_agree_on_what_libreoffice_writes(tmp_path: Path, libreoffice: str) -> None:
    import subprocess

    import xlsxwriter

    written = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = written.add_worksheet("Data")
    formats = {
        name: written.add_format({"num_format": code})
        for name, code in (("day", "yyyy-mm-dd"), ("time", "hh:mm"), ("long", "[h]:mm"), ("share", "0%"))
    }
    sheet.write_row(0, 0, ["text", "day", "time", "long", "share", "error"])
    sheet.write(1, 0, "x")
    for column, (name, value) in enumerate((("day", 46024), ("time", 0.5), ("long", 1.25), ("share", 0.31)), 1):
        sheet.write_number(1, column, value, formats[name])
    sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(3, 3, None, None, {"hidden": True})
    sheet.merge_range(3, 0, 4, 1, "merged")
    written.close()
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        [libreoffice, home, "--headless", "--convert-to", "xls", "a.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=100
    )
    book = open_book(tmp_path / "a.xls", ignored())
    (found,) = book.sheets
    assert rows_of(book)[2] == ["x", date(2026, 1, 2), time(12), timedelta(hours=30), 0.31, "#DIV/0!"]
    assert found.warnings == []
    assert [set(fact) for fact in (found.facts.hidden_rows, found.facts.hidden_columns, found.facts.percent_columns)] == [{2}, {4}, {5}]
    assert [(merge.top, merge.left, merge.bottom, merge.right) for merge in found.facts.merges] == [(4, 1, 5, 2)]
