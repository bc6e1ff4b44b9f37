"""The clock of the program: the one place that knows what time it is, so that a day can be set for a sample or a test."""

import os
from datetime import date, datetime

from prodops_desktop.errors import UserError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def now() -> datetime:
    """The local moment without a zone; the day is that of ``PRODOPS_TODAY`` (YYYY-MM-DD) where it is set."""
    moment = datetime.now()
    day = os.environ.get("PRODOPS_TODAY")
    if not day:
        return moment
    try:
        return datetime.combine(date.fromisoformat(day), moment.time())
    except ValueError:
        raise UserError(f"PRODOPS_TODAY is “{day}”, which is not a day. Write it as year-month-day, such as 2026-11-23.") from None


def today() -> date:
    """The day of :func:`now`."""
    return now().date()


def spoken(day: date, *, year: bool = True) -> str:
    """A day for people: “20 Nov 2026”, or “20 Nov” without its year."""
    short = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{short} {day.year}" if year else short


def spoken_moment(moment: datetime, *, year: bool = True) -> str:
    """A moment for people: “20 Nov 2026, 11:20”, or “20 Nov, 11:20” without its year."""
    return f"{spoken(moment, year=year)}, {moment:%H:%M}"
