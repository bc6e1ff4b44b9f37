"""What the rows of a part of a sheet hold for the most part, and whether they make a table by themselves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from prodops_desktop.intake.tables.grid import KEY, Area, Grid, Profile
from prodops_desktop.intake.tables.headers import Head, find_head

LOOKED_AT = 40
"""How many rows of a part are looked at."""


class Columns:
    """What the columns of some rows hold for the most part."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        listed = list(profiles)
        self.rows = len(listed)
        filled = Counter(at for profile in listed for at in profile.filled)
        typed = Counter(at for profile in listed for at in profile.typed)
        dates = Counter(at for profile in listed for at in profile.dates)
        years = Counter(at for profile in listed for at in profile.years)
        self.ever = set(filled)
        self.often = {at for at, count in filled.items() if count >= 0.4 * self.rows}
        self.usual = {at for at, count in filled.items() if count > 0.5 * self.rows}
        self.typed = {at for at, count in filled.items() if typed[at] >= 0.6 * count}
        self.wordy = {at for at, count in filled.items() if typed[at] <= 0.2 * count}
        self.marks = {at for at, count in filled.items() if years[at] + dates[at] > 0.5 * count}
        self.alike = {at for at in self.typed if dates[at] in (0, filled[at])}
        """Columns of values of one sort."""

    def join(self, other: "Columns") -> None:
        """Take in what is known of other columns beside these."""
        self.rows = max(self.rows, other.rows)
        for mine, more in zip(self._sets(), other._sets(), strict=True):
            mine |= more

    def _sets(self) -> tuple[set[int], ...]:
        return self.ever, self.often, self.usual, self.typed, self.wordy, self.marks, self.alike


@dataclass
class Seen:
    """What is known of a table: where its data begin, the texts of its header, and its columns."""

    header: dict[int, str]
    last_header: int | None
    columns: Columns
    is_table: bool


def look_at(grid: Grid, area: Area) -> Seen:
    """What ``area`` is as a table with titles above it."""
    head = find_head(grid, area)
    first = area.top if head is None else head.last + 1
    rows = islice(grid.filled_rows(Area(first, area.bottom, area.left, area.right)), LOOKED_AT)
    columns = Columns(grid.profile(row, area) for row in rows)
    header = {} if head is None else grid.profile(head.best, area).texts
    return Seen(header, None if head is None else head.last, columns, stands_alone(grid, area, head, columns))


def columns_in(grid: Grid, area: Area) -> Columns:
    """The columns of the first rows of ``area``."""
    return Columns(grid.profile(row, area) for row in islice(grid.filled_rows(area), LOOKED_AT))


def stands_alone(grid: Grid, area: Area, head: Head | None, columns: Columns) -> bool:
    """Whether the rows of ``area`` below ``head`` make a table that is worth being one beside others."""
    first = area.top if head is None else head.first
    below = grid.filled_rows(Area(first, area.bottom, area.left, area.right))
    cells = [grid.profile(row, area) for row in islice(below, LOOKED_AT)]
    keys = [profile.texts[min(profile.filled)] for profile in cells]
    if sum(key.endswith(KEY) for key in keys) >= 0.5 * len(keys):
        return False
    if head is None:
        return len(columns.usual) >= 2 and columns.rows >= 3 and bool(columns.alike)
    named = grid.profile(head.best, area)
    contrast = columns.alike & (named.words | named.unsure)
    width = len(columns.usual | named.filled)
    if width >= 3:
        return columns.rows >= 2 or (columns.rows == 1 and bool(contrast))
    return width == len(columns.usual) == 2 and ((columns.rows >= 3 and bool(contrast)) or columns.rows >= 8)
