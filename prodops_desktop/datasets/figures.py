"""Counts the values of the columns of a part: how many there are, how many different ones, the lowest and the highest."""

from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored, columns_of_part
from prodops_desktop.intake.recorded import raw_from
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class Figures:
    """The figures of one column, as the import writes them down."""

    position: int
    filled: int
    distinct: int | None
    minimum: str | None
    maximum: str | None


def figures_of(store: Store, part: int) -> list[Figures]:
    """Count those of a part anew."""
    found = []
    for column in columns_of_part(store, part):
        query = f"SELECT count({column.sql}), count(DISTINCT {column.sql}), min({column.sql}), max({column.sql}) FROM part_{part}"
        filled, distinct, low, high = store.db.execute(query).fetchone()
        ends = (None, None) if column.type in ("text", "name") else (_plain(column, low), _plain(column, high))
        found.append(Figures(column.position, filled, None if column.distinct is None else distinct, *ends))
    return found


def keep_figures(store: Store, part: int, figures: Sequence[Figures]) -> None:
    """Write down what :func:`figures_of` found."""
    update = "UPDATE part_column SET filled = ?, distinct_values = ?, minimum = ?, maximum = ? WHERE part = ? AND position = ?"
    store.db.executemany(update, [(one.filled, one.distinct, one.minimum, one.maximum, part, one.position) for one in figures])


def _plain(column: Column, value: Stored) -> str | None:
    """A lowest or highest value as the import wrote it."""
    if value is None:
        return None
    return raw_from(column.type, column.scale, None, value) if column.type in ("integer", "number", "money") else str(value)
