"""Finds the day that a file speaks of: in the title above its table, in the name of its sheet, or in its own name."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

from prodops_desktop.intake.days import MONTHS

_WORD = r"[^\W\d_]+"
_EDGE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_FULL = (
    re.compile(rf"{_EDGE}(?P<Y>20\d\d)(?P<s>[-_./]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01]){_END}"),
    re.compile(rf"{_EDGE}(?P<d>\d{{1,2}})(?P<s>[-_./])(?P<m>\d{{1,2}})(?P=s)(?P<Y>20\d\d){_END}"),
    re.compile(
        rf"{_EDGE}(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[-_ ]*(?:de )?(?P<n>{_WORD})\.?[-_ ,]*(?:de )?(?P<Y>20\d\d){_END}", re.IGNORECASE
    ),
    re.compile(rf"{_EDGE}(?P<n>{_WORD})\.?[-_ ]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-_ ,]+(?P<Y>20\d\d){_END}", re.IGNORECASE),
)
_SPAN = re.compile(rf"{_EDGE}(?P<Y>20\d\d)-\d\d-\d\d(?:_| to | - |–|-)(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01]){_END}")
_MONTH = (
    re.compile(rf"{_EDGE}(?P<Y>20\d\d)[-_./]?(?P<m>0[1-9]|1[0-2]){_END}"),
    re.compile(rf"{_EDGE}(?P<m>0[1-9]|1[0-2])[-_./](?P<Y>20\d\d){_END}"),
    re.compile(rf"{_EDGE}(?P<n>{_WORD})\.?[-_ ']*(?:de )?(?P<Y>20\d\d|\d\d){_END}", re.IGNORECASE),
)


def find_as_of(titles: Iterable[str], sheet: str | None, stem: str, today: date) -> tuple[str | None, str | None]:
    """The day as ISO text and where it was found: "title", "sheet name", "file name"; (None, None) when nowhere.

    ``sheet`` is None for a text file, whose sheet has no name but the file's own. A month alone means its last day, or
    ``today`` when that is still to come. Of a range the later day counts.
    """
    for place, texts in (("title", list(titles)), ("sheet name", [sheet] if sheet else []), ("file name", [stem])):
        days = [day for text in texts if len(text) <= 200 for day in _days_in(text.replace("_", " ") if place == "title" else text, today)]
        if days:
            return max(days).isoformat(), place
    return None, None


def _days_in(text: str, today: date) -> list[date]:
    days = _matches(_FULL, text, today)
    if days and (span := _SPAN.search(text)) is not None:  # 2026-08-24_11-16: the end of a range without its year
        end = _day({"Y": span["Y"], "m": span["m"], "d": span["d"]}, today)
        days += [end] if end is not None and end > days[0] else []
    return days or _matches(_MONTH, text, today)


def _matches(patterns: Iterable[re.Pattern[str]], text: str, today: date) -> list[date]:
    for pattern in patterns:
        days = [day for match in pattern.finditer(text) if (day := _day(match.groupdict(), today)) is not None]
        if days:
            return days
    return []


def _day(parts: dict[str, str | None], today: date) -> date | None:
    year = int(parts["Y"] or 0)
    year += 2000 if year < 100 else 0
    name = parts.get("n")
    month = MONTHS.get(name.lower(), 0) if name else int(parts["m"] or 0)
    try:
        if parts.get("d") is not None:
            return date(year, month, int(parts["d"] or 0))
        return min(date(year, month, calendar.monthrange(year, month)[1]), max(today, date(year, month, 1)))
    except (ValueError, calendar.IllegalMonthError):
        return None
