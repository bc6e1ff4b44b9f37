"""What Home says of something that is due: what it is, why it stands there, and what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import counted, tr

if TYPE_CHECKING:
    from datetime import date

    from prodops_desktop.answers.due import Due, DueList

_TITLES = {
    ("notice", ""): tr("Notice for {name}"),
    ("renewal", ""): tr("{name} renews"),
    ("experiment", "begins"): tr("{name} begins"),
    ("experiment", "ends"): tr("{name} ends"),
    ("experiment", "decide"): tr("Decide on {name}"),
    ("item", "launches"): tr("{name} launches"),
    ("item", ""): tr("{name} is due"),
    ("source", ""): tr("{name}: the next sheet"),
}
_MORE = {
    "notice": tr("and {n} more notice deadlines"),
    "renewal": tr("and {n} more renewals"),
    "experiment": tr("and {n} more experiments"),
    "item": tr("and {n} more items of the roadmap"),
    "event": tr("and {n} more dates of the calendar"),
    "source": tr("and {n} more sources"),
}
_STATUSES = {"idea": tr("idea"), "planned": tr("planned"), "in progress": tr("in progress"), "on hold": tr("on hold")}
_EVENTS = {"freeze": tr("freeze"), "price change": tr("price change"), "campaign": tr("campaign"), "launch": tr("launch")}


def title_of(one: Due) -> str:
    """What is due: “Notice for Mixpanel”, “and 3 more renewals”."""
    if one.folded:
        return _MORE[one.kind].format(n=formats.number(one.count))
    return _TITLES.get((one.kind, one.act), "{name}").format(name=one.name)


def why_of(one: Due, today: date) -> str:
    """Why it stands there: “or it renews on 31 Dec”, “10 days late”; empty where the title says it all."""
    if one.folded:
        return tr("until {day}", day=formats.day(one.until, today))
    if one.kind == "notice":
        return tr("or it renews on {day}", day=formats.day(one.until, today))
    if one.kind == "renewal":
        return tr("ARR not known") if one.amount is None else ""
    said = {"experiment": _why_experiment, "item": _why_item, "event": _why_event, "source": _why_source}
    return said[one.kind](one, today)


def _why_experiment(one: Due, today: date) -> str:
    if one.act == "begins":
        return tr("scheduled, and not marked as running") if one.day < today else ""
    if one.act != "decide":
        return ""
    if one.status == "running" and one.until == today:
        return tr("its last day, and nothing is decided")
    return tr("over, and nothing is decided")


def _why_item(one: Due, today: date) -> str:
    del today
    vague = ""
    if one.precision != "day":
        from prodops_desktop.ui.vague_text import write_vague

        vague = tr("some time in {when}", when=write_vague(one.day, one.precision))
    return ", ".join(filter(None, (_STATUSES.get(one.status, one.status), vague, one.team)))


def _why_event(one: Due, today: date) -> str:
    until = tr("until {day}", day=formats.day(one.until, today)) if one.until is not None else ""
    return ", ".join(filter(None, (_EVENTS.get(one.act, one.act), until)))


def _why_source(one: Due, today: date) -> str:
    if one.day < today:
        return counted((today - one.day).days, "{n} day late", "{n} days late")
    if one.months:
        return counted(one.months, "every month", "every {n} months")
    return tr("every {n} days", n=formats.number(one.every))


def renewing_text(due: DueList) -> str:
    """“34 accounts renew within 90 days, $3.10M of ARR”; empty without any."""
    if not due.renewing:
        return ""
    said = counted(due.renewing, "{n} account renews within 90 days", "{n} accounts renew within 90 days")
    if due.renewing_arr is None:
        return said
    return tr("{said}, {amount} of ARR", said=said, amount=formats.money(due.renewing_arr, due.currency))
