"""Stores what was staged: short steps into a part that nobody sees, and one step that makes it a version."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from prodops_desktop.datasets.part_writer import PartWriter
from prodops_desktop.datasets.parts import drop_part, drop_source
from prodops_desktop.datasets.publishing import Publication, Published, publish
from prodops_desktop.datasets.request import Staged
from prodops_desktop.datasets.taking import CHANGED, NEW, Differences, Gatherer, Gathering, Taking
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work import memory
from prodops_desktop.work.child import Progress
from prodops_desktop.workspace import ChangeSet, Store, Workspace, driver

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class ImportReport:
    """What an import did: every row read is accepted, quarantined or dropped by a named step."""

    dataset: str
    version: int
    kind: str
    mapping: dict[str, str | None]
    rows_read: int
    rows_accepted: int
    rows_quarantined: int
    rows_dropped: int
    warnings: tuple[str, ...]
    seconds: float
    peak_mb: float
    version_id: int = field(repr=False)
    changes: ChangeSet = field(repr=False)
    taken: dict[str, Any] | None = None
    """What an area took of it: numbers of records new and changed, of fields kept, and what is missing or can't be understood."""


def store_staged(
    workspace: Workspace,
    staged: Staged,
    on_progress: OnProgress | None = None,
    cancelled: threading.Event | None = None,
    *,
    taking: Taking | None = None,
) -> ImportReport:
    """Store what was staged, as a new version of the dataset, in one undo step; the staging file is gone afterwards either way.

    Rows go in by steps of a few milliseconds into a part that nobody sees until it is whole. Raises UserError and Cancelled;
    then the workspace is as it was. With ``taking``, an area takes its records in the same step.
    """
    began = monotonic()
    published = _carry(workspace, staged, on_progress, cancelled or threading.Event(), taking)
    found = staged.found
    return ImportReport(
        dataset=published.dataset,
        version=published.number,
        kind=found["kind"],
        mapping={column["header"]: column["field"] for column in found["columns"]},
        **{key: found[key] for key in ("rows_read", "rows_accepted", "rows_quarantined", "rows_dropped")},
        warnings=staged.warnings,
        seconds=round(staged.seconds + monotonic() - began, 3),
        peak_mb=round(staged.child_peak_mb + memory.peak_mb(), 1),
        version_id=published.version,
        changes=published.changes,
        taken=_taken(published.differences) if published.differences and published.differences.speaks else None,
    )


def _taken(differences: Differences) -> dict[str, Any]:
    return {
        "new": differences.count(NEW),
        "changed": differences.count(CHANGED),
        "kept": differences.kept,
        "missing": list(differences.missing),
        "problems": list(differences.problems),
    }


def _carry(
    workspace: Workspace, staged: Staged, on_progress: OnProgress | None, cancelled: threading.Event, taking: Taking | None
) -> Published:
    writer = PartWriter(staged.file, staged.found, staged.request.path, staged.request.file_name)
    try:
        workspace.run(writer.attach).result()
        _finish(workspace, lambda store: writer.steps(store, on_progress, cancelled), cancelled)
        gathering = _gathering(staged, writer.part, taking)
        if gathering is not None:
            _finish(workspace, partial(_gathering_steps, gathering, staged.rows_accepted, on_progress, cancelled), cancelled)
        publishing = workspace.run(lambda store: publish(store, _publication(staged, writer), taking, gathering))
        try:
            return publishing.result()
        except KeyboardInterrupt:  # too late: this one step is done or not, and nothing must be swept from under it
            return publishing.result()
    except BaseException:
        _sweep(workspace, writer)
        raise
    finally:
        with contextlib.suppress(driver.DriverError, UserError):  # the workspace was closed meanwhile, or its disk is full
            workspace.run(writer.detach).result()
        staged.discard()


def _finish(workspace: Workspace, steps: Callable[[Store], Iterator[None]], cancelled: threading.Event) -> None:
    """Run bulk steps to their end; an interrupt cancels them first."""
    running = workspace.bulk(steps)
    try:
        running.result()
    except KeyboardInterrupt:
        cancelled.set()
        wait([running])
        raise


def _gathering(staged: Staged, part: int, taking: Taking | None) -> Gathering | None:
    if taking is None or not isinstance(taking.taker, Gatherer):
        return None
    return taking.taker.gathering(part, staged.found["kind"], staged.as_of)


def _gathering_steps(
    gathering: Gathering, rows: int, on_progress: OnProgress | None, cancelled: threading.Event, store: Store
) -> Iterator[None]:
    done = 0

    def on_rows(more: int) -> None:
        nonlocal done
        done += more
        if on_progress is not None:
            on_progress(Progress(done, rows, "Gathering rows"))
        if cancelled.is_set():
            raise Cancelled

    yield from gathering.steps(store, on_rows)


def _sweep(workspace: Workspace, writer: PartWriter) -> None:
    """Take away what a failed import stored; what can't be taken away now goes when the workspace is opened next."""
    with contextlib.suppress(driver.DriverError, UserError):
        if writer.part:
            workspace.bulk(drop_part(writer.part)).result()
        if writer.source:
            workspace.bulk(drop_source(writer.source)).result()


def _publication(staged: Staged, writer: PartWriter) -> Publication:
    return Publication(
        part=writer.part,
        source=writer.source,
        dataset=staged.request.dataset_name,
        file=staged.request.file_name,
        as_of=staged.as_of,
        as_of_from=staged.as_of_from,
        warnings=staged.warnings,
        found=staged.found,
        choices=_choices(staged),
        started_after=staged.started_after,
    )


def _choices(staged: Staged) -> dict[str, Any]:
    """What was decided about the file, as kept in the recipe; sheet and table are those that were asked for."""
    request, found = staged.request, staged.found
    columns = [{key: column[key] for key in ("header", "field", "type", "format", "currency")} for column in found["columns"]]
    return {
        "sheet": request.sheet,
        "table": request.table,
        "kind": found["kind"],
        "sheets": found["sheets"],
        "header_row": found["header_row"],
        "columns": columns,
        "decided": found["decided"],
    }
