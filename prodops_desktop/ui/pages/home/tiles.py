"""The tiles of Home in rows: which there are, which of them is chosen, and the way of the arrow keys between them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from prodops_desktop.metrics.model import Metric
from prodops_desktop.ui.pages.home.card import Card
from prodops_desktop.ui.pages.home.standing import StandingTile
from prodops_desktop.ui.pages.home.tile import FigureTile
from prodops_desktop.ui.widgets.reflow import Reflow


class Tiles(QWidget):
    """Cards of figures; a metric has a :class:`FigureTile`, the id of an area a :class:`StandingTile`."""

    chosen = Signal(str)
    opened = Signal(object)
    """The card that is to be opened."""
    focused = Signal(object)
    """The card that an arrow key went to."""
    left = Signal()
    """An arrow key went down from the last row."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Card] = []
        self.current = ""
        self._flow = Reflow(self)

    def card(self, key: str) -> Card | None:
        """The tile with this key."""
        return next((tile for tile in self.cards if tile.key == key), None)

    def match(self, wanted: Sequence[Metric | str]) -> None:
        """Show tiles of these metrics and areas; those that stay are kept, so that nothing flickers."""
        if [_about(tile) for tile in self.cards] == list(wanted):
            return
        kept: dict[object, Card] = {_about(tile): tile for tile in self.cards}
        while self._flow.count():
            self._flow.takeAt(0)
        self.cards = [kept.pop(one) if one in kept else self._make(one) for one in wanted]
        for tile in kept.values():
            tile.hide()
            tile.deleteLater()
        for tile in self.cards:
            self._flow.addWidget(tile)
        self.setVisible(bool(self.cards))
        self.choose(self.current if self.card(self.current) is not None else "")

    def hold_room(self) -> None:
        """Have tiles that have only a title yet stand as high as the others."""
        height = max((tile.sizeHint().height() for tile in self.cards if tile.is_filled), default=0)
        for tile in self.cards:
            if not height:
                tile.fill()
            tile.hold_room(height)

    def choose(self, key: str) -> None:
        """Mark one tile as what the inspector speaks of, or none; Tab stops at that one, else at the first, and goes on behind them all."""
        self.current = key
        stop = self.card(key) or next(iter(self.cards), None)
        for tile in self.cards:
            tile.choose(chosen=tile.key == key)
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile is stop else Qt.FocusPolicy.ClickFocus)

    def enter(self, *, at_end: bool = False) -> bool:
        """Put the keyboard on the chosen tile, else on the first or last one; False when there is none."""
        tile = self.card(self.current) or (self.cards[-1 if at_end else 0] if self.cards else None)
        if tile is not None:
            tile.setFocus()
        return tile is not None

    def _make(self, about: Metric | str) -> Card:
        tile: Card = StandingTile(about) if isinstance(about, str) else FigureTile(about)
        tile.chosen.connect(self.chosen)
        tile.opened.connect(partial(self._on_opened, tile))
        tile.moved.connect(partial(self._move, tile))
        return tile

    def _on_opened(self, tile: Card, key: str) -> None:
        del key
        self.opened.emit(tile)

    def _move(self, tile: Card, step: int) -> None:
        columns = self._flow.columns(self.width())
        to = self.cards.index(tile) + (step if abs(step) == 1 else columns * (1 if step > 0 else -1))
        if 0 <= to < len(self.cards):
            self.cards[to].setFocus()
            self.focused.emit(self.cards[to])
        elif step > 1:
            self.left.emit()


def _about(tile: Card) -> Metric | str:
    if isinstance(tile, FigureTile):
        return tile.about
    return tile.figure if isinstance(tile, StandingTile) else tile.key
