"""Looks whether what is stored of imports is whole: tables and datasets that belong together, and counts that add up."""

from collections.abc import Iterator
from itertools import combinations

from prodops_desktop.datasets.parts import orphaned_parts
from prodops_desktop.datasets.problems import Problem
from prodops_desktop.datasets.reading import columns_of_part, parts_of, released_parts
from prodops_desktop.workspace import Store


def part_problems(store: Store) -> Iterator[Problem]:
    """Tables of imported rows that are missing, that nobody knows, or that hold other rows and columns than they should."""
    tables = {row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'part_[0-9]*'")}
    known = {f"part_{row['id']}": row for row in store.db.execute("SELECT * FROM part")}
    swept = set(orphaned_parts(store))  # of an import that is under way, or was killed and is swept away on opening
    for name in sorted(tables - known.keys()):
        yield Problem("table", name, "It holds imported rows of which no version knows.")
    for name, part in sorted(known.items()):
        if part["id"] in swept:
            continue
        if name not in tables:
            yield Problem("table", name, "The rows of an import are missing.")
        elif not part["published"]:
            yield Problem("table", name, "A version holds the rows of an import that did not end.")
        else:
            yield from _content_problems(store, name, part["id"], part["rows"])


def _content_problems(store: Store, name: str, part: int, rows: int) -> Iterator[Problem]:
    found = store.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
    if found != rows:
        yield Problem("count", name, f"It should hold {rows} rows and holds {found}.")
    there = [row["name"] for row in store.db.execute(f"PRAGMA table_info({name})")]
    described = ["_row", *(column.sql for column in columns_of_part(store, part))]
    if there != described:
        yield Problem("count", name, f"{len(described) - 1} columns of it are described, and it has {len(there) - 1}.")
    if store.db.execute("SELECT 1 FROM segment WHERE part = ?", (part,)).fetchone() is None:
        yield Problem("count", name, "Nothing says from which sheet its rows came.")


def version_problems(store: Store) -> Iterator[Problem]:
    """Versions whose counts do not add up, and datasets without a version."""
    query = """
        SELECT v.*, d.name AS dataset_name,
            (SELECT count(*) FROM quarantine q JOIN version_part p ON p.part = q.part LEFT JOIN quarantine_ruling r
                ON r.part = q.part AND r.row = q.row WHERE p.version = v.id AND r.id IS NULL) AS held,
            (SELECT count(*) FROM quarantine_ruling r JOIN version_part p ON p.part = r.part
                WHERE p.version = v.id AND r.ruling = 'dismissed') AS dismissed
        FROM version v JOIN dataset d ON d.id = v.dataset ORDER BY d.name, v.number
    """
    for row in store.db.execute(query).fetchall():
        where = f"{row['dataset_name']}, version {row['number']}"
        if row["rows_read"] != row["rows_accepted"] + row["rows_quarantined"] + row["rows_dropped"]:
            yield Problem("count", where, "Rows read are not the sum of rows accepted, quarantined and dropped.")
        if row["held"] != row["rows_quarantined"]:
            yield Problem("count", where, f"{row['rows_quarantined']} rows should stand in quarantine, and {row['held']} do.")
        if row["dismissed"] > row["rows_dropped"]:
            yield Problem("count", where, f"{row['rows_dropped']} rows were dropped, and {row['dismissed']} dismissed from quarantine.")
        yield from _released_problems(store, where, row["id"])
        live = _live_rows(store, row["id"])
        if live is None:
            yield Problem("table", where, "It has no rows stored.")
        elif live != row["rows_accepted"]:
            yield Problem("count", where, f"{row['rows_accepted']} rows were accepted, and {live} are stored.")
    for row in store.db.execute("SELECT name FROM dataset WHERE id NOT IN (SELECT dataset FROM version) ORDER BY name"):
        yield Problem("table", row["name"], "The dataset has no version.")


def _released_problems(store: Store, where: str, version: int) -> Iterator[Problem]:
    """Rows that were released from quarantine and stand nowhere, or twice."""
    released = released_parts(store, version)
    tables = {row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    lost = twice = 0
    for of in parts_of(store, version):
        own = [part for part, origin in released.items() if origin == of]
        if not {f"part_{part}" for part in (of, *own)} <= tables:
            continue  # that its rows are missing is told of the part
        nowhere = "".join(f" AND row NOT IN (SELECT _row FROM part_{part})" for part in own)
        query = f"SELECT count(*) FROM quarantine_ruling WHERE part = ? AND ruling = 'released'{nowhere}"
        lost += store.db.execute(query, (of,)).fetchone()[0]
        for one, other in combinations((of, *own), 2):
            twice += store.db.execute(f"SELECT count(*) FROM part_{other} CROSS JOIN part_{one} USING (_row)").fetchone()[0]
    if lost:
        yield Problem("count", where, f"{lost} rows were released from quarantine, and are not stored.")
    if twice:
        yield Problem("count", where, f"{twice} rows were released from quarantine, and are stored twice.")


def _live_rows(store: Store, version: int) -> int | None:
    """How many rows the parts of a version hold without those that are dead in it or in one that it descends from."""
    query = """
        WITH RECURSIVE lineage (id) AS (
            SELECT ?1 UNION SELECT v.parent FROM version v JOIN lineage l ON v.id = l.id WHERE v.parent IS NOT NULL
        ), own AS (SELECT part FROM version_part WHERE version = ?1)
        SELECT (SELECT sum(rows) FROM part WHERE id IN own)
            - (SELECT count(*) FROM (SELECT DISTINCT part, row FROM dead WHERE part IN own AND version IN lineage))
    """
    live = store.db.execute(query, (version,)).fetchone()[0]
    return None if live is None else int(live)


def source_problems(store: Store) -> Iterator[Problem]:
    """Kept source files of which a piece is missing."""
    query = """
        SELECT s.name, s.size, sum(length(c.content)) AS kept FROM source s JOIN source_chunk c ON c.source = s.id
        WHERE s.id IN (SELECT source FROM version) GROUP BY s.id HAVING kept <> s.size ORDER BY s.name
    """
    for row in store.db.execute(query):
        yield Problem("count", row["name"], f"{row['size']} bytes of the file should be kept, and {row['kept']} are.")


def history_problems(store: Store) -> Iterator[Problem]:
    """Steps of which fewer or more images are there than they made; where undo is barred images may have gone."""
    barred = store.db.execute("SELECT coalesce(max(change), 0) FROM barrier").fetchone()[0]
    tables = {row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for (table,) in store.db.execute("SELECT DISTINCT name FROM change_table ORDER BY name").fetchall():
        if f"h_{table}" not in tables:
            yield Problem("history", table, "The history speaks of this table, and keeps no rows of it.")
            continue
        query = f"""
            SELECT t.change, t.rows, (SELECT count(*) FROM h_{table} WHERE change = t.change) AS found
            FROM change_table t WHERE t.name = ? AND t.change > ? AND t.rows <> found ORDER BY t.change
        """
        for row in store.db.execute(query, (table, barred)):
            text = f"It changed {row['rows']} rows of {table}, and {row['found']} images of them are kept."
            yield Problem("history", f"step {row['change']}", text)
