"""The panel Feedback: what waits is triaged, everything is found again, and needs are weighed in money."""

from functools import partial
from threading import Event
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from prodops_desktop.feedback.model import code_of
from prodops_desktop.feedback.triage import TABLES
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.pages.feedback.actions import FeedbackActions
from prodops_desktop.ui.pages.feedback.all_pane import AllPane
from prodops_desktop.ui.pages.feedback.asking import ListAsked, Opening, read_opening
from prodops_desktop.ui.pages.feedback.commands import feedback_commands
from prodops_desktop.ui.pages.feedback.inspector import ItemInspector
from prodops_desktop.ui.pages.feedback.inspectors import Inspectors
from prodops_desktop.ui.pages.feedback.item_lists import ItemLists
from prodops_desktop.ui.pages.feedback.items_pane import ItemsPane
from prodops_desktop.ui.pages.feedback.keys import action_of
from prodops_desktop.ui.pages.feedback.list_actions import ListActions
from prodops_desktop.ui.pages.feedback.need_actions import NeedActions
from prodops_desktop.ui.pages.feedback.need_inspector import NeedInspector
from prodops_desktop.ui.pages.feedback.need_tabs import NeedTabs
from prodops_desktop.ui.pages.feedback.nothing_yet import NothingYet
from prodops_desktop.ui.pages.feedback.reading import Board, ItemDetail, Row, read_detail
from prodops_desktop.ui.pages.feedback.slots import Slots
from prodops_desktop.ui.pages.feedback.triage_pane import TriagePane
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.tabbed_page import TabbedPage
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End

TRIAGE, NEEDS, SEGMENTS, ALL = "triage", "needs", "segments", "all"
_DETAIL = "feedback.detail"
_TYPED_ON_MS = 150
"""So long the first item of what was searched waits, since the next key may find another one."""


