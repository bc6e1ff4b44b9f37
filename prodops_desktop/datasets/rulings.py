"""What becomes of rows in quarantine: they are released into their version, or dismissed for a reason; both are counted, and kept."""

import json
from collections.abc import Sequence

from prodops_desktop.datasets.quarantine import HeldRow, dataset_name, find_held
from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.record_history import RecordStep, record_steps
from prodops_desktop.workspace.tracking import TWIN

RELEASED, DISMISSED = "released", "dismissed"
LONGEST_REASON = 300


def dismiss(store: Store, version: int, rows: Sequence[int], reason: str) -> ChangeSet:
    """Leave rows (ids of the quarantine) out for a reason: they count as dropped from then on.

    Raises UserError without a reason, and when a row is gone or was released or dismissed already.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise UserError("Say why the row is left out, in a few words: the reason is kept with it.")
    if len(reason) > LONGEST_REASON:
        raise UserError(f"The reason has {len(reason):,} characters; it can have {LONGEST_REASON}. Shorten it.")
    held = find_held(store, version, rows)
    with store.edit(f"Dismiss {counted_rows(len(held))} of {dataset_name(store, version)}") as edit:
        rule(store, version, [(row.part, row.row) for row in held], DISMISSED, reason)
    return edit.changes


def rule(store: Store, version: int, held: Sequence[tuple[int, int]], ruling: str, reason: str | None = None) -> None:
    """Note what becomes of rows, given by part and row, and count them so; inside an edit."""
    now = clock.now().isoformat(timespec="seconds")
    by_part: dict[int, list[int]] = {}
    for part, row in held:
        by_part.setdefault(part, []).append(row)
    insert = "INSERT INTO quarantine_ruling (version, part, row, ruling, reason, ruled_at) SELECT ?, ?, value, ?, ?, ? FROM json_each(?)"
    for part, rows in by_part.items():  # in one statement: of many rows each on its own takes twice as long
        store.db.execute(insert, (version, part, ruling, reason, now, json.dumps(rows)))
    count = "rows_accepted" if ruling == RELEASED else "rows_dropped"
    counts = f"UPDATE version SET rows_quarantined = rows_quarantined - ?1, {count} = {count} + ?1 WHERE id = ?2"
    if held:
        store.db.execute(counts, (len(held), version))


def dismissed_by_reason(store: Store, version: int) -> dict[str, int]:
    """How many rows of a version were dismissed, by the reason."""
    query = "SELECT reason, count(*) FROM quarantine_ruling WHERE version = ? AND ruling = ? GROUP BY reason ORDER BY 2 DESC, 1"
    return {row[0]: row[1] for row in store.db.execute(query, (version, DISMISSED))}


def released_rows(store: Store, version: int) -> int:
    """How many rows of a version were released."""
    query = "SELECT count(*) FROM quarantine_ruling WHERE version = ? AND ruling = ?"
    return int(store.db.execute(query, (version, RELEASED)).fetchone()[0])


def steps_of(store: Store, held: HeldRow) -> list[RecordStep]:
    """Every step that mended or ruled a row, the latest first, also those that were taken back since."""
    records: list[tuple[str, int]] = []
    for table in ("quarantine_mend", "quarantine_ruling"):
        which = "WHERE part = ?1 AND row = ?2"
        query = f"SELECT id FROM {table} {which} UNION SELECT id FROM {TWIN}{table} {which}"
        records += [(table, row[0]) for row in store.db.execute(query, (held.part, held.row))]
    return record_steps(store, records)


def reasons_given(store: Store, most: int = 8) -> list[str]:
    """The reasons for which rows were dismissed, the latest first."""
    query = "SELECT reason FROM quarantine_ruling WHERE ruling = ? GROUP BY reason ORDER BY max(id) DESC LIMIT ?"
    return [row[0] for row in store.db.execute(query, (DISMISSED, most))]


def counted_rows(count: int) -> str:
    """“1 row” or “3 rows”."""
    return "1 row" if count == 1 else f"{count:,} rows"
