"""The work behind the dialog: looking into a file, staging it, storing it; none of it outlives a cancelled dialog."""

import threading
from collections.abc import Callable
from pathlib import Path

from prodops_desktop.datasets.importing import ImportReport, stage_file, store_staged
from prodops_desktop.datasets.request import ImportRequest, Staged
from prodops_desktop.datasets.taking import Taking
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.choices import Seen
from prodops_desktop.ui.importing.look import Look, as_look
from prodops_desktop.ui.jobs import Failed, Job, JobControl, Line
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.work.child import Progress, run_child

_PREVIEW = "prodops_desktop.intake.tasks:preview"
_LOOK_FOR_CANCEL_S = 0.1


class Held:
    """Keeps a staging file until somebody takes it over; a file that comes when nobody wants it any more is taken away at once."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._staged: Staged | None = None
        self._wanted = True

    def offer(self, staged: Staged) -> None:
        """Hand over what was staged; raises Cancelled when it is no longer wanted."""
        with self._guard:
            if self._wanted:
                self._staged = staged
                return
        staged.discard()
        raise Cancelled

    def take(self) -> Staged | None:
        """Take it over, and be the one who must store or discard it."""
        with self._guard:
            staged, self._staged = self._staged, None
        return staged

    def abandon(self) -> None:
        """Nobody wants it: now or when it comes, the file goes."""
        with self._guard:
            staged, self._staged, self._wanted = self._staged, None, False
        if staged is not None:
            staged.discard()


def abandon(held: list[Held], *_: object) -> None:
    """Give up every staging file that waits or comes."""
    while held:
        held.pop().abandon()


def start_look(session: Session, path: Path, seen: Seen, done: Callable[[Look], object], failed: Failed) -> Job:
    """Look into a file in a child process."""
    sheet, kind = seen

    def work(control: JobControl) -> Look:
        spec = {"path": str(path), "sheet": sheet, "kind": kind}
        child = run_child(_PREVIEW, spec, on_progress=lambda step: _tell(control, step), cancelled=control.cancelled)
        return as_look(child.value)

    return session.start(tr("Looking into {file}", file=path.name), work, done, failed)


def start_staging(session: Session, request: ImportRequest, held: Held, done: Callable[[Staged], object], failed: Failed) -> Job:
    """Read and type a file in a child process; what comes of it is in ``held``."""
    workspace = session.workspace

    def work(control: JobControl) -> Staged:
        staged = stage_file(workspace, request, lambda step: _tell(control, step), control.cancelled)
        held.offer(staged)
        return staged

    return session.start(tr("Reading {file}", file=request.path.name), work, done, failed)


def start_storing(session: Session, staged: Staged, after: threading.Event | None = None, taking: Taking | None = None) -> threading.Event:
    """Store what was staged, and say on the result line what it became. The dialog may be gone by then.

    ``after`` is the event of an import into the same dataset that goes first; the event of this one is returned.
    """
    workspace, ended = session.workspace, threading.Event()
    file, name = staged.request.path.name, staged.request.dataset_name

    def work(control: JobControl) -> ImportReport:
        try:
            while after is not None and not after.wait(_LOOK_FOR_CANCEL_S):
                if control.cancelled.is_set():
                    raise Cancelled
            return store_staged(workspace, staged, lambda step: _tell(control, step), control.cancelled, taking=taking)
        finally:
            staged.discard()
            ended.set()

    def done(report: ImportReport) -> None:
        session.result(result_text(report), undo=True, change=report.changes.id)

    def failed(error: Exception) -> None:
        staged.discard()
        ended.set()
        if isinstance(error, Cancelled):
            text = tr("The import of {file} was cancelled. Everything is as it was before.", file=file)
            session.said.emit(Line("note", text))
        else:
            session.problem(tr("{file} was not imported. {reason}", file=file, reason=error))

    session.start(tr("Importing {name}", name=name), work, done, failed)
    return ended


def result_text(report: ImportReport) -> str:
    """What an import did, as one line."""
    parts = [counted(report.rows_accepted, "{n} row", "{n} rows")]
    if report.rows_quarantined:
        parts.append(tr("{n} in quarantine", n=formats.number(report.rows_quarantined)))
    if report.rows_dropped:
        parts.append(tr("{n} left out", n=formats.number(report.rows_dropped)))
    said = tr("Imported {name}, version {n}: {what}.", name=report.dataset, n=formats.number(report.version), what=", ".join(parts))
    if report.taken is not None:
        new, changed = formats.number(report.taken["new"]), formats.number(report.taken["changed"])
        said += " " + tr("Taken: {new} new records, {changed} changed.", new=new, changed=changed)
    return said


def reason_of(error: Exception) -> str:
    """Why something did not come about, as a sentence."""
    if isinstance(error, Cancelled):
        return tr("Reading was cancelled.")
    return str(error) if isinstance(error, UserError) else repr(error)


def _tell(control: JobControl, step: Progress) -> None:
    control.report(step.done, step.total, step.text)
