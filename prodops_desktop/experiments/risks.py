"""The conflicts that somebody decided to live with, and why."""

from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.collisions.conflicts import Accepted, Conflict, Risks
from prodops_desktop.experiments.collisions.plans import Window
from prodops_desktop.registry.entries import ensure
from prodops_desktop.workspace import ChangeSet, Store, rows


def all_risks(store: Store) -> Risks:
    """The accepted risks by their pair."""
    found = store.db.execute(
        "SELECT r.experiment, r.other_table, r.other, r.grade, r.reason, p.name AS owner, r.day "
        "FROM accepted_risk r LEFT JOIN person p ON p.id = r.owner ORDER BY r.id"
    )
    return {
        (row["experiment"], row["other_table"], row["other"]): Accepted(
            row["grade"], row["reason"], row["owner"], date.fromisoformat(row["day"])
        )
        for row in found
    }


def accept_risk(store: Store, conflict: Conflict, reason: str, owner: str, day: date) -> ChangeSet:
    """Live with a conflict up to its present grade; raises UserError without a reason or an owner, and where one of the two is gone."""
    reason, owner = " ".join(reason.split()), " ".join(owner.split())
    if not reason:
        raise UserError("An accepted risk needs its reason: whoever reads the result asks for it.")
    if not owner:
        raise UserError("An accepted risk needs an owner, who answers for it. Type a name.")
    other = conflict.other
    record = conflict.b.event.record if isinstance(conflict.b, Window) else other
    with store.edit(f"Accept the risk of {conflict.a.experiment.code} and {conflict.other_title}") as edit:
        for table, id_ in (("experiment", conflict.a.id), (record.table, record.id)):
            if store.db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id_,)).fetchone() is None:
                raise UserError("One of these two is no longer there; it was deleted or undone.")
        place: dict[str, rows.Value] = {"experiment": conflict.a.id, "other_table": other.table, "other": other.id}
        values = {**place, "grade": conflict.grade, "reason": reason, "owner": ensure(store, "person", owner), "day": day.isoformat()}
        there = _found(store, conflict)
        if there is None:
            rows.insert(store, "accepted_risk", values)
        else:
            rows.update(store, "accepted_risk", there, values)
    return edit.changes


def withdraw_risk(store: Store, conflict: Conflict) -> ChangeSet:
    """Let a conflict stand open again."""
    with store.edit(f"Reopen the conflict of {conflict.a.experiment.code} and {conflict.other_title}") as edit:
        there = _found(store, conflict)
        if there is None:
            raise UserError("This risk is not accepted any more; that was undone.")
        store.db.execute("DELETE FROM accepted_risk WHERE id = ?", (there,))
    return edit.changes


def _found(store: Store, conflict: Conflict) -> int | None:
    row = store.db.execute(
        "SELECT id FROM accepted_risk WHERE experiment = ? AND other_table = ? AND other = ?",
        (conflict.a.id, conflict.other.table, conflict.other.id),
    ).fetchone()
    return int(row["id"]) if row else None
