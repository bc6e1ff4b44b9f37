"""Which accounts renew within some days, by the lists of accounts that count, and what of ARR renews with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from prodops_desktop.datasets.snapshot import current
from prodops_desktop.metrics.money import Converter
from prodops_desktop.metrics.tables import DAY_TYPES, Table, tables
from prodops_desktop.registry.entries import name_key
from prodops_desktop.segments.accounts import id_key
from prodops_desktop.segments.attributes import Sheet, newest_first, read_sheet, unknown_amounts
from prodops_desktop.workspace import Store


class StoredRow(NamedTuple):
    """A row of a version, as it can be shown in the grid of its dataset."""

    dataset: int
    version: int
    part: int
    row: int


@dataclass(frozen=True)
class Renewal:
    """An account that renews on a day; ``arr`` is in the workspace's currency, None where it is not known."""

    account: str
    day: date
    arr: float | None
    place: StoredRow


def read_renewals(store: Store, first: date, last: date) -> tuple[list[Renewal], list[str]]:
    """The renewals from the one day to the other in their order, the larger first on one day, and what to say of what is not counted.

    Of two lists that have an account, known by its id or else by its name, the one with the newer as-of day speaks, and an account for
    which it gives no day renews on none.
    """
    found: list[Renewal] = []
    seen: set[str] = set()
    converter = Converter(store)
    for table in newest_first(tables(store, current(store), kind="accounts")):
        if table.field("renewal", DAY_TYPES) is None:
            continue
        own: set[str] = set()
        for keys, renewal in _rows(store, table, converter):
            own |= keys
            if renewal is not None and first <= renewal.day <= last and not keys & seen:
                found.append(renewal)
        seen |= own
    return sorted(found, key=lambda one: (one.day, -(one.arr or 0.0), name_key(one.account))), unknown_amounts(converter)


def _rows(store: Store, table: Table, converter: Converter) -> Iterator[tuple[set[str], Renewal | None]]:
    """What makes each account of a list known, and its renewal where it has a day."""
    sheet = read_sheet(store, table, converter)
    names, ids, days = (sheet.texts(field) for field in ("account", "external_id", "renewal"))
    places = store.db.execute(f"SELECT _part, _row FROM {table.sql} r ORDER BY 1, 2")
    for name, id_, day, arr, (part, row) in zip(names, ids, days, _amounts(sheet), places, strict=True):
        keys = {f"id {id_key(id_)}"} if id_ else {f"name {name_key(name)}"} if name else set()
        source = table.source
        place = StoredRow(source.dataset, source.version, part, row)
        yield keys, Renewal(name or id_, date.fromisoformat(day[:10]), arr, place) if day else None


def _amounts(sheet: Sheet) -> list[float | None]:
    for column, values in sheet.columns:
        if column.field == "arr":
            return [float(value) if isinstance(value, int | float | Fraction) else None for value in values]
    return [None] * sheet.count
