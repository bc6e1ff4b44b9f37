"""Reads a version back: its columns, its rows as SQL that others build on, and what stands in quarantine."""

import json

from prodops_desktop.datasets.model import Column, QuarantinedRow
from prodops_desktop.workspace import Store

Stored = str | int | float | None


def parts_of(store: Store, version: int) -> list[int]:
    """The parts whose rows make up a version."""
    return [row[0] for row in store.db.execute("SELECT part FROM version_part WHERE version = ? ORDER BY id", (version,))]


def columns_of(store: Store, version: int) -> tuple[Column, ...]:
    """The columns of a version, in the order of the sheet."""
    return columns_of_part(store, store.db.execute("SELECT max(part) FROM version_part WHERE version = ?", (version,)).fetchone()[0])


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
    """A stored value as unambiguous text: ISO days, a decimal point, no thousands; empty for a missing one."""
    if value is None:
        return ""
    if column.type == "boolean":
        return "yes" if value else "no"
    if column.type == "money" and isinstance(value, int):
        return decimal_text(value, column.scale or 0)
    if column.type == "percent":
        return f"{value:g}%"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value).replace("T", " ") if column.type == "moment" else str(value)


def decimal_text(units: int, scale: int) -> str:
    """An integer of 10^-``scale`` as exact decimal text: (-1250, 2) is -12.50."""
    if scale == 0:
        return str(units)
    whole, fraction = divmod(abs(units), 10**scale)
    return f"{'-' if units < 0 else ''}{whole}.{fraction:0{scale}}"


def quarantine_of(store: Store, version: int) -> list[QuarantinedRow]:
    """The rows of a version's file that were not accepted, in the order of the file."""
    rows = store.db.execute(
        "SELECT q.* FROM quarantine q JOIN version_part p ON p.part = q.part WHERE p.version = ? ORDER BY q.part, q.row", (version,)
    )
    return [
        QuarantinedRow(row["sheet"], row["source_row"], tuple(json.loads(row["cells"])), tuple(json.loads(row["reasons"]))) for row in rows
    ]
