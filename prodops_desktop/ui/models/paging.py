"""A grid over a version of any size: rows come in pages through the session while the window goes on."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import QObject, Signal

from prodops_desktop.datasets.filters import Arrangement
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Condition, columns_of
from prodops_desktop.datasets.store import find_version
from prodops_desktop.ui.models.arranging_sign import ArrangingSign, what_is_done
from prodops_desktop.ui.models.folded_rows import FoldedRows
from prodops_desktop.ui.models.grid_lines import Line, OpenedGrid, read_first_pages, read_lines, row_number, widest_number
from prodops_desktop.ui.models.grid_state import GridState, first_look
from prodops_desktop.ui.models.page_queue import KEPT_PAGES, PAGE, PageQueue
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import Store

__all__ = ["GridModel", "Line", "row_number"]


class GridModel(FoldedRows):
    """The rows of one version as :attr:`state` wants them, a page at a time."""

    shaped = Signal()
    """Another version is shown: columns and widths are new."""
    counted = Signal(int)
    """How many rows of the data there are in this arrangement."""
    arranged = Signal()
    """Columns, order, filters or group are others; the rows may be on their way."""
    loaded = Signal()
    """A page came in."""
    failed = Signal(str)
    taken_back = Signal()
    """The rows are looked at as before: another way was refused or cancelled."""

    def __init__(self, session: Session, place: tuple[str, ...] = ("row",), parent: QObject | None = None) -> None:
        super().__init__(place, parent)
        self._session = session
        self.find = ""
        self.remembered: Callable[[Sequence[Column]], GridState] | None = None
        self.seen: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self._good: tuple[GridState, str] = (self.state, "")
        self._condition: Condition | None = None
        self._grid: Grid | None = None
        self._turn = 0
        self._opening = self._anew = self._again = False
        self._pages: OrderedDict[int, list[Line]] = OrderedDict()
        self._queue = PageQueue(self._read_page, self)
        self._shown_of: Arrangement | None = None  # the pages here are of this one
        self._being_opened: Grid | None = None
        self._sign = ArrangingSign(session, self.stop_arranging, self)

    @property
    def ready(self) -> bool:
        """Whether the rows can be read; until then dashes stand for them."""
        return self._grid is not None

    @property
    def condition(self) -> Condition | None:
        """What picks the rows that there are, before anything is filtered."""
        return self._condition

    @property
    def settled(self) -> bool:
        """Whether the rows are those that were asked for last."""
        return self._grid is not None and not self._opening

    def line(self, row: int) -> Line | None:
        """A row that is here, None for the head of a group; asks for it when it is not."""
        position = self.groups.position(row) if self.groups is not None else row
        if position is None:
            return None
        page = self._pages.get(position // PAGE)
        if page is None:
            if self._grid is not None:
                self._queue.want(position // PAGE)
            return None
        offset = position % PAGE
        return page[offset] if offset < len(page) else None

    def show_version(self, version: int | None, condition: Condition | None = None, count: int | None = None) -> None:
        """Show the rows of a version (those that ``condition`` picks, of which there are ``count``); None shows nothing."""
        self._turn += 1
        if version is None:
            self._reset(None, (), 0)
            return
        turn, whole = self._turn, condition is None

        def look(store: Store) -> tuple[tuple[Column, ...], str, int, str]:
            found, widest = find_version(store, version), widest_number(store, version)
            return columns_of(store, version), found.file, found.rows_accepted if whole else count or 0, widest

        def known(answer: tuple[tuple[Column, ...], str, int, str]) -> None:
            if turn == self._turn:
                self._condition, self.file, self.widest_row = condition, answer[1], answer[3]
                if (version, answer[0]) != (self.version, self.columns) or not whole:
                    self._reset(version, answer[0], answer[2])
                self._open(anew=True)

        self._session.read(look, known, self._on_failed)

    def arrange(self, state: GridState, find: str | None = None) -> None:
        """Look at the rows in another way; what is shown stays until they are here."""
        before, asked = self.state, self._asked()
        self.state, self.find = state, self.find if find is None else find
        if (state.group, state.period) != (before.group, before.period):
            self._closed.clear()
        if state.plan != before.plan:
            with self._anew_from_here():
                self._lay_out()
        if self._asked() != asked and self.version is not None:
            self._turn += 1
            self._open()
        self.arranged.emit()

    def stop_arranging(self) -> None:
        """Look at the rows as before: what they are being put into is not wanted any more."""
        if not self._opening:
            return
        state, find = self._good if self._grid is not None else (replace(self.state, keys=(), filters={}, group=None, period=""), "")
        self._turn += 1
        self._again = True
        self._take_back(state, find)
        grid = self._grid or self._being_opened
        if grid is not None:
            grid.give_up()

    def find_next(self, find: str) -> None:
        """Search for this from the next version on."""
        self.find = find

    def forget_narrowing(self) -> None:
        """Search for nothing, filter by nothing and have no groups in what is shown next."""
        self.find, self.state = "", replace(self.state, filters={}, group=None, period="")

    def close(self) -> None:
        """Let go of the rows."""
        self._turn += 1
        self._drop_grid()

    def source(self) -> Grid | None:
        """The open grid, to read rows from on a thread; None before it is ready."""
        return self._grid

    def _reset(self, version: int | None, columns: tuple[Column, ...], count: int) -> None:
        same = version == self.version and columns == self.columns
        self._drop_grid()
        self.beginResetModel()
        if not same:
            self.state = self._state_for(columns)
            self._closed.clear()
            self._decimals = {}
        self.version, self.columns, self._count, self.groups = version, columns, count, None
        self._pages.clear()
        self._queue.forget()
        self._lay_out()
        self.endResetModel()
        if not same:
            self.shaped.emit()
        self.arranged.emit()
        if version is None:
            self.counted.emit(0)

    def _state_for(self, columns: tuple[Column, ...]) -> GridState:
        if self.remembered is not None:
            return self.remembered(columns)
        known = {column.position for column in columns}
        return replace(first_look(columns), keys=tuple(key for key in self.state.keys if key[0] in known))

    def lines_here(self) -> Iterable[Line]:
        """The rows of the pages that are at hand."""
        return chain.from_iterable(self._pages.values())

    def _asked(self) -> object:
        return self.state.arrangement(self.find)

    def _open(self, *, anew: bool = False) -> None:
        """Open or arrange the grid on a thread; what is shown stays until the answer comes."""
        self._anew = self._anew or anew or self._grid is None
        if self._opening:  # that ends first: a grid is put into one order at a time
            self._again = True
            if self._grid is not None:
                self._grid.give_up()
            return
        turn, version, condition, workspace = self._turn, self.version, self._condition, self._session.workspace
        grid = None if self._anew else self._grid
        arrangement, closed, seen = self.state.arrangement(self.find), set(self._closed), self.seen()
        self._opening, self._anew = True, False
        self._sign.begin(what_is_done(self.state, self.find))
        assert version is not None

        def work(store: Store) -> OpenedGrid:
            opened = self._being_opened = grid or Grid(workspace, version, condition)
            if opened.arrangement != arrangement:
                opened.arrange(arrangement)
            return read_first_pages(store, opened, closed, seen)

        def done(opened: OpenedGrid) -> None:
            self._on_ended()
            if turn == self._turn:
                self._on_opened(opened)
                return
            if opened.grid is not self._grid:
                self._session.read(lambda _: opened.grid.close(), _nothing)
            self._open_again()

        def failed(error: Exception) -> None:
            self._on_ended()
            if turn == self._turn:
                self._on_refused(error)
            else:
                self._open_again()

        self._session.read(work, done, failed)

    def _on_ended(self) -> None:
        self._opening, self._being_opened = False, None
        self._sign.end()

    def _open_again(self) -> None:
        """Go on with what was asked for meanwhile."""
        again, self._again = self._again, False
        if again and self.version is not None:
            self._open()

    def _on_opened(self, opened: OpenedGrid) -> None:
        if opened.grid is not self._grid:
            self._drop_grid()
        self._grid = opened.grid
        self._good = (self.state, self.find)
        self._queue.forget()
        with self._rows_become(opened.groups.rows if opened.groups is not None else opened.grid.count):
            self._take(opened)
        self.counted.emit(self._count)
        self.loaded.emit()

    def _take(self, opened: OpenedGrid) -> None:
        self.groups, self._count, self._grouped_by = opened.groups, opened.grid.count, opened.grid.arrangement.group
        self._pages, self._shown_of = OrderedDict(opened.pages), opened.grid.arrangement

    def _on_refused(self, error: Exception) -> None:
        """The rows stay as they were, and so does what is said of them."""
        if self._grid is not None:
            self._take_back(*self._good)
        self._on_failed(error)

    def _take_back(self, state: GridState, find: str) -> None:
        self.find = find
        self.state = replace(self.state, keys=state.keys, filters=state.filters, group=state.group, period=state.period)
        self.arranged.emit()
        self.taken_back.emit()

    def _read_page(self, page: int) -> None:
        grid, of = self._grid, self._shown_of
        if grid is None:
            self._queue.ended(page)
            return

        def done(lines: list[Line]) -> None:
            self._queue.ended(page)
            if (grid, of) == (self._grid, self._shown_of) and lines:
                self._pages[page] = lines
                self._queue.look_ahead(page, self._lacks)
                while len(self._pages) > KEPT_PAGES:
                    self._pages.popitem(last=False)
                self._changed(self.row_of(page * PAGE), self.row_of(min(self._count, (page + 1) * PAGE) - 1))
                self.loaded.emit()

        def failed(error: Exception) -> None:
            self._queue.ended(page)
            self._on_failed(error)

        self._session.read(lambda store: read_lines(store, grid.rows(page * PAGE, PAGE, of)), done, failed)

    def _lacks(self, page: int) -> bool:
        return 0 <= page * PAGE < self._count and page not in self._pages

    def _drop_grid(self) -> None:
        grid, self._grid = self._grid, None
        if self._being_opened is not None:
            self._being_opened.give_up()
        if grid is not None:
            grid.give_up()
            grid.next_sums()
            self._session.read(lambda _: grid.close(), _nothing)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(str(error))


def _nothing(_: object) -> None:
    """Nobody waits for this."""
