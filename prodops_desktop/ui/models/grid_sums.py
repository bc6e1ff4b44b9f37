"""What the selected cells of a grid come to: how many they are, and their sum, mean, smallest and largest where these make sense."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.sums import Sums
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.grid_lines import stretches
from prodops_desktop.ui.models.group_rows import GroupedRows, Stretch
from prodops_desktop.ui.models.group_words import total_text
from prodops_desktop.ui.models.values import exact_text
from prodops_desktop.ui.texts import counted, tr


@dataclass(frozen=True)
class Block:
    """A rectangle of cells: ``count`` rows from ``top``, and the columns of the dataset among its sections."""

    top: int
    count: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class BlockSums:
    """Of ``cells``; ``column`` tells the unit of ``sums``, and both are None where the columns have no unit in common."""

    cells: int
    column: Column | None = None
    sums: Sums | None = None

    def said(self) -> str:
        """How many cells."""
        return counted(self.cells, "{n} cell selected", "{n} cells selected")

    def figures(self) -> list[tuple[str, str]]:
        """The figures with their names, as far as they make sense."""
        column, sums = self.column, self.sums
        if column is None or sums is None or not sums.filled:
            return []
        found = []
        if sums.total is not None and sums.mean is not None:
            if column.type != "percent":  # a sum of shares says nothing
                found.append((tr("Sum"), total_text(column, sums.total, short=False)))
            found.append((tr("Mean"), total_text(column, sums.mean, short=False)))
        return [*found, (tr("Min"), _end(column, sums.smallest)), (tr("Max"), _end(column, sums.largest))]

    def details(self) -> list[tuple[str, str]]:
        """The figures one below the other, with how many cells are empty and the median where it is known."""
        column, sums, found = self.column, self.sums, self.figures()
        if column is None or sums is None:
            return found
        if sums.filled < sums.cells:
            found.insert(0, (tr("Empty"), formats.number(sums.cells - sums.filled)))
        if sums.median is not None:
            place = next((at + 1 for at, figure in enumerate(found) if figure[0] == tr("Mean")), len(found))
            found.insert(place, (tr("Median"), total_text(column, sums.median, short=False)))
        return found


def _end(column: Column, value: Stored) -> str:
    return total_text(column, value, short=False) if column.type == "money" and isinstance(value, int) else exact_text(column, value)


def sum_block(grid: Grid, groups: GroupedRows | None, block: Block, turn: int) -> BlockSums:
    """Add a block up; called on a reading thread. The heads of groups in it are no cells, and closed groups are not counted.

    Raises Cancelled when other sums are wanted than in this ``turn`` of the grid.
    """
    parts = _joined([part for part in stretches(groups, block.top, block.count) if isinstance(part, Stretch)])
    cells = sum(part.count for part in parts) * len(block.columns)
    wanted = _in_one_currency(grid, parts, _of_one_unit(block.columns), turn) if cells else []
    if not cells or not wanted:
        return BlockSums(cells)
    positions = [column.position for column in wanted]
    found = [sums for part in parts for sums in grid.sums(part.first, part.count, positions, turn).values()]
    return BlockSums(cells, wanted[0], found[0] if len(found) == 1 else _added(found))


def _of_one_unit(columns: Sequence[Column]) -> list[Column]:
    """The numbers among the columns where all of them have one unit; else the one column of days, where it is the only one."""
    numbers = [column for column in columns if column.is_number]
    units = {(column.currency, column.scale, column.type if column.type in {"money", "percent", "duration"} else "") for column in numbers}
    if len(units) == 1:
        return numbers
    return list(columns) if len(columns) == 1 and (columns[0].is_time or columns[0].type == "time") else []


def _in_one_currency(grid: Grid, parts: Sequence[Stretch], wanted: list[Column], turn: int) -> list[Column]:
    """The columns, amounts whose currency stands beside them with that of these rows; none where the rows have several."""
    beside = next((column for column in grid.columns if column.field == "currency" and column.distinct != 1), None)
    if beside is None or not wanted or wanted[0].type != "money" or wanted[0].currency:
        return wanted
    found = [grid.sums(part.first, part.count, [beside.position], turn)[beside.position] for part in parts]
    named = {name for one in found for name in (one.smallest, one.largest)}
    if len(named) != 1 or any(one.filled < one.cells for one in found):
        return []
    currency = str(named.pop())
    return [replace(column, currency=currency) for column in wanted]


def _joined(parts: Sequence[Stretch]) -> list[Stretch]:
    """Stretches that follow each other as one."""
    joined: list[Stretch] = []
    for part in parts:
        if joined and joined[-1].first + joined[-1].count == part.first:
            joined[-1] = Stretch(joined[-1].first, joined[-1].count + part.count)
        else:
            joined.append(part)
    return joined


def _added(found: Sequence[Sums]) -> Sums:
    """Several sums as one; their median is not known."""
    cells, filled = sum(one.cells for one in found), sum(one.filled for one in found)
    totals = [one.total for one in found if one.total is not None]
    total = sum(totals) if totals else None
    small = [one.smallest for one in found if one.smallest is not None]
    large = [one.largest for one in found if one.largest is not None]
    return Sums(
        cells,
        filled,
        total,
        total / filled if total is not None and filled else None,
        None,
        min(small, default=None),
        max(large, default=None),
    )
