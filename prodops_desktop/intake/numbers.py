"""Numbers as people write them: currency signs, groups, decimal commas, brackets, per cent; and back to the very same text."""

import json
import re
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from prodops_desktop.intake.currencies import CURRENCIES, MONEY, code_of

__all__ = ["CURRENCIES", "PLAIN", "NumberForm", "Written", "form_from_record", "plain_of", "read_nil", "read_number"]
_SPACES = " \u00a0\u202f\u2009\u2007"
_DASHES = "-–—"
_LONGEST = 400
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+−–][{_SPACES}]?)?(?P<before>(?:{MONEY})[{_SPACES}]?)?(?:(?P<sign2>[-−–])|(?P<inner>\())?"
    rf"(?P<digits>\d(?:[\d.,'’{_SPACES}]*[\d.,])?|[.,]\d+)(?P<power>[eE][-+]?\d{{1,3}})?(?P<dash>(?<=[.,])[{_DASHES}]{{1,2}})?"
    rf"(?P<end>\)(?=[{_SPACES}]?(?:%|{MONEY})))?(?P<after>[{_SPACES}]?(?:%|{MONEY}))?"
    rf"(?P<side>[{_SPACES}]?(?:CR|DR|Cr|Dr)\.?)?(?P<trail>-)?(?P<close>\))?"
)
_NIL = re.compile(rf"(?P<before>(?:{MONEY})[{_SPACES}]*)?[{_DASHES}]{{1,2}}(?P<after>[{_SPACES}]*(?:{MONEY}))?")
"""How the accounting format writes an amount of zero."""
_GROUPED = {sign: re.compile(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+") for sign in ".,'’" + _SPACES}
_LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_SIMPLE = re.compile(r"(-?)([0-9]{1,300})(?:\.([0-9]+))?")


@dataclass(frozen=True)
class NumberForm:
    """How a number is written; ``places`` None means its shortest form. ``render`` gives the text back.

    ``negative`` is the minus sign, or "(" for brackets around all, "in(" for brackets around the digits alone, "trail" for a minus behind,
    "in" and a sign behind the currency, "end" and what stands behind amounts below zero in the place of ``after``. ``plus``: above zero it
    has a sign too. ``lakhs``: 12,34,567.
    """

    before: str = ""
    after: str = ""
    group: str = ""
    decimal: str = "."
    places: int | None = None
    negative: str = "-"
    plus: bool = False
    lakhs: bool = False

    def render(self, plain: str) -> str:
        """The text for a number given as plain digits such as "-1234.5"."""
        if "e" in plain:  # the shortest way to write what is very large or very small
            return plain
        minus = plain.startswith("-")
        whole, _, fraction = plain.lstrip("-").partition(".")
        fraction = fraction.rstrip("0") if self.places is None else fraction.ljust(self.places, "0")
        if self.group:
            whole = self._grouped(whole)
        body = whole + (self.decimal + fraction if fraction else "")
        if not minus:
            sign = "+" if self.plus and body.strip("0.,") else ""
            return sign + self.before + body + self.after
        if self.negative == "(":
            return f"({self.before}{body}{self.after})"
        if self.negative == "in(":
            return f"{self.before}({body}){self.after}"
        if self.negative == "trail":
            return f"{self.before}{body}{self.after}-"
        if self.negative.startswith("in"):
            return f"{self.before}{self.negative[2:]}{body}{self.after}"
        if self.negative.startswith("end"):
            return f"{self.before}{body}{self.negative[3:]}"
        return f"{self.negative}{self.before}{body}{self.after}"

    def _grouped(self, whole: str) -> str:
        if not self.lakhs or len(whole) < 6:
            return f"{int(whole):,}".replace(",", self.group)
        head = whole[:-3]
        pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)]
        return self.group.join([*reversed(pairs), whole[-3:]])

    def record(self) -> str | None:
        """The form as text for the catalogue; None for the plain shortest form."""
        return None if self == PLAIN else json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


PLAIN = NumberForm()


@cache
def _plain_form(places: int) -> NumberForm:
    return NumberForm(places=places)


class Written(NamedTuple):
    """A text taken apart as a number: ``plain`` digits, its form, and whether its one separator could mean either thing.

    ``votes`` is the decimal sign that it is evidence for. ``side`` is the credit or debit mark behind it, as it is written: which of the
    two is below zero only its column tells. ``coded``: digits with a bare exponent, such as 12E5, which may be a code. ``dashed``: a dash
    that stands for an amount of zero.
    """

    plain: str
    form: NumberForm
    currency: str | None
    percent: bool
    ambiguous: bool
    votes: str
    side: str = ""
    coded: bool = False
    dashed: bool = False

    @property
    def debit(self) -> bool:
        """Whether its mark says debit."""
        return "d" in self.side.lower()


