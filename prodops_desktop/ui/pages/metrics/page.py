"""The panel Metrics: catalogue, chart with its periods, the rows behind a point, and the inspector."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.agenda.targets import metric_of, set_target
from prodops_desktop.metrics.figure import headline_grain
from prodops_desktop.metrics.model import Metric
from prodops_desktop.ui.charts.chart import TrendChart, warm_up
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.pages.metrics.catalogue import MetricCatalogue
from prodops_desktop.ui.pages.metrics.commands import metric_commands
from prodops_desktop.ui.pages.metrics.figures_in_sight import FiguresInSight
from prodops_desktop.ui.pages.metrics.head import FigureHead
from prodops_desktop.ui.pages.metrics.inspector import MetricInspector
from prodops_desktop.ui.pages.metrics.periods import PeriodTable
from prodops_desktop.ui.pages.metrics.reading import Catalogue, Shown, View, read_catalogue, read_metric, trend_of
from prodops_desktop.ui.pages.metrics.rows_pane import RowsPane
from prodops_desktop.ui.pages.metrics.toolbar import MetricToolbar
from prodops_desktop.ui.recent import token_of
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import LIST_WIDTH
from prodops_desktop.ui.widgets.keys import has_keyboard
from prodops_desktop.ui.widgets.split import Split
from prodops_desktop.ui.widgets.stacks import stack_on
from prodops_desktop.ui.widgets.states import EmptyState, Note


class MetricsPage(Page):
    """One metric at a time beside the list of all."""

    id = "metrics"
    title = tr("Metrics")
    icon = "chart-line"
    digit = 4
    tables = frozenset({"dataset", "version", "version_part", "dead", "target", "rate", "setting", "link"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._catalogue: Catalogue | None = None
        self._key: str | None = None
        self.shown: Shown | None = None
        self._view = View()
        self._reading_metric = False
        self.catalogue = MetricCatalogue()
        self.toolbar = MetricToolbar()
        self.head = FigureHead()
        self.note = Note()
        self.note.say("note", "")
        self.chart = TrendChart()
        self.periods = PeriodTable()
        self.rows = RowsPane(session)
        self.detail = MetricInspector(session)
        self.inspector = self.detail
        self.empty = EmptyState(
            tr("There is nothing to measure yet."),
            tr("Import a spreadsheet"),
            lambda: session.import_files(),
            icon="chart-line",
            more=tr("A metric comes from a sheet with a day in each row, such as responses, usage or revenue by month."),
        )
        self._figures = FiguresInSight(self.catalogue, session, self._may_read_figures)
        self._build()
        self._connect()

    @property
    def pending(self) -> bool:
        """Whether a figure of the list or a search is to come."""
        return self._figures.pending or self.rows.find_bar.pending

    def refresh(self) -> None:
        """Read the catalogue and the open metric again."""
        self.session.read(read_catalogue, self._on_catalogue_read, key=self)

    def tabs(self) -> list[tuple[str, str, int | None]]:
        """The catalogue is all there is."""
        return [("catalogue", tr("Catalogue"), len(self._catalogue.metrics) if self._catalogue else 0)]

    def find_text(self, text: str = "") -> bool:
        """Search the rows that are open, else the list."""
        if self.below.currentWidget() is self.rows:
            self.rows.find_bar.begin(text)
            return True
        self.catalogue.search.setFocus()
        if text:
            self.catalogue.search.setText(text)
        return True

    def open(self, target: object) -> None:
        """Show the metric with this key, or that a target with this id is of."""
        if isinstance(target, int):
            self.session.read(lambda store: metric_of(store, target), self.open)
        elif isinstance(target, str):
            self._key = target
            if self._catalogue is not None:
                self._show_metric()

    def place(self) -> int | str | None:
        """The metric that is shown."""
        return self._key

    def focus_first(self) -> None:
        """The keyboard goes to the list, or to the one thing that can be done."""
        (self.empty.action if self.stack.currentWidget() is self.empty else self.catalogue.view).setFocus()

    def commands(self) -> list[Command]:
        """What can be done with a metric and its chart."""
        return metric_commands(self)

    def open_point(self, index: int) -> None:
        """List the rows behind the point of a period, below the chart."""
        shown, trend = self.shown, self.chart.trend
        if shown is None or trend is None or not 0 <= index < len(shown.points):
            return
        if not shown.points[index].n:
            self.session.problem(tr("{period} has no rows behind it: there is no data.", period=trend.labels[index]))
            return
        self.chart.select(index)
        value = trend.values[index]
        self.rows.show_point(shown, index, trend.labels[index], trend.text(value) if value is not None else tr("no figure"))
        self.below.setCurrentWidget(self.rows)
        self.rows.table.setFocus()

    def close_rows(self) -> None:
        """Back from the rows to the chart and its periods."""
        self.below.setCurrentWidget(self.periods)
        self.rows.clear()
        self.chart.setFocus()

    @property
    def own_table(self) -> Callable[[], object] | None:
        """The table of periods below the chart can stand alone."""
        return (lambda: self.show_table(not self.toolbar.table_button.isChecked())) if self.shown is not None else None

    def show_table(self, wanted: bool) -> None:
        """Show the chart as a table alone, or both."""
        self.chart.setVisible(not wanted)
        self.toolbar.table_button.setChecked(wanted)
        if wanted:
            self.below.setCurrentWidget(self.periods)
            self.periods.setFocus()
        elif has_keyboard(self.periods):
            self.chart.setFocus()

    def _build(self) -> None:
        self.split, self.parts, self.below = Split(), Split(Qt.Orientation.Vertical), QStackedWidget()
        self.stack = stack_on(self, self.split, self.empty)
        main = QWidget()
        self.split.addWidget(self.catalogue)
        self.split.addWidget(main)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.toolbar, self.note, self.head):
            column.addWidget(widget)
        column.addWidget(self.parts, 1)
        self.parts.addWidget(self.chart)
        self.parts.addWidget(self.below)
        self.below.addWidget(self.periods)
        self.below.addWidget(self.rows)
        self.parts.setStretchFactor(0, 3)
        self.parts.setStretchFactor(1, 2)
        self.parts.setSizes([330, 260])
        self.catalogue.setMinimumWidth(190)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([LIST_WIDTH, 800])

    def _connect(self) -> None:
        self.catalogue.chosen.connect(self._on_catalogue_chosen)
        self.catalogue.entered.connect(self.chart.setFocus)
        self.toolbar.changed.connect(self._on_toolbar_changed)
        self.toolbar.table_wanted.connect(self.show_table)
        self.toolbar.copy.picture.connect(self.copy_picture)
        self.toolbar.copy.table.connect(self.copy_table)
        self.chart.opened.connect(self.open_point)
        self.chart.selected.connect(self.periods.choose)
        self.chart.left.connect(self.catalogue.view.setFocus)
        self.periods.opened.connect(self.open_point)
        self.periods.chosen.connect(self.chart.select)
        self.periods.left.connect(self.chart.setFocus)
        self.rows.left.connect(self.close_rows)
        self.detail.target_decided.connect(self._on_target_decided)

    def copy_picture(self) -> None:
        """Copy the chart as a picture."""
        self.chart.copy_picture()
        self.session.result(tr("Copied the chart as a picture."))

    def copy_table(self) -> None:
        """Copy the chart as a table."""
        self.chart.copy_table()
        self.session.result(tr("Copied the chart as a table."))

    def focus_target(self) -> None:
        """Put the keyboard into the target."""
        self.inspector_wanted.emit()
        self.detail.target.field.setFocus()
        self.detail.target.field.selectAll()

    def focus_sources(self) -> None:
        """Put the keyboard where the figure comes from."""
        self.inspector_wanted.emit()
        self.detail.sources.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.detail.sources.setFocus()

    def _on_catalogue_chosen(self, metric: object) -> None:
        self.session.recent.note(token_of(self.id, metric), passing=True)
        self.open(metric)

    def _on_catalogue_read(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        keys = [metric.key for metric in catalogue.metrics]
        self._figures.begin_anew(catalogue)
        focus = QApplication.focusWidget()
        mine = focus is not None and self.isAncestorOf(focus)
        was = self.stack.currentWidget()
        self.stack.setCurrentWidget(self.split if keys else self.empty)
        if mine and self.stack.currentWidget() is not was:
            self.focus_first()
        self.catalogue.show_metrics(catalogue.metrics)
        self.tabs_changed.emit()
        if self._key not in keys:
            self._key = keys[0] if keys else None
        self._show_metric()

    def _show_metric(self) -> None:
        metric = self._metric()
        if metric is None:
            self.shown = None
            self.detail.show_nothing()
            self.set_summary("")
            return
        self.catalogue.choose(metric.key)
        self.toolbar.show_view(self._view, self._view.grain or headline_grain(metric))
        view = self._view
        self._reading_metric = True
        self.session.read(
            lambda store: read_metric(store, metric, view), self._on_metric_read, self._on_metric_failed, key="metrics.metric"
        )

    def _on_metric_read(self, shown: Shown) -> None:
        before = self.shown
        self.shown = shown
        self._reading_metric = False
        self.note.say("note", "")
        trend = trend_of(shown)
        self.head.show_metric(shown)
        self.chart.show_trend(trend)
        self.periods.show_trend(trend)
        self.detail.show_metric(shown)
        self.set_summary(
            f"{counted(len(shown.points), '{n} period', '{n} periods')} · {counted(len(shown.its.sources), '{n} source', '{n} sources')}"
        )
        moved = before is None or (before.metric.key, before.grain, before.snapshot) != (shown.metric.key, shown.grain, shown.snapshot)
        if moved and self.below.currentWidget() is self.rows:
            self.below.setCurrentWidget(self.periods)
            self.rows.clear()
        if self.chart.built:
            self._figures.go_on()
        else:  # the figure in words first; what draws it takes a moment to load
            self.session.read(lambda _: warm_up(), self._on_warmed_up, key="metrics.plot")

    def _on_warmed_up(self, _: None) -> None:
        self.chart.build()
        self._figures.go_on()

    def _on_metric_failed(self, error: Exception) -> None:
        self._reading_metric = False
        self.note.say("bad", str(error))

    def _on_toolbar_changed(self, view: View) -> None:
        self._view = view
        self._show_metric()

    def _on_target_decided(self, value: float | None) -> None:
        metric = self._metric()
        if metric is not None:
            self.session.run(lambda store: set_target(store, metric.key, metric.title, value))

    def _metric(self) -> Metric | None:
        metrics = self._catalogue.metrics if self._catalogue is not None else []
        return next((one for one in metrics if one.key == self._key), None)

    def _may_read_figures(self) -> bool:
        """Whether nothing of what she looks at is waited for."""
        return not self._reading_metric and self.chart.built and self.isVisible()
