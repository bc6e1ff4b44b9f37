"""Says in the inspector where the current cell of the grid comes from, a moment after it became the current one."""

from PySide6.QtCore import QModelIndex, QObject, QTimer

from prodops_desktop.datasets.provenance import trace
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.values import value_text
from prodops_desktop.ui.pages.datasets.inspector import DatasetInspector, TracedCell
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import Store

_PAUSE_MS = 60


class CellTracing(QObject):
    """Follows the grid; where the inspector is hidden, the line below says what was asked for."""

    def __init__(self, session: Session, table: GridTable, detail: DatasetInspector) -> None:
        super().__init__(table)
        self._session, self._table, self._detail = session, table, detail
        self._says = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._trace)
        table.moved.connect(self._on_table_moved)
        table.grid.loaded.connect(self._pause.start)

    @property
    def pending(self) -> bool:
        """Whether the source of a cell is to come."""
        return self._pause.isActive()

    def trace_now(self) -> None:
        """Say where the current cell comes from, or the first one, and put the keyboard there."""
        if not self._table.currentIndex().isValid():
            self._table.go_to(0, self._table.grid.lead)
        self._pause.stop()
        self._says = not self._detail.isVisible()
        self._trace()
        self._detail.cell.setFocus()

    def _on_table_moved(self, current: QModelIndex) -> None:
        if current.isValid():
            self._pause.start()

    def _trace(self) -> None:
        grid, index, detail = self._table.grid, self._table.currentIndex(), self._detail
        line, version = self._table.current_line(), grid.version
        column = grid.column_at(max(index.column(), grid.lead)) if index.isValid() else None
        if line is None or column is None or version is None:
            return
        name = value_text(grid.columns[0], line.values[0])
        value = line.values[grid.columns.index(column)]

        def look(store: Store) -> TracedCell:
            return TracedCell(name, column, value, trace(store, version, line.part, line.row, column.position))

        self._session.read(look, self._on_traced, lambda _: detail.show_cell(None), key="datasets.trace")

    def _on_traced(self, traced: TracedCell) -> None:
        self._detail.show_cell(traced)
        if self._says:
            self._says = False
            self._session.result(self._detail.cell.accessibleDescription())
