"""Sets the cells of two readers side by side: what one lost the other has, and what they disagree on is counted and said."""

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from prodops_desktop.errors import UserError
from prodops_desktop.intake.missing import ERRORS
from prodops_desktop.intake.readers.batching import in_batches
from prodops_desktop.intake.readers.markup import HarmfulError
from prodops_desktop.intake.readers.model import Batch, Cell, Formula, Sheet, column_letter, raw_text
from prodops_desktop.intake.readers.ooxml.references import LAST_COLUMN, LAST_ROW

_CLOSE = timedelta(milliseconds=2)  # readers round moments to the millisecond, each in its way
_NEVER = datetime(1900, 1, 1)
_OF_CALENDAR = (date, time, timedelta)
_WRITTEN_LENGTHS = ("PT", "-PT")  # a length of time as OpenDocument writes it, which the first reader leaves as it is
_LONGEST_QUOTE = 40
_Row = tuple[int, list[Cell]]


class Comparison:
    """One pass over a sheet with two readers; its counts are complete when the pass is."""

    def __init__(self, name: str, *, second_is_exact: bool = False) -> None:
        """``name`` is that of the sheet; ``second_is_exact`` says that the second reader gives what the file holds, letter by letter."""
        self._name = name
        self._second_is_exact = second_is_exact
        self._example = ""
        self._done: tuple[int, int | None, str] = (0, None, "rows")
        self._given_up_at: int | None = None
        self.differences = 0
        """Cells on which the readers disagree."""

    def sentences(self) -> Iterator[str]:
        """What there is to be said about it."""
        if self.differences:
            cells, such = ("1 cell", "") if self.differences == 1 else (f"{self.differences:,} cells", "such as ")
            yield f"The two readers of this program disagree on {cells} of “{self._name}”, {such}{self._example}."
        if self._given_up_at is not None:
            yield f"From row {self._given_up_at:,} on only one reader could read “{self._name}”, so that nothing confirms its cells there."

    def batches(self, first: Iterator[Batch], first_column: int, second: Sheet) -> Iterator[Batch]:
        """The rows of both, from column A: what the first gives, completed by the second."""
        own, other = self._rows_of_first(first, first_column), self._rows_of_second(second)
        yield from in_batches(self._joined(own, other), lambda: self._done)

    def _rows_of_first(self, batches: Iterator[Batch], first_column: int) -> Iterator[_Row]:
        left: list[Cell] = [""] * (first_column - 1)
        for batch in batches:
            self._done = (batch.done, batch.total, batch.unit)
            for number, cells in enumerate(batch.rows, batch.first_row):
                if number <= LAST_ROW:  # the second says that there was something beyond the edge
                    yield number, (left + cells)[:LAST_COLUMN]

    def _rows_of_second(self, sheet: Sheet) -> Iterator[_Row]:
        """The rows with something in them, as far as they can be read."""
        number = 0
        try:
            for batch in sheet.batches():
                left: list[Cell] = [""] * (sheet.first_column - 1)
                for number, cells in enumerate(batch.rows, batch.first_row):
                    if cells:
                        yield number, left + cells
        except HarmfulError:
            raise
        except UserError:
            self._given_up_at = number + 1

    def _joined(self, own: Iterator[_Row], other: Iterator[_Row]) -> Iterator[_Row]:
        nothing: list[Cell] = []
        mine, theirs = next(own, None), next(other, None)
        while mine or theirs:
            if self._given_up_at is not None and mine is not None:
                yield mine
                mine = next(own, None)
            elif theirs is None or (mine is not None and mine[0] < theirs[0]):
                assert mine is not None
                yield mine[0], self._together(*mine, nothing)
                mine = next(own, None)
            elif mine is None or theirs[0] < mine[0]:
                yield theirs[0], self._together(theirs[0], nothing, theirs[1])
                theirs = next(other, None)
            else:
                yield mine[0], self._together(*mine, theirs[1])
                mine, theirs = next(own, None), next(other, None)

    def _together(self, row: int, mine: list[Cell], theirs: list[Cell]) -> list[Cell]:
        if len(theirs) < len(mine):
            theirs = theirs + [""] * (len(mine) - len(theirs))
        elif len(mine) < len(theirs):
            mine = mine + [""] * (len(theirs) - len(mine))
        if mine == theirs and not any(map(_is_long, theirs)):
            return mine
        return [
            cell if cell == twin and not _is_long(twin) else self._settled(row, column, cell, twin)
            for column, (cell, twin) in enumerate(zip(mine, theirs, strict=True), 1)
        ]

    def _settled(self, row: int, column: int, mine: Cell, theirs: Cell) -> Cell:
        is_same = _is_same(mine, theirs)
        taken = theirs if self._second_is_exact and not is_same and theirs != "" else _better(mine, theirs)
        if not is_same and not (mine == "" and (isinstance(theirs, Formula) or theirs in ERRORS)):
            self.differences += 1
            if not self._example:
                place = f"{column_letter(column)}{row}"
                which = "second" if taken is theirs else "first"
                self._example = f"{place}: {_quoted(mine)} and {_quoted(theirs)}, of which the {which} was taken"
        return taken


