"""Finds the rows of a workspace that name another one which is not there."""

from collections.abc import Iterator
from dataclasses import dataclass

from prodops_desktop.workspace import Store
from prodops_desktop.workspace.integrity import dangling_pointers
from prodops_desktop.workspace.tracking import TWIN, tracked_tables


@dataclass(frozen=True)
class Dangling:
    """A row of ``table`` that names one of ``other`` which is not there; ``row`` is None in a table without row numbers.

    ``columns`` are those that can be emptied instead; ``tracked`` says that the history would keep what the row was.
    """

    table: str
    row: int | None
    other: str
    columns: tuple[str, ...]
    tracked: bool
    other_row: int | None = None


def dangling_rows(store: Store) -> Iterator[Dangling]:
    """Every one of them: foreign keys first, then the columns that name a row of any table."""
    tracked = frozenset(tracked_tables(store.db))
    nullable: dict[tuple[str, int], tuple[str, ...]] = {}
    for table, row, other, key in store.db.execute("PRAGMA foreign_key_check").fetchall():
        if table.startswith(TWIN) and other == "change":
            continue  # see lost_images
        if (table, key) not in nullable:
            nullable[table, key] = _nullable_columns(store, table, key)
        yield Dangling(table, row, other, nullable[table, key], table in tracked)
    for table, row, other, other_row in dangling_pointers(store.db):
        yield Dangling(table, row, other, (), table in tracked, other_row)


def lost_images(store: Store) -> dict[str, int]:
    """For each tracked table how many images of rows belong to no step of the history, where there are any."""
    found = {}
    for table in tracked_tables(store.db):
        query = f"SELECT count(*) FROM {TWIN}{table} WHERE change NOT IN (SELECT id FROM change)"
        if lost := store.db.execute(query).fetchone()[0]:
            found[table] = int(lost)
    return found


def _nullable_columns(store: Store, table: str, key: int) -> tuple[str, ...]:
    """The columns of a foreign key; none where one of them can't be empty."""
    may_be_empty = {row["name"]: not row["notnull"] for row in store.db.execute(f"PRAGMA table_info({table})")}
    columns = tuple(row["from"] for row in store.db.execute(f"PRAGMA foreign_key_list({table})") if row["id"] == key)
    return columns if all(may_be_empty[column] for column in columns) else ()
