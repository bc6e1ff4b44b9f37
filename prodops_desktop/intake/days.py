"""Days and moments as people write them, in any order and four languages; and back to the very same text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from string import Formatter
from typing import NamedTuple

_NAMES = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_MORE = {
    "sept": 9,
    "mrz": 3,
    "maerz": 3,
    "fevr": 2,
    "févr": 2,
    "janv": 1,
    "avr": 4,
    "juil": 7,
    "juill": 7,
    "aout": 8,
    "fevrier": 2,
    "decembre": 12,
    "déc": 12,
}
_LONG: dict[str, list[str]] = {language: [name.capitalize() for name in names.split()] for language, names in _NAMES.items()}
_SHORT: dict[str, list[str]] = {language: [name[:3] for name in names] for language, names in _LONG.items()}
_SHORT["en"][5:7] = ["Jun", "Jul"]
MONTHS: dict[str, int] = dict(_MORE)
for _table in (_SHORT, _LONG):
    for _language in reversed(_NAMES):
        for _index, _name in enumerate(_table[_language]):
            MONTHS.setdefault(_name.lower(), _index + 1)
_WORD = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))

_TIME = re.compile(
    r"(?P<join>T|t|, ?| {1,2})(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?P<f>[.,]\d{1,9})?)?"
    r"(?P<gap> ?)(?P<half>[AaPp]\.?[Mm]\.?)?(?P<zone> ?(?:Z|UTC|GMT|[-+]\d{2}:?\d{2}))?$"
)
_PATTERNS = (
    ("Ymd", re.compile(r"(?P<Y>\d{4})(?P<a>[-/.])(?P<m>\d{1,2})(?P=a)(?P<d>\d{1,2})")),
    ("pqY", re.compile(r"(?P<p>\d{1,2})(?P<a>[-/. ])(?P<q>\d{1,2})(?P=a)(?P<Y>\d{4}|\d{2})")),
    ("dnY", re.compile(rf"(?P<d>\d{{1,2}})(?P<a>[-/ ]|\. ?)(?P<n>{_WORD})(?P<b>[-/ .,']{{1,2}})(?P<Y>\d{{4}}|\d{{2}})", re.IGNORECASE)),
    ("ndY", re.compile(rf"(?P<n>{_WORD})(?P<a>\.? |-)(?P<d>\d{{1,2}})(?P<b>,? |-)(?P<Y>\d{{4}})", re.IGNORECASE)),
    ("nY", re.compile(rf"(?P<n>{_WORD})(?P<a>[-/ .']{{1,2}})(?P<Y>\d{{4}}|\d{{2}})", re.IGNORECASE)),
    ("Ym", re.compile(r"(?P<Y>\d{4})(?P<a>[-/])(?P<m>\d{2})")),
    ("mY", re.compile(r"(?P<m>\d{1,2})(?P<a>[-/.])(?P<Y>\d{4})")),
    ("Yk", re.compile(r"(?P<Y>\d{4})(?P<a>[- ]?Q)(?P<k>\d)")),
    ("kY", re.compile(r"(?P<x>Q)(?P<k>\d)(?P<a>[- /]?)(?P<Y>\d{4})")),
    ("Yw", re.compile(r"(?P<Y>\d{4})(?P<a>-?W)(?P<w>\d{2})")),
)
_DIGITS = str.maketrans("123456789", "000000000")
_SHAPES_KEPT = 20_000


class WrittenDay(NamedTuple):
    """A text taken apart as a day or moment; ``first`` and ``second`` are the numbers whose order is to be found out."""

    value: datetime
    template: str
    timed: bool
    zone: str | None
    first: int = 0
    second: int = 0
    padded: str = ""


@dataclass(frozen=True)
class _Shape:
    """Where the parts of a day stand in texts that differ in their digits only; ``template`` has {p} and {q} where the order is open."""

    name: str
    spans: dict[str, tuple[int, int]]
    template: str
    month: int
    timed: bool
    half: str
    zone: str


def read_day(text: str, *, day_first: bool = True) -> WrittenDay | None:
    """Take ``text`` (trimmed) apart; None when it is no day or moment (or not one in this order of day and month)."""
    shape = _shape_of(text.translate(_DIGITS))
    if shape is None:
        return None
    part = {key: int(text[start:end]) for key, (start, end) in shape.spans.items() if key != "f"}
    first, second = part.get("p", 0), part.get("q", 0)
    template, padded, spans = shape.template, "", shape.spans
    if first or second:
        d, m = ("p", "q") if day_first else ("q", "p")
        part["d"], part["m"] = part[d], part[m]
        template = template.replace("{" + d + "}", "{d}").replace("{" + m + "}", "{m}")
        spans = {**spans, "d": spans[d], "m": spans[m]}
    value = _value_of(shape, part, text)
    if value is None:
        return None
    for key in "dm":
        if key in spans:
            start, end = spans[key]
            padded += key if text[start] == "0" else key.upper() if end - start == 1 else ""
    zone = _zone_name(text[len(text) - len(shape.zone) :].strip()) if shape.zone else None
    if shape.zone:
        template = template.replace("{zone}", text[len(text) - len(shape.zone) :])
    return WrittenDay(value, template, shape.timed, zone, first, second, padded)


@lru_cache(maxsize=_SHAPES_KEPT)
def _shape_of(shape: str) -> _Shape | None:
    time = _TIME.search(shape) if ":" in shape else None
    written = shape[: time.start()] if time else shape
    if len(written) > 30:
        return None
    for name, pattern in _PATTERNS:
        match = pattern.fullmatch(written)
        if match is None:
            continue
        spans = {key: match.span(key) for key in match.groupdict() if key in "YmdpqkwY"}
        month = MONTHS[match["n"].lower()] if "n" in name else 0
        template = _template(name, match, month)
        if time is None:
            return _Shape(name, spans, template, month, timed=False, half="", zone="")
        spans.update({key: time.span(key) for key in ("H", "M", "S", "f") if time[key]})
        half = (time["half"] or "").lower().replace(".", "")
        return _Shape(name, spans, template + _time_template(time), month, timed=True, half=half, zone=time["zone"] or "")
    return None


def _value_of(shape: _Shape, part: dict[str, int], text: str) -> datetime | None:
    year = part["Y"]
    start, end = shape.spans["Y"]
    if end - start == 2:
        year += 2000 if year < 69 else 1900
    elif "d" not in part and not 1900 <= year < 2100:
        return None
    try:
        if "k" in part:
            day = datetime(year, part["k"] * 3 - 2, 1)
        elif "w" in part:
            day = datetime.combine(date.fromisocalendar(year, part["w"], 1), datetime.min.time())
        else:
            day = datetime(year, shape.month or part["m"], part.get("d", 1))
        return _with_time(day, shape, part, text) if shape.timed else day
    except ValueError:
        return None


def _with_time(day: datetime, shape: _Shape, part: dict[str, int], text: str) -> datetime | None:
    hour, minute, second = part["H"], part["M"], part.get("S", 0)
    if shape.half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if shape.half == "pm" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    micro = 0
    if "f" in shape.spans:
        start, end = shape.spans["f"]
        micro = int(text[start + 1 : end][:6].ljust(6, "0"))
    return day + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)


def _template(name: str, match: re.Match[str], month: int) -> str:
    """The template that renders the text again; days and months without padding."""
    got = match.groupdict()
    signs = {key: "{" + key + "}" for key in "dmpqk"}
    signs["Y"] = "{Y:04}" if len(got["Y"]) == 4 else "{y:02}"
    signs["w"] = "{w:02}"
    signs["n"] = "{" + _month_name(got["n"], month) + "}" if got.get("n") else ""
    if name == "Yw":
        signs["Y"] = "{G:04}"
    joints = [got["a"], got.get("b") or got["a"]]
    return got.get("x", "") + "".join(signs[key] + (joints[at] if at < len(name) - 1 else "") for at, key in enumerate(name))


def _month_name(text: str, month: int) -> str:
    for style, table in (("short", _SHORT), ("long", _LONG)):
        for language, names in table.items():
            if names[month - 1].lower() == text.lower():
                return f"{style}_{language}" + ("_upper" if text.isupper() else "_lower" if text.islower() else "")
    return "short_en"


def _time_template(time: re.Match[str]) -> str:
    half = time["half"] or ""
    hour = ("{h" if half else "{H") + (":02}" if len(time["H"]) == 2 else "}")
    sign = (time["f"] or "")[:1]
    fraction = f"{sign}{{f{len(time['f']) - 1}}}" if sign else ""
    shown = ("{AM}" if half.isupper() else "{am}") if half and "." not in half else half
    zone = "{zone}" if time["zone"] else ""
    return f"{time['join']}{hour}:{{M:02}}" + ("" if time["S"] is None else f":{{S:02}}{fraction}") + time["gap"] + shown + zone


def _zone_name(zone: str | None) -> str | None:
    if zone is None or zone in ("Z", "UTC", "GMT"):
        return "UTC" if zone else None
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def render_day(template: str, value: datetime) -> str:
    """The text that ``template`` gives for ``value``."""
    return template.format(**{key: _PARTS[key](value) for key in _keys_of(template)})


@lru_cache(maxsize=1000)
def _keys_of(template: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for _, key, _, _ in Formatter().parse(template) if key))


_PARTS: dict[str, Callable[[datetime], object]] = {
    "Y": lambda value: value.year,
    "y": lambda value: value.year % 100,
    "m": lambda value: value.month,
    "d": lambda value: value.day,
    "k": lambda value: (value.month + 2) // 3,
    "G": lambda value: value.isocalendar().year,
    "w": lambda value: value.isocalendar().week,
    "H": lambda value: value.hour,
    "h": lambda value: value.hour % 12 or 12,
    "M": lambda value: value.minute,
    "S": lambda value: value.second,
    "AM": lambda value: "PM" if value.hour >= 12 else "AM",
    "am": lambda value: "pm" if value.hour >= 12 else "am",
}


def _fraction(digits: int) -> Callable[[datetime], object]:
    return lambda value: f"{value.microsecond:06}"[:digits].ljust(digits, "0")


def _name_of(names: list[str], form: Callable[[str], str]) -> Callable[[datetime], object]:
    return lambda value: form(names[value.month - 1])


_PARTS.update({f"f{digits}": _fraction(digits) for digits in range(1, 10)})
for _style, _table in (("short", _SHORT), ("long", _LONG)):
    for _language, _names in _table.items():
        _PARTS[f"{_style}_{_language}"] = _name_of(_names, str)
        _PARTS[f"{_style}_{_language}_upper"] = _name_of(_names, str.upper)
        _PARTS[f"{_style}_{_language}_lower"] = _name_of(_names, str.lower)


def with_padding(template: str, padded: str) -> str:
    """The template with leading zeros where ``padded`` (letters of ``d`` and ``m``) says so."""
    for key in padded:
        template = template.replace("{" + key + "}", "{" + key + ":02}")
    return template
