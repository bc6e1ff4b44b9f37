"""Takes sheets into feedback: whatever was said is gathered, and a list that was sent out and comes back is compared item by item."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.sheet_rows import SheetRow, SheetTable, mapped_columns, part_rows
from prodops_desktop.datasets.taking import NEW, SAME, Differences, Proposal, RecordChange, compare, with_bases
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.gathering import NOUN, FeedbackGathering, count, course_of, known_identities, note_of, strange_words
from prodops_desktop.feedback.model import ARCHIVE, DELETED, DONE, IMPORTANCES, INBOX, MERGED, OUT, SNOOZED, TYPED, Item, code_of, read_code
from prodops_desktop.feedback.policy import read_policy
from prodops_desktop.feedback.said import Said, again, channel_of, importance_of, listed_tags, said_of
from prodops_desktop.feedback.store import find_item, read_items
from prodops_desktop.feedback.taxonomy import all_tags, tag_key
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.columns import one_line

_AT_ONCE = 1000
_LEFT_OUT = "left out"
_EXCEL_CELL = 32_000
"""Units of UTF-16, of which some signs take two; Excel takes a few more."""
_MOST_PROBLEMS = 200


class FeedbackTaker:
    """Takes sheets of every kind that brings feedback; rows with the code of an item are what stands in a list that comes back."""

    def gathering(self, part: int, kind: str, as_of: str) -> FeedbackGathering:
        """See :class:`prodops_desktop.datasets.taking.Gatherer`."""
        return FeedbackGathering(part, kind, as_of)

    def differences(self, store: Store, table: SheetTable, dataset: str) -> Differences:
        """See :class:`prodops_desktop.datasets.taking.Taker`; rows without a code are only counted."""
        reading = _Reading(store, table)
        for rows in _chunks(table.rows):
            reading.read(rows)
        said_before = _said_before(store, reading.tags)
        records = compare("feedback", with_bases(store, dataset, reading.proposals, said_before), shown)
        counted = {NEW: reading.counts[NEW], SAME: reading.counts[SAME]}
        return Differences(NOUN, records, (), tuple(reading.problems), counted, note_of(reading.counts, list(reading.strange)))

    def take(self, store: Store, record: RecordChange, values: Mapping[str, object]) -> tuple[str, int]:
        """Give an item these values."""
        item = int(record.proposal.id or 0)
        _give(store, find_item(store, item), values)
        return "feedback_item", item


def values_of(item: Item, names: Mapping[int, str]) -> dict[str, object]:
    """The fields of an item that a list of items has, by the names of the kind “feedback”; ``names`` are those of the tags."""
    return {
        "title": item.title,
        "text": item.text,
        "when": item.day,
        "account": one_line(item.account),
        "person": one_line(item.person),
        "channel": item.channel,
        "importance": item.importance,
        "tags": tuple(sorted((names[tag] for tag in item.tags if tag in names), key=str.casefold)),
        "state": state_text(item),
        "note": item.note,
    }


def state_text(item: Item) -> str:
    """Where an item stands, as a list says it and takes it back."""
    if item.state == SNOOZED:
        return f"{SNOOZED} until {item.until}"
    if item.state == OUT:
        return _LEFT_OUT
    return f"{MERGED} into {code_of(item.root)}" if item.state == MERGED else item.state


def cut_for_excel(text: str) -> str:
    """A text as far as a cell of Excel takes it."""
    units = text.encode("utf-16-le", "surrogatepass")
    return text if len(units) <= 2 * _EXCEL_CELL else f"{units[: 2 * _EXCEL_CELL].decode('utf-16-le', 'ignore')}…"


def shown(value: object) -> str:
    """A value of an item as text for people."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, int):
        return IMPORTANCES[value]
    return "" if value is None else " ".join(str(value).split())


class _Reading:
    """What the rows of a sheet come to: counts of what is new and known, and a proposal for each item that one names."""

    def __init__(self, store: Store, table: SheetTable) -> None:
        self._store, self._kind, self._as_of = store, table.kind, table.as_of
        self._policy = read_policy(store)
        self._seen = Counter[bytes]()
        self.tags = {tag_key(tag.name): tag.name for tag in all_tags(store)}
        self._names = {tag.id: tag.name for tag in all_tags(store)}
        self.counts = Counter[str]()
        self.strange: dict[str, None] = {}
        self.proposals: list[Proposal] = []
        self.problems: list[str] = []

    def read(self, rows: list[SheetRow]) -> None:
        said = [(row, one) for row in rows if (one := said_of(self._kind, row, self._as_of)) is not None]
        codes = {row.number: code for row, one in said if one.code and (code := read_code(one.code)) is not None}
        items = {item.id: item for item in read_items(self._store, list(codes.values()))}
        plain = []
        for row, one in said:
            item = items.get(codes.get(row.number, 0))
            if item is None:
                plain.append(one)
            else:
                self._propose(row, one, item)
        self._count(plain)

    def _propose(self, row: SheetRow, one: Said, item: Item) -> None:
        mine = values_of(item, self._names)
        theirs = self._theirs(row, one, item)
        self.proposals.append(Proposal(row.number, "feedback_item", item.id, f"feedback|{item.id}", item.code, mine, theirs))

    def _theirs(self, row: SheetRow, one: Said, item: Item) -> dict[str, object]:
        problems: list[str] = []
        theirs = said_values(row, one, self.tags, problems)
        for field in ("text", "title"):
            same = one_line(str(theirs.get(field) or "")) == one_line(cut_for_excel(getattr(item, field) or ""))
            if field in theirs and (same or item.kind != TYPED):
                del theirs[field]
                if not same:
                    problems.append("its words came from a sheet and stand as they were said")
        if item.state == MERGED:
            theirs.pop("tags", None)  # those of the item that it is merged into hold
        if theirs.get("state") == _LEFT_OUT and item.state != OUT:
            del theirs["state"]
            problems.append("only the policy of the inbox leaves out; say done, archive or deleted")
        for problem in problems:
            self._say(f"{item.code}: {problem}.")
        return theirs

    def _count(self, said: list[Said]) -> None:
        identities = []
        for one in said:
            self._seen[one.identity] += 1
            identities.append(again(one.identity, self._seen[one.identity]))
            if one.unknown:
                self._say(f"“{one.unknown[:40]}” is no importance that is known; write 0 to 3, or {', '.join(IMPORTANCES)}.")
        known = known_identities(self._store, identities)
        for one, identity in zip(said, identities, strict=True):
            course = course_of(one, self._kind, known.get(identity), self._policy)
            count(self.counts, one, course)
            if course.is_new:
                self.strange.update(dict.fromkeys(strange_words(self._kind, one, self.tags)))

    def _say(self, problem: str) -> None:
        if problem not in self.problems and len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(problem)


