"""Writes numbers, amounts and days as people read them: true minus, thousands apart, a dash for what is missing."""

from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from functools import cache

from PySide6.QtCore import QDate, QLocale

from prodops_desktop.ui import region
from prodops_desktop.ui.texts import tr
from prodops_desktop.work.amounts import shortened, sign_of

MISSING = "–"
MINUS = "−"
IMPORTANCE_NAMES = dict(enumerate((tr("Not weighed"), tr("Nice to have"), tr("Important"), tr("Critical"))))
"""How important feedback is, from 0 to 3."""
_WITH_YEAR = {
    region.DAY_WORDS: "{d} {name} {y}",
    region.WORDS_DAY: "{name} {d}, {y}",
    region.ISO: "{y:04}-{m:02}-{d:02}",
    region.DOTTED: "{d:02}.{m:02}.{y}",
    region.DAY_SLASH: "{d:02}/{m:02}/{y}",
    region.SLASH_DAY: "{m:02}/{d:02}/{y}",
}
_WITHOUT_YEAR = _WITH_YEAR | {
    region.DAY_WORDS: "{d} {name}",
    region.WORDS_DAY: "{name} {d}",
    region.DOTTED: "{d:02}.{m:02}.",
    region.DAY_SLASH: "{d:02}/{m:02}",
    region.SLASH_DAY: "{m:02}/{d:02}",
}
changed = region.changed
"""Emitted after numbers, days or times are to be written in another way; what keeps texts makes them anew."""


def first_weekday() -> int:
    """The day that a week begins with: 1 is Monday, 7 is Sunday."""
    return region.ways().first_weekday


def week_number(value: date) -> int:
    """The number of the week of a day: as ISO has it where weeks begin on a Monday, else counted from the week of 1 January."""
    begin = first_weekday()
    if begin == 1:
        return value.isocalendar().week
    last = value + timedelta(days=6 - (value.isoweekday() - begin) % 7)
    first = date(last.year, 1, 1)
    return ((first.isoweekday() - begin) % 7 + (last - first).days) // 7 + 1


@cache
def _month_name(month: int) -> str:
    """A month such as ``Jan``; kept, as lists write thousands of days."""
    return region.ways().locale.standaloneMonthName(month, QLocale.FormatType.ShortFormat)


@cache
def _marks() -> dict[int, str]:
    """The signs of a chosen style of numbers by those that Python writes."""
    return str.maketrans({",": region.ways().group, ".": region.ways().point})


def _forget() -> None:
    _month_name.cache_clear()
    _marks.cache_clear()


changed.connect(_forget)


def number(value: float | None, decimals: int | None = None) -> str:
    """A plain number, with up to two decimals unless told."""
    if value is None:
        return MISSING
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 1 if abs(value) >= 10 else 2
    text = _figure(abs(float(value)), decimals)
    return f"{MINUS}{text}" if value < 0 and float(f"{value:.{decimals}f}") != 0 else text


def exact(text: str) -> str:
    """A number with all its digits, which is written plainly (−1234.5), in the signs that are used here; without thousands."""
    return region.own_digits(text.replace("-", MINUS).replace(".", region.ways().point))


def money(value: float | None, currency: str = "USD", *, short: bool = True) -> str:
    """An amount in whole units of ``currency``: ``$48k``, ``$2.14M``, or in full."""
    if value is None:
        return MISSING
    scaled, decimals, letter = shortened(abs(value), short=short)
    return f"{MINUS if value < 0 else ''}{sign_of(currency)}{number(scaled, decimals)}{letter}"


def percent(value: float | None, decimals: int | None = None) -> str:
    """Percent points (31.0 is ``31%``)."""
    if value is None:
        return MISSING
    places = decimals if decimals is not None else (0 if float(value).is_integer() else 1)
    return f"{number(value, places)}%"


def figure(value: float | None, unit: str, currency: str | None = None, *, short: bool = True) -> str:
    """A value in the unit of a metric: score, money, count, number, percent or hours."""
    if value is None:
        return MISSING
    if unit == "money":
        return money(value, currency or "", short=short)
    if unit == "percent":
        return percent(value)
    if unit == "hours":
        return tr("{n} h", n=number(value))
    return number(value, 0) if unit in {"score", "count"} else number(value)


def change(value: float | None, unit: str, currency: str | None = None) -> str:
    """A difference without its sign, for a place beside an arrow."""
    if value is None:
        return MISSING
    size = abs(value)
    if unit == "percent":
        return tr("{n} pt", n=number(size, 1))
    return figure(size, unit, currency)


def signed(value: float | None, unit: str = "number", currency: str | None = None) -> str:
    """A difference with its sign."""
    if value is None:
        return MISSING
    text = change(value, unit, currency)
    return f"{MINUS}{text}" if value < 0 else f"+{text}" if value > 0 else text


def margin(value: float | None, unit: str = "score", currency: str | None = None) -> str:
    """Half an interval as ``± 6``; empty when there is none."""
    return "" if value is None else f"± {figure(value, unit, currency)}"


