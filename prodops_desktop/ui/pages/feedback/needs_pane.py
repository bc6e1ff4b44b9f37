"""The tab Needs: what is asked for, by whom, what that is worth, and the warning where one account decides the rank."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal

from prodops_desktop.feedback.needs.model import RANKS, Needs
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.feedback.needs.saying import concentration_sentence
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.pages.feedback.need_columns import HIDDEN, need_columns, need_rows
from prodops_desktop.ui.pages.feedback.need_filters import ANY, choose, offer
from prodops_desktop.ui.pages.feedback.need_tab import NeedTab
from prodops_desktop.ui.pages.feedback.need_wording import RANK_NAMES
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import ROW_HEIGHT_CONTROLS
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.toolbar import PageToolbar


class NeedsPane(NeedTab):
    """The needs in their order; every choice tells what is asked for."""

    asked = Signal(str, str, str, str)
    """Other needs are asked for: the ids of the period, of the segment and the channel (empty for all), and the rank."""

    def __init__(self) -> None:
        table = RecordTable(tr("Needs"), need_columns(), lambda row: row.need.tag, sort=[("place", False)], at_gutter=True)
        for column in HIDDEN:
            table.show_column(column, shown=False)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT_CONTROLS)
        super().__init__(table, table)
        self.needs: Needs | None = None
        self.without_top = False
        self._links: Mapping[int, tuple[str, ...]] = {}
        self.segment = Choice([(ANY, tr("Everybody"))], caption=tr("Segment"), snug=True)
        self.rank = Choice([(rank, RANK_NAMES[rank]) for rank in RANKS], caption=tr("Rank by"), snug=True)
        self.banner = Note("warn", "", tr("Rank without top account"), self.toggle_top)
        toolbar = PageToolbar(self.search, self.segment, self.filters.period, self.filters.channel, self.rank)
        toolbar.may_fold(self.filters.period, self.filters.channel, self.rank)
        self.build(toolbar, self.banner)
        self.filters.changed.connect(self._ask)
        for choice in (self.segment, self.rank):
            choice.activated.connect(lambda _: self._ask())

    def offer(self, periods: Sequence[Period], segments: Sequence[str], channels: Sequence[str]) -> None:
        """Offer these in the choices."""
        self.filters.offer(periods, channels)
        offer(self.segment, [(ANY, tr("Everybody")), *((name, name) for name in segments)])

    def show_needs(self, needs: Needs, links: Mapping[int, tuple[str, ...]]) -> None:
        """Show other needs; ``links`` are the titles of what each tag is linked to. Filter, order and the current need stay."""
        self.needs, self._links = needs, links
        choose(self.segment, needs.segment or ANY, needs.segment or tr("Everybody"))
        choose(self.rank, needs.rank, RANK_NAMES[needs.rank])
        self.show_head(needs, any_shown=bool(needs.needs))
        self._fill()

    def show_error(self, sentence: str) -> None:
        """Say in place why there are no needs to show."""
        self.needs = None
        self.banner.say("warn", "")
        super().show_error(sentence)

    def toggle_top(self) -> None:
        """Rank the needs that lean on one account without it, or with it again."""
        self.without_top = not self.without_top
        self._fill()

    def _ask(self) -> None:
        period, channel = self.filters.period.current_id(), self.filters.channel.current_id()
        self.asked.emit(period, self.segment.current_id(), channel, self.rank.current_id())

    def _fill(self) -> None:
        needs = self.needs
        if needs is None:
            return
        moves = concentration_sentence(needs)
        self.without_top = self.without_top and bool(moves)
        ranked = tr("Ranked by ARR; needs that lean on one account are ranked without it.")
        self.banner.say("warn", ranked if self.without_top else moves)
        self.banner.action.setText(tr("Rank with all accounts") if self.without_top else tr("Rank without top account"))
        self.say(more=bool(moves))
        self.table.show_list(need_rows(needs, self._links, without_top=self.without_top))
