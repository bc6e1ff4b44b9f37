"""What can be done with a dataset on its page, as commands: each gesture of the mouse has one."""

from typing import TYPE_CHECKING

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.pages.datasets.grid_commands import grid_commands
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.datasets.page import DatasetsPage


def dataset_commands(page: "DatasetsPage") -> list[Command]:
    """The commands, in the order of the menus."""
    return [*_on_dataset(page), *grid_commands(page)]


def _on_dataset(page: "DatasetsPage") -> list[Command]:
    def writable() -> str | None:
        return page.session.read_only_reason or open_()

    def open_() -> str | None:
        return None if page.dataset is not None else tr("Import a spreadsheet first.")

    def count() -> None:
        dataset = page.dataset
        if dataset is not None:
            page.dataset_actions.count_it(not dataset.counts)

    def count_text() -> str:
        dataset = page.dataset
        return tr("Count in metrics") if dataset is not None and not dataset.counts else tr("Do not count in metrics")

    def kept() -> str | None:
        return page.source.missing or None if page.source is not None else tr("Import a spreadsheet first.")

    next_, save = tr("Import the next version of this dataset…"), tr("Save a copy of the source file…")
    return [
        Command("datasets.rename", tr("Rename dataset"), page.rename, "pencil-outline", "F2", "Edit", writable, "dataset"),
        Command(
            "datasets.delete",
            tr("Delete dataset"),
            page.dataset_actions.delete,
            "",
            "Ctrl+Del",
            "Edit",
            writable,
            "dataset",
            words="remove",
        ),
        Command("datasets.counts", tr("Count in metrics"), count, "", "", "Data", writable, "dataset", count_text, "include exclude"),
        Command(
            "datasets.version",
            next_,
            page.dataset_actions.import_version,
            "tray-arrow-down",
            "",
            "Data",
            writable,
            "dataset",
            words="update reload",
        ),
        Command(
            "datasets.source",
            save,
            page.dataset_actions.save_source,
            "file-table-outline",
            "",
            "Data",
            kept,
            "dataset",
            words="original export",
        ),
        Command("datasets.filter", tr("Filter what has the keyboard"), page.begin_filter, "filter-variant", "/", "Data", open_, "dataset"),
    ]
