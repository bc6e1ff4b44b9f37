"""What can be done with a dataset on its page, as commands: each gesture of the mouse has one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.pages.datasets.grid_commands import grid_commands
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.datasets.page import DatasetsPage


def dataset_commands(page: "DatasetsPage") -> list[Command]:
    """The commands, in the order of the menus."""
    return [*_on_dataset(page), *_on_versions(page), *_on_lists(page), *grid_commands(page)]


def _on_dataset(page: "DatasetsPage") -> list[Command]:
    writable, delete = _needs_writing(page), page.dataset_actions.delete

    def count() -> None:
        dataset = page.dataset
        if dataset is not None:
            page.dataset_actions.count_it(not dataset.counts)

    def count_text() -> str:
        dataset = page.dataset
        return tr("Count in metrics") if dataset is not None and not dataset.counts else tr("Do not count in metrics")

    return [
        Command("datasets.rename", tr("Rename dataset"), page.rename, "pencil-outline", "F2", "Edit", writable, "dataset"),
        Command("datasets.delete", tr("Delete dataset"), delete, "", "Ctrl+Del", "Edit", writable, "dataset", words="remove"),
        Command("datasets.counts", tr("Count in metrics"), count, "", "", "Data", writable, "dataset", count_text, "include exclude"),
    ]


def _on_versions(page: "DatasetsPage") -> list[Command]:
    next_, save = tr("Import the next version of this dataset…"), tr("Save a copy of the source file…")
    actions, writable = page.dataset_actions, _needs_writing(page)

    def kept() -> str | None:
        return page.source.missing or None if page.source is not None else tr("Import a spreadsheet first.")

    return [
        Command("datasets.version", next_, actions.import_version, "tray-arrow-down", "", "Data", writable, "dataset",
                words="update reload"),
        Command("datasets.source", save, actions.save_source, "file-table-outline", "", "Data", kept, "dataset", words="original export"),
    ]  # fmt: skip


def _on_lists(page: "DatasetsPage") -> list[Command]:
    run, needs = page.begin_filter, _needs_dataset(page)
    return [Command("datasets.filter", tr("Filter what has the keyboard"), run, "filter-variant", "/", "Data", needs, "dataset")]


def _needs_dataset(page: "DatasetsPage") -> Callable[[], str | None]:
    return lambda: None if page.dataset is not None else tr("Import a spreadsheet first.")


def _needs_writing(page: "DatasetsPage") -> Callable[[], str | None]:
    needs = _needs_dataset(page)
    return lambda: page.session.read_only_reason or needs()
