"""A table whose columns are chosen, sorted by and give way where there is too little room, whatever stands in its rows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu

from prodops_desktop.ui import icons, theme
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


class ColumnTable(DataTable):
    """The columns of a list; :meth:`_arrange` puts its rows in the order of ``keys``."""

    arranged = Signal()
    """The order, the filter or the columns changed."""

    def __init__(self, name: str, *, sort: SortKeys | None = None) -> None:
        super().__init__(name, cell_focus=False)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way and come back."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        columns = self.records.columns
        wanted = [section for section, column in enumerate(columns) if column.id not in self._unwanted]
        kept = self._kept | {column for column, _ in self.keys}
        shown = set(wanted) - folded(columns, wanted, kept, self._widths, self.viewport().width())
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
        columns = [column for column in self.records.columns if column.id not in self._unwanted and column.title]
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
        area = rect.adjusted(PADDING, 0, -PADDING, 0)
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
