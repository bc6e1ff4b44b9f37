"""Finance_MRR_wide.xlsx as Finance keeps it: a column a month, euros as text with decimal commas, “−” for nothing, credits in brackets."""

from pathlib import Path
from typing import Any

from .facts import EBBW_NEW, EBBW_OLD
from .revenue import MONTHS, Line
from .workbook import write_workbook

NAME = "history/Finance_MRR_wide.xlsx"
SHEET, HEADER_ROW = "MRR", 5
NIL = "−"
TITLE = (
    "MRR by customer",
    "Finance · as of 20 Nov 2026 · in contract currency · EUR 1 = USD 1.08",
    "Sep-26: credit of 3,750 for Parity Telecom, booked on 9 Nov 2026",
)


def header(month: int) -> str:
    """The header of a month’s column: Dec-24."""
    return f"{MONTHS[month]:%b-%y}"


def cell_of(cents: int, currency: str) -> str | float:
    """A number for dollars, a text with decimal comma for euros and for every credit."""
    if cents == 0:
        return NIL
    if currency == "USD" and cents > 0:
        return cents / 100
    whole = f"{abs(cents) // 100:,}".replace(",", ".")
    text = f"{whole},{abs(cents) % 100:02d}"
    return f"({text})" if cents < 0 else text


def write_revenue(out: Path, lines: list[Line]) -> None:
    """Write the one sheet: three title rows, headers in row 5."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.00", "align": "right"})
        right = book.add_format({"num_format": "@", "align": "right"})
        for row, text in enumerate(TITLE):
            sheet.write_string(row, 0, text, bold if row == 0 else None)
        sheet.write_row(HEADER_ROW - 1, 0, ("Customer", "Ccy", *map(header, range(len(MONTHS)))), bold)
        sheet.freeze_panes(HEADER_ROW, 2)
        sheet.set_column(0, 0, 28)
        sheet.set_column(2, 1 + len(MONTHS), 12)
        for row, line in enumerate(lines, HEADER_ROW):
            sheet.write_row(row, 0, (EBBW_NEW if line.name == EBBW_OLD else line.name, line.currency))
            for month, cents in enumerate(line.cents):
                value = cell_of(cents, line.currency)
                sheet.write(row, 2 + month, value, right if isinstance(value, str) else money)

    write_workbook(out / NAME, "MRR by customer", fill)
