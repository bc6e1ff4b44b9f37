"""What can be done on the page Datasets, as commands: each gesture of the mouse has one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.datasets.page import DatasetsPage


def dataset_commands(page: "DatasetsPage") -> list[Command]:
    """The commands, in the order of the menus."""
    return [*_on_dataset(page), *_on_grid(page)]


def _on_dataset(page: "DatasetsPage") -> list[Command]:
    def writable() -> str | None:
        return page.session.read_only_reason or open_()

    def open_() -> str | None:
        return None if page.dataset is not None else tr("Import a spreadsheet first.")

    def count() -> None:
        dataset = page.dataset
        if dataset is not None:
            page.count_it(not dataset.counts)

    def count_text() -> str:
        dataset = page.dataset
        return tr("Count in metrics") if dataset is not None and not dataset.counts else tr("Do not count in metrics")

    def kept() -> str | None:
        return page.source.missing or None if page.source is not None else tr("Import a spreadsheet first.")

    next_, save = tr("Import the next version of this dataset…"), tr("Save a copy of the source file…")
    return [
        Command("datasets.rename", tr("Rename dataset"), page.rename, "pencil-outline", "F2", "Edit", writable, "dataset"),
        Command("datasets.delete", tr("Delete dataset"), page.delete, "", "Ctrl+Del", "Edit", writable, "dataset", words="remove"),
        Command("datasets.counts", tr("Count in metrics"), count, "", "", "Data", writable, "dataset", count_text, "include exclude"),
        Command("datasets.version", next_, page.import_version, "tray-arrow-down", "", "Data", writable, "dataset", words="update reload"),
        Command("datasets.source", save, page.save_source, "file-table-outline", "", "Data", kept, "dataset", words="original export"),
        Command("datasets.filter", tr("Filter the list"), page.catalogue.search.setFocus, "filter-variant", "/", "Data", open_, "dataset"),
    ]


def _on_grid(page: "DatasetsPage") -> list[Command]:
    table = page.grid.table

    def cell() -> str | None:
        if page.current_tab() == "imported" and table.currentIndex().isValid():
            return None
        return tr("Choose a cell of the grid first.")

    def rows() -> str | None:
        return None if page.current_tab() == "imported" and table.grid.rowCount() else tr("There are no rows here.")

    def unsort() -> None:
        table.sort_by(-1)

    def profile() -> None:
        table.header.want_profile(wanted=not table.header.with_profile)

    source = tr("Where it comes from")
    return [
        Command("datasets.trace", source, page.trace_cell, "file-table-outline", "F9", "Data", rows, "grid", words="source"),
        Command("datasets.copy", tr("Copy cells for Excel"), table.copy_block, "content-copy", "", "Edit", cell, "copy"),
        *_sorts(table, cell),
        Command("datasets.unsort", tr("Back to the order of the file"), unsort, "", "", "Data", rows, "sort", words="remove sort"),
        Command("datasets.profile", tr("Show or hide the profile of the columns"), profile, "", "", "View", group="grid"),
    ]


def _sorts(table: GridTable, cell: Callable[[], str | None]) -> list[Command]:
    """The twins of click and Shift+click on a header."""
    ways = (
        ("up", tr("Sort by this column, smallest first"), "arrow-up", "Ctrl+Shift+Up", False, False),
        ("down", tr("Sort by this column, largest first"), "arrow-down", "Ctrl+Shift+Down", True, False),
        ("also_up", tr("Then sort by this column, smallest first"), "", "Ctrl+Alt+Up", False, True),
        ("also_down", tr("Then sort by this column, largest first"), "", "Ctrl+Alt+Down", True, True),
    )

    def sort(*, descending: bool, further: bool) -> Callable[[], None]:
        return lambda: table.sort_by(table.currentIndex().column(), further=further, descending=descending)

    return [
        Command(f"datasets.{id_}", text, sort(descending=descending, further=further), icon, key, "Data", cell, "sort")
        for id_, text, icon, key, descending, further in ways
    ]
