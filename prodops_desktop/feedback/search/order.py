"""The orders that found items come in, as SQL: what has no value in an order comes last, and of equal ones the newest first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from prodops_desktop.feedback.accounts import Customer, Customers
from prodops_desktop.feedback.model import CRITICAL
from prodops_desktop.feedback.search.conditions import Part
from prodops_desktop.feedback.search.terms import folded_sql
from prodops_desktop.registry.entries import name_key

ORDERS = ("at", "account", "arr", "importance", "channel", "person", "title")
"""What items can be ordered by."""
_HEADLINE_BEGINS = 90
_LEADING = (20, 200)
"""How many names of accounts are enough for a first page, as a rule."""
_WORDS = "FROM feedback_item i LEFT JOIN feedback_typed y ON y.item = i.id WHERE i.id = n.item"
_TRIAGED = "FROM feedback_item i LEFT JOIN feedback_triage t ON t.item = i.id WHERE i.id = n.item"
_HEADLINE = f"coalesce(y.title, i.title, substr(CASE WHEN y.id IS NULL THEN i.text ELSE y.text END, 1, {_HEADLINE_BEGINS}))"
_KEYS = {
    "importance": "n.importance",
    "channel": folded_sql("n.channel"),
    "person": f"(SELECT {folded_sql('coalesce(t.person, i.person)')} {_TRIAGED})",
    "title": f"(SELECT {folded_sql(_HEADLINE)} {_WORDS})",
}
_NOTHING = Part("")


@dataclass(frozen=True)
class Order:
    """How found items are ordered: ``by`` is one of :data:`ORDERS`. By account is by its customer's name, by title by the headline."""

    by: str = "at"
    descending: bool = False


@dataclass(frozen=True)
class Sorting:
    """An order as SQL: the terms of ORDER BY, what stands before SELECT, and what is joined to ``n``.

    ``by_day`` is whether it is by days; ``leads`` are the items that come before all others, each time more of them.
    """

    by: str
    descending: bool = False
    by_day: bool = False
    before: Part = _NOTHING
    join: str = ""
    leads: tuple["Lead", ...] = ()


@dataclass(frozen=True)
class Lead:
    """Items that come before all others in an order: their test, lists that hold them all, and the order among them."""

    test: Part
    sources: tuple[Part, ...]
    order: Sorting


UNSORTED = Sorting("")
_NEWEST_FIRST = Sorting("n.at DESC, n.item DESC", descending=True, by_day=True)


def sorting(order: Order, customers: Customers) -> Sorting:
    """The SQL of an order; raises ValueError for one that there is not."""
    if order.by not in ORDERS:
        raise ValueError(f"feedback has no order “{order.by}”")
    way = "DESC" if order.descending else "ASC"
    if order.by == "at":
        return Sorting(f"n.at {way}, n.item {way}", order.descending, by_day=True)
    if order.by in ("account", "arr"):
        return _by_customer(order, customers)
    extreme = Part("n.importance = ?", (CRITICAL if order.descending else 0,))
    leads = (Lead(extreme, (), _NEWEST_FIRST),) if order.by == "importance" else ()
    return Sorting(f"{_KEYS[order.by]} {way} NULLS LAST, {_NEWEST_FIRST.by}", order.descending, leads=leads)


def _by_customer(order: Order, customers: Customers) -> Sorting:
    ranks = _ranks(order.by, customers)
    before = Part("WITH place (name, rank) AS MATERIALIZED (SELECT CAST(key AS INTEGER), value FROM json_each(?))", (json.dumps(ranks),))
    by = f"place.rank {'DESC' if order.descending else 'ASC'} NULLS LAST, {_NEWEST_FIRST.by}"
    whole = Sorting(by, order.descending, before=before, join="LEFT JOIN place ON place.name = n.account")
    names = sorted(ranks, key=lambda name: -ranks[name] if order.descending else ranks[name])
    return replace(whole, leads=tuple(_of_customers(names, ranks, many, whole) for many in _LEADING if many < len(names)))


def _of_customers(names: Sequence[int], ranks: dict[int, int], many: int, whole: Sorting) -> Lead:
    """The first names and all that are of the same rank as the last of them."""
    first = {ranks[name] for name in names[:many]}
    listed = json.dumps([name for name in names if ranks[name] in first])
    source = Part("SELECT item FROM feedback_now WHERE account IN (SELECT value FROM json_each(?))", (listed,))
    return Lead(Part("n.account IN (SELECT value FROM json_each(?))", (listed,)), (source,), whole)


def _ranks(by: str, customers: Customers) -> dict[int, int]:
    """The place of each name's customer among the others, the same for equal ones."""

    def value(customer: Customer) -> str | float | None:
        return name_key(customer.name) if by == "account" else customer.arr

    values = {one.number: key for one in customers.by_name.values() if (key := value(one)) is not None}
    ranks = {key: rank for rank, key in enumerate(sorted(set(values.values())))}
    return {name: ranks[values[one.number]] for name, one in customers.by_name.items() if one.number in values}
