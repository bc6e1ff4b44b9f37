"""What a figure means and rests on: definition, n, as-of, target, prior, sources, and why it can mislead."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from prodops_desktop.metrics.figure import Figure
from prodops_desktop.ui import formats
from prodops_desktop.ui.figure_words import said, sentence_of, when_text
from prodops_desktop.ui.pages.metrics.catalogue import figure_text
from prodops_desktop.ui.pages.metrics.reading import Shown
from prodops_desktop.ui.records.history import HistorySection
from prodops_desktop.ui.records.links import LinksSection
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Inspector
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.target_field import TargetField
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import StoredRow

_BETTER = {"up": "higher", "down": "lower"}


class MetricInspector(Inspector):
    """Sections made once and filled again."""

    target_decided = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__("chart-line", tr("Metric"))
        self._session = session
        self._figure: Figure | None = None
        self._definition = self.section(tr("Definition"))
        self._details = self.section(tr("Figure"))
        self._aim = self.section(tr("Target"))
        self.target = TargetField()
        self.target.decided.connect(self.target_decided)
        self._aim.add(self.target)
        self._notes = self.section(tr("To note"))
        self.sources = self.section(tr("Sources"))
        self.links = LinksSection(self.section(tr("Target linked to")), session, self)
        self.history = HistorySection(self.section(tr("History of the target")), session, {"target.value": tr("Target")}, "target")
        self._misleads = self.section(tr("Why it can mislead"))
        self.copy_button = button(tr("Copy as sentence"), self.copy_sentence, icon="content-copy", role="primary")
        self.copy_button.setToolTip(tr("Copy the figure with its period, target, prior, n and file"))
        self.set_actions(self.copy_button)
        self.show_nothing()

    def show_nothing(self) -> None:
        """There is no metric."""
        self._figure = None
        self.set_title(tr("No metric yet"), tr("Metric"))
        self._show_parts(shown=False)

    def show_metric(self, shown: Shown) -> None:
        """Show a metric and its latest figure."""
        metric, figure = shown.metric, shown.figure
        self._figure = figure
        self._show_parts(shown=True)
        self.set_title(metric.title, tr("Metric · {group}", group=metric.group))
        self._definition.clear()
        self._definition.text(said(metric.definition))
        self._show_details(figure)
        reason = self._session.read_only_reason
        self.target.field.setEnabled(reason is None)
        self.target.field.setToolTip(reason or tr("What this metric is meant to reach; empty for no target"))
        self.target.show_target(figure.target)
        self._notes.clear()
        self._notes.setVisible(bool(figure.notes))
        for text in figure.notes[:6]:
            self._notes.add(Note("warn", said(text)))
        if len(figure.notes) > 6:
            self._notes.text(tr("and {n} more", n=len(figure.notes) - 6), "3")
        self._show_sources(figure)
        self._show_links(shown)
        self._misleads.clear()
        self._misleads.text(said(metric.misleads))

    def copy_sentence(self) -> None:
        """Copy the figure as a sentence to paste into a mail."""
        if self._figure is not None:
            text = sentence_of(self._figure)
            QGuiApplication.clipboard().setText(text)
            self._session.result(tr("Copied: {sentence}", sentence=text))

    def _show_links(self, shown: Shown) -> None:
        """What the target hangs on and what happened to it: a goal, the sheet that it is measured by. Without a target there is neither."""
        for part in (self.links.section, self.history.section):
            part.setVisible(shown.target is not None)
        if shown.target is not None:
            self.history.show(shown.steps, shown.target, _write_target)
            self.links.show(End("target", shown.target), tr("Target of {metric}", metric=shown.metric.title), shown.links)

    def _show_parts(self, *, shown: bool) -> None:
        parts = (self._definition, self._details, self._aim, self._notes, self.sources, self._misleads)
        for part in (*parts, self.links.section, self.history.section, self._foot):
            part.setVisible(shown)

    def _show_details(self, figure: Figure) -> None:
        section = self._details
        section.clear()
        section.note.setText(when_text(figure))
        rows = [(tr("Value"), figure_text(figure) if figure.value is not None else said(figure.note) or tr("no figure"))]
        rows.append(("n", counted(figure.n, "{n} row", "{n} rows")))
        rows.append((tr("Data as of"), formats.day(figure.as_of)))
        if figure.prior is not None and figure.prior.value is not None:
            text = formats.figure(figure.prior.value, figure.unit, figure.currency)
            margin = formats.margin(figure.prior.margin, figure.unit, figure.currency)
            rows.append(
                (tr("Prior"), f"{text} {margin}".strip() + f"\n{formats.period(figure.prior.period)}, n {formats.number(figure.prior.n)}")
            )
            change = formats.signed(figure.change, figure.unit, figure.currency)
            rows.append((tr("Change"), change if figure.significant is not False else tr("{n}, inside the margin", n=change)))
        if figure.metric.better:
            rows.append((tr("Better when"), tr(_BETTER[figure.metric.better])))
        if figure.note and figure.value is not None:
            rows.append((tr("Note"), said(figure.note)))
        section.facts(rows)

    def _show_sources(self, figure: Figure) -> None:
        section = self.sources
        section.clear()
        section.note.setText(formats.number(len(figure.sources)))
        section.sources(
            [
                (
                    f"{source.name} v{source.number}",
                    counted(source.rows, "{n} row", "{n} rows"),
                    " › ".join(part for part in (source.file, source.sheet, formats.day(source.as_of)) if part),
                )
                for source in figure.sources[:12]
            ]
        )
        if figure.target is not None:
            section.sources([(tr("Target"), formats.figure(figure.target, figure.unit, figure.currency), tr("typed in this workspace"))])


def _write_target(_table: str, column: str, row: StoredRow) -> str:
    """What the target was, as exactly as it was typed."""
    value = row.get(column)
    if value is None:
        return formats.MISSING
    return formats.number(value) if column == "value" and isinstance(value, int | float) else str(value)
