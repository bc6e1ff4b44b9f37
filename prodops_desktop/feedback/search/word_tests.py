"""Chooses which words of a search the index finds, and which are looked for in the text of each item that is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prodops_desktop.feedback.search.conditions import Part
from prodops_desktop.feedback.search.query import Term
from prodops_desktop.feedback.search.terms import MOST_INDEXED, SAYS, matched, written

_LEAST_RATE = 0.001
"""What a rate of 0 in a sample is taken for."""
_WORTH = 16
"""How many times as frequent as the rarest term another one may be for the index to find it faster than a look into what is left."""
_MOST_NEGATED = 8
_INDEXED = "SELECT rowid FROM feedback_search WHERE feedback_search MATCH ?"
_SAID = f"{SAYS}(?, y.words, i.title, i.text)"

Rates = Mapping[Term, float]
"""Which share of some items has each term."""


@dataclass(frozen=True)
class WordTests:
    """``source`` finds the ids of all items that hold the tests, and more, few of them where it is ``narrow``; None where the index is not
    asked. The tests are on texts ``i`` and ``y`` where they ``need_texts``.
    """

    source: Part | None
    tests: tuple[Part, ...]
    needs_texts: bool
    narrow: bool


def word_tests(terms: Sequence[Term], rates: Rates | None, *, by_text: bool) -> WordTests:
    """The tests of terms; ``by_text``: without the index."""
    wanted = sorted((term for term in terms if not term.negated), key=lambda term: (_rate(term, rates), -sum(map(len, term.words))))
    most = 0.0 if by_text else _WORTH * _rate(wanted[0], rates) if wanted else 1.0
    asked = {term: matched(term) for term in _at_once([term for term in wanted if _rate(term, rates) <= most])}
    excluded = [term for term in terms if term.negated and _rate(term, rates) <= most][:_MOST_NEGATED]
    known = {*excluded, *(term for term, (_, is_all) in asked.items() if is_all)}
    left = [term for term in terms if term not in known]
    tests = [_without(term) for term in excluded] + ([Part(_SAID, (written(left),))] if left else [])
    return WordTests(
        Part(_INDEXED, (" ".join(match for match, _ in asked.values()),)) if asked else None,
        tuple(tests),
        needs_texts=any(SAYS in test.sql for test in tests),
        narrow=bool(asked) and rates is not None and most < 1,
    )


def _rate(term: Term, rates: Rates | None) -> float:
    return max(rates[term], _LEAST_RATE) if rates is not None else 1.0


def _at_once(terms: Sequence[Term]) -> list[Term]:
    """As many of the terms as the index is asked for at once, one at least."""
    words, chosen = 0, list[Term]()
    for term in terms:
        words += len(term.words)
        if chosen and words > MOST_INDEXED:
            break
        chosen.append(term)
    return chosen


def _without(term: Term) -> Part:
    """The test of a negated term by the index."""
    match, is_all = matched(term)
    unmatched = f"+n.item NOT IN ({_INDEXED})"
    return Part(unmatched, (match,)) if is_all else Part(f"{unmatched} OR {_SAID}", (match, written([term])))
