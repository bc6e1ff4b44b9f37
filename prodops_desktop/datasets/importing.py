"""A spreadsheet becomes a version of a dataset: staged by a child, stored in short steps, published in one."""

import contextlib
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from prodops_desktop.datasets import staging
from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.parts import drop_part
from prodops_desktop.datasets.publishing import PartWriter, Publication, publish
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work import memory
from prodops_desktop.work.child import Progress, run_child
from prodops_desktop.workspace import ChangeSet, Store, Workspace, settings

OnProgress = Callable[[Progress], None]

_HASH_CHUNK = 1 << 20


@dataclass(frozen=True)
class ImportRequest:
    """What to import and every choice made about it; what is None is found out. ``sheet`` “*” stacks the sheets of one shape."""

    path: Path
    sheet: str | None = None
    kind: str | None = None
    mapping: dict[str, str | None] | None = None
    types: dict[str, str] | None = None
    name: str | None = None
    again: bool = False
    as_of: str | None = None
    memory_cap_mb: int | None = None

    @property
    def dataset_name(self) -> str:
        """The dataset's name: as asked, else the file's stem."""
        return (self.name or self.path.name.split(".")[0] or self.path.name).strip()


@dataclass(frozen=True)
class Staged:
    """A file that has been read and typed and waits beside the workspace; nothing in the workspace knows of it yet."""

    request: ImportRequest
    file: Path
    found: dict[str, Any]
    started_after: int
    as_of: str
    as_of_from: str
    warnings: tuple[str, ...]
    child_peak_mb: float
    seconds: float

    @property
    def rows_accepted(self) -> int:
        """How many rows the version will have."""
        return int(self.found["rows_accepted"])

    def discard(self) -> None:
        """Take the staging file away."""
        for file in (self.file, self.file.with_name(self.file.name + "-journal")):
            file.unlink(missing_ok=True)


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


def import_file(
    workspace: Workspace, request: ImportRequest, on_progress: OnProgress | None = None, cancelled: threading.Event | None = None
) -> ImportReport:
    """Stage and store in one go; see :func:`stage_file` and :func:`store_staged`."""
    staged = stage_file(workspace, request, on_progress, cancelled)
    return store_staged(workspace, staged, on_progress, cancelled)


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
    sha256 = file_hash(request.path)
    with workspace.reading() as store:
        position = store.position()
        if not request.again:
            _refuse_same_bytes(store, request, sha256)
    file = staging.new_file(workspace.path)
    spec = {
        "path": str(request.path),
        "sheet": request.sheet,
        "kind": request.kind,
        "mapping": request.mapping,
        "types": request.types,
        "staging": str(file),
    }
    try:
        child = run_child(
            "prodops_desktop.intake.tasks:stage", spec, memory_cap_mb=request.memory_cap_mb, on_progress=on_progress, cancelled=cancelled
        )
        if child.value["sha256"] != sha256:
            raise UserError(f"{request.path.name} was changed while it was being read. Import it again when it is at rest.")
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    with workspace.reading() as store:
        today = settings.today(store).isoformat()
    return _staged(request, file, child.value, position, today, child.peak_mb, monotonic() - began)


def store_staged(
    workspace: Workspace, staged: Staged, on_progress: OnProgress | None = None, cancelled: threading.Event | None = None
) -> ImportReport:
    """Store what was staged, as a new version of the dataset, in one undo step; the staging file is gone afterwards either way.

    Rows go in by steps of a few milliseconds into a part that nobody sees until it is whole. Raises UserError and Cancelled;
    then the workspace is as it was.
    """
    began = monotonic()
    writer = PartWriter(staged.file, staged.found, staged.request.path)
    try:
        workspace.run(writer.attach).result()
        workspace.bulk(lambda store: writer.steps(store, on_progress, cancelled)).result()
        publication = Publication(
            part=writer.part,
            source=writer.source,
            dataset=staged.request.dataset_name,
            file=staged.request.path.name,
            as_of=staged.as_of,
            as_of_from=staged.as_of_from,
            warnings=staged.warnings,
            found=staged.found,
            choices={"sheet": staged.request.sheet, **_choices(staged.found)},
            started_after=staged.started_after,
        )
        published = workspace.run(lambda store: publish(store, publication)).result()
    except BaseException as error:
        if writer.part:
            workspace.bulk(drop_part(writer.part)).result()
        if isinstance(error, OSError):
            raise UserError(f"{staged.request.path.name} could not be stored: {error.strerror or error}.") from error
        raise
    finally:
        with contextlib.suppress(Cancelled):
            workspace.run(writer.detach).result()
        staged.discard()
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
    )


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes; raises UserError when it can't be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_HASH_CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}. Check its name.") from None
    except IsADirectoryError:
        raise UserError(f"{path} is a folder. Name a spreadsheet in it.") from None
    except OSError as error:
        raise UserError(f"{path.name} can't be read: {error.strerror}. Check that it is there and that you may read it.") from None
    return digest.hexdigest()


def _refuse_same_bytes(store: Store, request: ImportRequest, sha256: str) -> None:
    before = catalogue.imported_before(store, sha256, request.sheet)
    if before is not None:
        name, version = before
        raise SameBytesError(
            f"{request.path.name} has the same bytes as version {version.number} of {name}, imported {version.imported_at[:10]}. "
            "Nothing was imported. Import it again only if you mean to."
        )


class SameBytesError(UserError):
    """The same file was imported before; asking again with ``again`` imports it all the same."""


def _staged(request: ImportRequest, file: Path, found: dict[str, Any], position: int, today: str, peak_mb: float, seconds: float) -> Staged:
    as_of, as_of_from = request.as_of or found["as_of"], "typed" if request.as_of else found["as_of_from"]
    warnings = list(found["warnings"])
    if as_of is None:
        as_of, as_of_from = today, "day of import"
    return Staged(request, file, found, position, as_of, as_of_from, tuple(warnings), peak_mb, seconds)


def _choices(found: dict[str, Any]) -> dict[str, Any]:
    """What was decided about the file, as kept in the recipe."""
    columns = [{key: column[key] for key in ("header", "field", "type", "format", "currency")} for column in found["columns"]]
    return {"kind": found["kind"], "sheets": found["sheets"], "header_row": found["header_row"], "columns": columns}
