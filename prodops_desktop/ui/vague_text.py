"""Reads and writes days that may be known to the month, quarter, half or year only, the way days are written here."""

from datetime import date

from prodops_desktop.roadmap import vague_days
from prodops_desktop.roadmap.model import DAY, MONTH
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import AmbiguousDayError, month_of, read_day
from prodops_desktop.work.clock import MONTHS
from prodops_desktop.work.folding import plain_signs


def read_vague(text: str, *, end: bool) -> tuple[date | None, str]:
    """A day, month, quarter, half or year and how exactly it is known, (None, "day") for nothing; raises as :func:`read_day` does.

    ``end`` takes the last day of a period, else it is the first.
    """
    try:
        return read_day(text), DAY
    except AmbiguousDayError:
        raise
    except ValueError:
        name, _, year = plain_signs(text).rpartition(" ")
        month = month_of(name)
        return vague_days.read_day(f"{MONTHS[month - 1]} {year}" if month else plain_signs(text), end=end)


def write_vague(day: date | None, precision: str) -> str:
    """A day as exactly as it is known: “26 Jan 2027”, “Mar 2027”, “Q3 2027”; empty for none."""
    if day is None:
        return ""
    if precision == DAY:
        return formats.day(day)
    return formats.period(f"{day:%Y-%m}") if precision == MONTH else vague_days.write_day(day, precision)
