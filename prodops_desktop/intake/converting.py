"""Turns the cells of a column into stored values by its plan, and stored values back into the raw texts they came from."""

import json
from datetime import date, datetime, timedelta
from typing import NamedTuple

from prodops_desktop.intake.column_types import Plan
from prodops_desktop.intake.dated_ranges import TURNED, day_of
from prodops_desktop.intake.days import read_day, render_day
from prodops_desktop.intake.missing import ERRORS
from prodops_desktop.intake.numbers import form_from_record, plain_of, read_number
from prodops_desktop.intake.readers.model import Cell, raw_text

Stored = int | float | str | None

UNREADABLE = {
    "integer": "not a whole number",
    "number": "not a number",
    "money": "not an amount",
    "percent": "not a percentage",
    "boolean": "neither yes nor no",
    "day": "not a day",
    "moment": "not a day or time",
}
_EPOCH = datetime(1970, 1, 1)
_SERIAL_START = datetime(1899, 12, 30)
_LARGEST = 2**63


class Converted(NamedTuple):
    """A stored value; ``reason``: why the raw text can't be had back from it; ``readable`` is false when the cell was not understood."""

    value: Stored
    reason: str | None = None
    readable: bool = True


def storage_of(kind: str) -> str:
    """The column type in SQLite of a column of type ``kind``."""
    if kind in ("integer", "money", "boolean", "name"):
        return "INTEGER"
    return "REAL" if kind in ("number", "percent") else "TEXT"


def record_of(plan: Plan) -> str | None:
    """The recorded format: what :func:`raw_from` needs to give raw texts back."""
    if plan.type in ("integer", "number", "money"):
        return plan.form.record() if plan.form else None
    if plan.type == "percent":
        return "fraction" if plan.unit else plan.form.record() if plan.form else None
    if plan.type == "boolean":
        return json.dumps({"true": _word(plan, meaning=True), "false": _word(plan, meaning=False)}, ensure_ascii=False)
    if plan.type in ("day", "moment"):
        return f"unit:{plan.unit}" if plan.unit else plan.template
    return None


def _word(plan: Plan, *, meaning: bool) -> str:
    return next((word for word, value in plan.yes_no.items() if value is meaning), "TRUE" if meaning else "FALSE")


def raw_from(kind: str, scale: int | None, record: str | None, value: Stored) -> str:
    """The raw text of a stored value of a column of type ``kind`` with the recorded format ``record``; "" for NULL.

    Where this differs from what stood in the file, the import kept the raw text.
    """
    if value is None:
        return ""
    if kind in ("integer", "number"):
        return form_from_record(record).render(plain_of(value)) if not isinstance(value, str) else value
    if kind == "money":
        return form_from_record(record).render(_unscaled(int(value), scale or 0))
    if kind == "percent":
        return plain_of(round(float(value) / 100, 12)) if record == "fraction" else form_from_record(record).render(plain_of(float(value)))
    if kind == "boolean":
        return str(json.loads(record or "{}").get("true" if value else "false", "TRUE" if value else "FALSE"))
    if kind in ("day", "moment"):
        return _raw_moment(datetime.fromisoformat(str(value)), record)
    return str(value)


def _raw_moment(moment: datetime, record: str | None) -> str:
    if record is None:
        return raw_text(moment)
    if not record.startswith("unit:"):
        return render_day(record, moment)
    unit = record[5:]
    if unit == "compact":
        return moment.strftime("%Y%m%d")
    if unit == "serial":
        return plain_of((moment - _SERIAL_START) / timedelta(days=1))
    seconds = int((moment - _EPOCH).total_seconds())
    return str(seconds if unit == "s" else seconds * 1000)


def _unscaled(value: int, scale: int) -> str:
    sign = "-" if value < 0 else ""
    digits = str(abs(value)).rjust(scale + 1, "0")
    whole, fraction = (digits[:-scale], digits[-scale:].rstrip("0")) if scale else (digits, "")
    return f"{sign}{whole}.{fraction}" if fraction else sign + whole


