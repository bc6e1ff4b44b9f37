"""Takes the totals of a reading, and on request what the same units did before the test."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.model import Reading
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.pages.experiments.totals_grid import MetricTotals
from prodops_desktop.ui.records.record_fields import day_examples, day_hint
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec, typed_day
from prodops_desktop.ui.widgets.text import label


class ReadingDialog(TakingDialog):
    """``record`` gets the reading; what it refuses is said in place."""

    def __init__(self, parent: QWidget, view: ExperimentView, before: Reading | None, record: Callable[[Reading], None]) -> None:
        one = view.experiment
        super().__init__(parent, tr("Reading of {title}", title=one.title), tr("Record reading"), width=620, height=600)
        self._record = record
        self._id = before.id if before is not None else 0
        self.day = EditField(FieldSpec("day", tr("Day"), read_day, hint=day_hint), flat=False)
        self.day.show_text((before.day if before is not None else view.board.today).isoformat())
        totals = before.totals if before is not None else ()
        accounts = one.by_account or any(total.accounts is not None for total in totals)
        self.metrics = [
            MetricTotals(metric, one.variants, {total.variant: total for total in totals if total.metric == metric.name}, accounts=accounts)
            for metric in one.metrics
        ]
        self.with_before = QCheckBox(tr("With figures from before the test"))
        self.with_before.setToolTip(tr("What the same units did before takes noise out of the difference (CUPED)."))
        self.remark = EditField(FieldSpec("note", tr("Note"), placeholder=tr("where the totals come from")), flat=False)
        self.remark.show_text((before.note if before is not None else "") or "")
        self.body.addWidget(self.day)
        early = one.ends is not None and view.board.today < one.ends
        if early and before is None:
            said = tr("It runs until its planned end for a reason: each look is a chance to stop too early. This look is kept.")
            self.body.addWidget(label(said, "meta", "3", wrap=True))
        self.body.addWidget(self.with_before, 0, Qt.AlignmentFlag.AlignLeft)
        for metric in self.metrics:
            self._add(metric)
        self.with_before.setChecked(any(total.before is not None for total in totals))
        self.body.addWidget(self.remark)
        self.body.addStretch(1)
        next(iter(self.metrics[0].now.fields.values())).setFocus()

    def _add(self, metric: MetricTotals) -> None:
        heading = label(tr("Before the test"), "meta", "2")
        self.body.addWidget(label(metric.metric.name, "section"))
        for widget in (metric.now, heading, metric.before):
            self.body.addWidget(widget)
        for widget in (heading, metric.before):
            widget.hide()
            self.with_before.toggled.connect(widget.setVisible)

    def hand_over(self) -> None:
        """Take the reading down."""
        day = typed_day(self.day)
        if day is None:
            raise UserError(tr("Type the day of the reading, such as {days}.", days=day_examples()))
        try:
            totals = tuple(total for metric in self.metrics for total in metric.typed(with_before=self.with_before.isChecked()))
        except ValueError:
            raise UserError(tr("The field that is marked needs a number: units, successes and accounts are whole ones.")) from None
        self._record(Reading(self._id, day, totals, self.remark.text()))
