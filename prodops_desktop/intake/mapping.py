"""Finds which column holds which field of a kind, and which kind a table is, by its headers and by what is in its columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.headers import EXACT, named_fields, normalised
from prodops_desktop.intake.kinds import KINDS, Field, Kind
from prodops_desktop.intake.kinds.model import words_of

CERTAIN = 0.6
"""From this confidence on a column is mapped without being asked."""
_OF_A_PERSON = re.compile(r"\b(?:e mail|email|mail|courriel|correo|phone|telephone|telefon|telefono|age|gender|sex|geschlecht|birthday)\b")
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


_Found = tuple[float, int, int, str]
"""A column that could hold a field: the confidence, the place of the field (negative), the column, the field."""


def match_fields(kind: Kind, columns: Sequence[Candidate], *, is_asked_for: bool = False) -> dict[int, Match]:
    """The best one-to-one mapping of columns (by index) onto the fields of ``kind``, with confidences of at least CERTAIN.

    Where somebody asked for this kind, a column that is called as a field that is needed is that field whatever its cells say: those
    that can't be read send their rows to quarantine.
    """
    order = {field: -place for place, field in enumerate(kind.fields)}
    found = [
        (confidence, order[field], index, field.name)
        for index, column in enumerate(columns)
        for field, by_header in named_fields(kind, column.header).items()
        if (confidence := _confidence(field, column, by_header)) >= CERTAIN
    ]
    found.sort(key=lambda item: (-item[0], -item[1], item[2]))
    chosen = _one_to_one(found)
    for field in kind.fields:
        if field.required and not any(match.field == field.name for match in chosen.values()):
            found = _given_over(found, field.name, {index for index, match in chosen.items() if kind.field(match.field).required})
            chosen = _one_to_one(found)
    return {**_by_header(kind, columns, chosen), **chosen} if is_asked_for else chosen


def _by_header(kind: Kind, columns: Sequence[Candidate], chosen: Mapping[int, Match]) -> dict[int, Match]:
    """Columns for the fields that are needed and still lack one, by their headers alone."""
    found: dict[int, Match] = {}
    has = {match.field for match in chosen.values()}
    for group in (*((field.name,) for field in kind.fields if field.required), *kind.either):
        if has.isdisjoint(group):
            named = [
                (by_header, -index, field.name)
                for index, column in enumerate(columns)
                if index not in chosen and index not in found and column.filled
                for field, by_header in named_fields(kind, column.header).items()
                if field.name in group and by_header >= EXACT
            ]
            if named:
                _, index, name = max(named)
                found[-index] = Match(name, CERTAIN)
    return found


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
    column = next((index for confidence, _, index, name in found if name == needed and confidence >= EXACT and index not in kept), None)
    return [item for item in found if item[2] != column or item[3] == needed]


def detect_kind(columns: Sequence[Candidate], about: Iterable[str] = ()) -> tuple[Kind, float]:
    """The kind that the columns make with good confidence, else "other"; ``about`` are the name and the titles of the sheet."""
    names = " | ".join(["", *(normalised(text) for text in (*about, *(column.header for column in columns))), ""])
    for giving_way in (False, True):
        best: tuple[float, float, Kind] | None = None
        for kind in KINDS.values():
            if not kind.fields or kind.gives_way != giving_way:
                continue
            confidence, score = _kind_confidence(kind, columns, names)
            if confidence >= CERTAIN and (best is None or score > best[0]):
                best = score, confidence, kind
        if best is not None:
            return best[2], round(best[1], 2)
    return KINDS["other"], 1.0


def _kind_confidence(kind: Kind, columns: Sequence[Candidate], names: str) -> tuple[float, float]:
    """The confidence of the least certain field that the kind needs, 0 when the rows are something else, and how much speaks for it.

    ``names``: the headers and what the sheet is called, with a bar before, between and behind them.
    """
    nothing = 0.0, 0.0
    matches = match_fields(kind, columns)
    by_field = {match.field: (index, match.confidence) for index, match in matches.items()}
    needed = [field.name for field in kind.fields if field.required]
    if any(name not in by_field for name in needed) or len(matches) < kind.least_fields:
        return nothing
    if any(not columns[by_field[name][0]].filled for name in needed) and any(column.filled for column in columns):
        return nothing  # in a sheet with rows, an empty column is not what they are about
    if any(not any(name in by_field for name in group) for group in (*kind.either, *kind.told_by)):
        return nothing
    told = [by_field[name][1] for name in kind.telling if name in by_field]
    if any(f" {word} " in names for word in words_of(kind.named)):
        told.append(1.0)
    if len(told) < kind.telling_needed or _is_repeated(kind, columns, by_field) or _is_spoken_against(kind, columns, matches):
        return nothing
    confidence = min([by_field[name][1] for name in needed] + [max(told)])
    return confidence, confidence * (1 + 0.25 * len(told) + 0.08 * len(matches))


def _is_repeated(kind: Kind, columns: Sequence[Candidate], by_field: dict[str, tuple[int, float]]) -> bool:
    """Whether something has several rows that should have one."""
    if kind.one_row_each is None:
        return False
    column = columns[by_field[kind.one_row_each][0]]
    return column.distinct is None or column.distinct < 0.9 * column.filled


def _is_spoken_against(kind: Kind, columns: Sequence[Candidate], matches: dict[int, Match]) -> bool:
    if not kind.against:
        return False
    against = _as_headers(kind.against)
    seen = {index for index, match in matches.items() if kind.field(match.field).values}
    return any(normalised(column.header) in against for index, column in enumerate(columns) if index not in seen)


@cache
def _as_headers(written: str) -> frozenset[str]:
    return frozenset(normalised(word) for word in words_of(written))


def _confidence(field: Field, column: Candidate, by_header: float) -> float:
    if by_header < 0.5 or not column.filled:
        return by_header
    return max(0.0, min(0.99, by_header + _content(field, column)))


def _content(field: Field, column: Candidate) -> float:
    """What the cells add to or take from the confidence by the header."""
    evidence = column.evidence
    if field.low is not None and field.high is not None and evidence.numbers:
        outside = evidence.low < field.low - 1000 or (field.high <= 10 and evidence.high > 100)
        outside = outside or (field.required and (evidence.low > field.high or evidence.high < field.low))
        if outside or (field.above is not None and evidence.high <= field.above):
            return -0.6
    if field.values and not _says_only(field.values, evidence):
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


def _says_only(values: str, evidence: Evidence) -> bool:
    return evidence.word_cells == evidence.filled and all(normalised(word) in _as_headers(values) for word in evidence.words)


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
    if field.longest is not None:
        words = column.evidence.words
        return 0.04 if few and all(len(word) <= field.longest for word in words) else -0.5
    if field.few and not few:
        return -0.2
    if column.type in ("money", "percent", "number"):
        return -0.4
    return 0.0
