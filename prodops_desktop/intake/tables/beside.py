"""Tells where one table ends and another begins beside it."""

from dataclasses import dataclass
from itertools import islice

from prodops_desktop.intake.tables.grid import Area, Grid
from prodops_desktop.intake.tables.headers import Head, find_head
from prodops_desktop.intake.tables.seen import Columns, stands_alone
from prodops_desktop.intake.tables.stacked import cut_rows, is_note

_AS_LONG = 1
_FAR = 2
_LONG = 25
_MOST_STEPS = 6
_LOOKED_AT = 60
_MOST_BLOCKS = 100
"""With more blank columns it is a form, and each of them would be weighed against all that stands left of it."""


def cut_columns(grid: Grid, area: Area) -> list[Area]:
    """``area`` cut at blank columns into the tables and texts that stand beside each other in it.

    Where tables stand in rows and columns, as in a table of tables, the rows are to be cut first.
    """
    return _cut(grid, area, rows_are_cut=False)


def cut_columns_left(grid: Grid, area: Area) -> list[Area]:
    """As :func:`cut_columns`, for an area whose rows can't be cut."""
    return _cut(grid, area, rows_are_cut=True)


def _cut(grid: Grid, area: Area, *, rows_are_cut: bool) -> list[Area]:
    blocks = grid.blocks(area)
    if len(blocks) > _MOST_BLOCKS:
        return [area]
    pieces = [blocks[0]]
    for block in blocks[1:]:
        if _are_apart(grid, pieces[-1], block, rows_are_cut=rows_are_cut):
            pieces.append(block)
        else:
            pieces[-1] = Area(area.top, area.bottom, pieces[-1].left, block.right)
    return pieces


@dataclass(frozen=True)
class _Piece:
    """One of two parts side by side, as if it stood alone: the first table in it, and where the headers of all of them end.

    ``first`` and ``last`` are its first and last row of data, ``count`` how many of them are filled.
    """

    area: Area
    head: Head | None
    first: int
    last: int
    count: int
    columns: Columns
    headers: tuple[int | None, ...]
    is_table: bool

    @property
    def is_dense(self) -> bool:
        """Whether no row of it is blank between its first and its last one."""
        return self.count == self.last - self.first + 1


def _piece(grid: Grid, part: Area) -> _Piece:
    areas = cut_rows(grid, grid.trimmed(part) or part)
    heads = [find_head(grid, one) for one in areas]
    area, head = areas[0], heads[0]
    first = area.top if head is None else head.last + 1
    rows = list(grid.filled_rows(Area(first, area.bottom, area.left, area.right)))
    columns = Columns(grid.profile(row, area) for row in rows[:_LOOKED_AT])
    usual = grid.usual_count(rows[:_LOOKED_AT], area)
    while len(rows) > 1 and _is_below(grid, area, rows[-1], usual):
        rows.pop()
    start, end = (rows[0], rows[-1]) if rows else (area.bottom + 1, area.bottom)
    is_table = len(areas) > 1 or (head is not None and stands_alone(grid, area, head, columns))
    headers = tuple(one.last if one else None for one in heads)
    return _Piece(area, head, start, end, len(rows), columns, headers, is_table)


def _is_below(grid: Grid, area: Area, row: int, usual: int) -> bool:
    """Whether a row at the end of a table seems to be a total or a note, by how little is in it."""
    profile = grid.profile(row, area)
    if profile.is_key or (len(profile.filled) == 1 and any(is_note(text) or len(text) > _LONG for text in profile.texts.values())):
        return True
    return usual > 2 and len(profile.filled) <= 0.5 * usual


