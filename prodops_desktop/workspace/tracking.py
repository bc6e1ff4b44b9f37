"""Keeps, through triggers of the writing connection, what each row of a tracked table was before it was changed."""

from prodops_desktop.workspace.driver import Connection

TWIN = "h_"


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


def install_triggers(connection: Connection) -> None:
    """Make this connection keep a before-image of each row that it changes.

    They are temporary, so that other SQLite tools see a plain file. Outside of an edit there is no current change, the twin's
    ``change`` would be empty, and the write is refused.
    """
    connection.execute("PRAGMA recursive_triggers = ON")  # else REPLACE would delete rows without a trace
    connection.execute("CREATE TEMP TABLE current_change (id INTEGER NOT NULL)")
    for table in tracked_tables(connection):
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


def record_tables(connection: Connection, change: int) -> frozenset[str]:
    """Write down which tables ``change`` touched, and how many row images each has."""
    touched = set()
    for table in tracked_tables(connection):
        count = connection.execute(f"SELECT count(*) FROM {TWIN}{table} WHERE change = ?", (change,)).fetchone()[0]
        if count:
            connection.execute("INSERT INTO change_table VALUES (?, ?, ?)", (change, table, count))
            touched.add(table)
    return frozenset(touched)


def columns_of(connection: Connection, table: str) -> list[str]:
    """The columns of a tracked table without its ``id``."""
    return [row["name"] for row in connection.execute(f"PRAGMA main.table_info({table})") if row["name"] != "id"]