class FeedbackPage(TabbedPage):
    """One item or one need at a time in the inspector, whichever of the four tabs it was chosen in."""

    id = "feedback"
    title = tr("Feedback")
    icon = "message-text-outline"
    digit = 7
    tables = TABLES | {"link", "dataset", "version", "account", "alias", "rate", "setting", "user_segment", "feature", "person"}

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.board: Board | None = None
        self.slots = Slots()
        self._reading, self._is_outdated = Event(), False
        self.list_actions, self.need_actions = ListActions(self), NeedActions(self)
        self.item_actions = FeedbackActions(self, self.list_actions)
        self.triage, self.all = TriagePane(session), AllPane(session)
        self.item_detail, self.need_detail = ItemInspector(session, self.item_actions.saves()), NeedInspector(session)
        self._chosen_soon = QTimer(self, singleShot=True)
        self._chosen_soon.timeout.connect(self._show_chosen)
        self.lists = ItemLists(
            session, self.triage, self.all, partial(self._chosen_soon.start, 0), partial(self._chosen_soon.start, _TYPED_ON_MS)
        )
        self.need_tabs = NeedTabs(session, self.need_detail, self._on_needs_shown)
        self.inspectors = Inspectors(self)
        self.inspectors.addWidget(self.item_detail)
        self.inspectors.addWidget(self.need_detail)
        self.inspector = self.inspectors
        self.nothing_yet = NothingYet(session, self.list_actions.gather)
        needs = self.need_tabs
        self.lay_out({TRIAGE: self.triage, NEEDS: needs.needs_pane, SEGMENTS: needs.segments_pane, ALL: self.all}, self.nothing_yet)
        self._connect()

    @property
    def pending(self) -> bool:
        """Whether something of the item that is shown is still to come."""
        return self._chosen_soon.isActive() or self.item_detail.pending

    def refresh(self) -> None:
        """Read board and inbox again, and what else is shown; what is chosen stays chosen.

        One reading at a time: what changed meanwhile is read after it, so that quick keys do not heap up readings.
        """
        if self._reading.is_set():
            self._is_outdated = True
            return
        self._is_outdated, under_way = False, self._reading
        under_way.set()
        asked, kept = self.lists.inbox, self.lists.kept_in_inbox()
        before = self.board.customers if self.board is not None else None

        def read(store: Store) -> Opening:
            try:
                return read_opening(store, asked, before, kept)
            finally:
                under_way.clear()

        self.session.read(read, self._on_read, key=self)

    def tabs(self) -> list[tuple[str, str, int | None]]:
        """Triage, needs and everything."""
        board, needs = self.board, self.need_tabs.needs
        heard = sum(bool(need.mentions) for need in needs.needs) if needs is not None else None
        return [
            (TRIAGE, tr("Triage"), board.waiting if board is not None else None),
            (NEEDS, tr("Needs"), heard),
            (SEGMENTS, tr("By segment"), None),
            (ALL, tr("All"), board.items if board is not None else None),
        ]

    def turned(self) -> None:
        """Read what it shows."""
        self.need_tabs.by_segment = self._tab == SEGMENTS
        self.inspectors.setCurrentWidget(self.need_detail if self.items_pane() is None else self.item_detail)
        self._read_tab()
        self._show_chosen()

    def open(self, target: object) -> None:
        """Show an item or a tag that a link names, or an item by its id, or all items that a search finds."""
        if isinstance(target, End) and target.table == "tag":
            self.need_tabs.tag = target.id
            self.go_to_tab(NEEDS)
        elif isinstance(target, str):
            self.go_to_tab(ALL)
            self.find_text(target)
        elif isinstance(target, End | int):
            self.show_item(target.id if isinstance(target, End) else target)

    def place(self) -> int | str | None:
        """The need that is chosen; the inbox begins at its head."""
        return self.need_tabs.tag

    def go_back_to(self, place: int | str) -> None:
        """Choose a need, also where another tab is shown."""
        self.need_tabs.tag = place if isinstance(place, int) else None

    def focus_tab(self) -> None:
        """Put the keyboard on the list or the table."""
        items = self.items_pane()
        if items is not None:
            items.focus_list()
        else:
            self.need_tabs.pane.focus()

    def commands(self) -> list[Command]:
        """What can be done with feedback."""
        return feedback_commands(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of triage."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key of triage asks for, wherever the keyboard is but in a text field; False for any other key."""
        typing = isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit)
        action = None if typing or self.items_pane() is None else action_of(event)
        return action is not None and self.item_actions.run(action)

    def items_pane(self) -> ItemsPane | None:
        """The list of items that is shown; None on the tabs of needs."""
        return {TRIAGE: self.triage, ALL: self.all}.get(self._tab)

    def table(self) -> Any:
        """The table that is shown; None for the inbox."""
        return {TRIAGE: None, ALL: self.all.table}.get(self._tab, self.need_tabs.pane.table)

    def item(self) -> int | None:
        """The item that is current."""
        pane = self.items_pane()
        return pane.current() if pane is not None else None

    def row(self) -> Row | None:
        """What is known of it."""
        pane = self.items_pane()
        return pane.current_row() if pane is not None else None

    def targets(self) -> list[int]:
        """What a key is for: the items that are marked, else the current one."""
        pane, current = self.items_pane(), self.item()
        return (pane.marked() if pane is not None else []) or ([current] if current is not None else [])

    def list_asked(self) -> ListAsked:
        """Which items are shown."""
        return self.lists.everything if self._tab == ALL else self.lists.inbox

    def search_all(self, query: str, item: int | None = None) -> None:
        """Show what a search finds among everything, at one item where one is named."""
        self.lists.search_everything(query, item)
        self.go_to_tab(ALL)

    def show_item(self, item: int) -> None:
        """Show one item among everything."""
        self.search_all(code_of(item), item)

    def leave(self, items: list[int]) -> None:
        """Let items go out of the inbox at once, and show the next one; among everything only go on."""
        pane = self.items_pane()
        if pane is self.triage:
            self.lists.leave_inbox(items)
        elif pane is not None and not pane.marked():
            pane.step(1)
        if pane is not None:
            pane.clear_marks()
        self._show_chosen()

    def _connect(self) -> None:
        items, needs = self.item_actions, self.need_actions
        for pane in (self.triage, self.all):
            pane.chosen.connect(lambda _: self._chosen_soon.start(0))
            pane.asked.connect(items.run)
        self.item_detail.tag_toggled.connect(items.toggle)
        self.item_detail.unmerge_wanted.connect(items.take_apart)
        for need_pane in (self.need_tabs.needs_pane, self.need_tabs.segments_pane):
            need_pane.entered.connect(needs.show_mentions)
            need_pane.triage_wanted.connect(lambda: self.go_to_tab(TRIAGE))
        self.need_detail.item_wanted.connect(self.show_item)
        self.need_detail.month_wanted.connect(needs.show_month)
        self.need_detail.link_wanted.connect(self.need_detail.links.choose)
        self.need_detail.merge_wanted.connect(needs.merge_tag)
        self.need_detail.who_asked_wanted.connect(needs.export_who_asked)

    def _on_read(self, found: Opening) -> None:
        if self._is_outdated:
            self.refresh()
            return
        board = self.board = found.board
        self.slots.follow(board)
        self.nothing_yet.offer(gathered=not found.earlier)
        has_lost_keyboard = self.show_panes(filled=bool(board.items or board.left_out))
        self.triage.show_slots(self.slots.shown(board))
        self.need_tabs.show_board(board)
        self.lists.show_board(board, found.inbox)
        self.tabs_changed.emit()
        self.set_summary(counted(board.items, "{n} item", "{n} items"), board.customers.notes)
        self._read_tab()
        if has_lost_keyboard:
            self.focus_first()

    def _read_tab(self) -> None:
        """Read what the tab that is shown needs beside the board and the inbox."""
        if self._tab == ALL:
            self.lists.read_everything()
        elif self._tab != TRIAGE:
            self.need_tabs.read()

    def _on_needs_shown(self) -> None:
        self.tabs_changed.emit()
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show in the inspector what is chosen on this tab; after a list only in the next turn, so that the list is painted first."""
        if self.items_pane() is None:
            self.need_tabs.show_need()
        else:
            self._show_item()

    def _show_item(self) -> None:
        board, item, row = self.board, self.item(), self.row()
        if board is None or item is None:
            self.item_detail.show_nothing()
            return
        if row is not None:
            self.item_detail.show_row(row, board)
        customers = board.customers
        self.session.read(lambda store: read_detail(store, item, customers), self._on_detail_read, self._on_gone, key=_DETAIL)

    def _on_detail_read(self, detail: ItemDetail) -> None:
        if self.board is not None and detail.row.item.id == self.item():
            if detail.row != self.item_detail.row:  # it was shown as soon as it was chosen, where the list knew it
                self.item_detail.show_row(detail.row, self.board)
            self.item_detail.show_detail(detail)
            self.triage.show_detail(detail)

    def _on_gone(self, _: Exception) -> None:
        """What was chosen went meanwhile: the list that is on its way says what is there."""
