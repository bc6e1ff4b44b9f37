"""What can be done on the page Feedback, as commands: each gesture of the mouse and each key of triage has one."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.records.list_commands import sort_commands
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.feedback.page import FeedbackPage


def feedback_commands(page: "FeedbackPage") -> list[Command]:
    """The commands, in the order of the menus."""
    reasons = _Reasons(page)
    parts = (_on_items, _decisions, _on_lists, _on_needs, _copies, _exports)
    return [command for part in parts for command in part(page, reasons)]


@dataclass(frozen=True)
class _Reasons:
    """Why something can't be done now, as a sentence; None where it can."""

    page: "FeedbackPage"

    def writable(self) -> str | None:
        """The workspace can be changed."""
        return self.page.session.read_only_reason

    def chosen(self) -> str | None:
        """An item is chosen."""
        return None if self.page.targets() else tr("Choose an item of feedback first.")

    def editable(self) -> str | None:
        """The items that are chosen can be changed."""
        return self.writable() or self.chosen()

    def single(self) -> str | None:
        """One item is chosen, and can be changed."""
        one = len(self.page.targets()) == 1 and self.page.row() is not None
        return self.editable() or (None if one else tr("Choose a single item: each is erased by itself."))

    def editing(self) -> str | None:
        """There is a field to put the keyboard into."""
        return self.writable() or (self.chosen() if self.page.items_pane() is not None else self.needed())

    def listed(self) -> str | None:
        """There is feedback."""
        board = self.page.board
        return None if board is not None and (board.items or board.left_out) else tr("There is no feedback yet.")

    def marked(self) -> str | None:
        """There is a list to mark."""
        return self.listed() or (None if self.page.items_pane() is not None else tr("Go to the tab Triage or All first."))

    def column(self) -> str | None:
        """A cell of a table is the current one."""
        table = self.page.table()
        there = table is not None and table.currentIndex().isValid()
        return self.listed() or (None if there else tr("Choose a row of a table first."))

    def tabled(self) -> str | None:
        """A table is shown."""
        return self.listed() or (None if self.page.table() is not None else tr("The inbox is no table. Go to another tab first."))

    def searched(self) -> str | None:
        """Something is searched for."""
        return self.writable() or (None if self.page.all.search.text().strip() else tr("Search for something on the tab All first."))

    def kept(self) -> str | None:
        """A saved search is shown."""
        found = self.page.list_actions.search_shown()
        return self.writable() or (None if found is not None else tr("Choose a saved search on the tab All first."))

    def needed(self) -> str | None:
        """A need is chosen."""
        shown = self.page.items_pane() is None and self.page.need_tabs.need is not None
        return None if shown else tr("Choose a need on the tab Needs first.")

    def need_editable(self) -> str | None:
        """The need that is chosen can be changed."""
        return self.writable() or self.needed()


def _on_items(page: "FeedbackPage", why: _Reasons) -> list[Command]:
    actions = page.item_actions
    return [
        Command("feedback.edit", tr("Edit"), actions.edit, "pencil-outline", "F2", "Edit", why.editing, "item", words="account note tag"),
        Command("feedback.duplicate", tr("Duplicate the item"), actions.duplicate, "content-copy", "Ctrl+D", "Edit", why.editable, "item"),
        Command("feedback.delete", tr("Delete the items"), actions.delete, "", "Ctrl+Del", "Edit", why.editable, "item", words="remove"),
        Command("feedback.erase", tr("Erase for good…"), actions.erase, "", "", "Edit", why.single, "item", words="privacy gdpr forget"),
    ]


def _decisions(page: "FeedbackPage", why: _Reasons) -> list[Command]:
    actions = page.item_actions
    digits = [
        Command(
            f"feedback.slot_{n}", tr("Give or take the tag of the digit {n}", n=n), partial(actions.give_slot, n), "tag-outline",
            "", "", why.editable, "decide", shown=False,
        )
        for n in range(1, 10)
    ]  # fmt: skip
    return [
        Command(
            "feedback.done", tr("Done, next (E)"), actions.finish, "check", "Ctrl+Return", "Edit", why.editable, "decide", words="triage"
        ),
        Command("feedback.tag", tr("Tag… (T)"), actions.tag, "tag-outline", "Ctrl+T", "Edit", why.editable, "decide", words="label theme"),
        Command("feedback.link", tr("Link… (L)"), actions.link, "link-variant", "Ctrl+L", "Edit", why.editing, "decide", words="feature"),
        Command("feedback.weigh", tr("Next importance (I)"), actions.weigh, "", "", "Edit", why.editable, "decide", words="critical nice"),
        Command("feedback.merge", tr("Merge… (M)"), actions.merge, "merge", "", "Edit", why.editable, "decide", words="duplicate same"),
        Command("feedback.snooze", tr("Snooze… (S)"), actions.snooze, "alarm-snooze", "", "Edit", why.editable, "decide", words="later"),
        Command("feedback.back", tr("Back into the inbox (R)"), actions.put_back, "", "", "Edit", why.editable, "decide", words="reopen"),
        *digits,
    ]


