"""What follows from cleared rows: figures of columns, names that nobody uses, kept files, the index of words, and views."""

from collections.abc import Callable, Iterator, Sequence

from prodops_desktop.datasets.erasing import columns
from prodops_desktop.datasets.erasing.matching import words
from prodops_desktop.datasets.erasing.quiet import day_of, unseen, warn
from prodops_desktop.datasets.figures import Figures, keep_figures
from prodops_desktop.datasets.views import PREFIX, rebuild_views
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.pacing import paced

COPY_ERASED = "The kept copy of"
"""How the warning of a version begins that says that its file is no longer kept."""
Steps = Callable[[Store], Iterator[None]]
_NAMES_USED = (
    ("feedback_item", "account"),
    ("feedback_item", "feature"),
    ("feedback_triage", "account"),
    ("h_feedback_triage", "account"),
)
"""The columns of tables that hold ids of names."""


def set_figures(part: int, figures: Sequence[Figures]) -> Steps:
    """Steps that keep what was counted anew."""

    def steps(store: Store) -> Iterator[None]:
        keep_figures(store, part, figures)
        yield

    return steps


def parts_naming(store: Store, names: list[int]) -> list[int]:
    """The parts that have cells of these names."""
    listed = ", ".join(map(str, names))
    return [part for part, column in _name_columns(store) if names and _has(store, f"part_{part}", column, listed)]


def unused(store: Store, names: list[int]) -> list[int]:
    """Those of these names of which nobody speaks."""
    left = set(names)
    where = [*_NAMES_USED, *((f"part_{part}", column) for part, column in _name_columns(store))]
    for table, column in where:
        if left:
            listed = ", ".join(map(str, sorted(left)))
            left -= {row[0] for row in store.db.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IN ({listed})")}
    return sorted(left)


def drop_names(names: list[int]) -> Steps:
    """Steps that take names out, unless somebody has begun to use one."""
    kept = " AND ".join(f"id NOT IN (SELECT {column} FROM {table} WHERE {column} IS NOT NULL)" for table, column in _NAMES_USED)

    def steps(store: Store) -> Iterator[None]:
        for name in names:
            store.db.execute(f"DELETE FROM name WHERE id = ? AND {kept}", (name,))
            yield

    return steps


def _name_columns(store: Store) -> list[tuple[int, str]]:
    there = set(columns.parts(store.db))
    found = store.db.execute("SELECT part, position FROM part_column WHERE type = 'name'").fetchall()
    return [(part, f"c{position}") for part, position in found if part in there]


def _has(store: Store, table: str, column: str, listed: str) -> bool:
    return store.db.execute(f"SELECT 1 FROM {table} WHERE {column} IN ({listed}) LIMIT 1").fetchone() is not None


def drop_file(change: int, source: int) -> Steps:
    """Steps that take the bytes of a kept file out, and let its versions say so."""

    def steps(store: Store) -> Iterator[None]:
        name = store.db.execute("SELECT name FROM source WHERE id = ?", (source,)).fetchone()[0]
        sentence = f"{COPY_ERASED} {name} was erased on {day_of(store, change)}, because it held what was erased."
        with unseen(store, change):
            for version in store.db.execute("SELECT id FROM version WHERE source = ?", (source,)).fetchall():
                if _is_kept(store, source):
                    warn(store, version[0], sentence)
        yield

        def drop(_: int) -> int:
            chunks = "SELECT position FROM source_chunk WHERE source = ?1 ORDER BY position LIMIT 8"
            return store.db.execute(f"DELETE FROM source_chunk WHERE source = ?1 AND position IN ({chunks})", (source,)).rowcount

        for _ in paced(drop):
            yield

    return steps


def _is_kept(store: Store, source: int) -> bool:
    return _has(store, "source_chunk", "source", str(source))


def indexed_words(store: Store, items: list[int]) -> dict[int, str]:
    """The words that the index has of items, whatever they were learned from."""
    vocabulary = "temp.erased_words"
    store.db.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {vocabulary} USING fts5vocab(main, feedback_search, instance)")
    found: dict[int, list[str]] = {}
    try:
        listed = ", ".join(map(str, items))
        for term, item in store.db.execute(f"SELECT term, doc FROM {vocabulary} WHERE doc IN ({listed})"):
            found.setdefault(item, []).append(term)
    finally:
        store.db.execute(f"DROP TABLE {vocabulary}")
    return {item: " ".join(dict.fromkeys(terms)) for item, terms in found.items()}


def forget_indexed(known: dict[int, str]) -> Steps:
    """Steps that take words out of the index, and put in again what is left of them, and then leave nothing of them in its pages."""

    def steps(store: Store) -> Iterator[None]:
        for item, before in known.items():
            store.db.execute("INSERT INTO feedback_search (feedback_search, rowid, words) VALUES ('delete', ?, ?)", (item, before))
            left = store.db.execute("SELECT title, text FROM feedback_item WHERE id = ? AND kind <> 'typed'", (item,)).fetchone()
            if left is not None:
                said = " ".join(word for text in left if text for word in words(text))
                store.db.execute("INSERT INTO feedback_search (rowid, words) VALUES (?, ?)", (item, said))
            yield
        first = True

        def merge(pages: int) -> int:
            nonlocal first
            before = store.db.total_changes
            asked = pages // 8 * (-1 if first else 1)  # the first one lays all there is out to be merged
            first = False
            store.db.execute("INSERT INTO feedback_search (feedback_search, rank) VALUES ('merge', ?)", (asked,))
            return int(store.db.total_changes - before >= 2)

        for _ in paced(merge, first=128):
            yield

    return steps


def make_views(store: Store) -> Iterator[None]:
    """Make the views of the datasets anew: their names and columns may have held something."""
    query = f"SELECT name FROM sqlite_master WHERE type = 'view' AND name GLOB '{PREFIX}*'"
    for (name,) in store.db.execute(query).fetchall():
        store.db.execute(f'DROP VIEW "{name}"')
    rebuild_views(store.db, frozenset({"dataset"}))
    yield
