"""The fields of a tool, of a contract and of a month in the inspector: how each is written, read and put into its record."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from prodops_desktop.intake.numbers import CURRENCIES
from prodops_desktop.tools import model
from prodops_desktop.tools.model import Money
from prodops_desktop.tools.reading import read_capabilities, read_lead_times, read_span, write_capabilities, write_lead_times
from prodops_desktop.ui import formats
from prodops_desktop.ui.number_text import parse_figure
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.edit_fields import FieldSpec, read_count, read_day

_CURRENCY = re.compile(r"(?<![A-Za-z])([A-Za-z]{3})(?![A-Za-z])")
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
DAY_HINT = tr("This is no day. Type one such as 2026-12-21 or 21 Dec 2026, or nothing.")
_COUNT_HINT = tr("This is no whole number. Type one such as 60, or nothing.")
YES, NO = "yes", "no"


@dataclass(frozen=True)
class RecordField:
    """A field of a record: its widget, its text in the record, and the record with another value in it."""

    spec: FieldSpec
    text: Callable[[Any], str]
    put: Callable[[Any, Any], Any]


def _plain(id_: str, title: str, *, lines: int = 1, placeholder: str = "", read: Callable[[str], object] | None = None) -> RecordField:
    spec = FieldSpec(id_, title, placeholder=placeholder, lines=lines)
    if read is not None:
        spec = replace(spec, read=read)
    return RecordField(spec, lambda record: _text(getattr(record, id_)), lambda record, value: replace(record, **{id_: value}))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _day_field(id_: str, title: str) -> RecordField:
    spec = FieldSpec(id_, title, read_day, tr("unknown"), hint=DAY_HINT)
    return RecordField(
        spec,
        lambda record: formats.day(getattr(record, id_)) if getattr(record, id_) else "",
        lambda record, value: replace(record, **{id_: value}),
    )


def _needed(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text.strip()


def _whole(text: str) -> int:
    count = read_count(text)
    if count is None:
        raise ValueError(text)
    return count


TOOL_FIELDS: tuple[RecordField, ...] = (
    RecordField(
        FieldSpec("name", tr("Name"), _needed, hint=tr("A tool needs a name of at least one character.")),
        lambda tool: str(tool.name),
        lambda tool, value: replace(tool, name=value),
    ),
    _plain("vendor", tr("Vendor")),
    _plain("category", tr("Category")),
    RecordField(
        FieldSpec("capabilities", tr("Capabilities"), read_capabilities, tr("Funnels 3; Cohorts 1"), lines=3),
        lambda tool: write_capabilities(tool.capabilities).replace("; ", "\n"),
        lambda tool, value: replace(tool, capabilities=value),
    ),
    _plain("owner", tr("Owner")),
    RecordField(
        FieldSpec("status", tr("Status"), choices=tuple((status, tr(status)) for status in model.STATUSES)),
        lambda tool: str(tool.status),
        lambda tool, value: replace(tool, status=value),
    ),
    RecordField(
        FieldSpec("active_days", tr("Active within"), _whole, hint=tr("Type in how many days use makes a seat active, such as 28.")),
        lambda tool: str(tool.active_days),
        lambda tool, value: replace(tool, active_days=value),
    ),
    _plain("note", tr("Note"), lines=2),
)
CARD_FIELDS: tuple[RecordField, ...] = (
    _plain("use_for", tr("Use it for"), lines=3, placeholder=tr("what it is best for")),
    _plain("avoid", tr("Don’t"), lines=3, placeholder=tr("what it is not for")),
    _plain("start_how", tr("How to start"), lines=3, placeholder=tr("whom to ask, first steps")),
    _plain("card_owner", tr("Owner")),
    _day_field("reviewed", tr("Reviewed")),
)
CREDENTIAL_FIELD = _plain("credential", tr("Kept in"), placeholder=tr("such as 1Password › Product"))


def write_money(money: Money | None) -> str:
    """An amount in full, with its currency: “48,000 USD”."""
    if money is None:
        return ""
    whole = money.units % 10**money.scale == 0
    return f"{formats.number(money.value, 0 if whole else money.scale)} {money.currency or ''}".strip()


def read_money(text: str, currency: str) -> Money | None:
    """An amount as people type it (“$48k”, “1,200.50 EUR”), in ``currency`` where it names none; raises ValueError."""
    found = _CURRENCY.search(text)
    code = found[1].upper() if found else next((code for sign, code in _SIGNS.items() if sign in text), currency)
    value = parse_figure(text[: found.start()] + text[found.end() :] if found else text)
    if value is None:
        return None
    if value < 0 or (code and code not in CURRENCIES and code != currency):
        raise ValueError(text)
    return Money(round(value * 100), 2, code or None)


def contract_fields(currency: Callable[[], str]) -> tuple[RecordField, ...]:
    """The fields of a contract; ``currency`` gives that of the workspace."""
    money_hint = tr("This is no amount. Type one such as 48,000 or 1,200 EUR, or nothing.")
    span_hint = tr("This is no length of time. Type one such as 30 days, 3 months or 20 working days, or nothing.")
    percent_hint = tr("This is no number of per cent. Type one such as 5, or nothing.")
    known = tr("unknown")
    return (
        _plain("reference", tr("Reference"), placeholder=tr("a number or a name")),
        RecordField(
            FieldSpec("amount", tr("Amount"), lambda text: read_money(text, currency()), known, hint=money_hint),
            lambda contract: write_money(contract.amount),
            lambda contract, value: replace(contract, amount=value),
        ),
        RecordField(
            FieldSpec("amount_per", tr("Paid each"), choices=tuple((per, tr(per)) for per in reversed(model.PAYMENTS))),
            lambda contract: str(contract.amount_per),
            lambda contract, value: replace(contract, amount_per=value),
        ),
        RecordField(
            FieldSpec(
                "basis",
                tr("Price by"),
                lambda text: text or None,
                choices=(("", known), *((basis, tr(basis)) for basis in model.BASES)),
            ),
            lambda contract: contract.basis or "",
            lambda contract, value: replace(contract, basis=value),
        ),
        RecordField(
            FieldSpec("seats", tr("Seats"), read_count, known, hint=_COUNT_HINT),
            lambda contract: "" if contract.seats is None else formats.number(contract.seats),
            lambda contract, value: replace(contract, seats=value),
        ),
        _day_field("starts", tr("Starts")),
        _day_field("ends", tr("Ends")),
        RecordField(
            FieldSpec("auto_renew", tr("Renews itself"), _read_truth, choices=(("", known), (YES, tr("yes")), (NO, tr("no")))),
            lambda contract: "" if contract.auto_renew is None else YES if contract.auto_renew else NO,
            lambda contract, value: replace(contract, auto_renew=value),
        ),
        RecordField(
            FieldSpec("renewal", tr("Renews for"), lambda text: read_span(text, model.RENEWAL_UNITS, "month"), known, hint=span_hint),
            lambda contract: _text(contract.renewal),
            lambda contract, value: replace(contract, renewal=value),
        ),
        RecordField(
            FieldSpec("notice", tr("Notice"), lambda text: read_span(text, model.NOTICE_UNITS), known, hint=span_hint),
            lambda contract: _text(contract.notice),
            lambda contract, value: replace(contract, notice=value),
        ),
        RecordField(
            FieldSpec("on_working_day", tr("Deadline on"), _read_truth, choices=((NO, tr("any day")), (YES, tr("a working day")))),
            lambda contract: YES if contract.on_working_day else NO,
            lambda contract, value: replace(contract, on_working_day=bool(value)),
        ),
        RecordField(
            FieldSpec("uplift", tr("Rise at renewal"), parse_figure, tr("none"), hint=percent_hint),
            lambda contract: "" if contract.uplift is None else formats.percent(contract.uplift),
            lambda contract, value: replace(contract, uplift=value),
        ),
        RecordField(
            FieldSpec(
                "lead_times",
                tr("Lead times"),
                read_lead_times,
                tr("Security review (20 working days)"),
                lines=2,
                hint=tr("Write each as “Security review (20 working days)”, one a line."),
            ),
            lambda contract: write_lead_times(contract.lead_times).replace("; ", "\n"),
            lambda contract, value: replace(contract, lead_times=value),
        ),
        _plain("note", tr("Note"), lines=2),
    )


def _read_truth(text: str) -> bool | None:
    return None if not text else text == YES


def _count_field(id_: str, title: str) -> RecordField:
    spec = FieldSpec(id_, title, read_count, tr("unknown"), hint=_COUNT_HINT)
    return RecordField(
        spec,
        lambda month: "" if getattr(month, id_) is None else formats.number(getattr(month, id_)),
        lambda month, value: replace(month, **{id_: value}),
    )


MONTH_FIELDS: tuple[RecordField, ...] = (
    _count_field("purchased", tr("Bought")),
    _count_field("assigned", tr("Assigned")),
    _count_field("active", tr("Active")),
)
