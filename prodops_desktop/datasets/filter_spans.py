"""Signs and ranges in what is typed to filter: “≥ 100”, “< 5”, “100–200”, whatever the ends are."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from prodops_desktop.errors import UserError

Stored = str | int | float | None
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class UnreadableError(UserError):
    """A typed filter that can’t be read; the sentence says what would be."""


class ReasonError(ValueError):
    """Why a part of it can’t be read, as a sentence."""


@dataclass(frozen=True)
class Habits:
    """How the operator writes: the day that is today for her, the signs in numbers, the names of months, and the first weekday.

    ``months`` leads from further names, casefolded, to 1 … 12; the English ones are always known. ``first_weekday`` is 1 for Monday.
    ``day_first`` says how 03/04/2026 is meant, where days are written in such figures; None where they are not.
    """

    today: date
    point: str = "."
    group: str = ","
    months: dict[str, int] = field(default_factory=dict)
    first_weekday: int = 1
    day_first: bool | None = None

    def month(self, name: str) -> int | None:
        """The number of a month by its name or the beginning of it."""
        plain = name.casefold().rstrip(".")
        if plain in self.months:
            return self.months[plain]
        return _MONTHS.index(plain[:3]) + 1 if plain[:3] in _MONTHS and _ENGLISH.fullmatch(plain) else None


_ENGLISH = re.compile(
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Span:
    """The first and the last stored value of what a text names; ``below`` and ``above`` are those that lie just outside of it.

    They are None where there are none.
    """

    first: Stored
    last: Stored
    below: Stored
    above: Stored


_SIGN = re.compile(r"(>=|=>|<=|=<|≥|≤|>|<|=)\s*(.+)")
_BETWEEN = (re.compile(r"\s*(?:–|—|…|\.\.\.?)\s*"), re.compile(r"\s+(?:to|-)\s+"), re.compile(r"(?<=[\w%.])\s*-\s*(?=[-−\w.$€£¥])"))
"""What stands between the ends of a range, the clearest first: a plain hyphen only where nothing else makes sense of it."""


def ends_of(text: str, span: Callable[[str], Span]) -> tuple[Stored, Stored]:
    """The lowest and highest stored values that a text lets through, None where it has no such end; ``span`` reads what is no sign.

    Raises ValueError, and ReasonError where there is more to say than that it can’t be read.
    """
    signed = _SIGN.fullmatch(text)
    if signed:
        sign, of = signed[1], span(signed[2])
        low, high = {">": (of.above, None), "<": (None, of.below), "=": (of.first, of.last)}.get(
            sign, (of.first, None) if sign in {"≥", ">=", "=>"} else (None, of.last)
        )
        if low is None and high is None:
            raise ReasonError(f"There is nothing beyond {signed[2]}.")
        return low, high
    try:
        one = span(text)
    except ValueError as error:
        return _range(text, span, error)
    return one.first, one.last


def _range(text: str, span: Callable[[str], Span], otherwise: ValueError) -> tuple[Stored, Stored]:
    for between in _BETWEEN:
        for found in between.finditer(text):
            before, after = text[: found.start()], text[found.end() :]
            if not before or not after:
                continue
            try:
                low, high = span(before), span(after)
            except ValueError as error:
                otherwise = error if isinstance(error, ReasonError) else otherwise
                continue
            if _reversed(low, high):
                raise ReasonError(f"“{text}” ends before it begins.")
            return low.first, high.last
    raise otherwise


def _reversed(low: Span, high: Span) -> bool:
    one, other = low.first, high.last
    if isinstance(one, str) or isinstance(other, str):
        return str(one) > str(other)
    return one is not None and other is not None and one > other
