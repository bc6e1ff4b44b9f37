"""Fills merged cells down the rows that they head, and remembers where each of these cells was taken from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prodops_desktop.intake.numbers import read_number
from prodops_desktop.intake.readers.model import Cell, Merge

_CODE = re.compile(r"0\d+")


@dataclass(frozen=True)
class Filled:
    """A cell (row of the sheet, column of the table from 0) that was filled from another one, given by row and column of the sheet."""

    row: int
    column: int
    source_row: int
    source_column: int


class Filler:
    """Fills the rows of a table, whose first cell is in column ``first_column`` of the sheet and whose data begin at ``data_row``.

    A merged number, also one written as text, stands for all its rows together, so that filling it would multiply it; it is filled only
    where it heads rows, as the first columns of a table do.
    """

    def __init__(self, merges: Iterable[Merge], first_column: int, last_column: int | None, data_row: int, heading: int) -> None:
        self._first = first_column
        own = [merge for merge in merges if merge.top >= data_row and merge.left >= first_column]
        own = [merge for merge in own if last_column is None or merge.left <= last_column]
        self._merges = sorted(own, key=lambda merge: (merge.top, merge.left))
        self._heading = _heading([merge for merge in self._merges if merge.bottom > merge.top], heading)
        self._next = 0
        self._active: list[tuple[Merge, Cell]] = []
        self.filled: list[Filled] = []
        self.numbers: list[Merge] = []
        """Merged numbers that were not filled down."""
        self.across: list[Merge] = []
        """Numbers merged over several columns, the first of which has them alone."""

    def fill(self, first: int, rows: list[list[Cell]]) -> list[list[Cell]]:
        """The rows from row ``first`` of the sheet on, filled; to be called for all rows of the table in order."""
        last = first + len(rows) - 1
        self._begin(first, last, rows)
        if not self._active:
            return rows
        rows = list(rows)
        for merge, value in self._active:
            at = merge.left - self._first
            for number in range(max(merge.top + 1, first), min(merge.bottom, last) + 1):
                row = rows[number - first]
                if any(cell != "" for cell in row) and (at >= len(row) or row[at] == ""):
                    rows[number - first] = [*row[:at], *[""] * (at - len(row)), value, *row[at + 1 :]]
                    self.filled.append(Filled(number, at, merge.top, merge.left))
        self._active = [(merge, value) for merge, value in self._active if merge.bottom > last]
        return rows

    def _begin(self, first: int, last: int, rows: list[list[Cell]]) -> None:
        while self._next < len(self._merges) and self._merges[self._next].top <= last:
            merge = self._merges[self._next]
            self._next += 1
            at = merge.left - self._first
            row = rows[merge.top - first] if merge.top >= first else []
            value = row[at] if at < len(row) else ""
            if value == "":
                continue
            is_number = _is_number(value)
            if is_number and merge.right > merge.left:
                self.across.append(merge)
            if merge.bottom == merge.top:
                continue
            if is_number and merge not in self._heading:
                self.numbers.append(merge)
            else:
                self._active.append((merge, value))


def _is_number(value: Cell) -> bool:
    """Whether a cell holds an amount, also as text; digits that begin with a zero are a code."""
    if not isinstance(value, str):
        return isinstance(value, int | float)
    text = value.strip()
    return not _CODE.fullmatch(text) and read_number(text) is not None


def _heading(merges: list[Merge], first: int) -> set[Merge]:
    """The merged cells in the first column, and those right beside one that holds all their rows."""
    found: set[Merge] = set()
    by_column: dict[int, list[Merge]] = {}
    for merge in sorted(merges, key=lambda one: one.left):
        holders = by_column.get(merge.left - 1, ())
        if merge.left == first or any(holder.top <= merge.top and holder.bottom >= merge.bottom for holder in holders):
            found.add(merge)
            by_column.setdefault(merge.right, []).append(merge)
    return found
