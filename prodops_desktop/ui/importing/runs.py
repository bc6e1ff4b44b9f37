"""The work behind the dialog: looking into a file, staging it, storing it; none of it outlives a cancelled dialog."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from prodops_desktop.datasets.importing import ImportReport, stage_file, store_staged
from prodops_desktop.datasets.passwords import keep_password, password_at_hand
from prodops_desktop.datasets.request import ImportRequest, Staged, cap_of
from prodops_desktop.datasets.store import find_version
from prodops_desktop.datasets.taking import Taking
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.intake import PREVIEW
from prodops_desktop.intake.choices import MONTH_FIRST
from prodops_desktop.intake.readers.protected import PasswordNeededError
from prodops_desktop.intake.running import run_reading
from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.choices import IMPORTED, REFUSED, FileChoices
from prodops_desktop.ui.importing.facts import all_targets
from prodops_desktop.ui.importing.look import Look, as_look
from prodops_desktop.ui.importing.naming import dataset_of
from prodops_desktop.ui.jobs import Action, Failed, Job, JobControl, Line
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.work.child import ChildError, Progress
from prodops_desktop.workspace import Workspace, settings
from prodops_desktop.workspace.secrets import has_keyring

_LOOK_FOR_CANCEL_S = 0.1


@dataclass(frozen=True)
class Found:
    """What a look found, and the password that opened the file, if one did."""

    look: Look
    password: str | None = field(default=None, repr=False)


class KeptPasswordError(UserError):
    """The password that the keyring holds for a file's dataset does not open it."""


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


def start_look(session: Session, file: FileChoices, done: Callable[[Found], object], failed: Failed) -> Job:
    """Look into a file in a child process, with the choices as they are now; a password that is kept for its dataset is tried first."""
    workspace, choices, path = session.workspace, file.choices().as_spec(), file.path
    password, stem, wanted = file.origin.password, file.destination.stem, file.destination.wanted

    def work(control: JobControl) -> Found:
        with workspace.reading() as store:
            day_first, cap = settings.get(store, "day_order") != MONTH_FIRST, cap_of(store)

        def look(secret: str | None) -> Found:
            spec: dict[str, Any] = {**choices, "path": str(path), "day_first": day_first, "password": secret}
            child = run_reading(
                PREVIEW, spec, memory_cap_mb=cap, on_progress=lambda step: _tell(control, step), cancelled=control.cancelled
            )
            return Found(as_look(child.value), secret)

        try:
            return look(password)
        except PasswordNeededError:
            kept = None if password else _kept_password(workspace, stem, wanted)
            if kept is None:
                raise
        try:
            return look(kept)
        except PasswordNeededError:
            raise KeptPasswordError(tr("The password that is kept for this source does not open the file. Type the new one.")) from None

    return session.start(tr("Looking into {file}", file=path.name), work, done, failed)


def _kept_password(workspace: Workspace, stem: str, wanted: str) -> str | None:
    """The password that is kept for the dataset that would be proposed; None where there is none."""
    with workspace.reading() as store:
        target = dataset_of(stem, wanted, all_targets(store))
    return password_at_hand(workspace, target.name) if target is not None else None


def start_staging(session: Session, request: ImportRequest, held: Held, done: Callable[[Staged], object], failed: Failed) -> Job:
    """Read and type a file in a child process; what comes of it is in ``held``."""
    workspace = session.workspace

    def work(control: JobControl) -> Staged:
        staged = stage_file(workspace, request, lambda step: _tell(control, step), control.cancelled)
        held.offer(staged)
        return staged

    return session.start(tr("Reading {file}", file=request.path.name), work, done, failed)


