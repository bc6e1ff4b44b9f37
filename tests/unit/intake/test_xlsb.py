"""The second reader of xlsb: each record of a cell, in one piece or cut into many, and what a damaged part leaves."""

import struct
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodops_desktop.intake.readers.model import Book, Cell, Merge
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.xlsb.reader import open_xlsb
from prodops_desktop.intake.readers.xlsb.records import compressed, records
from prodops_desktop.intake.readers.zipped import PartBrokenError
from prodops_desktop.work.report import ignored
from tests.data.compound_files import binary, cell, row, wide
from tests.data.make_hostile import FOLDER


def rows_of(book: Book, number: int = 0) -> dict[int, list[Cell]]:
    """The rows with a cell in them, by their numbers."""
    return {at: cells for batch in book.sheets[number].batches() for at, cells in enumerate(batch.rows, batch.first_row) if cells}


@pytest.mark.parametrize("name", ["binary.xlsb", "binary of a beta.xlsb"])
def test_all_sorts_of_cells(name: str) -> None:
    book = open_xlsb(Source(FOLDER / name), "xlsb", ignored())
    first, second = book.sheets
    assert rows_of(book) == {
        1: ["Firm", "Size", "Since", "Share", "", "State"],
        2: ["Acme", 5.0, date(2026, 1, 2), 0.31, "", True],
        4: ["Beta", "#N/A", datetime(2026, 1, 3, 18), "", "", "#DIV/0!"],
    }
    assert (first.state, second.state) == ("visible", "very hidden")
    assert (set(first.facts.hidden_rows), set(first.facts.hidden_columns)) == ({2}, {5})
    assert first.facts.merges == (Merge(6, 1, 7, 2),)
    assert first.facts.percent_columns == {4}


def with_sheet(path: Path, sheet: bytes, *, without: str = "") -> Book:
    """The workbook with another first sheet, and perhaps without one of its parts."""
    with zipfile.ZipFile(FOLDER / "binary.xlsb") as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != without}
    parts["xl/worksheets/sheet1.bin"] = sheet
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return open_xlsb(Source(path), "xlsb", ignored())


def test_texts_that_are_missing_are_counted(tmp_path: Path) -> None:
    sheet = binary(145) + row(1) + binary(7, cell(0) + struct.pack("<I", 1)) + binary(7, cell(1) + struct.pack("<I", 99)) + binary(146)
    book = with_sheet(tmp_path / "a.xlsb", sheet)
    assert rows_of(book) == {1: ["Acme", ""]}
    assert "refer to a text that the file does not hold" in book.sheets[0].warnings[0] or "refers to a text" in book.sheets[0].warnings[0]


@pytest.mark.parametrize(
    "damage",
    [
        row(1) + binary(6, cell(0) + wide("late")),  # rows go backwards
        row(7) + binary(6, cell(20_000) + wide("far")),
        row(7) + binary(6, cell(0) + struct.pack("<I", 50) + b"short"),
        row(7) + binary(5, cell(0) + b"\x00"),
        row(7) + b"\x06\xff\xff\xff\x7f",  # a record of 256 MB
        b"\x06",
    ],
)
def test_what_is_damaged_is_said_and_the_rows_above_are_kept(tmp_path: Path, damage: bytes) -> None:
    sheet = binary(145) + row(2) + binary(6, cell(0) + wide("first")) + row(4) + binary(6, cell(0) + wide("second")) + damage
    book = with_sheet(tmp_path / "a.xlsb", sheet)
    assert rows_of(book) == {2: ["first"], 4: ["second"]}
    assert "breaks off behind row" in book.sheets[0].warnings[0]


def test_without_styles_numbers_stay_numbers(tmp_path: Path) -> None:
    sheet = binary(145) + row(1) + binary(5, cell(0, 1) + struct.pack("<d", 46024)) + binary(146)
    assert rows_of(with_sheet(tmp_path / "a.xlsb", sheet, without="xl/styles.bin")) == {1: [46024.0]}


@pytest.mark.parametrize(
    ("written", "number"), [(5 << 2 | 2, 5.0), (5 << 2 | 3, 0.05), ((1 << 32) - (3 << 2) + 2, -3.0), (0x3FF00000, 1.0), (0x40590001, 1.0)]
)
def test_compressed_numbers(written: int, number: float) -> None:
    assert compressed(written) == number


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=300)), max_size=12), st.integers(1, 64))
def test_records_are_the_same_however_they_are_cut(content: list[tuple[int, bytes]], size: int) -> None:
    written = b"".join(binary(kind, part) for kind, part in content)
    pieces = [written[at : at + size] for at in range(0, len(written), size)]
    assert list(records(pieces)) == content

    def all_but_the_end() -> Iterator[bytes]:
        yield written[:-1]

    if content:
        with pytest.raises(PartBrokenError):
            list(records(all_but_the_end()))


def test_a_sheet_without_cells_says_what_became_of_them(tmp_path: Path) -> None:
    sheet = binary(145) + row(1) + binary(7, cell(0) + struct.pack("<I", 1)) + binary(146)
    book = with_sheet(tmp_path / "a.xlsb", sheet, without="xl/worksheets/sheet2.bin")
    assert [rows_of(book, at) for at in (0, 1)] == [{1: ["Acme"]}, {}]
    assert [sheet.warnings for sheet in book.sheets] == [
        [],
        [f"The cells of “{book.sheets[1].name}” are missing in the file. Open it where it came from and save it as xlsx."],
    ]
    book = with_sheet(tmp_path / "a.xlsb", b"")
    assert rows_of(book) == {}
    assert "is damaged from its beginning" in book.sheets[0].warnings[0]
