"""Chooses the type of a column, and how its texts are written, from the evidence of all its cells."""

import re
from datetime import date

from prodops_desktop.intake.booleans import are_ticks, asks_whether, read_pair
from prodops_desktop.intake.counted_days import is_dated_header, is_month_header, unit_of
from prodops_desktop.intake.counting import counted, was
from prodops_desktop.intake.currencies import currency_in
from prodops_desktop.intake.dated_ranges import read_ranges
from prodops_desktop.intake.day_plans import day_plan, unit_plan
from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.missing import missing_texts
from prodops_desktop.intake.number_plans import AMBIGUOUS_NUMBERS, number_plan
from prodops_desktop.intake.plans import TYPES, Fit, Hints, Plan
from prodops_desktop.intake.span_plans import span_plan

__all__ = ["AMBIGUOUS_NUMBERS", "TYPES", "Hints", "Plan", "choose_plan"]
_CODE_HEADER = re.compile(
    r"\b(?:phone|telephone|telefon\w*|téléphone|teléfono|tel|mobile|cell|fax|handy|zip|zip ?code|post ?code|postal ?code|plz|postleitzahl"
    r"|code postal|cap|cep|iban|bic|swift|isbn|ean|upc|gtin|asin|sku|version|release|build|ver|ip|ip address|mac|vat(?: ?(?:id|no|number))?"
    r"|tax ?(?:id|no)|ssn|imei|serial(?: ?(?:no|number))?|barcode|hash|hex|colou?r code)\b\.?$",
    re.IGNORECASE,
)
_ID_HEADER = re.compile(r"(?:^|\b)(?:id|no|nr|ref|key|code|wbs|outline|item)\.?$|^#$", re.IGNORECASE)
_RANGE_YEAR = "{m}-{Y:04}"
_NUMERIC = ("integer", "number", "money", "percent")
_DATED = ("day", "moment")
_WERE_TURNED = "were turned into dates by Excel and read as text again"


def choose_plan(evidence: Evidence, hints: Hints) -> Plan:
    """The plan for a column; a column without any value is text."""
    wanted = hints.wanted
    among_values = missing_texts(evidence.words, text_column=False)
    if wanted in ("text", "name"):
        return _text_plan(evidence, hints, wanted)
    if wanted is None and _are_filled_up(evidence, hints):
        return _text_plan(evidence, hints, "text")
    if wanted in (None, "boolean") and not evidence.numbers and not evidence.dated and (ticked := _ticked(evidence, hints)) is not None:
        return ticked
    values = evidence.filled - evidence.valueless - sum(evidence.words[word] for word in among_values)
    if values <= 0:
        text = missing_texts(evidence.words, text_column=True)
        return Plan(hints.forced or "text", missing=text, scale=2 if hints.forced == "money" else None)
    odd = evidence.word_distinct - len(among_values)
    sure = hints.forced is not None or (hints.needed and wanted is not None)
    fits = Fit(values, odd, evidence.value_distinct, wished=wanted is not None, sure=sure)
    plan = _typed_plan(evidence, hints, fits, among_values)
    if plan is not None:
        return plan
    if hints.forced is not None or (hints.needed and wanted in (*_DATED, *_NUMERIC) and evidence.numbers + evidence.dated > 0):
        return Plan(wanted or "text", missing=among_values, scale=2 if wanted == "money" else None)
    return _text_plan(evidence, hints, "text")


def _typed_plan(evidence: Evidence, hints: Hints, fits: Fit, missing: frozenset[str]) -> Plan | None:
    """The plan of a column of values, of the first type that its cells fit; None when they are text."""
    wanted = hints.wanted
    spans = span_plan(evidence, hints, fits, missing)
    if spans is not None:
        return spans
    if _is_dated(evidence, hints, fits):
        return day_plan(evidence, hints, missing)
    unit = unit_of(evidence, hints, fits)
    if unit is not None:
        return unit_plan(unit, evidence, hints, missing)
    if (wanted in (None, "boolean") and not evidence.dated) and (pair := _yes_no(evidence, missing, hints)) is not None:
        return Plan("boolean", yes_no=pair, missing=missing - pair.keys())
    if not evidence.numbers or (wanted is None and _are_codes(evidence, hints)) or wanted not in (None, *_NUMERIC):
        return None
    return number_plan(evidence, hints, missing) if fits(evidence.numbers) else None


def _is_dated(evidence: Evidence, hints: Hints, fits: Fit) -> bool:
    wanted, texts = hints.wanted, evidence.as_days
    if texts.months_are_days and not evidence.days:
        return False  # Nov 14, Nov 25: days without a year
    leading = texts.leading if texts.leading_is_year else 0
    dated = evidence.dated + leading + (evidence.serials if evidence.dated > evidence.serials else 0)
    if evidence.dated + leading == 0 or wanted not in (None, *_DATED):
        return False
    if hints.forced in _DATED:
        return True
    if evidence.as_numbers.cells >= texts.days > 0 and not evidence.days and not leading:
        # texts such as 12.2026 that are numbers as well: months only where something says so
        said = wanted in _DATED or bool(texts.padded["m"]) or is_dated_header(hints.header) or is_month_header(hints.header)
        return (said or evidence.value_distinct >= 3) and evidence.as_numbers.cells == texts.days and fits(evidence.dated)
    return fits(dated)


