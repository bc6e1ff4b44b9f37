"""What a search of feedback finds, as plain objects for other programs and as lines for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.model import IMPORTANCES, MERGED, Item, code_of
from prodops_desktop.feedback.search import Found, Query
from prodops_desktop.feedback.store import read_items
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.workspace import Store

_AT_ONCE = 500


def feedback_object(store: Store, query: Query, found: Found, customers: Customers) -> dict[str, Any]:
    """The items that were found, in this order; ARR in the workspace's currency."""
    names = {tag.id: tag.name for tag in all_tags(store)}
    items = [_item(item, names, customers, name) for item, name in _read(store, found.ids)]
    remarks = [*query.remarks, *found.remarks]
    return {"query": query.text, "currency": customers.currency, "count": len(items), "remarks": remarks, "items": items}


def found_lines(store: Store, items: Sequence[int], customers: Customers) -> Iterator[str]:
    """A line for each item."""
    names = {tag.id: tag.name for tag in all_tags(store)}
    for item, name in _read(store, items):
        customer = customers.of(name)
        who = (customer.name if customer else None) or item.person or item.channel
        tags = f" [{', '.join(names[tag] for tag in item.tags if tag in names)}]" if item.tags else ""
        yield f"{item.code} {item.day} {who}: {item.headline}{tags} ({item.state})"


def _read(store: Store, items: Sequence[int]) -> Iterator[tuple[Item, int | None]]:
    for start in range(0, len(items), _AT_ONCE):
        some = list(items[start : start + _AT_ONCE])
        marks = ", ".join("?" * len(some))
        accounts = dict(store.db.execute(f"SELECT item, account FROM feedback_now WHERE item IN ({marks})", some).fetchall())
        for item in read_items(store, some):
            yield item, accounts.get(item.id)


def _item(item: Item, names: dict[int, str], customers: Customers, name: int | None) -> dict[str, Any]:
    customer = customers.of(name)
    return {
        "id": item.code,
        "at": item.at,
        "channel": item.channel,
        "account": customer.name if customer else item.account,
        "segment": customer.segment if customer else None,
        "arr": customer.arr if customer else None,
        "person": item.person,
        "feature": item.feature,
        "title": item.title,
        "text": item.text,
        "importance": IMPORTANCES[item.importance],
        "state": item.state,
        "until": item.until,
        "merged_into": code_of(item.root) if item.state == MERGED else None,
        "tags": [names[tag] for tag in item.tags if tag in names],
        "reference": item.reference,
        "remark": item.remark,
        "note": item.note,
    }
