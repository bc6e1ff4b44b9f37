"""What the cells of one whole column have in common: gathered value by value, weighed when all of them have been seen."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from prodops_desktop.intake.booleans import WORDS
from prodops_desktop.intake.days import WrittenDay, read_day
from prodops_desktop.intake.missing import ERRORS, LONGEST_PLACEHOLDER, PLACEHOLDERS
from prodops_desktop.intake.numbers import Written, plain_of, read_number
from prodops_desktop.intake.readers.model import Cell

_DIGIT = re.compile(r"\d")
_LONGEST_VALUE = 40
_WORDS_KEPT = 5000
_ENOUGH_TEXTS = 4000
_DATES_KEPT = 64


@dataclass
class Evidence:
    """Counts are of cells unless named distinct. ``absorb`` may be called any number of times with different values."""

    cells: int = 0
    blank: int = 0
    errors: int = 0
    integers: int = 0
    reals: int = 0
    days: int = 0
    moments: int = 0
    dates: Counter[date] = field(default_factory=Counter)
    """The first days of date cells with their numbers of cells; not all where they count fewer than ``days``."""
    others: int = 0
    text_numbers: int = 0
    text_days: int = 0
    text_moments: int = 0
    words: Counter[str] = field(default_factory=Counter)
    word_cells: int = 0
    word_distinct: int = 0
    value_distinct: int = 0
    low: float = float("inf")
    high: float = float("-inf")
    bare_low: float = float("inf")
    """The lowest number without a % sign, and ``bare_high`` the highest."""
    bare_high: float = float("-inf")
    places: Counter[int] = field(default_factory=Counter)
    shortest: int = 0
    forms: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    currencies: Counter[str] = field(default_factory=Counter)
    percents: int = 0
    votes: Counter[str] = field(default_factory=Counter)
    ambiguous: Counter[str] = field(default_factory=Counter)
    """By the sign that could be a decimal sign or group thousands."""
    id_like: int = 0
    first_over_12: int = 0
    second_over_12: int = 0
    order_open: int = 0
    templates: Counter[str] = field(default_factory=Counter)
    padding: Counter[str] = field(default_factory=Counter)
    zones: Counter[str | None] = field(default_factory=Counter)
    native_places: int = 0
    _plain_text: bool = False

    @property
    def filled(self) -> int:
        """Cells with more than spaces in them."""
        return self.cells - self.blank

    @property
    def numbers(self) -> int:
        """Cells that are or read as numbers."""
        return self.integers + self.reals + self.text_numbers

    @property
    def dated(self) -> int:
        """Cells that are or read as days or moments."""
        return self.days + self.moments + self.text_days + self.text_moments

    def absorb(self, items: Iterable[tuple[Cell, int]]) -> None:
        """Take in distinct values with their numbers of cells; the empty text is skipped."""
        for value, count in items:
            if isinstance(value, str):
                if value:
                    self._text(value, count)
            elif isinstance(value, float | int):
                self._number(value, count)
            elif isinstance(value, datetime):
                self.cells += count
                self.value_distinct += 1
                if value.hour or value.minute or value.second or value.microsecond:
                    self.moments += count
                else:
                    self._day(value.date(), count)
            else:
                self.cells += count
                self.value_distinct += 1
                if isinstance(value, date):
                    self._day(value, count)
                else:
                    self.others += count

    def _day(self, value: date, count: int) -> None:
        self.days += count
        if len(self.dates) < _DATES_KEPT or value in self.dates:
            self.dates[value] += count

    def _number(self, value: float, count: int) -> None:
        self.cells += count
        self.value_distinct += 1
        if value != value or value in (float("inf"), float("-inf")):
            self.others += count
            return
        self._measure(value, bare=True)
        if isinstance(value, int) or value.is_integer():
            self.integers += count
            self.id_like += count * (abs(value) >= 1e15)
        else:
            self.reals += count
            digits, _, power = plain_of(value).partition("e")
            self.native_places = max(self.native_places, len(digits.partition(".")[2]) - int(power or 0))

    def _text(self, value: str, count: int) -> None:
        self.cells += count
        text = value.strip()
        if not text:
            self.blank += count
            return
        if text in ERRORS:
            self.errors += count
            return
        if self._plain_text or len(text) > _LONGEST_VALUE or _DIGIT.search(text) is None:
            self._word(text, count)
            return
        number = read_number(text)
        if number is not None:
            self._text_number(text, number, count)
        day = read_day(text)
        if day is None and text[:1].isdigit():
            day = read_day(text, day_first=False)
        if day is not None:
            self._text_day(day, count)
        if number is None and day is None:
            self._word(text, count)
        else:
            self.value_distinct += 1

    def _word(self, text: str, count: int) -> None:
        self.word_cells += count
        self.word_distinct += 1
        if len(self.words) < _WORDS_KEPT or text in self.words or (len(text) <= LONGEST_PLACEHOLDER and text.casefold() in PLACEHOLDERS):
            self.words[text] += count
        if self.word_distinct > _ENOUGH_TEXTS and self.word_distinct > 4 * self.value_distinct:
            self._plain_text = True

    def _text_number(self, text: str, number: Written, count: int) -> None:
        self.text_numbers += count
        form = number.form
        self.forms[form.before, form.after, "" if number.ambiguous else form.group, form.negative] += count
        fraction = number.plain.partition(".")[2]
        if number.ambiguous:
            self.ambiguous["," if "," in text else "."] += count
        else:
            self.places[len(fraction)] += count
            self.shortest += count * (not fraction.endswith("0"))
        if number.currency:
            self.currencies[number.currency] += count
        self.percents += count * number.percent
        if number.votes:
            self.votes[number.votes] += count
        digits = number.plain.lstrip("-").partition(".")[0]
        zero_led = len(digits) > 1 and digits.startswith("0")
        if zero_led or len(digits) > 15 or (text.startswith("+") and len(digits) > 6):
            self.id_like += count
        value = float(number.plain)
        self._measure(value, bare=not number.percent)

    def _measure(self, value: float, *, bare: bool) -> None:
        self.low = min(self.low, value)
        self.high = max(self.high, value)
        if bare:
            self.bare_low = min(self.bare_low, value)
            self.bare_high = max(self.bare_high, value)

    def _text_day(self, day: WrittenDay, count: int) -> None:
        if day.timed:
            self.text_moments += count
        else:
            self.text_days += count
        self.zones[day.zone] += count
        self.templates[day.template] += count
        for key in day.padded:
            self.padding[key] += count
        if day.first:
            self.first_over_12 += count * (day.first > 12)
            self.second_over_12 += count * (day.second > 12)
            self.order_open += count * (day.first <= 12 and day.second <= 12)

    def yes_no_words(self) -> set[str]:
        """All words when each of them is a yes or a no in some language, else none."""
        if self.word_distinct > 12 or any(word.casefold() not in WORDS for word in self.words):
            return set()
        return set(self.words)
