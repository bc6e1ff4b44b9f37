"""The tabs Launches, Goals and Delivery: what each list shows of the plan, and what it says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.roadmap.commitments import Period
from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.plan import ItemView, Plan, behind
from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.roadmap.columns import code_column, figure_column, status_cell, text_column, title_column
from prodops_desktop.ui.pages.roadmap.list_columns import HIDDEN_LAUNCH, GoalRow, goal_columns, launch_columns, period_columns
from prodops_desktop.ui.pages.roadmap.period_wording import period_sentence
from prodops_desktop.ui.pages.roadmap.wording import day_text
from prodops_desktop.ui.records.list_pane import ListPane
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT, ROW_HEIGHT
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.ui.widgets.toolbar import PageToolbar

_MOST_PERIODS = 6


class LaunchesPane(ListPane):
    """Every launch with its day, its slip and its gates."""

    def __init__(self, today: Callable[[], date], calendar: Callable[[], None]) -> None:
        more = tr("An item becomes a launch as soon as it has a tier: set “Launch” in the inspector.")
        empty = EmptyState(tr("No launch is planned yet."), more=more)
        action = (tr("Company calendar…"), "calendar-range", calendar)
        columns = launch_columns(today)
        super().__init__(tr("Launches"), columns, lambda v: v.item.id, [("day", False)], tr("Filter launches"), empty, action)
        for column in HIDDEN_LAUNCH:
            self.table.show_column(column, shown=False)

    def show_plan(self, plan: Plan) -> None:
        """Show another reading of the plan."""
        ahead = plan.ahead
        late = sum(view.readiness is not None and bool(view.readiness.overdue(plan.today)) for view in ahead)
        said = counted(len(ahead), "{n} launch ahead", "{n} launches ahead")
        if late:
            said += counted(late, ", {n} with a late gate", ", {n} with late gates")
        self.show_list(lambda: plan.launches, said, empty=not plan.launches)

    def choose(self, item: int | None) -> None:
        """Mark an item without telling anyone."""
        self.table.choose(item)


class GoalsPane(ListPane):
    """What each goal has on the roadmap, and the goals that nothing is planned for."""

    def __init__(self, edit: Callable[[], None]) -> None:
        self._currency = ""
        empty = EmptyState(tr("The company has no goals yet."), tr("Goals…"), edit)
        columns = goal_columns(lambda: self._currency)
        action = (tr("Goals…"), "bullseye-arrow", edit)
        super().__init__(tr("Goals"), columns, lambda row: row.id, [("arr", True)], tr("Filter goals"), empty, action)

    def show_plan(self, plan: Plan) -> None:
        """Show another reading of the plan."""
        self._currency = plan.currency
        without = len(plan.unaimed_goals)
        said = counted(len(plan.goals), "{n} goal", "{n} goals")
        if without:
            said += counted(without, ", {n} without an item", ", {n} without an item")
        self.show_list(partial(goal_rows, plan), said, empty=not plan.goals)


def goal_rows(plan: Plan) -> list[GoalRow]:
    """The goals with what is planned for them."""
    aimed: dict[int, list[ItemView]] = {}
    for view in plan.views:
        if view.goal is not None:
            aimed.setdefault(view.goal.id, []).append(view)
    rows = []
    for goal in plan.goals:
        views = tuple(aimed.get(goal.id, ()))
        open_ = [view for view in views if not view.item.is_over]
        rows.append(GoalRow(goal, views, *behind(open_)))
    return rows


class DeliveryPane(QWidget):
    """What was delivered of what was committed: the quarters, and below them the items of the one that is chosen, which are filtered."""

    chosen = Signal(object)
    """The id of an item that was chosen."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._today = today
        more = tr("Import a sheet of items with the columns Quarter and Committed: what was committed is frozen as the quarter begins.")
        empty = EmptyState(tr("Nothing was committed to yet."), more=more)
        self.search = SearchField(tr("Filter the items"))
        self.search.setMinimumWidth(px(110))
        self.search.setMaximumWidth(px(220))
        self.quarters = RecordTable(
            tr("Quarters"), period_columns(today), lambda period: period.period, sort=[("period", True)], at_gutter=True
        )
        self.about = Elided("", "meta", "2")
        self.items = RecordTable(
            tr("Items of the quarter"), self._item_columns(), lambda line: line.item.id, sort=[("what", False)], at_gutter=True
        )
        self.about.setContentsMargins(20, 8, 20, 8)
        lists = _stacked(PageToolbar(self.search), self.quarters, self.about, self.items)
        self.stack = QStackedWidget()
        self.stack.addWidget(lists)
        self.stack.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.quarters.chosen.connect(lambda _: self._show_items())
        self.quarters.entered_row.connect(lambda _: self.items.setFocus())
        self.search.textChanged.connect(self.items.filter)
        self.search.left.connect(self._go_to_items)
        self.items.left.connect(self.search.setFocus)
        self.items.chosen.connect(self.chosen)

    @property
    def table(self) -> RecordTable:
        """The table of the items."""
        return self.items

    def show_plan(self, plan: Plan) -> None:
        """Show another reading of the plan."""
        self._plan = plan
        self.stack.setCurrentIndex(0 if plan.periods else 1)
        if self.isVisible():
            self._fill(plan)

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the tables that nobody saw so far."""
        super().showEvent(event)
        if self._plan is not None:
            self._fill(self._plan)

    def choose(self, item: int | None) -> None:
        """Mark an item without telling anyone."""
        self.items.choose(item)

    def _go_to_items(self) -> None:
        """The keyboard goes to the items."""
        if self.items.shown:
            if not self.items.currentIndex().isValid():
                self.items.go_to(0)
            self.items.setFocus()

    def _fill(self, plan: Plan) -> None:
        """Show the quarters, and the items of the one that is chosen, else of the last one that is over."""
        self.quarters.show_list(plan.periods)
        height = self.quarters.verticalHeader().defaultSectionSize() or ROW_HEIGHT
        self.quarters.setFixedHeight(HEADER_HEIGHT + height * min(_MOST_PERIODS, len(plan.periods)) + 4)
        if plan.periods and not self.quarters.currentIndex().isValid():
            wanted = next((period for period in plan.periods if period.is_over(plan.today)), plan.periods[0])
            self.quarters.choose(wanted.period)
        self._show_items()

    def _show_items(self) -> None:
        plan, period = self._plan, self.quarters.current()
        if plan is None or not isinstance(period, Period):
            return
        self.items.show_list(_deliveries(plan, period))
        self.about.setText(period_sentence(plan, period))

    def _item_columns(self) -> list[Column]:
        names = (_DONE, _MISSED, _UNDATED, _STRETCH, _ADDED)
        return [
            code_column(),
            title_column(width=0),
            Column(
                "what",
                tr("In the quarter"),
                lambda d: Cell(d.what, "bad" if d.what == _MISSED else "warn" if d.what == _UNDATED else "text"),
                width=230,
                order=lambda d: names.index(d.what),
            ),
            Column("flip", tr("Said later"), _flip_cell, width=150, folds=1),
            Column(
                "done",
                tr("Done on"),
                lambda d: Cell(day_text(d.item.done, "day", self._today()), right=True),
                right=True,
                width=96,
                order=lambda d: d.item.done,
                exact=lambda d: day_text(d.item.done, "day", None),
            ),
            figure_column("points", tr("Points"), lambda d: d.period.points.get(d.item.id), 72, folds=2),
            text_column("team", tr("Team"), 110, folds=3),
            Column("status", tr("Status"), status_cell, width=104, folds=4),
        ]


def _stacked(*widgets: QWidget) -> QWidget:
    """Widgets below each other, of which the last one takes what room there is."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is widgets[-1] else 0)
    return made


_DONE, _MISSED, _STRETCH = tr("committed, done"), tr("committed, not done in it"), tr("stretch, done")
_UNDATED, _ADDED = tr("committed, done on an unknown day"), tr("committed too late, not done in it")


@dataclass(frozen=True)
class _Delivery:
    """An item of a quarter and what became of it."""

    item: Item
    what: str
    period: Period


def _deliveries(plan: Plan, period: Period) -> list[_Delivery]:
    """The items of a quarter with what became of each."""
    told = dict.fromkeys(period.committed, _MISSED)
    told |= dict.fromkeys(period.undated, _UNDATED) | dict.fromkeys(period.delivered, _DONE)
    told |= dict.fromkeys(period.added, _ADDED) | dict.fromkeys(period.stretch, _STRETCH)
    return [_Delivery(view.item, what, period) for item, what in told.items() if (view := plan.find(item)) is not None]


def _flip_cell(line: _Delivery) -> Cell:
    if line.item.id in line.period.flipped:
        said = tr("not committed") if line.item.id in line.period.committed else tr("committed")
        return Cell(said, "warn", tip=tr("A report from within the quarter says so; what was frozen as it began counts."))
    return Cell(formats.MISSING, "text_3")
