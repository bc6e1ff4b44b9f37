"""The sheets “who asked”: for each CSM the accounts that asked for some needs, in their own words, with room for the reply."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.sheets import AMOUNT, DAY, TEXT, WHOLE, RecordSheet, SheetColumn, SheetValue
from prodops_desktop.errors import UserError
from prodops_desktop.feedback.accounts import Customer, Customers
from prodops_desktop.feedback.model import IMPORTANCES, Item, Tag
from prodops_desktop.feedback.needs.narrowing import narrow
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.feedback.needs.sheets import needs_sheet
from prodops_desktop.feedback.needs.sources import Source, sources_of
from prodops_desktop.feedback.needs.tallies import Mention, mentions
from prodops_desktop.feedback.needs.verbatims import Verbatim, verbatim_of, weightiest_first
from prodops_desktop.feedback.sheets import day_or_text
from prodops_desktop.feedback.store import read_items
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import Store

SUMMARY, NO_CSM = "Summary", "No CSM"
_LONGEST_NAME = 31
_RESERVED = frozenset({"history"})
"""Names that Excel keeps for itself, as it compares them."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class _Line:
    """An account with all of its mentions, or one mention by nobody who is known; ``said`` is the weightiest."""

    customer: Customer | None
    needs: tuple[str, ...]
    mentions: int
    importance: int
    last: str
    said: Verbatim


def who_asked(
    store: Store, customers: Customers, tags: Sequence[int], period: Period, segment: str | None = None, channel: str | None = None
) -> list[RecordSheet]:
    """A summary, then a sheet for each CSM in order of name with a row an account, the one with most ARR first.

    Accounts without a CSM are on a sheet of their own, and after them each mention that names no account. Raises UserError without
    tags, where one is gone, or as :func:`prodops_desktop.feedback.needs.reading.read_needs` does.
    """
    if not tags:
        raise UserError("Choose one need at least to see who asked for it.")
    chosen = [find_tag(store, tag) for tag in dict.fromkeys(tags)]
    needs = read_needs(store, customers, period=period, segment=segment, channel=channel)
    lines = _lines(store, customers, chosen, period, segment, channel)
    by_csm: dict[str, list[_Line]] = {}
    names: dict[str, str] = {}
    for line in lines:
        csm = " ".join((line.customer.csm or "").split()) if line.customer is not None else ""
        names.setdefault(name_key(csm), csm)
        by_csm.setdefault(name_key(csm), []).append(line)
    taken = {SUMMARY.casefold(), *_RESERVED}
    sheets = [needs_sheet(SUMMARY, needs, chosen)]
    for key in sorted(by_csm, key=lambda key: (not key, key)):
        rows = [_row(line) for line in sorted(by_csm[key], key=_by_worth)]
        sheets.append(RecordSheet(_sheet_name(names[key] or NO_CSM, taken), _columns(needs.currency), rows))
    return sheets


def _lines(
    store: Store, customers: Customers, tags: Sequence[Tag], period: Period, segment: str | None, channel: str | None
) -> list[_Line]:
    narrowing = narrow(store, customers, segment, channel)
    asked: dict[tuple[int, int], list[tuple[Mention, Tag]]] = {}
    for tag in tags:
        for mention in mentions(store, tag.id, period, narrowing):
            customer = customers.of(mention.account)
            whose = (customer.number, 0) if customer is not None else (-1, mention.item)
            asked.setdefault(whose, []).append((mention, tag))
    weightiest = {whose: weightiest_first([mention for mention, _ in found], customers)[0] for whose, found in asked.items()}
    shown = [mention.item for mention in weightiest.values()]
    items, sources = {item.id: item for item in read_items(store, shown)}, sources_of(store, shown)
    return [
        _line(customers, asked[whose], mention, items[mention.item], sources.get(mention.item))
        for whose, mention in weightiest.items()
        if mention.item in items
    ]


def _line(customers: Customers, found: Sequence[tuple[Mention, Tag]], first: Mention, item: Item, source: Source | None) -> _Line:
    tag = next(tag for mention, tag in found if mention.item == first.item)
    return _Line(
        customers.of(first.account),
        tuple(dict.fromkeys(tag.name for _, tag in found)),
        len({mention.item for mention, _ in found}),
        max(mention.importance for mention, _ in found),
        max(mention.at for mention, _ in found)[:10],
        verbatim_of(item, tag, first, customers, source),
    )


def _columns(currency: str) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn("Account", TEXT, 26),
        SheetColumn(f"ARR, {currency}", AMOUNT, 15),
        SheetColumn("Segment", TEXT, 13),
        SheetColumn("Renewal", DAY, 13),
        SheetColumn("Needs", TEXT, 28),
        SheetColumn("Mentions", WHOLE, 10),
        SheetColumn("Importance", TEXT, 12),
        SheetColumn("Last asked on", DAY, 14),
        SheetColumn("What they said", TEXT, 60),
        SheetColumn("Person", TEXT, 20),
        SheetColumn("Channel", TEXT, 11),
        SheetColumn("Item", TEXT, 11),
        SheetColumn("Source", TEXT, 40),
        SheetColumn("Told", TEXT, 30),
    )


def _row(line: _Line) -> tuple[SheetValue, ...]:
    who, said = line.customer, line.said
    return (
        who.name if who else None,
        who.arr if who else None,
        who.segment if who else None,
        day_or_text(who.renewal) if who else None,
        "; ".join(line.needs),
        line.mentions,
        IMPORTANCES[line.importance],
        day_or_text(line.last),
        said.quote,
        said.person,
        said.channel,
        said.code,
        said.source.text if said.source else None,
        None,
    )


def _by_worth(line: _Line) -> tuple[bool, bool, float, int, str, str]:
    customer = line.customer
    arr = customer.arr if customer is not None else None
    name = customer.name.casefold() if customer is not None else ""
    return customer is None, arr is None, -(arr or 0.0), -line.mentions, name, line.said.code


def _sheet_name(text: str, taken: set[str]) -> str:
    """A name that a workbook takes for a sheet and that no other one has; ``taken`` learns it."""
    plain = " ".join(_FORBIDDEN.sub(" ", text).split()).strip("'") or NO_CSM
    name, number = plain[:_LONGEST_NAME].strip("' "), 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = f"{plain[: _LONGEST_NAME - len(ending)].rstrip()}{ending}"
    taken.add(name.casefold())
    return name
