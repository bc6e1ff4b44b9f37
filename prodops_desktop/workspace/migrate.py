"""Brings a workspace to today's schema, in one transaction, and gives every tracked table its history twin."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from prodops_desktop.workspace import history, migrations
from prodops_desktop.workspace.driver import Connection
from prodops_desktop.workspace.store import Store
from prodops_desktop.workspace.tracking import add_column, create_twin, index_twin

APPLICATION_ID = 0x50524F44
"""“PROD”: how any program tells a workspace from another SQLite file."""

# sqlite-utils would make its bookkeeping table loosely typed; one that is there already it leaves alone.
_BOOKKEEPING = """
CREATE TABLE IF NOT EXISTS _sqlite_migrations (
    id INTEGER PRIMARY KEY, migration_set TEXT NOT NULL, name TEXT NOT NULL, applied_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS idx__sqlite_migrations_migration_set_name ON _sqlite_migrations (migration_set, name);
"""


def schema_of(connection: Connection) -> int:
    """The number of the newest migration that this file has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _pandas_left_out() -> Iterator[None]:
    """Let sqlite-utils be imported without pandas: where that is installed it takes half a second, for frames that nothing here has."""
    if "pandas" in sys.modules:
        yield
        return
    sys.modules["pandas"] = None  # type: ignore[assignment]  # which is how Python says that a module can't be imported
    try:
        yield
    finally:
        del sys.modules["pandas"]


def migrate(connection: Connection) -> None:
    """Run the migrations that ``connection``'s file has not had; all of them or none."""
    with _pandas_left_out():
        from sqlite_utils import Database, Migrations
        from sqlite_utils.db import Database as OpenDatabase

    from prodops_desktop.workspace.migrations import steps

    due = Migrations("prodops")
    for migration in steps.MIGRATIONS:

        def apply(database: OpenDatabase, migration: steps.Migration = migration) -> None:
            for statement in _statements(migration.sql):
                database.conn.execute(statement)
            for table in migration.tracked:
                create_twin(database.conn, table)
            for table, column in migration.sought:
                index_twin(database.conn, table, column)
            for table, declared in migration.columns:
                add_column(database.conn, table, declared)
            if migration.barrier and database.conn.execute("SELECT 1 FROM change").fetchone():
                history.bar(Store(database.conn, writable=True), history.SHAPE, migration.barrier)

        due(name=f"{migration.number:04} {migration.name}")(apply)
    database = Database(connection)
    with database.atomic():
        for statement in _statements(_BOOKKEEPING):
            connection.execute(statement)
        due.apply(database)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {migrations.SCHEMA}")


def _statements(sql: str) -> list[str]:
    """The single statements of a script; ``executescript`` would commit the transaction that they stand in."""
    return [statement for part in sql.split(";\n") if (statement := part.strip().rstrip(";"))]
