"""Finds the header of a table: the row that best names what stands below it, with the rows above and below that belong to it."""

from dataclasses import dataclass

from prodops_desktop.intake.numbers import CURRENCIES
from prodops_desktop.intake.tables.below import Below
from prodops_desktop.intake.tables.grid import KEY, Area, Grid, Profile
from prodops_desktop.intake.tables.periods import is_part_of_year

_LOOKED_AT_BELOW = 60
_ENOUGH = 0.45
_MOST_LEVELS = 4
_LEAST_NAMED = 0.35
_MANY_MARKS = 3
_TITLE_CELLS, _PHRASE = 2, 4
_OTHER_UNITS = (
    "% # n € $ £ k keur kusd teur mio m€ k€ k$ hours hrs h min s ms days d weeks months years pcs qty kg g t l km m cm mm m² mb gb tb"
)
UNITS = frozenset(word.casefold() for word in CURRENCIES) | frozenset(_OTHER_UNITS.split())


@dataclass(frozen=True)
class Head:
    """The rows of a header, ``best`` the one that names most columns; 0-based rows of the sheet."""

    first: int
    last: int
    best: int
    score: float


def find_head(grid: Grid, area: Area) -> Head | None:
    """The header of the table in ``area``; None when no row names what is below it."""
    return grid.once(_look_for_head, area)


def _look_for_head(grid: Grid, area: Area) -> Head | None:
    rows = _Rows(grid, area)
    best: Head | None = None
    for index in rows.candidates():
        score = rows.score(index)
        if score >= _ENOUGH and (best is None or score > best.score):
            best = Head(index, index, index, score)
    if best is None:
        return None
    last = rows.extended(best.best)
    first = best.best
    while (merged := rows.merged_below(first, last)) is not None:
        last = merged
    columns = rows.below(last).columns
    while first > area.top and last - first < _MOST_LEVELS and rows.heads_groups(first - 1, first, columns):
        first -= 1
    return Head(first, last, best.best, best.score)


