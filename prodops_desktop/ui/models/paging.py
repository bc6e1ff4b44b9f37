"""A grid over a version of any size: rows come in pages through the session while the window goes on."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QObject, Signal

from prodops_desktop.datasets.filters import Arrangement
from prodops_desktop.datasets.grid import Condition, Grid, GridRow
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.provenance import Place, Places
from prodops_desktop.datasets.reading import Stored, columns_of
from prodops_desktop.datasets.store import find_version
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell, CellModel, Index
from prodops_desktop.ui.models.page_queue import KEPT_PAGES, PAGE, WAITING, PageQueue
from prodops_desktop.ui.models.values import is_right, value_cell
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store

_PLACES = {"file": tr("File"), "sheet": tr("Sheet"), "row": tr("Row")}


@dataclass
class Line:
    """A row of the grid: its place in the sheet, its stored values, and its cells once they were painted."""

    part: int
    row: int
    place: Place
    values: tuple[Stored, ...]
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class _Opened:
    grid: Grid
    lines: list[Line]


class GridModel(CellModel):
    """The rows of one version. Its first columns say where a row stands: ``place`` is any of file, sheet, row."""

    shaped = Signal()
    """Another version is shown: columns and widths are new."""
    counted = Signal(int)
    """How many rows there are in this order."""
    loaded = Signal()
    """A page came in."""
    failed = Signal(str)

    def __init__(self, session: Session, place: tuple[str, ...] = ("row",), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self.place = session, place
        self.columns: tuple[Column, ...] = ()
        self.version: int | None = None
        self.file = ""
        self.keys: list[tuple[int, bool]] = []
        self.find = ""
        self._decimals: dict[int, int | None] = {}
        self._condition: Condition | None = None
        self._grid: Grid | None = None
        self._count = 0
        self._turn = self._opened_turn = 0
        self._pages: OrderedDict[int, list[Line]] = OrderedDict()
        self._queue = PageQueue(self._read_page, self)
        formats.changed.connect(self._write_anew)

    @property
    def ready(self) -> bool:
        """Whether the rows can be read; until then dashes stand for them."""
        return self._grid is not None

    @property
    def ordering(self) -> bool:
        """Whether another order or search was asked for than the one that is shown."""
        return self._turn != self._opened_turn

    @property
    def lead(self) -> int:
        """How many columns stand before those of the dataset."""
        return len(self.place)

    def column_at(self, section: int) -> Column | None:
        """The column of the dataset that is shown there; None for the place of a row."""
        position = section - self.lead
        return self.columns[position] if 0 <= position < len(self.columns) else None

    def line(self, row: int) -> Line | None:
        """A row that is here; asks for it when it is not."""
        page = self._pages.get(row // PAGE)
        if page is None:
            if self._grid is not None:
                self._queue.want(row // PAGE)
            return None
        offset = row % PAGE
        return page[offset] if offset < len(page) else None

    def show_version(self, version: int | None, condition: Condition | None = None, count: int | None = None) -> None:
        """Show the rows of a version (those that ``condition`` picks, of which there are ``count``); None shows nothing."""
        self._turn += 1
        if version is None:
            self._reset(None, (), 0)
            return
        self._condition = condition
        turn, whole = self._turn, condition is None

        def look(store: Store) -> tuple[tuple[Column, ...], str, int]:
            found = find_version(store, version)
            return columns_of(store, version), found.file, found.rows_accepted if whole else count or 0

        def known(answer: tuple[tuple[Column, ...], str, int]) -> None:
            if turn == self._turn:
                self.file = answer[1]
                self._reset(version, answer[0], answer[2])
                self._open()

        self._session.read(look, known, self._on_failed)

    def write_alike(self, decimals: dict[int, int | None]) -> None:
        """Write the numbers of a column, by its position, with as many places as all of them need."""
        self._decimals = decimals
        for page in self._pages.values():
            for line in page:
                line.cells = []
        self._changed(0, self._count - 1)

    def _write_anew(self) -> None:
        """Numbers and days are written in another way from now on."""
        self.write_alike(self._decimals)

    def order(self, sort: list[tuple[int, bool]], find: str) -> None:
        """Show the rows sorted by columns (position, whether descending) and only those that contain ``find``."""
        if (sort, find) == (self.keys, self.find):
            return
        self.keys, self.find = list(sort), find
        if self._grid is not None:
            self._turn += 1
            self._open()

    def close(self) -> None:
        """Let go of the rows."""
        self._turn += 1
        self._drop_grid()

    def read_lines(self, first: int, count: int, store: Store, grid: Grid) -> list[Line]:
        """Rows with their places; called on a reading thread."""
        return _lines(store, grid.rows(first, count))

    def source(self) -> Grid | None:
        """The open grid, to read rows from on a thread; None before it is ready."""
        return self._grid

    def cell(self, row: int, column: int) -> Cell:
        """The cell, or a quiet dash while its page is on the way."""
        line = self.line(row)
        if line is None:
            return WAITING
        if not line.cells:
            line.cells = self._cells(line)
        return line.cells[column]

    def head(self, column: int) -> Cell:
        """The header of a place or a column."""
        own = self.column_at(column)
        if own is None:
            name = self.place[column]
            return Cell("#" if self.place == ("row",) else _PLACES[name], right=name == "row", tip=tr("Row in the sheet"))
        return Cell(" ".join(own.header.split()), right=is_right(own), tip=own.header)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are in this order."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The places and the columns."""
        return 0 if parent.isValid() or self.version is None else self.lead + len(self.columns)

    def _cells(self, line: Line) -> list[Cell]:
        places = {
            "file": Cell(self.file, "text_2", tip=self.file),
            "sheet": Cell(line.place.sheet, "text_2", tip=line.place.sheet),
            "row": Cell(row_number(line.place), "text_3", right=True, tip=line.place.sheet),
        }
        cells = [places[name] for name in self.place]
        for own, value in zip(self.columns, line.values, strict=True):
            cells.append(value_cell(own, value, first=own is self.columns[0], decimals=self._decimals.get(own.position)))
        return cells

    def _reset(self, version: int | None, columns: tuple[Column, ...], count: int) -> None:
        same = version == self.version and columns == self.columns
        self._drop_grid()
        if not same:
            known = {column.position for column in columns}
            self.keys = [key for key in self.keys if key[0] in known] if self.version is not None else []
        self.beginResetModel()
        self.version, self.columns, self._count = version, columns, count
        self._pages.clear()
        self._queue.forget()
        self.endResetModel()
        if not same:
            self._decimals = {}
            self.shaped.emit()
        if version is None:
            self.counted.emit(0)

    def _open(self) -> None:
        """Open or order the grid on a thread; what is shown stays until the answer comes."""
        turn, version, grid, condition = self._turn, self.version, self._grid, self._condition
        sort, find, workspace = list(self.keys), self.find, self._session.workspace
        assert version is not None

        def work(store: Store) -> _Opened:
            opened = grid or Grid(workspace, version, condition)
            if grid is not None or sort or find:
                opened.arrange(Arrangement(tuple(sort), find))
            return _Opened(opened, _lines(store, opened.rows(0, PAGE)))

        def done(opened: _Opened) -> None:
            if turn == self._turn:
                self._on_opened(opened)
            elif opened.grid is not self._grid:
                self._session.read(lambda _: opened.grid.close(), _nothing)

        self._session.read(work, done, self._on_failed)

    def _on_opened(self, opened: _Opened) -> None:
        self._grid, self._opened_turn = opened.grid, self._turn
        self._queue.forget()
        if opened.grid.count != self._count:
            self.beginResetModel()
            self._count = opened.grid.count
            self._pages.clear()
            self.endResetModel()
        self._pages = OrderedDict({0: opened.lines})
        self._changed(0, self._count - 1)
        self.counted.emit(self._count)
        self.loaded.emit()

    def _read_page(self, page: int) -> None:
        turn, grid = self._turn, self._grid
        if grid is None:
            self._queue.ended(page)
            return

        def done(lines: list[Line]) -> None:
            self._queue.ended(page)
            if turn == self._turn:
                self._pages[page] = lines
                while len(self._pages) > KEPT_PAGES:
                    self._pages.popitem(last=False)
                self._changed(page * PAGE, min(self._count, (page + 1) * PAGE) - 1)
                self.loaded.emit()

        def failed(error: Exception) -> None:
            self._queue.ended(page)
            self._on_failed(error)

        self._session.read(lambda store: self.read_lines(page * PAGE, PAGE, store, grid), done, failed)

    def _changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def _drop_grid(self) -> None:
        grid, self._grid = self._grid, None
        if grid is not None:
            self._session.read(lambda _: grid.close(), _nothing)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(str(error))


def _lines(store: Store, rows: Sequence[GridRow]) -> list[Line]:
    places = {part: Places(store, part) for part in {row.part for row in rows}}
    return [Line(row.part, row.row, places[row.part].of(row.row), row.values) for row in rows]


def row_number(place: Place) -> str:
    """The number of a row for people: 1,234, or 1,234.3 for its third period."""
    number = formats.number(place.row)
    return number if place.period is None else f"{number}.{place.period}"


def _nothing(_: object) -> None:
    """Nobody waits for this."""
