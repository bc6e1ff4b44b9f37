"""Needs as plain objects, for other programs and for the answer key of the sample."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.model import IMPORTANCES
from prodops_desktop.feedback.needs.model import Need, Needs
from prodops_desktop.feedback.needs.narrowing import Narrowing, narrow
from prodops_desktop.feedback.needs.period import ALL, Period, quarters_to, read_period
from prodops_desktop.feedback.needs.rates import Rate, Trend
from prodops_desktop.feedback.needs.saying import concentration_sentence, needs_sentence
from prodops_desktop.feedback.needs.tallies import mentions_by_tag, received
from prodops_desktop.feedback.needs.verbatims import Verbatim, quoted
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.workspace import Store, settings

_DIGITS = 6
"""Floats differ in the last ones from machine to machine."""
_QUARTERS = 8
_VERBATIMS = 3


@dataclass(frozen=True)
class _Quarter:
    """A quarter with its items received and the mentions of each tag."""

    period: Period
    items: int
    mentions: Mapping[int, int]

    def rate(self, tag: int) -> Rate:
        """How often a tag is mentioned in it."""
        return Rate(self.mentions.get(tag, 0), self.items)


def needs_object(store: Store, customers: Customers, needs: Needs, top: int | None = None) -> dict[str, Any]:
    """The needs in their order, ``top`` of them, each with accounts, verbatims and quarters; days in ISO form, shares from 0 to 1.

    Amounts are in the workspace's currency, a ratio without an upper end has null there.
    """
    period = needs.period
    narrowing = narrow(store, customers, needs.segment, needs.channel)
    quarters = _quarters(store, narrowing)
    return {
        "period": period.id,
        "first": _first(period),
        "last": period.last.isoformat(),
        "before": {"first": _first(period.before), "last": period.before.last.isoformat()} if period.before else None,
        "segment": needs.segment,
        "channel": needs.channel,
        "rank": needs.rank,
        "currency": needs.currency,
        "as_of": needs.as_of,
        "items": needs.items,
        "items_before": needs.items_before,
        "untagged": needs.untagged,
        "accounts": needs.accounts,
        "arr": _amount(needs.arr),
        "needs": [_need(store, customers, one, needs, narrowing, quarters) for one in needs.needs[:top]],
        "without_top": [
            {"name": move.name, "account": move.account, "rank": move.now, "rank_without": move.without} for move in needs.without_top
        ],
        "concentration": concentration_sentence(needs) or None,
        "definitions": list(needs.definition),
        "notes": list(needs.notes),
    }


def _need(
    store: Store, customers: Customers, need: Need, needs: Needs, narrowing: Narrowing, quarters: Sequence[_Quarter]
) -> dict[str, Any]:
    said = quoted(store, find_tag(store, need.tag), customers, needs.period, narrowing, _VERBATIMS)
    return {
        "name": need.name,
        "group": need.group,
        "sentence": needs_sentence(need, needs),
        "mentions": need.mentions,
        "accounts": need.accounts,
        "without_account": need.without_account,
        "arr": _amount(need.arr),
        "arr_unknown": need.arr_unknown,
        "weighted_arr": _amount(need.weighted),
        "importance": {word: sum(one.importance == level for one in need.asking) for level, word in enumerate(IMPORTANCES)},
        **_rate(need.trend.now),
        "before": {"mentions": need.trend.before.mentions, **_rate(need.trend.before)} if needs.period.before else None,
        **_trend(need.trend),
        "emerging": need.emerging,
        "top_account": {"name": need.top.name, "arr": _amount(need.top.arr), "share": _figure(need.top.share)} if need.top else None,
        "concentrated": need.concentrated,
        "segments": [
            {"segment": one.segment, "mentions": one.mentions, "accounts": one.accounts, "arr": _amount(one.arr)} for one in need.by_segment
        ],
        "months": [{"month": one.month, "mentions": one.mentions, **_rate(one.rate)} for one in need.months],
        "quarters": _course(need.tag, quarters),
        "asking": [
            {
                "account": one.customer.name,
                "arr": _amount(one.customer.arr),
                "segment": one.customer.segment,
                "csm": one.customer.csm,
                "mentions": one.mentions,
                "importance": IMPORTANCES[one.importance],
            }
            for one in need.asking
        ],
        "verbatims": [_verbatim(one) for one in said],
    }


def _quarters(store: Store, narrowing: Narrowing) -> list[_Quarter]:
    """The last eight and the one before them, the oldest first; that of today ends today."""
    today = settings.today(store)
    periods = [read_period(quarter, today) for quarter in reversed(quarters_to(today, _QUARTERS + 1))]
    return [_Quarter(one, received(store, one.begin, one.end, narrowing)[0], mentions_by_tag(store, one, narrowing)) for one in periods]


def _course(tag: int, quarters: Sequence[_Quarter]) -> list[dict[str, Any]]:
    """The quarters of a need, each compared with the one before."""
    found = []
    for before, one in pairwise(quarters):
        rate = one.rate(tag)
        verdict = Trend(rate, before.rate(tag)).verdict
        found.append({"period": one.period.id, "mentions": rate.mentions, **_rate(rate), "verdict": verdict})
    return found


def _rate(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval or (None, None)
    return {"items": rate.items, "rate_per_100": _figure(rate.per_hundred), "rate_low": _figure(low), "rate_high": _figure(high)}


def _trend(trend: Trend) -> dict[str, Any]:
    low, high = trend.interval or (None, None)
    return {
        "ratio": _figure(trend.ratio),
        "ratio_low": _figure(low),
        "ratio_high": _figure(high),
        "p_value": _figure(trend.p_value),
        "verdict": trend.verdict,
    }


def _verbatim(one: Verbatim) -> dict[str, Any]:
    return {
        "item": one.code,
        "quote": one.quote,
        "account": one.account,
        "arr": _amount(one.arr),
        "at": one.at,
        "channel": one.channel,
        "importance": IMPORTANCES[one.importance],
        "person": one.person,
        "source": {"file": one.source.file, "sheet": one.source.sheet, "row": one.source.row} if one.source else None,
    }


def _first(period: Period) -> str | None:
    """Its first day; that of all has none."""
    return None if period.id == ALL else period.begin


def _amount(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _figure(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(f"{value:.{_DIGITS}g}")
