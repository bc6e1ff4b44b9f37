"""Reads the days of a plan as exactly as they are written: to the day, or as “Mar 2027”, “Q3 2027”, “2. Halbjahr 2027” or “2028”."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.sheet_rows import SheetRow, SheetTable
from prodops_desktop.intake.converting import raw_from
from prodops_desktop.intake.days import WrittenDay
from prodops_desktop.intake.days import read_day as taken_apart
from prodops_desktop.intake.missing import PLACEHOLDERS
from prodops_desktop.metrics.periods import period_of
from prodops_desktop.roadmap.model import DAY, HALF, MONTH, QUARTER, YEAR
from prodops_desktop.roadmap.vague_days import period_end, read_day

_TYPED = ("day", "moment")
_SHORT_YEAR = re.compile(r"[^\W\d]+\.? \d{2}")
"""A month with two digits, which may be a year or a day."""
_ABOUT = re.compile(
    r"(?:~|≈|by|until|end of|eta|est\.?|ca\.?|approx\.?|about|ende|bis|etwa|fin de|fin|vers|finales de|hacia)\s+", re.IGNORECASE
)
_SERIAL = re.compile(r"[2-7]\d{4}")
_SERIAL_START = date(1899, 12, 30)
OPEN_ORDER = "days such as 03/04/2027 were read day first, because nothing in the sheet says otherwise."


class When(NamedTuple):
    """A day and how exactly it is known."""

    day: date
    precision: str


class Days:
    """Reads the cells of a sheet's columns of days; where these are texts, other cells tell whether the day stands before the month."""

    def __init__(self, table: SheetTable, fields: Iterable[str]) -> None:
        self._columns = {name: table.columns[name] for name in fields if name in table.columns}
        texts = [name for name, column in self._columns.items() if column.type not in _TYPED]
        self._day_first, self._is_open = _order(str(row.values[name]) for row in table.rows for name in texts if row.values[name])
        self.guessed = False
        """Whether a day was read day first and nothing said so."""

    def text(self, row: SheetRow, name: str) -> str:
        """What stands in a cell; empty for nothing, and for a word such as “TBD”."""
        column = self._columns.get(name)
        if column is None:
            return ""
        written = (row.written.get(name) or _raw(column, row.values[name])).strip()
        return "" if written.casefold() in PLACEHOLDERS else written

    def read(self, row: SheetRow, name: str, *, end: bool) -> When | None:
        """The day in a cell, of a period its first or its ``end``; None for an empty cell. Raises ValueError for what is no day."""
        text = self.text(row, name)
        value = row.values.get(name)
        if not text:
            return None
        if _SHORT_YEAR.fullmatch(text):
            raise ValueError(text)
        if self._columns[name].type in _TYPED and value is not None:
            return _exact(date.fromisoformat(str(value)[:10]), _precision(text), end=end)
        return self._from_text(text, end=end)

    def _from_text(self, text: str, *, end: bool) -> When:
        written = taken_apart(text, day_first=self._day_first) or taken_apart(text, day_first=not self._day_first)
        if written is not None:
            self.guessed = self.guessed or (self._is_open and bool(written.first))
            return _exact(written.value.date(), _precision_of(written), end=end)
        if _SERIAL.fullmatch(text):  # how a spreadsheet counts days
            return When(_SERIAL_START + timedelta(days=int(text)), DAY)
        if text.isdecimal() and len(text) not in (4, 8):
            raise ValueError(text)
        day, precision = read_day(_plain(text), end=end)
        if day is None:
            raise ValueError(text)
        return When(day, precision)


def period(when: When) -> str:
    """The quarter of a day or a quarter, else the month or year itself: “2026-Q4”. Raises ValueError for half a year."""
    if when.precision == HALF:
        raise ValueError(when)
    return period_of(when.day.isoformat(), when.precision if when.precision in (MONTH, YEAR) else QUARTER)


def _raw(column: Column, value: int | float | str | None) -> str:
    if value is None:
        return ""
    if column.type in _TYPED:
        return raw_from(column.type, column.scale, column.format, value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _order(texts: Iterable[str]) -> tuple[bool, bool]:
    """Whether days come first among texts, and whether that is open."""
    first = second = 0
    for text in texts:
        written = taken_apart(text.strip()) or taken_apart(text.strip(), day_first=False)
        if written is not None:
            first += written.first > 12
            second += written.second > 12
    return first >= second, not first and not second


def _precision(text: str) -> str:
    written = taken_apart(text) or taken_apart(text, day_first=False)
    return DAY if written is None else _precision_of(written)  # what is no text of a day is a number of days


def _precision_of(written: WrittenDay) -> str:
    if "{d" in written.template or "{w" in written.template or written.timed:
        return DAY
    return QUARTER if "{k" in written.template else MONTH


def _exact(first: date, precision: str, *, end: bool) -> When:
    return When(period_end(first, precision) if end else first, precision)


def _plain(text: str) -> str:
    """The same without words such as “about” and “end of”."""
    return _ABOUT.sub("", " ".join(text.split()), count=1)
