"""What a tool, a contract and a month may hold, and the sentences for what they may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.tools.checks import check_contract, check_day, check_money, check_month, check_span, check_tool
from prodops_desktop.tools.model import Contract, LeadTime, Money, Month, Span, Tool

WHOLE = Contract(
    1,
    1,
    reference="PO 17",
    starts=date(1900, 1, 1),
    ends=date(2299, 12, 31),
    auto_renew=True,
    notice=Span(0, "working day"),
    renewal=Span(100, "year"),
    amount=Money(-(2**53) + 1, 6, "EUR"),
    amount_per="quarter",
    basis="usage",
    seats=0,
    uplift=-100,
    lead_times=(LeadTime("Security review", Span(20, "working day")),),
)


def refusal(check: Callable[..., None], *given: object) -> str | None:
    """Why what is given is refused; None where it is not."""
    try:
        check(*given)
    except UserError as error:
        return str(error)
    return None


def test_what_makes_sense_is_kept_and_what_is_missing_may_be() -> None:
    mixpanel = Tool(1, "Mixpanel", active_days=1, reviewed=date(2026, 1, 31), capabilities=(("Funnels", 0), ("Replay", 3)))
    assert refusal(check_contract, WHOLE) is None
    assert refusal(check_contract, replace(WHOLE, starts=date(2026, 1, 1), ends=date(2026, 1, 1))) is None
    assert refusal(check_contract, Contract(1, 1)) is None
    assert refusal(check_tool, mixpanel) is None
    assert refusal(check_month, Month("2026-11")) is None
    assert refusal(check_month, Month("2299-12", 0, 2**31 - 1, 3, Money(0, 0, None))) is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts": date(1899, 12, 31)}, "1899-12-31 can't be the start: it lies outside the years 1900 to 2299"),
        ({"ends": date(2300, 1, 1)}, "2300-01-01 can't be the end"),
        ({"starts": date(2026, 2, 1), "ends": date(2026, 1, 31)}, "would end on 2026-01-31, before it starts on 2026-02-01"),
        ({"notice": Span(-1, "day")}, "The notice period can’t be -1 days. Give a whole number from 0 to 36500"),
        ({"notice": Span(3_651, "working day")}, "from 0 to 3650"),
        ({"notice": Span(1, "decade")}, "“decade” can't be the notice period’s unit. Choose one of day, working day"),
        ({"renewal": Span(0, "month")}, "The renewal term can’t be 0 months. Give a whole number from 1 to 1200"),
        ({"renewal": Span(5_201, "week")}, "from 1 to 5200"),
        ({"renewal": Span(101, "year")}, "from 1 to 100"),
        ({"renewal": Span(1, "working day")}, "can't be the renewal term’s unit"),
        ({"lead_times": (LeadTime("", Span(1, "day")),)}, "needs a word that says what it is for"),
        ({"lead_times": (LeadTime("Legal", Span(0, "day")),)}, "The lead time “Legal” can’t be 0 days"),
        ({"lead_times": (LeadTime("Legal", Span(1, "year")),)}, "“year” can't be the lead time “Legal”’s unit"),
        ({"amount": Money(2**53, 2, "USD")}, "larger or finer than can be kept"),
        ({"amount": Money(1, 7, "USD")}, "larger or finer than can be kept"),
        ({"amount": Money(1, 2, "dollar")}, "“dollar” is not a currency"),
        ({"amount": Money(1, 2, "usd")}, "“usd” is not a currency"),
        ({"amount_per": "week"}, "“week” can't be how often an amount is paid. Choose one of month, quarter, year"),
        ({"basis": "head"}, "“head” can't be the basis of a price"),
        ({"seats": -1}, "The number of seats is a whole number from 0 on, and not -1"),
        ({"seats": 2**31}, "The number of seats is a whole number"),
        ({"uplift": float("nan")}, "a number of per cent"),
        ({"uplift": float("inf")}, "a number of per cent"),
        ({"uplift": -100.5}, "a number of per cent"),
        ({"uplift": 1_000.5}, "a number of per cent"),
    ],
)
def test_terms_without_sense_are_refused_in_a_sentence(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        check_contract(replace(WHOLE, **fields))
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "A tool needs a name"),
        ({"status": "used"}, "“used” can't be the status of a tool. Choose one of active, trial, planned, retired"),
        ({"active_days": 0}, "a whole number from 1 to 3650"),
        ({"active_days": 3_651}, "a whole number from 1 to 3650"),
        ({"reviewed": date(1026, 1, 1)}, "1026-01-01 can't be the day of the review"),
        ({"capabilities": (("", 1),)}, "A capability needs a name"),
        ({"capabilities": (("Funnels", 4),)}, "Funnels has the depth 4; it goes from 0"),
        ({"capabilities": (("Funnels", -1),)}, "Funnels has the depth -1"),
    ],
)
def test_a_tool_without_sense_is_refused_in_a_sentence(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        check_tool(replace(Tool(1, "Mixpanel"), **fields))
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "2026-1", "1899-12", "2300-01", "26-11", "2026-11 ", "20٢٦-11"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is not a month"):
        check_month(Month(text))


@pytest.mark.parametrize(
    ("month", "sentence"),
    [
        (Month("2026-11", purchased=-1), "seats bought"),
        (Month("2026-11", assigned=-1), "seats assigned"),
        (Month("2026-11", active=2**31), "seats active"),
        (Month("2026-11", cost=Money(1, -1, "USD")), "larger or finer"),
    ],
)
def test_the_counts_of_a_month_are_whole_numbers(month: Month, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_month(month)


def test_a_span_a_day_and_an_amount_that_make_sense_pass_alone() -> None:
    assert refusal(check_span, None, ("day",), "Nothing") is None
    assert refusal(check_span, Span(1, "day"), ("day",), "A day") is None
    assert refusal(check_day, date(2026, 11, 23), "today") is None
    assert refusal(check_money, Money(2**53 - 1, 0, None)) is None
