"""Tables planted in sheets of random mess come back whole, or the summary says what became of them."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.intake import tasks
from prodops_desktop.intake.readers.model import Book
from prodops_desktop.work.report import ignored

from .conftest import StagedFile
from .messy_sheets import MessySheet, Planted, make_sheet

WHOLE, EXPLAINED, WRONG = "whole", "explained", "wrong"
_RANGE = re.compile(r"\b([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?\b")
_NO_HEADER = "No header row was found"
_DOUBT = "may be another table"
_EMPTY = re.compile(r"Columns? ([A-Z, and0-9more]+?) (?:is|are) empty")


@dataclass(frozen=True)
class Verdict:
    """What became of a planted table; ``why`` tells the differences."""

    planted: Planted
    verdict: str
    why: str


@dataclass(frozen=True)
class _Read:
    """A table as it was read: the raw texts by row and column of the sheet, its headers by column, and what was said."""

    cells: dict[tuple[int, int], str]
    rows: set[int]
    headers: dict[int, str]
    warnings: str
    lost: int
    named: list[tuple[int, int, int, int]]
    table: tuple[int, int, int, int]
    header_rows: set[int]

    def names(self, row: int, column: int) -> bool:
        """Whether a warning names a range with this cell."""
        return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.named)


@pytest.mark.parametrize("first", range(0, 500, 50))
def test_planted_tables_come_back_whole_or_explained(tmp_path: Path, first: int) -> None:
    found = [(seed, verdict) for seed in range(first, first + 50) for verdict in verdicts(make_sheet(seed), tmp_path)]
    assert [(seed, verdict.why) for seed, verdict in found if verdict.verdict == WRONG] == []
    counts = Counter(verdict.verdict for _, verdict in found)
    assert counts[WHOLE] >= 0.96 * counts.total(), counts


def verdicts(sheet: MessySheet, folder: Path) -> Iterator[Verdict]:
    """What becomes of each table of a sheet when it is asked for."""
    path = folder / "messy.xlsx"
    path.touch()
    book = Book("xlsx", [sheet])
    tables = _run(book, lambda: tasks.inspect({"path": str(path)}, ignored()))["sheets"][0]["tables"]
    read: dict[int, _Read] = {}
    for planted in sheet.planted:
        table = max(tables, key=lambda table: _overlap(planted, table["range"]))
        number = table["number"]
        if number not in read:
            read[number] = _read(book, path, table)
            assert not (vanished := list(_vanished(sheet, read[number]))), vanished
        yield _verdict(planted, read[number])


def _vanished(sheet: MessySheet, read: _Read) -> Iterator[tuple[int, int]]:
    """The cells of a sheet that were not read, are in no row that a step dropped, and are named by no warning."""
    top, left, bottom, right = read.table
    dropped = set()
    for (row, column), value in sheet.cells.items():
        if (row, column) in read.cells or read.names(row, column) or not str(value).strip():
            continue
        if left <= column <= right and row in read.header_rows:
            continue
        if top <= row <= bottom and left <= column <= right and row not in read.rows:
            dropped.add(row)
        else:
            yield row, column
    assert len(dropped) <= read.lost


def _run(book: Book, task: Callable[[], Any]) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "open_book", lambda *_: book)
        return task()


def _read(book: Book, path: Path, table: dict[str, Any]) -> _Read:
    staging = path.with_name("staging.db")
    staging.unlink(missing_ok=True)
    spec = {"path": str(path), "staging": str(staging), "kind": "other", "table": table["number"]}
    answer = _run(book, lambda: tasks.stage(spec, ignored()))
    assert answer["rows_read"] == answer["rows_accepted"] + answer["rows_quarantined"] + answer["rows_dropped"]
    staged = StagedFile(answer, sqlite3.connect(staging))
    rows = staged.raw_rows()
    staged.db.close()
    columns = [column["source_column"] for column in answer["columns"]]
    headers = {column["source_column"]: column["header"] for column in answer["columns"]}
    cells = {(row, column): text for row, texts in rows.items() for column, text in zip(columns, texts, strict=True) if text}
    warnings = " ".join(answer["warnings"])
    named = [_span(match) for match in _RANGE.finditer(warnings)]
    match = _RANGE.fullmatch(table["range"])
    assert match is not None
    return _Read(cells, set(rows), headers, warnings, answer["rows_dropped"], named, _span(match), set(table["header_rows"]))


def _verdict(planted: Planted, read: _Read) -> Verdict:
    expected = {
        (number, column): text
        for number, texts in planted.raw().items()
        for column, text in zip(planted.columns, texts, strict=True)
        if text
    }
    headers = planted.headers if planted.has_header else [f"Column {column}" for column in planted.columns]
    wanted = dict(zip(planted.columns, headers, strict=True))
    if read.cells == expected and read.headers == wanted and read.rows == set(planted.row_numbers):
        return Verdict(planted, WHOLE, "")
    faults = list(_faults(planted, read, expected, wanted))
    why = "; ".join(faults) or f"headers {read.headers} for {wanted}; {read.warnings}"
    return Verdict(planted, WRONG if faults else EXPLAINED, why)


def _faults(planted: Planted, read: _Read, expected: dict[tuple[int, int], str], wanted: dict[int, str]) -> Iterator[str]:
    """What is different and not said."""
    if all(read.names(row, column) for row, column in expected):
        return  # it is named as a whole: left out, or set off in the rows of another table
    lost = {row for row in planted.row_numbers if row not in read.rows}
    lost = lost if len(lost) <= read.lost else set()
    for (row, column), text in expected.items():
        if read.cells.get((row, column)) != text and row not in lost and not read.names(row, column):
            yield f"cell {row},{column} {text!r} is {read.cells.get((row, column))!r}"
    headless, beside = _NO_HEADER in read.warnings, _EMPTY.search(read.warnings) is not None
    first = planted.row_numbers[0]
    for column, header in wanted.items():
        if header not in read.headers.get(column, "") and not (headless or beside or read.names(first, column)):
            yield f"header {column} {header!r} is {read.headers.get(column)!r}"
    if not beside and (extra := set(read.headers) - set(wanted) - {column for column in read.headers if _DOUBT in read.warnings}):
        yield f"columns {extra} are none of it"
    for row in read.rows - set(planted.row_numbers):
        cells = [column for other, column in read.cells if other == row and column in wanted]
        is_header = headless and row < first
        if cells and not is_header and not all(read.names(row, column) for column in cells):
            yield f"row {row} is none of it"


def _overlap(planted: Planted, text: str) -> int:
    match = _RANGE.fullmatch(text)
    assert match is not None
    top, left, bottom, right = _span(match)
    rows = sum(top <= row <= bottom for row in planted.row_numbers)
    return rows * sum(left <= column <= right for column in planted.columns)


def _span(match: "re.Match[str]") -> tuple[int, int, int, int]:
    left, top, right, bottom = match.groups()
    return int(top), _number(left), int(bottom or top), _number(right or left)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
