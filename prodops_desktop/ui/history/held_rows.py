"""Names rows that stood in quarantine, and cells of them that were mended, for the history."""

import json

from prodops_desktop.datasets.provenance import place_of
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.record_history import StoredRow


def row_name(store: Store, row: StoredRow) -> str:
    """“row 12”, as its sheet numbers it; where its import is gone, as it was stored."""
    part, number = _key(row)
    known = store.db.execute("SELECT 1 FROM segment WHERE part = ? AND first_row <= ?", (part, number)).fetchone()
    return tr("row {n}", n=place_of(store, part, number).number if known else number)


def cell_name(store: Store, row: StoredRow) -> str:
    """“row 12 › Score”."""
    part, _ = _key(row)
    query = "SELECT header FROM part_column WHERE part = ? AND position = ?"
    column = store.db.execute(query, (part, row.get("position"))).fetchone()
    return f"{row_name(store, row)} › {column[0]}" if column else row_name(store, row)


def raw_text(store: Store, row: StoredRow) -> str:
    """What stands in the file in a cell that was mended; empty where its import is gone."""
    held = store.db.execute("SELECT cells FROM quarantine WHERE part = ? AND row = ?", _key(row)).fetchone()
    cells, position = json.loads(held[0]) if held else [], int(row.get("position") or 0)
    return str(cells[position - 1]) if 0 < position <= len(cells) else ""


def _key(row: StoredRow) -> tuple[int, int]:
    return int(row.get("part") or 0), int(row.get("row") or 0)
