"""Reads figures as people type them."""

import math

from PySide6.QtCore import QLocale

from prodops_desktop.ui import formats, region
from prodops_desktop.work.folding import plain_signs

_APOSTROPHES = "'’"
"""Between thousands they mean nothing else anywhere."""
_FACTORS = {"k": 1e3, "m": 1e6, "b": 1e9}


def parse_figure(text: str, locale: QLocale | None = None) -> float | None:
    """A typed figure (“34”, “28%”, “$2.1M”, “−5”, “12,480”), its signs as figures are written here, or in ``locale``.

    None for an empty text; raises ValueError for anything else.
    """
    ways = region.ways() if locale is None else region.resolve(region.Choice(), locale)
    cleaned = plain_signs(text.replace(formats.MINUS, "-")).replace(" ", "").replace("٪", "%")
    for sign in _APOSTROPHES:
        cleaned = cleaned.replace(sign, ways.group)
    for sign in ("%", "$", "€", "£", "¥"):
        cleaned = cleaned.replace(sign, "")
    if not cleaned:
        return None
    factor = _FACTORS.get(cleaned[-1:].casefold())
    if factor is not None:
        cleaned = cleaned[:-1]
    whole, point, decimals = cleaned.partition(ways.point)
    groups = whole.lstrip("+-").split(ways.group)
    if len(groups) > 1 and not _are_thousands(groups, ways):
        raise ValueError(text)
    value = float("".join([whole[: len(whole) - len(whole.lstrip("+-"))], *groups, "." if point else "", decimals])) * (factor or 1.0)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def read_count(text: str) -> int | None:
    """A whole number from 0 on, None for nothing; raises ValueError."""
    between = f"{region.ways().group} {_APOSTROPHES}"
    if not all(sign.isdecimal() or sign in between for sign in plain_signs(text)):
        raise ValueError(text)
    if parse_figure(text) is None:
        return None
    return int("".join(sign for sign in plain_signs(text) if sign.isdecimal()))


def _are_thousands(groups: list[str], ways: region.Ways) -> bool:
    """Whether the digits are parted as figures are written: by threes, and in India by twos before the last three."""
    middle = len(ways.locale.toString(1e7, "f", 0).split(ways.locale.groupSeparator())[1]) if ways.by_locale else 3
    return len(groups[-1]) == 3 and all(len(group) == middle for group in groups[1:-1])
