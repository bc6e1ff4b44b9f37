"""What can be done with the grid of a dataset, as commands: each gesture of the mouse has one."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.datasets.page import DatasetsPage

Enabled = Callable[[], str | None]


def grid_commands(page: "DatasetsPage") -> list[Command]:
    """The commands, in the order of the menus."""
    table = page.grid.table

    def cell() -> str | None:
        if page.current_tab() == "imported" and table.currentIndex().isValid():
            return None
        return tr("Choose a cell of the grid first.")

    def rows() -> str | None:
        return None if page.current_tab() == "imported" and table.grid.rowCount() else tr("There are no rows here.")

    def grid() -> str | None:
        return None if page.current_tab() == "imported" and table.grid.version is not None else tr("There are no rows here.")

    source, copied, seen = tr("Where it comes from"), tr("Copy cells for Excel"), tr("Export what is seen…")
    return [
        Command("datasets.trace", source, page.trace_cell, "file-table-outline", "F9", "Data", rows, "grid", words="source"),
        Command("datasets.copy", copied, table.copy_block, "content-copy", "", "Edit", cell, "copy"),
        Command(
            "datasets.excel",
            seen,
            page.dataset_actions.export_seen,
            "export-variant",
            "Ctrl+Shift+E",
            "File",
            grid,
            "area",
            words="xlsx csv save",
        ),
        *_sorts(table, cell, rows),
        *_filters(page, cell, grid),
        *_groups(table, cell, grid),
        *_columns(page, cell, grid),
        *_views(page, grid),
    ]


def _sorts(table: GridTable, cell: Enabled, rows: Enabled) -> list[Command]:
    """The twins of click and Shift+click on a header."""
    ways = (
        ("up", tr("Sort by this column, smallest first"), "arrow-up", "Alt+Shift+Up", False, False),
        ("down", tr("Sort by this column, largest first"), "arrow-down", "Alt+Shift+Down", True, False),
        ("also_up", tr("Then sort by this column, smallest first"), "", "Ctrl+Alt+Up", False, True),
        ("also_down", tr("Then sort by this column, largest first"), "", "Ctrl+Alt+Down", True, True),
    )

    def sort(*, descending: bool, further: bool) -> Callable[[], None]:
        return lambda: table.sort_by(table.currentIndex().column(), further=further, descending=descending)

    def unsort() -> None:
        table.sort_by(-1)

    sorts = [
        Command(f"datasets.{id_}", text, sort(descending=descending, further=further), icon, key, "Data", cell, "sort")
        for id_, text, icon, key, descending, further in ways
    ]
    return [
        *sorts,
        Command("datasets.unsort", tr("Back to the order of the file"), unsort, "", "", "Data", rows, "sort", words="remove sort"),
    ]


def _filters(page: "DatasetsPage", cell: Enabled, grid: Enabled) -> list[Command]:
    """What narrows the rows."""
    table, pane = page.grid.table, page.grid

    def filtered() -> str | None:
        return grid() or (None if table.grid.state.filters else tr("There is no filter."))

    rows, clear = tr("Show or hide the row of filters"), tr("Clear all filters")
    return [
        Command("datasets.filter_row", rows, pane.turn_filter_row, "filter-variant", "", "View", grid, "grid", words="filter"),
        Command(
            "datasets.values", tr("Choose values of this column…"), pane.choose_values, "format-list-checkbox", "", "Data", cell, "filter"
        ),
        Command("datasets.clear_filters", clear, pane.foot.clear_filters, "", "", "Data", filtered, "filter", words="remove filter"),
    ]


def _groups(table: GridTable, cell: Enabled, grid: Enabled) -> list[Command]:
    """What puts the rows into groups, by the periods that the menu of a column of days offers, too."""

    def is_group(period: str) -> bool:
        column, state = table.grid.column_at(table.current_section()), table.grid.state
        return column is not None and (state.group, state.period) == (column.position, period)

    def group(period: str) -> None:
        column = table.grid.column_at(table.current_section())
        if column is not None:
            table.group_by(None if is_group(period) else column.position, period)

    def group_text() -> str:
        return tr("No longer group by this column") if is_group("") else tr("Group by this column")

    def timely() -> str | None:
        column = table.grid.column_at(table.current_section())
        return cell() or (None if column is not None and column.is_time else tr("Choose a cell of a column of days first."))

    def groups() -> str | None:
        return grid() or (None if table.grid.groups is not None else tr("The rows are not in groups."))

    close, open_ = partial(table.grid.turn_groups, closed=True), partial(table.grid.turn_groups, closed=False)
    by = {"month": tr("Group by the month of this column"), "quarter": tr("Group by the quarter of this column")}
    by["year"] = tr("Group by the year of this column")
    plain = partial(group, "")
    return [
        Command("datasets.group", tr("Group by this column"), plain, "format-list-group", "", "Data", cell, "filter", group_text),
        *(Command(f"datasets.group_{one}", text, partial(group, one), "", "", "Data", timely, "filter") for one, text in by.items()),
        Command("datasets.close_groups", tr("Close all groups"), close, "", "", "View", groups, "grid", words="collapse"),
        Command("datasets.open_groups", tr("Open all groups"), open_, "", "", "View", groups, "grid", words="expand"),
    ]


def _columns(page: "DatasetsPage", cell: Enabled, grid: Enabled) -> list[Command]:
    """What is seen of the columns, and where."""
    table, pane = page.grid.table, page.grid

    def profile() -> None:
        table.want_profile(wanted=not table.header.with_profile)

    def hide() -> None:
        table.hide_column(table.current_section())

    def pinned() -> bool:
        column = table.grid.column_at(table.current_section())
        return column is not None and column.position in table.grid.state.plan.pinned

    def pin() -> None:
        table.pin_column(table.current_section(), pinned=not pinned())

    def move(by: int) -> Callable[[], None]:
        return lambda: table.move_column(table.current_section(), table.current_section() + by)

    def fit() -> None:
        table.fit_column(table.current_section())

    def pin_text() -> str:
        return tr("Unpin this column") if pinned() else tr("Pin this column at the left")

    left, right = tr("Move this column to the left"), tr("Move this column to the right")
    return [
        Command("datasets.columns", tr("Choose columns…"), pane.choose_columns, "view-column-outline", "", "View", grid, "grid"),
        Command("datasets.profile", tr("Show or hide the profile of the columns"), profile, "chart-bar", "", "View", group="grid"),
        Command("datasets.hide_column", tr("Hide this column"), hide, "eye-off-outline", "", "View", cell, "column"),
        Command("datasets.pin", tr("Pin this column at the left"), pin, "pin-outline", "", "View", cell, "column", pin_text, "freeze"),
        Command("datasets.move_left", left, move(-1), "", "Alt+Shift+Left", "View", cell, "column", words="reorder"),
        Command("datasets.move_right", right, move(1), "", "Alt+Shift+Right", "View", cell, "column", words="reorder"),
        Command("datasets.fit", tr("Fit the width of this column"), fit, "arrow-expand-horizontal", "", "View", cell, "column"),
        Command("datasets.fit_all", tr("Fit the width of all columns"), table.fit_all, "", "", "View", grid, "column"),
    ]


def _views(page: "DatasetsPage", grid: Enabled) -> list[Command]:
    """The saved views, of which the menu of their button offers each one by name."""
    views, group = page.grid.views, "views"

    def writable() -> str | None:
        return page.session.read_only_reason or grid()

    def chosen() -> str | None:
        return writable() or (None if views.current is not None else tr("Choose a view first."))

    def changed() -> str | None:
        return chosen() or (None if views.is_changed else tr("The rows are looked at just as the view says."))

    return [
        Command("datasets.views", tr("Choose a view…"), views.open_menu, "bookmark-outline", "", "View", grid, group, words="saved"),
        Command("datasets.all_rows", tr("Show all rows and columns"), views.show_all, "", "", "View", grid, group, words="reset"),
        Command("datasets.save_view", tr("Save this view as…"), views.begin_save, "", "", "View", writable, group),
        Command("datasets.update_view", tr("Save changes to the view"), views.save_changes, "", "", "View", changed, group),
        Command("datasets.rename_view", tr("Rename the view…"), views.begin_rename, "", "", "View", chosen, group),
        Command("datasets.delete_view", tr("Delete the view"), views.delete, "", "", "View", chosen, group),
    ]
