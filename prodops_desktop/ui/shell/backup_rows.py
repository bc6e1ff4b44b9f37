"""The backups of a workspace as its window lists them: when, why, how large, and what was done since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import Store, backups, history, settings
from prodops_desktop.workspace.backups import Backup
from prodops_desktop.workspace.history import Step

_NAMED, _TIPPED = 2, 12
"""How many of the steps since are named in the row, and in its tooltip."""


@dataclass(frozen=True)
class Row:
    """A backup; ``since`` are the steps that it doesn't hold, newest first, None where the file can't be asked."""

    backup: Backup
    since: tuple[Step, ...] | None


@dataclass(frozen=True)
class Shelf:
    """All backups of a workspace, newest first, the bytes that they take and those that they may take (0: not known)."""

    rows: tuple[Row, ...]
    taken: int
    budget: int


def read_shelf(path: Path, store: Store | None) -> Shelf:
    """What lies beside the workspace at ``path``; ``store`` is the open file, where it is open."""
    found = backups.all_backups(path)
    budget = int(settings.get(store, "backups_mb")) * 1_000_000 if store is not None else 0
    steps = history.steps(store) if store is not None else []
    rows = tuple(Row(backup, _since(store, steps, backup)) for backup in found)
    return Shelf(rows, backups.room_taken(path), budget)


def _since(store: Store | None, steps: Sequence[Step], backup: Backup) -> tuple[Step, ...] | None:
    if store is None or backup.is_other:
        return None
    held = [step for step in steps if step.id <= backup.position]
    straight = bool(held) and (held[-1].id, held[-1].moment) == (backup.position, backup.step_at)
    later = steps[len(held) :] if straight else backups.steps_since(store, backup)
    return tuple(reversed(later))


def moment_text(backup: Backup) -> str:
    """When it was made, for a sentence: “23 Nov 2026 11:20”."""
    return formats.moment(backup.moment.isoformat())


def since_text(row: Row) -> str:
    """What was done since, in a line."""
    if row.backup.trouble is not None:
        return row.backup.trouble
    if row.backup.is_other:
        return tr("It is of another workspace")
    if row.since is None:
        return formats.MISSING
    if not row.since:
        return tr("Nothing")
    named = ", ".join(step.label for step in row.since[:_NAMED])
    more = len(row.since) - _NAMED
    text = tr("{steps}: {named}", steps=steps_text(row.since), named=named)
    return text + (tr(" and {n} more", n=formats.number(more)) if more > 0 else "")


def steps_text(steps: Sequence[Step]) -> str:
    """“12 steps”."""
    return counted(len(steps), "{n} step", "{n} steps")


def backup_table(today: Callable[[], date]) -> RecordTable:
    """The list, newest first; ``today`` says which years go without saying."""
    columns = [
        Column("moment", tr("Made"), lambda row: _moment_cell(row, today()), width=128, fixed=True, order=lambda row: row.backup.number),
        Column("reason", tr("Why"), _reason_cell, width=236, order=lambda row: _reason(row).casefold()),
        Column("size", tr("Size"), _size_cell, right=True, width=76, order=lambda row: row.backup.size + row.backup.shared),
        Column("since", tr("What changed since"), _since_cell, width=0, least=180, order=lambda row: len(row.since or ())),
    ]
    return RecordTable(tr("Backups"), columns, lambda row: row.backup.path)


def step_table(today: Callable[[], date]) -> RecordTable:
    """The steps since a backup."""
    columns = [
        Column("moment", tr("When"), lambda step: Cell(formats.moment(step.moment, today()), "text_2"), width=128),
        Column("label", tr("Step"), lambda step: Cell(step.label, role="name", tip=step.label), width=0),
        Column("who", tr("Who"), lambda step: Cell(step.who, "text_2", tip=step.who), width=120, folds=1),
    ]
    return RecordTable(tr("Steps since the backup"), columns, lambda step: step.id)


def _reason(row: Row) -> str:
    return tr(backups.REASONS.get(row.backup.reason, row.backup.reason))


def _moment_cell(row: Row, today: date) -> Cell:
    tip = tr("File {name}", name=row.backup.path.name)
    return Cell(formats.moment(row.backup.moment.isoformat(), today), role="name", tip=tip)


def _reason_cell(row: Row) -> Cell:
    return Cell(_reason(row), "text_2", tip=_reason(row))


def _size_cell(row: Row) -> Cell:
    tip = tr(
        "{own} of its own, and {shared} of imported rows that other backups use, too",
        own=formats.size(row.backup.size),
        shared=formats.size(row.backup.shared),
    )
    return Cell(formats.size(row.backup.size + row.backup.shared), right=True, tip=tip)


def _since_cell(row: Row) -> Cell:
    text = since_text(row)
    if row.backup.trouble is not None:
        return Cell(text, "warn", icon="alert-outline", tip=text)
    if row.since is None:
        return Cell(text, "text_3", tip=tr("The workspace is not open, so that this is not known."))
    lines = [f"{formats.moment(step.moment)}  {step.label}" for step in row.since[:_TIPPED]]
    more = len(row.since) - _TIPPED
    lines += [tr("and {n} more", n=formats.number(more))] if more > 0 else []
    return Cell(text, "text" if row.since else "text_3", tip="\n".join(lines))
