"""Times of day as people write them, alone or behind a day, with the zones that they name; and lengths of time written like a clock."""

import re
from datetime import time
from functools import lru_cache
from typing import NamedTuple

from prodops_desktop.intake.day_templates import form_of, padding_of

ZONES = {
    "Z": "UTC",
    "UTC": "UTC",
    "GMT": "UTC",
    "WET": "UTC",
    "WEST": "+01:00",
    "CET": "+01:00",
    "MEZ": "+01:00",
    "CEST": "+02:00",
    "MESZ": "+02:00",
    "EET": "+02:00",
    "EEST": "+03:00",
    "MSK": "+03:00",
    "JST": "+09:00",
    "AEST": "+10:00",
    "AEDT": "+11:00",
    "NZST": "+12:00",
    "NZDT": "+13:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CDT": "-05:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
}
"""Names that mean one zone only; IST, BST, CST and MST mean several, and are not guessed."""
ZONE = rf"(?: ?(?P<zone>(?:UTC|GMT)?[-+−]\d{{1,2}}(?::?\d{{2}})?|{'|'.join(sorted(ZONES, key=len, reverse=True))}))"
CLOCK = (
    r"(?P<H>\d{1,2})(?:(?P<c>[:hH.])(?P<M>\d{2})(?:(?P<e>[:.m])(?P<S>\d{2})(?P<f>[.,]\d{1,9})?)?)?"
    r"(?:[ \u00a0\u202f]?(?P<half>[AaPp](?:\.?[Mm]\.?)?))?(?P<said> ?(?:Uhr|uhr|o'clock))?"
)
_TIME = re.compile(CLOCK)
_CLOCK_LENGTH = re.compile(
    r"(?P<minus>[-−–] ?)?(?P<T>\d{1,6})(?P<c>[:hH])(?P<M>\d{2})(?:(?P<e>[:m])(?P<S>\d{2}))?(?P<f>[.,]\d{1,9})?(?:s| ?h| ?hrs)?"
)


class Clock(NamedTuple):
    """A text with a time of day; ``form`` and ``padded`` as of a written day."""

    value: time
    form: str
    padded: tuple[str, ...]
    halved: bool
    """Whether it says am or pm."""


def read_time(text: str) -> Clock | None:
    """Take ``text`` (trimmed) apart as a time of day: "14:30", "2:30 pm", "14h30", "14.30 Uhr"; None when it is none."""
    if len(text) > 24 or not text[:1].isdigit():
        return None
    match = _TIME.fullmatch(text)
    if match is None or (match["c"] == "." and not match["half"] and not match["said"]) or not is_clock(match):
        return None
    if match["half"] and not 1 <= int(match["H"]) <= 12:
        return None
    parts = hour_of(match), int(match["M"] or 0), int(match["S"] or 0)
    if parts[0] > 23 or parts[1] > 59 or parts[2] > 59:
        return None
    vote = padding_of(match["H"], "h" if match["half"] else "H")
    return Clock(time(*parts, micro_of(match["f"])), form_of(match), (vote,) if vote else (), bool(match["half"]))


def is_clock(match: re.Match[str]) -> bool:
    """Whether what matched CLOCK is one: a number alone is none, nor is one with signs of two kinds."""
    joint, half = match["c"], match["half"] or ""
    if joint is None and not match["said"] and len(half) < 2:
        return False
    return not match["e"] or match["e"] == (joint if joint in (":", ".") else "m")


def hour_of(match: re.Match[str]) -> int:
    """The hour from 0 to 24 of a match of CLOCK."""
    hour, half = int(match["H"]), match["half"]
    return hour % 12 + 12 * (half[0] in "pP") if half else hour


def micro_of(fraction: str | None) -> int:
    """The millionths of a second in ".5"; what is finer is left away."""
    return int(fraction[1:7].ljust(6, "0")) if fraction else 0


class ClockLength(NamedTuple):
    """A length of time written like a clock. Its ``form`` has {T} for all hours, or {X} for all minutes where it has no hours."""

    milliseconds: int
    minus: str
    form: str
    padded: tuple[str, ...]
    no_time: bool
    """Whether it can't be a time of day: below zero, a day long or more, or with a single 0 for its hours."""


def read_clock_length(text: str) -> ClockLength | None:
    """Take "1:30:00", "-26:15", "1h30" or "12:34.5" apart as a length of time; None when it is none."""
    if len(text) > 30 or not (text[:1].isdigit() or text[:1] in "-−–"):
        return None
    match = _CLOCK_LENGTH.fullmatch(text)
    if match is None or (match["e"] and (match["e"] == "m") != (match["c"] in "hH")):
        return None
    short = match["f"] is not None and match["S"] is None
    first, second, third = int(match["T"]), int(match["M"]), int(match["S"] or 0)
    if second > 59 or third > 59 or (short and match["c"] != ":"):
        return None
    seconds = first * 60 + second if short else first * 3600 + second * 60 + third
    size = seconds * 1000 + (micro_of(match["f"]) + 500) // 1000
    minus, form = match["minus"] or "", form_of(match)
    form = form[len(minus) :].replace("{T}", "{X}").replace("{M:02}", "{S:02}") if short else form[len(minus) :]
    vote = padding_of(match["T"], "X" if short else "T")
    return ClockLength(
        -size if minus else size, minus, form, (vote,) if vote else (), bool(minus) or short or first >= 24 or match["T"] == "0"
    )


@lru_cache(maxsize=1000)
def zone_name(written: str) -> str | None:
    """The zone as "UTC" or "+01:00"; None for an offset that no zone has."""
    text = written.replace("−", "-")
    if text in ZONES:
        return ZONES[text]
    offset = text.removeprefix("UTC").removeprefix("GMT")
    digits = offset[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes not in (0, 15, 30, 45):
        return None
    return "UTC" if not hours and not minutes else f"{offset[0]}{hours:02}:{minutes:02}"
