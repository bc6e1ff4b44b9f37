"""What the texts of one column that are numbers, days or lengths of time have in common, counted text by text."""

from collections import Counter
from dataclasses import dataclass, field

from prodops_desktop.intake.days import WrittenDay
from prodops_desktop.intake.durations import DurationForm, WrittenDuration
from prodops_desktop.intake.numbers import Written
from prodops_desktop.intake.short_years import ShortYears
from prodops_desktop.intake.times import Clock

_PAIRS_KEPT = 400
_LONGEST_SPAN = 31


@dataclass
class WrittenNumbers:
    """Counts are of cells. ``forms`` go by what stands before and behind, group sign, minus, and whether there is a plus or lakhs."""

    cells: int = 0
    forms: Counter[tuple[str, str, str, str, bool, bool]] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)
    shortest: int = 0
    currencies: Counter[str] = field(default_factory=Counter)
    percents: int = 0
    votes: Counter[str] = field(default_factory=Counter)
    ambiguous: Counter[str] = field(default_factory=Counter)
    """By the sign that could be a decimal sign or group thousands."""
    sides: Counter[str] = field(default_factory=Counter)
    """The marks of credits and debits as they are written."""

    def add(self, text: str, number: Written, count: int) -> None:
        """Take in one text with its number of cells."""
        self.cells += count
        if not number.dashed:
            self._add_form(text, number, count)
        if number.currency:
            self.currencies[number.currency] += count
        self.percents += count * number.percent
        if number.votes:
            self.votes[number.votes] += count
        if number.side:
            self.sides[number.side] += count

    def _add_form(self, text: str, number: Written, count: int) -> None:
        form = number.form
        self.forms[form.before, form.after, "" if number.ambiguous else form.group, form.negative, form.plus, form.lakhs] += count
        if number.ambiguous:
            self.ambiguous["," if "," in text else "."] += count
            return
        fraction = number.plain.partition(".")[2]
        self.places[len(fraction)] += count
        self.shortest += count * (not fraction.endswith("0"))


@dataclass
class WrittenDays:
    """Counts are of cells. ``first_over_12`` can only be day/month, ``second_over_12`` only month/day, ``open`` either."""

    days: int = 0
    moments: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    padded: Counter[str] = field(default_factory=Counter)
    zones: Counter[str | None] = field(default_factory=Counter)
    month_words: Counter[tuple[str, int]] = field(default_factory=Counter)
    week_words: Counter[str] = field(default_factory=Counter)
    first_over_12: int = 0
    second_over_12: int = 0
    open: int = 0
    short_years: ShortYears = field(default_factory=ShortYears)
    fiscal: int = 0
    months_only: int = 0
    """Months with a year of two digits, such as Mar-26."""
    spaced: int = 0
    """Those of them with a blank before the year, such as Mar 26, which may be a day."""
    pairs: set[tuple[int, int]] = field(default_factory=set)
    """The first different ones of them: the two digits and the month."""
    leading: int = 0
    """Texts such as 26-Mar, whose number is a day or a year; they are among the words as well."""
    leading_pairs: set[tuple[int, int]] = field(default_factory=set)
    leading_forms: Counter[str] = field(default_factory=Counter)
    leading_words: Counter[tuple[str, int]] = field(default_factory=Counter)

    def add(self, day: WrittenDay, count: int) -> None:
        """Take in one text with its number of cells."""
        if day.timed:
            self.moments += count
        else:
            self.days += count
        self.forms[day.form] += count
        self.zones[day.zone] += count
        for vote in day.padded:
            self.padded[vote] += count
        if day.first and day.first != day.second:
            self.first_over_12 += count * (day.first > 12)
            self.second_over_12 += count * (day.second > 12)
            self.open += count * (day.first <= 12 and day.second <= 12)
        if day.first:
            self.short_years.add(day, count)
        shape = day.shape
        self.fiscal += count * shape.fiscal
        word, week_word = shape.words
        if word:
            self.month_words[word, day.month] += count
            if shape.name == "month" and day.short_year is not None:
                self.months_only += count
                self.spaced += count * (" " in day.form)
                if len(self.pairs) < _PAIRS_KEPT:
                    self.pairs.add((day.short_year, day.month))
        if week_word:
            self.week_words[week_word] += count

    def add_leading(self, day: WrittenDay, count: int) -> None:
        """Take in a text such as 26-Mar."""
        self.leading += count
        self.leading_forms[day.form] += count
        self.leading_words[day.shape.words[0], day.month] += count
        if len(self.leading_pairs) < _PAIRS_KEPT:
            self.leading_pairs.add((day.short_year or 0, day.month))

    @property
    def leading_is_year(self) -> bool:
        """Whether the number of 26-Mar is a year: no day is so late, or each number recurs with several months."""
        numbers = {number for number, _ in self.leading_pairs}
        if not numbers:
            return False
        return (
            max(numbers) > _LONGEST_SPAN or 0 in numbers or (len(self.leading_pairs) >= 3 and len(self.leading_pairs) >= 3 * len(numbers))
        )

    @property
    def months_are_days(self) -> bool:
        """Whether the numbers of texts such as Nov 14 are days without a year: they lie apart as years hardly do."""
        numbers = {number for number, _ in self.pairs}
        if not self.spaced or not numbers or max(numbers) > _LONGEST_SPAN:
            return False
        return max(numbers) - min(numbers) >= 2 * len(numbers) + 2


@dataclass
class WrittenSpans:
    """Times of day and lengths of time; a text such as 1:30 is counted as both."""

    cells: int = 0
    times: int = 0
    lengths: int = 0
    no_times: int = 0
    halved: int = 0
    """Times with am or pm."""
    bare: int = 0
    """Numbers with one letter, such as 5m."""
    work_days: int = 0
    """Lengths with days or weeks beside hours."""
    units: Counter[str] = field(default_factory=Counter)
    time_forms: Counter[str] = field(default_factory=Counter)
    time_padded: Counter[str] = field(default_factory=Counter)
    length_forms: Counter[DurationForm] = field(default_factory=Counter)
    length_padded: Counter[str] = field(default_factory=Counter)

    def add(self, time: Clock | None, length: WrittenDuration | None, count: int) -> None:
        """Take in one text that is one of the two or both."""
        self.cells += count
        if time is not None:
            self.times += count
            self.halved += count * time.halved
            self.time_forms[time.form] += count
            for vote in time.padded:
                self.time_padded[vote] += count
        if length is not None:
            self.lengths += count
            self.no_times += count * length.no_time
            self.bare += count * length.bare_letter
            self.work_days += count * length.long_days
            self.length_forms[length.form] += count
            for vote in length.padded:
                self.length_padded[vote] += count
            for unit, _, _ in length.form.units:
                self.units[unit] += count