def said_values(row: SheetRow, one: Said, tags: Mapping[str, str], problems: list[str]) -> dict[str, object]:
    """What a row says of the fields of an item; an empty cell says nothing, but of tags that there are none.

    What can't be understood is told in ``problems``.
    """

    def filled(field: str) -> bool:
        return bool(str(row.values.get(field) or "").strip())

    values: dict[str, object] = {"text": one.text, "title": one.title, "account": one.account, "person": one.person}
    values |= {
        "when": one.at[:10],
        "channel": channel_of(str(row.values.get("channel") or "")),
        "note": str(row.values.get("note") or "").strip(),
    }
    found = {field: value for field, value in values.items() if filled(field)}
    if filled("importance"):
        level = importance_of(str(row.values["importance"]).removesuffix(".0"))
        if level is None:
            problems.append(f"“{row.values['importance']}” is no importance that is known")
        else:
            found["importance"] = level
    if "tags" in row.values:
        words = listed_tags(str(row.values["tags"] or ""))
        unknown = [word for word in words if tag_key(word) not in tags]
        if unknown:
            problems.append(f"there is no tag {' and no tag '.join(f'“{word}”' for word in unknown)}; add it first")
        found["tags"] = tuple(sorted({tags[tag_key(word)] for word in words if tag_key(word) in tags}, key=str.casefold))
    if filled("state"):
        state = _state(str(row.values["state"]))
        if state is None:
            problems.append(f"“{row.values['state']}” is no state that is known")
        else:
            found["state"] = state
    return found


def _state(text: str) -> str | None:
    """The state that a text means, written as :func:`state_text` writes it."""
    words = " ".join(text.casefold().split())
    if words in (INBOX, DONE, ARCHIVE, DELETED, _LEFT_OUT):
        return words
    if words.startswith(f"{SNOOZED} until "):
        try:
            return f"{SNOOZED} until {date.fromisoformat(words.rsplit(' ', 1)[1]).isoformat()}"
        except ValueError:
            return None
    code = read_code(words.removeprefix(f"{MERGED} into "))
    return f"{MERGED} into {code_of(code)}" if words.startswith(MERGED) and code is not None else None


def _give(store: Store, item: Item, values: Mapping[str, object]) -> None:
    corrected = {
        ("at" if field == "when" else field): str(values[field])
        for field in ("when", "account", "person", "channel", "note")
        if field in values
    }
    if corrected:
        triage.correct(store, [item.id], corrected)
    if "importance" in values:
        triage.weigh(store, [item.id], int(str(values["importance"])))
    if item.kind == TYPED and ("text" in values or "title" in values):
        triage.reword(store, item.id, str(values.get("title", item.title) or ""), str(values.get("text", item.text)))
    if isinstance(tags := values.get("tags"), tuple):
        _give_tags(store, item, tags)
    if "state" in values:
        _give_state(store, item, str(values["state"]))


def _give_tags(store: Store, item: Item, names: tuple[object, ...]) -> None:
    known = {tag.name: tag.id for tag in all_tags(store)}
    wanted = {known[str(name)] for name in names if str(name) in known}
    for tag in wanted - set(item.tags):
        triage.tag_items(store, [item.id], tag)
    for tag in set(item.tags) - wanted:
        triage.tag_items(store, [item.id], tag, given=False)


def _give_state(store: Store, item: Item, text: str) -> None:
    plain: Mapping[str, Callable[[Store, list[int]], object]] = {
        INBOX: triage.put_back,
        DONE: triage.finish,
        ARCHIVE: triage.archive,
        DELETED: triage.delete_items,
    }
    if text in plain:
        plain[text](store, [item.id])
    elif text.startswith(SNOOZED):
        triage.snooze(store, [item.id], date.fromisoformat(text.rsplit(" ", 1)[1]))
    else:
        triage.merge_items(store, [item.id], find_item(store, read_code(text.rsplit(" ", 1)[1]) or 0).id)


def _said_before(store: Store, tags: Mapping[str, str]) -> Callable[[int, int, str], dict[int, Mapping[str, object]]]:
    def said(version: int, part: int, _: str) -> dict[int, Mapping[str, object]]:
        mapped = mapped_columns(columns_of(store, version))
        before = ((row, said_of("feedback", row, "")) for row in part_rows(store, part, mapped))
        return {row.number: said_values(row, one, tags, []) for row, one in before if one is not None}

    return said


def _chunks(rows: Iterable[SheetRow]) -> Iterator[list[SheetRow]]:
    some: list[SheetRow] = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some
