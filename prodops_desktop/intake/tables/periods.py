"""Headers that are periods: months, quarters, weeks, years or days, as dates or in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise

from prodops_desktop.intake.days import MONTHS, read_day
from prodops_desktop.intake.readers.model import Cell

DAY, WEEK, MONTH, QUARTER, HALF, YEAR = "Day", "Week", "Month", "Quarter", "Half-year", "Year"
_FEWEST = 3
_LONGEST = 24
_IN_A_YEAR = {YEAR: 1, HALF: 2, QUARTER: 4, MONTH: 12, WEEK: 53}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_MONTH_NAME = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_WEEK = r"(?:0?[1-9]|[1-4]\d|5[0-3])"
_YEAR = r"(?:20\d\d|19\d\d|'?\d\d)"
_FORMS = (
    (YEAR, re.compile(r"(?:FY|CY|GJ|Y)? ?-?(?P<year>20\d\d|19\d\d)", re.IGNORECASE)),
    (YEAR, re.compile(r"(?:FY|CY|GJ) ?'?(?P<year>\d\d)", re.IGNORECASE)),
    (MONTH, re.compile(rf"(?P<month>{_MONTH_NAME})\.?(?:[-/ .,']{{1,2}}(?P<year>{_YEAR}))?", re.IGNORECASE)),
    (MONTH, re.compile(rf"(?P<year>20\d\d|19\d\d)[-/ .,]{{1,2}}(?P<month>{_MONTH_NAME})\.?", re.IGNORECASE)),
    (MONTH, re.compile(r"(?P<year>20\d\d|19\d\d)[-/.](?P<number>0[1-9]|1[0-2])")),
    (MONTH, re.compile(r"(?P<number>0?[1-9]|1[0-2])[-/.](?P<year>20\d\d|19\d\d)")),
    (MONTH, re.compile(r"(?P<year>20\d\d|19\d\d)M?(?P<number>0[1-9]|1[0-2])", re.IGNORECASE)),
    (MONTH, re.compile(r"(?P<number>0[1-9]|1[0-2])/(?P<year>1[3-9]|[2-9]\d)")),
    (QUARTER, re.compile(rf"(?:Q|QTR|T) ?(?P<number>[1-4])(?:[-/ .,]{{0,2}}(?:FY ?)?(?P<year>{_YEAR}))?", re.IGNORECASE)),
    (QUARTER, re.compile(rf"(?P<number>[1-4])(?:Q|\. ?Quartal|T)(?:[-/ .,]{{0,2}}(?P<year>{_YEAR}))?", re.IGNORECASE)),
    (QUARTER, re.compile(r"(?:FY ?)?(?P<year>20\d\d|19\d\d)[-/ .,]{0,2}Q ?(?P<number>[1-4])", re.IGNORECASE)),
    (HALF, re.compile(rf"(?:H|HY|HJ) ?(?P<number>[12])(?:[-/ .,]{{0,2}}(?:FY ?)?(?P<year>{_YEAR}))?", re.IGNORECASE)),
    (HALF, re.compile(rf"(?P<number>[12])H[-/ .,]{{0,2}}(?P<year>{_YEAR})", re.IGNORECASE)),
    (HALF, re.compile(rf"(?P<number>[12])\. ?Halbjahr(?:[-/ .,]{{0,2}}(?P<year>{_YEAR}))?", re.IGNORECASE)),
    (HALF, re.compile(r"(?:FY ?)?(?P<year>20\d\d|19\d\d)[-/ .,]{0,2}(?:H|HY|HJ) ?(?P<number>[12])", re.IGNORECASE)),
    (WEEK, re.compile(rf"(?:W|KW|CW|WK|Week|Woche|Sem\.?) ?(?P<number>{_WEEK})(?:[-/ .,]{{1,2}}(?P<year>{_YEAR}))?", re.IGNORECASE)),
    (WEEK, re.compile(rf"(?P<year>20\d\d|19\d\d)[-/ ]?(?:W|KW|CW) ?(?P<number>{_WEEK})", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Period:
    """A period that a text names: its kind, its place in the sequence of those of this kind, and the text of its year, "" for none."""

    kind: str
    place: int
    year: str = ""


@lru_cache(maxsize=50_000)
def _read(text: str) -> Period | None:
    for kind, form in _FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        part = match.groupdict()
        written = part.get("year") or ""
        year = int((written or "0").lstrip("'"))
        year += 2000 if 0 < year < 100 else 0
        number = MONTHS[part["month"].lower()] if part.get("month") else int(part.get("number") or 0)
        is_plain = kind == YEAR or not text.upper().startswith("FY")
        return Period(kind, year * _IN_A_YEAR[kind] + number, (text if kind == YEAR else written) if is_plain else "")
    day = read_day(text) or read_day(text, day_first=False)
    return None if day is None or day.timed or "{d" not in day.template else Period(DAY, day.value.toordinal())


def read_period(text: str) -> Period | None:
    """The period that a text names; None when it names none."""
    words = " ".join(text.split())
    return _read(words) if len(words) <= _LONGEST else None


def is_period(text: str) -> bool:
    """Whether a text names a period: a day, a week, a month and so on, with or without its year."""
    return read_period(text) is not None


def is_part_of_year(text: str) -> bool:
    """Whether a text names a week, a month, a quarter or a half of a year that it does not say."""
    period = read_period(text)
    return period is not None and period.kind not in (DAY, YEAR) and not period.year


def year_of(text: str) -> str:
    """The year that a text is about, also a fiscal year, or that of the quarter or half that it names; "" when it names none."""
    period = read_period(text)
    return period.year if period is not None and period.kind in (YEAR, HALF, QUARTER) else ""


def place_of(cell: Cell, kind: str) -> int | None:
    """Where a header stands in the sequence of periods of a kind; None when it is none of them. A day counts as itself only."""
    if isinstance(cell, datetime | date):
        return cell.toordinal() if kind == DAY else None
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _place_of_number(cell, kind)
    found = read_period(cell) if isinstance(cell, str) else None
    return found.place if found is not None and found.kind == kind else None


def _place_of_number(number: float, kind: str) -> int | None:
    """That of a year, or of a month that is written as 202501."""
    if kind not in (YEAR, MONTH) or not float(number).is_integer():
        return None
    if kind == YEAR:
        return int(number) if _FIRST_YEAR <= number <= _LAST_YEAR else None
    return place_of(str(int(number)), MONTH) if 100 * _FIRST_YEAR < number < 100 * (_LAST_YEAR + 1) else None


def is_calendar(cells: Sequence[Cell]) -> bool:
    """Whether values that are no words may be headers all the same: years, months or other periods, or days one after the other."""
    if len(cells) < 2:
        return False
    for kind in (YEAR, MONTH, QUARTER, HALF, WEEK):
        places = _all_places(cells, kind)
        if places is not None and (kind != MONTH or not any(map(_is_digits, cells))):
            return len(set(places)) == len(places)
    days = _all_places(cells, DAY)
    return days is not None and len(days) >= _FEWEST and _is_steady(days)


def _all_places(cells: Sequence[Cell], kind: str) -> list[int] | None:
    """The places of cells that are all periods of a kind; most are none at all, which the first cell tells."""
    places = []
    for cell in cells:
        if (place := place_of(cell, kind)) is None:
            return None
        places.append(place)
    return places


def is_mark(cell: Cell) -> bool:
    """Whether a cell holds a day or another period, as a calendar has them, also as a number: 2026 or 202601."""
    if isinstance(cell, str):
        return is_period(cell)
    return any(place_of(cell, kind) is not None for kind in (YEAR, MONTH, DAY))


def _is_digits(cell: Cell) -> bool:
    """Whether a cell is a number, or a text of digits alone, which may be an amount as well."""
    return cell.strip().isdecimal() if isinstance(cell, str) else isinstance(cell, int | float)


def is_year(cell: Cell) -> bool:
    """Whether a cell holds a number, or a text, that may be a year."""
    return place_of(cell, YEAR) is not None


def is_counting(cells: Sequence[Cell]) -> bool:
    """Whether values count 1, 2, 3 and so on, or from any other number."""
    numbers = [_whole(cell) for cell in cells]
    return len(cells) >= _FEWEST and None not in numbers and all(int(b or 0) - int(a or 0) == 1 for a, b in pairwise(numbers))


def _is_steady(days: list[int]) -> bool:
    steps = [later - earlier for earlier, later in pairwise(days)]
    return min(steps) > 0 and max(steps) - min(steps) <= max(3, 0.15 * min(steps))


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, str):
        return int(cell) if cell.strip().isdecimal() and len(cell) < 6 else None
    return int(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) and float(cell).is_integer() else None
