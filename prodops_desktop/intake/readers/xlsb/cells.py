"""Turns the records of a sheet's rows into cells."""

import struct

from prodops_desktop.intake.readers.model import Cell
from prodops_desktop.intake.readers.oddities import Odd, Oddities
from prodops_desktop.intake.readers.ooxml.references import LAST_COLUMN, LAST_ROW
from prodops_desktop.intake.readers.serials import Shown, cell_of_serial
from prodops_desktop.intake.readers.xlsb.records import compressed, u32, wide_text
from prodops_desktop.intake.readers.xlsb.workbook import Workbook

ROW, BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(8)
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, FORMULA_ERROR = range(8, 12)
_SHORT_BLANK, _SHORT_SHARED = 12, 18  # the same as 1 … 7, in the column behind the last cell
_RICH_TEXT = 62
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def style_of(content: bytes) -> int:
    """The style of a cell that says its column."""
    return int.from_bytes(content[4:7], "little")


class RowCells:
    """Gathers the cells of one row after the other; ``number`` is the 1-based row of ``cells``."""

    def __init__(self, book: Workbook, odd: Oddities) -> None:
        self.number = 0
        self.cells: list[Cell] = []
        self._book = book
        self._odd = odd
        self._column = -1

    def taken(self) -> list[Cell]:
        """The cells of the row, which are given away."""
        cells, self.cells = self.cells, []
        return cells

    def take(self, kind: int, content: bytes) -> None:
        """Take in a record of the sheet; raises one of BROKEN for one that can't be."""
        if kind == ROW:
            self._begin(u32(content, 0) + 1)
        elif _SHORT_BLANK <= kind <= _SHORT_SHARED:
            self._column += 1
            self._put(kind - _SHORT_BLANK + BLANK, content, 4, int.from_bytes(content[0:3], "little"))
        elif BLANK <= kind <= FORMULA_ERROR or kind == _RICH_TEXT:
            self._column = u32(content, 0)
            self._put(kind, content, 8, style_of(content))

    def _begin(self, number: int) -> None:
        if not self.number < number <= LAST_ROW:
            raise ValueError(f"row {number} follows row {self.number}")
        self.number, self.cells, self._column = number, [], -1

    def _put(self, kind: int, content: bytes, at: int, style: int) -> None:
        if kind == BLANK:
            return
        if self._column >= LAST_COLUMN:
            raise ValueError(f"a cell lies in column {self._column + 1}")
        value = self._value(kind, content, at, style)
        self.cells.extend([""] * (self._column + 1 - len(self.cells)))
        self.cells[self._column] = value

    def _value(self, kind: int, content: bytes, at: int, style: int) -> Cell:
        if kind == _SHARED:
            number = u32(content, at)
            if number < len(self._book.texts):
                return self._book.texts[number]
            self._odd.note(Odd.TEXTLESS, self.number, self._column + 1)
            return ""
        if kind in (_TEXT, _FORMULA_TEXT, _RICH_TEXT):
            return wide_text(content, at + (kind == _RICH_TEXT))[0]
        if kind in (_BOOL, _FORMULA_BOOL):
            return bool(content[at])
        if kind in (_ERROR, FORMULA_ERROR):
            return _ERRORS.get(content[at], f"#ERROR {content[at]}")
        number_there: float = compressed(u32(content, at)) if kind == _RK else struct.unpack_from("<d", content, at)[0]
        if style >= len(self._book.shown):
            if self._book.shown:
                self._odd.note(Odd.FORMATLESS, self.number, self._column + 1)
            return number_there
        shown = self._book.shown[style]
        return number_there if shown is Shown.NUMBER else cell_of_serial(number_there, shown, since_1904=self._book.since_1904)
