"""A header may be days, months and years of several kinds, where values stand below them; a list without a header stays one."""

from datetime import date
from typing import Any

import pytest

from prodops_desktop.intake.tables import find_layout, find_table
from prodops_desktop.intake.tables.grid import Grid


def found(*lines: str) -> tuple[int | None, tuple[str, ...]]:
    table = find_table([line.split(",") for line in lines])
    return table.header, table.names


@pytest.mark.parametrize(
    "header",
    [
        "Account,Jan 26,Feb 26,Mar 26,2026",
        "Account,Jan 26,Q1 26,H1 26,2026",
        "Account,2026-01-01,2026-01-17,2026-06-01,2026-06-01",
        "Account,Seats 2025,Seats 2026,31.12.2025,30.06.2026",
        "Account,202501,202502,202503,202504",
        "Account,25%,50%,75%,100%",
    ],
)
def test_periods_over_numbers_are_a_header(header: str) -> None:
    assert found(header, "Acme,1,2,3,4", "Duff,40,5,16,61", "Hooli,7,8,9,24") == (0, tuple(header.split(",")))


@pytest.mark.parametrize("header", ["Position,31.12.2025,31.12.2024", "Position,31.12.2025", "Position,Jan 26", "Account,Q4 2025,2025"])
def test_one_or_two_dates_over_numbers_are_a_header(header: str) -> None:
    rows = ["Cash,100,90", "Debt,50,60", "Equity,50,30"]
    width = header.count(",") + 1
    assert found(header, *(",".join(row.split(",")[:width]) for row in rows)) == (0, tuple(header.split(",")))


def test_a_year_alone_over_numbers_is_a_header() -> None:
    assert found("Country,2024", "DE,350", "FR,1200.5") == (0, ("Country", "2024"))
    assert found("Country,2000", "DE,82.2", "FR,60.9") == (0, ("Country", "2000")), "no amount is of its size"


def test_dates_of_a_workbook_over_numbers_are_a_header() -> None:
    rows: list[list[Any]] = [["Position", date(2025, 12, 31), date(2024, 12, 31)], ["Cash", 100, 90], ["Debt", 50, 60], ["Equity", 50, 30]]
    assert find_table(rows).names == ("Position", "2025-12-31", "2024-12-31")


def test_a_scale_of_whole_numbers_over_fractions_is_a_header() -> None:
    assert found("Seats,10,20,30,40", "Basic,9.50,8.75,7.25,7", "Plus,12.5,11.5,9.25,8.5", "Pro,14.5,13.5,11.25,9.5")[0] == 0
    assert found("Acme,10,25,50", "Duff,1,2,5", "Hooli,4,6,9")[0] is None, "nothing tells the first row from the others"


def test_a_counting_row_is_no_header_below_one_as_wide() -> None:
    assert found("Team,Goal,10,20,30", "A,x,1,2,3", "B,y,4,5,6")[0] is None


@pytest.mark.parametrize(
    "rows",
    [
        ("Acme,5", "Duff,6", "Hooli,7", "Globex,9"),
        ("Acme,2026-01-01,5", "Duff,2026-02-01,6", "Hooli,2026-03-05,7"),
        ("Acme,2026-01-01,2026-03-01", "Duff,,2026-03-01", "Hooli,2026-03-05,"),
        ("Acme,Jan 26,5", "Duff,Feb 26,6", "Hooli,Mar 26,7"),
        ("Acme,202501,5", "Duff,202502,6", "Hooli,202503,7"),
        ("Acme,202501,202503", "Duff,202502,202507", "Hooli,202503,202509"),
        ("Acme,2026,5.5", "Duff,2025,6.5", "Hooli,2024,7.5"),
        ("Basic,5,10,15", "Plus,7.99,12.99,17.99", "Pro,9.99,19.99,29.99", "Max,19.99,29.99,39.99"),
        ("Rent,100,250,300,400", "Power,10.5,20.5,33.5,40.5", "Water,1.5,2.5,3.5,4.5"),
        ("Growth,10%,12%,15%", "Users,100,120,150", "MRR,1000,1300,1500"),
        ("Ann,2000", "Bob,350", "Cid,1200.5"),
    ],
)
def test_a_list_without_a_header_stays_one(rows: tuple[str, ...]) -> None:
    assert found(*rows)[0] is None


def test_a_date_beside_a_title_is_no_header_above_words() -> None:
    header, names = found("As of,2026-03-31", "Team,Seats", "A,1", "B,2", "C,5")
    assert (header, names) == (1, ("Team", "Seats"))
    assert found("Name,Due", "Acme,2026-01-01", "Duff,5", "Hooli,6")[0] == 0


def test_a_balance_of_two_tables_below_each_other() -> None:
    days = ["31.12.2025", "31.12.2024"]
    assets = [["Assets", *days], ["Cash", "100", "90"], ["Stock", "50", "60"], ["Land", "50", "30"]]
    debts = [["Liabilities", *days], ["Debt", "10", "20"], ["Equity", "90", "70"], ["Other", "100", "90"]]
    layout = find_layout(Grid([*assets, [], *debts]))
    assert [table.names for table in layout.tables] == [("Assets", *days), ("Liabilities", *days)]


def test_dates_below_a_blank_row_are_rows_of_a_table_of_dates() -> None:
    rows = [["Acme", "2025-01-01", "2025-02-01"], ["Duff", "2025-01-02", "2025-02-02"], ["Hooli", "2025-01-03", "2025-02-03"]]
    for blank in (1, 3):
        more = [["Stark", "2025-01-01", "2025-03-01"], *rows]
        (one,) = find_layout(Grid([["Name", "Start", "End"], *rows, *[[]] * blank, *more])).tables
        assert one.doubtful == ()
