"""The hard files that are made of records: xls as old programs wrote it, plain, damaged or protected, and xlsb."""

import struct
from pathlib import Path

from tests.data.compound_files import Cells, binary, cell, compound, row, wide, write_xlsb, xls

PASSWORD = "Tulpe 7"
"""Of the protected workbooks."""


def old_workbooks() -> dict[str, bytes]:
    """By name: a table of four columns in most of them, four cells far apart in one."""
    far: Cells = {(0, 0): "Top left", (0, 255): "Top right", (65_535, 0): "Bottom left", (65_535, 255): "Bottom right"}
    firms: Cells = {
        (0, 0): "Firm",
        (0, 1): "Size",
        (0, 2): "Since",
        (0, 3): "Open",
        (1, 0): "Acme",
        (1, 1): 5.5,
        (1, 2): ("day", 46024),
        (1, 3): True,
    }
    firms |= {(2, 0): "Beta", (2, 1): ("error", 0x2A), (2, 3): False}
    book = xls([("Firms", 0, firms), ("Secret", 2, {(0, 0): "x"})])
    return {
        "far apart.xls": compound(xls([("Sheet1", 0, far)])),
        "old.xls": compound(book),
        "old, called.xlsx": compound(book, "WORKBOOK"),
        "other stream.xls": compound(book, "Contents"),
        "bare records.xls": book,
        "looping.xls": compound(book, looping=True),
        "cut off.xls": compound(book)[:1800],
        "hollow.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 3000,
        "letter.xls": compound(b"\xec\xa5", "WordDocument"),
        "protected.xls": compound(xls([("Firms", 0, firms)], password=PASSWORD)),
        "protected by default.xls": compound(xls([("Firms", 0, firms)], password="VelvetSweatshop")),
    }


def binary_workbooks(folder: Path) -> None:
    """Write one with all sorts of cells into ``folder``, as it is now, as it was at first, and cut off."""
    listed = binary(156, struct.pack("<II", 0, 1) + wide("r1") + wide("Firms")) + binary(
        156, struct.pack("<II", 2, 2) + wide("r2") + wide("Secret")
    )
    workbook = binary(131) + binary(153, struct.pack("<III", 0, 0, 0)) + binary(143) + listed + binary(144) + binary(132)
    texts = binary(159, struct.pack("<II", 2, 2)) + binary(19, b"\x00" + wide("Firm")) + binary(19, b"\x00" + wide("Acme")) + binary(160)
    style = struct.pack("<HH", 0xFFFF, 0) + b"\x00" * 12
    styles = binary(44, struct.pack("<H", 164) + wide("yyyy-mm-dd")) + binary(626) + binary(47, style) + binary(627) + binary(617)
    styles += b"".join(binary(47, struct.pack("<HH", 0, number) + b"\x00" * 12) for number in (0, 164, 9)) + binary(618)
    rows = row(1) + binary(7, cell(0) + struct.pack("<I", 0)) + binary(6, cell(1) + wide("Size")) + binary(8, cell(2) + wide("Since"))
    rows += binary(17, b"\x00" * 4 + wide("Share")) + binary(62, cell(5) + b"\x00" + wide("State"))
    rows += row(2, hidden=True) + binary(7, cell(0) + struct.pack("<I", 1)) + binary(2, cell(1) + struct.pack("<I", 5 << 2 | 2))
    rows += (
        binary(5, cell(2, 1) + struct.pack("<d", 46024))
        + binary(2, cell(3, 2) + struct.pack("<I", 31 << 2 | 3))
        + binary(4, cell(5) + b"\x01")
    )
    rows += row(4) + binary(6, cell(0) + wide("Beta")) + binary(3, cell(1) + b"\x2a") + binary(9, cell(2, 1) + struct.pack("<d", 46025.75))
    rows += binary(1, cell(3)) + binary(11, cell(5) + b"\x07")
    merges = binary(177, struct.pack("<I", 1)) + binary(176, struct.pack("<4I", 5, 6, 0, 1)) + binary(178)
    hidden = binary(60, struct.pack("<4IH", 4, 4, 0, 0, 1))
    sheet = binary(129) + binary(390) + hidden + binary(391) + binary(145) + rows + binary(146) + merges + binary(130)
    other = binary(129) + binary(145) + row(1) + binary(6, cell(0) + wide("x")) + binary(146) + binary(130)
    relations = {
        "r1": ("worksheet", "worksheets/sheet1.bin"),
        "r2": ("worksheet", "worksheets/sheet2.bin"),
        "r3": ("sharedStrings", "sharedStrings.bin"),
        "r4": ("styles", "styles.bin"),
    }
    parts = {
        "workbook.bin": workbook,
        "sharedStrings.bin": texts,
        "styles.bin": styles,
        "worksheets/sheet1.bin": sheet,
        "worksheets/sheet2.bin": other,
    }
    write_xlsb(folder / "binary.xlsb", parts, relations)
    older = workbook.replace(listed, b"".join(binary(156, b"\x00" * 4 + one) for one in _contents(listed)))
    write_xlsb(folder / "binary of a beta.xlsb", {**parts, "workbook.bin": older}, relations)
    write_xlsb(folder / "binary, cut off.xlsb", {**parts, "worksheets/sheet1.bin": sheet[: sheet.index(wide("Beta"))]}, relations)


def _contents(records: bytes) -> list[bytes]:
    """The contents of short records of the kinds 128 and more."""
    found, at = [], 0
    while at < len(records):
        size = records[at + 2]
        found.append(records[at + 3 : at + 3 + size])
        at += 3 + size
    return found
