"""Numbers as people write them: currency signs, groups, decimal commas, brackets, per cent; and back to the very same text."""

import json
import re
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import NamedTuple

_SPACES = " \u00a0\u202f\u2009"
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "US$": "USD", "$": "USD"}
CURRENCIES = tuple(
    "EUR USD GBP CHF JPY INR SEK NOK DKK PLN CZK HUF RON CAD AUD NZD SGD HKD CNY KRW BRL MXN ZAR ILS TRY AED".split()  # noqa: SIM905
    + "SAR THB MYR IDR PHP CLP COP ARS".split()  # noqa: SIM905
)
_MONEY = "|".join([re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)] + list(CURRENCIES))
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+−–][{_SPACES}]?)?(?P<before>(?:{_MONEY})[{_SPACES}]?)?(?P<sign2>[-−–])?"
    rf"(?P<digits>\d[\d.,'’{_SPACES}]*|[.,]\d+)(?P<power>[eE][-+]?\d{{1,3}})?"
    rf"(?P<after>[{_SPACES}]?(?:%|{_MONEY}))?(?P<trail>-)?(?P<close>\))?"
)
_GROUPED = {sign: re.compile(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+") for sign in ".,'’" + _SPACES}


_SIMPLE = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


@dataclass(frozen=True)
class NumberForm:
    """How a number is written; ``places`` None means its shortest form. ``render`` gives the text back."""

    before: str = ""
    after: str = ""
    group: str = ""
    decimal: str = "."
    places: int | None = None
    negative: str = "-"

    def render(self, plain: str) -> str:
        """The text for a number given as plain digits such as "-1234.5"."""
        minus = plain.startswith("-")
        whole, _, fraction = plain.lstrip("-").partition(".")
        fraction = fraction.rstrip("0") if self.places is None else fraction.ljust(self.places, "0")
        if self.group and whole.isdecimal():  # of 1E100 it can't stand in
            whole = f"{int(whole):,}".replace(",", self.group)
        body = whole + (self.decimal + fraction if fraction else "")
        if not minus:
            return self.before + body + self.after
        if self.negative == "(":
            return f"({self.before}{body}{self.after})"
        if self.negative == "trail":
            return f"{self.before}{body}{self.after}-"
        if self.negative.startswith("in"):
            return f"{self.before}{self.negative[2:]}{body}{self.after}"
        return f"{self.negative}{self.before}{body}{self.after}"

    def record(self) -> str | None:
        """The form as text for the catalogue; None for the plain shortest form."""
        return None if self == PLAIN else json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


PLAIN = NumberForm()


@cache
def _plain_form(places: int) -> NumberForm:
    return NumberForm(places=places)


class Written(NamedTuple):
    """A text taken apart as a number: ``plain`` digits, its form, and whether its one separator could mean either thing."""

    plain: str
    form: NumberForm
    currency: str | None
    percent: bool
    ambiguous: bool
    votes: str


def read_number(text: str, decimal: str = ".") -> Written | None:
    """Take ``text`` (trimmed) apart; ``decimal`` decides what is ambiguous, such as "1.250". None when it is no number."""
    simple = _SIMPLE.fullmatch(text)
    if simple is not None:
        fraction = simple[3] or ""
        if len(fraction) != 3 or len(simple[2]) > 3 or text.startswith(("0", "-0")):
            return Written(text, _plain_form(len(fraction)), None, percent=False, ambiguous=False, votes="." if fraction else "")
    match = _NUMBER.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    signs = [sign for sign in (match["open"], match["sign"], match["sign2"], match["trail"]) if sign and not sign.startswith("+")]
    if len(signs) > 1:
        return None
    resolved = _resolve(match["digits"], decimal)
    if resolved is None:
        return None
    plain, group, point, ambiguous, votes = resolved
    if match["power"]:
        expanded = _expanded(plain + match["power"])
        if expanded is None:
            return None
        plain = expanded
    before, after = match["before"] or "", match["after"] or ""
    names = [part.strip(_SPACES) for part in (before, after) if part.strip(_SPACES)]
    money = [_SIGNS.get(name, name) for name in names if name != "%"]
    if len(money) > 1:
        return None
    fraction = plain.partition(".")[2]
    negative = "-"
    if signs:
        plain = "-" + plain
        negative = "(" if match["open"] else "trail" if match["trail"] else "in" + signs[0] if match["sign2"] and before else signs[0]
    form = NumberForm(before, after, group, point, len(fraction) if point or fraction else 0, negative)
    return Written(plain, form, money[0] if money else None, "%" in names, ambiguous, votes)


def _expanded(text: str) -> str | None:
    """Plain digits of a number with an exponent."""
    value = float(text)
    if value in (float("inf"), float("-inf")):
        return None
    return (
        str(int(value))
        if value.is_integer() and abs(value) < 1e21
        else repr(value)
        if "e" not in repr(value)
        else f"{value:.20f}".rstrip("0")
    )


def _resolve(digits: str, decimal: str) -> tuple[str, str, str, bool, str] | None:
    """Plain digits, group sign, decimal sign, whether ambiguous, and which decimal sign it is evidence for."""
    digits = digits.rstrip(_SPACES)
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
        return (
            (digits.replace(sign, ""), sign, _other(sign), False, _other(sign)) if not group and _GROUPED[sign].fullmatch(digits) else None
        )
    if group or len(tail) != 3 or not 1 <= len(head) <= 3 or head.startswith("0"):
        return f"{head or '0'}.{tail}" if tail else head, group, sign, False, sign
    if sign == decimal:
        return f"{head}.{tail}", "", sign, True, ""
    return head + tail, sign, _other(sign), True, ""


def _both(digits: str, group: str) -> tuple[str, str, str, bool, str] | None:
    last = max(digits.rfind("."), digits.rfind(","))
    sign, other = digits[last], _other(digits[last])
    head, tail = digits[:last], digits[last + 1 :]
    if group or not _GROUPED[other].fullmatch(head) or not tail.isdecimal():
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
