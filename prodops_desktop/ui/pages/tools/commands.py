"""What can be done on the page Tools, as commands: each gesture of the mouse has one."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.records.list_commands import sort_commands
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.tools.page import ToolsPage


def tool_commands(page: "ToolsPage") -> list[Command]:
    """The commands, in the order of the menus."""
    reasons = _Reasons(page)
    parts = (_on_tool, _on_contract, _around_tool, _on_lists, _sorting, _copies, _exports)
    return [command for part in parts for command in part(page, reasons)]


@dataclass(frozen=True)
class _Reasons:
    """Why something can't be done now, as a sentence; None where it can."""

    page: "ToolsPage"

    def writable(self) -> str | None:
        """The workspace can be changed."""
        return self.page.session.read_only_reason

    def chosen(self) -> str | None:
        """A tool is chosen."""
        return None if self.page.view is not None else tr("Choose a tool first.")

    def editable(self) -> str | None:
        """The tool that is chosen can be changed."""
        return self.writable() or self.chosen()

    def deletable(self) -> str | None:
        """The tool that is chosen is seen, too."""
        page = self.page
        hidden = page.current_tab() == "inventory" and page.view is not None and page.table().current() is None
        return self.editable() or (tr("The filter hides this tool. Show it in the list first.") if hidden else None)

    def decidable(self) -> str | None:
        """The tool that is chosen has a contract."""
        return self.editable() or (None if self.page.contract is not None else tr("Add a contract to the tool first."))

    def comparable(self) -> str | None:
        """There is a pair of tools that do the same."""
        return self.chosen() or (None if self.page.inventory.overlaps else tr("No two tools in use share a capability."))

    def rows(self) -> str | None:
        """There is a tool."""
        return None if self.page.shown is not None and self.page.inventory.tools else tr("There is no tool yet.")

    def column(self) -> str | None:
        """A cell of the table is the current one."""
        return self.rows() or (None if self.page.table().currentIndex().isValid() else tr("Choose a row of the table first."))

    def dated(self) -> str | None:
        """There is a deadline."""
        return self.rows() or (None if self.page.inventory.has_deadlines else tr("No contract has a notice deadline to come."))


def _on_tool(page: "ToolsPage", why: _Reasons) -> list[Command]:
    actions, rename = page.tool_actions, partial(page.tool_actions.edit, "name")
    return [
        Command("tools.add", tr("New tool"), actions.add, "plus", "Ctrl+N", "Edit", why.writable, "tool", words="add create"),
        Command(
            "tools.edit", tr("Edit the contract"), actions.edit, "pencil-outline", "F2", "Edit", why.editable, "tool", words="terms notice"
        ),
        Command("tools.rename", tr("Rename the tool"), rename, "", "Shift+F2", "Edit", why.editable, "tool"),
        Command("tools.duplicate", tr("Duplicate the tool"), actions.duplicate, "content-copy", "Ctrl+D", "Edit", why.editable, "tool"),
        Command("tools.delete", tr("Delete the tool"), actions.delete, "", "Ctrl+Del", "Edit", why.deletable, "tool", words="remove"),
        Command(
            "tools.erase", tr("Erase the tool for good…"), actions.erase, "", "", "Edit", why.deletable, "tool", words="privacy forget"
        ),
    ]


def _on_contract(page: "ToolsPage", why: _Reasons) -> list[Command]:
    actions = page.tool_actions
    add, decide, link = tr("Add a contract"), tr("Record decision…"), tr("Link the tool to…")
    choices = "renew drop renegotiate"

    def drop() -> None:
        if page.contract is not None:
            actions.delete_contract(page.contract.contract)

    return [
        Command("tools.contract", add, actions.add_contract, "", "Ctrl+Shift+A", "Edit", why.editable, "contract", words="renewal term"),
        Command("tools.drop_contract", tr("Delete the contract"), drop, "", "", "Edit", why.decidable, "contract", words="remove"),
        Command("tools.decide", decide, actions.decide, "scale-balance", "Ctrl+Return", "Edit", why.decidable, "contract", words=choices),
        Command("tools.link", link, actions.link, "link-variant", "Ctrl+L", "Edit", why.editable, "contract", words="dataset goal"),
    ]


def _around_tool(page: "ToolsPage", why: _Reasons) -> list[Command]:
    compare, vendor, trace = tr("Compare with tools that do the same"), tr("Vendor of the tool…"), tr("Where it comes from")
    edit_vendor = page.tool_actions.edit_vendor

    def focus_sources() -> None:
        page.inspector_wanted.emit()
        page.detail.focus_sources()

    return [
        Command("tools.compare", compare, lambda: page.compare(), "swap-horizontal", "", "View", why.comparable, "tools", words="overlap"),
        Command("tools.vendor", vendor, edit_vendor, "domain", "", "Edit", why.chosen, "contract", words="supplier alias"),
        Command("tools.trace", trace, focus_sources, "file-table-outline", "F9", "Data", why.chosen, "tools", words="source cell"),
    ]


def _on_lists(page: "ToolsPage", why: _Reasons) -> list[Command]:
    go = tr("Go to the strip of deadlines")

    def strip() -> None:
        page.go_to_tab("inventory")
        page.stack_pane.strip.setFocus()

    def columns() -> None:
        page.table().choose_columns()

    return [
        Command("tools.filter", tr("Filter the list"), lambda: page.find_text() and None, "filter-variant", "/", "Data", why.rows, "list"),
        Command("tools.columns", tr("Choose columns…"), columns, "tune-variant", "", "View", why.rows, "tools", words="hide show"),
        Command("tools.strip", go, strip, "calendar-alert", "", "View", why.rows, "tools", words="timeline renewals"),
    ]


def _sorting(page: "ToolsPage", why: _Reasons) -> list[Command]:
    return sort_commands("tools", page.table, why.column)


def _copies(page: "ToolsPage", why: _Reasons) -> list[Command]:
    actions = page.tool_actions
    picture, table = tr("Copy the strip as picture"), tr("Copy the strip as table")

    def copy_picture() -> None:
        page.stack_pane.strip.copy_picture()
        page.session.result(tr("Copied the deadlines as a picture."))

    def copy_table() -> None:
        page.stack_pane.strip.copy_table()
        page.session.result(tr("Copied the deadlines as a table."))

    return [
        Command("tools.copy", tr("Copy the list for Excel"), actions.copy_table, "content-copy", "", "Edit", why.rows, "copy"),
        Command("tools.sentence", tr("Copy as sentence"), actions.copy_sentence, "", "Ctrl+Shift+C", "Edit", why.rows, "copy"),
        Command("tools.strip_picture", picture, copy_picture, "image-outline", "", "Edit", why.rows, "copy"),
        Command("tools.strip_table", table, copy_table, "table-arrow-right", "", "Edit", why.rows, "copy"),
    ]


def _exports(page: "ToolsPage", why: _Reasons) -> list[Command]:
    excel, ics = page.tool_actions.export_excel, page.tool_actions.export_calendar
    to_excel, to_calendar = tr("Export tools to Excel…"), tr("Export deadlines as calendar…")
    return [
        Command("tools.excel", to_excel, excel, "microsoft-excel", "Ctrl+Shift+E", "File", why.rows, "area", words="xlsx sheet"),
        Command("tools.ics", to_calendar, ics, "calendar-export", "", "File", why.dated, "area", words="ics outlook"),
    ]
