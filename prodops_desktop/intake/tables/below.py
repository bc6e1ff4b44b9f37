"""What the rows below a header have in common."""

from collections import Counter
from itertools import pairwise

from prodops_desktop.intake.numbers import read_number
from prodops_desktop.intake.readers.model import Cell
from prodops_desktop.intake.tables.grid import Profile


class Below:
    """What the rows below a header have in common."""

    def __init__(self, profiles: list[Profile]) -> None:
        self.rows = len(profiles)
        self._profiles = profiles
        self.cells = Counter(at for profile in profiles for at in profile.filled)
        self.typed = Counter(at for profile in profiles for at in profile.typed)
        self.mostly_typed = {at for at, count in self.cells.items() if self.typed[at] >= 0.6 * count}
        self.columns = {at for at, count in self.cells.items() if count > 0.5 * self.rows}

    def marks_among(self, columns: set[int]) -> set[int]:
        """Those of these columns that mostly hold days or other periods."""
        marks = Counter(at for profile in self._profiles for at in columns & profile.marks)
        return {at for at, count in marks.items() if count > 0.5 * self.cells[at]}

    def are_of_another_kind(self, row: Profile) -> bool:
        """Whether the numbers of a row differ from all below them: percentages, or ascending whole numbers over fractions."""
        if len(row.typed) < 2 or not row.words or min(row.words) > min(row.typed):
            return False
        percents = all(_is_percentage(value) for value in row.values.values())
        numbers = [_number(value) for value in row.values.values()]
        whole = [number for number in numbers if number is not None and number.is_integer()]
        if not percents and (len(whole) < max(3, len(numbers)) or any(later <= earlier for earlier, later in pairwise(whole))):
            return False
        for at in row.typed:
            values = [profile.values[at] for profile in self._profiles if at in profile.values]
            fractions = [number for value in values if (number := _number(value)) is not None and not number.is_integer()]
            if not values or (any(map(_is_percentage, values)) if percents else len(fractions) < 0.5 * len(values)):
                return False
        return True

    def words_right_below(self, columns: set[int]) -> bool:
        """Whether the first of the rows has words in most of these columns, as a header has."""
        return bool(self._profiles) and len(self._profiles[0].words & columns) >= 0.5 * len(columns)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, str):
        written = read_number(cell.strip())
        return None if written is None else float(written.plain)
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _is_percentage(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().endswith("%")
