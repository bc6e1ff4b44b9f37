"""The part of a board that only shows: columns side by side, the chosen card in view, what it says in words, and copies for elsewhere."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from prodops_desktop.ui.board.arrangement import Arrangement
from prodops_desktop.ui.board.card import BoardColumn, sentence, table
from prodops_desktop.ui.board.column import ColumnFrame, said_of
from prodops_desktop.ui.board.picture import picture_of
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.keys import has_keyboard


class BoardView(QScrollArea):
    """Shows a board; where the columns have too little room beside each other, it scrolls sideways.

    It has no margin of its own, but each column ends with a gap of 12 pixels for its scroll bar, the last one too.
    """

    def __init__(self) -> None:
        super().__init__()
        self._arranged = Arrangement()
        self._frames: list[ColumnFrame] = []
        self._current: int | None = None
        self._column = 0
        self._locked = ""
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(200, 200)
        self.setAccessibleName(tr("Board"))

    @property
    def current(self) -> int | None:
        """The key of the chosen card, or None."""
        return self._current

    @property
    def sentence(self) -> str:
        """What is shown, in one sentence."""
        return sentence(self._arranged.columns)

    @property
    def columns(self) -> tuple[BoardColumn, ...]:
        """What is shown, with the cards where they were put."""
        return self._arranged.columns

    def sizeHint(self) -> QSize:
        """As on a page of the usual size."""
        return QSize(1004, 600)

    def show_board(self, columns: Sequence[BoardColumn], locked: str = "") -> None:
        """Show other cards; ``locked`` says why none can be moved or added, empty where they can.

        The chosen card stays chosen while it is among them, and every column stays where it is scrolled to.
        """
        self._locked = locked
        self._arranged.show(columns)
        if len(self._frames) != len(columns):
            self._make_frames(len(columns))
        if self._arranged.card(self._current) is None:
            self._current = None
        self._refresh()

    def revert(self) -> None:
        """Show all cards again where the board has them: what was asked for was not done."""
        self._arranged.revert()
        self._refresh()

    def select(self, key: int | None) -> None:
        """Choose a card without telling and bring it into view; one that is not on the board leaves none chosen."""
        self._current = key if self._arranged.card(key) is not None else None
        self._follow()
        self._describe()

    def as_table(self) -> list[tuple[str, ...]]:
        """The cards as rows, the head first."""
        return table(self._arranged.columns)

    def copy_picture(self) -> None:
        """Copy the board as a picture with all of its cards."""
        QGuiApplication.clipboard().setImage(self.picture(self.viewport().width()))

    def picture(self, width: int, ratio: float = 2.0) -> QImage:
        """A picture of all cards in the theme that is on, without what is chosen; no narrower than the columns need."""
        return picture_of(self._arranged.columns, width, ratio)

    def _add_frame(self) -> ColumnFrame:
        """Make a column; what is around listens to it."""
        frame = ColumnFrame()
        self._row.addWidget(frame, 1)
        return frame

    def _make_frames(self, count: int) -> None:
        for frame in self._frames[count:]:
            self._row.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        self._frames = self._frames[:count]
        while len(self._frames) < count:
            self._frames.append(self._add_frame())

    def _refresh(self) -> None:
        for frame, column in zip(self._frames, self._arranged.columns, strict=True):
            frame.show_column(column, self._locked)
        self._mark()
        self._describe()

    def _mark(self) -> None:
        """Mark the chosen card, and let the keyboard come to its column."""
        place = self._arranged.place_of(self._current)
        self._go_to_column(place[0] if place is not None else self._column)
        for frame in self._frames:
            frame.view.choose(self._current)

    def _follow(self) -> None:
        """Mark the chosen card and bring it into view."""
        self._mark()
        place = self._arranged.place_of(self._current)
        if place is not None:
            frame = self._frames[place[0]]
            frame.view.show_row(place[1])
            self._bring_into_view(frame)

    def _bring_into_view(self, frame: ColumnFrame) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(max(min(bar.value(), frame.x()), frame.geometry().right() + 1 - self.viewport().width()))

    def _go_to_column(self, index: int) -> None:
        """Make a column the one that Tab comes to; the keyboard goes along if it is in another one."""
        self._column = max(0, min(index, len(self._frames) - 1))
        for place, frame in enumerate(self._frames):
            here = place == self._column
            frame.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        if self._frames:
            view = self._frames[self._column].view
            self.setFocusProxy(view)
            if any(has_keyboard(frame.view) for frame in self._frames) and not has_keyboard(view):
                view.setFocus()

    def _describe(self) -> None:
        """Tell assistive technology what is chosen, which of how many, and what is shown at all."""
        said = [self.sentence]
        place, card = self._arranged.place_of(self._current), self._arranged.card(self._current)
        if place is not None and card is not None:
            column = self._arranged.columns[place[0]]
            moved = [tr("Moved to {column}.", column=column.name)] if self._arranged.is_put(card.key) else []
            said = [f"{card.words} ({said_of(column, place[1])}).", *moved, *said]
        self.setAccessibleDescription(" ".join(said))
