"""Figures as words, the same in a sentence to copy, a headline and a board pack: English, true minus, unit always with the number."""

import math
from dataclasses import dataclass

from prodops_desktop.metrics.periods import day_text, period_text
from prodops_desktop.work.amounts import shortened, sign_of
from prodops_desktop.work.said import Said

_NOUNS = {"nps": "response"}


def value_text(value: float, unit: str, currency: str | None = None, *, decimals: int | None = None) -> str:
    """A value with its unit: “34.0”, “$18.04M”, “12,480”, “31%”, “12.50 h”; ``decimals`` fixes them but for money."""
    if unit == "money":
        return money_text(value, currency or "")
    if unit == "score":
        return minus(f"{value:,.{1 if decimals is None else decimals}f}")
    if unit == "percent":
        return percent_text(value, decimals)
    if unit == "hours":
        return f"{minus(number_text(value))} h"
    return minus(number_text(value) if decimals is None else f"{value:,.{decimals}f}")


def figure_text(value: float, margin: float | None, unit: str, currency: str | None = None, *, decimals: int | None = None) -> str:
    """A value with its margin where it has one: “34.0 ± 6.0”."""
    text = value_text(value, unit, currency, decimals=decimals)
    return text if margin is None else f"{text} ± {value_text(margin, unit, currency, decimals=decimals)}"


def percent_text(points: float, decimals: int | None = None) -> str:
    """Percent points: “31%” and “31.4%”, with the decimals that the window shows."""
    places = decimals if decimals is not None else 0 if float(points).is_integer() else 1
    return f"{minus(f'{points:,.{places}f}')}%"


def number_text(value: float) -> str:
    """A number with thousands, and as many decimals as say something: “12,480”, “3.14”, “0.0312”."""
    if abs(value) >= 1e15:  # beyond what a float counts exactly
        return f"{value:.4g}"
    if value == int(value):
        return f"{value:,.0f}"
    if abs(value) >= 1:
        return f"{value:,.2f}"
    return f"{value:.{min(12, 2 - math.floor(math.log10(abs(value))))}f}"


def money_text(value: float, currency: str) -> str:
    """An amount as one says it: “$18.04M”, “$548k”, “€1,250”, “CHF 12k”."""
    scaled, decimals, letter = shortened(abs(value))
    return f"{'−' if value < 0 else ''}{sign_of(currency)}{scaled:,.{decimals}f}{letter}"


def change_text(change: float, base: float, unit: str) -> str:
    """A difference for a sentence: “+2.9 points”, or of an amount or count “+4.2%”, “18.8-fold”."""
    if unit == "score":
        return f"{signed(change, 1)} points"
    if unit == "percent":
        return f"{signed(change, 1)} percentage points"
    if base > 0 and change > 2 * base:
        return fold_text((base + change) / base)
    return f"{signed(100 * change / abs(base), 1)}%" if base else f"{'+' if change > 0 else ''}{minus(number_text(change))}"


def fold_text(ratio: float) -> str:
    """How many times as large: “3.4-fold”, “87-fold”."""
    return f"{f'{ratio:,.1f}'.removesuffix('.0') if ratio < 20 else f'{ratio:,.0f}'}-fold"


def signed(value: float, decimals: int) -> str:
    """A number that always has its sign; what rounds to nothing has none."""
    text = f"{value:+,.{decimals}f}"
    return minus(text) if float(text.replace(",", "")) else text[1:]


def minus(text: str) -> str:
    """The text with a true minus."""
    return text.replace("-", "−")


def rows_noun(measure: str, n: int) -> str:
    """What ``n`` counts: “612 responses”, “1 row”."""
    noun = _NOUNS.get(measure, "row")
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


@dataclass(frozen=True)
class Day:
    """An ISO day: “20 Nov 2026”."""

    iso: str

    def __str__(self) -> str:
        """It in English."""
        return day_text(self.iso)


@dataclass(frozen=True)
class Period:
    """A period of a series: “Q4 2026”."""

    name: str

    def __str__(self) -> str:
        """It in English."""
        return period_text(self.name)


@dataclass(frozen=True)
class Amount:
    """A value with its unit: “$18.04M”."""

    value: float
    unit: str
    currency: str | None

    def __str__(self) -> str:
        """It in English."""
        return value_text(self.value, self.unit, self.currency)


def joined(first: str, second: str) -> str:
    """Two notes one after the other; either can be empty."""
    return Said("{first}; {second}", first=first, second=second) if first and second else first or second
