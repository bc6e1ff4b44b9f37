"""Contracts_2026-11.xlsx as Finance keeps it: title block, two header rows, subtotals, EUR as text with decimal commas."""

from pathlib import Path
from typing import Any

from .accounts import Account
from .facts import APAC, EBBW_NEW, EBBW_OLD, EMEA, NA
from .workbook import write_workbook

NAME = "history/Contracts_2026-11.xlsx"
HEADERS = ("Customer", "Cust. No.", "ARR", "Ccy", "Renewal", "Seats", "Term (mo)", "Notice", "Uplift cap")
TITLE = (
    "Contracts and renewals",
    "As of 20 Nov 2026 · Finance · ARR in contract currency, subtotals and total in USD",
    "EUR 1 = USD 1.08",
)
REGIONS = ((NA, "North America"), (EMEA, "EMEA"), (APAC, "APAC"))
NOTES = (
    "Signed contracts only. A customer counts from the day of signature.",
    "EUR contracts are copied from the ledger in Frankfurt, hence the commas.",
    "Rate of the month: EUR 1 = USD 1.08.",
    "Cust. No. is the account id of RevOps without its zeros.",
    "Two renewals are still being negotiated and left open.",
)


def name_in_contracts(account: Account) -> str:
    """Finance writes the customer's present name."""
    return EBBW_NEW if account.name == EBBW_OLD else account.name


def amount_text(account: Account) -> str | float:
    """The ARR cell: a number for dollars, a text with decimal comma for euros."""
    if account.currency == "USD":
        return account.cents / 100
    whole = f"{account.cents // 100:,}".replace(",", ".")
    return f"{whole},{account.cents % 100:02d}"


def uplift(account: Account) -> float | str | None:
    """The cap on a price rise: a share, the word none, or nothing."""
    return (0.03, 0.05, 0.05, 0.07, "none", None)[account.code % 6]


def write_contracts(out: Path, accounts: list[Account]) -> None:
    """Write the contracts: 398 customers, the largest first within a region."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("ARR")
        _heading(book, sheet)
        bold, row = book.add_format({"bold": True, "num_format": "#,##0.00", "top": 1}), 5
        patterns = {"money": "#,##0.00", "right": "@", "day": "dd mmm yyyy", "share": "0%"}
        formats = {key: book.add_format({"num_format": pattern, "align": "right"}) for key, pattern in patterns.items()}
        for region, title in REGIONS:
            inside = sorted((a for a in accounts if a.region == region), key=lambda a: (-a.usd_parts, a.code))
            for a in inside:
                _line(sheet, row, a, formats)
                row += 1
            _sum(sheet, row, f"Subtotal {title}", sum(a.usd_parts for a in inside), bold)
            row += 1
        _sum(sheet, row, "TOTAL", sum(a.usd_parts for a in accounts), bold)
        notes = book.add_worksheet("Notes")
        notes.set_column(0, 0, 80)
        for i, text in enumerate(NOTES):
            notes.write_string(i, 0, text)

    write_workbook(out / NAME, "Contracts and renewals", fill)


def _heading(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bg_color": "#E4E9D8", "align": "center", "valign": "vcenter", "border": 1})
    for row, text in enumerate(TITLE):
        sheet.write_string(row, 0, text, bold if row == 0 else None)
    sheet.merge_range("A4:A5", "Customer", head)
    sheet.merge_range("B4:B5", "Cust. No.", head)
    sheet.merge_range("C4:D4", "Annual value", head)
    sheet.merge_range("E4:I4", "Terms", head)
    sheet.write_row(4, 2, HEADERS[2:], head)
    sheet.freeze_panes(5, 1)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 8, 13)


def _line(sheet: Any, row: int, a: Account, formats: dict[str, Any]) -> None:
    amount, cap = amount_text(a), uplift(a)
    sheet.write(row, 0, name_in_contracts(a))
    sheet.write_number(row, 1, a.code)
    sheet.write(row, 2, amount, formats["right" if isinstance(amount, str) else "money"])
    sheet.write(row, 3, a.currency)
    if a.renewal:
        sheet.write_datetime(row, 4, a.renewal, formats["day"])
    sheet.write_row(row, 5, (a.seats, a.term, a.notice))
    sheet.write(row, 8, cap, formats["share"] if isinstance(cap, float) else None)


def _sum(sheet: Any, row: int, title: str, parts: int, bold: Any) -> None:
    sheet.write_string(row, 0, title, bold)
    sheet.write_number(row, 2, round(parts / 10_000, 2), bold)
    sheet.write_string(row, 3, "USD", bold)
