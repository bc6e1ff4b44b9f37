"""What sheets say of accounts or users, a column a field: found by its title or header, the newest sheet first where two disagree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from prodops_desktop.datasets.model import HOUR, Column
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.metrics.money import Converter, currency_sql, is_money
from prodops_desktop.metrics.tables import Table
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import Store

Value = str | int | float | Fraction | None
"""A cell: a text (days as ISO), a number (money in the workspace's currency), or nothing."""

_AT_ONCE = 10_000
"""Rows to take in one go: other threads wait meanwhile."""


@dataclass(frozen=True)
class Field:
    """One attribute with its value for each account or user, in their order. ``is_id``: a number is the same with zeros before it."""

    title: str
    values: Sequence[Value]
    is_id: bool = False


@dataclass(frozen=True)
class Sheet:
    """The rows of one version: the values of its columns, row by row."""

    table: Table
    columns: tuple[tuple[Column, list[Value]], ...]
    count: int

    def texts(self, field: str) -> list[str]:
        """The column of a field as text; empty texts where it has none."""
        for column, values in self.columns:
            if column.field == field:
                return ["" if value is None else str(value) for value in values]
        return [""] * self.count


def newest_first(tables: Iterable[Table]) -> list[Table]:
    """Tables by their as-of day, and by name where it is the same."""
    return sorted(tables, key=lambda table: table.source.as_of, reverse=True)


def read_sheet(store: Store, table: Table, converter: Converter) -> Sheet:
    """The values of a version; amounts in a currency without a rate are nothing."""
    selects = [f"n{column.position}.text" if column.type == "name" else f"r.{column.sql}" for column in table.columns]
    joins = "".join(f" LEFT JOIN name n{one.position} ON n{one.position}.id = r.{one.sql}" for one in table.columns if one.type == "name")
    sql = f"SELECT {', '.join((*selects, currency_sql(table)))} FROM {table.sql} r{joins} ORDER BY r._part, r._row"
    read: list[list[Value]] = [[] for _ in selects]
    tokens: list[str] = []
    rows = store.db.execute(sql)
    while some := rows.fetchmany(_AT_ONCE):
        *cells, currencies = zip(*some, strict=True)
        tokens += currencies
        for column, more in zip(read, cells, strict=True):
            column += more

    def convert(column: Column, stored: list[Value]) -> list[Value]:
        if is_money(column):
            pairs = list(zip(stored, tokens, strict=True))
            made = {pair: _amount(column, *pair, table.source.as_of, converter) for pair in set(pairs)}
            return [made[pair] for pair in pairs]
        plain = {value: _plain(column, value) for value in set(stored)}
        return [plain[value] for value in stored]

    return Sheet(table, tuple((column, convert(column, stored)) for column, stored in zip(table.columns, read, strict=True)), len(tokens))


def fields_of(sheets: Sequence[Sheet], places: Sequence[Sequence[int | None]], count: int, kind: str) -> dict[str, Field]:
    """The fields of ``count`` accounts or users by all their names, from sheets in the order in which they are believed.

    ``places`` says for each row of each sheet whose it is. A field is called by its title, by its name and by its headers.
    """
    titles = {field.name: field.title for field in KINDS[kind].fields}
    values: dict[str, list[Value]] = {}
    found: dict[str, Field] = {}
    also: dict[str, str] = {}
    for sheet, rows in zip(sheets, places, strict=True):
        for column, cells in sorted(sheet.columns, key=lambda pair: pair[0].field is None):  # of two of one name that of the kind
            title = titles.get(column.field or "", column.header)
            key = name_key(title)
            if key not in values:
                values[key] = [None] * count
                found[key] = Field(" ".join(title.split()), values[key], is_id=column.field == "external_id")
            also |= {name_key(name): key for name in (column.header, (column.field or "").replace("_", " ")) if name_key(name) not in also}
            _fill(values[key], rows, cells)
    return {name: found[key] for name, key in also.items() if name} | found


def reordered(fields: Mapping[str, Field], order: Sequence[int]) -> dict[str, Field]:
    """The fields of some accounts or users, in this order."""
    made: dict[int, Field] = {}
    for one in fields.values():
        if id(one) not in made:  # one field stands under several names
            made[id(one)] = Field(one.title, [one.values[place] for place in order], one.is_id)
    return {name: made[id(one)] for name, one in fields.items()}


def unknown_amounts(converter: Converter) -> list[str]:
    """What to say of amounts that could not be converted."""
    return [
        f"Amounts in {currency} are taken as unknown: there is no rate from {currency} to {converter.currency}."
        for currency in sorted(converter.left_out)
    ]


def _fill(values: list[Value], rows: Sequence[int | None], cells: Sequence[Value]) -> None:
    for row, cell in zip(rows, cells, strict=True):
        if row is not None and cell is not None and values[row] is None:
            values[row] = cell


def _plain(column: Column, stored: Value) -> Value:
    if isinstance(stored, str):
        return " ".join(stored.split()) or None
    if column.type == "boolean" and stored is not None:
        return "yes" if stored else "no"
    return stored / HOUR if column.type == "duration" and stored is not None else stored


def _amount(column: Column, stored: Value, token: str, day: str, converter: Converter) -> Value:
    if stored is None or isinstance(stored, str):
        return _plain(column, stored)
    total = Fraction(stored, 10 ** (column.scale or 0)) if isinstance(stored, int) else stored
    return converter.convert(total, token, column.currency, day, 1)
