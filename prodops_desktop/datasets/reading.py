"""Reads a version back: its columns, and its rows as SQL that others build on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from prodops_desktop.datasets.model import Column
from prodops_desktop.workspace import Store

Stored = str | int | float | None


@dataclass(frozen=True)
class Condition:
    """A predicate over the columns of ``source_sql``, as SQL with its parameters."""

    sql: str
    params: tuple[Stored, ...] = ()


def parts_of(store: Store, version: int) -> list[int]:
    """The parts whose rows make up a version."""
    return [row[0] for row in store.db.execute("SELECT part FROM version_part WHERE version = ? ORDER BY id", (version,))]


def released_parts(store: Store, version: int) -> dict[int, int]:
    """The parts of a version with rows that were released from quarantine, each with the part that they stood aside of."""
    query = "SELECT p.id, p.released_from FROM version_part v JOIN part p ON p.id = v.part WHERE v.version = ? AND p.released_from > 0"
    return {row[0]: row[1] for row in store.db.execute(f"{query} ORDER BY 1", (version,))}


def columns_of(store: Store, version: int) -> tuple[Column, ...]:
    """The columns of a version, in the order of the sheet. With released rows it is not known how many of their values are distinct."""
    released = released_parts(store, version)
    imported = max((part for part in parts_of(store, version) if part not in released), default=None)
    columns = columns_of_part(store, imported)
    for part in released:
        columns = tuple(_with(one, more) for one, more in zip(columns, columns_of_part(store, part), strict=True))
    return columns


def _with(column: Column, more: Column) -> Column:
    """A column with the values of the same one in another part."""
    low = _first(min, column, column.minimum, more.minimum)
    high = _first(max, column, column.maximum, more.maximum)
    return replace(column, filled=column.filled + more.filled, distinct=None, minimum=low, maximum=high)


def _first(choose: Callable[..., str], column: Column, one: str | None, other: str | None) -> str | None:
    """The lower or the higher of two values as they are written down."""
    if one is None or other is None:
        return other if one is None else one
    return choose(one, other, key=float) if column.is_number else choose(one, other)


def columns_of_part(store: Store, part: int | None) -> tuple[Column, ...]:
    """The columns of a part, which need not belong to a version yet."""
    rows = store.db.execute("SELECT * FROM part_column WHERE part = ? ORDER BY position", (part,))
    return tuple(
        Column(
            **{key: row[key] for key in Column.__dataclass_fields__ if key != "distinct"},
            distinct=row["distinct_values"],
        )
        for row in rows
    )


def source_sql(store: Store, version: int) -> str:
    """A bracketed SELECT of ``_part, _row, c1 … cn`` with the live rows of a version, to stand behind FROM.

    Name cells are ids in the table ``name``. A row is gone when it is dead in the version or in one that it descends from.
    """
    names = ", ".join(column.sql for column in columns_of(store, version))
    selects = []
    for part in parts_of(store, version):
        dead = _dead_rows(store, version, part)
        where = f" WHERE _row NOT IN ({dead})" if dead else ""
        selects.append(f"SELECT {part} AS _part, _row, {names} FROM part_{part}{where}")
    return f"({' UNION ALL '.join(selects)})"


def _dead_rows(store: Store, version: int, part: int) -> str:
    """SQL for the rows of ``part`` that are dead in ``version``; empty when there is none."""
    if store.db.execute("SELECT 1 FROM dead WHERE part = ? LIMIT 1", (part,)).fetchone() is None:
        return ""
    lineage = (
        f"WITH RECURSIVE lineage (id) AS (SELECT {version} UNION SELECT v.parent FROM version v JOIN lineage l ON v.id = l.id "
        "WHERE v.parent IS NOT NULL) SELECT id FROM lineage"
    )
    return f"SELECT row FROM dead WHERE part = {part} AND version IN ({lineage})"


def shown(column: Column, value: Stored) -> str:
    """A stored value as unambiguous text: ISO days, a decimal point, no thousands, 26:30:00 for a duration; empty for a missing one."""
    if value is None:
        return ""
    if column.type == "boolean":
        return "yes" if value else "no"
    if column.type == "money" and isinstance(value, int):
        return decimal_text(value, column.scale or 0)
    if column.type == "duration" and isinstance(value, int):
        from prodops_desktop.intake.readers.model import raw_text  # no figure needs it

        return raw_text(timedelta(milliseconds=value))
    if isinstance(value, float):
        return repr(value).removesuffix(".0") + ("%" if column.type == "percent" else "")
    return str(value).replace("T", " ") if column.type == "moment" else str(value)


def decimal_text(units: int, scale: int) -> str:
    """An integer of 10^-``scale`` as exact decimal text: (-1250, 2) is -12.50."""
    if scale == 0:
        return str(units)
    whole, fraction = divmod(abs(units), 10**scale)
    return f"{'-' if units < 0 else ''}{whole}.{fraction:0{scale}}"
