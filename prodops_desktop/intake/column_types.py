"""Chooses the type of a column, and how its texts are written, from the evidence of all its cells."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from prodops_desktop.intake.booleans import read_pair
from prodops_desktop.intake.dated_ranges import read_ranges
from prodops_desktop.intake.days import with_padding
from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.missing import missing_texts
from prodops_desktop.intake.numbers import NumberForm, plain_of

TYPES = ("text", "integer", "number", "money", "percent", "boolean", "day", "moment", "name")
_DATED_HEADER = re.compile(
    r"(?:^|[^a-z])(?:date|day|datum|tag|fecha|jour|when|time|timestamp|ts|created|closed|opened|updated|resolved|submitted|responded|expires|since)(?:$|[^a-z])"
    r"|_at$|_on$| at$| on$"
)
_PERCENT_HEADER = re.compile(r"%|\bper ?cent|\bpct\b|\bprozent|\bpourcent|\bporcent", re.IGNORECASE)
_RANGE_YEAR = "{m}-{Y:04}"
_MOST_PLACES = 6
_ENOUGH_SHARES = 20
_LOWEST_SHARE = 0.05
_WERE_TURNED = "were turned into dates by Excel and read as text again"
AMBIGUOUS_NUMBERS = (
    "numbers such as 1,250 or 1.250 can be read in two ways; a comma was taken to group thousands, a point to begin decimals"
)


@dataclass(frozen=True)
class Plan:
    """How a column is read and stored; ``notes`` are sentences for the summary.

    ``unit`` is "s", "ms" (epochs), "serial", "compact" (20261123) or "fraction" (0.31 for 31 %) where numbers mean something else.
    """

    type: str
    scale: int | None = None
    currency: str | None = None
    form: NumberForm | None = None
    decimal: str = "."
    template: str | None = None
    day_first: bool = True
    zone: str | None = None
    unit: str | None = None
    yes_no: dict[str, bool] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    turned: dict[date, str] = field(default_factory=dict)
    """Date cells that were texts until the spreadsheet took them for dates → those texts."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hints:
    """What is known of a column beside its cells; ``field_type`` is wanted, ``forced`` is ordered."""

    header: str
    field_type: str | None = None
    forced: str | None = None
    percent_format: bool = False
    money_format: bool = False
    day_first: bool | None = None


def choose_plan(evidence: Evidence, hints: Hints) -> Plan:
    """The plan for a column; a column without any value is text."""
    wanted = hints.forced or hints.field_type
    among_values = missing_texts(evidence.words, text_column=False)
    lost = sum(evidence.words[word] for word in among_values)
    if wanted in ("text", "name"):
        return _text_plan(evidence, hints, wanted)
    values = evidence.filled - evidence.errors - lost
    if values <= 0:
        return Plan(
            hints.forced or "text", missing=missing_texts(evidence.words, text_column=True), scale=2 if hints.forced == "money" else None
        )
    fits = _Fit(values, evidence.word_distinct - len(among_values), evidence.value_distinct, wanted is not None, hints.forced is not None)
    if _wants_day(evidence, hints, fits, wanted):
        return _day_plan(evidence, hints, among_values)
    unit = _number_of_days(evidence, hints, wanted, fits)
    if unit:
        kind = "day" if unit in ("compact", "serial") else "moment"
        return Plan(hints.forced or kind, unit=unit, zone="UTC" if unit in ("s", "ms") else None, missing=among_values)
    if (wanted in (None, "boolean") and not evidence.dated) and (pair := _yes_no(evidence, among_values, wanted)) is not None:
        return Plan("boolean", yes_no=pair, missing=among_values)
    numeric_wish = wanted in ("integer", "number", "money", "percent")
    if (not evidence.id_like or numeric_wish) and (fits(evidence.numbers) or (hints.forced is not None and numeric_wish)):
        return _number_plan(evidence, hints, wanted, among_values)
    return _text_plan(evidence, hints, "text") if hints.forced in (None, "text") else Plan(hints.forced, missing=among_values)


@dataclass(frozen=True)
class _Fit:
    """Whether so many readable cells make a type: nearly all when it is free, most of them when the field asks for it."""

    values: int
    odd_distinct: int
    value_distinct: int
    wished: bool
    forced: bool

    def __call__(self, readable: int) -> bool:
        odd = self.values - readable
        if odd <= 0 or self.forced:
            return readable > 0
        if self.wished:
            return readable >= 0.6 * self.values
        return self.values >= 20 and odd <= 0.05 * self.values and self.odd_distinct <= max(2, 0.01 * self.value_distinct)


