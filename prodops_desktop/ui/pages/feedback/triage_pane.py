"""The tab Triage: what waits at the left, one item to decide on beside it, and the keys that decide below."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.feedback.model import Tag
from prodops_desktop.feedback.search import read_query
from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.pages.feedback.hints import KeyHints
from prodops_desktop.ui.pages.feedback.inbox_list import InboxList
from prodops_desktop.ui.pages.feedback.item_view import ItemView
from prodops_desktop.ui.pages.feedback.items_pane import ItemsPane
from prodops_desktop.ui.pages.feedback.keys import foot_hints
from prodops_desktop.ui.pages.feedback.reading import Board, ItemDetail
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.bars import Meter
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.fields import Choice, SearchField
from prodops_desktop.ui.widgets.split import Split
from prodops_desktop.ui.widgets.states import EmptyState, Note
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.ui.widgets.toolbar import PageToolbar

NEW_FIRST, OLD_FIRST = "new", "old"
_NARROWEST, _WIDEST = growing(232), growing(320)
_METER, _LIST_SHARE = 96, 0.305


class TriagePane(ItemsPane):
    """Shows the inbox and tells what is asked; an item that leaves makes room for the next at once."""

    ordered = Signal(str)
    """``new`` or ``old`` is to come first."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._filled, self._parted = False, False
        self.list = InboxList(session, self._read, lambda: self.board)
        self._watch(self.list, self.list.items, SearchField(tr("Filter inbox")))
        self.order = Choice([(NEW_FIRST, tr("New first")), (OLD_FIRST, tr("Old first"))], name=tr("Order"), snug=True)
        self.remarks = Note()
        self.remarks.say("note", "")
        self.done_today, self.left = Elided("", "header"), Elided("", "meta", "3")
        self.meter = Meter(name=tr("Done today"))
        self.merge = button(tr("Merge"), lambda: self.asked.emit("merge"), icon="merge")
        self.snooze = button(tr("Snooze"), lambda: self.asked.emit("snooze"), icon="alarm-snooze")
        self.done = button(tr("Done, next"), lambda: self.asked.emit("done"), role="primary", icon="check")
        self.item = ItemView()
        self.nothing = EmptyState("", tr("Show the archive"), lambda: self.asked.emit("show_archive"), icon="check-circle-outline")
        self.no_match = EmptyState(tr("Nothing in the inbox matches the filter."), tr("Clear the filter"), self._clear_search)
        self.hints = KeyHints(foot_hints())
        self._build()
        self._connect()
        self._settle()

    def show_board(self, board: Board) -> None:
        """Show how much is done and left, and the same item with what the board says of its customer now."""
        super().show_board(board)
        done, left = board.done_today, board.waiting
        self.done_today.setText(tr("{n} done today", n=formats.number(done)))
        self.left.setText(tr("{n} left", n=formats.number(left)))
        self.meter.show_share(done / (done + left) if done + left else 0.0)
        lie = counted(board.archived, "{n} item lies in the archive.", "{n} items lie in the archive.")
        self.nothing.say(f"{tr('Nothing waits.')} {lie}" if board.archived else tr("Nothing waits."))
        self.nothing.action.setVisible(bool(board.archived))
        self.item.show_board(board)

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these items of the inbox; what is current stays so, or the next one takes its place and is told as chosen."""
        self._filled = True
        super().show_ids(ids)
        self._settle()

    def show_detail(self, detail: ItemDetail) -> None:
        """Show what stands behind the current item; that of another one comes too late and is dropped."""
        if detail.row.item.id == self.current():
            self.item.show_detail(detail)

    def show_slots(self, slots: Sequence[Tag | None]) -> None:
        """Show the tags that the digits give."""
        self.item.show_slots(slots)

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """Say below the filter what of it means nothing."""
        self.remarks.say("warn", " ".join(remarks))

    def choose(self, item: int) -> bool:
        """Make an item current without telling anyone; False when it is not in the list."""
        found = super().choose(item)
        self._settle()
        return found

    def leave(self, ids: Sequence[int]) -> int | None:
        """Take items out of the inbox at once and show the next one; returns that."""
        following = super().leave(ids)
        self._settle()
        return following

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list has its share of the room until it is drawn wider or narrower by hand."""
        super().resizeEvent(event)
        if not self._parted:
            left = max(_NARROWEST, min(_WIDEST, round(self.width() * _LIST_SHARE)))
            self.split.setSizes([left, max(0, self.width() - left)])

    def _settle(self) -> None:
        """Show the current item as far as it is known, or why there is none."""
        none = self._filled and not self.items.rowCount()
        empty = self.no_match if self.search.text().strip() else self.nothing
        self.middle.setCurrentWidget(empty if none else self.item)
        row, can = self.current_row(), self.session.read_only_reason is None and self.current() is not None
        if row is not None and row.item.id != self.item.shown:
            self.item.show_row(row)
        for one in (self.merge, self.snooze, self.done):
            one.setEnabled(can)

    def _clear_search(self) -> None:
        self.search.clear()
        self.focus_list()

    def _build(self) -> None:
        why = self.session.read_only_reason
        for one, said in ((self.merge, "M"), (self.snooze, "S"), (self.done, tr("Ctrl+Enter or E"))):
            one.setToolTip(why or said)
        self.middle, self.split = QStackedWidget(), Split()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        progress = self._make_progress()
        bar = PageToolbar(progress)
        bar.may_fold(progress)
        bar.add_right(self.merge, self.snooze, self.done)
        self.split.addWidget(self._make_left())
        self.split.addWidget(_column(bar, self.middle, self.hints))
        for widget in (self.item, self.nothing, self.no_match):
            self.middle.addWidget(widget)
        self.split.splitterMoved.connect(self._on_split_moved)

    def _make_progress(self) -> QWidget:
        made = QWidget()
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.meter.setFixedWidth(_METER)
        for widget in (self.done_today, self.meter, self.left):
            row.addWidget(widget)
        return made

    def _make_left(self) -> QWidget:
        head = PageToolbar(self.search, self.order)
        head.row.setStretchFactor(self.search, 100)
        head.may_fold(self.order)
        left = QFrame()
        left.setObjectName("listPane")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (head, self.remarks):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        left.setMinimumWidth(_NARROWEST)
        left.setMaximumWidth(_WIDEST)
        return left

    def _connect(self) -> None:
        self.chosen.connect(lambda _: self._settle())
        self.items.loaded.connect(self._settle)
        self.items.marked.connect(self._on_marked)
        self.item.asked.connect(self.asked)
        self.list.copied.connect(lambda: self.asked.emit("copy"))
        self.order.activated.connect(lambda _: self._on_order_chosen())
        self.hints.all_asked.connect(lambda: self.asked.emit("keys"))
        self.filtered.connect(lambda text: self.item.show_found(read_query(text).terms))

    def _on_marked(self, count: int) -> None:
        self.merge.setText(tr("Merge {n}", n=formats.number(count)) if count else tr("Merge"))

    def _on_split_moved(self) -> None:
        self._parted = True

    def _on_order_chosen(self) -> None:
        self.ordered.emit(self.order.current_id())
        self.focus_list()  # letters typed into a choice would choose


def _column(top: QWidget, middle: QWidget, below: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(top)
    column.addWidget(middle, 1)
    column.addWidget(below)
    return made
