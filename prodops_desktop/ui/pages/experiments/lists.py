"""The tabs Register, Backlog and Learnings: what each list shows of the board, and what it says of it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from prodops_desktop.experiments.board import Board, ExperimentView
from prodops_desktop.experiments.model import CONCLUDED, DRAFT, IDEA
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.pages.experiments.columns import HIDDEN, backlog_columns, goal_columns, learning_columns, register_columns
from prodops_desktop.ui.pages.experiments.wording import conflicts_text
from prodops_desktop.ui.records.list_pane import ListPane
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT, ROW_HEIGHT
from prodops_desktop.ui.widgets.states import EmptyState, Note

_MOST_GOALS = 5


class RegisterPane(ListPane):
    """Every experiment there is."""

    def __init__(self, today: Callable[[], date], add: Callable[[], None]) -> None:
        empty = EmptyState(tr("No experiment is listed yet."))
        action = (tr("Experiment"), "plus", add)
        columns = register_columns(today)
        super().__init__(tr("Experiments"), columns, lambda v: v.experiment.id, [("starts", True)], tr("Filter register"), empty, action)
        for column in HIDDEN:
            self.table.show_column(column, shown=False)

    def show_board(self, board: Board) -> None:
        """Show another reading of the board."""
        self.show_list(lambda: board.views, conflicts_text(board), empty=not board.views)


class LearningsPane(ListPane):
    """What came of those that are over."""

    def __init__(self, today: Callable[[], date]) -> None:
        more = tr("A decision takes down what was learnt: press Ctrl+Enter on an experiment that is over.")
        empty = EmptyState(tr("Nothing was decided yet."), more=more)
        columns = learning_columns(today)
        super().__init__(tr("Learnings"), columns, lambda v: v.experiment.id, [("decided", True)], tr("Filter learnings"), empty)

    def show_board(self, board: Board) -> None:
        """Show another reading of the board."""
        found = learnt(board)
        without = sum(not view.experiment.learning for view in found)
        said = counted(len(found), "{n} experiment is over", "{n} experiments are over")
        if without:
            said += counted(without, ", {n} without a learning", ", {n} without a learning")
        self.show_list(lambda: found, said, empty=not found)


class BacklogPane(QWidget):
    """Ideas and drafts without days, and below them the goals that no experiment is for."""

    def __init__(self, add: Callable[[], None], test_goal: Callable[[object], None]) -> None:
        super().__init__()
        more = tr("An idea becomes a draft as soon as its status says so; with days it stands on the calendar.")
        empty = EmptyState(tr("No idea is waiting."), tr("New experiment"), add, more=more)
        self.ideas = ListPane(
            tr("Backlog"),
            backlog_columns(),
            lambda v: v.experiment.id,
            [("code", False)],
            tr("Filter ideas"),
            empty,
            (tr("Experiment"), "plus", add),
        )
        self.goals_note = Note("warn", "")
        self.goals = RecordTable(
            tr("Goals without an experiment"), goal_columns(), lambda goal: goal.id, sort=[("period", False)], at_gutter=True
        )
        self.goals.entered_row.connect(lambda _: test_goal(self.goals.current()))
        self._beneath = QWidget()
        column = QVBoxLayout(self._beneath)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        note = QWidget()
        around = QVBoxLayout(note)
        around.setContentsMargins(20, 8, 20, 8)
        around.addWidget(self.goals_note)
        column.addWidget(note)
        column.addWidget(self.goals)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.ideas, 1)
        whole.addWidget(self._beneath)

    @property
    def table(self) -> RecordTable:
        """The table of ideas."""
        return self.ideas.table

    def show_board(self, board: Board) -> None:
        """Show another reading of the board."""
        found = waiting(board)
        self.ideas.show_list(lambda: found, counted(len(found), "{n} idea", "{n} ideas"), empty=not found)
        goals = board.untested_goals
        said = counted(len(goals), "{n} goal has no experiment. Enter plans one for it.", "{n} goals have no experiment. Enter plans one.")
        self.goals_note.say("warn", said if goals else "")
        self.goals.show_list(goals)
        self.goals.setFixedHeight(HEADER_HEIGHT + ROW_HEIGHT * min(_MOST_GOALS, len(goals)) + 4)
        self._beneath.setVisible(bool(goals))


def waiting(board: Board) -> list[ExperimentView]:
    """The ideas, and the drafts that have no days."""
    drafts = [view for view in board.of_status(DRAFT) if view.experiment.starts is None or view.experiment.ends is None]
    return [*board.of_status(IDEA), *drafts]


def learnt(board: Board) -> list[ExperimentView]:
    """The experiments that are over, with what was learnt."""
    return [view for view in board.of_status(CONCLUDED) if view.decision is not None or view.experiment.learning]
