"""Looks a workspace over: the file itself, its references, and whether every count adds up."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from prodops_desktop.datasets.staging import leftover_files
from prodops_desktop.workspace import Store, Workspace, driver
from prodops_desktop.workspace.tracking import tracked_tables


@dataclass(frozen=True)
class Problem:
    """Something that is not as it should be: what kind of thing, where, and a sentence about it."""

    kind: str
    where: str
    text: str


def check(workspace: Workspace) -> list[Problem]:
    """Every problem of a workspace; an empty list means that it is sound."""
    found: list[Problem] = []
    try:
        with workspace.reading() as store:
            for look in (_file_problems, _reference_problems, _part_problems, _count_problems):
                found.extend(look(store))
    except driver.DriverError as error:
        found.append(Problem("damage", workspace.path.name, f"SQLite can't read all of the file: {error}. Restore a copy of it."))
    return [*found, *_folder_problems(workspace)]


def _file_problems(store: Store) -> Iterator[Problem]:
    for row in store.db.execute("PRAGMA quick_check"):
        if row[0] != "ok":
            yield Problem("damage", "file", f"SQLite finds the file damaged: {row[0]}.")


def _reference_problems(store: Store) -> Iterator[Problem]:
    for row in store.db.execute("PRAGMA foreign_key_check"):
        yield Problem("reference", f"{row['table']} row {row['rowid']}", f"It refers to a row of {row['parent']} that is not there.")
    for table in tracked_tables(store.db):
        lost = store.db.execute(f"SELECT count(*) FROM h_{table} WHERE change NOT IN (SELECT id FROM change)").fetchone()[0]
        if lost:
            yield Problem("history", table, f"{lost} row images belong to no step of the history.")


def _part_problems(store: Store) -> Iterator[Problem]:
    tables = {row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'part_[0-9]*'")}
    parts = {f"part_{row['id']}": row for row in store.db.execute("SELECT * FROM part")}
    for name in sorted(tables - parts.keys()):
        yield Problem("table", name, "It holds imported rows of which no version knows.")
    for name, part in sorted(parts.items()):
        if not part["published"]:
            continue  # an import that is under way, or was killed and is swept away on opening
        if name not in tables:
            yield Problem("table", name, "The rows of an import are missing.")
            continue
        rows = store.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        if rows != part["rows"]:
            yield Problem("count", name, f"It should hold {part['rows']} rows and holds {rows}.")


def _count_problems(store: Store) -> Iterator[Problem]:
    query = """
        SELECT v.*, d.name AS dataset_name, (SELECT count(*) FROM version_part WHERE version = v.id) AS parts,
            (SELECT count(*) FROM quarantine q JOIN version_part p ON p.part = q.part WHERE p.version = v.id) AS held
        FROM version v JOIN dataset d ON d.id = v.dataset
    """
    for row in store.db.execute(query):
        where = f"{row['dataset_name']}, version {row['number']}"
        if row["rows_read"] != row["rows_accepted"] + row["rows_quarantined"] + row["rows_dropped"]:
            yield Problem("count", where, "Rows read are not the sum of rows accepted, quarantined and dropped.")
        if not row["parts"]:
            yield Problem("table", where, "It has no rows stored.")
        if row["held"] != row["rows_quarantined"]:
            yield Problem("count", where, f"{row['rows_quarantined']} rows should stand in quarantine, and {row['held']} do.")
    for row in store.db.execute("SELECT name FROM dataset WHERE id NOT IN (SELECT dataset FROM version)"):
        yield Problem("table", row["name"], "The dataset has no version.")


def _folder_problems(workspace: Workspace) -> Iterator[Problem]:
    mode = stat.S_IMODE(workspace.path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        yield Problem("permissions", workspace.path.name, f"Others on this computer may open it (mode {mode:04o}; it should be 0600).")
    if workspace.writable:  # else the files may be of an import that another program is making
        for file in leftover_files(workspace.path):
            yield Problem("staging", file.name, "It was left by an import that did not end, and can be deleted.")
