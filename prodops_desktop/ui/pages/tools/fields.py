"""The fields of a tool, of a contract and of a month in the inspector: how each is written, read and put into its record."""

import re
from collections.abc import Callable

from prodops_desktop.intake.numbers import CURRENCIES
from prodops_desktop.tools import model
from prodops_desktop.tools.model import Money
from prodops_desktop.tools.reading import read_capabilities, read_lead_times, read_span, write_capabilities, write_lead_times
from prodops_desktop.ui import formats
from prodops_desktop.ui.number_text import parse_figure, read_count
from prodops_desktop.ui.records.record_fields import NO, YES, RecordField, attribute_field, day_field, needed, text_field, text_of, whole
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.edit_fields import FieldSpec

_CURRENCY = re.compile(r"(?<![A-Za-z])([A-Za-z]{3})(?![A-Za-z])")
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_COUNT_HINT = tr("This is no whole number. Type one such as 60, or nothing.")


TOOL_FIELDS: tuple[RecordField, ...] = (
    attribute_field(FieldSpec("name", tr("Name"), needed, hint=tr("A tool needs a name of at least one character.")), text_of),
    text_field("vendor", tr("Vendor")),
    text_field("category", tr("Category")),
    attribute_field(
        FieldSpec("capabilities", tr("Capabilities"), read_capabilities, tr("Funnels 3; Cohorts 1"), lines=3),
        lambda held: write_capabilities(held).replace("; ", "\n"),
    ),
    text_field("owner", tr("Owner")),
    attribute_field(FieldSpec("status", tr("Status"), choices=tuple((status, tr(status)) for status in model.STATUSES)), text_of),
    attribute_field(
        FieldSpec("active_days", tr("Active within"), whole, hint=tr("Type in how many days use makes a seat active, such as 28.")), text_of
    ),
    text_field("note", tr("Note"), lines=2),
)
CARD_FIELDS: tuple[RecordField, ...] = (
    text_field("use_for", tr("Use it for"), lines=3, placeholder=tr("what it is best for")),
    text_field("avoid", tr("Don’t"), lines=3, placeholder=tr("what it is not for")),
    text_field("start_how", tr("How to start"), lines=3, placeholder=tr("whom to ask, first steps")),
    text_field("card_owner", tr("Owner")),
    day_field("reviewed", tr("Reviewed")),
)
CREDENTIAL_FIELD = text_field("credential", tr("Kept in"), placeholder=tr("such as 1Password › Product"))


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


def _amount_hint() -> str:
    plain, named = formats.number(48_000), write_money(Money(120_000, 2, "EUR"))
    return tr("This is no amount. Type one such as {plain} or {named}, or nothing.", plain=plain, named=named)


def contract_fields(currency: Callable[[], str]) -> tuple[RecordField, ...]:
    """The fields of a contract; ``currency`` gives that of the workspace."""
    return (text_field("reference", tr("Reference"), placeholder=tr("a number or a name")), *_price_fields(currency), *_term_fields())


def _price_fields(currency: Callable[[], str]) -> tuple[RecordField, ...]:
    known = tr("unknown")
    payments = tuple((per, tr(per)) for per in reversed(model.PAYMENTS))
    bases = (("", known), *((basis, tr(basis)) for basis in model.BASES))
    return (
        attribute_field(
            FieldSpec("amount", tr("Amount"), lambda text: read_money(text, currency()), known, hint=_amount_hint), write_money
        ),
        attribute_field(FieldSpec("amount_per", tr("Paid each"), choices=payments), text_of),
        attribute_field(FieldSpec("basis", tr("Price by"), lambda text: text or None, choices=bases), text_of),
        _count_field("seats", tr("Seats")),
    )


def _term_fields() -> tuple[RecordField, ...]:
    hint, known = tr("This is no length of time. Type one such as 30 days, 3 months or 20 working days, or nothing."), tr("unknown")
    truths = (("", known), (YES, tr("yes")), (NO, tr("no")))
    days = ((NO, tr("any day")), (YES, tr("a working day")))
    leads = tr("Write each as “Security review (20 working days)”, one a line.")
    rise = tr("This is no number of per cent. Type one such as 5, or nothing.")
    return (
        day_field("starts", tr("Starts")),
        day_field("ends", tr("Ends")),
        attribute_field(FieldSpec("auto_renew", tr("Renews itself"), _read_truth, choices=truths), _write_truth),
        attribute_field(
            FieldSpec("renewal", tr("Renews for"), lambda text: read_span(text, model.RENEWAL_UNITS, "month"), known, hint=hint), text_of
        ),
        attribute_field(FieldSpec("notice", tr("Notice"), lambda text: read_span(text, model.NOTICE_UNITS), known, hint=hint), text_of),
        attribute_field(FieldSpec("on_working_day", tr("Deadline on"), lambda text: text == YES, choices=days), _write_truth),
        attribute_field(
            FieldSpec("uplift", tr("Rise at renewal"), parse_figure, tr("none"), hint=rise),
            lambda uplift: "" if uplift is None else formats.percent(uplift),
        ),
        attribute_field(
            FieldSpec("lead_times", tr("Lead times"), read_lead_times, tr("Security review (20 working days)"), lines=2, hint=leads),
            lambda found: write_lead_times(found).replace("; ", "\n"),
        ),
        text_field("note", tr("Note"), lines=2),
    )


def _read_truth(text: str) -> bool | None:
    return None if not text else text == YES


def _write_truth(value: bool | None) -> str:
    return "" if value is None else YES if value else NO


def _count_field(id_: str, title: str) -> RecordField:
    spec = FieldSpec(id_, title, read_count, tr("unknown"), hint=_COUNT_HINT)
    return attribute_field(spec, lambda count: "" if count is None else formats.number(count))


MONTH_FIELDS: tuple[RecordField, ...] = (
    _count_field("purchased", tr("Bought")),
    _count_field("assigned", tr("Assigned")),
    _count_field("active", tr("Active")),
)
