"""How rows of an imported sheet become records of an area: what would change is worked out first, and taken in the import's own step."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

from prodops_desktop.datasets.sheet_rows import SheetTable
from prodops_desktop.datasets.store import has_dataset, name_key
from prodops_desktop.errors import UserError
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.workspace import Store, rows

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True)
class Proposal:
    """What the sheet says of one record: ``theirs`` holds only the fields that it says something about.

    ``id`` is None for a record that is not there yet; ``mine`` is how it stands, and ``base`` what the same dataset said of its fields
    last, empty when it never did. ``needs`` is the key of a record that the sheet adds, too, and without which this one can't be.
    """

    row: int
    table: str
    id: int | None
    key: str
    title: str
    mine: Mapping[str, object]
    theirs: Mapping[str, object]
    base: Mapping[str, object] = field(default_factory=dict)
    needs: str = ""

    @property
    def differing(self) -> list[str]:
        """The fields of which the sheet says something else than the record."""
        return [name for name, value in self.theirs.items() if self.mine.get(name) != value]


@dataclass(frozen=True)
class FieldChange:
    """One field that the sheet would change, as text; ``kept``: it was corrected by hand, which wins unless it is chosen otherwise."""

    key: str
    field: str
    title: str
    before: str
    after: str
    kept: bool


@dataclass(frozen=True)
class RecordChange:
    """What would become of one record: ``what`` is new, changed or same."""

    proposal: Proposal
    what: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Differences:
    """A sheet against what is there: the records it speaks of, those that it does not name, and what in it can't be understood.

    Records that are only counted, as there may be any number of them, are in ``counted`` by what they are, and ``note`` says more.
    """

    noun: str
    records: tuple[RecordChange, ...]
    missing: tuple[str, ...]
    problems: tuple[str, ...]
    counted: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    def count(self, what: str) -> int:
        """How many records are new, changed or the same."""
        return sum(record.what == what for record in self.records) + self.counted.get(what, 0)

    @property
    def speaks(self) -> bool:
        """Whether the sheet says anything that an area takes."""
        return bool(self.records or self.missing or self.problems or any(self.counted.values()))

    @property
    def kept(self) -> int:
        """How many fields stay as they were corrected by hand."""
        return sum(change.kept for record in self.records for change in record.fields)


Choice = Mapping[str, bool]
"""By the key of a field's change whether it is taken; what is not named is taken unless it is ``kept``."""


class Taker(Protocol):
    """An area that takes sheets of one kind."""

    def differences(self, store: Store, table: SheetTable, dataset: str) -> Differences:
        """What the next version of ``dataset`` would change; nothing is written."""

    def take(self, store: Store, record: RecordChange, values: Mapping[str, object]) -> tuple[str, int]:
        """Give a record these values, inside the edit of the import; returns its table and id. Raises UserError when it can't be."""


class Gathering(Protocol):
    """One sheet of which an area takes every row, however many: in short steps while it is stored, seen once its version stands."""

    names_records: bool
    """Whether its rows name records that are there, which are compared and taken like those of any other sheet."""

    def steps(self, store: Store, on_rows: Callable[[int], None]) -> Iterator[None]:
        """Steps that take the rows of a part which is no version's yet; ``on_rows`` is told how many more are through."""

    def hold(self, store: Store, version: int, instead_of: Sequence[int] = ()) -> "Differences":
        """Make what was gathered seen as long as the import stands, inside its edit; returns what came of it, counted.

        It stands instead of the parts ``instead_of``, all rows of which it has, too.
        """


@runtime_checkable
class Gatherer(Taker, Protocol):
    """An area that takes whole sheets of any size. The rows that its ``differences`` get can be read only once."""

    def gathering(self, part: int, kind: str, as_of: str) -> Gathering:
        """What takes the rows of a part; the version will be ``as_of`` this day."""


Takers = Mapping[str, Taker]
"""The taker of each kind of sheet that an area takes."""


@dataclass(frozen=True)
class Taking:
    """What to take out of an import, and what is left."""

    taker: Taker
    choice: Choice = field(default_factory=dict)


def compare(kind: str, proposals: Iterable[Proposal], text: Callable[[object], str]) -> tuple[RecordChange, ...]:
    """What each proposal would change; ``text`` writes a value for people.

    A field is ``kept`` where the record no longer holds what this dataset said last of it: somebody corrected it since.
    """
    return tuple(_compare(kind, proposal, text) for proposal in proposals)


def _compare(kind: str, proposal: Proposal, text: Callable[[object], str]) -> RecordChange:
    about = KINDS[kind]
    changes = []
    for name in proposal.differing:
        mine = proposal.mine.get(name)
        kept = proposal.id is not None and name in proposal.base and proposal.base[name] != mine
        key = f"{proposal.key}|{name}"
        changes.append(FieldChange(key, name, about.field(name).title, text(mine), text(proposal.theirs[name]), kept))
    what = NEW if proposal.id is None else CHANGED if changes else SAME
    return RecordChange(proposal, what, tuple(changes))


