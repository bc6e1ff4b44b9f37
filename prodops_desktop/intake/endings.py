"""Rows of a table that are no data: totals and subtotals, notes below it, its header repeated."""

import re
from collections import Counter
from collections.abc import Collection
from math import fsum, isclose

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.missing import PLACEHOLDERS
from prodops_desktop.intake.numbers import read_number
from prodops_desktop.intake.readers.model import Cell, raw_text
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
TOTAL, NOTE, REPEATED = "total row", "note", "repeated header"
PAGE = "page title"
_KEY = (":", "=")
_PAGE_TITLES = 3
_LABEL_COLUMNS = 4
_SAMPLED = 200
_DIGITS = re.compile(r"\d+")
_PAGED = re.compile(r"\b(?:page|seite|página|pag)\b")
_FEW = 0.15
_FEWEST_SUMMED = 3
_LONGEST_NUMBER = 40
_LONGEST_SUMMED = 5000
_LAST_ROWS = 60


def find_non_data(scan: Scan) -> dict[int, str]:
    """The index of each row that is no data → the step that drops it: "total row", "note" or "repeated header".

    There is none in a file that says of itself that its rows are records only.
    """
    if scan.dropped is not None:
        return scan.dropped
    if not scan.coded or not scan.rows or scan.sheet.facts.records_only:
        return {}
    dropped = _repeated_headers(scan)
    dropped.update(_page_titles(scan, dropped))
    dropped.update(_totals(scan))
    dropped.update(_notes(scan, dropped))
    dropped.update(_bare_totals(scan, dropped))
    return dropped


def _filled_at(scan: Scan, index: int) -> list[int]:
    return [at for at, column in enumerate(scan.columns) if column.codes[index] != column.coder.get("", -1)]


def _value(column: Column, index: int) -> str:
    return raw_text(column.values[column.codes[index]]).strip()


def _totals(scan: Scan) -> dict[int, str]:
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
        self._sample = [set(_filled_at(scan, index)) for index in sampled if index not in labelled]

    def _sums_up(self, index: int) -> bool:
        """Whether a number in a row is the sum of those above it, or of those since the last row that may be a total."""
        if index > _LONGEST_SUMMED:
            return False
        start = max((other for other in self._labelled if other < index), default=-1) + 1
        for column in self._scan.columns:
            own = _number(column.values[column.codes[index]])
            if own is None or not own:
                continue
            numbers = [(other, _number(column.values[column.codes[other]])) for other in range(index) if other not in self._labelled]
            above = [(other, number) for other, number in numbers if number is not None]
            since = [number for other, number in above if other >= start]
            for added in ([number for _, number in above], since):
                if len(added) > 1 and isclose(fsum(added), own, rel_tol=1e-9, abs_tol=1e-6):
                    return True
        return False

    def is_total(self, index: int, at: int, label: str) -> bool:
        """A label alone is no proof (there are companies called Total): most of what names a row must be empty, or the row be the last."""
        filled = set(_filled_at(self._scan, index))
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


def _bare_totals(scan: Scan, dropped: dict[int, str]) -> dict[int, str]:
    """The last row, when nothing in it names it and every number in it is the sum of those above."""
    index = next((index for index in range(len(scan.rows) - 1, 0, -1) if index not in dropped), 0)
    filled = _filled_at(scan, index)
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
    numbers = [_number(value) for value in column.values]
    own = numbers[column.codes[index]]
    if own is None:
        return 0
    counts = column.counts - Counter(column.codes[other] for other in [index, *dropped])
    kept = [(number, counts[code]) for code, number in enumerate(numbers) if number is not None and counts[code]]
    total = fsum(number * count for number, count in kept)
    return sum(count for _, count in kept) if isclose(total, own, rel_tol=1e-9, abs_tol=1e-6) else 0


def _number(cell: Cell) -> float | None:
    if isinstance(cell, str):
        written = read_number(cell.strip()) if len(cell) <= _LONGEST_NUMBER else None
        return None if written is None else float(written.plain)
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _notes(scan: Scan, dropped: dict[int, str]) -> dict[int, str]:
    """Rows at the end with a cell or two of text, set off by a blank row, below a table of more columns than that."""
    size = len(scan.rows)
    names = [*scan.table.names, *[""] * (len(scan.columns) - len(scan.table.names))]
    filled_columns = [(column.evidence.filled, name) for column, name in zip(scan.columns, names, strict=False)]
    width = sum(1 for count, name in filled_columns if count >= 0.3 * size or (count and name))
    if width < 2 or size < 3:
        return {}
    notes: dict[int, str] = {}
    sparse_from = size
    for index in range(size - 1, max(1, size - _LAST_ROWS), -1):
        if index in dropped:
            continue
        filled = _filled_at(scan, index)
        is_key = len(filled) == 2 < width - 1 and _value(scan.columns[filled[0]], index).endswith(_KEY)
        if not is_key and (len(filled) > max(1, width // 4) or not any(isinstance(_cell(scan.columns[at], index), str) for at in filled)):
            break
        if not is_key and any(_repeats(scan.columns[at], index) for at in filled[1:]):
            break  # a short row of data, which says of what it names what other rows say too, such as a status
        sparse_from = index
    for index in range(sparse_from, size):
        if index in dropped:
            continue
        apart = scan.rows[index] - scan.rows[index - 1] > 1 or index - 1 in notes
        texts = [_value(scan.columns[at], index) for at in _filled_at(scan, index)]
        if (apart and width > 2) or any(
            len(text) > 25 or text[:1] in "*†¹(" or text.casefold().startswith(("note", "source", "quelle", "hinweis")) for text in texts
        ):
            notes[index] = NOTE
    return notes


def _page_titles(scan: Scan, repeated: dict[int, str]) -> dict[int, str]:
    """Rows right above a repeated header with a text alone, which say the same on each page but for its number, or what the title says."""
    titles = {_bare(title) for title in scan.table.titles}
    found: dict[str, list[int]] = {}
    for header in repeated:
        for index in range(header - 1, max(0, header - 1 - _PAGE_TITLES), -1):
            filled = _filled_at(scan, index)
            if len(filled) != 1 or index in repeated or len(scan.table.names) < 3:
                break
            text = _value(scan.columns[filled[0]], index)
            if not text or not isinstance(_cell(scan.columns[filled[0]], index), str):
                break
            found.setdefault(_bare(text), []).append(index)
    pages = [rows for text, rows in found.items() if text in titles or _PAGED.search(text) or len(rows) == len(repeated)]
    return {index: PAGE for rows in pages for index in rows}


def _bare(text: str) -> str:
    """A text without its numbers."""
    return " ".join(_DIGITS.sub("", text).casefold().split())


def _repeats(column: Column, index: int) -> bool:
    """Whether the value of a cell stands in other rows of its column too."""
    value = _value(column, index)
    return len(value) > 1 and value.casefold() not in PLACEHOLDERS and column.counts[column.codes[index]] > 1


def _cell(column: Column, index: int) -> object:
    return column.values[column.codes[index]]


def _repeated_headers(scan: Scan) -> dict[int, str]:
    if scan.table.header is None:
        return {}
    candidates: Counter[int] = Counter()
    looked_at = 0
    for column, header in zip(scan.columns, scan.table.names, strict=False):
        if not header:
            continue
        looked_at += 1
        code = next((code for value, code in column.coder.items() if isinstance(value, str) and " ".join(value.split()) == header), None)
        if code is not None:
            candidates.update(index for index, own in enumerate(column.codes) if own == code)
    return {index: REPEATED for index, count in candidates.items() if looked_at > 1 and count >= 0.8 * looked_at}
