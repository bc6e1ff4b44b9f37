"""What stands behind an item of the roadmap: its score and evidence, plan, launch, dependencies, briefs, links, sources and history."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from prodops_desktop.roadmap.model import Brief
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.ui.pages.roadmap.fields import PLAN_FIELDS, WHY_FIELDS
from prodops_desktop.ui.pages.roadmap.history_wording import history_names, write_stored
from prodops_desktop.ui.pages.roadmap.launch_section import DatesSection, GatesSection, OpenGate
from prodops_desktop.ui.pages.roadmap.moves_section import MovesSection
from prodops_desktop.ui.pages.roadmap.reading import Detail, Shown
from prodops_desktop.ui.pages.roadmap.score_section import LadderSection, RiceSection, WsjfSection
from prodops_desktop.ui.pages.roadmap.stake_section import BriefsSection, NeedActions, NeedsSection, StakeSection
from prodops_desktop.ui.pages.roadmap.wording import COLUMNS, STATUSES, STAYS
from prodops_desktop.ui.records.history import HistorySection
from prodops_desktop.ui.records.links import LinksSection
from prodops_desktop.ui.records.record_form import RecordForm, Save
from prodops_desktop.ui.records.sources import SourcesSection
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Inspector
from prodops_desktop.workspace.links import End


@dataclass(frozen=True)
class InspectorActions:
    """What the inspector does with what was decided in it."""

    save: Save
    needs: NeedActions
    open_gate: OpenGate
    open_brief: Callable[[Brief], None]
    add_brief: Callable[[str], None]
    move: Callable[[], None]
    take_reach: Callable[[], None]
    brief: Callable[[], None]


class ItemInspector(Inspector):
    """The sections are made once and filled again, so that nothing jumps and what is being typed stays."""

    def __init__(self, session: Session, actions: InspectorActions) -> None:
        super().__init__("map-outline", tr("Roadmap item"))
        self._session, self._actions = session, actions
        self.view: ItemView | None = None
        save, problem = actions.save, session.problem
        self.rice = RiceSection(self.section(tr("RICE")), save, problem)
        self.take_reach = button(tr("Take the reach from data…"), actions.take_reach, role="link")
        self.rice.section.body.addWidget(self.take_reach, 0, Qt.AlignmentFlag.AlignLeft)
        self.ladder = LadderSection(self.section(tr("Evidence ladder")))
        self.dates = DatesSection(self.section(tr("Dates")))
        self.gates = GatesSection(self.section(tr("Gates")), actions.open_gate)
        self.moves = MovesSection(self.section(tr("Why it moved")))
        self.needs = NeedsSection(self.section(tr("Dependencies")), actions.needs)
        self.stake = StakeSection(self.section(tr("Who is behind it")))
        self.why_form = RecordForm(self.section(tr("Why")), WHY_FIELDS, save, problem)
        self.plan_form = RecordForm(self.section(tr("Plan")), PLAN_FIELDS, save, problem)
        self.wsjf = WsjfSection(self.section(tr("WSJF")), save, problem)
        self.briefs = BriefsSection(self.section(tr("Briefs")), actions.open_brief, actions.add_brief)
        self.links = LinksSection(self.section(tr("Linked to")), session, self)
        self.sources = SourcesSection(self.section(tr("Sources")), session)
        self.history = HistorySection(self.section(tr("History")), session, history_names(), "roadmap_item")
        self.move_button = button(tr("Move launch…"), actions.move, role="primary")
        self.brief_button = button(tr("Brief"), actions.brief, icon="file-document-outline")
        self.set_actions(self.move_button, self.brief_button)
        self.show_nothing()

    @property
    def forms(self) -> tuple[RecordForm, ...]:
        """The groups of fields that are typed over."""
        return (self.rice.form, self.why_form, self.plan_form, self.wsjf.form)

    def show_nothing(self) -> None:
        """No item is chosen."""
        self.view = None
        self.set_title(tr("No item chosen"), tr("Roadmap item"))
        self._show_parts(shown=False)

    def show_item(self, view: ItemView, shown: Shown) -> None:
        """Show an item."""
        one, reason = view.item, self._session.read_only_reason
        if self.view is None or self.view.item.id != one.id:
            self._forget_detail(view)
        self.view = view
        self._show_parts(shown=True)
        kind = tr("Launch") if one.tier is not None else tr("Roadmap item")
        stands = STATUSES[one.status] if one.is_over else COLUMNS[view.horizon]
        self.set_title(one.title, " · ".join(part for part in (kind, stands, one.team) if part))
        self.rice.show(view, reason)
        self.ladder.show(view)
        self.dates.show(view)
        self.gates.show(view, reason)
        self.needs.show(view, reason)
        self.stake.show(view)
        self.why_form.show(one, one.id, reason)
        self.plan_form.show(one, one.id, reason)
        self.wsjf.show(view, reason)
        self._offer(shown)
        self.move_button.setText(tr("Move launch…") if one.tier is not None else tr("Move…"))
        stays = reason or (STAYS if one.is_over else None)
        for control, keys, why in (
            (self.move_button, tr("Ctrl+Shift+M"), stays),
            (self.brief_button, tr("Ctrl+Shift+B"), None),
            (self.take_reach, "", reason),
        ):
            control.setEnabled(why is None)
            control.setToolTip(why or keys)

    def show_detail(self, detail: Detail) -> None:
        """Show briefs, links, sources and history of the item that is shown."""
        view = self.view
        if view is None or view.item.id != detail.item:
            return
        self.briefs.show(view, detail.briefs, self._session.read_only_reason)
        self.moves.show(view, detail.steps)
        self.links.show(End("roadmap_item", detail.item), view.item.label, detail.links)
        self.sources.show(detail.sources, tr("Typed here; no sheet speaks of it."))
        self.history.show(detail.steps, detail.item, partial(write_stored, detail.names))

    def field(self, name: str) -> QWidget | None:
        """The field of this id, whichever group it is in."""
        return next((form.fields[name] for form in self.forms if name in form.fields), None)

    def focus_sources(self) -> None:
        """Put the keyboard where the item comes from."""
        self.focus_section(self.sources.section)

    def _forget_detail(self, view: ItemView) -> None:
        """Nothing of the item before stays while that of another one is read."""
        self.links.begin(End("roadmap_item", view.item.id), view.item.label)
        for section in (self.sources.section, self.history.section, self.briefs.section, self.moves.section):
            section.clear()
            section.note.setText("")

    def _show_parts(self, *, shown: bool) -> None:
        parts = (self.rice, self.ladder, self.dates, self.gates, self.moves, self.needs, self.stake, self.wsjf, self.briefs)
        own = (*(part.section for part in parts), *(form.section for form in self.forms))
        for part in (*own, self.links.section, self.sources.section, self.history.section, self._foot):
            part.setVisible(shown)

    def _offer(self, shown: Shown) -> None:
        for name, texts in (("goal", shown.goals), ("owner", shown.people), ("team", shown.teams), ("area", shown.areas)):
            self.plan_form.fields[name].offer(texts)
