"""How a pack looks in Excel: colours of the design language's light theme, fonts, and the number format of each unit."""

from typing import Any

from prodops_desktop.work.amounts import sign_of

ACCENT = "#3553CC"
TEXT = "#171A21"
TEXT_2 = "#4A5260"
TEXT_3 = "#646C7A"
LINE = "#E5E8EC"
GRID = "#ECEEF2"
SUNKEN = "#F7F8FA"
PRIOR = "#9AA2AF"
GHOST = "#C9CED7"
GOOD = "#1C7048"
BAD = "#B93227"

FONT = "Calibri"
ROW_PX = 21
"""The height of a row of 16 points."""


class Styles:
    """Cell formats by their properties, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **properties: Any) -> Any:
        """The format with these properties over the pack's own font."""
        whole = {"font_name": FONT, "font_size": 10, "font_color": TEXT, "valign": "vcenter", **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]

    def headline(self) -> Any:
        """The conclusion, at the top of a sheet."""
        return self.get(font_size=20, bold=True, text_wrap=True, valign="top")

    def subtitle(self) -> Any:
        """The line under the conclusion."""
        return self.get(font_size=12, font_color=TEXT_2, text_wrap=True, valign="top")

    def section(self) -> Any:
        """The head of a part of a sheet."""
        return self.get(bold=True, font_size=11)

    def label(self, *, right: bool = False, indent: int = 0) -> Any:
        """The head of a table's column."""
        return self.get(
            font_color=TEXT_2,
            bold=True,
            bg_color=SUNKEN,
            bottom=1,
            bottom_color=PRIOR,
            align="right" if right else "left",
            text_wrap=True,
            indent=indent,
        )

    def caption(self) -> Any:
        """Small print."""
        return self.get(font_size=9, font_color=TEXT_3)

    def cell(self, **properties: Any) -> Any:
        """A cell of a table: separated from the next row by a hair line."""
        return self.get(bottom=1, bottom_color=LINE, **properties)

    def link(self, **properties: Any) -> Any:
        """A link inside the pack."""
        return self.get(font_color=ACCENT, underline=0, **properties)


def number_format(unit: str, currency: str | None, *, whole: bool = True) -> str:
    """Excel's format of a unit, with a true minus; ``whole`` leaves out the decimals of plain numbers."""
    plain = "#,##0" if whole else "#,##0.00"
    digits = {"score": "0.0", "percent": '0.0"%"', "hours": '#,##0.0" h"', "count": "#,##0", "number": plain}.get(unit)
    if digits is None:
        digits = _money(currency, "#,##0" if whole else "#,##0.00")
    return _signed(digits)


def tile_format(value: float, unit: str, currency: str | None, *, whole: bool = True) -> str:
    """The format of a large figure: money in thousands or millions, the number behind it untouched."""
    if unit == "money" and abs(value) >= 10_000:
        millions = abs(value) >= 999_500
        return _signed(_money(currency, '0.00,,"M"' if millions else '0,"k"'))
    return number_format(unit, currency, whole=whole)


def change_format(unit: str) -> str:
    """The format of a change: points for rates, a share of the earlier value for the rest."""
    return '+0.0;"−"0.0;0.0' if unit in ("score", "percent") else '+0.0%;"−"0.0%;0.0%'


def _money(currency: str | None, digits: str) -> str:
    symbol = sign_of(currency or "")
    return f'"{symbol}"{digits}' if symbol and '"' not in symbol else digits


def _signed(digits: str) -> str:
    return f'{digits};"−"{digits};{digits}'
