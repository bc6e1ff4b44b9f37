"""How rows of an imported sheet become records of an area: what would change is worked out first, and taken in the import's own step."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored, columns_of
from prodops_desktop.datasets.store import find_version, has_dataset, name_key
from prodops_desktop.errors import UserError
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.intake.numbers import form_from_record, read_number
from prodops_desktop.workspace import Store, rows

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True)
class SheetRow:
    """An accepted row by the number under which it is stored, with its values by field.

    ``currencies``: the signs of its amounts by field, where they differ within a column.
    """

    number: int
    values: Mapping[str, Stored]
    currencies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetTable:
    """The rows of a sheet of one kind, the column behind each field that is mapped, and the day that the sheet speaks of."""

    kind: str
    columns: Mapping[str, Column]
    rows: Iterable[SheetRow]
    as_of: str


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

    def hold(self, store: Store, version: int) -> "Differences":
        """Make what was gathered seen as long as the import stands, inside its edit; returns what came of it, counted."""


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


def staged_stream(file: Path, found: Mapping[str, Any], as_of: str) -> SheetTable:
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


def part_stream(store: Store, version: int, part: int, kind: str) -> SheetTable:
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
        raw = 'SELECT _row, text FROM raw WHERE "column" = ?'
        signs = {name: _signs(column, connection.execute(raw, (column.position,))) for name, column in _unlabelled(mapped)}
        return SheetTable(found["kind"], mapped, _rows(connection.execute(_select("rows", mapped)), mapped, signs), as_of)
    finally:
        connection.close()


def table_of_part(store: Store, version: int, part: int, kind: str) -> SheetTable:
    """The rows of a part of a version."""
    mapped = mapped_columns(columns_of(store, version))
    raw = "SELECT row, text FROM raw WHERE part = ? AND position = ?"
    signs = {name: _signs(column, store.db.execute(raw, (part, column.position))) for name, column in _unlabelled(mapped)}
    rows_ = _rows(store.db.execute(_select(f"part_{part}", mapped)), mapped, signs)
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


def _unlabelled(columns: Mapping[str, Column]) -> list[tuple[str, Column]]:
    """The columns of amounts that have no currency in common, because they have none or several."""
    return [(name, column) for name, column in columns.items() if column.type == "money" and column.currency is None]


def _signs(column: Column, raw: Iterable[Sequence[Any]]) -> _Signs:
    return _Signs(_sign(form_from_record(column.format).render("1")), {row: _sign(text) for row, text in raw})


def _sign(text: str) -> str | None:
    read = read_number(text.strip())
    return read.currency if read else None


def _rows(found: Iterable[Sequence[Any]], columns: Mapping[str, Column], signs: Mapping[str, _Signs]) -> tuple[SheetRow, ...]:
    made = []
    for number, *values in map(tuple, found):
        currencies = {name: sign for name, known in signs.items() if (sign := known.of(number))}
        made.append(SheetRow(number, dict(zip(columns, values, strict=True)), currencies))
    return tuple(made)


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
