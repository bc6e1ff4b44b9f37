"""The rows of a grid as they are read: their place in the sheet, their values, and their cells once they were painted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from prodops_desktop.datasets.grid import Grid, GridRow
from prodops_desktop.datasets.provenance import Place, Places
from prodops_desktop.datasets.reading import Stored, parts_of
from prodops_desktop.datasets.sums import GroupRows
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.group_rows import GroupedRows, Stretch
from prodops_desktop.ui.models.page_queue import PAGE
from prodops_desktop.workspace import Store


@dataclass
class Line:
    """A row of the grid: its place in the sheet, its stored values, and its cells once they were painted."""

    part: int
    row: int
    place: Place
    values: tuple[Stored, ...]
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class OpenedGrid:
    """A grid in its arrangement, with its groups and the pages that are looked at first."""

    grid: Grid
    groups: GroupedRows | None
    pages: dict[int, list[Line]]


def read_lines(store: Store, rows: Sequence[GridRow]) -> list[Line]:
    """Rows with their places; called on a reading thread."""
    places = {part: Places(store, part) for part in {row.part for row in rows}}
    return [Line(row.part, row.row, places[row.part].of(row.row), row.values) for row in rows]


def read_first_pages(store: Store, grid: Grid, closed: Iterable[Stored], seen: tuple[int, int]) -> OpenedGrid:
    """What is looked at right after the rows were arranged: the first page, and those of the rows ``seen``, from one to another."""
    found, hidden = grid.groups(), set(closed)
    groups = GroupedRows(found, _indexes(found, hidden)) if grid.arrangement.group is not None else None
    ends = [groups.position(row) if groups is not None else row for row in seen]
    wanted = {0, *(position // PAGE for position in ends if position is not None and position < grid.count)}
    pages = {page: read_lines(store, grid.rows(page * PAGE, PAGE)) for page in sorted(wanted)}
    return OpenedGrid(grid, groups, pages)


def read_block(store: Store, grid: Grid, groups: GroupedRows | None, top: int, count: int) -> list[Line | int]:
    """``count`` rows from ``top`` as they stand there: lines of the data, and the indexes of the groups whose heads stand between them."""
    block: list[Line | int] = []
    for part in stretches(groups, top, count):
        block += [part] if isinstance(part, int) else read_lines(store, grid.rows(part.first, part.count))
    return block


def stretches(groups: GroupedRows | None, top: int, count: int) -> list[int | Stretch]:
    """The heads and the stretches of data in some rows."""
    return list(groups.parts(top, count)) if groups is not None else [Stretch(top, count)]


def row_number(place: Place) -> str:
    """The number of a row for people: 1,234, or 1,234.3 for its third period."""
    number = formats.number(place.row)
    return number if place.period is None else f"{number}.{place.period}"


def widest_number(store: Store, version: int) -> str:
    """The number of a row that takes the most room of all rows of a version; empty where there is none."""
    numbers = [""]
    for part in parts_of(store, version):
        last = store.db.execute(f"SELECT max(_row) FROM part_{part}").fetchone()[0]
        numbers += [row_number(place) for place in Places(store, part).last_of_each(last)] if last is not None else []
    return max(numbers, key=len)


def _indexes(groups: Sequence[GroupRows], hidden: set[Stored]) -> frozenset[int]:
    return frozenset(index for index, group in enumerate(groups) if group.value in hidden)
