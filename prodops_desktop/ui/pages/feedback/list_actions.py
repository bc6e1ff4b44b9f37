"""What the page Feedback does with its lists: marks, copies, exports, keeps searches, and gathers what was imported before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from prodops_desktop.feedback.earlier import gather_earlier
from prodops_desktop.feedback.store import delete_search, save_search
from prodops_desktop.ui.jobs import JobControl
from prodops_desktop.ui.pages.feedback.asking import read_list
from prodops_desktop.ui.pages.feedback.keys_dialog import KeysDialog
from prodops_desktop.ui.pages.feedback.reading import Row
from prodops_desktop.ui.pages.feedback.search_dialog import SearchDialog
from prodops_desktop.ui.records.exporting import EXCEL, Exports
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import ChangeSet, Store

if TYPE_CHECKING:
    from pathlib import Path

    from prodops_desktop.ui.pages.feedback.page import FeedbackPage


class ListActions:
    """The functions behind the keys and commands that decide about no item."""

    def __init__(self, page: "FeedbackPage") -> None:
        self._page = page
        self.exports = Exports(page)

    def mark(self) -> None:
        """Mark the current item, or no longer."""
        pane = self._page.items_pane()
        if pane is not None:
            pane.toggle_mark()

    def mark_all(self) -> None:
        """Mark the whole list."""
        pane = self._page.items_pane()
        if pane is not None:
            pane.mark_all()

    def unmark(self) -> None:
        """Mark nothing."""
        pane = self._page.items_pane()
        if pane is not None:
            pane.clear_marks()

    def copy_rows(self) -> None:
        """Copy the item that is current, or those that are marked, as text."""
        if self._page.items_pane() is self._page.all:
            self._page.all.copy_chosen()
            return
        items = self._page.targets()

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._session.result(counted(len(items), "Copied the words of {n} item.", "Copied the words of {n} items."))

        if items:
            self._page.triage.items.read_apart(items, _quoted, done)

    def copy_table(self) -> None:
        """Copy the table that is shown for Excel."""
        page = self._page
        if page.items_pane() is page.all:
            page.all.copy_table()
        elif page.items_pane() is None:
            page.need_tabs.pane.table.copy_all()
            self._session.result(tr("Copied the table of needs."))

    def show_keys(self) -> None:
        """Show every key of the page."""
        KeysDialog(self._page.window()).open()

    def save_search(self) -> None:
        """Keep the search of the tab All under a name."""
        query = self._page.all.search.text().strip()
        reason = self._session.read_only_reason
        if reason is not None:
            self._session.problem(reason)
        if not query or reason is not None:
            return

        def keep(name: str, catches: bool) -> None:
            self._session.run(
                lambda store: save_search(store, name, query, catches=catches),
                lambda _: dialog.close(),
                lambda error: dialog.refuse(str(error)),
            )

        before = next((one for one in self._page.board.searches if one.query == query), None) if self._page.board is not None else None
        dialog = SearchDialog(self._page.window(), query, keep, before)
        dialog.open()

    def delete_search(self) -> None:
        """Forget the saved search that is shown."""
        search = self.search_shown()
        if search is not None:
            self._session.run(lambda store: delete_search(store, search))

    def search_shown(self) -> int | None:
        """The saved search that is asked for on the tab All."""
        board, query = self._page.board, " ".join(self._page.all.search.text().split())
        return next((one.id for one in board.searches if one.query == query), None) if board is not None else None

    def gather(self) -> None:
        """Take feedback out of sheets that were imported before."""
        workspace = self._session.workspace

        def work(control: JobControl) -> ChangeSet:
            return gather_earlier(workspace, lambda done, total: control.report(done, total, tr("Gathering rows")), control.cancelled)

        def done(changes: ChangeSet) -> None:
            self._session.result(tr("Gathered the feedback of what was imported."), undo=True, change=changes.id)

        self._session.start(tr("Gathering feedback"), work, done)

    def export_excel(self) -> None:
        """Write the list that is shown as a workbook that comes back without a difference."""
        asked, board = self._page.list_asked(), self._page.board
        if board is None:
            return

        def write(store: Store, out: "Path") -> None:
            from prodops_desktop.feedback.sheets import feedback_sheets
            from prodops_desktop.packs.records import write_records

            found = read_list(store, asked, board.customers)
            write_records(feedback_sheets(store, found.ids, board.customers), out, self._session.workspace.path)

        self.exports.write(tr("Export feedback"), tr("Feedback"), EXCEL, write)

    def step(self, by: int) -> None:
        """Go so many items further in the list."""
        pane = self._page.items_pane()
        if pane is not None:
            pane.step(by)

    @property
    def _session(self) -> Session:
        return self._page.session


def _quoted(rows: Sequence[Row]) -> str:
    """What was said, with who said it, an item a paragraph."""
    return "\n\n".join(f"“{row.item.text}” – {row.who}, {row.item.day} ({row.item.code})" for row in rows)
