"""Turns the serial numbers of workbooks into days, times and lengths of time, by the number format of their cell."""

import re
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache

from prodops_desktop.intake.readers.model import LEAST_ZEROS, Cell

_MS_OF_DAY = 86_400_000
_EPOCH_1904 = datetime(1904, 1, 1)
_EPOCH_1900 = datetime(1899, 12, 30)
_FALSE_LEAP_DAY = 60  # 29 February 1900, which never was: days before it count from a day later
_END = 2_958_466  # the first of January 10000
_SAID = re.compile(r'"[^"]*"?|\\.|[_*].')  # what is shown as it stands, blanks as wide as a sign, and repeated signs
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_MOMENT = re.compile(r"[dmyhs]", re.IGNORECASE)
_ZEROS = re.compile(rf"(0{{{LEAST_ZEROS},}})(?:;.*)?")
_PLAIN = ("general", "standard", "@")


class Shown(Enum):
    """What a number format shows a number as."""

    NUMBER = "number"
    MOMENT = "moment"
    ELAPSED = "elapsed"


BUILT_IN = dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), Shown.MOMENT) | {46: Shown.ELAPSED}
"""What the formats show that a workbook names by their number alone; those that are not here show numbers."""


@lru_cache(maxsize=4096)
def shown_by(code: str) -> Shown:
    """What a number format shows, such as "yyyy-mm-dd" or "[h]:mm"; its first section decides."""
    section = _SAID.sub("", code).split(";")[0]
    if section.strip().casefold() in _PLAIN:
        return Shown.NUMBER
    if _ELAPSED.search(section):
        return Shown.ELAPSED
    return Shown.MOMENT if _MOMENT.search(_BRACKETS.sub("", section)) else Shown.NUMBER


def zeros_of(code: str) -> int:
    """The digits that a number format such as 00000 fills up to with zeros in front; 0 where it shows numbers otherwise."""
    match = _ZEROS.fullmatch(code)
    return len(match[1]) if match else 0


def cell_of_serial(serial: float, shown: Shown, *, since_1904: bool) -> Cell:
    """The number as its format shows it, to the millisecond: below 1 a time of day, a whole one a day; itself where no calendar has it."""
    if shown is Shown.NUMBER or serial != serial:
        return serial
    if shown is Shown.ELAPSED:
        return timedelta(milliseconds=round(serial * _MS_OF_DAY)) if abs(serial) < _END else serial
    if not 0 <= serial < _END - (1462 if since_1904 else 0):
        return serial
    past = timedelta(milliseconds=round(serial * _MS_OF_DAY))
    if not since_1904 and int(serial) == _FALSE_LEAP_DAY:
        return serial  # no day at all, and it must not be one with the day before it
    if serial < 1:
        return (_EPOCH_1904 + past).time()
    try:
        moment = _EPOCH_1904 + past if since_1904 else _EPOCH_1900 + past + timedelta(days=serial < _FALSE_LEAP_DAY)
    except OverflowError:  # the last moment of the year 9999, rounded up
        return serial
    return moment if past.seconds or past.microseconds else moment.date()
