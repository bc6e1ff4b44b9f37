"""Knows again what was held in an earlier version of a dataset: row by row, by what stands in the cells and what was wrong with them."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prodops_desktop.datasets.quarantine import mends_of
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.driver import Row

_Key = tuple[str, str, int]
"""The raw cells of a row, what was wrong with it, and the how-manieth of such rows it is."""


@dataclass(frozen=True)
class Before:
    """What was decided about the same row of version ``number``: ``ruling`` is None where it was only mended. ``mends`` are by position."""

    number: int
    ruling: str | None
    reason: str
    mends: Mapping[int, str] = field(default_factory=dict)


def decided_before(store: Store, version: int, rows: Collection[int] | None = None) -> dict[int, Before]:
    """What the newest earlier version decided about the same rows, by the id of the row in quarantine.

    Of equal rows the first is the first, the second the second. Columns that came or went, or stand elsewhere now, keep no row from
    being known again. ``rows`` are ids; without them all that the version holds are looked at.
    """
    found: dict[int, Before] = {}
    wanted = None if rows is None else set(rows)
    now = _positions(store, version)
    for earlier, number in _earlier(store, version):
        then = _positions(store, earlier)
        shared = [header for header in now if header in then]
        decided = {key: row for key, row in _numbered(store, earlier, then, shared) if row["decided"] is not None}
        mends = mends_of(store, [(row["part"], row["row"]) for row in decided.values()])
        for key, row in _numbered(store, version, now, shared):
            known = decided.get(key)
            if known is None or row["id"] in found or (wanted is not None and row["id"] not in wanted):
                continue
            mended = mends.get((known["part"], known["row"]), {})
            headers = {position: header for header, position in then.items()}
            if all(headers.get(position) in now for position in mended):
                texts = {now[headers[position]]: text for position, text in mended.items()}
                found[row["id"]] = Before(number, known["ruling"], known["ruled_for"] or "", texts)
    return found


def _earlier(store: Store, version: int) -> list[tuple[int, int]]:
    """The earlier versions that decided about rows, with their numbers, the newest first."""
    rows = store.db.execute(
        """
        SELECT e.id, e.number FROM version v JOIN version e ON e.dataset = v.dataset AND e.number < v.number
        WHERE v.id = ? AND e.id IN (SELECT version FROM quarantine_ruling UNION SELECT version FROM quarantine_mend)
        ORDER BY e.number DESC
        """,
        (version,),
    )
    return [(int(row[0]), int(row[1])) for row in rows]


def _positions(store: Store, version: int) -> dict[str, int]:
    return {column.header: column.position for column in columns_of(store, version)}


def _numbered(store: Store, version: int, positions: Mapping[str, int], shared: Sequence[str]) -> Iterator[tuple[_Key, Row]]:
    """Each row of the quarantine of a version with its key; ``decided`` is None where nothing was decided about it."""
    order = [positions[header] - 1 for header in shared]
    is_as_written = order == list(range(len(positions)))
    seen: Counter[tuple[str, str]] = Counter()
    for row in store.db.execute(
        """
        SELECT q.id, q.part, q.row, q.cells, q.reasons, r.ruling, r.reason AS ruled_for, coalesce(
            r.id, (SELECT min(m.id) FROM quarantine_mend m WHERE m.part = q.part AND m.row = q.row)) AS decided
        FROM quarantine q JOIN version_part v ON v.part = q.part LEFT JOIN quarantine_ruling r ON r.part = q.part AND r.row = q.row
        WHERE v.version = ? ORDER BY q.part, q.row
        """,
        (version,),
    ):
        cells = row["cells"] if is_as_written else _some(row["cells"], order)
        seen[cells, row["reasons"]] += 1
        yield (cells, row["reasons"], seen[cells, row["reasons"]]), row


def _some(written: str, order: Sequence[int]) -> str:
    cells = json.loads(written)
    return json.dumps([cells[at] if at < len(cells) else "" for at in order], ensure_ascii=False)
