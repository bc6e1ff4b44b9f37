"""Replans an item and what waits for it, as one step that says why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.slips import Push
from prodops_desktop.roadmap.store import find_item, move_items, save_item
from prodops_desktop.roadmap.vague_days import write_day
from prodops_desktop.workspace import ChangeSet, Store

Vague = tuple[date | None, str]
"""A day and how exactly it is known."""


def replan(
    store: Store,
    item: int,
    *,
    starts: Vague,
    due: Vague,
    launch: date | None,
    tier: int | None,
    reason: str = "",
    along: Mapping[int, Push] | None = None,
) -> ChangeSet:
    """Give an item other days, another launch and tier, and ``along`` with it what waits for it; the history says the ``reason``.

    Without a tier it is no launch. Raises UserError for a tier that there is not, and for a day that can't be right.
    """
    found = find_item(store, item)
    launch = launch if tier is not None else None
    changed = replace(found, starts=starts[0], starts_precision=starts[1], due=due[0], due_precision=due[1], launch=launch, tier=tier)
    said, why = _what_changes(found, changed), " ".join(reason.split())
    with store.edit(f"{said}: {why}" if why else said) as edit:
        save_item(store, changed)
        if along:
            move_items(store, {push.item: (push.starts, push.due) for push in along.values()})
    return edit.changes


def _what_changes(before: Item, after: Item) -> str:
    due, launch = write_day(after.due, after.due_precision), write_day(after.launches, after.aim[1])
    if before.tier is not None and after.tier is None:
        return f"Make {after.label} no launch"
    if before.tier is None and after.tier is not None:
        return f"Make {after.label} a launch of tier {after.tier}{f' on {launch}' if launch else ''}"
    if launch != write_day(before.launches, before.aim[1]):
        return f"Move launch of {after.label} to {launch}" if launch else f"Take away the day of the launch of {after.label}"
    if before.tier != after.tier:
        return f"Make launch of {after.label} one of tier {after.tier}"
    return f"Move {after.label}{f' to {due}' if due else ''}"