def _on_lists(page: "FeedbackPage", why: _Reasons) -> list[Command]:
    actions = page.list_actions

    def columns() -> None:
        page.table().choose_columns()

    earlier = tr("Gather feedback from imported sheets")
    return [
        Command(
            "feedback.filter", tr("Filter the list"), lambda: page.find_text() and None, "filter-variant", "/", "Data", why.listed, "list"
        ),
        Command("feedback.mark", tr("Mark the item (X)"), actions.mark, "", "", "Data", why.marked, "list", words="select"),
        Command("feedback.mark_all", tr("Mark the whole list"), actions.mark_all, "", "", "Data", why.marked, "list", words="select"),
        Command("feedback.save_search", tr("Save this search…"), actions.save_search, "bookmark-outline", "", "Data", why.searched, "list"),
        Command("feedback.drop_search", tr("Delete the saved search"), actions.delete_search, "", "", "Data", why.kept, "list"),
        Command("feedback.gather", earlier, actions.gather, "tray-arrow-down", "", "Data", why.writable, "list", words="nps tickets inbox"),
        Command("feedback.restore", tr("Restore the shipped tags…"), page.need_actions.restore_tags, "", "", "Data", why.writable, "list"),
        Command("feedback.group", tr("Rename a tag group…"), page.need_actions.rename_group, "", "", "Data", why.writable, "list"),
        Command("feedback.columns", tr("Choose columns…"), columns, "tune-variant", "", "View", why.tabled, "feedback", words="hide show"),
        Command("feedback.keys", tr("Keys of triage (?)"), actions.show_keys, "keyboard-outline", "", "Help", group="keys"),
        *sort_commands("feedback", page.table, why.column),
    ]


def _on_needs(page: "FeedbackPage", why: _Reasons) -> list[Command]:
    actions = page.need_actions

    def trace() -> None:
        page.inspector_wanted.emit()
        (page.item_detail if page.items_pane() is not None else page.need_detail).focus_sources()

    def traceable() -> str | None:
        return why.chosen() if page.items_pane() is not None else why.needed()

    lean = tr("Rank without or with the top account")
    show, who, merge = tr("Show what was said of the need"), tr("Export who asked…"), tr("Merge the tag into…")
    return [
        Command("feedback.mentions", show, actions.show_chosen_mentions, "magnify", "", "View", why.needed, "feedback"),
        Command("feedback.lean", lean, page.need_tabs.needs_pane.toggle_top, "", "", "View", why.needed, "feedback", words="concentration"),
        Command("feedback.merge_tag", merge, actions.merge_tag, "merge", "", "Edit", why.need_editable, "need", words="theme"),
        Command("feedback.who", who, actions.export_who_asked, "microsoft-excel", "", "File", why.needed, "area", words="csm accounts"),
        Command("feedback.trace", tr("Where it comes from"), trace, "file-table-outline", "F9", "Data", traceable, "list", words="source"),
    ]


def _copies(page: "FeedbackPage", why: _Reasons) -> list[Command]:
    actions, needs = page.list_actions, page.need_actions
    return [
        Command("feedback.copy", tr("Copy the table for Excel"), actions.copy_table, "content-copy", "", "Edit", why.tabled, "copy"),
        Command("feedback.sentence", tr("Copy as sentence"), needs.copy_sentence, "", "Ctrl+Shift+C", "Edit", why.needed, "copy"),
        Command("feedback.picture", tr("Copy the chart as picture"), needs.copy_chart, "image-outline", "", "Edit", why.needed, "copy"),
    ]


def _exports(page: "FeedbackPage", why: _Reasons) -> list[Command]:
    to_excel = tr("Export what is listed to Excel…")

    def excel() -> None:
        if page.items_pane() is None:
            page.need_actions.export_needs()
        else:
            page.list_actions.export_excel()

    return [
        Command("feedback.excel", to_excel, excel, "microsoft-excel", "Ctrl+Shift+E", "File", why.listed, "area", words="xlsx sheet"),
    ]