def _wants_day(evidence: Evidence, hints: Hints, fits: _Fit, wanted: str | None) -> bool:
    if hints.forced in ("day", "moment"):
        return evidence.dated > 0
    if wanted in ("integer", "number", "money", "percent", "boolean") and evidence.numbers >= evidence.dated:
        return False
    if evidence.text_numbers >= evidence.text_days > 0 and evidence.templates.total() and not evidence.days:
        return False  # texts such as 12.05 that are numbers first
    return evidence.dated > 0 and fits(evidence.dated)


def _text_plan(evidence: Evidence, hints: Hints, kind: str) -> Plan:
    missing = missing_texts(evidence.words, text_column=True)
    turned = _turned_ranges(evidence, hints) if kind == "text" else {}
    notes: tuple[str, ...] = ()
    if turned:
        cells = "1 cell" if evidence.days == 1 else f"{evidence.days:,} cells"
        example = turned[evidence.dates.most_common(1)[0][0]]
        were = "was turned into a date by Excel and read as text again" if evidence.days == 1 else _WERE_TURNED
        notes = (f"{cells} of “{hints.header}” {were}, such as {example}.",)
    return Plan(kind, missing=missing, turned=turned, notes=notes)


def _turned_ranges(evidence: Evidence, hints: Hints) -> dict[date, str]:
    """What the date cells of a column of ranges were, unless anything says that they are days."""
    if not evidence.days or evidence.moments or evidence.dates.total() < evidence.days or evidence.templates.keys() - {_RANGE_YEAR}:
        return {}
    if hints.field_type in ("day", "moment") or _DATED_HEADER.search(hints.header.casefold()):
        return {}
    return read_ranges(evidence.words, evidence.dates, evidence.numbers + evidence.others)


def _yes_no(evidence: Evidence, among_values: frozenset[str], wanted: str | None) -> dict[str, bool] | None:
    words = set(evidence.words) - among_values
    if evidence.word_distinct > 40:
        return None
    if evidence.numbers:
        if wanted != "boolean" or evidence.low < 0 or evidence.high > 1 or evidence.reals:
            return None
        return {"1": True, "0": False, **(read_pair(words) or {})}
    if evidence.others:
        return None
    return read_pair(words)


def _number_of_days(evidence: Evidence, hints: Hints, wanted: str | None, fits: _Fit) -> str | None:
    """The unit when whole numbers stand for days or moments."""
    asked = wanted in ("day", "moment")
    if wanted not in (None, "day", "moment") or not (asked or _DATED_HEADER.search(hints.header.casefold())):
        return None
    if not evidence.numbers or not fits(evidence.numbers) or evidence.currencies or evidence.percents:
        return None
    if not evidence.reals and evidence.low >= 8e8 and evidence.high < 2.6e9:
        return "s"
    if not evidence.reals and evidence.low >= 8e11 and evidence.high < 2.6e12:
        return "ms"
    if not evidence.reals and evidence.low >= 19_000_101 and evidence.high <= 21_001_231:
        return "compact"
    if evidence.low >= 20_000 and evidence.high <= 80_000 and (asked or "dat" in hints.header.casefold()):
        return "serial"
    return None


def _day_plan(evidence: Evidence, hints: Hints, missing: frozenset[str]) -> Plan:
    moment = evidence.moments + evidence.text_moments > 0
    notes: list[str] = []
    day_first = evidence.first_over_12 >= evidence.second_over_12
    if not evidence.first_over_12 and not evidence.second_over_12 and evidence.order_open:
        day_first = True if hints.day_first is None else hints.day_first
        order = "day first" if day_first else "month first"
        because = "because nothing in the sheet says otherwise" if hints.day_first is None else "as in the other columns"
        notes.append(f"“{hints.header}”: {evidence.order_open:,} dates could be day/month or month/day; they were read {order} {because}.")
    zones = {zone for zone in evidence.zones if zone}
    zone = zones.pop() if len(zones) == 1 and None not in evidence.zones else "UTC" if zones else None
    template = evidence.templates.most_common(1)[0][0] if evidence.templates else None
    if template is not None:
        if not day_first and "{d}" in template and template.find("{d}") < template.find("{m}"):
            template = template.replace("{d}", "{x}").replace("{m}", "{d}").replace("{x}", "{m}")
        padding = "".join(key for key in "dm" if evidence.padding[key] and evidence.padding[key] >= evidence.padding[key.upper()])
        if not day_first and "{m}" in template and template.find("{m}") < template.find("{d}"):
            padding = (
                padding.translate({100: 109, 109: 100})
                if evidence.first_over_12 + evidence.second_over_12 + evidence.order_open
                else padding
            )
        template = with_padding(template, padding)
    kind = hints.forced or ("moment" if moment else "day")
    return Plan(kind, template=template, day_first=day_first, zone=zone if kind == "moment" else None, missing=missing, notes=tuple(notes))


