"""Turns the filters of a search into tests in SQL on an item ``n`` of feedback_now, and into lists of ids that hold all it can find."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import ge, gt, le, lt
from typing import TypeVar

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.model import INBOX, OUT, SNOOZED
from prodops_desktop.feedback.search.query import (
    EVERYWHERE,
    STATES,
    TAGGED,
    UNTAGGED,
    Arr,
    Code,
    Days,
    Filter,
    Importance,
    Named,
    Query,
    Standing,
)
from prodops_desktop.feedback.search.terms import folded_sql
from prodops_desktop.feedback.taxonomy import NONE, tag_key
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import Store

Value = str | int | float
_DUE = "due"
"""Snoozed until a day that has come: back in the inbox."""
_PLACES = frozenset({*STATES, _DUE})
_COMPARISONS = {">": gt, ">=": ge, "<": lt, "<=": le}
_AFTER_ANY_TIME = "~"
"""Comes after every time of a day."""
_PERSON_OF = "FROM feedback_item i LEFT JOIN feedback_triage t ON t.item = i.id WHERE i.id = n.item"
_LISTED = "(SELECT value FROM json_each(?))"

F = TypeVar("F", bound=Filter)


@dataclass(frozen=True)
class Part:
    """A piece of SQL with the values of its parameters."""

    sql: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Conditions:
    """What an item must be beside having the words.

    ``sources`` are queries for ids, quick to count, each of which finds all that hold the tests and more; ``slow_sources`` read every
    item. ``days`` are the ends of ``at``, which the tests hold too. ``nothing`` says that no item can hold them, ``narrows`` whether
    they ask for anything but where an item stands.
    """

    tests: tuple[Part, ...]
    sources: tuple[Part, ...] = ()
    slow_sources: tuple[Part, ...] = ()
    days: tuple[str, str] | None = None
    nothing: bool = False
    narrows: bool = False
    remarks: tuple[str, ...] = ()


def conditions(store: Store, query: Query, customers: Customers | None, *, scope: str | None, today: date) -> Conditions:
    """What the filters of a search ask for; ``customers`` may be None where none of them asks for accounts.

    ``scope`` is where items stand unless a filter says so; with None it does not matter where, whatever the filters say.
    """
    build = _Building()
    if scope is not None:
        build.standing(_places(query, scope), today.isoformat())
    build.tagged(store, query)
    build.accounts(query, customers)
    build.days(_of(query, Days))
    build.codes(_of(query, Code))
    for level in _of(query, Importance):
        build.test(f"n.importance {'<' if level.negated else '>='} ?", level.least)
    for named in _of(query, Named):
        if named.name == "channel":
            channel = folded_sql("n.channel")
            build.test(_not(named.negated, f"{channel} = ?" if named.quoted else f"instr({channel}, ?) > 0"), name_key(named.text))
        elif named.name == "by":
            build.person(name_key(named.text), named.negated)
    return build.built()


class _Building:
    """Conditions under way."""

    def __init__(self) -> None:
        self._tests: list[Part] = []
        self._sources: list[Part] = []
        self._slow: list[Part] = []
        self._days: tuple[str, str] | None = None
        self._nothing = False
        self._narrows = False
        self._remarks: list[str] = []

    def test(self, sql: str, *values: Value) -> None:
        self._tests.append(Part(sql, values))
        self._narrows = True

    def built(self) -> Conditions:
        tests, sources, slow = tuple(self._tests), tuple(self._sources), tuple(self._slow)
        return Conditions(tests, sources, slow, self._days, self._nothing, self._narrows, tuple(self._remarks))

    def standing(self, places: frozenset[str], today: str) -> None:
        if places == _PLACES:
            return
        plain = sorted(places - {_DUE, SNOOZED})
        marks = ", ".join("?" * len(plain))
        either, values = [f"n.state IN ({marks})"], [*plain]
        if _DUE in places and SNOOZED in places:
            either.append("n.state = 'snoozed'")
        elif _DUE in places or SNOOZED in places:
            either.append(f"(n.state = 'snoozed' AND n.until {'<=' if _DUE in places else '>'} ?)")
            values.append(today)
        self._tests.append(Part(f"({' OR '.join(either)})", tuple(values)))
        states = sorted({SNOOZED if place == _DUE else place for place in places})
        self._sources.append(Part(f"SELECT item FROM feedback_now WHERE state IN ({', '.join('?' * len(states))})", tuple(states)))
        self._nothing |= not places

    def tagged(self, store: Store, query: Query) -> None:
        """Tests of tags; a merged item stands under those of the one that it is merged into."""
        for standing in _of(query, Standing):
            if standing.state in (TAGGED, UNTAGGED):
                self._any_tag(there=(standing.state == TAGGED) is not standing.negated)
        named = [one for one in _of(query, Named) if one.name == "tag"]
        keys = store.db.execute("SELECT t.id, t.key, g.key FROM tag t JOIN tag_group g ON g.id = t.tag_group").fetchall() if named else []
        for one in named:
            wanted = tag_key(one.text)
            if wanted == NONE:
                self._any_tag(there=one.negated)
                continue
            exact = [id_ for id_, tag, _ in keys if tag == wanted] if one.quoted else []
            tags = json.dumps(exact or [id_ for id_, tag, group in keys if wanted in tag or wanted in group])
            held = f"EXISTS (SELECT 1 FROM feedback_tag f WHERE f.item = n.root AND +f.tag IN {_LISTED})"
            self.test(_not(one.negated, held), tags)
            if not one.negated:
                self._nothing |= tags == "[]"
                having = f"SELECT f.item FROM feedback_tag f WHERE f.tag IN {_LISTED}"
                merged = f"SELECT n.item FROM feedback_now n INDEXED BY feedback_now_merged WHERE n.root <> n.item AND {held}"
                self._sources.append(Part(f"{having} UNION ALL {merged}", (tags, tags)))

    def accounts(self, query: Query, customers: Customers | None) -> None:
        """One test for all that is asked of accounts, as the ids of their names; None is no account."""
        allowed: set[int | None] | None = None
        banned: set[int | None] = set()
        for negated, names in self._names(query, customers):
            if negated:
                banned |= names
            else:
                allowed = names if allowed is None else allowed & names
        if allowed is not None:
            allowed -= banned
            listed = json.dumps(sorted(name for name in allowed if name is not None))
            self.test(f"(n.account IN {_LISTED}{' OR n.account IS NULL' if None in allowed else ''})", listed)
            self._nothing |= not allowed
            if None not in allowed:
                self._sources.append(Part(f"SELECT item FROM feedback_now WHERE account IN {_LISTED}", (listed,)))
        elif banned:
            listed = json.dumps(sorted(name for name in banned if name is not None))
            lacking = "n.account IS NOT NULL AND" if None in banned else "n.account IS NULL OR"
            self.test(f"({lacking} n.account NOT IN {_LISTED})", listed)

    def _names(self, query: Query, customers: Customers | None) -> Iterable[tuple[bool, set[int | None]]]:
        """For each filter on accounts whether it is negated, and the names that it means."""
        if customers is None:
            return
        for filter_ in query.filters:
            if isinstance(filter_, Arr):
                above = _COMPARISONS[filter_.sign]
                known = [(name, one.arr) for name, one in customers.by_name.items() if one.arr is not None]
                # negated it asks for the others whose ARR is known: what nobody knows is neither more nor less
                yield False, {name for name, arr in known if above(arr, filter_.amount) is not filter_.negated}
            elif isinstance(filter_, Named) and filter_.name == "account":
                meant = [None] if name_key(filter_.text) == NONE else customers.names_like(filter_.text)
                yield filter_.negated, set[int | None](meant)
            elif isinstance(filter_, Named) and filter_.name == "segment":
                try:
                    yield filter_.negated, set[int | None](customers.names_in(filter_.text))
                except UserError as error:  # who is in it is not known, nor is who is not
                    self._remarks.append(str(error))
                    yield False, set()

    def days(self, filters: Sequence[Days]) -> None:
        within = "n.at BETWEEN ? AND ?"
        asked = [one for one in filters if not one.negated]
        if asked:
            first, last = max(one.first for one in asked), min(one.last for one in asked)
            self._days = first, last + _AFTER_ANY_TIME
            self.test(within, *self._days)
            self._nothing |= first > last
            self._sources.append(Part("SELECT item FROM feedback_now WHERE at BETWEEN ? AND ?", self._days))
        for one in filters:
            if one.negated:
                self.test(f"NOT ({within})", one.first, one.last + _AFTER_ANY_TIME)

    def codes(self, filters: Sequence[Code]) -> None:
        for negated in (False, True):
            items = json.dumps([one.item for one in filters if one.negated is negated])
            if items != "[]":
                self.test(f"+n.item {'NOT ' if negated else ''}IN {_LISTED}", items)
                if not negated:
                    self._sources.append(Part("SELECT value AS item FROM json_each(?)", (items,)))

    def person(self, key: str, negated: bool) -> None:
        found = f"SELECT coalesce(instr({folded_sql('coalesce(t.person, i.person)')}, ?) > 0, 0) {_PERSON_OF}"
        self.test(_not(negated, f"({found})"), key)
        if not negated:
            came = f"SELECT id AS item FROM feedback_item WHERE instr({folded_sql('person')}, ?) > 0"
            corrected = f"SELECT item FROM feedback_triage WHERE instr({folded_sql('person')}, ?) > 0"
            self._slow.append(Part(f"{came} UNION ALL {corrected}", (key, key)))

    def _any_tag(self, *, there: bool) -> None:
        self.test(_not(not there, "EXISTS (SELECT 1 FROM feedback_tag f WHERE f.item = n.root)"))


def asks_for_accounts(query: Query) -> bool:
    """Whether the customers are needed to read the filters of a search."""
    return any(isinstance(one, Arr) or (isinstance(one, Named) and one.name in ("account", "segment")) for one in query.filters)


def _of(query: Query, kind: type[F]) -> list[F]:
    return [one for one in query.filters if isinstance(one, kind)]


def _not(negated: bool, sql: str) -> str:
    return f"NOT ({sql})" if negated else sql


def _places(query: Query, scope: str) -> frozenset[str]:
    """Where items may stand: in the scope, unless a filter asks for a place, and not where one says not."""
    asked = [one for one in _of(query, Standing) if one.state not in (TAGGED, UNTAGGED)]
    named = [_place(one.state) for one in asked if not one.negated]
    places = frozenset.intersection(*named) if named else _PLACES - {OUT} if scope == EVERYWHERE else _place(scope)
    return places.difference(*(_place(one.state) for one in asked if one.negated))


def _place(state: str) -> frozenset[str]:
    if state == EVERYWHERE:
        return _PLACES
    return frozenset({INBOX, _DUE}) if state == INBOX else frozenset({state})
