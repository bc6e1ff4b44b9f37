"""Plans columns of days and moments: which order, which zone, and what has to be said."""

from prodops_desktop.intake.choices import ASIDE, DAY_FIRST, MONTH_FIRST, YEAR_FIRST
from prodops_desktop.intake.counted_days import has_times
from prodops_desktop.intake.counting import counted, was
from prodops_desktop.intake.day_templates import settled, worded, year_first
from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.plans import Hints, Plan
from prodops_desktop.intake.written import WrittenDays

_BORN = ("birth", "born", "dob", "geburt", "geb.", "naissance", "nacimiento", "nascita", "nascimento")


def day_order(evidence: Evidence, hints: Hints) -> tuple[bool, str]:
    """Whether days come first in a column, and what says so: "chosen", "column", "sheet" or "workspace"."""
    texts = evidence.as_days
    if hints.order in (DAY_FIRST, MONTH_FIRST):
        return hints.order == DAY_FIRST, "chosen"
    if (texts.first_over_12 or texts.second_over_12) and not year_order(evidence, hints)[0]:
        return texts.first_over_12 >= texts.second_over_12, "column"
    if hints.day_first is not None:
        return hints.day_first, "sheet"
    return hints.usual_day_first, "workspace"


def year_order(evidence: Evidence, hints: Hints) -> tuple[bool, str]:
    """Whether days such as 26/03/04 begin with the year, and what says so: "chosen", "column", "sheet", or "doubt" where nothing does.

    Nothing is said where there is no doubt that they don't.
    """
    if hints.order not in (None, ASIDE):
        return hints.order == YEAR_FIRST, "chosen"
    years = evidence.as_days.short_years
    if years.surely_first:
        return True, "column"
    if not years.doubtful or hints.day_first is not None or _speaks_of_births(hints):
        return False, ""
    return hints.short_first, "sheet" if hints.short_first else "doubt"


def _speaks_of_births(hints: Hints) -> bool:
    return any(word in hints.header.casefold() for word in _BORN)


def day_plan(evidence: Evidence, hints: Hints, missing: frozenset[str]) -> Plan:
    """The plan of a column of which most cells are or read as days or moments."""
    texts = evidence.as_days
    day_first, _ = day_order(evidence, hints)
    short_first, _ = year_order(evidence, hints)
    zones = {zone for zone in texts.zones if zone}
    zone = zones.pop() if len(zones) == 1 and None not in texts.zones and not evidence.moments else "UTC" if zones else None
    kind = hints.forced or ("moment" if evidence.moments + texts.moments else "day")
    return Plan(
        kind,
        template=_template(texts, day_first=day_first, short_first=short_first),
        day_first=day_first,
        aside=hints.order == ASIDE,
        leading_year=texts.leading_is_year,
        short_first=short_first,
        born=_speaks_of_births(hints),
        zone=zone if kind == "moment" else None,
        serials=("serial 1904" if hints.since_1904 else "serial") if evidence.serials else None,
        missing=missing,
        notes=tuple(_notes(evidence, hints, swapped=day_first and not short_first, zone=zone)),
    )


def unit_plan(unit: str, evidence: Evidence, hints: Hints, missing: frozenset[str]) -> Plan:
    """The plan of a column whose numbers count days or moments."""
    kind = hints.forced or ("moment" if has_times(unit, evidence) else "day")
    zone = "UTC" if unit in ("s", "ms", "us") and kind == "moment" else None
    return Plan(kind, unit=unit, zone=zone, missing=missing)


def _template(texts: WrittenDays, *, day_first: bool, short_first: bool) -> str | None:
    forms, words = texts.forms, texts.month_words
    if texts.leading_is_year and texts.leading > forms.total():
        forms, words = texts.leading_forms, texts.leading_words
    if not forms:
        return None
    form = forms.most_common(1)[0][0]
    if short_first and (led := year_first(form)) != form:
        form, day_first = led, True
    return settled(worded(form, words, texts.week_words), texts.padded, day_first=day_first)


def _notes(evidence: Evidence, hints: Hints, *, swapped: bool, zone: str | None) -> list[str]:
    """What is to be said; ``swapped``: a spreadsheet may have swapped day and month in cells, if nothing speaks against it."""
    texts, header = evidence.as_days, hints.header
    notes = []
    if (order := order_note(evidence, hints)) is not None:
        notes.append(order)
    if texts.first_over_12 and not evidence.late_days and evidence.days + evidence.moments >= 3 and swapped:
        cells = evidence.days + evidence.moments
        notes.append(
            f"“{header}”: all {cells:,} date cells fall on the first twelve days of a month, beside texts such as 31/12; the spreadsheet "
            "may have swapped day and month in them. Compare one with its source."
        )
    if evidence.serials and not hints.since_1904:
        numbers = evidence.serials
        notes.append(
            f"“{header}”: {counted(numbers, 'number')} among the dates {was(numbers)} read as the day that a spreadsheet counts by it."
        )
    if texts.zones[None] and zone == "UTC" and len(texts.zones) > 1:
        bare = texts.zones[None]
        notes.append(f"“{header}”: {counted(bare, 'time')} without a zone {was(bare)} taken as UTC, beside others that name theirs.")
    if texts.fiscal:
        quarters = f"{counted(texts.fiscal, 'quarter')} of a fiscal year"
        notes.append(f"“{header}”: {quarters} {was(texts.fiscal)} read by the calendar, as if the fiscal year began in January.")
    return notes


def order_note(evidence: Evidence, hints: Hints) -> str | None:
    """What is to be said on the order of day and month; None when it is plain, or was chosen."""
    texts, header = evidence.as_days, hints.header
    day_first, source = day_order(evidence, hints)
    order = "day first" if day_first else "month first"
    if source == "chosen" or hints.order in (ASIDE, YEAR_FIRST):
        return None
    if (years := _year_note(evidence, hints)) is not None:
        return years
    if texts.first_over_12 and texts.second_over_12:
        opened = f", and {texts.open:,} that could be either {was(texts.open)} read {order}, as most are" if texts.open else ""
        both = f"{counted(texts.first_over_12, 'date')} can only be day/month and {texts.second_over_12:,} only month/day"
        return f"“{header}” is mixed: {both}. Each was read in the one way that it can be{opened}."
    if not texts.open or source == "column":
        return None
    usual = (
        "as is set where the other columns show both orders"
        if hints.orders_differ
        else "as is set where nothing in a sheet tells the order"
    )
    because = "as in the other columns" if source == "sheet" else usual
    they = "it was" if texts.open == 1 else "they were"
    return f"“{header}”: {counted(texts.open, 'date')} could be day/month or month/day; {they} read {order}, {because}."


def _year_note(evidence: Evidence, hints: Hints) -> str | None:
    """What is to be said on days such as 26/03/04; None where the first number is no year without doubt."""
    begins, source = year_order(evidence, hints)
    if not source:
        return None
    count = evidence.as_days.short_years.cells
    dates = f"“{hints.header}”: {counted(count, 'date')}"
    if not begins:
        they = "it was" if count == 1 else "they were"
        return (
            f"{dates} could be day/month/year or year/month/day; {they} read day first. If the year comes first, say so in the step "
            "Columns of the import."
        )
    because = (
        "as in another column of the sheet"
        if source == "sheet"
        else "because the first numbers stay within few years and the last ones go through the month"
    )
    return f"{dates} such as 26/03/04 {was(count)} read year first, {because}."
