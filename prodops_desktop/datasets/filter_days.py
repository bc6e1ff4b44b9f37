"""Days, moments and times of day as they are typed to filter: “2026-11-01”, “Nov 2026”, “next 12 months”, “14:30”."""

import re
from calendar import monthrange
from datetime import date, timedelta

from prodops_desktop.datasets.filter_spans import Habits, ReasonError, Span
from prodops_desktop.datasets.model import Column

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DAY_OF_MONTH = re.compile(r"\d{1,2}\.?")
_QUARTER = re.compile(r"q([1-4]) (\d{4})|(\d{4})-q([1-4])")
_FIGURES = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_YEAR = re.compile(r"(\d{4})")
_AROUND = re.compile(r"(this|last|next) (day|week|month|quarter|year)")
_MANY = re.compile(r"(last|next) (\d{1,4}) (days?|weeks?|months?|quarters?|years?)")
_MOMENT = re.compile(r"(.+?)[ t](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?")
_DAY = timedelta(days=1)
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def day_span(text: str, column: Column, habits: Habits) -> Span:
    """The days that a text names: one, or those of a month, quarter or year, or some around today."""
    del column
    try:
        first, last = _days(text.casefold(), habits)
    except OverflowError:
        raise ValueError from None
    before, after = _beside(first, last)
    return Span(first.isoformat(), last.isoformat(), before, after)


def moment_span(text: str, column: Column, habits: Habits) -> Span:
    """The moments of the days that a text names, or of the one minute or second of a day and a time."""
    timed = _MOMENT.fullmatch(text.casefold())
    if timed is None:
        return day_span(text, column, habits)
    days = day_span(timed[1], column, habits)
    if days.first != days.last:
        raise ValueError
    time = time_span(timed[2], column, habits)
    day, before, after = days.first, days.below, days.above
    below = f"{day}T{time.below}" if time.below else before and f"{before}T23:59:59.999999"
    above = f"{day}T{time.above}" if time.above else after and f"{after}T00:00:00"
    return Span(f"{day}T{time.first}", f"{day}T{time.last}", below, above)


def time_span(text: str, column: Column, habits: Habits) -> Span:
    """The times of day within the minute, or the second, that a text names; or the one time with its fraction of a second."""
    del column, habits
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError
    hour, minute, second = int(found[1]), int(found[2]), found[3]
    start = (hour * 60 + minute) * 60 + int(second or 0)
    if found[4]:
        return _instant(start, int(found[4].ljust(6, "0")))
    end = start + (0 if second else 59)
    below = f"{_clock(start - 1)}.999999" if start else None
    return Span(_clock(start), f"{_clock(end)}.999999", below, _clock(end + 1) if end + 1 < 86_400 else None)


def day_prefix(text: str, habits: Habits) -> str | None:
    """The part of a stored day or moment that a text writes in words or figures: 2026-03-10, 2026-03, -03-10, 2026-03-10 10:37."""
    plain = text.casefold()
    timed = _MOMENT.fullmatch(plain)
    day, clock = (timed[1].rstrip(","), f" {_two_digit_hour(timed[2])}") if timed is not None else (plain, "")
    try:
        found = _named(day, habits) or _figures(day, habits)
    except ValueError:
        return None
    if found is not None:
        return found[0].isoformat() + clock if found[0] == found[1] else found[0].isoformat()[:7]
    yearless = _in_month(day, habits)
    if yearless is None:
        return None
    return f"-{yearless[0]:02}-" + (f"{yearless[1]:02}{clock}" if yearless[1] is not None else "")


def _two_digit_hour(clock: str) -> str:
    """A time of day as it is stored: 09:30 for 9:30."""
    return clock if clock.index(":") > 1 else f"0{clock}"


def _instant(second: int, micros: int) -> Span:
    """A time to the millionth of a second, with its neighbours."""
    size = 1_000_000
    one, last = second * size + micros, 86_400 * size - 1
    below, at, above = (f"{_clock(each // size)}.{each % size:06}" for each in (one - 1, one, one + 1))
    return Span(at, at, below if one else None, above if one < last else None)


