"""Tells where one table ends and another begins below it."""

from itertools import islice, pairwise, takewhile

from prodops_desktop.intake.missing import PLACEHOLDERS
from prodops_desktop.intake.tables.grid import Area, Grid
from prodops_desktop.intake.tables.headers import Head, heads_values
from prodops_desktop.intake.tables.seen import LOOKED_AT, Columns, Seen, columns_in, look_at

_MOST_TITLES = 10
_MOST_LEVELS = 3
_SAME_HEADER = 0.8
_CHECKED, _CHECKED_ROWS = 4, 3
_FAR = 4
_GROWN = 1.2
_MOST_LOOKS = 40
_MOST_BLOCKS = 12


def cut_rows(grid: Grid, area: Area) -> list[Area]:
    """``area`` cut at blank rows into the tables that stand below each other in it, each with its titles above and its notes below."""
    bands = grid.bands(area)
    cuts = [area.top]
    ends = _ends_before_words(grid, bands)
    upper = _Upper(grid, Area(area.top, bands[0].bottom, area.left, area.right))
    for number, band in enumerate(bands):
        if number and (start := _start_of_another(grid, upper, bands, number, ends[number])) is not None:
            cuts.append(start)
            upper = _Upper(grid, Area(start, band.bottom, area.left, area.right))
        elif not _is_title(grid, band):  # which may be of the next table
            upper.extend(band.bottom)
    return _parts(area, cuts)


def cut_rows_that_touch(grid: Grid, area: Area) -> list[Area]:
    """``area`` cut where another table begins right below the last row of the one above."""
    cuts = [area.top]
    upper = _Upper(grid, Area(area.top, area.top, area.left, area.right))
    for band in grid.bands(area):
        upper.extend(band.bottom)
        while (within := _start_within(grid, upper, band, area.bottom)) is not None:
            cuts.append(within)
            upper = _Upper(grid, Area(within, band.bottom, area.left, area.right))
    return _parts(area, cuts)


def _parts(area: Area, cuts: list[int]) -> list[Area]:
    ends = [cut - 1 for cut in cuts[1:]] + [area.bottom]
    return [Area(top, bottom, area.left, area.right) for top, bottom in zip(cuts, ends, strict=True)]


class _Upper:
    """The table above while what is below it is looked at; known only as far as it is asked for."""

    def __init__(self, grid: Grid, area: Area) -> None:
        self._grid = grid
        self.area = area
        self._known: Seen | None = None
        self._height = self._looks = 0

    def extend(self, bottom: int) -> None:
        self.area = Area(self.area.top, bottom, self.area.left, self.area.right)
        is_open = self._known is not None and (self._known.columns.rows < LOOKED_AT or not self._known.is_table)
        if is_open and (self._looks < _MOST_LOOKS or bottom - self.area.top > _GROWN * self._height):  # not for each of a thousand bands
            self._known = None

    @property
    def seen(self) -> Seen:
        if self._known is None:
            self._height = self.area.bottom - self.area.top
            self._looks += 1
            self._known = look_at(self._grid, self.area)
            if not self._known.is_table:
                self._look_beside()
        return self._known

    def _look_beside(self) -> None:
        """There may be tables side by side whose headers stand in different rows, so that none heads all columns."""
        blocks = self._grid.blocks(self.area)
        found = [look_at(self._grid, block) for block in blocks] if 1 < len(blocks) <= _MOST_BLOCKS else []
        tables = [one for one in found if one.is_table]
        if tables:
            self._known, *others = tables
            for other in others:
                self._known.header |= other.header
                self._known.columns.join(other.columns)


def _ends_before_words(grid: Grid, bands: list[Area]) -> list[int]:
    """For each band the last row above the next one that begins with words, or the last row of all."""
    ends = [bands[-1].bottom]
    for band in reversed(bands[1:]):
        ends.append(band.top - 1 if _begins_with_words(grid, band) else ends[-1])
    return ends[::-1]


def _start_of_another(grid: Grid, upper: _Upper, bands: list[Area], number: int, end: int) -> int | None:
    """The row at which another table begins with this band, its titles included; None when the band goes on with the table above.

    ``end`` is where such a table ends.
    """
    band = bands[number]
    for header_row in _header_rows(grid, band):
        lower = Area(header_row, max(band.bottom, end), band.left, band.right)
        titled = header_row > band.top and grid.count(band.top, band) == 1
        apart = titled or band.top - bands[number - 1].bottom > _FAR or (number > 1 and _is_title(grid, bands[number - 1]))
        if _is_another(grid, upper, lower, titled=titled, apart=apart):
            header = bands[number - 1].bottom
            if header_row == band.top and _heads_below(grid, upper, Area(header, header, band.left, band.right)):
                return header
            return _titles_above(grid, upper, bands, number)
    return None


