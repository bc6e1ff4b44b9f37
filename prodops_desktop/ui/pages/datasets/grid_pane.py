"""The grid of one version of a dataset: title, find, and rows with their profile."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prodops_desktop.datasets.model import Dataset, Version
from prodops_desktop.datasets.profile import Profile, profiles
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.saved_views import SavedView
from prodops_desktop.ui.models.column_chooser import choose_columns
from prodops_desktop.ui.models.column_menu import ColumnMenus
from prodops_desktop.ui.models.filter_row import FilterRow
from prodops_desktop.ui.models.find_bar import FindBar
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.no_rows import NoRows
from prodops_desktop.ui.pages.datasets.grid_foot import GridFoot
from prodops_desktop.ui.pages.datasets.grid_head import GridHead
from prodops_desktop.ui.pages.datasets.views import Views
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.workspace import Store


class GridPane(QWidget):
    """Shows one version at a time; profiles are kept, as the parts of versions never change."""

    trace_asked = Signal()
    """Where the current cell comes from is wanted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._profiles: dict[tuple[int, ...], dict[int, Profile]] = {}
        self._profiled: Version | None = None
        self._parts: tuple[int, ...] = ()
        self._failed = False
        self.table = GridTable(session, tr("Rows of the dataset"))
        self.filters = FilterRow(self.table)
        self.menus = ColumnMenus(self.table, self.filters, self._on_trace_asked)
        self.find_bar = FindBar(self.table)
        self.head = GridHead(self.table)
        self.title, self.about, self.newest_button = self.head.title, self.head.about, self.head.newest
        self.views = Views(self.table, self.find_bar)
        self.head.add_first(self.views.button)
        self.note = Note()
        self.note.say("note", "")
        self.no_rows = NoRows(self.table)
        self.foot = GridFoot(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.find_bar, self.note):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        self.head.on_clicks(self.choose_columns, self.turn_filter_row, self.find_bar.begin)
        self.filters.problem_changed.connect(self.foot.show_problem)
        self.table.grid.loaded.connect(self._on_grid_loaded)
        self.table.grid.failed.connect(self._on_grid_failed)
        self.table.grid.counted.connect(lambda _: self._on_grid_arranged())
        self.title.ended.connect(self.table.setFocus)

    @property
    def pending(self) -> bool:
        """Whether a search or a filter that is being typed is to come."""
        return self.find_bar.pending or self.filters.pending or self.table.pending

    def choose_columns(self) -> None:
        """Open the list of columns."""
        choose_columns(self.table, self.head.columns.mapToGlobal(QPoint(0, self.head.columns.height() + 4)))

    def turn_filter_row(self) -> None:
        """Show or hide the row of filters, with the keyboard in it or back in the rows."""
        wanted = not self.table.wants_filter_row
        self.table.want_filter_row(wanted=wanted)
        if wanted:
            self.begin_filter()
        else:
            self.table.setFocus()

    def choose_values(self) -> None:
        """Open the list of values of the current column."""
        column = self.table.grid.column_at(self.table.current_section())
        if column is not None:
            self.menus.choose(column)

    def begin_filter(self) -> None:
        """Put the keyboard into the filter of the current column."""
        column = self.table.grid.column_at(self.table.current_section())
        if column is not None:
            self.menus.filter(column.position)

    def show_version(self, dataset: Dataset, version: Version, views: Sequence[SavedView] = (), find: str | None = None) -> None:
        """Show a version and offer its dataset’s views; the same one again keeps selection and scroll. ``find`` is searched at once."""
        self.views.show_views(views)
        self.title.show_name(dataset.name)
        self.about.setText(_about(dataset, version))
        self.newest_button.setVisible(version.id != dataset.version.id)
        self.head.fit()
        is_same = version.id == self.table.grid.version
        if is_same and version.parts == self._parts:
            if find is not None:
                self.find_bar.show_text(find)
                self.table.find_rows(find)
            return
        self._parts = version.parts
        if not is_same:  # else rows were released from quarantine, or no longer
            self.find_bar.show_text(find or "")
            self.table.cells.found = find or ""
            self.table.grid.find_next(find or "")
        self.note.say("note", "")
        self.foot.show_rows(version.rows_accepted)
        if self.table.memory.key != f"grid.{dataset.id}":
            self.table.remember(f"grid.{dataset.id}")
        self.table.grid.show_version(version.id)
        self._profiled = version
        if not is_same:
            self._on_grid_loaded()

    def clear(self) -> None:
        """Show nothing."""
        self.table.grid.show_version(None)

    def _on_grid_failed(self, problem: str) -> None:
        self._failed = True
        self.note.say("bad", problem)

    def _on_grid_arranged(self) -> None:
        """The rows are here: what was said of a way that they could not be looked at is over."""
        if self._failed:
            self._failed = False
            self.note.say("note", "")

    def _on_grid_loaded(self) -> None:
        """Rows first: a profile looks at many of them."""
        version, grid = self._profiled, self.table.grid
        if version is not None and grid.version == version.id and grid.ready:
            self._profiled = None
            self._show_profiles(version)

    def _show_profiles(self, version: Version) -> None:
        known = self._profiles.get(version.parts)
        if known is not None:
            self.table.show_profiles(known)
            return

        def look(store: Store) -> dict[int, Profile]:
            return profiles(store, version.id, columns_of(store, version.id), version.rows_accepted)

        def done(found: dict[int, Profile]) -> None:
            self._profiles[version.parts] = found
            if (self.table.grid.version, self._parts) == (version.id, version.parts):
                self.table.show_profiles(found)

        self._session.read(look, done, lambda _: self.table.show_profiles({}), key="datasets.profiles")

    def _on_trace_asked(self, section: int) -> None:
        if self.table.grid.rowCount():
            self.table.select_cell(max(0, self.table.currentIndex().row()), section)
            self.trace_asked.emit()


def _about(dataset: Dataset, version: Version) -> str:
    number = f"v{version.number}" if version.id == dataset.version.id else tr("v{n}, not the newest", n=version.number)
    place = place_of(version)
    return f"{number} · {place} · {counted(version.rows_accepted, '{n} row', '{n} rows')}"


def place_of(version: Version) -> str:
    """File and sheet; a text file has no sheet but itself."""
    return version.file if not version.sheet or version.file.startswith(f"{version.sheet}.") else f"{version.file} › {version.sheet}"
