"""The sheets “who asked”: one for each CSM, an account a row, with a summary that says what was counted, as a real workbook."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from prodops_desktop.datasets.sheets import RecordSheet
from prodops_desktop.errors import UserError
from prodops_desktop.feedback import taxonomy
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.needs.period import read_period
from prodops_desktop.feedback.needs.who_asked import who_asked
from prodops_desktop.packs.records import write_records
from tests.unit.feedback.conftest import Desk
from tests.unit.feedback.needs.workplace import ACCOUNTS, Said, add

TODAY = date(2026, 11, 23)
EXPORT, PDF, AUDIT = "Export limits", "Scheduled PDF", "Audit log API"
Sheets = Callable[..., list[RecordSheet]]


@pytest.fixture
def sheets(desk: Desk) -> Sheets:
    """Makes the sheets for tags by their names."""
    desk.bring("accounts.csv", ACCOUNTS, "accounts", as_of="2026-11-20")
    tags = {name: desk.do(partial(taxonomy.save_tag, values={"name": name, "group": "Limits"}))[1] for name in (EXPORT, PDF, AUDIT)}

    def make(*names: str, period: str = "90 days", **choices: str) -> list[RecordSheet]:
        chosen = [tags[name] for name in names]
        return desk.read(lambda store: who_asked(store, read_customers(store), chosen, read_period(period, TODAY), **choices))

    return make


def said() -> list[Said]:
    """What was said, by customers of two CSMs and by others."""
    return [
        Said("2026-11-01", "Acme", [EXPORT], 1, text="It is slow. The export is cut."),
        Said("2026-11-02", "ACME", [PDF, EXPORT], 3, channel="Sales", text="Limits of export hurt."),
        Said("2026-11-03", "Beta", [EXPORT], 2, text="Beta’s export."),
        Said("2026-10-03", "Gamma", [PDF], 0, text="Gamma’s PDF."),
        Said("2026-10-05", "Delta", [PDF], 0, text="Delta’s PDF."),
        Said("2026-10-04", "Epsilon", [EXPORT], 0, text="Epsilon’s export."),
        Said("2026-10-06", None, [PDF], 2, text="Somebody’s PDF."),
        Said("2026-10-07", None, [PDF], 1, text="Somebody else’s PDF."),
        Said("2026-10-08", "Beta", [AUDIT], 1, text="Not chosen."),
        Said("2026-07-08", "Beta", [PDF], 1, text="Before."),
    ]


def test_a_sheet_a_csm_with_an_account_a_row(desk: Desk, sheets: Sheets) -> None:
    desk.do(lambda store: add(store, said()))
    summary, ana, ben, none = sheets(EXPORT, PDF)
    assert [sheet.name for sheet in (summary, ana, ben, none)] == ["Summary", "Ana", "Ben", "No CSM"]
    assert [column.title for column in ana.columns] == [
        "Account", "ARR, USD", "Segment", "Renewal", "Needs", "Mentions", "Importance", "Last asked on", "What they said", "Person",
        "Channel", "Item", "Source", "Told",
    ]  # fmt: skip
    assert ana.rows == [
        ("Acme", 400_000, "Enterprise", date(2027, 1, 31), "Export limits; Scheduled PDF", 2, "critical", date(2026, 11, 2),
         "Limits of export hurt.", None, "Sales", "FB-2", None, None),
        ("Gamma", 50_000, "SMB", None, "Scheduled PDF", 1, "none", date(2026, 10, 3), "Gamma’s PDF.", None, "CS", "FB-4", None, None),
    ]  # fmt: skip
    assert [row[:2] for row in ben.rows] == [("Beta", 100_000), ("Epsilon", 25_000)]
    assert [(row[0], row[5], row[8]) for row in none.rows] == [
        ("Delta", 1, "Delta’s PDF."),
        (None, 1, "Somebody’s PDF."),
        (None, 1, "Somebody else’s PDF."),
    ]
    assert all(len(row) == len(sheet.columns) for sheet in (summary, ana, ben, none) for row in sheet.rows)


def test_the_summary_says_what_was_counted_and_how(desk: Desk, sheets: Sheets) -> None:
    desk.do(lambda store: add(store, said()))
    summary, *_ = sheets(EXPORT, PDF)
    assert [row[:5] for row in summary.rows[:2]] == [(PDF, 3, 450_000, 5, 9), (EXPORT, 3, 525_000, 4, 9)][::-1]
    assert summary.rows[0][5] == 44.44
    assert summary.rows[1][-1] == "too few"
    told = [str(row[0]) for row in summary.rows[2:]]
    assert told[:2] == ["", "Period: 90 days, 26 Aug 2026 to 23 Nov 2026"]
    assert any("mentions per 100 items received" in line for line in told)
    assert "2 of 9 items received name no account." in told


def test_filters_and_silent_needs_are_named(desk: Desk, sheets: Sheets) -> None:
    desk.do(lambda store: add(store, said()))
    summary, *rest = sheets(EXPORT, AUDIT, period="all", segment="smb", channel="cs")
    told = [str(row[0]) for row in summary.rows]
    assert told[:6] == ["", "Period: All, up to 23 Nov 2026", "Segment: SMB", "Channel: CS", f"{EXPORT}: nobody asked for it",
                        f"{AUDIT}: nobody asked for it"]  # fmt: skip
    assert rest == []


def test_names_of_sheets_are_such_as_excel_takes(desk: Desk, sheets: Sheets, tmp_path: Path) -> None:
    csms = ["A/B: [x]?*\\", "Summary", "history", "M" * 40, "M" * 35, "'Ann'", "No CSM", "''"]
    rows = [f'Customer {at},{at},"{csm}"' for at, csm in enumerate(csms)]
    desk.bring("more.csv", "\n".join(["Account,ARR,CSM", *rows, "Last,1,"]), "accounts", as_of="2026-11-22")
    names = [f"Customer {at}" for at in range(len(csms))] + ["Last"]
    desk.do(lambda store: add(store, [Said("2026-11-01", name, [EXPORT], text="=1+1") for name in names]))
    made = sheets(EXPORT)
    found = [sheet.name for sheet in made]
    assert set(found) == {"Summary", "A B x", "Summary 2", "history 2", "M" * 31, f"{'M' * 29} 2", "Ann", "No CSM", "No CSM 2", "No CSM 3"}
    write_records(made, tmp_path / "who.xlsx")
    book = openpyxl.load_workbook(tmp_path / "who.xlsx")
    assert book.sheetnames == found
    page = book["A B x"]
    assert [cell.value for cell in page[2]][:2] == ["Customer 0", 0]
    assert page["I2"].value == "=1+1"
    assert page["I2"].data_type == "s"


def test_without_a_need_it_says_what_to_do(desk: Desk, sheets: Sheets) -> None:
    with pytest.raises(UserError, match="Choose one need at least"):
        sheets()
    with pytest.raises(UserError, match="no longer there"):
        desk.read(lambda store: who_asked(store, read_customers(store), [9999], read_period("", TODAY)))
