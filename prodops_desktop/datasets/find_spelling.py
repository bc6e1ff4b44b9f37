"""What somebody looks for as it is shown, in the spelling in which it is stored: “1,037.5” as 1037.5, “10 Mar 2026” as 2026-03-10."""

import re

from prodops_desktop.datasets.filter_days import day_prefix
from prodops_desktop.datasets.filter_spans import Habits
from prodops_desktop.work.folding import plain_signs

_CURRENCY = re.compile(r"^([-−]?)\s*(?:[$€£¥]|[a-z]{3}\b)\s*|\s*(?:[$€£¥]|\b[a-z]{3})$", re.IGNORECASE)
_ONE_DIGIT_HOUR = re.compile(r"(?<![\d:])\d:")


def spellings(text: str, habits: Habits) -> tuple[str, ...]:
    """The other spelling that a number or a day is stored in; none where a text is no part of one, or stored as it is typed."""
    plain = habits.plain(text)
    found = day_prefix(plain, habits) or _number(plain, habits) or _stored(plain, text)
    return (found,) if found and found != text else ()


def _stored(plain: str, text: str) -> str | None:
    """The digits and the hours as they are stored, where they are typed in another way."""
    typed = " ".join(text.split())
    if plain == typed:
        return None
    return plain if plain == plain_signs(typed) else _ONE_DIGIT_HOUR.sub(r"0\g<0>", plain)


def _number(text: str, habits: Habits) -> str | None:
    """A number or its beginning without currency, thousands and spaces."""
    figures = _CURRENCY.sub(r"\1", text, count=1).replace("−", "-")
    shape = re.compile(rf"-?\d+(?:[{re.escape(habits.group)}'’ ]\d+)*(?:{re.escape(habits.point)}\d*)? ?%?")
    if not shape.fullmatch(figures):
        return None
    whole, point, rest = figures.partition(habits.point)
    return re.sub(r"[^-\d%]", "", whole) + ("." if point else "") + rest.replace(" ", "")
