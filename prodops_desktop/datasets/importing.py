"""A spreadsheet becomes a version of a dataset: read and typed by a child, then stored."""

import contextlib
import hashlib
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from prodops_desktop.datasets import staging
from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.request import ImportRequest, Staged, cap_of
from prodops_desktop.datasets.sheet_rows import named_table_of_staged, table_of_staged
from prodops_desktop.datasets.storing import ImportReport, OnProgress, store_staged
from prodops_desktop.datasets.taking import Differences, Gatherer, Takers, Taking
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.intake import STAGE
from prodops_desktop.intake.choices import MONTH_FIRST
from prodops_desktop.intake.running import run_reading
from prodops_desktop.work.child import ChildResult
from prodops_desktop.workspace import Store, Workspace, settings

__all__ = ["ImportReport", "SameBytesError", "cap_of", "differences_of", "file_hash", "import_file", "stage_file", "store_staged"]

_HASH_CHUNK = 1 << 23


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
    return store_staged(workspace, staged, on_progress, cancelled, taking=taking_of(staged, takers or {}))


def taking_of(staged: Staged, takers: Takers) -> Taking | None:
    """What an area takes of it, all that was not corrected by hand; None for a kind that no area takes."""
    taker = takers.get(staged.found["kind"])
    return Taking(taker) if taker else None


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
    ``request.again``), PasswordNeededError when it is protected and ``request.password`` does not open it, and Cancelled.
    """
    _refuse_impossible(workspace, request)
    began = monotonic()
    stamp = _stamp(request.path)
    with workspace.reading() as store:
        position = store.position()
        if not request.again and catalogue.has_source_of(store, stamp.size):  # to hash it takes a while, and the child does it anyway
            _refuse_same_bytes(store, request, file_hash(request.path, cancelled))
        cap = cap_of(store) if request.memory_cap_mb is None else request.memory_cap_mb
        order = request.day_order or settings.get(store, "day_order")
    file = staging.new_file(workspace.path)
    spec: dict[str, Any] = {
        **request.as_spec(),
        "day_first": order != MONTH_FIRST,
        "path": str(request.path),
        "staging": str(file),
        "password": request.password,
    }
    try:
        child = run_reading(STAGE, spec, memory_cap_mb=cap, on_progress=on_progress, cancelled=cancelled)
        if _stamp(request.path) != stamp:
            raise UserError(f"{request.file_name} was changed while it was being read. Import it again when it is at rest.")
        with workspace.reading() as store:
            return _staged(store, request, file, child, position, monotonic() - began)
    except BaseException:
        staging.discard(file)
        raise


def _refuse_impossible(workspace: Workspace, request: ImportRequest) -> None:
    """Raise UserError for what no file can be imported into, or as."""
    if not workspace.writable:
        raise UserError(
            f"{workspace.path.name} is open for reading only, because {workspace.holder}. Nothing can be imported into it here."
        )
    if not request.dataset_name:
        raise UserError("A dataset needs a name of at least one character.")
    if request.path.exists() and request.path.samefile(workspace.path):
        raise UserError(f"{request.file_name} is this workspace itself. Choose a spreadsheet to import.")


def file_hash(path: Path, cancelled: threading.Event | None = None) -> str:
    """The SHA-256 of a file's bytes; raises UserError when it can't be read, and Cancelled."""
    digest = hashlib.sha256()
    _stamp(path)
    with _readable(path), path.open("rb") as file:
        while chunk := file.read(_HASH_CHUNK):
            if cancelled is not None and cancelled.is_set():
                raise Cancelled
            digest.update(chunk)
    return digest.hexdigest()


class _Stamp(NamedTuple):
    """What changes with a file."""

    size: int
    changed_ns: int


def _stamp(path: Path) -> _Stamp:
    """The stamp of a file as it is now; UserError for what is no file that can be read."""
    with _readable(path):
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UserError(f"{path} is a folder. Name a spreadsheet in it.")
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device would never end
            raise UserError(f"{path} is not a file. Name a spreadsheet.")
        path.open("rb").close()
    return _Stamp(found.st_size, found.st_mtime_ns)


@contextlib.contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise UserError(f"There is no file {path}. Check its name.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(f"{path.name[:80]} can't be read: {reason}. Check that it is there and that you may read it.") from None


def _refuse_same_bytes(store: Store, request: ImportRequest, sha256: str) -> None:
    before = catalogue.imported_before(store, sha256, request.sheet, request.table)
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