def _is_long(cell: Cell) -> bool:
    """Whether it is a whole number with more digits than a float holds, which compares as equal to what a float made of it."""
    return type(cell) is int and abs(cell) > 2**53


def _better(mine: Cell, theirs: Cell) -> Cell:
    """The first reader's cell, unless it is empty, cut short, or no longer the number that the file holds."""
    if mine == "":
        return theirs
    if isinstance(mine, str) and isinstance(theirs, str):
        is_cut = len(theirs) > len(mine) and theirs.startswith(mine)
        is_in_halves = "\x00" in mine and "\x00" not in theirs  # wide letters taken for two narrow ones each
        return theirs if is_cut or is_in_halves else mine
    if _is_long(theirs) and isinstance(mine, float):
        return theirs
    if isinstance(mine, float) and not math.isfinite(mine):
        return theirs
    if isinstance(mine, str) or isinstance(theirs, str):
        return theirs if isinstance(theirs, timedelta) and isinstance(mine, str) and mine.startswith(_WRITTEN_LENGTHS) else mine
    # One has a day where the other has its serial number: the first knows formats by their numbers, the second by what the file says.
    return theirs if isinstance(mine, _OF_CALENDAR) != isinstance(theirs, _OF_CALENDAR) else mine


def _is_same(mine: Cell, theirs: Cell) -> bool:
    if isinstance(mine, str) and isinstance(theirs, str):
        return _plain(mine) == _plain(theirs)
    if isinstance(mine, str):
        if isinstance(theirs, timedelta) and mine.startswith(_WRITTEN_LENGTHS):
            return True
        return mine != mine.strip() and mine.strip() == raw_text(theirs)  # a number that was written on a line of its own
    if isinstance(mine, int | float) and isinstance(theirs, int | float):
        return math.isclose(mine, theirs, rel_tol=1e-12) or (mine != mine and theirs != theirs)
    if isinstance(mine, timedelta) and isinstance(theirs, timedelta):
        return abs(mine - theirs) < _CLOSE
    if isinstance(mine, date | time) and isinstance(theirs, date | time):
        return isinstance(mine, time) == isinstance(theirs, time) and abs(_moment(mine) - _moment(theirs)) < _CLOSE
    return False


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _moment(cell: date | time) -> datetime:
    if isinstance(cell, datetime):
        return cell
    return datetime.combine(_NEVER, cell) if isinstance(cell, time) else datetime.combine(cell, time())


def _quoted(cell: Cell) -> str:
    text = " ".join(raw_text(cell).split())
    return f"“{text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + '…'}”" if text else "nothing"
