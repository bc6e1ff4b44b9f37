"""What the page Tools does: adds, edits, copies, deletes, decides and exports; each edit is one step that undo takes back."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from prodops_desktop.agenda.decisions import Decision, delete_decision, record_decision
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import CHOICES, Contract, Month, Tool
from prodops_desktop.ui.jobs import Failed
from prodops_desktop.ui.pages.tools.decision import DecisionDialog
from prodops_desktop.ui.pages.tools.inspector import Saves
from prodops_desktop.ui.pages.tools.wording import tool_sentence
from prodops_desktop.ui.records.erase_dialog import EraseDialog
from prodops_desktop.ui.records.exporting import CALENDAR, EXCEL, Exports
from prodops_desktop.ui.records.record_form import Change
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.links import End

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.tools.page import ToolsPage


class ToolActions:
    """The functions behind the commands, the inspector and the buttons of the page."""

    def __init__(self, page: "ToolsPage") -> None:
        self._page = page
        self.exports = Exports(page)

    def saves(self) -> Saves:
        """What the inspector hands its decisions to."""
        return Saves(
            self.save_tool,
            self.save_contract,
            self.save_month,
            self.add_contract,
            self.delete_contract,
            self.decide,
            self.delete_decision,
            lambda: self._page.compare(),
        )

    def add(self) -> None:
        """Add a tool under a name that is free, and put the keyboard where it is named."""
        names = {view.tool.name.casefold() for view in self._page.inventory.tools} if self._page.shown else set()
        name, number = tr("New tool"), 1
        while name.casefold() in names:
            number += 1
            name = tr("New tool {n}", n=number)
        self._session.run(lambda store: tool_store.save_tool(store, Tool(0, name)), self._on_added)

    def duplicate(self) -> None:
        """Copy the tool with its card and contracts."""
        view = self._page.view
        if view is not None:
            self._session.run(lambda store: tool_store.duplicate_tool(store, view.tool.id), self._on_added)

    def _on_added(self, made: tuple[ChangeSet, int]) -> None:
        self._page.choose_new(made[1], None, "name")

    def edit(self, field: str = "") -> None:
        """Put the keyboard into a field of the inspector: the name of the tool, or the first term of its contract."""
        page = self._page
        page.inspector_wanted.emit()
        form = page.detail.tool_form if field == "name" or page.contract is None else page.detail.terms_form
        target = form.fields[field] if field in form.fields else next(iter(form.fields.values()))
        page.detail.focus_field(target)

    def delete(self) -> None:
        """Delete the tool; the line that says so offers to undo it."""
        view = self._page.view
        if view is not None:
            said = tr("Deleted {tool} with its contracts.", tool=view.tool.name)
            self._session.run_and_say(lambda store: tool_store.delete_tools(store, [view.tool.id]), said)

    def erase(self) -> None:
        """Ask whether the tool is to be erased with its history and all that quotes it."""
        view = self._page.view
        if view is not None:
            EraseDialog(self._page.window(), self._session, End("tool", view.tool.id), view.tool.name).open()

    def save_tool(self, shown: Tool, change: Change, refuse: Failed) -> None:
        """Save what was decided about a tool, into the tool as it stands by then."""
        self._session.run(lambda store: tool_store.save_tool(store, change(tool_store.find_tool(store, shown.id))), failed=refuse)

    def save_contract(self, shown: Contract, change: Change, refuse: Failed) -> None:
        """Save what was decided about a contract, into the contract as it stands by then."""
        self._session.run(lambda store: tool_store.save_contract(store, change(tool_store.find_contract(store, shown.id))), failed=refuse)

    def save_month(self, tool: int, shown: Month, change: Change, refuse: Failed) -> None:
        """Save the seats of a tool in a month, into the month as it stands by then; one counted from a seat list keeps those counts."""

        def save(store: Store) -> ChangeSet:
            months = tool_store.all_months(store, tool).get(tool, [])
            there = next((one for one in months if one.month == shown.month), None)
            month = change(there or shown)
            if there is not None and month == Month(month.month):
                return tool_store.delete_month(store, tool, month.month)
            return tool_store.save_month(store, tool, month)[0]

        self._session.run(save, failed=refuse)

    def add_contract(self) -> None:
        """Add a contract: the one that goes on from the present one where its end is known, else one whose terms are to be typed."""
        view, page = self._page.view, self._page
        if view is None:
            return
        made = Contract(0, view.tool.id)
        last = page.contract
        if last is not None:
            made = replace(last.contract, id=0, starts=None, ends=None, reference=None)
        taken = {tool_store.contract_key(one.contract) for one in view.contracts}
        number = 2
        while tool_store.contract_key(made) in taken:
            made = replace(made, reference=tr("Contract {n}", n=number))
            number += 1

        def added(result: tuple[ChangeSet, int]) -> None:
            page.choose_new(view.tool.id, result[1], "starts")

        self._session.run(lambda store: tool_store.save_contract(store, made), added)

    def delete_contract(self, contract: Contract) -> None:
        """Delete a contract; the line that says so offers to undo it."""
        said = tr("Deleted the contract {title}.", title=contract.title)
        self._session.run_and_say(lambda store: tool_store.delete_contract(store, contract.id), said)

    def decide(self) -> None:
        """Take down what was decided about the contract that is shown."""
        view, one, page = self._page.view, self._page.contract, self._page
        if self._session.read_only_reason is not None:
            self._session.problem(self._session.read_only_reason)
            return
        if view is None or one is None or page.shown is None:
            return

        def record(choice: str, reason: str, owner: str, day: date) -> None:
            about = ("contract", one.contract.id, view.tool.name)
            answers = one.deadline.day.isoformat() if one.deadline is not None else None
            before = one.decision.id if one.decision is not None else None

            def change(store: Store) -> ChangeSet:
                return record_decision(
                    store, about, choice, reason, owner, day.isoformat(), choices=CHOICES, for_day=answers, decision=before
                )

            self._session.run(change, lambda _: dialog.close(), lambda error: dialog.refuse(str(error)))

        dialog = DecisionDialog(page.window(), view, one, self._session.today, page.shown.people, record)
        dialog.open()

    def delete_decision(self, decision: Decision) -> None:
        """Take a decision out of the record."""
        view = self._page.view
        if view is not None:
            self._session.run(lambda store: delete_decision(store, decision.id, view.tool.name))

    def edit_vendor(self) -> None:
        """Open the register of vendors, at the one that is current."""
        vendor = self._page.vendor()
        self._session.open("records", End("vendor", vendor.id if vendor is not None else 0))

    def link(self) -> None:
        """Link the tool to another record."""
        self._page.detail.links.choose()

    def export_excel(self) -> None:
        """Write the inventory as a workbook that is imported back without a difference."""

        def write(store: Store, out: Path) -> None:
            from prodops_desktop.packs.records import write_records
            from prodops_desktop.tools.sheets import inventory_sheets

            write_records(inventory_sheets(store), out, self._session.workspace.path)

        self.exports.write(tr("Export tools"), tr("Tools"), EXCEL, write)

    def export_calendar(self) -> None:
        """Write the deadlines as a calendar file."""
        inventory = self._page.inventory

        def write(_: Store, out: Path) -> None:
            from prodops_desktop.tools.calendar import write_calendar

            write_calendar(inventory, out)

        self.exports.write(tr("Export deadlines"), tr("Tools"), CALENDAR, write)

    def copy_table(self) -> None:
        """Copy the list that is shown for Excel."""
        table = self._page.table()
        table.copy_all()
        self._session.result(tr("Copied the list of {name}.", name=table.accessibleName().casefold()))

    def copy_sentence(self) -> None:
        """Copy the tool as a sentence, for a message to somebody."""
        view = self._page.view
        if view is not None:
            QGuiApplication.clipboard().setText(tool_sentence(view, self._page.inventory))
            self._session.result(tr("Copied a sentence about {tool}.", tool=view.tool.name))

    @property
    def _session(self) -> Session:
        return self._page.session
