"""Reads what somebody types into a search: words, “phrases” and filters such as tag:export or arr>100k. Every text means something."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from prodops_desktop.feedback.model import ARCHIVE, DONE, INBOX, MERGED, OUT, SNOOZED, code_of, read_code
from prodops_desktop.feedback.said import importance_of
from prodops_desktop.feedback.taxonomy import tag_key
from prodops_desktop.feedback.words import QUOTES, words_of
from prodops_desktop.metrics.periods import first_day, last_day
from prodops_desktop.registry.entries import name_key

EVERYWHERE, TAGGED, UNTAGGED = "all", "tagged", "untagged"
STATES = (INBOX, SNOOZED, DONE, ARCHIVE, MERGED, OUT)
"""The states that a search can ask for; deleted items are never found."""
FIRST_DAY, LAST_DAY = "", "9999-12-31"
"""The ends of a range that has none."""
MOST_FILTERS = 60

_PIECE = re.compile(
    rf"""
    (?P<minus>[-−])?
    (?:
        (?P<name>[^\W\d_]+):(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]?|(?P<value>[^\s{QUOTES}]*))
        | (?P<arr>arr)(?P<amount>[<>≤≥][^\s{QUOTES}]*)
        | [{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}]?
        | (?P<run>[^\s{QUOTES}]+)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_PERIOD = re.compile(r"\d{4}(?:-(?:\d{2}|Q[1-4]))?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"(<=|>=|[<>≤≥])([-−]?)[$€£¥]?(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(\.\d{1,9})?([kmb]?)[€£¥$]?", re.ASCII | re.IGNORECASE)
_LONGEST_WORD = 40
_FACTORS = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
_STATE_WORDS = {name: name for name in (*STATES, EVERYWHERE, TAGGED, UNTAGGED)} | {"left out": OUT, "archived": ARCHIVE}


@dataclass(frozen=True)
class Term:
    """Words that an item has, the last one of a phrase and each one else as a beginning; ``phrase``: in a row."""

    words: tuple[str, ...]
    phrase: bool = False
    negated: bool = False


@dataclass(frozen=True)
class Named:
    """A tag, account, segment, channel or person by a text; “none” of tag and account asks for none.

    ``quoted``: it is meant as it is written, and not as a part of longer names, where there is one of just this name.
    """

    name: str
    text: str
    negated: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class Days:
    """The days from ``first`` to ``last``, both of them too."""

    first: str
    last: str
    negated: bool = False


@dataclass(frozen=True)
class Arr:
    """An ARR that is more or less than an amount; ``sign`` is one of > >= < <=."""

    sign: str
    amount: float
    negated: bool = False


@dataclass(frozen=True)
class Importance:
    """At least so important."""

    least: int
    negated: bool = False


@dataclass(frozen=True)
class Standing:
    """Where an item stands: a state, everywhere, tagged or untagged."""

    state: str
    negated: bool = False


@dataclass(frozen=True)
class Code:
    """One item by its number."""

    item: int
    negated: bool = False


Filter = Named | Days | Arr | Importance | Standing | Code


@dataclass(frozen=True)
class Query:
    """What a search asks for: all of it must hold, but that any one of several codes will do.

    ``remarks`` are sentences on what was meant as a filter and can't be one.
    """

    text: str
    asked: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The words and phrases to highlight, as :func:`words_of` writes words."""
        return tuple(" ".join(term.words) for term in self.asked if not term.negated)


def read_query(text: str) -> Query:
    """What a text asks for; it never fails. A filter that can't be read is searched as words, and a remark says so."""
    asked: list[Term] = []
    filters: dict[Filter, None] = {}
    remarks: list[str] = []
    for piece in _PIECE.finditer(_SURROGATES.sub("\ufffd", text)):
        read = _filter(piece, remarks)
        if read is not None and len(filters) < MOST_FILTERS:
            filters[read] = None
            continue
        if read is not None and read not in filters:
            remarks.append(f"A search has at most {MOST_FILTERS} filters, so the others are searched as words.")
        asked += _terms(piece)
    return Query(text, tuple(dict.fromkeys(asked)), tuple(filters), tuple(dict.fromkeys(remarks)))


def _terms(piece: re.Match[str]) -> list[Term]:
    negated = piece["minus"] is not None
    if piece["phrase"] is not None:
        words = tuple(words_of(piece["phrase"]))
        return [Term(words, phrase=len(words) > 1, negated=negated)] if words else []
    words = tuple(words_of(piece[0]))
    if negated:
        return [Term(words, negated=True)] if words else []
    return [Term((word,)) for word in words]


def _filter(piece: re.Match[str], remarks: list[str]) -> Filter | None:
    """The filter that a piece of the text is; None for words, with a remark where a filter was meant."""
    negated = piece["minus"] is not None
    if piece["arr"]:
        name, value = "arr", piece["amount"]
    elif piece["name"]:
        name, value = piece["name"].casefold(), piece["quoted"] if piece["quoted"] is not None else piece["value"]
    else:
        return _code("id", piece["run"], negated) if piece["run"] and not piece["run"].isdecimal() else None
    if name not in _READERS:
        remarks += _meant(name, piece)
        return None
    read, noun = _READERS[name]
    found = read(name, value.strip(), negated)
    if found is None:
        written = piece[0].removeprefix(piece["minus"] or "")
        remarks.append(f"{written} is {noun}, so it is searched as words.")
    return replace(found, quoted=True) if isinstance(found, Named) and piece["quoted"] is not None else found


def _meant(name: str, piece: re.Match[str]) -> list[str]:
    """The filter that is meant by a name that is nearly one."""
    meant = get_close_matches(name, _READERS, 1, 0.7)
    return [f"There is no filter {name}:, so {piece[0]} is searched as words; {meant[0]}: is one."] if meant else []


def _named(name: str, value: str, negated: bool) -> Filter | None:
    key = tag_key(value) if name == "tag" else name_key(value)
    return Named(name, value, negated) if key else None


def _days(name: str, value: str, negated: bool) -> Filter | None:
    try:
        if _PERIOD.fullmatch(value.upper()):
            first, last = first_day(value.upper()).isoformat(), last_day(value.upper()).isoformat()
        elif _DAY.fullmatch(value):
            first = last = date.fromisoformat(value).isoformat()
        else:
            return None
    except ValueError:
        return None
    return Days(FIRST_DAY if name == "before" else first, LAST_DAY if name == "after" else last, negated)


def _arr(_: str, value: str, negated: bool) -> Filter | None:
    read = _AMOUNT.fullmatch(value)
    if read is None:
        return None
    sign, minus, whole, decimals, factor = read.groups()
    amount = float(whole.replace(",", "") + (decimals or "")) * _FACTORS[factor.casefold()]
    return Arr({"≤": "<=", "≥": ">="}.get(sign, sign), -amount if minus else amount, negated)


def _importance(_: str, value: str, negated: bool) -> Filter | None:
    least = importance_of(value) if 0 < len(value) <= _LONGEST_WORD else None
    return Importance(least, negated) if least is not None else None


def _standing(_: str, value: str, negated: bool) -> Filter | None:
    state = _STATE_WORDS.get(tag_key(value))
    return Standing(state, negated) if state is not None else None


def _code(_: str, value: str, negated: bool) -> Filter | None:
    item = read_code(code_of(int(value)) if value.isdecimal() and len(value) < _LONGEST_WORD else value)
    return Code(item, negated) if item is not None else None


_READERS: dict[str, tuple[Callable[[str, str, bool], Filter | None], str]] = {
    "tag": (_named, "no tag"),
    "account": (_named, "no account"),
    "segment": (_named, "no segment"),
    "channel": (_named, "no channel"),
    "by": (_named, "no person"),
    "after": (_days, "no day"),
    "before": (_days, "no day"),
    "on": (_days, "no day"),
    "arr": (_arr, "no amount"),
    "importance": (_importance, "no importance"),
    "is": (_standing, "no state of an item"),
    "in": (_standing, "no state of an item"),
    "id": (_code, "no item"),
}
"""What reads the value of each filter, and what a value is that it can't read."""
