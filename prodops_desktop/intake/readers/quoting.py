"""Cuts lines into rows where quotes are not as they should be, so that one that never closes swallows nothing."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prodops_desktop.intake.readers.delimiters import LONGEST_CELL, Dialect

_LINES_OF_A_CELL = 10_000
_LINES_OF_A_LONE_CELL = 1_000
"""The same where a line has one cell, and nothing else tells that lines are rows."""
_LOOKED_AT = 20
_LINES_TRIED = 50
_ALIKE = 0.9
_LINES_LIKE_ROWS = 4
_LINES_LIKE_PAIRS = 8
"""With so many lines of which each would be a row, a cell is taken for rows that a quote swallowed; in prose two parts come by chance."""


def line_breaks(cell: str) -> int:
    """How many ends of lines are in a cell, by whichever signs they end."""
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def swallows_rows(row: list[str], dialect: Dialect) -> bool:
    """Whether a cell holds lines of which each would be a row, as after a quote that was never meant as one."""
    return any(_are_rows(cell.splitlines()[1:-1], dialect, 2) for cell in row if "\n" in cell or "\r" in cell)


def _are_rows(lines: list[str], dialect: Dialect, beside: int) -> bool:
    """Whether lines look like rows; ``beside`` are the lines of the cell that are not among them."""
    fewest = _LINES_LIKE_PAIRS if dialect.width == 2 else _LINES_LIKE_ROWS
    if dialect.width < 2 or len(lines) + beside < fewest:
        return False
    return sum(line.count(dialect.sign) == dialect.width - 1 for line in lines) >= _ALIKE * len(lines)


@dataclass
class _Trouble:
    """How many lines have it, and which is the first."""

    lines: int = 0
    first: int = 0

    def at(self, line: int) -> None:
        self.first = self.first or line
        self.lines += 1

    @property
    def place(self) -> str:
        return f"On line {self.first:,}" if self.lines == 1 else f"On {self.lines:,} lines, the first of them line {self.first:,},"


class CarefulRows(Iterator[list[str]]):
    """The rows of ``lines``, of which the first is line ``number`` of the file, cut one at a time.

    A line whose quote never closes is cut as if it had none; a quote that stands inside a quoted cell is part of its text.
    """

    def __init__(self, lines: Iterable[str], dialect: Dialect, number: int) -> None:
        self._lines = iter(lines)
        self._dialect = dialect
        self._back: deque[str] = deque()
        self._line = number - 1
        self._open = _Trouble()
        self._inner = _Trouble()

    @property
    def warnings(self) -> list[str]:
        """A sentence for each sort of trouble that there was so far."""
        told = []
        if self._open.lines:
            told.append(f"{self._open.place} a quote opens that never closes; what follows was read as if it was not there.")
        if self._inner.lines:
            told.append(f"{self._inner.place} quotes stand inside of quoted cells; they were kept as part of the text.")
        return told

    def __next__(self) -> list[str]:
        record: list[str] = []
        rows = self._dialect.rows(self._fed(record), strict=True)
        try:
            row = next(rows)
            if len(record) < 2 or not swallows_rows(row, self._dialect):
                return row
        except (csv.Error, _SwallowedError):
            pass
        return self._mended(record)

    def _fed(self, record: list[str]) -> Iterator[str]:
        """Lines for one row, which are noted in ``record``."""
        most = _LINES_OF_A_CELL if self._dialect.width > 1 else _LINES_OF_A_LONE_CELL
        length = 0
        while (line := self._take()) is not None:
            record.append(line)
            length += len(line)
            yield line
            swallows = len(record) == _LOOKED_AT and _are_rows([one.rstrip("\r\n") for one in record[1:]], self._dialect, 1)
            if swallows or length > LONGEST_CELL or len(record) >= most:
                raise _SwallowedError

    def _take(self) -> str | None:
        line = self._back.popleft() if self._back else next(self._lines, None)
        self._line += line is not None
        return line

    def _mended(self, record: list[str]) -> list[str]:
        """The row that the first line of ``record`` is, or all of its lines; the others are given back to be read anew."""
        start = self._line - len(record) + 1
        first, rest = record[0], record[1:]
        bare = next(self._dialect.rows([first], quoted=False))
        row = forgiving(first, self._dialect)
        if self._dialect.width not in (len(bare), len(row or ())) and not _are_rows(rest, self._dialect, 1):
            row, rest = self._over_lines(record) or (row, rest)
        if self._dialect.quote in first:
            (self._open if row is None else self._inner).at(start)
        self._give_back(rest)
        return bare if row is None else row

    def _over_lines(self, record: list[str]) -> tuple[list[str], list[str]] | None:
        """The row of the usual width that goes on over the lines of ``record``, or over a few more, and the lines behind it."""
        more: list[str] = []
        for number in range(2, _LINES_TRIED + 1):
            if number > len(record):
                if (line := self._take()) is None:
                    break
                more.append(line)
            row = forgiving("".join([*record, *more][:number]), self._dialect)
            if row is not None and len(row) == self._dialect.width:
                return row, record[number:]
        self._give_back(more)
        return None

    def _give_back(self, lines: list[str]) -> None:
        self._back.extendleft(reversed(lines))
        self._line -= len(lines)


class _SwallowedError(Exception):
    """A quoted cell goes on and on."""


def forgiving(text: str, dialect: Dialect) -> list[str] | None:
    """Cut a line where only a quote in front of a delimiter or at the end closes a cell; None when one stays open."""
    text = text.rstrip("\r\n")
    cells: list[str] = []
    at = 0
    while True:
        begin = _behind_blanks(text, at) if dialect.skips_blanks else at
        if text.startswith(dialect.quote, begin):
            end = _closing(text, begin + 1, dialect)
            if end is not None:
                cells.append(text[begin + 1 : end].replace(dialect.quote * 2, dialect.quote))
                at = _behind_blanks(text, end + 1)
            elif (behind := _behind_pairs(text, begin, dialect)) is not None:
                cells.append(text[begin:behind])
                at = behind
            else:
                return None
        else:
            at = text.find(dialect.sign, begin)
            at = len(text) if at < 0 else at
            cells.append(text[begin:at])
        if at >= len(text):
            return cells
        at += 1


def _closing(text: str, at: int, dialect: Dialect) -> int | None:
    """Where the quote stands that closes the cell whose text begins at ``at``."""
    while (end := text.find(dialect.quote, at)) >= 0:
        behind = _behind_blanks(text, end + 1)
        if text.startswith(dialect.quote, end + 1):
            at = end + 2
        elif behind == len(text) or text.startswith(dialect.sign, behind):
            return end
        else:
            at = end + 1
    return None


def _behind_pairs(text: str, begin: int, dialect: Dialect) -> int | None:
    """Where the cell ends whose quotes come in pairs, as in “"x"y”, though the last one does not end it; None for any other."""
    end = text.find(dialect.sign, begin)
    cell = text[begin : len(text) if end < 0 else end]
    is_paired = cell.count(dialect.quote) % 2 == 0 and "\n" not in cell and "\r" not in cell
    return begin + len(cell) if is_paired else None


def _behind_blanks(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at