class Converter:
    """Converts the cells of one column; the same text always gives the same value."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.record = record_of(plan)
        self._missing = plan.missing
        self._kind = plan.type

    def __call__(self, cell: Cell) -> Converted:
        """The stored value of ``cell``. Of a column of type name it is the trimmed text, which the staging turns into an id."""
        if isinstance(cell, float) and self.plan.form is None and self._kind in ("integer", "number"):
            if self._kind == "number" and abs(cell) < _LARGEST:
                return Converted(cell)
            if cell.is_integer() and abs(cell) < _LARGEST:
                return Converted(int(cell))
        raw = raw_text(cell)
        if not raw:
            return Converted(None)
        text = raw.strip()
        if not text:
            return Converted(None, "only spaces")
        if text in self._missing:
            return Converted(None, f"“{text}” stands for no value")
        if self._kind in ("text", "name"):
            was = self.plan.turned.get(day_of(cell)) if isinstance(cell, date) else None
            return self._text(raw, text) if was is None else Converted(was, TURNED)
        value = None if text in ERRORS else self._value(cell, text)
        if value is None:
            why = "an error of the spreadsheet" if text in ERRORS else UNREADABLE[self._kind]
            return Converted(None, why, readable=False)
        back = raw_from(self._kind, self.plan.scale, self.record, value)
        return Converted(value) if back == raw else Converted(value, "written otherwise" if back.strip() != text else "spaces around it")

    def _text(self, raw: str, text: str) -> Converted:
        if "\x00" in text:
            return Converted(text.replace("\x00", "\N{SYMBOL FOR NULL}"), "a NUL sign in it")
        return Converted(text) if text == raw else Converted(text, "spaces around it")

    def _value(self, cell: Cell, text: str) -> Stored:
        if self._kind == "boolean":
            meaning = self.plan.yes_no.get(text)
            return {"TRUE": 1, "FALSE": 0}.get(text) if meaning is None else int(meaning)
        if self._kind in ("day", "moment"):
            return self._moment(cell, text)
        if isinstance(cell, datetime | date | timedelta):
            return None
        return self._number(text)

    def _number(self, text: str) -> Stored:
        written = read_number(text, self.plan.decimal)
        if written is None or (self.plan.currency and written.currency not in (None, self.plan.currency)):
            return None
        plain = written.plain
        if self._kind == "integer":
            whole, _, fraction = plain.partition(".")
            return None if fraction.strip("0") or abs(int(whole)) >= _LARGEST else int(whole)
        if self._kind == "money":
            return _scaled(plain, self.plan.scale or 0)
        value = float(plain)
        if self._kind == "percent" and self.plan.unit == "fraction":
            return round(value * 100, 10)
        return value

    def _moment(self, cell: Cell, text: str) -> Stored:
        moment: datetime | None
        if isinstance(cell, datetime):
            moment = cell
        elif isinstance(cell, date):
            moment = datetime.combine(cell, datetime.min.time())
        elif self.plan.unit:
            moment = self._counted(text)
        else:
            written = read_day(text, day_first=self.plan.day_first)
            moment = written.value if written else None
            if written and moment and written.zone != self.plan.zone and self.plan.zone == "UTC":
                moment = _to_utc(moment, written.zone)
        if moment is None:
            return None
        if self._kind == "day":
            return moment.date().isoformat()
        return moment.isoformat(timespec="seconds")

    def _counted(self, text: str) -> datetime | None:
        number = read_number(text)
        if number is None:
            return None
        value = float(number.plain)
        try:
            if self.plan.unit == "compact":
                return datetime.strptime(number.plain, "%Y%m%d")
            if self.plan.unit == "serial":
                return _SERIAL_START + timedelta(days=value)
            return _EPOCH + timedelta(seconds=value if self.plan.unit == "s" else value / 1000)
        except (ValueError, OverflowError):
            return None


def _scaled(plain: str, scale: int) -> int | None:
    whole, _, fraction = plain.lstrip("-").partition(".")
    rest = fraction[scale:]
    value = int(whole + fraction[:scale].ljust(scale, "0")) + (1 if rest[:1] >= "5" else 0)
    value = -value if plain.startswith("-") else value
    return value if abs(value) < _LARGEST else None


def _to_utc(moment: datetime, zone: str | None) -> datetime:
    if zone is None or zone == "UTC":
        return moment
    hours, minutes = zone[1:].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return moment - offset if zone[0] == "+" else moment + offset