def _heads_below(grid: Grid, upper: _Upper, row: Area) -> bool:
    """Whether the last row above a blank one is the header of what is below it: words over the values of the table above."""
    profile = grid.profile(row.top, row)
    is_below = upper.seen.last_header is not None and row.top > upper.seen.last_header + 1
    return (
        is_below and len(profile.filled) > 1 and profile.is_wordy and profile.is_varied and bool(profile.words & upper.seen.columns.typed)
    )


def _titles_above(grid: Grid, upper: _Upper, bands: list[Area], number: int) -> int:
    """The row at which the titles begin that stand above a band, apart from it by less than from the table above them."""
    start = bands[number].top
    for at in range(number - 1, 0, -1):
        band = bands[at]
        apart = start - band.bottom
        if band.top <= upper.area.top or apart > 3 or band.top - bands[at - 1].bottom < apart or not _is_title(grid, band):
            break
        start = band.top
    return start


def doubtful_parts(grid: Grid, area: Area, head: Head | None) -> list[Area]:
    """The part of a table, to its end, that begins as another would: with words that a title or blank rows set off, or over values."""
    if head is None:
        return []
    header = grid.profile(head.best, area).texts
    bands = [band for band in grid.bands(area) if band.bottom > head.last]
    for before, band in pairwise(bands):
        rows = list(takewhile(lambda row: grid.profile(row, area).is_wordy, _header_rows(grid, band)))
        is_set_off = band.top - before.bottom > 2 or (rows and rows[0] > band.top) or _is_title(grid, before)
        if rows and rows[0] < area.bottom and is_set_off and not any(_repeats(header, grid.profile(row, band).texts) for row in rows):
            start = before.top if _is_title(grid, before) else band.top
            return [Area(start, area.bottom, area.left, area.right)]
    row = _words_over_values(grid, area, head)
    return [] if row is None else [Area(row, area.bottom, area.left, area.right)]


def _words_over_values(grid: Grid, area: Area, head: Head) -> int | None:
    """A row of the data that has words in all columns, also in those of values, and is no repeated header."""
    columns = columns_in(grid, Area(head.last + 1, head.last + _CHECKED_ROWS, area.left, area.right))
    checked = sorted(columns.typed)[:_CHECKED]
    header = grid.profile(head.best, area).texts
    for row in range(head.last + 2, area.bottom) if len(checked) > 1 else ():
        cells = grid.rows[row]
        if not all(at < len(cells) and _may_be_word(cells[at]) for at in checked):
            continue
        profile = grid.profile(row, area)
        if profile.is_wordy and profile.is_varied and profile.filled >= columns.usual and not _repeats(header, profile.texts):
            return row
    return None


def _is_title(grid: Grid, band: Area) -> bool:
    """Whether every row of a band has a text alone, or one over each of two tables, none of which speaks of what is above."""
    for row in range(band.top, band.bottom + 1):
        profile = grid.profile(row, band)
        places = sorted(profile.filled)
        alone = len(places) == 1 or (len(places) == 2 and places[1] - places[0] > 1)
        if not alone or profile.typed - profile.years or any(is_note(text) for text in profile.texts.values()):
            return False
    return True


def is_note(text: str) -> bool:
    """Whether a text speaks of the table above it, by the way it begins."""
    return text[:1] in "*†¹²³(" or text.casefold().startswith(("note", "source", "quelle", "hinweis", "anmerkung", "fuente", "remarque"))


def _header_rows(grid: Grid, band: Area) -> list[int]:
    """The first rows of a band, below titles, that may be a header: all of it words, or periods."""
    found: list[int] = []
    for row in range(band.top, min(band.top + _MOST_TITLES, band.bottom) + 1):
        if grid.count(row, band) < 2:
            continue
        profile = grid.profile(row, band)
        if profile.is_key or profile.hollow:
            continue
        if not profile.may_head or not profile.is_varied or len(found) == _MOST_LEVELS:
            break
        found.append(row)
    return found


def _begins_with_words(grid: Grid, band: Area) -> bool:
    rows = _header_rows(grid, band)
    return bool(rows) and not grid.profile(rows[0], band).unsure


