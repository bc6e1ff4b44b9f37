"""What the columns of a version look like at a glance: the shape of their values, from a sample where there are very many."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import source_sql
from prodops_desktop.workspace import Store

BINS = 12
_SAMPLE = 40_000
"""About how many rows are looked at; a shape of twelve bars does not change with more."""


@dataclass(frozen=True)
class Profile:
    """The shape of a column: ``bins`` counts values in equal steps from smallest to largest, or the commonest texts first.

    ``decimals`` is how many places its numbers need, so that they can be written alike; None for what is no number.
    """

    position: int
    filled: int
    rows: int
    distinct: int | None
    bins: tuple[int, ...]
    decimals: int | None = None

    @property
    def share(self) -> float:
        """How much of the column is filled, from 0 to 1; an empty version is complete."""
        return self.filled / self.rows if self.rows else 1.0


def profiles(store: Store, version: int, columns: tuple[Column, ...], rows: int) -> dict[int, Profile]:
    """The profile of each column by its position; ``rows`` is how many rows the version has."""
    step = max(1, rows // _SAMPLE)

    def profile(sample: str, column: Column) -> Profile:
        distinct = _distinct(store, sample, column) if column.distinct is None and step == 1 else column.distinct
        return Profile(column.position, column.filled, rows, distinct, _bins(store, sample, column), _decimals(store, sample, column))

    with _sample(store, version, columns, step) as sample:
        return {column.position: profile(sample, column) for column in columns}


@contextmanager
def _sample(store: Store, version: int, columns: tuple[Column, ...], step: int) -> Iterator[str]:
    """Every ``step``-th row in a temporary table: one walk over the rows, however many questions are asked of them."""
    names = ", ".join(column.sql for column in columns)
    table = "temp.profile_sample"
    store.db.execute(f"DROP TABLE IF EXISTS {table}")
    store.db.execute(f"CREATE TEMP TABLE profile_sample AS SELECT {names} FROM {source_sql(store, version)} WHERE _row % {step} = 0")
    try:
        yield table
    finally:
        store.db.execute(f"DROP TABLE {table}")


def _distinct(store: Store, sample: str, column: Column) -> int:
    return int(store.db.execute(f"SELECT count(DISTINCT {column.sql}) FROM {sample}").fetchone()[0])


def _bins(store: Store, sample: str, column: Column) -> tuple[int, ...]:
    if column.filled == 0:
        return ()
    return _commonest(store, sample, column) if column.type in {"text", "name", "boolean"} else _steps(store, sample, column)


def _commonest(store: Store, sample: str, column: Column) -> tuple[int, ...]:
    rows = store.db.execute(
        f"SELECT count(*) FROM {sample} WHERE {column.sql} IS NOT NULL GROUP BY {column.sql} ORDER BY 1 DESC LIMIT {BINS}"
    )
    return tuple(row[0] for row in rows)


def _steps(store: Store, sample: str, column: Column) -> tuple[int, ...]:
    value = f"julianday({column.sql})" if column.is_time or column.type == "time" else f"CAST({column.sql} AS REAL)"
    low, high = store.db.execute(f"SELECT min({value}), max({value}) FROM {sample}").fetchone()
    if low is None or high is None:
        return ()
    if low == high:
        return (column.filled,)
    counts = [0] * BINS
    for place, count in store.db.execute(
        f"SELECT min({BINS - 1}, CAST(({value} - ?) * {BINS} / (? - ?) AS INTEGER)), count(*) FROM {sample} WHERE "
        f"{value} IS NOT NULL GROUP BY 1",
        (low, high, low),
    ):
        counts[place] += count
    return tuple(counts)


def _decimals(store: Store, sample: str, column: Column) -> int | None:
    """The fewest places that write every number of the sample exactly; two, or four below one, where none do."""
    if not column.is_number or not column.filled or column.type == "duration":
        return None
    if column.type == "money":
        units = 10 ** (column.scale or 0)
        uneven = store.db.execute(f"SELECT 1 FROM {sample} WHERE {column.sql} % {units} <> 0 LIMIT 1").fetchone()
        return (column.scale or 0) if uneven else 0
    for places in range(5):
        uneven = f"abs({column.sql} - round({column.sql}, {places})) > 1e-9"
        if store.db.execute(f"SELECT 1 FROM {sample} WHERE {uneven} LIMIT 1").fetchone() is None:
            return places
    largest = store.db.execute(f"SELECT max(abs({column.sql})) FROM {sample}").fetchone()[0]
    return 2 if largest is None or largest >= 1 else 4