class _Rows:
    """The rows of an area while its header is looked for."""

    def __init__(self, grid: Grid, area: Area) -> None:
        self._grid = grid
        self._area = area
        self._filled = list(grid.filled_rows(area))
        self._widest = max((grid.count(row, area) for row in self._filled), default=0)
        self._below: dict[int, Below] = {}

    def profile(self, row: int) -> Profile:
        return self._grid.profile(row, self._area)

    def candidates(self) -> list[int]:
        """The rows that may be a header: what stands above one is narrower, so that the search ends below the first wide rows."""
        found = []
        wide = 0
        for row in self._filled:
            found.append(row)
            wide += self._grid.count(row, self._area) >= max(2, 0.7 * self._widest)
            if wide > 2 and len(found) > 12:
                break
        return found

    def below(self, row: int) -> Below:
        place = self._place(row)
        if place not in self._below:
            self._below[place] = Below([self.profile(other) for other in self._filled[place : place + _LOOKED_AT_BELOW]])
        return self._below[place]

    def _place(self, row: int) -> int:
        """How many filled rows come before the one after ``row``."""
        low, high = 0, len(self._filled)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._filled[middle] <= row else (low, middle)
        return low

    def score(self, index: int) -> float:
        """How much row ``index`` looks like a header of what is below it; 1 is a perfect one."""
        row = self.profile(index)
        above = self._filled[: self._place(index) - 1]
        if above and len(row.words | row.unsure) < _ENOUGH * len(row.filled):
            return 0.0
        below = self.below(index)
        names = row.filled if len(row.words) < len(row.filled) and self._heads_values(row, above, below) else row.words
        wordy = len(names) / len(row.filled)
        if not below.rows:
            return 0.8 if len(row.filled) > 1 and len(names) == len(row.filled) and not above else 0.0
        contrast = _contrast(row, names, below)
        is_data = below.repeats(row)
        own = self._own_levels(index, row) if not is_data and (contrast == 1.0 or self._heads_runs(index - 1, row)) else 0
        skipped = 0.05 * own
        for other in above[: len(above) - own]:
            upper = self.profile(other)
            if self._is_above_a_header(other):
                continue
            share = 0.5 if is_data and other == index - 1 and upper.is_wordy else 0.7
            skipped += self._lost_by_skipping(upper, row, below.columns, share)
            if skipped > 0.6:
                return 0.0
        covered = sum(count for at, count in below.cells.items() if at in names) / below.cells.total()
        words = [row.texts[at].casefold() for at in names]
        unique = len(set(words)) / len(words) if words else 0.0
        short = sum(len(word) <= 60 for word in words) / len(words) if words else 0.0
        used = sum(at in below.cells for at in row.filled) / len(row.filled)
        few = len(names & below.columns) < _LEAST_NAMED * len(below.columns)
        alone = 0.5 if few or row.hollow or (len(row.filled) == 1 and len(below.cells) > 1) else 0.4 if row.is_key else 1.0
        base = (0.5 * covered + 0.2 * unique + 0.3 * contrast) * (0.6 if below.mostly_typed & row.filled and not contrast else 1.0)
        alone *= 0.5 if self._is_above_a_header(index) else 1.0
        return base * wordy * short * (0.5 + 0.5 * used) * alone - 0.012 * min(len(above), 8) - skipped

    def _is_above_a_header(self, index: int) -> bool:
        """Whether a row is a title in two cells: a row of words over values, as wide, comes next below it behind a blank one.

        A title says more than names do; else the row below may be one of data, such as “Free” with the price “none”.
        """
        place = self._place(index)
        if place == len(self._filled) or self._filled[place] == index + 1:
            return False
        upper, lower = self.profile(index), self.profile(self._filled[place])
        if len(upper.filled) != _TITLE_CELLS or not _says_more(upper, lower):
            return False
        is_header = lower.is_wordy and not lower.typed and not lower.has_placeholders and len(lower.filled) >= _TITLE_CELLS
        return is_header and bool(self.below(self._filled[place]).mostly_typed & lower.filled)

    def _heads_values(self, row: Profile, above: list[int], below: Below) -> bool:
        """Whether the values of a row are headers, unless words stand over these values already, or below them and over others."""
        unsure = row.unsure
        if not unsure:
            return not above and below.are_of_another_kind(row)
        if below.go_on_from(row):
            return False
        if any(len(self.profile(other).words & unsure) >= 0.5 * len(unsure) for other in above[-_MOST_LEVELS:]):
            return False
        if row.counts and any(len(self.profile(other).filled) >= len(row.filled) for other in above):
            return False
        if not row.counts and below.words_right_below(unsure) and len(unsure) < _MANY_MARKS:
            return False
        enough = 0.15 if below.columns and min(below.columns) in row.filled else 0.4  # 1, 2, 3 over a calendar at the right are values
        often = {at for at, count in below.cells.items() if count >= enough * below.rows}
        return heads_values(row, set(below.cells), below.mostly_typed, often, below.marks_among(unsure))

    def _heads_runs(self, upper_row: int, row: Profile) -> bool:
        """Whether the row above one repeats each of its words over columns side by side, as the name of a group of them."""
        if upper_row < self._area.top:
            return False
        texts = self.profile(upper_row).texts
        runs = [text for at, text in texts.items() if texts.get(at - 1) != text]
        is_grouped = len(set(runs)) == len(runs) >= 2 and all(text in (texts.get(at - 1), texts.get(at + 1)) for at, text in texts.items())
        names = [text.casefold() for text in row.texts.values()]
        return is_grouped and row.is_wordy and texts.keys() < row.texts.keys() and len(set(names)) == len(names)

    def _own_levels(self, index: int, row: Profile) -> int:
        """How many rows of words right above a row that has words over values are rows of the same header."""
        levels = 0
        while levels < _MOST_LEVELS - 1 and index - levels - 1 >= self._area.top:
            upper = self.profile(index - levels - 1)
            if len(upper.filled) < 2 or not upper.is_wordy or len(upper.filled) > len(row.filled) + 1:
                break
            if len(upper.filled) >= len(row.filled) and len(set(upper.texts.values())) == len(upper.texts):
                break  # it names every column by itself
            levels += 1
        return levels

    @staticmethod
    def _lost_by_skipping(upper: Profile, header: Profile, columns: set[int], share: float) -> float:
        """How much speaks against a header that a row stands above it; ``columns`` are those that are mostly filled below it.

        Titles are shorter than a header: they have less than ``share`` of its cells. A row as wide would be a lost row of data, unless
        it holds figures over the periods of a calendar at the right of the table; and a wider one is a better header.
        """
        cells, header_cells = len(upper.filled), len(header.filled)
        if cells > max(2, header_cells):
            return 0.6
        is_over_calendar = header.periods and upper.typed <= header.typed and bool(columns) and not upper.filled & columns
        return 0.35 if cells >= max(2, share * header_cells) and not is_over_calendar else 0.0

    def extended(self, best: int) -> int:
        """The last row of a header that begins at ``best`` and may go on below: rows of words over columns of numbers."""
        below = self.below(best + _MOST_LEVELS - 1)
        named = set(self.profile(best).filled)
        last = best
        for index in range(best + 1, min(best + _MOST_LEVELS, self._area.bottom)):
            row = self.profile(index)
            if self._has_units_only(row) and row.filled <= named:
                return index
            if not row.filled or not below.mostly_typed or (row.typed and not row.periods) or row.hollow:
                break
            if (row.filled - row.merged) & named - below.mostly_typed:  # a word under the name of a column of words is a value of it
                break
            if not row.filled - named and len(row.filled & below.mostly_typed) < 0.5 * len(below.mostly_typed):
                break
            named |= row.filled
            last = index
        return last

    def merged_below(self, first: int, last: int) -> int | None:
        """The row that a header goes down to because cells of it are merged, or because there are names below a merged name of a group."""
        merged = [merge for row in range(first, last + 1) for merge in self._grid.merges_at(row) if self._area.left <= merge.left]
        merged = [merge for merge in merged if merge.left <= self._area.right and merge.left in self.profile(merge.top).filled]
        down = max((merge.bottom for merge in merged if merge.bottom - first < _MOST_LEVELS), default=last)
        if down > last:
            return down if down < self._area.bottom else None
        groups = [merge for merge in merged if merge.top == last and merge.bottom == last and merge.width > 1]
        if not groups or last + 1 >= self._area.bottom:
            return None
        row = self.profile(last + 1)
        heads = all(at in row.words for merge in groups for at in (merge.left, merge.left + 1)) and row.is_wordy
        return last + 1 if heads and len(row.filled) <= sum(merge.width for merge in groups) else None

    def heads_groups(self, upper_row: int, header_row: int, columns: set[int]) -> bool:
        """Whether the row right above a header names groups of its columns, or columns whose name is merged down into the header's row.

        (A title has one cell, and often stands apart.)
        """
        upper, header = self.profile(upper_row), self.profile(header_row)
        merged = [merge for merge in self._grid.merges_at(upper_row) if merge.left in upper.filled and self._area.left <= merge.left]
        if any(merge.bottom >= header_row and merge.top == upper_row for merge in merged):
            return True
        start = min(header.filled | columns)
        groups = [merge for merge in merged if merge.width > 1 and (merge.left > start or len(upper.filled) > 1)]
        if groups and upper.filled == upper.words:  # a title begins at the left and stands alone
            return True
        named = header.filled | {at + 1 for at in header.filled} | columns
        wordy = (
            (not upper.typed or upper.periods or self._are_years_over_parts(upper, header_row))
            and not upper.hollow
            and not any(text.endswith(KEY) for text in upper.texts.values())
        )
        return len(upper.filled) > 1 and wordy and upper.filled <= named and len(upper.filled) < len(header.filled | columns)

    def _are_years_over_parts(self, upper: Profile, header_row: int) -> bool:
        """Whether the values of a row are years, which may be repeated, over the months or other parts of a year in the row below.

        The first year begins over the first of these parts; a year further right is the date of a report.
        """
        header = self.profile(header_row).texts
        if not upper.typed <= upper.years or not all(is_part_of_year(header.get(at, "")) for at in upper.typed):
            return False
        return min(upper.typed, default=0) <= min((at for at, text in header.items() if is_part_of_year(text)), default=0)

    def _has_units_only(self, row: Profile) -> bool:
        """Whether a row has nothing but units of values; what stands in brackets over words alone, such as “(all)”, is a value."""
        texts = row.texts.values()
        return (
            bool(texts)
            and all(map(is_unit, texts))
            and (len(texts) > 1 or min(row.filled) > self._area.left or min(texts).casefold() in UNITS)
        )


