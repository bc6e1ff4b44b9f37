"""The menu of a column of a grid: order, filter, group, place, width, and where its values come from."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from prodops_desktop.datasets.model import Column
from prodops_desktop.ui import formats, icons
from prodops_desktop.ui.models.filter_row import FilterRow
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.value_picker import choose_values
from prodops_desktop.ui.texts import tr

_ORDERS = {
    "number": (tr("Sort smallest first"), tr("Sort largest first")),
    "time": (tr("Sort oldest first"), tr("Sort newest first")),
    "text": (tr("Sort A to Z"), tr("Sort Z to A")),
    "boolean": (tr("Sort no first"), tr("Sort yes first")),
}
_PERIODS = {"": tr("Group by day"), "month": tr("Group by month"), "quarter": tr("Group by quarter"), "year": tr("Group by year")}
_THEN = (tr("Then by this, upwards"), tr("Then by this, downwards"))


def sort_texts(column: Column) -> tuple[str, str]:
    """How both orders of a column are called."""
    kind = "number" if column.is_number else "time" if column.is_time or column.type == "time" else column.type
    return _ORDERS.get(kind, _ORDERS["text"])


class ColumnMenus(QObject):
    """Opens the menu wherever the table is asked for it; ``trace`` says where the values of a section come from, where that is known."""

    def __init__(self, table: GridTable, filters: FilterRow, trace: Callable[[int], object] | None = None) -> None:
        super().__init__(table)
        self._table, self._filters, self._trace = table, filters, trace
        table.menu_asked.connect(self.open)

    def open(self, section: int, spot: QPoint) -> QMenu | None:
        """Open the menu of a column."""
        menu = self.menu(section)
        if menu is None:
            return None
        header = self._table.header
        header.open_menu = section
        header.viewport().update()
        menu.aboutToHide.connect(self._on_menu_hidden)
        menu.popup(spot)
        return menu

    def menu(self, section: int) -> QMenu | None:
        """The menu of a column; None for the place of a row."""
        column = self._table.grid.column_at(section)
        if column is None:
            return None
        menu = QMenu(self._table)
        menu.setAccessibleName(tr("Column {column}", column=column.header))
        self._add_orders(menu, column, section)
        self._add_filters(menu, column, section)
        self._add_places(menu, column, section)
        if self._trace is not None:
            trace = self._trace
            menu.addSeparator()
            self._add(menu, "file-table-outline", tr("Where it comes from"), lambda: trace(section), "F9")
        return menu

    def _add_orders(self, menu: QMenu, column: Column, section: int) -> None:
        table, keys = self._table, self._table.grid.keys
        place = next((at for at, key in enumerate(keys) if key[0] == column.position), None)
        for text, icon, down in zip(sort_texts(column), ("sort-ascending", "sort-descending"), (False, True), strict=True):
            is_on = place is not None and keys[place][1] == down
            aside = (tr("key {n} ✓", n=formats.number(place + 1)) if len(keys) > 1 else "✓") if is_on and place is not None else ""
            self._add(menu, icon, text, partial(table.sort_by, section, descending=down), aside)
        if keys and keys[0][0] != column.position:
            for text, down in zip(_THEN, (False, True), strict=True):
                self._add(menu, "", text, partial(table.sort_by, section, further=True, descending=down))
        if place is not None:
            self._add(menu, "close", tr("Remove from sort"), lambda: table.unsort_by(column.position))

    def _add_filters(self, menu: QMenu, column: Column, section: int) -> None:
        del section
        table, now = self._table, self._table.grid.state.filters.get(column.position)
        menu.addSeparator()
        label = tr("Filter: {what}", what=_shortened(now.label(column))) if now is not None else tr("Filter…")
        self._add(menu, "filter-variant", label, lambda: self.filter(column.position), tr("edit") if now is not None else "")
        self._add(menu, "format-list-checkbox", tr("Choose values…"), lambda: self.choose(column))
        if now is not None:
            self._add(menu, "close", tr("Remove filter"), lambda: table.filter_column(column.position, None))
        self._add_groups(menu, column)

    def _add_groups(self, menu: QMenu, column: Column) -> None:
        table, state = self._table, self._table.grid.state
        now = state.period if state.group == column.position else None
        for period, text in (_PERIODS if column.is_time else {"": tr("Group by this")}).items():
            if period != now:
                self._add(menu, "format-list-group", text, partial(table.group_by, column.position, period))
        if now is not None:
            self._add(menu, "format-list-group", tr("No longer group by this"), lambda: table.group_by(None))

    def _add_places(self, menu: QMenu, column: Column, section: int) -> None:
        table = self._table
        pinned = column.position in table.grid.state.plan.pinned
        menu.addSeparator()
        text = tr("Unpin") if pinned else tr("Pin left")
        self._add(menu, "pin-off-outline" if pinned else "pin-outline", text, lambda: table.pin_column(section, pinned=not pinned))
        self._add(menu, "arrow-expand-horizontal", tr("Fit width"), lambda: table.fit_column(section), tr("double click"))
        hide = self._add(menu, "eye-off-outline", tr("Hide column"), lambda: table.hide_column(section))
        hide.setEnabled(len(table.grid.shown) > 1)
        profile = table.header.profiles.get(column.position)
        if profile is not None:
            said = tr("Profile, {n} of {all} filled", n=formats.number(profile.filled), all=formats.number(profile.rows))
            menu.addSeparator()
            action = self._add(menu, "chart-bar", said, lambda: table.want_profile(wanted=not table.header.with_profile))
            action.setText(f"{said}\t{tr('shown') if table.header.with_profile else ''}".rstrip("\t"))

    def filter(self, position: int) -> None:
        """Show the row of filters with the keyboard in the field of a column."""
        if not self._table.wants_filter_row:
            self._table.want_filter_row(wanted=True)
        self._filters.focus_column(position)

    def choose(self, column: Column) -> None:
        """Open the list of values of a column below its name."""
        section = self._table.grid.section_of(column.position)
        if section is not None:
            rect = self._table.header.section_rect(section)
            choose_values(self._table, column, self._table.header.mapToGlobal(QPoint(rect.left(), self._table.header.height())))

    def _on_menu_hidden(self) -> None:
        self._table.header.open_menu = -1
        self._table.header.viewport().update()

    def _add(self, menu: QMenu, icon: str, text: str, run: Callable[[], object], aside: str = "") -> QAction:
        action = menu.addAction(f"{text}\t{aside}" if aside else text)
        if icon:
            action.setIcon(icons.icon(icon, "text_2"))
        action.triggered.connect(lambda: run())
        return action


def _shortened(text: str) -> str:
    return text if len(text) <= 28 else f"{text[:27]}…"
