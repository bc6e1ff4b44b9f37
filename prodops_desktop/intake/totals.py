"""Rows of a table that sum up the others: totals and subtotals."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from math import fsum, isclose

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.row_cells import cell_at, filled_at, number_in, text_at
from prodops_desktop.intake.scanning import Scan
from prodops_desktop.intake.total_words import AVERAGE, LARGEST, LONGEST_SUMMARY, names_a_total, says_total_only, summary_of

TOTAL, SUMMARY = "total row", "summary row"
_LABEL_COLUMNS = 4
_LONGEST_LABEL = 79
_SAMPLED = 200
_FEW = 0.15
_FEWEST_SUMMED = 3
_FEWEST_AVERAGED = 2
_LONGEST_SUMMED = 5000


def find_totals(scan: Scan) -> dict[int, str]:
    """The rows that a label says to be totals, where what else is in them does not speak against it."""
    labelled = _labelled(scan, names_a_total)
    if not labelled:
        return {}
    usual = _Usual(scan, labelled.keys())
    return {index: TOTAL for index, (at, label) in labelled.items() if usual.is_total(index, at, label)}


def totals_beside(scan: Scan) -> list[tuple[int, str, str]]:
    """The rows that would be totals if another list did not go on beside them: their index, their label, and the text beside it."""
    labelled = _labelled(scan, names_a_total)
    usual = _Usual(scan, labelled.keys())
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

    ``labelled`` are the rows that may be totals.
    """

    def __init__(self, scan: Scan, labelled: Collection[int]) -> None:
        self._scan = scan
        self._labelled = labelled
        size = len(scan.rows) - len(labelled)
        enough = (0.8 if size >= 20 else 0.6) * size  # in a short table the total and the notes weigh more
        evidence = [column.evidence for column in scan.columns]
        self._dense = {at for at, one in enumerate(evidence) if one.filled >= enough}
        self.naming = {at for at in self._dense if evidence[at].numbers * 2 < evidence[at].filled}
        self._worded = {at for at, one in enumerate(evidence) if one.filled >= 0.3 * size and one.word_cells >= 0.5 * one.filled}
        sampled = range(0, len(scan.rows), max(1, len(scan.rows) // _SAMPLED))
        self._sample = [set(filled_at(scan, index)) for index in sampled if index not in labelled]

    def _sums_up(self, index: int) -> bool:
        """Whether a number in a row is the sum of those above it, or of those since the last row that may be a total."""
        if index > _LONGEST_SUMMED:
            return False
        start = max((other for other in self._labelled if other < index), default=-1) + 1
        for column in self._scan.columns:
            own = number_in(cell_at(column, index))
            if own is None or not own:
                continue
            numbers = [(other, number_in(cell_at(column, other))) for other in range(index) if other not in self._labelled]
            above = [(other, number) for other, number in numbers if number is not None]
            since = [number for other, number in above if other >= start]
            for added in ([number for _, number in above], since):
                if len(added) > 1 and isclose(fsum(added), own, rel_tol=1e-9, abs_tol=1e-6):
                    return True
        return False

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
        if at == min(filled) and self._sums_up(index):  # further right it is one of the values that a row is about
            return True
        return not naming and (says_total_only(label) or (len(filled) > 1 and index == len(self._scan.rows) - 1))


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
    is_in_question = is_bare or (is_one_text and (bool(dense) or size <= _LONGEST_SUMMED))
    if index < _FEWEST_SUMMED or not numbers or not is_in_question:
        return {}
    most = 0
    for at in numbers:
        summed = _summed(scan.columns[at], index, left_out)
        if not summed or (is_one_text and not _is_unusual(scan.columns[at], index)):
            return {}
        most = max(most, summed)
    enough = most > 1 if is_bare else len(numbers) > 1 or (bool(dense) and most >= _FEWEST_SUMMED)
    return {index: TOTAL} if enough else {}


def _is_unusual(column: Column, index: int) -> bool:
    """Whether no other row has the value of a row in this column."""
    return column.counts[column.codes[index]] == 1


def find_summaries(scan: Scan, dropped: Mapping[int, str], labelled: Mapping[int, tuple[int, str]]) -> dict[int, str]:
    """Rows that are called average, largest or smallest, and whose numbers are just that of the rows that are kept.

    Max is also a name: one such row alone must have nothing in the other columns that name the rows.
    """
    left_out = {*dropped, *labelled}
    found = {}
    for index, (at, label) in labelled.items():
        filled = filled_at(scan, index)
        if filled[0] == at and len(filled) > 1 and all(_agrees(scan.columns[place], index, left_out, label) for place in filled[1:]):
            found[index] = SUMMARY
    if len(found) == 1 and TOTAL not in dropped.values():
        (index,) = found
        naming = _Usual(scan, left_out).naming - {labelled[index][0]}
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
