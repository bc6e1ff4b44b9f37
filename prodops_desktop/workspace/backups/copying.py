"""Copies what is decided in a workspace into a backup: every table as it is, but for imported rows, which never change again.

Both are schemas of one connection: the backup is "main", the workspace "src", held at one state by the transaction around the copy.
"""

from prodops_desktop.workspace.backups.databases import quoted
from prodops_desktop.workspace.backups.pieces import unneeded_parts
from prodops_desktop.workspace.driver import Connection

_KEPT_APART = ("raw", "source_chunk")
_OF_PARTS = {
    "part": "id",
    **dict.fromkeys(("part_column", "segment", "spread", "origin", "quarantine", "feedback_place"), "part"),
}
_SAVED = "('index', 'view', 'trigger')"

# The statements that are made again only with the restored file: a backup needs no index, and no trigger may run in it.
_LATER = "CREATE TABLE _backup_sql (position INTEGER PRIMARY KEY, sql TEXT NOT NULL) STRICT"


def copy_tables(db: Connection) -> None:
    """Make every table of "src" in "main", with its rows unless they are kept apart; what nothing needs any more is left out."""
    kinds = {row["name"]: row for row in db.execute("PRAGMA src.table_list")}
    found = db.execute("SELECT name, sql FROM src.sqlite_master WHERE type = 'table' AND sql IS NOT NULL ORDER BY rowid").fetchall()
    unneeded = unneeded_parts(db)
    left_out = {f"part_{part}" for part in unneeded}
    apart = {*_KEPT_APART, *(f"part_{row[0]}" for row in db.execute("SELECT id FROM src.part"))}
    tables = [(row["name"], row["sql"]) for row in found if row["name"] not in left_out and not row["name"].startswith("sqlite_")]
    for name, sql in sorted(tables, key=lambda table: kinds[table[0]]["type"] != "virtual"):  # these make tables of their own
        if not db.execute("SELECT 1 FROM main.sqlite_master WHERE name = ?", (name,)).fetchone():
            db.execute(sql)
    for name, _ in tables:
        if kinds[name]["type"] == "shadow":
            db.execute(f"DELETE FROM main.{quoted(name)}")
        if kinds[name]["type"] in ("table", "shadow") and name not in apart:
            _copy_rows(db, name, _which(db, name, unneeded), without_rowid=bool(kinds[name]["wr"]))
    for name in ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4"):
        if name in kinds:
            _copy_own(db, name)
    db.execute(_LATER)
    db.execute(
        f"INSERT INTO _backup_sql (sql) SELECT sql FROM src.sqlite_master WHERE type IN {_SAVED} AND sql IS NOT NULL "
        f"ORDER BY type = 'trigger', rowid"
    )


def make_rest(db: Connection) -> None:
    """Make the indexes, views and triggers of a backup in the file that is restored from it."""
    for row in db.execute("SELECT sql FROM _backup_sql ORDER BY position").fetchall():
        db.execute(row[0])
    db.execute("DROP TABLE _backup_sql")


def _which(db: Connection, table: str, unneeded: list[int]) -> str:
    """Which rows are copied, as SQL; empty for all, which is many times faster."""
    if table in _OF_PARTS and unneeded:
        return f" WHERE {_OF_PARTS[table]} NOT IN ({', '.join(map(str, unneeded))})"
    if table == "source":
        orphan = "id NOT IN (SELECT source FROM src.version) AND id NOT IN (SELECT source FROM src.h_version WHERE source IS NOT NULL)"
        if db.execute(f"SELECT 1 FROM src.source WHERE {orphan}").fetchone():
            return f" WHERE NOT ({orphan})"
    return ""


def _copy_rows(db: Connection, table: str, which: str, *, without_rowid: bool) -> None:
    here, there = f"main.{quoted(table)}", f"src.{quoted(table)}"
    columns = db.execute(f"PRAGMA src.table_info({quoted(table)})").fetchall()
    keys = [column for column in columns if column["pk"]]
    named = len(keys) == 1 and keys[0]["type"].upper() == "INTEGER"
    if without_rowid or named:  # a row's number is in its columns; SQLite copies the stored rows as they are
        db.execute(f"INSERT INTO {here} SELECT * FROM {there}{which}")
        return
    rowid = next(name for name in ("rowid", "_rowid_", "oid") if name not in {column["name"].lower() for column in columns})
    names = ", ".join([rowid, *(quoted(column["name"]) for column in columns)])
    db.execute(f"INSERT INTO {here} ({names}) SELECT {names} FROM {there}{which}")


def _copy_own(db: Connection, table: str) -> None:
    """A table that SQLite keeps for itself: it makes it, and lets it be filled."""
    if not db.execute("SELECT 1 FROM main.sqlite_master WHERE name = ?", (table,)).fetchone():
        db.execute("ANALYZE main.sqlite_master")
    if db.execute("SELECT 1 FROM main.sqlite_master WHERE name = ?", (table,)).fetchone():
        db.execute(f"DELETE FROM main.{table}")
        names = ", ".join(row["name"] for row in db.execute(f"PRAGMA src.table_info({table})"))
        db.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM src.{table}")


def copy_marks(db: Connection, application: int) -> None:
    """Give "main" the version numbers of "src", before anything is in it."""
    schema = int(db.execute("PRAGMA src.user_version").fetchone()[0])
    db.execute(f"PRAGMA main.user_version = {schema}")
    db.execute(f"PRAGMA main.application_id = {application}")
