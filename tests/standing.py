"""What stands in a workspace, as SQLite quotes each column: what a crash, an undo or a restore must leave exactly so."""

from collections import Counter

from prodops_desktop.workspace import Store
from prodops_desktop.workspace.tracking import TWIN, tracked_tables

Rows = list[tuple[str, ...]]
Standing = dict[str, Rows]
"""The rows of each table and view, in order."""

_OF_PART = ("part_column", "segment", "spread", "origin", "raw", "quarantine")
_PARTS = "SELECT part FROM version_part UNION SELECT part FROM h_version_part WHERE part IS NOT NULL"
_SOURCES = "SELECT source FROM version UNION SELECT source FROM h_version WHERE source IS NOT NULL"
_HISTORY = ("barrier", "change", "change_table")
_INNER = "feedback_stale"
"""A view that is no list of anything: triggers write into it."""


def decided(store: Store) -> Standing:
    """All that an operator sees and decides: every tracked table and every view."""
    return _read(store, dict.fromkeys((*tracked_tables(store.db), *_views(store)), "TRUE"))


def standing(store: Store) -> Standing:
    """That, the history, and every version that is there or can be got back; not what an import that never ended has left inside."""
    tracked = tracked_tables(store.db)
    whole = (*tracked, *_views(store), *(TWIN + name for name in tracked), *_HISTORY)
    which = dict.fromkeys((*whole, *(f"part_{row[0]}" for row in store.db.execute(_PARTS))), "TRUE")
    which |= dict.fromkeys(_OF_PART, f"part IN ({_PARTS})")
    which |= {"part": f"id IN ({_PARTS})", "source": f"id IN ({_SOURCES})", "source_chunk": f"source IN ({_SOURCES})"}
    return _read(store, which)


def differences(one: Standing, other: Standing) -> list[str]:
    """What differs between the two, a line each; for a person who reads why a test failed."""
    found = []
    for name in sorted(one.keys() | other.keys()):
        mine, theirs = Counter(one.get(name, [])), Counter(other.get(name, []))
        found += [f"- {name} {row}" for row in mine - theirs] + [f"+ {name} {row}" for row in theirs - mine]
    return found


def _views(store: Store) -> list[str]:
    return [row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'view' AND name <> ?", (_INNER,))]


def _read(store: Store, which: dict[str, str]) -> Standing:
    quoted = dict(
        store.db.execute(
            "SELECT m.name, group_concat('quote(\"' || replace(c.name, '\"', '\"\"') || '\")') "
            "FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type IN ('table', 'view') GROUP BY m.name"
        ).fetchall()
    )
    return {
        name: sorted(tuple(row) for row in store.db.execute(f'SELECT {quoted[name]} FROM "{name}" WHERE {condition}'))
        for name, condition in which.items()
    }
