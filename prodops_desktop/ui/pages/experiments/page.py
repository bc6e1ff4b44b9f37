"""The panel Experiments: calendar, register, results, backlog and learnings, and the inspector of an experiment."""

from datetime import date
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from prodops_desktop.experiments.board import Board, BoardReader, ExperimentView
from prodops_desktop.experiments.store import TABLES
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.pages.experiments.actions import ExperimentActions
from prodops_desktop.ui.pages.experiments.calendar_pane import CalendarPane
from prodops_desktop.ui.pages.experiments.choosing import first_to_look_at, result_to_read
from prodops_desktop.ui.pages.experiments.commands import experiment_commands
from prodops_desktop.ui.pages.experiments.copies import Copies
from prodops_desktop.ui.pages.experiments.inspector import ExperimentInspector
from prodops_desktop.ui.pages.experiments.lists import BacklogPane, LearningsPane, RegisterPane, learnt, waiting
from prodops_desktop.ui.pages.experiments.reading import Detail, Shown, read_detail, read_page
from prodops_desktop.ui.pages.experiments.results_pane import ResultsPane
from prodops_desktop.ui.pages.experiments.wording import board_text
from prodops_desktop.ui.records.detail_reading import DetailReading
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.tabbed_page import TabbedPage
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.workspace.links import End

CALENDAR, REGISTER, RESULTS, BACKLOG, LEARNINGS = "calendar", "register", "results", "backlog", "learnings"


