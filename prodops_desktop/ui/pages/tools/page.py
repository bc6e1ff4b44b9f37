"""The panel Tools: the inventory with its strip, the renewals, the overlaps and the vendors, and the inspector of a tool."""

from typing import Any

from prodops_desktop.tools.inventory import InventoryReader
from prodops_desktop.tools.overlap import Overlap
from prodops_desktop.tools.store import TABLES
from prodops_desktop.tools.views import ContractView, Inventory, ToolView
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.pages.tools.actions import ToolActions
from prodops_desktop.ui.pages.tools.commands import tool_commands
from prodops_desktop.ui.pages.tools.inspector import ToolInspector
from prodops_desktop.ui.pages.tools.list_columns import VendorRow
from prodops_desktop.ui.pages.tools.lists import OverlapsPane, RenewalsPane, VendorsPane
from prodops_desktop.ui.pages.tools.reading import Stack, ToolDetail, read_detail, read_page
from prodops_desktop.ui.pages.tools.stack_pane import StackPane
from prodops_desktop.ui.pages.tools.wording import stack_text
from prodops_desktop.ui.records.detail_reading import DetailReading
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.tabbed_page import TabbedPage
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.workspace.links import End

INVENTORY, RENEWALS, OVERLAPS, VENDORS = "inventory", "renewals", "overlaps", "vendors"


