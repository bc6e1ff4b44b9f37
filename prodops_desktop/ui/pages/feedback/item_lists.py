"""Reads what the two lists of items are asked for, the inbox and everything, and shows it as soon as it has come."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from prodops_desktop.feedback.search import Order
from prodops_desktop.ui.pages.feedback.all_pane import AllPane
from prodops_desktop.ui.pages.feedback.asking import FIRST_PAGE, Kept, ListAsked, Listed, read_list
from prodops_desktop.ui.pages.feedback.items_pane import ItemsPane
from prodops_desktop.ui.pages.feedback.reading import Board
from prodops_desktop.ui.pages.feedback.triage_pane import OLD_FIRST, TriagePane
from prodops_desktop.ui.session import Session

_ALL, _INBOX = "feedback.all", "feedback.inbox"


class ItemLists:
    """``shown`` is called when a list was shown anew, ``found`` when it is what was searched for only now, where one may be typing still.

    Answers to what is no longer asked for are dropped.
    """

    def __init__(
        self, session: Session, triage: TriagePane, everything: AllPane, shown: Callable[[], None], found: Callable[[], None]
    ) -> None:
        self._session, self._triage, self._all, self._shown, self._found = session, triage, everything, shown, found
        self._board: Board | None = None
        self.inbox, self.everything = ListAsked(), ListAsked(scope="all")
        self._wanted: int | None = None
        """The item that a link names, until its list has come."""
        self._leaving: set[int] = set()
        self._left: set[int] = set()
        """What was taken out of the inbox here, and of that what is seen to be out of it."""
        self._is_undone = False
        self._inbox_shown: ListAsked | None = None
        self._everything_shown: ListAsked | None = None
        triage.filtered.connect(lambda query: self._ask_inbox(replace(self.inbox, query=query)))
        triage.ordered.connect(lambda order: self._ask_inbox(replace(self.inbox, order=Order("at", descending=order != OLD_FIRST))))
        everything.filtered.connect(lambda query: self._ask_everything(replace(self.everything, query=query)))
        everything.sorted.connect(self._on_sorted)

    def show_board(self, board: Board, inbox: Listed) -> None:
        """Show another reading of the board with the inbox that was read with it."""
        self._board = board
        self._triage.show_board(board)
        self._all.show_board(board)
        self._show_inbox(inbox)

    def leave_inbox(self, items: Sequence[int]) -> None:
        """Let items go out of the inbox at once, before it is written; where that is undone the inbox is back at the first of them."""
        self._leaving.update(items)
        self._triage.leave(items)

    def expect_back(self) -> None:
        """What is leaving may come back, as it was undone or refused: then the inbox goes back to it."""
        self._is_undone = True

    def kept_in_inbox(self) -> Kept | None:
        """The item of the inbox that is looked at, while the same is asked for."""
        return self._kept(self._triage) if self._inbox_shown == self.inbox else None

    def search_everything(self, query: str, item: int | None = None) -> None:
        """Search everything, and go to one item of what is found."""
        self._wanted = item
        if self._all.search.text() == query:
            self.read_everything()
        else:
            self._all.search.setText(query)

    def read_everything(self) -> None:
        """Read the first items at once, and then all of them."""
        board, asked = self._board, self.everything
        if board is not None:
            customers = board.customers
            kept = self._kept(self._all) if self._everything_shown == asked else None
            self._session.read(lambda store: read_list(store, asked, customers, FIRST_PAGE, kept), self._on_first_read, key=_ALL)

    def _ask_inbox(self, asked: ListAsked) -> None:
        self.inbox = asked
        if self._board is not None:
            customers = self._board.customers
            self._session.read(lambda store: read_list(store, asked, customers), self._show_inbox, key=_INBOX)

    def _ask_everything(self, asked: ListAsked) -> None:
        self.everything = asked
        self.read_everything()

    def _on_sorted(self, column: str, descending: bool) -> None:
        self._ask_everything(replace(self.everything, order=Order(column, descending=descending)))

    def _show_inbox(self, found: Listed) -> None:
        if found.asked == self.inbox:
            self._triage.show_ids(found.ids)
            self._go_back(found.ids, is_same_list=found.asked == self._inbox_shown)
            self._inbox_shown = found.asked
            self._triage.show_remarks(found.remarks)
            self._shown()

    def _go_back(self, ids: Sequence[int], *, is_same_list: bool) -> None:
        """Choose the first item that has come back since it was seen to be gone, or whose leaving was undone before that."""
        candidates = self._left | self._leaving if self._is_undone else self._left
        back = candidates.intersection(ids) if candidates else set()
        if back and self._is_undone:
            self._leaving -= back
            self._is_undone = False
        out = self._leaving.difference(ids) if is_same_list else set()
        self._left = (self._left | out) - back
        self._leaving -= out
        first = next((item for item in ids if item in back), None) if back else None
        if first is not None:
            self._triage.choose(first)

    def _on_first_read(self, found: Listed) -> None:
        board = self._board
        if board is None or found.asked != self.everything:
            return
        if not found.more or not self._all.items.ids:
            self._show_everything(found)
        if found.more:
            asked, customers = found.asked, board.customers
            kept = self._kept(self._all) if self._everything_shown == asked else None
            self._session.read(lambda store: read_list(store, asked, customers, kept=kept), self._show_everything, key=_ALL)

    def _show_everything(self, found: Listed) -> None:
        if found.asked != self.everything:
            return
        is_searched = found.asked != self._everything_shown
        self._all.show_ids(found.ids)
        self._everything_shown = found.asked
        self._all.show_remarks(found.remarks)
        if self._wanted is not None and self._all.choose(self._wanted):
            self._wanted, is_searched = None, False
        (self._found if is_searched else self._shown)()

    def _kept(self, pane: ItemsPane) -> Kept | None:
        item = pane.current()
        return Kept(item, pane.items.row_of(item)) if item is not None else None
