"""What the page Feedback does with needs: opens them down to the items, merges and restores tags, writes who asked."""

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from prodops_desktop.feedback import taxonomy
from prodops_desktop.feedback.needs.period import ALL, read_period
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.feedback.needs.saying import needs_sentence
from prodops_desktop.feedback.needs.sheets import needs_sheet, segments_sheet
from prodops_desktop.feedback.needs.who_asked import who_asked
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.feedback.words import QUOTES
from prodops_desktop.packs.records import write_records
from prodops_desktop.ui.pages.feedback.group_dialog import GroupDialog
from prodops_desktop.ui.pages.feedback.tag_picker import TagPicker
from prodops_desktop.ui.records.exporting import EXCEL, Exports
from prodops_desktop.ui.records.restore_dialog import TAGS, RestoreDialog
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store, settings

if TYPE_CHECKING:
    from pathlib import Path

    from prodops_desktop.ui.pages.feedback.page import FeedbackPage


class NeedActions:
    """The functions behind the commands and buttons of the tabs of needs."""

    def __init__(self, page: "FeedbackPage") -> None:
        self._page = page
        self.exports = Exports(page)

    def show_mentions(self, tag: int, segment: str = "") -> None:
        """Show the items behind a need, narrowed down as the need is by period, segment and channel, or to a segment that is named."""
        asked = self._page.need_tabs.shown_for
        period = read_period(asked.period, self._session.today)
        after = [f"after:{period.first.isoformat()}"] if asked.period != ALL else []
        self._search(tag, segment or asked.segment, [*after, f"before:{period.last.isoformat()}"])

    def show_month(self, tag: int, month: str) -> None:
        """Show the items behind a need in a month such as “2026-11”, narrowed down as the need is by segment and channel."""
        self._search(tag, self._page.need_tabs.shown_for.segment, [f"on:{month}"])
        self._page.focus_first()  # the keyboard was in the chart, which is gone

    def show_chosen_mentions(self) -> None:
        """Show the items behind the need that is chosen."""
        need = self._page.need_tabs.need
        if need is not None:
            self.show_mentions(need.tag)

    def merge_tag(self) -> None:
        """Merge the tag of the need into another one."""
        need, board, reason = self._page.need_tabs.need, self._page.board, self._session.read_only_reason
        if need is None or board is None or reason is not None:
            return

        def merge(into: int) -> None:
            self._page.need_tabs.tag = into
            self._session.run(lambda store: taxonomy.merge_tags(store, need.tag, into))

        picker = TagPicker(self._page.window(), need.name, board, (), merged=need.tag)
        picker.taken.connect(merge)
        picker.open()

    def rename_group(self) -> None:
        """Give a group of tags another name; with that of another group the two become one."""
        board, need = self._page.board, self._page.need_tabs.need
        if board is None or self._session.read_only_reason is not None:
            return
        tag = board.tag(need.tag) if need is not None and self._page.items_pane() is None else None

        def keep(group: int, name: str) -> None:
            self._session.run(
                lambda store: taxonomy.rename_group(store, group, name),
                lambda _: dialog.close(),
                lambda error: dialog.refuse(str(error)),
            )

        dialog = GroupDialog(self._page.window(), board.groups, tag.group if tag is not None else None, keep)
        dialog.open()

    def restore_tags(self) -> None:
        """Show what differs from the tags that ship, and restore them where that is wanted."""
        RestoreDialog(self._page.window(), self._session, TAGS).open()

    def copy_sentence(self) -> None:
        """Copy the need as a sentence, for a message to somebody."""
        need, needs = self._page.need_tabs.need, self._page.need_tabs.needs
        if need is not None and needs is not None:
            QGuiApplication.clipboard().setText(needs_sentence(need, needs))
            self._session.result(tr("Copied a sentence about {need}.", need=need.name))

    def copy_chart(self) -> None:
        """Copy the course of the need as a picture."""
        self._page.need_detail.chart.copy_picture()
        self._session.result(tr("Copied the course of the need as a picture."))

    def export_needs(self) -> None:
        """Write the needs that are shown, and who asks for them by segment, as a workbook."""
        asked, board = self._page.need_tabs.shown_for, self._page.board
        if board is None:
            return

        def write(store: Store, out: "Path") -> None:
            period = read_period(asked.period, settings.today(store))
            limits = {"segment": asked.segment or None, "channel": asked.channel or None}
            needs = read_needs(store, board.customers, period=period, rank=asked.rank, **limits)
            sheets = [needs_sheet(tr("Needs"), needs, all_tags(store)), segments_sheet(tr("By segment"), needs)]
            write_records(sheets, out, self._session.workspace.path)

        self.exports.write(tr("Export needs"), tr("Needs"), EXCEL, write)

    def export_who_asked(self) -> None:
        """Write who asked for the need that is chosen, a sheet for each CSM."""
        need, asked, board = self._page.need_tabs.need, self._page.need_tabs.shown_for, self._page.board
        if need is None or board is None:
            return

        def write(store: Store, out: "Path") -> None:
            period = read_period(asked.period, settings.today(store))
            sheets = who_asked(store, board.customers, [need.tag], period, asked.segment or None, asked.channel or None)
            write_records(sheets, out, self._session.workspace.path)

        self.exports.write(tr("Export who asked"), tr("Who asked for {need}", need=need.name.replace("/", "-")), EXCEL, write)

    def _search(self, tag: int, segment: str, days: list[str]) -> None:
        """Show the items with a tag, of a segment and the channel that is asked for where there are any."""
        board, channel = self._page.board, self._page.need_tabs.shown_for.channel
        found = board.tag(tag) if board is not None else None
        if found is not None:
            wanted = (("tag", re.sub(f"[{QUOTES}]", "", found.name)), ("segment", segment), ("channel", channel))
            self._page.search_all(" ".join([*(f'{name}:"{text}"' for name, text in wanted if text), *days]))

    @property
    def _session(self) -> Session:
        return self._page.session
