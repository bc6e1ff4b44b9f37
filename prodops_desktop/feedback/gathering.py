"""Takes every row of a sheet that says something into the items of feedback: in short steps, each item once however often it comes."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from prodops_desktop.datasets.reading import columns_of_part
from prodops_desktop.datasets.sheet_rows import mapped_columns, part_rows
from prodops_desktop.datasets.store import name_key as account_key
from prodops_desktop.datasets.taking import NEW, SAME, Differences
from prodops_desktop.feedback.model import ARCHIVE, INBOX, OUT, read_code
from prodops_desktop.feedback.policy import Policy, read_policy
from prodops_desktop.feedback.said import Said, again, said_of
from prodops_desktop.feedback.taxonomy import tag_key
from prodops_desktop.feedback.words import searched_text
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.pacing import paced

NOUN = "feedback"
_LIVE = "SELECT part FROM feedback_batch"


UNDATED, RAISED = "undated", "raised"


@dataclass(frozen=True)
class Known:
    """An item that is known already: whether it is seen now, how it stands, and whether anybody decided about it."""

    item: int
    here: bool
    state: str
    decided: bool


@dataclass(frozen=True)
class Course:
    """What becomes of a row: whether its item is new to those who look, where it stands by the policy, and whether that moves it."""

    is_new: bool
    standing: str
    is_raised: bool = False


def course_of(one: Said, kind: str, known: Known | None, policy: Policy) -> Course:
    """What becomes of a row. Of what is known and was left out the policy is asked again: a ticket may have become urgent."""
    standing = policy.standing(kind, one.text, one.at, priority=one.priority, type_=one.type, tags=one.tags)
    if known is None or not known.here:
        return Course(is_new=True, standing=known.state if known is not None and known.decided else standing)
    wanted_now = known.state == OUT and not known.decided and standing != OUT
    return Course(is_new=False, standing=standing, is_raised=wanted_now)


class FeedbackGathering:
    """The rows of one part on their way; what is new of them is seen once :meth:`hold` was called and its step stands."""

    def __init__(self, part: int, kind: str, as_of: str) -> None:
        self.names_records = False
        self._part, self._kind, self._as_of = part, kind, as_of
        self._seen = Counter[bytes]()
        self._tagged: list[tuple[int, int]] = []
        self._raised: dict[int, str] = {}
        self._counts = Counter[str]()
        self._strange: dict[str, None] = {}

    def steps(self, store: Store, on_rows: Callable[[int], None]) -> Iterator[None]:
        """Take the rows; see :class:`prodops_desktop.datasets.taking.Gathering`."""
        mapped = mapped_columns(columns_of_part(store, self._part))
        policy, tags = read_policy(store), {key: id_ for id_, key in store.db.execute("SELECT id, key FROM tag")}
        last = 0

        def take(count: int) -> int:
            nonlocal last
            rows = part_rows(store, self._part, mapped, last, count)
            if rows:
                last = rows[-1].number
                said = [one for row in rows if (one := said_of(self._kind, row, self._as_of)) is not None]
                self._take(store, said, policy, tags)
            return len(rows)

        for taken in paced(take, first=100):
            on_rows(taken)
            yield
        if self._counts[OUT]:
            yield from self._catch(store, policy)

    def hold(self, store: Store, version: int, instead_of: Sequence[int] = ()) -> Differences:
        """Let the items be seen, give those that are new the tags that their sheet has for them, and bring in what the policy now wants."""
        store.db.execute("INSERT INTO feedback_batch (part, version, kind) VALUES (?, ?, ?)", (self._part, version, self._kind))
        store.db.executemany("DELETE FROM feedback_batch WHERE part = ?", [(part,) for part in instead_of])
        known = "INSERT OR IGNORE INTO feedback_tag (item, tag) SELECT ?, id FROM tag WHERE id = ?"  # it may be gone meanwhile
        store.db.executemany(known, self._tagged)
        undecided = "INSERT INTO feedback_triage (item, state) SELECT ?1, ?2 WHERE ?1 NOT IN (SELECT item FROM feedback_triage)"
        store.db.executemany(undecided, self._raised.items())
        counted = {NEW: self._counts[NEW], SAME: self._counts[SAME]}
        return Differences(NOUN, (), (), (), counted, note_of(self._counts, list(self._strange)))

    def _take(self, store: Store, said: Sequence[Said], policy: Policy, tags: Mapping[str, int]) -> None:
        said = [replace(one, identity=self._identity(one)) for one in said]
        known = known_identities(store, [one.identity for one in said])
        names = _names(store, said)
        fresh = []
        for one in said:
            if one.code and (coded := read_code(one.code)) is not None and _is_here(store, coded):
                self.names_records = True  # compared field by field, and counted there
                self._place(store, one.row, coded)
            elif one.identity in known:
                self._see_again(store, one, known[one.identity], policy, tags)
            else:
                fresh.append(one)
        self._add(store, fresh, policy, tags, names)

    def _see_again(self, store: Store, one: Said, known: Known, policy: Policy, tags: Mapping[str, int]) -> None:
        """Place a row whose item is known; where nobody sees that yet or decided about it, it stands as if it was new."""
        course = course_of(one, self._kind, known, policy)
        self._place(store, one.row, known.item)
        count(self._counts, one, course)
        if course.is_raised:
            self._raised[known.item] = course.standing
        if course.is_new:
            self._tag(known.item, one, tags)
        if course.is_new and course.standing != known.state:
            self._stand(store, known.item, course.standing)

    def _identity(self, said: Said) -> bytes:
        self._seen[said.identity] += 1
        return again(said.identity, self._seen[said.identity])

    def _place(self, store: Store, row: int, item: int) -> None:
        store.db.execute("INSERT OR IGNORE INTO feedback_place (part, item, row) VALUES (?, ?, ?)", (self._part, item, row))

    def _add(
        self, store: Store, fresh: Sequence[Said], policy: Policy, tags: Mapping[str, int], names: Mapping[tuple[str, str], int]
    ) -> None:
        if not fresh:
            return
        first = _next_item(store)
        items, places, now, words = [], [], [], []
        for item, one in enumerate(fresh, first):
            course = course_of(one, self._kind, None, policy)
            standing = course.standing
            account = names.get(("account", one.account or ""))
            feature = names.get(("feature", one.feature or ""))
            facts = (one.person, feature, one.title, one.text, one.importance, one.reference, one.remark, standing)
            items.append((item, one.identity, self._kind, one.at, one.channel, account, *facts))
            places.append((self._part, item, one.row))
            now.append((item, self._part, standing, one.at, one.channel, account, one.importance, item))
            words.append((item, searched_text(one.title, one.text)))
            self._tag(item, one, tags)
            count(self._counts, one, course)
        store.db.executemany(f"INSERT INTO feedback_item VALUES ({', '.join('?' * 14)})", items)
        store.db.executemany("INSERT INTO feedback_place (part, item, row) VALUES (?, ?, ?)", places)
        stands = "(item, part, state, at, channel, account, importance, root, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)"
        store.db.executemany(f"INSERT INTO feedback_now {stands}", now)
        store.db.executemany("INSERT INTO feedback_search (rowid, words) VALUES (?, ?)", words)

    def _tag(self, item: int, one: Said, tags: Mapping[str, int]) -> None:
        self._tagged += [(item, tags[key]) for word in one.tags if (key := tag_key(word)) in tags]
        self._strange.update(dict.fromkeys(strange_words(self._kind, one, tags)))

    def _stand(self, store: Store, item: int, standing: str) -> None:
        store.db.execute("UPDATE feedback_item SET standing = ? WHERE id = ?", (standing, item))
        store.db.execute("UPDATE feedback_now SET state = ? WHERE item = ?", (standing, item))

    def _catch(self, store: Store, policy: Policy) -> Iterator[None]:
        """Bring those into the inbox that the policy left out and a saved search catches."""
        from prodops_desktop.feedback.search.catching import caught

        found = iter(caught(store, self._part))
        yield

        def bring(most: int) -> int:
            some = list(islice(found, most))
            for item, at in some:
                standing = ARCHIVE if policy.is_old(at) else INBOX
                self._stand(store, item, standing)
                self._counts[OUT] -= 1
                self._counts[standing] += 1
            return len(some)

        for _ in paced(bring):
            yield


def count(counts: Counter[str], one: Said, course: Course) -> None:
    """Count what becomes of a row."""
    if course.is_new:
        counts[NEW] += 1
        counts[course.standing] += 1
        counts[UNDATED] += not one.dated
    else:
        counts[SAME] += 1
        counts[RAISED] += course.is_raised


def strange_words(kind: str, one: Said, tags: Container[str]) -> list[str]:
    """The words for tags in a list of feedback that are none here; what a ticket system calls tags may be anything."""
    return [word for word in one.tags if tag_key(word) not in tags] if kind == "feedback" else []


def note_of(counts: Mapping[str, int], strange: Sequence[str] = ()) -> str:
    """Where the items of a sheet go, as sentences; ``strange`` are words for tags that are none."""
    new, undated, raised = counts.get(NEW, 0), counts.get(UNDATED, 0), counts.get(RAISED, 0)
    goes = ((INBOX, "for the inbox"), (ARCHIVE, "too old for the inbox, so they go to the archive"), (OUT, "left out by the policy"))
    parts = [f"{counts[state]:,} {text}" for state, text in goes if counts.get(state)]
    said = [f"Of {new:,} new: {', '.join(parts)}."] if new and parts else []
    if undated:
        said.append(f"{undated:,} without a day of their own take that of the sheet.")
    if raised:
        said.append(f"{raised:,} left out before {'is' if raised == 1 else 'are'} wanted by the policy now.")
    if strange:
        said.append(f"No tag here is called {listed([f'“{word[:40]}”' for word in strange])}.")
    return " ".join(said)


def known_identities(store: Store, identities: Sequence[bytes]) -> dict[bytes, Known]:
    """The items that are known by these identities."""
    found: dict[bytes, Known] = {}
    for start in range(0, len(identities), 400):
        some = identities[start : start + 400]
        query = (
            f"SELECT i.identity, i.id, n.part IN ({_LIVE}), n.state, t.id IS NOT NULL FROM feedback_item i "
            "JOIN feedback_now n ON n.item = i.id LEFT JOIN feedback_triage t ON t.item = i.id "
            f"WHERE i.identity IN ({', '.join('?' * len(some))})"
        )
        for identity, item, here, state, decided in store.db.execute(query, some):
            found[identity] = Known(item, bool(here), state, bool(decided))
    return found


def _names(store: Store, said: Sequence[Said]) -> dict[tuple[str, str], int]:
    """The ids of the accounts and features that are named, by kind and text."""
    wanted = {("account", one.account) for one in said if one.account} | {("feature", one.feature) for one in said if one.feature}
    return {(kind, text): name_id(store, kind, text) for kind, text in sorted(wanted)}


def name_id(store: Store, kind: str, text: str) -> int:
    """The id of a name, added when it is new."""
    row = store.db.execute("SELECT id FROM name WHERE kind = ? AND text = ?", (kind, text)).fetchone()
    if row is not None:
        return int(row[0])
    cursor = store.db.execute("INSERT INTO name (kind, text, key) VALUES (?, ?, ?)", (kind, text, account_key(text)))
    return int(cursor.lastrowid or 0)


def _is_here(store: Store, item: int) -> bool:
    query = f"SELECT 1 FROM feedback_now WHERE item = ? AND state <> 'deleted' AND (part = 0 OR part IN ({_LIVE}))"
    return store.db.execute(query, (item,)).fetchone() is not None


def _next_item(store: Store) -> int:
    row = store.db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'feedback_item'").fetchone()
    return int(row[0]) + 1 if row else 1
