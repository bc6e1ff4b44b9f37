"""Gives every dataset a plain SQL view with its own headers, for other tools that open the file."""

import re

from prodops_desktop.datasets.reading import columns_of, parts_of, source_sql
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.driver import Connection

_READ_FROM = frozenset({"dataset", "version", "version_part", "dead"})
PREFIX = "data_"


def rebuild_views(connection: Connection, tables: frozenset[str]) -> None:
    """Make the views fit the datasets again when ``tables`` say that these changed."""
    if not tables & _READ_FROM:
        return
    store = Store(connection, writable=False)
    wanted = _wanted(store)
    existing = {
        row["name"]: row["sql"].split("*/")[0]
        for row in connection.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'view' AND name LIKE 'data\\_%' ESCAPE '\\'")
    }
    for name in existing.keys() - {name for name, (head, _) in wanted.items() if existing.get(name) == head}:
        connection.execute(f'DROP VIEW "{name}"')
    for name, (head, version) in wanted.items():
        if existing.get(name) != head:
            connection.execute(f"{head}*/ {_select(store, version)}")


def _wanted(store: Store) -> dict[str, tuple[str, int]]:
    """For each view how its SQL begins, which names the version and its parts, so that only those that changed are made again."""
    views: dict[str, tuple[str, int]] = {}
    for dataset in all_datasets(store):
        name = base = PREFIX + (re.sub(r"\W+", "_", dataset.name.casefold(), flags=re.ASCII).strip("_") or "set")
        number = 1
        while name in views:
            number += 1
            name = f"{base}_{number}"
        parts = ", ".join(map(str, parts_of(store, dataset.version.id)))
        views[name] = (f'CREATE VIEW "{name}" AS /* version {dataset.version.id}: {parts} ', dataset.version.id)
    return views


def _select(store: Store, version: int) -> str:
    cells, joins = ["r._row AS source_row_id"], []
    for column in columns_of(store, version):
        value = f"r.{column.sql}"
        if column.type == "name":
            joins.append(f" LEFT JOIN name n{column.position} ON n{column.position}.id = {value}")
            value = f"n{column.position}.text"
        elif column.type == "duration":
            value = f"{value} / 1e3"
        elif column.type == "money" and column.scale:
            value = f"{value} / 1e{column.scale}"
        cells.append(f'{value} AS "{_quoted(column.header)}"')
    return f"SELECT {', '.join(cells)} FROM {source_sql(store, version)} r{''.join(joins)}"


def _quoted(header: str) -> str:
    return header.replace('"', '""').replace("\x00", "")
