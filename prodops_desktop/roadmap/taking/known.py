"""What sheets can name: the items of the roadmap by key or title, and goals, people, teams and areas as they are called there."""

import re
from collections.abc import Iterable, Mapping

from prodops_desktop.agenda.goals import all_goals
from prodops_desktop.datasets.sheet_rows import SheetTable, table_of_part
from prodops_desktop.datasets.store import find_version, has_dataset
from prodops_desktop.datasets.store import name_key as dataset_key
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import all_entries, name_key
from prodops_desktop.registry.entries import named as entry_named
from prodops_desktop.roadmap.commitments import all_commitments
from prodops_desktop.roadmap.model import Commitment, Item
from prodops_desktop.roadmap.store import all_items, next_code
from prodops_desktop.workspace import Store, settings

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_LAST_TAKEN = """
    SELECT t.record, t.version, t.part, t.row FROM taken t JOIN version v ON v.id = t.version JOIN dataset d ON d.id = v.dataset
    WHERE d.name_key = ?1 AND t.record_table = 'roadmap_item' AND v.number = (
        SELECT max(n.number) FROM version n JOIN taken o ON o.version = n.id WHERE n.dataset = d.id AND o.record_table = 'roadmap_item'
    )
"""


class Known:
    """The roadmap as a sheet is read against it.

    Its keys are those of the items, and what the same ``dataset`` called them last. Where keys are numbers, other sheets count from 1
    as well: such a key means an item only where this dataset or the title says so.
    """

    def __init__(self, store: Store, table: SheetTable, dataset: str) -> None:
        self._store = store
        self.currency = settings.get(store, "currency")
        self.items = all_items(store)
        self.by_id = {one.id: one for one in self.items}
        self._by_code = {name_key(one.code): one for one in self.items}
        self._by_title: dict[str, list[Item]] = {}
        for one in self.items:
            self._by_title.setdefault(name_key(one.title), []).append(one)
        self._called = self._called_last(table, dataset)
        self.commitments: dict[int, dict[str, Commitment]] = {}
        for commitment in all_commitments(store):
            self.commitments.setdefault(commitment.item, {})[commitment.period] = commitment
        self._names: dict[tuple[str, str], str] = {}
        self._exact: set[tuple[str, str]] = set()
        self._people = {entry.id: entry.name for entry in all_entries(store, "person")}
        self._call("goal", (goal.title for goal in all_goals(store)))
        self._call("team", (row[0] for row in store.db.execute("SELECT name FROM roadmap_team")))
        for name in ("team", "area"):
            self._call(name, (text for one in self.items if (text := getattr(one, name))))
        self._next = int(next_code(store).removeprefix("RM-"))
        self._given = {name_key(code_in(row.values)) for row in table.rows}

    def meant(self, code: str, title: str) -> Item | None:
        """The item with this key, or without a key the one of this title; None for a new one.

        Raises UserError where a title alone is that of several.
        """
        if code:
            return self.of_code(code, title)
        found = self._by_title.get(name_key(title), [])
        if len(found) > 1:
            raise UserError(f"{' and '.join(one.code for one in found[:3])} have this title. Give its key.")
        return found[0] if found else None

    def of_code(self, code: str, title: str = "") -> Item | None:
        """The item that a key means; of a number that nobody else vouches for only one of the same title."""
        key = name_key(code)
        there, called = self._by_code.get(key), self._called.get(key)
        if not is_number(code):
            return there or called
        return called or (there if there is not None and name_key(there.title) == name_key(title) else None)

    def of_title(self, title: str) -> list[Item]:
        """The items of this title, or the one whose key and title these are."""
        key = name_key(title)
        return self._by_title.get(key) or [one for one in self.items if name_key(one.label) == key]

    def has_code(self, code: str) -> bool:
        """Whether an item has this key."""
        return name_key(code) in self._by_code

    def new_code(self) -> str:
        """A key that no item has, here or in the sheet, another one each time."""
        while name_key(f"RM-{self._next}") in self._given:
            self._next += 1
        self._next += 1
        return f"RM-{self._next - 1}"

    def resolved(self, field: str, text: str) -> str:
        """A goal, team, area or person as the roadmap has it, or as the sheet calls it first."""
        if (field, text) in self._exact:
            return text
        return self._names.setdefault((field, name_key(text)), self.person(text) or text if field == "owner" else text)

    def person(self, text: str) -> str | None:
        """The person that a text means; None for nobody who is known."""
        entry = entry_named(self._store, "person", text)
        return None if entry is None else self._people[entry]

    def _call(self, kind: str, names: Iterable[str]) -> None:
        for name in names:
            self._names.setdefault((kind, name_key(name)), name)
            self._exact.add((kind, name))

    def _called_last(self, table: SheetTable, dataset: str) -> Mapping[str, Item]:
        """The items by the keys that the last version of the dataset gave them; numbers only where most of them still mean the same.

        Sheets of one file can come in under one name, and each of them counts from 1.
        """
        if not has_dataset(self._store, dataset):
            return {}
        called: dict[str, Item] = {}
        codes: dict[tuple[int, int], dict[int, str]] = {}
        for record, version, part, row in self._store.db.execute(_LAST_TAKEN, (dataset_key(dataset),)):
            if (version, part) not in codes:
                before = table_of_part(self._store, version, part, find_version(self._store, version).kind)
                codes[version, part] = {one.number: name_key(code_in(one.values)) for one in before.rows}
            code = codes[version, part].get(row)
            if code and record in self.by_id:
                called[code] = self.by_id[record]
        numbered = [(called[code], row) for row in table.rows if is_number(code := name_key(code_in(row.values))) and code in called]
        same = sum(name_key(one.title) == name_key(str(row.values.get("item") or "")) for one, row in numbered)
        if 2 * same >= len(numbered):
            return called
        return {code: one for code, one in called.items() if not is_number(code)}


def code_in(values: Mapping[str, object]) -> str:
    """The key in a row; empty for none."""
    return " ".join(str(values.get("code") or "").split())


def is_number(code: str) -> bool:
    """Whether a key is a number in a list, such as 12 or 3.1.4."""
    return _NUMBER.fullmatch(code) is not None
