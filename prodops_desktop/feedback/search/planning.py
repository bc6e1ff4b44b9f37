"""Runs a search the quickest way: over the few items that are sure to hold all that it finds, or over the newest before the others."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prodops_desktop.feedback.search.conditions import Conditions, Part
from prodops_desktop.feedback.search.order import UNSORTED, Lead, Sorting
from prodops_desktop.feedback.search.query import Term
from prodops_desktop.feedback.search.terms import looked_in, prepare, text_test
from prodops_desktop.feedback.search.word_tests import Rates, word_tests
from prodops_desktop.feedback.store import HERE
from prodops_desktop.workspace import Store

_SIGNS_AT_ONCE = 1 << 16
"""Of a list of ids so much is read without giving way to the window; that takes a millisecond or two."""
_FEW = 20_000
"""A list of at most so many items is gone through as a whole; else, for a first page, so many of those that come first by day."""
_VERY_FEW = 5_000
"""A list that is always gone through at once; so few texts are looked into, and the index of words is not asked."""
_SAMPLE = 1_000
"""In so many texts the words are looked for first: the index takes 25 to 60 ms for a frequent word, and no time for a rare one."""
_MOST_TEXTS = 3_000
"""Where the words are that frequent in the sample that a page is full before so many texts, the search goes on like this."""
_PHRASE = 5
"""How many times as many texts that may be for a phrase, as the index knows of its words only, and all that it finds is looked into."""
_LARGEST_PAGE = 400
_HERE = Part(HERE)
_ANY, _BY_DAY = "feedback_now n NOT INDEXED", "feedback_now n INDEXED BY feedback_now_at"
_TEXTS = "CROSS JOIN feedback_item i ON i.id = n.item LEFT JOIN feedback_typed y ON y.item = i.id"


@dataclass(frozen=True)
class _Plan:
    table: str
    tests: tuple[Part, ...]


class Search:
    """One search under way, of terms and other conditions; ``here`` is the test of those items that can be found at all."""

    def __init__(self, store: Store, terms: Sequence[Term], asked: Conditions, here: Part = _HERE) -> None:
        prepare(store)
        self._store = store
        self._terms = terms
        self._asked = asked
        self._here = here
        self._tests = (*asked.tests, here)
        self._few, self._size = self._shortest(asked.sources)

    def first(self, order: Sorting, wanted: int) -> list[int]:
        """The first items in an order."""
        rates = None
        if wanted <= _LARGEST_PAGE:
            for lead in order.leads if self._few is None else ():
                found = self._leading(lead, wanted)
                if len(found) >= wanted:
                    return found
            if order.by_day:
                found, rates, is_all = self._nearest(order, wanted)
                if is_all or len(found) >= wanted:
                    return found
        return self._ids(order, self._plan(rates), wanted)

    def all(self, order: Sorting) -> list[int]:
        """All items in an order."""
        return self._ids(order, self._plan(None))

    def count(self) -> int:
        """How many items there are."""
        return int(self._rows(UNSORTED, "count(*)", self._plan(None))[0][0])

    def _shortest(self, sources: Iterable[Part]) -> tuple[Part | None, int]:
        """The shortest of the lists that hold all items, with its length; none where all are long."""
        few, size = None, _FEW + 1
        for source in sources:
            counted = f"SELECT count(*) FROM (SELECT 1 FROM ({source.sql}) LIMIT {size})"
            number = self._store.db.execute(counted, source.values).fetchone()[0]
            if number < size:
                few, size = source, number
        return few, size

    def _leading(self, lead: Lead, wanted: int) -> list[int]:
        """What is found among the items that come before all others in an order; nothing where that would take long."""
        sources = (*self._asked.sources, *lead.sources)
        search = Search(self._store, self._terms, replace(self._asked, tests=(*self._asked.tests, lead.test), sources=sources), self._here)
        if lead.order.by_day:
            return search._nearest(lead.order, wanted)[0]
        return search._ids(lead.order, search._plan(None), wanted) if search._few is not None else []

    def _nearest(self, order: Sorting, wanted: int) -> tuple[list[int], Rates | None, bool]:
        """The items among those that come first by day, how frequent each term is there, and whether there are no others behind."""
        if self._few is not None and self._size <= _VERY_FEW:
            near, is_all = _Plan(_ANY, (_among(self._few), *self._tests)), True
        else:
            near, is_all = self._window(order)
        if not self._terms:
            return self._ids(order, near, wanted), None, is_all
        items = self._ids(order, near, _SAMPLE)
        found, rates = self._sampled(items)
        is_all = is_all and len(items) < _SAMPLE
        most = _MOST_TEXTS * (_PHRASE if any(term.phrase for term in self._terms) else 1)
        enough = len(found) >= 3 and wanted * len(items) <= most * len(found)
        sparse = len(items) < _SAMPLE and wanted * _VERY_FEW > _FEW * len(found)  # for one text many items would be gone through
        if is_all or len(found) >= wanted or self._few is not None or sparse or not enough:
            return found[:wanted], rates, is_all
        words = word_tests(self._terms, rates, by_text=True)
        return self._ids(order, _Plan(f"{_BY_DAY} {_TEXTS}", (*self._tests, *words.tests)), wanted), rates, True

    def _sampled(self, items: Sequence[int]) -> tuple[list[int], Rates]:
        """Those of the items that have all terms, and which share of them has each."""
        query = f"SELECT n.item, y.words, i.title, i.text FROM feedback_now n {_TEXTS} WHERE n.item IN (SELECT value FROM json_each(?))"
        texts = {item: looked_in(*said) for item, *said in self._store.db.execute(query, (json.dumps(items),))}
        found = set(items)
        rates = {}
        for term in self._terms:
            test = text_test(term)
            having = {item for item, text in texts.items() if test(text)}
            rates[term] = len(having) / len(items) if items else 0.0
            found = found - having if term.negated else found & having
        return [item for item in items if item in found], rates

    def _window(self, order: Sorting) -> tuple[_Plan, bool]:
        """The items of the days that come first, and whether those are all."""
        first, last = self._asked.days or ("", "~")
        way, sign = ("DESC", ">=") if order.descending else ("ASC", "<=")
        many = _VERY_FEW if self._terms or self._asked.slow_sources else _FEW
        query = f"SELECT at FROM feedback_now WHERE at BETWEEN ? AND ? ORDER BY at {way} LIMIT 1 OFFSET {many}"
        bound = self._store.db.execute(query, (first, last)).fetchone()
        test = Part("n.at BETWEEN ? AND ?", (first, last)) if bound is None else Part(f"n.at {sign} ?", (bound[0],))
        return _Plan(_BY_DAY, (test, *self._tests)), bound is None

    def _plan(self, rates: Rates | None) -> _Plan:
        """All tests, the first of them the list of few items where there is one; else through all items as they lie, and sorted then."""
        words = word_tests(self._terms, rates, by_text=self._is_for_texts(rates))
        slow = next(iter(self._asked.slow_sources), None)
        listed = words.source if words.narrow and self._size > _VERY_FEW else self._few or slow or words.source
        among = [_among(listed)] if listed is not None else []
        if words.source is not None and words.source is not listed:
            among.append(_among(words.source, "+"))
        return _Plan(f"{_ANY} {_TEXTS}" if words.needs_texts else _ANY, (*among, *self._tests, *words.tests))

    def _is_for_texts(self, rates: Rates | None) -> bool:
        """Whether it is quicker to look into the texts of the few items than to ask the index, which frequent words take long."""
        if rates is None:
            return self._size <= _VERY_FEW
        wanted = [rate for term, rate in rates.items() if not term.negated]
        return min(wanted or rates.values(), default=0) > self._size / _FEW

    def _ids(self, order: Sorting, plan: _Plan, count: int | None = None) -> list[int]:
        """The ids, handed over as one text: as rows they would take ten times as long."""
        return _listed(self._rows(order, "n.item", plan, count, "SELECT json_group_array(item) FROM ({})")[0][0])

    def _rows(self, order: Sorting, columns: str, plan: _Plan, count: int | None = None, around: str = "{}") -> list[Any]:
        where = " AND ".join(f"({test.sql})" for test in plan.tests)
        ordered = f" ORDER BY {order.by}" if order.by else ""
        limit = f" LIMIT {count:d}" if count is not None else ""
        sql = around.format(f"{order.before.sql} SELECT {columns} FROM {plan.table} {order.join} WHERE {where}{ordered}{limit}")
        return self._store.db.execute(sql, [*order.before.values, *(value for test in plan.tests for value in test.values)]).fetchall()


def _listed(text: str) -> list[int]:
    """The ids of a JSON array, read piece by piece: reading it in one go would keep Python from the window for a frame or two."""
    found: list[int] = []
    begin, end = 1, len(text) - 1
    while begin < end:
        comma = text.find(",", begin + _SIGNS_AT_ONCE)
        stop = comma if comma >= 0 else end
        found += json.loads(f"[{text[begin:stop]}]")
        begin = stop + 1
    return found


def _among(source: Part, sign: str = "") -> Part:
    return Part(f"{sign}n.item IN (SELECT * FROM ({source.sql}))", source.values)
