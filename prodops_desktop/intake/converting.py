"""Turns the cells of a column into stored values by its plan, and stored values back into the raw texts they came from."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from prodops_desktop.intake.booleans import read_pair, read_word
from prodops_desktop.intake.counted_days import moment_of
from prodops_desktop.intake.currencies import CROWNS, CROWNS_OF
from prodops_desktop.intake.dated_ranges import TURNED, day_of
from prodops_desktop.intake.days import WrittenDay, read_day
from prodops_desktop.intake.durations import read_duration
from prodops_desktop.intake.evidence import SERIALS
from prodops_desktop.intake.missing import ERRORS, PLACEHOLDERS
from prodops_desktop.intake.numbers import Written, read_number
from prodops_desktop.intake.plans import Plan
from prodops_desktop.intake.readers.model import Cell, Formula, raw_text
from prodops_desktop.intake.recorded import Stored, plan_of_column, raw_from, record_of, storage_of
from prodops_desktop.intake.times import read_time
from prodops_desktop.work.clock import today

__all__ = ["AMBIGUOUS_DAY", "Converted", "Converter", "Stored", "plan_of_column", "raw_from", "read_again", "record_of", "storage_of"]
UNREADABLE = {
    "integer": "not a whole number",
    "number": "not a number",
    "money": "not an amount",
    "percent": "not a percentage",
    "boolean": "neither yes nor no",
    "day": "not a day",
    "moment": "not a day or time",
    "time": "not a time of day",
    "duration": "not a length of time",
}
AMBIGUOUS_DAY = "the day and the month can be read in two ways"
NO_VALUE = "a formula without a stored value"
_LARGEST = 2**63
_DAY, _MOMENT = "{Y:04}-{m:02}-{d:02}", "{Y:04}-{m:02}-{d:02} {H:02}:{M:02}:{S:02}"
_HOURS_FROM, _HOURS_FROM_LEAP = datetime(1899, 12, 31), datetime(1899, 12, 30)
_LEAP = datetime(1900, 3, 1)


class Converted(NamedTuple):
    """A stored value; ``reason``: why the raw text can't be had back from it; ``readable`` is false when the cell was not understood."""

    value: Stored
    reason: str | None = None
    readable: bool = True


