"""Reads the figures of RICE as sheets write them: “8 wks”, “1 month 2 weeks”, “1,200 h”, “80 %”, 0.8, “high”, “Tier 1”."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from prodops_desktop.errors import UserError
from prodops_desktop.intake.numbers import read_number
from prodops_desktop.roadmap.model import CONFIDENCES, IMPACTS, TIERS
from prodops_desktop.roadmap.taking import words

_NUMBER = re.compile(r"[~≈]?\s*(?P<number>\d+(?:[.,]\d+)?|[.,]\d+)\s*(?P<rest>.*)", re.DOTALL)
_LEADING = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?:[x×]|[-–—:=(]\s*(?!\d).*)?", re.DOTALL)
_TIER = re.compile(r"(?:tier|t|level|class|stufe|niveau|nivel)?\s*(?P<number>[1-3])\s*(?:[-–—:(].*)?", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_UNITS = {
    12 / 2080: "h|hr|hrs|hour|hours|stunde|stunden|std|heure|heures|hora|horas",
    12 / 260: "d|day|days|pd|md|tag|tage|tagen|personentag|personentage|pt|jour|jours|día|días|dia|dias",
    12 / 52: "w|wk|wks|week|weeks|pw|woche|wochen|personenwoche|personenwochen|semaine|semaines|sem|semana|semanas",
    1.0: "m|mo|mos|mth|mths|month|months|pm|mm|monat|monate|monaten|personenmonat|personenmonate|mois|mes|meses",
    3.0: "q|quarter|quarters|quartal|quartale|trimestre|trimestres",
    12.0: "y|yr|yrs|year|years|py|jahr|jahre|personenjahr|personenjahre|ans|année|années|año|años",
}
_MONTHS_IN = {word: months for months, names in _UNITS.items() for word in names.split("|")}
"""Person-months in each unit: a year has 52 weeks, 260 working days, or 2,080 hours."""
_GROUPED = r"\d+(?:[ \u00a0\u202f\u2009'’.,]\d{3})*(?!\d)(?:[.,]\d+)?|\d+[.,]\d+|[.,]\d+"
_AMOUNT = re.compile(rf"(?P<number>{_GROUPED})\s*(?P<rest>\D*)")
_PART = re.compile(
    rf"(?P<number>{_GROUPED})\s*(?:(?:person|man|team|work|working)[\s-]+)?(?P<unit>[^\W\d_]+)\.?\s*(?:[,;+&]|(?:and|und|et|y)\b)?\s*",
    re.IGNORECASE,
)
_TIMES = frozenset(["x", "per", "pro", "je", "par", "por", "each", "every", "to", "or", "bis", "oder", "ou", "o"])
_PLACES = 2
_NO_SUM = "a range or a product is not one figure, and a sum is written as “1 month 2 weeks”"


class Effort(NamedTuple):
    """An effort in person-months; ``has_unit`` says whether cell or header name a unit.

    ``open_sign`` is the sign in a number such as 1,000, which could stand between thousands as well as before decimals.
    """

    months: float
    has_unit: bool
    open_sign: str = ""


def read_effort(text: str, header: str, decimal: str = ".") -> Effort:
    """An effort such as “8 wks”, “1,200 h” or “1 month 2 weeks”; a bare number is in the unit of the header, else in months.

    ``decimal`` is the sign before decimals where a number leaves that open. Raises ValueError for what is no effort, and UserError for
    several figures that are no sum: a range or a product.
    """
    said = text.strip().lstrip("~≈").strip()
    found = _AMOUNT.fullmatch(said)
    if found is None:
        return _sum(said, decimal)
    (number, sign), rest = _read(found["number"], decimal), found["rest"].strip()
    if "×" in rest or "*" in rest or not _TIMES.isdisjoint(_WORD.findall(rest.casefold())):
        raise UserError(_NO_SUM)
    unit = _unit(rest, shortest=1) if rest else _unit(header, shortest=2)
    if unit is None and rest:
        raise ValueError(text)
    return Effort(round(number * (unit or 1.0), _PLACES) if unit not in (None, 1.0) else number, unit is not None, sign)


def _sum(text: str, decimal: str) -> Effort:
    """The sum of numbers that have a unit each, as in “1 month, 2 weeks and 3 days”."""
    months, signs, at = 0.0, "", 0
    while at < len(text):
        part = _PART.match(text, at)
        unit = _MONTHS_IN.get(part["unit"].casefold()) if part is not None else None
        if part is None or unit is None:
            if len(re.findall(_GROUPED, text)) > 1 and text[0].isdigit():
                raise UserError(_NO_SUM)
            raise ValueError(text)
        number, sign = _read(part["number"], decimal)
        months, signs, at = months + number * unit, signs or sign, part.end()
    if not text:
        raise ValueError(text)
    return Effort(round(months, _PLACES), has_unit=True, open_sign=signs)


def _read(digits: str, decimal: str) -> tuple[float, str]:
    """A number, and the sign in it where that can be read in two ways."""
    written = read_number(digits, decimal)
    if written is None:
        raise ValueError(digits)
    sign = next((sign for sign in ",." if sign in digits), "") if written.ambiguous else ""
    return float(written.plain), sign


def decimal_sign(texts: Iterable[str]) -> str:
    """The sign before decimals in a column of efforts, as far as one of them can’t be read otherwise; empty where all leave it open."""
    signs: Counter[str] = Counter()
    for text in texts:
        found = (read_number(digits) for digits in re.findall(_GROUPED, text))
        signs.update(written.votes for written in found if written is not None and written.votes)
    return max(signs, key=lambda sign: signs[sign], default="")


def _unit(text: str, *, shortest: int) -> float | None:
    """The person-months in the unit that the last word of a text names, which may stand behind others: “person-weeks”."""
    known = [word for word in _WORD.findall(text.casefold()) if len(word) >= shortest and word in _MONTHS_IN]
    return _MONTHS_IN[known[-1]] if known else None


def read_confidence(text: str) -> float:
    """Per cent from “80 %”, 80, 0.8 or “medium”. Raises ValueError."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return words.meaning(words.CONFIDENCE, text)
    number, rest = _float(found["number"]), found["rest"].strip()
    if rest not in ("", "%"):
        raise ValueError(text)
    return round(number * 100, _PLACES) if not rest and number <= 1 else number


def allowed_confidence(per_cent: float) -> float | None:
    """The confidence among those that there are: itself, else the next lower one; None below all of them, and for over 100 %."""
    return None if per_cent > max(CONFIDENCES) else max((one for one in CONFIDENCES if one <= per_cent), default=None)


def read_impact(text: str) -> float:
    """An impact from a word such as “high”, or from a number as in “2”, “2x” or “2 - high”. Raises ValueError."""
    found = _LEADING.fullmatch(text.strip())
    if found is None:
        return words.meaning(words.IMPACT, text)
    number = _float(found["number"])
    if number not in IMPACTS:
        raise ValueError(text)
    return number


def read_tier(text: str) -> int:
    """The tier of a launch from “Tier 1”, “T1”, 1 or “major”. Raises ValueError."""
    found = _TIER.fullmatch(text.strip())
    tier = int(found["number"]) if found is not None else words.meaning(words.TIER, text)
    assert tier in TIERS
    return tier


def _float(digits: str) -> float:
    return float(digits.replace(",", "."))
