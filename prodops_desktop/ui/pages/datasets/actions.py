"""What is done with the dataset that is open: renamed, counted, deleted, imported again, saved and exported."""

from typing import TYPE_CHECKING

from prodops_desktop.datasets.store import delete_dataset, rename_dataset, set_counts
from prodops_desktop.ui.pages.datasets.export import export_seen
from prodops_desktop.ui.pages.datasets.source import save_source
from prodops_desktop.ui.texts import counted, tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.datasets.page import DatasetsPage


class DatasetActions:
    """Each does nothing where no dataset is open."""

    def __init__(self, page: "DatasetsPage") -> None:
        self._page, self._session = page, page.session

    def rename(self, name: str) -> None:
        """Give it another name; what is wrong with that is said above its rows."""
        dataset, note = self._page.dataset, self._page.grid.note
        if dataset is not None:
            self._session.run(lambda store: rename_dataset(store, dataset.id, name), failed=lambda error: note.say("bad", str(error)))

    def delete(self) -> None:
        """Take it away; the line that says so offers to undo it."""
        dataset = self._page.dataset
        if dataset is not None:
            said = tr("Deleted {name} with {rows}.", name=dataset.name, rows=counted(dataset.version.rows_accepted, "{n} row", "{n} rows"))
            self._session.run_and_say(lambda store: delete_dataset(store, dataset.id), said)

    def import_version(self) -> None:
        """Choose the file that is its next version."""
        dataset = self._page.dataset
        if dataset is not None:
            self._session.import_files(dataset.name)

    def save_source(self) -> None:
        """Save the file that the open version came from, as it came."""
        if self._page.source is not None:
            save_source(self._session, self._page.source, self._page.ask_save)

    def export_seen(self) -> None:
        """Write the rows as they are seen to a file."""
        dataset = self._page.dataset
        if dataset is not None:
            export_seen(self._page.grid.table, dataset.name, self._page.ask_save)

    def count_it(self, counts: bool) -> None:
        """Say whether metrics read it."""
        dataset = self._page.dataset
        if dataset is not None:
            self._session.run(lambda store: set_counts(store, dataset.id, counts=counts))
