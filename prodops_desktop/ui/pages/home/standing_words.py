"""What Home says of where an area stands: the lines of its tile, what the figure means, and all of it as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prodops_desktop.ui import formats
from prodops_desktop.ui.load_words import crowded_text
from prodops_desktop.ui.period_words import remarks_of
from prodops_desktop.ui.texts import counted, tr

if TYPE_CHECKING:
    from datetime import date

    from prodops_desktop.answers.standing import Arrivals, Delivery, Inbox, Notices, Standing, Trials

TITLES = {
    "predictability": tr("Delivery predictability"),
    "experiments": tr("Running experiments"),
    "notices": tr("Notice deadlines"),
    "inbox": tr("Feedback waiting"),
    "sources": tr("Data on time"),
}
MEANINGS = {
    "predictability": (
        tr(
            "Points delivered in the period, stretch too, ÷ points committed as the period began; say/do is committed items delivered ÷ "
            "committed items. What reports say afterwards changes neither."
        ),
        tr("A team that commits to little is predictable, and points of two teams are not the same."),
    ),
    "experiments": (
        tr(
            "Experiments whose status is running. Conflicts are those of today or later that nobody accepted, of experiments that are "
            "planned or run. The line is how many were live in each week, drafts among them, against the limit of a week."
        ),
        tr("A status that nobody changed when a test ended still counts as running."),
    ),
    "notices": (
        tr(
            "Contracts of tools in use, and of others that renew themselves, whose notice has to reach the vendor within 90 days, and "
            "about which nothing is decided; the amount is what a year of them costs after the renewal."
        ),
        tr("Contracts without an end date or a notice period have no deadline, and are not among them."),
    ),
    "inbox": (
        tr("Items of feedback that nobody looked at yet, and those among them whose snooze is over."),
        tr("Items that are merged into another one, or came by an import that was undone, are not among them."),
    ),
    "sources": (
        tr(
            "Datasets that come regularly (at least three versions, no pause among the latest over twice the usual one) and whose next "
            "version is not overdue. What did not come for four times as long is not waited for. Held back are the rows in quarantine of "
            "the newest versions."
        ),
        tr("A sheet that never came twice is expected by nobody, and a date in a sheet can be older than its figures."),
    ),
}
"""What each figure means, and where it misleads."""


@dataclass(frozen=True)
class Fact:
    """A line of a figure: a name, its value, and what stands at the right, which ``tone`` calls good, warn, bad or neither."""

    name: str
    value: str
    aside: str = ""
    tone: str = "2"


@dataclass(frozen=True)
class Words:
    """What is said of a figure: its title, of what it is, how much is behind it, its lines, and a note. ``limit`` names what is drawn."""

    title: str
    of: str
    behind: str
    facts: tuple[Fact, ...]
    note: str
    limit: str = ""


def words_of(one: Standing) -> Words:
    """What is said of a figure, written as numbers and days are written now."""
    said: Any = {"predictability": _delivery, "experiments": _trials, "notices": _notices, "inbox": _inbox, "sources": _arrivals}
    words: Words = said[one.id](one.facts, one.today)
    return words


def value_text(one: Standing) -> str:
    """The value without its unit."""
    return formats.MISSING if one.value is None else formats.number(one.value, 0 if one.value == int(one.value) else 1)


def standing_sentence(one: Standing) -> str:
    """The figure in words: “Delivery predictability: 82% (41 of 50 items); Say/do 82%, …”."""
    words = words_of(one)
    value = tr("not known") if one.value is None else formats.percent(one.value) if one.unit == "percent" else value_text(one)
    said = [f"{fact.name} {fact.value}{f' ({fact.aside})' if fact.aside else ''}" for fact in words.facts]
    head = f"{words.title}: {' '.join(filter(None, (value, words.of)))}"
    parts = (f"{head} ({words.behind})" if words.behind else head, *said, words.note)
    return "; ".join(filter(None, parts)).removesuffix(".") + "."  # a day may end in a dot of its own


def time_text(one: date | str) -> str:
    """When a value of the line was: a period, or the first day of a week."""
    return formats.period(one) if isinstance(one, str) else tr("the week of {day}", day=formats.day(one))


def _delivery(one: Delivery, today: date) -> Words:
    del today
    last, before = one.last, one.before
    behind = counted(len(last.committed), "{done} of {n} item", "{done} of {n} items", done=formats.number(len(last.delivered)))
    change = ("", "2")
    if before is not None and last.predictability is not None and before.predictability is not None:
        change = _change(round(last.predictability - before.predictability, 1))
    facts = (
        Fact(tr("Say/do"), formats.percent(last.say_do, 0), formats.period(last.period)),
        Fact(tr("Prior"), formats.percent(before.predictability if before is not None else None, 0), *change),
    )
    note = next(iter(remarks_of(last)), "").removesuffix(".")
    return Words(TITLES["predictability"], "", behind, facts, note, tr("all of it"))


def _change(change: float) -> tuple[str, str]:
    """A change with an arrow, and its tone."""
    arrow = "▲" if change > 0 else "▼" if change < 0 else "▬"
    said = formats.change(change, "percent") if change else tr("{n} pt", n=formats.number(0))
    return f"{arrow} {said}", "good" if change > 0 else "bad" if change < 0 else "2"


def _trials(one: Trials, today: date) -> Words:
    blocking = tr("{n} blocking", n=formats.number(one.blocking)) if one.blocking else ""
    waiting = tr("{n} to decide", n=formats.number(one.to_decide)) if one.to_decide else ""
    facts = (
        Fact(tr("Conflicts"), tr("{n} ahead", n=formats.number(one.conflicts)), blocking, "bad" if one.blocking else "2"),
        Fact(tr("Coming"), tr("{n} scheduled", n=formats.number(one.scheduled)), waiting, "warn"),
    )
    behind = tr("limit {n} a week", n=formats.number(one.load.limit))
    return Words(TITLES["experiments"], "", behind, facts, crowded_text(one.load, today), tr("limit"))


def _notices(one: Notices, today: date) -> Words:
    facts: tuple[Fact, ...] = ()
    if one.by is not None:
        left = (one.by - today).days
        costs = tr("{amount} a year", amount=formats.money(one.costs, one.currency)) if one.costs is not None else tr("amount not known")
        when = counted(left, "in {n} day", "in {n} days") if left else tr("today")
        facts = (Fact(tr("Next"), one.next, when, "bad" if one.is_soon else "warn"), Fact(tr("Renewing"), costs))
    note = tr("{n} more decided", n=formats.number(one.decided)) if one.decided else ""
    behind = counted(one.tools, "{n} tool", "{n} tools")
    return Words(TITLES["notices"], tr("in {n} days", n=formats.number(one.days)), behind, facts, note)


def _inbox(one: Inbox, today: date) -> Words:
    facts: tuple[Fact, ...] = ()
    if one.oldest is not None:
        age = counted((today - one.oldest).days, "{n} day old", "{n} days old")
        facts = (Fact(tr("Oldest"), formats.day(one.oldest, today), age),)
    note = "" if facts else tr("Everything was looked at")
    return Words(TITLES["inbox"], "", counted(one.items, "{n} item", "{n} items"), facts, note)


def _arrivals(one: Arrivals, today: date) -> Words:
    facts: tuple[Fact, ...] = ()
    note = tr("Newest data of {day}", day=formats.day(one.newest, today))
    if one.regular:
        worst = next(iter(one.late), None)
        late = counted(worst.late(today), "{n} day", "{n} days") if worst is not None else tr("none")
        facts = (Fact(tr("Late"), formats.number(len(one.late)), late, "good" if worst is None else "bad"),)
        if worst is not None:
            note = tr("{name} was due {day}", name=worst.name, day=formats.day(worst.due, today))
    facts += (Fact(tr("Held back"), counted(one.held, "{n} row", "{n} rows"), tr("in quarantine") if one.held else "", "warn"),)
    title = TITLES["sources"] if one.regular else tr("Datasets")
    of = tr("of {n}", n=formats.number(one.regular)) if one.regular else ""
    return Words(title, of, counted(one.datasets, "{n} dataset", "{n} datasets"), facts, note)
