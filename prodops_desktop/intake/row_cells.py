"""What stands in a row of a scanned table."""

import re

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.numbers import read_number
from prodops_desktop.intake.readers.model import Cell, raw_text
from prodops_desktop.intake.scanning import Scan

_LONGEST_NUMBER = 40
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


def filled_at(scan: Scan, index: int) -> list[int]:
    """The columns that have something in a row."""
    return [at for at, column in enumerate(scan.columns) if column.codes[index] != column.coder.get("", -1)]


def cell_at(column: Column, index: int) -> Cell:
    """The cell of a column in a row."""
    return column.values[column.codes[index]]


def text_at(column: Column, index: int) -> str:
    """The text of a cell without the spaces around it."""
    return raw_text(cell_at(column, index)).strip()


def number_in(cell: Cell) -> float | None:
    """The number that a cell holds, also as text; None when it holds none."""
    if isinstance(cell, str):
        written = read_number(cell.strip()) if len(cell) <= _LONGEST_NUMBER else None
        return None if written is None else float(written.plain)
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def make_of(text: str) -> str:
    """How a text with digits is made, such as K-11 or 2.3: its letters and its digits alike; one without digits is of its own make."""
    return _DIGITS.sub("9", _LETTERS.sub("a", text)) if _DIGITS.search(text) else text
