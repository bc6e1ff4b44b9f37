"""Rows of a table that are no data: totals and subtotals, notes below it, its header repeated."""

import re
from collections import Counter

from prodops_desktop.intake.missing import PLACEHOLDERS
from prodops_desktop.intake.readers.model import raw_text
from prodops_desktop.intake.scanning import Column, Scan

_TOTAL = re.compile(
    r"(?:grand |sub[- ]?|overall )?totals?|sum|(?:zwischen|gesamt|end)?summe|gesamt|insgesamt|totaal"
    r"|(?:sous[- ])?total g[eé]n[eé]ral|sous[- ]total|somme|suma|subtotal",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(
    r"(?:grand |sub[- ]?)?total\b.{0,60}|.{1,60} (?:sub)?total|(?:zwischen|gesamt)?summe\b.{0,60}|(?:sous[- ])?total\b.{0,60}",
    re.IGNORECASE,
)
_LABEL_COLUMNS = 4
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
    dropped.update(_totals(scan))
    dropped.update(_notes(scan, dropped))
    return dropped


def _filled_at(scan: Scan, index: int) -> list[int]:
    return [at for at, column in enumerate(scan.columns) if column.codes[index] != column.coder.get("", -1)]


def _value(column: Column, index: int) -> str:
    return raw_text(column.values[column.codes[index]]).strip()


def _totals(scan: Scan) -> dict[int, str]:
    labels = [at for at, column in enumerate(scan.columns) if column.evidence.word_cells][:_LABEL_COLUMNS]
    size = len(scan.rows)
    enough = (0.8 if size >= 20 else 0.6) * size  # in a short table the total and the notes weigh more
    dense = {at for at, column in enumerate(scan.columns) if column.evidence.filled >= enough}
    naming = {at for at in dense if scan.columns[at].evidence.numbers * 2 < scan.columns[at].evidence.filled}
    found: dict[int, str] = {}
    for at in labels:
        column = scan.columns[at]
        texts = ((code, value.strip()) for value, code in column.coder.items() if isinstance(value, str) and len(value) < 80)
        wanted = {code: text for code, text in texts if _names_a_total(text)}
        if not wanted or len(wanted) > 0.2 * len(column.coder) + 2:
            continue
        for index, code in enumerate(column.codes):
            if code in wanted and _is_total(scan, index, at, wanted[code], dense, naming):
                found[index] = "total row"
    return found


def _names_a_total(text: str) -> bool:
    folded = text.casefold()
    if "tot" not in folded and "sum" not in folded and "somm" not in folded and "gesamt" not in folded:
        return False
    bare = text.strip(" :*")
    return _TOTAL_OF.fullmatch(bare) is not None or _TOTAL.fullmatch(bare) is not None


def _is_total(scan: Scan, index: int, at: int, label: str, dense: set[int], naming: set[int]) -> bool:
    """A label alone is no proof (there are companies called Total): most of what names a row must be empty, or the row be the last."""
    filled = set(_filled_at(scan, index))
    if len(naming - {at}) > 0 and len(filled & (naming - {at})) <= 0.4 * len(naming - {at}):
        return True
    if len(filled & (dense - {at})) <= 0.5 * len(dense - {at}) and len(dense) > 2:
        return True
    exact = _TOTAL.fullmatch(label.strip(" :*")) is not None
    return not naming - {at} and (exact or (len(filled) > 1 and index == len(scan.rows) - 1))


def _notes(scan: Scan, dropped: dict[int, str]) -> dict[int, str]:
    """Rows at the end with a cell or two of text, set off by a blank row, below a table of more columns than that."""
    size = len(scan.rows)
    width = sum(1 for column in scan.columns if column.evidence.filled >= 0.3 * size)
    if width < 3 or size < 3:
        return {}
    notes: dict[int, str] = {}
    sparse_from = size
    for index in range(size - 1, max(1, size - _LAST_ROWS), -1):
        if index in dropped:
            continue
        filled = _filled_at(scan, index)
        if len(filled) > max(1, width // 4) or not any(isinstance(_cell(scan.columns[at], index), str) for at in filled):
            break
        if any(_repeats(scan.columns[at], index) for at in filled[1:]):
            break  # a short row of data, which says of what it names what other rows say too, such as a status
        sparse_from = index
    for index in range(sparse_from, size):
        if index in dropped:
            continue
        apart = scan.rows[index] - scan.rows[index - 1] > 1 or index - 1 in notes
        texts = [_value(scan.columns[at], index) for at in _filled_at(scan, index)]
        if apart or any(
            len(text) > 25 or text[:1] in "*†¹(" or text.casefold().startswith(("note", "source", "quelle", "hinweis")) for text in texts
        ):
            notes[index] = "note"
    return notes


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
    return {index: "repeated header" for index, count in candidates.items() if looked_at > 1 and count >= 0.8 * looked_at}
