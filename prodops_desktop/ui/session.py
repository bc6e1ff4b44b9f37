"""The only bridge between an open workspace and the widgets: edits, reads, jobs, undo, and what is said about them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.ui.jobs import Action, Failed, Job, JobControl, Line, Result
from prodops_desktop.ui.layouts import Layout
from prodops_desktop.ui.recent import Recent
from prodops_desktop.ui.runner import Runner
from prodops_desktop.ui.texts import tr
from prodops_desktop.work import clock
from prodops_desktop.workspace import ChangeSet, Store, Workspace, history, mishaps, settings

__all__ = ["Action", "Failed", "Job", "JobControl", "Line", "Session"]

_LOOK_AGAIN_MS = 2000


class _State(NamedTuple):
    undo: str | None
    redo: str | None
    today: date
    sample: bool
    own_day: bool
    position: int


class Session(Runner):
    """An open workspace as the window uses it. Callbacks run on the thread of the window, and not at all once their receiver is gone."""

    changed = Signal(object)
    """The names of the tables that changed, as a frozenset; ``{"*"}`` for anything."""
    state_changed = Signal()
    """The labels of undo and redo, the day or the sample mark changed."""
    open_requested = Signal(str, object)
    """A page asks for another page by id, and for one thing on it (None: just the page)."""
    import_requested = Signal(str)
    """A page asks for a choice of files to import: as the next version of the dataset of this name, if it is not empty."""
    copy_requested = Signal()
    """The file is no longer at its place, and what is open shall be saved somewhere else."""
    backups_requested = Signal()
    """The file is damaged, and its backups shall be shown."""

    def __init__(
        self, workspace: Workspace, parent: QObject | None = None, *, layout: Layout | None = None, for_pictures: bool = False
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.layout = layout or Layout()
        self.recent = Recent(self.layout, lambda: self.today)
        self._for_pictures = for_pictures
        self._readers = ThreadPoolExecutor(3, thread_name_prefix="reader")
        self._latest: dict[object, object] = {}
        self._last_change = 0
        self._closed = False
        self._lost: str | None = None
        self._looking = False
        self._day = clock.today()
        with workspace.reading() as store:
            self._state = _read_state(store)
        self._watch = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._watch.timeout.connect(self._look_again)
        if not for_pictures:
            self._watch.start()

    @property
    def undo_label(self) -> str | None:
        """What undo takes back next."""
        return self._state.undo

    @property
    def redo_label(self) -> str | None:
        """What redo brings back next."""
        return self._state.redo

    @property
    def today(self) -> date:
        """The day that the workspace speaks of."""
        return self._state.today

    @property
    def is_sample(self) -> bool:
        """Whether it is the sample workspace."""
        return self._state.sample

    @property
    def day_is_set(self) -> bool:
        """Whether the day is not simply that of the clock."""
        return self._state.own_day

    @property
    def position(self) -> int:
        """The number of the newest step, as far as it was looked up."""
        return self._state.position

    @property
    def lost(self) -> str | None:
        """Why nothing can be saved, as a sentence: the file was moved or deleted while it is open; None while it is at its place."""
        return self._lost

    @property
    def read_only_reason(self) -> str | None:
        """Why nothing can be changed here, as a sentence; None where it can."""
        if self.workspace.writable or self._for_pictures:
            return None
        return tr("This workspace is open for reading only: {holder}.", holder=self.workspace.holder or "")

    def run(self, change: Callable[[Store], Result], done: Callable[[Result], object] | None = None, failed: Failed | None = None) -> None:
        """Make an edit on the writer; ``changed`` follows, then ``done``. ``failed`` takes the UserError, else it is the problem line."""
        try:
            future = self.workspace.run(change)
        except UserError as error:
            self._fail(error, failed)
            return
        self.follow(future, done, failed)

    def read(
        self, query: Callable[[Store], Result], done: Callable[[Result], object], failed: Failed | None = None, *, key: object = None
    ) -> None:
        """Read on a thread of its own and hand the answer to ``done``; a newer read with the same ``key`` drops the older answer.

        Once it is closed nothing is read any more, and nobody is called.
        """
        if self._closed:
            return

        def work() -> Result:
            with self.workspace.reading() as store:
                return query(store)

        if key is None:
            self.follow(self._readers.submit(work), done, failed)
            return
        ticket = self._latest[key] = object()
        self.follow(self._readers.submit(work), done, failed, wanted=lambda: self._latest.get(key) is ticket)

    def forget(self, key: object) -> None:
        """Drop the answer of the newest read with this ``key``, if it is still on its way."""
        self._latest.pop(key, None)

    def ask(self, work: Callable[[], Result], done: Callable[[Result], object], failed: Failed | None = None) -> None:
        """Ask something beside the workspace, such as the keyring of the system, on a thread of its own."""
        if not self._closed:
            self.follow(self._readers.submit(work), done, failed)

    def undo(self, done: Callable[[ChangeSet], object] | None = None, failed: Failed | None = None, *, since: int = 0) -> None:
        """Take back the step that the operator started last; with ``since`` only an edit begun after that step."""
        from prodops_desktop.workspace import undo

        self.run(lambda store: undo.undo(store, since=since), done, failed)

    def redo(self, done: Callable[[ChangeSet], object] | None = None, failed: Failed | None = None, *, since: int = 0) -> None:
        """Bring back what was undone last; with ``since`` only an edit begun after that step."""
        from prodops_desktop.workspace import undo

        self.run(lambda store: undo.redo(store, since=since), done, failed)

    def result(self, text: str, undo: bool = False, *, change: int | None = None, actions: tuple[Action, ...] = ()) -> None:
        """Say what was done. ``undo`` offers to take back the step ``change``, or the newest one."""
        step = change if change is not None else self._last_change
        offer = (Action(tr("Undo"), lambda: self.undo_step(step)),) if undo and step else ()
        self.said.emit(Line("good", text, (*offer, *actions)))

    def run_and_say(self, change: Callable[[Store], ChangeSet], said: str) -> None:
        """Make an edit, and say then what was done, with the offer to undo it."""
        self.run(change, lambda changes: self.result(said, undo=True, change=changes.id))

    def open(self, page: str, target: object = None) -> None:
        """Show another page of the window, and one thing on it."""
        self.open_requested.emit(page, target)

    def import_files(self, dataset: str = "") -> None:
        """Ask for a choice of files to import: anything, or the next version of ``dataset``."""
        self.import_requested.emit(dataset)

    def announce(self, tables: frozenset[str]) -> None:
        """Tell the pages that tables changed, and look up what undo takes back now."""
        self.changed.emit(tables)
        self._look_up_state()

    def close(self) -> None:
        """Cancel what runs, wait for it, and close the workspace."""
        self._closed = True
        self._watch.stop()
        super().close()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self.workspace.close()

    def undo_step(self, step: int) -> None:
        """Take back one step alone, wherever it stands."""
        from prodops_desktop.workspace import undo

        self.said.emit(None)
        self.run(lambda store: undo.undo_change(store, step))

    def explained(self, error: BaseException) -> UserError | None:
        """What the disk or the file has done to us, as a sentence."""
        told = mishaps.explained(self.workspace.path, error)
        return told if isinstance(told, UserError) else None

    def tell(self, error: Exception) -> None:
        """Say why something could not be read or done, with its way out: where the file is gone, a copy."""
        self._fail(error, None)

    def _fail(self, error: Exception, failed: Failed | None) -> None:
        """A refusal can mean that the file is gone, which is looked after at once; damage has its way out on the line."""
        if failed is not None or isinstance(error, Cancelled):
            super()._fail(error, failed)
        elif self._lost:
            self.said.emit(self._lost_line(self._lost))
        elif isinstance(error, mishaps.DamagedError):
            self.problem(str(error), actions=(Action(tr("Backups…"), self.backups_requested.emit),))
        else:
            super()._fail(error, failed)
        if not self._lost and not isinstance(error, Cancelled):
            self._look_for_file()

    def noted(self, result: object) -> None:
        """An edit tells what it changed, alone or before what else it returns, and so does a job that ends with one."""
        if isinstance(result, tuple) and result:
            result = result[0]
        change = result if isinstance(result, ChangeSet) else getattr(result, "changes", None)
        if isinstance(change, ChangeSet) and change.tables:
            self._last_change = change.id
            self.log.note_change(change.id)
            self.announce(change.tables)

    def _look_up_state(self) -> None:
        self.read(_read_state, self._on_state_read, key=_read_state)

    def _on_state_read(self, state: _State) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit()

    def _look_again(self) -> None:
        """Notice that the file is gone or back, and the steps of another program that writes it."""
        self._look_for_file()
        if clock.today() != self._day:  # it was midnight
            self._day = clock.today()
            self._look_up_state()
        if not self.workspace.writable and not self._lost:
            self.read(_read_state, self._on_looked_again, key="look again")

    def _look_for_file(self) -> None:
        """On a thread, since a folder on a network can make us wait; one look at a time."""
        if not self._looking:
            self._looking = True
            self.ask(self.workspace.lost, self._on_file_looked_for)

    def _on_file_looked_for(self, lost: str | None) -> None:
        self._looking = False
        if lost == self._lost:
            return
        self._lost = lost
        self.state_changed.emit()
        if lost:
            self.said.emit(self._lost_line(lost))
        else:
            self.said.emit(Line("good", tr("{name} is back at its place, and everything goes on.", name=self.workspace.path.name)))

    def _lost_line(self, lost: str) -> Line:
        return Line("bad", lost, (Action(tr("Save a copy…"), self.copy_requested.emit),))

    def _on_looked_again(self, state: _State) -> None:
        if state.position != self._state.position:
            self._on_state_read(state)
            self.changed.emit(frozenset({"*"}))


def _read_state(store: Store) -> _State:
    today = settings.today(store)
    undo, redo = history.next_undo(store), history.next_redo(store)
    own_day = today != clock.today() or bool(settings.get(store, "today"))
    return _State(undo, redo, today, settings.is_sample(store), own_day, store.position())
