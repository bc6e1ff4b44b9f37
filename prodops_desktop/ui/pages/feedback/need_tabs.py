"""Reads what the tabs of needs are asked for, and shows it with the need that is chosen in the inspector."""

from collections.abc import Callable
from dataclasses import replace

from prodops_desktop.feedback.needs.model import Need, Needs
from prodops_desktop.ui.pages.feedback.asking import NeedsAsked, NeedsFound, read_needs_found, read_segments_asked
from prodops_desktop.ui.pages.feedback.need_inspector import NeedInspector
from prodops_desktop.ui.pages.feedback.need_reading import SegmentBoard, read_need_detail
from prodops_desktop.ui.pages.feedback.needs_pane import NeedsPane
from prodops_desktop.ui.pages.feedback.reading import Board
from prodops_desktop.ui.pages.feedback.segments_pane import SegmentsPane
from prodops_desktop.ui.session import Session

_NEEDS, _DETAIL = "feedback.needs", "feedback.need"


class NeedTabs:
    """Both tabs and the inspector show one choice: a period, a channel, and one need. ``shown`` is called when needs were shown anew."""

    def __init__(self, session: Session, detail: NeedInspector, shown: Callable[[], None]) -> None:
        self._session, self._detail, self._shown = session, detail, shown
        self.needs_pane, self.segments_pane = NeedsPane(), SegmentsPane()
        self.asked = NeedsAsked()
        self.found: NeedsFound | None = None
        self.by_segment = False
        self.tag: int | None = None
        self._board: Board | None = None
        self.needs_pane.asked.connect(lambda *choices: self._ask(NeedsAsked(*choices)))
        self.segments_pane.asked.connect(lambda period, channel: self._ask(replace(self.asked, period=period, channel=channel)))
        for pane in (self.needs_pane, self.segments_pane):
            pane.chosen.connect(self._on_chosen)

    @property
    def pane(self) -> NeedsPane | SegmentsPane:
        """The tab that is shown, or was."""
        return self.segments_pane if self.by_segment else self.needs_pane

    @property
    def needs(self) -> Needs | None:
        """The needs that are shown."""
        return self.found.needs if self.found is not None else None

    @property
    def need(self) -> Need | None:
        """The need that is chosen."""
        needs = self.needs
        return needs.find(self.tag) if needs is not None and self.tag is not None else None

    @property
    def shown_for(self) -> NeedsAsked:
        """What the figures that are shown were asked for: by segment it is everybody."""
        return replace(self.asked, segment="") if self.by_segment else self.asked

    def show_board(self, board: Board) -> None:
        """Take another reading of the board."""
        self._board = board

    def read(self) -> None:
        """Read what the tab that is shown asks for."""
        board, asked = self._board, self.asked
        if board is None:
            return
        customers = board.customers
        if self.by_segment:
            self._session.read(lambda store: read_segments_asked(store, asked, customers), self._on_segments_read, key=_NEEDS)
        else:
            self._session.read(lambda store: read_needs_found(store, asked, customers), self._on_read, key=_NEEDS)

    def show_need(self) -> None:
        """Show the need that is chosen in the inspector; what stands behind it is read."""
        board, need, needs = self._board, self.need, self.needs
        if board is None or need is None or needs is None:
            self._detail.show_nothing()
            return
        tag, customers = need.tag, board.customers
        self.pane.choose(tag)
        self._detail.show_need(need, needs, board)
        self._session.read(lambda store: read_need_detail(store, tag, needs, customers), self._detail.show_detail, _ignore, key=_DETAIL)

    def _ask(self, asked: NeedsAsked) -> None:
        self.asked = asked
        self.read()

    def _on_read(self, found: NeedsFound) -> None:
        if found.needs is None:
            self.needs_pane.show_error(found.wrong)
        else:
            self.needs_pane.show_needs(found.needs, found.links)
        self._settle(found)

    def _on_segments_read(self, read: tuple[SegmentBoard, NeedsFound]) -> None:
        board, found = read
        self.segments_pane.show_board(board)
        self._settle(found)

    def _settle(self, found: NeedsFound) -> None:
        """Offer what may be asked for; keep the need that is chosen, and for one that is gone take the one that is asked for most."""
        assert self._board is not None
        self.found = found
        self.needs_pane.offer(found.periods, self._board.customers.segments(), found.channels)
        self.segments_pane.offer(found.periods, found.channels)
        if found.needs is not None and self.need is None and found.needs.needs:
            self.tag = found.needs.needs[0].tag
        self._shown()

    def _on_chosen(self, tag: int) -> None:
        self.tag = tag
        self.show_need()


def _ignore(_: Exception) -> None:
    """The tag went meanwhile: the needs that are on their way say what is there."""
