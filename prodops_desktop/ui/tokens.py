"""The one table of colours, sizes and type from which style sheet, palette, delegates and charts are drawn."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from prodops_desktop.ui.lengths import growing

GUTTER, CARD_PADDING, CARD_GAP, INSPECTOR_PADDING = 20, 13, 12, 16
CONTROL_RADIUS, CARD_RADIUS, DIALOG_RADIUS, BAR_RADIUS = 5, 8, 10, 3
MENU_HEIGHT, TOP_BAR_HEIGHT, TOOLBAR_HEIGHT, STATUS_HEIGHT = growing(28), growing(48), growing(44), growing(26)
RAIL_WIDTH, INSPECTOR_WIDTH, LIST_WIDTH = growing(76), growing(320), growing(250)
ROW_HEIGHT, ROW_HEIGHT_CONTROLS, HEADER_HEIGHT, TWO_LINE_ROW = growing(32), growing(38), growing(30), growing(55)
BUTTON_HEIGHT, SMALL_BUTTON_HEIGHT, INPUT_HEIGHT = growing(30), growing(26), growing(26)
ICON, RAIL_ICON = growing(16), growing(20)

ROLES: dict[str, tuple[int, int]] = {
    "caption": (11, 400),
    "meta": (12, 400),
    "header": (12, 500),
    "money": (12, 600),
    "body": (13, 400),
    "name": (13, 500),
    "section": (13, 600),
    "inspector": (15, 600),
    "page": (16, 600),
    "item": (18, 600),
    "kpi": (24, 600),
}
"""Pixels and weight of each role of type."""


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme as ``#RRGGBB`` (scrim: ``#AARRGGBB``), named as in the design language."""

    dark: bool
    window: str
    surface: str
    sunken: str
    field: str
    hover: str
    selected: str
    track: str
    line: str
    line_strong: str
    grid: str
    text: str
    text_2: str
    text_3: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_line: str
    bad: str
    bad_soft: str
    bad_fill: str
    warn: str
    warn_soft: str
    warn_fill: str
    good: str
    good_soft: str
    good_fill: str
    prior: str
    ghost: str
    scrim: str
    other: str
    categorical: tuple[str, ...]
    sequential: tuple[str, ...]

    def colour(self, name: str) -> str:
        """The colour called ``name``; raises KeyError for a name that is no token."""
        value = vars(self).get(name)
        if not isinstance(value, str):
            raise KeyError(name)
        return value


LIGHT = Tokens(
    dark=False,
    window="#F4F5F7",
    surface="#FFFFFF",
    sunken="#F7F8FA",
    field="#FFFFFF",
    hover="#F1F3F6",
    selected="#E9EEFC",
    track="#E4E7EC",
    line="#E5E8EC",
    line_strong="#CDD2DA",
    grid="#ECEEF2",
    text="#171A21",
    text_2="#4A5260",
    text_3="#646C7A",
    disabled="#A3AAB5",
    accent="#3553CC",
    accent_hover="#2A44AD",
    on_accent="#FFFFFF",
    accent_line="#B7C4F2",
    bad="#B93227",
    bad_soft="#FBEBE9",
    bad_fill="#D9534A",
    warn="#8F5200",
    warn_soft="#FCF2DF",
    warn_fill="#E0A12B",
    good="#1C7048",
    good_soft="#E5F3EB",
    good_fill="#3C9D6C",
    prior="#9AA2AF",
    ghost="#C9CED7",
    scrim="#52000000",
    other="#8A93A1",
    categorical=("#3553CC", "#CF801C", "#155E54", "#CF2F88", "#2B97DF", "#5A4E1B"),
    sequential=("#EEF2FD", "#D5DEFA", "#AFC0F4", "#8098E6", "#5673D9", "#3450BF"),
)

DARK = Tokens(
    dark=True,
    window="#15171B",
    surface="#1B1E23",
    sunken="#20242A",
    field="#16191D",
    hover="#252A31",
    selected="#263157",
    track="#343A44",
    line="#2B3038",
    line_strong="#434A56",
    grid="#282D35",
    text="#ECEEF2",
    text_2="#B4BBC7",
    text_3="#969EAC",
    disabled="#5D6572",
    accent="#8EA4FF",
    accent_hover="#A6B7FF",
    on_accent="#10131C",
    accent_line="#46579A",
    bad="#FF8F85",
    bad_soft="#3A2322",
    bad_fill="#E5675D",
    warn="#F0BB57",
    warn_soft="#352A16",
    warn_fill="#D99A2B",
    good="#66CB97",
    good_soft="#1A3127",
    good_fill="#46A877",
    prior="#6F7785",
    ghost="#4A515D",
    scrim="#80000000",
    other="#8E96A4",
    categorical=("#8EA4FF", "#C4812F", "#40E3C2", "#D54B9C", "#76C4EB", "#D8C766"),
    sequential=("#20263C", "#283359", "#34457D", "#465CA6", "#6179D0", "#8EA4FF"),
)


@cache
def with_more_contrast(tokens: Tokens) -> Tokens:
    """The same theme with lines that can't be overlooked (3:1 at least) and texts at 7:1 at least."""
    stronger = _STRONGER_DARK if tokens.dark else _STRONGER_LIGHT
    return replace(tokens, **stronger)


_STRONGER_LIGHT: dict[str, Any] = {
    "line": "#80889A",
    "line_strong": "#4A5260",
    "grid": "#CDD2DA",
    "text": "#000000",
    "text_2": "#22262F",
    "text_3": "#363D49",
    "disabled": "#646C7A",
    "accent": "#2139A6",
    "accent_hover": "#172A80",
    "accent_line": "#6F86DC",
    "bad": "#861D14",
    "warn": "#613700",
    "good": "#0C4A2C",
    "prior": "#5A6270",
    "ghost": "#80889A",
}
_STRONGER_DARK: dict[str, Any] = {
    "line": "#7A8292",
    "line_strong": "#B4BBC7",
    "grid": "#434A56",
    "text": "#FFFFFF",
    "text_2": "#ECEEF2",
    "text_3": "#CDD2DA",
    "disabled": "#969EAC",
    "accent": "#B7C4FF",
    "accent_hover": "#D0D9FF",
    "accent_line": "#6478C8",
    "bad": "#FFB9B2",
    "warn": "#FFD48A",
    "good": "#8CE8B8",
    "prior": "#A3AAB5",
    "ghost": "#7A8292",
}
