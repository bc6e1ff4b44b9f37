"""The panel Datasets: catalogue, grid or quarantine, inspector, and the commands on them."""

import functools
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QStackedWidget

from prodops_desktop.datasets.model import Dataset, Version
from prodops_desktop.datasets.saved_views import VIEW_TABLES
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.ui import asking, formats
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.grid_sums import BlockSums
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.pages.datasets.actions import DatasetActions
from prodops_desktop.ui.pages.datasets.catalogue import Catalogue
from prodops_desktop.ui.pages.datasets.commands import dataset_commands
from prodops_desktop.ui.pages.datasets.detail import Detail, read_dataset
from prodops_desktop.ui.pages.datasets.grid_pane import GridPane
from prodops_desktop.ui.pages.datasets.held_tab import HeldTab
from prodops_desktop.ui.pages.datasets.inspector import DatasetInspector
from prodops_desktop.ui.pages.datasets.source import AskSave, Source
from prodops_desktop.ui.pages.datasets.tracing import CellTracing
from prodops_desktop.ui.recent import token_of
from prodops_desktop.ui.records.places import ColumnPlace, FoundRow
from prodops_desktop.ui.records.sources import HeldRows, RowPlace
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import LIST_WIDTH
from prodops_desktop.ui.widgets.keys import has_keyboard
from prodops_desktop.ui.widgets.split import Split
from prodops_desktop.ui.widgets.stacks import stack_on
from prodops_desktop.ui.widgets.states import EmptyState


@dataclass(frozen=True)
class _Shown:
    """The dataset that is open, and which of its versions; None is the newest, whichever that is."""

    dataset: int | None = None
    version: int | None = None


