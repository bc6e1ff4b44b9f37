"""Reads what people write of terms, capabilities and lead times, in a sheet or a field, and writes it so that it reads back."""

import re
from collections.abc import Collection, Sequence

from prodops_desktop.tools.model import LEAD_UNITS, LeadTime, Span

_UNITS = {
    "day": "d|day|days|calendar day|calendar days|cd|tag|tage|tagen|jour|jours|dia|dias|día|días",
    "working day": "wd|working day|working days|workday|workdays|business day|business days|bd|werktag|werktage|arbeitstag|arbeitstage"
    "|jour ouvré|jours ouvrés|día hábil|días hábiles",
    "week": "w|wk|wks|week|weeks|woche|wochen|semaine|semaines|semana|semanas",
    "month": "m|mo|mos|mth|mths|month|months|monat|monate|monaten|mois|mes|meses",
    "year": "y|yr|yrs|year|years|annum|a|jahr|jahre|jahren|an|ans|année|années|año|años",
}
_BY_WORD = {word: unit for unit, words in _UNITS.items() for word in words.split("|")}
_QUARTERS = frozenset({"q", "quarter", "quarters", "quartal", "quartale", "trimestre", "trimestres"})
_EVERY = {
    **dict.fromkeys(("monthly", "month to month", "month-to-month", "monatlich", "mensuel", "mensual"), (1, "month")),
    **dict.fromkeys(("quarterly", "quarter", "vierteljährlich", "quartalsweise", "trimestriel", "trimestral"), (3, "month")),
    **dict.fromkeys(("half-yearly", "half yearly", "semi-annual", "semiannual", "halbjährlich", "semestral"), (6, "month")),
    **dict.fromkeys(("annual", "annually", "yearly", "every year", "jährlich", "annuel", "anual"), (1, "year")),
}
"""Words for a term that comes again and again."""
_END = r"(?:the )?(?:(?:renewal|expiry|expiration|end)(?: date)?|term end|term ends|it ends|contract end|end of (?:the )?(?:term|contract))"
_TAIL = re.compile(
    rf"[\s'’,]+(?:(?:written )?notice(?: period)?|(?:written )?(?:prior|in advance|ahead)(?: written)?(?: notice)?(?: (?:to|of) {_END})?"
    rf"|before {_END}|(?:notice )?prior to {_END}|vor (?:ablauf|ende|vertragsende|laufzeitende))$"
)
"""What may follow a length of time without changing it; “to the end of a quarter” is none of it."""
_NUMBER_WORDS = {"one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "six": 6, "twelve": 12, "ein": 1, "eine": 1, "zwei": 2, "drei": 3}
_SPAN = re.compile(r"(?P<length>\d+(?:\.0+)?|[^\W\d]+)[\s\-]*(?P<unit>[^\W\d][^\d]*)?", re.IGNORECASE)
_LEAD = re.compile(r"(?P<label>.*\S)\s*\((?P<inside>[^()]*)\)|(?P<before>.*\S)\s*:\s*(?P<after>[^:]+)", re.DOTALL)
_LINE_END = re.compile("\r\n?|[\v\f\x85]")
_MOST_DIGITS = 9
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Signs of control, halves of signs, and what XML has no place for, and so no Excel file."""
_DEPTH = re.compile(r"(?P<name>.+?)\s+\(?(?P<depth>[0-3])\)?", re.DOTALL)
UPLIFT_PLACES = 6
"""Decimals of a rise in per cent; a spreadsheet does not keep all that a computer's number has."""
USUAL_DEPTH = 2
"""The depth of a capability that is named without one: it does it well."""


def read_span(value: object, units: Collection[str], bare: str = "day") -> Span | None:
    """A length of time such as “3 months”, “90d”, “30” (in ``bare`` units) or “1 Jahr”; raises ValueError when it is none of ``units``.

    None for nothing, and for words that say that there is none.
    """
    text = " ".join(str(value if value is not None else "").split()).casefold().rstrip(".")
    if text.endswith(".0"):  # a number that a spreadsheet keeps as 30.0
        text = text[:-2]
    text = _TAIL.sub("", text).rstrip("'’")
    if text in ("", "none", "no", "no notice", "n/a", "-", "–"):
        return None
    if text in _EVERY:
        return _allowed(Span(*_EVERY[text]), units, text)
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    length = _length(found["length"])
    named = found["unit"].strip().rstrip(".'’") if found["unit"] else ""
    if named in _QUARTERS:
        return _allowed(Span(3 * length, "month"), units, text)
    return _allowed(Span(length, _BY_WORD.get(named, "") if named else bare), units, text)


def _allowed(span: Span, units: Collection[str], text: str) -> Span:
    if span.unit not in units:
        raise ValueError(text)
    return span


def _length(text: str) -> int:
    if text in _NUMBER_WORDS:
        return _NUMBER_WORDS[text]
    if len(text) > _MOST_DIGITS:
        raise ValueError(text)
    return int(text.partition(".")[0])


def unit_named(header: str, units: Collection[str]) -> str | None:
    """The one of ``units`` that a header names, as in “Notice (months)” or “Kündigungsfrist in Tagen”; None for none."""
    words = re.findall(r"[^\W\d_]+", header.casefold())
    named = [" ".join(words[at : at + length]) for length in (2, 1) for at in range(len(words))]
    return next((unit for name in named if len(name) > 2 and (unit := _BY_WORD.get(name)) in units), None)


def read_capabilities(text: str) -> tuple[tuple[str, int], ...]:
    """“Product analytics 3; Funnels 2” as pairs of name and depth; names without a depth have :data:`USUAL_DEPTH`."""
    parts = text.replace("\n", ";").split(";") if ";" in text or "\n" in text else text.split(",")
    found: dict[str, tuple[str, int]] = {}
    for part in parts:
        name = " ".join(part.split())
        if not name:
            continue
        match = _DEPTH.fullmatch(name)
        name, depth = (match["name"], int(match["depth"])) if match else (name, USUAL_DEPTH)
        found.setdefault(name.casefold(), (name, depth))
    return tuple(found.values())


def write_capabilities(capabilities: Sequence[tuple[str, int]]) -> str:
    """The same in the other direction; a closing semicolon keeps a comma in a lone name from dividing it."""
    text = "; ".join(f"{name} {depth}" for name, depth in capabilities)
    return f"{text};" if len(capabilities) == 1 and "," in text else text


def read_lead_times(text: str) -> tuple[LeadTime, ...]:
    """“Security review (20 working days); Budget: 2 weeks” as lead times; raises ValueError for a part that is none."""
    found = []
    for part in text.replace("\n", ";").split(";"):
        if not part.strip():
            continue
        match = _LEAD.fullmatch(part.strip())
        span = read_span(match["inside"] or match["after"], LEAD_UNITS) if match else None
        if match is None or span is None:
            raise ValueError(part)
        found.append(LeadTime(one_line(match["label"] or match["before"]), span))
    return tuple(found)


def write_lead_times(leads: Sequence[LeadTime]) -> str:
    """The same in the other direction."""
    return "; ".join(f"{lead.label} ({lead.span})" for lead in leads)


def one_line(text: str) -> str:
    """The text as a name of one line: blanks at its ends taken off, those within joined."""
    return " ".join(text.split())


def written(text: str) -> str:
    """The text without blanks at its ends, with plain line ends, and without signs that nobody sees and no Excel file can hold."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text)).strip()


def holds_unseen(text: str) -> bool:
    """Whether a name holds signs that can't be seen or written."""
    return _UNSEEN.search(text) is not None
