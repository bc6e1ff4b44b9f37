"""What the page Feedback does: decides about items and tags them; each edit is one step that undo takes back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.areas import titles_of
from prodops_desktop.feedback import store as feedback_store
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.feedback.linking import link_feature, link_items
from prodops_desktop.feedback.model import CRITICAL, MERGED, Item, code_of
from prodops_desktop.feedback.search import find, read_query
from prodops_desktop.ui.jobs import Failed
from prodops_desktop.ui.pages.feedback.fields import save_item
from prodops_desktop.ui.pages.feedback.inspector import ItemSaves
from prodops_desktop.ui.pages.feedback.keys import slot_of
from prodops_desktop.ui.pages.feedback.link_picker import LinkPicker
from prodops_desktop.ui.pages.feedback.list_actions import ListActions
from prodops_desktop.ui.pages.feedback.merge_dialog import MergeDialog
from prodops_desktop.ui.pages.feedback.reading import Row, read_rows
from prodops_desktop.ui.pages.feedback.snooze_dialog import SnoozeDialog
from prodops_desktop.ui.pages.feedback.tag_picker import TagPicker
from prodops_desktop.ui.records.erase_dialog import EraseDialog
from prodops_desktop.ui.records.links import LinkDialog
from prodops_desktop.ui.records.record_form import Change
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import ChangeSet, Store, settings
from prodops_desktop.workspace.links import End

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.feedback.page import FeedbackPage

Edit = Callable[[Store], ChangeSet | tuple[ChangeSet, int]]
_PROPOSED = 40
"""So many items are offered to be merged into."""


class FeedbackActions:
    """The functions behind the keys, the commands, the inspector and the buttons of the page."""

    def __init__(self, page: "FeedbackPage", lists: ListActions) -> None:
        self._page = page
        self._named: dict[str, Callable[[], object]] = {
            "tag": self.tag,
            "link": self.link,
            "importance": self.weigh,
            "merge": self.merge,
            "snooze": self.snooze,
            "undo": self.undo,
            "next": partial(lists.step, 1),
            "previous": partial(lists.step, -1),
            "done": self.finish,
            "back": self.put_back,
            "mark": lists.mark,
            "mark_all": lists.mark_all,
            "unmark": lists.unmark,
            "filter": page.find_text,
            "edit": self.edit,
            "open": self.edit,
            "duplicate": self.duplicate,
            "delete": self.delete,
            "copy": lists.copy_rows,
            "keys": lists.show_keys,
            "show_archive": partial(page.search_all, "is:archive"),
            "save_search": lists.save_search,
        }

    def saves(self) -> ItemSaves:
        """What the inspector hands its decisions to."""
        return ItemSaves(self.save, self.finish, self.snooze, self.link)

    def run(self, action: str) -> bool:
        """Do what a key or a button asks for by its name; False for a name that means nothing here."""
        number = slot_of(action)
        if number is not None:
            self.give_slot(number)
        elif action in self._named:
            self._named[action]()
        else:
            return False
        return True

    def give_slot(self, number: int) -> None:
        """Give the tag of a digit, or take it."""
        tag = self._page.slots.tag(number)
        if tag is None:
            self._session.problem(tr("No tag has the digit {n} yet. T gives any tag.", n=number))
        else:
            self.toggle(tag)

    def toggle(self, tag: int) -> None:
        """Give the items a tag where one of them lacks it, else take it from all."""
        self._toggle(self._may(self._page.targets()), tag)

    def _toggle(self, items: Sequence[int], tag: int) -> None:
        if items:
            self._page.slots.use(tag)
            self._edit(lambda store: triage.toggle_tag(store, items, tag))

    def tag(self) -> None:
        """Choose any tag, or make a new one."""
        items, board, row = self._may(self._page.targets()), self._page.board, self._page.row()
        if not items or board is None:
            return
        picker = TagPicker(self._page.window(), _named(items), board, row.item.tags if row is not None and len(items) == 1 else ())
        picker.taken.connect(partial(self._toggle, items))
        picker.made.connect(partial(self._tag_new, items))
        picker.open()

    def _tag_new(self, items: Sequence[int], name: str, group: str) -> None:
        def change(store: Store) -> tuple[ChangeSet, int]:
            with store.edit(tr("Tag {about} {name}", about=_named(items), name=name)) as edit:
                made = taxonomy.save_tag(store, {"name": name, "group": group})[1]
                triage.tag_items(store, items, made)
            return edit.changes, made

        self._session.run(change, lambda found: self._page.slots.use(found[1]))

    def weigh(self) -> None:
        """Weigh the items as the next importance after that of the first."""
        items = self._may(self._page.targets())

        def change(store: Store) -> ChangeSet:
            now = feedback_store.find_item(store, items[0]).importance
            return triage.weigh(store, items, (now + 1) % (CRITICAL + 1))

        if items:
            self._edit(change)

    def finish(self) -> None:
        """The items are done; the next one follows. What is merged into another item is decided there."""
        row, items = self._page.row(), self._page.targets()
        if row is not None and row.item.state == MERGED and items == [row.item.id]:
            self._session.problem(tr("It is merged into {code}; decide there.", code=code_of(row.item.root)))
        else:
            self._leave_by(triage.finish)

    def put_back(self) -> None:
        """Bring the items into the inbox."""
        items = self._may(self._page.targets())
        if items:
            self._edit(lambda store: triage.put_back(store, items))

    def take_apart(self, item: int) -> None:
        """Let a merged item stand for itself again."""
        self._edit(lambda store: triage.put_back(store, [item]))

    def delete(self) -> None:
        """Delete the items; the line that says so offers to undo it."""
        items = self._may(self._page.targets())
        if not items:
            return
        self._page.leave(items)
        said = tr("Deleted {about}.", about=_named(items))
        self._session.run(
            lambda store: triage.delete_items(store, items),
            lambda changes: self._session.result(said, undo=True, change=changes.id),
            self._on_refused,
        )

    def snooze(self) -> None:
        """Let the items come back on a day."""
        items = self._may(self._page.targets())
        if items:
            dialog = SnoozeDialog(self._page.window(), _named(items), self._session.today)
            dialog.taken.connect(lambda day: self._leave_by(lambda store, ids: triage.snooze(store, ids, day), items))
            dialog.open()

    def merge(self) -> None:
        """Merge what is marked into the current item, or without a mark the current one into another that is chosen."""
        page = self._page
        current, row = page.item(), page.row()
        marked = [item for item in page.targets() if item != current]
        if current is None or not self._may([current]):
            return
        if marked:
            self._merge(marked, current)
            return

        dialog = MergeDialog(
            page.window(),
            self._session,
            code_of(current),
            {current},
            row.customer.number if row is not None and row.customer else None,
            self._alike(row),
        )
        dialog.taken.connect(lambda into: self._merge([current], into))
        dialog.open()

    def _alike(self, row: Row | None) -> Callable[[Store, str], Sequence[Row]]:
        """What a query finds to merge into; without one the latest items of the same account, else the latest of all."""
        board = self._page.board
        assert board is not None
        tags = {tag.id: tag.name for tag in board.tags}
        account = row.item.account if row is not None else None

        def search(store: Store, query: str) -> Sequence[Row]:
            asked = query or (f'account:"{account}"' if account else "")
            found = find(store, read_query(asked), board.customers, today=settings.today(store), limit=_PROPOSED)
            return read_rows(store, found.ids, board.customers, tags)

        return search

    def _merge(self, items: Sequence[int], into: int) -> None:
        self._page.leave(list(items))
        said = tr("Merged {about} into {code}.", about=_named(items), code=code_of(into))
        self._session.run(
            lambda store: triage.merge_items(store, items, into),
            lambda changes: self._session.result(said, undo=True, change=changes.id),
            self._on_refused,
        )

    def link(self) -> None:
        """Link the items, or the need, to what they ask for."""
        if self._page.items_pane() is None:
            self._page.need_detail.links.choose()
            return
        items, page = self._may(self._page.targets()), self._page
        if not items:
            return
        linked = page.item_detail.linked if len(items) == 1 else frozenset()
        picker = LinkPicker(page.window(), self._session, _named(items), linked)
        picker.taken.connect(lambda end: self._edit(lambda store: link_items(store, items, end, titles_of(store, {end}).get(end, ""))))
        picker.made.connect(lambda name: self._edit(lambda store: link_feature(store, items, name)))
        picker.others.connect(lambda: LinkDialog(page.window(), self._session, End("feedback_item", items[0]), code_of(items[0])).open())
        picker.open()

    def undo(self) -> None:
        """Take back the last step."""
        if self._session.undo_label and self._session.read_only_reason is None:
            self._page.lists.expect_back()
            self._session.undo()
        else:
            self._session.problem(self._session.read_only_reason or tr("There is nothing to undo."))

    def edit(self, field: str = "") -> None:
        """Put the keyboard into a field of the inspector: the words of what was typed here, else the account."""
        page = self._page
        page.inspector_wanted.emit()
        if page.items_pane() is None:
            page.need_detail.edit(field or "name")
            return
        row = page.row()
        first = "text" if row is not None and row.item.kind == "typed" else "account"
        target = page.item_detail.field(field or first)
        if target is not None:
            page.item_detail.bring_into_sight(target)
            target.setFocus()

    def duplicate(self) -> None:
        """Copy the item as one that is typed here."""
        items = self._may(self._page.targets()[:1])
        if items:
            self._session.run(lambda store: triage.duplicate_item(store, items[0]), self._on_duplicated)

    def _on_duplicated(self, made: tuple[ChangeSet, int]) -> None:
        self._session.result(tr("Copied as {code}.", code=code_of(made[1])), undo=True, change=made[0].id)

    def erase(self) -> None:
        """Ask whether the item is to be erased with its history and all that quotes it."""
        row = self._page.row()
        if row is not None and self._may(self._page.targets()) == [row.item.id]:
            item = row.item
            EraseDialog(self._page.window(), self._session, End("feedback_item", item.id), item.code, item.headline).open()

    def save(self, shown: Item, change: Change, refuse: Failed) -> None:
        """Save what was decided about an item, into the item as it stands by then."""
        self._session.run(lambda store: save_item(store, shown.id, change), failed=refuse)

    def _leave_by(self, change: Callable[[Store, list[int]], ChangeSet], items: list[int] | None = None) -> None:
        """Decide about items that leave the inbox by it, and show the next one at once; where it fails they come back."""
        leaving = self._may(self._page.targets() if items is None else items)
        if leaving:
            self._page.leave(leaving)
            self._session.run(lambda store: change(store, leaving), failed=self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        self._session.problem(str(error))
        self._page.lists.expect_back()
        self._page.refresh()

    def _may(self, items: list[int]) -> list[int]:
        """The items, or none and why where nothing may be changed."""
        reason = self._session.read_only_reason
        if reason is not None:
            self._session.problem(reason)
            return []
        return items

    def _edit(self, change: Edit) -> None:
        self._session.run(change)

    @property
    def _session(self) -> Session:
        return self._page.session


def _named(items: Sequence[int]) -> str:
    return code_of(items[0]) if len(items) == 1 else counted(len(items), "{n} item", "{n} items")
