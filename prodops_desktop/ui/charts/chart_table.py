"""Any chart as a table: which charts are in sight, and the dialog that shows one as its sentence and its rows."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableWidget, QTableWidgetItem, QWidget

from prodops_desktop.ui.charts.painted import tabbed
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT, ROW_HEIGHT
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.text import label

_WIDEST = 360


@runtime_checkable
class Charted(Protocol):
    """What every chart can say of itself, beside its accessible name and description."""

    @property
    def sentence(self) -> str:
        """What it shows, in one sentence."""

    def as_table(self) -> list[tuple[str, ...]]:
        """It as rows, the head first; nothing while it shows nothing."""


def charts_in(root: QWidget) -> list[QWidget]:
    """The charts in sight, in the order in which they were made."""
    return [one for one in root.findChildren(QWidget) if one.isVisible() and isinstance(one, Charted)]


def chart_at(root: QWidget) -> QWidget | None:
    """The chart that the keyboard is in, else the first one in sight."""
    charts, focus = charts_in(root), QApplication.focusWidget()
    held = next((one for one in charts if focus is not None and (one is focus or one.isAncestorOf(focus))), None)
    return held or (charts[0] if charts else None)


class ChartTable(Dialog):
    """A chart as a table; Esc closes it, and the keyboard is back where it was."""

    def __init__(self, parent: QWidget, chart: QWidget) -> None:
        assert isinstance(chart, Charted)
        rows = chart.as_table()
        super().__init__(parent, chart.accessibleName() or tr("Chart"), width=720, height=480)
        self.note.setText(counted(max(0, len(rows) - 1), "{n} row", "{n} rows"))
        self.sentence = label(chart.sentence, "meta", "2", wrap=True, selectable=True)
        self.table = _Rows(rows, chart.accessibleName(), chart.sentence)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.table, 1)
        copy = button(tr("Copy the table"), self.table.copy_all, icon="content-copy")
        self.foot.insertWidget(0, copy)
        self.table.setFocus()


class _Rows(QTableWidget):
    def __init__(self, rows: list[tuple[str, ...]], name: str, sentence: str) -> None:
        head, body = (rows[0] if rows else ()), rows[1:]
        super().__init__(len(body), len(head))
        self._all = rows
        self.setAccessibleName(tr("{name} as a table", name=name))
        self.setAccessibleDescription(sentence)
        self.setHorizontalHeaderLabels(head)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setFixedHeight(HEADER_HEIGHT)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(200)
        for row, cells in enumerate(body):
            for column, text in enumerate(cells):
                self.setItem(row, column, _cell(text))
        self._fit(len(head))
        if body:
            self.setCurrentCell(0, 0, QItemSelectionModel.SelectionFlag.NoUpdate)

    def copy_all(self) -> None:
        """Copy the whole table for a spreadsheet."""
        QGuiApplication.clipboard().setText(tabbed(self._all))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the chosen rows with their head, all of them where none is chosen."""
        if not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
            return
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        QGuiApplication.clipboard().setText(tabbed([self._all[0], *(self._all[row + 1] for row in chosen)] if chosen else self._all))

    def _fit(self, columns: int) -> None:
        self.resizeColumnsToContents()
        for column in range(columns):
            self.setColumnWidth(column, min(_WIDEST, self.columnWidth(column) + 16))


def _cell(text: str) -> QTableWidgetItem:
    """A cell; numbers stand at the right."""
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    if text[:1] in "0123456789−-+$€£" and text[:1] and any(letter.isdigit() for letter in text) and " " not in text:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
