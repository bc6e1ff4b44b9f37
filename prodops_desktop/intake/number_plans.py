"""Plans columns of numbers, amounts and per cent: decimal sign, currency, and how their texts are written."""

import re
from collections import Counter
from dataclasses import replace

from prodops_desktop.intake.choices import SHARE
from prodops_desktop.intake.counting import counted, was
from prodops_desktop.intake.currencies import CROWNS, OF_THREE_PLACES, currency_in, in_thousands
from prodops_desktop.intake.evidence import MOST_PLACES, Evidence
from prodops_desktop.intake.numbers import NumberForm, plain_of
from prodops_desktop.intake.plans import Hints, Plan

AMBIGUOUS_NUMBERS = "such as 1,250 or 1.250 can be read in two ways; a comma was taken to group thousands, a point to begin decimals"
_PERCENT_HEADER = re.compile(r"%|\bper ?cent|\bpct\b|\bprozent|\bpourcent|\bporcent", re.IGNORECASE)
_ENOUGH_SHARES = 20
_LOWEST_SHARE = 0.05
_HIGHEST_SHARE = 5


def decimal_sign(evidence: Evidence, hints: Hints) -> tuple[str, str]:
    """The decimal sign of a column, and what says so: "chosen", "column", "count", "sheet", "amounts" or nothing."""
    texts = evidence.as_numbers
    if hints.sign:
        return hints.sign, "chosen"
    if texts.votes:
        return ("," if texts.votes[","] > texts.votes["."] else "."), "column"
    if hints.wanted == "integer" and not evidence.reals and set(+texts.ambiguous) == {"."}:
        return ",", "count"  # of what is counted 1.250 are 1,250
    if hints.decimal:
        return hints.decimal, "sheet"
    return (",", "amounts") if _are_whole_amounts(evidence, hints) else (".", "")


def _are_whole_amounts(evidence: Evidence, hints: Hints) -> bool:
    """Whether 1.250 among amounts is 1250: the others are whole ones, and no amount has decimals unless it has three."""
    texts = evidence.as_numbers
    whole = (
        not evidence.reals and (evidence.integers or texts.places[0]) and not any(texts.places[places] for places in texts.places if places)
    )
    if not whole or set(+texts.ambiguous) != {"."} or not (hints.field_type == "money" or _is_money(evidence, hints)):
        return False
    return not OF_THREE_PLACES & {*texts.currencies, *hints.currencies, currency_in(hints.header)}


def number_plan(evidence: Evidence, hints: Hints, missing: frozenset[str]) -> Plan:
    """The plan of a column of which most cells are or read as numbers."""
    texts = evidence.as_numbers
    decimal, source = decimal_sign(evidence, hints)
    as_decimals, grouped = texts.ambiguous[decimal], texts.ambiguous["," if decimal == "." else "."]
    notes = _notes_on_signs(evidence, hints, source)
    debit = _debit(texts.sides)
    if debit:
        notes.append(f"“{hints.header}”: amounts marked {debit} were read as below zero.")
    base = Plan("number", form=_form(evidence, decimal, as_decimals, grouped, debit), decimal=decimal, debit=debit, missing=missing)
    wanted = hints.wanted
    if _is_percent(evidence, hints):
        return _percent_plan(base, evidence, hints, notes)
    if wanted == "money" or (wanted is None and _is_money(evidence, hints)):
        return _money_plan(base, evidence, hints, notes, decimals=bool(as_decimals))
    if hints.percent_format and not _by_format(evidence, hints) and wanted is None:
        notes.append(
            f"“{hints.header}”: a few cells have a % format, but the numbers are too large for shares; they were read as they are."
        )
    whole = not evidence.reals and not as_decimals and not any(places for places in texts.places if texts.places[places] > 0)
    if _PERCENT_HEADER.search(hints.header) and hints.percent is None and (shares := _maybe_shares(evidence, hints)):
        notes.append(shares)
    return replace(base, type=hints.forced or ("integer" if whole else "number"), notes=tuple(notes))