def _beside(first: date, last: date) -> tuple[str | None, str | None]:
    """The days before and after some; the calendar has an end on both sides."""
    before = (first - _DAY).isoformat() if first > date.min else None
    return before, (last + _DAY).isoformat() if last < date.max else None


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _days(text: str, habits: Habits) -> tuple[date, date]:
    for read in (_iso, _year, _quarter, _named, _figures, _around):
        found = read(text, habits)
        if found is not None:
            return found
    if _in_month(text, habits) is not None:
        raise ReasonError(f"“{text.title()}” has no year.")
    raise ValueError


def _iso(text: str, _: Habits) -> tuple[date, date] | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return _month(year, month) if found[3] is None else _one(date(year, month, int(found[3])))


def _year(text: str, _: Habits) -> tuple[date, date] | None:
    return (date(int(text), 1, 1), date(int(text), 12, 31)) if _YEAR.fullmatch(text) else None


def _quarter(text: str, _: Habits) -> tuple[date, date] | None:
    found = _QUARTER.fullmatch(text)
    if found is None:
        return None
    year, quarter = int(found[2] or found[3]), int(found[1] or found[4])
    return date(year, 3 * quarter - 2, 1), _month(year, 3 * quarter)[1]


def _named(text: str, habits: Habits) -> tuple[date, date] | None:
    """“Nov 2026”, “14 Nov 2026” and “Nov 14, 2026”."""
    in_month, _, year = text.rpartition(" ")
    found = _in_month(in_month, habits) if _YEAR.fullmatch(year) else None
    if found is None:
        return None
    month, day = found
    return _month(int(year), month) if day is None else _one(date(int(year), month, day))


def _in_month(text: str, habits: Habits) -> tuple[int, int | None] | None:
    """“14 Nov”, “Nov 14” or “Nov” as the month and the day; the name of a month can have blanks and figures of its own."""
    words = text.replace(",", " ").split()
    for day, name in (("", words), *((words[at], words[:at] + words[at + 1 :]) for at in ((0, len(words) - 1) if words else ()))):
        month = habits.month(" ".join(name))
        if month is not None and not day:
            return month, None
        if month is not None and _DAY_OF_MONTH.fullmatch(day):
            return month, int(day.rstrip("."))
    return None


def _figures(text: str, habits: Habits) -> tuple[date, date] | None:
    """“03/04/2026”, which is only a day to those who write days like that."""
    found = _FIGURES.fullmatch(text)
    if found is None or habits.day_first is None:
        return None
    one, other = int(found[1]), int(found[3])
    return _one(date(int(found[4]), other, one) if habits.day_first else date(int(found[4]), one, other))


def _around(text: str, habits: Habits) -> tuple[date, date] | None:
    """Days around today: “last 30 days” end with it, “next 12 months” begin with it."""
    today = habits.today
    if text in {"today", "yesterday", "tomorrow"}:
        return _one(today + {"today": 0, "yesterday": -1, "tomorrow": 1}[text] * _DAY)
    around = _AROUND.fullmatch(text)
    if around:
        return _calendar(around[2], {"this": 0, "last": -1, "next": 1}[around[1]], habits)
    many = _MANY.fullmatch(text)
    if many is None:
        return None
    ahead, count, unit = many[1] == "next", int(many[2]), many[3].rstrip("s")
    if not count:
        raise ValueError
    if ahead:
        return today, _later(today, count, unit) - _DAY
    return _later(today, -count, unit) + _DAY, today


def _calendar(unit: str, by: int, habits: Habits) -> tuple[date, date]:
    """The day, week, month, quarter or year of the calendar that is ``by`` further than that of today."""
    today = habits.today
    if unit == "day":
        return _one(today + by * _DAY)
    if unit == "week":
        first = today - (today.isoweekday() - habits.first_weekday) % 7 * _DAY + by * 7 * _DAY
        return first, first + 6 * _DAY
    size = _MONTHS_IN[unit]
    start = (today.month - 1) // size * size
    first = _later(date(today.year, start + 1, 1), by, unit)
    return first, _later(first, 1, unit) - _DAY


def _later(day: date, count: int, unit: str) -> date:
    """So many units later, in a shorter month on its last day."""
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit]
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= 9999:
        raise ValueError
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, date(year, month, monthrange(year, month)[1])


def _one(day: date) -> tuple[date, date]:
    return day, day
