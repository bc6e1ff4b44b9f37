"""Delivery_items_2026-10.xlsx and -11.xlsx as Delivery keeps its plan: the last quarter, what is to come, and the quarter before."""

from datetime import date
from pathlib import Path
from typing import Any

from .delivery import Delivery, Line
from .delivery_facts import LAST_DAYS, NOVEMBER, OCTOBER, SECOND, THIRD
from .tools_file import typed_day
from .workbook import write_workbook

IN_OCTOBER, IN_NOVEMBER = "history/Delivery_items_2026-10.xlsx", "try-these/Delivery_items_2026-11.xlsx"
SHEET = "Plan"
HEADERS = ("Key", "Item", "Team", "Quarter", "Committed", "Start", "Due", "Done", "Points", "Depends on", "ARR behind")
HEADER_ROW = 4
_DAY_COLUMNS = (5, 6, 7)
_SELDOM = 11  # of so many rows one has the quarter in each of the seldom spellings
_YES, _NO = ("yes", "yes", "yes", "x", "Y"), ("no", "no", "N")
_TWICE = 17  # the place in the older quarter of the row that was pasted twice
_TYPED = 9  # every so manieth row has its days typed as text


def write_delivery(out: Path, delivery: Delivery) -> None:
    """Write the plan of both days."""
    _write(out / IN_OCTOBER, OCTOBER, delivery.october)
    _write(out / IN_NOVEMBER, NOVEMBER, delivery.november)


def _write(path: Path, as_of: date, plan: dict[str, list[Line]]) -> None:
    def fill(book: Any) -> None:
        sheet, bold = book.add_worksheet(SHEET), book.add_format({"bold": True})
        day, money = book.add_format({"num_format": "dd mmm yyyy"}), book.add_format({"num_format": '"$"#,##0'})
        for row, text in enumerate(("Delivery plan", f"As of {typed_day(as_of)} · Delivery · a committed item is what its team promised")):
            sheet.write_string(row, 0, text, bold if row == 0 else None)
        sheet.write_row(HEADER_ROW - 1, 0, HEADERS, book.add_format({"bold": True, "bg_color": "#F3E3D3", "bottom": 1}))
        sheet.freeze_panes(HEADER_ROW, 2)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 30)
        sheet.set_column(2, 10, 13)
        older = plan[SECOND]
        older = [*older[:_TWICE], older[_TWICE - 4], *older[_TWICE:]]
        row = _block(sheet, HEADER_ROW, plan[THIRD], as_of, day, money)
        _sum(sheet, row, "Subtotal Q3 2026", plan[THIRD], bold)
        row = _block(sheet, row + 1, plan[""], as_of, day, money)
        row = _block(sheet, row + 1, older, as_of, day, money)  # a blank row sets the older quarter off
        _sum(sheet, row, "Subtotal Q2 2026", older, bold)
        _sum(sheet, row + 1, "TOTAL", [*plan[THIRD], *plan[""], *older], bold)

    write_workbook(path, "Delivery plan", fill)


def _block(sheet: Any, row: int, lines: list[Line], as_of: date, day: Any, money: Any) -> int:
    """Write rows from a place on; returns the place after them."""
    for line in lines:
        number = int(line.key[3:])
        sheet.write_row(row, 0, (_key(line.key, as_of), line.title, line.team, _quarter(line), _committed(line)))
        for column, when in zip(_DAY_COLUMNS, (line.start, line.due, line.done), strict=True):
            if isinstance(when, str):
                sheet.write_string(row, column, when)
            elif when is not None and number % _TYPED == 0:
                sheet.write_string(row, column, typed_day(when))
            elif when is not None:
                sheet.write_datetime(row, column, when, day)
        sheet.write_number(row, 8, line.points)
        sheet.write_row(row, 9, ("; ".join(line.needs) or None,))
        if isinstance(line.arr, int):
            sheet.write_number(row, 10, line.arr, money)
        elif line.arr:
            sheet.write_string(row, 10, line.arr)
        row += 1
    return row


def _key(key: str, as_of: date) -> str:
    """The key as typed: some in November in small letters or with a blank behind."""
    number = int(key[3:])
    if as_of == NOVEMBER and number % 23 == 0:
        return key.lower()
    return f"{key} " if as_of == NOVEMBER and number % 31 == 0 else key


def _quarter(line: Line) -> str | None:
    """The quarter as typed: “Q3 2026”, seldom “Q3 26” or “2026-Q3”."""
    if not line.quarter:
        return None
    year, number = line.quarter.split("-Q")
    usual = f"Q{number} {year}"
    return {1: f"Q{number} {year[2:]}", 2: line.quarter}.get(int(line.key[3:]) % _SELDOM, usual) if line.quarter in LAST_DAYS else usual


def _committed(line: Line) -> str | None:
    if line.committed is None:
        return None
    forms = _YES if line.committed else _NO
    return forms[int(line.key[3:]) * 7 % len(forms)]


def _sum(sheet: Any, row: int, title: str, lines: list[Line], bold: Any) -> None:
    sheet.write_string(row, 0, title, bold)
    sheet.write_number(row, 8, sum(line.points for line in lines), bold)
