"""Reads the number formats of a workbook, which say of a number whether it is a day, a share, an amount, or just a number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from prodops_desktop.intake.currencies import currency_of_format
from prodops_desktop.intake.readers.markup import LOCAL, Attributes, local_attributes, parsed
from prodops_desktop.intake.readers.serials import BUILT_IN, Shown, shown_by, zeros_of
from prodops_desktop.intake.readers.zipped import Archive, PartBrokenError

_PERCENT = {9: "0%", 10: "0.00%"}
_MONEY = dict.fromkeys((5, 6, 7, 8, 42, 44), "$#,##0.00")
_SAID = re.compile(r'"[^"]*"?|\\.')
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_SIGNS = "€$£¥₹"
_CODES = re.compile(r"\b[A-Z]{3}\b")


@dataclass(frozen=True)
class Styles:
    """What each style of cells shows a number as, and the styles that show a share or an amount; ``whole`` unless the part broke off."""

    shown: tuple[Shown, ...] = ()
    percents: frozenset[int] = frozenset()
    money: frozenset[int] = frozenset()
    currencies: Mapping[int, str] = field(default_factory=dict)
    """The styles that name a currency, with its ISO code."""
    zeros: Mapping[int, int] = field(default_factory=dict)
    """The styles that fill numbers up with zeros in front, as 00000 does, with the digits that they show."""
    whole: bool = True


def read_styles(archive: Archive, part: str | None) -> Styles:
    """The styles in ``part``; none when there is no such part."""
    if part is None:
        return Styles()
    found = _Formats()
    whole = True
    try:
        for _ in parsed(archive.pieces(part), found.start, found.end):
            pass
    except PartBrokenError:
        whole = False
    codes = [found.codes.get(number) or _PERCENT.get(number) or _MONEY.get(number, "") for number in found.styles]
    return Styles(
        tuple(shown_by(found.codes[number]) if number in found.codes else BUILT_IN.get(number, Shown.NUMBER) for number in found.styles),
        frozenset(style for style, code in enumerate(codes) if "%" in _SAID.sub("", code)),
        frozenset(style for style, code in enumerate(codes) if _is_money(code)),
        {style: named for style, number in enumerate(found.styles) if (named := currency_of_format(found.codes.get(number, "")))},
        {style: zeros for style, code in enumerate(codes) if (zeros := zeros_of(code))},
        whole,
    )


class _Formats:
    """Gathers the formats and the styles of cells, not those of conditions or of named styles."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self._group = ""

    def start(self, name: str, attributes: Attributes) -> None:
        tag = LOCAL[name]
        if tag in ("numFmts", "cellXfs"):
            self._group = tag
        elif tag == "numFmt" and self._group == "numFmts":
            known = local_attributes(attributes)
            self.codes[_number(known.get("numFmtId"))] = known.get("formatCode", "")
        elif tag == "xf" and self._group == "cellXfs":
            self.styles.append(_number(local_attributes(attributes).get("numFmtId")))

    def end(self, name: str) -> None:
        if LOCAL[name] == self._group:
            self._group = ""


def _number(written: str | None) -> int:
    try:
        return int(written or 0)
    except ValueError:
        return 0


def _is_money(code: str) -> bool:
    """Whether a format shows a currency: a sign anywhere, or its three letters where the format names the currency."""
    plain = _CURRENCY.sub(r" \1 ", code)
    return any(sign in plain for sign in _SIGNS) or any(_CODES.fullmatch(named.strip()) for named in _CURRENCY.findall(code))
