"""A board of columns with cards: looked through, and cards moved from column to column, by keyboard or mouse."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence

from prodops_desktop.ui.board import keys
from prodops_desktop.ui.board.board_view import BoardView
from prodops_desktop.ui.board.card import BoardColumn, Card, Chip, Confidence
from prodops_desktop.ui.board.cards_view import PITCH
from prodops_desktop.ui.board.carry import Carry, Ghost
from prodops_desktop.ui.board.column import ColumnFrame

__all__ = ["Board", "BoardColumn", "Card", "Chip", "Confidence"]

_EDGE, _STEP, _EVERY = 28, 14, 30
"""How near to an edge a drag scrolls the board, by how many pixels, and how often in milliseconds."""


class Board(BoardView):
    """Arrow keys, J and K, Home, End and PgUp, PgDn and a click choose a card; Enter or a double click opens it.

    A drag moves it to another column, and so do ``<`` and ``>``, or Ctrl+Shift with the left and right arrow; Esc gives up a drag. N asks
    for a new card in the column where the keyboard is. Other letters are left to what is around.

    A card that was moved stays where it was put until :meth:`show_board` shows it there too, or :meth:`revert` takes it back. What is
    chosen elsewhere is shown by :meth:`select`, which tells nobody.
    """

    selected = Signal(object)
    """A card was chosen: its key."""
    opened = Signal(object)
    """Enter or a double click on a card: its key."""
    moved = Signal(object, str)
    """A card was moved: its key and the id of its new column."""
    add_asked = Signal(str)
    """A new card is asked for in the column with this id."""
    refused = Signal(object, str)
    """What can't be done: the key of the card that can't be moved, or None where none can be added, and the reason."""

    def __init__(self) -> None:
        super().__init__()
        self._carry: Carry | None = None
        self._target: ColumnFrame | None = None
        self._mouse = QPoint()
        self._ghost = Ghost(self)
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_EVERY)
        self._scrolling.timeout.connect(self._scroll_on)

    @property
    def is_dragging(self) -> bool:
        """Whether a card is being dragged."""
        return self._carry is not None and self._carry.begun

    def hints(self) -> list[tuple[str, str]]:
        """What the keys do, as text and keys, for a list of shortcuts."""
        return keys.hints()

    def show_board(self, columns: Sequence[BoardColumn], locked: str = "") -> None:
        """Show other cards; a drag goes on if its card is still in its column, and is given up else."""
        carry = self._carry
        origin = self._frames[carry.column].column.id if carry is not None else ""
        super().show_board(columns, locked)
        if carry is not None:
            place = self._arranged.place_of(carry.key)
            if place is None or self._arranged.columns[place[0]].id != origin or self._reason_against(carry.key):
                self.cancel()
            else:
                self._carry = replace(carry, column=place[0])

    def cancel(self) -> None:
        """Give up a drag, if there is one, without a trace."""
        self._carry = self._target = None
        self._scrolling.stop()
        self._ghost.hide()
        for frame in self._frames:
            frame.show_drop(shown=False)
            if frame.view.carried is not None:
                frame.view.carry(None)
                frame.view.viewport().unsetCursor()

    def add(self) -> None:
        """Ask for a new card in the column where the keyboard is."""
        self._ask(self._column)

    def move_current(self, step: int) -> None:
        """Move the chosen card by so many columns, as its keys do."""
        place = self._arranged.place_of(self._current)
        if place is None or self._current is None or self._carry is not None:
            return
        beside = place[0] + step
        if 0 <= beside < len(self._frames) and not self._is_refused(self._current):
            self._put(self._current, self._arranged.columns[beside].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, open, move, add, copy, or give up a drag; everything else is left to what is around."""
        event.setAccepted(self._carry_key(event) if self._carry is not None else self._take_key(event))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody can go on with a drag that is not seen."""
        super().hideEvent(event)
        self.cancel()

    def _add_frame(self) -> ColumnFrame:
        frame = super()._add_frame()
        frame.view.pressed_at.connect(partial(self._on_view_pressed_at, frame))
        frame.view.moved_to.connect(partial(self._on_view_moved_to, frame))
        frame.view.released_at.connect(lambda _: self._on_view_released())
        frame.view.double_clicked.connect(self.opened.emit)
        frame.view.focused.connect(lambda: self._go_to_column(self._frames.index(frame)))
        frame.foot.asked.connect(lambda: self._ask(self._frames.index(frame)))
        return frame

    def _take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means; False where it means nothing here."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self._frames or any(frame.foot.add.hasFocus() for frame in self._frames):
            return False
        step = keys.move_of(event)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        elif step:
            self.move_current(step)
        elif modifiers == Qt.KeyboardModifier.NoModifier and key in keys.CHOOSING:
            self._go(key)
        elif key in keys.OPENING and modifiers == Qt.KeyboardModifier.NoModifier and self._chosen_row() is not None:
            self.opened.emit(self._current)
        elif keys.adds(event):
            self.add()
        else:
            return False
        return True

    def _carry_key(self, event: QKeyEvent) -> bool:
        """During a drag only Esc means anything."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        return True

    def _go(self, key: Qt.Key) -> None:
        """Go to another card by a key."""
        if key in keys.ACROSS:
            self._go_across(keys.ACROSS[key])
            return
        view, row = self._frames[self._column].view, self._chosen_row()
        page = max(1, view.viewport().height() // PITCH)
        self._choose_row(keys.next_row(view.cards.rowCount(), row, key, page))

    def _go_across(self, step: int) -> None:
        """Go to the card beside, as far as it is seen; an empty column has the keyboard without a card."""
        beside = self._column + step
        if not 0 <= beside < len(self._frames):
            return
        row, here = self._chosen_row(), self._frames[self._column].view
        y = here.card_rect(row).center().y() if row is not None else 0
        self._go_to_column(beside)
        place = self._arranged.place_of(self._current)
        near = self._frames[beside].view.row_near(y)
        self._choose_row(place[1] if place is not None and place[0] == beside else near)
        self._bring_into_view(self._frames[beside])

    def _chosen_row(self) -> int | None:
        """The row of the chosen card in the column where the keyboard is; None where it has none."""
        place = self._arranged.place_of(self._current)
        return place[1] if place is not None and place[0] == self._column else None

    def _choose_row(self, row: int | None) -> None:
        cards = self._arranged.columns[self._column].cards
        if row is not None and cards:
            self._choose(cards[row].key)

    def _choose(self, key: int) -> None:
        is_new = key != self._current
        self.select(key)
        if is_new:
            self.selected.emit(key)

    def _ask(self, index: int) -> None:
        if self._locked:
            self.refused.emit(None, self._locked)
        elif self._frames:
            self.add_asked.emit(self._arranged.columns[index].id)

    def _reason_against(self, key: int) -> str:
        card = self._arranged.card(key)
        return self._locked or (card.stuck if card is not None else "")

    def _is_refused(self, key: int) -> bool:
        """Say why a card can't be moved, if that is so."""
        reason = self._reason_against(key)
        if reason:
            self.refused.emit(key, reason)
        return bool(reason)

    def _put(self, key: int, column: str) -> None:
        """Let a card stay in another column until the board has it there, and tell."""
        self._arranged.put(key, column)
        self._refresh()
        self._follow()
        self.moved.emit(key, column)

    def _on_view_pressed_at(self, frame: ColumnFrame, key: int | None, at: QPoint) -> None:
        if self._carry is not None:
            return
        self._go_to_column(self._frames.index(frame))
        if key is None:
            return
        self._choose(key)
        place = self._arranged.place_of(key)
        if place is not None and self._carry is None:
            grip = at - frame.view.card_rect(place[1]).topLeft()
            self._carry = Carry(key, place[0], frame.view.viewport().mapTo(self, at), grip)

    def _on_view_moved_to(self, frame: ColumnFrame, at: QPoint) -> None:
        carry = self._carry
        if carry is None:
            return
        self._mouse = frame.view.viewport().mapTo(self, at)
        if not carry.begun:
            if not carry.is_far(self._mouse):
                return
            if self._is_refused(carry.key):
                self._carry = None
                return
            self._begin(carry)
        self._ghost.move(self._mouse - carry.grip)
        self._point()
        near = min(self._mouse.x(), self.width() - self._mouse.x())
        if near > _EDGE:
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()

    def _on_view_released(self) -> None:
        carry, target = self._carry, self._target
        if carry is None or not carry.begun:
            self._carry = None
        elif target is None:
            self.cancel()
        else:
            self.cancel()
            self._put(carry.key, target.column.id)

    def _begin(self, carry: Carry) -> None:
        self._carry = replace(carry, begun=True)
        view, card = self._frames[carry.column].view, self._arranged.card(carry.key)
        assert card is not None
        view.carry(carry.key)
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._ghost.show_card(card, view.card_width)

    def _point(self) -> None:
        """Mark the column under the mouse, unless the card is in it."""
        over = [frame for frame in self._frames if frame.rect().contains(frame.mapFrom(self, self._mouse))]
        found = next((frame for frame in over if self.rect().contains(self._mouse)), None)
        target = None if self._carry is None or found is self._frames[self._carry.column] else found
        if target is not self._target:
            for frame in self._frames:
                frame.show_drop(shown=frame is target)
            self._target = target

    def _scroll_on(self) -> None:
        """Scroll sideways while the mouse stays near an edge."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + (_STEP if self._mouse.x() > self.width() / 2 else -_STEP))
        self._point()
