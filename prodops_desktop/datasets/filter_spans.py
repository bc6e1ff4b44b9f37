"""Signs and ranges in what is typed to filter: “≥ 100”, “< 5”, “100–200”, whatever the ends are."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.work.folding import plain_signs

Stored = str | int | float | None
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class UnreadableError(UserError):
    """A typed filter that can’t be read; the sentence says what would be."""


class ReasonError(ValueError):
    """Why a part of it can’t be read, as a sentence."""


@dataclass(frozen=True)
class Habits:
    """How the operator writes: the day that is today for her, the signs in numbers, the names of months, and the first weekday.

    ``months`` leads from further names, casefolded and without dots behind words, to 1 … 12; the English ones are always known.
    ``first_weekday`` is 1 for Monday. ``day_first`` says how 03/04/2026 is meant, where days are written in such figures; None where they
    are not. ``halves`` name those of a day, beside “am” and “pm”; ``middle`` digits stand together before the last three.
    """

    today: date
    point: str = "."
    group: str = ","
    months: dict[str, int] = field(default_factory=dict)
    first_weekday: int = 1
    day_first: bool | None = None
    halves: tuple[str, str] = ("am", "pm")
    middle: int = 3

    def plain(self, text: str) -> str:
        """A typed text with the digits 0 to 9 and the hours 0 to 23, however they are written here."""
        plain = plain_signs(text).replace("٪", "%")
        if ":" not in plain:
            return plain
        morning, evening = self.halves
        names = "|".join(sorted({"am", "pm", re.escape(morning), re.escape(evening)}, key=len, reverse=True))
        return re.sub(rf"{_HALF_DAY} ?({names})(?!\w)", lambda found: _in_24_hours(found, {"pm", evening}), plain, flags=re.IGNORECASE)

    def month(self, name: str) -> int | None:
        """The number of a month by its name or the beginning of it."""
        plain = " ".join(word.rstrip(".") for word in name.casefold().split())
        if plain in self.months:
            return self.months[plain]
        return _MONTHS.index(plain[:3]) + 1 if plain[:3] in _MONTHS and _ENGLISH.fullmatch(plain) else None


_HALF_DAY = r"(?<!\d)(0?[1-9]|1[0-2])(:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)"
_ENGLISH = re.compile(
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?", re.IGNORECASE
)


def _in_24_hours(found: re.Match[str], evenings: set[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[3].casefold() in evenings else 0)
    return f"{hour}{found[2]}"


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
