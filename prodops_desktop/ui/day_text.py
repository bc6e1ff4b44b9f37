"""Reads days as people type them and as they are written here; what could be two days is refused, and never guessed."""

import re
from datetime import date
from functools import cache

from PySide6.QtCore import QLocale

from prodops_desktop.errors import UserError
from prodops_desktop.ui import formats, region
from prodops_desktop.ui.texts import tr
from prodops_desktop.work.folding import plain_signs

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
    cleaned = _plain(text)
    if not cleaned:
        return None
    try:
        return _of(cleaned)
    except AmbiguousDayError:
        raise
    except ValueError:
        rest = _after_weekday(cleaned)
    if rest is None:
        raise ValueError(text)
    return read_day(rest)


def _of(text: str) -> date:
    """A day without that of the week."""
    if found := _YEAR_FIRST.fullmatch(text):
        return date(*(int(found[part] or found[f"{part}8"]) for part in "ymd"))
    if found := _YEAR_LAST.fullmatch(text):
        return _of_figures(text, int(found["one"]), int(found["two"]), int(found["y"]), found["sign"])
    return _of_words(text)


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


def _of_words(text: str) -> date:
    """“14 Dec 2026”, “14. Dezember 2026” or “Dec 14, 2026”; the name of a month can have blanks and figures of its own."""
    *rest, year = _bare(text).split()
    if len(rest) < 2 or len(year) != len("2026"):
        raise ValueError(text)
    for day, name in ((rest[0], rest[1:]), (rest[-1], rest[:-1])):
        if day.isdecimal() and (month := month_of(" ".join(name))):
            return date(int(year), month, int(day))
    raise ValueError(text)


def _after_weekday(text: str) -> str | None:
    """What stands behind the name of a day of the week; None where it begins with none, or nothing stands behind it."""
    words = text.split()
    named = (count for count in range(len(words) - 1, 0, -1) if _bare(" ".join(words[:count])) in _weekdays())
    count = next(named, None)
    return None if count is None else " ".join(words[count:])


def month_of(name: str) -> int | None:
    """The number of the month that a text names, as it is written here or in English."""
    return months().get(_bare(name))


@cache
def months() -> dict[str, int]:
    """The names of the months, casefolded and without dots behind words.

    Where one is another month in English, it is what it is here, and short as it is written.
    """
    found: dict[str, int] = {}
    for locale in _locales():
        for form in _FORMS:
            for named in (locale.standaloneMonthName, locale.monthName):
                for month in range(1, 13):
                    found.setdefault(_bare(named(month, form)), month)
    return found


@cache
def _weekdays() -> frozenset[str]:
    """The names of the days of the week, here and in English."""
    return frozenset(
        _bare(name)
        for locale in _locales()
        for form in _FORMS
        for day in range(1, 8)
        for name in (locale.dayName(day, form), locale.standaloneDayName(day, form))
    )


def _locales() -> tuple[QLocale, QLocale]:
    return region.ways().locale, QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def _plain(text: str) -> str:
    """A text without commas, as :func:`plain_signs` has it."""
    return " ".join(plain_signs(text).replace(",", " ").replace("،", " ").split())


def _bare(text: str) -> str:
    """Names that are the same to people: no dots behind words, all letters small."""
    return " ".join(word.rstrip(".").casefold() for word in _plain(text).split())


def _forget() -> None:
    months.cache_clear()
    _weekdays.cache_clear()


region.changed.connect(_forget)
