"""Writes a row of a tracked table from named values; a value that stays as it was leaves no trace in the history."""

from collections.abc import Mapping

from prodops_desktop.workspace.store import Store

Value = str | int | float | None


def insert(store: Store, table: str, values: Mapping[str, Value]) -> int:
    """Add a row and return its id."""
    marks = ", ".join(f":{name}" for name in values)
    cursor = store.db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", dict(values))
    return int(cursor.lastrowid or 0)


def update(store: Store, table: str, row: int, values: Mapping[str, Value]) -> bool:
    """Give a row those of ``values`` that differ from what it holds; whether there were any."""
    before = store.db.execute(f"SELECT * FROM {table} WHERE id = ?", (row,)).fetchone()
    changed = {name: value for name, value in values.items() if before[name] != value}
    if changed:
        settings = ", ".join(f"{name} = :{name}" for name in changed)
        store.db.execute(f"UPDATE {table} SET {settings} WHERE id = :row_id", {**changed, "row_id": row})
    return bool(changed)
