"""The shapes in which days, periods and moments are written, known by their texts with every digit made a 0."""

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from prodops_desktop.intake.day_templates import form_of
from prodops_desktop.intake.month_names import EVERYDAY, MONTHS_READ, WEEKDAYS
from prodops_desktop.intake.times import CLOCK, ZONE, ZONES, is_clock

_SHAPES_KEPT = 20_000
_LONGEST = 60
_LETTERS = re.compile(r"[^\W\d_]+")
_KNOWN = frozenset(
    {*MONTHS_READ, *WEEKDAYS, *(zone.lower() for zone in ZONES)}
    | set("a am p pm m h t q w kw cw wk week woche semaine semana settimana uge vecka viikko fy quarter trim trimestre quartal".split())
    | set("kwart kwartaal kwartal kvartal kvartel kv e o º st nd rd th er of de del at um kl uhr clock r г й кв квартал 年 月 日".split())
)
"""The words that the patterns below know: a text with another one is no day, and most texts are turned away by it."""
_ISO = {
    "0000-00-00": "{Y:04}-{m:02}-{d:02}",
    "0000-00-00 00:00:00": "{Y:04}-{m:02}-{d:02} {H:02}:{M:02}:{S:02}",
    "0000-00-00T00:00:00": "{Y:04}-{m:02}-{d:02}T{H:02}:{M:02}:{S:02}",
}
_SPANS = frozenset((*"YmdpqkwuHMSf", "zone"))


