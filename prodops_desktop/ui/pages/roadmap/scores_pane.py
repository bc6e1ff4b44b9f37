"""The tab Scores: the priorities as a table, and value against effort beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prodops_desktop.roadmap.plan import ItemView, Plan
from prodops_desktop.ui.charts.chart import warm_up
from prodops_desktop.ui.charts.scatter import ScatterChart
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.pages.roadmap.columns import HIDDEN, score_columns
from prodops_desktop.ui.pages.roadmap.scatter_view import scatter_of
from prodops_desktop.ui.pages.roadmap.wording import total_text
from prodops_desktop.ui.records.list_pane import ListPane
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.split import Split
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.workspace import Store

_PLOT_HEIGHT = growing(270)


class ScoresPane(QWidget):
    """Emits the id of the item that was chosen or opened, in the table or in the plot."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, session: Session, add: Callable[[], None]) -> None:
        super().__init__()
        self._session = session
        self._plan: Plan | None = None
        self._item: int | None = None
        empty = EmptyState(tr("Every item is done or dropped."), tr("New roadmap item"), add)
        action = (tr("Item"), "plus", add)
        self.list = ListPane(
            tr("Priorities"),
            score_columns(lambda: session.today),
            lambda v: v.item.id,
            [("score", True)],
            tr("Filter items"),
            empty,
            action,
        )
        for column in HIDDEN:
            self.list.table.show_column(column, shown=False)
        self.search = self.list.search
        self.plot = ScatterChart()
        self.plot.setMinimumHeight(150)
        self.splitter = Split(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.plot)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([420, _PLOT_HEIGHT])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        self.table.chosen.connect(self.chosen)
        self.table.entered_row.connect(lambda _: self.opened.emit(self.table.current()))
        self.plot.selected.connect(self.chosen)
        self.plot.opened.connect(self.opened)

    @property
    def table(self) -> RecordTable:
        """The table of the priorities."""
        return self.list.table

    def show_plan(self, plan: Plan) -> None:
        """Show another reading of the plan."""
        self._plan = plan
        shown: Sequence[ItemView] = plan.ranked
        self.list.show_list(lambda: shown, total_text(plan), empty=not shown)
        self.plot.show_scatter(scatter_of(plan))
        self.plot.setVisible(bool(shown))
        if self.isVisible():
            self._prepare()

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what nobody saw so far."""
        super().showEvent(event)
        self._prepare()

    def choose(self, item: int | None) -> None:
        """Mark an item without telling anyone."""
        self._item = item
        self.table.choose(item)
        self.plot.select(item)

    def _prepare(self) -> None:
        """Work out how stable the ranks are, and load what draws the plot, on another thread: both take a moment."""
        plan = self._plan
        if plan is None or (plan.is_stability_known and self.plot.built):
            return

        def work_out(_: Store) -> None:
            warm_up()
            plan.work_out_stability()

        def show(_: None) -> None:
            if self._plan is plan:
                self.plot.build()
                self.show_plan(plan)
                self.choose(self._item)

        self._session.read(work_out, show, key="roadmap.scores")

    def show_plot(self) -> None:
        """Put the keyboard into the plot."""
        self.plot.setFocus()

    def picture(self, _width: int) -> QImage:
        """Value against effort as a picture, as large as it is shown."""
        return self.plot.picture().toImage()
