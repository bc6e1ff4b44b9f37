"""Writes a calendar of weeks as a formatted Excel sheet: a column a week, a row a run, events above and the load below."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any

from prodops_desktop.datasets.sheets import DAY
from prodops_desktop.datasets.week_calendar import HATCHED, LIGHT, QUIET, SOLID, STRIPED, TINTED, WeekBand, WeekCalendar, WeekRow
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.packs.page import Page
from prodops_desktop.packs.place import aside_of, check_name
from prodops_desktop.packs.styles import ACCENT, BAD, FONT, GHOST, GRID, LINE, PRIOR, SUNKEN, TEXT_2, Styles
from prodops_desktop.packs.workbook import move_into_place, workbook_bytes
from prodops_desktop.work.clock import MONTHS

_LEFT = 1
"""The first column in use; the one before it is a margin."""
_MADE_ROW, _LEGEND_ROW, _MONTHS_ROW, _HEADS_ROW = 2, 3, 4, 5
"""Below title and subtitle; what stands down to the heads stays on the screen and on each printed page."""
_BODY_ROW = _HEADS_ROW + 1
_WEEK_CHARS = 3.7
_LINE_POINTS, _AROUND_POINTS = 13.0, 3.0
_MARK = "!"
_FILLS: dict[str, dict[str, Any]] = {
    SOLID: {"bg_color": ACCENT, "font_color": "#FFFFFF"},
    LIGHT: {"bg_color": "#93A7EC"},
    HATCHED: {"pattern": 14, "fg_color": ACCENT, "bg_color": "#FFFFFF"},
    QUIET: {"bg_color": GHOST},
    STRIPED: {"pattern": 14, "fg_color": PRIOR, "bg_color": SUNKEN},
    TINTED: {"bg_color": "#E6EBFB"},
}
"""How each look is filled; 14 is Excel's pattern of thin stripes upwards."""


def write_calendar(calendar: WeekCalendar, path: Path, workspace: Path) -> None:
    """Write the calendar to ``path``, whole or not at all; raises UserError when it can't be written, or is ``workspace`` itself."""
    check_name(path, workspace)
    move_into_place(workbook_bytes(lambda book: _fill(book, calendar, workspace.name)), path, aside_of(path))


def _fill(book: Any, calendar: WeekCalendar, workspace: str) -> None:
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    created = datetime.combine(calendar.today, time())
    book.set_properties({"title": calendar.title, "comments": f"Made by Prodops Desktop from {workspace}.", "created": created})
    _CalendarPage(Page(book, Styles(book), "Calendar"), calendar).write(workspace)


