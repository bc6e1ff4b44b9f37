"""The page Home: its toolbar, tiles and cards, filled step by step as each is worked out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.metrics.model import Metric
from prodops_desktop.ui import formats
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.pages.home.card import Card, list_card
from prodops_desktop.ui.pages.home.due import DueCardList
from prodops_desktop.ui.pages.home.due_words import renewing_text
from prodops_desktop.ui.pages.home.imports import ImportsList
from prodops_desktop.ui.pages.home.inspector import HomeInspector
from prodops_desktop.ui.pages.home.model import Import, Overview, Tile
from prodops_desktop.ui.pages.home.opening import open_due, open_import
from prodops_desktop.ui.pages.home.reading import HomeReading
from prodops_desktop.ui.pages.home.standing import StandingTile
from prodops_desktop.ui.pages.home.tile import FigureTile
from prodops_desktop.ui.pages.home.tiles import Tiles
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import CARD_GAP, GUTTER
from prodops_desktop.ui.widgets.reflow import Reflow
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.ui.widgets.text import Elided, label
from prodops_desktop.ui.widgets.toolbar import PageToolbar

if TYPE_CHECKING:
    from prodops_desktop.answers.due import Due, DueList
    from prodops_desktop.answers.standing import Standing

_LEAST_CARD = growing(400)


class HomePage(Page):
    """Conclusion first: figures above, below them what is due and what came in."""

    id = "home"
    title = tr("Home")
    icon = "home-variant-outline"
    digit = 1

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._figures: tuple[Metric | str, ...] = ()
        self._silent: set[str] = set()
        """The areas that had nothing to say when they were read last."""
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
        self.reading = HomeReading(self)
        self._connect()

    def _make_content(self) -> QScrollArea:
        self._inside = inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GUTTER, 14, GUTTER, 14)
        column.setSpacing(CARD_GAP)
        self.grid = Tiles()
        column.addWidget(self.grid)
        self.no_figures = label(tr("No figure yet: none of the imported sheets has a day in it."), "meta", "3", wrap=True)
        column.addWidget(self.no_figures)
        self.due, self.due_note = DueCardList(), Elided("", "meta", "3")
        self.nothing_due = label(tr("Nothing is due within 90 days."), "meta", "3", wrap=True)
        self.nothing_due.setContentsMargins(14, 12, 14, 12)
        self.imports, self.imports_note = ImportsList(), Elided("", "meta", "3")
        cards = QWidget()
        side_by_side = Reflow(cards, least=_LEAST_CARD, most=2)
        side_by_side.addWidget(list_card(tr("What is due"), self.due_note, self.due, self.nothing_due))
        side_by_side.addWidget(list_card(tr("Recent imports"), self.imports_note, self.imports))
        column.addWidget(cards)
        column.addStretch(1)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setWidget(inside)
        inside.hide()  # until it is filled: then it is laid out once
        return self.view

    def _connect(self) -> None:
        self.grid.chosen.connect(self._choose)
        self.grid.opened.connect(self._open_tile)
        self.grid.focused.connect(self.view.ensureWidgetVisible)
        self.grid.left.connect(lambda: self.due.enter() or self.imports.enter())
        self.due.opened.connect(self._open_due)
        self.imports.opened.connect(partial(open_import, self.session))
        self.due.is_chosen_elsewhere = lambda: bool(self.grid.current) or self.imports.current() is not None
        self.imports.is_chosen_elsewhere = lambda: bool(self.grid.current) or self.due.current() is not None
        for cards in (self.due, self.imports):
            cards.selectionModel().currentChanged.connect(lambda index, _, cards=cards: self._on_row_chosen(cards, index))
            cards.clicked.connect(partial(self._on_row_chosen, cards))
            cards.left.connect(partial(self._leave, cards))

    @property
    def tiles(self) -> list[Card]:
        """The tiles in their order."""
        return self.grid.cards

    @property
    def pending(self) -> bool:
        """Whether figures are to come."""
        return self.reading.pending or self.inspector.pending

    def refresh(self) -> None:
        """Read everything again; each figure follows when it is worked out."""
        self.day.setText(formats.long_day(self.session.today))
        self.reading.begin()

    def fill_unseen(self) -> bool:
        """Its first figures are there in no time."""
        self._refresh_if_stale()
        return True

    def read_when_seen(self) -> None:
        """Read what changed while something else was being read."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def commands(self) -> list[Command]:
        """What can be done here."""
        return [
            Command("home.copy", tr("Copy figure as sentence"), self.inspector.copy_sentence, "content-copy", "Ctrl+Shift+C", "Data",
                    self._no_figure),
            Command("home.open", tr("Open figure"), self._open_chosen, "chart-line", "", "Data", self._no_figure),
            Command("home.due", tr("Go to what is due"), self.due.enter, "calendar-alert", "D", "View", self._none_due, "home"),
            Command("home.imports", tr("Go to recent imports"), self.imports.enter, "tray-arrow-down", "", "View", self._no_import, "home"),
        ]  # fmt: skip

    def focus_first(self) -> None:
        """Begin on the page itself, so that nothing is chosen before the operator does; Tab or an arrow goes to the tiles."""
        (self.empty.action if self._stack.currentWidget() is self.empty else self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow goes to the chosen tile; Enter opens it."""
        if self.hasFocus() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.grid.enter()
        elif self.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            tile = self.grid.card(self.grid.current) or next(iter(self.tiles), None)
            if tile is not None:
                self._open_tile(tile)
        else:
            super().keyPressEvent(event)

    def show_first(self, overview: Overview, tiles: Iterable[Tile]) -> None:
        """Show what there is, with the figures that are known by now."""
        self.show_overview(overview)
        for tile in tiles:
            self.show_tile(tile)
        self.inspector.begin()
        self.grid.hold_room()
        self._inside.show()
        self.filled.emit()

    def show_overview(self, overview: Overview) -> None:
        """Show which tiles and imports there are."""
        empty = overview.datasets == 0 and not overview.figures
        self._stack.setCurrentWidget(self.empty if empty else self.view)
        self.week.setText(_week_text(self.session.today, overview))
        count = len(overview.imports)
        self.imports_note.setText(counted(count, "the latest one", "the latest {n}") if count else "")
        self.imports.show_imports(overview.imports, self.session.today)
        self.no_figures.setVisible(not any(not isinstance(one, str) for one in overview.figures))
        self._figures = overview.figures
        self._match_tiles()
        if empty:
            self.inspector.show_nothing()

    def show_tile(self, read: Tile) -> None:
        """Show the figure of a metric."""
        tile = self.grid.card(read.figure.metric.key)
        if isinstance(tile, FigureTile):
            tile.show_tile(read)
            self._show_in_inspector(tile)

    def show_standing(self, figure: str, read: Standing | None) -> None:
        """Show the figure of an area; one that has nothing to say has no tile."""
        if (read is None) != (figure in self._silent):
            self._silent ^= {figure}
            self._match_tiles()
        tile = self.grid.card(f"standing/{figure}")
        if isinstance(tile, StandingTile) and read is not None:
            tile.show_standing(read)
            self._show_in_inspector(tile)

    def show_due(self, due: DueList) -> None:
        """Show what is due."""
        self.due.show_due(due)
        self.due.setVisible(bool(due.groups))
        self.nothing_due.setVisible(not due.groups)
        self.due_note.setText(renewing_text(due))
        self.due_note.set_tip("\n".join(due.notes))

    def _match_tiles(self) -> None:
        self.grid.match([one for one in self._figures if one not in self._silent])

    def _show_in_inspector(self, tile: Card) -> None:
        if not self.grid.current and self.imports.current() is None and self.due.current() is None and tile is self.tiles[0]:
            self._choose(tile.key)
        elif self.grid.current == tile.key:
            self.inspector.show_tile(tile)

    def _choose(self, key: str) -> None:
        self.grid.choose(key)
        tile = self.grid.card(key)
        if tile is not None:
            for cards in (self.due, self.imports):
                cards.selectionModel().clear()
            self.inspector.show_tile(tile)

    def _on_row_chosen(self, cards: DueCardList | ImportsList, index: QModelIndex) -> None:
        one = cards.current()
        if one is None or not index.isValid():
            return
        self.grid.choose("")
        other = self.imports if cards is self.due else self.due
        other.selectionModel().clear()
        if isinstance(one, Import):
            self.inspector.show_import(one)
        elif self.due.due is not None:
            self.inspector.show_due(one, self.due.due, self._open_due)
        self._bring_into_sight(cards, index)

    def _bring_into_sight(self, cards: QWidget, index: QModelIndex) -> None:
        if cards.hasFocus() and isinstance(cards, DueCardList | ImportsList):
            row = cards.visualRect(index).center()
            place = cards.viewport().mapTo(self._inside, row)
            self.view.ensureVisible(place.x(), place.y(), 0, 40)

    def _leave(self, cards: QWidget, right: int, down: int) -> None:
        """An arrow at the edge of a card goes to what stands there; Escape, which goes nowhere, to the tiles."""
        if (right > 0 or down > 0) and cards is self.due:
            self.imports.enter()
        elif right < 0 or (down < 0 and cards is self.imports and self.due.isVisible()):
            self.due.enter(at_end=down < 0)
        elif right == 0 and down <= 0:
            self.grid.enter(at_end=down < 0)

    def _open_due(self, one: Due) -> None:
        """Open what is due; a line that stands for several makes room for them."""
        if one.folded:
            self.due.unfold(one)
        else:
            open_due(self.session, one)

    def _open_tile(self, tile: Card) -> None:
        if isinstance(tile, FigureTile):
            self.session.open("metrics", tile.key)
        elif isinstance(tile, StandingTile) and tile.standing is not None:
            self.session.open(tile.standing.page)

    def _open_chosen(self) -> None:
        tile = self.grid.card(self.grid.current)
        if tile is not None:
            self._open_tile(tile)

    def _no_figure(self) -> str | None:
        return None if self.grid.card(self.grid.current) is not None else tr("Choose a figure first.")

    def _none_due(self) -> str | None:
        return None if self.due.lines.rows else tr("Nothing is due within 90 days.")

    def _no_import(self) -> str | None:
        return None if self.imports.imports else tr("Nothing has been imported yet.")


def _week_text(today: date, overview: Overview) -> str:
    week = tr("Week {n}", n=formats.number(formats.week_number(today)))
    return f"{week} · {counted(overview.datasets, '{n} dataset', '{n} datasets')}"
