"""Rows below a table that speak of it: notes, sources, and keys with their values."""

import re
from collections.abc import Sequence

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.missing import PLACEHOLDERS
from prodops_desktop.intake.row_cells import cell_at, filled_at, make_of, number_in, text_at
from prodops_desktop.intake.scanning import Scan

NOTE = "note"
_KEY = (":", "=")
_LAST_ROWS = 60
_LONG = 25
_NEAR = 2
"""Not more than one blank row may be above a row that belongs to the table all the same."""
_FEWEST_USUAL = 3
_PLAIN = re.compile(
    r"[*†‡¹²³].*|[(\[]\d{1,2}[)\]].*"
    r"|(?:notes?|sources?|quellen?|hinweise?|anmerkung(?:en)?|fuentes?|remarques?|notas?|fonti?|fonte|bron|källa|legende?) ?:.*",
    re.IGNORECASE | re.DOTALL,
)
"""Texts that speak of the table above them wherever they stand."""


def find_notes(scan: Scan, dropped: dict[int, str]) -> dict[int, str]:
    """Rows at the end with a cell or two of text, below a table of more columns than that.

    Without a blank row above them they are notes only where they plainly say so: else they are rows of which little is known yet.
    """
    width = _width(scan)
    if width < 2 or len(scan.rows) < 3:
        return {}
    last_rows = _sparse_rows(scan, dropped, width)
    notes: dict[int, str] = {}
    for index in last_rows:
        apart = scan.rows[index] - scan.rows[index - 1]
        goes_on = apart == 1 and index - 1 in notes and not _are_usual(scan, index, last_rows)
        if goes_on or _is_plain(scan, index, last_rows) or (apart > 1 and _is_note(scan, index, last_rows, width, apart)):
            notes[index] = NOTE
    return notes


def _is_plain(scan: Scan, index: int, last_rows: Sequence[int]) -> bool:
    """Whether a row plainly speaks of the table, and not as the values of a column do that begin with a sign or a number in brackets."""
    plain = [at for at in filled_at(scan, index) if _PLAIN.fullmatch(text_at(scan.columns[at], index))]
    return any(not _is_plain_column(scan.columns[at], last_rows) for at in plain)


def _is_plain_column(column: Column, last_rows: Sequence[int]) -> bool:
    """Whether most values of a column above the last rows begin as notes do."""
    last = {column.codes[row] for row in last_rows}
    values = [value for value, code in column.coder.items() if isinstance(value, str) and value.strip() and code not in last]
    return bool(values) and sum(_PLAIN.fullmatch(value.strip()) is not None for value in values) >= 0.5 * len(values)


def _are_usual(scan: Scan, index: int, last_rows: Sequence[int]) -> bool:
    """Whether all texts of a row look like the values of their columns."""
    return all(_is_usual(scan.columns[at], index, last_rows) for at in filled_at(scan, index))


def _is_note(scan: Scan, index: int, last_rows: Sequence[int], width: int, apart: int) -> bool:
    """Whether a row below a blank one is a note: far away, one of several, a key with its value, or unlike the values of its column."""
    places = filled_at(scan, index)
    texts = [text_at(scan.columns[at], index) for at in places]
    if width == 2 and max(map(len, texts)) <= _LONG:
        return False
    if apart > _NEAR or (len(places) > 1 and texts[0].endswith(_KEY)) or _goes_on_plainly(scan, index, last_rows):
        return True
    return not _are_usual(scan, index, last_rows)


def _goes_on_plainly(scan: Scan, index: int, last_rows: Sequence[int]) -> bool:
    """Whether one of the rows right below a row plainly speaks of the table."""
    for after in range(index + 1, len(scan.rows)):
        if after not in last_rows or scan.rows[after] - scan.rows[after - 1] > 1:
            return False
        if _is_plain(scan, after, last_rows):
            return True
    return False


def _width(scan: Scan) -> int:
    """How many columns the table has, those aside that are nearly empty and have no name."""
    names = [*scan.table.names, *[""] * (len(scan.columns) - len(scan.table.names))]
    counts = [(column.evidence.filled, name) for column, name in zip(scan.columns, names, strict=False)]
    return sum(1 for count, name in counts if count >= 0.3 * len(scan.rows) or (count and name))


def _sparse_rows(scan: Scan, dropped: dict[int, str], width: int) -> list[int]:
    """The rows at the end of a table that have little in them, or a key with its value."""
    size = len(scan.rows)
    found = []
    for index in range(size - 1, max(1, size - _LAST_ROWS), -1):
        if index in dropped:
            continue
        filled = filled_at(scan, index)
        is_key = _is_key(scan, index, filled, width)
        if not is_key and (len(filled) > max(1, width // 4) or not any(isinstance(cell_at(scan.columns[at], index), str) for at in filled)):
            break
        if not is_key and any(_repeats(scan.columns[at], index) for at in filled[1:]):
            break  # a short row of data, which says of what it names what other rows say too, such as a status
        found.append(index)
    return found[::-1]


def _is_key(scan: Scan, index: int, filled: Sequence[int], width: int) -> bool:
    """Whether a row is a key with its value, or with two of them where no other cell of the first column ends as a key does."""
    if not text_at(scan.columns[filled[0]], index).endswith(_KEY):
        return False
    if len(filled) >= width and all(_fits(scan.columns[at], index) for at in filled[1:]):
        return False
    if len(filled) == 2 < width - 1:
        return True
    keys = [text for text in scan.columns[filled[0]].coder if isinstance(text, str) and text.strip().endswith(_KEY)]
    return 2 <= len(filled) <= 3 and len(keys) <= 0.3 * len(scan.rows)


def _fits(column: Column, index: int) -> bool:
    """Whether a cell is a number in a column of numbers, or stands in one of others."""
    return column.evidence.numbers * 2 < column.evidence.filled or number_in(cell_at(column, index)) is not None


def _is_usual(column: Column, index: int, last_rows: Sequence[int]) -> bool:
    """Whether a text looks like the values of its column: made like most of them, or of a usual length where they are plain words."""
    text = text_at(column, index)
    last = {column.codes[row] for row in last_rows}
    values = [
        " ".join(value.split()) for value, code in column.coder.items() if isinstance(value, str) and value.strip() and code not in last
    ]
    if len(values) < _FEWEST_USUAL:
        return False
    made = make_of(text)
    if sum(make_of(value) == made for value in values) >= 0.5 * len(values):
        return True
    if any(sign.isdigit() for sign in text) or 2 * sum(any(sign.isdigit() for sign in value) for value in values) > len(values):
        return False
    lengths, words = sorted(map(len, values)), sorted(len(value.split()) for value in values)
    often = (len(values) - 1) * 9 // 10
    return lengths[0] <= len(text) <= lengths[often] and words[0] <= len(text.split()) <= words[often]


def _repeats(column: Column, index: int) -> bool:
    """Whether the value of a cell stands in other rows of its column too."""
    value = text_at(column, index)
    return len(value) > 1 and value.casefold() not in PLACEHOLDERS and column.counts[column.codes[index]] > 1