def day(value: date | str | None, today: date | None = None, *, weekday: bool = False) -> str:
    """A day such as ``14 Dec``, with its year unless ``today`` is within twelve months of it."""
    moment = _as_date(value)
    if moment is None:
        return MISSING if not value else str(value)
    forms = _WITH_YEAR if today is None or abs((moment - today).days) > 365 else _WITHOUT_YEAR
    name = _month_name(moment.month)
    text = region.own_digits(forms[region.ways().days].format(d=moment.day, m=moment.month, y=moment.year, name=name))
    return f"{day_name(moment)} {text}" if weekday else text


def span(first: date, last: date, today: date | None = None) -> str:
    """Two days as ``12 – 26 Jan`` or ``Jan 12 – 26``, with what they have in common said once; years as :func:`day` has them."""
    until = day(last, today)
    if first == last:
        return until
    if (first.year, first.month) != (last.year, last.month):
        return f"{day(first, today if first.year != last.year else last)} – {until}"
    style = region.ways().days
    if style == region.DAY_WORDS:
        return f"{region.own_digits(str(first.day))} – {until}"
    begin = day(first, last)
    if style == region.WORDS_DAY:
        return f"{begin} – {until.removeprefix(_month_name(last.month)).lstrip()}"
    return f"{begin} – {until}"


def day_in(style: str, value: date) -> str:
    """A day in one of the styles of :mod:`region`, as an example of it."""
    return _WITH_YEAR[style].format(d=value.day, m=value.month, y=value.year, name=_month_name(value.month))


def weekday_name(number: int) -> str:
    """A day of the week in full: 1 is ``Monday``."""
    return region.ways().locale.standaloneDayName(number, QLocale.FormatType.LongFormat)


def day_name(value: date) -> str:
    """The day of the week, such as ``Mon``."""
    return region.ways().locale.standaloneDayName(value.isoweekday(), QLocale.FormatType.ShortFormat)


def long_day(value: date) -> str:
    """A day in words: ``Monday 23 November 2026``, or as the system has it."""
    ways, long = region.ways(), QLocale.FormatType.LongFormat
    if ways.is_own:
        return ways.locale.toString(QDate(value.year, value.month, value.day), long)
    weekday, month = ways.locale.standaloneDayName(value.isoweekday(), long), ways.locale.standaloneMonthName(value.month, long)
    if ways.days in (region.WORDS_DAY, region.SLASH_DAY):
        return f"{weekday}, {month} {value.day}, {value.year}"
    return f"{weekday} {value.day} {month} {value.year}"


def month_name(month: int) -> str:
    """A month in full, such as ``November``."""
    return region.ways().locale.standaloneMonthName(month, QLocale.FormatType.LongFormat)


def moment(value: str | None, today: date | None = None) -> str:
    """An ISO moment as day and minute: ``20 Nov 09:30``."""
    if not value:
        return MISSING
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return value
    if len(value) <= 10:
        return day(parsed.date(), today)
    return f"{day(parsed.date(), today)} {clock(parsed)}"


def clock(value: datetime | time_of_day) -> str:
    """Hours and minutes: ``14:30``, or ``2:30 PM``."""
    return time(f"{value:%H:%M}")


def time(value: str) -> str:
    """An ISO time of day as the clock shows it: ``14:30`` or ``2:30 PM``, with its seconds where it has some."""
    text = value.removesuffix(":00") if len(value) == len("00:00:00") else value
    ways = region.ways()
    hour, colon, rest = text.partition(":")
    if ways.half_days and colon and hour.isdecimal():
        half = ways.locale.amText() if int(hour) < 12 else ways.locale.pmText()
        text = f"{int(hour) % 12 or 12}:{rest} {half}"
    return region.own_digits(text)


def duration(milliseconds: float | None) -> str:
    """A length of time as hours, minutes and seconds: ``26:30:00``."""
    if milliseconds is None:
        return MISSING
    seconds, rest = divmod(round(abs(milliseconds)), 1000)
    text = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    text += f".{rest:03}".rstrip("0") if rest else ""
    return f"{MINUS}{text}" if milliseconds < 0 else text


def period(value: str, *, short: bool = False) -> str:
    """A period of a series: ``2026-11`` is ``Nov 2026``, ``2026-Q4`` is ``Q4 2026``."""
    year, _, part = value.partition("-")
    if not part:
        return year
    if part.startswith("Q"):
        return f"{part} {year}"
    name = _month_name(int(part))
    return name if short else f"{name} {year}"


def size(count: int) -> str:
    """A number of bytes as people say it."""
    for floor, divisor, unit in ((1_000_000_000, 1e9, "GB"), (1_000_000, 1e6, "MB"), (1_000, 1e3, "kB")):
        if count >= floor:
            scaled = count / divisor
            return f"{number(scaled, 0 if scaled >= 10 else 1)} {unit}"
    return f"{number(count)} B"


def _figure(size: float, decimals: int) -> str:
    """A number without a sign."""
    ways = region.ways()
    return ways.locale.toString(size, "f", decimals) if ways.by_locale else f"{size:,.{decimals}f}".translate(_marks())


def _as_date(value: date | str | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
