"""The customers in order of what they are worth, so that those behind an item of the roadmap are listed without being sorted anew."""

from bisect import bisect_left
from collections.abc import Mapping
from typing import NamedTuple

from prodops_desktop.answers.at_risk import Risks
from prodops_desktop.answers.linked_feedback import NOBODY, Voices
from prodops_desktop.feedback.accounts import Customer, Customers
from prodops_desktop.roadmap.evidence import Behind


class Crowd:
    """The customers, those with most ARR first, those without a known one last; ``places`` says which one the id of a name means.

    ``sources`` are the versions that say what they are worth, and which of them are at risk.
    """

    def __init__(self, customers: Customers, risks: Risks) -> None:
        order = sorted({one.number: one for one in customers.by_name.values()}.values(), key=_by_worth)
        place_of = {one.number: place for place, one in enumerate(order)}
        self.places: Mapping[int, int] = {name: place_of[one.number] for name, one in customers.by_name.items()}
        self.sources = risks.sources | frozenset(customers.sources)
        self._made = _Made(order, risks)
        self._listed: dict[int, _Listed] = {}

    def behind(self, voices: Voices) -> tuple[Behind, ...]:
        """The customers who said something; NOBODY is none of them.

        Those of linked tags are many and stand behind many items, so that they are listed once, and each item puts its own few in.
        """
        if not voices.more:
            return self._of_many(voices.times).accounts
        many = self._of_many(voices.times)
        accounts, added = list(many.accounts), list[int]()
        for place, times in voices.more.items():
            at = bisect_left(many.places, place)
            if at < len(many.places) and many.places[at] == place:
                accounts[at] = self._made[place, voices.times[place] + times]
            elif place != NOBODY:
                added.append(place)
        for place in sorted(added, reverse=True):
            accounts.insert(bisect_left(many.places, place), self._made[place, voices.more[place]])
        return tuple(accounts)

    def _of_many(self, times: Mapping[int, int]) -> "_Listed":
        key = id(times)
        if key not in self._listed:
            pairs = sorted(pair for pair in times.items() if pair[0] != NOBODY)
            self._listed[key] = _Listed(times, [place for place, _ in pairs], tuple(map(self._made.__getitem__, pairs)))
        return self._listed[key]


class _Listed(NamedTuple):
    """Customers in order, by place and as they stand behind an item; with the ``times`` that they come from, which so stay alive."""

    times: Mapping[int, int]
    places: list[int]
    accounts: tuple[Behind, ...]


class _Made(dict[tuple[int, int], Behind]):
    """Customers by place and how often they said something, made when they are first asked for: most stand behind many items."""

    def __init__(self, order: list[Customer], risks: Risks) -> None:
        self._order, self._risks = order, risks

    def __missing__(self, asked: tuple[int, int]) -> Behind:
        place, times = asked
        one = self._order[place]
        risk = self._risks.why.get(one.number, "")
        made = Behind(one.number, one.name, one.arr, one.segment, one.region, one.csm, one.renewal, times, risk)
        self[asked] = made
        return made


def _by_worth(one: Customer) -> tuple[bool, float, str, int]:
    return one.arr is None, -(one.arr or 0.0), one.name.casefold(), one.number
