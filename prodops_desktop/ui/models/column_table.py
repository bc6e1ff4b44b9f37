"""A table whose columns are chosen, sorted by and give way where there is too little room, whatever stands in its rows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.layouts import as_list
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.cells import CellModel
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.folding import folded
from prodops_desktop.ui.models.headers import ClickHeader, paint_head
from prodops_desktop.ui.models.records import Column, ColumnModel
from prodops_desktop.ui.models.views import DataTable, plain
from prodops_desktop.ui.texts import tr

SortKeys = list[tuple[str, bool]]
"""Ids of columns, each with whether it descends; the first one weighs most."""

_WIDEST = 2000


class ColumnTable(DataTable):
    """The columns of a list; :meth:`_arrange` puts its rows in the order of ``keys``."""

    arranged = Signal()
    """The order, the filter or the columns changed."""

    def __init__(self, name: str, *, sort: SortKeys | None = None, at_gutter: bool = False) -> None:
        super().__init__(name, cell_focus=False, at_gutter=at_gutter)
        self.records: ColumnModel
        self.keys: SortKeys = list(sort or [])
        self._unwanted: set[str] = set()
        self._kept: set[str] = set()
        self._widths: dict[int, int] = {}
        self._fitting = False
        self._quiet = False
        self.header = SortHeader(self)
        self.setHorizontalHeader(self.header)

    def show_model(self, model: ColumnModel) -> None:
        """Show a model by its columns; once, before anything else."""
        self.records = model
        self.setModel(model)
        self.show_columns(model)
        self.header.sectionResized.connect(self._on_section_resized)
        self.header.sort_asked.connect(lambda section, further: self.sort_by(self.records.columns[section].id, further))
        self.header.menu_asked.connect(self.choose_columns)

    def sorts(self, column: Column) -> bool:
        """Whether the rows can be put into the order of a column."""
        return column.order is not None

    def sort_by(self, column: str, further: bool = False, descending: bool | None = None) -> None:
        """Sort by a column: ascending, then descending, then not; ``further`` keeps the keys before it."""
        about = next((one for one in self.records.columns if one.id == column), None)
        if about is None or not self.sorts(about):
            return
        now = next((down for id_, down in self.keys if id_ == column), None)
        wanted = descending if descending is not None else {None: False, False: True, True: None}[now]
        keys = [key for key in self.keys if key[0] != column] if further else []
        self.keys = keys if wanted is None else [*keys, (column, wanted)]
        self._fit_columns()
        self._arrange()
        self.header.viewport().update()

    def show_column(self, column: str, *, shown: bool) -> None:
        """Show or hide a column; one that was asked for stays also where there is too little room."""
        (self._unwanted.discard if shown else self._unwanted.add)(column)
        (self._kept.add if shown else self._kept.discard)(column)
        self._fit_columns()
        self.arranged.emit()

    def column_menu(self) -> QMenu:
        """A menu that shows and hides the columns; of those that gave way it says so."""
        menu = QMenu(self)
        for section, column in enumerate(self.records.columns):
            if not column.title:
                continue
            gave_way = self.isColumnHidden(section) and column.id not in self._unwanted
            action = menu.addAction(tr("{column} · no room", column=column.title) if gave_way else column.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(section))
            action.setEnabled(not column.fixed)
            action.toggled.connect(lambda shown, id_=column.id: self.show_column(id_, shown=shown))
        return menu

    def arrangement(self) -> dict[str, Any]:
        """How sorting, widths and columns stand, as plain values that :meth:`take_arrangement` takes back."""
        ids = [column.id for column in self.records.columns]
        return {
            "sort": [list(key) for key in self.keys],
            "widths": {ids[section]: int(width) for section, width in sorted(self._widths.items())},
            "hidden": sorted(self._unwanted),
            "kept": sorted(self._kept),
            "order": [ids[self.header.logicalIndex(place)] for place in range(len(ids))],
        }

    def take_arrangement(self, told: Any) -> None:
        """Bring back how it was left, as far as there still are such columns; anything else is passed over."""
        if not isinstance(told, dict):
            return
        by_id = {column.id: section for section, column in enumerate(self.records.columns)}
        sort = [(key[0], key[1]) for key in as_list(told.get("sort")) if isinstance(key, list) and len(key) == 2]
        keys = [
            (id_, down) for id_, down in sort if id_ in by_id and isinstance(down, bool) and self.sorts(self.records.columns[by_id[id_]])
        ]
        self._unwanted = {id_ for id_ in as_list(told.get("hidden")) if id_ in by_id and not self.records.columns[by_id[id_]].fixed}
        self._kept = {id_ for id_ in as_list(told.get("kept")) if id_ in by_id}
        widths = told.get("widths")
        for id_, width in widths.items() if isinstance(widths, dict) else ():
            if id_ in by_id and isinstance(width, int) and 0 < width < _WIDEST and self.records.columns[by_id[id_]].width:
                self._widths[by_id[id_]] = width
                self.setColumnWidth(by_id[id_], width)
        order = [id_ for id_ in as_list(told.get("order")) if id_ in by_id]
        for place, id_ in enumerate(dict.fromkeys(order)):
            self.header.moveSection(self.header.visualIndex(by_id[id_]), place)
        self._fit_columns()
        if keys != self.keys:
            self.keys = keys
            self._arrange()

    def move_column(self, column: str, places: int) -> None:
        """Move a column so many places among those that are seen."""
        columns = self.records.columns
        seen = [at for at in map(self.header.logicalIndex, range(len(columns))) if not self.isColumnHidden(at)]
        at = next((place for place, section in enumerate(seen) if columns[section].id == column), -1)
        if at >= 0 and 0 <= at + places < len(seen):
            self.header.moveSection(self.header.visualIndex(seen[at]), self.header.visualIndex(seen[at + places]))
            self.viewport().update()
            self.arranged.emit()

    def widen_column(self, column: str, pixels: int) -> None:
        """Make a column wider, or narrower; the one that takes the room that is left has no width of its own."""
        section = next((at for at, one in enumerate(self.records.columns) if one.id == column), -1)
        if section >= 0 and self.records.columns[section].width:
            width = max(self.header.minimumSectionSize(), min(self.columnWidth(section) + pixels, _WIDEST))
            self._widths[section] = width
            self.setColumnWidth(section, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way and come back."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        columns = self.records.columns
        wanted = [section for section, column in enumerate(columns) if column.id not in self._unwanted]
        kept = self._kept | {column for column, _ in self.keys}
        shown = set(wanted) - folded(columns, wanted, kept, self._widths, self.viewport().width() - self.lead)
        stretching = {section for section, column in enumerate(columns) if column.width == 0}
        self._fitting = True
        for section in range(len(columns)):
            if self.isColumnHidden(section) == (section in shown):
                self.setColumnHidden(section, section not in shown)
        self.header.setStretchLastSection(bool(stretching) and not stretching & shown)
        self._fitting = False
        self._leave_hidden_column(shown)

    def _leave_hidden_column(self, shown: set[int]) -> None:
        """The keys that sort are for the current column: it is one that is seen."""
        current = self.currentIndex()
        if current.isValid() and current.column() not in shown:
            nearest = min(shown, key=lambda section: abs(section - current.column()))
            quiet, self._quiet = self._quiet, True
            self.setCurrentIndex(self.records.index(current.row(), nearest))
            self._quiet = quiet

    def _on_section_resized(self, section: int, _: int, width: int) -> None:
        """A column was drawn wider or narrower by hand."""
        if not self._fitting and width and not self.header.stretchLastSection() and self.records.columns[section].width:
            self._widths[section] = width

    def choose_columns(self, at: QPoint | None = None) -> None:
        """Open the menu of columns, at the mouse or below the header."""
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at if at is not None else self.header.mapToGlobal(QPoint(PADDING, self.header.height())))

    def records_text(self, records: Sequence[Any]) -> str:
        """Records with a header, as spreadsheets take them: with the columns that gave way, without those that nobody wants to see."""
        seen = [self.records.columns[self.header.logicalIndex(place)] for place in range(len(self.records.columns))]
        columns = [column for column in seen if column.id not in self._unwanted and column.title]
        lines = ["\t".join(plain(column.title) for column in columns)]
        lines += ["\t".join(plain(column.text(record)) for column in columns) for record in records]
        return "\n".join(lines)

    def copy_records(self, records: Sequence[Any]) -> None:
        """Copy records for Excel."""
        QGuiApplication.clipboard().setText(self.records_text(records))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The header marks the column that the keys sort by."""
        super().focusInEvent(event)
        self.header.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The header marks no column."""
        super().focusOutEvent(event)
        self.header.viewport().update()

    def _arrange(self) -> None:
        """Put the rows into the order of the keys."""
        raise NotImplementedError


class SortHeader(ClickHeader):
    """A click sorts by the column, with Shift it becomes the next key; a right click chooses the columns.

    The column that the keys would sort by, which left and right change, has the accent below it.
    """

    menu_asked = Signal(QPoint)

    def __init__(self, table: ColumnTable) -> None:
        super().__init__(table)
        self._table = table
        self.setSectionsMovable(True)
        self.setAccessibleName(tr("Columns"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose the columns."""
        self.menu_asked.emit(event.globalPos())

    def _paint_inside(self, painter: QPainter, rect: QRect, model: CellModel, section: int) -> None:
        column = self._table.records.columns[section]
        place = next((at for at, key in enumerate(self._table.keys) if key[0] == column.id), -1)
        area = self.room_of(rect, section)
        if self._table.hasFocus() and section == self._table.currentIndex().column():
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), theme.colour("accent"))
        if place < 0:
            paint_head(painter, area, model.head(section), theme.font("header"), "text_2")
            return
        font = theme.font("header")
        font.setWeight(font.Weight.DemiBold)
        many = str(place + 1) if len(self._table.keys) > 1 else ""
        painter.setFont(font)
        room = 18 + (painter.fontMetrics().horizontalAdvance(many) if many else 0)
        head = model.head(section)
        width = min(painter.fontMetrics().horizontalAdvance(head.text), area.width() - room)
        left = area.right() - room + 4 if head.right else area.left() + width + 3
        icons.paint(
            painter,
            QRect(left, area.center().y() - px(7), px(14), px(14)),
            "arrow-down" if self._table.keys[place][1] else "arrow-up",
            "text",
        )
        painter.setPen(theme.colour("text_2"))
        painter.drawText(QRect(left + 14, area.top(), room, area.height()), int(Qt.AlignmentFlag.AlignVCenter), many)
        paint_head(painter, area.adjusted(0, 0, -room, 0), head, font, "text")
