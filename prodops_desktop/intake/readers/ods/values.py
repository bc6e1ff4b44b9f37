"""Turns the value of an OpenDocument cell, which is written beside its text, into a cell."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from prodops_desktop.intake.readers.figures import exact
from prodops_desktop.intake.readers.markup import Attributes
from prodops_desktop.intake.readers.model import Cell, Formula

_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")
_DAY = timedelta(days=1)
_MOMENT = datetime(1900, 1, 1)
_LANGUAGE = re.compile(r"(?:of|oooc|msoxl):(?==)")
_LONGEST_FRACTION = 6


def cell_value(attributes: Attributes, text: str) -> Cell:
    """The cell with these attributes and this text; what is not written as it should be stays as its text."""
    if attributes.get("calcext:value-type") == "error":
        return text or Formula(_formula(attributes) or "=")
    kind = attributes.get("office:value-type")
    if kind is None:
        return text or (Formula(formula) if (formula := _formula(attributes)) else "")
    name, understood = _KINDS.get(kind, _TEXT)
    written = attributes.get(name)
    value = understood(written) if written else None
    return text if value is None else value


def _formula(attributes: Attributes) -> str:
    return _LANGUAGE.sub("", attributes.get("table:formula", ""), count=1)


def _number(written: str) -> int | float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return exact(written, number) if math.isfinite(number) else None


def _date(written: str) -> date | datetime | None:
    whole, _, fraction = written.partition(".")
    try:
        if "T" not in whole:
            return date.fromisoformat(whole)
        return datetime.fromisoformat(f"{whole}.{fraction[:_LONGEST_FRACTION]:0<6}" if fraction.isdecimal() else whole).replace(tzinfo=None)
    except ValueError:
        return None


def _time(written: str) -> Cell | None:
    """A time of day, or a length of time where it is none."""
    found = _DURATION.fullmatch(written)
    if found is None:
        return None
    sign, days, hours, minutes, seconds, fraction = found.groups()
    try:
        length = timedelta(int(days or 0), int(seconds or 0), 0, 0, int(minutes or 0), int(hours or 0))
        length += timedelta(microseconds=int(f"{(fraction or '')[:_LONGEST_FRACTION]:0<6}"))
    except OverflowError:
        return None
    if sign:
        return -length
    return (_MOMENT + length).time() if length < _DAY else length


_TEXT: tuple[str, Callable[[str], Cell | None]] = ("office:string-value", str)
_KINDS: dict[str, tuple[str, Callable[[str], Cell | None]]] = {
    "float": ("office:value", _number),
    "percentage": ("office:value", _number),
    "currency": ("office:value", _number),
    "date": ("office:date-value", _date),
    "time": ("office:time-value", _time),
    "boolean": ("office:boolean-value", {"true": True, "false": False}.get),
    "string": _TEXT,
}
"""Type of a value → the attribute that holds it, and how it is read."""
