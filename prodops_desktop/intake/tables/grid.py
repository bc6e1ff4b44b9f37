"""The cells of the first rows of a sheet as the finder of tables sees them: which are filled, which are words, which are values."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from prodops_desktop.intake.days import read_day
from prodops_desktop.intake.missing import ERRORS, PLACEHOLDERS
from prodops_desktop.intake.numbers import read_number
from prodops_desktop.intake.readers.model import Cell, Formula, Merge, column_letter, raw_text
from prodops_desktop.intake.tables.periods import is_calendar, is_counting, is_mark, is_year

Found = TypeVar("Found")

KEY = (":", "=")
"""How a text ends whose value stands beside it."""
_LONGEST_VALUE, _LONGEST_NAME = 40, 60
_DASHES = frozenset(("-", "--", "---", "–", "—", "−", "..", "…", "?", "??"))
_LABELLED = re.compile(r".+: ?\S*\d\S*")


@dataclass(frozen=True)
class Area:
    """A rectangle of cells; rows and columns are 0-based places in the rows that are looked at, and both ends belong to it."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def mask(self) -> int:
        """Its columns, a bit each."""
        return (1 << (self.right + 1)) - (1 << self.left)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.right - self.left + 1

    def named(self, first_column: int) -> str:
        """The range as spreadsheets write it, in a sheet whose rows begin at column ``first_column``."""
        return range_name(self.top + 1, first_column + self.left, self.bottom + 1, first_column + self.right)


def range_name(top: int, left: int, bottom: int, right: int) -> str:
    """Rows and columns (1-based) as a spreadsheet writes a range: "B3:F20", or "B3" for a single cell."""
    first, last = f"{column_letter(left)}{top}", f"{column_letter(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


class Profile:
    """Which cells of a row are filled (``texts`` by column), and which of them hold a value (``typed``) rather than words.

    ``periods`` says whether the values are periods of a calendar, one after the other, which may be headers, ``counts`` whether
    they are 1, 2, 3 and so on; ``values`` holds them by column. ``years`` are the columns with a number that may be a year, ``merged``
    those whose cell is merged with the one above it.
    """

    def __init__(self, row: Sequence[Cell], left: int, right: int, merged: set[int]) -> None:
        cells = {at: row[at] for at in range(left, min(right + 1, len(row))) if row[at] != ""}
        self.texts = {at: text for at, cell in cells.items() if (text := raw_text(cell).strip())}
        self.filled = set(self.texts)
        self.merged = self.filled & merged
        self.dates = {at for at in self.filled if is_date(cells[at])}
        self.typed = self.dates | {at for at in self.filled if is_typed(cells[at])}
        self.years = {at for at in self.typed if is_year(cells[at])}
        self.values = {at: cells[at] for at in sorted(self.typed)}
        values = list(self.values.values())
        self.periods = is_calendar(values)
        self.counts = not self.periods and is_counting(values)

    @cached_property
    def marks(self) -> set[int]:
        """The columns with a day or another period of a calendar."""
        return {at for at, value in self.values.items() if is_mark(value)}

    @cached_property
    def hollow(self) -> bool:
        """Whether most of what stands here names nothing: it stands for a blank, such as “n/a”, or for a value, such as “Open: 5”."""
        words = set(self.texts.values())
        return 2 * sum(word.casefold() in PLACEHOLDERS or _LABELLED.fullmatch(word) is not None for word in words) > len(words)

    @property
    def has_placeholders(self) -> bool:
        """Whether something here stands for a blank, such as “n/a”."""
        return any(text.casefold() in PLACEHOLDERS for text in self.texts.values())

    @property
    def doubtful(self) -> set[int]:
        """The columns of values that are headers only if what stands below says so: 1, 2, 3, or a year alone."""
        return self.typed if self.counts or (self.years == self.typed and not self.periods) else set()

    @property
    def unsure(self) -> set[int]:
        """As ``doubtful``, and also days and periods of several kinds: they head values, but begin many a row of data too."""
        return self.doubtful or (self.typed if self.typed == self.marks and not self.periods else set())

    @property
    def words(self) -> set[int]:
        """The columns that may hold a header."""
        return self.filled if self.periods else self.filled - self.typed

    @property
    def is_key(self) -> bool:
        """Whether it is a key with its value, as they stand above and below tables."""
        return 0 < len(self.filled) <= 2 and self.texts[min(self.filled)].endswith(KEY)

    @property
    def is_varied(self) -> bool:
        """Whether most of its texts differ, as headers do."""
        return len(set(self.texts.values())) > 0.5 * len(self.texts)

    @cached_property
    def is_wordy(self) -> bool:
        """Whether every cell may be a header: short, and no value."""
        return self._is_short(self.words | self.doubtful)

    @cached_property
    def may_head(self) -> bool:
        """As ``is_wordy``, but for days and periods of several kinds, which what stands below has to tell from values."""
        return self._is_short(self.words | self.unsure)

    def _is_short(self, names: set[int]) -> bool:
        return len(names) == len(self.filled) and max(map(len, self.texts.values()), default=0) <= _LONGEST_NAME and not self.hollow