def _notes_on_signs(evidence: Evidence, hints: Hints, source: str) -> list[str]:
    """What is to be said of the sign before decimals, with what says so as of :func:`decimal_sign`."""
    texts, notes = evidence.as_numbers, []
    count = texts.ambiguous.total()
    if count and not source:
        notes.append(AMBIGUOUS_NUMBERS)
    if count and source == "sheet":
        numbers = f"“{hints.header}”: {counted(count, 'number')} such as 1,250 or 1.250"
        notes.append(f"{numbers} {was(count)} read as in the other columns, “{hints.decimal}” before decimals.")
    if source == "amounts":
        notes.append(
            f"“{hints.header}”: {counted(count, 'amount')} such as 1.250 {was(count)} read as thousands, 1.250 as 1250, because no amount "
            "has one or two decimals. If the point begins decimals, say so in the step Columns of the import."
        )
    if texts.votes["."] and texts.votes[","]:
        few, sign = min((texts.votes[sign], sign) for sign in ",.")
        notes.append(
            f"“{hints.header}” mixes two ways of writing numbers: in {few:,} of {texts.cells:,} texts “{sign}” stands before the decimals."
        )
    return notes


def _is_percent(evidence: Evidence, hints: Hints) -> bool:
    if hints.wanted == "percent":
        return True
    if hints.forced is not None or hints.field_type not in (None, "number"):
        return False
    if hints.percent is not None:
        return True
    return evidence.as_numbers.percents * 2 > evidence.numbers or _by_format(evidence, hints)


def _by_format(evidence: Evidence, hints: Hints) -> bool:
    """Whether the format of cells says that 0.31 is 31%; one cell with that format among large numbers says nothing of these."""
    numbers = evidence.integers + evidence.reals
    return hints.percent_format and numbers > 0 and (evidence.cell_high <= _HIGHEST_SHARE or says_percent(hints.header))


def _is_money(evidence: Evidence, hints: Hints) -> bool:
    texts = evidence.as_numbers
    if texts.currencies.total() * 2 > evidence.numbers or hints.money_format:
        return True
    return currency_in(hints.header) is not None and not in_thousands(hints.header) and not _PERCENT_HEADER.search(hints.header)


def _percent_plan(base: Plan, evidence: Evidence, hints: Hints, notes: list[str]) -> Plan:
    texts = evidence.as_numbers
    by_format = _by_format(evidence, hints)
    unsigned = (texts.cells if by_format else evidence.numbers) - texts.percents
    if by_format or hints.percent is not None:
        pass
    elif shares := _maybe_shares(evidence, hints):
        notes.append(shares)
    elif texts.percents and unsigned:
        notes.append(f"“{hints.header}”: {counted(unsigned, 'number')} without a % sign {was(unsigned)} taken as per cent too, 31 as 31%.")
    unit = "fraction" if by_format else "share" if hints.percent == SHARE else None
    return replace(base, type="percent", unit=unit, notes=tuple(notes))


def _money_plan(base: Plan, evidence: Evidence, hints: Hints, notes: list[str], *, decimals: bool) -> Plan:
    header = hints.header
    currency, note = _currency(evidence, hints)
    notes += [note] if note else []
    if in_thousands(header):
        notes.append(f"“{header}”: the header seems to speak of thousands or millions; the amounts were taken as they are written.")
    places = evidence.as_numbers.places
    written = [number for number in places if places[number] and number <= MOST_PLACES]
    scale = max([2, evidence.native_places, 3 if decimals else 0, *written])
    return replace(base, type="money", scale=scale, currency=currency, notes=tuple(notes))


