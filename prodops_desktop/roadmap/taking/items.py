"""Takes sheets of a roadmap or a project plan into the roadmap: what would change is shown first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from prodops_desktop.datasets.sheet_rows import SheetTable, table_of_part
from prodops_desktop.datasets.store import find_version
from prodops_desktop.datasets.taking import Differences, Proposal, RecordChange, compare, with_bases
from prodops_desktop.errors import UserError
from prodops_desktop.metrics.periods import day_text, period_text
from prodops_desktop.metrics.wording import minus, number_text
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.checks import check_item
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.model import Commitment, Item, Need
from prodops_desktop.roadmap.store import cycle_text, find_item, save_item
from prodops_desktop.roadmap.taking.days import When
from prodops_desktop.roadmap.taking.fields import FIELDS, Promise, changed, value_of
from prodops_desktop.roadmap.taking.known import Known
from prodops_desktop.roadmap.taking.ordering import in_order, without_cycles
from prodops_desktop.roadmap.taking.remarks import Remarks
from prodops_desktop.roadmap.taking.saying import Saying, sayings
from prodops_desktop.roadmap.taking.waiting import Directory, Wait, node, waits_there
from prodops_desktop.roadmap.vague_days import write_day
from prodops_desktop.workspace import Store

_TABLE = "roadmap_item"


class RoadmapTaker:
    """Takes sheets of the kind “roadmap”: a row is an item, told by its key, without one by its title."""

    def differences(self, store: Store, table: SheetTable, dataset: str) -> Differences:
        """See :class:`Taker`; items come after those that they wait for, and what closes a cycle is left out."""
        return _Comparison(store, table, dataset).result()

    def take(self, store: Store, record: RecordChange, values: Mapping[str, object]) -> tuple[str, int]:
        """Give an item these values; what was committed is reported as of the day of the sheet, whether it is new or not."""
        proposal = record.proposal
        id_ = proposal.id if proposal.id and not values else _saved(store, proposal, values)
        declined = "committed" not in values and any(change.field == "committed" for change in record.fields)
        for promise in () if declined else _promises(proposal.theirs):
            committed, as_of = promise.committed, promise.as_of
            assert as_of is not None
            report(store, id_, promise.period, committed=committed, points=promise.points, as_of=as_of)
        return _TABLE, id_


def _saved(store: Store, proposal: Proposal, values: Mapping[str, object]) -> int:
    """Give an item values of fields of a sheet; returns its id."""
    before = find_item(store, proposal.id) if proposal.id else Item(0, str(proposal.mine["code"]), str(proposal.mine["item"]))
    after = changed(before, values)
    if isinstance(waits := values.get("depends_on"), tuple):
        after = replace(after, needs=_needs(store, waits))
    return save_item(store, after)[1]


def _promises(values: Mapping[str, object]) -> tuple[Promise, ...]:
    said = values.get("committed")
    return tuple(one for one in said if isinstance(one, Promise)) if isinstance(said, tuple) else ()


def _needs(store: Store, waits: Sequence[object]) -> tuple[Need, ...]:
    """The waits by id, of items that are there: one that was not taken can't be waited for."""
    found = []
    for wait in waits:
        if isinstance(wait, Wait):
            row = store.db.execute("SELECT id FROM roadmap_item WHERE code_key = ?", (wait.to.removeprefix("item|"),)).fetchone()
            if row is not None:
                found.append(Need(row["id"], wait.lag))
    return tuple(found)


def shown(value: object) -> str:
    """A value of an item as text for people."""
    if value is None:
        return ""
    if isinstance(value, When):
        return write_day(value.day, value.precision)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, tuple):
        return ", ".join(shown(one) for one in value)
    if isinstance(value, Wait):
        return f"{value.label} ({minus(f'{value.lag:+d}')} {'day' if abs(value.lag) == 1 else 'days'})" if value.lag else value.label
    if isinstance(value, Promise):
        return f"{'yes' if value.committed else 'no'} for {period_text(value.period)}"
    return number_text(value) if isinstance(value, int | float) else str(value)


@dataclass(frozen=True)
class _Read:
    """What a sheet says, item by item, with the proposal of each."""

    said: list[Saying]
    proposals: list[Proposal]


