"""Counts what is odd in the cells of a sheet as it is read, and says it in sentences with one place as an example."""

from collections.abc import Iterator
from enum import Enum

from prodops_desktop.intake.readers.model import column_letter


class Odd(Enum):
    """What can be odd about a cell; the sentence takes {cells}, {sheet} and {place}: "B7" of one cell, "such as B7" of several."""

    TEXTLESS = "In {cells} of “{sheet}”, {place}, the file refers to a text that it does not hold, so nothing is there."
    FORMATLESS = "For {cells} of “{sheet}”, {place}, the file does not hold the format, so that a day or a time there is a number."
    VALUELESS = (
        "In {cells} of “{sheet}”, {place}, there is a formula without a stored value, which counts as empty. "
        "Open the file in a spreadsheet program and save it, so that it is worked out."
    )
    ELSEWHERE = "In {cells} of “{sheet}”, {place}, the file names another row than the one that it is in; the row that it names was taken."
    TWICE = "In {cells} of “{sheet}”, {place}, the file has different values for one cell; the last of them was taken."
    LATE = "“{sheet}” has {cells} ({place}) so late in the file that their row had gone by; nothing of that was taken."
    BEYOND = "“{sheet}” has {cells} ({place}) beyond the edge of a sheet, row 1,048,576 and column XFD; nothing of that was taken."


class Oddities:
    """What was odd in one pass over one sheet."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._counts: dict[Odd, int] = {}
        self._places: dict[Odd, str] = {}

    def note(self, what: Odd, row: int, column: int, cells: int = 1) -> None:
        """Count one cell by its 1-based row and column, or so many of which it is the first."""
        self._counts[what] = self._counts.get(what, 0) + cells
        if what not in self._places:
            self._places[what] = f"{column_letter(column)}{row}"

    def sentences(self) -> Iterator[str]:
        """What there is to be said."""
        for what, count in self._counts.items():
            cells, place = "1 cell", self._places[what]
            if count > 1:
                cells, place = f"{count:,} cells", f"such as {place}"
            yield what.value.format(cells=cells, sheet=self._sheet, place=place)