class ToolsPage(TabbedPage):
    """One tool at a time in the inspector, whichever of the four lists it was chosen in."""

    id = "tools"
    title = tr("Tools")
    icon = "toolbox-outline"
    digit = 2
    tables = TABLES | {"event", "link", "rate", "setting", "dataset", "version", "version_part", "dead"}

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.shown: Stack | None = None
        self._inventories = InventoryReader()
        self._tool: int | None = None
        self._contract: int | None = None
        self._edit_next = ""
        self._awaited: int | None = None
        """The contract that a link named before anything was read."""
        self._lost: int | None = None
        """The tool that was chosen until it was deleted: undo brings it back to the inspector, too."""
        self.tool_actions = ToolActions(self)
        self.stack_pane = StackPane(self.tool_actions.add)
        self.stack_pane.add.setEnabled(session.read_only_reason is None)
        self.stack_pane.add.setToolTip(session.read_only_reason or tr("Ctrl+N"))
        self.renewals = RenewalsPane(lambda: self.inventory, lambda: self.tool_actions.export_calendar())
        self.overlaps = OverlapsPane(lambda: self.inventory)
        self.vendors = VendorsPane(lambda: self.inventory, lambda: self.tool_actions.edit_vendor())
        self.detail = ToolInspector(session, self.tool_actions.saves())
        self.inspector = self.detail
        self._behind = DetailReading(session, self.detail, self.detail.show_detail)
        empty = EmptyState(
            tr("No tool is listed yet."),
            tr("Import a sheet of tools"),
            lambda: session.import_files(),
            icon="toolbox-outline",
            more=tr("Drop Procurement’s list of contracts on this window, or press Ctrl+N to type the first tool."),
        )
        empty.action.setEnabled(session.read_only_reason is None)
        empty.action.setToolTip(session.read_only_reason or "")
        self.lay_out({INVENTORY: self.stack_pane, RENEWALS: self.renewals, OVERLAPS: self.overlaps, VENDORS: self.vendors}, empty)
        self._connect()

    @property
    def inventory(self) -> Inventory:
        """The inventory that is shown; only once it was read."""
        assert self.shown is not None
        return self.shown.inventory

    @property
    def view(self) -> ToolView | None:
        """The tool that is chosen."""
        return self.inventory.find(self._tool) if self.shown is not None and self._tool is not None else None

    @property
    def contract(self) -> ContractView | None:
        """The contract of it that is shown."""
        return self.detail.contract if self.view is not None else None

    def refresh(self) -> None:
        """Read the stack again; what is chosen stays chosen."""
        inventories, tool = self._inventories, self._tool
        self.session.read(lambda store: read_page(store, inventories, tool), self._on_read, key=self)

    def tabs(self) -> list[tuple[str, str, int | None]]:
        """The four lists."""
        counts: list[int | None] = [None] * 4
        if self.shown is not None:
            inventory = self.inventory
            counts = [len(inventory.in_use), len(inventory.soon), len(inventory.overlaps), len(self.shown.vendors)]
        names = ((INVENTORY, tr("Inventory")), (RENEWALS, tr("Renewals")), (OVERLAPS, tr("Overlaps")), (VENDORS, tr("Vendors")))
        return [(id_, text, count) for (id_, text), count in zip(names, counts, strict=True)]

    def turned(self) -> None:
        """Say what the list comes to."""
        self._say_summary()

    def open(self, target: object) -> None:
        """Show the tool with this id, or the contract that a link names."""
        if isinstance(target, int):
            self._tool, self._contract = target, None
            if self.shown is not None:
                self._show_tool()
        elif isinstance(target, End) and self.shown is not None:
            self._on_contract_chosen(target.id)
        elif isinstance(target, End):
            self._awaited = target.id

    def place(self) -> int | str | None:
        """The tool that is shown."""
        return self._tool

    def commands(self) -> list[Command]:
        """What can be done with tools."""
        return tool_commands(self)

    def table(self) -> Any:
        """The table that is shown."""
        return self.pane().table

    def choose(self, tool: int | None, contract: int | None = None) -> None:
        """Show another tool in the inspector, and one contract of it."""
        self._tool, self._contract, self._lost = tool, contract, None
        self._show_tool()

    def choose_new(self, tool: int, contract: int | None, field: str) -> None:
        """Show a tool or a contract that was added just now, and put the keyboard into a field of it as soon as it is read."""
        self._tool, self._contract, self._edit_next = tool, contract, field
        if self.view is None:
            self.stack_pane.show_all()
        self.refresh()

    def compare(self, pair: Overlap | None = None) -> None:
        """Show the overlaps, at this pair or at the first one of the tool that is chosen."""
        wanted = pair
        if wanted is None and self._tool is not None:
            wanted = next(iter(self.inventory.overlaps.of(self._tool)), None)
        self.go_to_tab(OVERLAPS)
        if wanted is not None:
            self.overlaps.table.choose((wanted.a.id, wanted.b.id))
        self.overlaps.table.setFocus()

    def _connect(self) -> None:
        self.stack_pane.chosen.connect(lambda tool: self.choose(tool))
        self.stack_pane.contract_chosen.connect(self.choose)
        self.stack_pane.compare_asked.connect(self.compare)
        self.stack_pane.table.entered_row.connect(lambda _: self.tool_actions.edit())
        self.renewals.table.chosen.connect(self._on_contract_chosen)
        self.renewals.table.entered_row.connect(lambda _: self.tool_actions.decide())
        self.overlaps.table.chosen.connect(self._on_pair_chosen)
        self.overlaps.table.entered_row.connect(lambda _: self._on_pair_entered())
        self.vendors.table.chosen.connect(self._on_vendor_chosen)
        self.vendors.table.entered_row.connect(lambda _: self.tool_actions.edit_vendor())
        self.detail.contract_chosen.connect(lambda contract: self.choose(self._tool, contract))

    def _on_read(self, found: tuple[Stack, ToolDetail | None]) -> None:
        stack, detail = found
        self.shown, wanted = stack, self._tool
        row = self.stack_pane.table.currentIndex().row()
        has_lost_keyboard = self.show_panes(filled=bool(stack.inventory.tools))
        self.stack_pane.show_stack(stack)
        self._settle_choice(row)
        self._mark_chosen()
        self.stack_pane.paint()  # the eye is on the list: the inspector takes a while
        for pane in (self.renewals, self.overlaps, self.vendors):
            pane.show_stack(stack)
        self.tabs_changed.emit()
        self._say_summary()
        self._show_tool(detail)
        if has_lost_keyboard:
            self.focus_first()
        field, self._edit_next = self._edit_next, ""
        if field and self._tool == wanted:
            self.tool_actions.edit(field)

    def _settle_choice(self, row: int) -> None:
        """Choose what a link named, the tool that undo brought back, or for one that is gone the one in its ``row``."""
        inventory = self.inventory
        if self._awaited is not None:
            self._contract, self._awaited = self._awaited, None
            named = (view for view in inventory.tools for one in view.contracts if one.contract.id == self._contract)
            self._tool = next((view.tool.id for view in named), self._tool)
        if self._lost is not None and inventory.find(self._lost) is not None:
            self._tool, self._contract, self._lost = self._lost, None, None
        if self.view is None:
            self._lost = self._tool
            self._tool, self._contract = self._next_to(row), None

    def _mark_chosen(self) -> None:
        """Mark the tool that is chosen and its contract in the lists; that one stays, also when another one is due before it."""
        view = self.view
        if view is not None:
            one = view.contract_shown(self._contract)
            self._contract = one.contract.id if one is not None else None
            self.stack_pane.choose(view.tool.id, self._contract)
            self.renewals.table.choose(self._contract)

    def _next_to(self, row: int) -> int | None:
        """The tool that stands where one was deleted; at first the one with the next deadline."""
        shown = self.stack_pane.table.shown
        if row >= 0 and shown:
            return int(shown[min(row, len(shown) - 1)].tool.id)
        due = next(iter(self.inventory.due), None)
        first = due[0] if due is not None else next(iter(self.inventory.in_use or self.inventory.tools), None)
        return first.tool.id if first else None

    def _show_tool(self, detail: ToolDetail | None = None) -> None:
        """Show the tool that is chosen; what stands behind it is read unless ``detail`` is that."""
        view, stack = self.view, self.shown
        if view is None or stack is None:
            self.detail.show_nothing()
            return
        self._mark_chosen()
        tool = view.tool.id
        known = detail if detail is not None and detail.tool == tool else None
        self._behind.show(lambda: self.detail.show_tool(view, stack, self._contract), known, lambda store: read_detail(store, tool))

    def _on_vendor_chosen(self, vendor: object) -> None:
        row = next((one for one in self.shown.vendors if one.id == vendor), None) if self.shown is not None else None
        view = next((view for view in self.inventory.in_use if row is not None and view.tool.vendor == row.name), None)
        if view is not None:
            self.choose(view.tool.id)

    def _on_pair_entered(self) -> None:
        """Enter shows the other tool of a pair."""
        pair = self.overlaps.table.current()
        if pair is not None:
            self.choose(pair.a.id if self._tool == pair.b.id else pair.b.id)

    def _on_contract_chosen(self, contract: object) -> None:
        view = next((view for view in self.inventory.tools for one in view.contracts if one.contract.id == contract), None)
        if view is not None and isinstance(contract, int):
            self.choose(view.tool.id, contract)

    def _on_pair_chosen(self, pair: object) -> None:
        if isinstance(pair, tuple):
            a, b = pair
            self.choose(b if self._tool == b else a)

    def _say_summary(self) -> None:
        if self.shown is None:
            return
        self.set_summary(stack_text(self.inventory), self.inventory.notes)

    def end(self) -> End | None:
        """The tool that is chosen, as links name it."""
        return End("tool", self._tool) if self._tool is not None else None

    def vendor(self) -> VendorRow | None:
        """The vendor that is current in the list of vendors, else that of the tool that is chosen."""
        current = self.vendors.table.current() if self._tab == VENDORS else None
        if isinstance(current, VendorRow) or self.shown is None or self.view is None:
            return current if isinstance(current, VendorRow) else None
        name = self.view.tool.vendor
        return next((vendor for vendor in self.shown.vendors if vendor.name == name), None)
