"""What stands behind an item of feedback: its tags, who said it and of which customer, links, what is merged into it, sources, history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prodops_desktop.feedback.accounts import distinct
from prodops_desktop.feedback.model import CHANNELS, DONE, MERGED, TYPED, Item, code_of
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.feedback.fields import ITEM_FIELDS, WORD_FIELDS, history_names, write_stored
from prodops_desktop.ui.pages.feedback.reading import Board, ItemDetail, Row
from prodops_desktop.ui.pages.feedback.tag_tree import TagTree
from prodops_desktop.ui.pages.feedback.wording import state_text
from prodops_desktop.ui.records.history import HistorySection
from prodops_desktop.ui.records.links import LinksSection
from prodops_desktop.ui.records.record_form import RecordForm, Save
from prodops_desktop.ui.records.sources import SourcesSection
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.inspector import Fact, Facts, Inspector
from prodops_desktop.ui.widgets.text import Elided, label
from prodops_desktop.workspace.links import End

_STAYED_MS = 150
"""So long one stays with an item before its history is put together."""


@dataclass(frozen=True)
class ItemSaves:
    """What the inspector does with what was decided in it; that of a field is told how to refuse it beside it."""

    item: Save
    finish: Callable[[], None]
    snooze: Callable[[], None]
    link: Callable[[], None]


class ItemInspector(Inspector):
    """The sections are made once and filled again, so that nothing jumps and what is being typed stays.

    The history, which takes as long as all the rest, comes where one stays with an item: on the way through many nobody reads it.
    """

    tag_toggled = Signal(int)
    unmerge_wanted = Signal(int)

    def __init__(self, session: Session, saves: ItemSaves) -> None:
        super().__init__("message-text-outline", tr("Feedback"))
        self._session = session
        self.row: Row | None = None
        self._board: Board | None = None
        self._awaited: ItemDetail | None = None
        self._history_soon = QTimer(self, interval=_STAYED_MS, singleShot=True)
        self._history_soon.timeout.connect(self._show_history)
        self._make_tags()
        self.item_section = self.section(tr("Item"))
        self.item_form = RecordForm(self.item_section, ITEM_FIELDS, saves.item, session.problem)
        self.words_section = self.section(tr("Words"))
        self.words_form = RecordForm(self.words_section, WORD_FIELDS, saves.item, session.problem, name_width=60)
        self.customer = self.section(tr("About the customer"))
        self.customer_facts = Facts()
        self.customer_unknown = label("", "meta", "3", wrap=True)
        self.customer.add(self.customer_facts)
        self.customer.add(self.customer_unknown)
        self.links = LinksSection(self.section(tr("Linked")), session, self)
        self.merged = self.section(tr("Merged into it"))
        self.sources = SourcesSection(self.section(tr("Sources")), session)
        self.linked: frozenset[End] = frozenset()
        """What the item that is shown is linked to."""
        self.history = HistorySection(self.section(tr("History")), session, history_names(), "feedback_item")
        self.done_button = button(tr("Done"), saves.finish, icon="check", role="primary")
        self.snooze_button = button(tr("Snooze"), saves.snooze, icon="alarm-snooze")
        self.link_button = button(tr("Link"), saves.link, icon="link-variant")
        self.set_actions(self.done_button, self.snooze_button, self.link_button)
        self.show_nothing()

    @property
    def pending(self) -> bool:
        """Whether the history of the item is still to come."""
        return self._history_soon.isActive()

    def show_nothing(self) -> None:
        """No item is chosen."""
        self._history_soon.stop()
        self.row = None
        self.set_title(tr("No item chosen"), tr("Feedback"))
        self._show_parts(shown=False)

    def show_row(self, row: Row, board: Board) -> None:
        """Show an item, as far as it is known without reading."""
        reason, item = self._session.read_only_reason, row.item
        with self.filling():
            if self.row is None or self.row.item.id != item.id:
                self._forget_detail(item)
            self._offer(board)
            self.row = row
            self._show_parts(shown=True)
            self.set_title(
                row.who or tr("Nobody named"), " · ".join((tr("Feedback {code}", code=item.code), state_text(item, self._session.today)))
            )
            self.tags.note.setText(counted(board.items, "{n} item", "{n} items"))
            self.tree.show_tags(board.groups, board.tags, board.counts, item.tags, reason)
            self.item_form.show(item, item.id, reason)
            self.words_section.setVisible(item.kind == TYPED)
            self.words_form.show(item, item.id, reason)
            self._show_customer(row, board)
            self._show_merged(row, None)
        self._allow(item, reason)

    def show_detail(self, detail: ItemDetail) -> None:
        """Show links, merged items, sources and history of the item that is shown."""
        row = self.row
        if row is None or row.item.id != detail.row.item.id:
            return
        with self.filling():
            self.links.show(End("feedback_item", row.item.id), row.item.code, detail.links)
            self.linked = frozenset(tied.link.other for tied in detail.links)
            self._show_merged(row, detail.merged)
            self.sources.show(detail.sources, tr("Typed here; no sheet has it."))
        self._awaited = detail
        self._history_soon.start()

    def _show_history(self) -> None:
        detail = self._awaited
        if detail is not None:
            with self.filling():
                self.history.show(detail.steps, detail.row.item.id, partial(write_stored, detail.names))

    def field(self, name: str) -> QWidget | None:
        """The field of this id, whichever group it is in."""
        return next((form.fields[name] for form in (self.item_form, self.words_form) if name in form.fields), None)

    def focus_sources(self) -> None:
        """Put the keyboard where the item comes from."""
        self.focus_section(self.sources.section)

    def _make_tags(self) -> None:
        self.tags = self.section(tr("Tags"))
        self.tag_field = SearchField(tr("Find a tag"))
        self.tree = TagTree()
        self.tags.add(self.tag_field)
        self.tags.add(self.tree)
        self.tag_field.textChanged.connect(self.tree.filter)
        self.tag_field.left.connect(self.tree.setFocus)
        self.tree.toggled.connect(self.tag_toggled)

    def _forget_detail(self, item: Item) -> None:
        """Nothing of the item before stays while that of another one is read."""
        self._history_soon.stop()
        self.links.begin(End("feedback_item", item.id), item.code)
        self.linked = frozenset()
        for section in (self.merged, self.sources.section, self.history.section):
            section.clear()
            section.note.setText("")
        self.merged.hide()

    def _show_parts(self, *, shown: bool) -> None:
        own = (self.tags, self.item_section, self.customer, self.links.section, self.sources.section, self.history.section)
        for part in (*own, self._foot):
            part.setVisible(shown)
        if not shown:
            self.words_section.hide()
            self.merged.hide()

    def _offer(self, board: Board) -> None:
        """Complete from what is known; made anew only where that changed, for a customer list may be long."""
        before, self._board = self._board, board
        fields = self.item_form.fields
        if before is None or before.customers is not board.customers:
            fields["account"].offer(sorted((one.name for one in distinct(board.customers.by_name.values())), key=str.casefold))
        if before is None or before.people != board.people:
            fields["person"].offer(board.people)
        if before is None:
            fields["channel"].offer(CHANNELS)

    def _allow(self, item: Item, reason: str | None) -> None:
        merged = tr("It is merged into {code}; decide there.", code=code_of(item.root)) if item.state == MERGED else None
        finished = tr("It is done.") if item.state == DONE else None
        for control, why_not, key in (
            (self.done_button, reason or merged or finished, "E"),
            (self.snooze_button, reason or merged, "S"),
            (self.link_button, reason, "L"),
        ):
            control.setEnabled(why_not is None)
            control.setToolTip(why_not or key)

    def _show_customer(self, row: Row, board: Board) -> None:
        one = row.customer
        known = one is not None and one.known
        self.customer_facts.setVisible(known)
        self.customer_unknown.setVisible(not known)
        self.customer_unknown.setText(tr("No list of accounts has it.") if row.item.account else tr("No account is named."))
        if one is not None and known:
            renewal = formats.day(one.renewal, board.today) if one.renewal else formats.MISSING
            rows: list[Fact] = [
                (tr("Segment"), one.segment or formats.MISSING),
                (tr("ARR"), formats.money(one.arr, board.customers.currency)),
                (tr("Renewal"), renewal),
                (tr("CSM"), one.csm or formats.MISSING),
                (tr("Region"), one.region or formats.MISSING),
            ]
            self.customer_facts.show_rows(rows)

    def _show_merged(self, row: Row, merged: Sequence[Row] | None) -> None:
        """What says the same, or into what this one went; ``merged`` is None while that is being read."""
        item, section = row.item, self.merged
        if item.root != item.id:
            section.clear()
            section.show()
            section.title.setText(tr("Merged into {code}", code=code_of(item.root)))
            section.note.setText("")
            section.text(tr("It says the same; what is decided there holds for it, too."), "3")
            self._add_take_apart(item)
        elif merged is not None:
            section.clear()
            section.setVisible(bool(merged))
            section.title.setText(tr("Merged into it"))
            section.note.setText(formats.number(len(merged)))
            for one in merged:
                section.add(self._merged_line(one))

    def _merged_line(self, row: Row) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        said = Elided(f"{row.who} · {row.item.headline}", "meta")
        said.set_tip(f"{row.item.code} · {formats.day(row.item.day, self._session.today)}")
        line.addWidget(said, 1)
        line.addWidget(self._take_apart_button(row.item))
        return holder

    def _add_take_apart(self, item: Item) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._take_apart_button(item))
        line.addStretch(1)
        self.merged.add(holder)

    def _take_apart_button(self, item: Item) -> QWidget:
        apart = button(tr("Take apart"), partial(self.unmerge_wanted.emit, item.id), role="link")
        apart.setAccessibleName(tr("Take {code} apart", code=item.code))
        apart.setEnabled(self._session.read_only_reason is None)
        apart.setToolTip(self._session.read_only_reason or "")
        return apart
