"""What stands under “More” below a result: intervals that hold at every look, and differences with less noise."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.statistics.comparisons import Comparison
from prodops_desktop.experiments.statistics.effects import Interval
from prodops_desktop.experiments.statistics.sizing import NoSize
from prodops_desktop.ui import formats
from prodops_desktop.ui.icons import icon
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.experiments.results_view import interval_text, signed
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT, ROW_HEIGHT
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import label


class MorePane(QWidget):
    """Folded away until it is asked for, and then open for every result."""

    def __init__(self) -> None:
        super().__init__()
        self.toggle = button(tr("More"), icon="chevron-right", role="link")
        self.toggle.setCheckable(True)
        self.toggle.setToolTip(tr("Intervals that hold at every look, and differences with less noise"))
        self.toggle.toggled.connect(self._fold)
        self.table = RecordTable(tr("More of the result"), _columns(), lambda one: (one.metric.name, one.variant))
        for policy in (self.table.setVerticalScrollBarPolicy, self.table.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.said = label("", "meta", "3", wrap=True)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.table)
        inside.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self._inside.hide()

    def show_result(self, view: ExperimentView) -> None:
        """Show what more its newest reading says."""
        found = [one for one in view.analysis.comparisons if one.always_valid or one.adjusted] if view.analysis is not None else []
        self.table.show_list(found)
        self.table.setFixedHeight(HEADER_HEIGHT + ROW_HEIGHT * len(found) + 4)
        self.table.setVisible(bool(found))
        self.said.setText(" ".join(_sentences(view, found)))

    def _fold(self, open_: bool) -> None:
        self._inside.setVisible(open_)
        self.toggle.setIcon(icon("chevron-down" if open_ else "chevron-right", "text"))


def _sentences(view: ExperimentView, found: list[Comparison]) -> list[str]:
    """What the intervals are good for, or what they need."""
    size = view.size
    looks = (
        tr("No interval for every look: {reason}", reason=size.reason)
        if isinstance(size, NoSize)
        else tr("An interval for every look holds however often somebody looked before (mixture SPRT, by the least effect of the plan).")
    )
    noise = (
        tr("CUPED takes out of the difference what the units did before the test.")
        if any(one.adjusted for one in found)
        else tr("Record figures from before the test with the totals, and the difference is shown with less noise (CUPED).")
    )
    return [looks, noise]


def _columns() -> list[Column]:
    return [
        Column("variant", tr("Variant"), _variant_cell, width=0, fixed=True),
        Column("looks", tr("At every look"), lambda one: _interval(one, one.always_valid), right=True, width=142,
               tip=tr("95% interval of the difference that holds at every look")),
        Column("cuped", tr("CUPED"), _adjusted_cell, right=True, width=76, tip=tr("The difference, less what was so before the test")),
        Column("cuped_interval", tr("95% interval"), _adjusted_interval, right=True, width=142, folds=1),
        Column("noise", tr("Variance"), _saved_cell, right=True, width=76, folds=2,
               tip=tr("How much less the difference varies by CUPED")),
    ]  # fmt: skip


def _variant_cell(one: Comparison) -> Cell:
    return Cell(one.variant, role="name", aside=one.metric.name, tip=one.metric.name)


def _interval(one: Comparison, interval: Interval | None) -> Cell:
    return Cell(interval_text(interval, one.metric) if interval is not None else formats.MISSING, "text_2", right=True)


def _adjusted_cell(one: Comparison) -> Cell:
    text = signed(one.adjusted.effect.difference.value, one.metric) if one.adjusted is not None else formats.MISSING
    return Cell(text, role="name" if one.adjusted is not None else "body", right=True)


def _adjusted_interval(one: Comparison) -> Cell:
    return _interval(one, one.adjusted.effect.difference if one.adjusted is not None else None)


def _saved_cell(one: Comparison) -> Cell:
    if one.adjusted is None:
        return Cell(formats.MISSING, "text_2", right=True)
    saved = 100 * one.adjusted.variance_saved
    return Cell(f"{formats.MINUS if saved >= 0 else '+'}{formats.percent(abs(saved), 0)}", right=True)
