"""Rows of a table that sum up the others: totals and subtotals."""

import re
from collections import Counter
from collections.abc import Collection
from math import fsum, isclose

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.row_cells import cell_at, filled_at, number_in
from prodops_desktop.intake.scanning import Scan

_TOTAL = re.compile(
    r"(?:grand |sub[- ]?|overall )?totals?|sum|(?:zwischen|gesamt|end)?summe|gesamt|insgesamt|totaal"
    r"|(?:sous[- ])?total g[eé]n[eé]ral|sous[- ]total|somme|suma|subtotal",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(
    r"(?:grand |sub[- ]?)?total\b.{0,60}|.{1,60} (?:sub)?total|(?:zwischen|gesamt)?summe\b.{0,60}|(?:sous[- ])?total\b.{0,60}",
    re.IGNORECASE,
)
TOTAL = "total row"
_LABEL_COLUMNS = 4
_SAMPLED = 200
_FEW = 0.15
_FEWEST_SUMMED = 3
_LONGEST_SUMMED = 5000


def find_totals(scan: Scan) -> dict[int, str]:
    """The rows that a label says to be totals, where what else is in them does not speak against it."""
    labelled: dict[int, tuple[int, str]] = {}
    for at in [at for at, column in enumerate(scan.columns) if column.evidence.word_cells][:_LABEL_COLUMNS]:
        column = scan.columns[at]
        texts = ((code, value.strip()) for value, code in column.coder.items() if isinstance(value, str) and len(value) < 80)
        wanted = {code: text for code, text in texts if _names_a_total(text)}
        if wanted and len(wanted) <= 0.5 * len(column.coder) + 2:
            labelled |= {index: (at, wanted[code]) for index, code in enumerate(column.codes) if code in wanted and index not in labelled}
    if not labelled:
        return {}
    usual = _Usual(scan, labelled.keys())
    return {index: TOTAL for index, (at, label) in labelled.items() if usual.is_total(index, at, label)}


def _names_a_total(text: str) -> bool:
    folded = text.casefold()
    if "tot" not in folded and "sum" not in folded and "somm" not in folded and "gesamt" not in folded:
        return False
    bare = text.strip(" :*")
    return _TOTAL_OF.fullmatch(bare) is not None or _TOTAL.fullmatch(bare) is not None


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
        self._naming = {at for at in self._dense if evidence[at].numbers * 2 < evidence[at].filled}
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

    def is_total(self, index: int, at: int, label: str) -> bool:
        """A label alone is no proof (there are companies called Total): most of what names a row must be empty, or the row be the last."""
        filled = set(filled_at(self._scan, index))
        naming, dense, worded = self._naming - {at}, self._dense - {at}, self._worded - {at}
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
        exact = _TOTAL.fullmatch(label.strip(" :*")) is not None
        return not naming and (exact or (len(filled) > 1 and index == len(self._scan.rows) - 1))


def find_bare_totals(scan: Scan, dropped: dict[int, str]) -> dict[int, str]:
    """The last row, when nothing in it names it and every number in it is the sum of those above."""
    index = next((index for index in range(len(scan.rows) - 1, 0, -1) if index not in dropped), 0)
    filled = filled_at(scan, index)
    size = len(scan.rows)
    naming = [at for at, column in enumerate(scan.columns) if column.evidence.word_cells >= 0.5 * size]
    naming += [at for at, column in enumerate(scan.columns) if column.evidence.filled][:1]
    dense = any(scan.columns[at].evidence.filled >= 0.7 * (size - len(dropped) - 1) for at in naming if at not in filled)
    if index < _FEWEST_SUMMED or not dense:
        return {}
    summed = [_summed(scan.columns[at], index, dropped) for at in filled]
    return {index: TOTAL} if summed and min(summed) > 0 and max(summed) > 1 else {}


def _summed(column: Column, index: int, dropped: dict[int, str]) -> int:
    """How many numbers of a column the number in a row is the sum of: all others that are kept, or none."""
    numbers = [number_in(value) for value in column.values]
    own = numbers[column.codes[index]]
    if own is None:
        return 0
    counts = column.counts - Counter(column.codes[other] for other in [index, *dropped])
    kept = [(number, counts[code]) for code, number in enumerate(numbers) if number is not None and counts[code]]
    total = fsum(number * count for number, count in kept)
    return sum(count for _, count in kept) if isclose(total, own, rel_tol=1e-9, abs_tol=1e-6) else 0
