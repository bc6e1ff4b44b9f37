"""What every reader gives: sheets whose rows of cells come in batches, so that a sheet of any size passes through."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol

Cell = str | int | float | bool | datetime | date | time | timedelta
"""An empty cell is the empty text; None never occurs."""


class Formula(str):
    """A formula that the file holds no value for, as it is written there, "=" first; it is no value of its column and no blank."""

    __slots__ = ()


@dataclass(frozen=True)
class Merge:
    """Cells that are one cell; rows and columns are 1-based and both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetFacts:
    """What a workbook says of a sheet beside its cells; rows and columns are 1-based."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    percent_columns: frozenset[int] = frozenset()
    money_columns: frozenset[int] = frozenset()
    currencies: frozenset[tuple[int, str]] = frozenset()
    """Columns with the ISO codes of the currencies that the formats of their cells name."""
    zeros: frozenset[tuple[int, int]] = frozenset()
    """Columns whose numbers are all shown with zeros in front, with the digits that they are filled up to."""
    since_1904: bool = False
    """Whether days are counted from 1904 on."""
    records_only: bool = False
    """Whether the file says of itself that every row below the header is a record."""


NO_FACTS = SheetFacts()
LEAST_ZEROS = 3
"""The fewest digits that a format fills numbers up to where they are taken for ids; two are usual for months and the like."""


def filled_up(widths: Mapping[int, Iterable[int]]) -> frozenset[tuple[int, int]]:
    """Of the digits that the formats of the numbers in each column fill up to, 0 where they don't, those that all of a column have."""
    return frozenset((column, width) for column, (width, *others) in widths.items() if width and not others)


FIRST_ROWS = 8192
"""The rows of the first batch, among which tables are looked for."""
BATCH_ROWS = 1024
"""The rows of every other: so few that their cells stay in the cache of the processor while they are gone through several times."""


@dataclass(frozen=True)
class Batch:
    """Rows that follow each other: the first one is row ``first_row`` (1-based) of the sheet, its first cell column ``first_column``.

    ``done`` of ``total`` (unknown: None) are counted in ``unit``: "rows" of the sheet, or "MB" or "kB" of the file.
    """

    first_row: int
    rows: list[list[Cell]]
    done: int
    total: int | None
    unit: str = "rows"


class Sheet(Protocol):
    """A sheet of a file; ``batches`` may be called again and starts anew."""

    name: str
    state: str
    """"visible", "hidden", or "very hidden" where the spreadsheet program does not even list it."""
    first_column: int
    """The 1-based column of the first cell of each row; known once the first batch was given."""
    text_only: bool
    """Whether every cell is a text."""
    warnings: list[str]
    """Sentences on what was odd in reading it; complete once a whole pass was made."""

    @property
    def visible(self) -> bool:
        """Whether the spreadsheet program shows it."""

    @property
    def facts(self) -> SheetFacts:
        """What is known of it beside its cells; only once the first batch was given."""

    def batches(self) -> Iterator[Batch]:
        """The rows in order, in a first batch of at most FIRST_ROWS from row 1 on, then of BATCH_ROWS; rows may differ in length.

        Blank rows may be left out between two batches, never within one.
        """

    def release(self) -> None:
        """Let go of what was parsed; the next pass parses it again."""


@dataclass(frozen=True)
class TextReading:
    """How a text file was read; ``encodings`` are those that it could be read as, the one that was found first."""

    encoding: str
    delimiter: str
    encodings: tuple[str, ...]


@dataclass
class Book:
    """An opened file: its format for people, its sheets in order, and what is to be said about it; ``text`` is None for a workbook."""

    format: str
    sheets: list[Sheet]
    warnings: list[str] = field(default_factory=list)
    text: TextReading | None = None


def raw_text(cell: Cell) -> str:
    """The text that stands for a cell: a text itself, a number in its shortest form, a date in ISO form."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else repr(cell)
    if isinstance(cell, datetime):
        midnight = not (cell.hour or cell.minute or cell.second or cell.microsecond)
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    if isinstance(cell, timedelta):
        return _duration(cell)
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _duration(cell: timedelta) -> str:
    """Hours, minutes and seconds as a spreadsheet's [h]:mm:ss shows them."""
    sign = "-" if cell < timedelta() else ""
    seconds = abs(cell).total_seconds()
    whole = int(seconds)
    rest = f"{seconds - whole:.6f}".rstrip("0").rstrip(".")[1:]
    return f"{sign}{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}{rest}"


def column_letter(column: int) -> str:
    """The letters of 1-based ``column``: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
