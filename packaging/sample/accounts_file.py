"""Accounts_master_2026-10.xlsx as RevOps keeps it: ids with leading zeros, a region called NA, head counts taken for dates, all users."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from .accounts import Account
from .directory import Listed
from .facts import SEED
from .workbook import write_workbook

NAME = "history/Accounts_master_2026-10.xlsx"
HEADERS = (
    "Account ID", "Account Name", "Domain", "Parent ID", "Segment", "Industry", "Region", "Plan", "# Employees", "Customer Since",
    "CSM", "Stage", "Pays by",
)  # fmt: skip
USERS = "Users"
USER_HEADERS = ("User ID", "Account ID", "Role", "Last seen")
DATED_HEADCOUNTS = 9
_EXCEL_TOOK_IT_FOR = date(1950, 11, 1)  # what Excel makes of a typed 11-50


def write_accounts(out: Path, accounts: list[Account], pays: dict[str, str], directory: list[Listed]) -> None:
    """Write the master: the visible sheet of 398 customers and the hidden directory of their users."""
    random = Random(SEED + 1)
    banded = [a.code for a in accounts if a.employees == "11-50"]
    spoiled = set(random.sample(banded, DATED_HEADCOUNTS))
    untidy = set(random.sample([a.code for a in accounts], 12))

    def fill(book: Any) -> None:
        _accounts_sheet(book, accounts, pays, spoiled, untidy)
        _users_sheet(book, directory)

    write_workbook(out / NAME, "Accounts master", fill)


def _users_sheet(book: Any, directory: list[Listed]) -> None:
    sheet, day = book.add_worksheet(USERS), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.hide()
    sheet.write_row(0, 0, USER_HEADERS, book.add_format({"bold": True}))
    sheet.set_column(0, 3, 12)
    for row, one in enumerate(directory, 1):
        sheet.write_row(row, 0, (one.user, one.account, one.role))
        if one.last_seen:
            sheet.write_datetime(row, 3, one.last_seen, day)


def _accounts_sheet(book: Any, accounts: list[Account], pays: dict[str, str], spoiled: set[int], untidy: set[int]) -> None:
    sheet = book.add_worksheet("Accounts")
    day, month = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "mmm-yy"})
    sheet.write_row(0, 0, HEADERS, book.add_format({"bold": True, "bg_color": "#DDE3EE"}))
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 12, 14)
    sheet.set_column(1, 2, 26)
    for row, a in enumerate(accounts, 1):
        parent = f"{a.parent:06d}" if a.parent else None
        stage = "customer " if a.code in untidy else "Customer"
        sheet.write_row(row, 0, (a.number, a.name, a.domain, parent, a.segment, a.industry, a.region, a.plan))
        if a.code in spoiled:
            sheet.write_datetime(row, 8, _EXCEL_TOOK_IT_FOR, month)
        else:
            sheet.write_string(row, 8, a.employees)
        sheet.write_datetime(row, 9, a.since, day)
        sheet.write_row(row, 10, (a.csm, stage, pays[a.number]))
