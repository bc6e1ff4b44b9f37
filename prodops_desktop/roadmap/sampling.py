"""Makes what the plan of the sample workspace says of the roadmap and no sheet holds: reasons, figures, links, gates, and a baseline."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.capacity import save_team
from prodops_desktop.roadmap.launches import all_gates, check_gate
from prodops_desktop.roadmap.model import Reach
from prodops_desktop.roadmap.store import find_item, save_item
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End, link

Entry = Mapping[str, Any]
_NAMED = {
    "tag": ("tag", "SELECT id FROM tag WHERE name = ?"),
    "experiment": ("experiment", "SELECT id FROM experiment WHERE code = ?"),
    "dataset": ("dataset", "SELECT id FROM dataset WHERE name = ?"),
    "event": ("event", "SELECT id FROM event WHERE title = ?"),
    "ticket": ("feedback_item", "SELECT id FROM feedback_item WHERE kind = 'tickets' AND reference = ?"),
}
"""The table of each thing that an item can be tied to, and how one is found there by its name."""


def make_planned(store: Store, entry: Entry) -> None:
    """Make an entry of the plan; what is to be added stands under “add”. Raises UserError for what the sheets have nothing of."""
    rest = {key: value for key, value in entry.items() if key != "add"}
    _MAKERS[entry["add"]](store, rest)


def _team(store: Store, entry: Entry) -> None:
    save_team(store, entry)


def _item(store: Store, entry: Entry) -> None:
    said = {key: value for key, value in entry.items() if key not in ("item", "reach")}
    if reach := entry.get("reach"):
        as_of = reach.get("as_of")
        said["reach"] = Reach(**{**reach, "as_of": date.fromisoformat(as_of) if as_of else None})
    save_item(store, replace(find_item(store, entry["item"]), **said))


def _link(store: Store, entry: Entry) -> None:
    item = find_item(store, entry["item"])
    (what,) = _NAMED.keys() & entry.keys()
    table, query = _NAMED[what]
    found = store.db.execute(query, (entry[what],)).fetchone()
    if found is None:
        raise UserError(f"There is no {what} “{entry[what]}” that could be linked to {item.label}.")
    link(store, "related", End("roadmap_item", item.id), End(table, found[0]), (item.label, entry[what]))


def _gate(store: Store, entry: Entry) -> None:
    gates = {gate.name: gate.id for gate in all_gates(store)}
    day = date.fromisoformat(entry["day"]) if "day" in entry else None
    item = find_item(store, entry["item"]).id
    check_gate(store, item, gates[entry["gate"]], entry["state"], entry.get("evidence"), entry.get("who"), day)


def _baseline(store: Store, entry: Entry) -> None:
    take_baseline(store, entry["name"], date.fromisoformat(entry["day"]))


_MAKERS: dict[str, Callable[[Store, Entry], None]] = {
    "team": _team,
    "item": _item,
    "link": _link,
    "gate": _gate,
    "baseline": _baseline,
}
