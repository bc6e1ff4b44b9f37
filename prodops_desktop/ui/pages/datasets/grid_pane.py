"""The grid of one version of a dataset: title, find, and rows with their profile."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.datasets.model import Dataset, Version
from prodops_desktop.datasets.profile import Profile, profiles
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.find_bar import FindBar
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.pages.datasets.title import TitleField
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER, TOOLBAR_HEIGHT
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.workspace import Store


class GridPane(QWidget):
    """Shows one version at a time; profiles are kept, as the parts of versions never change."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._profiles: dict[tuple[int, ...], dict[int, Profile]] = {}
        self._profiled: Version | None = None
        self._parts: tuple[int, ...] = ()
        self._rows = 0
        self.title = TitleField()
        self.about = Elided("", "meta", "3", middle=True)
        self.table = GridTable(session, tr("Rows of the dataset"))
        self.find_bar = FindBar(self.table)
        self.note = Note()
        self.note.say("note", "")
        self.find_button = button(tr("Find"), self.find_bar.begin, icon="magnify", small=True)
        self.find_button.setToolTip(tr("Find in all columns (Ctrl+F)"))
        self.newest_button = button(tr("Newest version"), icon="arrow-right", small=True)
        self.newest_button.hide()
        self.foot = Elided("", "meta", "3")
        self.foot.setContentsMargins(GUTTER, 5, GUTTER, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self.find_bar)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        self.table.grid.counted.connect(self._on_grid_counted)
        self.table.grid.loaded.connect(self._on_grid_loaded)
        self.table.grid.failed.connect(lambda text: self.note.say("bad", text))
        self.title.ended.connect(self.table.setFocus)

    def show_version(self, dataset: Dataset, version: Version, find: str | None = None) -> None:
        """Show a version; the same one again keeps selection and scroll. ``find`` is searched in it at once."""
        self.title.show_name(dataset.name)
        self.about.setText(_about(dataset, version))
        self.newest_button.setVisible(version.id != dataset.version.id)
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
            self.table.grid.find = find or ""
        self.note.say("note", "")
        self._rows = version.rows_accepted
        self.foot.setText("")
        self.table.grid.show_version(version.id)
        self._profiled = version
        if not is_same:
            self._on_grid_loaded()

    def clear(self) -> None:
        """Show nothing."""
        self.table.grid.show_version(None)

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

    def _on_grid_counted(self, count: int) -> None:
        finding, keys = bool(self.table.grid.find), len(self.table.grid.keys)
        rows = counted(self._rows, "{n} row", "{n} rows")
        parts = [tr("{n} of {rows}", n=formats.number(count), rows=rows) if finding else rows]
        if keys:
            parts.append(counted(keys, "{n} sort key", "{n} sort keys"))
        parts.append(tr("Shift+click: next sort key"))
        parts.append(tr("Ctrl+C copies for Excel"))
        self.foot.setText("  ·  ".join(parts))

    def _make_head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("pageToolbar")
        head.setFixedHeight(TOOLBAR_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(GUTTER, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.about, 1)
        row.addWidget(self.newest_button)
        row.addWidget(self.find_button)
        return head


def _about(dataset: Dataset, version: Version) -> str:
    number = f"v{version.number}" if version.id == dataset.version.id else tr("v{n}, not the newest", n=version.number)
    place = place_of(version)
    return f"{number} · {place} · {counted(version.rows_accepted, '{n} row', '{n} rows')}"


def place_of(version: Version) -> str:
    """File and sheet; a text file has no sheet but itself."""
    return version.file if not version.sheet or version.file.startswith(f"{version.sheet}.") else f"{version.file} › {version.sheet}"