def _are_apart(grid: Grid, left: Area, right: Area, *, rows_are_cut: bool) -> bool:
    """Whether what stands at both sides of a blank column are two things."""
    one, other = _piece(grid, left), _piece(grid, right)
    if not one.is_table or not other.is_table:
        return _is_a_text_beside(grid, one, other) or _is_a_text_beside(grid, other, one)
    if len(one.headers) > 1 or len(other.headers) > 1:
        return rows_are_cut or not (set(one.headers) <= set(other.headers) or set(other.headers) <= set(one.headers))
    if one.head is None or other.head is None:
        return one.head is not other.head
    if one.head.last != other.head.last and one.first != other.first and not _shares_header(grid, one, other):
        return True
    if right.left - left.right > _FAR or _names_the_same_key(grid, one, other) or _has_own_title(grid, one, other):
        return True
    if _has_merged_keys(grid, other) or _repeats_alone(grid, one, other) or _repeats_alone(grid, other, one):
        return True
    shorter, longer = sorted((one, other), key=lambda piece: piece.last)
    return longer.last - shorter.last > _AS_LONG and shorter.is_dense


def _has_merged_keys(grid: Grid, piece: _Piece) -> bool:
    """Whether the first column of a part heads its rows with merged cells."""
    rows = range(piece.first, piece.last + 1)
    return any(merge.left == piece.area.left and merge.bottom > merge.top for row in rows for merge in grid.merges_at(row))


def _repeats_alone(grid: Grid, one: _Piece, other: _Piece) -> bool:
    """Whether the header of one part is repeated in rows in which the other one has data."""
    assert one.head is not None
    assert other.head is not None
    header, beside = (grid.profile(piece.head.best, piece.area).texts for piece in (one, other) if piece.head)
    rows = islice(grid.filled_rows(Area(one.first, one.last, one.area.left, one.area.right)), 4 * _LOOKED_AT)
    again = [row for row in rows if grid.profile(row, one.area).texts == header]
    return any(grid.profile(row, other.area).texts not in ({}, beside) for row in again)


def _shares_header(grid: Grid, one: _Piece, other: _Piece) -> bool:
    """Whether the part whose header seems to be higher up has titles there, and its header in the same row as the other part."""
    upper, lower = sorted((one, other), key=lambda piece: piece.head.last if piece.head else 0)
    assert lower.head is not None
    above = Area(upper.area.top, lower.head.first - 1, upper.area.left, upper.area.right)
    head = find_head(grid, above) if above.bottom > above.top else None
    rows = islice(grid.filled_rows(above if head is None else Area(head.last + 1, above.bottom, above.left, above.right)), _LOOKED_AT)
    if stands_alone(grid, above, head, Columns(grid.profile(row, above) for row in rows)):
        return False
    own = find_head(grid, Area(lower.head.first, upper.area.bottom, upper.area.left, upper.area.right))
    return own is not None and own.last == lower.head.last and abs(upper.last - lower.last) <= _AS_LONG


def _is_a_text_beside(grid: Grid, text: _Piece, table: _Piece) -> bool:
    """Whether ``text`` is a remark or a legend beside the rows of a table: nothing in its header, and little beside its rows."""
    if table.head is None or table.count < 2:
        return False
    rows = list(grid.filled_rows(text.area))
    if sum(row > table.last for row in rows) > 0.5 * len(rows) and rows[0] <= table.last:
        return True
    header = Area(table.head.first, table.head.last, text.area.left, text.area.right)
    beside = [row for row in rows if table.first <= row <= table.last]
    return next(grid.filled_rows(header), None) is None and 0 < len(beside) < 0.5 * table.count


def _names_the_same_key(grid: Grid, one: _Piece, other: _Piece) -> bool:
    """Whether both begin with a column of the same name, as lists that are set side by side to save paper do."""
    assert one.head is not None
    assert other.head is not None
    left = grid.profile(one.head.best, one.area).texts
    right = grid.profile(other.head.best, other.area).texts
    if one.area.left not in left or other.area.left not in right:
        return False
    return left[one.area.left].casefold() == right[other.area.left].casefold()


