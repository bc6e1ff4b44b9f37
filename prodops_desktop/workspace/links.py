"""Ties any two records together, so that each shows the other; a link goes with either of its ends."""

from dataclasses import dataclass

from prodops_desktop.errors import UserError
from prodops_desktop.workspace.store import ChangeSet, Store


@dataclass(frozen=True)
class End:
    """A record as a link names it: its table and id."""

    table: str
    id: int


@dataclass(frozen=True)
class Link:
    """A link seen from one of its ends: ``other`` is the far one, ``forward`` whether it was made from here."""

    id: int
    kind: str
    other: End
    forward: bool


KINDS: dict[str, tuple[str, str]] = {
    "needs": ("needs", "is needed by"),
    "related": ("belongs with", "belongs with"),
    "list": ("is the seat list of", "has the seat list"),
    "contradicts": ("can’t be shown with", "can’t be shown with"),
}
"""Each kind of link, read from its first end and from its second."""
_ELSEWHERE = {
    ("needs", "roadmap_item", "roadmap_item"): "That an item of the roadmap waits for another one is no link. Choose “Let the item wait "
    "for…” instead.",
}
"""What is said of links that would say once more, and to nobody, what records hold themselves, by kind and tables."""


def link(store: Store, kind: str, start: End, end: End, titles: tuple[str, str] | None = None) -> ChangeSet:
    """Tie two records; ``titles`` name them in the history.

    Raises UserError when they are one record, one is gone, they are tied so already, or this is said elsewhere.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no kind of link called {kind}")
    if start == end:
        raise UserError("A record can't be linked to itself. Choose another one.")
    if (kind, start.table, end.table) in _ELSEWHERE:
        raise UserError(_ELSEWHERE[kind, start.table, end.table])
    named = f"{titles[0]} and {titles[1]}" if titles else "two records"
    with store.edit(f"Link {named}") as edit:
        for one in (start, end):
            if store.db.execute(f"SELECT 1 FROM {one.table} WHERE id = ?", (one.id,)).fetchone() is None:
                raise UserError("One of these two is no longer there; it was deleted or undone.")
        if _are_tied(store, kind, start, end):
            raise UserError("These two are linked so already.")
        store.db.execute(
            "INSERT INTO link (kind, from_table, from_id, to_table, to_id) VALUES (?, ?, ?, ?, ?)",
            (kind, start.table, start.id, end.table, end.id),
        )
    return edit.changes


def unlink(store: Store, link_id: int) -> ChangeSet:
    """Take a link away; raises UserError when it is gone already."""
    with store.edit("Remove a link") as edit:
        if not store.db.execute("DELETE FROM link WHERE id = ?", (link_id,)).rowcount:
            raise UserError("This link is no longer there.")
    return edit.changes


def move_links(store: Store, gone: End, kept: End) -> None:
    """Tie to ``kept`` what is tied to ``gone``, but nothing twice, and not to itself; to be called inside an edit."""
    for found in links_of(store, gone):
        start, end = (kept, found.other) if found.forward else (found.other, kept)
        if start == end or _are_tied(store, found.kind, start, end):
            store.db.execute("DELETE FROM link WHERE id = ?", (found.id,))
        else:
            changed = "UPDATE link SET from_table = ?, from_id = ?, to_table = ?, to_id = ? WHERE id = ?"
            store.db.execute(changed, (start.table, start.id, end.table, end.id, found.id))


def links_of(store: Store, end: End) -> list[Link]:
    """The links of a record, whichever end it is, in the order in which they were made."""
    rows = store.db.execute(
        "SELECT id, kind, to_table AS other_table, to_id AS other_id, 1 AS forward FROM link WHERE from_table = ?1 AND from_id = ?2 "
        "UNION ALL SELECT id, kind, from_table, from_id, 0 FROM link WHERE to_table = ?1 AND to_id = ?2 ORDER BY id",
        (end.table, end.id),
    )
    return [Link(row["id"], row["kind"], End(row["other_table"], row["other_id"]), bool(row["forward"])) for row in rows]


def _are_tied(store: Store, kind: str, start: End, end: End) -> bool:
    """Whether these two are linked so already; a kind that reads alike from both ends is the same either way round."""
    alike = KINDS[kind][0] == KINDS[kind][1]
    return any(found.kind == kind and found.other == end and (found.forward or alike) for found in links_of(store, start))
