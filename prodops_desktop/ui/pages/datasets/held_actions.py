"""What is done with rows in quarantine: a cell is mended, rows are released, dismissed, or decided about as an earlier version did."""

import threading
from collections.abc import Callable, Sequence
from functools import partial

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.deciding import decide_as_before, decide_many_as_before
from prodops_desktop.datasets.quarantine import HeldRow, mend
from prodops_desktop.datasets.releasing import Released, release, release_many
from prodops_desktop.datasets.rulings import dismiss
from prodops_desktop.ui.jobs import JobControl
from prodops_desktop.ui.pages.datasets.quarantine import QuarantinePane
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import ChangeSet

_Work = Callable[[Callable[[Progress], None], threading.Event], Released]
_AT_ONCE = 200
"""So many rows are released in one go of the writer; of more it takes steps, so that edits need not wait."""


class HeldActions:
    """Does what a pane asks for; each is one step, and the line that says so takes it back."""

    def __init__(self, session: Session, pane: QuarantinePane) -> None:
        self._session, self._pane = session, pane
        pane.asked.connect(self.do)
        pane.reasons.given.connect(self._dismiss)
        pane.table.held.mended.connect(self._mend)

    def do(self, what: str) -> None:
        """One of what the pane asks for by name."""
        {"release": self.release, "dismiss": self.ask_reason, "before": self.as_before, "copy": self._pane.table.copy_chosen}[what]()

    def release(self) -> None:
        """Release the rows that are chosen, as far as nothing is wrong with them."""
        self._pane.table.take_typed()
        version, rows = self._pane.version, self._pane.table.chosen()
        if version is None or not rows or self._refused():
            return
        if len(rows) <= _AT_ONCE:
            self._session.run(lambda store: release(store, version.id, rows, TAKERS), self._on_released)
            return
        workspace, about = self._session.workspace, counted(len(rows), "Releasing {n} row", "Releasing {n} rows")
        self._start(about, partial(release_many, workspace, version.id, rows, TAKERS), self._on_released)

    def ask_reason(self) -> None:
        """Ask why the rows that are chosen are left out."""
        self._pane.table.take_typed()
        if not self._refused():
            self._pane.ask_reason()

    def as_before(self) -> None:
        """Decide about the rows that are chosen as an earlier version did about the same ones."""
        self._pane.table.take_typed()
        version, rows = self._pane.version, self._pane.table.chosen()
        if version is None or not rows or self._refused():
            return
        if len(rows) <= _AT_ONCE:
            self._session.run(lambda store: decide_as_before(store, version.id, rows, TAKERS), self._on_decided)
            return
        workspace, about = self._session.workspace, counted(len(rows), "Deciding about {n} row", "Deciding about {n} rows")
        self._start(about, partial(decide_many_as_before, workspace, version.id, rows, TAKERS), self._on_decided)

    def take_raw(self) -> None:
        """Let the current cell say again what it says in the file."""
        index, one = self._pane.table.currentIndex(), self._pane.current()
        position = self._pane.table.held.position_at(index.column())
        if one is not None and position in one.row.mends and not self._refused():
            self._mend(one.row, position, one.row.raw(position))

    def _start(self, about: str, work: _Work, done: Callable[[Released], object]) -> None:
        def in_background(control: JobControl) -> Released:
            return work(lambda progress: control.report(progress.done, progress.total, progress.text), control.cancelled)

        self._session.start(about, in_background, done)

    def _refused(self) -> bool:
        reason = self._session.read_only_reason
        if reason:
            self._session.problem(reason)
        return reason is not None

    def _mend(self, row: HeldRow, position: int, text: str) -> None:
        self._session.run(lambda store: mend(store, row.part, row.row, position, text))

    def _dismiss(self, reason: str) -> None:
        version, rows = self._pane.version, self._pane.asked_about
        if version is None or not rows:
            return

        def done(changes: ChangeSet) -> None:
            said = counted(len(rows), "Dismissed {n} row", "Dismissed {n} rows")
            self._session.result(tr("{said}: {reason}.", said=said, reason=reason.rstrip(".")), undo=True, change=changes.id)

        self._session.run(lambda store: dismiss(store, version.id, rows, reason), done)

    def _on_released(self, released: Released) -> None:
        said = counted(released.rows, "Released {n} row.", "Released {n} rows.")
        self._tell(said, released)

    def _on_decided(self, released: Released) -> None:
        self._tell(tr("{done} It was decided as before.", done=released.changes.label + "."), released)

    def _tell(self, said: str, released: Released) -> None:
        problems: Sequence[str] = released.differences.problems if released.differences is not None else ()
        texts = [said, *([released.differences.note] if released.differences is not None and released.differences.note else [])]
        self._session.result(" ".join([*texts, *([released.said_of_left] if released.left else []), *problems]), undo=True,
                             change=released.changes.id)  # fmt: skip
