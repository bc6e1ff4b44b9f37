"""The file that a version came from: whether the workspace keeps it, and a copy of it as it came."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from prodops_desktop.datasets.erasing.following import COPY_ERASED
from prodops_desktop.datasets.model import Version
from prodops_desktop.datasets.store import source_bytes
from prodops_desktop.errors import UserError
from prodops_desktop.ui import asking, formats, places
from prodops_desktop.ui.jobs import Action, JobControl
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store

AskSave = Callable[[str, Path, str], Path | None]


@dataclass(frozen=True)
class Source:
    """The source of a version; ``missing`` is the sentence that says why there is no copy of it, or empty."""

    version: Version
    missing: str


def read_source(store: Store, version: Version) -> Source:
    """Look whether the bytes of a version's file are kept."""
    query = "SELECT EXISTS (SELECT 1 FROM source_chunk WHERE source = ?)"
    kept = bool(store.db.execute(query, (version.source,)).fetchone()[0])
    size = formats.size(version.size)
    too_large = tr("The file was larger ({size}) than the workspace keeps; only its hash is known.", size=size)
    erased = next((one for one in version.warnings if one.startswith(COPY_ERASED)), None)
    return Source(version, "" if kept else erased or too_large)


def save_source(session: Session, source: Source, ask: AskSave) -> None:
    """Ask where, and write the file there as it came, in a job."""
    version = source.version
    if source.missing:
        session.problem(source.missing)
        return
    kinds = tr("Files like this one (*{suffix});;All files (*)", suffix=Path(version.file).suffix)
    out = ask(tr("Save a copy of the source file"), places.documents_folder() / version.file, kinds)
    if out is None:
        return

    def work(_: JobControl) -> None:
        with session.workspace.reading() as store:
            content = source_bytes(store, version.source)
        if content is None:
            raise UserError(source.missing or tr("The workspace does not keep {name} any more.", name=version.file))
        _write(out, content)

    def done(_: None) -> None:
        show = (Action(tr("Open"), lambda: asking.show_file(out)), Action(tr("Show folder"), lambda: asking.show_file(out.parent)))
        session.result(tr("Saved {name} as it came.", name=out.name), actions=show)

    session.start(tr("Saving {name}", name=out.name), work, done)


def _write(out: Path, content: bytes) -> None:
    """Write aside and move into place, so that there is never half a file."""
    aside = out.with_name(f".{out.name}.part")
    try:
        aside.write_bytes(content)
        aside.replace(out)
    except OSError as error:
        aside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise UserError(tr("{name} could not be written: {reason}. Choose another folder.", name=str(out), reason=reason)) from error
