"""What a grid says in the place of its rows where its filters keep none of them."""

from PySide6.QtCore import QEvent, QObject

from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.states import EmptyState


class NoRows(EmptyState):
    """Lies over the rows as long as there are none, below the header with its row of filters."""

    def __init__(self, table: GridTable) -> None:
        super().__init__(tr("No row passes these filters."), tr("Clear filters"), table.clear_filters)
        self._table = table
        self.hide()
        self.setParent(table.viewport())
        table.viewport().installEventFilter(self)
        table.grid.counted.connect(lambda _: self.follow())
        table.grid.arranged.connect(self.follow)

    def follow(self) -> None:
        """Show itself where it is true; while rows are on their way, what was said stays."""
        grid = self._table.grid
        filtered = any(one.test is not None for one in grid.state.filters.values())
        if grid.settled or not filtered:
            self._place()
            self.setVisible(filtered and not grid.count)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as large as where the rows would be."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.setGeometry(self._table.viewport().rect())
