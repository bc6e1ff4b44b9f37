"""Accounts_master_2026-10.xlsx as RevOps keeps it: ids with leading zeros, a region called NA, nine head counts taken for dates."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from .accounts import Account
from .facts import SEED
from .usage import User
from .workbook import write_workbook

NAME = "history/Accounts_master_2026-10.xlsx"
HEADERS = (
    "Account ID", "Account Name", "Domain", "Parent ID", "Segment", "Industry", "Region", "Plan", "# Employees", "Customer Since",
    "CSM", "Stage",
)  # fmt: skip
DATED_HEADCOUNTS = 9
_EXCEL_TOOK_IT_FOR = date(1950, 11, 1)  # what Excel makes of a typed 11-50


def write_accounts(out: Path, accounts: list[Account], users: list[User]) -> None:
    """Write the master: the visible sheet of 398 customers and the hidden lookup of users."""
    random = Random(SEED + 1)
    banded = [a.code for a in accounts if a.employees == "11-50"]
    spoiled = set(random.sample(banded, DATED_HEADCOUNTS))
    untidy = set(random.sample([a.code for a in accounts], 12))

    def fill(book: Any) -> None:
        _accounts_sheet(book, accounts, spoiled, untidy)
        sheet = book.add_worksheet("Users")
        sheet.hide()
        sheet.write_row(0, 0, ("User ID", "Account ID", "Role"), book.add_format({"bold": True}))
        for row, user in enumerate(users, 1):
            sheet.write_row(row, 0, (user.user, user.account, user.role))

    write_workbook(out / NAME, "Accounts master", fill)


def _accounts_sheet(book: Any, accounts: list[Account], spoiled: set[int], untidy: set[int]) -> None:
    sheet = book.add_worksheet("Accounts")
    day, month = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "mmm-yy"})
    sheet.write_row(0, 0, HEADERS, book.add_format({"bold": True, "bg_color": "#DDE3EE"}))
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 11, 14)
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
        sheet.write_row(row, 10, (a.csm, stage))