def _currency(evidence: Evidence, hints: Hints) -> tuple[str | None, str | None]:
    """The one currency of the amounts, by their signs, else their formats, else the header; and what is to be said of it."""
    found, header = evidence.as_numbers.currencies, hints.header
    signs = {sign for sign in found if sign != CROWNS} | (hints.currencies if evidence.integers + evidence.reals else frozenset())
    said = currency_in(header)
    if len(signs) > 1 or (signs and CROWNS in found):
        named = ", ".join(sorted({*signs, *found}))
        kept = "the signs stay in the raw texts" if len(found) > 1 else "which amount is in which only the file shows"
        return None, f"“{header}” holds amounts in {named}; the amounts are kept, {kept}."
    if signs:
        return signs.pop(), None
    if CROWNS in found and said is None:
        return None, f"“{header}”: “kr” may be Swedish, Norwegian or Danish crowns; the amounts are kept without a currency."
    return said, None


def shares_asked(evidence: Evidence, hints: Hints, *, least: int = 1) -> int:
    """How many numbers of a column of per cent may be shares of one; 0 when they can't be."""
    bare = evidence.numbers - evidence.as_numbers.percents
    if hints.percent_format or bare < least or evidence.bare_low < 0 or not _LOWEST_SHARE < evidence.bare_high <= 1:
        return 0
    return bare


def says_percent(header: str) -> bool:
    """Whether a header says that its numbers are per cent."""
    return _PERCENT_HEADER.search(header) is not None


def _maybe_shares(evidence: Evidence, hints: Hints) -> str | None:
    """What is to be said of per cent that may be shares of one; None when they can't be, or are too few to tell."""
    bare = shares_asked(evidence, hints, least=_ENOUGH_SHARES)
    if not bare:
        return None
    unsigned = " without a % sign" if evidence.as_numbers.percents else ""
    high, points = plain_of(evidence.bare_high), plain_of(round(evidence.bare_high * 100, 10))
    return (
        f"All {bare:,} values of “{hints.header}”{unsigned} lie between 0 and 1 and were read as points, {high} as {high}%. "
        f"If they are shares, so that {high} means {points}%, say so in the step Columns of the import, or give the column "
        f"the % format in the spreadsheet and import the file again."
    )


def _debit(sides: Counter[str]) -> str | None:
    """The mark of what is below zero: a debit, or a credit where nothing else is marked."""
    if not sides:
        return None
    return "DR" if any("d" in side.lower() for side in sides) else "CR"


def _form(evidence: Evidence, decimal: str, as_decimals: int, grouped: int, debit: str | None) -> NumberForm | None:
    """The form that gives most texts of the column back; None where most cells are numbers already, or only dashes for zero."""
    texts = evidence.as_numbers
    if not texts.forms or texts.cells <= evidence.integers + evidence.reals:
        return None
    befores: Counter[str] = Counter()
    afters: Counter[str] = Counter()
    negatives: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    signed = lakhs = 0
    for (before, after, group, negative, plus, in_lakhs), count in texts.forms.items():
        befores[before] += count
        afters[after] += count
        negatives[negative] += count * (negative != "-")
        signed += count * plus
        lakhs += count * in_lakhs
        if group and group != decimal:
            groups[group] += count
    if grouped:
        groups["," if decimal == "." else "."] += grouped
    places = Counter({**texts.places, 3: texts.places[3] + as_decimals} if as_decimals else texts.places)
    if grouped:
        places[0] += grouped
    usual, exact = places.most_common(1)[0] if places else (0, 0)
    shortest = texts.shortest + grouped + as_decimals // 2
    long_enough = grouped or evidence.high >= 1000 or evidence.low <= -1000
    after, negative = afters.most_common(1)[0][0], negatives.most_common(1)[0][0] if +negatives else "-"
    if debit:
        marks = {side.strip(" .").upper() == debit: side for side, _ in reversed(texts.sides.most_common())}
        negative, after = "end" + after + marks.get(True, ""), after + marks.get(False, "")
    return NumberForm(
        before=befores.most_common(1)[0][0],
        after=after,
        group=groups.most_common(1)[0][0] if groups and long_enough else "",
        decimal=decimal,
        places=None if shortest >= exact else usual,
        negative=negative,
        plus=3 * signed >= texts.cells,
        lakhs=lakhs > 0,
    )
