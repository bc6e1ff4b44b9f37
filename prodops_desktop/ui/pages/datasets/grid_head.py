"""What stands above the grid of a dataset: its name, and the ways to look at its rows, in a second line where room is short."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from prodops_desktop.ui.icons import icon
from prodops_desktop.ui.models.column_chooser import columns_text
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.group_words import PERIOD_WORDS
from prodops_desktop.ui.pages.datasets.title import TitleField
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tips import plain_tip
from prodops_desktop.ui.tokens import GUTTER, TOOLBAR_HEIGHT
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.flow import Flow
from prodops_desktop.ui.widgets.text import Elided

_ABOUT_LEAST = 90
_BELOW = 8


class GridHead(QFrame):
    """The buttons go into a line of their own, and on into further ones, before the name of the dataset is cut."""

    def __init__(self, table: GridTable) -> None:
        super().__init__()
        self.setObjectName("pageToolbar")
        self._table = table
        self.title = TitleField()
        self.about = Elided("", "meta", "3", middle=True)
        self.newest = button(tr("Newest version"), icon="arrow-right", small=True)
        self.newest.hide()
        self.group = button("", icon="close", role="group", small=True)
        self.group.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.group.setIcon(icon("close", "accent"))
        self.columns = button("", icon="view-column-outline", small=True)
        self.columns.setToolTip(tr("Choose the columns that are shown"))
        self.filters = button(tr("Filter"), icon="filter-variant", small=True)
        self.filters.setCheckable(True)
        self.filters.setToolTip(tr("Show or hide the row of filters below the header (/ goes to it)"))
        self.export = button(tr("Export seen"), icon="export-variant", small=True)
        self.export.setToolTip(tr("Write the rows as they are seen to an Excel or CSV file (Ctrl+Shift+E)"))
        self.find_button = tool_button("magnify", tr("Find in all columns (Ctrl+F)"))
        self.tools = QWidget()
        self._flow = Flow(self.tools, gap=6, line_gap=6)
        self._folded = False
        self._build()
        self.tools.installEventFilter(self)
        table.grid.arranged.connect(self.follow)

    def add_first(self, made: QPushButton) -> None:
        """Add a button before the others."""
        self._flow.addWidget(made)
        item = self._flow.takeAt(self._flow.count() - 1)
        if item is not None:
            self._flow.insert(0, item)

    def on_clicks(self, columns: Callable[[], object], filters: Callable[[], object], find: Callable[[], object]) -> None:
        """What the buttons do."""
        self.columns.clicked.connect(lambda: columns())
        self.filters.clicked.connect(lambda: filters())
        self.find_button.clicked.connect(lambda: find())
        self.group.clicked.connect(lambda: self._table.group_by(None))

    def follow(self) -> None:
        """Say how the rows are looked at."""
        grid = self._table.grid
        own = grid.own_column(grid.state.group) if grid.state.group is not None else None
        self.group.setVisible(own is not None)
        if own is not None:
            name = " ".join(own.header.split())
            short = name if len(name) <= 24 else f"{name[:23]}…"
            how = PERIOD_WORDS[grid.state.period]
            self.group.setText(tr("Group {column} {how}", column=short, how=how) if how else tr("Group {column}", column=short))
            self.group.setToolTip(plain_tip(tr("Rows are in groups of “{column}”; click to have them in one list again", column=name)))
            self.group.setAccessibleName(tr("No longer group by {column}", column=name))
        self.columns.setText(columns_text(self._table))
        self.filters.setChecked(self._table.wants_filter_row)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A button whose text has changed needs more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Put the buttons beside the name where there is room for them."""
        room = self.width() - GUTTER - 12
        beside = self.title.maximumWidth() + _ABOUT_LEAST + (self.newest.sizeHint().width() + 8 if not self.newest.isHidden() else 0)
        beside += self.find_button.sizeHint().width() + 8
        needed = self._flow.sizeHint().width()
        folded = beside + needed + 16 > room
        if folded != self._folded:
            self._folded = folded
            (self._second.addWidget if folded else partial(self._first.insertWidget, self._first.count() - 1))(self.tools)
        self.tools.setFixedWidth(max(1, room if folded else needed))
        height = self._flow.heightForWidth(room) if folded else 0
        self.tools.setFixedHeight(height or TOOLBAR_HEIGHT - 18)
        self._second.setContentsMargins(GUTTER, 0, 12, _BELOW if folded else 0)
        self.setFixedHeight(TOOLBAR_HEIGHT + (height + _BELOW if folded else 0))

    def minimumSizeHint(self) -> QSize:
        """It folds rather than ask for room."""
        return QSize(0, super().minimumSizeHint().height())

    def _build(self) -> None:
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._first.setContentsMargins(GUTTER, 0, 12, 0)
        self._first.setSpacing(8)
        self._first.addWidget(self.title)
        self._first.addWidget(self.about, 1)
        self._first.addWidget(self.newest)
        self._first.addWidget(self.tools)
        self._first.addWidget(self.find_button)
        for made in (self.group, self.columns, self.filters, self.export):
            self._flow.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QWidget()
        holder.setFixedHeight(TOOLBAR_HEIGHT - 1)
        holder.setLayout(self._first)
        column.addWidget(holder)
        column.addLayout(self._second)
