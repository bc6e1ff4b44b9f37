"""A crowd of items in every state, as plain objects and in a workspace, and what a search finds of them by looking at each one."""

import random
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from prodops_desktop.feedback import triage
from prodops_desktop.feedback.gathering import name_id
from prodops_desktop.feedback.search.order import Order
from prodops_desktop.feedback.search.query import Arr, Code, Days, Filter, Importance, Named, Query, Standing, Term
from prodops_desktop.feedback.words import searched_text
from prodops_desktop.workspace import Store, undo
from tests.unit.feedback.conftest import TODAY, Desk

ACCOUNTS = "Account,ARR,Segment\nAcme,200000,Enterprise\nÜnal GmbH,50000,SMB\nStraße AG,1200000,Enterprise\n東京,,SMB\n"
ARR = {"acme": 200_000.0, "ünal gmbh": 50_000.0, "strasse ag": 1_200_000.0}
SEGMENTS = {"enterprise": {"acme", "strasse ag"}, "smb": {"ünal gmbh", "東京"}}
GROUPS = {"usage limit": "limits and pricing", "defect": "quality", "data wrong": "quality", "data out": "missing capability"}
WORDS = tuple(
    word
    for line in (
        "export exports exported limits limit rows Réunion reunion RÉUNION Straße strasse 輸出 輸出制限 데이터 don’t naïve snake_case",
        "half_done 100 1.5 C++ and or not near AND OR NOT NEAR ﬁle İstanbul e-mail Ünal µs x² 😀 a b",
    )
    for word in line.split()
)
GLUE = (" ", " ", " ", ", ", "\n", " – ", "/", "_", "\x00", '"', ". ")
ENDS = ("", "", "", "Export – limits", "limits of an export", "exports, limited")
CHANNELS = ("CS", "Sales", "In-app", "Réclamation", "Lost deal")
PEOPLE = ("S. Lindqvist", "Réka Nagy", "J. Park", None)
NAMES = ("Acme", "ACME", "Ünal GmbH", "Straße AG", "東京", "Nobody & Sons", None)
STANDING, UNDONE = 11, 12
"""The parts of two imports, the second of which is undone."""
COUNT = 80


@dataclass(frozen=True)
class One:
    """An item as it stands; ``tags`` are keys, those of the one that it is merged into."""

    number: int
    title: str | None
    text: str
    at: str
    channel: str
    account: str | None
    person: str | None
    importance: int
    state: str
    until: str | None = None
    tags: frozenset[str] = frozenset()

    @property
    def customer(self) -> str | None:
        """Its customer's name, as names are compared."""
        return self.account.casefold() if self.account else None


def make_crowd(desk: Desk) -> list[One]:
    """Put a crowd into a workspace and return those of it that are here.

    Most came in two imports, one of which was undone; one was typed and reworded, one typed and taken back, one merged, one deleted.
    """
    desk.bring("accounts.csv", ACCOUNTS, "accounts")
    dice = random.Random(20261123)
    came = [_someone(dice, number) for number in range(1, COUNT + 1)]
    stay, go = came[: COUNT - 15], came[COUNT - 15 :]
    desk.do(lambda store: _bring(store, stay, STANDING))
    desk.do(lambda store: _bring(store, go, UNDONE))
    desk.do(undo.undo)
    typed = desk.do(lambda store: triage.add_item(store, "Typed about exports", {"account": "Acme", "at": "2026-11-20"}, title="By hand"))[
        1
    ]
    desk.do(lambda store: triage.reword(store, typed, "By hand", "Worded anew: Réunion limits"))
    desk.do(lambda store: triage.add_item(store, "Typed and taken back: export limits"))
    desk.do(undo.undo)
    tagged = next(one for one in stay if one.tags and one.state == "inbox")
    merged, deleted = [one for one in stay if one.state == "inbox" and not one.tags][:2]
    desk.do(lambda store: triage.merge_items(store, [merged.number], tagged.number))
    desk.do(lambda store: triage.delete_items(store, [deleted.number]))
    decided = {merged.number: replace(merged, tags=tagged.tags, state="merged")}
    by_hand = One(typed, "By hand", "Worded anew: Réunion limits", "2026-11-20", "Notes", "Acme", None, 0, "inbox")
    return [decided.get(one.number, one) for one in stay if one is not deleted] + [by_hand]


def _someone(dice: random.Random, number: int) -> One:
    text = "".join(dice.choice(WORDS) + dice.choice(GLUE) for _ in range(dice.randint(1, 9))) + dice.choice(ENDS)
    title = " ".join(dice.choices(WORDS, k=2)) if dice.random() < 0.4 else None
    day = f"2026-{dice.choice((1, 9, 10, 11)):02d}-{dice.randint(1, 22):02d}" + dice.choice(("", "T10:30:00"))
    state = dice.choice(("inbox", "inbox", "inbox", "snoozed", "snoozed", "done", "archive", "out"))
    until = dice.choice((TODAY, "2026-11-24")) if state == "snoozed" else None
    tags = frozenset(dice.sample(sorted(GROUPS), dice.choice((0, 0, 1, 2))))
    facts = (dice.choice(CHANNELS), dice.choice(NAMES), dice.choice(PEOPLE), dice.randint(0, 3))
    return One(number, title, text, day, *facts, state, until, tags)


