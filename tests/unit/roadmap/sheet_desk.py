"""A workspace with a folder beside it, from which the tests bring in sheets of a roadmap by the real import, staged in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.taking import Differences
from prodops_desktop.roadmap.commitments import all_commitments
from prodops_desktop.roadmap.model import Commitment, Item
from prodops_desktop.roadmap.store import all_items, save_item
from prodops_desktop.workspace import Workspace
from tests.unit.roadmap.items import do, read
from tests.unit.sheets_here import compare_here, import_here, write_rows

Table = str
"""Lines of cells apart by bars, the header first: “Key | Item”."""


@dataclass(frozen=True)
class Desk:
    """The workspace and the folder of its sheets."""

    workspace: Workspace
    folder: Path

    def write(self, table: Table, file: str = "Roadmap.csv") -> Path:
        """A csv of a table."""
        return write_rows(self.folder / file, [[cell.strip(" ") for cell in line.split("|")] for line in table.strip().splitlines()])

    def bring(self, table: Table, file: str = "Roadmap.csv", **choices: Any) -> ImportReport:
        """Write a csv of a table and import it as a roadmap."""
        return self.import_(self.write(table, file), **{"kind": "roadmap", **choices})

    def import_(self, path: Path, **choices: Any) -> ImportReport:
        """Import a file."""
        return import_here(self.workspace, path, **choices)

    def compare(self, table: Table, file: str = "Roadmap.csv", **choices: Any) -> Differences:
        """What an import of a table would change; nothing is imported."""
        return compare_here(self.workspace, self.write(table, file), **{"kind": "roadmap", **choices})

    def items(self) -> dict[str, Item]:
        """The items by key."""
        return {one.code: one for one in read(self.workspace, all_items)}

    def needs(self) -> dict[str, dict[str, int]]:
        """By key what each item waits for, with its lag; only of those that wait."""
        codes = {one.id: one.code for one in self.items().values()}
        return {code: {codes[need.item]: need.lag for need in one.needs} for code, one in self.items().items() if one.needs}

    def commitments(self) -> dict[tuple[str, str], Commitment]:
        """The commitments by key and period."""
        codes = {one.id: one.code for one in self.items().values()}
        return {(codes[one.item], one.period): one for one in read(self.workspace, all_commitments)}

    def edit(self, code: str, /, **fields: Any) -> None:
        """Correct an item by hand."""
        item = replace(self.items()[code], **fields)
        do(self.workspace, lambda store: save_item(store, item))


@contextmanager
def open_desk(folder: Path) -> Iterator[Desk]:
    """A desk with a new, empty workspace."""
    with open_workspace(folder / "w.prodops", create=True) as workspace:
        yield Desk(workspace, folder)


def taken(report: ImportReport) -> tuple[int, int, int]:
    """How many items are new and changed, and how many fields were kept."""
    assert report.taken is not None
    return report.taken["new"], report.taken["changed"], report.taken["kept"]


def problems(report: ImportReport) -> list[str]:
    """What is said about the sheet."""
    assert report.taken is not None
    found: list[str] = report.taken["problems"]
    return found


def changes(found: Differences) -> list[tuple[str, str, str, str]]:
    """What would change: which item and field, from what to what."""
    return [(record.proposal.title, one.field, one.before, one.after) for record in found.records for one in record.fields]
