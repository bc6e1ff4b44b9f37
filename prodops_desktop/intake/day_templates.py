"""How days and times are written, as templates that give the texts back: "{d:02}/{m:02}/{Y:04}", "{h}:{M:02} {am}"."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from string import Formatter

from prodops_desktop.intake.month_names import STYLES, WEEK_STYLES, style_of, week_style_of

PADDED_KEYS = "dmpqHhwTX"
"""Numbers that have a leading zero in one column and none in another."""
_ORDINALS = ("st", "nd", "rd", "th")


def form_of(match: re.Match[str], *, week: bool = False) -> str:
    """The text of a match with {…} for each of its groups that changes from day to day; all else stands as it is.

    The order of {p} and {q}, leading zeros and the style of {n} and {wd} are left open; ``week``: the year is that of an ISO week.
    """
    text, end, parts = match.string, match.start(), []
    spans = sorted((match.span(key), key) for key in match.groupdict() if match.start(key) >= 0)
    for (first, last), key in spans:
        token = _token(key, text[first:last], match, week=week) if last > first else None
        if token is not None:
            parts += [text[end:first], token]
            end = last
    return "".join([*parts, text[end : match.end()]])


def _token(key: str, text: str, match: re.Match[str], *, week: bool) -> str | None:
    if key == "Y":
        letter = ("G" if week else "Y") if len(text) == 4 else ("g" if week else "y")
        return f"{{{letter}:0{len(text)}}}"
    if key in ("n", "wd"):
        return "{" + key + ("_upper" if text.isupper() else "_lower" if text.islower() else "") + "}"
    if key == "H":
        return "{h}" if match.groupdict().get("half") else "{H}"
    if key == "half":
        return _half(text)
    if key == "f":
        return f"{text[0]}{{f{len(text) - 1}}}"
    if key == "o":
        return "{o}" if text in _ORDINALS else None
    if key in ("M", "S"):
        return f"{{{key}:02}}"
    return "{" + key + "}" if key in ("d", "m", "p", "q", "k", "w", "u", "T", "zone") else None


def _half(text: str) -> str:
    letter = "{A}" if text[0].isupper() else "{a}"
    if len(text) == 2:
        return "{AM}" if text.isupper() else "{am}" if text.islower() else letter + text[1:]
    return letter + text[1:]


def padding_of(digits: str, key: str) -> str:
    """Which way ``digits`` speak for a leading zero: the key for it, "!" and the key against it, nothing where they don't tell."""
    return "!" + key if len(digits) == 1 else key if digits[0] == "0" else ""


def settled(form: str, votes: Mapping[str, int], *, day_first: bool = True) -> str:
    """The template of a form: its order, and leading zeros where ``votes`` (keys as of :func:`padding_of`) are for them."""
    for key in PADDED_KEYS:
        if "{" + key + "}" in form:
            name = key if key not in "pq" else "dm"[(key == "q") == day_first]
            form = form.replace(
                "{" + key + "}", "{" + name + (":02}" if votes.get(key, 0) and votes[key] >= votes.get("!" + key, 0) else "}")
            )
    return form


def year_first(form: str) -> str:
    """The form of 26/03/04, found as {p}/{q}/{y:02}, where its first number is the year; {q} is then settled as behind a day."""
    return form.replace("{y:02}", "{d:02}").replace("{p}", "{y:02}") if "{p}" in form else form


def worded(form: str, months: Mapping[tuple[str, int], int], weekdays: Mapping[str, int]) -> str:
    """The form with the styles of names that most of these words (with their numbers of month, and counts) are written in."""
    if "{n" in form:
        form = re.sub(
            r"\{n(_\w+)?\}", lambda match: _named(_best((style_of(*word), count) for word, count in months.items()), match[1], months), form
        )
    if "{wd" in form:
        form = re.sub(r"\{wd(_\w+)?\}", lambda match: _named(_best_week(weekdays), match[1], weekdays), form)
    return form


def _named(style: str, case: str | None, words: Iterable[tuple[str, int] | str]) -> str:
    if style:
        return "{" + style + (case or "") + "}"
    word = next(iter(words))
    return word if isinstance(word, str) else word[0]


def _best(styles: Iterable[tuple[frozenset[str], int]]) -> str:
    counts: Counter[str] = Counter()
    for names, count in styles:
        counts.update(dict.fromkeys(names, count))
    best = max(counts.values(), default=0)
    return next((style for style in STYLES if counts[style] == best), "") if best else ""


def _best_week(words: Mapping[str, int]) -> str:
    counts: Counter[str] = Counter()
    for word, count in words.items():
        counts.update(dict.fromkeys(week_style_of(word), count))
    best = max(counts.values(), default=0)
    return next((style for style in WEEK_STYLES if counts[style] == best), "") if best else ""


def render_day(template: str, value: datetime) -> str:
    """The text that ``template`` gives for ``value``."""
    return template.format(**{key: _PARTS[key](value) for key in _keys_of(template)})


@lru_cache(maxsize=1000)
def _keys_of(template: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for _, key, _, _ in Formatter().parse(template) if key))


def _ordinal(value: datetime) -> str:
    day = value.day
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


_PARTS: dict[str, Callable[[datetime], object]] = {
    "Y": lambda value: value.year,
    "y": lambda value: value.year % 100,
    "m": lambda value: value.month,
    "d": lambda value: value.day,
    "o": _ordinal,
    "k": lambda value: (value.month + 2) // 3,
    "G": lambda value: value.isocalendar().year,
    "g": lambda value: value.isocalendar().year % 100,
    "w": lambda value: value.isocalendar().week,
    "u": lambda value: value.isoweekday(),
    "H": lambda value: value.hour,
    "h": lambda value: value.hour % 12 or 12,
    "M": lambda value: value.minute,
    "S": lambda value: value.second,
    "AM": lambda value: "PM" if value.hour >= 12 else "AM",
    "am": lambda value: "pm" if value.hour >= 12 else "am",
    "A": lambda value: "P" if value.hour >= 12 else "A",
    "a": lambda value: "p" if value.hour >= 12 else "a",
}


def _fraction(digits: int) -> Callable[[datetime], object]:
    return lambda value: f"{value.microsecond:06}"[:digits].ljust(digits, "0")


def _month(names: list[str], form: Callable[[str], str]) -> Callable[[datetime], object]:
    return lambda value: form(names[value.month - 1])


def _weekday(names: list[str], form: Callable[[str], str]) -> Callable[[datetime], object]:
    return lambda value: form(names[value.weekday()])


_PARTS.update({f"f{digits}": _fraction(digits) for digits in range(1, 10)})
for _table, _part in ((STYLES, _month), (WEEK_STYLES, _weekday)):
    for _style, _names in _table.items():
        _PARTS[_style] = _part(_names, str)
        _PARTS[f"{_style}_upper"] = _part(_names, str.upper)
        _PARTS[f"{_style}_lower"] = _part(_names, str.lower)
