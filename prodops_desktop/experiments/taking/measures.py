"""Reads figures of experiments as sheets write them, “50%”, 0.5, “+3.5 pt”, and writes them so that they read back."""

import contextlib
import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from prodops_desktop.experiments.model import PERCENT, POINTS
from prodops_desktop.intake.numbers import plain_of, read_number

_WRITTEN = re.compile(r"(?P<sign>[-+−–±]?)\s*(?P<digits>(?:\d[\d.,'’  ]*|[.,]\d+)(?:[eE][-+]?\d{1,3})?)\s*(?P<unit>[^\d]*)")
_PLAIN = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")
_PERCENTS = (
    "%|percent|pct|prozent|pourcent|porciento|%relative|%rel|relative|rel|%relativ|relativ|%relatif|relatif|%relativo|relativo"
    "|percentrelative|relativepercent|%ofbaseline|%lift"
)
_POINT_NAMES = (
    "pt|pts|pp|pps|ppt|ppts|point|points|percentagepoint|percentagepoints|percentpoint|percentpoints|%point|%points|%pt|%pts|%pp"
    "|prozentpunkt|prozentpunkte|prozentpunkten|punkt|punkte|pkt|%punkte|pointdepourcentage|pointsdepourcentage|punto|puntos"
    "|puntosporcentuales|%abs|%absolute|abs|absolute|%absolut|absolut|%absolu|absolu|unit|units|einheit|einheiten|unite|unites"
)
_UNITS = {**dict.fromkeys(_PERCENTS.split("|"), PERCENT), **dict.fromkeys(_POINT_NAMES.split("|"), POINTS)}
_POINTS_IN_HEADER = re.compile(r"\b(?:pts?|pps?|ppts?|points?|punkte?|prozentpunkte?|puntos?|abs(?:olute)?)\b", re.IGNORECASE)
_PER_CENT_IN_HEADER = re.compile(r"%|\b(?:per ?cent|pct|prozent|pour ?cent|por ?ciento)\b", re.IGNORECASE)
_CONFIDENCE = re.compile(r"confian|confidence|konfidenz", re.IGNORECASE)
_DECIMALS = 10
"""Times 100, 0.07 is 7.000000000000001: shares are rounded to so many decimals."""


class Measured(NamedTuple):
    """A number with its sign and what stands behind it: PERCENT, POINTS, another unit's word, or nothing."""

    value: float
    unit: str
    sign: str


class Least(NamedTuple):
    """The least effect that an experiment has to see, and how it is counted."""

    value: float
    measure: str


def measured(text: str) -> Measured:
    """A number and its unit, such as “+3.5 pt”, “10 %”, “3,5 Prozentpunkte” or “-240 ms”; raises ValueError when it is none."""
    found = _WRITTEN.fullmatch(" ".join(text.split()))
    if found is None:
        raise ValueError(text)
    digits = found["digits"].strip()
    number = None if _PLAIN.fullmatch(digits) else read_number(digits)
    if number is None and not _PLAIN.fullmatch(digits):
        raise ValueError(text)
    value = float(number.plain if number else digits)
    if not math.isfinite(value):
        raise ValueError(text)
    sign = found["sign"].replace("−", "-").replace("–", "-").replace("±", "")
    return Measured(-value if sign == "-" else value, _unit(found["unit"]), sign)


def _unit(written: str) -> str:
    word = re.sub(r"[\s.\-()]", "", written.casefold().replace("é", "e"))
    return _UNITS.get(word, word)


def as_its_column(text: str, header: str, column: Iterable[float]) -> str:
    """A bare number with the % that its column leaves out: a 1 among numbers such as 5 is 1 %, and under “MDE (%)” 0.5 is 0.5 %.

    ``column`` are the bare numbers of the whole column. One that has none over 1 holds parts of one, whatever its header says.
    """
    try:
        value, unit, _ = measured(text)
    except ValueError:
        return text
    is_meant = abs(value) == 1 or bool(_PER_CENT_IN_HEADER.search(header))
    return f"{text}%" if not unit and is_meant and any(abs(number) > 1 for number in column) else text


def bare_numbers(texts: Iterable[str]) -> frozenset[float]:
    """The numbers among texts that have no unit."""
    found = set()
    for text in texts:
        with contextlib.suppress(ValueError):
            value, unit, _ = measured(text)
            if not unit:
                found.add(value)
    return frozenset(found)


def read_share(text: str) -> float:
    """Per cent from “50%”, “50 %”, 50 or 0.5: up to 1 a number without a sign is a share of one. Raises ValueError."""
    found = measured(text)
    if found.unit not in ("", PERCENT):
        raise ValueError(text)
    return found.value if found.unit else _as_per_cent(found.value)


def read_alpha(text: str, header: str = "") -> float:
    """The error that is put up with, in per cent; a column headed “Confidence” says how far it is from 100. Raises ValueError."""
    share = read_share(text)
    return round(100 - share, _DECIMALS) if _CONFIDENCE.search(header) else share


def read_baseline(text: str, *, mean: bool) -> float:
    """The baseline of a share in per cent, from “22.0%”, 22 or 0.22, or of a ``mean`` in its own unit. Raises ValueError."""
    found = measured(text)
    if mean or found.unit == PERCENT:
        return found.value
    if found.unit:
        raise ValueError(text)
    return _as_per_cent(found.value)


def read_effect(text: str, *, mean: bool, header: str = "") -> Least:
    """The least effect, without its sign: “+3.5 pt”, “3.5pp”, “10%”, 10 or 0.1, the last three in per cent of the baseline.

    A bare number is in points where the header says so, as in “MDE (pp)”; any other unit is one of a ``mean``. Raises ValueError.
    """
    value, unit, _ = measured(text)
    value = abs(value)
    if unit in (PERCENT, POINTS):
        return Least(value, unit)
    if unit and not mean:
        raise ValueError(text)
    if unit or _POINTS_IN_HEADER.search(header):
        return Least(value, POINTS)
    return Least(_as_per_cent(value), PERCENT)


def read_correlation(text: str) -> float:
    """A correlation from 0 to 1: “0.05” or “5 %”. Raises ValueError."""
    found = measured(text)
    if found.unit not in ("", PERCENT):
        raise ValueError(text)
    return found.value / 100 if found.unit else found.value


def read_quantity(text: str) -> float:
    """A number, whatever its unit. Raises ValueError."""
    return measured(text).value


def write_number(value: float) -> str:
    """The shortest digits that are this number."""
    return plain_of(float(value))


def write_share(value: float | None) -> str | None:
    """Per cent as text: “50%”."""
    return None if value is None else f"{write_number(value)}%"


def write_baseline(value: float | None, *, mean: bool) -> str | None:
    """A baseline: “22%” of a share, “4.2” of a mean."""
    return None if value is None else write_number(value) if mean else write_share(value)


def write_effect(least: Least | None) -> str | None:
    """A least effect: “10%” or “3.5 pt”."""
    if least is None:
        return None
    return f"{write_number(least.value)}{'%' if least.measure == PERCENT else ' pt'}"


def _as_per_cent(value: float) -> float:
    return round(100 * value, _DECIMALS) if abs(value) <= 1 else value