def is_unit(text: str) -> bool:
    """Whether a text below the name of a column is the unit of its values."""
    return ((text[0] + text[-1]) in ("()", "[]") and len(text) <= 12) or text.casefold() in UNITS


def heads_values(row: Profile, filled: set[int], typed: set[int], often: set[int], marks: set[int]) -> bool:
    """Whether the unsure values of a row are headers, by the columns below it: filled at all, of values, filled often, and of periods.

    1, 2, 3 and so on stand over values all of them, right of the names of the rows; a period stands over values that are no periods, and
    several of them may stand over words.
    """
    unsure = row.unsure
    over_words = unsure & (filled - typed)
    if over_words and (row.counts or len(unsure) < _MANY_MARKS):
        return False
    if len(unsure & (typed | over_words) & often) < 0.5 * len(unsure):
        return False
    if row.counts:
        return bool(filled - typed) and min(row.typed) > min(filled - typed)
    return bool(row.words) and not unsure & marks


def _says_more(upper: Profile, lower: Profile) -> bool:
    """Whether a row has more words than another one, and in one cell a phrase or digits, as in the date of a report."""
    words, others = ([text.split() for text in row.texts.values()] for row in (upper, lower))
    is_phrase = any(len(text) >= _PHRASE or any(sign.isdigit() for sign in "".join(text)) for text in words)
    return is_phrase and sum(map(len, words)) > sum(map(len, others))


def _contrast(row: Profile, names: set[int], below: Below) -> float:
    """The share of the columns of values that this row has words over; a value over values speaks against it."""
    if not below.mostly_typed:
        return 0.5
    over = below.mostly_typed & row.filled
    if not over:
        return 0.0
    return len(over & names) / len(over)
