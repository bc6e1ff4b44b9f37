"""What stands behind a tool: its contract and what it costs, seats, card, credential, overlap, links, decisions, sources and history."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prodops_desktop.agenda.decisions import Decision
from prodops_desktop.tools.inventory import month_before
from prodops_desktop.tools.model import Contract, Month
from prodops_desktop.tools.views import ContractView, Inventory, ToolView
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.seats_trend import SeatsTrend
from prodops_desktop.ui.jobs import Failed
from prodops_desktop.ui.pages.tools.cells import CHOICES, contract_title
from prodops_desktop.ui.pages.tools.fields import CARD_FIELDS, CREDENTIAL_FIELD, MONTH_FIELDS, TOOL_FIELDS, contract_fields
from prodops_desktop.ui.pages.tools.list_columns import both_text
from prodops_desktop.ui.pages.tools.reading import Stack, ToolDetail
from prodops_desktop.ui.pages.tools.secret import SecretPart
from prodops_desktop.ui.pages.tools.wording import contract_facts, history_names, only_text, overlap_sentence, write_stored
from prodops_desktop.ui.records.history import HistorySection
from prodops_desktop.ui.records.links import LinksSection
from prodops_desktop.ui.records.record_form import Change, RecordForm, Save
from prodops_desktop.ui.records.sources import SourcesSection
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.inspector import Facts, Inspector
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace.links import End


@dataclass(frozen=True)
class Saves:
    """What the inspector does with what was decided in it; those of a field are told how to refuse it beside it."""

    tool: Save
    contract: Save
    month: Callable[[int, Month, Change, Failed], None]
    add_contract: Callable[[], None]
    delete_contract: Callable[[Contract], None]
    decide: Callable[[], None]
    delete_decision: Callable[[Decision], None]
    compare: Callable[[], None]


class ToolInspector(Inspector):
    """The sections are made once and filled again, so that nothing jumps and what is being typed stays."""

    contract_chosen = Signal(int)

    def __init__(self, session: Session, saves: Saves) -> None:
        super().__init__("toolbox-outline", tr("Tool"))
        self._session, self._saves, self.currency = session, saves, ""
        self.view: ToolView | None = None
        self.contract: ContractView | None = None
        self._make_contract()
        self._make_seats()
        self._make_card()
        self.overlap = self.section(tr("Overlap"))
        self._make_terms()
        self._make_tool()
        self.links = LinksSection(self.section(tr("Depends on it")), session, self)
        self.decisions = self.section(tr("Decisions"))
        self.sources = SourcesSection(self.section(tr("Sources")), session)
        self.history = HistorySection(self.section(tr("History")), session, history_names(), "tool")
        self.decide_button = button(tr("Record decision"), saves.decide, role="primary")
        self.compare_button = button(tr("Compare"), saves.compare, icon="swap-horizontal")
        self.set_actions(self.decide_button, self.compare_button)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No tool is chosen."""
        self.view = self.contract = None
        self.set_title(tr("No tool chosen"), tr("Tool"))
        self._show_parts(shown=False)

    def show_tool(self, view: ToolView, stack: Stack, contract: int | None) -> None:
        """Show a tool, with the contract that has this id or the one to decide on next."""
        inventory, reason = stack.inventory, self._session.read_only_reason
        if self.view is None or self.view.tool.id != view.tool.id:
            self._forget_detail(view)
        self.view, self.currency = view, inventory.currency
        self.contract = view.contract_shown(contract)
        self._show_parts(shown=True)
        self.set_title(view.tool.name, " · ".join(part for part in (tr("Tool"), view.tool.category, tr(view.tool.status)) if part))
        self._show_contract(view, inventory, reason)
        self._show_seats(view, inventory, reason)
        for form in (self.tool_form, self.card_form, self.credential_form):
            form.show(view.tool, view.tool.id, reason)
        self.tool_form.fields["vendor"].offer([vendor.name for vendor in stack.vendors])
        for field in (self.tool_form.fields["owner"], self.card_form.fields["card_owner"]):
            field.offer(stack.people)
        self._show_overlap(view, inventory)
        undecidable = self.contract is None
        self.decide_button.setEnabled(reason is None and not undecidable)
        self.decide_button.setToolTip(reason or (tr("Add a contract first.") if undecidable else tr("Ctrl+Enter")))

    def show_detail(self, detail: ToolDetail) -> None:
        """Show links, decisions, sources, history and the secret of the tool that is shown."""
        view = self.view
        if view is None or view.tool.id != detail.tool:
            return
        self.links.show(End("tool", detail.tool), view.tool.name, detail.links)
        self._show_decisions(detail.decisions)
        self.sources.show(detail.sources, tr("Typed here; no sheet speaks of it."))
        self.history.show(detail.steps, detail.tool, partial(write_stored, detail.names))
        self.secret.show_record("tool", detail.tool, detail.secret)

    def _forget_detail(self, view: ToolView) -> None:
        """Nothing of the tool before stays while that of another one is read."""
        self.links.begin(End("tool", view.tool.id), view.tool.name)
        for section in (self.decisions, self.sources.section, self.history.section):
            section.clear()
            section.note.setText("")
        self.secret.show_record("tool", view.tool.id, None)

    def focus_sources(self) -> None:
        """Put the keyboard where the tool comes from."""
        section = self.sources.section
        section.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bring_into_sight(section)
        section.setFocus()

    def _make_contract(self) -> None:
        self.contract_section = self.section(tr("Contract"))
        self.contracts = Choice(name=tr("Contracts of the tool, the newest first"))
        self.contracts.activated.connect(lambda _: self.contract_chosen.emit(int(self.contracts.currentData() or 0)))
        self.defects = Note("warn", "")
        self.facts = Facts()
        for widget in (self.contracts, self.facts, self.defects):
            self.contract_section.add(widget)

    def _make_terms(self) -> None:
        self.terms_section = self.section(tr("Terms"))
        self.terms_form = RecordForm(
            self.terms_section, contract_fields(lambda: self.currency), self._saves.contract, self._session.problem
        )
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        self.add_contract = button(tr("Add a contract"), self._saves.add_contract, role="link")
        self.drop_contract = button(tr("Delete this contract"), self._delete_contract, role="link")
        line.addWidget(self.add_contract)
        line.addStretch(1)
        line.addWidget(self.drop_contract)
        self.terms_section.add(row)

    def _make_seats(self) -> None:
        self.seats_section = self.section(tr("Seats, 12 months"))
        self.trend = SeatsTrend()
        self.seats_facts = label("", "meta", "2", wrap=True, selectable=True)
        self.month = Choice(name=tr("Month of the seats"))
        self.month.activated.connect(lambda _: self._show_month())
        self.seats_section.add(self.trend)
        self.seats_section.add(self.seats_facts)
        self.seats_section.body.addSpacing(6)
        self.seats_section.add(self.month)
        self.month_form = RecordForm(self.seats_section, MONTH_FIELDS, self._save_month, self._session.problem)
        self._month_of = 0

    def _make_card(self) -> None:
        save, problem = self._saves.tool, self._session.problem
        self.card_section = self.section(tr("Best practice"))
        self.card_form = RecordForm(self.card_section, CARD_FIELDS, save, problem)
        self.credential_section = self.section(tr("Admin credential"))
        self.credential_form = RecordForm(self.credential_section, (CREDENTIAL_FIELD,), save, problem, name_width=60)
        self.secret = SecretPart(self.credential_section, self._session)

    def _make_tool(self) -> None:
        self.tool_section = self.section(tr("Tool"))
        self.tool_form = RecordForm(self.tool_section, TOOL_FIELDS, self._saves.tool, self._session.problem)

    def _show_parts(self, *, shown: bool) -> None:
        own = (self.contract_section, self.terms_section, self.seats_section, self.card_section, self.credential_section, self.tool_section)
        shared = (self.overlap, self.links.section, self.decisions, self.sources.section, self.history.section)
        for part in (*own, *shared, self._foot):
            part.setVisible(shown)

    def _show_contract(self, view: ToolView, inventory: Inventory, reason: str | None) -> None:
        one, today = self.contract, inventory.today
        self.contracts.clear()
        for other in reversed(view.contracts):
            state = tr("runs") if other.runs else tr("over") if other.over else tr("to come")
            self.contracts.addItem(f"{contract_title(other.contract)} · {state}", str(other.contract.id))
        self.contracts.setVisible(len(view.contracts) > 1)
        self.drop_contract.setVisible(one is not None)
        for change in (self.add_contract, self.drop_contract):
            change.setEnabled(reason is None)
            change.setToolTip(reason or "")
        for field in self.terms_form.fields.values():
            field.setVisible(one is not None)
        if one is None:
            self.facts.show_rows([])
            self.defects.say("note", tr("No contract is known. Add one, or import the sheet that has it."))
            self.terms_form.show(None, None, reason)
            return
        self.contracts.choose(str(one.contract.id))
        self.facts.show_rows(contract_facts(view, one, inventory, today))
        self.defects.say("warn", "" if one.over else " ".join(one.defects))
        self.terms_form.show(one.contract, one.contract.id, reason)

    def _show_seats(self, view: ToolView, inventory: Inventory, reason: str | None) -> None:
        share, low_use = view.active_percent, inventory.rules.low_use
        labels = [formats.period(month.month, short=True) for month in view.months]
        series = [[getattr(month, key) for month in view.months] for key in ("purchased", "assigned", "active")]
        self.trend.show_months(labels, *series, low=share is not None and share < low_use)
        self.trend.setVisible(bool(view.months))
        said = []
        if share is not None and view.assigned_percent is not None:
            said.append(tr("{a} of the bought seats are assigned, {b} active.", a=formats.percent(view.assigned_percent, 0),
                           b=formats.percent(share, 0)))  # fmt: skip
        if view.shelfware is not None:
            said.append(tr("Shelfware {amount} a year.", amount=formats.money(view.shelfware, inventory.currency)))
        if view.seats is not None:
            listed = tr("{n} people on the seat list of {day}", n=formats.number(len(view.seats.people)), day=formats.day(view.seats.as_of))
            said.append(f"{listed}, {counted(len(view.seats.active), '{n} of them active', '{n} of them active')}.")
        self.seats_facts.setText(" ".join(said))
        self.seats_facts.setVisible(bool(said))
        chosen = self.month.current_id()
        self.month.clear()
        months = {*(month_before(inventory.today, back) for back in range(12)), *(month.month for month in view.months)}
        for month in sorted(months, reverse=True):
            self.month.addItem(formats.period(month), month)
        self.month.choose(chosen if chosen in months else view.use.month if view.use and view.use.month in months else max(months))
        self._reason = reason
        self._show_month()

    def _show_month(self) -> None:
        if self.view is not None:
            wanted = self.month.current_id()
            found = next((month for month in self.view.months if month.month == wanted), Month(wanted))
            self.month_form.show(found, (self.view.tool.id, wanted), self._reason)
            self._month_of = self.view.tool.id

    def _save_month(self, shown: Month, change: Change, refuse: Failed) -> None:
        """Save the seats of the tool that they are shown of, which may no longer be the one that is chosen."""
        self._saves.month(self._month_of, shown, change, refuse)

    def _show_overlap(self, view: ToolView, inventory: Inventory) -> None:
        pairs = inventory.overlaps.of(view.tool.id)
        self.overlap.note.setText(formats.number(len(pairs)) if pairs else "")
        said = [] if pairs else [(tr("No other tool in use shares a capability with it."), "3")]
        for pair in pairs:
            other = pair.b if pair.a.id == view.tool.id else pair.a
            said.append((overlap_sentence(pair, view.tool.id, inventory.find(other.id), inventory.today), "2"))
            if pair.shared is not None:
                said.append((tr("{n} active people use both.", n=both_text(pair)), "3"))
            if only := only_text(pair, view.tool.id):
                said.append((only, "3"))
        self.overlap.show_texts(said)
        self.compare_button.setEnabled(bool(pairs))

    def _show_decisions(self, decisions: tuple[Decision, ...]) -> None:
        section, today = self.decisions, self._session.today
        section.clear()
        section.note.setText(formats.number(len(decisions)) if decisions else "")
        if not decisions:
            section.text(tr("Nothing was decided yet."), "3")
        for decision in decisions:
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 0, 0, 0)
            answer = tr("for the deadline of {day}", day=formats.day(decision.for_day, today)) if decision.for_day else ""
            row.addWidget(label(f"{CHOICES[decision.choice]} {answer}".strip(), "meta"), 1)
            if self._session.read_only_reason is None:
                drop = tool_button("close", tr("Delete this decision"), partial(self._saves.delete_decision, decision))
                row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
            section.add(head)
            section.text(decision.reason)
            section.text(f"{decision.owner or formats.MISSING} · {formats.day(decision.day, today)}", "3")

    def _delete_contract(self) -> None:
        if self.contract is not None:
            self._saves.delete_contract(self.contract.contract)

    _reason: str | None = None
