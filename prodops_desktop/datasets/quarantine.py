"""The rows of a file that were not accepted: their raw cells, what is wrong with them, and what is written over cells to mend them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from prodops_desktop.datasets.provenance import Place, Places
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.refusals import Reason, Rules
from prodops_desktop.datasets.store import find_dataset, find_version
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.driver import Row

LONGEST = 2_000_000
"""Characters of a text that is written over a cell; no spreadsheet holds so many in one."""
_HELD = "NOT EXISTS (SELECT 1 FROM quarantine_ruling r WHERE r.part = q.part AND r.row = q.row)"
_ASKED = (
    f"FROM quarantine q JOIN version_part v ON v.part = q.part WHERE v.version = ? AND {_HELD} AND q.id IN (SELECT value FROM json_each(?))"
)


class RowKey(NamedTuple):
    """A row of the quarantine: its id, its part, and its number in it."""

    id: int
    part: int
    row: int


@dataclass(frozen=True)
class Ruling:
    """What became of a row: it was ``released`` or ``dismissed``, for a ``reason`` where it was dismissed."""

    ruling: str
    reason: str
    ruled_at: str


@dataclass(frozen=True)
class HeldRow:
    """A row that was not accepted. ``cells`` are raw, in column order; ``mends`` what was written over some, by position.

    ``reasons`` are those that hold now: of a cell that was mended what is wrong with its new text.
    """

    id: int
    part: int
    row: int
    place: Place
    cells: tuple[str, ...]
    mends: Mapping[int, str]
    reasons: tuple[Reason, ...]
    ruling: Ruling | None = None

    @property
    def sheet(self) -> str:
        """The sheet that it stands in."""
        return self.place.sheet

    @property
    def source_row(self) -> int:
        """Its row in the sheet."""
        return self.place.row

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong with it any more."""
        return not self.reasons

    def text(self, position: int) -> str:
        """The text of a cell as it is now."""
        return self.mends.get(position, self.raw(position))

    def raw(self, position: int) -> str:
        """The text of a cell in the file."""
        return self.cells[position - 1] if position <= len(self.cells) else ""

    def wrong(self, position: int) -> Reason | None:
        """What is wrong with a cell."""
        return next((reason for reason in self.reasons if reason.position == position), None)


def rules_of(store: Store, version: int) -> Rules:
    """What is asked of the rows of a version."""
    return Rules(columns_of(store, version), find_version(store, version).kind)


def held_rows(store: Store, version: int) -> list[HeldRow]:
    """The rows of a version that wait in quarantine, in the order of the file."""
    return read_held(store, version, [row[0] for row in waiting(store, version)])


def first_held(store: Store, version: int, most: int) -> list[HeldRow]:
    """The first of the rows that wait."""
    return read_held(store, version, [row[0] for row in islice(waiting(store, version), most)])


def read_held(
    store: Store, version: int, ids: Sequence[int], rules: Rules | None = None, more_mends: Mapping[tuple[int, int], Mapping[int, str]] = {}
) -> list[HeldRow]:
    """Some rows of the quarantine by their ids, ruled ones, too; those that are gone are left out.

    ``more_mends`` are those that will be written over cells, by part and row, and by position.
    """
    rules = rules or rules_of(store, version)
    rows = store.db.execute(
        "SELECT q.*, r.ruling, r.reason, r.ruled_at FROM quarantine q LEFT JOIN quarantine_ruling r ON r.part = q.part AND r.row = q.row "
        "WHERE q.id IN (SELECT value FROM json_each(?)) ORDER BY q.part, q.row",
        (json.dumps(list(ids)),),
    ).fetchall()
    mends = mends_of(store, [(row["part"], row["row"]) for row in rows])
    places = {part: Places(store, part) for part in {row["part"] for row in rows}}
    found = []
    for row in rows:
        place = row["part"], row["row"]
        all_mends = {**mends.get(place, {}), **more_mends.get(place, {})}
        found.append(_held_row(row, all_mends, rules, places[row["part"]].of(row["row"])))
    return found


def wrong_now(reasons: str, cells: Sequence[str], mends: Mapping[int, str], rules: Rules) -> list[Reason]:
    """What is wrong with a row, as its import wrote it down, but for cells that were mended: of those what is wrong with the new texts."""
    came = (rules.reason(text, cells) for text in json.loads(reasons))
    found = [one for one in came if not rules.are_mended(one, mends)] + rules.lacks(cells, mends)
    found += [wrong for position, text in mends.items() if (wrong := rules.refused(position, text)) is not None]
    return sorted(found, key=lambda one: one.position)


