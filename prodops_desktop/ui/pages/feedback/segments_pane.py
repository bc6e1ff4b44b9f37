"""The tab By segment: what each segment asks for, tinted by how much of it, with the items that were received from it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from prodops_desktop.feedback.needs.model import UNKNOWN
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.ui.models.record_table import RecordTable, TotaledTable
from prodops_desktop.ui.pages.feedback.need_reading import SegmentBoard
from prodops_desktop.ui.pages.feedback.need_segments import MEASURES, TINTS, Matrix, matrix_of, segment_columns, segment_id
from prodops_desktop.ui.pages.feedback.need_tab import NeedTab
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.toolbar import PageToolbar


class SegmentsPane(NeedTab):
    """Needs against segments; what is shown of them, and of what a cell is a share, is chosen here."""

    asked = Signal(str, str)
    """Other needs are asked for: the ids of the period and of the channel, empty for any."""

    def __init__(self) -> None:
        table = RecordTable(tr("Needs by segment"), [], lambda row: row.need.tag, at_gutter=True)
        totaled = TotaledTable(table)
        super().__init__(table, totaled)
        self.totaled = totaled
        self.board: SegmentBoard | None = None
        self._matrix: Matrix | None = None
        self.measure = Choice(list(MEASURES), caption=tr("Show"), snug=True)
        self.tint = Choice(list(TINTS), caption=tr("Tint by"), snug=True)
        toolbar = PageToolbar(self.search, self.filters.period, self.filters.channel, self.measure, self.tint)
        toolbar.may_fold(self.filters.channel, self.measure, self.tint)
        self.build(toolbar)
        self.filters.changed.connect(self._ask)
        for choice in (self.measure, self.tint):
            choice.activated.connect(lambda _: self._fill())

    def offer(self, periods: Sequence[Period], channels: Sequence[str]) -> None:
        """Offer these in the choices."""
        self.filters.offer(periods, channels)

    def show_board(self, board: SegmentBoard) -> None:
        """Show other needs; filter, order and the current need stay."""
        self.board = board
        self._fill()
        self.show_head(board.needs, any_shown=bool(self._shown().rows))

    def entered_segment(self) -> str:
        """The segment of the current column; the unknown one can't be searched for, and is empty as other columns are."""
        columns, at = self.table.records.columns, self.table.currentIndex().column()
        segments = self._shown().segments
        return next((one for one in segments if one != UNKNOWN and segment_id(one) == columns[at].id), "")

    def _ask(self) -> None:
        self.asked.emit(self.filters.period.current_id(), self.filters.channel.current_id())

    def _fill(self) -> None:
        """Show the chosen measure; the columns are made anew only where the segments are others."""
        if self.board is None:
            return
        before = self._matrix
        self._matrix = matrix_of(self.board, self.measure.current_id(), self.tint.current_id())
        if before is None or before.segments != self._matrix.segments:
            self.table.records.set_columns(segment_columns(self._shown, self._matrix.segments))
            self.table.show_columns(self.table.records)
            self.table.show_column("need", shown=True)  # which gives all columns their place
        self.table.show_list(self._matrix.rows)

    def _shown(self) -> Matrix:
        assert self._matrix is not None
        return self._matrix
