"""One worksheet being written: text that stays text, real numbers and days, widths, and its print set-up."""

from datetime import date, datetime
from typing import Any

from prodops_desktop.packs.model import Pack
from prodops_desktop.packs.styles import ROW_PX, Styles

_PAPER = {"Letter": 1, "A4": 9}
_LONGEST_TEXT = 32_000
"""Excel refuses a cell with more characters than 32,767."""


class Page:
    """A worksheet; rows and columns count from 0."""

    def __init__(self, book: Any, styles: Styles, name: str) -> None:
        self.book = book
        self.styles = styles
        self.name = name
        self.sheet = book.add_worksheet(name)
        self.sheet.hide_gridlines(2)
        self.sheet.set_default_row(ROW_PX * 0.75)

    def set_widths(self, widths: dict[int, float]) -> None:
        """Column widths in characters."""
        for column, width in widths.items():
            self.sheet.set_column(column, column, width)

    def head(self, headline: str, subtitle: str, last_column: int) -> None:
        """The conclusion over the whole width, and the line under it."""
        self.sheet.set_row(0, 56)
        self.sheet.set_row(1, 34)
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

    def merged(self, row: int, column: int, last_row: int, last_column: int, value: str | float, style: Any) -> None:
        """One value over several cells."""
        if (row, column) != (last_row, last_column):
            self.sheet.merge_range(row, column, last_row, last_column, "", style)
        if isinstance(value, str):
            self.text(row, column, value, style)
        else:
            self.number(row, column, value, style)

    def link(self, row: int, column: int, sheet: str, text: str, **properties: Any) -> None:
        """A link to another sheet of the pack."""
        quoted = sheet.replace("'", "''")
        self.sheet.write_url(row, column, f"internal:'{quoted}'!A1", self.styles.link(**properties), string=text)

    def chart(self, row: int, column: int, chart: Any, description: str) -> None:
        """A chart that keeps its size, with a text for those who can't see it."""
        self.sheet.insert_chart(row, column, chart, {"object_position": 2, "description": description, "y_offset": 4})

    def print_set_up(self, pack: Pack, header_row: int, *, landscape: bool) -> None:
        """Paper, margins, one page wide, heads repeated on paper and frozen on screen, numbered pages."""
        sheet = self.sheet
        sheet.set_paper(_PAPER.get(pack.paper, _PAPER["A4"]))
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, header_row)
        sheet.freeze_panes(header_row + 1, 0)
        left = " · ".join(filter(None, (pack.company, pack.title)))[:80].replace("&", "&&")
        sheet.set_footer(f"&L&9{' ' if left[:1].isdigit() else ''}{left}&C&9Page &P of &N&R&9&A")