def _number_plan(evidence: Evidence, hints: Hints, wanted: str | None, missing: frozenset[str]) -> Plan:
    notes: list[str] = []
    counted = wanted == "integer" and not evidence.votes and not evidence.reals and set(+evidence.ambiguous) == {"."}
    decimal = "," if counted or evidence.votes[","] > evidence.votes["."] else "."  # of what is counted 1.250 are 1,250
    as_decimals, grouped = evidence.ambiguous[decimal], evidence.ambiguous["," if decimal == "." else "."]
    if evidence.ambiguous and not evidence.votes and not counted:
        notes.append(AMBIGUOUS_NUMBERS)
    form = _form(evidence, decimal, as_decimals, grouped)
    money = wanted == "money" or (wanted is None and (evidence.currencies.total() * 2 > evidence.numbers or hints.money_format))
    percent = wanted == "percent" or (wanted in (None, "number") and (evidence.percents * 2 > evidence.numbers or hints.percent_format))
    if percent and wanted != "money":
        fraction = hints.percent_format and not evidence.text_numbers
        unsigned = evidence.numbers - evidence.percents
        if not fraction and (shares := _maybe_shares(evidence, hints)):
            notes.append(shares)
        elif evidence.percents and unsigned:
            notes.append(f"“{hints.header}”: {unsigned:,} numbers without a % sign were taken as per cent too, 31 as 31 %.")
        return Plan("percent", form=form, decimal=decimal, missing=missing, notes=tuple(notes), unit="fraction" if fraction else None)
    if money:
        currency = evidence.currencies.most_common(1)[0][0] if len(evidence.currencies) == 1 else None
        if len(evidence.currencies) > 1:
            named = ", ".join(sorted(evidence.currencies))
            notes.append(f"“{hints.header}” holds amounts in {named}; the amounts are kept, the signs stay in the raw texts.")
        scale = max([2, evidence.native_places, 3 if as_decimals else 0, *evidence.places])
        scale = 2 if scale > _MOST_PLACES else scale
        return Plan("money", scale=scale, currency=currency, form=form, decimal=decimal, missing=missing, notes=tuple(notes))
    whole = not evidence.reals and not as_decimals and not any(places for places in evidence.places)
    kind = hints.forced or ("integer" if whole else "number")
    if _PERCENT_HEADER.search(hints.header) and (shares := _maybe_shares(evidence, hints)):
        notes.append(shares)
    return Plan(kind, form=form, decimal=decimal, missing=missing, notes=tuple(notes))


def _maybe_shares(evidence: Evidence, hints: Hints) -> str | None:
    """What is to be said of per cent that may be shares of one; None when they can't be, or are too few to tell."""
    bare = evidence.numbers - evidence.percents
    if bare < _ENOUGH_SHARES or evidence.bare_low < 0 or not _LOWEST_SHARE < evidence.bare_high <= 1:
        return None
    unsigned = " without a % sign" if evidence.percents else ""
    high, points = plain_of(evidence.bare_high), plain_of(round(evidence.bare_high * 100, 10))
    return (
        f"All {bare:,} values of “{hints.header}”{unsigned} lie between 0 and 1 and were read as points, {high} as {high} %. "
        f"If they are shares, so that {high} means {points} %, give the column the % format in the spreadsheet or write "
        f"{points} for {high}, and import the file again."
    )


def _form(evidence: Evidence, decimal: str, as_decimals: int, grouped: int) -> NumberForm | None:
    """The form that gives most texts of the column back; None where most cells are numbers already."""
    if evidence.text_numbers <= evidence.integers + evidence.reals:
        return None
    befores: Counter[str] = Counter()
    afters: Counter[str] = Counter()
    negatives: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for (before, after, group, negative), count in evidence.forms.items():
        befores[before] += count
        afters[after] += count
        negatives[negative] += count * (negative != "-")
        if group and group != decimal:
            groups[group] += count
    if grouped:
        groups["," if decimal == "." else "."] += grouped
    places = Counter({**evidence.places, 3: evidence.places[3] + as_decimals} if as_decimals else evidence.places)
    if grouped:
        places[0] += grouped
    usual, exact = places.most_common(1)[0] if places else (0, 0)
    shortest = evidence.shortest + grouped + as_decimals // 2
    long_enough = evidence.high >= 1000 or evidence.low <= -1000
    return NumberForm(
        before=befores.most_common(1)[0][0],
        after=afters.most_common(1)[0][0],
        group=groups.most_common(1)[0][0] if groups and long_enough else "",
        decimal=decimal,
        places=None if shortest >= exact else usual,
        negative=negatives.most_common(1)[0][0] if negatives.total() else "-",
    )