def is_typed(cell: Cell) -> bool:
    """Whether a cell holds a value rather than words; a formula stands for one, and so does an error."""
    return _text_is_typed(cell.strip()) if isinstance(cell, str) and not isinstance(cell, Formula) else True


def is_date(cell: Cell) -> bool:
    """Whether a cell holds a day or a time."""
    return _text_is_date(cell.strip()) if isinstance(cell, str) else isinstance(cell, datetime | date | time | timedelta)


@lru_cache(maxsize=20_000)
def _text_is_typed(text: str) -> bool:
    if len(text) > _LONGEST_VALUE or not any(sign.isdigit() for sign in text):
        return text.casefold() in ("true", "false") or text in ERRORS or text in _DASHES
    return read_number(text) is not None or _text_is_date(text)


@lru_cache(maxsize=20_000)
def _text_is_date(text: str) -> bool:
    if len(text) > _LONGEST_VALUE or not any(sign.isdigit() for sign in text) or read_number(text) is not None:
        return False
    return read_day(text) is not None or read_day(text, day_first=False) is not None


class Grid:
    """Rows of a sheet from its first one, with the merged cells among them; ``masks`` holds the filled columns of each row, a bit each."""

    def __init__(
        self, rows: Sequence[Sequence[Cell]], merges: Sequence[Merge] = (), first_column: int = 1, *, is_text: bool = False
    ) -> None:
        """``is_text``: the rows are of a text file."""
        self.is_text = is_text
        merges_here = [
            Area(merge.top - 1, merge.bottom - 1, merge.left - first_column, merge.right - first_column)
            for merge in merges
            if merge.top <= len(rows) and merge.left >= first_column
        ]
        self._merges: dict[int, list[Area]] = {}
        for area in merges_here:
            self._merges.setdefault(area.top, []).append(area)
        self.rows, self._merged = _filled_down(rows, merges_here)
        self.masks = [_mask_of(row) for row in self.rows]
        self._profiles: dict[tuple[int, int, int], Profile] = {}
        self._found: dict[tuple[Callable[..., object], Area], Any] = {}

    def once(self, look: Callable[["Grid", Area], Found], area: Area) -> Found:
        """What ``look`` finds in an area, which is looked at but once: nothing in a grid changes."""
        key = look, area
        if key not in self._found:
            self._found[key] = look(self, area)
        found: Found = self._found[key]
        return found

    @property
    def whole(self) -> Area:
        """All of it."""
        return Area(0, len(self.rows) - 1, 0, max(map(int.bit_length, self.masks), default=0) - 1)

    def merges_at(self, row: int) -> list[Area]:
        """The merged cells that begin in a row."""
        return self._merges.get(row, [])

    def profile(self, row: int, area: Area) -> Profile:
        """The row ``row`` within the columns of ``area``."""
        key = row, area.left, area.right
        found = self._profiles.get(key)
        if found is None:
            found = self._profiles[key] = Profile(self.rows[row], area.left, area.right, self._merged.get(row, set()))
        return found

    def count(self, row: int, area: Area) -> int:
        """How many cells of a row are filled within ``area``."""
        return (self.masks[row] & area.mask).bit_count()

    def filled_rows(self, area: Area) -> Iterator[int]:
        """The rows of ``area`` with something in them."""
        mask = area.mask
        return (row for row in range(area.top, min(area.bottom, len(self.masks) - 1) + 1) if self.masks[row] & mask)

    def first_text(self, area: Area) -> str:
        """The first text in ``area``, "" when it is blank."""
        return next((text for row in self.filled_rows(area) for _, text in sorted(self.profile(row, area).texts.items())), "")

    def cells(self, area: Area) -> int:
        """How many cells of ``area`` are filled."""
        mask = area.mask
        return sum((own & mask).bit_count() for own in self.masks[area.top : area.bottom + 1])

    def usual_count(self, rows: Sequence[int], area: Area) -> int:
        """How many cells a row has in which the middle one of all their cells stands: many short rows don't outweigh a few wide ones."""
        counts = sorted(count for row in rows for count in [self.count(row, area)] * self.count(row, area))
        return counts[len(counts) // 2] if counts else 0

    def trimmed(self, area: Area) -> Area | None:
        """``area`` without the blank rows and columns around what is in it; None when it is blank."""
        rows = list(self.filled_rows(area))
        if not rows:
            return None
        used = self.used(area)
        return Area(rows[0], rows[-1], (used & -used).bit_length() - 1, used.bit_length() - 1)

    def used(self, area: Area) -> int:
        """The columns of ``area`` with something in them, a bit each."""
        used = 0
        for own in self.masks[area.top : area.bottom + 1]:
            used |= own
        return used & area.mask

    def bands(self, area: Area) -> list[Area]:
        """The runs of rows without a blank one between them."""
        mask = area.mask
        bands = []
        start = None
        for row in range(area.top, area.bottom + 1):
            if self.masks[row] & mask:
                start = row if start is None else start
            elif start is not None:
                bands.append(Area(start, row - 1, area.left, area.right))
                start = None
        if start is not None:
            bands.append(Area(start, area.bottom, area.left, area.right))
        return bands

    def blocks(self, area: Area) -> list[Area]:
        """The runs of columns without a blank one between them."""
        used = self.used(area)
        blocks = []
        start = None
        for column in range(area.left, area.right + 2):
            if used >> column & 1:
                start = column if start is None else start
            elif start is not None:
                blocks.append(Area(area.top, area.bottom, start, column - 1))
                start = None
        return blocks


def _filled_down(rows: Sequence[Sequence[Cell]], merges: Sequence[Area]) -> tuple[Sequence[Sequence[Cell]], dict[int, set[int]]]:
    """The rows with the cells of merges over several rows filled, where a row has others, and by row the columns that were filled."""
    filled: dict[int, set[int]] = {}
    for merge in merges:
        if merge.bottom == merge.top or merge.left >= len(rows[merge.top]) or rows[merge.top][merge.left] == "":
            continue
        for row in range(merge.top + 1, min(merge.bottom, len(rows) - 1) + 1):
            if any(cell != "" for cell in rows[row]):
                filled.setdefault(row, set()).add(merge.left)
                if len(filled) == 1 and len(filled[row]) == 1:
                    rows = list(rows)
                cells = rows[row]
                cells = [*cells, *[""] * (merge.left + 1 - len(cells))]
                cells[merge.left] = rows[merge.top][merge.left]
                rows[row] = cells  # type: ignore[index]  # it is a list from the first filled cell on
    return rows, filled


def _mask_of(row: Sequence[Cell]) -> int:
    if all(row):  # no empty text, no zero
        mask = (1 << len(row)) - 1
        for at, cell in enumerate(row):
            if type(cell) is str and cell.isspace():
                mask ^= 1 << at
        return mask
    mask = 0
    for at, cell in enumerate(row):
        if cell != "" and not (type(cell) is str and cell.isspace()):
            mask |= 1 << at
    return mask
