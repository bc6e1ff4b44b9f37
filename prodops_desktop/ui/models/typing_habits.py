"""How numbers and days are typed here: as they are shown."""

from datetime import date

from prodops_desktop.datasets.filter_text import Habits
from prodops_desktop.ui import formats, region
from prodops_desktop.ui.day_text import months
from prodops_desktop.work.folding import plain_signs


def habits_of(today: date) -> Habits:
    """The habits that go with how :mod:`formats` writes now."""
    million, decimal, locale = formats.number(10_000_000, 0), formats.number(1.5, 1), region.ways().locale
    group = next((sign for sign in million if not sign.isdecimal()), "")
    halves = (plain_signs(text).casefold() for text in (locale.amText(), locale.pmText()))
    return Habits(
        today,
        decimal[1:-1] or ".",
        group,
        months(),
        formats.first_weekday(),
        _day_first(),
        (next(halves), next(halves)),
        len(million.split(group)[1]) if group else 3,
    )


def _day_first() -> bool | None:
    """Whether days are written in figures with the day before the month; None where the month is a word or the year comes first."""
    figures = plain_signs(formats.day(date(2026, 11, 23))).replace("/", ".").split(".")
    return {"23": True, "11": False}.get(figures[0]) if len(figures) == 3 else None
