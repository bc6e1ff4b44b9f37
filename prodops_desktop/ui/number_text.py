"""Reads figures as people type them."""

import math

from PySide6.QtCore import QLocale

from prodops_desktop.ui import formats

_FACTORS = {"k": 1e3, "m": 1e6, "b": 1e9}


def parse_figure(text: str, locale: QLocale | None = None) -> float | None:
    """A typed figure (“34”, “28%”, “$2.1M”, “−5”, “12,480”), its signs as in ``locale`` (the system's).

    None for an empty text; raises ValueError for anything else.
    """
    signs = locale or QLocale()
    if signs.language() == QLocale.Language.C:
        signs = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    cleaned = "".join(text.replace(formats.MINUS, "-").split())
    for sign in ("%", "$", "€", "£", "¥"):
        cleaned = cleaned.replace(sign, "")
    if not cleaned:
        return None
    factor = _FACTORS.get(cleaned[-1:].casefold())
    if factor is not None:
        cleaned = cleaned[:-1]
    whole, point, decimals = cleaned.partition(signs.decimalPoint())
    groups = whole.lstrip("+-").split(signs.groupSeparator())
    if len(groups) > 1 and not all(len(group) == 3 for group in groups[1:]):
        raise ValueError(text)
    value = float("".join([whole[: len(whole) - len(whole.lstrip("+-"))], *groups, "." if point else "", decimals])) * (factor or 1.0)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
