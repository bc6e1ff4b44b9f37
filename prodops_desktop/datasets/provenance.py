"""From a stored row or cell back to the file, sheet and cell that it came from."""

from prodops_desktop.datasets.model import Origin
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.store import find_version
from prodops_desktop.workspace import Store


def trace(store: Store, version: int, part: int, row: int, position: int | None = None) -> Origin:
    """Where a stored row stands in its file; with ``position``, which cell, and the text there if it was changed on the way in."""
    found = find_version(store, version)
    sheet, source_row = source_place(store, part, row)
    cell = raw = reason = None
    if position is not None:
        column = next(column for column in columns_of(store, version) if column.position == position)
        cell = f"{letters(column.source_column)}{source_row}"
        kept = store.db.execute(
            "SELECT text, reason FROM raw WHERE part = ? AND row = ? AND position = ?", (part, row, position)
        ).fetchone()
        if kept:
            raw, reason = kept["text"], kept["reason"]
    return Origin(found.file, found.sha256, sheet, source_row, cell, raw, reason, found.imported_at)


def source_place(store: Store, part: int, row: int) -> tuple[str, int]:
    """The sheet and the 1-based row in it of a stored row."""
    segment = store.db.execute(
        "SELECT sheet, shift FROM segment WHERE part = ? AND first_row <= ? ORDER BY first_row DESC LIMIT 1", (part, row)
    ).fetchone()
    return segment["sheet"], row - segment["shift"]


def letters(column: int) -> str:
    """The letters of a 1-based column: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, digit = divmod(column - 1, 26)
        text = chr(ord("A") + digit) + text
    return text
