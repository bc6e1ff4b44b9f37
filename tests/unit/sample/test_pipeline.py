"""The sales pipeline holds what the answer key says: stages, spellings, the win rate before and after, and CRM against Finance."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

FILE, CONTRACTS = "history/Sales_pipeline_2026-11-20.xlsx", "history/Contracts_2026-11.xlsx"


@pytest.fixture(scope="module")
def deals(read: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read(FILE, "Pipeline")
    return rows


def _day(text: str) -> date:
    month, day, year = (int(part) for part in text.split("/"))
    return date(year, month, day)


def test_stages_and_reasons_as_spelt(deals: list[dict[str, Any]], answer: Any) -> None:
    key = answer("loss reasons", FILE)
    assert len(deals) == 212
    assert dict(Counter(deal["Stage"] for deal in deals)) == answer("stages", FILE)["stages"]
    spelt = Counter(deal["Loss Reason"] for deal in deals if deal["Loss Reason"])
    assert dict(spelt) == key["by_spelling"]
    assert (len(spelt), len(key["by_reason"])) == (14, 6)
    assert sum(key["by_reason"].values()) == sum(deal["Stage"].lower().startswith("closed lost") for deal in deals) == 70


def test_dates_are_american_and_in_order(deals: list[dict[str, Any]]) -> None:
    assert all(_day(deal["Created"]) < _day(deal["Close Date"]) for deal in deals)
    assert max(_day(deal["Created"]) for deal in deals) <= date(2026, 11, 20)
    closed = [_day(deal["Close Date"]) for deal in deals if deal["Stage"].lower().startswith("closed")]
    assert (min(closed) >= date(2025, 12, 1), max(closed) <= date(2026, 11, 20)) == (True, True)
    assert sum(int(deal["Close Date"].split("/")[1]) > 12 for deal in deals) > 50


def test_win_rate_against_quantly_falls_after_its_price_move(deals: list[dict[str, Any]], answer: Any) -> None:
    key = answer("win rate", FILE)
    closed = [d for d in deals if d["Competitor"] == "Quantly" and d["Stage"].lower().startswith("closed")]
    for name, part in (
        ("before", [d for d in closed if _day(d["Close Date"]) < date(2026, 8, 3)]),
        ("after", [d for d in closed if _day(d["Close Date"]) >= date(2026, 8, 3)]),
    ):
        won = sum(d["Stage"].lower() == "closed won" for d in part)
        assert key[name] == {"won": won, "n": len(part), "percent": round(100 * won / len(part))}
    assert (key["before"]["percent"], key["after"]["percent"], key["after"]["n"]) == (41, 24, 29)


def test_46_won_deals_differ_from_finance(deals: list[dict[str, Any]], read: Any, answer: Any) -> None:
    finance: dict[str, tuple[Decimal, str]] = {}
    for line in read(CONTRACTS, "ARR", 5):
        if line["Cust. No."] is not None:
            text = str(line["ARR"])
            text = text.replace(".", "").replace(",", ".") if line["Ccy"] == "EUR" else text
            finance[line["Customer"]] = Decimal(text), line["Ccy"]
    causes: Counter[str] = Counter()
    gap = Decimal(0)
    for deal in (d for d in deals if d["Stage"].lower() == "closed won"):
        amount, currency = Decimal(str(deal["Amount"])), deal["Ccy"]
        booked, booked_in = finance.get(deal["Account"], (Decimal(0), currency))
        causes[_cause(amount, currency, booked, booked_in)] += 1
        gap += _usd(amount, currency) - _usd(booked, booked_in)
    key = answer("CRM against Finance", FILE)
    assert causes == {"": 54, "timing": 31, "currency": 9, "decimal comma": 4, "not booked": 2}
    assert causes.pop("") == key["agree"]
    assert dict(causes) == key["by_cause"]
    assert round(float(gap), 2) == key["crm_minus_finance_usd"]


def _usd(amount: Decimal, currency: str) -> Decimal:
    return amount * (Decimal("1.08") if currency == "EUR" else 1)


def _cause(amount: Decimal, currency: str, booked: Decimal, booked_in: str) -> str:
    if booked == 0:
        return "not booked"
    if currency != booked_in:
        return "currency"
    if amount == booked:
        return ""
    return "decimal comma" if amount * 1000 == booked else "timing"
