"""Reads and writes the items of the roadmap with what they wait for; a dependency that would close a cycle is refused."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from prodops_desktop.agenda.goals import ensure_goal
from prodops_desktop.errors import UserError
from prodops_desktop.registry.codes import code_order
from prodops_desktop.registry.entries import ensure, name_key
from prodops_desktop.roadmap.checks import check_item
from prodops_desktop.roadmap.cycles import cycle_through
from prodops_desktop.roadmap.model import DAY, DONE, IN_PROGRESS, PLANNED, Item, Need, Reach
from prodops_desktop.roadmap.vague_days import later_by
from prodops_desktop.workspace import ChangeSet, Store, rows
from prodops_desktop.workspace.columns import day_in, one_line

TABLES = frozenset(
    {
        "roadmap_item",
        "roadmap_need",
        "roadmap_commitment",
        "baseline",
        "baseline_date",
        "gate",
        "gate_check",
        "brief",
        "brief_template",
        "roadmap_team",
    }
)
"""The tables that the roadmap is made of."""
_LINES = ("team", "area")
_TEXTS = ("problem", "outcome", "note")
_FIGURES = ("impact", "confidence", "effort", "value", "urgency", "risk", "size", "points", "stated_arr")
_PLAIN = (*_LINES, *_TEXTS, *_FIGURES, "title", "horizon", "status", "starts_precision", "due_precision", "tier")
"""The columns that hold what the record holds."""
_DAYS = ("starts", "due", "done", "launch")
_GONE = "This item is no longer there; it was deleted or undone."

_REACHES_ITSELF = """
    WITH RECURSIVE reached (id) AS (
        SELECT needs FROM roadmap_need WHERE item = ?1 UNION SELECT n.needs FROM roadmap_need n JOIN reached r ON n.item = r.id
    )
    SELECT 1 FROM reached WHERE id = ?1
"""
_SELECT = """
    SELECT i.*, g.title AS goal_title, p.name AS owner_name
    FROM roadmap_item i LEFT JOIN goal g ON g.id = i.goal LEFT JOIN person p ON p.id = i.owner
