"""Reads items of feedback: one, or those of a list of ids, as they stand now."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.model import Item, SavedSearch, code_of
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import ChangeSet, Store, rows, settings

HERE = "(n.part = 0 OR n.part IN (SELECT part FROM feedback_batch)) AND n.state <> 'deleted'"
"""SQL for an item ``n`` of ``feedback_now`` that is here: its import stands, and it was not deleted."""

_SELECT = f"""
    SELECT i.id, i.kind, n.at, n.channel, a.text, coalesce(t.person, i.person), f.text, coalesce(y.title, i.title),
        coalesce(y.text, i.text), n.importance, i.reference, i.remark, n.state, n.until, t.note, n.root
    FROM feedback_now n JOIN feedback_item i ON i.id = n.item
    LEFT JOIN feedback_triage t ON t.item = i.id LEFT JOIN feedback_typed y ON y.item = i.id
    LEFT JOIN name a ON a.id = n.account LEFT JOIN name f ON f.id = i.feature
    WHERE n.item IN (SELECT value FROM json_each(?)) AND {HERE}
"""


def read_items(store: Store, items: Sequence[int]) -> list[Item]:
    """The items of these ids that are here, in this order."""
    listed = json.dumps(list(items))
    tags: dict[int, list[int]] = defaultdict(list)
    query = "SELECT f.item, f.tag FROM feedback_tag f WHERE f.item IN (SELECT value FROM json_each(?)) ORDER BY f.id"
    for item, tag in store.db.execute(query, (listed,)):
        tags[item].append(tag)
    found = {row[0]: replace(Item(*row), tags=tuple(tags.get(row[0], ()))) for row in store.db.execute(_SELECT, (listed,))}
    return [found[item] for item in items if item in found]


def waiting(store: Store) -> int:
    """How many items wait in the inbox, those among them whose snooze is over."""
    due = "n.state = 'inbox' OR (n.state = 'snoozed' AND n.until <= ?)"
    query = f"SELECT count(*) FROM feedback_now n WHERE ({due}) AND {HERE}"
    return int(store.db.execute(query, (settings.today(store).isoformat(),)).fetchone()[0])


def find_item(store: Store, item: int) -> Item:
    """The item with this id; raises UserError when it is gone."""
    found = read_items(store, [item])
    if not found:
        raise UserError(f"{code_of(item)} is no longer there; it was deleted, or its import was undone.")
    return found[0]


def merged_into(store: Store, root: int) -> list[int]:
    """The items that are merged into one, in the order in which they came."""
    query = f"SELECT n.item FROM feedback_now n WHERE n.root = ? AND n.root <> n.item AND {HERE} ORDER BY n.at, n.item"
    return [row[0] for row in store.db.execute(query, (root,))]


def places_of(store: Store, item: int) -> list[tuple[int, int]]:
    """The rows that an item stands in, as part and row, the newest sheet first."""
    found = store.db.execute(
        "SELECT p.part, p.row FROM feedback_place p JOIN feedback_batch b ON b.part = p.part WHERE p.item = ? ORDER BY b.id DESC", (item,)
    )
    return [(row[0], row[1]) for row in found]


def all_searches(store: Store) -> list[SavedSearch]:
    """The searches that are kept, by name."""
    found = store.db.execute("SELECT id, name, query, catches FROM saved_search ORDER BY key")
    return [SavedSearch(row["id"], row["name"], row["query"], bool(row["catches"])) for row in found]


def save_search(store: Store, name: str, query: str, *, catches: bool = False) -> tuple[ChangeSet, int]:
    """Keep a search under a name, in place of the one that has it; returns its id too. Raises UserError without a name or a search."""
    name, query = " ".join(name.split()), " ".join(query.split())
    if not name or not query:
        raise UserError("A saved search needs a name and something to search for.")
    values: dict[str, rows.Value] = {"name": name, "key": name_key(name), "query": query, "catches": int(catches)}
    with store.edit(f"Save search {name}") as edit:
        row = store.db.execute("SELECT id FROM saved_search WHERE key = ?", (name_key(name),)).fetchone()
        if row is None:
            search = rows.insert(store, "saved_search", values)
        else:
            search = int(row["id"])
            rows.update(store, "saved_search", search, values)
    return edit.changes, search


def delete_search(store: Store, search: int) -> ChangeSet:
    """Forget a search that was kept."""
    found = next((one for one in all_searches(store) if one.id == search), None)
    if found is None:
        raise UserError("This search is no longer there; it was deleted or undone.")
    with store.edit(f"Delete search {found.name}") as edit:
        store.db.execute("DELETE FROM saved_search WHERE id = ?", (search,))
    return edit.changes
