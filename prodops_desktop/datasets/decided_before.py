"""Knows again what was held in an earlier version of a dataset, and decides the same as then: mended, released or dismissed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from prodops_desktop.datasets.quarantine import dataset_name, find_held, mend, mends_of, read_held
from prodops_desktop.datasets.reading import columns_of_part
from prodops_desktop.datasets.released_part import NAMED
from prodops_desktop.datasets.releasing import Released, release
from prodops_desktop.datasets.rulings import DISMISSED, RELEASED, counted_rows, dismiss
from prodops_desktop.datasets.taking import Takers
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.driver import Row


@dataclass(frozen=True)
class Before:
    """What was decided about the same row of version ``number``: ``ruling`` is None where it was only mended. ``mends`` are by position."""

    number: int
    ruling: str | None
    reason: str
    mends: Mapping[int, str] = field(default_factory=dict)


def decided_before(store: Store, version: int, rows: Sequence[int] | None = None) -> dict[int, Before]:
    """What the newest earlier version decided about rows with the same raw cells and reasons, by the id of the row in quarantine.

    ``rows`` are ids; without them all that the version holds are looked at.
    """
    done = _done(store, version)
    if not done:
        return {}
    which = "TRUE" if rows is None else "q.id IN (SELECT value FROM json_each(?2))"
    query = (
        "SELECT q.id, q.part, q.cells, q.reasons FROM quarantine q JOIN version_part v ON v.part = q.part "
        f"WHERE v.version = ?1 AND {which} ORDER BY q.part, q.row"
    )
    parameters = (version,) if rows is None else (version, json.dumps(list(rows)))
    same = [(row, done[key]) for row in store.db.execute(query, parameters) if (key := (row["cells"], row["reasons"])) in done]
    mends = mends_of(store, {(known["part"], known["row"]) for _, known in same})
    headers = {part: _headers(store, part) for part in {part for row, known in same for part in (row["part"], known["part"])}}
    found: dict[int, Before] = {}
    for row, known in same:
        mended = mends.get((known["part"], known["row"]), {})
        then, now = headers[known["part"]], headers[row["part"]]
        if all(then.get(position) == now.get(position) for position in mended):
            found[row["id"]] = Before(known["number"], known["ruling"], known["reason"] or "", mended)
    return found


def decide_as_before(store: Store, version: int, rows: Sequence[int], takers: Takers) -> Released:
    """Decide about rows (ids of the quarantine) as an earlier version did, in one step; cells that were mended since stay as they are.

    Raises UserError where nothing was decided about any of them, or one is not held any more.
    """
    find_held(store, version, rows)
    known = decided_before(store, version, rows)
    if not known:
        raise UserError("Nothing was decided about these rows before.")
    name = dataset_name(store, version)
    with store.edit(f"Decide {counted_rows(len(known))} of {name} as before") as edit:
        for row in read_held(store, version, list(known)):
            for position, text in known[row.id].mends.items():
                if position not in row.mends:
                    mend(store, row.part, row.row, position, text)
        _dismiss(store, version, known)
        released = _release(store, version, known, takers)
    return replace(released, changes=edit.changes)


def _dismiss(store: Store, version: int, known: Mapping[int, Before]) -> None:
    reasons: dict[str, list[int]] = {}
    for id_, before in known.items():
        if before.ruling == DISMISSED:
            reasons.setdefault(before.reason, []).append(id_)
    for reason, ids in reasons.items():
        dismiss(store, version, ids, reason)


def _release(store: Store, version: int, known: Mapping[int, Before], takers: Takers) -> Released:
    """Release those that were; what is wrong with the others is another thing now, so that they are left."""
    rows = read_held(store, version, [id_ for id_, before in known.items() if before.ruling == RELEASED])
    if any(row.is_right for row in rows):
        return release(store, version, [row.id for row in rows], takers)
    return Released(ChangeSet(0, "", frozenset()), 0, len(rows), tuple(rows[:NAMED]))


def _done(store: Store, version: int) -> dict[tuple[str, str], Row]:
    """By raw cells and reasons each row of an earlier version that was mended or decided about; the newest version has the last word."""
    found = store.db.execute(
        """
        WITH earlier AS (
            SELECT e.id, e.number FROM version v JOIN version e ON e.dataset = v.dataset AND e.number < v.number WHERE v.id = ?
        ),
        done AS (
            SELECT version, part, row FROM quarantine_ruling WHERE version IN (SELECT id FROM earlier)
            UNION SELECT version, part, row FROM quarantine_mend WHERE version IN (SELECT id FROM earlier)
        )
        SELECT e.number, q.part, q.row, q.cells, q.reasons, r.ruling, r.reason
        FROM done d JOIN earlier e ON e.id = d.version JOIN quarantine q USING (part, row) LEFT JOIN quarantine_ruling r USING (part, row)
        ORDER BY e.number
        """,
        (version,),
    )
    return {(row["cells"], row["reasons"]): row for row in found}


def _headers(store: Store, part: int) -> dict[int, str]:
    return {column.position: column.header for column in columns_of_part(store, part)}
