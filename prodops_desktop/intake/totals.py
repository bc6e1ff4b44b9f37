"""Rows of a table that sum up the others: totals and subtotals."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import accumulate
from math import fsum, isclose

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.row_cells import cell_at, filled_at, make_of, number_in, text_at
from prodops_desktop.intake.scanning import Scan
from prodops_desktop.intake.total_words import AVERAGE, LARGEST, LONGEST_SUMMARY, names_a_total, says_total_only, summary_of

TOTAL, SUMMARY = "total row", "summary row"
_LABEL_COLUMNS = 4
_LONGEST_LABEL = 79
_SAMPLED = 200
_FEW = 0.15
_FEWEST_SUMMED = 3
_FEWEST_AVERAGED = 3
_FEWEST_FIGURES = 2
"""The cells of a row of averages: its label and a number."""
_LONGEST_SUMMED = 5000
_MOST_ALIKE = 0.5
_DIFFERENT = 0.8


def find_totals(scan: Scan) -> dict[int, str]:
    """The rows that a label says to be totals, where what else is in them does not speak against it."""
    labelled = _labelled(scan, names_a_total)
    if not labelled:
        return {}
    usual = _Usual(scan, labelled)
    return {index: TOTAL for index, (at, label) in labelled.items() if usual.is_total(index, at, label)}


def totals_beside(scan: Scan) -> list[tuple[int, str, str]]:
    """The rows that would be totals if another list did not go on beside them: their index, their label, and the text beside it."""
    labelled = _labelled(scan, names_a_total)
    usual = _Usual(scan, labelled)
    found = []
    for index, (at, label) in labelled.items():
        beside = usual.texts_beside(index, at)
        if beside and usual.looks_like_total(index, at, label):
            found.append((index, label, text_at(scan.columns[beside[0]], index)))
    return found


def _labelled(scan: Scan, is_label: Callable[[str], object], longest: int = _LONGEST_LABEL) -> dict[int, tuple[int, str]]:
    """The rows with a label of this sort in one of the first columns of words, each with this column and the label."""
    labelled: dict[int, tuple[int, str]] = {}
    for at in [at for at, column in enumerate(scan.columns) if column.evidence.word_cells][:_LABEL_COLUMNS]:
        column = scan.columns[at]
        texts = ((code, value.strip()) for value, code in column.coder.items() if isinstance(value, str) and len(value) <= longest)
        wanted = {code: text for code, text in texts if is_label(text)}
        if wanted and len(wanted) <= 0.5 * len(column.coder) + 2:
            labelled |= {index: (at, wanted[code]) for index, code in enumerate(column.codes) if code in wanted and index not in labelled}
    return labelled


class _Usual:
    """What the rows of a table usually have: the columns that are filled in most of them, and those that hold words.

    ``labelled`` are the rows that may be totals, each with the column of its label and the label.
    """

    def __init__(self, scan: Scan, labelled: Mapping[int, tuple[int, str]]) -> None:
        self._scan = scan
        self._labelled = labelled
        self._running: dict[int, tuple[list[float], list[int]]] = {}
        size = len(scan.rows) - len(labelled)
        enough = (0.8 if size >= 20 else 0.6) * size  # in a short table the total and the notes weigh more
        evidence = [column.evidence for column in scan.columns]
        self._dense = {at for at, one in enumerate(evidence) if one.filled >= enough}
        self.naming = {at for at in self._dense if evidence[at].numbers * 2 < evidence[at].filled}
        self._worded = {at for at, one in enumerate(evidence) if one.filled >= 0.3 * size and one.word_cells >= 0.5 * one.filled}
        sampled = range(0, len(scan.rows), max(1, len(scan.rows) // _SAMPLED))
        self._sample = [set(filled_at(scan, index)) for index in sampled if index not in labelled]

    def _is_behind_numbers(self, index: int, at: int) -> bool:
        """Whether nothing but numbers stands left of a column that names the rows."""
        column = self._scan.columns[at]
        names_rows = len(column.coder) >= _DIFFERENT * (len(self._scan.rows) - len(self._labelled))
        left = [place for place in filled_at(self._scan, index) if place < at]
        return names_rows and all(number_in(cell_at(self._scan.columns[place], index)) is not None for place in left)

    def _is_known_total(self, at: int, label: str) -> bool:
        """Whether the numbers of a row with this label are about the sums of those above it."""
        return any(self._sums_up(index, after=at, roughly=True) for index, known in self._labelled.items() if known == (at, label))

    def _sums_up(self, index: int, after: int = -1, *, roughly: bool = False) -> bool:
        """Whether the numbers in a row are the sums of those above it, or of those since the last row that may be a total.

        Those of columns ``after`` one are looked at. ``roughly``: most of them are, as far as each number was rounded.
        """
        start = max((other for other in self._labelled if other < index), default=-1) + 1
        sums = []
        for at, column in enumerate(self._scan.columns[after + 1 :], after + 1):
            own = number_in(cell_at(column, index))
            if own:
                totals, counts = self._running_of(at)
                added = [(totals[index] - totals[first], counts[index] - counts[first]) for first in (0, start)]
                slack = 0.5 if roughly else 0.0
                sums.append(any(n > 1 and isclose(total, own, rel_tol=1e-9, abs_tol=1e-6 + slack * n) for total, n in added))
        return sum(sums) > _MOST_ALIKE * len(sums) if roughly else bool(sums) and all(sums)

    def _running_of(self, at: int) -> tuple[list[float], list[int]]:
        """By row the sum and the count of the numbers of a column above it, those of rows aside that may be totals."""
        if at not in self._running:
            column, numbers = self._scan.columns[at], [number_in(value) for value in self._scan.columns[at].values]
            kept = [None if index in self._labelled else numbers[code] for index, code in enumerate(column.codes)]
            self._running[at] = (
                list(accumulate((number or 0.0 for number in kept), initial=0.0)),
                list(accumulate((number is not None for number in kept), initial=0)),
            )
        return self._running[at]

    def texts_beside(self, index: int, at: int) -> list[int]:
        """The columns of another list, behind an empty column, where a row that may be a total has a text that would be lost with it."""
        columns = self._scan.columns
        names = [*self._scan.table.names, *[""] * len(columns)]
        gap = next((place for place in range(at + 1, len(columns)) if not columns[place].evidence.filled and not names[place]), None)
        if gap is None:
            return []
        return [place for place in filled_at(self._scan, index) if place > gap and place in self.naming]

    def is_total(self, index: int, at: int, label: str) -> bool:
        """Whether a row is a total, and no row of another list stands beside it."""
        return not self.texts_beside(index, at) and self.looks_like_total(index, at, label)

    def looks_like_total(self, index: int, at: int, label: str) -> bool:
        """A label alone is no proof (there are companies called Total): most of what names a row must be empty, or the row be the last."""
        filled = set(filled_at(self._scan, index))
        naming, dense, worded = self.naming - {at}, self._dense - {at}, self._worded - {at}
        if naming and len(filled & naming) <= 0.4 * len(naming):
            return True
        if len(filled & dense) <= 0.5 * len(dense) and len(dense) > 1:
            return True
        if worded and not filled & worded and sum(not row & worded for row in self._sample) <= _FEW * len(self._sample):
            return True
        if filled == {at} and sum(len(row) == 1 for row in self._sample) <= _FEW * len(self._sample):
            return True
        if at != min(filled):  # further right it is one of the values that a row is about, but behind a number of the row
            return says_total_only(label) and self._is_behind_numbers(index, at) and self._is_known_total(at, label)
        says_so, sums_up = says_total_only(label), self._sums_up(index)
        if sums_up and (says_so or not filled & naming):  # a company may be called Total Energies
            return True
        is_last, is_alone = index == len(self._scan.rows) - 1, _is_unusual(self._scan.columns[at], index)
        return not naming and is_alone and len(filled) > 1 and (is_last or (says_so and sums_up))


def summaries_in(scan: Scan) -> dict[int, tuple[int, str]]:
    """The rows that may be averages or the like: the column of the label of each, and the label."""
    return _labelled(scan, summary_of, LONGEST_SUMMARY)


def find_bare_totals(scan: Scan, dropped: dict[int, str], summaries: Collection[int]) -> dict[int, str]:
    """The last row, when every number in it is the sum of those above and nothing in it names it, or one text whatever it says.

    ``summaries`` are the rows that may be averages or the like.
    """
    index = next((index for index in range(len(scan.rows) - 1, 0, -1) if index not in dropped and index not in summaries), 0)
    filled = filled_at(scan, index)
    size = len(scan.rows)
    naming = [at for at, column in enumerate(scan.columns) if column.evidence.word_cells >= 0.5 * size]
    naming += [at for at, column in enumerate(scan.columns) if column.evidence.filled][:1]
    left_out = {*dropped, *summaries}
    dense = {at for at in naming if at not in filled and scan.columns[at].evidence.filled >= 0.7 * (size - len(left_out) - 1)}
    numbers = [at for at in filled if number_in(cell_at(scan.columns[at], index)) is not None]
    is_bare = bool(dense) and numbers == filled
    is_one_text = filled[1:] == numbers and filled[0] in naming and isinstance(cell_at(scan.columns[filled[0]], index), str)
    is_in_question = is_bare or (is_one_text and size <= _LONGEST_SUMMED and _may_be_sums(scan, index, left_out, numbers))
    if index < _FEWEST_SUMMED or not numbers or not is_in_question:
        return {}
    most = 0
    for at in numbers:
        summed = _summed(scan.columns[at], index, left_out)
        if not summed or (is_one_text and not _is_unusual(scan.columns[at], index)):
            return {}
        most = max(most, summed)
    return {index: TOTAL} if most > 1 else {}


def _may_be_sums(scan: Scan, index: int, left_out: Collection[int], numbers: Sequence[int]) -> bool:
    """Whether sums in a last row that is called anything can be no chance: of columns that are not the same but for a factor.

    What is above them is not negative, for a result of what came in and went out is no sum of parts, and its label is not made as
    the labels above are, such as the next day or number.
    """
    label = scan.columns[min(filled_at(scan, index))]
    if _is_made_alike(label, index):
        return False
    rows = [other for other in range(index) if other not in left_out]
    columns = [[number_in(cell_at(scan.columns[at], other)) or 0.0 for other in rows] for at in numbers]
    if len(rows) < _FEWEST_SUMMED or any(number < 0 for column in columns for number in column):
        return False
    return any(not _are_proportional(columns[0], other) for other in columns[1:])


def _is_made_alike(column: Column, index: int) -> bool:
    """Whether a text with digits is made as most texts of its column are."""
    made = make_of(text_at(column, index))
    others = [make_of(value.strip()) for value, code in column.coder.items() if isinstance(value, str) and code != column.codes[index]]
    return any(sign.isdigit() for sign in made) and others.count(made) > _MOST_ALIKE * len(others)


def _are_proportional(one: Sequence[float], other: Sequence[float]) -> bool:
    scale = fsum(other) / fsum(one) if fsum(one) else 0.0
    return all(isclose(first * scale, second, rel_tol=1e-6, abs_tol=1e-6) for first, second in zip(one, other, strict=True))


def _is_unusual(column: Column, index: int) -> bool:
    """Whether no other row has the value of a row in this column."""
    return column.counts[column.codes[index]] == 1


def find_summaries(scan: Scan, dropped: Mapping[int, str], labelled: Mapping[int, tuple[int, str]]) -> dict[int, str]:
    """Rows below all others that are called average, largest or smallest, and whose numbers are just that of the rows that are kept.

    Max is also a name: but below a total such a row needs two numbers, and one alone nothing in the other columns that name the rows.
    """
    left_out = {*dropped, *labelled}
    found = {}
    for index, (at, label) in labelled.items():
        filled = filled_at(scan, index)
        needs_one = summary_of(label) == AVERAGE or any(step == TOTAL and other < index for other, step in dropped.items())
        least = _FEWEST_FIGURES + (not needs_one)
        is_below = index > max((other for other in range(len(scan.rows)) if other not in left_out), default=-1)
        agrees = len(filled) >= least and all(_agrees(scan.columns[place], index, left_out, label) for place in filled[1:])
        if filled[0] == at and is_below and agrees:
            found[index] = SUMMARY
    if len(found) == 1 and TOTAL not in dropped.values():
        (index,) = found
        own = labelled[index]
        naming = _Usual(scan, dict.fromkeys(left_out, own)).naming - {own[0]}  # which columns name rows does not rest on labels
        return found if naming.difference(filled_at(scan, index)) or summary_of(labelled[index][1]) == AVERAGE else {}
    return found


def _agrees(column: Column, index: int, left_out: Collection[int], label: str) -> bool:
    """Whether a number is what a label says of the numbers of its column, as far as its decimals go."""
    own = number_in(cell_at(column, index))
    kept = [number for number, count in _kept_numbers(column, left_out) for _ in range(count)]
    if own is None or len(kept) < _FEWEST_AVERAGED:
        return False
    if (what := summary_of(label)) != "average":
        return own == (max(kept) if what == LARGEST else min(kept))
    decimals = len(f"{own:.10f}".rstrip("0").partition(".")[2])
    return abs(fsum(kept) / len(kept) - own) <= 0.51 * 10.0**-decimals


def _summed(column: Column, index: int, left_out: Collection[int]) -> int:
    """How many numbers of a column the number in a row is the sum of: all others that are kept, or none."""
    own = number_in(cell_at(column, index))
    if own is None:
        return 0
    kept = _kept_numbers(column, {index, *left_out})
    total = fsum(number * count for number, count in kept)
    return sum(count for _, count in kept) if isclose(total, own, rel_tol=1e-9, abs_tol=1e-6) else 0


def _kept_numbers(column: Column, left_out: Collection[int]) -> list[tuple[float, int]]:
    """The numbers of a column in the rows that are not left out, with how often each of them is there."""
    counts = column.counts - Counter(column.codes[other] for other in left_out)
    numbers = ((number_in(value), counts[code]) for code, value in enumerate(column.values) if counts[code])
    return [(number, count) for number, count in numbers if number is not None]
