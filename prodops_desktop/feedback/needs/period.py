"""The stretches of days over which needs are counted, each with the one before that it is compared with."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from prodops_desktop.errors import UserError
from prodops_desktop.metrics.periods import all_between, day_text, first_day, last_day, period_of, period_text

DEFAULT = "90 days"
TRAILING = (30, 90, 180, 365)
"""The windows up to today that a menu offers, in days."""
ALL = "all"
COURSE = 12
"""How many months a course has, up to that in which its period ends."""
_MOST_DAYS = 3660
_EARLIEST_YEAR = 1900
_DAYS = re.compile(r"(?:the )?(?:last )?(\d{1,4}) ?(?:d|days?)")
_QUARTER = re.compile(r"(\d{4})[- ]?q([1-4])|q([1-4])[- ](\d{4})")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both of them too. ``before`` is what it is compared with; there is nothing before all of them."""

    id: str
    title: str
    first: date
    last: date
    before: "Period | None" = None

    @property
    def begin(self) -> str:
        """Where its moments begin, as items write them."""
        return self.first.isoformat()

    @property
    def end(self) -> str:
        """The day after it: what is at it or later lies outside."""
        return (self.last + timedelta(days=1)).isoformat()

    @property
    def months(self) -> tuple[str, ...]:
        """The months of the course that leads up to its end, the oldest first."""
        number = self.last.year * 12 + self.last.month - COURSE
        return all_between(f"{number // 12:04d}-{number % 12 + 1:02d}", self.last.isoformat()[:7], "month")

    @property
    def phrase(self) -> str:
        """How a sentence says it: “in the 90 days to 23 Nov 2026”, “in Q2 2026”."""
        to = day_text(self.last)
        if self.id == ALL:
            return f"up to {to}"
        if self.id == _days_id(self._length):
            return f"in the {self.id} to {to}"
        is_whole = self.last == last_day(self.id)
        return f"in {period_text(self.id)}" if is_whole else f"in {period_text(self.id)} up to {to}"

    @property
    def days_text(self) -> str:
        """Its days: “26 Aug 2026 to 23 Nov 2026”, or “up to 23 Nov 2026”."""
        return f"up to {day_text(self.last)}" if self.id == ALL else f"{day_text(self.first)} to {day_text(self.last)}"

    @property
    def _length(self) -> int:
        return (self.last - self.first).days + 1


def read_period(text: str, today: date) -> Period:
    """The period that a text means; a month, quarter or year that still runs ends today. Raises UserError for a text that means none."""
    words = " ".join(text.casefold().split()) or DEFAULT
    if words == ALL:
        return Period(ALL, "All", date.min, today)
    if (found := _DAYS.fullmatch(words)) and 1 <= int(found[1]) <= _MOST_DAYS:
        return _trailing(int(found[1]), today)
    period = _calendar(words)
    if period is None or int(period[:4]) < _EARLIEST_YEAR:
        raise UserError(
            f"“{text.strip()}” is no period. Write a number of days such as {DEFAULT}, a quarter such as 2026-Q2, a month such as "
            f"2026-11, a year such as 2026, or {ALL}."
        )
    if first_day(period) > today:
        raise UserError(f"{period_text(period)} has not begun yet; today is {day_text(today)}. Choose an earlier period.")
    return _whole(period, today, _previous(period))


def choices(today: date, first: date | None) -> list[Period]:
    """What a menu offers: windows up to today, the last eight quarters from that of ``first`` on, the latest first, and all.

    ``first`` is the first day with feedback; None where there is none.
    """
    found = [_trailing(days, today) for days in TRAILING]
    if first is not None and first <= today:
        found += [read_period(quarter, today) for quarter in quarters_to(today) if last_day(quarter) >= first]
    return [*found, read_period(ALL, today)]


def quarters_to(today: date, count: int = 8) -> list[str]:
    """That of today and those before it, the latest first."""
    found = [period_of(today.isoformat(), "quarter")]
    while len(found) < count:
        found.append(_previous(found[-1]))
    return found


def _days_id(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def _trailing(days: int, last: date) -> Period:
    first = last - timedelta(days=days - 1)
    before = Period(_days_id(days), f"{_days_id(days)} before", first - timedelta(days=days), first - timedelta(days=1))
    return Period(_days_id(days), _days_id(days), first, last, before)


def _calendar(words: str) -> str | None:
    """The id of a quarter, month or year."""
    if found := _QUARTER.fullmatch(words):
        return f"{found[1] or found[4]}-Q{found[2] or found[3]}"
    return words if _MONTH.fullmatch(words) or _YEAR.fullmatch(words) else None


def _whole(period: str, today: date, before: str | None = None) -> Period:
    compared = _whole(before, today) if before is not None else None
    return Period(period, period_text(period), first_day(period), min(last_day(period), today), compared)


def _previous(period: str) -> str:
    """The month, quarter or year before."""
    grain = "quarter" if "Q" in period else "month" if len(period) == 7 else "year"
    return period_of((first_day(period) - timedelta(days=1)).isoformat(), grain)