def _has_own_title(grid: Grid, one: _Piece, other: _Piece) -> bool:
    """Whether the right one has a title of its own and a first column that names its rows; a group of columns has no such column."""
    assert other.head is not None
    if other.area.left not in other.columns.wordy | other.columns.alike:
        return False
    names = grid.profile(other.head.best, other.area)
    first = min(piece.head.first for piece in (one, other) if piece.head)  # a group of columns has its name in the header
    grouped = {row for row in grid.filled_rows(one.area) if grid.profile(row, one.area).filled - {one.area.left}}
    above = [row for row in grid.filled_rows(other.area) if row < first and row not in grouped]
    titles = [row for row in above if grid.count(row, other.area) == 1 and other.area.left in grid.profile(row, other.area).filled]
    return bool(titles) and other.area.left in names.words and other.area.left in other.columns.wordy


def cut_columns_that_touch(grid: Grid, area: Area) -> list[Area]:
    """``area`` cut between two tables without a blank column between them: the header of one repeats that of the other, or stands lower."""
    if size := _repeated_after(grid, area):
        return [Area(area.top, area.bottom, left, left + size - 1) for left in range(area.left, area.right + 1, size)]
    at = _lower_at(grid, area)
    if at is None:
        return [area]
    return [Area(area.top, area.bottom, area.left, at - 1), Area(area.top, area.bottom, at, area.right)]


def _repeated_after(grid: Grid, area: Area) -> int | None:
    """The number of columns after which the names of a header begin anew, all of them in the same order."""
    head = find_head(grid, area)
    if head is None or head.first < head.last:
        return None
    texts = grid.profile(head.best, area).texts
    names = [texts.get(at, "") for at in range(area.left, area.right + 1)]
    for size in range(2, len(names) // 2 + 1):
        if len(names) % size == 0 and all(names[:size]) and names == names[:size] * (len(names) // size) and len(set(names)) == size:
            return size
    return None


def _lower_at(grid: Grid, area: Area) -> int | None:
    """The column at which one of two tables begins whose header stands beside rows of the other."""
    rows = list(islice(grid.filled_rows(area), _LOOKED_AT))
    tops = [next((row for row in rows if grid.masks[row] >> at & 1), area.bottom + 1) for at in range(area.left, area.right + 1)]
    steps = [area.left + at for at in range(1, len(tops)) if tops[at] != tops[at - 1]][:_MOST_STEPS]
    titled: int | None = None
    for at in steps:
        parts = [grid.trimmed(Area(area.top, area.bottom, left, right)) for left, right in ((area.left, at - 1), (at, area.right))]
        if any(part is None or part.width < 2 for part in parts):
            continue
        lower, upper = sorted((part for part in parts if part is not None), key=lambda part: -part.top)
        own, other = _table_of(grid, lower), _table_of(grid, upper)
        if own is None or other is None or own.best - lower.top > 2 or not other.last < lower.top <= upper.bottom:
            continue
        beside = grid.profile(own.best, upper)
        if beside.words & _columns_below(grid, upper, other).typed:
            continue  # it is the header of all columns of a table that begins below
        # A header that has names in some columns only goes on beside blank cells, not beside values.
        if beside.typed or any(grid.filled_rows(Area(other.last + 1, lower.top - 1, upper.left, upper.right))):
            if own.first == lower.top:
                return at
            titled = titled or at
    return titled


def _table_of(grid: Grid, area: Area) -> Head | None:
    """The header of an area that is a table by itself, all of it words."""
    head = find_head(grid, area)
    if head is None or not grid.profile(head.best, area).is_wordy:
        return None
    return head if stands_alone(grid, area, head, _columns_below(grid, area, head)) else None


def _columns_below(grid: Grid, area: Area, head: Head) -> Columns:
    rows = islice(grid.filled_rows(Area(head.last + 1, area.bottom, area.left, area.right)), _LOOKED_AT)
    return Columns(grid.profile(row, area) for row in rows)
