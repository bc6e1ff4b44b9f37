"""Picks one of many by keys alone: typing ranks what there is, ↓ and ↑ move, Enter takes, and the keyboard stays in the one field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.palette_list import PaletteDelegate, PaletteModel, Row
from prodops_desktop.ui.ranking import match
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

_MOST, _PAGE = 300, 8
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Option:
    """Something to pick, and what is done once it is; ``aside`` stands at the right, ``words`` are other words that find it."""

    text: str
    run: Callable[[], object]
    detail: str = ""
    aside: str = ""
    icon: str = ""
    words: str = ""

    def row(self, places: tuple[int, ...] = ()) -> Row:
        """How it is shown, with the letters that were meant."""
        return Row(self.text, places, self.icon or "circle-small", self.detail, note=self.aside, run=self.run)


class OptionList(QListView):
    """Rows of which one is marked; Enter, where the list has the keyboard, or a click takes one."""

    taken = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows = PaletteModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(PaletteDelegate(self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda _: self.take())
        theme.changed.connect(self.viewport().update)

    def show_rows(self, rows: list[Row], marked: int = 0) -> None:
        """Show other rows and mark one of them."""
        self.rows.show(rows)
        self.mark(marked)

    def mark(self, row: int) -> None:
        """Mark a row, or the one that is nearest to it."""
        place = max(0, min(row, len(self.rows.rows) - 1))
        if self.rows.rows and not self.rows.rows[place].heading:
            self.setCurrentIndex(self.rows.index(place))

    def current(self) -> Row | None:
        """The row that is marked."""
        place = self.currentIndex().row()
        return self.rows.rows[place] if 0 <= place < len(self.rows.rows) else None

    def take(self) -> None:
        """Take the row that is marked."""
        row = self.current()
        if row is not None:
            self.taken.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes; what could be a letter or a digit of the dialog is left to it."""
        if event.key() in _RETURN:
            self.take()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


class Picker(Dialog):
    """Goes away once something is taken, and only then does what was taken; Esc empties the field, and then closes."""

    nothing = tr("There is nothing to pick yet.")
    """What is said where there is nothing to pick, and nothing is typed."""

    def __init__(
        self, parent: QWidget, title: str, find: str, many: tuple[str, str], *, waiting: bool = False, width: int = 560, height: int = 480
    ) -> None:
        super().__init__(parent, title, width=width, height=height)
        self._many = many
        self._options: Sequence[Option] = ()
        self._waiting, self._wanted = waiting, False
        self.search = SearchField(find)
        self.search.installEventFilter(self)
        self.list = OptionList(find)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.wrong = Note("bad", "")
        self.count = label("", "meta", "3")
        self.body.setSpacing(8)
        for widget in (self.search, self.list, self.wrong, self.count):
            self.body.addWidget(widget, 1 if widget is self.list else 0)
        self.search.textChanged.connect(lambda _: self.on_typed())
        self.list.taken.connect(self.pick)
        self.search.setFocus()

    def offer(self, options: Sequence[Option]) -> None:
        """Offer these; what Enter was pressed for while they were being read is taken now."""
        self._options, self._waiting = options, False
        self.fill()
        if self._wanted:
            self._wanted = False
            self.list.take()

    def wait(self) -> None:
        """What is shown is no longer what was typed: other options are on their way."""
        self._waiting = True

    def on_typed(self) -> None:
        """Something else stands in the field."""
        self.fill()

    def fill(self) -> None:
        """Show what fits, the best first, and what can be made of it."""
        query = self.search.text().strip()
        found = self.fitting(query)
        rows = [*found[:_MOST], *self.makable(query)]
        self.count.setText(counted(len(found), *self._many))
        nothing = [Row(tr("Nothing fits. Try fewer letters.") if self.search.text() else self.nothing, heading=True)]
        self.list.show_rows(rows or nothing)
        self.list.scrollToTop()

    def fitting(self, query: str) -> list[Row]:
        """The rows that fit a query, the best first; without one all of them in their order."""
        found = [(option, fit) for option in self._options if (fit := match(query, option.text, option.words)) is not None]
        if query:
            found.sort(key=lambda pair: -pair[1].score)
        return [option.row(fit.places) for option, fit in found]

    def makable(self, query: str) -> list[Row]:
        """What a new one of this name would be; nothing where none can be made."""
        del query
        return []

    def take_marked(self) -> None:
        """Take the row that is marked, once it is one of what was typed."""
        if self._waiting:
            self._wanted = True
        else:
            self.list.take()

    def pick(self, row: Row) -> None:
        """Close, and do what the row is for."""
        if row.run is not None and not row.disabled:
            self.close()
            row.run()

    def fail(self, error: Exception) -> None:
        """Say why there is nothing to pick from."""
        self._waiting = self._wanted = False
        self.wrong.say("bad", str(error))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field move in the list and take from it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}
            if event.key() in _RETURN:
                self.take_marked()
                return True
            if event.key() in steps:
                self.list.mark(self.list.currentIndex().row() + steps[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)
