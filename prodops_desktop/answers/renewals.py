"""Which accounts renew within some days, by the lists of accounts that count, and what of ARR renews with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from prodops_desktop.datasets.snapshot import current
from prodops_desktop.metrics.money import Converter
from prodops_desktop.metrics.tables import DAY_TYPES, tables
from prodops_desktop.registry.entries import name_key
from prodops_desktop.segments.accounts import accounts_of
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

    An account renews once, whether lists know it by its id, its name or both. Of two lists that have it, the one with the newer as-of
    day speaks, and an account for which that gives no day renews on none; of two rows in one list the first one that has a day.
    """
    listing = newest_first(tables(store, current(store), kind="accounts"))
    if all(table.field("renewal", DAY_TYPES) is None for table in listing):
        return [], []
    converter = Converter(store)
    sheets = [read_sheet(store, table, converter) for table in listing]
    _, accounts, unclear = accounts_of(sheets)
    found: list[Renewal] = []
    seen: set[int] = set()
    for sheet, rows in zip(sheets, accounts, strict=True):
        if sheet.table.field("renewal", DAY_TYPES) is not None:
            found += [one for one in _renewals(store, sheet, rows, seen) if first <= one.day <= last]
            seen.update(row for row in rows if row is not None)
    found.sort(key=lambda one: (one.day, -(one.arr or 0.0), name_key(one.account)))
    return found, [*unknown_amounts(converter), *unclear]


def _renewals(store: Store, sheet: Sheet, accounts: Sequence[int | None], seen: Collection[int]) -> list[Renewal]:
    """The renewals that a list tells of the accounts of its rows, without those that a newer one has spoken of."""
    names, ids, days = (sheet.texts(field) for field in ("account", "external_id", "renewal"))
    places = store.db.execute(f"SELECT _part, _row FROM {sheet.table.sql} r ORDER BY 1, 2")
    source = sheet.table.source
    found: dict[int, Renewal] = {}
    for account, name, id_, day, arr, (part, row) in zip(accounts, names, ids, days, _amounts(sheet), places, strict=True):
        if account is not None and account not in seen and account not in found and day:
            place = StoredRow(source.dataset, source.version, part, row)
            found[account] = Renewal(name or id_, date.fromisoformat(day[:10]), arr, place)
    return list(found.values())


def _amounts(sheet: Sheet) -> list[float | None]:
    for column, values in sheet.columns:
        if column.field == "arr":
            return [float(value) if isinstance(value, int | float | Fraction) else None for value in values]
    return [None] * sheet.count