"""


def all_items(store: Store) -> list[Item]:
    """Every item by its code, numbers in it counted as numbers."""
    return sorted(_read(store, ""), key=lambda one: code_order(one.code))


def find_item(store: Store, item: int | str) -> Item:
    """The item of this id or code; raises UserError when there is none."""
    if isinstance(item, int):
        found = _read(store, "WHERE i.id = ?1", item)
        if not found:
            raise UserError(_GONE)
        return found[0]
    found = _read(store, "WHERE i.code_key = ?1", name_key(item))
    if not found:
        raise UserError(f"There is no item “{item}” on the roadmap.")
    return found[0]


def next_code(store: Store) -> str:
    """A code that is free: RM- with the largest number that was given, and one more."""
    numbers = [
        int(row[0][3:])
        for row in store.db.execute("SELECT code_key FROM roadmap_item WHERE code_key GLOB 'rm-[0-9]*'")
        if row[0][3:].isdecimal()
    ]
    return f"RM-{max(numbers, default=0) + 1}"


def save_item(store: Store, item: Item, *, label: str = "") -> tuple[ChangeSet, int]:
    """Add an item (id 0), or make the one with its id as this one, with what it waits for; returns its id too.

    Goal and owner are names, added when they are new; a team is written as it is known. Raises UserError for a code that another one has,
    for what makes no sense, and for dependencies that close a cycle, which it names, or on what is gone.
    """
    one = _tidy(item)
    one = replace(one, team=_known_team(store, one))
    check_item(one)
    taken = store.db.execute("SELECT id, title FROM roadmap_item WHERE code_key = ?", (name_key(one.code),)).fetchone()
    if taken is not None and taken["id"] != one.id:
        raise UserError(f"{one.code} is “{taken['title']}” already. Choose another key.")
    with store.edit(label or f"{'Edit' if one.id else 'Add'} {one.label}") as edit:
        values = _values(store, one)
        if not one.id:
            one = replace(one, id=rows.insert(store, "roadmap_item", values))
        elif store.db.execute("SELECT 1 FROM roadmap_item WHERE id = ?", (one.id,)).fetchone() is None:
            raise UserError(_GONE)
        else:
            rows.update(store, "roadmap_item", one.id, values)
        _save_needs(store, one)
    return edit.changes, one.id


def add_need(store: Store, item: int, needs: int, lag: int | None = None) -> ChangeSet:
    """Make an item wait for another one; without a ``lag`` an overlap that there is stays one that was planned.

    Raises UserError where that would close a cycle, which it names, and where it is so already.
    """
    one, other = find_item(store, item), find_item(store, needs)
    if any(need.item == needs for need in one.needs):
        raise UserError(f"{one.label} waits for {other.label} already.")
    whole = replace(one, needs=(*one.needs, Need(needs, planned_lag(one, other) if lag is None else lag)))
    return save_item(store, whole, label=f"Let {one.label} wait for {other.label}")[0]


def remove_need(store: Store, item: int, needs: int) -> ChangeSet:
    """Let an item wait for another one no longer."""
    one, other = find_item(store, item), find_item(store, needs)
    left = tuple(need for need in one.needs if need.item != needs)
    return save_item(store, replace(one, needs=left), label=f"Let {one.label} no longer wait for {other.label}")[0]


def planned_lag(item: Item, needed: Item) -> int:
    """The lag with which an item waits that begins before the one that it needs is over: by so many days they overlap as planned.

    Of days that are vaguer than a day nobody knows whether they overlap, so nothing is.
    """
    if item.starts is None or needed.due is None or not item.starts_precision == needed.due_precision == DAY:
        return 0
    return min(0, (item.starts - needed.due).days - 1)


def move_items(store: Store, moves: Mapping[int, tuple[date | None, date | None]], *, label: str = "") -> ChangeSet:
    """Give one or more items other days (first and last), in one step; what changes is known to the day from then on.

    A launch on a day of its own moves by as many days as the end of its item.
    """
    found = {one.id: one for one in _read(store, "WHERE i.id IN (SELECT value FROM json_each(?1))", json.dumps(list(moves)))}
    if len(found) < len(moves):
        raise UserError(_GONE)
    first = found[next(iter(moves))].label if moves else "nothing"
    rest = f" and {len(moves) - 1} more" if len(moves) > 1 else ""
    with store.edit(label or f"Move {first}{rest}") as edit:
        for id_, (starts, due) in moves.items():
            save_item(store, moved(found[id_], starts, due))
    return edit.changes


def moved(item: Item, starts: date | None, due: date | None) -> Item:
    """The item on other days, known to the day where they changed; its launch goes along."""
    launch = item.launch
    if launch is not None and item.due is not None and due is not None:
        launch = later_by(launch, (due - item.due).days)
    precision: dict[str, Any] = {"starts_precision": "day"} if starts != item.starts else {}
    precision |= {"due_precision": "day"} if due != item.due else {}
    return replace(item, starts=starts, due=due, launch=launch, **precision)


def move_to_horizon(store: Store, items: Sequence[int], horizon: str | None, name: str) -> ChangeSet:
    """Put items into a column of the board, called ``name`` in the history; None for the one that their days say."""
    found = [find_item(store, item) for item in items]
    which = found[0].label if len(found) == 1 else f"{len(found)} items"
    with store.edit(f"Move {which} to {name}") as edit:
        for one in found:
            save_item(store, replace(one, horizon=horizon))
    return edit.changes


def delete_items(store: Store, items: Sequence[int]) -> ChangeSet:
    """Take items out with all that hangs on them; undo brings them back."""
    labels = [find_item(store, one).label for one in items]
    with store.edit(f"Delete {labels[0] if len(labels) == 1 else f'{len(labels)} items of the roadmap'}") as edit:
        store.db.executemany("DELETE FROM roadmap_item WHERE id = ?", [(one,) for one in items])
    return edit.changes


def duplicate_item(store: Store, item: int) -> tuple[ChangeSet, int]:
    """Copy an item with a code of its own, as something planned, without days."""
    found = find_item(store, item)
    status = PLANNED if found.status in (DONE, IN_PROGRESS) else found.status
    copy = replace(found, id=0, code=next_code(store), status=status, starts=None, due=None, done=None, launch=None)
    with store.edit(f"Duplicate {found.label}") as edit:
        _, id_ = save_item(store, copy)
        rows.update(store, "roadmap_item", id_, {"goal": _goal_of(store, item)})  # of goals of one title the very same
    return edit.changes, id_


def _read(store: Store, where: str, *given: int | str) -> list[Item]:
    own = f"WHERE n.item IN (SELECT i.id FROM roadmap_item i {where})" if where else ""
    needs: dict[int, list[Need]] = {}
    for item, needed, lag in store.db.execute(f"SELECT n.item, n.needs, n.lag FROM roadmap_need n {own} ORDER BY n.id", given):
        needs.setdefault(item, []).append(Need(needed, lag))
    return [_item(row, tuple(needs.get(row["id"], ()))) for row in store.db.execute(f"{_SELECT} {where}", given)]


def _item(row: Any, needs: tuple[Need, ...]) -> Item:
    reach = None
    if row["reach"] is not None:
        unit, as_of = row["reach_unit"] or "", day_in(row["reach_as_of"])
        reach = Reach(row["reach"], unit, row["reach_source"], row["reach_dataset"], row["reach_column"], as_of)
    days: dict[str, Any] = {name: day_in(row[name]) for name in _DAYS}
    return Item(
        id=row["id"],
        code=row["code"],
        goal=row["goal_title"],
        owner=row["owner_name"],
        reach=reach,
        needs=needs,
        **days,
        **{name: row[name] for name in _PLAIN},
    )


def _goal_of(store: Store, item: int) -> int | None:
    """The goal that an item is for as it is kept; titles don’t tell two of them apart."""
    row = store.db.execute("SELECT goal FROM roadmap_item WHERE id = ?", (item,)).fetchone()
    return row["goal"] if row else None


def _known_team(store: Store, one: Item) -> str | None:
    """The team of an item as the list of teams writes it, else as other items do: two spellings would be two teams."""
    if one.team is None:
        return None
    key = name_key(one.team)
    row = store.db.execute("SELECT name FROM roadmap_team WHERE key = ?", (key,)).fetchone()
    if row is not None:
        return str(row["name"])
    if store.db.execute("SELECT 1 FROM roadmap_item WHERE team = ? AND id <> ? LIMIT 1", (one.team, one.id)).fetchone() is not None:
        return one.team
    others = store.db.execute("SELECT team FROM roadmap_item WHERE team IS NOT NULL AND id <> ? GROUP BY team ORDER BY min(id)", (one.id,))
    return next((row["team"] for row in others if name_key(row["team"]) == key), one.team)


def _values(store: Store, one: Item) -> dict[str, rows.Value]:
    """The row of an item; the goal and owner that are new are added."""
    reach = one.reach
    return {
        "code": one.code,
        "code_key": name_key(one.code),
        "goal": ensure_goal(store, one.goal, _goal_of(store, one.id)) if one.goal else None,
        "owner": ensure(store, "person", one.owner) if one.owner else None,
        "reach": reach.value if reach else None,
        "reach_unit": reach.unit if reach else None,
        "reach_source": reach.source if reach else None,
        "reach_dataset": reach.dataset if reach else None,
        "reach_column": reach.column if reach else None,
        "reach_as_of": reach.as_of.isoformat() if reach and reach.as_of else None,
        **{name: day.isoformat() if (day := getattr(one, name)) else None for name in _DAYS},
        **{name: getattr(one, name) for name in _PLAIN},
    }


def _save_needs(store: Store, one: Item) -> None:
    there = {row["needs"]: row for row in store.db.execute("SELECT id, needs, lag FROM roadmap_need WHERE item = ?", (one.id,))}
    wanted = {need.item: need for need in one.needs}
    store.db.executemany("DELETE FROM roadmap_need WHERE id = ?", [(row["id"],) for needs, row in there.items() if needs not in wanted])
    added = [need for needs, need in wanted.items() if needs not in there]
    for need in added:
        if store.db.execute("SELECT 1 FROM roadmap_item WHERE id = ?", (need.item,)).fetchone() is None:
            raise UserError(f"An item that {one.label} should wait for is no longer there; it was deleted or undone. Choose another one.")
        rows.insert(store, "roadmap_need", {"item": one.id, "needs": need.item, "lag": need.lag})
    for needs, need in wanted.items():
        if needs in there:
            rows.update(store, "roadmap_need", there[needs]["id"], {"lag": need.lag})
    if added:
        refuse_cycle(store, one.id)


def refuse_cycle(store: Store, item: int) -> None:
    """Raise UserError that names the items of a cycle through ``item``, if there is one."""
    if store.db.execute(_REACHES_ITSELF, (item,)).fetchone() is None:
        return
    waits = needs_by_item((row[0], row[1]) for row in store.db.execute("SELECT item, needs FROM roadmap_need ORDER BY id"))
    cycle = cycle_through(waits, item)
    query = "SELECT id, code || ' ' || title FROM roadmap_item WHERE id IN (SELECT value FROM json_each(?))"
    labels = dict(store.db.execute(query, (json.dumps(cycle),)).fetchall())
    raise UserError(cycle_text([str(labels[one]) for one in cycle]))


def cycle_text(labels: Sequence[str]) -> str:
    """What is said of a cycle: “Queue service waits for Bulk export, which waits for Queue service. …”"""
    first, *others = labels
    said = f"{first} would wait for {', which waits for '.join((*others, first))}"
    return f"{said}. Nothing of it could ever begin, so it was refused. Take out one of these dependencies."


def needs_by_item(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """What each item waits for, from pairs of an item and one that it waits for."""
    found: dict[int, list[int]] = {}
    for item, needs in pairs:
        found.setdefault(item, []).append(needs)
    return found


def _tidy(one: Item) -> Item:
    """The same without blanks at the ends of texts, and within names of one line."""
    texts: dict[str, Any] = {name: one_line(getattr(one, name)) for name in ("goal", "owner", *_LINES)}
    texts |= {name: (getattr(one, name) or "").strip() or None for name in _TEXTS}
    return replace(one, code=one_line(one.code) or "", title=one_line(one.title) or "", **texts)
