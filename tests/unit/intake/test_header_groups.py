"""What stands above the names of columns is part of them where they would say too little, and named in a warning where it is not."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.intake.tables import find_table

from .conftest import Sheet, Stage

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
THIRTEEN = [*(f"2025-{month:02}-01" for month in range(1, 13)), "2026-01-01"]


def names(*head: str) -> tuple[str, ...]:
    width = len(head[-1].split(","))
    rows: list[list[Any]] = [line.split(",") for line in head]
    return find_table([*rows, *([f"Firm {row}", *range(row, row + width - 1)] for row in range(3))]).names


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ((",2025,,,2026,,", "Account,Oct,Nov,Dec,Jan,Feb,Mar"), "2025 Oct,2025 Nov,2025 Dec,2026 Jan,2026 Feb,2026 Mar"),
        ((",FY2025,,FY2026,", "Account,H1,H2,Q1,Q2"), "FY2025 H1,FY2025 H2,FY2026 Q1,FY2026 Q2"),
        ((",Budget,,Actual,", "Account,Jan,Feb,Mar,Apr"), "Budget Jan,Budget Feb,Actual Mar,Actual Apr"),
        ((",Q1,,,Q2,,", "Account,Jan,Feb,Mar,Apr,May,Jun"), "Jan,Feb,Mar,Apr,May,Jun"),
        ((",in EUR,,in USD,", "Account,List,Net,Gross,Paid"), "List,Net,Gross,Paid"),
        (("Report,,,Draft", "Account,Jan,Feb,Mar"), "Jan,Feb,Mar"),
        (("Report,,2024,", "Account,Jan,Feb,Mar"), "Jan,Feb,Mar"),
        (("Report,,FY2024,", "Account,Jan,Feb,Mar"), "Jan,Feb,Mar"),
        (("Report,,,2024", "Account,Q1,Q2,Q3"), "Q1,Q2,Q3"),
        ((",Region: North,,Page 1,", "Account,Jan,Feb,Mar,Apr"), "Jan,Feb,Mar,Apr"),
        ((",Sales,,,Draft", "Account,Jan,Feb,Mar,Apr"), "Jan,Feb,Mar,Apr"),
        ((",Plan,,Actual,", "Account,Jan,Feb,Jan,Feb"), "Plan Jan,Plan Feb,Actual Jan,Actual Feb"),
        ((",Plan,,,Actual,", "Account,Jan,Feb,Mar,Jan,Feb"), "Plan Jan,Plan Feb,Plan Mar,Actual Jan,Actual Feb"),
        ((",2025,,2026,", "Account,Jan,Seats,Feb,Owners"), "2025 Jan,Seats,2026 Feb,Owners"),
    ],
)
def test_years_above_parts_of_years_and_groups_of_periods_are_part_of_the_names(head: tuple[str, ...], named: str) -> None:
    assert names(*head) == ("Account", *named.split(","))


def test_months_of_two_years_are_rows_with_their_years(tmp_path: Path, sheet: Sheet, stage: Stage) -> None:
    short = sheet(",2025,,,2026,,", "Account,Oct,Nov,Dec,Jan,Feb,Mar", "Acme,1,2,3,4,5,6", "Globex,1,2,3,4,5,6")
    assert stage(Path(short.answer["file"]), unpivot=True).values("Month")[:6] == [*THIRTEEN[9:], "2026-02-01", "2026-03-01"]
    repeated = sheet(f",{'2025,' * 12}2026", f"Account,{','.join(MONTHS)},Jan", f"Acme{',1' * 13}", f"Globex{',2' * 13}")
    assert stage(Path(repeated.answer["file"]), unpivot=True).values("Month") == THIRTEEN * 2
    assert not any("no part of" in warning for warning in repeated.answer["warnings"])


def test_a_year_beside_the_title_leaves_the_months_a_series(sheet: Sheet, stage: Stage) -> None:
    wide = sheet("Sales report,,2024,", "Name,Jan,Feb,Mar", "A,1,2,3", "B,4,5,6")
    staged = stage(Path(wide.answer["file"]), unpivot=True)
    assert staged.values("Month") == ["Jan", "Feb", "Mar"] * 2
    assert staged.values("Value") == [1, 2, 3, 4, 5, 6]


def test_months_of_fiscal_years_are_rows_that_name_the_year_as_it_stands(sheet: Sheet, stage: Stage) -> None:
    wide = sheet(",FY23,,FY24,", "Name,Nov,Dec,Jan,Feb", "A,1,2,3,4", "B,4,5,6,7")
    staged = stage(Path(wide.answer["file"]), unpivot=True)
    assert list(staged.columns) == ["Name", "Month", "Value"]
    assert staged.values("Month") == ["FY23 Nov", "FY23 Dec", "FY24 Jan", "FY24 Feb"] * 2
    assert staged.values("Value") == [1, 2, 3, 4, 4, 5, 6, 7]
    years, months = ["", "FY23", "", "", "FY24", "", ""], ["Name", *MONTHS[:3], *MONTHS[:3]]
    assert find_table([years, months, ["A", *range(6)], ["B", *range(6)]]).wide is None


def test_a_year_merged_over_its_months_and_one_over_a_single_month(tmp_path: Path, stage: Stage) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["B1"], page["N1"] = 2025, 2026
    page.merge_cells("B1:M1")
    page.append(["Account", *MONTHS, "Jan"])
    page.append(["Acme", *range(1, 14)])
    page.append(["Globex", *range(11, 24)])
    book.save(tmp_path / "years.xlsx")
    staged = stage(tmp_path / "years.xlsx", unpivot=True)
    assert list(staged.columns) == ["Account", "Month", "Value"]
    assert staged.values("Month") == THIRTEEN * 2
    assert staged.values("Value") == [*range(1, 14), *range(11, 24)]


def test_plan_and_actual_are_no_single_series(sheet: Sheet, stage: Stage) -> None:
    staged = sheet(",Plan,,,Actual,,", "Account,Jan 26,Feb 26,Mar 26,Apr 26,May 26,Jun 26", "Acme,1,2,3,4,5,6", "Globex,1,2,3,4,5,6")
    assert list(staged.columns)[1:5] == ["Plan Jan 26", "Plan Feb 26", "Plan Mar 26", "Actual Apr 26"]
    with pytest.raises(UserError, match="no columns of periods"):
        stage(Path(staged.answer["file"]), unpivot=True)


def test_texts_above_names_that_are_no_part_of_them_are_told(sheet: Sheet) -> None:
    staged = sheet(",in EUR,,in USD,", "Account,List,Net,Gross,Paid", "Acme,1,2,3,4", "Globex,1,2,3,4")
    said = "Above the names of the columns, “in EUR” stands over B:C and “in USD” over D:E; these are no part of their names."
    assert said in staged.answer["warnings"]
    many = sheet(
        f",{','.join(f'G{at}' for at in range(9))}", f"Account,{','.join(f'N{at}' for at in range(9))},City", "A,1,2,3,4,5,6,7,8,9,x"
    )
    (told,) = [warning for warning in many.answer["warnings"] if "Above the names" in warning]
    assert told.endswith("“G4” over F, “G5” over G and 3 more over other columns; these are no part of their names.")


def test_a_measure_above_all_periods_names_the_values_and_is_not_told_as_lost(sheet: Sheet, stage: Stage) -> None:
    wide = sheet(",Key,MRR,,", "Account,Ref,Jan,Feb,Mar", "Acme,a,1,2,3", "Globex,b,1,2,3")
    staged = stage(Path(wide.answer["file"]), unpivot=True)
    assert list(staged.columns) == ["Account", "Ref", "Month", "MRR"]
    assert [warning for warning in staged.answer["warnings"] if "Above" in warning] == [
        "Above the names of the columns, “Key” stands over B; it is no part of its name."
    ]