class DatasetsPage(Page):
    """One dataset at a time beside the list of all."""

    id = "datasets"
    title = tr("Datasets")
    icon = "database-outline"
    digit = 3
    tables = frozenset({"dataset", "version", "version_part", "dead", "link", "quarantine_mend", "quarantine_ruling"}) | VIEW_TABLES

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._datasets: list[Dataset] = []
        self._shown = _Shown()
        self._tab = "imported"
        self._row: RowPlace | ColumnPlace | FoundRow | None = None
        self.source: Source | None = None
        self.ask_save: AskSave = functools.partial(asking.ask_save, self)
        self.catalogue = Catalogue(lambda: session.import_files(), lambda: session.today)
        self.grid = GridPane(session)
        self.held = HeldTab(session, self)
        self.quarantine = self.held.pane
        self.detail = DatasetInspector(session)
        self.dataset_actions = DatasetActions(self)
        self.tracing = CellTracing(session, self.grid.table, self.detail)
        self.inspector = self.inspectors = QStackedWidget()
        self.inspectors.addWidget(self.detail)
        self.inspectors.addWidget(self.held.inspector)
        self.empty = EmptyState(
            tr("Nothing has been imported yet."),
            tr("Import a spreadsheet"),
            lambda: session.import_files(),
            icon="database-outline",
            more=tr("Drop Excel or CSV files anywhere on this window, or press Ctrl+I."),
        )
        self._build()
        self._connect()

    @property
    def pending(self) -> bool:
        """Whether the source of a cell or a search is to come."""
        return self.tracing.pending or self.grid.pending or self.held.pending

    def refresh(self) -> None:
        """Read the catalogue again; the dataset that is open stays open."""
        self.session.read(all_datasets, self._on_read, key=self)

    def tabs(self) -> list[tuple[str, str, int | None]]:
        """Imported, and what was held back."""
        held = sum(one.version.rows_quarantined for one in self._datasets)
        return [("imported", tr("Imported"), len(self._datasets)), ("quarantine", tr("Quarantine"), held)]

    def current_tab(self) -> str:
        """The tab that is shown."""
        return self._tab

    def show_tab(self, tab: str) -> None:
        """Show the rows that were accepted, or those that were not, then of a dataset that has any."""
        dataset = self.dataset
        if tab == "quarantine" and self._shown.version is None and dataset is not None and not dataset.version.rows_quarantined:
            held = next((one for one in self._datasets if one.version.rows_quarantined), None)
            if held is not None:
                self._shown, self._row = _Shown(held.id), None
        self._tab = tab
        self.catalogue.show_quarantine(shown=tab == "quarantine")
        self.panes.setCurrentWidget(self.quarantine if tab == "quarantine" else self.grid)
        self.inspectors.setCurrentWidget(self.held.inspector if tab == "quarantine" else self.detail)
        self._say_selected()
        self._show()

    def find_text(self, text: str = "") -> bool:
        """Search in the grid, or among the rows that are held back."""
        if self.dataset is None:
            return False
        (self.grid.find_bar.begin if self._tab == "imported" else self.quarantine.begin_search)(text)
        return True

    def open(self, target: object) -> None:
        """Show the dataset with this id, one of its columns, a row that something came from or that was found, or the rows held back."""
        if isinstance(target, HeldRows):
            self._shown, self._row = _Shown(target.dataset), None
            self.review()
            return
        if isinstance(target, RowPlace | FoundRow):
            self._shown, self._row = _Shown(target.dataset, target.version), target
        elif isinstance(target, ColumnPlace):
            self._shown, self._row = _Shown(target.dataset), target
        elif isinstance(target, int):
            self._shown, self._row = _Shown(target), None
        else:
            return
        if self._tab != "imported" and self._row is not None:
            self.go_to_tab("imported")
        if self._datasets:
            self._show()

    def place(self) -> int | str | None:
        """The dataset that is shown."""
        return self._shown.dataset

    def focus_first(self) -> None:
        """The keyboard goes to the list, or to the one thing that can be done."""
        (self.empty.action if self.stack.currentWidget() is self.empty else self.catalogue.list).setFocus()

    def commands(self) -> list[Command]:
        """What can be done with a dataset and its grid."""
        return [*dataset_commands(self), *self.held.commands()]

    @property
    def dataset(self) -> Dataset | None:
        """The dataset that is open."""
        return next((one for one in self._datasets if one.id == self._shown.dataset), None)

    def rename(self) -> None:
        """Type another name in place of the title."""
        if self.session.read_only_reason:
            self.session.problem(self.session.read_only_reason)
            return
        if self._tab != "imported":
            self.go_to_tab("imported")
        self.grid.title.begin()

    def review(self) -> None:
        """Show the rows that are held back, with the keyboard in them."""
        self.go_to_tab("quarantine")
        self.quarantine.table.setFocus()

    def begin_filter(self) -> None:
        """Filter the rows where the keyboard is in them, else the list of datasets."""
        if self._tab == "imported" and has_keyboard(self.grid):
            self.grid.begin_filter()
        else:
            self.catalogue.search.setFocus()

    def trace_cell(self) -> None:
        """Say where the current cell comes from, and put the keyboard there."""
        self.inspector_wanted.emit()
        self.tracing.trace_now()

    def _build(self) -> None:
        self.split, self.panes = Split(), QStackedWidget()
        self.stack = stack_on(self, self.split, self.empty)
        self.split.addWidget(self.catalogue)
        self.split.addWidget(self.panes)
        self.panes.addWidget(self.grid)
        self.panes.addWidget(self.quarantine)
        self.catalogue.setMinimumWidth(px(200))
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([LIST_WIDTH, 800])

    def _connect(self) -> None:
        self.catalogue.chosen.connect(self._on_list_chosen)
        self.catalogue.entered.connect(self._on_list_entered)
        self.grid.title.asked.connect(self.rename)
        self.grid.title.renamed.connect(self.dataset_actions.rename)
        self.grid.newest_button.clicked.connect(lambda: self.open(self._shown.dataset))
        self.grid.trace_asked.connect(self.trace_cell)
        self.grid.head.export.clicked.connect(lambda: self.dataset_actions.export_seen())
        self.grid.table.summed.connect(self._on_table_summed)
        self.grid.table.left.connect(self.catalogue.list.setFocus)
        self.quarantine.table.left.connect(self.catalogue.list.setFocus)
        self.detail.version_asked.connect(self._on_version_asked)
        self.detail.counts_asked.connect(self.dataset_actions.count_it)
        self.detail.import_button.clicked.connect(lambda: self.dataset_actions.import_version())
        self.detail.delete_button.clicked.connect(lambda: self.dataset_actions.delete())
        self.detail.source_asked.connect(self.dataset_actions.save_source)
        self.detail.review_asked.connect(self.review)

    def _on_read(self, datasets: list[Dataset]) -> None:
        row = self.catalogue.list.currentIndex().row()
        self._datasets = datasets
        focus = QApplication.focusWidget()
        mine = focus is not None and self.isAncestorOf(focus)
        was = self.stack.currentWidget()
        self.stack.setCurrentWidget(self.split if datasets else self.empty)
        if mine and self.stack.currentWidget() is not was:
            self.focus_first()
        if datasets and self.dataset is None:  # gone, or nothing was open yet: the neighbour, or the newest import
            newest = max(datasets, key=lambda one: one.version.imported_at)
            self._shown = _Shown((datasets[min(row, len(datasets) - 1)] if row >= 0 else newest).id)
        self.catalogue.show_datasets(datasets)
        self.tabs_changed.emit()
        self._show()

    def _show(self) -> None:
        dataset = self.dataset
        if dataset is None:
            self.source = None
            self.grid.clear()
            self.detail.show_nothing()
            self.set_summary("")
            return
        self.catalogue.list.choose(dataset.id)
        wanted = self._shown.version
        self.session.read(lambda store: read_dataset(store, dataset, wanted), self._on_detail_read, key="datasets.detail")

    def _on_detail_read(self, detail: Detail) -> None:
        if detail.version.id != self.grid.table.grid.version:
            self.detail.show_cell(None)
        self.source = detail.source
        self.detail.show_detail(detail)
        row, self._row = self._row, None
        self.grid.show_version(detail.dataset, detail.version, detail.views, row.find if isinstance(row, FoundRow) else None)
        if self._tab == "quarantine":
            self.held.show_version(detail.dataset, detail.version)
        if isinstance(row, ColumnPlace):
            self.grid.table.go_to_column(detail.version.id, row.column)
        elif row is not None and row.part is not None and row.row is not None and row.version == detail.version.id:
            self.grid.table.go_to_row(row.version, row.part, row.row)
        self.set_summary(_summary(detail.version, detail.columns))

    def _on_list_chosen(self, dataset: object) -> None:
        self.session.recent.note(token_of(self.id, dataset), passing=True)
        self.open(dataset)

    def _on_table_summed(self, sums: BlockSums | None) -> None:
        self.detail.show_selection(sums)
        self._say_selected()

    def _say_selected(self) -> None:
        """The status bar tells of the selection as long as the grid is seen."""
        sums = self.detail.selection if self._tab == "imported" else None
        self.set_selected(sums.said() if sums is not None else "", sums.figures() if sums is not None else ())

    def _on_list_entered(self) -> None:
        if self._tab == "quarantine":
            self.quarantine.focus_first()
        else:
            table = self.grid.table
            table.setFocus()
            if not table.currentIndex().isValid():
                table.go_to(0, table.grid.lead)

    def _on_version_asked(self, version: int) -> None:
        self._shown = _Shown(self._shown.dataset, version)
        self._show()


def _summary(version: Version, columns: int) -> str:
    rows = counted(version.rows_accepted, "{n} row", "{n} rows")
    held = f" · {tr('{n} in quarantine', n=formats.number(version.rows_quarantined))}" if version.rows_quarantined else ""
    return f"{rows} · {counted(columns, '{n} column', '{n} columns')}{held}"
