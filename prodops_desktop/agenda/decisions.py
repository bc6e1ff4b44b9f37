"""Decisions taken about records: what was chosen, why, by whom, on which day, and which deadline it answers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import ensure
from prodops_desktop.workspace import ChangeSet, Store, rows


@dataclass(frozen=True)
class Decision:
    """One decision about the record ``about`` of a table; ``for_day`` is the deadline it answers, where there is one."""

    id: int
    about: int
    choice: str
    reason: str
    owner: str | None
    day: str
    for_day: str | None


_SELECT = "SELECT d.id, d.about, d.choice, d.reason, p.name AS owner, d.day, d.for_day FROM decision d LEFT JOIN person p ON p.id = d.owner"
_GONE = "This decision is no longer there; it was deleted or undone."


def decisions_of(store: Store, table: str, about: int | None = None) -> list[Decision]:
    """The decisions about a record, or about all of a table, the latest first."""
    where = "WHERE d.about_table = ?1 AND (?2 IS NULL OR d.about = ?2) ORDER BY d.day DESC, d.id DESC"
    return [Decision(*row) for row in store.db.execute(f"{_SELECT} {where}", (table, about))]


def record_decision(
    store: Store,
    about: tuple[str, int, str],
    choice: str,
    reason: str,
    owner: str,
    day: str,
    *,
    choices: Collection[str],
    for_day: str | None = None,
    decision: int | None = None,
) -> ChangeSet:
    """Take down a decision about a record given as table, id and title; with the id of a ``decision`` change that one.

    Raises UserError for a choice that is none of ``choices``, without a reason or an owner, for a day that is none, and about what
    is gone.
    """
    table, record, title = about
    if choice not in choices:
        raise UserError(f"“{choice}” can't be decided here. Choose one of {', '.join(choices)}.")
    reason, owner, day = _checked(reason, owner, day)
    with store.edit(f"Decide to {choice} {title}") as edit:
        if not store.db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (record,)).fetchone():
            raise UserError(f"{title} is no longer there; it was deleted or undone.")
        row: dict[str, str | int | float | None] = {
            "about_table": table,
            "about": record,
            "choice": choice,
            "reason": reason,
            "owner": ensure(store, "person", owner),
            "day": day,
            "for_day": for_day,
        }
        if decision is None:
            rows.insert(store, "decision", row)
        elif not store.db.execute("SELECT 1 FROM decision WHERE id = ?", (decision,)).fetchone():
            raise UserError(_GONE)
        else:
            rows.update(store, "decision", decision, row)
    return edit.changes


def _checked(reason: str, owner: str, day: str) -> tuple[str, str, str]:
    """Reason, owner and day as they are kept; raises UserError."""
    reason, owner = " ".join(reason.split()), owner.strip()
    if not reason:
        raise UserError("A decision needs its reason: whoever reads it next year asks for it.")
    if not owner:
        raise UserError("A decision needs an owner, who sees to it. Type a name.")
    try:
        return reason, owner, date.fromisoformat(day).isoformat()
    except ValueError:
        raise UserError(f"“{day}” is not a day. Write it as year-month-day, such as 2026-12-01.") from None


def delete_decision(store: Store, decision: int, title: str) -> ChangeSet:
    """Take a decision back out of the record."""
    with store.edit(f"Delete a decision about {title}") as edit:
        if not store.db.execute("DELETE FROM decision WHERE id = ?", (decision,)).rowcount:
            raise UserError(_GONE)
    return edit.changes