def start_storing(
    session: Session,
    staged: Staged,
    told: Callable[[str, str], object],
    after: threading.Event | None = None,
    taking: Taking | None = None,
    *,
    keeps_password: bool = False,
) -> threading.Event:
    """Store what was staged, and say on the result line what it became; ``told`` gets the state of the file and why.

    The dialog may be gone by then. ``after`` is the event of an import into the same dataset that goes first; the event of this one is
    returned. The password goes into the keyring if it is to, once the import succeeded.
    """
    workspace, ended = session.workspace, threading.Event()
    secret = staged.request.password if keeps_password else None
    file, name = staged.request.path.name, staged.request.dataset_name

    def work(control: JobControl) -> tuple[ImportReport, str]:
        try:
            _wait_for(after, control)
            report = store_staged(workspace, staged, lambda step: _tell(control, step), control.cancelled, taking=taking)
        finally:
            staged.discard()
            ended.set()
        return report, _keep(workspace, name, secret) if secret else ""

    def done(stored: tuple[ImportReport, str]) -> None:
        report, not_kept = stored
        said = result_text(report)
        told(IMPORTED, said)
        show = Action(tr("Open"), lambda: _open_dataset(session, report.version_id))
        session.result(f"{said} {not_kept}".strip(), undo=True, change=report.changes.id, actions=(show,))

    def failed(error: Exception) -> None:
        staged.discard()
        ended.set()
        told(REFUSED, reason_of(error))
        _say_not_imported(session, file, error)

    session.start(tr("Importing {name}", name=name), work, done, failed)
    return ended


def _wait_for(before: threading.Event | None, control: JobControl) -> None:
    """Let the import go first that ends with this event; raises Cancelled."""
    while before is not None and not before.wait(_LOOK_FOR_CANCEL_S):
        if control.cancelled.is_set():
            raise Cancelled


def _say_not_imported(session: Session, file: str, error: Exception) -> None:
    if isinstance(error, Cancelled):
        session.said.emit(Line("note", tr("The import of {file} was cancelled. Everything is as it was before.", file=file)))
    else:
        session.problem(tr("{file} was not imported. {reason}", file=file, reason=error))


def _open_dataset(session: Session, version: int) -> None:
    """Show what was imported; where it was taken back meanwhile, that is said."""
    session.read(lambda store: find_version(store, version).dataset, lambda dataset: session.open("datasets", dataset))


def _keep(workspace: Workspace, name: str, secret: str) -> str:
    """Put the password into the keyring; why it could not be, as a sentence, for the rows are there already."""
    try:
        keep_password(workspace, name, secret)
    except UserError as error:
        return tr("Its password was not kept: {reason}", reason=error)
    return ""


def result_text(report: ImportReport) -> str:
    """What an import did, as one line."""
    parts = [counted(report.rows_accepted, "{n} row", "{n} rows")]
    if report.rows_quarantined:
        parts.append(tr("{n} in quarantine", n=formats.number(report.rows_quarantined)))
    if report.rows_dropped:
        parts.append(tr("{n} left out", n=formats.number(report.rows_dropped)))
    said = tr("Imported {name}, version {n}: {what}.", name=report.dataset, n=formats.number(report.version), what=", ".join(parts))
    if report.taken is not None:
        new = counted(report.taken["new"], "{n} new record", "{n} new records")
        said += " " + tr("Taken: {new}, {changed} changed.", new=new, changed=formats.number(report.taken["changed"]))
    return said


def no_keyring_text() -> str:
    """Why no password can be kept on this computer, and what comes of that; empty where it can."""
    if has_keyring():
        return ""
    return tr("This computer offers no keyring that keeps secrets safe. The password is kept nowhere, and asked for each time.")


def reason_of(error: Exception) -> str:
    """Why something did not come about, as a sentence."""
    if isinstance(error, Cancelled):
        return tr("Reading was cancelled.")
    if isinstance(error, ChildError) and error.kind == "memory":
        return f"{error} {tr('The limit is set in the preferences of the workspace (Ctrl+,).')}"
    return str(error) if isinstance(error, UserError) else repr(error)


def _tell(control: JobControl, step: Progress) -> None:
    control.report(step.done, step.total, step.text)