class _CalendarPage:
    """The sheet while it is written from the top down; ``row`` is the next free one."""

    def __init__(self, page: Page, calendar: WeekCalendar) -> None:
        self.page, self.calendar = page, calendar
        self.weeks_at = _LEFT + len(calendar.columns)
        self.row = _BODY_ROW
        self.today = next((at for at, monday in enumerate(calendar.weeks) if 0 <= (calendar.today - monday).days < 7), None)

    def write(self, workspace: str) -> None:
        calendar, page = self.calendar, self.page
        page.set_widths({0: 2, **{_LEFT + at: column.width for at, column in enumerate(calendar.columns)}})
        page.sheet.set_column(self.weeks_at, self.weeks_at + len(calendar.weeks) - 1, _WEEK_CHARS)
        page.head(calendar.title, calendar.subtitle, self.weeks_at - 1)
        made = f"Made from {workspace} on {day_text(calendar.today)} by Prodops Desktop. Red: the week of today, and weeks over the limit. "
        page.merged(_MADE_ROW, _LEFT, _MADE_ROW, self.weeks_at - 1, f"{made}{_MARK} collides in that week.", page.styles.caption())
        self._legend()
        self._heads()
        for at, bands in enumerate(_packed(calendar.bands, len(calendar.weeks))):
            self._bands("" if at else calendar.bands_title, bands)
        for group in calendar.groups:
            page.text(self.row, _LEFT, group.heading, page.styles.section())
            self._weeks({})
            for row in group.rows:
                self._run(row)
        self._counts()
        for note in calendar.notes:
            page.text(self.row + 1, _LEFT, note, page.styles.caption())
            self.row += 1
        self._set_up_print()

    def _legend(self) -> None:
        """What each look means, written in a cell that has it."""
        for at, (look, meaning) in enumerate(self.calendar.legend):
            self.page.text(_LEGEND_ROW, _LEFT + at, meaning, self.page.styles.get(font_size=9, align="center", **_FILLS[look]))

    def _heads(self) -> None:
        """Months over the days on which the weeks begin, and the heads of the columns."""
        page, calendar = self.page, self.calendar
        for at, column in enumerate(calendar.columns):
            style = page.styles.label(right=column.holds == DAY, indent=self._indent(at))
            page.text(_HEADS_ROW, _LEFT + at, column.title, style)
        start = self.weeks_at
        for (year, month), mondays in groupby(calendar.weeks, lambda monday: (monday.year, monday.month)):
            count = len(list(mondays))
            name = MONTHS[month - 1] if count < 3 else f"{MONTHS[month - 1]} {year}"
            style = page.styles.get(bold=True, align="left", left=1, left_color=PRIOR)
            page.merged(_MONTHS_ROW, start, _MONTHS_ROW, start + count - 1, name, style)
            start += count
        for at, monday in enumerate(calendar.weeks):
            own: dict[str, Any] = (
                {"bg_color": BAD, "font_color": "#FFFFFF"} if at == self.today else {"bg_color": SUNKEN, "font_color": TEXT_2}
            )
            style = page.styles.get(bold=True, bottom=1, bottom_color=PRIOR, align="center", num_format="d", **own)
            page.day(_HEADS_ROW, self.weeks_at + at, monday, style)

    def _bands(self, title: str, placed: "list[_Placed]") -> None:
        """Events beside each other; the text of each runs over the weeks next to it, which are left empty for it."""
        self.page.text(self.row, _LEFT, title, self.page.styles.section())
        cells: dict[int, tuple[str, dict[str, Any]]] = {}
        for one in placed:
            band, fill = one.band, _FILLS[one.band.look]
            cells |= dict.fromkeys(range(band.first, band.last + 1), ("", fill))
            if one.runs_left:
                cells[band.last] = (band.text, {**fill, "align": "right", "font_size": 9})
            else:
                cells[band.first] = (band.text, {**fill, "align": "left", "font_size": 9})
        self._weeks(cells)

    def _run(self, row: WeekRow) -> None:
        page, columns, high = self.page, self.calendar.columns, 1
        for at, (column, value) in enumerate(zip(columns, row.values, strict=True)):
            if isinstance(value, date):
                page.day(self.row, _LEFT + at, value, page.styles.cell(num_format="d mmm yyyy", align="right"))
                continue
            text = "" if value is None else str(value)
            high = max(high, math.ceil(len(text) / column.width))
            red = {"font_color": BAD, "bold": True} if row.warns and at == len(columns) - 1 else {}
            page.text(self.row, _LEFT + at, text, page.styles.cell(text_wrap=True, indent=self._indent(at), **red))
        if high > 1:
            page.set_height(self.row, _AROUND_POINTS + _LINE_POINTS * high)
        fill = {"align": "center", "bold": True, **_FILLS[row.look]}
        self._weeks({at: (_MARK if at in row.marked else "", fill) for at in range(row.first, row.last + 1)})

    def _indent(self, at: int) -> int:
        """Text keeps off a day before it."""
        columns = self.calendar.columns
        return int(at > 0 and columns[at - 1].holds == DAY != columns[at].holds)

    def _counts(self) -> None:
        page, calendar = self.page, self.calendar
        page.text(self.row, _LEFT, calendar.counts_title, page.styles.section())
        for at, count in enumerate(calendar.counts):
            own: dict[str, Any] = {"bg_color": BAD, "font_color": "#FFFFFF"} if count > calendar.limit else {"bg_color": SUNKEN}
            page.number(self.row, self.weeks_at + at, count, self._week_style(at, bold=True, align="center", num_format="0", **own))
        self.row += 1

    def _weeks(self, filled: dict[int, tuple[str, dict[str, Any]]]) -> None:
        """The cells of the weeks in a row, with the line of today; ``filled`` are texts and fills by position."""
        for at in range(len(self.calendar.weeks)):
            text, fill = filled.get(at, ("", {}))
            self.page.text(self.row, self.weeks_at + at, text, self._week_style(at, **fill))
        self.row += 1

    def _week_style(self, at: int, **properties: Any) -> Any:
        line = {"left": 5, "left_color": BAD} if at == self.today else {"left": 1, "left_color": GRID}
        return self.page.styles.get(bottom=1, bottom_color=LINE, **line, **properties)

    def _set_up_print(self) -> None:
        sheet = self.page.sheet
        sheet.freeze_panes(_BODY_ROW, self.weeks_at)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, _HEADS_ROW)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&9{self.calendar.title.replace('&', '&&')}&R&9Page &P of &N")


@dataclass(frozen=True)
class _Placed:
    """A band with the weeks that it and its text take; the text ends with the band where it has no room up to the last week."""

    band: WeekBand
    first: int
    last: int
    runs_left: bool


def _placed(band: WeekBand, weeks: int) -> _Placed:
    room = math.ceil(len(band.text) / _WEEK_CHARS)
    if band.first + room <= weeks:
        return _Placed(band, band.first, max(band.last, band.first + room - 1), runs_left=False)
    return _Placed(band, min(band.first, band.last - room + 1), band.last, runs_left=True)


def _packed(bands: Iterable[WeekBand], weeks: int) -> list[list[_Placed]]:
    """The bands in rows that keep them and their texts apart."""
    rows: list[list[_Placed]] = []
    for one in sorted((_placed(band, weeks) for band in bands), key=lambda one: (one.first, one.last, one.band.text)):
        free = next((row for row in rows if row[-1].last < one.first), None)
        if free is None:
            rows.append([one])
        else:
            free.append(one)
    return rows