class _Comparison:
    """One sheet against the roadmap."""

    def __init__(self, store: Store, table: SheetTable, dataset: str) -> None:
        self._store, self._table, self._dataset = store, table, dataset
        self._known = Known(store, table, dataset)
        self._remarks = Remarks()

    def result(self) -> Differences:
        """The differences."""
        read = self._read(self._table, self._remarks)
        based = with_bases(self._store, self._dataset, read.proposals, self._said_before)
        proposals = self._without_cycles(based, self._remarks)
        records = compare(self._table.kind, self._ordered(proposals), shown)
        named = {saying.there.id for saying in read.said if saying.there is not None}
        missing = tuple(one.label for one in self._known.items if one.id not in named and not one.is_over)
        return Differences("roadmap items", records, missing, self._remarks.sentences())

    def _read(self, table: SheetTable, remarks: Remarks) -> _Read:
        rows = _one_of_each(sayings(table, self._known, remarks), remarks)
        said = [saying for saying in rows if _is_possible(saying, remarks)]
        directory = Directory(said, self._known)
        return _Read(said, [self._proposal(saying, directory, remarks) for saying in said])

    def _proposal(self, saying: Saying, directory: Directory, remarks: Remarks) -> Proposal:
        theirs = dict(saying.values)
        if saying.waits and (waits := directory.waits(saying, remarks)) is not None:
            theirs["depends_on"] = waits
        item = saying.there
        if item is None:
            mine: dict[str, object] = {"code": saying.code, "item": saying.title}
            return Proposal(saying.row, _TABLE, None, node(saying.code), saying.label, mine, theirs)
        mine = {name: value_of(item, name) for name in FIELDS}
        mine["depends_on"] = waits_there(item, self._known)
        mine["committed"] = _promised(self._known.commitments.get(item.id, {}), theirs)
        return Proposal(saying.row, _TABLE, item.id, node(item.code), item.label, mine, theirs)

    def _said_before(self, version: int, part: int, _: str) -> dict[int, Mapping[str, object]]:
        """What an earlier version said, by the row from which items were taken."""
        before = table_of_part(self._store, version, part, find_version(self._store, version).kind)
        return {one.row: one.theirs for one in self._without_cycles(self._read(before, Remarks()).proposals, Remarks())}

    def _without_cycles(self, proposals: list[Proposal], remarks: Remarks) -> list[Proposal]:
        """The proposals without the dependencies that would close a cycle, each of which is said."""
        standing = {node(one.code): _targets(waits_there(one, self._known)) for one in self._known.items}
        said = {one.key: _targets(one.theirs["depends_on"]) for one in proposals if _takes_waits(one)}
        left, cycles = without_cycles(standing, said)
        labels = {node(one.code): one.label for one in self._known.items} | {one.key: one.title for one in proposals}
        for cycle in cycles:
            told = [labels[one] for one in cycle]
            remarks.say(f"{cycle_text(told)} {told[0]} was taken without waiting for {told[1]}.")
        refused = {(cycle[0], cycle[1]) for cycle in cycles}
        return [_with_waits_left(one, refused) if one.key in left else one for one in proposals]

    def _ordered(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The proposals, each after those of the items that it waits for, which must be there when it is taken."""
        waits = {node(one.code): _targets(waits_there(one, self._known)) for one in self._known.items}
        waits |= {one.key: _targets(one.theirs["depends_on"]) for one in proposals if _takes_waits(one)}
        by_key = {one.key: one for one in proposals}
        return [by_key[key] for key in in_order(waits, by_key)]


def _promised(there: Mapping[str, Commitment], theirs: Mapping[str, object]) -> tuple[Promise, ...]:
    """What reports say by now of the periods that a sheet speaks of."""
    found = (there.get(promise.period) for promise in _promises(theirs))
    return tuple(Promise(one.period, one.says_now) for one in found if one is not None)


def _takes_waits(proposal: Proposal) -> bool:
    """Whether a proposal says what its item waits for, and nobody corrected that by hand."""
    if "depends_on" not in proposal.theirs:
        return False
    return "depends_on" not in proposal.base or proposal.base["depends_on"] == proposal.mine["depends_on"]


def _targets(waits: object) -> list[str]:
    return [one.to for one in waits if isinstance(one, Wait)] if isinstance(waits, tuple) else []


def _with_waits_left(proposal: Proposal, refused: set[tuple[str, str]]) -> Proposal:
    def left(waits: object) -> tuple[Wait, ...]:
        found = waits if isinstance(waits, tuple) else ()
        return tuple(one for one in found if isinstance(one, Wait) and (proposal.key, one.to) not in refused)

    theirs = {**proposal.theirs, "depends_on": left(proposal.theirs["depends_on"])}
    return replace(proposal, theirs=theirs)


def _is_possible(saying: Saying, remarks: Remarks) -> bool:
    """Whether an item can be as the sheet says; where it can't, that is said, and the rest of the sheet goes on."""
    try:
        check_item(saying.after)
    except UserError as error:
        remarks.say(f"{saying.label} was left out: {error}")
        return False
    return True


def _one_of_each(said: Sequence[Saying], remarks: Remarks) -> list[Saying]:
    """The first row of each item; further ones only say what is committed for other periods."""
    found: dict[str, Saying] = {}
    for saying in said:
        key = (
            f"id {saying.there.id}"
            if saying.there
            else f"key {name_key(saying.named)}"
            if saying.named
            else f"title {name_key(saying.title)}"
        )
        first = found.setdefault(key, saying)
        if first is saying:
            continue
        promised, more = _promises(first.values), _promises(saying.values)
        if more and not {one.period for one in more} & {one.period for one in promised}:
            both = tuple(sorted((*promised, *more), key=lambda one: one.period))
            found[key] = replace(first, values={**first.values, "committed": both})
        elif saying.named:
            remarks.say(f"{first.label}: it stands in several rows; the first one was taken.")
        else:
            remarks.say(f"“{saying.title}” stands in several rows without a key; the first one was taken. Give each a key.")
    return list(found.values())