def mend(store: Store, part: int, row: int, position: int, text: str) -> ChangeSet:
    """Write a text over a cell of a row that is held; the text of the file itself takes back what was written.

    Raises UserError when the row is gone or was released or dismissed.
    """
    if len(text) > LONGEST:
        raise UserError(f"The text has {len(text):,} characters; a cell can have {LONGEST:,}. Shorten it.")
    held, version = _find(store, part, row)
    rule = rules_of(store, version).by_position.get(position)
    if rule is None:
        raise UserError(f"The row has no column {position}.")
    place = {"part": part, "row": row, "position": position}
    label = f"Mend “{_short(rule.header)}” in row {held.place.number} of {dataset_name(store, version)}"
    with store.edit(label) as edit:
        before = held.mends.get(position)
        if text == held.raw(position):
            store.db.execute("DELETE FROM quarantine_mend WHERE part = :part AND row = :row AND position = :position", place)
        elif before is None:
            columns = "(version, part, row, position, text) VALUES (:version, :part, :row, :position, :text)"
            store.db.execute(f"INSERT INTO quarantine_mend {columns}", {**place, "version": version, "text": text})
        elif before != text:
            where = "part = :part AND row = :row AND position = :position"
            store.db.execute(f"UPDATE quarantine_mend SET text = :text WHERE {where}", {**place, "text": text})
    return edit.changes


def note_mends(store: Store, version: int, mends: Mapping[tuple[int, int], Mapping[int, str]]) -> None:
    """Write texts over cells that have none over them yet, given by part and row, and by position; inside an edit."""
    store.db.executemany(
        "INSERT INTO quarantine_mend (version, part, row, position, text) VALUES (?, ?, ?, ?, ?)",
        [(version, *place, position, text) for place, texts in mends.items() for position, text in texts.items()],
    )


def find_held(store: Store, version: int, rows: Iterable[int]) -> list[RowKey]:
    """Rows (ids of the quarantine) of a version that are held; raises UserError where one is not any more."""
    wanted = sorted(set(rows))
    if not wanted:
        raise UserError("Choose a row first.")
    query = f"SELECT q.id, q.part, q.row {_ASKED} ORDER BY q.part, q.row"
    found = store.db.execute(query, (version, json.dumps(wanted))).fetchall()
    _refuse_gone(len(wanted), len(found))
    return [RowKey(*row) for row in found]


def refuse_gone(store: Store, version: int, rows: Collection[int]) -> None:
    """Raise UserError where one of these rows (ids of the quarantine) is not held any more."""
    found = store.db.execute(f"SELECT count(*) {_ASKED}", (version, json.dumps(list(rows)))).fetchone()[0]
    _refuse_gone(len(rows), found)


def _refuse_gone(wanted: int, found: int) -> None:
    if found < wanted:
        gone = wanted - found
        one = "One of the rows is" if gone == 1 and wanted > 1 else "The row is" if wanted == 1 else f"{gone:,} of the rows are"
        raise UserError(f"{one} no longer in quarantine, so nothing was changed. Look at the list again.")


def mends_of(store: Store, rows: Iterable[tuple[int, int]]) -> dict[tuple[int, int], dict[int, str]]:
    """What was written over the cells of rows, given by part and row, by position; those without a mend are left out."""
    by_part: dict[int, list[int]] = {}
    for part, row in rows:
        by_part.setdefault(part, []).append(row)
    found: dict[tuple[int, int], dict[int, str]] = {}
    query = "SELECT row, position, text FROM quarantine_mend WHERE part = ? AND row IN (SELECT value FROM json_each(?)) ORDER BY 1, 2"
    for part, numbers in by_part.items():
        for row, position, text in store.db.execute(query, (part, json.dumps(numbers))):
            found.setdefault((part, row), {})[position] = text
    return found


def _find(store: Store, part: int, row: int) -> tuple[HeldRow, int]:
    """A row that is held, and its version."""
    query = "SELECT q.id, v.version FROM quarantine q JOIN version_part v ON v.part = q.part WHERE q.part = ? AND q.row = ? ORDER BY 2"
    found = store.db.execute(query, (part, row)).fetchone()
    held = read_held(store, found[1], [found[0]])[0] if found else None
    if held is None:
        raise UserError("This row is gone; its import was undone or deleted.")
    if held.ruling is not None:
        raise UserError(f"This row was {held.ruling.ruling} already. Undo that first.")
    return held, int(found[1])


def waiting(store: Store, version: int) -> Iterable[Row]:
    """The rows that wait as they are written down, in the order of the file: id, part, row, cells, reasons."""
    query = "SELECT q.id, q.part, q.row, q.cells, q.reasons FROM quarantine q JOIN version_part v ON v.part = q.part WHERE v.version = ?"
    return store.db.execute(f"{query} AND {_HELD} ORDER BY q.part, q.row", (version,))


def _held_row(row: Row, mends: Mapping[int, str], rules: Rules, place: Place) -> HeldRow:
    cells = tuple(json.loads(row["cells"]))
    ruling = Ruling(row["ruling"], row["reason"] or "", row["ruled_at"]) if row["ruling"] else None
    return HeldRow(row["id"], row["part"], row["row"], place, cells, mends, tuple(wrong_now(row["reasons"], cells, mends, rules)), ruling)


def dataset_name(store: Store, version: int) -> str:
    """What the dataset of a version is called."""
    return find_dataset(store, find_version(store, version).dataset).name


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
