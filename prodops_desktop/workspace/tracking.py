"""Keeps, through triggers of the writing connection, what each row of a tracked table was before it was changed."""

from prodops_desktop.workspace import migrations
from prodops_desktop.workspace.driver import Connection

TWIN = "h_"

Stored = str | int | float | None


def tracked_tables(connection: Connection) -> list[str]:
    """The tables that have a twin, and so an undo."""
    names = {row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}
    return sorted(name for name in names if TWIN + name in names)


def create_twin(connection: Connection, table: str) -> None:
    """Give ``table`` the twin that keeps what its rows were before each change."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    typed = ", ".join(f"{row['name']} {row['type']}" for row in columns if row["name"] != "id")
    connection.execute(
        f"CREATE TABLE {TWIN}{table} (seq INTEGER PRIMARY KEY, change INTEGER NOT NULL REFERENCES change (id), "
        f"op TEXT NOT NULL CHECK (op IN ('I', 'U', 'D')), id INTEGER NOT NULL, {typed}) STRICT"
    )
    connection.execute(f"CREATE INDEX {TWIN}{table}_change ON {TWIN}{table} (change)")
    connection.execute(f"CREATE INDEX {TWIN}{table}_id ON {TWIN}{table} (id)")


def index_twin(connection: Connection, table: str, column: str) -> None:
    """Make what rows of ``table`` were be found by one of their columns."""
    connection.execute(f"CREATE INDEX {TWIN}{table}_{column} ON {TWIN}{table} ({column}) WHERE {column} IS NOT NULL")


def add_column(connection: Connection, table: str, declared: str) -> None:
    """Give ``table`` and its twin a column; the images that are there already hold nothing in it (see :func:`columns_then`)."""
    name, type_ = declared.split()[:2]
    connection.execute(f"ALTER TABLE {table} ADD COLUMN {declared}")
    connection.execute(f"ALTER TABLE {TWIN}{table} ADD COLUMN {name} {type_}")


def install_triggers(connection: Connection) -> None:
    """Make this connection keep a before-image of each row that it changes.

    They are temporary, so that other SQLite tools see a plain file. Outside of an edit there is no current change, the twin's
    ``change`` would be empty, and the write is refused. All of them are made, or none.
    """
    connection.execute("PRAGMA recursive_triggers = ON")  # else REPLACE would delete rows without a trace
    connection.execute("BEGIN")
    try:
        connection.execute("CREATE TEMP TABLE current_change (id INTEGER NOT NULL)")
        for table in tracked_tables(connection):
            _keep_images(connection, table)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _keep_images(connection: Connection, table: str) -> None:
    columns = columns_of(connection, table)
    names, before = ", ".join(columns), ", ".join(f"OLD.{column}" for column in columns)
    current = "(SELECT id FROM current_change)"
    for op, event, images in (
        ("I", "INSERT", f"(change, op, id) VALUES ({current}, 'I', NEW.id)"),
        ("U", "UPDATE", f"(change, op, id, {names}) VALUES ({current}, 'U', OLD.id, {before})"),
        ("D", "DELETE", f"(change, op, id, {names}) VALUES ({current}, 'D', OLD.id, {before})"),
    ):
        connection.execute(
            f"CREATE TEMP TRIGGER keep_{table}_{op} AFTER {event} ON main.{table} BEGIN INSERT INTO {TWIN}{table} {images}; END"
        )


def counting_sql(tables: list[str]) -> str:
    """A query for the tables that a change (its one parameter) touched, with how many row images each has: all in one pass."""
    counts = (f"SELECT '{table}' AS name, count(*) AS images FROM {TWIN}{table} WHERE change = ?1" for table in tables)
    return f"SELECT name, images FROM ({' UNION ALL '.join(counts)}) WHERE images > 0"


def columns_of(connection: Connection, table: str) -> list[str]:
    """The columns of a tracked table without its ``id``."""
    return [row["name"] for row in connection.execute(f"PRAGMA main.table_info({table})") if row["name"] != "id"]


def columns_then(connection: Connection, table: str, schema: int) -> list[str]:
    """Those of the columns of :func:`columns_of` that a file of an older ``schema`` had: an image from then knows only these."""
    later = {column for number, column in migrations.added_columns(table) if number > schema}
    return [column for column in columns_of(connection, table) if column not in later]


def image_columns(connection: Connection, table: str) -> list[str]:
    """SQL for each column of a tracked table but its ``id`` in an image ``h``; one from before a column was added has its default."""
    since, defaults = {column: number for number, column in migrations.added_columns(table)}, _defaults_of(connection, table)
    schema = "(SELECT schema FROM main.change WHERE id = h.change)"
    found = []
    for row in connection.execute(f"PRAGMA main.table_info({table})"):
        name = row["name"]
        if name in since:
            default = connection.execute("SELECT quote(?)", (defaults[name],)).fetchone()[0]
            found.append(f"CASE WHEN {schema} < {since[name]} THEN {default} ELSE h.{name} END AS {name}")
        elif name != "id":
            found.append(f"h.{name}")
    return found


def _defaults_of(connection: Connection, table: str) -> dict[str, Stored]:
    """What rows got in the columns that a migration added to ``table``, and so what an older image stands for in them."""
    added = {column for _, column in migrations.added_columns(table)}
    declared = {row["name"]: row["dflt_value"] for row in connection.execute(f"PRAGMA main.table_info({table})")}
    return {name: connection.execute(f"SELECT {declared[name] or 'NULL'}").fetchone()[0] for name in sorted(added & declared.keys())}
