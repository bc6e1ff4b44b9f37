"""Where items of feedback stand in the files that brought them: file, sheet and row of each, in its newest sheet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.provenance import source_place
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class Source:
    """The place of an item; ``row`` counts in its sheet from 1, ``part`` and ``stored_row`` are where the workspace keeps it."""

    file: str
    sheet: str
    row: int
    dataset: int
    version: int
    part: int
    stored_row: int

    @property
    def text(self) -> str:
        """“CS_notes_2026-11.xlsx › Ana › row 208”; a text file has no sheet but itself."""
        sheet = "" if self.file.startswith(f"{self.sheet}.") else self.sheet
        return " › ".join(part for part in (self.file, sheet, f"row {self.row:,}") if part)


def sources_of(store: Store, items: Sequence[int]) -> dict[int, Source]:
    """The places of those of these items that a sheet brought; items typed here, and those whose dataset is gone, have none."""
    query = """
        SELECT p.item, s.name, v.dataset, v.id, p.part, p.row, max(b.id) FROM feedback_place p
        JOIN feedback_batch b ON b.part = p.part JOIN version v ON v.id = b.version JOIN source s ON s.id = v.source
        WHERE p.item IN (SELECT value FROM json_each(?)) GROUP BY p.item
    """
    found = {}
    for item, file, dataset, version, part, stored, _ in store.db.execute(query, (json.dumps(list(items)),)).fetchall():
        sheet, row = source_place(store, part, stored)
        found[item] = Source(file, sheet, row, dataset, version, part, stored)
    return found