def _bring(store: Store, crowd: list[One], part: int) -> None:
    """An import of the crowd, without a file."""
    with store.edit(f"Bring part {part}"):
        for one in crowd:
            account = name_id(store, "account", one.account) if one.account else None
            standing = one.state if one.state in ("archive", "out") else "inbox"
            item = (one.number, "tickets", one.at, one.channel, account, one.person, one.title, one.text, one.importance, standing)
            columns = "id, kind, at, channel, account, person, title, text, importance, standing"
            store.db.execute(f"INSERT INTO feedback_item ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", item)
            store.db.execute("INSERT INTO feedback_place (part, item, row) VALUES (?, ?, ?)", (part, one.number, one.number))
            now = (one.number, part, standing, one.at, one.channel, account, one.importance, one.number)
            columns = "item, part, state, at, channel, account, importance, root, counts"
            store.db.execute(f"INSERT INTO feedback_now ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", now)
            words = searched_text(one.title, one.text)
            store.db.execute("INSERT INTO feedback_search (rowid, words) VALUES (?, ?)", (one.number, words))
        store.db.execute("INSERT INTO feedback_batch (part, version, kind) VALUES (?, ?, 'tickets')", (part, part))
        for one in crowd:
            if one.state in ("snoozed", "done"):
                decided = (one.number, one.state, one.until)
                store.db.execute("INSERT INTO feedback_triage (item, state, until) VALUES (?, ?, ?)", decided)
            for key in sorted(one.tags):
                store.db.execute("INSERT INTO feedback_tag (item, tag) SELECT ?, id FROM tag WHERE key = ?", (one.number, key))


def found_by_looking(crowd: list[One], query: Query, scope: str = "all", order: Order | None = None) -> list[int]:
    """What a search finds, by looking at each item."""
    places = [one for one in query.filters if isinstance(one, Standing) and one.state not in ("tagged", "untagged")]
    if all(place.negated for place in places):
        crowd = [one for one in crowd if (one.state != "out" if scope == "all" else _stands(one, "inbox"))]
    codes = {filter_.item for filter_ in query.filters if isinstance(filter_, Code) and not filter_.negated}
    found = [
        one
        for one in crowd
        if all(_has(one, term) is not term.negated for term in query.asked)
        and (not codes or one.number in codes)
        and all(_holds(one, filter_) for filter_ in query.filters)
    ]
    return [one.number for one in in_order(found, order or Order("at", descending=True))]


def in_order(crowd: list[One], order: Order) -> list[One]:
    """The crowd in an order; of equal ones the newest first."""
    if order.by == "at":
        return sorted(crowd, key=lambda one: (one.at, one.number), reverse=order.descending)
    newest = sorted(crowd, key=lambda one: (one.at, one.number), reverse=True)
    valued: list[tuple[Any, One]] = [(_value(one, order.by), one) for one in newest]
    known = sorted((pair for pair in valued if pair[0] is not None), key=lambda pair: pair[0], reverse=order.descending)
    return [one for _, one in known] + [one for value, one in valued if value is None]


def _value(one: One, by: str) -> str | float | None:
    values: dict[str, str | float | None] = {
        "account": one.customer,
        "arr": ARR.get(one.customer or ""),
        "importance": one.importance,
        "channel": one.channel.casefold(),
        "person": one.person.casefold() if one.person else None,
        "title": (one.title or one.text.split("\x00")[0][:90]).casefold(),
    }
    return values[by]


@cache
def spoken(text: str) -> list[str]:
    """The words of a text, sign by sign: without case and accents; kept, as each search looks at the same 80 items."""
    signs = [sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)]
    return "".join(sign if sign.isalnum() else " " for sign in signs).casefold().split()


def _has(one: One, term: Term) -> bool:
    words = spoken(one.title or "") + spoken(one.text)
    if not term.phrase:
        return all(any(word.startswith(wanted) for word in words) for wanted in term.words)
    *first, last = term.words
    rows = [words[start : start + len(term.words)] for start in range(len(words) - len(first))]
    return any(row[:-1] == first and row[-1].startswith(last) for row in rows)


def _stands(one: One, state: str) -> bool:
    due = one.state == "snoozed" and one.until is not None and one.until <= TODAY
    if state == "inbox":
        return one.state == "inbox" or due
    if state in ("tagged", "untagged"):
        return bool(one.tags) is (state == "tagged")
    return state == "all" or (one.state == state and not due)


def _holds(one: One, filter_: Filter) -> bool:
    if isinstance(filter_, Arr):
        arr = ARR.get(one.customer or "")
        above = {">": "__gt__", ">=": "__ge__", "<": "__lt__", "<=": "__le__"}[filter_.sign]
        return arr is not None and getattr(arr, above)(filter_.amount) is not filter_.negated
    if isinstance(filter_, Code):
        return not filter_.negated or one.number != filter_.item
    if isinstance(filter_, Named) and filter_.name == "segment" and filter_.text.casefold() not in SEGMENTS:
        return False
    return _is(one, filter_) is not filter_.negated


def _is(one: One, filter_: Filter) -> bool:
    if isinstance(filter_, Days):
        return filter_.first <= one.at[:10] <= filter_.last
    if isinstance(filter_, Importance):
        return one.importance >= filter_.least
    if isinstance(filter_, Standing):
        return _stands(one, filter_.state)
    assert isinstance(filter_, Named)
    key = " ".join(filter_.text.casefold().split())
    if filter_.name == "tag":
        key = " ".join(key.replace("_", " ").replace("-", " ").split())
        if filter_.quoted and key in GROUPS:
            return key in one.tags
        return not one.tags if key == "none" else any(key in tag or key in GROUPS[tag] for tag in one.tags)
    if filter_.name == "account":
        return one.account is None if key == "none" else key in (one.customer or "")
    if filter_.name == "segment":
        return one.customer in SEGMENTS[key]
    if filter_.quoted and filter_.name == "channel":
        return key == one.channel.casefold()
    return key in ((one.channel if filter_.name == "channel" else one.person) or "").casefold()
