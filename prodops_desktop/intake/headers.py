"""How well a header names a field: word for word, with other words around it, or nearly so."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from prodops_desktop.intake.kinds import KINDS, Field, Kind

EXACT = 0.75
"""A header that names a field word for word is at least as certain as this."""
_GENERIC = frozenset(
    "value|type|date|time|when|text|note|notes|reason|owner|group|rating|field|person|day|month|week|comment|stage|term|name".split("|")
)
_ASKING = frozenset("what who why how was wer que qui quoi quien".split())
"""Words that name nothing beside others: “What happened” is not what was promised."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_CUSTOM = re.compile(r"\s*custom field \((.+)\)\s*", re.IGNORECASE)
"""How trackers head the fields that their users added."""
_FIGURES = ("integer", "number", "money", "percent")
_UNSAID = frozenset(
    "total value actual actuals answer size active price revenue volume volumen grade nota wert summe valeur valor nombre anzahl "
    "cours times usage events ereignisse evenements eventos".split()
)
"""Names of figures that do not say of what they are."""
_NORMAL = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_NEARLY = 0.9
_AS_LONG = 2
_LONGEST = 200
"""A header of more signs is a text, and names no field."""


@dataclass(frozen=True)
class _Names:
    """What the fields of a kind are called: whole names with their rank, the words in them, and names of several words by length.

    A rank of -1 is that of the field's own name. Beside a name of several words stand its letters, see :func:`_letters_of`.
    """

    whole: dict[str, list[tuple[Field, int]]] = field(default_factory=dict)
    with_word: dict[str, list[tuple[Field, frozenset[str]]]] = field(default_factory=dict)
    by_length: dict[int, list[tuple[Field, str, int]]] = field(default_factory=dict)


def normalised(header: str) -> str:
    """The words of a header in lower case without accents and punctuation: "NPS (last)" → "nps last", "Cust. No." → "cust no"."""
    if _NORMAL.fullmatch(header):
        return header
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", " ", header).casefold().translate(_UMLAUTS)
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    text = text.replace("%", " percent ").replace("#", " number of ").replace("&", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", text))


@cache
def named_fields(kind: Kind, header: str) -> Mapping[Field, float]:
    """The fields of ``kind`` that a header may name, each with how sure the header alone makes it, over 0 and under 1."""
    if len(header) > _LONGEST:
        return {}
    names = _names_of(kind)
    custom = _CUSTOM.fullmatch(header)
    header = custom[1] if custom else header
    name = normalised(header)
    found: dict[Field, float] = {}
    for its, rank in names.whole.get(name, ()):
        if its not in found:
            found[its] = _of_rank(rank, generic=name in _GENERIC)
    bare = normalised(re.sub(r"\([^)]*\)|\[[^]]*\]", " ", header))
    if bare != name:
        found |= {its: 0.88 for its, rank in names.whole.get(bare, ()) if rank >= 0 and its not in found}
    for its, confidence in _in_part(names, name):
        if confidence > found.get(its, 0.0):
            found[its] = confidence
    return found


def measure_in(texts: Iterable[str]) -> str:
    """What figures these texts speak of, as it stands there: "Finance_MRR_wide" → "MRR", "" for none; of several names the longest."""
    found: list[str] = []
    for text in texts:
        words = re.findall(r"[^\W_]+", text[:_LONGEST])
        for start, count in product(range(len(words)), range(1, 5)):
            name = words[start : start + count]
            if len(name) > len(found) and normalised(" ".join(name)) in _measures():
                found = name
    return " ".join(found)


@cache
def _measures() -> frozenset[str]:
    """The names of the figures that tell what a sheet is, but for those that say nothing alone."""
    kinds = [kind for kind in KINDS.values() if not kind.area]
    fields = {its for kind in kinds for its in kind.fields if its.type in _FIGURES and (its.required or its.name in kind.telling)}
    names = {normalised(name) for its in fields for name in its.synonyms}
    return frozenset(name for name in names - _GENERIC - _UNSAID if len(name) > 2)


def _of_rank(rank: int, *, generic: bool) -> float:
    if rank < 0:
        return 0.9 if generic else 0.97
    return EXACT if generic else 0.95 - 0.001 * min(30, rank)


def _in_part(names: _Names, name: str) -> list[tuple[Field, float]]:
    """The fields of which a name is among the words of this header, or is nearly this header."""
    words = frozenset(name.split())
    found = [
        (its, 0.5 + 0.25 * len(parts) / len(words))
        for word in words
        for its, parts in names.with_word.get(word, ())
        if len(parts) * 2 >= len(words) and parts < words
    ]
    letters = _letters_of(name)
    for length in range(len(name) - _AS_LONG, len(name) + _AS_LONG + 1):
        most = (1 - _NEARLY) * (len(name) + length)  # so many signs may differ, and a letter that only one of them has is one
        for its, other, its_letters in names.by_length.get(length, ()):
            if (letters ^ its_letters).bit_count() <= most and difflib.SequenceMatcher(None, name, other).ratio() >= _NEARLY:
                found.append((its, 0.7))
    return found


@cache
def _names_of(kind: Kind) -> _Names:
    names = _Names()
    for its in kind.fields:
        names.whole.setdefault(its.name.replace("_", " "), []).append((its, -1))
        for rank, name in enumerate(dict.fromkeys(map(normalised, its.synonyms))):
            names.whole.setdefault(name, []).append((its, rank))
            parts = frozenset(name.split())
            if name in _GENERIC or name in _ASKING or len(name) < 3:
                continue
            for word in parts:
                names.with_word.setdefault(word, []).append((its, parts))
            if len(parts) > 1 and len(name) > 6:
                names.by_length.setdefault(len(name), []).append((its, name, _letters_of(name)))
    return names


def _letters_of(name: str) -> int:
    """Which letters are in a name, a bit each."""
    letters = 0
    for sign in name:
        letters |= 1 << ord(sign) - 32
    return letters
