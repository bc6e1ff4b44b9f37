"""Tells which tickets the saved searches catch that the policy of the inbox left out, while their import is on its way."""

import json
from dataclasses import replace

from prodops_desktop.feedback.accounts import Customers, read_customers
from prodops_desktop.feedback.search.conditions import Part, asks_for_accounts, conditions
from prodops_desktop.feedback.search.order import UNSORTED
from prodops_desktop.feedback.search.planning import Search
from prodops_desktop.feedback.search.query import read_query
from prodops_desktop.feedback.store import all_searches
from prodops_desktop.workspace import Store, settings


def caught(store: Store, part: int) -> list[tuple[int, str]]:
    """The tickets of a part that are left out and that a saved search catches, each with its day; the part need not stand yet.

    Where an item stands does not matter, whatever the search says; one that asks for nothing else catches nothing.
    """
    placed = Part("SELECT item FROM feedback_place WHERE part = ?", (part,))
    tickets = "SELECT i.id FROM feedback_place p JOIN feedback_item i ON i.id = p.item WHERE p.part = ? AND i.kind = 'tickets'"
    left_out = Part(f"n.state = 'out' AND n.item IN ({tickets})", (part,))
    customers: Customers | None = None
    found: set[int] = set()
    for query in [read_query(one.query) for one in all_searches(store) if one.catches]:
        if customers is None and asks_for_accounts(query):
            customers = read_customers(store)
        asked = conditions(store, query, customers, scope=None, today=settings.today(store))
        if (query.asked or asked.narrows) and not asked.nothing:
            narrowed = replace(asked, sources=(*asked.sources, placed))
            found.update(Search(store, query.asked, narrowed, left_out).all(UNSORTED))
    days = "SELECT item, at FROM feedback_now WHERE item IN (SELECT value FROM json_each(?)) ORDER BY item"
    return [(row[0], row[1]) for row in store.db.execute(days, (json.dumps(sorted(found)),))]