def _is_another(grid: Grid, upper: _Upper, lower: Area, *, titled: bool, apart: bool) -> bool:
    """Whether the rows of ``lower``, whose first one may be a header, are no rows of the table above."""
    header = grid.profile(lower.top, lower)
    rows = list(islice(grid.filled_rows(Area(lower.top + 1, lower.bottom, lower.left, lower.right)), LOOKED_AT))
    if not rows or not upper.seen.is_table or _repeats(upper.seen.header, header.texts):
        return False
    if _names_the_key_again(upper.seen.header, header.texts):
        return True
    below = Columns(grid.profile(row, lower) for row in rows)
    above = upper.seen.columns
    if not below.often & header.filled:
        return False
    if header.unsure and not heads_values(header, below.ever, below.typed, below.often, below.marks):
        return False
    words = {at for at in header.words if header.texts[at].casefold() not in PLACEHOLDERS}
    if not header.doubtful:
        words |= header.unsure
    words |= {at for merge in grid.merges_at(lower.top) if merge.left in words for at in range(merge.left, merge.right + 1)}
    over_values = words & above.typed
    heading = (words | header.doubtful) & below.typed
    if over_values and heading:
        return True
    if header.filled - above.ever - set(upper.seen.header) and (heading or titled or len(rows) >= 3):
        return True
    if (over_values or apart) and below.usual - above.ever - set(upper.seen.header) and len(rows) >= 2:  # a column more without a header
        return True
    if (heading & above.wordy or (heading and apart)) and len(rows) >= 2:
        return True
    if len(over_values) >= 2 and below.usual & above.typed & below.wordy and len(rows) >= 2:
        return True
    narrow = len(below.ever | header.filled) <= 0.6 * len(above.usual)
    return narrow and len(header.filled) >= 2 and below.usual >= header.filled and (titled or len(rows) >= 2)


def _repeats(upper: dict[int, str], lower: dict[int, str]) -> bool:
    """Whether a header says what the one above says, as on the next page of a printed report; not: Costs by year below Sales by year."""
    if upper and lower and upper[min(upper)] != lower[min(lower)]:
        return False
    same = sum(upper.get(at) == text for at, text in lower.items())
    return same >= _SAME_HEADER * max(len(upper), len(lower))


def _names_the_key_again(upper: dict[int, str], lower: dict[int, str]) -> bool:
    """Whether a row has the name of the first column in it, and other names in most of the other columns."""
    if len(lower) < 2 or not upper or upper[min(upper)].casefold() != lower.get(min(upper), "").casefold():
        return False
    known = {text.casefold() for text in upper.values()}
    return 2 * sum(text.casefold() in known for text in lower.values()) <= len(lower)


def _start_within(grid: Grid, upper: _Upper, band: Area, bottom: int) -> int | None:
    """The next row of a band at which another table begins without a blank row before it: words over values, and values below."""
    header = upper.seen.last_header
    if header is None:  # its values may not look like those of one table because they are of two
        header = _Upper(grid, Area(upper.area.top, max(upper.area.top, band.top) + _CHECKED_ROWS, band.left, band.right)).seen.last_header
    if header is None:
        return None
    first = max(band.top, upper.area.top, header + 1)
    checked = sorted(columns_in(grid, Area(first, first + _CHECKED_ROWS - 1, band.left, band.right)).typed)[:_CHECKED]
    if len(checked) < 2:
        return None
    for row in range(first + 1, min(band.bottom + 1, bottom)):
        cells = grid.rows[row]
        if sum(at < len(cells) and _may_be_word(cells[at]) for at in checked) < 2:
            continue
        profile = grid.profile(row, band)
        if profile.is_wordy and profile.is_varied and len(profile.words.intersection(checked)) > 1:
            lower = Area(row, bottom, band.left, band.right)
            above = _Upper(grid, Area(upper.area.top, row - 1, band.left, band.right))
            is_titled = _is_title(grid, Area(row - 1, row - 1, band.left, band.right))
            if (is_titled or _is_of_other_make(grid, above.seen.columns, lower)) and _is_another(
                grid, above, lower, titled=False, apart=False
            ):
                return row - 1 if is_titled else row
    return None


def _is_of_other_make(grid: Grid, above: Columns, lower: Area) -> bool:
    """Whether columns of values above hold words below, or the other way round; else the words are a row like others that says “soon”."""
    below = columns_in(grid, Area(lower.top + 1, lower.bottom, lower.left, lower.right))
    return below.rows > 2 and bool(above.typed & below.wordy & below.usual or above.wordy & above.usual & below.typed)


def _may_be_word(cell: object) -> bool:
    """Whether a cell begins or ends as values seldom do; to be sure of it costs more."""
    return isinstance(cell, str) and cell != "" and (cell[-1].isalpha() or not (cell[0].isdecimal() or cell[0] in "+-−(€$£#"))
