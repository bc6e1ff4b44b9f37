"""A sheet with a column of each type, many repeats and many empty cells, and the same questions answered in Python."""

import csv
import random
from functools import cmp_to_key
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from prodops_desktop.datasets.filters import Arrangement, Between, Contains, Missing, OneOf, Test
from prodops_desktop.datasets.grid import GridRow
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.reading import Stored, shown
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.workspace import Workspace
from tests.new_workspace import new_workspace

ROWS = 160
TEXTS = {
    "month": ["2026-01-01", "2026-02-01", "2026-10-01"],
    "account": ["Acme", "acme", "Émile", "émile", "Zeta 5", "100%"],
    "plan": ["Basic", "basic", "Pro", "under_score", "É", "é", "50%"],
    "seats": ["0", "-3", "4", "25", "1000"],
    "mrr": ["€12.50", "€-0.75", "€1002.50", "€4.00"],
    "growth": ["5%", "7.5%", "-7.5%", "0%"],
    "active": ["yes", "no"],
    "seen": ["2026-03-01 10:00:05", "2026-03-01 23:59:59", "2026-03-02 00:00:00", "2026-11-02 09:30:00"],
    "at": ["14:30:00", "14:30:59", "09:00:00"],
    "spent": ["26:30:00", "1:30:00", "0:00:07"],
    "weight": ["0.1", "2.25", "-1.5", "3.0"],
}
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def import_mixed(folder: Path) -> tuple[Workspace, int]:
    """The workspace and the version; only the month and the account of a row are never empty."""
    rng = random.Random(11)
    path = folder / "mixed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(TEXTS)
        for _ in range(ROWS):
            writer.writerow(
                "" if rng.random() < 0.2 and name not in {"month", "account"} else rng.choice(texts) for name, texts in TEXTS.items()
            )
    workspace = open_workspace(new_workspace(folder / "w.prodops"))
    return workspace, import_file(workspace, ImportRequest(path, kind="revenue")).version_id


def compared(column: Column, value: Stored) -> Stored:
    """The value as it is compared: upper and lower case are the same, of names in all letters, of texts in those of ASCII."""
    if isinstance(value, str):
        return value.strip().casefold() if column.type == "name" else value.translate(_LOWER) if column.type == "text" else value
    return value


def kept(columns: tuple[Column, ...], rows: list[GridRow], wanted: Arrangement) -> list[GridRow]:
    """The rows that pass, in their order."""
    places = {column.position: place for place, column in enumerate(columns)}

    def passes(row: GridRow) -> bool:
        found = not wanted.find or any(_contains(column, value, wanted.find) for column, value in zip(columns, row.values, strict=True))
        return found and all(_holds(columns[places[one.position]], row.values[places[one.position]], one.test) for one in wanted.filters)

    keys = [(position, descending, False) for position, descending in wanted.keys]
    if wanted.group is not None:
        keys.insert(0, (wanted.group, False, True))

    def order(one: GridRow, other: GridRow) -> int:
        for position, descending, by_day in keys:
            column = columns[places[position]]
            a, b = (group_value(column, row.values[places[position]], by_day=by_day) for row in (one, other))
            if a != b:
                if a is None or b is None:
                    return 1 if a is None else -1
                return (1 if a > b else -1) * (-1 if descending else 1)  # type: ignore[operator]  # a column holds values of one type
        return 0

    return sorted((row for row in rows if passes(row)), key=cmp_to_key(order))


def group_value(column: Column, value: Stored, *, by_day: bool) -> Stored:
    """What makes rows one group."""
    return value[:10] if by_day and column.type == "moment" and isinstance(value, str) else compared(column, value)


def _holds(column: Column, value: Stored, test: Test) -> bool:
    match test:
        case Missing(wanted):
            return (value is None) == wanted
        case Contains(text, wanted):
            return not text or _contains(column, value, text) == wanted
        case Between(low, high):
            if low is None and high is None:
                return True
            own = compared(column, value)
            if own is None:
                return False
            above = low is None or own >= compared(column, low)  # type: ignore[operator]  # a column holds values of one type
            timely = column.type in {"day", "moment", "time"}
            return above and (high is None or own <= compared(column, high) or (timely and str(own).startswith(str(high))))  # type: ignore[operator]
        case OneOf(values):
            return compared(column, value) in {compared(column, one) for one in values}


def _contains(column: Column, value: Stored, text: str) -> bool:
    if value is None:
        return False
    if column.type == "name":
        return text.casefold() in str(value).casefold()
    own = repr(value) if column.type == "number" else shown(column, value)
    if not text.isascii():
        return text.casefold() in own.casefold()
    return text.translate(_LOWER) in own.translate(_LOWER)
