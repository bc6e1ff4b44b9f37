"""What the company aims at: goals with the metric, the value, the period and the owner."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import ensure, name_key
from prodops_desktop.workspace import ChangeSet, Store, rows

PERIOD = re.compile(r"[0-9]{4}(-(Q[1-4]|0[1-9]|1[0-2]))?")
"""A year, a quarter such as 2026-Q4, or a month such as 2026-11."""


@dataclass(frozen=True)
class Goal:
    """A goal; ``metric`` is the key of a metric and ``target`` the value that it is to reach in ``period``."""

    id: int
    title: str
    metric: str | None
    target: float | None
    period: str | None
    owner: str | None
    note: str | None


_SELECT = "SELECT g.id, g.title, g.metric, g.target, g.period, p.name AS owner, g.note FROM goal g LEFT JOIN person p ON p.id = g.owner"


def all_goals(store: Store) -> list[Goal]:
    """The goals by period, the latest first, then by title."""
    return [Goal(*row) for row in store.db.execute(f"{_SELECT} ORDER BY g.period DESC, g.title")]


def find_goal(store: Store, goal: int) -> Goal:
    """The goal with this id; raises UserError when it is gone."""
    row = store.db.execute(f"{_SELECT} WHERE g.id = ?", (goal,)).fetchone()
    if row is None:
        raise UserError("This goal is no longer there; it was deleted or undone.")
    return Goal(*row)


def save_goal(store: Store, values: Mapping[str, str | float | None], goal: int | None = None) -> tuple[ChangeSet, int]:
    """Add a goal, or with its id change it; keys of ``values`` are those of :class:`Goal`, what is not named stays.

    The owner is a name, added to the register of people when it is new. Raises UserError for a title that is empty, a target that is
    no number, and a period that is none.
    """
    before = vars(find_goal(store, goal)) if goal is not None else {}
    whole: dict[str, str | float | None] = {**before, **values}
    title = " ".join(str(whole.get("title") or "").split())
    if not title:
        raise UserError("A goal needs a title of at least one character.")
    target, period = whole.get("target"), str(whole.get("period") or "").strip().upper() or None
    if target is not None and (isinstance(target, str) or not math.isfinite(target)):
        raise UserError("A target is a plain number, such as 38.")
    if period is not None and PERIOD.fullmatch(period) is None:
        raise UserError(f"“{period}” is not a period. Write a year, a quarter or a month: 2026, 2026-Q4 or 2026-11.")
    with store.edit(f"{'Add' if goal is None else 'Edit'} goal {title}") as edit:
        owner = str(whole.get("owner") or "").strip()
        row = {
            "title": title,
            "metric": str(whole.get("metric") or "").strip() or None,
            "target": target,
            "period": period,
            "owner": ensure(store, "person", owner) if owner else None,
            "note": str(whole.get("note") or "").strip() or None,
        }
        if goal is None:
            goal = rows.insert(store, "goal", row)
        else:
            rows.update(store, "goal", goal, row)
    return edit.changes, goal


def ensure_goal(store: Store, title: str, kept: int | None = None) -> int:
    """The goal of this title, added when there is none; to be called inside an edit.

    Where there are several it is ``kept``, the one that a record is for already, or else the latest.
    """
    key = name_key(title)
    known = store.db.execute("SELECT id, title FROM goal ORDER BY id IS ? DESC, period DESC, id", (kept,))
    found = next((int(row["id"]) for row in known if name_key(row["title"]) == key), None)
    return found if found is not None else save_goal(store, {"title": title})[1]


def delete_goal(store: Store, goal: int) -> ChangeSet:
    """Take a goal out, with its links; undo brings it back."""
    found = find_goal(store, goal)
    with store.edit(f"Delete goal {found.title}") as edit:
        store.db.execute("DELETE FROM goal WHERE id = ?", (goal,))
    return edit.changes
