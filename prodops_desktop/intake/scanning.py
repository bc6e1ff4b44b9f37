"""The first pass over a sheet: its tables are found among its first rows, and the columns of each are gathered to its end."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from prodops_desktop.intake.columns import Column, columns_of
from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.merged import Filled
from prodops_desktop.intake.passing import PassingRows
from prodops_desktop.intake.readers.model import Batch, Cell, Merge, Sheet, column_letter
from prodops_desktop.intake.tables import Area, Grid, Table, find_layout, range_name, unique_headers
from prodops_desktop.intake.wide import Spread
from prodops_desktop.work.report import Report

DISTINCT_LIMIT = 1_500_000
"""Distinct values of all columns together whose dictionary may stay in memory (about 200 bytes each)."""
_ROWS_ABOVE = 12


@dataclass(frozen=True)
class Wanted:
    """What was decided about the tables of a sheet; see :class:`~prodops_desktop.intake.choices.Choices`."""

    table: int | None = None
    header: tuple[int, ...] | None = None
    hidden_rows: bool = True
    unpivot: bool = False


@dataclass
class Scan:
    """What the first pass knows of a table. ``rows`` are the source rows (1-based) of the data rows, in order."""

    sheet: Sheet
    table: Table
    number: int = 1
    columns: list[Column] = field(default_factory=list)
    rows: Any = field(default_factory=lambda: array("i"))
    dropped: dict[int, str] | None = None
    """Set when rows that are no data have been found already: index of the row → the step that drops it."""
    dropped_texts: dict[int, str] = field(default_factory=dict)
    """What stands in them and in which row, by their index."""
    hidden: int = 0
    """Rows that were left out because they are hidden."""
    hidden_cells: int = 0
    filled: list[Filled] = field(default_factory=list)
    """Cells that a merged cell above them was filled into."""
    merged_numbers: list[str] = field(default_factory=list)
    """Ranges of merged numbers that stand for several rows and were not filled down."""
    numbers_across: list[str] = field(default_factory=list)
    """Ranges of numbers that are merged over several columns."""
    titles: "Leftover | None" = None
    """What stands above the header in the columns of the table."""
    above: list[tuple[int, list[Cell]]] = field(default_factory=list)
    """The rows above the data, as wide as the sheet, with their row numbers."""
    wanted: Wanted = Wanted()
    spread: Spread | None = None
    """Set when columns of periods became rows; ``rows`` and ``dropped`` still count the rows of the wide table."""
    wide_scan: "Scan | None" = None
    """The scan of the wide table when columns of periods became rows."""
    sources: tuple[int, ...] | None = None
    """The columns in the sheet when they are not those of the table in their order."""

    @property
    def header_row(self) -> int | None:
        """The last header row, 1-based."""
        return None if self.table.header is None else self.table.header + 1

    @property
    def header_rows(self) -> tuple[int, ...]:
        """The first and the last header row, 1-based; empty when there is none."""
        table = self.table
        return () if table.header is None or table.first_header is None else (table.first_header + 1, table.header + 1)

    @property
    def cells(self) -> int:
        """Non-empty cells of its rows, hidden ones included."""
        return sum(evidence.cells for evidence in self._evidence()) - len(self.filled) + self.hidden_cells

    @property
    def filled_cells(self) -> int:
        """Cells of its data with more than spaces in them."""
        return sum(evidence.filled for evidence in self._evidence())

    def _evidence(self) -> list[Evidence]:
        """The evidence of all columns, once each where columns share it."""
        return list({id(column.evidence): column.evidence for column in self.columns}.values())

    @property
    def coded(self) -> bool:
        """Whether the second pass can do without the file."""
        return all(column.coded for column in self.columns)

    def source_column(self, at: int) -> int:
        """The 1-based column in the sheet of the column ``at``."""
        return self.sources[at] if self.sources else self.sheet.first_column + self.table.left + at

    def headers(self) -> list[tuple[int, str]]:
        """The columns with a name or a value, each with its unique header; empty ones at the side of a table are none of it."""
        names = [*self.table.names[: len(self.columns)], *[""] * (len(self.columns) - len(self.table.names))]
        kept = [at for at, column in enumerate(self.columns) if names[at] or column.evidence.filled]
        return list(zip(kept, unique_headers([names[at] for at in kept], [self.source_column(at) for at in kept]), strict=True))

    @property
    def gaps(self) -> list[str]:
        """The letters of the empty columns between those of the table."""
        kept = dict.fromkeys(at for at, _ in self.headers())
        return [column_letter(self.source_column(at)) for at in range(min(kept), max(kept)) if at not in kept] if kept else []

    @property
    def range(self) -> str:
        """Where the table stands in the sheet, from its header to its last row."""
        table = self.table
        top = table.data if table.first_header is None else table.first_header
        bottom = max(self.rows[-1] if self.rows else 0, table.data)
        kept = [at for at, _ in self.headers()] or [0]
        return range_name(top + 1, self.source_column(kept[0]), bottom, self.source_column(kept[-1]))


@dataclass(frozen=True)
class Leftover:
    """Cells of a sheet that are in none of its tables: where they are, how many, and the first text of them."""

    range: str
    cells: int
    text: str


@dataclass
class SheetScan:
    """What the first pass knows of a sheet: its tables, the one that is read unless another is chosen, and what else is on it."""

    sheet: Sheet
    tables: list[Scan]
    chosen: Scan
    texts: list[Leftover] = field(default_factory=list)
    cells: int = 0
    """Non-empty cells of the whole sheet."""


def scan_sheet(sheet: Sheet, report: Report, wanted: Wanted = Wanted()) -> SheetScan:
    """Read the whole of ``sheet`` once; UserError for a header or a table that it can't have."""
    batches = sheet.batches()
    first = next(batches, None)
    if first is None:
        empty = Scan(sheet, Table(None, None, 0, (), ()), wanted=wanted)
        return SheetScan(sheet, [empty], empty)
    second = next(batches, None)
    grid = Grid(first.rows, sheet.facts.merges, sheet.first_column, is_text=sheet.text_only)
    layout = find_layout(grid, sheet.name, wanted.table, wanted.header, is_whole=second is None)
    scans = [Scan(sheet, table, number, wanted=wanted) for number, table in enumerate(layout.tables, 1)]
    for scan in scans:
        scan.titles = _titles(grid, scan)
    gatherers = [_Gatherer(scan, first) for scan in scans]
    cells = 0
    for batch in chain([first], () if second is None else (second,), batches):
        for gatherer in gatherers:
            gatherer.add(batch)
        if len(scans) > 1 or layout.texts:
            cells += sum(len(row) - row.count("") for row in batch.rows)
        report(batch.done, batch.total, f"Reading {batch.unit}")
    for gatherer in gatherers:
        gatherer.finish()
    if not cells:
        cells = scans[0].cells + sum(len(row) - row.count("") for row in first.rows[: scans[0].table.data])
    texts = [_leftover(grid, area, sheet) for area in layout.texts]
    chosen = scans[layout.chosen] if layout.chosen is not None else max(scans, key=lambda scan: scan.filled_cells)
    return SheetScan(sheet, scans, chosen, texts, cells)


