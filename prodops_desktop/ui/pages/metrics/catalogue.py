"""The list of metrics at the left: groups that fold, a filter, and the latest figure of each as it becomes known."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from prodops_desktop.metrics.figure import Figure
from prodops_desktop.metrics.model import Metric
from prodops_desktop.ui import formats, icons, theme
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column, RecordModel, show_records
from prodops_desktop.ui.models.rows import paint_row_ring
from prodops_desktop.ui.models.whole_text import WholeTextDelegate
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.text import Elided

_ROW = growing(27)
_FOLDED_FROM = 3
"""Groups of datasets after the first two are folded at first."""


@dataclass(frozen=True)
class Entry:
    """A line of the list: a group, or a metric in it."""

    group: str
    metric: Metric | None
    folded: bool = False

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return self.metric.key if self.metric is not None else f"group {self.group}"


class MetricCatalogue(QFrame):
    """Asks for the figures of the lines in sight, one at a time."""

    chosen = Signal(object)
    entered = Signal()
    figures_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("listPane")
        self._metrics: list[Metric] = []
        self._folded: dict[str, bool] = {}
        self.figures: dict[str, Figure | None] = {}
        self._sure: set[str] = set()
        self.search = SearchField(tr("Filter metrics"))
        self.view = _List()
        self.model = RecordModel([Column("metric", tr("Metrics"), self._spoken)], lambda entry: entry.key, self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(self, self.view))
        self.nothing = Elided("", "meta", "3")
        self.nothing.setContentsMargins(20, 4, 12, 8)
        self.nothing.hide()
        top = QVBoxLayout()
        top.setContentsMargins(20, 9, 12, 9)
        top.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.nothing)
        column.addWidget(self.view, 1)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.left.connect(self._on_search_left)
        self.view.folded.connect(self._on_view_folded)
        self.view.entered_line.connect(self.entered)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.verticalScrollBar().valueChanged.connect(lambda _: self.figures_wanted.emit())
        self._quiet = False

    def show_metrics(self, metrics: list[Metric]) -> None:
        """Show these metrics by group."""
        self._metrics = metrics
        self._fill()

    def choose(self, key: str) -> None:
        """Make a metric the current one, in sight, without telling anyone."""
        metric = next((one for one in self._metrics if one.key == key), None)
        if metric is not None and self._is_folded(metric.group):
            self._folded[metric.group] = False
            self._fill()
        row = self.model.row_of(key)
        self._quiet = True
        self.view.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())
        self._quiet = False

    def next_without_figure(self) -> Metric | None:
        """The first metric in sight whose figure is not known, or not any more."""
        height = self.view.viewport().height()
        for row in range(self.model.rowCount()):
            rect = self.view.visualRect(self.model.index(row, 0))
            entry: Entry = self.model.record(row)
            if rect.bottom() >= 0 and rect.top() <= height and entry.metric is not None and entry.metric.key not in self._sure:
                return entry.metric
        return None

    def doubt_figures(self) -> None:
        """Something changed: the figures stand until each was worked out again."""
        self._sure.clear()

    def show_figure(self, key: str, figure: Figure | None) -> None:
        """Show the figure of a metric; None where it can't be worked out."""
        is_new = key not in self.figures or self.figures[key] != figure
        self.figures[key] = figure
        self._sure.add(key)
        if is_new:
            self.view.update(self.model.index(self.model.row_of(key), 0))

    def _fill(self) -> None:
        words = self.search.text().casefold().split()
        found = [one for one in self._metrics if all(word in f"{one.title} {one.group} {one.name}".casefold() for word in words)]
        entries: list[Entry] = []
        group = None
        for metric in found:
            folded = self._is_folded(metric.group) and not words
            if metric.group != group:
                group = metric.group
                entries.append(Entry(group, None, folded))
            if not folded:
                entries.append(Entry(metric.group, metric))
        self._quiet = True
        show_records(self.view, self.model, entries)
        self._quiet = False
        self.nothing.setText("" if found else tr("No metric has this in its name."))
        self.nothing.setVisible(bool(self._metrics) and not found)
        self.figures_wanted.emit()

    def _is_folded(self, group: str) -> bool:
        if group not in self._folded:
            order = list(dict.fromkeys(one.group for one in self._metrics if one.dataset is not None))
            self._folded[group] = group in order and order.index(group) >= _FOLDED_FROM - 1
        return self._folded[group]

    def _on_view_folded(self, row: int, fold: object) -> None:
        entry: Entry | None = self.model.record(row)
        if entry is None or self.search.text():
            return
        folded = self._is_folded(entry.group)
        wanted = not folded if fold is None else bool(fold)
        if entry.metric is not None and (not wanted or fold is None):
            return
        self._folded[entry.group] = wanted
        self._fill()
        self._quiet = True
        self.view.setCurrentIndex(self.model.index(self.model.row_of(f"group {entry.group}"), 0))
        self._quiet = False

    def _on_search_left(self) -> None:
        row = next((row for row, entry in enumerate(self.model.records) if entry.metric is not None), None)
        if row is not None:
            self.view.setFocus()
            self.view.setCurrentIndex(self.model.index(row, 0))

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        entry: Entry | None = self.model.record(current.row()) if current.isValid() else None
        if entry is not None and entry.metric is not None and not self._quiet:
            self.chosen.emit(entry.metric.key)

    def _spoken(self, entry: Entry) -> Cell:
        if entry.metric is None:
            return Cell(f"{entry.group}, {tr('folded') if entry.folded else tr('unfolded')}")
        figure = self.figures.get(entry.metric.key)
        value = figure_text(figure) if figure is not None else ""
        return Cell(", ".join(part for part in (entry.metric.title, value) if part), tip=entry.metric.title)


