"""What stands behind an experiment: its conflicts, whether it can be read, its plan, decisions, links, sources and history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prodops_desktop.agenda.decisions import Decision
from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.experiments.statistics.sizing import NoSize
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.sample_bar import SampleBar
from prodops_desktop.ui.pages.experiments.before_run import BeforeRunSection, WaysOut
from prodops_desktop.ui.pages.experiments.fields import DESIGN_FIELDS, HYPOTHESIS_FIELD, OUTCOME_FIELDS, PLAN_FIELDS, READ_FIELDS
from prodops_desktop.ui.pages.experiments.reading import Detail, Shown
from prodops_desktop.ui.pages.experiments.wording import (
    STATUSES,
    choice_text,
    days_text,
    history_names,
    icc_reason,
    population_text,
    size_text,
    write_stored,
)
from prodops_desktop.ui.records.history import HistorySection
from prodops_desktop.ui.records.links import LinksSection
from prodops_desktop.ui.records.record_form import RecordForm, Save
from prodops_desktop.ui.records.sources import SourcesSection
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.inspector import Fact, Facts, Inspector
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace.links import End


@dataclass(frozen=True)
class InspectorActions:
    """What the inspector does with what was decided in it."""

    save: Save
    ways_out: WaysOut
    decide: Callable[[], None]
    delete_decision: Callable[[Decision], None]
    record_reading: Callable[[], None]
    work_out_icc: Callable[[], None]


class ExperimentInspector(Inspector):
    """The sections are made once and filled again, so that nothing jumps and what is being typed stays."""

    def __init__(self, session: Session, actions: InspectorActions) -> None:
        super().__init__("flask-outline", tr("Experiment"))
        self._session, self._actions = session, actions
        self.view: ExperimentView | None = None
        save, problem = actions.save, session.problem
        self.decisions = self.section(tr("Decision"))
        self.before = BeforeRunSection(self.section(tr("Before it runs")), actions.ways_out)
        self.hypothesis_form = RecordForm(self.section(tr("Hypothesis")), (HYPOTHESIS_FIELD,), save, problem, name_width=0)
        self.hypothesis_form.fields["hypothesis"].editor.setAccessibleName(tr("Hypothesis"))  # its name is that of the section
        self.plan = self.section(tr("Plan"))
        self.plan_facts = Facts()
        self.plan.add(self.plan_facts)
        self.plan_form = RecordForm(self.plan, PLAN_FIELDS, save, problem)
        self.read_form = RecordForm(self.section(tr("Metrics and variants")), READ_FIELDS, save, problem)
        self.sample = self.section(tr("Sample size"))
        self.sample_text = label("", "meta", "3", wrap=True, selectable=True)
        self.sample_bar = SampleBar()
        for widget in (self.sample_text, self.sample_bar):
            self.sample.add(widget)
        self.design_form = RecordForm(self.sample, DESIGN_FIELDS, save, problem)
        self.work_out_icc = button(tr("Work out the ICC from a sheet…"), actions.work_out_icc, role="link")
        self.sample.body.addWidget(self.work_out_icc, 0, Qt.AlignmentFlag.AlignLeft)
        self.outcome_form = RecordForm(self.section(tr("Decision rule and learning")), OUTCOME_FIELDS, save, problem)
        self.links = LinksSection(self.section(tr("Linked to")), session, self)
        self.sources = SourcesSection(self.section(tr("Sources")), session)
        self.history = HistorySection(self.section(tr("History")), session, history_names(), "experiment")
        self.decide_button = button(tr("Record decision"), actions.decide, role="primary")
        self.reading_button = button(tr("Record reading"), actions.record_reading, icon="plus")
        self.set_actions(self.decide_button, self.reading_button)
        self.show_nothing()

    @property
    def forms(self) -> tuple[RecordForm, ...]:
        """The groups of fields that are typed over."""
        return (self.hypothesis_form, self.plan_form, self.read_form, self.design_form, self.outcome_form)

    def show_nothing(self) -> None:
        """No experiment is chosen."""
        self.view = None
        self.set_title(tr("No experiment chosen"), tr("Experiment"))
        self._show_parts(shown=False)

    def show_experiment(self, view: ExperimentView, shown: Shown) -> None:
        """Show an experiment."""
        one, reason = view.experiment, self._session.read_only_reason
        if self.view is None or self.view.experiment.id != one.id:
            self._forget_detail(view)
        self.view = view
        self._show_parts(shown=True)
        self.set_title(one.title, f"{tr('Experiment')} · {STATUSES[one.status]}")
        self._show_decisions(view, (view.decision,) if view.decision is not None else ())
        self.before.show(view, reason)
        self._show_plan(view)
        self._show_sample(view)
        for form in self.forms:
            form.show(one, one.id, reason)
        self._offer(shown)
        for control in (self.decide_button, self.reading_button):
            control.setEnabled(reason is None)
        self.decide_button.setToolTip(reason or tr("Ctrl+Enter"))
        self.reading_button.setToolTip(reason or tr("Ctrl+Shift+R"))
        why_no_icc = reason or icc_reason(one)
        self.work_out_icc.setEnabled(why_no_icc is None)
        self.work_out_icc.setToolTip(why_no_icc or "")

    def show_detail(self, detail: Detail) -> None:
        """Show links, decisions, sources and history of the experiment that is shown."""
        view = self.view
        if view is None or view.experiment.id != detail.experiment:
            return
        self.links.show(End("experiment", detail.experiment), view.experiment.title, detail.links)
        self.before.show_slot(view, self._session.read_only_reason)
        self._show_decisions(view, detail.decisions)
        self.sources.show(detail.sources, tr("Typed here; no sheet speaks of it."))
        self.history.show(detail.steps, detail.experiment, partial(write_stored, detail.names))

    def show_live(self, experiment: int, conflicts: Sequence[Conflict]) -> None:
        """Show what an experiment would collide with on the days to which it is being dragged."""
        if self.view is not None and self.view.experiment.id == experiment:
            self.before.show_conflicts(self.view, conflicts, self._session.read_only_reason)

    def field(self, name: str) -> QWidget | None:
        """The field of this id, whichever group it is in."""
        return next((form.fields[name] for form in self.forms if name in form.fields), None)

    def focus_sources(self) -> None:
        """Put the keyboard where the experiment comes from."""
        self.focus_section(self.sources.section)

    def _forget_detail(self, view: ExperimentView) -> None:
        """Nothing of the experiment before stays while that of another one is read."""
        self.links.begin(End("experiment", view.experiment.id), view.experiment.title)
        for section in (self.sources.section, self.history.section):
            section.clear()
            section.note.setText("")

    def _show_parts(self, *, shown: bool) -> None:
        own = (self.before.section, self.plan, self.sample, *(form.section for form in self.forms))
        for part in (*own, self.decisions, self.links.section, self.sources.section, self.history.section, self._foot):
            part.setVisible(shown)

    def _offer(self, shown: Shown) -> None:
        offers = {"segment": shown.segments, "goal": shown.goals, "owner": shown.people, "surface": shown.surfaces, "team": shown.teams,
                  "lane": shown.lanes}  # fmt: skip
        for name, texts in offers.items():
            self.plan_form.fields[name].offer(texts)

    def _show_plan(self, view: ExperimentView) -> None:
        duration = view.duration
        rows: list[Fact] = [
            (tr("Population"), population_text(view)),
            (tr("Dates"), days_text(view.experiment, view.board.today)),
        ]
        if duration is not None:
            tone = "bad" if duration.is_too_long else ""
            rows.append((tr("Takes"), duration.text, tone) if tone else (tr("Takes"), duration.text))
        self.plan_facts.show_rows(rows)

    def _show_sample(self, view: ExperimentView) -> None:
        size, found = view.size, view.readability
        needed = None if isinstance(size, NoSize) else size.total
        self.sample.note.setText(formats.number(needed) if needed is not None else "")
        self.sample_text.setText(size_text(view) if isinstance(size, NoSize) else f"{size_text(view)}. {size.formula}.")
        if found is None:
            self.sample_bar.setVisible(needed is not None)
            self.sample_bar.show_sample(None, needed, None, tr("population not known"), "")
            return
        self.sample_bar.show()
        by = tr("{n} effective, by account") if view.experiment.by_account else tr("{n} in the test")
        users = counted(found.users, "{n} user", "{n} users")
        self.sample_bar.show_sample(found.effective, needed, found.users, by.format(n=formats.number(found.effective)), users)

    def _show_decisions(self, view: ExperimentView, decisions: tuple[Decision, ...]) -> None:
        """What was decided, or what the figures suggest where that is due."""
        section, today = self.decisions, view.board.today
        section.setVisible(bool(decisions) or view.asks_decision or bool(view.readings))
        section.clear()
        section.note.setText(tr("due") if view.asks_decision else "")
        if not decisions:
            section.text(tr("Nothing was decided yet."), "3")
            for one in view.analysis.suggestions if view.analysis is not None else ():
                section.text(tr("{variant}: {reason}", variant=one.variant, reason=one.reason))
        for decision in decisions:
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label(choice_text(decision.choice), "name"), 1)
            if self._session.read_only_reason is None:
                drop = tool_button("close", tr("Delete this decision"), partial(self._actions.delete_decision, decision))
                row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
            section.add(head)
            section.text(decision.reason)
            section.text(f"{decision.owner or formats.MISSING} · {formats.day(decision.day, today)}", "3")
