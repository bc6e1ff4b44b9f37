"""Finds the table on a sheet: its header under title rows, the names of its columns, where its data begin."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from prodops_desktop.intake.days import read_day
from prodops_desktop.intake.missing import missing_texts
from prodops_desktop.intake.numbers import CURRENCIES, read_number
from prodops_desktop.intake.readers.model import Cell, raw_text

_SEARCHED = 120
_LOOKED_AT_BELOW = 60
_UNITS = frozenset(word.casefold() for word in CURRENCIES) | frozenset(
    ("%", "#", "n", "€", "$", "£", "usd", "eur", "k", "keur", "kusd", "hours", "days", "months", "pcs")
)


@dataclass(frozen=True)
class Table:
    """Row indices are 0-based within the rows that were looked at; ``header`` (the last header row) is None when there is none.

    ``names`` is as wide as the header; a column without a name has "". ``titles`` are the texts above the header.
    """

    header: int | None
    first_header: int | None
    data: int
    names: tuple[str, ...]
    titles: tuple[str, ...]


def find_table(rows: Sequence[Sequence[Cell]]) -> Table:
    """The table that begins in ``rows``, the first rows of a sheet."""
    profiles = [_Profile(row) for row in rows[: _SEARCHED + _LOOKED_AT_BELOW]]
    filled = [index for index, profile in enumerate(profiles) if profile.filled]
    if not filled:
        return Table(None, None, len(rows), (), ())
    scores = {index: _score(index, profiles, filled) for index in filled if index < _SEARCHED}
    best = max(scores, key=lambda index: (scores[index], -index))
    if scores[best] < 0.45:
        return Table(None, None, filled[0], (), ())
    last = _extended(best, profiles)
    titles = tuple(raw_text(cell).strip() for row in rows[:best] for cell in row if cell != "" and raw_text(cell).strip())
    first = best
    columns = _columns_below(last, profiles)
    while first > 0 and _heads_groups(profiles[first - 1], profiles[best], columns):
        first -= 1
    return Table(last, first, last + 1, _names(rows[first : last + 1], best - first), titles)


class _Profile:
    """Which cells of a row are filled, and which hold something else than a word."""

    def __init__(self, row: Sequence[Cell]) -> None:
        self.texts = {index: raw_text(cell).strip() for index, cell in enumerate(row) if cell != ""}
        self.texts = {index: text for index, text in self.texts.items() if text}
        self.filled = set(self.texts)
        self.hollow = len(missing_texts(self.texts.values(), text_column=False)) * 2 > len(set(self.texts.values()))
        self.typed = {index for index in self.filled if _is_typed(row[index])}
        if len(self.typed) > 1 and all(_names_a_period(row[index]) for index in self.typed):
            held = [self.texts[index] for index in self.typed]
            self.periods = len(set(held)) == len(held)
        else:
            self.periods = False


def _is_typed(cell: Cell) -> bool:
    return _text_is_typed(cell.strip()) if isinstance(cell, str) else True


@lru_cache(maxsize=20_000)
def _text_is_typed(text: str) -> bool:
    if len(text) > 40 or not any(sign.isdigit() for sign in text):
        return text.casefold() in ("true", "false")
    return read_number(text) is not None or read_day(text) is not None or read_day(text, day_first=False) is not None


def _names_a_period(cell: Cell) -> bool:
    if isinstance(cell, datetime | date):
        return True
    if isinstance(cell, float | int):
        return 1990 <= cell <= 2100 and cell == int(cell)
    text = str(cell).strip()
    return bool(re.fullmatch(r"(?:19|20)\d\d", text)) or read_day(text) is not None


def _score(index: int, profiles: list[_Profile], filled: list[int]) -> float:
    """How much row ``index`` looks like a header of what is below it; 1 is a perfect one."""
    row = profiles[index]
    below = [profiles[other] for other in filled if index < other][:_LOOKED_AT_BELOW]
    names = {at for at in row.filled if at not in row.typed or row.periods}
    if not below:
        return 0.8 if len(row.filled) > 1 and len(names) == len(row.filled) and index == filled[0] else 0.0
    cells = Counter(at for other in below for at in other.filled)
    covered = sum(count for at, count in cells.items() if at in names) / cells.total()
    wordy = len(names) / len(row.filled)
    words = [row.texts[at].casefold() for at in names]
    unique = len(set(words)) / len(words) if words else 0.0
    short = sum(len(word) <= 60 for word in words) / len(words) if words else 0.0
    typed = Counter(at for other in below for at in other.typed)
    mostly_typed = {at for at, count in cells.items() if typed[at] >= 0.6 * count}
    contrast = len(mostly_typed & names) / len(mostly_typed & row.filled) if mostly_typed & row.filled else (0.0 if mostly_typed else 0.5)
    used = sum(at in cells for at in row.filled) / len(row.filled)
    columns = _columns_below(index, profiles)
    skipped = sum(_lost_by_skipping(profiles[other], row, columns) for other in filled if other < index)
    alone = 0.5 if len(row.filled) == 1 and len(cells) > 1 else 1.0
    return (0.5 * covered + 0.2 * unique + 0.3 * contrast) * wordy * short * (0.5 + 0.5 * used) * alone - 0.012 * index - skipped


def _lost_by_skipping(upper: _Profile, header: _Profile, columns: set[int]) -> float:
    """How much speaks against a header that a row stands above it; ``columns`` are those that are mostly filled below it.

    Titles are shorter than a header. A row as wide would be a lost row of data, unless it holds figures over the periods of a calendar
    at the right of the table; and a wider one is a better header.
    """
    cells, header_cells = len(upper.filled), len(header.filled)
    if cells > max(2, header_cells):
        return 0.6
    is_over_calendar = header.periods and upper.typed <= header.typed and bool(columns) and not upper.filled & columns
    return 0.35 if cells >= max(2, 0.7 * header_cells) and not is_over_calendar else 0.0


def _extended(best: int, profiles: list[_Profile]) -> int:
    """The last row of a header that begins at ``best`` and may go on below: rows of words over columns of numbers."""
    below = [profile for profile in profiles[best + 4 :] if profile.filled][:_LOOKED_AT_BELOW]
    cells = Counter(at for other in below for at in other.filled)
    typed = Counter(at for other in below for at in other.typed)
    mostly_typed = {at for at, count in cells.items() if typed[at] >= 0.6 * count}
    named = set(profiles[best].filled)
    last = best
    for index in range(best + 1, min(best + 4, len(profiles) - 1)):
        row = profiles[index]
        if not row.filled or not mostly_typed or (row.typed and not row.periods) or row.hollow:
            break
        if row.filled & named - mostly_typed:  # a word under the name of a column of words is a value of it
            break
        if not row.filled - named and len(row.filled & mostly_typed) < 0.5 * len(mostly_typed):
            break
        named |= row.filled
        last = index
    return last


def _columns_below(header: int, profiles: list[_Profile]) -> set[int]:
    """The columns that the rows below a header fill more often than not."""
    below = [profile for profile in profiles[header + 1 :] if profile.filled][:_LOOKED_AT_BELOW]
    cells = Counter(at for other in below for at in other.filled)
    return {at for at, count in cells.items() if count > 0.5 * len(below)}


def _heads_groups(upper: _Profile, header: _Profile, columns: set[int]) -> bool:
    """Whether the row right above a header names groups of its columns, or columns whose name is merged down into the header's row.

    (A title has one cell, and often stands apart.)
    """
    named = header.filled | {at + 1 for at in header.filled} | columns
    return len(upper.filled) > 1 and not upper.typed and upper.filled <= named and len(upper.filled) < len(header.filled | columns)


def _names(rows: Sequence[Sequence[Cell]], best: int) -> tuple[str, ...]:
    """One name a column: that of the lowest row that has one, with the rows above where it would say too little."""
    width = max(len(row) for row in rows)
    levels = [[" ".join(raw_text(cell).split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    for level in levels[:best]:  # the name of a group stands over its first column
        for at in range(1, width):
            if not level[at] and levels[best][at] and level[at - 1]:
                level[at] = level[at - 1]
    stacks = [[level[at] for level in levels if level[at]] for at in range(width)]
    lowest = [_lowest(stack) for stack in stacks]
    repeated = {name for name, count in Counter(lowest).items() if count > 1 and name}
    joined = []
    for at, stack in enumerate(stacks):
        own = list(dict.fromkeys(stack))
        joined.append(" ".join(own) if lowest[at] in repeated else lowest[at])
    return tuple(joined)


def _lowest(stack: list[str]) -> str:
    if not stack:
        return ""
    if len(stack) > 1 and stack[-1].casefold().strip("()[]") in _UNITS:
        return f"{stack[-2]} {stack[-1]}"
    return stack[-1]


def unique_headers(names: Sequence[str], positions: Sequence[int]) -> list[str]:
    """The names made unique with " (2)"; a column without one is called after its 1-based column in the sheet."""
    taken: set[str] = set()
    headers = []
    for name, position in zip(names, positions, strict=True):
        wanted = name or f"Column {position}"
        header, number = wanted, 1
        while header.casefold() in taken:
            number += 1
            header = f"{wanted} ({number})"
        taken.add(header.casefold())
        headers.append(header)
    return headers