def take_all(store: Store, taking: Taking, differences: Differences, version: int, part: int) -> Differences:
    """Take what is chosen, inside the edit of the import, and note for each record the row that speaks of it.

    Returns what came of it: the records that were taken, each with the fields that were, and those that were kept. A record that
    can't be taken after all is a problem, and the others go on.
    """
    taken: list[RecordChange] = []
    problems = list(differences.problems)
    added, left = set[str](), set[str]()
    for record in differences.records:
        chosen = {change.field for change in record.fields if taking.choice.get(change.key, not change.kept)}
        wanted = taking.choice.get(record.proposal.key, bool(chosen) or not record.fields)
        needs = record.proposal.needs
        if (record.what == NEW and not wanted) or needs in left:
            left.add(record.proposal.key)
            continue
        if needs and needs not in added:
            problems.append(f"{record.proposal.title} was left out: so was what it belongs to.")
            continue
        store.db.execute("SAVEPOINT record")
        try:
            _take(store, taking.taker, record, chosen, version, part)
        except UserError as error:
            store.db.execute("ROLLBACK TO record")
            problems.append(f"{record.proposal.title} was left out: {error}")
        else:
            added.add(record.proposal.key)
            what = NEW if record.what == NEW else CHANGED if chosen else SAME
            fields = [replace(change, kept=False) if change.field in chosen else change for change in record.fields]
            taken.append(replace(record, what=what, fields=tuple(change for change in fields if change.kept or change.field in chosen)))
        finally:
            store.db.execute("RELEASE record")
    return replace(differences, records=tuple(taken), problems=tuple(problems))


def _take(store: Store, taker: Taker, record: RecordChange, chosen: set[str], version: int, part: int) -> None:
    values = {name: value for name, value in record.proposal.theirs.items() if name in chosen}
    table, id_ = taker.take(store, record, values)
    place: dict[str, rows.Value] = {"record_table": table, "record": id_, "version": version}
    query = "SELECT 1 FROM taken WHERE record_table = :record_table AND record = :record AND version = :version"
    if store.db.execute(query, place).fetchone() is None:
        rows.insert(store, "taken", {**place, "part": part, "row": record.proposal.row})


@dataclass(frozen=True)
class Taken:
    """A row from which a record was taken: its version, its part, and its number in it."""

    table: str
    record: int
    version: int
    part: int
    row: int


Said = Callable[[int, int, str], Mapping[int, Mapping[str, object]]]
"""What a version and part said of the records of a table, by the row from which they were taken."""


def with_bases(store: Store, dataset: str, proposals: Sequence[Proposal], said: Said) -> list[Proposal]:
    """The proposals with what this dataset said before of the fields that would change, the last word on each.

    A version with an empty cell said nothing, and the one before it counts; so it is gone back as far as it takes.
    """
    wanted = {(one.table, one.id): set(one.differing) for one in proposals if one.id is not None and one.differing}
    bases: dict[tuple[str, int | None], dict[str, object]] = {}
    for (version, part, table), records in _taken_before(store, dataset).items():
        asked = {record: row for record, row in records.items() if wanted.get((table, record))}
        if not asked:
            continue
        by_row = said(version, part, table)
        for record, row in asked.items():
            still = wanted[table, record]
            found = {name: value for name, value in by_row.get(row, {}).items() if name in still}
            bases.setdefault((table, record), {}).update(found)
            still.difference_update(found)
    return [replace(one, base=bases.get((one.table, one.id), {})) for one in proposals]


def _taken_before(store: Store, dataset: str) -> dict[tuple[int, int, str], dict[int, int]]:
    """By version, part and table the row from which each record was taken, the newest version of the dataset first."""
    found: dict[tuple[int, int, str], dict[int, int]] = {}
    query = (
        "SELECT t.version, t.part, t.record_table, t.record, t.row FROM taken t JOIN version v ON v.id = t.version "
        "JOIN dataset d ON d.id = v.dataset WHERE d.name_key = ? ORDER BY v.number DESC, t.id"
    )
    for version, part, table, record, row in store.db.execute(query, (name_key(dataset),)):
        found.setdefault((version, part, table), {})[record] = row
    return found


def taken_last(store: Store, dataset: str, table: str) -> list[int]:
    """The records of a table that the newest version of a dataset spoke of."""
    if not has_dataset(store, dataset):
        return []
    query = (
        "SELECT t.record FROM taken t JOIN version v ON v.id = t.version JOIN dataset d ON d.id = v.dataset WHERE d.name_key = ?1 "
        "AND t.record_table = ?2 AND v.number = (SELECT max(n.number) FROM version n WHERE n.dataset = d.id "
        "AND EXISTS (SELECT 1 FROM taken o WHERE o.version = n.id)) ORDER BY t.id"
    )
    return [row[0] for row in store.db.execute(query, (name_key(dataset), table))]


def sources_of(store: Store, table: str, record: int) -> list[Taken]:
    """The rows from which a record was taken, the newest import first."""
    found = store.db.execute(
        "SELECT record_table, record, version, part, row FROM taken WHERE record_table = ? AND record = ? ORDER BY version DESC",
        (table, record),
    )
    return [Taken(*row) for row in found]
