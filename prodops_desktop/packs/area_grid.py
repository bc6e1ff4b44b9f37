"""The columns that the tables of an area's sheet share, since a worksheet has each column in one width only."""

import math
from collections.abc import Sequence

from prodops_desktop.datasets.area_sheet import AreaTable
from prodops_desktop.datasets.sheets import TEXT, SheetColumn

LEFT = 1
"""The first column in use; the one before it is a margin."""
_LEAST_CHARS = 140.0
"""A sheet of narrow tables is widened to this, so that its headline has room."""
_CHAR_PX, _PADDING_PX = 7, 5
_TEXT_CHARS = 1.05
"""How many characters of text fit into the width of one, which is that of a digit in a larger font."""


class Grid:
    """Columns as wide as the widest that stands in each; a table's last column of text takes all that is left."""

    def __init__(self, tables: Sequence[AreaTable], tiles: int) -> None:
        count = max([tiles, 1, *(len(table.columns) for table in tables)])
        widths = [0.0] * count
        for table in tables:
            fills = len(table.columns) < count and table.columns[-1].holds == TEXT
            for at, column in enumerate(table.columns[:-1] if fills else table.columns):
                widths[at] = max(widths[at], column.width)
        self.widths = [width or SheetColumn("").width for width in widths]
        self.widths[-1] += max(0.0, _LEAST_CHARS - sum(self.widths))
        self.last = LEFT + count - 1

    @property
    def points(self) -> float:
        """How wide the columns are together."""
        return sum(_CHAR_PX * width + _PADDING_PX for width in self.widths) * 3 / 4

    def end_of(self, table: AreaTable, at: int) -> int:
        """The last column of the sheet that a table's column takes."""
        return self.last if at == len(table.columns) - 1 and table.columns[at].holds == TEXT else LEFT + at

    def chars(self, first: int, last: int) -> float:
        """The width of some columns of the sheet, in characters."""
        return sum(self.widths[first - LEFT : last - LEFT + 1])

    def lines(self, text: str, first: int, last: int) -> int:
        """Over how many lines a text goes in these columns."""
        room = _TEXT_CHARS * self.chars(first, last)
        return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n"))

    def parts(self, count: int) -> list[tuple[int, int]]:
        """The first and last column of each of ``count`` parts of about the same width."""
        whole, found, first = sum(self.widths), [], 0
        for part in range(1, count + 1):
            last, most = first, len(self.widths) - 1 - (count - part)  # each later part needs a column of its own
            while last < most and sum(self.widths[: last + 1]) + self.widths[last + 1] / 2 < whole * part / count:
                last += 1
            found.append((LEFT + first, LEFT + last))
            first = last + 1
        return found

    def right_of(self, pixels: int) -> int | None:
        """The first column to the right of something so wide; None where no two columns are left."""
        width = 0.0
        for at, chars in enumerate(self.widths[:-1]):
            if width >= pixels:
                return LEFT + at
            width += _CHAR_PX * chars + _PADDING_PX
        return None
