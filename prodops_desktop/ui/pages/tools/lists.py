"""The renewals, the overlaps and the vendors: what each list shows of the stack, and what it says of it."""

from collections.abc import Callable

from prodops_desktop.tools.views import Inventory
from prodops_desktop.ui.pages.tools.list_columns import due_columns, overlap_columns, vendor_columns
from prodops_desktop.ui.pages.tools.reading import Stack
from prodops_desktop.ui.pages.tools.wording import soon_text
from prodops_desktop.ui.records.list_pane import ListPane
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.states import EmptyState


class RenewalsPane(ListPane):
    """Every contract with a deadline to come, then those in which a term is missing."""

    def __init__(self, inventory: Callable[[], Inventory], export_calendar: Callable[[], None]) -> None:
        more = tr("Deadlines come from the end and the notice period of contracts.")
        empty = EmptyState(tr("No contract has a notice deadline to come."), more=more)
        action = (tr("Calendar"), "calendar-export", export_calendar)
        columns = due_columns(inventory)
        super().__init__(tr("Renewals"), columns, lambda pair: pair[1].contract.id, [("due", False)], tr("Filter renewals"), empty, action)
        self.table.show_column("then", shown=False)

    def show_stack(self, stack: Stack) -> None:
        """Show another reading of the stack."""
        inventory = stack.inventory
        without = [(view, one) for view in inventory.watched for one in view.contracts if one.deadline is None and one.defects]
        dated = inventory.has_deadlines
        self.show_list(lambda: [*inventory.due, *without], soon_text(inventory), empty=not dated and not without)
        self.action.setEnabled(dated)


class OverlapsPane(ListPane):
    """The pairs of tools that do the same."""

    def __init__(self, inventory: Callable[[], Inventory]) -> None:
        more = tr("Capabilities are typed in the inspector of a tool, with a depth from 0 to 3.")
        empty = EmptyState(tr("No two tools in use share a capability."), more=more)
        columns = overlap_columns(inventory)
        super().__init__(tr("Overlaps"), columns, lambda pair: (pair.a.id, pair.b.id), [], tr("Filter overlaps"), empty)

    def show_stack(self, stack: Stack) -> None:
        """Show another reading of the stack."""
        pairs = stack.inventory.overlaps
        said = counted(len(pairs), "{n} pair of tools shares a capability", "{n} pairs of tools share a capability")
        self.show_list(lambda: pairs, said, empty=not pairs)


class VendorsPane(ListPane):
    """Whom the tools are bought from."""

    def __init__(self, inventory: Callable[[], Inventory], edit_vendor: Callable[[], None]) -> None:
        empty = EmptyState(tr("No vendor is known yet."), more=tr("A vendor is added with the first tool that names it."))
        action = (tr("Vendors…"), "pencil-outline", edit_vendor)
        columns = vendor_columns(inventory)
        super().__init__(tr("Vendors"), columns, lambda vendor: vendor.id, [("vendor", False)], tr("Filter vendors"), empty, action)

    def show_stack(self, stack: Stack) -> None:
        """Show another reading of the stack."""
        vendors = stack.vendors
        self.show_list(lambda: vendors, counted(len(vendors), "{n} vendor", "{n} vendors"), empty=not vendors)
