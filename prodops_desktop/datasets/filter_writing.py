"""Writes a filter as it could have been typed, so that it reads as the same again, whatever its type and its ends."""

import math
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from prodops_desktop.datasets.filter_spans import Habits, Stored, UnreadableError
from prodops_desktop.datasets.filter_text import EMPTY, FILLED, read_filter
from prodops_desktop.datasets.filters import Between, Contains, Missing, OneOf, Test
from prodops_desktop.datasets.model import Column
from prodops_desktop.intake.readers.model import raw_text

_LAST_MINUTE, _LAST_SECOND = ":59.999999", ".999999"
_FIRST_SECOND = ":00"


def written(column: Column, test: Test, habits: Habits) -> str:
    """A text that :func:`read_filter` reads as ``test``; empty for a choice of values, which is no text."""
    match test:
        case Missing(wanted):
            return EMPTY if wanted else FILLED
        case Contains():
            return _words(test)
        case OneOf(values):
            return ("yes" if values[0] else "no") if column.type == "boolean" and len(values) == 1 and values[0] is not None else ""
        case Between():
            texts = list(dict.fromkeys(text.strip() for text in _ranges(column, test, habits)))
            return next((text for text in texts if reads_as(text, column, habits) == test), texts[-1] if texts else "")


def reads_as(text: str, column: Column, habits: Habits) -> Test | None:
    """What a text is read as; None where it can't be read."""
    with suppress(UnreadableError):
        return read_filter(text, column, habits)
    return None


def _words(test: Contains) -> str:
    plain = test.text.casefold()
    quoted = plain in {EMPTY, FILLED} or test.text.startswith(("!", '"')) or test.text != test.text.strip()
    text = f'"{test.text}"' if quoted else test.text
    return text if test.wanted else f"!{text}"


def _ranges(column: Column, test: Between, habits: Habits) -> Iterator[str]:
    """Texts that may read as a range, the shortest first."""
    low, high = test.low, test.high
    if low is not None and high is not None:
        yield from _whole_days(low, high)
        if isinstance(low, int) and isinstance(high, int) and low > high:  # what lies between two stored values
            yield _end(column, Decimal(low + high) / 2, habits)
        lows, highs = list(_low_ends(column, low, habits)), list(_high_ends(column, high, habits))
        yield from (one for one in lows if one in highs)
        yield from (f"{one} – {other}" for one in lows for other in highs)
    elif low is not None:
        yield from _open(column, low, math.inf, ">", habits)
        yield from (f"≥ {text}" for text in _low_ends(column, low, habits))
    elif high is not None:
        yield from _open(column, high, -math.inf, "<", habits)
        yield from (f"≤ {text}" for text in _high_ends(column, high, habits))


def _open(column: Column, end: Stored, away: float, sign: str, habits: Habits) -> Iterator[str]:
    """The number just before an end, where that is the one that somebody would type."""
    if isinstance(end, float):
        typed = math.nextafter(end, -away) + 0.0
        if not math.isfinite(end) or len(repr(typed)) < len(repr(end)):
            yield f"{sign} {_end(column, typed, habits)}"


def _whole_days(low: Stored, high: Stored) -> Iterator[str]:
    """A year or a month, where its days are meant."""
    with suppress(ValueError):
        first, last = date.fromisoformat(str(low)), date.fromisoformat(str(high))
        if (first.month, first.day, last) == (1, 1, date(first.year, 12, 31)):
            yield f"{first.year:04}"
        if first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
            yield first.isoformat()[:7]


def _low_ends(column: Column, value: Stored, habits: Habits) -> Iterator[str]:
    text = _end(column, value, habits)
    if _has_clock(column, text):
        yield text.removesuffix(_FIRST_SECOND)
    yield text


def _high_ends(column: Column, value: Stored, habits: Habits) -> Iterator[str]:
    text = _end(column, value, habits)
    if _has_clock(column, text):
        yield from (text.removesuffix(end) for end in (_LAST_MINUTE, _LAST_SECOND) if text.endswith(end))
    yield text


def _has_clock(column: Column, text: str) -> bool:
    """Whether a text ends with a time that has seconds."""
    return column.type in {"time", "moment"} and text.count(":") == 2


def _end(column: Column, value: Stored | Decimal, habits: Habits) -> str:
    """A stored value as it is typed; numbers without thousands, and never with an exponent."""
    if isinstance(value, str) or value is None:
        return str(value or "").replace("T", " ")
    if column.type == "duration":
        return raw_text(timedelta(milliseconds=value)) if isinstance(value, int) else f"{value:f} ms".replace(".", habits.point)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if column.type == "money":
        exact = exact.scaleb(-(column.scale or 0))
    text = f"{exact.to_integral_value() if exact == exact.to_integral_value() else exact:f}"
    return text.replace(".", habits.point) + ("%" if column.type == "percent" else "")
