"""The first pass over a sheet: every data cell becomes a small number, and each column's distinct values are known with their counts.

A cell's value is stored once; what is kept a cell is its code. The second pass is then a look-up, however long the text. Where too
many values differ, the codes are given up and the second pass reads the sheet again.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Any

from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.readers.model import Batch, Cell, Sheet
from prodops_desktop.intake.tables import Table, find_table
from prodops_desktop.work.report import Report

DISTINCT_LIMIT = 1_500_000
"""Distinct values of all columns together whose dictionary may stay in memory (about 200 bytes each)."""


class _Coder(dict[Cell, int]):
    def __missing__(self, value: Cell) -> int:
        code = self[value] = len(self)
        return code


class Column:
    """One column of the table: codes of its cells and the values behind them, or only its evidence when there are too many."""

    def __init__(self, blanks: int, *, text_only: bool) -> None:
        self._text_only = text_only
        self._has_bools = False
        self.counts: Counter[int] = Counter()
        self.kept_counts: Counter[int] = Counter()
        self.kept: Evidence
        """The evidence of data rows only; the same as ``evidence`` until rows are dropped."""
        self._values: list[Cell] | None = None
        self.coder = _Coder()
        self.codes: list[int] = []
        self.evidence = Evidence()
        self.coded = True
        if blanks:
            self.codes.extend([self.coder[""]] * blanks)

    def add(self, cells: tuple[Cell, ...] | list[Cell]) -> None:
        """Take in the cells of a batch."""
        if self._has_bools:
            cells = _bools_as_text(cells)
        if not self.coded:
            if not self._text_only and bool in set(map(type, cells)):
                cells = _bools_as_text(cells)
            self.evidence.absorb(Counter(cells).items())
            return
        coder, known, size = self.coder, len(self.coder), len(self.codes)
        self.codes.extend(map(coder.__getitem__, cells))
        if not self._text_only and (1 in coder or 0 in coder) and bool in set(map(type, cells)):
            # True == 1 shared its code: take the batch back and let such cells be the texts that a sheet shows for them.
            self._has_bools = True
            del self.codes[size:]
            self.coder = _Coder(islice(coder.items(), known))
            self.codes.extend(map(self.coder.__getitem__, _bools_as_text(cells)))

    def give_up_codes(self) -> None:
        """Keep only the evidence from here on."""
        self._absorb()
        self.coded = False
        self.coder = _Coder()
        self.codes = []

    def finish(self) -> None:
        """Weigh what was gathered; called once, after the last batch."""
        if self.coded:
            self._absorb()
        self.kept, self.kept_counts = self.evidence, self.counts

    def leave_out(self, indices: Iterable[int]) -> None:
        """Weigh the column again without the rows at ``indices`` (coded columns only)."""
        self.kept_counts = self.counts - Counter(self.codes[index] for index in indices)
        self.kept = Evidence()
        values = self.values
        self.kept.absorb((values[code], count) for code, count in self.kept_counts.items())

    def _absorb(self) -> None:
        values = self.values
        self.counts = Counter(self.codes)
        self.evidence.absorb((values[code], count) for code, count in self.counts.items())

    @property
    def values(self) -> list[Cell]:
        """The distinct values by code."""
        if self._values is None or len(self._values) != len(self.coder):
            self._values = list(self.coder)
        return self._values

    def counted(self) -> list[tuple[Cell, int]]:
        """Distinct non-empty values with their numbers of cells, in order of their first occurrence (coded columns only)."""
        counts = self.kept_counts
        return [(value, counts[code]) for value, code in self.coder.items() if value != "" and code in counts]


def _bools_as_text(cells: tuple[Cell, ...] | list[Cell]) -> list[Cell]:
    return ["TRUE" if cell is True else "FALSE" if cell is False else cell for cell in cells]


@dataclass
class Scan:
    """What the first pass knows of a sheet. ``rows`` are the source rows (1-based) of the data rows, in order."""

    sheet: Sheet
    table: Table
    columns: list[Column] = field(default_factory=list)
    rows: Any = field(default_factory=lambda: array("i"))
    cells_outside: int = 0
    dropped: dict[int, str] | None = None
    """Set when rows that are no data have been found already: index of the row → the step that drops it."""

    @property
    def header_row(self) -> int | None:
        """The last header row, 1-based."""
        return None if self.table.header is None else self.table.header + 1

    @property
    def cells(self) -> int:
        """Non-empty cells of the whole sheet."""
        return self.cells_outside + sum(column.evidence.cells for column in self.columns)

    @property
    def coded(self) -> bool:
        """Whether the second pass can do without the file."""
        return all(column.coded for column in self.columns)


def scan_sheet(sheet: Sheet, report: Report) -> Scan:
    """Read the whole of ``sheet`` once."""
    batches = sheet.batches()
    first = next(batches, None)
    if first is None:
        return Scan(sheet, Table(None, None, 0, (), ()))
    table = find_table(first.rows)
    if table.data >= len(first.rows) and len(first.rows) > 5000:
        table = Table(None, None, 0, (), ())
    scan = Scan(sheet, table)
    for row in first.rows[: table.data]:
        scan.cells_outside += sum(1 for cell in row if cell != "")
    for start, rows, batch in _data_batches(first, table.data, batches):
        _add_batch(scan, start, rows)
        report(batch.done, batch.total, f"Reading {batch.unit}")
    while len(scan.columns) < len(table.names):
        scan.columns.append(Column(len(scan.rows), text_only=True))
    for column in scan.columns:
        column.finish()
    return scan


def _data_batches(first: Batch, data: int, rest: Iterator[Batch]) -> Iterator[tuple[int, list[list[Cell]], Batch]]:
    yield first.first_row + data, first.rows[data:], first
    for batch in rest:
        yield batch.first_row, batch.rows, batch


def _add_batch(scan: Scan, start: int, rows: list[list[Cell]]) -> None:
    if all(map(any, rows)):
        scan.rows.extend(range(start, start + len(rows)))
    else:
        kept = [(number, row) for number, row in enumerate(rows, start) if row.count("") < len(row)]
        scan.rows.extend(number for number, _ in kept)
        rows = [row for _, row in kept]
    if not rows:
        return
    before = len(scan.rows) - len(rows)
    for at, cells in enumerate(columns_of(rows)):
        if at == len(scan.columns):
            scan.columns.append(Column(before, text_only=scan.sheet.text_only))
            if len(scan.columns) > 1 and not scan.columns[0].coded:
                scan.columns[-1].give_up_codes()
        scan.columns[at].add(cells)
    for column in scan.columns[at + 1 :]:  # rows of a text file may be short
        column.add([""] * len(rows))
    if scan.columns[0].coded and sum(len(column.coder) for column in scan.columns) > DISTINCT_LIMIT:
        for column in scan.columns:
            column.give_up_codes()


def columns_of(rows: list[list[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """The rows turned into columns; short rows are filled up with empty cells."""
    if len(set(map(len, rows))) == 1:
        return zip(*rows, strict=True)
    return zip_longest(*rows, fillvalue="")
