"""The tab All: everything that was ever said, searched, sorted, marked and copied."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.pages.feedback.item_table import ItemTable
from prodops_desktop.ui.pages.feedback.items_pane import ItemsPane
from prodops_desktop.ui.pages.feedback.reading import Board
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.fields import Choice, SearchField
from prodops_desktop.ui.widgets.states import EmptyState, Note
from prodops_desktop.ui.widgets.text import Elided

_ICONS_ROOM = growing(72)


class AllPane(ItemsPane):
    """A search and its table. ``show_ids`` may come first with the ids at hand and then with all of them."""

    sorted = Signal(str, bool)
    """The order that is asked for: one of the search's orders, and whether it descends."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._asks = tr("Search everything: words, tag: account: segment: channel: after: arr>100k")
        self.table = ItemTable(session, self._read, lambda: self.board)
        self._watch(self.table, self.table.items, SearchField(self._asks))
        self.search.setAccessibleName(tr("Search everything"))
        self.remarks = Note()
        self.remarks.say("note", "")
        self.saved = Choice([("", tr("Saved searches"))], name=tr("Saved searches"), snug=True)
        self.save = button(tr("Save search…"), lambda: self.asked.emit("save_search"), icon="bookmark-outline", small=True)
        self.count = Elided("", "meta", "3")
        self.columns = tool_button("tune-variant", tr("Choose columns"), self.table.choose_columns)
        self.copy = tool_button("content-copy", tr("Copy the table for Excel"), self.copy_table)
        self.no_match = EmptyState(tr("Nothing matches the search."), tr("Clear the search"), self._clear_search, icon="magnify")
        self._build()
        self._connect()
        self._settle()

    def show_board(self, board: Board) -> None:
        """Show what the board says of customers and tags now, and its saved searches."""
        super().show_board(board)
        wanted = [("", tr("Saved searches")), *((one.query, one.name) for one in board.searches)]
        if [(self.saved.itemData(at), self.saved.itemText(at)) for at in range(self.saved.count())] != wanted:
            with QSignalBlocker(self.saved):
                self.saved.clear()
                for query, name in wanted:
                    self.saved.addItem(name, query)
        self._settle()

    def show_ids(self, ids: Sequence[int], total: int | None = None) -> None:
        """Show these items in this order; ``total`` is how many there are where these are only the first."""
        super().show_ids(ids)
        shown = len(ids)
        if total is not None and total > shown:
            said = tr("first {n} of {all}", n=formats.number(shown), all=counted(total, "{n} item", "{n} items"))
        else:
            said = counted(shown, "{n} item", "{n} items")
        self.count.setText(said)
        self.stack.setCurrentWidget(self.table if ids else self.no_match)

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """Say in place what of the search means nothing, or otherwise than it may seem."""
        self.remarks.say("warn", " ".join(remarks))
        self._beneath.setVisible(bool(remarks))

    def copy_chosen(self) -> None:
        """Copy the items that are marked, else the current one, for Excel."""
        current = self.current()
        self.table.copy_items(self.marked() or ([current] if current is not None else []))

    def copy_table(self) -> None:
        """Copy every item of the search for Excel."""
        self.table.copy_items(self.items.ids)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say in the field as much as there is room for."""
        super().resizeEvent(event)
        room = self.search.width() - _ICONS_ROOM
        fits = QFontMetrics(self.search.font()).horizontalAdvance(self._asks) <= room
        self.search.setPlaceholderText(self._asks if fits else tr("Search everything"))

    def _settle(self) -> None:
        """The choice names the saved search that is asked for, if it is one; only another one can be saved."""
        query = " ".join(self.search.text().split())
        at = next((at for at in range(1, self.saved.count()) if self.saved.itemData(at) == query), 0)
        with QSignalBlocker(self.saved):
            self.saved.setCurrentIndex(at)
        self.saved.updateGeometry()
        self.saved.setEnabled(self.saved.count() > 1)
        self.save.setEnabled(bool(query) and not at and self.session.read_only_reason is None)

    def _clear_search(self) -> None:
        self.search.clear()
        self.search.setFocus()

    def _build(self) -> None:
        self.save.setToolTip(self.session.read_only_reason or "")
        head = QFrame()
        head.setObjectName("pageToolbar")
        rows = QVBoxLayout(head)
        rows.setContentsMargins(GUTTER, 9, GUTTER, 8)
        rows.setSpacing(8)
        rows.addWidget(self.search)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.saved)
        below.addWidget(self.save)
        below.addStretch(1)
        below.addWidget(self.count)
        below.addWidget(self.columns)
        below.addWidget(self.copy)
        rows.addLayout(below)
        self._beneath = QFrame()
        around = QVBoxLayout(self._beneath)
        around.setContentsMargins(GUTTER, 8, GUTTER, 8)
        around.addWidget(self.remarks)
        self._beneath.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.no_match)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, self._beneath):
            column.addWidget(part)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.table.sorted.connect(self.sorted)
        self.table.copied.connect(self.copy_chosen)
        self.filtered.connect(lambda _: self._settle())
        self.saved.activated.connect(lambda _: self._on_saved_chosen())

    def _on_saved_chosen(self) -> None:
        self.search.setText(self.saved.current_id())
        self.focus_list()  # letters typed into a choice would choose
