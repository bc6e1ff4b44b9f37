"""Takes sheets of dated events into the calendar that experiments are seen in: what would change is shown first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from prodops_desktop.agenda.events import Event, all_events, save_event
from prodops_desktop.datasets.sheet_rows import SheetRow, SheetTable, table_of_part
from prodops_desktop.datasets.store import find_version
from prodops_desktop.datasets.taking import Differences, Proposal, RecordChange, compare, taken_last, with_bases
from prodops_desktop.experiments.taking import words
from prodops_desktop.experiments.taking.known import Known
from prodops_desktop.experiments.taking.listing import one_line
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import Store

_COLUMNS = {"to": "ends", "event_type": "type", "event_owner": "owner", "event_note": "note"}
"""Fields of the sheet that are called otherwise in the record."""
_FIELDS = ("event_type", "to", "region", "segment", "surface", "event_owner", "event_note")
_OTHER = "other"


@dataclass(frozen=True)
class _Said:
    """What a row says of an event."""

    row: int
    title: str
    day: str
    values: dict[str, str]

    @property
    def key(self) -> tuple[str, str]:
        return name_key(self.title), self.day


class EventsTaker:
    """Takes sheets of the kind “events”: a row is an event, told by what it is and its first day."""

    def differences(self, store: Store, table: SheetTable, dataset: str) -> Differences:
        """See :class:`Taker`; an event that begins on another day is another one."""
        known, problems = Known(store), list[str]()
        events = all_events(store)
        pairs = _paired(_said(table, known, problems), events, problems)
        proposals = [_proposal(own, event) for own, event in pairs]

        def said_before(version: int, part: int, _: str) -> dict[int, Mapping[str, object]]:
            before = table_of_part(store, version, part, find_version(store, version).kind)
            return {own.row: own.values for own in _said(before, known, [])}

        records = compare(table.kind, with_bases(store, dataset, proposals, said_before), lambda value: str(value or ""))
        named = {event.id for _, event in pairs if event is not None}
        before = set(taken_last(store, dataset, "event")) - named
        missing = [f"{event.title}, {event.starts}" for event in events if event.id in before]
        return Differences("events", records, tuple(missing), tuple(problems))

    def take(self, store: Store, record: RecordChange, values: Mapping[str, object]) -> tuple[str, int]:
        """Give an event these values."""
        proposal = record.proposal
        columns = {_COLUMNS.get(name, name): str(value) for name, value in values.items()}
        if proposal.id:
            return "event", save_event(store, columns, proposal.id)[1]
        new = {"title": str(proposal.mine["what"]), "starts": str(proposal.mine["from"]), "type": _OTHER}
        return "event", save_event(store, {**new, **columns})[1]


def _said(table: SheetTable, known: Known, problems: list[str]) -> list[_Said]:
    found = []
    for row in table.rows:
        title, written = one_line(str(row.values.get("what") or "")), str(row.values.get("from") or "")
        day = written[:10]
        if not title:
            continue
        if not _is_day(day):
            problems.append(f"{title} was left out: “{written[:60]}” is no day. Give the day on which it begins.")
            continue
        found.append(_Said(row.number, title, day, _values(row, f"{title}, {day}", day, known, problems)))
    return found


def _values(row: SheetRow, title: str, day: str, known: Known, problems: list[str]) -> dict[str, str]:
    read = {field: text for field in _FIELDS if (text := str(row.values.get(field) or "").strip())}
    values = {field: text for field, text in read.items() if field not in ("event_type", "to")}
    if "event_owner" in values:
        values["event_owner"] = str(known.resolved("experiment_owner", one_line(values["event_owner"])))
    if "event_type" in read:
        try:
            values["event_type"] = words.meaning(words.EVENT, read["event_type"])
        except ValueError:
            problems.append(f"{title}: “{read['event_type'][:60]}” is no type of event that is known; a new event becomes “{_OTHER}”.")
    ends = read.get("to", "")[:10]
    if ends and not _is_day(ends):
        problems.append(f"{title}: “{ends}” is no day; the end was left out.")
    elif ends and ends < day:
        problems.append(f"{title}: it would end on {ends}, before it begins; the end was left out.")
    elif ends:
        values["to"] = ends
    return values


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _paired(said: Sequence[_Said], events: Sequence[Event], problems: list[str]) -> list[tuple[_Said, Event | None]]:
    """Each row with the event that it means: of several with one name and first day that with the same end, else the next one."""
    free: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        free.setdefault((name_key(event.title), event.starts), []).append(event)
    seen: set[tuple[str, str]] = set()
    pairs: list[tuple[_Said, Event | None]] = []
    for own in said:
        left = free.get(own.key, [])
        meant = next((one for one in left if one.ends == own.values.get("to", own.day)), left[0] if left else None)
        if meant is None and own.key in seen:
            problems.append(f"{own.title}, {own.day}: it stands in several rows; the first one was taken.")
            continue
        if meant is not None:
            left.remove(meant)
        seen.add(own.key)
        pairs.append((own, meant))
    return pairs


def _proposal(own: _Said, event: Event | None) -> Proposal:
    title = f"{own.title}, {own.day}"
    key = f"event|{own.key[0]}|{own.day}"
    if event is None:
        return Proposal(own.row, "event", None, key, title, {"what": own.title, "from": own.day}, own.values)
    mine: dict[str, object] = {field: getattr(event, _COLUMNS.get(field, field)) for field in _FIELDS}
    return Proposal(own.row, "event", event.id, f"{key}|{event.id}", title, mine, own.values)
