"""What the cells of one whole column have in common: gathered value by value, weighed when all of them have been seen."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from prodops_desktop.intake.days import read_day
from prodops_desktop.intake.durations import read_duration
from prodops_desktop.intake.missing import ERRORS, LONGEST_PLACEHOLDER, PLACEHOLDERS
from prodops_desktop.intake.numbers import Written, plain_of, read_nil, read_number
from prodops_desktop.intake.readers.model import Cell, Formula
from prodops_desktop.intake.times import read_time
from prodops_desktop.intake.written import WrittenDays, WrittenNumbers, WrittenSpans

_DIGIT = re.compile(r"\d")
_LONGEST_VALUE = 60
_WORDS_KEPT = 5000
_ENOUGH_TEXTS = 4000
_DATES_KEPT = 64
MOST_PLACES = 6
"""The most decimals that amounts are stored with."""
_FLOAT_PLACES = 10
"""Behind these decimals stands what a computer adds, as in 0.1 + 0.2."""
_LAST_EARLY = date(1900, 12, 31)
SERIALS = (20_000, 80_000)
"""The numbers that a spreadsheet counts the days of 1954 to 2119 by."""


@dataclass
class Evidence:
    """Counts are of cells unless named distinct. ``absorb`` may be called any number of times with different values."""

    cells: int = 0
    blank: int = 0
    errors: int = 0
    formulas: int = 0
    """Formulas without a stored value."""
    integers: int = 0
    reals: int = 0
    days: int = 0
    moments: int = 0
    times: int = 0
    lengths: int = 0
    early: int = 0
    """Days and moments of 1900, which a spreadsheet shows where a format of a time counts more than 24 hours."""
    late_days: int = 0
    """Days and moments behind the twelfth of a month."""
    dates: Counter[date] = field(default_factory=Counter)
    """The first days of date cells with their numbers of cells; not all where they count fewer than ``days``."""
    others: int = 0
    words: Counter[str] = field(default_factory=Counter)
    word_cells: int = 0
    word_distinct: int = 0
    value_distinct: int = 0
    low: float = float("inf")
    high: float = float("-inf")
    bare_low: float = float("inf")
    """The lowest number without a % sign, and ``bare_high`` the highest."""
    bare_high: float = float("-inf")
    cell_high: float = float("-inf")
    """The highest number of a cell that is one."""
    id_like: int = 0
    serials: int = 0
    """Whole numbers and others that lie among SERIALS."""
    native_places: int = 0
    """The most decimals of a number cell, of those that have no more than amounts have."""
    as_numbers: WrittenNumbers = field(default_factory=WrittenNumbers)
    as_days: WrittenDays = field(default_factory=WrittenDays)
    as_spans: WrittenSpans = field(default_factory=WrittenSpans)
    _plain_text: bool = False

    @property
    def filled(self) -> int:
        """Cells with more than spaces in them."""
        return self.cells - self.blank

    @property
    def valueless(self) -> int:
        """Cells with an error or a formula in the place of a value."""
        return self.errors + self.formulas

    @property
    def numbers(self) -> int:
        """Cells that are or read as numbers."""
        return self.integers + self.reals + self.as_numbers.cells

    @property
    def dated(self) -> int:
        """Cells that are or read as days or moments."""
        return self.days + self.moments + self.as_days.days + self.as_days.moments

    def absorb(self, items: Iterable[tuple[Cell, int]]) -> None:
        """Take in distinct values with their numbers of cells; the empty text is skipped."""
        for value, count in items:
            if isinstance(value, str):
                if value:
                    self._text(value, count)
                continue
            self.cells += count
            self.value_distinct += 1
            if isinstance(value, float | int):
                self._number(value, count)
            elif isinstance(value, datetime):
                self._dated(value.date(), count, timed=bool(value.hour or value.minute or value.second or value.microsecond))
            elif isinstance(value, date):
                self._dated(value, count, timed=False)
            elif isinstance(value, time):
                self.times += count
            elif isinstance(value, timedelta):
                self.lengths += count

    def _dated(self, day: date, count: int, *, timed: bool) -> None:
        self.early += count * (day <= _LAST_EARLY)
        self.late_days += count * (day.day > 12)
        if timed:
            self.moments += count
            return
        self.days += count
        if len(self.dates) < _DATES_KEPT or day in self.dates:
            self.dates[day] += count

    def _number(self, value: float, count: int) -> None:
        if value != value or value in (float("inf"), float("-inf")):
            self.others += count
            return
        self._measure(value, count, bare=True)
        self.cell_high = max(self.cell_high, value)
        if isinstance(value, int) or value.is_integer():
            self.integers += count
            self.id_like += count * (abs(value) >= 1e15)
        else:
            self.reals += count
            digits, _, power = plain_of(round(value, _FLOAT_PLACES)).partition("e")
            places = len(digits.partition(".")[2]) - int(power or 0)
            if places <= MOST_PLACES:
                self.native_places = max(self.native_places, places)

    def _text(self, value: str, count: int) -> None:
        self.cells += count
        if isinstance(value, Formula):
            self.formulas += count
            return
        text = value.strip()
        if not text:
            self.blank += count
        elif text in ERRORS:
            self.errors += count
        elif self._plain_text or len(text) > _LONGEST_VALUE or not (self._value if _DIGIT.search(text) else self._nil)(text, count):
            self._word(text, count)
        else:
            self.value_distinct += 1

    def _value(self, text: str, count: int) -> bool:
        """Take in a text that may be a number, a day or a length of time; False when it is nothing of these."""
        number = read_number(text)
        if number is not None:
            self._text_number(text, number, count)
        day = read_day(text)
        if day is None and number is None:
            day = read_day(text, day_first=False)
        if day is not None:
            self.as_days.add(day, count)
        if number is not None or day is not None:
            return True
        clock, length = read_time(text), read_duration(text)
        if clock is not None or length is not None:
            self.as_spans.add(clock, length, count)
            return True
        if (month := read_day(text, leading_year=True)) is not None:
            self.as_days.add_leading(month, count)
        return False

    def _nil(self, text: str, count: int) -> bool:
        """Take in a dash with a currency, an amount of zero; False for another text without a digit."""
        nil = read_nil(text)
        if nil is not None:
            self._text_number(text, nil, count)
        return nil is not None

    def _word(self, text: str, count: int) -> None:
        self.word_cells += count
        self.word_distinct += 1
        if len(self.words) < _WORDS_KEPT or text in self.words or (len(text) <= LONGEST_PLACEHOLDER and text.casefold() in PLACEHOLDERS):
            self.words[text] += count
        if self.word_distinct > _ENOUGH_TEXTS and self.word_distinct > 4 * self.value_distinct:
            self._plain_text = True

    def _text_number(self, text: str, number: Written, count: int) -> None:
        self.as_numbers.add(text, number, count)
        digits = number.plain.lstrip("-").partition(".")[0]
        zero_led = len(digits) > 1 and digits.startswith("0")
        if zero_led or len(digits) > 15 or number.coded or (text.startswith("+") and len(digits) > 6):
            self.id_like += count
        self._measure(float(number.plain), count, bare=not number.percent)

    def _measure(self, value: float, count: int, *, bare: bool) -> None:
        self.low = min(self.low, value)
        self.high = max(self.high, value)
        if SERIALS[0] <= value <= SERIALS[1]:
            self.serials += count
        if bare:
            self.bare_low = min(self.bare_low, value)
            self.bare_high = max(self.bare_high, value)
