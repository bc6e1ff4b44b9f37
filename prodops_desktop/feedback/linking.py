"""Links items to what they ask for: to any record, or to a feature that is made with the first link to it."""

import json
from collections.abc import Sequence

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.model import named
from prodops_desktop.registry.entries import ensure
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.links import End

_FEEDBACK = "feedback_item"


def link_items(store: Store, items: Sequence[int], end: End, title: str) -> ChangeSet:
    """Link items to one record, whose ``title`` is said in the history; those that are linked to it already stay as they are.

    Raises UserError when the record is gone, or when all of them are linked to it already.
    """
    if store.db.execute(f"SELECT 1 FROM {end.table} WHERE id = ?", (end.id,)).fetchone() is None:
        raise UserError("What this should be linked to is no longer there; it was deleted or undone.")
    with store.edit(f"Link {named(items)} and {title}") as edit:
        if not _link(store, items, end):
            raise UserError(f"{named(items)} and {title} are linked already.")
    return edit.changes


def link_feature(store: Store, items: Sequence[int], name: str) -> ChangeSet:
    """Link items to a feature by its name, which is made where there is none of that name."""
    with store.edit(f"Link {named(items)} and {name}") as edit:
        _link(store, items, End("feature", ensure(store, "feature", name)))
    return edit.changes


def _link(store: Store, items: Sequence[int], end: End) -> int:
    lacking = (
        "INSERT INTO link (kind, from_table, from_id, to_table, to_id) SELECT 'related', ?1, i.id, ?2, ?3 FROM feedback_item i"
        " WHERE i.id IN (SELECT value FROM json_each(?4)) AND NOT EXISTS (SELECT 1 FROM link l WHERE l.kind = 'related'"
        " AND ((l.from_table = ?1 AND l.from_id = i.id AND l.to_table = ?2 AND l.to_id = ?3)"
        " OR (l.from_table = ?2 AND l.from_id = ?3 AND l.to_table = ?1 AND l.to_id = i.id)))"
    )
    return store.db.execute(lacking, (_FEEDBACK, end.table, end.id, json.dumps(list(items)))).rowcount
