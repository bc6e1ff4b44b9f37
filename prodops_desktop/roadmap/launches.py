"""Launches: their day and tier, what has to be done for each by when, what shows that it is done, and how ready they are."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from prodops_desktop.agenda.working_days import WorkingDays
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import name_key
from prodops_desktop.registry.shipped import ShippedChange
from prodops_desktop.roadmap.model import DAY, GATE_STATES, NOT_APPLICABLE, OPEN, PASSED, Gate, GateCheck, Item
from prodops_desktop.roadmap.store import find_item
from prodops_desktop.work import resources
from prodops_desktop.workspace import ChangeSet, Store, rows
from prodops_desktop.workspace.columns import day_in, one_line

OFFSETS = ("tier_1", "tier_2", "tier_3")
"""The columns that hold the working days from a launch, by tier."""
_SELECT = f"SELECT id, name, function, {', '.join(OFFSETS)}, evidence FROM gate"
_FURTHEST = 260
"""How many working days from its launch a gate can lie at most: those of a year."""


@dataclass(frozen=True)
class GateView:
    """A gate of a launch: how it stands, and ``due`` on which day where the launch is known to the day."""

    gate: Gate
    check: GateCheck | None
    state: str
    due: date | None


@dataclass(frozen=True)
class Readiness:
    """The gates of a launch of this tier, in their order."""

    tier: int
    gates: tuple[GateView, ...]

    @cached_property
    def passed(self) -> int:
        """How many are passed with evidence."""
        return self._count(PASSED)

    @cached_property
    def not_applicable(self) -> int:
        """How many do not apply, for a reason; they count on neither side of the readiness."""
        return self._count(NOT_APPLICABLE)

    @property
    def applicable(self) -> int:
        """How many apply."""
        return len(self.gates) - self.not_applicable

    @property
    def share(self) -> float | None:
        """How many of those that apply are passed, in per cent; None where none applies."""
        return 100 * self.passed / self.applicable if self.applicable else None

    @cached_property
    def open_(self) -> tuple[GateView, ...]:
        """Those that are open, in order of the days they are due."""
        found = [view for view in self.gates if view.state == OPEN]
        return tuple(sorted(found, key=lambda view: (view.due is None, view.due or view.gate.offset(self.tier) or 0)))

    def overdue(self, today: date) -> tuple[GateView, ...]:
        """Those that are open and were due before today."""
        return tuple(view for view in self.open_ if view.due is not None and view.due < today)

    def _count(self, state: str) -> int:
        return sum(view.state == state for view in self.gates)


def readiness(item: Item, gates: Iterable[Gate], checks: Mapping[int, GateCheck], days: WorkingDays) -> Readiness | None:
    """How the gates of a launch stand, by what was checked of it; None for what is no launch."""
    tier = item.tier
    if tier is None:
        return None
    asked = [(gate, offset) for gate in gates if (offset := gate.offset(tier)) is not None]
    launch = item.launches if item.aim[1] == DAY else None
    due = _days_around(launch, [offset for _, offset in asked], days) if launch is not None else {}
    views = []
    for gate, offset in asked:
        check = checks.get(gate.id)
        views.append(GateView(gate, check, check.state if check is not None else OPEN, due.get(offset)))
    return Readiness(tier, tuple(views))


def _days_around(launch: date, offsets: Iterable[int], days: WorkingDays) -> dict[int, date]:
    """The day of each offset in working days from a launch. They lie close to each other, so each is counted on from the one before."""
    found: dict[int, date] = {}
    for sign, step in ((-1, days.before), (1, days.after)):
        day, counted = launch, 0
        for distance in sorted({sign * offset for offset in offsets if sign * offset >= 0}):
            day, counted = step(day, distance - counted), distance
            found[sign * distance] = day
    return found


def all_gates(store: Store) -> list[Gate]:
    """Every gate, in order."""
    return [_gate(*row) for row in store.db.execute(f"{_SELECT} ORDER BY position, id")]


def find_gate(store: Store, gate: int) -> Gate:
    """The gate with this id; raises UserError when it is gone."""
    row = store.db.execute(f"{_SELECT} WHERE id = ?", (gate,)).fetchone()
    if row is None:
        raise UserError("This gate is no longer there; it was deleted or undone.")
    return _gate(*row)


def shipped_gates() -> list[Gate]:
    """The gates that ship, in order; they have no id."""
    text = (resources.folder() / "defaults" / "gates.json").read_text(encoding="utf-8")
    return [Gate(0, one["name"], one["function"], tuple(one["offsets"]), one["evidence"]) for one in json.loads(text)["gates"]]


def shipped_changes(store: Store) -> list[ShippedChange]:
    """What differs from the gates that ship: those that are gone, and what was changed in the others; gates of one's own stay."""
    own = {name_key(gate.name): gate for gate in all_gates(store)}
    found = []
    for shipped in shipped_gates():
        there = own.get(name_key(shipped.name))
        if there is None:
            found.append(ShippedChange(shipped.name, "added", "", shipped.function))
            continue
        before, after = _values(there), _values(shipped)
        found += [ShippedChange(shipped.name, key, _said(before[key]), _said(after[key])) for key in after if before[key] != after[key]]
    return found


def restore_shipped(store: Store) -> ChangeSet:
    """Make the shipped gates as they shipped; gates of one's own, and what was checked, stay."""
    with store.edit("Restore the shipped gates") as edit:
        own = {name_key(gate.name): gate.id for gate in all_gates(store)}
        for shipped in shipped_gates():
            save_gate(store, _values(shipped), own.get(name_key(shipped.name)))
    return edit.changes


