"""The line below the grid of a dataset: how many rows are seen, by what they are filtered and sorted, and the keys that help."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.group_words import total_text
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import Elided, dress


class GridFoot(QWidget):
    """Says in the place of the keys why a filter can’t be read."""

    def __init__(self, table: GridTable) -> None:
        super().__init__()
        self._table = table
        self._rows = 0
        self._problem = ""
        self.said = Elided("", "meta", "3")
        self.clear = button(tr("Clear filters"), self.clear_filters, role="link")
        self.keys = Elided("", "meta", "3")
        row = QHBoxLayout(self)
        row.setContentsMargins(GUTTER, 5, 12, 6)
        row.setSpacing(12)
        row.addWidget(self.said)
        row.addWidget(self.clear)
        row.addWidget(self.keys, 1)
        self.keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.grid.counted.connect(lambda _: self.follow())
        table.grid.arranged.connect(self.follow)
        self.follow()

    def text(self) -> str:
        """What it says."""
        return self.said.text()

    def show_rows(self, rows: int) -> None:
        """How many rows the version has."""
        self._rows = rows
        self.follow()

    def show_problem(self, problem: str) -> None:
        """Say why a filter can’t be read; empty when all can."""
        self._problem = problem
        self.follow()

    def clear_filters(self) -> None:
        """Show all rows again."""
        self._table.clear_filters()

    def follow(self) -> None:
        """Say how the rows are looked at."""
        grid = self._table.grid
        filters, keys = len(grid.state.filters), len(grid.state.keys)
        rows = counted(self._rows, "{n} row", "{n} rows")
        narrowed = bool(grid.find) or any(one.test is not None for one in grid.state.filters.values())
        parts = [tr("{n} of {rows}", n=formats.number(grid.count), rows=rows) if narrowed and grid.ready else rows]
        parts += self._totals()
        ways = [counted(filters, "{n} filter", "{n} filters")] if filters else []
        ways += [counted(keys, "{n} sort key", "{n} sort keys")] if keys else []
        self.said.setText("  ·  ".join([*parts, ", ".join(ways)] if ways else parts))
        self.clear.setVisible(bool(filters))
        words = [tr("Shift+click: next sort key"), tr("Ctrl+C copies for Excel")]
        self.keys.setText(self._problem or "  ·  ".join(words))
        dress(self.keys, tone="bad" if self._problem else "3")

    def _totals(self) -> list[str]:
        """What all groups together come to."""
        grid = self._table.grid
        groups = grid.groups.groups if grid.groups is not None else ()
        amounts = [column for column in grid.amounts() if any(column.position in group.sums for group in groups)]
        return [total_text(one, sum(group.sums.get(one.position, 0) for group in groups)) for one in amounts] if len(amounts) == 1 else []
