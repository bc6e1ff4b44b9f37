"""An item to read and decide on: who said it and what they are worth, their words, its tags, and the tags that a digit gives."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.feedback.model import TYPED, Tag
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.feedback.reading import Board, ItemDetail, Row
from prodops_desktop.ui.pages.feedback.slot_rows import SlotRows
from prodops_desktop.ui.pages.feedback.wording import customer_text, moment_text, when_text
from prodops_desktop.ui.pages.feedback.words_view import LINE, WordsView
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.flow import Flow
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.text import Elided, Glyph, chip, label, line

_MOST_MERGED = 12
_CRITICAL = 3


class ItemView(QScrollArea):
    """Shows a row at once, and what stands behind it as soon as that is read."""

    asked = Signal(str)
    """An action: ``slot:3`` gives or takes a tag."""

    def __init__(self) -> None:
        super().__init__()
        self._board: Board | None = None
        self._row: Row | None = None
        self._slots: tuple[Tag | None, ...] = ()
        self._head: tuple[object, ...] = ()
        self.title = label("", "item", wrap=True, selectable=True)
        self.meta, self.chips = _Line(14), _Line(6)
        self.words = WordsView()
        self.slots = SlotRows()
        self.slots.asked.connect(lambda number: self.asked.emit(f"slot:{number}"))
        self.merged = _Part(tr("Merged into it"), tr("Each account counts once"))
        self.note = _Part(tr("Note"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("The item"))
        self.setWidget(self._make_inside())

    @property
    def shown(self) -> int | None:
        """The item that is shown."""
        return self._row.item.id if self._row else None

    def show_board(self, board: Board) -> None:
        """Show the same item with another reading of the board: its day and its currency."""
        self._board = board
        self._fill()

    def show_row(self, row: Row) -> None:
        """Show an item; of another one than before what stands behind it goes."""
        if self._row is None or row.item.id != self._row.item.id:
            self.verticalScrollBar().setValue(0)
            self.merged.hide()
        self._row = row
        self._fill()

    def show_detail(self, detail: ItemDetail) -> None:
        """Show an item with what is merged into it."""
        self.show_row(detail.row)
        self._fill_merged(detail.merged)

    def show_slots(self, slots: Sequence[Tag | None]) -> None:
        """Show the tags that the digits give."""
        self._slots = tuple(slots)
        self.slots.show_slots(self._slots, self._row.item.tags if self._row else ())

    def show_found(self, terms: Sequence[str]) -> None:
        """Mark what was searched for."""
        self.words.show_found(terms)

    def _fill(self) -> None:
        row, board = self._row, self._board
        if row is None or board is None:
            return
        item = row.item
        self.title.setText(_breakable(item.headline))
        self._fill_meta(row, board)
        self.words.show_words(item.text)
        self._fill_chips(row.tags)
        self.slots.show_slots(self._slots, item.tags)
        self.note.show_texts([item.note] if item.note else [])

    def _fill_meta(self, row: Row, board: Board) -> None:
        """Who, what they are worth, who wrote it down, when; built anew only where any of it is another."""
        item = row.item
        worth = customer_text(row.customer, board.customers.currency, board.today)
        person = ", ".join(part for part in (item.person, item.channel) if part)
        remark = " · ".join(part for part in (item.feature, item.remark) if part)
        head = (row.who, bool(row.customer or item.account), worth, person, moment_text(item.at, board.today), remark, item.importance)
        if head == self._head:
            return
        self._head = head
        self.meta.clear()
        if row.customer is not None or item.account:
            self.meta.add(_with_glyph("domain", Elided(row.who, "header")))
        if worth:
            self.meta.add(Elided(worth, "meta", "2"))
        self.meta.add(_with_glyph("account-outline" if item.person else "message-text-outline", Elided(person, "meta", "2")))
        self.meta.add(Elided(moment_text(item.at, board.today), "meta", "2"))
        if remark:
            self.meta.add(Elided(remark, "meta", "3"))
        if item.kind == TYPED:
            self.meta.add(_with_glyph("pencil-outline", Elided(tr("typed here"), "meta", "3")))
        if item.importance:
            self.meta.add(chip(formats.IMPORTANCE_NAMES[item.importance], "bad" if item.importance == _CRITICAL else "warn"))

    def _fill_chips(self, tags: Sequence[str]) -> None:
        if self.chips.texts == tuple(tags):
            return
        self.chips.clear()
        for tag in tags:
            self.chips.add(chip(tag))
        self.chips.texts = tuple(tags)
        self.chips.setVisible(bool(tags))

    def _fill_merged(self, rows: Sequence[Row]) -> None:
        board = self._board
        if board is None:
            return
        self.merged.clear()
        for row in rows[:_MOST_MERGED]:
            self.merged.add_row(row.who, f"“{row.item.headline}”", when_text(row.item.at, board.today))
        if len(rows) > _MOST_MERGED:
            self.merged.add_text(counted(len(rows) - _MOST_MERGED, "and {n} more", "and {n} more"))
        self.merged.setVisible(bool(rows))

    def _make_inside(self) -> QWidget:
        recent = _Part(tr("Recent tags"), tr("Press the number to give or take"), empty=False)
        recent.body.addWidget(self.slots)
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget, space in ((self.title, 6), (self.meta, 16), (self.words, 14), (self.chips, 16), (line(), 14)):
            column.addWidget(widget)
            column.addSpacing(space)
        for part in (recent, self.merged, self.note):
            column.addWidget(part)
        column.addStretch(1)  # suggestions and items that look alike will stand here
        held = _Held()
        held.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        inside = _Held()
        inside.setMaximumWidth(16_000)
        inside.setObjectName("scrolled")
        row = QHBoxLayout(inside)
        row.setContentsMargins(GUTTER, GUTTER, GUTTER, GUTTER)
        row.addWidget(held, 1)
        row.addStretch(0)
        return inside


class _Held(QWidget):
    """Never wider than a line of words may be, and never wider than the pane."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumWidth(LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class _Line(QWidget):
    """Small facts that go on in the next line."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.texts: tuple[str, ...] = ()
        self._flow = Flow(self, gap=gap)

    def add(self, widget: QWidget) -> None:
        self._flow.addWidget(widget)
        widget.show()

    def clear(self) -> None:
        clear_layout(self._flow)


class _Part(QWidget):
    """A titled part, hidden until it has something to say."""

    def __init__(self, title: str, hint: str = "", *, empty: bool = True) -> None:
        super().__init__()
        if empty:
            self.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 18)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Elided(title, "section"))
        self.hint = Elided(hint, "meta", "3")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.hint, 1)
        column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        column.addLayout(self.body)

    def show_texts(self, texts: Sequence[str]) -> None:
        self.clear()
        for text in texts:
            self.add_text(text)
        self.setVisible(bool(texts))

    def add_text(self, text: str) -> None:
        self.body.addWidget(label(_breakable(text), "meta", "2", wrap=True, selectable=True))

    def add_row(self, name: str, text: str, right: str) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(Elided(name, "header"), 2)
        row.addWidget(Elided(text, "meta", "2"), 5)
        row.addWidget(label(right, "meta", "3"))
        self.body.addLayout(row)

    def clear(self) -> None:
        clear_layout(self.body)


def _with_glyph(icon: str, said: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(Glyph(icon, "text_3", 14))
    row.addWidget(said, 1)
    return made


def _breakable(text: str, longest: int = 30) -> str:
    """A text whose long words, such as addresses, can be broken."""
    words = (word if len(word) <= longest else "\u200b".join(word[at : at + longest] for at in range(0, len(word), longest))
             for word in text.split(" "))  # fmt: skip
    return " ".join(words)
