"""Days that are known to the day, the month, the quarter, the half or the year: how people write them, and how they are read."""

import re
from datetime import date, datetime, timedelta

from prodops_desktop.metrics.periods import day_text
from prodops_desktop.roadmap.model import DAY, HALF, MONTH, QUARTER, YEAR
from prodops_desktop.work.clock import MONTHS

_MONTHS_IN = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12}
_DAY_FORMS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d.%m.%Y", "%b %d %Y", "%B %d %Y")
_DIGIT_FORMS = {8: ("%Y%m%d",)}
"""By how many digits there are: strptime would read the six of “202711” as a day as well."""
_MONTH_FORMS = ("%b %Y", "%B %Y", "%Y-%m", "%m/%Y", "%b-%y", "%b ’%y", "%b '%y", "%B-%y", "%B ’%y", "%B '%y")
"""Two digits are a year after a hyphen or an apostrophe alone: “Jan 26” may as well be the 26th."""
_YEAR_OF = r"[\s/,.’'-]*(?:of |de |du |del )?(?P<year>\d{4}|\d{2})"
_ORDINAL = r"(?:\.|st|nd|rd|th|er|e|ère|ème|º|°)?\s*"
_PART_NAMES = {QUARTER: r"(?:q|qtr|quarter|quartal|t|trim|trimestre)", HALF: r"(?:h|hj|half|halbjahr|s|sem|semestre|semester)"}
_PART_FORMS = tuple(
    (precision, re.compile(form, re.IGNORECASE))
    for precision, names in _PART_NAMES.items()
    for form in (
        rf"{names}\.?\s*(?P<number>[1-4]){_YEAR_OF}",
        rf"(?P<number>[1-4]){_ORDINAL}{names}\.?{_YEAR_OF}",
        rf"(?P<year>\d{{4}})[\s/,.-]*{names}\.?\s*(?P<number>[1-4])",
        rf"(?P<year>\d{{4}})[\s/,.-]*(?P<number>[1-4]){_ORDINAL}{names}",
    )
)
"""“Q3 2027”, “T3 2027”, “3. Quartal 2027”, “2027-H2”, “2. Halbjahr 27”."""
_YEAR = re.compile(r"(?:19|20|21)\d{2}|2200")
"""Up to the last one that an item can be planned for; any other four digits are a number."""


def write_day(day: date | None, precision: str) -> str:
    """“26 Jan 2027”, “Mar 2027”, “Q3 2027”, “H2 2027”, “2028”; empty for none."""
    if day is None:
        return ""
    if precision == DAY:
        return day_text(day)
    if precision == MONTH:
        return f"{MONTHS[day.month - 1]} {day.year}"
    if precision == QUARTER:
        return f"Q{(day.month + 2) // 3} {day.year}"
    return f"H{(day.month + 5) // 6} {day.year}" if precision == HALF else str(day.year)


def read_day(text: str, *, end: bool) -> tuple[date | None, str]:
    """A day and how exactly it is known, (None, "day") for nothing; ``end`` takes the last day of a period, else it is the first.

    Raises ValueError for what is neither.
    """
    text = " ".join(text.replace(",", " ").split())
    if not text:
        return None, DAY
    for form in _DAY_FORMS if not text.isdecimal() else _DIGIT_FORMS.get(len(text), ()):
        if (day := _parsed(text, form)) is not None:
            return day, DAY
    for form in _MONTH_FORMS:
        if (day := _parsed(text, form)) is not None:
            return _bound(day, MONTH, end=end), MONTH
    for precision, part in _PART_FORMS:
        found = part.fullmatch(text)
        if found is not None and int(found["number"]) * _MONTHS_IN[precision] <= _MONTHS_IN[YEAR]:
            return _bound(_first_of(found, precision), precision, end=end), precision
    if _YEAR.fullmatch(text):
        return _bound(date(int(text), 1, 1), YEAR, end=end), YEAR
    raise ValueError(text)


def period_start(day: date, precision: str) -> date:
    """The first day of the period of this precision that holds a day."""
    if precision == DAY:
        return day
    months = _MONTHS_IN[precision]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def period_end(day: date, precision: str) -> date:
    """The last day of the period of this precision that holds a day."""
    return day if precision == DAY else _bound(period_start(day, precision), precision, end=True)


def later_by(day: date, days: int) -> date:
    """The day so many days later, or earlier below 0; past the ends of the calendar its last and its first one."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None


def _first_of(found: re.Match[str], precision: str) -> date:
    """The first day of a quarter or half of a year that was written."""
    year, number = int(found["year"]), int(found["number"])
    return date(year + 2000 if len(found["year"]) == 2 else year, (number - 1) * _MONTHS_IN[precision] + 1, 1)


def _bound(first: date, precision: str, *, end: bool) -> date:
    if not end:
        return first
    number = first.month - 1 + _MONTHS_IN[precision]
    return date(first.year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
