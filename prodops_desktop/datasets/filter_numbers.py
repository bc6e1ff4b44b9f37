"""Numbers, amounts, shares and lengths of time as they are typed to filter."""

import math
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation

from prodops_desktop.datasets.filter_spans import Habits, ReasonError, Span
from prodops_desktop.datasets.model import Column

_FACTORS = {"k": 3, "m": 6, "b": 9}
_LARGEST = 2**63 - 1
_CURRENCIES = {"€": "EUR", "£": "GBP", "¥": "JPY"}
_CLOCK = re.compile(r"([-−]?)(\d+):([0-5]?\d)(?::([0-5]?\d)(?:\.(\d{1,3}))?)?")
_LENGTH = re.compile(r"([-−]?\d+(?:[.,]\d+)?) ?(ms|milliseconds?|s|sec|seconds?|min|minutes?|h|hours?|d|days?)")
_UNITS = {"ms": 1, "mi": 60_000, "s": 1_000, "h": 3_600_000, "d": 86_400_000}


def number_span(text: str, column: Column, habits: Habits) -> Span:
    """A number of a column in its stored units: whole ones for integers and amounts, else floating point."""
    value = _decimal(text, column, habits)
    if column.type in {"number", "percent"}:
        exact = float(value)
        if not math.isfinite(exact):
            raise ValueError
        return Span(exact, exact, math.nextafter(exact, -math.inf), math.nextafter(exact, math.inf))
    return _whole(value.scaleb(column.scale or 0) if column.type == "money" else value)


def duration_span(text: str, column: Column, habits: Habits) -> Span:
    """A length of time in milliseconds: “2 h”, “90 min”, “1:30” and “1:30:00”; a bare number has no unit."""
    del column
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = int(clock[2]), int(clock[3]), int(clock[4] or 0)
        size = ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((clock[5] or "0").ljust(3, "0"))
        return _whole(Decimal(-size if clock[1] else size))
    length = _LENGTH.fullmatch(text.casefold())
    if not length:
        raise ValueError
    figure = length[1].replace("−", "-").replace(habits.point, ".")
    unit = length[2]
    factor = next(size for start, size in _UNITS.items() if unit.startswith(start))
    try:
        return _whole(Decimal(figure) * factor)
    except InvalidOperation:
        raise ValueError from None


def _whole(value: Decimal) -> Span:
    """A span of stored integers; between two of them nothing is stored, so that it is empty and only has neighbours."""
    if abs(value) > _LARGEST - 1:
        raise ReasonError("This number is larger than any that can be stored.")
    up, down = int(value.to_integral_value(ROUND_CEILING)), int(value.to_integral_value(ROUND_FLOOR))
    return Span(up, down, up - 1, down + 1)


def _decimal(text: str, column: Column, habits: Habits) -> Decimal:
    """A figure as it is typed, exactly; thousands are either apart everywhere, or nowhere."""
    figure = text.casefold().replace("−", "-").strip()
    minus = figure.startswith("-")
    figure = _without_unit(figure.removeprefix("-").removeprefix("+"), column)
    factor = _FACTORS.get(figure[-1:], 0)
    figure = figure[:-1].strip() if factor else figure
    whole, point, rest = figure.partition(habits.point)
    groups = re.split(f"[{re.escape(habits.group)}'’ \u00a0\u202f]", whole)
    digits = "".join(groups)
    if not (digits or rest) or (len(groups) > 1 and not _are_thousands(groups, habits)) or (point and not rest):
        raise ValueError
    if not (digits + rest).isascii() or not (digits + rest).isdigit():
        raise ValueError
    value = Decimal(f"{digits or '0'}.{rest or '0'}").scaleb(factor)
    return -value if minus else value


def _are_thousands(groups: list[str], habits: Habits) -> bool:
    """Whether digits are parted by threes, or as they are here: in India by twos before the last three."""
    first, *middle, last = map(len, groups)
    return first <= 3 and last == 3 and any(all(size == wanted for size in middle) for wanted in {3, habits.middle})


def _without_unit(figure: str, column: Column) -> str:
    """The digits without their sign of percent or currency, which has to be that of the column."""
    if column.type == "percent":
        return figure.removesuffix("%").strip()
    if column.type != "money":
        return figure
    code = column.currency or ""
    found = next((sign for sign in (*_CURRENCIES, "$") if sign in figure), "")
    if code and found and not (code.endswith("D") if found == "$" else code == _CURRENCIES[found]):
        raise ReasonError(f"This column is in {code}.")
    bare = figure.replace(found, "") if found else figure
    return bare.removeprefix(code.casefold()).removesuffix(code.casefold()).strip()
