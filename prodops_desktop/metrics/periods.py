"""Months, quarters and years as sortable texts ("2026-11", "2026-Q4", "2026"), and the calendar arithmetic on them."""

from datetime import date, timedelta

from prodops_desktop.errors import UserError
from prodops_desktop.work.clock import MONTHS, spoken

GRAINS = ("month", "quarter", "year")
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
"""How many months a period of each length has."""


def checked_grain(grain: str) -> str:
    """``grain`` itself; UserError for a length of period that does not exist."""
    if grain not in GRAINS:
        raise UserError(f"“{grain}” is not a length of period; use month, quarter or year.")
    return grain


def period_of(day: str, grain: str) -> str:
    """The period that holds ``day``, given as YYYY-MM or YYYY-MM-DD."""
    year, month = day[:4], day[5:7]
    if grain == "year":
        return year
    return f"{year}-{month}" if grain == "month" else f"{year}-Q{(int(month) + 2) // 3}"


def months_of(period: str) -> tuple[str, ...]:
    """The months of a period, first to last."""
    year = period[:4]
    if len(period) == 4:
        numbers = range(1, 13)
    elif "Q" in period:
        first = 3 * int(period[6:]) - 2
        numbers = range(first, first + 3)
    else:
        return (period,)
    return tuple(f"{year}-{number:02d}" for number in numbers)


def first_day(period: str) -> date:
    """The day on which a period begins."""
    return date.fromisoformat(f"{months_of(period)[0]}-01")


def last_day(period: str) -> date:
    """The day on which a period ends."""
    month = date.fromisoformat(f"{months_of(period)[-1]}-28")
    if month.month == 12:  # December 9999 has no day after it to count back from
        return month.replace(day=31)
    return month.replace(month=month.month + 1, day=1) - timedelta(days=1)


def all_between(first: str, last: str, grain: str) -> tuple[str, ...]:
    """Every period from ``first`` to ``last``, both of them too."""
    width = MONTHS_IN[grain]
    begin, end = (int(months_of(period)[0][:4]) * 12 + int(months_of(period)[0][5:7]) - 1 for period in (first, last))
    return tuple(period_of(f"{number // 12:04d}-{number % 12 + 1:02d}", grain) for number in range(begin, end + 1, width))


def distance(first: str, last: str, grain: str) -> int:
    """How many periods lie from ``first`` to ``last``; neighbours are 1 apart."""
    return (_month_number(last) - _month_number(first)) // MONTHS_IN[grain]


def day_text(day: str | date, *, year: bool = True) -> str:
    """A day for people: “20 Nov 2026”, or “20 Nov” without its year."""
    value = day if isinstance(day, date) else date.fromisoformat(day[:10])
    return spoken(value, year=year)


def period_text(period: str) -> str:
    """A period for people: “Nov 2026”, “Q4 2026”, “2026”."""
    if "Q" in period:
        return f"{period[5:]} {period[:4]}"
    return f"{MONTHS[int(period[5:7]) - 1]} {period[:4]}" if len(period) == 7 else period


def parse_day(text: str | date | None, *, end: bool = False) -> date | None:
    """A bound of a range: a day, or a month or year, of which ``end`` takes the last day. UserError for anything else."""
    if text is None or isinstance(text, date):
        return text
    try:
        if len(text) in (4, 7):
            return last_day(text) if end else first_day(text)
        return date.fromisoformat(text)
    except (ValueError, IndexError):
        raise UserError(f"“{text}” is not a day. Write it as year-month-day, such as 2026-11-23.") from None


def _month_number(period: str) -> int:
    month = months_of(period)[0]
    return int(month[:4]) * 12 + int(month[5:7])
