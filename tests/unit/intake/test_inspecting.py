"""One bad file never stops the next, and every object has the promised keys."""

import threading
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from prodops_desktop.errors import Cancelled
from prodops_desktop.intake.inspecting import inspect_files

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FILE_KEYS = ["file", "format", "error", "seconds", "peak_mb", "sheets"]
SHEET_KEYS = ["name", "visible", "rows", "columns", "header_row", "cells", "fields", "warnings"]
SHEET_KEYS += ["state", "hidden_rows", "hidden_columns", "tables"]


def bomb(path: Path) -> Path:
    """A workbook whose one sheet unpacks to 400 MB of spaces."""
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write(0, 0, "x")
    book.close()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != "xl/sharedStrings.xml":
                archive.writestr(name, content)
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'<?xml version="1.0"?><sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>'.encode())
            for _ in range(400):
                part.write(b"x" * 1_000_000)
            part.write(b"</t></si></sst>")
    return path


def entities(path: Path) -> Path:
    """A workbook whose text is an entity that would grow to a billion letters."""
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write(0, 0, "x")
    book.close()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    steps = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
    declared = f'<!DOCTYPE sst [<!ENTITY e0 "lol">{steps}]>'
    strings = f'<?xml version="1.0"?>{declared}<sst xmlns="{MAIN}"><si><t>&e9;</t></si></sst>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, strings if name == "xl/sharedStrings.xml" else content)
    return path


def test_bad_files_have_a_sentence_and_good_ones_their_sheets(tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("Firm,Size\nA,5\nB,6\n", encoding="utf-8")
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    paths = [bomb(tmp_path / "bomb.xlsx"), empty, entities(tmp_path / "entities.xlsx"), tmp_path / "absent.csv", good]
    found = list(inspect_files(paths, 200))
    assert [Path(answer["file"]) for answer in found] == paths
    assert [list(answer) for answer in found] == [FILE_KEYS] * 5
    assert [bool(answer["error"]) for answer in found] == [True, True, True, True, False]
    assert "memory" in found[0]["error"]
    sheet = found[-1]["sheets"][0]
    assert list(sheet) == SHEET_KEYS
    assert sheet["fields"][1] == {"name": "Size", "type": "integer", "filled": 2, "distinct": 2, "examples": ["5", "6"]}
    assert all(answer["peak_mb"] > 10 and answer["seconds"] > 0 for answer in found)


def test_cancelling_stops_at_once(tmp_path: Path) -> None:
    path = tmp_path / "good.csv"
    path.write_text("Firm,Size\nA,5\n", encoding="utf-8")
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        list(inspect_files([path], cancelled=cancelled))