def read_number(text: str, decimal: str = ".") -> Written | None:
    """Take ``text`` (trimmed) apart; ``decimal`` decides what is ambiguous, such as "1.250". None when it is no number."""
    simple = _SIMPLE.fullmatch(text)
    if simple is not None:
        fraction = simple[3] or ""
        if len(fraction) != 3 or len(simple[2]) > 3 or text.startswith(("0", "-0")):
            return Written(text, _plain_form(len(fraction)), None, percent=False, ambiguous=False, votes="." if fraction else "")
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return read_nil(text)
    signs = _signs_of(match)
    if signs is None:
        return None
    dash = match["dash"] or ""
    resolved = _resolve(match["digits"] + ("00" if dash else ""), decimal)
    if resolved is None:
        return None
    plain, group, point, ambiguous, votes = resolved
    plain = plain[:-3] if dash else plain
    if match["power"]:
        expanded = _expanded(plain + match["power"])
        if expanded is None:
            return None
        plain = expanded
    names = [part.strip(_SPACES) for part in (match["before"], match["after"]) if part and part.strip(_SPACES)]
    money = [code_of(name) for name in names if name != "%"]
    if len(money) > 1:
        return None
    form = _form_of(match, plain, group, point, signs)
    if signs:
        plain = "-" + plain
    coded = bool(match["power"]) and "." not in resolved[0] and match["power"][1].isdecimal()
    return Written(plain, form, money[0] if money else None, "%" in names, ambiguous, votes, match["side"] or "", coded)


def _form_of(match: re.Match[str], plain: str, group: str, point: str, signs: list[str]) -> NumberForm:
    """How it is written: ``plain`` digits without the sign that says below zero, and the signs that group and part them."""
    dash, fraction = match["dash"] or "", plain.partition(".")[2]
    return NumberForm(
        match["before"] or "",
        (match["digits"][-1] + dash if dash else "") + (match["after"] or ""),
        group,
        point,
        len(fraction) if point or fraction else 0,
        _negative_of(match, signs[0]) if signs else "-",
        plus=match["sign"] == "+",
        lakhs=bool(group == "," and _LAKHS.match(match["digits"])),
    )


def _signs_of(match: re.Match[str]) -> list[str] | None:
    """The sign that says below zero, if there is one; None where there are two, or a bracket without its other half."""
    outer, inner, end, close, *more = match.group("open", "inner", "end", "close", "sign", "sign2", "trail")
    signs = [sign for sign in (outer, inner, *more) if sign and not sign.startswith("+")]
    if len(signs) > 1 or (signs and match["side"]):
        return None
    if bool(outer or inner) != bool(end or close) or (end and close) or (inner and match["after"]) or (end and match["before"]):
        return None
    return signs


def _negative_of(match: re.Match[str], sign: str) -> str:
    """How a number below zero is written, as of :class:`NumberForm`."""
    if sign == "(":
        return "in(" if match["end"] or (match["inner"] and match["before"]) else "("
    if match["trail"]:
        return "trail"
    return "in" + sign if match["sign2"] and match["before"] else sign


def read_nil(text: str) -> Written | None:
    """Take a dash beside a currency, such as “$ -”, as an amount of zero; None for another text."""
    match = _NIL.fullmatch(text) if text[:1] in _DASHES or text[-1:] in _DASHES else None
    if match is None or bool(match["before"]) == bool(match["after"]):
        return None
    currency = code_of((match["before"] or match["after"]).strip(_SPACES))
    return Written("0", PLAIN, currency, percent=False, ambiguous=False, votes="", dashed=True)


def _expanded(text: str) -> str | None:
    """Plain digits of a number with an exponent; None where a number of a computer would be infinite, or nothing."""
    exact = Decimal(text)
    if exact and not 1e-300 < abs(float(exact)) < float("inf"):
        return None
    return format(exact, "f")


def _resolve(digits: str, decimal: str) -> tuple[str, str, str, bool, str] | None:
    """Plain digits, group sign, decimal sign, whether ambiguous, and which decimal sign it is evidence for."""
    spaces = {sign for sign in digits if sign in _SPACES + "'’"}
    group = ""
    if spaces:
        if len(spaces) > 1:
            return None
        group = spaces.pop()
        head = re.split("[.,]", digits)[0]
        if not _GROUPED[group].fullmatch(head) or group in digits[len(head) :]:
            return None
        digits = digits.replace(group, "")
    points, commas = digits.count("."), digits.count(",")
    if not points and not commas:
        return digits, group, ".", False, ""
    if points and commas:
        return _both(digits, group)
    sign = "." if points else ","
    head, _, tail = digits.rpartition(sign)
    if points + commas > 1:
        if group or not (_GROUPED[sign].fullmatch(digits) or (commas and _LAKHS.fullmatch(digits))):
            return None
        return digits.replace(sign, ""), sign, _other(sign), False, _other(sign)
    if group or len(tail) != 3 or not 1 <= len(head) <= 3 or head.startswith("0"):
        return f"{head or '0'}.{tail}" if tail else head, group, sign, False, sign
    if sign == decimal:
        return f"{head}.{tail}", "", sign, True, ""
    return head + tail, sign, _other(sign), True, ""


def _both(digits: str, group: str) -> tuple[str, str, str, bool, str] | None:
    last = max(digits.rfind("."), digits.rfind(","))
    sign, other = digits[last], _other(digits[last])
    head, tail = digits[:last], digits[last + 1 :]
    if group or not (_GROUPED[other].fullmatch(head) or (other == "," and _LAKHS.fullmatch(head))) or not tail.isdecimal():
        return None
    return f"{head.replace(other, '')}.{tail}", other, sign, False, sign


def _other(sign: str) -> str:
    return "," if sign == "." else "."


@lru_cache(maxsize=1000)
def form_from_record(record: str | None) -> NumberForm:
    """The form that :meth:`NumberForm.record` wrote."""
    return PLAIN if record is None else NumberForm(**json.loads(record))


def plain_of(value: float) -> str:
    """The shortest plain digits of a number: "5" for 5.0, never an exponent for what a sheet can show."""
    if isinstance(value, int):
        return str(value)
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return repr(value)
