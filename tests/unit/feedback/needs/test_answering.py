"""Needs as JSON: figures by hand and by scipy, quarters each against the one before, and nothing that JSON can't say."""

import json
from datetime import date
from typing import Any

import pytest
from scipy import stats

from prodops_desktop.feedback import taxonomy
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.needs.answering import needs_object
from prodops_desktop.feedback.needs.period import read_period
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.workspace import Store
from tests.unit.feedback.conftest import Desk
from tests.unit.feedback.needs.workplace import ACCOUNTS, Said, add

TODAY = date(2026, 11, 23)
EXPORT, PDF = "Export limits", "Scheduled PDF"


@pytest.fixture
def story(desk: Desk) -> Desk:
    """Q1: 3 of 60 items; Q2: 20 of 50; the last 90 days: 12 of 40, the 90 days before 2 of 30."""
    desk.bring("accounts.csv", ACCOUNTS, "accounts", as_of="2026-11-20")

    def tell(store: Store) -> None:
        for name in (EXPORT, PDF):
            taxonomy.save_tag(store, {"name": name, "group": "Limits"})
        said = []
        for day, mentions, items in (("2026-02-01", 3, 60), ("2026-05-01", 20, 50), ("2026-08-01", 2, 30)):
            said += [Said(day, "Gamma", [EXPORT])] * mentions + [Said(day, "Beta")] * (items - mentions)
        said += [Said("2026-11-01", "Acme", [EXPORT], 3, text="The export stops.")] * 8
        said += [Said("2026-11-02", "Beta", [EXPORT], 1)] * 3 + [Said("2026-11-03", None, [EXPORT])] + [Said("2026-11-03", "Delta")] * 27
        said += [Said("2026-11-23", "Delta", [PDF], 2, channel="Support")]
        add(store, said)

    desk.do(tell)
    return desk


def answer(desk: Desk, period: str = "90 days", top: int | None = None, **choices: str) -> dict[str, Any]:
    """What the command answers, through JSON."""

    def read(store: Store) -> dict[str, Any]:
        customers = read_customers(store)
        return needs_object(store, customers, read_needs(store, customers, period=read_period(period, TODAY), **choices), top)

    found: dict[str, Any] = json.loads(json.dumps(desk.read(read), allow_nan=False))
    return found


def test_the_head_says_what_was_read(story: Desk) -> None:
    found = answer(story)
    head = {key: value for key, value in found.items() if key not in ("needs", "definitions", "notes", "without_top")}
    assert head == {
        "period": "90 days", "first": "2026-08-26", "last": "2026-11-23", "before": {"first": "2026-05-28", "last": "2026-08-25"},
        "segment": None, "channel": None, "rank": "arr", "currency": "USD", "as_of": "2026-11-20", "items": 40, "items_before": 30,
        "untagged": 27, "accounts": 3, "arr": 500_000, "concentration": None,
    }  # fmt: skip
    assert found["without_top"] == [{"name": EXPORT, "account": "Acme", "rank": 1, "rank_without": 1}]
    assert len(found["definitions"]) == 7
    assert found["notes"] == [
        "1 of 3 accounts that asked has no known ARR, which the sums lack.",
        "1 of 40 items received names no account.",
    ]


def test_a_need_with_its_figures(story: Desk) -> None:
    need = answer(story)["needs"][0]
    assert (need["name"], need["group"], need["mentions"], need["items"], need["rate_per_100"]) == (EXPORT, "Limits", 12, 40, 30)
    low, high = stats.chi2.ppf(0.025, 24) / 2, stats.chi2.ppf(0.975, 26) / 2
    assert (need["rate_low"], need["rate_high"]) == pytest.approx((100 * low / 40, 100 * high / 40), rel=1e-5)
    assert (need["before"]["mentions"], need["before"]["items"], need["ratio"]) == (2, 30, 4.5)
    share = stats.binomtest(12, 14).proportion_ci(method="exact")
    ends = [end / (1 - end) * 30 / 40 for end in (share.low, share.high)]
    assert (need["ratio_low"], need["ratio_high"]) == pytest.approx(ends, rel=1e-5)
    assert (need["verdict"], need["emerging"]) == ("rising", True)
    assert (need["accounts"], need["without_account"], need["arr"], need["weighted_arr"]) == (2, 1, 500_000, 1_300_000)
    assert need["importance"] == {"none": 0, "nice": 1, "important": 0, "critical": 1}
    assert (need["top_account"], need["concentrated"]) == ({"name": "Acme", "arr": 400_000, "share": 0.8}, True)
    assert need["segments"] == [
        {"segment": "Enterprise", "mentions": 11, "accounts": 2, "arr": 500_000},
        {"segment": "Unknown", "mentions": 1, "accounts": 0, "arr": None},
    ]
    assert need["asking"][0] == {
        "account": "Acme", "arr": 400_000, "segment": "Enterprise", "csm": "Ana", "mentions": 8, "importance": "critical",
    }  # fmt: skip
    assert [one["account"] for one in need["verbatims"]] == ["Acme", "Beta", None]
    assert need["verbatims"][0]["quote"] == "The export stops."
    assert [month["month"] for month in need["months"]][-1] == "2026-11"
    assert need["months"][-2] == {"month": "2026-10", "mentions": 0, "items": 0, "rate_per_100": None, "rate_low": None, "rate_high": None}


def test_the_last_eight_quarters_each_against_the_one_before(story: Desk) -> None:
    quarters = {one["period"]: one for one in answer(story)["needs"][0]["quarters"]}
    assert list(quarters) == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    found = {name: (one["mentions"], one["items"], one["verdict"]) for name, one in quarters.items()}
    assert found["2025-Q1"] == (0, 0, "too few")
    assert found["2026-Q1"] == (3, 60, "too few")
    assert found["2026-Q2"] == (20, 50, "rising")
    assert found["2026-Q3"] == (2, 30, "falling")
    assert found["2026-Q4"] == (12, 40, "rising")


def test_a_period_answers_what_its_quarter_says(story: Desk) -> None:
    need = answer(story, "2026-Q2")["needs"][0]
    quarter = next(one for one in need["quarters"] if one["period"] == "2026-Q2")
    same = ("mentions", "items", "rate_per_100", "rate_low", "rate_high", "verdict")
    assert {key: need[key] for key in same} == {key: quarter[key] for key in same}


def test_filters_and_the_first_of_them(story: Desk) -> None:
    found = answer(story, "all", top=1)
    assert (found["first"], found["before"], [need["name"] for need in found["needs"]]) == (None, None, [EXPORT])
    assert found["needs"][0]["before"] is None
    support = answer(story, channel="support")
    assert (support["channel"], support["items"], [need["name"] for need in support["needs"]]) == ("Support", 1, [PDF])
    assert support["needs"][0]["ratio_high"] is None
    segment = answer(story, segment="SMB")
    assert (segment["segment"], [need["name"] for need in segment["needs"]]) == ("SMB", [PDF, EXPORT])
    assert [one["mentions"] for one in segment["needs"][1]["quarters"]] == [0, 0, 0, 0, 3, 20, 2, 0]
