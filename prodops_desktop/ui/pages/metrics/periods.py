"""The chart as a table: each period with value, margin, n, the year before and what is to be said about it."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.trend import Trend
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column, RecordModel, show_records
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.texts import tr


@dataclass(frozen=True)
class _Row:
    index: int
    label: str
    value: str
    margin: str
    n: int
    prior: str
    note: str
    exact: str
    partial: bool


class PeriodTable(DataTable):
    """Newest first; Enter or a double click opens the rows of a period."""

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Periods of the chart as a table"), cell_focus=False, at_gutter=True)
        self.model_ = RecordModel(_COLUMNS, lambda row: row.label, self)
        self.setModel(self.model_)
        self.show_columns(self.model_)
        self._quiet = False
        self.entered_row.connect(lambda row: self.opened.emit(self.model_.record(row).index))
        self.moved.connect(self._on_moved)
        self.copied.connect(self.copy_cells)

    def show_trend(self, trend: Trend) -> None:
        """Show the periods of a chart."""
        rows = [_row(trend, index) for index in range(len(trend.labels) - 1, -1, -1)]
        self._quiet = True
        self.setColumnHidden(2, not trend.has_margin)
        self.setColumnHidden(4, not any(value is not None for value in trend.prior))
        show_records(self, self.model_, rows)
        self._quiet = False

    def choose(self, index: int) -> None:
        """Make the row of a period current without telling anyone."""
        row = next((row for row, record in enumerate(self.model_.records) if record.index == index), -1)
        self._quiet = True
        self.setCurrentIndex(self.model_.index(row, 0) if row >= 0 else QModelIndex())
        self._quiet = False

    def _on_moved(self, current: QModelIndex) -> None:
        record = self.model_.record(current.row()) if current.isValid() else None
        if record is not None and not self._quiet:
            self.chosen.emit(record.index)


def _row(trend: Trend, index: int) -> _Row:
    value, margin = trend.values[index], trend.margin(index)
    prior = trend.prior[index] if trend.prior else None
    return _Row(
        index=index,
        label=trend.labels[index],
        value=trend.text(value) if value is not None else "",
        margin=f"± {trend.text(margin)}" if margin is not None else "",
        n=trend.counts[index] if trend.counts else 0,
        prior=trend.text(prior) if prior is not None else "",
        note=trend.notes[index] if trend.notes else "",
        exact=repr(value) if value is not None else "",
        partial=bool(trend.partial and trend.partial[index]),
    )


def _value(row: _Row) -> Cell:
    return Cell(row.value or tr("empty"), "text" if row.value else "text_3", right=True, tip=row.exact)


def _right(text: str) -> Cell:
    return Cell(text or formats.MISSING, "text_2" if text else "text_3", right=True)


_COLUMNS = (
    Column("period", tr("Period"), lambda row: Cell(row.label, role="name"), width=84),
    Column("value", tr("Value"), _value, right=True, width=80),
    Column("margin", tr("Margin"), lambda row: _right(row.margin), right=True, width=64),
    Column("n", "n", lambda row: _right(formats.number(row.n)), right=True, width=58, tip=tr("Rows behind the figure")),
    Column("prior", tr("Prior year"), lambda row: _right(row.prior), right=True, width=86),
    Column("note", tr("Note"), lambda row: Cell(row.note, "warn" if row.partial else "text_3", tip=row.note), width=0),
)
