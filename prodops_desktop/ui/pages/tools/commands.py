"""What can be done on the page Tools, as commands: each gesture of the mouse has one."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.tools.page import ToolsPage


def tool_commands(page: "ToolsPage") -> list[Command]:
    """The commands, in the order of the menus."""
    return [*_on_tool(page), *_on_lists(page), *_exports(page)]


def _on_tool(page: "ToolsPage") -> list[Command]:
    actions = page.tool_actions

    def writable() -> str | None:
        return page.session.read_only_reason

    def chosen() -> str | None:
        return None if page.view is not None else tr("Choose a tool first.")

    def editable() -> str | None:
        return writable() or chosen()

    def deletable() -> str | None:
        hidden = page.current_tab() == "inventory" and page.view is not None and page.table().current() is None
        return editable() or (tr("The filter hides this tool. Show it in the list first.") if hidden else None)

    def decidable() -> str | None:
        return editable() or (None if page.contract is not None else tr("Add a contract to the tool first."))

    def comparable() -> str | None:
        return chosen() or (None if page.inventory.overlaps else tr("No two tools in use share a capability."))

    def drop_contract() -> None:
        if page.contract is not None:
            actions.delete_contract(page.contract.contract)

    return [
        Command("tools.add", tr("New tool"), actions.add, "plus", "Ctrl+N", "Edit", writable, "tool", words="add create"),
        Command(
            "tools.edit", tr("Edit the contract"), actions.edit, "pencil-outline", "F2", "Edit", editable, "tool", words="terms notice"
        ),
        Command("tools.rename", tr("Rename the tool"), partial(actions.edit, "name"), "", "Shift+F2", "Edit", editable, "tool"),
        Command("tools.duplicate", tr("Duplicate the tool"), actions.duplicate, "content-copy", "Ctrl+D", "Edit", editable, "tool"),
        Command("tools.delete", tr("Delete the tool"), actions.delete, "", "Ctrl+Del", "Edit", deletable, "tool", words="remove"),
        Command(
            "tools.contract",
            tr("Add a contract"),
            actions.add_contract,
            "",
            "Ctrl+Shift+A",
            "Edit",
            editable,
            "contract",
            words="renewal term",
        ),
        Command("tools.drop_contract", tr("Delete the contract"), drop_contract, "", "", "Edit", decidable, "contract", words="remove"),
        Command(
            "tools.decide",
            tr("Record decision…"),
            actions.decide,
            "scale-balance",
            "Ctrl+Return",
            "Edit",
            decidable,
            "contract",
            words="renew drop renegotiate",
        ),
        Command(
            "tools.link",
            tr("Link the tool to…"),
            actions.link,
            "link-variant",
            "Ctrl+L",
            "Edit",
            editable,
            "contract",
            words="dataset goal",
        ),
        Command(
            "tools.compare",
            tr("Compare with tools that do the same"),
            lambda: page.compare(),
            "swap-horizontal",
            "",
            "View",
            comparable,
            "tools",
            words="overlap",
        ),
        Command(
            "tools.vendor", tr("Vendor of the tool…"), actions.edit_vendor, "domain", "", "Edit", chosen, "contract", words="supplier alias"
        ),
        Command(
            "tools.trace",
            tr("Where it comes from"),
            partial(_focus_sources, page),
            "file-table-outline",
            "F9",
            "Data",
            chosen,
            "tools",
            words="source cell",
        ),
    ]


def _on_lists(page: "ToolsPage") -> list[Command]:
    def rows() -> str | None:
        return None if page.shown is not None and page.inventory.tools else tr("There is no tool yet.")

    def column() -> str | None:
        return rows() or (None if page.table().currentIndex().isValid() else tr("Choose a row of the table first."))

    def columns() -> None:
        page.table().choose_columns()

    def sort(*, descending: bool, further: bool) -> Callable[[], None]:
        def run() -> None:
            table = page.table()
            table.sort_by(table.records.columns[table.currentIndex().column()].id, further, descending)

        return run

    def strip() -> None:
        page.show_tab("inventory")
        page.tabs_changed.emit()
        page.stack_pane.strip.setFocus()

    def copy_strip(*, picture: bool) -> None:
        chart = page.stack_pane.strip
        (chart.copy_picture if picture else chart.copy_table)()
        page.session.result(tr("Copied the deadlines as a picture.") if picture else tr("Copied the deadlines as a table."))

    ways = (
        ("up", tr("Sort by this column, smallest first"), "arrow-up", "Ctrl+Shift+Up", False, False),
        ("down", tr("Sort by this column, largest first"), "arrow-down", "Ctrl+Shift+Down", True, False),
        ("also_up", tr("Then sort by this column, smallest first"), "", "Ctrl+Alt+Up", False, True),
        ("also_down", tr("Then sort by this column, largest first"), "", "Ctrl+Alt+Down", True, True),
    )
    return [
        Command("tools.filter", tr("Filter the list"), lambda: page.find_text() and None, "filter-variant", "/", "Data", rows, "list"),
        *(
            Command(f"tools.{id_}", text, sort(descending=down, further=more), icon, key, "Data", column, "sort")
            for id_, text, icon, key, down, more in ways
        ),
        Command("tools.columns", tr("Choose columns…"), columns, "tune-variant", "", "View", rows, "tools", words="hide show"),
        Command(
            "tools.strip", tr("Go to the strip of deadlines"), strip, "calendar-alert", "", "View", rows, "tools", words="timeline renewals"
        ),
        Command("tools.copy", tr("Copy the list for Excel"), page.tool_actions.copy_table, "content-copy", "", "Edit", rows, "copy"),
        Command("tools.sentence", tr("Copy as sentence"), page.tool_actions.copy_sentence, "", "Ctrl+Shift+C", "Edit", rows, "copy"),
        Command(
            "tools.strip_picture",
            tr("Copy the strip as picture"),
            partial(copy_strip, picture=True),
            "image-outline",
            "",
            "Edit",
            rows,
            "copy",
        ),
        Command(
            "tools.strip_table",
            tr("Copy the strip as table"),
            partial(copy_strip, picture=False),
            "table-arrow-right",
            "",
            "Edit",
            rows,
            "copy",
        ),
    ]


def _exports(page: "ToolsPage") -> list[Command]:
    def rows() -> str | None:
        return None if page.shown is not None and page.inventory.tools else tr("There is no tool yet.")

    def dated() -> str | None:
        return rows() or (None if page.inventory.has_deadlines else tr("No contract has a notice deadline to come."))

    excel, ics = page.tool_actions.export_excel, page.tool_actions.export_calendar
    return [
        Command(
            "tools.excel", tr("Export tools to Excel…"), excel, "microsoft-excel", "Ctrl+Shift+E", "File", rows, "area", words="xlsx sheet"
        ),
        Command("tools.ics", tr("Export deadlines as calendar…"), ics, "calendar-export", "", "File", dated, "area", words="ics outlook"),
    ]


def _focus_sources(page: "ToolsPage") -> None:
    page.inspector_wanted.emit()
    page.detail.focus_sources()
