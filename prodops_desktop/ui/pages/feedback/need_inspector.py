"""What stands behind a need: who asks and what they are worth, its course, segments, quotes, what it means, links, sources, history."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from prodops_desktop.feedback.model import Tag
from prodops_desktop.feedback.needs.model import Need, Needs
from prodops_desktop.feedback.needs.saying import needs_sentence
from prodops_desktop.feedback.needs.verbatims import Verbatim
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.feedback.need_chart import NeedChart
from prodops_desktop.ui.pages.feedback.need_course import course_of
from prodops_desktop.ui.pages.feedback.need_fields import TAG_FIELDS, history_names, save_change, write_stored
from prodops_desktop.ui.pages.feedback.need_parts import AccountBars, FigureTable, Quote, account_bars, segment_figures
from prodops_desktop.ui.pages.feedback.need_reading import TAG, NeedDetail
from prodops_desktop.ui.pages.feedback.need_wording import amount_text, trend_tip
from prodops_desktop.ui.pages.feedback.reading import Board
from prodops_desktop.ui.records.history import HistorySection
from prodops_desktop.ui.records.links import LinksSection
from prodops_desktop.ui.records.record_form import Change, RecordForm
from prodops_desktop.ui.records.sources import RowPlace, SourcesSection
from prodops_desktop.ui.session import Failed, Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Inspector
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace.links import End

_SHOWN_QUOTES = 5


class NeedInspector(Inspector):
    """The sections are made once and filled again, so that nothing jumps and what is being typed stays."""

    item_wanted = Signal(int)
    """An item of feedback is to be shown."""
    month_wanted = Signal(int, str)
    """What was said of a tag in a month such as “2026-11” is to be shown."""
    link_wanted = Signal()
    merge_wanted = Signal()
    who_asked_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("tag-outline", tr("Tag"))
        self._session = session
        self.need: Need | None = None
        self._tag: Tag | None = None
        self._all_quotes = False
        self._detail: NeedDetail | None = None
        self._make_asking()
        self._make_course()
        self.segments_section = self.section(tr("All segments"))
        head = ("", tr("ARR"), tr("Accounts"), tr("Mentions"))
        self.segments = FigureTable(head, tr("ARR, accounts and mentions by segment"), totaled=True)
        self.segments_section.add(self.segments)
        self.quotes = self.section(tr("Quotes"))
        self.links = LinksSection(self.section(tr("Linked to")), session, self)
        self.form = RecordForm(self.section(tr("Tag")), TAG_FIELDS, self._save, session.problem)
        self.definition = self.section(tr("How it is counted"))
        self.sources = SourcesSection(self.section(tr("Sources")), session)
        self.history = HistorySection(self.section(tr("History")), session, history_names(), "tag")
        self.link_button = button(tr("Link"), self.link_wanted.emit, role="primary")
        self.merge_button = button(tr("Merge into…"), self.merge_wanted.emit)
        self.who_button = button(tr("Who asked"), self.who_asked_wanted.emit)
        self.set_actions(self.link_button, self.merge_button, self.who_button)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No need is chosen."""
        self.need = self._tag = self._detail = None
        self.set_title(tr("No need chosen"), tr("Tag"))
        self._show_parts(shown=False)

    def show_need(self, need: Need, needs: Needs, board: Board) -> None:
        """Show a need as it stands among the needs that were asked for."""
        reason, tag = self._session.read_only_reason, board.tag(need.tag)
        if self.need is None or self.need.tag != need.tag:
            self._forget_detail(need)
        self.need, self._tag = need, tag
        self._show_parts(shown=True)
        whom = needs.segment or tr("Everybody")
        self.set_title(need.name, " · ".join(part for part in (tr("Tag"), whom, needs.channel, needs.period.title) if part))
        self._show_asking(need, needs)
        self._show_course(need, needs)
        self.segments.show_figures(segment_figures(need, needs))
        self.form.show(tag, need.tag, reason if tag is not None else tr("This tag is no longer there."))
        self.form.fields["group"].offer([group.name for group in board.groups])
        self.definition.note.setText(counted(needs.items, "n {n}", "n {n}"))
        self.definition.show_texts([*((text, "2") for text in needs.definition), *((text, "3") for text in needs.notes)])
        for control in (self.link_button, self.merge_button):
            control.setEnabled(reason is None)
            control.setToolTip(reason or "")
        self.who_button.setToolTip(tr("Write a sheet of everybody who asked for it"))

    def show_detail(self, detail: NeedDetail) -> None:
        """Show quotes, links, sources and history of the need that is shown."""
        need = self.need
        if need is None or need.tag != detail.tag:
            return
        self._detail = detail
        self.links.show(End(TAG, detail.tag), need.name, detail.links)
        self._show_quotes()
        self.sources.show(detail.sources, tr("Typed here; no sheet speaks of it."))
        self.history.show(detail.steps, detail.tag, partial(write_stored, detail.groups))

    def focus_sources(self) -> None:
        """Put the keyboard where the figures come from."""
        self.focus_section(self.sources.section)

    def edit(self, field: str = "name") -> None:
        """Put the keyboard into a field of the tag."""
        self.focus_field(self.form.fields[field])

    def _make_asking(self) -> None:
        self.asking = self.section(tr("ARR asking"))
        self.bars = AccountBars()
        self.concentration = Note("warn", "")
        self.sentence = label("", "meta", "2", wrap=True, selectable=True)
        for widget in (self.bars, self.concentration, self.sentence):
            self.asking.add(widget)

    def _make_course(self) -> None:
        self.course = self.section(tr("Per 100 items, 12 months"))
        self.chart = NeedChart()
        self.chart.opened.connect(self._open_month)
        self.trend = label("", "meta", "2", wrap=True, selectable=True)
        head = (tr("Month"), tr("Per 100"), tr("95%"), tr("Mentions"))
        self.course_table = FigureTable(head, tr("Mentions per 100 items by month"))
        self.table_button = button(tr("View as table"), self._toggle_table, role="link")
        self.copy_button = button(tr("Copy"), self.chart.copy_table, role="link")
        self.copy_button.setAccessibleName(tr("Copy the months as a table"))
        self.copy_button.setToolTip(tr("Copy the months as a table"))
        for widget in (self.chart, self.trend, self.course_table, _side_by_side(self.table_button, self.copy_button)):
            self.course.add(widget)
        self.course_table.hide()

    def _toggle_table(self) -> None:
        shown = not self.course_table.isVisibleTo(self.course)
        self.course_table.setVisible(shown)
        self.table_button.setText(tr("Hide the table") if shown else tr("View as table"))

    def _show_parts(self, *, shown: bool) -> None:
        own = (self.asking, self.course, self.segments_section, self.quotes, self.definition)
        shared = (self.links.section, self.form.section, self.sources.section, self.history.section)
        for part in (*own, *shared, self._foot):
            part.setVisible(shown)

    def _show_asking(self, need: Need, needs: Needs) -> None:
        self.asking.title.setText(tr("ARR asking, {amount}", amount=amount_text(need.arr, needs)))
        self.asking.note.setText(counted(need.accounts, "{n} account", "{n} accounts"))
        self.bars.show_bars(account_bars(need, needs))
        leans = need.top if need.concentrated else None
        said = tr("{account} is {n}% of it.", account=leans.name, n=formats.number(round(100 * leans.share))) if leans else ""
        self.concentration.say("warn", said)
        self.sentence.setText(needs_sentence(need, needs))

    def _show_course(self, need: Need, needs: Needs) -> None:
        course = course_of(need.months)
        self.chart.show_course(course)
        self.trend.setText(trend_tip(need.trend, needs.period))
        self.course_table.show_figures(course.figures())

    def _show_quotes(self) -> None:
        """The weightiest words, or all that were read."""
        detail, section = self._detail, self.quotes
        section.clear()
        quotes = detail.quotes if detail is not None else ()
        section.note.setText(formats.number(self.need.mentions) if self.need is not None and quotes else "")
        if not quotes:
            section.text(tr("Nobody asks for it in this period."), "3")
        for said in quotes if self._all_quotes else quotes[:_SHOWN_QUOTES]:
            section.add(Quote(said, self._session.today, partial(self.item_wanted.emit, said.item), partial(self._open_row, said)))
        if len(quotes) > _SHOWN_QUOTES and not self._all_quotes:
            section.add(button(tr("Show {n} quotes", n=formats.number(len(quotes))), self._show_all_quotes, role="link"))

    def _open_month(self, index: int) -> None:
        if self.need is not None:
            self.month_wanted.emit(self.need.tag, self.need.months[index].month)

    def _show_all_quotes(self) -> None:
        self._all_quotes = True
        self._show_quotes()

    def _open_row(self, said: Verbatim) -> None:
        source = said.source
        if source is not None:
            self._session.open("datasets", RowPlace(source.dataset, source.version, source.part, source.stored_row))

    def _forget_detail(self, need: Need) -> None:
        """Nothing of the need before stays while that of another one is read."""
        self._detail, self._all_quotes = None, False
        self.links.begin(End(TAG, need.tag), need.name)
        for section in (self.quotes, self.sources.section, self.history.section):
            section.clear()
            section.note.setText("")

    def _save(self, tag: Tag, change: Change, refuse: Failed) -> None:
        self._session.run(lambda store: save_change(store, tag.id, change), failed=refuse)


def _side_by_side(*buttons: QPushButton) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return holder
