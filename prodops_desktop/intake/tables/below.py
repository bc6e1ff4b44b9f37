"""What the rows below a header have in common."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import isclose

from prodops_desktop.intake.numbers import read_number
from prodops_desktop.intake.readers.model import Cell
from prodops_desktop.intake.tables.grid import Profile

_FEWEST_OF_SCALE = 4
_ROUND = 100
_ABOUT = 10


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
        """Whether the numbers of a row are a scale over others: percentages over none, or whole numbers over fractions.

        A scale has four numbers at least and rises in even steps; fewer of them, or other ones, begin many a list without a header.
        """
        if len(row.typed) < _FEWEST_OF_SCALE or not row.words or min(row.words) > min(row.typed):
            return False
        percents = all(_is_percentage(value) for value in row.values.values())
        numbers = [number for value in row.values.values() if (number := _number(value)) is not None]
        if len(numbers) < len(row.values) or not _is_scale(numbers) or not (percents or all(map(float.is_integer, numbers))):
            return False
        for at in row.typed:
            values = [profile.values[at] for profile in self._profiles if at in profile.values]
            fractions = [number for value in values if (number := _number(value)) is not None and not number.is_integer()]
            if not values or (any(map(_is_percentage, values)) if percents else len(fractions) < 0.5 * len(values)):
                return False
        return True

    def go_on_from(self, row: Profile) -> bool:
        """Whether the only value of a row is a round number such as 2000 over amounts of about its size: one of them, and no year."""
        if len(row.values) != 1:
            return False
        ((at, value),) = row.values.items()
        number = _number(value)
        if number is None or number % _ROUND:
            return False
        amounts = [amount for profile in self._profiles if (amount := _number(profile.values.get(at, ""))) is not None]
        return bool(amounts) and min(amounts) < number * _ABOUT and max(amounts) > number / _ABOUT

    def repeats(self, row: Profile) -> bool:
        """Whether a word of a row stands again below it in its column, as values do; a header that is repeated is none of them."""
        others = [profile.texts for profile in self._profiles if profile.texts != row.texts]
        return any(row.texts[at] == texts.get(at) for at in row.words for texts in others)

    def words_right_below(self, columns: set[int]) -> bool:
        """Whether the first of the rows has words in most of these columns, as a header has."""
        return bool(self._profiles) and len(self._profiles[0].words & columns) >= 0.5 * len(columns)


def _is_scale(numbers: Sequence[float]) -> bool:
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return steps[0] > 0 and all(isclose(step, steps[0], rel_tol=1e-6) for step in steps)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, str):
        written = read_number(cell.strip())
        return None if written is None else float(written.plain)
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _is_percentage(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().endswith("%")
