"""What the page Experiments does: adds, moves, accepts, reads and decides; each edit is one step that undo takes back."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.agenda.decisions import Decision, delete_decision
from prodops_desktop.agenda.goals import Goal
from prodops_desktop.experiments import readings
from prodops_desktop.experiments import store as experiment_store
from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.experiments.collisions.slots import Slot
from prodops_desktop.experiments.model import IDEA, Experiment, Reading
from prodops_desktop.experiments.risks import accept_risk, withdraw_risk
from prodops_desktop.experiments.store import Verdict
from prodops_desktop.ui import formats
from prodops_desktop.ui.jobs import Failed
from prodops_desktop.ui.pages.experiments.acceptance import AcceptDialog
from prodops_desktop.ui.pages.experiments.before_run import WaysOut
from prodops_desktop.ui.pages.experiments.decision import DecisionDialog
from prodops_desktop.ui.pages.experiments.icc_dialog import IccDialog
from prodops_desktop.ui.pages.experiments.inspector import InspectorActions
from prodops_desktop.ui.pages.experiments.reading_dialog import ReadingDialog
from prodops_desktop.ui.pages.experiments.results_pane import ReadingActions
from prodops_desktop.ui.records.erase_dialog import EraseDialog
from prodops_desktop.ui.records.places import PAGES
from prodops_desktop.ui.records.record_form import Change
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.links import End

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.experiments.page import ExperimentsPage


class ExperimentActions:
    """The functions behind the commands, the inspector and the buttons of the page."""

    def __init__(self, page: "ExperimentsPage") -> None:
        self._page = page

    def for_inspector(self) -> InspectorActions:
        """What the inspector hands its decisions to."""
        return InspectorActions(
            self.save,
            WaysOut(self.take_slot, partial(self.edit, "kind"), self.accept, self.reopen, self.open_record),
            self.decide,
            self.delete_decision,
            self.record_reading,
            self.work_out_icc,
        )

    def for_results(self) -> ReadingActions:
        """What the tab Results offers."""
        return ReadingActions(self.record_reading, self.open_reading, self.delete_reading)

    def add(self) -> None:
        """Add an experiment under a key that is free, and put the keyboard where it is named."""
        self._add(None)

    def add_for_goal(self, goal: object) -> None:
        """Add an idea for a goal that no experiment is for."""
        if isinstance(goal, Goal) and self._session.read_only_reason is None:
            self._add(goal.title)

    def _add(self, goal: str | None) -> None:
        name = tr("New experiment")

        def change(store: Store) -> tuple[ChangeSet, int]:
            made = Experiment(0, experiment_store.next_code(store), name, status=IDEA, goal=goal)
            return experiment_store.save_experiment(store, made)

        self._session.run(change, self._on_added)

    def duplicate(self) -> None:
        """Copy the plan of the experiment as a draft."""
        view = self._page.view
        if view is not None:
            self._session.run(lambda store: experiment_store.duplicate_experiment(store, view.experiment.id), self._on_added)

    def _on_added(self, made: tuple[ChangeSet, int]) -> None:
        self._page.choose_new(made[1], "name")

    def edit(self, field: str = "") -> None:
        """Put the keyboard into a field of the inspector: the hypothesis unless another one is named."""
        page = self._page
        page.inspector_wanted.emit()
        target = page.detail.field(field or "hypothesis")
        if target is not None:
            page.detail.focus_field(target)

    def delete(self) -> None:
        """Delete the experiment; the line that says so offers to undo it."""
        view = self._page.view
        if view is not None:
            said = tr("Deleted {title} with its readings.", title=view.experiment.title)
            self._session.run_and_say(lambda store: experiment_store.delete_experiments(store, [view.experiment.id]), said)

    def erase(self) -> None:
        """Ask whether the experiment is to be erased with its history and all that quotes it."""
        view = self._page.view
        if view is not None:
            EraseDialog(self._page.window(), self._session, End("experiment", view.experiment.id), view.experiment.title).open()

    def save(self, shown: Experiment, change: Change, refuse: Failed) -> None:
        """Save what was decided about an experiment, into the experiment as it stands by then."""

        def edit(store: Store) -> tuple[ChangeSet, int]:
            return experiment_store.save_experiment(store, change(experiment_store.find_experiment(store, shown.id)))

        self._session.run(edit, failed=refuse)

    def move(self, experiment: object, starts: object, ends: object) -> None:
        """Give an experiment other days; where that is refused, it stands again where it was."""
        if isinstance(experiment, int) and isinstance(starts, date) and isinstance(ends, date):
            self._session.run(lambda store: experiment_store.move_experiment(store, experiment, starts, ends), failed=self._on_move_failed)

    def _on_move_failed(self, error: Exception) -> None:
        self._session.problem(str(error))
        self._page.calendar.put_back()

    def take_slot(self) -> None:
        """Move the experiment to the next days on which nothing is in its way."""
        view = self._page.view
        if view is not None:
            self._session.read(lambda _: view.slot, partial(self._move_to, view))

    def _move_to(self, view: ExperimentView, slot: Slot | None) -> None:
        if slot is None:
            self._session.problem(tr("Nothing is free for {code} within a year and a half.", code=view.experiment.code))
            return
        days = formats.span(slot.starts, slot.ends, view.board.today)
        said = tr("{code} now runs {days}.", code=view.experiment.code, days=days)
        self._session.run(
            lambda store: experiment_store.move_experiment(store, view.experiment.id, slot.starts, slot.ends),
            lambda changes: self._session.result(said, undo=True, change=changes.id),
            self._on_move_failed,
        )

    def accept_worst(self) -> None:
        """Accept the worst conflict of the experiment."""
        view = self._page.view
        if view is not None and view.open_conflicts:
            self.accept(view.open_conflicts[0])

    def accept(self, conflict: Conflict) -> None:
        """Take down why somebody lives with a conflict."""
        view, page = self._page.view, self._page
        if self._refuses_writing() or view is None or page.shown is None:
            return
        today = self._session.today

        def accept(reason: str, owner: str) -> None:
            self._session.run(
                lambda store: accept_risk(store, conflict, reason, owner, today),
                lambda _: dialog.close(),
                lambda error: dialog.refuse(str(error)),
            )

        dialog = AcceptDialog(page.window(), view, conflict, page.shown.people, accept)
        dialog.open()

    def reopen(self, conflict: Conflict) -> None:
        """Let a conflict stand open again."""
        self._session.run(lambda store: withdraw_risk(store, conflict))

    def work_out_icc(self) -> None:
        """Work out from a sheet how alike users of one account are."""
        view, session = self._page.view, self._session
        if self._refuses_writing() or view is None:
            return

        def take(icc: float, dataset: str) -> None:
            session.run(
                lambda store: experiment_store.take_icc(store, view.experiment.id, icc, dataset),
                lambda _: dialog.close(),
                lambda error: dialog.refuse(str(error)),
            )

        dialog = IccDialog(self._page.window(), session, view, take)
        dialog.open()

    def record_reading(self) -> None:
        """Type the totals of a reading."""
        self.open_reading(None)

    def open_reading(self, before: Reading | None) -> None:
        """Type the totals of a reading, or change those of one."""
        view, page = self._page.view, self._page
        if self._refuses_writing() or view is None:
            return
        if not view.experiment.metrics:
            self._session.problem(tr("Name the primary metric of {code} first: a reading is of metrics.", code=view.experiment.code))
            self.edit("primary")
            return

        def record(reading: Reading) -> None:
            self._session.run(
                lambda store: readings.save_reading(store, view.experiment.id, reading),
                lambda _: dialog.close(),
                lambda error: dialog.refuse(str(error)),
            )

        dialog = ReadingDialog(page.window(), view, before, record)
        dialog.open()

    def delete_reading(self, reading: Reading) -> None:
        """Delete a reading; the line that says so offers to undo it."""
        said = tr("Deleted the reading of {day}.", day=reading.day.isoformat())
        self._session.run_and_say(lambda store: readings.delete_reading(store, reading.id), said)

    def decide(self) -> None:
        """Take down what was decided about the experiment."""
        view, page = self._page.view, self._page
        if self._refuses_writing() or view is None or page.shown is None:
            return
        before = view.decision.id if view.decision is not None else None

        def record(verdict: Verdict) -> None:
            self._session.run(
                lambda store: experiment_store.decide(store, view.experiment.id, verdict, decision=before),
                lambda _: dialog.close(),
                lambda error: dialog.refuse(str(error)),
            )

        dialog = DecisionDialog(page.window(), view, page.shown.people, record)
        dialog.open()

    def delete_decision(self, decision: Decision) -> None:
        """Take a decision out of the record."""
        view = self._page.view
        if view is not None:
            self._session.run(lambda store: delete_decision(store, decision.id, view.experiment.title))

    def edit_segment(self) -> None:
        """Open the register of segments, at that of the experiment."""
        view = self._page.view
        segment = view.experiment.segment if view is not None else None

        def find(store: Store) -> int:
            row = store.db.execute("SELECT id FROM user_segment WHERE name = ?", (segment,)).fetchone()
            return int(row[0]) if row else 0

        self._session.read(find, lambda id_: self._session.open("records", End("user_segment", id_)))

    def edit_events(self) -> None:
        """Open the register of dated events."""
        self._session.open("records", End("event", 0))

    def open_record(self, record: End) -> None:
        """Show a record on the page that it has."""
        self._session.open(PAGES[record.table], record.id)

    def edit_goals(self) -> None:
        """Open the register of goals."""
        self._session.open("records", End("goal", 0))

    def link(self) -> None:
        """Link the experiment to another record."""
        self._page.detail.links.choose()

    @property
    def _session(self) -> Session:
        return self._page.session

    def _refuses_writing(self) -> bool:
        reason = self._session.read_only_reason
        if reason is not None:
            self._session.problem(reason)
        return reason is not None