class ExperimentsPage(TabbedPage):
    """One experiment at a time in the inspector, whichever of the five tabs it was chosen in."""

    id = "experiments"
    title = tr("Experiments")
    icon = "flask-outline"
    digit = 6
    tables = TABLES | {
        *("event", "roadmap_item", "goal", "link", "person", "rate", "setting"),
        *("dataset", "version", "version_part", "dead", "taken"),
    }

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.shown: Shown | None = None
        self._reader = BoardReader()
        self._experiment: int | None = None
        self._edit_next = ""
        self._lost: int | None = None
        """The experiment that was chosen until it was deleted: undo brings it back to the inspector, too."""
        self.experiment_actions = actions = ExperimentActions(self)
        self.copies = Copies(self)
        self.calendar = CalendarPane(actions.add)
        self.register = RegisterPane(self._today, actions.add)
        self.results = ResultsPane(actions.for_results())
        self.backlog = BacklogPane(actions.add, actions.add_for_goal)
        self.learnings = LearningsPane(self._today)
        self.detail = ExperimentInspector(session, actions.for_inspector())
        self.inspector = self.detail
        self._behind = DetailReading(session, self.detail, self.detail.show_detail)
        empty = EmptyState(
            tr("No experiment is listed yet."),
            tr("Import a sheet of experiments"),
            lambda: session.import_files(),
            icon="flask-outline",
            more=tr("Drop the list of experiments and the company’s calendar on this window, or press Ctrl+N to type the first one."),
        )
        for control in (empty.action, self.calendar.add, self.register.action, self.backlog.ideas.action):
            control.setEnabled(session.read_only_reason is None)
            control.setToolTip(session.read_only_reason or "")
        panes = (self.calendar, self.register, self.results, self.backlog, self.learnings)
        self.lay_out(dict(zip((CALENDAR, REGISTER, RESULTS, BACKLOG, LEARNINGS), panes, strict=True)), empty)
        self._connect()

    @property
    def board(self) -> Board:
        """The board that is shown; only once it was read."""
        assert self.shown is not None
        return self.shown.board

    @property
    def view(self) -> ExperimentView | None:
        """The experiment that is chosen."""
        return self.board.find(self._experiment) if self.shown is not None else None

    def refresh(self) -> None:
        """Read the board again; what is chosen stays chosen."""
        reader, experiment = self._reader, self._experiment
        self.session.read(lambda store: read_page(store, reader, experiment), self._on_read, key=self)

    def tabs(self) -> list[tuple[str, str, int | None]]:
        """The calendar and the lists."""
        counts: list[int | None] = [None] * 5
        if self.shown is not None:
            board = self.board
            counts = [len(board.dated), len(board.views), len(board.read), len(waiting(board)), len(learnt(board))]
        names = (
            (CALENDAR, tr("Calendar")),
            (REGISTER, tr("Register")),
            (RESULTS, tr("Results")),
            (BACKLOG, tr("Backlog")),
            (LEARNINGS, tr("Learnings")),
        )
        return [(id_, text, count) for (id_, text), count in zip(names, counts, strict=True)]

    def turned(self) -> None:
        """Mark what is chosen on it; among the results one that can be read is chosen."""
        if self._tab == RESULTS and self.shown is not None:
            self.choose(result_to_read(self.board, self._experiment))
        self._mark_chosen()

    def search_field(self) -> Any:
        """Where the tab is filtered; on the backlog the ideas."""
        return self.backlog.ideas.search if self._tab == BACKLOG else super().search_field()

    def open(self, target: object) -> None:
        """Show the experiment with this id."""
        if isinstance(target, End):
            target = target.id
        if isinstance(target, int):
            self._experiment = target
            if self.shown is not None:
                self._show_experiment()

    def place(self) -> int | str | None:
        """The experiment that is shown."""
        return self._experiment

    def showEvent(self, event: QShowEvent) -> None:
        """Have the keyboard where work begins, before Qt gives it to the first button, a scale that is not chosen."""
        super().showEvent(event)
        if not event.spontaneous() and self.focusWidget() is None:
            self.focus_tab()

    def commands(self) -> list[Command]:
        """What can be done with experiments."""
        return experiment_commands(self)

    def table(self) -> Any:
        """The table that is shown; None on the calendar."""
        return None if self._tab == CALENDAR else self.pane().table

    def is_seen(self) -> bool:
        """Whether what is shown holds the experiment that is chosen."""
        if self._tab == CALENDAR:
            return self.calendar.timeline.current == self._experiment
        if self._tab == RESULTS:
            return self.results.list.current_key() == self._experiment
        return self.table().current() is not None

    def choose(self, experiment: int | None) -> None:
        """Show another experiment in the inspector."""
        self._experiment, self._lost = experiment, None
        self._show_experiment()

    def choose_new(self, experiment: int, field: str) -> None:
        """Show an experiment that was added just now, and put the keyboard into a field of it as soon as it is read."""
        self._experiment, self._edit_next = experiment, field
        if self._tab not in (REGISTER, BACKLOG):
            self.go_to_tab(BACKLOG)
        self.refresh()

    def _today(self) -> date:
        return self.session.today

    def focus_tab(self) -> None:
        """Put the keyboard on the calendar or the list."""
        drawn: dict[str, QWidget] = {CALENDAR: self.calendar.timeline, RESULTS: self.results.list}
        (drawn.get(self._tab) or self.table()).setFocus()

    def _connect(self) -> None:
        actions = self.experiment_actions
        self.calendar.chosen.connect(self._on_chosen)
        self.calendar.opened.connect(lambda _: actions.edit())
        self.calendar.moved.connect(actions.move)
        self.calendar.considered.connect(self.detail.show_live)
        self.calendar.timeline.refused.connect(lambda _: self._say_why_not())
        self.results.chosen.connect(self._on_chosen)
        for table in (self.register.table, self.backlog.ideas.table, self.learnings.table):
            table.chosen.connect(self._on_chosen)
            table.entered_row.connect(lambda _: actions.edit())

    def _on_chosen(self, experiment: object) -> None:
        if isinstance(experiment, int):
            self.choose(experiment)

    def _say_why_not(self) -> None:
        reason = self.session.read_only_reason or tr("What is over or cancelled can’t be moved.")
        self.session.problem(reason)

    def _on_read(self, found: tuple[Shown, Detail | None]) -> None:
        shown, detail = found
        self.shown, wanted = shown, self._experiment
        board, reason = shown.board, self.session.read_only_reason
        has_lost_keyboard = self.show_panes(filled=bool(board.views))
        self._settle_choice()
        self.calendar.show_board(board, may_move=reason is None)
        for pane in (self.register, self.backlog, self.learnings):
            pane.show_board(board)
        self.results.show_board(board, reason)
        self.tabs_changed.emit()
        self.set_summary(board_text(board), board.notes)
        self._show_experiment(detail)
        if has_lost_keyboard:
            self.focus_first()
        field, self._edit_next = self._edit_next, ""
        if field and self._experiment == wanted:
            self.experiment_actions.edit(field)

    def _settle_choice(self) -> None:
        """Keep what is chosen, take the one that undo brought back, or for one that is gone the one to look at first."""
        if self._lost is not None and self.board.find(self._lost) is not None:
            self._experiment, self._lost = self._lost, None
        if self.view is None:
            self._lost = self._experiment
            self._experiment = first_to_look_at(self.board)

    def _mark_chosen(self) -> None:
        if self.shown is None:
            return
        if self._tab == CALENDAR:
            self.calendar.choose(self._experiment)
        elif self._tab == RESULTS:
            self.results.choose(self.view if self.view in self.board.read else None)
        else:
            self.table().choose(self._experiment)

    def _show_experiment(self, detail: Detail | None = None) -> None:
        """Show the experiment that is chosen; what stands behind it is read unless ``detail`` is that."""
        view, shown = self.view, self.shown
        if view is None or shown is None:
            self.detail.show_nothing()
            return
        self._mark_chosen()
        experiment = view.experiment.id
        known = detail if detail is not None and detail.experiment == experiment else None
        self._behind.show(lambda: self.detail.show_experiment(view, shown), known, lambda store: read_detail(store, view))

    def end(self) -> End | None:
        """The experiment that is chosen, as links name it."""
        return End("experiment", self._experiment) if self._experiment is not None else None
