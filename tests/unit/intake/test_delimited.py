"""Text files in any encoding and with any delimiter give the cells that were written."""

import gzip
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.delimited import open_delimited
from prodops_desktop.intake.readers.encodings import find_encoding
from prodops_desktop.intake.readers.opening import open_book
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.work.report import ignored
from tests.data.compound_files import compound

TEXT = "Kunde;Umsatz;Ort\nMüller & Söhne;1.250,50;Köln\nÉtoile;3,5;Besançon\n"


def _packed(text: bytes) -> bytes:
    """Packed with gzip, the same whenever it is done."""
    return gzip.compress(text, mtime=0)


def _entry(name: str) -> bytes:
    """An entry of the directory of a compound file."""
    text = name.encode("utf-16-le") + b"\x00\x00"
    return text.ljust(64, b"\x00") + len(text).to_bytes(2, "little") + b"\x02" + b"\x00" * 61


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "umsatz.csv"
    path.write_bytes(TEXT.encode(encoding))
    book = open_delimited(Source(path))
    assert book.sheets[0].name == "umsatz"
    rows = next(book.sheets[0].batches()).rows
    assert rows == [line.split(";") for line in TEXT.splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["umsatz.csv.gz", "umsatz.csv"])
def test_text_that_is_packed_is_read_as_if_it_was_not(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(_packed(TEXT.encode(encoding)))
    sheet = open_delimited(Source(path)).sheets[0]
    assert next(sheet.batches()).rows == [line.split(";") for line in TEXT.splitlines()]


def test_several_packed_pieces_are_one_text(tmp_path: Path) -> None:
    path = tmp_path / "two.csv.gz"
    path.write_bytes(_packed(b"a,b\n1,2\n") + _packed(b"3,4\n"))
    assert next(open_delimited(Source(path)).sheets[0].batches()).rows == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_a_packing_that_breaks_off_is_said_and_no_row_is_made_up(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv.gz"
    text = "a,b\n" + "".join(f"{n},{n * n}\n" for n in range(50_000))
    path.write_bytes(_packed(text.encode())[:-2_000])
    with pytest.raises(UserError, match="packing breaks off"):
        read_whole(path)


def read_whole(path: Path) -> None:
    """Read every row of every sheet."""
    for sheet in open_book(path, ignored()).sheets:
        for _ in sheet.batches():
            pass


def test_a_late_letter_decides_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 200_000 + "café,3\n".encode("cp1252"))
    assert find_encoding(Source(path)).name == "cp1252"
    *_, last = open_delimited(Source(path)).sheets[0].batches()
    assert last.rows[-1] == ["café", "3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_quoted_newlines(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "data.txt"
    lines = [
        ["id", "note", "when"],
        ["1", f'"two\nlines{delimiter} and ""quotes"""', "2026-01-02"],
        ["2", "plain, text; here", "2026-01-03"],
    ]
    quoted = [[cell if cell.startswith('"') else f'"{cell}"' if delimiter in cell else cell for cell in line] for line in lines]
    path.write_text("\n".join(delimiter.join(line) for line in quoted) + "\n", encoding="utf-8", newline="")
    rows = next(open_delimited(Source(path)).sheets[0].batches()).rows
    assert rows == [
        ["id", "note", "when"],
        ["1", f'two\nlines{delimiter} and "quotes"', "2026-01-02"],
        ["2", "plain, text; here", "2026-01-03"],
    ]


def test_the_line_that_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_text("sep=;\na;b\n1;2,5\n", encoding="utf-8")
    assert next(open_delimited(Source(path)).sheets[0].batches()).rows == [["a", "b"], ["1", "2,5"]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\x1a", exclude_categories=["Cc"]), min_size=1, max_size=12),
            min_size=3,
            max_size=3,
        ),
        min_size=2,
        max_size=12,
    )
)
def test_what_csv_writes_is_read(tmp_path: Path, table: list[list[str]]) -> None:
    import csv

    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(table)
    book = open_delimited(Source(path))
    assert next(book.sheets[0].batches()).rows == table


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"\x00\x00\x00", "empty"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
        ("a.xls", b"<html><body><table></table></body></html>", "web page"),
        ("a.csv", bytes(range(256)) * 20, "neither a spreadsheet nor text"),
        ("a.xlsx", b"PK\x05\x06" + b"\x00" * 18, "archive without a"),
        ("a.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("a.xlsx", b"just a sentence", "plain text"),
        ("a.csv.gz", _packed(b""), "empty"),
        ("a.csv.gz", _packed(b"PK\x03\x04 a workbook"), "import the spreadsheet itself"),
        ("a.csv.gz", _packed(_packed(b"a,b\n1,2\n")), "import the spreadsheet itself"),
        ("a.csv.gz", _packed(b"a,b\n1,2\n" * 900)[:20], "packing breaks off"),
        ("a.csv.gz", b"\x1f\x8b and no packing at all", "packing breaks off"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 3000, "damaged"),
        ("a.xls", compound(b"x", "VisioDocument"), "a file of another program"),
        ("a.xls", compound(b"x", "__properties_version1.0"), "a message of Outlook"),
        ("a.xls", compound(b"x", "PowerPoint Document"), "a document or a presentation"),
        ("a.csv", b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        ("a.csv", b"BZh91AY&SY" + b"x" * 40, "an archive (.)bzip2"),
        ("a.csv", b"name".ljust(257, b"\x00") + b"ustar\x0000" + b"\x00" * 300, "an archive (.)tar"),
        ("a.csv", b"SQLite format 3\x00" + b"\x00" * 80, "a database"),
        ("a.csv", b"PAR1\x15\x04\x15", "a file of Parquet"),
        ("a.wk1", b"\x00\x00\x02\x00\x06\x04\x06\x00", "a sheet of Lotus"),
        ("a.dbf", b"\x03\x7e\x05\x14" + struct.pack("<IHH", 3, 97, 20) + b"\x00" * 85, "a table of dBase"),
        ("a.csv", b"{\\rtf1\\ansi text}", "a text document"),
        ("a.csv", b'{"firm": "Acme"}\n{"firm": "Beta"}\n', "It is JSON"),
        ("a.xls", "\ufeff<html><body>".encode("utf-16-le"), "a web page"),
        ("a.xls", b"\n\n  <TABLE border=1><TR><TD>Firm", "a web page"),
        ("a.csv", b'TABLE\r\n0,1\r\n"x"\r\n', "old exchange format (.)DIF"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + _entry("EncryptedPackage"), "protected"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=sentence) as caught:
        open_book(path, ignored())
    assert str(caught.value).endswith(".")


def test_content_decides_not_the_ending(tmp_path: Path, inspect: Callable[[Path], dict[str, Any]]) -> None:
    path = tmp_path / "really.xls"
    path.write_text("name,size\nx,1\ny,2\n", encoding="utf-8")
    found = inspect(path)
    assert found["format"] == "csv"
    assert found["sheets"][0]["rows"] == 2


def test_short_and_long_rows_keep_their_cells(tmp_path: Path, inspect: Callable[[Path], dict[str, Any]]) -> None:
    path = tmp_path / "ragged.csv"
    path.write_text("a,b,c\n1,2,3\n4,5\n\n6,7,8,9\n", encoding="utf-8")
    sheet = inspect(path)["sheets"][0]
    assert (sheet["rows"], sheet["cells"], sheet["columns"]) == (3, 3 + 3 + 2 + 4, 4)
    assert [field["name"] for field in sheet["fields"]] == ["a", "b", "c", "Column 4"]


@pytest.mark.parametrize("start", ["PAR1,PAR2", "BZh,x", "GIF8,x", "ID;Price", "From:,To:", "[id],[name]", "{a},{b}", "MZ,x", "<5,>5"])
def test_what_only_begins_like_something_else_is_text(tmp_path: Path, start: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{start}\n1,2\n".replace(",", ";") if ";" in start else f"{start}\n1,2\n", encoding="utf-8")
    assert open_book(path, ignored()).format == "csv"


def test_an_archive_with_one_sheet_in_it_is_told_by_its_name(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.zip"
    for names, said in ((["x/May.csv"], "“May.csv”"), (["a.csv", "b.xlsx"], "2 spreadsheets"), (["Index/Document.iwa"], "Numbers")):
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        with pytest.raises(UserError, match=said):
            open_book(path, ignored())
