"""What the palette offers, and the order in which it shows what fits."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from prodops_desktop.ui.ranking import Match, Name, Wanted
from prodops_desktop.ui.texts import tr

_EACH, _MOST = 6, 24
_ENOUGH, _TELLING, _MOST_LOOSE = 40, 3, 100
"""Thousands of names are looked at for slips and initials only where fewer than so many fit as typed, by words of so many letters, and
until so many of a section are found."""


@dataclass(frozen=True)
class Entry:
    """Something the palette can do or show; ``reason`` says why it can't be done now.

    ``noun`` says at the right what it is, ``token`` knows it again among what was used lately, and one of ``many`` stands among thousands.
    """

    section: str
    text: str
    run: Callable[[], object]
    icon: str = "console"
    detail: str = ""
    shortcut: str = ""
    reason: str = ""
    words: str = ""
    noun: str = ""
    token: str = ""
    many: bool = False

    @cached_property
    def name(self) -> Name:
        """What a query is compared with."""
        return Name(self.text, f"{self.words} {self.section}")


Ranked = list[tuple[str, list[tuple[Entry, Match]], int]]
"""Sections as (name, best entries, how many fitted)."""


def no_weight(token: str) -> float:
    """Of what nothing is remembered."""
    del token
    return 0.0


def rank(entries: Iterable[Entry], query: str, weight: Callable[[str], float] = no_weight) -> Ranked:
    """The sections with what fits, the one of the best entry first; “>” asks for commands alone.

    ``weight`` is what recent and frequent use of a token adds: enough to decide between names that fit about equally well.
    """
    only_commands = query.startswith(">")
    wanted = Wanted(query.removeprefix(">"))
    commands = tr("Commands")
    scored: dict[str, list[tuple[float, Entry]]] = {}
    missed: list[Entry] = []
    fitting = 0
    for entry in entries:
        if only_commands and entry.section != commands:
            continue
        score = entry.name.plain_score(wanted)
        if score is None:
            missed.append(entry)
            continue
        fitting += entry.many
        scored.setdefault(entry.section, []).append((score + weight(entry.token), entry))
    forgiving = fitting < _ENOUGH and min(map(len, wanted.words), default=0) >= _TELLING
    for entry in missed:
        if not entry.many or (forgiving and len(scored.get(entry.section, ())) < _MOST_LOOSE):
            score = entry.name.loose_score(wanted)
            if score is not None:
                scored.setdefault(entry.section, []).append((score + weight(entry.token), entry))
    return _best(scored, wanted, _MOST if only_commands else _EACH)


def _best(scored: dict[str, list[tuple[float, Entry]]], wanted: Wanted, most: int) -> Ranked:
    shown: list[tuple[float, str, list[Entry], int]] = []
    for name, pairs in scored.items():
        best = heapq.nsmallest(most, enumerate(pairs), key=lambda one: (-one[1][0], one[0])) if wanted.words else enumerate(pairs[:most])
        chosen = [pair for _, pair in best]
        shown.append((chosen[0][0], name, [entry for _, entry in chosen], len(pairs)))
    if wanted.words:
        shown.sort(key=lambda section: -section[0])
    return [(name, [(entry, entry.name.fit(wanted) or Match(0.0, ())) for entry in some], count) for _, name, some, count in shown]