class Converter:
    """Converts the cells of one column; the same text always gives the same value."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.record = record_of(plan)
        self._missing = plan.missing
        self._kind = plan.type
        self._today = today() if plan.born else date.max
        iso = {"day": _DAY, "moment": _MOMENT}.get(plan.type)
        self._iso = iso is not None and iso == plan.template and not plan.unit

    def __call__(self, cell: Cell) -> Converted:
        """The stored value of ``cell``. Of a column of type name it is the trimmed text, which the staging turns into an id."""
        if isinstance(cell, float) and self.plan.form is None and self._kind in ("integer", "number"):
            if self._kind == "number" and abs(cell) < _LARGEST:
                return Converted(cell)
            if cell.is_integer() and abs(cell) < _LARGEST:
                return Converted(int(cell))
        if self._iso and isinstance(cell, str) and (moment := _iso_moment(cell, self._kind)) is not None:
            return Converted(moment)
        if isinstance(cell, Formula):
            return Converted(None, NO_VALUE)
        raw = raw_text(cell)
        text = raw.strip()
        if not text:
            return self._blank(raw)
        if text in self._missing:
            return Converted(None, f"“{text}” stands for no value")
        if self._kind in ("text", "name"):
            was = self.plan.turned.get(day_of(cell)) if isinstance(cell, date) else None
            if self.plan.zeros and was is None:
                return self._filled_up(cell, raw, text)
            return self._text(raw, text) if was is None else Converted(was, TURNED)
        if text in ERRORS:
            return Converted(None, "an error of the spreadsheet", readable=False)
        found = self._value(cell, text)
        value = found.value
        if value is None:
            return Converted(None, found.reason or UNREADABLE[self._kind], readable=False)
        back = raw_from(self._kind, self.plan.scale, self.record, value)
        return Converted(value) if back == raw else Converted(value, found.reason or self._why_kept(cell, text, value, back))

    def _why_kept(self, cell: Cell, text: str, value: Stored, back: str) -> str:
        """Why the raw text is kept beside a value that gives ``back``."""
        if back.strip() == text:
            return "spaces around it"
        if isinstance(value, float) and isinstance(cell, str) and self._kind == "number":
            written = read_number(text, self.plan.decimal)
            if written is not None and Decimal(self._signed(written)) != Decimal(repr(value)):
                return "more digits than a number keeps"
        return "written otherwise"

    def _blank(self, raw: str) -> Converted:
        value = 0 if self.plan.blank_is_no and self._kind == "boolean" else None
        return Converted(value, "only spaces" if raw else None)

    def _filled_up(self, cell: Cell, raw: str, text: str) -> Converted:
        """A number as its format shows it, with zeros in front; a text as it stands."""
        if not isinstance(cell, str) and text.isdecimal():
            return Converted(text.zfill(self.plan.zeros))
        found = self._text(raw, text)
        as_number = raw_from(self._kind, None, self.record, found.value) != raw
        return Converted(found.value, "written otherwise") if found.reason is None and as_number else found

    def _text(self, raw: str, text: str) -> Converted:
        if "\x00" in text:
            return Converted(text.replace("\x00", "\N{SYMBOL FOR NULL}"), "a NUL sign in it")
        return Converted(text) if text == raw else Converted(text, "spaces around it")

    def _value(self, cell: Cell, text: str) -> Converted:
        """The value with a reason of its own, if there is one."""
        if self._kind == "boolean":
            meaning = self.plan.yes_no.get(text)
            return Converted({"TRUE": 1, "FALSE": 0}.get(text) if meaning is None else int(meaning))
        if self._kind in ("day", "moment"):
            return self._day(cell, text)
        if self._kind == "duration":
            return Converted(_milliseconds(cell, text))
        if self._kind == "time":
            return Converted(_time_of_day(cell, text))
        if isinstance(cell, date | time | timedelta):
            return Converted(None)
        return self._number(cell, text)

    def _number(self, cell: Cell, text: str) -> Converted:
        written = read_number(text, self.plan.decimal)
        if written is None or not self._is_of_currency(written.currency):
            return Converted(None)
        plain = self._signed(written)
        if self._kind == "integer":
            whole, _, fraction = plain.partition(".")
            fits = not fraction.strip("0") and len(whole) < 21 and abs(int(whole)) < _LARGEST
            return Converted(int(whole) if fits else None)
        if self._kind == "money":
            return _scaled(plain, self.plan.scale or 0)
        value = float(plain)
        if abs(value) == float("inf"):
            return Converted(None)
        if (
            self._kind == "percent"
            and not written.percent
            and (self.plan.unit == "share" or (self.plan.unit and not isinstance(cell, str)))
        ):
            return Converted(round(value * 100, 10))
        return Converted(value)

    def _is_of_currency(self, code: str | None) -> bool:
        own = self.plan.currency
        return own is None or code in (None, own) or (code == CROWNS and own in CROWNS_OF)

    def _signed(self, written: Written) -> str:
        below = written.side and written.debit == (self.plan.debit == "DR")
        return "-" + written.plain if below else written.plain

    def _day(self, cell: Cell, text: str) -> Converted:
        moment: datetime | None = None
        reason = None
        if isinstance(cell, datetime):
            moment = cell
        elif isinstance(cell, date):
            moment = datetime.combine(cell, time())
        elif isinstance(cell, time | timedelta):
            return Converted(None)
        elif self.plan.unit:
            moment = moment_of(self.plan.unit, text)
        elif (written := self._written(text)) is not None:
            if self.plan.aside and written.first and written.first != written.second and max(written.first, written.second) <= 12:
                return Converted(None, AMBIGUOUS_DAY)
            moment = self._moment(written)
            reason = None if written.zone in (None, self.plan.zone) else f"given in the zone {written.zone}"
        elif self.plan.serials:
            moment = _serial(self.plan.serials, text)
        if moment is None:
            return Converted(None)
        if self._kind == "day":
            return Converted(moment.date().isoformat(), "the time of day was left out" if moment.time() != time() else None)
        return Converted(
            moment.isoformat(timespec="auto" if moment.microsecond % 1000 else "milliseconds" if moment.microsecond else "seconds"), reason
        )

    def _written(self, text: str) -> WrittenDay | None:
        """The text as a day in the order of the column, else in the one that it can only have."""
        first, leading, short = self.plan.day_first, self.plan.leading_year, self.plan.short_first
        written = read_day(text, day_first=first, leading_year=leading, short_first=short)
        return written or read_day(text, day_first=not first, leading_year=leading, short_first=short)

    def _moment(self, written: WrittenDay) -> datetime | None:
        moment = written.value
        try:
            if written.short_year is not None and moment.date() > self._today:
                moment = moment.replace(year=moment.year - 100)
            return _in_zone(moment, written.zone, self.plan.zone)
        except (ValueError, OverflowError):
            return None


def _iso_moment(text: str, kind: str) -> str | None:
    """What is stored for a text in the commonest format, which needs no check that it comes back; None for another text."""
    if len(text) != (10 if kind == "day" else 19) or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    if kind == "moment" and (text[10] != " " or text[13] != ":" or text[16] != ":"):  # Python reads 23:30-05 too
        return None
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text if kind == "day" else f"{text[:10]}T{text[11:]}"


def _serial(unit: str, text: str) -> datetime | None:
    number = read_number(text)
    return moment_of(unit, text) if number and SERIALS[0] <= float(number.plain) <= SERIALS[1] else None


def _time_of_day(cell: Cell, text: str) -> str | None:
    if isinstance(cell, timedelta):
        return (_HOURS_FROM + cell).time().isoformat() if timedelta() <= cell < timedelta(days=1) else None
    if isinstance(cell, time):
        return cell.isoformat()
    clock = read_time(text) if isinstance(cell, str) else None
    return clock.value.isoformat() if clock else None


def _milliseconds(cell: Cell, text: str) -> int | None:
    if isinstance(cell, time):
        cell = datetime.combine(_HOURS_FROM, cell) - _HOURS_FROM
    elif isinstance(cell, date):
        moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
        cell = moment - (_HOURS_FROM if moment < _LEAP else _HOURS_FROM_LEAP)
    if isinstance(cell, timedelta):
        return round(cell / timedelta(milliseconds=1))
    written = read_duration(text) if isinstance(cell, str) else None
    return written.milliseconds if written and abs(written.milliseconds) < _LARGEST else None


def _scaled(plain: str, scale: int) -> Converted:
    """An amount as an integer of 10^-``scale``, rounded half up."""
    whole, _, fraction = plain.lstrip("-").partition(".")
    if len(whole) > 20:
        return Converted(None)
    rest = fraction[scale:]
    value = int(whole + fraction[:scale].ljust(scale, "0")) + (1 if rest[:1] >= "5" else 0)
    value = -value if plain.startswith("-") else value
    return Converted(value if abs(value) < _LARGEST else None, f"rounded to {scale} decimals" if rest.strip("0") else None)


def _in_zone(moment: datetime, zone: str | None, wanted: str | None) -> datetime:
    """A moment of ``zone`` as the clocks of the zone of its column show it; without a zone it is taken as it is."""
    return moment if zone is None or wanted is None or zone == wanted else moment - _offset(zone) + _offset(wanted)


def _offset(zone: str) -> timedelta:
    if zone == "UTC":
        return timedelta()
    hours, minutes = zone[1:].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return -offset if zone[0] == "-" else offset


def read_again(plan: Plan, text: str) -> Converted:
    """A text that was written over a cell, read as the import reads the cells of its column; a yes or no may be in any language."""
    word = text.strip()
    known = {own.casefold(): meaning for own, meaning in plan.yes_no.items()}
    if plan.type not in ("text", "name") and word.casefold() in PLACEHOLDERS and word.casefold() not in known:
        return Converted(None, f"“{word}” stands for no value")
    found = Converter(plan)(text)
    if found.readable or plan.type != "boolean":
        return found
    meaning = known.get(word.casefold())
    if meaning is None:
        pair = read_pair([*plan.yes_no, word], asked=True)
        meaning = pair[word] if pair is not None else read_word(word)
    return found if meaning is None else Converted(int(meaning), "written otherwise")
