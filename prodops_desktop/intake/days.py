"""Days, periods and moments as people write them, in any order and fifteen languages; and back to the very same text."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from prodops_desktop.intake.day_patterns import Shape, shape_of
from prodops_desktop.intake.day_templates import padding_of, render_day, settled, worded, year_first
from prodops_desktop.intake.month_names import MONTHS, MONTHS_READ
from prodops_desktop.intake.times import micro_of, zone_name

__all__ = ["MONTHS", "WrittenDay", "read_day", "render_day"]
_DIGITS = str.maketrans("123456789", "000000000")
_CENTURY_TURNS = 69
"""From these two digits on a year is one of the last century."""
_PADDED = frozenset("dmpqHw")


class WrittenDay(NamedTuple):
    """A text taken apart as a day or moment; ``first`` and ``second`` are the numbers whose order is to be found out.

    ``form`` is the text with what changes from day to day in braces: {p} and {q} where the order is open, {n} and {wd} for the words,
    numbers without leading zeros. ``padded`` has a key for each number that has such a zero, and "!" and the key for each that could
    have one and has not.
    """

    value: datetime
    form: str
    shape: Shape
    day_first: bool
    zone: str | None = None
    first: int = 0
    second: int = 0
    padded: tuple[str, ...] = ()
    short_year: int | None = None
    """A year of two digits."""

    @property
    def timed(self) -> bool:
        """Whether it has a time of day."""
        return self.shape.timed

    @property
    def month(self) -> int:
        """The month that its word names; 0 without one."""
        return MONTHS_READ[self.shape.words[0].lower()] if self.shape.words[0] else 0

    @property
    def template(self) -> str:
        """What renders this text again."""
        words = {(self.shape.words[0], self.month): 1}, {self.shape.words[1]: 1}
        return settled(worded(self.form, *words), dict.fromkeys(self.padded, 1), day_first=self.day_first)


def read_day(text: str, *, day_first: bool = True, leading_year: bool = False, short_first: bool = False) -> WrittenDay | None:
    """Take ``text`` (trimmed) apart; None when it is no day or moment (or not one in this order of day and month).

    ``leading_year``: 26-Mar is a month of the year 2026; else it is a day without a year, and nothing. ``short_first``: 26/03/04 begins
    with its year.
    """
    shape = shape_of(text.translate(_DIGITS), leading_year)
    if shape is None:
        return None
    if shape.iso:
        try:
            return WrittenDay(datetime.fromisoformat(text), shape.form, shape, day_first)
        except ValueError:
            pass  # such as 24:00:00
    part = {key: int(text[start:end]) for key, (start, end) in shape.spans.items() if key not in ("f", "zone")}
    first, second, form = part.get("p", 0), part.get("q", 0), shape.form
    if short_first and shape.short:
        part["Y"], part["m"], part["d"] = first, second, part["Y"]
        first = second = 0
        day_first, form = True, year_first(form)
    elif shape.name == "open":
        part["d"], part["m"] = (first, second) if day_first else (second, first)
    elif shape.words[0]:
        part["m"] = MONTHS_READ[shape.words[0].lower()]
    start, end = shape.spans["Y"]
    short = part["Y"] if end - start == 2 else None
    value = _value_of(shape, part, text, short)
    zone = None
    if value is not None and "zone" in shape.spans:
        written = text[slice(*shape.spans["zone"])]
        zone = zone_name(written)
        form = form.replace("{zone}", written)
        value = value if zone else None
    if value is None:
        return None
    votes = (
        padding_of(text[slice(*span)], "h" if key == "H" and shape.half else key) for key, span in shape.spans.items() if key in _PADDED
    )
    return WrittenDay(value, form, shape, day_first, zone, first, second, tuple(vote for vote in votes if vote), short)


def _value_of(shape: Shape, part: dict[str, int], text: str, short: int | None) -> datetime | None:
    year = part["Y"]
    if short is not None:
        year += 2000 if year < _CENTURY_TURNS else 1900
    elif shape.name not in ("day", "open") and not 1900 <= year < 2100:
        return None
    try:
        if shape.name == "quarter":
            return datetime(year, part["k"] * 3 - 2, 1)
        if shape.name == "week":
            return datetime.combine(date.fromisocalendar(year, part["w"], part.get("u", 1)), datetime.min.time())
        day = datetime(year, part["m"], part.get("d", 1))
        return _with_time(day, shape, part, text) if shape.timed else day
    except (ValueError, OverflowError):
        return None


def _with_time(day: datetime, shape: Shape, part: dict[str, int], text: str) -> datetime | None:
    hour, minute, second = part["H"], part.get("M", 0), part.get("S", 0)
    if shape.half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (shape.half == "p")
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    micro = micro_of(text[slice(*shape.spans["f"])]) if "f" in shape.spans else 0
    return day + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)
