"""A grid whose order, filters, group and columns are arranged by hand, and remembered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal
from PySide6.QtWidgets import QWidget

from prodops_desktop.datasets.model import Column
from prodops_desktop.ui import formats
from prodops_desktop.ui.models import arranging
from prodops_desktop.ui.models.column_plan import ColumnPlan
from prodops_desktop.ui.models.column_widths import needed_width
from prodops_desktop.ui.models.grid_header import GridHeader
from prodops_desktop.ui.models.grid_memory import GridMemory, Kept
from prodops_desktop.ui.models.grid_state import ColumnFilter, GridState, retyped
from prodops_desktop.ui.models.paging import GridModel
from prodops_desktop.ui.models.pinned_table import GridDelegate, PinnedTable
from prodops_desktop.ui.models.typing_habits import habits_of
from prodops_desktop.ui.session import Session


@dataclass(frozen=True)
class _Place:
    """Where a table stood: its current cell, the block that was selected around it, and how far it was scrolled."""

    row: int = -1
    section: int = 0
    column: Column | None = None
    rows: range = range(0)
    sections: tuple[int | Column, ...] = ()
    across: int = 0
    down: int = 0


class ArrangedTable(PinnedTable):
    """A :class:`GridModel` in a table; every change goes from one state to the next and keeps what is in sight."""

    laid_out = Signal()
    """Columns have other places or widths, or scrolled."""
    stepping = Signal()
    """The rows are to be looked at in another way from here: what is still being typed belongs to how they are looked at now."""
    afresh = Signal()
    """All filters are about to go or be replaced, and so is what is being typed."""

    def __init__(self, session: Session, name: str, place: tuple[str, ...], parent: QWidget | None) -> None:
        super().__init__(name, parent=parent)
        self.session = session
        self.grid = GridModel(session, place, self)
        self.cells = GridDelegate(self)
        self.setItemDelegate(self.cells)
        self.header = GridHeader(self)
        self.setHorizontalHeader(self.header)
        self.setModel(self.grid)
        self.memory = GridMemory(session, self._kept, self)
        self._own_widths: dict[str, int] = {}
        self._filter_row: bool | None = None
        self.view: int | None = None
        self.habits = habits_of(session.today)
        self._fitted = self._fitting = False
        self._left = _Place()
        self.grid.leaving.connect(self._on_grid_leaving)
        self.grid.returned.connect(self._on_grid_returned)
        self.header.sort_asked.connect(self._on_header_sort_asked)
        self.header.moved.connect(self.move_column)
        self.header.sectionResized.connect(self._on_section_resized)
        self.header.sectionHandleDoubleClicked.connect(self.fit_column)
        self.grid.shaped.connect(self._on_grid_shaped)
        self.grid.loaded.connect(self._fit_once)
        self.grid.arranged.connect(self.header.viewport().update)
        self.grid.taken_back.connect(self.memory.keep)
        formats.changed.connect(self._read_filters_anew)
        session.state_changed.connect(self._read_filters_anew)

    def remember(self, key: str) -> None:
        """Have the way that the next versions are looked at kept under a key, and take it from there."""
        self.memory.follow(key)
        self.grid.remembered = self.memory.state if key else None
        self._take(self.memory.look())

    def _take(self, look: Kept) -> None:
        self._own_widths, self._filter_row, self.view = dict(look.widths), look.filter_row, look.view
        self.header.want_profile(wanted=look.profile)

    @property
    def wants_filter_row(self) -> bool:
        """Whether the row of filters is to be seen: as was chosen, else where there are filters."""
        return bool(self.grid.state.filters) if self._filter_row is None else self._filter_row

    def want_filter_row(self, *, wanted: bool) -> None:
        """Show or hide the row of filters."""
        self._filter_row = wanted
        self.grid.arranged.emit()
        self.memory.keep()

    def want_profile(self, *, wanted: bool) -> None:
        """Show or hide the profiles of the columns."""
        self.header.want_profile(wanted=wanted)
        self.memory.keep()

    def step(self, to: Callable[[GridState], GridState]) -> None:
        """Look at the rows in another way, which is made from how they are looked at, from the same place."""
        self.stepping.emit()
        state = to(self.grid.state)
        if state != self.grid.state:
            self.grid.arrange(state)
            self.memory.keep()

    def look_at(self, state: GridState, widths: Mapping[str, int], query: str) -> None:
        """Look at the rows in quite another way: with these widths by header, and only those that contain a text."""
        self._own_widths = dict(widths)
        self.afresh.emit()
        self.grid.arrange(state, query)
        self._set_widths()
        self.memory.keep()

    def own_widths(self) -> dict[str, int]:
        """The widths that were drawn by hand, by header."""
        return dict(self._own_widths)

    def sort_by(self, section: int, *, further: bool = False, descending: bool | None = None) -> None:
        """Sort by a column: ascending, then descending, then not; ``further`` keeps the keys before it."""
        column = self.grid.column_at(section)
        position = column.position if column is not None else None
        self.step(lambda state: arranging.sorted_by(state, position, further=further, descending=descending))

    def unsort_by(self, position: int) -> None:
        """Take a column out of the order."""
        self.step(lambda state: arranging.unsorted_by(state, position))

    def filter_column(self, position: int, one: ColumnFilter | None) -> None:
        """Filter a column by what was typed or chosen, or no longer; a column that is not there is not filtered."""
        if self.grid.own_column(position) is not None and self.grid.state.filters.get(position) != one:
            self.step(lambda state: arranging.filtered(state, position, one))

    def clear_filters(self) -> None:
        """Filter by nothing, nor by what is being typed."""
        self.afresh.emit()
        self.step(arranging.unfiltered)

    def group_by(self, position: int | None, period: str = "") -> None:
        """Show the rows in groups of the values of a column, of days those of a month, quarter or year, or in none."""
        self.step(lambda state: arranging.grouped(state, position, period))

    def hide_column(self, section: int) -> None:
        """Hide a column, unless it is the last one."""
        column = self.grid.column_at(section)
        if column is not None:
            self._plan(lambda plan: plan.hide(column.position))

    def show_only(self, positions: Iterable[int]) -> None:
        """Show these columns and no others."""
        self._plan(lambda plan: plan.show_only(positions))

    def pin_column(self, section: int, *, pinned: bool) -> None:
        """Keep a column at the left, or let it scroll again."""
        column = self.grid.column_at(section)
        if column is not None:
            self._plan(lambda plan: plan.pin(column.position, pinned=pinned))

    def move_column(self, section: int, to: int) -> None:
        """Put a column to another place, as far as pinned ones stay together; the current cell goes along."""
        column = self.grid.column_at(section)
        if column is not None:
            self._plan(lambda plan: plan.move(column.position, to - self.grid.lead))

    def fit_column(self, section: int) -> None:
        """Give a column the width that its values need."""
        self._own_widths.pop(self.grid.head(section).tip, None)
        self._set_width(section, needed_width(self.grid, self.header, section, whole=True))
        self._own_widths[self._name(section)] = self.columnWidth(section)
        self.memory.keep()

    def fit_all(self) -> None:
        """Give every column the width that it needs."""
        self._own_widths.clear()
        self._set_widths()
        self.memory.keep()

    def _plan(self, to: Callable[[ColumnPlan], ColumnPlan]) -> None:
        self.step(lambda state: arranging.planned(state, to(state.plan)))

    def _on_grid_leaving(self) -> None:
        """Remember the current cell and what is in sight."""
        index, block = self.currentIndex(), self.selected_range()
        sections = range(block.left(), block.right() + 1) if block is not None else ()
        self._left = _Place(
            index.row() if index.isValid() else -1,
            index.column(),
            self.grid.column_at(index.column()) if index.isValid() else None,
            range(block.top(), block.bottom() + 1) if block is not None else range(0),
            tuple(self.grid.column_at(section) or section for section in sections),
            self.horizontalScrollBar().value(),
            self.verticalScrollBar().value(),
        )
        self.setUpdatesEnabled(False)

    def _on_grid_returned(self) -> None:
        """Go back there; a column that moved is followed only where the current row was in sight."""
        place = self._left
        self._set_widths()
        if 0 <= place.row < self.grid.rowCount():
            section = self.grid.section_of(place.column.position) if place.column is not None else None
            index = self.grid.index(place.row, section if section is not None else min(place.section, self.grid.columnCount() - 1))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._select_again(place)
        self.updateGeometries()
        self.verticalScrollBar().setValue(place.down)
        self.horizontalScrollBar().setValue(place.across)
        if place.row >= 0 and place.row in self.rows_in_sight():
            self.scrollTo(self.currentIndex())
        self.setUpdatesEnabled(True)

    def _read_filters_anew(self) -> None:
        """It may be another day, or numbers may be written in another way: filters mean what they say today, and stay what they are."""
        before, self.habits = self.habits, habits_of(self.session.today)
        if before != self.habits:
            self.step(lambda state: retyped(state, self.grid.columns, before, self.habits))

    def _select_again(self, place: _Place) -> None:
        """Select the block that was, without columns that are hidden by now, as long as its columns still stand side by side."""
        sections = [one if isinstance(one, int) else self.grid.section_of(one.position) for one in place.sections]
        here = sorted(section for section in sections if section is not None)
        bottom = min(place.rows.stop, self.grid.rowCount()) - 1
        if here and here[-1] - here[0] == len(here) - 1 and bottom >= place.rows.start:
            block = QItemSelection(self.grid.index(place.rows.start, here[0]), self.grid.index(bottom, here[-1]))
            self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _kept(self) -> dict[str, Any]:
        return {
            **self.grid.state.kept(self.grid.columns, self.habits),
            "widths": dict(self._own_widths),
            "profile": self.header.with_profile,
            "filter_row": self._filter_row,
            "view": self.view,
        }

    def _on_header_sort_asked(self, section: int, further: bool) -> None:
        self.sort_by(section, further=further)

    def _on_section_resized(self, section: int, old: int, new: int) -> None:
        del old
        if not self._fitting and self._fitted and section < self.grid.columnCount():
            self._own_widths[self._name(section)] = new
            self.memory.keep()
        self.laid_out.emit()

    def _on_grid_shaped(self) -> None:
        self._fitted = False
        self.header.profiles = {}
        self.horizontalScrollBar().setValue(0)
        self._set_widths()

    def _name(self, section: int) -> str:
        """What the width of a column is remembered by."""
        column = self.grid.column_at(section)
        return column.header if column is not None else self.grid.place[section]

    def _set_widths(self) -> None:
        for section in range(self.grid.columnCount()):
            self._set_width(section, self._own_widths.get(self._name(section)) or needed_width(self.grid, self.header, section))
        self.laid_out.emit()

    def _set_width(self, section: int, width: int) -> None:
        self._fitting = True
        self.setColumnWidth(section, width)
        self._fitting = False

    def _fit_once(self) -> None:
        """Give the columns their widths by the first rows that came."""
        if not self._fitted:
            self._set_widths()
            self._fitted = True
