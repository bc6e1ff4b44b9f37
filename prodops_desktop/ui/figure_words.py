"""What is said of a figure of a metric on every page that shows one: when it was, what it counts, and all of it as a sentence to copy."""

from datetime import date

from prodops_desktop.metrics.figure import Figure
from prodops_desktop.metrics.model import Point
from prodops_desktop.metrics.periods import distance
from prodops_desktop.metrics.wording import Amount, Day, Period
from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.work.listing import listed
from prodops_desktop.work.said import Said


def when_text(one: Figure) -> str:
    """The period, and how far its data goes: “Q4 2026 to 20 Nov”, or the day of a level: “20 Nov 2026”."""
    if one.period is None:
        return ""
    if one.until is None:
        return formats.period(one.period)
    if one.metric.measure == "arr" and one.grain == "month":
        return formats.day(one.until)
    until = formats.day(one.until, date.fromisoformat(one.until[:10]))
    return tr("{period} to {day}", period=formats.period(one.period), day=until)


def rows_text(one: Figure) -> str:
    """What is behind it: “612 responses”, “1 row”."""
    return counted(one.n, "{n} response", "{n} responses") if one.metric.measure == "nps" else counted(one.n, "{n} row", "{n} rows")


def sentence_of(one: Figure) -> str:
    """The figure to paste into a mail: value, period, target, prior, n and files."""
    title = one.metric.title if one.metric.dataset is None else f"{one.metric.group}: {one.metric.title}"
    files = listed(list(dict.fromkeys(source.file for source in one.sources)))
    if one.value is None or one.period is None:
        why = said(one.note) or tr("no data")
        why = tr("{said} in {period}", said=why, period=formats.period(one.period)) if one.period else why
        return "; ".join(filter(None, (f"{title}: {why}", files))) + "."
    parts = [f"{title} {_with_margin(one, one.value, one.margin)}", when_text(one)]
    if one.target is not None:
        parts.append(tr("target {target}", target=formats.figure(one.target, one.unit, one.currency)))
    if one.prior is not None and one.prior.value is not None:
        parts.append(_prior_text(one, one.prior, one.prior.value))
    left_out = [said(note).removesuffix(".") for note in one.notes if "no rate from" in note]
    return "; ".join([", ".join(parts), rows_text(one), *left_out, *([files] if files else [])])


def _with_margin(one: Figure, value: float, margin: float | None) -> str:
    """A value with its margin, scores to a tenth."""
    decimals = 1 if one.unit == "score" else None
    text = formats.number(value, decimals) if decimals else formats.figure(value, one.unit, one.currency)
    half = formats.number(margin, decimals) if decimals else formats.figure(margin, one.unit, one.currency)
    return text if margin is None else f"{text} ± {half}"


def _prior_text(one: Figure, prior: Point, value: float) -> str:
    text = tr("prior {value}", value=_with_margin(one, value, prior.margin))
    if one.period is not None and distance(prior.period, one.period, one.grain) != 1:
        text = tr("{said} in {period}", said=text, period=formats.period(prior.period))
    if one.significant is False:
        return tr("{said} (no change beyond the margin)", said=text)
    return f"{text} ({_change_text(one, one.change or 0.0, value)})"


def _change_text(one: Figure, change: float, base: float) -> str:
    """A difference: “+2.9 points”, or of an amount or count “+4.2%”, “18.8-fold”."""
    if one.unit == "score":
        return tr("{n} points", n=_signed(change))
    if one.unit == "percent":
        return tr("{n} percentage points", n=_signed(change))
    if base > 0 and change > 2 * base:
        ratio = (base + change) / base
        return tr("{n}-fold", n=formats.number(ratio, 1 if ratio < 20 and round(ratio, 1) % 1 else 0))
    return f"{_signed(100 * change / abs(base))}%" if base else formats.signed(change, one.unit, one.currency)


def _signed(value: float) -> str:
    """A number to a tenth that has its sign, unless it rounds to nothing."""
    text = formats.number(value, 1)
    return f"+{text}" if round(value, 1) > 0 else text


def said(text: str) -> str:
    """A sentence of a layer below: filled anew, or looked up as it stands; an empty one stays empty."""
    if isinstance(text, Said) and text.values:
        return tr(text.template).format(**{name: _written(value) for name, value in text.values.items()})
    return tr(text) if text else ""


def _written(value: object) -> str:
    match value:
        case Said():
            return said(value)
        case int():
            return formats.number(value)
        case Day():
            return formats.day(value.iso)
        case Period():
            return formats.period(value.name)
        case Amount():
            return formats.figure(value.value, value.unit, value.currency)
        case _:
            return str(value)
