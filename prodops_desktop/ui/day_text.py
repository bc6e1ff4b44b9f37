"""Reads days as people type them and as they are written here; what could be two days is refused, and never guessed."""

import re
from datetime import date
from functools import cache

from PySide6.QtCore import QLocale

from prodops_desktop.errors import UserError
from prodops_desktop.ui import formats, region
from prodops_desktop.ui.texts import tr

_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})|(?P<y8>\d{4})(?P<m8>\d{2})(?P<d8>\d{2})")
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<y>\d{4})")
_MONTHS = 12
_FORMS = (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat)


class AmbiguousDayError(UserError, ValueError):
    """Figures that are one day in one country and another one elsewhere."""


def read_day(text: str) -> date | None:
    """A day as people type it, None for nothing.

    Raises ValueError for what is no day, and AmbiguousDayError, with a sentence, for what could be two.
    """
    words = [word for word in region.plain(text).replace(",", " ").split() if _bare(word) not in _weekdays()]
    cleaned = " ".join(words)
    if not cleaned:
        return None
    try:
        if found := _YEAR_FIRST.fullmatch(cleaned):
            return date(*(int(found[part] or found[f"{part}8"]) for part in "ymd"))
        if found := _YEAR_LAST.fullmatch(cleaned):
            return _of_figures(cleaned, int(found["one"]), int(found["two"]), int(found["y"]), found["sign"])
        return _of_words([_bare(word) for word in words])
    except AmbiguousDayError:
        raise
    except ValueError:
        raise ValueError(text) from None


def _of_figures(text: str, one: int, two: int, year: int, sign: str) -> date:
    """A day whose year comes last: with dots the day is first; else it is what only one order can mean, or what the chosen order means."""
    order = region.DAY_FIRST if sign == "." or one > _MONTHS else region.MONTH_FIRST if two > _MONTHS else region.ways().order
    if order is None and one != two:
        first, second = (formats.day(date(year, month, day)) for day, month in ((one, two), (two, one)))
        iso = date(year, two, one).isoformat()
        raise AmbiguousDayError(
            tr(
                "“{typed}” can be {first} or {second}. Type it as {iso}, or choose how days are written in the preferences.",
                typed=text,
                first=first,
                second=second,
                iso=iso,
            )
        )
    return date(year, one, two) if order == region.MONTH_FIRST else date(year, two, one)


def _of_words(words: list[str]) -> date:
    """“14 Dec 2026”, “14. Dezember 2026” or “Dec 14, 2026”."""
    if len(words) != 3 or len(words[2]) != len("2026"):
        raise ValueError(words)
    day, name = (words[0], words[1]) if words[0].isdecimal() else (words[1], words[0])
    month = month_of(name)
    if not month:
        raise ValueError(words)
    return date(int(words[2]), month, int(day))


def month_of(word: str) -> int | None:
    """The number of the month that a word names, in English or as it is written here."""
    return _months().get(_bare(word))


@cache
def _months() -> dict[str, int]:
    """The names of the months, in English and as they are written here."""
    return {
        _bare(name): month
        for locale in _locales()
        for form in _FORMS
        for month in range(1, 13)
        for name in (locale.monthName(month, form), locale.standaloneMonthName(month, form))
    }


@cache
def _weekdays() -> frozenset[str]:
    """The names of the days of the week, in both as well."""
    return frozenset(
        _bare(name)
        for locale in _locales()
        for form in _FORMS
        for day in range(1, 8)
        for name in (locale.dayName(day, form), locale.standaloneDayName(day, form))
    )


def _locales() -> tuple[QLocale, QLocale]:
    return region.ways().locale, QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def _bare(word: str) -> str:
    return word.rstrip(".,").casefold()


def _forget() -> None:
    _months.cache_clear()
    _weekdays.cache_clear()


region.changed.connect(_forget)
