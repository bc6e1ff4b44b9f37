"""The section of an inspector that says from which rows of which sheets a record was taken, and opens them."""

from dataclasses import dataclass
from functools import partial

from prodops_desktop.datasets.provenance import source_place
from prodops_desktop.datasets.store import find_version
from prodops_desktop.datasets.taking import sources_of
from prodops_desktop.ui import formats
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class RowPlace:
    """A stored row of a version, to be shown in the grid of its dataset."""

    dataset: int
    version: int
    part: int
    row: int


@dataclass(frozen=True)
class HeldRows:
    """The rows of a dataset that are held back, to be shown in its quarantine."""

    dataset: int


@dataclass(frozen=True)
class SourceRow:
    """What of a record came from where: file, sheet and row, as of a day.

    What rests on a whole dataset has neither ``source_row`` nor ``as_of``, and its ``place`` is the dataset.
    """

    what: str
    file: str
    sheet: str
    source_row: int | None
    as_of: str | None
    place: RowPlace | int


def read_sources(store: Store, records: list[tuple[str, int, str]], *, newest: bool = True) -> list[SourceRow]:
    """The rows that records (table, id, what they are called) were taken from: of each the newest import, or all of them."""
    found = []
    for table, record, what in records:
        taken = sources_of(store, table, record)
        for one in taken[:1] if newest else taken:
            version = find_version(store, one.version)
            sheet, row = source_place(store, one.part, one.row)
            place = RowPlace(version.dataset, version.id, one.part, one.row)
            found.append(SourceRow(what, version.file, sheet, row, version.as_of, place))
    return found


class SourcesSection:
    """Fills a section with sources; each opens its row."""

    def __init__(self, section: Section, session: Session) -> None:
        self.section, self._session = section, session

    def show(self, rows: list[SourceRow], by_hand: str) -> None:
        """Show the sources; ``by_hand`` is said where there are none."""
        section = self.section
        section.clear()
        section.note.setText(str(len(rows)) if rows else "")
        if not rows:
            section.text(by_hand, "3")
        for row in rows:
            of_row = tr("row {n}", n=formats.number(row.source_row)) if row.source_row is not None else ""
            where = " › ".join(part for part in (row.file, row.sheet, of_row) if part)
            said = tr("{what}, as of {day}", what=row.what, day=formats.day(row.as_of, self._session.today)) if row.as_of else row.what
            section.add(Elided(said, "meta"))
            target = button(_middle(where), partial(self._session.open, "datasets", row.place), role="link", icon="")
            target.setToolTip(tr("Open {where}", where=where))
            target.setAccessibleName(tr("Open {where}", where=where))
            section.add(target)


def _middle(text: str) -> str:
    return text if len(text) <= 44 else f"{text[:24]}…{text[-19:]}"
