"""The sheet of an area in the pack: its conclusion, tiles, charts with the small print beside them, and its tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from prodops_desktop.datasets.area_sheet import AreaSheet, AreaTable
from prodops_desktop.datasets.sheets import AMOUNT, DAY, MONTH, NUMBER, PERCENT, WHOLE, SheetValue
from prodops_desktop.packs.area_grid import LEFT, Grid
from prodops_desktop.packs.bars import Bars, bars_of, draw
from prodops_desktop.packs.model import Pack
from prodops_desktop.packs.page import Page, small_lines, source_lines
from prodops_desktop.packs.styles import PRIOR, number_format, tile_format

_RULE_ROW = 3
"""Headline, subtitle, a line of links, and a gap: the rows that stay on the screen and on each printed page."""
_TILES_ROW = _RULE_ROW + 1
_BODY_ROW = _TILES_ROW + 5
"""Below the tiles and a gap."""
_GAP_POINTS = 6.0
_CHART_PX = 618
_LINE_POINTS, _AROUND_POINTS = 13.0, 3.0
"""How high a line of a cell is, and what is around them."""

_UNITS = {AMOUNT: "money", PERCENT: "percent", WHOLE: "count", NUMBER: "number"}
_DATES = {DAY: "d mmm yyyy", MONTH: "mmm yyyy"}
_WHOLE_FROM = 1000
"""A column that reaches this is shown without decimals."""


def write_area(page: Page, pack: Pack, area: AreaSheet) -> None:
    """Fill a sheet with what an area says."""
    _AreaPage(page, pack, area).write()


class _AreaPage:
    """A sheet while it is written from the top down; ``row`` is the next free one."""

    def __init__(self, page: Page, pack: Pack, area: AreaSheet) -> None:
        self.page, self.pack, self.area = page, pack, area
        self.tables = [table for table in area.tables if table.rows]
        self.grid = Grid(self.tables, len(area.tiles))
        self.row = _BODY_ROW
        self.starts = [_TILES_ROW]

    def write(self) -> None:
        page, area, grid = self.page, self.area, self.grid
        page.set_widths({0: 2, **dict(enumerate(grid.widths, start=LEFT))})
        page.head(area.headline, area.subtitle, grid.last)
        page.link(2, LEFT, "Contents", "‹ Contents")
        page.text(2, LEFT + 1, self.pack.made_text(self.pack.as_of_area(area)), page.styles.caption())
        for gap in (_RULE_ROW, _BODY_ROW - 1):
            page.set_height(gap, _GAP_POINTS)
        self._tiles()
        charted = {at: bars for at, table in enumerate(self.tables) if (bars := _bars(table)) is not None}
        beside = grid.right_of(_CHART_PX) if charted else None
        if beside is not None:
            self._small_print(beside)
        places = self._room_for(charted)
        for at, table in enumerate(self.tables):
            first = self._table(table)
            if at in charted:
                self._chart(charted[at], table, first, places[at])
        if beside is None:
            self.starts.append(self.row)
            self._small_print(LEFT)
        page.break_between(self.pack, self.starts, self.row, grid.points)
        page.print_set_up(self.pack, _RULE_ROW, landscape=True)

    def _tiles(self) -> None:
        """Large figures beside each other, over the whole width."""
        for tile, columns in zip(self.area.tiles, self.grid.parts(len(self.area.tiles)), strict=True):
            number = _DATES.get(tile.holds, "General")
            if isinstance(tile.value, int | float) and tile.holds in _UNITS:
                number = tile_format(tile.value, _UNITS[tile.holds], self.area.currency, whole=tile.value == int(tile.value))
            style = self.page.styles.get(font_size=15, bold=True, num_format=number, align="left", shrink=True)
            value = "–" if tile.value is None else tile.value
            self.page.tile(_TILES_ROW, columns, tile.label, value, style, tile.below)

    def _small_print(self, column: int) -> None:
        """Definitions, what could not be counted, and where it came from."""
        sources = [(one.file, one.sheet, one.rows_accepted, one.as_of) for one in (s.version for s in self.pack.sources_of(self.area))]
        lines = small_lines(
            (
                ("Definition", [f"{one.name}: {one.formula}" for one in self.area.definitions]),
                ("Note", self.area.notes),
                ("Source", source_lines(sources)),
            )
        )
        self.page.small_print(lines, self.row, column, self.grid.last, self.grid.chars(column + 1, self.grid.last))
        self.row += len(lines) + 1

    def _room_for(self, charted: Mapping[int, Bars]) -> dict[int, int]:
        """Leave room for the charts, one below the other; returns the row of each."""
        places, below = {}, _BODY_ROW
        for at, bars in charted.items():
            places[at] = below
            below = self.page.row_below(below, bars.height)
        self.row = max(self.row, below + 1)
        return places

    def _chart(self, bars: Bars, table: AreaTable, first: int, row: int) -> None:
        """The chart of a table whose rows begin at ``first``."""
        names, values = bars.chart.names, bars.chart.values
        number = _number_format(table, values, self.area.currency)
        chart = draw(self.page.book, bars, (self.page.name, first, LEFT + names, LEFT + values), number)
        chart.set_size({"width": _CHART_PX, "height": bars.height})
        self.page.chart(row, LEFT, chart, f"{bars.title}: {self.area.headline}")

    def _table(self, table: AreaTable) -> int:
        """Heading, heads, rows and total; returns the first row of figures."""
        page, styles, columns = self.page, self.page.styles, range(len(table.columns))
        self.starts.append(self.row)
        page.text(self.row, LEFT, table.heading, styles.section())
        if table.note:
            self.row += 1
            page.text(self.row, LEFT, table.note, styles.caption())
        self.row += 1
        heads = [column.title for column in table.columns]
        self._line(table, heads, [styles.label(right=_is_right(table, at), indent=_indent(table, at)) for at in columns])
        first = self.row
        cells = [self._cell(table, at) for at in columns]
        for values in table.rows:
            self._line(table, values, cells)
        if table.total is not None:
            self._line(table, table.total, [self._cell(table, at, bold=True, top=1, top_color=PRIOR) for at in columns])
        self.row += 1
        return first

    def _line(self, table: AreaTable, values: Sequence[SheetValue], styles: Sequence[Any]) -> None:
        """A row of a table, as high as its longest text."""
        high = 1
        for at, (value, style) in enumerate(zip(values, styles, strict=True)):
            first, last = LEFT + at, self.grid.end_of(table, at)
            if isinstance(value, date):
                self.page.day(self.row, first, value, style)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                self.page.number(self.row, first, value, style)
            else:
                text = {None: "", True: "yes", False: "no"}[value] if not isinstance(value, str) else value
                high = max(high, self.grid.lines(text, first, last))
                self.page.merged(self.row, first, self.row, last, text, style)
        if high > 1:
            self.page.set_height(self.row, _AROUND_POINTS + _LINE_POINTS * high)
        self.row += 1

    def _cell(self, table: AreaTable, at: int, **properties: Any) -> Any:
        """The style of a column's cells."""
        number = _number_format(table, at, self.area.currency)
        side = {"align": "right"} if _is_right(table, at) else {"align": "left", "text_wrap": True, "indent": _indent(table, at)}
        return self.page.styles.cell(num_format=number, **side, **properties)


def _bars(table: AreaTable) -> Bars | None:
    chart = table.chart
    return bars_of(chart, table.rows, percent=table.columns[chart.values].holds == PERCENT) if chart is not None else None


def _is_right(table: AreaTable, at: int) -> bool:
    """Whether a column stands on the right: numbers and days do."""
    return table.columns[at].holds in (*_UNITS, *_DATES)


def _indent(table: AreaTable, at: int) -> int:
    """Text keeps off a number before it."""
    return int(at > 0 and _is_right(table, at - 1) and not _is_right(table, at))


def _number_format(table: AreaTable, at: int, currency: str) -> str:
    """The format of a column, with decimals only where they say something."""
    holds = table.columns[at].holds
    if holds not in _UNITS:
        return _DATES.get(holds, "General")
    values = [row[at] for row in (*table.rows, *([table.total] if table.total is not None else []))]
    numbers = [value for value in values if isinstance(value, int | float)]
    whole = all(value == int(value) for value in numbers) or max(map(abs, numbers)) >= _WHOLE_FROM
    return number_format(_UNITS[holds], currency, whole=whole)
