"""Reads what is asked for in a period: each tag that is mentioned with its counters, its course and its trend, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from math import fsum

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.model import Tag
from prodops_desktop.feedback.needs.model import ARR, RANKS, MonthPoint, Need, Needs, Share, Voices, arr_of
from prodops_desktop.feedback.needs.narrowing import Narrowing, narrow
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.feedback.needs.ranking import moves_without_top, ranked
from prodops_desktop.feedback.needs.rates import Rate, Trend
from prodops_desktop.feedback.needs.saying import definition_of, notes_of
from prodops_desktop.feedback.needs.tallies import Heard, heard, received, untagged
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.workspace import Store

_NOBODY = -1


def read_needs(
    store: Store, customers: Customers, *, period: Period, segment: str | None = None, channel: str | None = None, rank: str = ARR
) -> Needs:
    """What is asked for in a period, ranked.

    A segment or a channel narrows both the mentions and the items received. Raises UserError where nobody knows who is in the segment,
    nothing came through the channel, or there is no such rank.
    """
    if rank not in RANKS:
        raise UserError(f"Needs can't be ranked by “{rank}”. Use one of: {', '.join(RANKS)}.")
    narrowing = narrow(store, customers, segment, channel)
    counts = _received(store, period, narrowing)
    folding = _Folding(customers, narrowing, counts)
    found = [need for tag in all_tags(store) if (need := folding.need(tag, heard(store, tag.id, period, narrowing))) is not None]
    asked = [folding.people[number] for number in folding.asked]
    return Needs(
        period,
        narrowing.segment,
        narrowing.channel,
        rank,
        tuple(ranked(found, rank)),
        counts.now,
        counts.before,
        len(asked),
        arr_of(asked),
        sum(one.arr is None for one in asked),
        untagged(store, period, narrowing, counts.now),
        customers.currency,
        customers.as_of,
        customers.sources,
        tuple(notes_of(customers, asked, counts.now, counts.nameless, narrowing)),
        tuple(definition_of(period, customers)),
        tuple(moves_without_top(found)),
    )


@dataclass(frozen=True)
class _Received:
    """Items received in the period, in the one before, and in the months of the course; ``nameless`` of the former have no account."""

    now: int
    nameless: int
    before: int
    by_month: tuple[tuple[str, int], ...]


def _received(store: Store, period: Period, narrowing: Narrowing) -> _Received:
    """Counts each stretch between two bounds once, as periods and months share most of their days."""
    months = [(f"{month}-01", f"{after}-01") for month, after in pairwise(period.months)] + [(f"{period.months[-1]}-01", period.end)]
    spans = [(period.begin, period.end), *months, *([(period.before.begin, period.before.end)] if period.before else [])]
    stretches = list(pairwise(sorted({bound for span in spans for bound in span})))
    counted = {stretch: received(store, *stretch, narrowing) for stretch in stretches}

    def within(begin: str, end: str) -> tuple[int, int]:
        found = [count for (first, last), count in counted.items() if begin <= first and last <= end]
        return sum(items for items, _ in found), sum(nameless for _, nameless in found)

    now, nameless = within(period.begin, period.end)
    before = within(period.before.begin, period.before.end)[0] if period.before else 0
    return _Received(now, nameless, before, tuple((begin[:7], within(begin, end)[0]) for begin, end in months))


class _Folding:
    """Folds the names of accounts into customers, tag by tag; ``asked`` are those who asked for anything.

    The lists of a tag are long, so that they are gone through as wholes.
    """

    def __init__(self, customers: Customers, narrowing: Narrowing, counts: _Received) -> None:
        self.people = {one.number: one for one in customers.by_name.values()}
        self.asked: set[int] = set()
        self._numbers = {name: one.number for name, one in customers.by_name.items()}
        self._arr = {number: one.arr for number, one in self.people.items()}
        self._wanted = narrowing.customers
        self._counts = counts

    def need(self, tag: Tag, found: Heard) -> Need | None:
        """The need of a tag; None where nobody mentions it, in the period or in the one before."""
        everybody = self._voices(found)
        who = everybody if self._wanted is None else _only(everybody, self._wanted)
        now = sum(who.mentions) + who.nameless
        if not now and not found.before:
            return None
        self.asked.update(who.customers)
        arrs = [self._arr[number] for number in who.customers]
        known = [arr for arr in arrs if arr is not None]
        weighted = [arr * importance for arr, importance in zip(arrs, who.importances, strict=True) if arr is not None]
        total = fsum(known) if known else None
        return Need(
            tag.id,
            tag.name,
            tag.group_name,
            tag.definition,
            now,
            len(arrs),
            who.nameless,
            total,
            len(arrs) - len(known),
            fsum(weighted) if known else None,
            Trend(Rate(now, self._counts.now), Rate(found.before, self._counts.before)),
            self._top(who, arrs, total),
            tuple(MonthPoint(month, Rate(found.by_month.get(month, 0), items)) for month, items in self._counts.by_month),
            who,
            everybody,
            self.people,
        )

    def _voices(self, found: Heard) -> Voices:
        numbers = [self._numbers.get(name, _NOBODY) for name in found.names]
        times, importances = found.times, found.importances
        if len(set(numbers)) < len(numbers):
            numbers, times, importances = _merged(numbers, times, importances)
        if _NOBODY not in numbers:
            return Voices(tuple(numbers), tuple(times), tuple(importances))
        at = numbers.index(_NOBODY)
        told, counted, weighed = ((*one[:at], *one[at + 1 :]) for one in (numbers, times, importances))
        return Voices(told, counted, weighed, times[at])

    def _top(self, who: Voices, arrs: Sequence[float | None], total: float | None) -> Share | None:
        """The customer with most ARR; of equals the one who asks more often, then the first by name."""
        if total is None or total <= 0:
            return None
        most = max(arr for arr in arrs if arr is not None)
        equals = [(-times, self.people[number].name.casefold(), number)
                  for number, times, arr in zip(who.customers, who.mentions, arrs, strict=True) if arr == most]  # fmt: skip
        return Share(self.people[min(equals)[2]].name, most, most / total)


def _merged(numbers: Sequence[int], times: Sequence[int], importances: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
    """Each customer once, whatever names it goes by."""
    found: dict[int, tuple[int, int]] = {}
    for number, count, importance in zip(numbers, times, importances, strict=True):
        before, most = found.get(number, (0, 0))
        found[number] = (before + count, max(most, importance))
    return list(found), [count for count, _ in found.values()], [importance for _, importance in found.values()]


def _only(voices: Voices, wanted: frozenset[int]) -> Voices:
    """Those of some customers; mentions by nobody are in no segment."""
    kept = [number in wanted for number in voices.customers]
    customers, mentions, importances = (tuple(compress(one, kept)) for one in (voices.customers, voices.mentions, voices.importances))
    return Voices(customers, mentions, importances)
