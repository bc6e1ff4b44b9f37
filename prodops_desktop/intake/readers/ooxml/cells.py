"""Turns the XML of a sheet into rows of cells, whatever of it is missing, doubled or in disorder."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from prodops_desktop.intake.readers.figures import EXACT_DIGITS, exact
from prodops_desktop.intake.readers.markup import LOCAL, Attributes
from prodops_desktop.intake.readers.model import Cell, Formula
from prodops_desktop.intake.readers.oddities import Odd, Oddities
from prodops_desktop.intake.readers.ooxml.formulas import moved
from prodops_desktop.intake.readers.ooxml.references import COLUMNS, LAST_COLUMN, LAST_ROW
from prodops_desktop.intake.readers.ooxml.strings import RichText, turned_back
from prodops_desktop.intake.readers.serials import Shown, cell_of_serial

Row = tuple[int, list[Cell]]
"""A 1-based number, and the cells from column A to the last one with a value."""

_DIGITS = "0123456789"
_TEXTS = ("str", "inlineStr", "is")
_BOOLEANS: dict[str, Cell] = {"1": True, "true": True, "on": True, "0": False, "false": False, "off": False}
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ISO_TIME = re.compile(r"\d\d:\d\d(:\d\d(\.\d+)?)?")
_SERIALS_KEPT = 50_000


class SheetCells:
    """Takes the events of the parser; ``taken`` gives the rows that are complete. Rows without a value are not given."""

    def __init__(self, texts: Sequence[str], shown: Sequence[Shown], odd: Oddities, *, since_1904: bool) -> None:
        self._texts = texts
        self._shown = shown
        self._plain_styles = {str(style) for style, what in enumerate(shown) if what is Shown.NUMBER} | ({""} if shown else {"", "0"})
        self._odd = odd
        self._since_1904 = since_1904
        self._serials: dict[tuple[str, Shown], Cell] = {}
        self._rows: list[Row] = []
        self._row: int | None = 0
        self._row_digits = ""
        self._own_row: int | None = None
        """The row that the element says it is, where a cell in it named another one."""
        self._last_row = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._in_cell = False
        self._depth = 0
        """Elements of the cell that are open; what lies deeper than a child of it is an extension, and no value."""
        self._kind: str | None = None
        self._style = ""
        self._value: str | None = None
        self._formula: str | None = None
        self._shared: str | None = None
        self._masters: dict[str, tuple[int, int, str]] = {}
        self._parts: list[str] | None = None
        self._rich: RichText | None = None
        self._inline = RichText()

    @property
    def last_row(self) -> int:
        """The number of the last row that began."""
        return self._row or self._last_row

    def taken(self) -> list[Row]:
        """The rows that were completed since the last call, in the order of the file."""
        rows, self._rows = self._rows, []
        return rows

    def broken_off(self) -> list[Row]:
        """The rows that are left when nothing follows, with the one that was cut as far as it came."""
        self._end_row()
        return self.taken()

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        tag = LOCAL[name]
        if not self._in_cell:
            if tag == "c":
                self._start_cell(attributes)
            elif tag == "row":
                self._start_row(attributes.get("r"))
            return
        self._depth += 1
        if self._rich is not None:
            self._rich.start(tag, attributes)
        elif self._depth > 1:
            return
        elif tag == "v":
            self._parts = []
        elif tag == "is":
            self._rich = self._inline
        elif tag == "f":
            self._parts = []
            self._shared = attributes.get("si") if attributes.get("t") == "shared" else None

    def text(self, text: str) -> None:
        """Characters come, of any element."""
        if self._parts is not None:
            self._parts.append(text)
        elif self._rich is not None:
            self._rich.text(text)

    def end(self, name: str) -> None:
        """An element ends."""
        tag = LOCAL[name]
        if not self._in_cell:
            if tag == "row":
                self._end_row()
            return
        self._depth -= 1
        if self._depth < 0:
            self._end_cell()
        elif self._depth:
            if self._rich is not None:
                self._rich.end(tag)
        elif self._parts is not None:
            if tag == "v":
                self._value, self._parts = "".join(self._parts), None
            elif tag == "f":
                self._formula, self._parts = "".join(self._parts), None
        elif self._rich is not None:
            self._value, self._rich = self._rich.taken(), None
            self._kind = "is"

    def _start_row(self, written: str | None) -> None:
        self._end_row()
        number = int(written) if written and written.isdecimal() and len(written) < 12 else 0
        self._row = number or None
        self._row_digits = written if number and written else ""
        self._own_row = None
        self._cells = []
        self._column = 0

    def _end_row(self) -> None:
        if self._row != 0:
            self._last_row = self._row or self._last_row + 1
            if self._cells:
                self._rows.append((self._last_row, self._cells))
        self._row, self._cells, self._in_cell = 0, [], False

    def _start_cell(self, attributes: Attributes) -> None:
        if self._row == 0:
            self._start_row(None)
        reference = attributes.get("r", "")
        letters = reference.rstrip(_DIGITS)
        if column := COLUMNS[letters]:
            self._column = column
            digits = reference[len(letters) :]
            if digits != self._row_digits or self._own_row is not None:
                self._look_at_row(digits, column)
        else:
            self._column += 1
        self._in_cell, self._depth = True, 0
        self._kind = attributes.get("t")
        self._style = attributes.get("s", "")
        self._value = self._formula = self._shared = self._parts = self._rich = None

    def _look_at_row(self, digits: str, column: int) -> None:
        """A row without a number has that of its first cell with one; a cell that names another row belongs there, for any reader."""
        number = int(digits) if digits and len(digits) < 12 else 0
        if self._row is None and number > self._last_row:
            self._row, self._row_digits = number, digits
        elif number and self._row:
            self._own_row = own = self._own_row or self._row
            if number != own:
                self._odd.note(Odd.ELSEWHERE, number, column)
            if number != self._row:
                if self._cells:
                    self._rows.append((self._row, self._cells))
                self._row, self._row_digits, self._cells = number, digits, []

    def _end_cell(self) -> None:
        value = self._cell()
        self._in_cell = False
        if value == "":
            return
        column, cells = self._column, self._cells
        if self._row is None:
            self._row = self._last_row + 1
            self._row_digits = str(self._row)
        if column > LAST_COLUMN or (self._row or 0) > LAST_ROW:
            self._odd.note(Odd.BEYOND, self._row or 0, column)
            return
        missing = column - len(cells) - 1
        if missing >= 0:
            if missing:
                cells.extend([""] * missing)
            cells.append(value)
            return
        if cells[column - 1] not in ("", value):
            self._odd.note(Odd.TWICE, self._row or 0, column)
        cells[column - 1] = value

    def _cell(self) -> Cell:
        value, kind = self._value, self._kind
        if not value and self._formula is not None and (value is None or kind not in _TEXTS):
            self._odd.note(Odd.VALUELESS, self._row or self._last_row + 1, self._column)
            return self._formula_of_cell(self._formula)
        if self._shared is not None and self._formula:
            self._formula_of_cell(self._formula)
        if not value:
            return ""
        if kind is None or kind == "n":
            return self._number(value)
        if kind == "is":
            return value
        if kind == "s":
            return self._shared_text(value)
        if kind in _TEXTS:
            return turned_back(value)
        if kind == "b":
            return _BOOLEANS.get(value.strip().lower(), value)
        if kind == "e":
            return value.strip()
        return _of_iso(value.strip()) if kind == "d" else self._number(value)

    def _shared_text(self, value: str) -> Cell:
        try:
            index = int(value)
            if index >= 0:
                return self._texts[index]
        except (ValueError, IndexError):
            pass
        self._odd.note(Odd.TEXTLESS, self._row or self._last_row + 1, self._column)
        return ""

    def _number(self, value: str) -> Cell:
        try:
            number = float(value)
        except ValueError:
            return turned_back(value)
        if number - number != 0.0 or "_" in value:
            return value
        if self._style in self._plain_styles:
            return number if len(value) <= EXACT_DIGITS else exact(value, number)
        return self._styled(value, number)

    def _styled(self, value: str, number: float) -> Cell:
        try:
            shown = self._shown[int(self._style)]
        except (ValueError, IndexError):
            self._odd.note(Odd.FORMATLESS, self._row or self._last_row + 1, self._column)
            return exact(value, number)
        key = (value, shown)
        cell = self._serials.get(key)
        if cell is None:
            if len(self._serials) >= _SERIALS_KEPT:
                self._serials.clear()
            cell = self._serials[key] = cell_of_serial(number, shown, since_1904=self._since_1904)
        return cell

    def _formula_of_cell(self, text: str) -> Formula:
        """The formula of this cell; one that others share is kept for them."""
        row, column = self._row or self._last_row + 1, self._column
        if self._shared is not None:
            if text:
                self._masters[self._shared] = (row, column, text)
            elif self._shared in self._masters:
                from_row, from_column, master = self._masters[self._shared]
                text = moved(master, row - from_row, column - from_column)
        return Formula("=" + text.strip().removeprefix("="))


def _of_iso(value: str) -> Cell:
    """A day, a moment or a time as ISO 8601 writes it; with a zone, or written in any other way, its text."""
    try:
        if _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
        if _ISO_TIME.fullmatch(value):
            return time.fromisoformat(value)
        moment = datetime.fromisoformat(value) if _ISO_DAY.match(value) else None
    except ValueError:
        return value
    return value if moment is None or moment.tzinfo is not None else moment
