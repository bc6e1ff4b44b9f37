"""A spreadsheet becomes a version of a dataset: staged by a child, stored in short steps, published in one."""

import contextlib
import hashlib
import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from prodops_desktop.datasets import staging
from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.parts import drop_part, drop_source
from prodops_desktop.datasets.publishing import PartWriter, Publication, Published, publish
from prodops_desktop.datasets.request import ImportRequest, Staged
from prodops_desktop.datasets.sheet_rows import named_table_of_staged, table_of_staged
from prodops_desktop.datasets.taking import CHANGED, NEW, Differences, Gatherer, Gathering, Takers, Taking
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work import memory
from prodops_desktop.work.child import ChildResult, Progress, run_child
from prodops_desktop.workspace import ChangeSet, Store, Workspace, driver, settings

OnProgress = Callable[[Progress], None]

_HASH_CHUNK = 1 << 20
MOST_COLUMNS = 1900
"""SQLite takes 2,000 columns in a query, and some are needed beside those of the sheet."""


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


def import_file(
    workspace: Workspace,
    request: ImportRequest,
    on_progress: OnProgress | None = None,
    cancelled: threading.Event | None = None,
    takers: Takers | None = None,
) -> ImportReport:
    """Stage and store in one go; an area that takes sheets of this kind takes all that was not corrected by hand.

    See :func:`stage_file` and :func:`store_staged`.
    """
    staged = stage_file(workspace, request, on_progress, cancelled)
    taker = (takers or {}).get(staged.found["kind"])
    return store_staged(workspace, staged, on_progress, cancelled, taking=Taking(taker) if taker else None)


def differences_of(store: Store, staged: Staged, takers: Takers) -> Differences | None:
    """What an area would take of what was staged; None for a kind that no area takes."""
    taker = takers.get(staged.found["kind"])
    if taker is None:
        return None
    read = named_table_of_staged if isinstance(taker, Gatherer) else table_of_staged
    return taker.differences(store, read(staged.file, staged.found, staged.as_of), staged.request.dataset_name)


def stage_file(
    workspace: Workspace, request: ImportRequest, on_progress: OnProgress | None = None, cancelled: threading.Event | None = None
) -> Staged:
    """Read and type a file in a child process; the workspace stays as it is.

    Raises UserError when the file can't be read, holds no rows, or came in before with the same bytes and sheet (unless
    ``request.again``), and Cancelled.
    """
    if not workspace.writable:
        raise UserError(
            f"{workspace.path.name} is open for reading only, because {workspace.holder}. Nothing can be imported into it here."
        )
    began = monotonic()
    if not request.dataset_name:
        raise UserError("A dataset needs a name of at least one character.")
    if request.path.exists() and request.path.samefile(workspace.path):
        raise UserError(f"{request.file_name} is this workspace itself. Choose a spreadsheet to import.")
    sha256 = file_hash(request.path, cancelled)
    with workspace.reading() as store:
        position = store.position()
        if not request.again:
            _refuse_same_bytes(store, request, sha256)
    file = staging.new_file(workspace.path)
    spec = {**request.as_spec(), "path": str(request.path), "staging": str(file)}
    try:
        child = run_child(
            "prodops_desktop.intake.tasks:stage", spec, memory_cap_mb=request.memory_cap_mb, on_progress=on_progress, cancelled=cancelled
        )
        if child.value["sha256"] != sha256:
            raise UserError(f"{request.file_name} was changed while it was being read. Import it again when it is at rest.")
        if len(child.value["columns"]) > MOST_COLUMNS:
            raise UserError(
                f"{request.file_name} has {len(child.value['columns'])} columns; a dataset can have {MOST_COLUMNS}. Leave some out."
            )
        with workspace.reading() as store:
            return _staged(store, request, file, child, position, monotonic() - began)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


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
        choices={"sheet": staged.request.sheet, **_choices(staged.found)},
        started_after=staged.started_after,
    )


def file_hash(path: Path, cancelled: threading.Event | None = None) -> str:
    """The SHA-256 of a file's bytes; raises UserError when it can't be read, and Cancelled."""
    digest = hashlib.sha256()
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UserError(f"{path} is a folder. Name a spreadsheet in it.")
        if not stat.S_ISREG(mode):  # a pipe or a device would never end
            raise UserError(f"{path} is not a file. Name a spreadsheet.")
        with path.open("rb") as file:
            while chunk := file.read(_HASH_CHUNK):
                if cancelled is not None and cancelled.is_set():
                    raise Cancelled
                digest.update(chunk)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}. Check its name.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(f"{path.name[:80]} can't be read: {reason}. Check that it is there and that you may read it.") from None
    return digest.hexdigest()


def _refuse_same_bytes(store: Store, request: ImportRequest, sha256: str) -> None:
    before = catalogue.imported_before(store, sha256, request.sheet)
    if before is not None:
        name, version = before
        raise SameBytesError(
            f"{request.file_name} has the same bytes as version {version.number} of {name}, imported {version.imported_at[:10]}. "
            "Nothing was imported. Import it again only if you mean to."
        )


class SameBytesError(UserError):
    """The same file was imported before; asking again with ``again`` imports it all the same."""


def _staged(store: Store, request: ImportRequest, file: Path, child: ChildResult, position: int, seconds: float) -> Staged:
    found = child.value
    as_of, as_of_from = request.as_of or found["as_of"], "typed" if request.as_of else found["as_of_from"]
    if as_of is None:
        as_of, as_of_from = settings.today(store).isoformat(), "day of import"
    warnings = [*found["warnings"], *_kind_warning(store, request.dataset_name, found["kind"])]
    return Staged(request, file, found, position, as_of, as_of_from, tuple(warnings), child.peak_mb, seconds)


def _kind_warning(store: Store, name: str, kind: str) -> list[str]:
    """A sentence when the dataset that gets a new version held something else before."""
    if not catalogue.has_dataset(store, name):
        return []
    before = catalogue.find_dataset(store, name).kind
    return [f"{name} held {before} before, and this file holds {kind}: its metrics change with it."] if before != kind else []


def _choices(found: dict[str, Any]) -> dict[str, Any]:
    """What was decided about the file, as kept in the recipe."""
    columns = [{key: column[key] for key in ("header", "field", "type", "format", "currency")} for column in found["columns"]]
    return {"kind": found["kind"], "sheets": found["sheets"], "header_row": found["header_row"], "columns": columns}