_N = r"(?P<n>[^\W\d_]+)"
"""The name of a month: any word, for a pattern of all names in fifteen languages takes long to compile. Which it is, is looked up."""
_Y = r"(?P<Y>\d{4}|\d{2})"
_Y4 = r"(?P<Y>\d{4})"
_D = r"(?P<d>\d{1,2})"
_W = r"(?P<w>\d{1,2})"
_QUARTER = r"(?:quarter |trim(?:estre|\.)? |quartal |kw?art(?:aal|al)? |kv(?:artal|\.)? ?)"
_BEHIND_QUARTER = r"\.? ?quartal |\.? kvart[ae]l |e trim(?:estre|\.) |[º°o]\.? trim(?:estre|\.) |[-й]* кв(?:артал|\.)? ?"
_WEEK = r"(?:KW|CW|wk\.?|week|woche|semaine|semana|settimana|uge|vecka|viikko)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("day", rf"{_Y4}(?P<a>[-/.]|\. )(?P<m>\d{{1,2}})(?P=a){_D}\.?"),
        ("open", rf"(?P<p>\d{{1,2}})(?P<a>[-/. ]|\. )(?P<q>\d{{1,2}})(?P=a){_Y}\.?(?: ?г\.?)?"),
        ("day", rf"{_D}(?P<o>st|nd|rd|th|er|º|\.º)?(?:[-/ ]|\. ?| of | de |){_N}(?:\.?,? |[-/.']| '| de | del |){_Y}(?: ?[rг]\.?)?"),
        ("day", rf"{_N}(?:\.? |-|/){_D}(?P<o>st|nd|rd|th)?(?:,? |-|/){_Y4}"),
        ("day", rf"{_Y4}(?:[-/ ]|\. ?){_N}\.?[-/ ]{_D}\.?"),
        ("day", rf"{_Y4}年 ?(?P<m>\d{{1,2}})月 ?{_D}日"),
        ("month", rf"{_Y4}年 ?(?P<m>\d{{1,2}})月"),
        ("month", rf"{_N}(?:\.? '?|[-/.']| de |,? ){_Y}(?: ?г\.?)?"),
        ("month", rf"{_N}{_Y4}"),
        ("month", rf"{_Y4}(?:[-/ ]|\. ?){_N}\.?"),
        ("month", rf"{_Y4}[-/](?P<m>\d{{2}})"),
        ("month", rf"(?P<m>\d{{1,2}})[-/.]{_Y4}"),
        ("quarter", rf"(?:FY ?)?{_Y4}[-/ ]?Q(?P<k>\d)"),
        ("quarter", rf"FY ?'?{_Y}[-/ ]*Q(?P<k>\d)"),
        ("quarter", rf"(?:Q|{_QUARTER})(?P<k>\d)(?:[-/. ]|,? ?'|, |,?[- ]?FY ?'?|){_Y}"),
        ("quarter", rf"T(?P<k>\d)[-/ ]?{_Y4}"),
        (
            "quarter",
            rf"(?P<k>\d)(?:Q ?'?|{_BEHIND_QUARTER}){_Y}(?: ?г\.?)?",
        ),
        ("week", rf"{_Y4}[-/ ]*(?:W|{_WEEK})[- ]?{_W}(?:-(?P<u>\d))?"),
        ("week", rf"W ?{_W}(?:[-/. ]|, | of ){_Y4}"),
        ("week", rf"{_WEEK} ?{_W}(?:[-/. ]|, | of | ?'){_Y}"),
        ("week", rf"{_W}\. ?(?:KW|woche|week|uge|vecka) ?/? ?{_Y4}"),
    )
)
_LEADING_YEAR = re.compile(rf"(?P<Y>\d{{2}})[- ]{_N}", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:[T]|,? {{1,2}}| at | um | kl\.? | [-–] ){CLOCK}{ZONE}?$", re.IGNORECASE)
_BASIC = re.compile(
    rf"(?P<Y>\d{{4}})(?P<m>\d{{2}})(?P<d>\d{{2}})[Tt ](?P<H>\d{{2}})(?P<M>\d{{2}})(?:(?P<S>\d{{2}})(?P<f>[.,]\d{{1,9}})?)?{ZONE}?"
)
_MIXED = re.compile(rf"{_Y4}-(?P<m>\d{{2}})-{_D}[Tt ](?P<H>\d{{2}})(?P<M>\d{{2}})(?P<S>\d{{2}})?{ZONE}?")
_CTIME = re.compile(rf"{_N} {{1,2}}{_D} (?P<H>\d{{2}}):(?P<M>\d{{2}}):(?P<S>\d{{2}})(?: {ZONE})? {_Y4}", re.IGNORECASE)
_FRONT = re.compile(r"(?P<wd>[^\W\d_]+(?:-feira)?)\.?,? (?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Shape:
    """Where the parts of a day stand in texts that differ in their digits only; ``form`` as of a written day.

    ``name`` says what it is: "day", "open" (the order of day and month), "month", "quarter" or "week". ``words`` are its month and its day
    of the week. ``iso``: it is 2026-11-23, or 2026-11-23 10:15:00, which Python reads by itself.
    """

    name: str
    spans: dict[str, tuple[int, int]]
    form: str
    words: tuple[str, str] = ("", "")
    half: str = ""
    fiscal: bool = False
    iso: bool = False

    @property
    def timed(self) -> bool:
        """Whether it has a time of day."""
        return "H" in self.spans

    @cached_property
    def short(self) -> bool:
        """Whether it is 00/00/00: numbers of two digits, of which the first or the last is a year."""
        return self.name == "open" and all(end - start == 2 for start, end in (self.spans["p"], self.spans["Y"]))


@lru_cache(maxsize=_SHAPES_KEPT)
def shape_of(text: str, leading_year: bool) -> Shape | None:
    """The shape of a text whose digits are all 0; None when no day is written so. ``leading_year``: 00-Mar is the month of a year."""
    if text in _ISO:
        plain = _behind_weekday(text, leading_year)
        assert plain is not None
        return replace(plain, form=_ISO[text], iso=True)
    if len(text) > _LONGEST or text.isdigit() or not _KNOWN.issuperset(_LETTERS.findall(text.lower())):
        return None
    front = _FRONT.match(text)
    if front is not None and front["wd"].lower() not in WEEKDAYS:
        front = None
    shape = _behind_weekday(text[front.end() :], leading_year, _CTIME) if front else None
    if front is None or shape is None:  # some names of days are names of months as well
        return _behind_weekday(text, leading_year)
    start = front.end()
    spans = {key: (first + start, last + start) for key, (first, last) in shape.spans.items()}
    return Shape(shape.name, spans, form_of(front) + shape.form, (shape.words[0], front["wd"]), shape.half, shape.fiscal)


def _behind_weekday(text: str, leading_year: bool, *more: re.Pattern[str]) -> Shape | None:
    for pattern in (_BASIC, _MIXED, *more):
        if (match := pattern.fullmatch(text)) and _names_a_month(match):
            return _shape("day", match)
    if leading_year and (match := _LEADING_YEAR.fullmatch(text)) and _names_a_month(match):
        return _shape("month", match)
    clock = _BEHIND.search(text)
    while clock is not None:  # a gap may stand within the day too: the first that leaves one in front of it
        if is_clock(clock) and (day := _day_in(text[: clock.start()])) is not None and day.name in ("day", "open"):
            return _with_clock(day, clock)
        clock = _BEHIND.search(text, clock.start() + 1)
    return _day_in(text)


def _day_in(text: str) -> Shape | None:
    for name, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is not None and _names_a_month(match) and not (name == "month" and _is_everyday(match)):
            return _shape(name, match)
    return None


def _names_a_month(match: re.Match[str]) -> bool:
    """Whether the word in it, if there is one, is the name of a month."""
    word = match.groupdict().get("n")
    return word is None or word.lower() in MONTHS_READ


def _is_everyday(match: re.Match[str]) -> bool:
    """Whether it may be something else, such as “Set 20”: a word of everyday language before a blank and two digits."""
    groups = match.groupdict()
    word = groups.get("n")
    return bool(word) and len(groups["Y"]) == 2 and " " in match[0] and str(word).lower() in EVERYDAY


def _shape(name: str, match: re.Match[str]) -> Shape:
    spans = {key: match.span(key) for key, value in match.groupdict().items() if value and key in _SPANS}
    word = match.groupdict().get("n") or ""
    return Shape(name, spans, form_of(match, week=name == "week"), (word, ""), fiscal="fy" in match[0].lower())


def _with_clock(day: Shape, clock: re.Match[str]) -> Shape:
    spans = {key: clock.span(key) for key in ("H", "M", "S", "f", "zone") if clock[key]}
    return Shape(day.name, day.spans | spans, day.form + form_of(clock), day.words, (clock["half"] or "").lower()[:1])
