"""Finds the tables of a sheet among its first rows, and says what else stands there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.model import Cell, Merge, raw_text
from prodops_desktop.intake.tables.beside import cut_columns, cut_columns_left, cut_columns_that_touch
from prodops_desktop.intake.tables.grid import Area, Grid
from prodops_desktop.intake.tables.headers import Head, find_head
from prodops_desktop.intake.tables.naming import Over, names_of
from prodops_desktop.intake.tables.periods import year_of
from prodops_desktop.intake.tables.seen import Columns, stands_alone
from prodops_desktop.intake.tables.series import Wide, find_wide
from prodops_desktop.intake.tables.stacked import cut_rows, cut_rows_that_touch, doubtful_parts

_LOOKED_AT = 60
_TOO_FAR = 5000
_MOST_HEADER_ROWS = 10
_CUTS = (cut_columns, cut_rows, cut_columns_left, cut_columns_that_touch, cut_rows_that_touch)
"""The last one is not for text files: what writes them puts a blank row at least between two tables."""


@dataclass(frozen=True)
class Table:
    """Row indices are 0-based in the sheet; ``header`` (the last header row) is None when there is none.

    ``names`` and ``groups`` go with the columns from ``left`` on: the name of a column, and that of the group it is in; "" where there is
    none. ``titles`` are the texts above the header. ``right`` and ``bottom`` are None where the table goes on to the end of the sheet.
    """

    header: int | None
    first_header: int | None
    data: int
    names: tuple[str, ...]
    titles: tuple[str, ...]
    groups: tuple[str, ...] = ()
    over: tuple[Over, ...] = ()
    """Texts of the header that are in no name."""
    wide: Wide | None = None
    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None
    doubtful: tuple[Area, ...] = ()
    """Parts of it that may be another table."""


@dataclass(frozen=True)
class Layout:
    """The tables of a sheet in reading order, the areas that are in none of them, and which table was chosen by hand."""

    tables: tuple[Table, ...]
    texts: tuple[Area, ...] = ()
    chosen: int | None = None


def find_layout(
    grid: Grid, sheet: str = "", number: int | None = None, header: tuple[int, ...] | None = None, *, is_whole: bool = True
) -> Layout:
    """All tables in ``grid``, at least one; table ``number`` is chosen, and ``header`` are its header rows (1-based), when they are given.

    When the grid is not the whole sheet, the lowest tables go on to its end. Raises UserError for a table or header that can't be.
    """
    layout = _found(grid, is_whole=is_whole)
    if number is not None:
        layout = replace(layout, chosen=place_of_table(number, len(layout.tables), sheet))
    return layout if header is None else _with_header(grid, layout, header)


def place_of_table(number: int, count: int, sheet: str) -> int:
    """Where table ``number`` stands among the ``count`` tables of a sheet; UserError when it has none of this number."""
    if not 1 <= number <= count:
        tables = "one table" if count == 1 else f"{count} tables"
        raise UserError(f"There is no table {number} on the sheet “{sheet}”. It has {tables}.")
    return number - 1


def _found(grid: Grid, *, is_whole: bool) -> Layout:
    whole = grid.trimmed(grid.whole) if grid.rows else None
    if whole is None:
        return Layout((Table(None, None, len(grid.rows), (), ()),))
    areas = _split(grid, whole)
    if len(areas) == 1:
        table = replace(table_in(grid, Area(0, len(grid.rows) - 1, 0, whole.right)), bottom=None, right=None)
        if not is_whole and table.data >= len(grid.rows) > _TOO_FAR:
            table = Table(None, None, 0, (), ())
        return Layout((table,))
    areas.sort(key=lambda area: (area.top, area.left))
    kept = [area for area in areas if _is_table(grid, area)] or [max(areas, key=grid.cells)]
    texts = [area for area in areas if area not in kept]
    tables = _with_titles(grid, [table_in(grid, area) for area in kept], texts)
    return Layout(tuple(tables if is_whole else _open(tables)), tuple(texts))


def _split(grid: Grid, area: Area) -> list[Area]:
    trimmed = grid.trimmed(area)
    if trimmed is None:
        return []
    for cut in _CUTS[:-1] if grid.is_text else _CUTS:
        parts = cut(grid, trimmed)
        if len(parts) > 1:
            return [found for part in parts for found in _split(grid, part)]
    return [trimmed]


def _is_table(grid: Grid, area: Area) -> bool:
    head = find_head(grid, area)
    first = area.top if head is None else head.last + 1
    rows = islice(grid.filled_rows(Area(first, area.bottom, area.left, area.right)), _LOOKED_AT)
    return stands_alone(grid, area, head, Columns(grid.profile(row, area) for row in rows))


def _open(tables: list[Table]) -> list[Table]:
    """Let the tables that have no other one below them go on to the end of the sheet, the rightmost one in all columns there."""
    lowest = [table for table in tables if not any(_is_below(other, table) for other in tables)]
    rightmost = max(lowest, key=lambda table: table.right or 0)
    found = []
    for table in tables:
        if table in lowest:
            found.append(replace(table, bottom=None, right=None if table is rightmost else table.right))
        else:
            found.append(table)
    return found


def _is_below(other: Table, table: Table) -> bool:
    if other is table or other.right is None or table.right is None:
        return False
    return other.top > table.top and other.left <= table.right and table.left <= other.right


def table_in(grid: Grid, area: Area) -> Table:
    """The table of ``area``, which holds one only."""
    return _table_with(grid, area, find_head(grid, area))


def _table_with(grid: Grid, area: Area, head: Head | None) -> Table:
    place = partial(Table, top=area.top, left=area.left, bottom=area.bottom, right=area.right)
    doubtful = tuple(doubtful_parts(grid, area, head))
    if head is None:
        first = _first_data(grid, area)
        return place(None, None, first, (), tuple(_texts(grid, Area(area.top, first - 1, area.left, area.right))))
    named = names_of(grid, area, head)
    titles = _texts(grid, Area(area.top, head.first - 1, area.left, area.right))
    wide = _wide(grid, area, head, named.names)
    return place(
        head.last,
        head.first,
        head.last + 1,
        tuple(named.names),
        tuple(titles),
        tuple(named.groups),
        tuple(named.over),
        wide,
        doubtful=doubtful,
    )


def _first_data(grid: Grid, area: Area) -> int:
    """The first row of a table without a header: titles above it have a cell or two, and its rows more."""
    rows = list(islice(grid.filled_rows(area), _LOOKED_AT))
    widest = max((grid.count(row, area) for row in rows), default=0)
    enough = max(2, 0.5 * widest) if widest > 2 else 0
    return next((row for row in rows if grid.count(row, area) > enough), area.bottom + 1)


def _wide(grid: Grid, area: Area, head: Head, names: Sequence[str]) -> Wide | None:
    headers: list[Cell] = []
    bare: list[Cell] = []
    cells: list[tuple[int, str]] = []
    for at, name in enumerate(names):
        row = next((row for row in range(head.last, head.first - 1, -1) if _cell(grid, row, area.left + at) != ""), head.best)
        cell = _cell(grid, row, area.left + at)
        text = " ".join(raw_text(cell).split())
        cells.append((row, raw_text(cell)))
        year = "" if name == text else year_of(name.removesuffix(f" {text}"))  # it stands above a month
        headers.append(f"{text} {year}" if year else name if name != text or isinstance(cell, str) else cell)
        bare.append(text if year else "")
    wide = find_wide(headers) or _wide_in_fiscal_years(names, bare)
    if wide is None:
        return None
    own = [(header, *cells[at]) for at, header in zip(wide.columns, wide.headers, strict=True)]
    written = [None if raw_text(header) == " ".join(text.split()) else text for header, _, text in own]
    return replace(wide, rows=tuple(row for _, row, _ in own), written=tuple(written))


def _wide_in_fiscal_years(names: Sequence[str], bare: Sequence[Cell]) -> Wide | None:
    """The run of all periods below years of which they are no calendar months, such as FY23, by their texts without the year."""
    wide = find_wide(bare)
    if wide is None or len(wide.columns) < sum(text != "" for text in bare):
        return None
    return replace(wide, headers=tuple(names[at] for at in wide.columns))


def _cell(grid: Grid, row: int, column: int) -> Cell:
    cells = grid.rows[row]
    return cells[column] if column < len(cells) else ""


def _texts(grid: Grid, area: Area) -> list[str]:
    return [text for row in range(area.top, area.bottom + 1) for text in grid.profile(row, area).texts.values()]


def _with_titles(grid: Grid, tables: list[Table], texts: list[Area]) -> list[Table]:
    """Let a table also have the titles that stand higher up than itself, over another table or over all of them."""
    found = []
    titled = [table for table in tables if table.right is not None and _first_row(table) > table.top]
    for table in tables:
        first = _first_row(table)
        more = [text for area in texts if area.bottom < first for text in _texts(grid, area)]
        for other in titled:
            if other is not table and other.right is not None:
                more += _texts(grid, Area(other.top, min(_first_row(other), first) - 1, other.left, other.right))
        found.append(replace(table, titles=(*more, *table.titles)))
    return found


def _first_row(table: Table) -> int:
    return table.data if table.first_header is None else table.first_header


def _with_header(grid: Grid, layout: Layout, header: tuple[int, ...]) -> Layout:
    """The layout with a header chosen by hand for the chosen table, or for the one that these rows are in."""
    first, last = (min(header) - 1, max(header) - 1) if header else (0, 0)
    if header and not (first >= 0 and last < len(grid.rows) and last - first < _MOST_HEADER_ROWS):
        raise UserError(
            f"Rows {first + 1} to {last + 1} can't be a header. Choose up to {_MOST_HEADER_ROWS} of the first rows of the sheet."
        )
    chosen = layout.chosen if layout.chosen is not None else _table_of_row(grid, layout.tables, first if header else None)
    table = layout.tables[chosen]
    right = grid.whole.right if table.right is None else table.right
    bottom = len(grid.rows) - 1 if table.bottom is None else table.bottom
    if not header:
        changed = replace(table, header=None, first_header=None, data=_first_row(table), names=(), groups=(), over=(), wide=None)
    else:
        area = Area(min(table.top, first), max(bottom, last), table.left, right)
        best = max(range(first, last + 1), key=lambda row: (grid.count(row, area), row))
        changed = _table_with(grid, area, Head(first, last, best, 1.0))
        changed = replace(changed, right=table.right, bottom=None if table.bottom is None else area.bottom)
    tables = [changed if at == chosen else other for at, other in enumerate(layout.tables)]
    return Layout(tuple(tables), layout.texts, chosen)


def _table_of_row(grid: Grid, tables: Sequence[Table], row: int | None) -> int:
    """The largest table with a row, else the next one below it."""
    areas = [
        Area(
            table.top,
            len(grid.rows) - 1 if table.bottom is None else table.bottom,
            table.left,
            grid.whole.right if table.right is None else table.right,
        )
        for table in tables
    ]
    if row is None:
        return max(range(len(tables)), key=lambda at: grid.cells(areas[at]))
    inside = [at for at, area in enumerate(areas) if area.top <= row <= area.bottom]
    if inside:
        return max(inside, key=lambda at: grid.cells(areas[at]))
    return next((at for at, area in enumerate(areas) if area.top > row), len(tables) - 1)


def find_table(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge] = ()) -> Table:
    """The table in ``rows``, the first rows of a sheet that holds one only."""
    grid = Grid(rows, merges)
    whole = grid.trimmed(grid.whole) if rows else None
    if whole is None:
        return Table(None, None, len(rows), (), ())
    return table_in(grid, Area(0, len(rows) - 1, 0, whole.right))
