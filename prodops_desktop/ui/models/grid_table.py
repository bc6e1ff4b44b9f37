"""The grid of a dataset as a control: sorting by its header, widths that fit, and copying of any block."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QWidget

from prodops_desktop.datasets.profile import Profile
from prodops_desktop.datasets.reading import shown
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.headers import GridHeader, caption_of, profile_sentence
from prodops_desktop.ui.models.paging import GridModel, Line
from prodops_desktop.ui.models.views import DataTable, plain
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import Store

MOST_COPIED = 200_000
"""Cells; what is more is said to be too much, not cut short."""
_NARROWEST_PLACE, _NARROWEST, _WIDEST = growing(52), growing(88), growing(260)


class GridTable(DataTable):
    """A :class:`GridModel` in a table."""

    def __init__(self, session: Session, name: str, place: tuple[str, ...] = ("row",), parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._session = session
        self.grid = GridModel(session, place, self)
        self.header = GridHeader(self)
        self.setHorizontalHeader(self.header)
        self.setModel(self.grid)
        self._own_widths: dict[str, int] = {}
        self._fitted, self._fitting = False, False
        self._wanted_row: tuple[int, int] | None = None
        self._wanted_column: int | None = None
        self._wanted_version: int | None = None
        self.header.sort_asked.connect(self._on_header_sort_asked)
        self.header.sectionResized.connect(self._on_section_resized)
        self.header.sectionHandleDoubleClicked.connect(self._fit_one)
        self.grid.shaped.connect(self._on_grid_shaped)
        self.grid.loaded.connect(self._on_grid_loaded)
        self.copied.connect(self.copy_block)

    def current_line(self) -> Line | None:
        """The row of the current cell, if it is here."""
        index = self.currentIndex()
        return self.grid.line(index.row()) if index.isValid() else None

    def sort_by(self, section: int, *, further: bool = False, descending: bool | None = None) -> None:
        """Sort by a column: ascending, then descending, then not; ``further`` keeps the keys before it."""
        column = self.grid.column_at(section)
        if column is None:
            if not further:
                self.grid.order([], self.grid.find)
                self.header.viewport().update()
            return
        now = next((key[1] for key in self.grid.keys if key[0] == column.position), None)
        wanted = descending if descending is not None else {None: False, False: True, True: None}[now]
        keys = list(self.grid.keys) if further else []
        place = next((i for i, key in enumerate(keys) if key[0] == column.position), len(keys))
        keys[place : place + 1] = [] if wanted is None else [(column.position, wanted)]
        self.grid.order(keys, self.grid.find)
        self.header.viewport().update()

    def find_rows(self, text: str) -> None:
        """Keep the rows that contain a text, and mark it."""
        self.cells.found = text
        self.grid.order(self.grid.keys, text)
        self.viewport().update()

    def copy_block(self) -> None:
        """Copy the selected cells with exact values (ISO days, plain decimals), with headers when several rows are selected."""
        block, grid = self.selected_range(), self.grid.source()
        if block is None or grid is None:
            return
        cells = block.width() * block.height()
        if cells > MOST_COPIED:
            self._session.problem(
                tr(
                    "{n} cells are too many to copy at once; the most is {most}. Select fewer rows or columns.",
                    n=formats.number(cells),
                    most=formats.number(MOST_COPIED),
                )
            )
            return
        sections = range(block.left(), block.right() + 1)
        heads = "\t".join(plain(self.grid.head(section).text) for section in sections)

        def work(store: Store) -> str:
            lines = self.grid.read_lines(block.top(), block.height(), store, grid)
            rows = ["\t".join(self._exact(line, section) for section in sections) for line in lines]
            return "\n".join(rows if len(rows) == 1 else [heads, *rows])

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._session.result(counted(cells, "Copied {n} cell.", "Copied {n} cells."))

        self._session.read(work, done)

    def select_cell(self, row: int, section: int) -> None:
        """Make a cell current and bring it into sight."""
        index = self.grid.index(row, section)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def go_to_row(self, version: int, part: int, row: int) -> None:
        """Make a stored row of a version current as soon as its rows are here, wherever the order has put it."""
        self._wanted_version, self._wanted_row = version, (part, row)
        self._go_to_wanted()

    def go_to_column(self, version: int, position: int) -> None:
        """Make the column of this position current, in the row that is, as soon as the rows of the version are here."""
        self._wanted_version, self._wanted_column = version, position
        self._go_to_wanted()

    def _go_to_wanted_column(self) -> None:
        wanted, self._wanted_column = self._wanted_column, None
        section = next((at for at, column in enumerate(self.grid.columns, self.grid.lead) if column.position == wanted), None)
        if section is not None and self.grid.rowCount():
            self.select_cell(max(0, self.currentIndex().row()), section)
            self.setFocus()

    def _go_to_wanted(self) -> None:
        if self._wanted_version != self.grid.version or self.grid.ordering:
            return  # what is shown until then is another one, or in another order
        if self._wanted_column is not None and self.grid.ready:
            self._go_to_wanted_column()
        grid, wanted = self.grid.source(), self._wanted_row
        if grid is None or wanted is None:
            return
        self._wanted_row = None

        def found(position: int | None) -> None:
            if position is not None:
                self.select_cell(position, self.grid.lead)
                self.setFocus()

        self._session.read(lambda _: grid.position_of(*wanted), found, key=("row", id(self)))

    def show_profiles(self, profiles: dict[int, Profile]) -> None:
        """Show the profile of each column by its position."""
        self.header.show_profiles(profiles)
        self.grid.write_alike({position: profile.decimals for position, profile in profiles.items()})
        if self._fitted:
            self._fit()
        self.setAccessibleDescription(self.describe_profiles())

    def describe_profiles(self) -> str:
        """All profiles as sentences."""
        found = ((column, self.header.profiles.get(column.position)) for column in self.grid.columns)
        return "\n".join(profile_sentence(column, profile) for column, profile in found if profile is not None)

    def _exact(self, line: Line, section: int) -> str:
        column = self.grid.column_at(section)
        if column is not None:
            return plain(shown(column, line.values[section - self.grid.lead]))
        return {"row": line.place.number, "sheet": line.place.sheet, "file": self.grid.file}[self.grid.place[section]]

    def _on_header_sort_asked(self, section: int, further: bool) -> None:
        self.sort_by(section, further=further)

    def _on_section_resized(self, section: int, old: int, new: int) -> None:
        del old
        if not self._fitting and self._fitted:
            self._own_widths[self.grid.head(section).text] = new

    def _on_grid_shaped(self) -> None:
        self._fitted = False
        self.header.profiles = {}
        self.horizontalScrollBar().setValue(0)
        self._fit()

    def _on_grid_loaded(self) -> None:
        self._fit_when_new()
        self._go_to_wanted()

    def _fit_when_new(self) -> None:
        if not self._fitted:
            self._fit()
            self._fitted = True

    def _fit_one(self, section: int) -> None:
        """Double click on an edge: the width that the column needs."""
        self._own_widths.pop(self.grid.head(section).text, None)
        self._fit()

    def _fit(self) -> None:
        self._fitting = True
        for section in range(self.grid.columnCount()):
            self.setColumnWidth(section, self._own_widths.get(self.grid.head(section).text) or self._needed(section))
        self._fitting = False

    def _needed(self, section: int) -> int:
        """Room for the header and for most of the first values."""
        head = QFontMetrics(theme.font("header")).horizontalAdvance(self.grid.head(section).text) + 4
        metrics = QFontMetrics(theme.font("name"))
        rows = range(min(40, self.grid.rowCount())) if self.grid.ready else range(0)
        texts = sorted((self.grid.cell(row, section).text for row in rows), key=len)
        usual = max((metrics.horizontalAdvance(text) for text in texts[-6:-2] or texts), default=0)  # one odd row is no measure
        column = self.grid.column_at(section)
        if column is None:
            return max(_NARROWEST_PLACE, min(_WIDEST, max(head, usual) + 2 * PADDING))
        caption = QFontMetrics(theme.font("caption")).horizontalAdvance(caption_of(column)) if self.header.with_profile else 0
        return max(_NARROWEST, min(_WIDEST, max(head, usual, caption) + 2 * PADDING + 4))
