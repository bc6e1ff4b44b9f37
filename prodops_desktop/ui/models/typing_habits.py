"""How numbers and days are typed here: as they are shown."""

from datetime import date

from prodops_desktop.datasets.filter_text import Habits
from prodops_desktop.ui import formats


def habits_of(today: date) -> Habits:
    """The habits that go with how :mod:`formats` writes now."""
    thousand, decimal = formats.number(1000, 0), formats.number(1.5, 1)
    months = {formats.period(f"2026-{month:02}", short=True).casefold().rstrip("."): month for month in range(1, 13)}
    return Habits(today, decimal[1:-1] or ".", thousand[1:-3], months, formats.first_weekday(), _day_first())


def _day_first() -> bool | None:
    """Whether days are written in figures with the day before the month; None where the month is a word or the year comes first."""
    figures = formats.day(date(2026, 11, 23)).replace("/", ".").split(".")
    return {"23": True, "11": False}.get(figures[0]) if len(figures) == 3 else None