def save_gate(store: Store, values: Mapping[str, str | int | None], gate: int | None = None) -> tuple[ChangeSet, int]:
    """Add a gate as the last one, or with its id change it; returns its id too.

    Keys of ``values`` are name, function, evidence, and the working days from the launch as tier_1, tier_2 and tier_3, None where the
    tier does without; what is not named stays. Raises UserError for a name that is empty or that another gate has, without a
    function, for days that are no whole number or too many, and for a gate of no tier.
    """
    before = find_gate(store, gate) if gate is not None else None
    whole: dict[str, str | int | None] = {**(_values(before) if before is not None else {}), **values}
    name, function, evidence = (" ".join(str(whole.get(key) or "").split()) for key in ("name", "function", "evidence"))
    if not name:
        raise UserError("A gate needs a name of at least one character.")
    if not function:
        raise UserError(f"Say which function sees to “{name}”, such as QA or Docs.")
    taken = store.db.execute("SELECT id, name FROM gate WHERE key = ?", (name_key(name),)).fetchone()
    if taken is not None and taken["id"] != gate:
        raise UserError(f"There is a gate “{taken['name']}” already. Change that one, or choose another name.")
    offsets = {key: _offset(whole.get(key)) for key in OFFSETS}
    if all(offset is None for offset in offsets.values()):
        raise UserError(f"“{name}” would be for no launch at all. Give its working days from the launch for one tier at least.")
    row: dict[str, rows.Value] = {"name": name, "key": name_key(name), "function": function, "evidence": evidence, **offsets}
    with store.edit(f"{'Add' if before is None else 'Edit'} gate {name}") as edit:
        if before is None:
            last = store.db.execute("SELECT coalesce(max(position), 0) FROM gate").fetchone()[0]
            gate = rows.insert(store, "gate", {**row, "position": last + 1})
        else:
            gate = before.id
            rows.update(store, "gate", gate, row)
    return edit.changes, gate


def delete_gate(store: Store, gate: int) -> ChangeSet:
    """Take a gate out, with what was checked of it for each launch; undo brings it back."""
    found = find_gate(store, gate)
    with store.edit(f"Delete gate {found.name}") as edit:
        store.db.execute("DELETE FROM gate WHERE id = ?", (gate,))
    return edit.changes


def all_checks(store: Store) -> dict[int, dict[int, GateCheck]]:
    """What was checked of each item, by the id of the item and that of the gate."""
    found: dict[int, dict[int, GateCheck]] = {}
    for item, gate, state, evidence, who, day in store.db.execute("SELECT item, gate, state, evidence, who, day FROM gate_check"):
        check = GateCheck(item, gate, state, evidence, who, day_in(day))
        found.setdefault(item, {})[gate] = check
    return found


def check_gate(
    store: Store,
    item: int,
    gate: int,
    state: str,
    evidence: str | None = None,
    who: str | None = None,
    day: date | None = None,
) -> ChangeSet:
    """Say how a gate of an item stands; all that was said of it before is replaced, and nothing to be said is an open gate.

    Raises UserError for one that is passed without evidence (a link, a file, or a name with its day), and for one that does not apply
    without a reason.
    """
    found, one = find_item(store, item), find_gate(store, gate)
    said = GateCheck(item, gate, state, one_line(evidence), one_line(who), day)
    _refuse_unfounded(one, said)
    there = store.db.execute("SELECT id, state FROM gate_check WHERE item = ? AND gate = ?", (item, gate)).fetchone()
    reopens = there is not None and there["state"] != OPEN
    verb = {OPEN: "Reopen" if reopens else "Note on", PASSED: "Pass", NOT_APPLICABLE: "Leave out"}[state]
    with store.edit(f"{verb} gate “{one.name}” of {found.label}") as edit:
        values: dict[str, rows.Value] = {
            "item": item,
            "gate": gate,
            "state": state,
            "evidence": said.evidence,
            "who": said.who,
            "day": day.isoformat() if day else None,
        }
        if (state, said.evidence, said.who, day) == (OPEN, None, None, None):
            store.db.execute("DELETE FROM gate_check WHERE item = ? AND gate = ?", (item, gate))
        elif there is None:
            rows.insert(store, "gate_check", values)
        else:
            rows.update(store, "gate_check", there["id"], values)
    return edit.changes


def _refuse_unfounded(gate: Gate, said: GateCheck) -> None:
    if said.state not in GATE_STATES:
        raise UserError(f"“{said.state}” is no state of a gate. Choose one of {', '.join(GATE_STATES)}.")
    if said.state == PASSED and said.evidence is None and (said.who is None or said.day is None):
        asked = f" ({gate.evidence[:1].lower()}{gate.evidence[1:]})" if gate.evidence else ""
        raise UserError(f"“{gate.name}” is passed only with evidence{asked}: give a link, a file, or a name with its day.")
    if said.state == NOT_APPLICABLE and said.evidence is None:
        raise UserError(f"Say why “{gate.name}” does not apply: whoever asks at the launch wants to know.")


def _gate(id_: int, name: str, function: str, first: int | None, second: int | None, third: int | None, evidence: str) -> Gate:
    return Gate(id_, name, function, (first, second, third), evidence)


def _values(gate: Gate) -> dict[str, str | int | None]:
    return {"name": gate.name, "function": gate.function, "evidence": gate.evidence, **dict(zip(OFFSETS, gate.offsets, strict=True))}


def _said(value: str | int | None) -> str:
    return "" if value is None else str(value).replace("-", "−") if isinstance(value, int) else value


def _offset(value: str | int | None) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or abs(value) > _FURTHEST:
        raise UserError(f"Days from a launch are a whole number from −{_FURTHEST} to {_FURTHEST}, such as −10 for ten working days before.")
    return value
