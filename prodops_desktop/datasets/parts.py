"""The immutable tables that imported rows lie in: made, filled in short steps, and dropped in short steps."""

from collections.abc import Callable, Iterator

from prodops_desktop.workspace import Store
from prodops_desktop.workspace.pacing import paced


def orphaned_parts(store: Store) -> list[int]:
    """Parts that no version holds now or can get back by undo or redo: what a killed or cancelled import left."""
    rows = store.db.execute(
        "SELECT id FROM part WHERE id NOT IN (SELECT part FROM version_part) "
        "AND id NOT IN (SELECT part FROM h_version_part WHERE part IS NOT NULL)"
    )
    return [row[0] for row in rows]


def orphaned_sources(store: Store) -> list[int]:
    """Files that no version came from, now or by undo or redo."""
    rows = store.db.execute(
        "SELECT id FROM source WHERE id NOT IN (SELECT source FROM version) "
        "AND id NOT IN (SELECT source FROM h_version WHERE source IS NOT NULL)"
    )
    return [row[0] for row in rows]


def drop_source(source: int) -> Callable[[Store], Iterator[None]]:
    """Steps for the writer that take an orphaned file with its bytes out again."""

    def steps(store: Store) -> Iterator[None]:
        if source in orphaned_sources(store):
            yield from _empty(store, "source_chunk", "position", f"source = {source}")
            store.db.execute("DELETE FROM source WHERE id = ?", (source,))

    return steps


def drop_part(part: int) -> Callable[[Store], Iterator[None]]:
    """Steps for the writer that empty and drop an orphaned part: dropping millions of rows at once would hold up edits for seconds."""

    def steps(store: Store) -> Iterator[None]:
        if part not in orphaned_parts(store):
            return  # it was published after all
        rows = f"part_{part}"
        if store.db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (rows,)).fetchone():
            yield from _empty(store, rows, "_row", "TRUE")
            store.db.execute(f"DROP TABLE {rows}")
            yield
        for table, key in (
            ("raw", "row"),
            ("quarantine", "row"),
            ("origin", "row"),
            ("spread", "number"),
            ("segment", "first_row"),
            ("part_column", "position"),
            ("feedback_place", "item"),
        ):
            yield from _empty(store, table, key, f"part = {part}")
        store.db.execute("DELETE FROM part WHERE id = ?", (part,))

    return steps


def _empty(store: Store, table: str, key: str, which: str) -> Iterator[None]:
    def delete(count: int) -> int:
        last = f"SELECT max({key}) FROM (SELECT {key} FROM {table} WHERE {which} ORDER BY {key} LIMIT ?)"
        return store.db.execute(f"DELETE FROM {table} WHERE {which} AND {key} <= ({last})", (count,)).rowcount

    for _ in paced(delete, 2000):
        yield
