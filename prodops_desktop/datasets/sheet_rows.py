"""The rows of one sheet by the fields of its kind, read from a staging file or from a version, for areas to take records out of."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored, columns_of
from prodops_desktop.datasets.store import find_version
from prodops_desktop.intake.numbers import form_from_record, read_number
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class SheetRow:
    """An accepted row by the number under which it is stored, with its values by field.

    ``currencies``: the signs of its amounts by field, where they differ within a column. ``written``: the raw texts in columns of days
    that say it otherwise than their column does, or could not be read.
    """

    number: int
    values: Mapping[str, Stored]
    currencies: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetTable:
    """The rows of a sheet of one kind, the column behind each field that is mapped, and the day that the sheet speaks of."""

    kind: str
    columns: Mapping[str, Column]
    rows: Iterable[SheetRow]
    as_of: str


def named_table_of_staged(file: Path, found: Mapping[str, Any], as_of: str) -> SheetTable:
    """As :func:`table_of_staged`, with names as texts, and with rows that can be read once, as there may be any number of them."""
    mapped = _mapped_staged(found)

    def read() -> Iterator[SheetRow]:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            yield from _named_rows(connection.execute(f"{_select_named('rows', mapped)} ORDER BY r._row"), mapped)
        finally:
            connection.close()

    return SheetTable(found["kind"], mapped, read(), as_of)


def part_rows(store: Store, part: int, mapped: Mapping[str, Column], after: int = 0, most: int = -1) -> list[SheetRow]:
    """Up to ``most`` rows of a part behind the row ``after``, with names as texts."""
    window = f"{_select_named(f'part_{part}', mapped)} WHERE r._row > ? ORDER BY r._row LIMIT ?"
    return list(_named_rows(store.db.execute(window, (after, most)), mapped))


def named_table_of_part(store: Store, version: int, part: int, kind: str) -> SheetTable:
    """As :func:`table_of_part`, with names as texts."""
    mapped = mapped_columns(columns_of(store, version))
    return SheetTable(kind, mapped, part_rows(store, part, mapped), find_version(store, version).as_of)


def mapped_columns(columns: Iterable[Column]) -> dict[str, Column]:
    """The column behind each field that is mapped."""
    return {column.field: column for column in columns if column.field}


def _mapped_staged(found: Mapping[str, Any]) -> dict[str, Column]:
    return mapped_columns(Column(**{key: column[key] for key in Column.__dataclass_fields__}) for column in found["columns"])


def _select_named(table: str, columns: Mapping[str, Column]) -> str:
    """The start of a query for ``_row`` and the fields, where names are texts."""
    names = [column for column in columns.values() if column.type == "name"]
    cells = [f"n{column.position}.text" if column.type == "name" else f"r.{column.sql}" for column in columns.values()]
    joins = "".join(f" LEFT JOIN name n{column.position} ON n{column.position}.id = r.{column.sql}" for column in names)
    return f"SELECT {', '.join(['r._row', *cells])} FROM {table} r{joins}"


def _named_rows(found: Iterable[Sequence[Any]], columns: Mapping[str, Column]) -> Iterator[SheetRow]:
    for number, *values in map(tuple, found):
        yield SheetRow(number, dict(zip(columns, values, strict=True)))


def table_of_staged(file: Path, found: Mapping[str, Any], as_of: str) -> SheetTable:
    """The rows that wait in a staging file, as ``found`` by the child; the version would be ``as_of`` this day."""
    mapped = _mapped_staged(found)
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        raw = _Raw(mapped, lambda place: connection.execute('SELECT _row, text FROM raw WHERE "column" = ?', (place,)))
        return SheetTable(found["kind"], mapped, _rows(connection.execute(_select("rows", mapped)), mapped, raw), as_of)
    finally:
        connection.close()


def table_of_part(store: Store, version: int, part: int, kind: str) -> SheetTable:
    """The rows of a part of a version."""
    mapped = mapped_columns(columns_of(store, version))
    query = "SELECT row, text FROM raw WHERE part = ? AND position = ?"
    raw = _Raw(mapped, lambda place: store.db.execute(query, (part, place)))
    rows_ = _rows(store.db.execute(_select(f"part_{part}", mapped)), mapped, raw)
    return SheetTable(kind, mapped, rows_, find_version(store, version).as_of)


def _select(table: str, columns: Mapping[str, Column]) -> str:
    return f"SELECT {', '.join(['_row', *(column.sql for column in columns.values())])} FROM {table} ORDER BY _row"


@dataclass(frozen=True)
class _Signs:
    """The currency of most amounts of a column, and of those that are written otherwise, by row."""

    usual: str | None
    otherwise: Mapping[int, str | None]

    def of(self, row: int) -> str | None:
        return self.otherwise.get(row, self.usual)


class _Raw:
    """What the raw texts of a sheet say beside its values: ``texts`` gives those of a column, by row, from its position."""

    def __init__(self, columns: Mapping[str, Column], texts: Callable[[int], Iterable[Sequence[Any]]]) -> None:
        # amounts that have no currency in common, because they have none or several
        amounts = {name: column for name, column in columns.items() if column.type == "money" and column.currency is None}
        self._signs = {name: _signs(column, texts(column.position)) for name, column in amounts.items()}
        days = {name: column for name, column in columns.items() if column.type in ("day", "moment")}
        self._days = {name: {row: str(text) for row, text in texts(column.position)} for name, column in days.items()}

    def currencies(self, row: int) -> dict[str, str]:
        return {name: sign for name, known in self._signs.items() if (sign := known.of(row))}

    def written(self, row: int) -> dict[str, str]:
        return {name: known[row] for name, known in self._days.items() if row in known}


def _signs(column: Column, raw: Iterable[Sequence[Any]]) -> _Signs:
    return _Signs(_sign(form_from_record(column.format).render("1")), {row: _sign(text) for row, text in raw})


def _sign(text: str) -> str | None:
    read = read_number(text.strip())
    return read.currency if read else None


def _rows(found: Iterable[Sequence[Any]], columns: Mapping[str, Column], raw: _Raw) -> tuple[SheetRow, ...]:
    made = []
    for number, *values in map(tuple, found):
        made.append(SheetRow(number, dict(zip(columns, values, strict=True)), raw.currencies(number), raw.written(number)))
    return tuple(made)
