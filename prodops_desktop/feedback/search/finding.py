"""Finds the items that a search asks for, in order: the first page, the whole list, or how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.search.conditions import conditions
from prodops_desktop.feedback.search.order import Order, sorting
from prodops_desktop.feedback.search.planning import Search
from prodops_desktop.feedback.search.query import Query
from prodops_desktop.workspace import Store

Scope = Literal["all", "inbox"]
"""Where items are looked for when the search does not say: everywhere but among those left out, or in the inbox."""
_NEWEST_FIRST = Order("at", descending=True)


@dataclass(frozen=True)
class Found:
    """The ids of the items in order; ``more`` is whether there are others behind them, ``remarks`` what of the search nobody knows."""

    ids: Sequence[int]
    more: bool = False
    remarks: tuple[str, ...] = ()


def find(
    store: Store,
    query: Query,
    customers: Customers,
    *,
    scope: Scope = "all",
    today: date,
    order: Order = _NEWEST_FIRST,
    limit: int | None = None,
) -> Found:
    """The items that a search finds, at most ``limit`` of them."""
    asked = conditions(store, query, customers, scope=scope, today=today)
    if asked.nothing:
        return Found((), remarks=asked.remarks)
    search, way = Search(store, query.asked, asked), sorting(order, customers)
    ids = search.all(way) if limit is None else search.first(way, limit + 1)
    return Found(ids[:limit], limit is not None and len(ids) > limit, asked.remarks)


def count(store: Store, query: Query, customers: Customers, *, scope: Scope = "all", today: date) -> int:
    """How many items a search finds."""
    asked = conditions(store, query, customers, scope=scope, today=today)
    return 0 if asked.nothing else Search(store, query.asked, asked).count()
