"""Tool_contracts_2026.xlsx as Procurement and Product ops keep it, and the seat lists as the tools export them."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from .tool_facts import CARDS, EARLIER, END_TYPED, RUNNING, Contract
from .tools import AMPLITUDE, MIXPANEL, Seat, Tools, Use
from .workbook import write_workbook

NAME = "history/Tool_contracts_2026.xlsx"
SEATS = {MIXPANEL: "history/Mixpanel_seats.csv", AMPLITUDE: "history/Amplitude_seats.csv"}
CONTRACTS, INVENTORY, USE = "Contracts", "Inventory", "Use by month"
TITLE = ("Tool contracts", "As of 20 Nov 2026 · Procurement · amounts a year in USD")
CONTRACT_HEADERS = ("Tool", "Vendor", "Start", "End", "Auto-renew", "Notice", "Renewal term", "Annual", "Basis", "Seats")
INVENTORY_HEADERS = (
    "Tool", "Category", "Owner", "Status", "Capabilities", "Use it for", "Don't use it for", "How to start", "Card owner", "Reviewed",
)  # fmt: skip
USE_HEADERS = ("Tool", "Month", "Bought", "Assigned", "Active")
SEAT_HEADERS = ("email", "role", "added", "last_active")


def write_tools(out: Path, tools: Tools) -> None:
    """Write the workbook of three sheets and the two seat lists."""

    def fill(book: Any) -> None:
        _contracts_sheet(book)
        _inventory_sheet(book)
        _use_sheet(book, tools.use)

    write_workbook(out / NAME, "Tool contracts", fill)
    for tool, file in SEATS.items():
        _write_seats(out / file, tools.seats[tool])


def _contracts_sheet(book: Any) -> None:
    sheet, bold = book.add_worksheet(CONTRACTS), book.add_format({"bold": True})
    day, money = book.add_format({"num_format": "dd mmm yyyy"}), book.add_format({"num_format": '"$"#,##0'})
    for row, text in enumerate(TITLE):
        sheet.write_string(row, 0, text, bold if row == 0 else None)
    sheet.write_row(3, 0, CONTRACT_HEADERS, book.add_format({"bold": True, "bg_color": "#EFE6D8", "bottom": 1}))
    sheet.freeze_panes(4, 1)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 9, 13)
    for row, c in enumerate(RUNNING, 4):
        _contract(sheet, row, c, day, money, typed=c.tool in END_TYPED)
    first = 4 + len(RUNNING) + 1  # a blank row sets the earlier terms off
    for row, c in enumerate(EARLIER, first):
        _contract(sheet, row, c, day, money, typed=False)
    every, foot = (*RUNNING, *EARLIER), first + len(EARLIER)
    sheet.write_string(foot, 0, "Total", bold)
    sheet.write_number(foot, 7, sum(c.annual for c in every), book.add_format({"bold": True, "num_format": '"$"#,##0', "top": 1}))
    sheet.write_number(foot, 9, sum(c.seats or 0 for c in every), bold)


def _contract(sheet: Any, row: int, c: Contract, day: Any, money: Any, *, typed: bool) -> None:
    sheet.write_row(row, 0, (c.tool, c.vendor))
    sheet.write_datetime(row, 2, c.start, day)
    if c.end and typed:
        sheet.write_string(row, 3, typed_day(c.end))
    elif c.end:
        sheet.write_datetime(row, 3, c.end, day)
    sheet.write_row(row, 4, (c.auto_renew or None, c.notice or None, c.renewal or None))
    sheet.write_number(row, 7, c.annual, money)
    sheet.write_row(row, 8, (c.basis, c.seats))


def typed_day(day: date) -> str:
    """The day as Procurement types it where it does not leave that to Excel; the month's name in English on every machine."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _inventory_sheet(book: Any) -> None:
    sheet, day = book.add_worksheet(INVENTORY), book.add_format({"num_format": "dd mmm yyyy"})
    sheet.write_row(0, 0, INVENTORY_HEADERS, book.add_format({"bold": True, "bg_color": "#DDE3EE"}))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 3, 16)
    sheet.set_column(4, 7, 44)
    sheet.set_column(8, 9, 13)
    for row, c in enumerate(CARDS, 1):
        depths = "; ".join(f"{name} {depth}" for name, depth in c.capabilities)
        sheet.write_row(row, 0, (c.tool, c.category, c.owner, "active", depths, c.use, c.avoid, c.begin, c.owner))
        sheet.write_datetime(row, 9, c.reviewed, day)


def _use_sheet(book: Any, use: list[Use]) -> None:
    sheet, month = book.add_worksheet(USE), book.add_format({"num_format": "mmm yyyy"})
    sheet.write_row(0, 0, USE_HEADERS, book.add_format({"bold": True, "bg_color": "#DDE3EE"}))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 4, 14)
    for row, line in enumerate(use, 1):
        sheet.write_string(row, 0, line.tool)
        sheet.write_datetime(row, 1, line.month, month)
        sheet.write_row(row, 2, (line.bought, line.assigned, line.active))


def _write_seats(path: Path, seats: list[Seat]) -> None:
    """Write a seat list as UTF-8 with a comma; a person who was never active has an empty last day."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(SEAT_HEADERS)
    writer.writerows((s.email, s.role, s.added.isoformat(), s.last_active.isoformat() if s.last_active else "") for s in seats)
    path.write_bytes(text.getvalue().encode("utf-8"))