def _are_codes(evidence: Evidence, hints: Hints) -> bool:
    """Whether digits are names of something: led by zeros, longer than numbers keep, phone numbers, or called so."""
    if evidence.id_like:
        return True
    texts = evidence.as_numbers
    if texts.sides and not (texts.currencies or texts.votes or texts.ambiguous or currency_in(hints.header)):
        return True  # 12DR is a code as likely
    header = hints.header.replace("_", " ").strip()
    whole = not evidence.reals and not any(places for places in texts.places if texts.places[places])
    return bool(_CODE_HEADER.search(header)) or (not whole and _ID_HEADER.search(header) is not None)


def _are_filled_up(evidence: Evidence, hints: Hints) -> bool:
    """Whether numbers are ids that their cells show with zeros in front, such as 00042."""
    if not hints.zeros or not evidence.integers or evidence.reals or evidence.dated:
        return False
    return evidence.low >= 0 and len(str(int(evidence.low))) < hints.zeros


def _text_plan(evidence: Evidence, hints: Hints, kind: str) -> Plan:
    missing = missing_texts(evidence.words, text_column=True)
    turned = _turned_ranges(evidence, hints) if kind == "text" else {}
    notes: tuple[str, ...] = ()
    if turned:
        cells = "1 cell" if evidence.days == 1 else f"{evidence.days:,} cells"
        example = turned[evidence.dates.most_common(1)[0][0]]
        were = "was turned into a date by Excel and read as text again" if evidence.days == 1 else _WERE_TURNED
        notes = (f"{cells} of “{hints.header}” {were}, such as {example}.",)
    elif kind == "text" and _lacks_years(evidence):
        notes = (f"“{hints.header}” holds days without a year, such as 26-Mar; they stay text, because no year is guessed.",)
    if not _are_filled_up(evidence, hints):
        return Plan(kind, missing=missing, turned=turned, notes=notes)
    kept = (
        f"“{hints.header}”: {counted(evidence.integers, 'number')} that the spreadsheet shows with zeros in front {was(evidence.integers)}"
    )
    example = str(int(evidence.low)).zfill(hints.zeros)
    return Plan(kind, missing=missing, zeros=hints.zeros, notes=(*notes, f"{kept} kept as it shows them, such as {example}."))


def _lacks_years(evidence: Evidence) -> bool:
    texts, values = evidence.as_days, evidence.filled - evidence.valueless
    return (texts.leading and not texts.leading_is_year and 2 * texts.leading > values) or (
        texts.months_are_days and 2 * texts.months_only > values
    )


def _turned_ranges(evidence: Evidence, hints: Hints) -> dict[date, str]:
    """What the date cells of a column of ranges were, unless anything says that they are days."""
    forms = {form.replace("{p}", "{d}").replace("{q}", "{m}") for form in evidence.as_days.forms}
    if not evidence.days or evidence.moments or evidence.dates.total() < evidence.days or forms - {_RANGE_YEAR}:
        return {}
    if hints.field_type in _DATED or is_dated_header(hints.header):
        return {}
    return read_ranges(evidence.words, evidence.dates, evidence.numbers + evidence.others + evidence.times + evidence.lengths)


def _ticked(evidence: Evidence, hints: Hints) -> Plan | None:
    """The plan of a column of marks such as x, whose other cells are blank, where something asks for yes or no."""
    if not are_ticks(evidence.words.keys()) or evidence.word_cells != evidence.filled or evidence.as_spans.cells:
        return None
    if hints.wanted != "boolean" and not asks_whether(hints.header):
        return None
    mark = next(iter(evidence.words))
    note = f"“{hints.header}”: cells with “{mark}” were taken as yes and blank ones as no."
    return Plan("boolean", yes_no=dict.fromkeys(evidence.words, True), blank_is_no=True, notes=(note,))


def _yes_no(evidence: Evidence, among_values: frozenset[str], hints: Hints) -> dict[str, bool] | None:
    words = set(evidence.words) - among_values
    asked = hints.wanted == "boolean"
    if evidence.word_distinct > 40:
        return None
    if evidence.numbers:
        if not asked or evidence.low < 0 or evidence.high > 1 or evidence.reals:
            return None
        return {"1": True, "0": False, **(read_pair(words, asked=True) or {})}
    if evidence.others or evidence.times or evidence.lengths or evidence.as_spans.cells:
        return None
    return read_pair(evidence.words, asked=asked) or read_pair(words, asked=asked)
