"""The accounts that the lists of accounts speak of, each once: known by its id, else by its name."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from prodops_desktop.datasets.snapshot import Snapshot, current
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.metrics.money import Converter
from prodops_desktop.metrics.tables import Table, tables
from prodops_desktop.metrics.tally import rows_text
from prodops_desktop.registry.entries import name_key
from prodops_desktop.segments.attributes import Field, Sheet, fields_of, newest_first, read_sheet, unknown_amounts
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import Store


def id_key(text: str) -> str:
    """What makes two ids the same: “000417” and “417” are one."""
    key = name_key(text)
    return key.lstrip("0") or "0" if key.isdecimal() else key


@dataclass
class Directory:
    """Which account an id or a name means; accounts are numbered from 0 in the order in which they were first seen."""

    ids: dict[str, int] = field(default_factory=dict)
    names: dict[str, set[int]] = field(default_factory=dict)
    count: int = 0

    def find(self, text: str) -> int | None:
        """The account of this id, else the only one of this name."""
        found = self.ids.get(id_key(text))
        if found is not None:
            return found
        named = self.names.get(name_key(text), set())
        return next(iter(named)) if len(named) == 1 else None

    def is_shared(self, text: str) -> bool:
        """Whether two accounts have this name, so that it means neither."""
        return len(self.names.get(name_key(text), set())) > 1

    def add(self, name: str, id_: str = "") -> int:
        """The account of this id, new where there is none, or without an id a new one; it is known by the name, too."""
        key = id_key(id_)
        account = self.ids.get(key, self.count) if key else self.count
        if account == self.count:
            self.count += 1
        if key:
            self.ids[key] = account
        if name:
            self.names.setdefault(name_key(name), set()).add(account)
        return account


@dataclass(frozen=True)
class Accounts:
    """The accounts with their attributes, the tables that they come from, and what to say of them."""

    directory: Directory
    fields: Mapping[str, Field]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return self.directory.count

    def seats(self) -> list[int]:
        """The seats licensed of each, 0 where nobody knows; nothing where no list has them."""
        known = self.fields.get(name_key(KINDS["accounts"].field("seats").title))
        if known is None:
            return []
        return [int(value) if isinstance(value, int | float) and 0 < value < math.inf else 0 for value in known.values]


def read_accounts(store: Store, snapshot: Snapshot) -> Accounts:
    """The accounts of every list of accounts that counts.

    Rows with an id are one account each; rows without one belong to the account of that name. Where two lists contradict each other
    the one with the newer as-of day speaks, then the one whose name comes first.
    """
    converter = Converter(store)
    sheets = [read_sheet(store, table, converter) for table in newest_first(tables(store, snapshot, kind="accounts"))]
    directory, places, unclear = accounts_of(sheets)
    fields = fields_of(sheets, places, directory.count, "accounts")
    return Accounts(directory, fields, tuple(sheet.table for sheet in sheets), (*unknown_amounts(converter), *unclear))


def accounts_of(sheets: Sequence[Sheet]) -> tuple[Directory, list[list[int | None]], list[str]]:
    """The accounts of some lists, which of them each row of each list speaks of, and what to say of rows that could mean two."""
    directory = Directory()
    places = _with_ids(directory, sheets)
    unclear = _without_ids(directory, sheets, places)
    if not unclear:
        return directory, places, []
    names = listed(sorted(set(unclear), key=str.casefold))
    return directory, places, [f"{rows_text(len(unclear))} without an id left out, as two accounts are called so: {names}."]


def named_accounts(texts: Iterable[str]) -> Accounts:
    """The accounts that a list of users names, where no list says more of them."""
    directory = Directory()
    shown = []
    for text in texts:
        if text and id_key(text) not in directory.ids:
            directory.add(text, text)
            shown.append(text)
    return Accounts(directory, {"account": Field("Account", shown)})


def _with_ids(directory: Directory, sheets: Sequence[Sheet]) -> list[list[int | None]]:
    places: list[list[int | None]] = []
    for sheet in sheets:
        pairs = zip(sheet.texts("account"), sheet.texts("external_id"), strict=True)
        places.append([directory.add(name, id_) if id_ else None for name, id_ in pairs])
    return places


def _without_ids(directory: Directory, sheets: Sequence[Sheet], places: Sequence[list[int | None]]) -> list[str]:
    """Give the rows without an id their accounts; returns the names that could mean two."""
    unclear = []
    for sheet, rows in zip(sheets, places, strict=True):
        for at, name in enumerate(sheet.texts("account")):
            if rows[at] is None and name:
                if directory.is_shared(name):
                    unclear.append(name)
                else:
                    found = directory.find(name)
                    rows[at] = directory.add(name) if found is None else found
    return unclear


def account_value(store: Store, field_: str, text: str) -> str | None:
    """What lists of accounts write in a field (by its name in the kind) where they mean ``text``; None where none of them has it."""
    key = name_key(text)
    for table in newest_first(tables(store, current(store), kind="accounts")):
        column = table.field(field_, ("text",))
        if column is not None:
            sql = f"SELECT DISTINCT {column.sql} FROM {table.sql} WHERE {column.sql} IS NOT NULL ORDER BY 1"
            for row in store.db.execute(sql):
                if name_key(row[0]) == key:
                    return " ".join(row[0].split())
    return None
