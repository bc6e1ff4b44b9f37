"""Days and moments as numbers: what spreadsheets, databases and programs count them by; and back to the very same number."""

import re
from datetime import datetime, timedelta

from prodops_desktop.intake.evidence import SERIALS, Evidence
from prodops_desktop.intake.numbers import plain_of, read_number
from prodops_desktop.intake.plans import Fit, Hints

_EPOCH = datetime(1970, 1, 1)
_STARTS = {"serial": datetime(1899, 12, 30), "serial 1904": datetime(1904, 1, 1)}
_PER_SECOND = {"s": 1, "ms": 1000, "us": 1_000_000}
_COMPACT = {"year": 4, "month": 6, "compact": 8, "compact moment": 14}
"""How many digits of YYYYMMDDHHMMSS each has."""
_DATED_HEADER = re.compile(
    r"(?:^|[^a-z])(?:date|day|datum|tag|fecha|jour|data|dato|when|time|timestamp|ts|epoch|unix|created|closed|opened|updated|resolved|submitted"
    r"|responded|expires|since|modified|started|ended)(?:$|[^a-z])|_at$|_on$| at$| on$"
)
_MONTH_HEADER = re.compile(r"(?:^|[^a-z])(?:month|period|monat|mois|mes|mese|maand|kk|yyyymm|year ?month)(?:$|[^a-z])")


def is_dated_header(header: str) -> bool:
    """Whether a header speaks of days or moments."""
    return _DATED_HEADER.search(header.casefold()) is not None


def is_month_header(header: str) -> bool:
    """Whether a header speaks of months or other periods."""
    return _MONTH_HEADER.search(header.casefold()) is not None


def unit_of(evidence: Evidence, hints: Hints, fits: Fit) -> str | None:
    """The unit when the numbers of a column stand for days or moments; None when they don't."""
    header = hints.header.casefold()
    asked = hints.wanted in ("day", "moment")
    dated = is_dated_header(header)
    months = is_month_header(header)
    if hints.wanted not in (None, "day", "moment") or not (asked or dated or months):
        return None
    texts = evidence.as_numbers
    if not evidence.numbers or not fits(evidence.numbers) or texts.currencies or texts.percents:
        return None
    low, high, whole = (
        evidence.low,
        evidence.high,
        not evidence.reals and not any(texts.places[places] for places in texts.places if places),
    )
    if whole and low >= 190_001 and high <= 210_012 and (asked or months) and _are_months(evidence):
        return "month"
    if whole and asked and low >= 1900 and high < 2100:
        return "year"
    if not asked and not dated:
        return None
    return _counted(low, high, whole=whole, dated=asked or "dat" in header, since_1904=hints.since_1904)


def _counted(low: float, high: float, *, whole: bool, dated: bool, since_1904: bool) -> str | None:
    if low >= 8e8 and high < 2.6e9:
        return "s"
    if whole and low >= 8e11 and high < 2.6e12:
        return "ms"
    if whole and low >= 8e14 and high < 2.6e15:
        return "us"
    if whole and low >= 19_000_101 and high <= 21_001_231:
        return "compact"
    if whole and low >= 19_000_101_000_000 and high <= 21_001_231_235_959:
        return "compact moment"
    if dated and low >= SERIALS[0] and high <= SERIALS[1]:
        return "serial 1904" if since_1904 else "serial"
    return None


def _are_months(evidence: Evidence) -> bool:
    return 1 <= evidence.low % 100 <= 12 and 1 <= evidence.high % 100 <= 12


def has_times(unit: str, evidence: Evidence) -> bool:
    """Whether numbers of this unit are moments, not days."""
    return unit in ("s", "ms", "us", "compact moment") or (
        unit.startswith("serial") and (evidence.reals > 0 or bool(+evidence.as_numbers.votes))
    )


def moment_of(unit: str, text: str) -> datetime | None:
    """The moment that a number written as ``text`` stands for; None when it is none."""
    number = read_number(text)
    if number is None:
        return None
    try:
        if unit in _COMPACT:
            return _compact(number.plain) if len(number.plain) == _COMPACT[unit] else None
        value = float(number.plain)
        if unit in _STARTS:
            return _STARTS[unit] + timedelta(milliseconds=round(value * 86_400_000))
        whole, _, fraction = number.plain.partition(".")
        if fraction:
            return _EPOCH + timedelta(seconds=int(whole), microseconds=int(fraction[:6].ljust(6, "0"))) if unit == "s" else None
        return _EPOCH + timedelta(microseconds=int(whole) * (1_000_000 // _PER_SECOND[unit]))
    except (ValueError, OverflowError):
        return None


def _compact(digits: str) -> datetime:
    day, clock = digits[:8], digits[8:]
    year, month, number = int(day[:4]), int(day[4:6] or "1"), int(day[6:] or "1")
    hour, minute, second = (int(clock[at : at + 2] or "0") for at in (0, 2, 4))
    return datetime(year, month, number, hour, minute, second)


def number_of(unit: str, moment: datetime) -> str:
    """The number that stands for a moment in ``unit``, as plain digits."""
    if unit in _COMPACT:
        return f"{moment:%Y%m%d%H%M%S}"[: _COMPACT[unit]]
    if unit in _STARTS:
        return plain_of((moment - _STARTS[unit]) / timedelta(days=1))
    micro = (moment - _EPOCH) // timedelta(microseconds=1)
    whole, rest = divmod(micro, 1_000_000 // _PER_SECOND[unit])
    return f"{whole}.{rest:06}".rstrip("0") if rest and unit == "s" else str(whole)
