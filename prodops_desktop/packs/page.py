"""One worksheet being written: text that stays text, real numbers and days, widths, and its print set-up."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from prodops_desktop.metrics.periods import day_text
from prodops_desktop.packs.model import Pack
from prodops_desktop.packs.styles import ROW_PX, TEXT_2, Styles

_PAPER = {"Letter": (1, 11.0, 8.5), "A4": (9, 11.69, 8.27)}
"""Excel's number of a paper, its long and its short side in inches."""
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}
_SAFE = 0.97
"""Fonts and printers differ a little, so that a page is not filled to its very end."""
_LONGEST_TEXT = 32_000
"""Excel refuses a cell with more characters than 32,767."""
_HIGHEST_ROW = 400.0
"""Excel refuses a row higher than 409 points."""

_MOST_SOURCES = 6


def small_lines(parts: Iterable[tuple[str, Sequence[str]]]) -> list[tuple[str, str]]:
    """The lines of a sheet's small print, of which the first of each part carries its label."""
    return [(title if not number else "", line) for title, lines in parts for number, line in enumerate(lines)]


def source_lines(sources: Sequence[tuple[str, str, int, str]]) -> list[str]:
    """Where a sheet comes from, given as file, sheet, rows and as-of day; many end in a count."""
    lines = [f"{file} › {sheet}, {rows:,} rows, as of {day_text(as_of)}" for file, sheet, rows, as_of in sources[:_MOST_SOURCES]]
    more = len(sources) - _MOST_SOURCES
    return [*lines, f"and {more} more, listed under Sources"] if more > 0 else lines


class Page:
    """A worksheet; rows and columns count from 0."""

    def __init__(self, book: Any, styles: Styles, name: str) -> None:
        self.book = book
        self.styles = styles
        self.name = name
        self.sheet = book.add_worksheet(name)
        self.sheet.hide_gridlines(2)
        self.sheet.set_default_row(ROW_PX * 0.75)
        self.heights: dict[int, float] = {}

    def set_widths(self, widths: dict[int, float]) -> None:
        """Column widths in characters."""
        for column, width in widths.items():
            self.sheet.set_column(column, column, width)

    def set_height(self, row: int, points: float) -> None:
        """How high a row is, as far as Excel goes."""
        self.heights[row] = min(points, _HIGHEST_ROW)
        self.sheet.set_row(row, self.heights[row])

    def height(self, first: int, end: int) -> float:
        """How high the rows from ``first`` to before ``end`` are together, in points."""
        return sum(self.heights.get(row, ROW_PX * 0.75) for row in range(first, end))

    def row_below(self, row: int, pixels: int) -> int:
        """The first row below something so high that begins in ``row``."""
        end = row
        while self.height(row, end) < pixels * 0.75:
            end += 1
        return end

    def head(self, headline: str, subtitle: str, last_column: int) -> None:
        """The conclusion over the whole width, and the line under it."""
        self.set_height(0, 56)
        self.set_height(1, 34)
        self.merged(0, 1, 0, last_column, headline, self.styles.headline())
        self.merged(1, 1, 1, last_column, subtitle, self.styles.subtitle())

    def text(self, row: int, column: int, text: str, style: Any) -> None:
        """Text as it is: never a formula, a link or a number, whatever it begins with."""
        if text:
            self.sheet.write_string(row, column, text[:_LONGEST_TEXT], style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def number(self, row: int, column: int, value: float | None, style: Any) -> None:
        """A number, or an empty cell that a chart shows as a gap."""
        if value is None:
            self.sheet.write_blank(row, column, None, style)
        else:
            self.sheet.write_number(row, column, value, style)

    def day(self, row: int, column: int, value: date | datetime, style: Any) -> None:
        """A real date; as text where Excel's calendar, which begins in 1900, has no such day."""
        if value.year < 1900:
            self.text(row, column, value.isoformat(), style)
        else:
            self.sheet.write_datetime(row, column, value, style)

    def merged(self, row: int, column: int, last_row: int, last_column: int, value: str | float | date, style: Any) -> None:
        """One value over several cells."""
        if (row, column) != (last_row, last_column):
            self.sheet.merge_range(row, column, last_row, last_column, "", style)
        if isinstance(value, str):
            self.text(row, column, value, style)
        elif isinstance(value, date):
            self.day(row, column, value, style)
        else:
            self.number(row, column, value, style)

    def link(self, row: int, column: int, sheet: str, text: str, **properties: Any) -> None:
        """A link to another sheet of the pack."""
        quoted = sheet.replace("'", "''")
        self.sheet.write_url(row, column, f"internal:'{quoted}'!A1", self.styles.link(**properties), string=text)

    def tile(self, row: int, columns: tuple[int, int], label: str, value: str | float | date, style: Any, below: str) -> None:
        """One large figure under its label, four rows high, from the first to the last of ``columns``."""
        first, last = columns
        self.merged(row, first, row, last, label, self.styles.label())
        self.merged(row + 1, first, row + 2, last, value, style)
        self.merged(row + 3, first, row + 3, last, below, self.styles.caption())

    def small_print(self, lines: list[tuple[str, str]], row: int, column: int, last: int, chars: float) -> None:
        """Labels and texts, one row each, as high as its text needs: a cell over several rows would be cut by the end of a page."""
        label = self.styles.get(font_size=9, bold=True, font_color=TEXT_2, valign="top")
        style = self.styles.get(font_size=9, font_color=TEXT_2, text_wrap=True, valign="top")
        for offset, (title, line) in enumerate(lines):
            self.text(row + offset, column, title, label)
            self.merged(row + offset, column + 1, row + offset, last, line, style)
            self.set_height(row + offset, 3 + 12.5 * math.ceil(len(line) / (1.05 * chars)))

    def chart(self, row: int, column: int, chart: Any, description: str) -> None:
        """A chart that keeps its size, with a text for those who can't see it."""
        self.sheet.insert_chart(row, column, chart, {"object_position": 2, "description": description, "y_offset": 4})

    def print_set_up(self, pack: Pack, header_row: int, *, landscape: bool) -> None:
        """Paper, margins, one page wide, heads repeated on paper and frozen on screen, numbered pages."""
        sheet = self.sheet
        sheet.set_paper(_PAPER.get(pack.paper, _PAPER["A4"])[0])
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(**_MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, header_row)
        sheet.freeze_panes(header_row + 1, 0)
        left = " · ".join(filter(None, (pack.company, pack.title)))[:80].replace("&", "&&")
        sheet.set_footer(f"&L&9{' ' if left[:1].isdigit() else ''}{left}&C&9Page &P of &N&R&9&A")

    def break_between(self, pack: Pack, starts: Sequence[int], end: int, width: float) -> None:
        """On landscape paper begin a page before each part that would be cut by the end of one, and fits on the next.

        ``starts`` are the first rows of the parts, what stands above them is repeated on each page; ``width`` is that of the columns.
        """
        _, long, short = _PAPER.get(pack.paper, _PAPER["A4"])
        across, down = long - _MARGINS["left"] - _MARGINS["right"], short - _MARGINS["top"] - _MARGINS["bottom"]
        room = _SAFE * max(width, 72 * across) * down / across - self.height(0, starts[0])
        breaks, used = [], 0.0
        for first, after in zip(starts, [*starts[1:], end], strict=True):
            high, kept = self.height(first, after), self.height(first, after - 1)  # the gap behind a part may hang over
            if used and used + kept > room >= kept > 0:
                breaks.append(first)
                used = 0.0
            used = used + high if used + kept <= room else (used + high) % room
        self.sheet.set_h_pagebreaks(breaks)