class _List(QListView):
    """J, K and arrows move; left folds a group, right unfolds it, Enter does either or goes on to the chart."""

    folded = Signal(int, object)
    entered_line = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Metrics"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        theme.changed.connect(self.viewport().update)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a group folds or unfolds it."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.folded.emit(index.row(), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a tree."""
        key, row = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_J, Qt.Key.Key_K) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            model = self.model()
            self.setCurrentIndex(model.index(max(0, min(model.rowCount() - 1, row + (1 if key == Qt.Key.Key_J else -1))), 0))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and row >= 0:
            self.folded.emit(row, key == Qt.Key.Key_Left)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            entry = getattr(self.model(), "record", lambda _: None)(row)
            if entry is not None and entry.metric is not None:
                self.entered_line.emit()
            else:
                self.folded.emit(row, None)
        elif event.text() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Delegate(WholeTextDelegate):
    def __init__(self, catalogue: MetricCatalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def needed(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """The name, and the figure with its mark."""
        return super().needed(index) + px(70)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line."""
        del option, index
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint a group with its arrow, or a metric with its figure and trend."""
        entry: Entry | None = self._catalogue.model.record(index.row())
        if entry is None:
            return
        view = self._catalogue.view
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = index.row() == view.currentIndex().row()
        if current and (entry.metric is not None or view.hasFocus()):
            painter.fillRect(option.rect, theme.colour("selected" if view.isActiveWindow() else "hover"))
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.colour("hover"))
        area = option.rect.adjusted(18, 0, -12, 0)
        if entry.metric is None:
            _paint_group(painter, area, entry)
        else:
            _paint_metric(painter, area.adjusted(px(16), 0, 0, 0), entry.metric, self._catalogue.figures.get(entry.metric.key))
        if current and view.hasFocus():
            paint_row_ring(painter, option.rect)
        painter.restore()


def figure_text(figure: Figure) -> str:
    """A figure in a list: “34 ± 6”."""
    if figure.value is None:
        return formats.MISSING
    text = formats.figure(figure.value, figure.unit, figure.currency)
    return text if figure.margin is None else f"{text} {formats.margin(figure.margin, figure.unit, figure.currency)}"


def trend_mark(figure: Figure) -> tuple[str, str]:
    """The glyph and the colour token of a change: an arrow, or a dash where nothing changed beyond the margin."""
    if figure.direction in ("up", "down"):
        colour = "text_3" if figure.good is None else "good" if figure.good else "bad"
        return ("triangle" if figure.direction == "up" else "triangle-down"), colour
    return "minus", "text_3"


def _paint_group(painter: QPainter, area: QRect, entry: Entry) -> None:
    arrow = "chevron-right" if entry.folded else "chevron-down"
    icons.paint(painter, QRect(area.left() - 2, area.center().y() - px(7), px(14), px(14)), arrow, "text_3")
    painter.setFont(theme.font("name"))
    painter.setPen(theme.colour("text_2"))
    text = painter.fontMetrics().elidedText(entry.group, Qt.TextElideMode.ElideRight, area.width() - px(16))
    painter.drawText(area.adjusted(px(16), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)


def _paint_metric(painter: QPainter, area: QRect, metric: Metric, figure: Figure | None) -> None:
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    right = area
    if figure is not None:
        glyph, colour = trend_mark(figure)
        icons.paint(painter, QRect(area.right() - px(10), area.center().y() - px(5), px(11), px(11)), glyph, colour)
        right = area.adjusted(0, 0, -px(20), 0)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text_2"))
        painter.drawText(right, middle | int(Qt.AlignmentFlag.AlignRight), figure_text(figure))
        right = right.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(figure_text(figure)) - 8, 0)
    painter.setFont(theme.font("body"))
    painter.setPen(theme.colour("text"))
    painter.drawText(right, middle, painter.fontMetrics().elidedText(metric.title, Qt.TextElideMode.ElideRight, right.width()))
