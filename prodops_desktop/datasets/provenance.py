"""From a stored row or cell back to the file, sheet and cell that it came from."""

from bisect import bisect_right
from dataclasses import dataclass

from prodops_desktop.datasets.model import Column, Origin
from prodops_desktop.datasets.reading import Stored, columns_of
from prodops_desktop.datasets.store import find_version
from prodops_desktop.intake.readers.model import column_letter
from prodops_desktop.intake.recorded import raw_from
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class Place:
    """The sheet and the 1-based row in it of a stored row; ``period`` counts from 1 the columns of periods that became rows."""

    sheet: str
    row: int
    period: int | None = None

    @property
    def number(self) -> str:
        """What stands in the column “#”: 5, or 5.3 for the third period of row 5."""
        return f"{self.row}" if self.period is None else f"{self.row}.{self.period}"


class Places:
    """Where the rows of a part stand in their file."""

    def __init__(self, store: Store, part: int) -> None:
        query = "SELECT first_row, sheet, shift, stride FROM segment WHERE part = ? ORDER BY first_row"
        self._segments = [tuple(row) for row in store.db.execute(query, (part,))]
        self._firsts = [segment[0] for segment in self._segments]

    def of(self, row: int) -> Place:
        """The place of a stored row."""
        _, sheet, shift, stride = self._segments[bisect_right(self._firsts, row) - 1]
        source_row, period = divmod(row - shift - 1, stride)
        return Place(sheet, source_row + 1, period + 1 if stride > 1 else None)

    def last_of_each(self, row: int) -> list[Place]:
        """The last row of each sheet that the part was taken from, where ``row`` is its last one."""
        return [self.of(last) for last in (*(first - 1 for first in self._firsts[1:]), row)]


def place_of(store: Store, part: int, row: int) -> Place:
    """Where a stored row stands in its file."""
    return Places(store, part).of(row)


def source_place(store: Store, part: int, row: int) -> tuple[str, int]:
    """The sheet and the 1-based row in it of a stored row."""
    place = place_of(store, part, row)
    return place.sheet, place.row


def trace(store: Store, version: int, part: int, row: int, position: int | None = None) -> Origin:
    """Where a stored row stands in its file; with ``position``, in which cell, and the text there."""
    found = find_version(store, version)
    place = place_of(store, part, row)
    cell = own = raw = reason = None
    if position is not None:
        column = next(column for column in columns_of(store, version) if column.position == position)
        cell, own = cells_of(store, part, row, column, place)
        raw, reason = raw_of(store, part, row, column)
    told = (found.file, found.sha256, place.sheet, place.row, place.number)
    return Origin(*told, cell, own, raw, reason, found.imported_at)


def raw_of(store: Store, part: int, row: int, column: Column) -> tuple[str, str | None]:
    """The text of a stored cell in its file, and why it was kept; where it was not, the format of the column gives it back."""
    kept = store.db.execute(
        "SELECT text, reason FROM raw WHERE part = ? AND row = ? AND position = ?", (part, row, column.position)
    ).fetchone()
    if kept:
        return kept["text"], kept["reason"]
    return raw_from(column.type, column.scale, column.format, value_of(store, part, row, column)), None


def value_of(store: Store, part: int, row: int, column: Column) -> Stored:
    """A stored value, a name as text."""
    value: Stored = store.db.execute(f"SELECT {column.sql} FROM part_{part} WHERE _row = ?", (row,)).fetchone()[0]
    if column.type == "name" and value is not None:
        value = str(store.db.execute("SELECT text FROM name WHERE id = ?", (value,)).fetchone()[0])
    return value


def cells_of(store: Store, part: int, row: int, column: Column, place: Place) -> tuple[str, str | None]:
    """The cell that a value was taken from, and the one in its own row and column where that is another one."""
    spread = None
    if column.spread is not None:
        query = "SELECT source_row, source_column FROM spread WHERE part = ? AND number = ?"
        spread = store.db.execute(query, (part, (place.period or 1) - 1)).fetchone()
    if spread is not None and column.spread == "header":
        return f"{column_letter(spread[1])}{spread[0]}", None
    own = f"{column_letter(column.source_column if spread is None else spread[1])}{place.row}"
    query = "SELECT source_row, source_column FROM origin WHERE part = ? AND row = ? AND position = ?"
    taken = store.db.execute(query, (part, row, column.position)).fetchone()
    return (own, None) if taken is None else (f"{column_letter(taken[1])}{taken[0]}", own)
