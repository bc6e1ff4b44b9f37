"""The rows behind a point of the chart: exactly its n, each with file, sheet and row."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.metrics.model import RowsBehind, Source
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.column_menu import ColumnMenus
from prodops_desktop.ui.models.filter_row import FilterRow
from prodops_desktop.ui.models.find_bar import FindBar
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.pages.metrics.reading import Shown, read_behind
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided


class RowsPane(QWidget):
    """One source at a time when a point reads several; Esc goes back."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._parts: list[tuple[RowsBehind, int]] = []
        self._sources: dict[int, Source] = {}
        self.back = tool_button("arrow-left", tr("Back to the periods (Esc)"), self.left.emit)
        self.title = Elided("", "section")
        self.about = Elided("", "meta", "3")
        self.source = Choice(name=tr("Source of the rows"))
        self.source.hide()
        self.note = Note()
        self.table = GridTable(session, tr("Rows behind the point"), ("file", "sheet", "row"))
        self.table.header.want_profile(wanted=False)
        self.filters = FilterRow(self.table)
        self.menus = ColumnMenus(self.table, self.filters)
        self.find_bar = FindBar(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self.find_bar)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        self.table.left.connect(self.left)
        self.table.grid.counted.connect(self._on_grid_counted)
        self.table.grid.failed.connect(lambda text: self.note.say("bad", text))
        self.source.currentIndexChanged.connect(lambda _: self._show_part())

    def show_point(self, shown: Shown, index: int, label: str, figure: str) -> None:
        """Show the rows behind a point."""
        point = shown.points[index]
        self.title.setText(label)
        self.find_bar.clear()
        self.table.cells.found = ""
        self.table.grid.forget_narrowing()  # a point has exactly its n
        self.about.setText(f"{counted(point.n, '{n} row', '{n} rows')} {tr('behind')} {figure}")
        self.note.say("note", "")
        self._sources = {source.version: source for source in shown.its.sources}

        def failed(error: Exception) -> None:
            self.note.say("bad", str(error))

        self._session.read(lambda store: read_behind(store, shown, point.period), self._on_parts_read, failed, key="metrics.behind")

    def clear(self) -> None:
        """Let go of the rows."""
        self._parts = []
        self.table.grid.show_version(None)

    def _make_head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("pageToolbar")
        head.setFixedHeight(px(38))
        row = QHBoxLayout(head)
        row.setContentsMargins(GUTTER - 8, 0, GUTTER, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.title)
        row.addWidget(self.about, 1)
        row.addWidget(self.source)
        return head

    def _on_parts_read(self, parts: list[tuple[RowsBehind, int]]) -> None:
        self._parts = parts
        with QSignalBlocker(self.source):
            self.source.clear()
            for index, (part, count) in enumerate(parts):
                self.source.addItem(_name(self._sources.get(part.version), count), index)
        self.source.setVisible(len(parts) > 1)
        self._show_part()

    def _show_part(self) -> None:
        index = self.source.currentIndex()
        if 0 <= index < len(self._parts):
            part, count = self._parts[index]
            self.table.grid.show_version(part.version, part.condition, count)
        else:
            self.table.grid.show_version(None)

    def _on_grid_counted(self, count: int) -> None:
        if count and not self.table.currentIndex().isValid():
            self.table.go_to(0, 0)


def _name(source: Source | None, count: int) -> str:
    rows = counted(count, "{n} row", "{n} rows")
    return f"{source.name} v{source.number} · {source.file} · {rows}" if source is not None else rows
