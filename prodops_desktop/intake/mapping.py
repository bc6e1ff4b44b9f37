"""Finds which column holds which field of a kind, and which kind a table is, by its headers and by what is in its columns."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.kinds import KINDS, Field, Kind

CERTAIN = 0.6
"""From this confidence on a column is mapped without being asked."""
_GENERIC = frozenset(
    "value|type|date|time|when|text|note|notes|reason|owner|group|rating|field|person|day|month|week|comment|stage|term|name".split("|")  # noqa: SIM905
)
_EXACT = 0.75
"""A header that names a field word for word is at least as certain as this."""
_OF_A_PERSON = re.compile(r"\b(?:e mail|email|mail|courriel|correo|phone|telephone|telefon|telefono|age|gender|sex|geschlecht|birthday)\b")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_DATE_TYPES = ("day", "moment")
_NUMBER_TYPES = ("integer", "number", "money", "percent")


@dataclass(frozen=True)
class Candidate:
    """A column as the mapping sees it; ``type`` is what its cells are without any wish, ``distinct`` None when too many to count."""

    header: str
    type: str
    filled: int
    distinct: int | None
    evidence: Evidence


@dataclass(frozen=True)
class Match:
    """The field found for a column."""

    field: str
    confidence: float


def normalised(header: str) -> str:
    """The words of a header in lower case without accents and punctuation: "NPS (last)" → "nps last", "Cust. No." → "cust no"."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", " ", header).casefold().translate(_UMLAUTS)
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    text = text.replace("%", " percent ").replace("#", " number of ").replace("&", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", text))


_Found = tuple[float, int, int, str]
"""A column that could hold a field: the confidence, the place of the field (negative), the column, the field."""


def match_fields(kind: Kind, columns: Sequence[Candidate]) -> dict[int, Match]:
    """The best one-to-one mapping of columns (by index) onto the fields of ``kind``, with confidences of at least CERTAIN."""
    found = [
        (confidence, -order, index, field.name)
        for order, field in enumerate(kind.fields)
        for index, column in enumerate(columns)
        if (confidence := _confidence(field, column, kind)) >= CERTAIN
    ]
    found.sort(key=lambda item: (-item[0], -item[1], item[2]))
    chosen = _one_to_one(found)
    for field in kind.fields:
        if field.required and not any(match.field == field.name for match in chosen.values()):
            found = _given_over(found, field.name, {index for index, match in chosen.items() if kind.field(match.field).required})
            chosen = _one_to_one(found)
    return chosen


def _one_to_one(found: Sequence[_Found]) -> dict[int, Match]:
    chosen: dict[int, Match] = {}
    taken: set[str] = set()
    for confidence, _, index, name in found:
        if index not in chosen and name not in taken:
            chosen[index] = Match(name, round(confidence, 2))
            taken.add(name)
    return chosen


def _given_over(found: list[_Found], needed: str, kept: set[int]) -> list[_Found]:
    """What was found, with the column that is called as a field that is ``needed`` for that field alone; not one of those ``kept``."""
    column = next((index for confidence, _, index, name in found if name == needed and confidence >= _EXACT and index not in kept), None)
    return [item for item in found if item[2] != column or item[3] == needed]


def detect_kind(columns: Sequence[Candidate]) -> tuple[Kind, float]:
    """The kind that the columns make with good confidence, else "other"."""
    best, best_score, best_confidence = KINDS["other"], 0.0, 1.0
    for kind in sorted(KINDS.values(), key=lambda kind: kind.gives_way):
        if not kind.fields or (kind.gives_way and best.fields):
            continue
        matches = match_fields(kind, columns)
        confidence = _kind_confidence(kind, matches, columns)
        if confidence < CERTAIN:
            continue
        telling = sum(match.field in kind.telling for match in matches.values())
        score = confidence * (1 + 0.25 * telling + 0.08 * len(matches))
        if score > best_score:
            best, best_score, best_confidence = kind, score, confidence
    return best, round(best_confidence, 2)


def _kind_confidence(kind: Kind, matches: dict[int, Match], columns: Sequence[Candidate]) -> float:
    """The confidence of the least certain field that the kind needs; 0 when one is missing or the rows are something else."""
    by_field = {match.field: (index, match.confidence) for index, match in matches.items()}
    needed = [field.name for field in kind.fields if field.required]
    if any(name not in by_field for name in needed):
        return 0.0
    if any(not columns[by_field[name][0]].filled for name in needed) and any(column.filled for column in columns):
        return 0.0  # in a sheet with rows, an empty column is not what they are about
    if any(not any(name in by_field for name in group) for group in kind.either):
        return 0.0
    telling = [by_field[name][1] for name in kind.telling if name in by_field]
    if len(telling) < kind.telling_needed:
        return 0.0
    if kind.one_row_each is not None:
        column = columns[by_field[kind.one_row_each][0]]
        if column.distinct is None or column.distinct < 0.9 * column.filled:
            return 0.0
    if kind.name == "opportunities" and len(matches) < 4:
        return 0.0
    if kind.against and any(normalised(column.header) in kind.against for column in columns):
        return 0.0
    return min([by_field[name][1] for name in needed] + [max(telling)])


def _confidence(field: Field, column: Candidate, kind: Kind) -> float:
    by_header = _header_confidence(field, column.header)
    if by_header < 0.5 or not column.filled:
        return by_header
    return max(0.0, min(0.99, by_header + _content(field, column, kind)))


@cache
def _header_confidence(field: Field, header: str) -> float:
    synonyms = _normal_synonyms(field.synonyms)
    name = normalised(header)
    if not name:
        return 0.0
    if name == field.name.replace("_", " "):
        return 0.9 if name in _GENERIC else 0.97
    if name in synonyms:
        return 0.75 if name in _GENERIC else 0.95 - 0.001 * min(30, synonyms[name])
    bare = normalised(re.sub(r"\([^)]*\)|\[[^]]*\]", " ", header))
    if bare != name and bare in synonyms:
        return 0.88
    words = set(name.split())
    best = 0.0
    for synonym in synonyms:
        parts = set(synonym.split())
        if synonym in _GENERIC or len(synonym) < 3:
            continue
        if parts < words and len(parts) * 2 >= len(words):
            best = max(best, 0.5 + 0.25 * len(parts) / len(words))
        elif len(parts) > 1 and len(synonym) > 6 and _close(name, synonym):
            best = max(best, 0.7)
    return best


@cache
def _normal_synonyms(names: tuple[str, ...]) -> dict[str, int]:
    return {normalised(name): rank for rank, name in reversed(list(enumerate(names)))}


def _close(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= 2 and difflib.SequenceMatcher(None, one, other).ratio() >= 0.9


def _content(field: Field, column: Candidate, kind: Kind) -> float:
    """What the cells add to or take from the confidence by the header."""
    evidence = column.evidence
    if field.low is not None and field.high is not None and evidence.numbers:
        outside = evidence.low < field.low - 1000 or (field.high <= 10 and evidence.high > 100)
        if outside or (kind.name == "nps" and field.name == "score" and evidence.high <= 5):
            return -0.6
    if field.type == "name":
        return _name_content(field, column)
    if field.type in _DATE_TYPES:
        if column.type in _DATE_TYPES:
            return 0.05
        plausible = evidence.dated >= 0.6 * evidence.filled or (evidence.numbers >= 0.9 * evidence.filled and evidence.low >= 20_000)
        return 0.0 if plausible else -0.6
    if field.type in _NUMBER_TYPES:
        if column.type in _DATE_TYPES or column.type == "boolean":
            return -0.6
        return 0.04 if column.type in _NUMBER_TYPES else -0.1 if evidence.numbers >= 0.6 * evidence.filled else -0.6
    if field.type == "boolean":
        return 0.05 if column.type == "boolean" else 0.0 if evidence.numbers and 0 <= evidence.low <= evidence.high <= 1 else -0.3
    return 0.0 if field.prose or field.type == "any" else _text_content(field, column)


def _name_content(field: Field, column: Candidate) -> float:
    if column.type in (*_DATE_TYPES, "boolean", "money", "percent", "number"):
        return -0.6
    if field.name == "account" and _OF_A_PERSON.search(normalised(column.header)):
        return -0.6
    looks_id = re.search(r"\b(?:id|no|nr|number|key|code)\b", normalised(column.header)) is not None
    return -0.15 if field.name == "account" and looks_id else 0.0


def _text_content(field: Field, column: Candidate) -> float:
    if column.type in _DATE_TYPES:
        return -0.6
    if column.type == "boolean":
        return -0.5
    few = column.distinct is not None and column.distinct <= max(30, 0.05 * column.filled)
    if field.name == "stage":
        return 0.05 if few else -0.3
    if field.name == "currency":
        words = [word for word in column.evidence.words if len(word) <= 4]
        return 0.04 if few and len(words) == len(column.evidence.words) else -0.5
    if field.name in ("segment", "industry", "region", "plan", "sentiment") and not few:
        return -0.2
    if column.type in ("money", "percent", "number"):
        return -0.4
    return 0.0
