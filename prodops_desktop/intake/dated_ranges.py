"""Recovers ranges such as 11-50 that Excel turned into dates: 11-50 became 1 November 1950, and 1-10 the tenth of January of the year."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from prodops_desktop.intake.missing import ERRORS, missing_texts

TURNED = "turned into a date by Excel"
_RANGE = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{1,9}) ?[-–—] ?(\d{1,3}(?:[.,]\d{3})+|\d{1,9})")
_OPEN_ENDED = re.compile(r"(?:[<>≤≥]=? ?)?\d[\d.,]* ?\+?")
_MOST_CODES = 40
_MOST_OTHERS = 0.1
_MOST_DATES = 19
"""Date cells for each cell that still is a code; more make a column of days."""
_OLDEST_TYPED = 2000
"""A range read as day and month took the year in which it was typed, and the files of that format are younger than this."""


class Bounds(NamedTuple):
    """The two numbers of a range, the lower first."""

    low: int
    high: int


def read_ranges(words: Mapping[str, int], dates: Mapping[date, int], others: int) -> dict[date, str]:
    """The text that each of ``dates`` was before it was turned; nothing unless the column is a closed set of ranges.

    ``words`` and ``dates`` are distinct values of one column with their numbers of cells, ``others`` counts its other filled
    cells. A reading that occurs among the texts comes first, then one that begins or ends where another range does, then the
    month and year for a first of the month, then month and day.
    """
    known = _closed_set(words, others, sum(dates.values()))
    if not known or not dates:
        return {}
    readings = {day: _readings(day) for day in dates}
    if not all(readings.values()):
        return {}
    chosen = {day: found for day, listed in readings.items() if (found := _first(listed, known)) is not None}
    while adjoining := _adjoining(readings, chosen, {*known, *chosen.values()}):
        chosen.update(adjoining)
    for day, listed in readings.items():
        chosen.setdefault(day, next((one for one in listed if not _overlaps(one, known)), listed[0]))
    if len(set(chosen.values()) - known.keys()) > max(3, len(known)):
        return {}  # so many different days are days
    return {day: known.get(bounds) or f"{bounds.low}-{bounds.high}" for day, bounds in chosen.items()}


def _closed_set(words: Mapping[str, int], others: int, dated: int) -> dict[Bounds, str]:
    """The ranges among ``words`` when nearly all of these are codes of one set of ranges, else nothing."""
    missing = missing_texts(words, text_column=False) | ERRORS
    codes: dict[Bounds, str] = {}
    open_ended, cells = 0, 0
    for word, count in words.items():
        if word in missing:
            continue
        match = _RANGE.fullmatch(word)
        if match is not None:
            bounds = Bounds(*(int(re.sub(r"[.,]", "", part)) for part in match.groups()))
            if bounds.low >= bounds.high:
                return {}
            codes.setdefault(bounds, word)
        elif _OPEN_ENDED.fullmatch(word):
            open_ended += 1
        else:
            others += count
            continue
        cells += count
    if len(codes) + open_ended < 2 or len(codes) > _MOST_CODES or dated > _MOST_DATES * cells:
        return {}
    return {} if others > _MOST_OTHERS * (cells + others) else codes


def _readings(day: date) -> list[Bounds]:
    """What may have been typed where ``day`` stands, the likeliest first."""
    readings = []
    if day.day == 1:
        if 1930 <= day.year < 2030:  # Excel's window for years of two digits
            readings.append(Bounds(day.month, day.year % 100))
        readings.append(Bounds(day.month, day.year))
    if day.year >= _OLDEST_TYPED:
        readings += [Bounds(day.month, day.day), Bounds(day.day, day.month)]
    return [one for one in readings if one.low < one.high]


def _first(listed: Iterable[Bounds], known: Mapping[Bounds, str]) -> Bounds | None:
    return next((one for one in listed if one in known), None)


def _adjoining(readings: Mapping[date, list[Bounds]], chosen: Mapping[date, Bounds], known: set[Bounds]) -> dict[date, Bounds]:
    """Readings of days not chosen yet that go on where a known range ends, or end where one begins."""
    lows, highs = {one.low for one in known}, {one.high for one in known}
    found = {}
    for day, listed in readings.items():
        if day in chosen:
            continue
        touching = (one for one in listed if lows & {one.high, one.high + 1} or highs & {one.low, one.low - 1})
        if (bounds := next((one for one in touching if not _overlaps(one, known)), None)) is not None:
            found[day] = bounds
    return found


def _overlaps(one: Bounds, others: Iterable[Bounds]) -> bool:
    return any(one.low < other.high and other.low < one.high for other in others)


def day_of(cell: date) -> date:
    """The day alone of a cell that may be a moment at midnight."""
    return cell.date() if isinstance(cell, datetime) else cell
