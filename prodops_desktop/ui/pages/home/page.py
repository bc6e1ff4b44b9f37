"""The page Home: its toolbar, tiles and card of imports, filled figure by figure as each is worked out."""

from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.metrics.model import Metric
from prodops_desktop.ui import formats
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.pages.home.imports import ImportsList
from prodops_desktop.ui.pages.home.inspector import HomeInspector
from prodops_desktop.ui.pages.home.model import Overview, Tile, read_overview, read_tile
from prodops_desktop.ui.pages.home.tile import FigureTile
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import CARD_GAP, GUTTER
from prodops_desktop.ui.widgets.reflow import Reflow
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.ui.widgets.text import Elided, label, line
from prodops_desktop.ui.widgets.toolbar import PageToolbar

_REST_MS = 120
"""Between two readings, so that edits without end leave the window time for everything else."""


class HomePage(Page):
    """Conclusion first: figures above, what came in below."""

    id = "home"
    title = tr("Home")
    icon = "home-variant-outline"
    digit = 1
    tables = frozenset({"dataset", "version", "version_part", "dead", "rate", "target", "setting"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.tiles: list[FigureTile] = []
        self._chosen = ""
        self._reading = self._again = False
        self._snapshot: Snapshot | None = None
        self._to_read: list[Metric] = []
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._on_rested)
        self.inspector: HomeInspector = HomeInspector(session)
        self.day = label(formats.long_day(session.today), "section")
        self.week = Elided("", "meta", "3")
        bar = PageToolbar(self.day, self.week)
        self.empty = EmptyState(
            tr("Nothing has been imported yet."),
            tr("Import a spreadsheet…"),
            session.import_files,
            icon="tray-arrow-down",
            more=tr("Figures appear here as soon as there is a sheet with a day in it. You can also drop files anywhere on the window."),
        )
        self.empty.action.setEnabled(session.read_only_reason is None)
        self.empty.action.setToolTip(session.read_only_reason or "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_content())
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    def _make_content(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GUTTER, 14, GUTTER, 14)
        column.setSpacing(CARD_GAP)
        self._grid = QWidget()
        self._flow = Reflow(self._grid)
        column.addWidget(self._grid)
        self.no_figures = label(tr("No figure yet: none of the imported sheets has a day in it."), "meta", "3", wrap=True)
        column.addWidget(self.no_figures)
        column.addWidget(self._make_imports())
        column.addStretch(1)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setWidget(inside)
        return self.view

    def _make_imports(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 10)
        head.setSpacing(8)
        head.addWidget(label(tr("Recent imports"), "section"))
        self.imports_note = Elided("", "meta", "3")
        head.addWidget(self.imports_note, 1)
        inner.addLayout(head)
        inner.addWidget(line())
        self.imports = ImportsList()
        self.imports.opened.connect(lambda dataset: self.session.open("datasets", dataset))
        self.imports.selectionModel().currentChanged.connect(self._on_import_chosen)
        self.imports.clicked.connect(self._on_import_chosen)
        inner.addWidget(self.imports)
        return card

    @property
    def pending(self) -> bool:
        """Whether figures are to come."""
        return self._reading or self._again

    def refresh(self) -> None:
        """Read which figures and imports there are; each figure follows when it is worked out.

        What changes meanwhile is read when the last of these figures is shown, so that many edits are one reading.
        """
        if self._reading or self._rest.isActive():
            self._again = True
            return
        self._reading, self._again = True, False
        self.day.setText(formats.long_day(self.session.today))
        self.session.read(read_overview, self._show, self._on_failed)

    def commands(self) -> list[Command]:
        """What can be done here."""
        return [
            Command("home.copy", tr("Copy figure as sentence"), self.inspector.copy_sentence, "content-copy", "Ctrl+Shift+C", "Data",
                    self._no_figure),
            Command("home.open", tr("Open figure in Metrics"), self._open_chosen, "chart-line", "", "Data", self._no_figure),
        ]  # fmt: skip

    def focus_first(self) -> None:
        """Begin on the page itself, so that nothing is chosen before the operator does; Tab or an arrow goes to the tiles."""
        (self.empty.action if self._stack.currentWidget() is self.empty else self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow goes to the chosen tile; Enter opens it."""
        tile = (self._tile(self._chosen) or (self.tiles[0] if self.tiles else None)) if self.hasFocus() else None
        if tile is not None and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
            tile.setFocus()
        elif tile is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.session.open("metrics", tile.about.key)
        else:
            super().keyPressEvent(event)

    def _show(self, overview: Overview) -> None:
        empty = overview.datasets == 0
        self._stack.setCurrentWidget(self.empty if empty else self.view)
        self.week.setText(_week_text(self.session.today, overview))
        count = len(overview.imports)
        self.imports_note.setText(counted(count, "the latest one", "the latest {n}") if count else "")
        self.imports.show_imports(overview.imports, self.session.today)
        self.no_figures.setVisible(not overview.metrics)
        self._match_tiles(overview)
        if empty:
            self.inspector.show_nothing()
        self._snapshot, self._to_read = overview.snapshot, [tile.about for tile in self.tiles]
        self._read_next()

    def _read_next(self) -> None:
        """One figure at a time: several reading threads at once would hold up the window."""
        if self._to_read and self._snapshot is not None:
            metric = self._to_read.pop(0)
            self.session.read(partial(read_tile, snapshot=self._snapshot, metric=metric), self._show_tile, self._on_failed)
        else:
            self._reading = False
            self._rest.start()

    def _on_failed(self, error: Exception) -> None:
        self._reading = False
        self.session.problem(str(error))

    def _on_rested(self) -> None:
        if self._again:
            self._again = False
            if self.isVisible():
                self.refresh()
            else:
                self._stale = True

    def _match_tiles(self, overview: Overview) -> None:
        """Keep the tiles that stay, so that nothing flickers."""
        if [tile.about for tile in self.tiles] == list(overview.metrics):
            return
        kept = {tile.about.key: tile for tile in self.tiles}
        wanted = {metric.key for metric in overview.metrics}
        while self._flow.count():
            self._flow.takeAt(0)
        for key, tile in kept.items():
            if key not in wanted or tile.about not in overview.metrics:
                tile.hide()
                tile.deleteLater()
        self.tiles = []
        for metric in overview.metrics:
            old = kept.get(metric.key)
            tile = old if old is not None and old.about == metric else self._make_tile(metric)
            self.tiles.append(tile)
            self._flow.addWidget(tile)
        self._grid.setVisible(bool(self.tiles))
        if self._chosen not in wanted:
            self._chosen = ""

    def _make_tile(self, metric: Metric) -> FigureTile:
        tile = FigureTile(metric)
        tile.chosen.connect(self._choose)
        tile.opened.connect(lambda key: self.session.open("metrics", key))
        tile.moved.connect(partial(self._move, tile))
        return tile

    def _show_tile(self, read: Tile) -> None:
        tile = self._tile(read.figure.metric.key)
        if tile is not None:
            self._fill_tile(tile, read)
        self._read_next()

    def _fill_tile(self, tile: FigureTile, read: Tile) -> None:
        tile.show_tile(read)
        if not self._chosen and self.imports.current() is None and tile is self.tiles[0]:
            self._choose(tile.about.key)
        elif self._chosen == tile.about.key:
            self.inspector.show_figure(read.figure)

    def _choose(self, key: str) -> None:
        self._chosen = key
        for tile in self.tiles:
            tile.choose(chosen=tile.about.key == key)
        tile_ = self._tile(key)
        if tile_ is not None and tile_.tile is not None:
            self.imports.selectionModel().clear()
            self.inspector.show_figure(tile_.tile.figure)

    def _on_import_chosen(self, index: QModelIndex) -> None:
        one = self.imports.current()
        if index.isValid() and one is not None:
            self._choose("")
            self.imports.setCurrentIndex(index)
            self.inspector.show_import(one)

    def _move(self, tile: FigureTile, step: int) -> None:
        columns = self._flow.columns(self._grid.width())
        to = self.tiles.index(tile) + (step if abs(step) == 1 else columns * (1 if step > 0 else -1))
        if 0 <= to < len(self.tiles):
            self.tiles[to].setFocus()
            self.view.ensureWidgetVisible(self.tiles[to])
        elif step > 1:
            self.imports.setFocus(Qt.FocusReason.TabFocusReason)

    def _tile(self, key: str) -> FigureTile | None:
        return next((tile for tile in self.tiles if tile.about.key == key), None)

    def _no_figure(self) -> str | None:
        return None if self._tile(self._chosen) is not None else tr("Choose a figure first.")

    def _open_chosen(self) -> None:
        self.session.open("metrics", self._chosen)


def _week_text(today: date, overview: Overview) -> str:
    week = tr("Week {n}", n=today.isocalendar().week)
    return f"{week} · {counted(overview.datasets, '{n} dataset', '{n} datasets')}"
