"""Makes what the plan of the sample workspace says of the roadmap: the briefs, with their parts filled, here, and all else in the area."""

from collections.abc import Mapping
from typing import Any

from prodops_desktop.answers.briefs import parts_of
from prodops_desktop.answers.roadmap import read_plan
from prodops_desktop.datasets.sampling import Makers
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.roadmap import sampling
from prodops_desktop.roadmap.brief_text import refreshed
from prodops_desktop.roadmap.briefs import add_brief, save_brief
from prodops_desktop.roadmap.store import find_item
from prodops_desktop.workspace import Store


def _make_planned(store: Store, entry: Mapping[str, Any]) -> None:
    if entry["add"] == "brief":
        _make_brief(store, entry)
    else:
        sampling.make_planned(store, entry)


def _make_brief(store: Store, entry: Mapping[str, Any]) -> None:
    item, plan = find_item(store, entry["item"]).id, read_plan(store)
    parts = parts_of(store, plan, item, read_customers(store))
    brief = add_brief(store, item, entry["kind"], parts)[1]
    save_brief(store, brief, entry["title"], refreshed(entry["body"], parts, plan.today))


MAKERS: Makers = {"roadmap": _make_planned}
"""Who makes the entries of the plan, by the list in which they stand."""