def _titles(grid: Grid, scan: Scan) -> Leftover | None:
    table = scan.table
    right = grid.whole.right if table.right is None else table.right
    first = table.data if table.first_header is None else table.first_header
    area = grid.trimmed(Area(table.top, first - 1, table.left, right)) if first > table.top else None
    return None if area is None else _leftover(grid, area, scan.sheet)


def _leftover(grid: Grid, area: Area, sheet: Sheet) -> Leftover:
    return Leftover(area.named(sheet.first_column), grid.cells(area), grid.first_text(area))


class _Gatherer:
    """Gathers the columns of one table from the batches of its sheet."""

    def __init__(self, scan: Scan, first: Batch) -> None:
        self._scan = scan
        self._passing = PassingRows(scan.sheet, scan.table, hidden_rows=scan.wanted.hidden_rows)
        data = scan.table.data
        scan.columns = [Column(0, text_only=scan.sheet.text_only) for _ in scan.table.names]
        scan.above = list(enumerate(first.rows[max(0, data - _ROWS_ABOVE) : data], max(0, data - _ROWS_ABOVE) + 1))

    def add(self, batch: Batch) -> None:
        numbers, rows = self._passing.take(batch)
        if rows:
            _add_rows(self._scan, numbers, rows)

    def finish(self) -> None:
        scan, filler = self._scan, self._passing.filler
        for column in scan.columns:
            column.finish()
        scan.hidden, scan.hidden_cells = self._passing.hidden, self._passing.hidden_cells
        scan.filled = filler.filled
        scan.merged_numbers, scan.numbers_across = _ranges(filler.numbers), _ranges(filler.across)


def _ranges(merges: Sequence[Merge]) -> list[str]:
    return [range_name(one.top, one.left, one.bottom, one.right) for one in merges]


def _add_rows(scan: Scan, numbers: Sequence[int], rows: list[list[Cell]]) -> None:
    before, known = len(scan.rows), len(scan.columns)
    scan.rows.extend(numbers)
    for _ in range(known, max(map(len, rows))):
        scan.columns.append(Column(before, text_only=scan.sheet.text_only))
        if known and not scan.columns[0].coded:
            scan.columns[-1].give_up_codes()
    add_columns(scan.columns, rows)
    if scan.columns[0].coded and sum(len(column.coder) for column in scan.columns) > DISTINCT_LIMIT:
        _give_up_codes(scan)


def add_columns(columns: Sequence[Column], rows: list[list[Cell]]) -> None:
    """Add the cells of rows to their columns; rows of a text file may be short."""
    at = -1
    for at, cells in enumerate(columns_of(rows)):
        columns[at].add(cells)
    for column in columns[at + 1 :]:
        column.add([""] * len(rows))


def _give_up_codes(scan: Scan) -> None:
    """Keep only the evidence of the columns; those that will be one column of values give it for one."""
    if scan.wanted.unpivot and scan.table.wide is not None:
        shared = scan.columns[scan.table.wide.columns[0]].evidence
        for at in scan.table.wide.columns:
            scan.columns[at].evidence = shared
    for column in scan.columns:
        column.give_up_codes()
