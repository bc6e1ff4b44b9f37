"""What is said of columns of periods before they become rows."""

from collections.abc import Collection, Sequence
from typing import Any

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.combining import names_of_spread
from prodops_desktop.intake.readers.model import Cell, raw_text
from prodops_desktop.intake.scanning import Scan


def wide_of(scan: Scan, dropped: Collection[int]) -> dict[str, Any] | None:
    """The columns of periods of a table that could become rows, and how many rows would come of them; None when there are none."""
    wide = scan.table.wide
    if wide is None:
        return None
    columns = [scan.columns[at] for at in wide.columns]
    filled = sum({id(column.evidence): column.evidence.filled for column in columns}.values())
    filled -= sum(not _is_blank(column.values[column.codes[index]]) for column in columns if column.coded for index in dropped)
    if not filled:
        return None
    headers = [raw_text(header) for header in wide.headers]
    names = names_of_spread(scan)
    return {
        "headers": headers,
        "first": headers[0],
        "last": headers[-1],
        "count": len(headers),
        "header": names[0],
        "value": names[1],
        "rows": filled + _without_a_period(columns, dropped),
    }


def _without_a_period(columns: Sequence[Column], dropped: Collection[int]) -> int:
    """How many rows have nothing in all columns of periods: each of them becomes one row all the same."""
    if not columns[0].coded:
        return 0
    rows: Collection[int] = [index for index in range(len(columns[0].codes)) if index not in dropped]
    for column in columns:
        blanks = {code for code, value in enumerate(column.values) if _is_blank(value)}
        rows = [index for index in rows if column.codes[index] in blanks] if blanks else ()
    return len(rows)


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()
