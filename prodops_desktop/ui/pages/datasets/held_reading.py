"""What the tab Quarantine shows, read on a thread: the rows that are held, what is wrong with them, and what was decided before."""

from collections.abc import Mapping
from dataclasses import dataclass

from prodops_desktop.datasets.decided_before import Before, decided_before
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.provenance import cells_of
from prodops_desktop.datasets.quarantine import HeldRow, read_held
from prodops_desktop.datasets.reading import columns_of, columns_of_part
from prodops_desktop.datasets.rulings import dismissed_by_reason, reasons_given, released_rows, steps_of
from prodops_desktop.datasets.surveying import Survey, survey
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.record_history import RecordStep

ALL, RIGHT, BEFORE = "*", "", "!"
"""Groups of rows that are no reason: all of them, those with nothing wrong any more, and those about which was decided before."""


@dataclass(frozen=True)
class Held:
    """A row in quarantine, and what was decided about the same one in an earlier version."""

    row: HeldRow
    before: Before | None


@dataclass(frozen=True)
class HeldList:
    """The rows of a version that are held, as far as the filter lets them through; ``dismissed`` counts by reason what was left out."""

    version: int
    columns: tuple[Column, ...]
    sheets: int
    found: Survey
    before: Mapping[int, Before]
    ids: tuple[int, ...]
    dismissed: Mapping[str, int]
    released: int
    given: tuple[str, ...]


@dataclass(frozen=True)
class HeldDetail:
    """One row with the steps that it went through; ``cells`` are the addresses of its cells in the sheet, by position."""

    held: Held
    steps: tuple[RecordStep, ...]
    cells: Mapping[int, str]


def read_list(store: Store, version: int, words: str, group: str) -> HeldList:
    """The rows that contain the words, of one group."""
    reason = None if group in (ALL, BEFORE) else group
    found, before = survey(store, version, words, reason), decided_before(store, version)
    ids = tuple(id_ for id_ in found.ids if id_ in before) if group == BEFORE else found.ids
    sheets = store.db.execute("SELECT count(DISTINCT sheet) FROM segment JOIN version_part USING (part) WHERE version = ?", (version,))
    return HeldList(
        version,
        columns_of(store, version),
        int(sheets.fetchone()[0]),
        found,
        before,
        ids,
        dismissed_by_reason(store, version),
        released_rows(store, version),
        tuple(reasons_given(store)),
    )


def read_rows(store: Store, version: int, ids: list[int], before: Mapping[int, Before]) -> list[Held]:
    """Some of the rows; those that were ruled since are left out. ``before`` is what the list knows of earlier versions."""
    return [Held(row, before.get(row.id)) for row in read_held(store, version, ids) if row.ruling is None]


def read_detail(store: Store, version: int, id_: int, before: Mapping[int, Before]) -> HeldDetail | None:
    """A row with its steps; None where it is gone."""
    rows = read_rows(store, version, [id_], before)
    if not rows:
        return None
    row = rows[0].row
    cells = {column.position: cells_of(store, row.part, row.row, column, row.place)[0] for column in columns_of_part(store, row.part)}
    return HeldDetail(rows[0], tuple(steps_of(store, row)), cells)
