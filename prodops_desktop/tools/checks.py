"""What a tool, a contract or a month may hold, refused with a sentence where it may not."""

import math
import re
from collections.abc import Collection
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.tools.model import (
    BASES,
    DEPTHS,
    LEAD_UNITS,
    NOTICE_UNITS,
    PAYMENTS,
    RENEWAL_UNITS,
    STATUSES,
    Contract,
    Money,
    Month,
    Span,
    Tool,
)
from prodops_desktop.tools.reading import holds_unseen, write_capabilities, write_lead_times

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2299, 12, 31)
_LONGEST = {"day": 36_500, "working day": 3_650, "week": 5_200, "month": 1_200, "year": 100}
LONGEST_TEXT = 10_000
"""More does not fit into a cell of Excel with some room to spare."""
_TEXTS = {
    **{key: key for key in ("name", "vendor", "category", "owner", "note")},
    "use_for": "“use it for”",
    "avoid": "“don’t use it for”",
    "start_how": "“how to start”",
    "card_owner": "card owner",
    "credential": "place of the credential",
}
_MONTH = re.compile(r"(19|20|21|22)[0-9]{2}-(0[1-9]|1[0-2])")
_CURRENCY = re.compile(r"[A-Z]{3}")


def check_tool(tool: Tool) -> None:
    """Raise UserError where a field of a tool makes no sense."""
    if not tool.name:
        raise UserError("A tool needs a name of at least one character.")
    _one_of(tool.status, STATUSES, "the status of a tool")
    if not 1 <= tool.active_days <= 3_650:
        raise UserError("The days in which use makes a seat an active one are a whole number from 1 to 3650.")
    if tool.reviewed is not None:
        check_day(tool.reviewed, "the day of the review")
    for key, what in _TEXTS.items():
        _check_length(getattr(tool, key), f"{what} of a tool")
    for name, depth in tool.capabilities:
        if not name:
            raise UserError("A capability needs a name of at least one character.")
        _check_label(name, "a capability")
        if not 0 <= depth < len(DEPTHS):
            raise UserError(f"{name} has the depth {depth}; it goes from 0 (not at all) to 3 (made for it).")
    _check_length(write_capabilities(tool.capabilities), "list of capabilities")


def check_contract(contract: Contract) -> None:
    """Raise UserError where a field of a contract makes no sense; what is merely missing is a defect, and may be."""
    for day, what in ((contract.starts, "the start"), (contract.ends, "the end")):
        if day is not None:
            check_day(day, what)
    if contract.starts is not None and contract.ends is not None and contract.ends < contract.starts:
        raise UserError(f"The contract would end on {contract.ends}, before it starts on {contract.starts}. Change one of the days.")
    check_span(contract.notice, NOTICE_UNITS, "The notice period", least=0)
    check_span(contract.renewal, RENEWAL_UNITS, "The renewal term")
    for lead in contract.lead_times:
        if not lead.label:
            raise UserError("A lead time needs a word that says what it is for, such as “security review”.")
        _check_label(lead.label, "a lead time")
        check_span(lead.span, LEAD_UNITS, f"The lead time “{lead.label}”")
    _check_length(write_lead_times(contract.lead_times), "list of lead times")
    _check_length(contract.reference, "reference of a contract")
    _check_length(contract.note, "note on a contract")
    if contract.amount is not None:
        check_money(contract.amount)
    _one_of(contract.amount_per, PAYMENTS, "how often an amount is paid")
    if contract.basis is not None:
        _one_of(contract.basis, BASES, "the basis of a price")
    _count(contract.seats, "The number of seats")
    if contract.uplift is not None and not (math.isfinite(contract.uplift) and -100 <= contract.uplift <= 1_000):
        raise UserError("The rise at a renewal is a number of per cent, such as 5.")


def check_month(month: Month) -> None:
    """Raise UserError where the seats of a month make no sense."""
    if _MONTH.fullmatch(month.month) is None:
        raise UserError(f"“{month.month}” is not a month. Write it as year and month, such as 2026-11.")
    for count, what in ((month.purchased, "bought"), (month.assigned, "assigned"), (month.active, "active")):
        _count(count, f"The number of seats {what}")
    if month.cost is not None:
        check_money(month.cost)


def check_day(day: date, what: str) -> None:
    """Raise UserError for a day so far off that it must be a slip."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UserError(f"{day.isoformat()} can't be {what}: it lies outside the years 1900 to 2299. Check the year.")


def check_span(span: Span | None, units: Collection[str], what: str, *, least: int = 1) -> None:
    """Raise UserError for a length that is none, or too long to be meant."""
    if span is None:
        return
    _one_of(span.unit, units, f"{what[0].casefold()}{what[1:]}’s unit")
    if not least <= span.length <= _LONGEST[span.unit]:
        raise UserError(f"{what} can’t be {span}. Give a whole number from {least} to {_LONGEST[span.unit]}.")


def check_money(money: Money) -> None:
    """Raise UserError for an amount that SQLite can't hold, or a currency that is none."""
    if abs(money.units) >= 1 << 53 or not 0 <= money.scale <= 6:
        raise UserError("The amount is larger or finer than can be kept. Check its digits.")
    if money.currency is not None and _CURRENCY.fullmatch(money.currency) is None:
        raise UserError(f"“{money.currency}” is not a currency. Use its three letters, such as EUR.")


def _check_label(text: str, what: str) -> None:
    """Refuse a name that could not be told from its neighbours where several stand in one cell, or that can't be written at all."""
    if ";" in text:
        raise UserError(f"“{text[:60]}” can’t be the name of {what}: a semicolon stands between two of them. Write a comma instead.")
    if holds_unseen(text):
        raise UserError(f"“{text[:60]!r}” can’t be the name of {what}: it holds a sign that can’t be seen. Type it again.")


def _check_length(text: str | None, what: str) -> None:
    if text is not None and len(text) > LONGEST_TEXT:
        raise UserError(f"The {what} has {len(text):,} characters; {LONGEST_TEXT:,} are kept. Shorten it.")


def _count(value: int | None, what: str) -> None:
    if value is not None and not 0 <= value < 1 << 31:
        raise UserError(f"{what} is a whole number from 0 on, and not {value}.")


def _one_of(value: str, known: Collection[str], what: str) -> None:
    if value not in known:
        raise UserError(f"“{value}” can't be {what}. Choose one of {', '.join(known)}.")
