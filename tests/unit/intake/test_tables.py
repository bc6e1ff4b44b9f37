"""A table planted in a messy sheet comes back whole: its header, its rows, nothing of the mess around it."""

import datetime
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from prodops_desktop.intake.readers.package import RECORDS_ONLY
from prodops_desktop.intake.tables import find_table
from prodops_desktop.intake.tables.finding import find_layout
from prodops_desktop.intake.tables.grid import Grid

from .conftest import Stage

WORDS = "amber basil cedar delta ember fjord grove haven indigo jade karst lumen maple noble onyx pearl quartz ridge slate tundra".split()
TITLES = ["Register of sites", "As of 3 May 2026", "Internal", "Prepared by ops, second draft"]
HEADERS = ["Site", "Ref", "Opened", "Units", "Share", "Owner", "Remark"]


def planted_rows(chance: random.Random, count: int) -> list[list[Any]]:
    start = datetime.date(2025, 1, 1)
    rows = []
    for number in range(count):
        day = start + datetime.timedelta(days=chance.randrange(700))
        row: list[Any] = [f"{chance.choice(WORDS)} {number}", f"0{chance.randrange(10**5):05}", day, chance.randrange(1, 5000)]
        rows.append([*row, chance.randrange(1, 1000) / 8, chance.choice(WORDS).title(), chance.choice(["", chance.choice(WORDS)])])
    return rows


class Mess:
    """One generated sheet: what was planted and where."""

    def __init__(self, path: Path, seed: int) -> None:
        chance = random.Random(seed)
        self.rows = planted_rows(chance, chance.randrange(4, 40))
        self.path = path
        book = xlsxwriter.Workbook(path)
        self.sheet = book.add_worksheet("Data")
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.at = chance.choice([0, 0, 1, 3])
        row = self._titles(chance)
        if chance.random() < 0.3:
            self.sheet.merge_range(row, self.at + 2, row, self.at + 4, "Figures", book.add_format({"bold": True}))
            row += 1
        self.sheet.write_row(row, self.at, HEADERS)
        self.header_row = row + 1
        self.source_rows = []
        blanks = chance.random() < 0.25
        for values in self.rows:
            row += 1
            if blanks and chance.random() < 0.1:
                row += 1
            self._write(row, values)
            self.source_rows.append(row + 1)
        self.dropped = self._below(chance, row)
        book.close()

    def _titles(self, chance: random.Random) -> int:
        row = chance.choice([0, 0, 1, 2, 4])
        for number in range(row):
            if chance.random() < 0.8:
                self.sheet.write(
                    number, self.at, chance.choice(["Register of sites", "As of 3 May 2026", "Internal", "Prepared by ops, second draft"])
                )
        return row

    def _write(self, row: int, values: list[Any]) -> None:
        for column, value in enumerate(values, self.at):
            if isinstance(value, datetime.date):
                self.sheet.write_datetime(row, column, datetime.datetime(value.year, value.month, value.day), self.day)
            elif isinstance(value, str):
                self.sheet.write_string(row, column, value)
            else:
                self.sheet.write_number(row, column, value)

    def _below(self, chance: random.Random, row: int) -> int:
        dropped = 0
        if chance.random() < 0.5:
            row += 1 + chance.choice([0, 1])
            self.sheet.write(row, self.at, chance.choice(["TOTAL", "Grand total", "Summe", "Total sites:"]))
            self.sheet.write(row, self.at + 3, sum(values[3] for values in self.rows))
            dropped += 1
        if chance.random() < 0.4:
            self.sheet.write(row + 2, self.at, "* units as counted at the gate, without returns")
            dropped += 1
        return dropped


@pytest.mark.parametrize("seed", range(80))
def test_planted_table(tmp_path: Path, seed: int, stage: Stage) -> None:
    mess = Mess(tmp_path / "mess.xlsx", seed)
    staged = stage(mess.path, kind="other")
    assert staged.answer["header_row"] == mess.header_row
    assert list(staged.columns) == HEADERS
    assert [column["source_column"] for column in staged.answer["columns"]] == list(range(mess.at + 1, mess.at + 8))
    assert [row for (row,) in staged.db.execute("SELECT _row FROM rows ORDER BY _row")] == mess.source_rows
    assert staged.answer["rows_dropped"] == mess.dropped
    assert staged.answer["rows_read"] == len(mess.rows) + mess.dropped
    for at, header in enumerate(HEADERS):
        planted = [values[at].isoformat() if isinstance(values[at], datetime.date) else values[at] for values in mess.rows]
        assert staged.values(header) == [None if value == "" else value for value in planted]


def test_header_of_two_rows_takes_the_lower_names() -> None:
    heads: list[list[Any]] = [["", "", "Q1", "", "Q2", ""], ["Team", "Lead", "Plan", "Done", "Plan", "Done"]]
    rows = [*heads, ["A", "Jo", 1, 2, 3, 4], ["B", "Al", 5, 6, 7, 8]]
    table = find_table(rows)
    assert (table.header, table.data) == (1, 2)
    assert table.names == ("Team", "Lead", "Q1 Plan", "Q1 Done", "Q2 Plan", "Q2 Done")


def test_units_below_the_names_stay_with_them() -> None:
    rows: list[list[Any]] = [["Firm", "ARR", "Use"], ["", "EUR", "%"], ["A", 1000, 20], ["B", 3000, 40], ["C", 500, 10]]
    table = find_table(rows)
    assert table.header == 1
    assert table.names == ("Firm", "ARR EUR", "Use %")


def test_numbers_alone_have_no_header() -> None:
    assert find_table([[1, 2, 3], [4, 5, 6], [7, 8, 9]]).header is None


def test_years_may_be_headers() -> None:
    table = find_table([["Country", 2019, 2020, 2021], ["DE", 3.5, 2.5, 4.5], ["FR", 1.5, 7.5, 9.5]])
    assert (table.header, table.names) == (0, ("Country", "2019", "2020", "2021"))


def test_a_table_of_words_has_its_first_row_as_header() -> None:
    table = find_table([["Name", "City"], ["Ann", "Rome"], ["Bob", "Oslo"]])
    assert (table.header, table.data) == (0, 1)


def test_a_narrow_row_of_words_is_no_header_under_a_wider_one() -> None:
    table = find_table([["Line", "score", "date", "stage"], ["L0", ":", "", ""], ["L1", "12", "", ""]])
    assert (table.header, table.data) == (0, 1), "a title would be narrower than a header"


def test_costs_by_year_below_sales_by_year_are_a_table_of_their_own() -> None:
    years: list[Any] = [2023.0, 2024.0, 2025.0]
    sales: list[list[Any]] = [["Sales", *years], ["Ash", 12.0, 14.5, 17.0], ["Birch", 3.5, 2.0, 4.0]]
    costs: list[list[Any]] = [["Costs", *years], ["Ash", 7.0, 8.5, 9.0], ["Birch", 2.5, 2.0, 3.0]]
    layout = find_layout(Grid([*sales, [], *costs]))
    assert [(table.first_header, table.names) for table in layout.tables] == [
        (0, ("Sales", "2023", "2024", "2025")),
        (4, ("Costs", "2023", "2024", "2025")),
    ]
    (again,) = find_layout(Grid([*sales, [], sales[0], *costs[1:]])).tables
    assert again.names == ("Sales", "2023", "2024", "2025")


def test_sums_over_a_calendar_at_the_right_are_no_row_of_the_table_below() -> None:
    months = [datetime.date(2027, month, 1) for month in range(1, 10)]
    sums: list[Any] = ["", "", "Planned", *range(1, 10)]
    head: list[Any] = ["Task", "Start", "", *months]
    tasks: list[list[Any]] = [[f"Task {number}", datetime.date(2027, number, 7), "", *[""] * 9] for number in range(1, 7)]
    found = find_table([sums, sums, head, *tasks])
    assert (found.header, found.data, found.names[:2]) == (2, 3, ("Task", "Start"))
    rows = [[f"Job {number}", number, "", *range(9)] for number in range(6)]
    assert find_table([*rows, head, *tasks]).header != 6, "rows above that fill the columns of the table would be lost"


def test_a_company_called_total_is_no_total(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("Firm,City,Sales\nTotal Energies,Paris,5\nSumma AB,Oslo,6\nAcme,Rome,7\nTotal,,18\n", encoding="utf-8")
    staged = stage(path)
    assert staged.values("Firm") == ["Total Energies", "Summa AB", "Acme"]
    assert staged.answer["rows_dropped"] == 1
    assert any("total row" in warning for warning in staged.answer["warnings"])


@pytest.mark.parametrize("says_so", [True, False])
def test_a_file_that_says_that_its_rows_are_records_has_no_totals_and_no_notes(tmp_path: Path, stage: Stage, says_so: bool) -> None:
    rows = [[name, owner, 10.5 * number] for number, (name, owner) in enumerate([("Aa", "Ada"), ("Bb", "Bo"), ("Cc", "Cy"), ("Dd", "Dee")])]
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for number, values in enumerate(
        [["Name", "Owner", "Amount"], *rows, ["Total", None, 63], [], ["Note: of last year"], ["Name", "Owner", "Amount"]]
    ):
        sheet.write_row(number, 0, values)
    if says_so:
        book.set_custom_property(*RECORDS_ONLY)
    book.set_custom_property("Rows" if not says_so else "Other", "all of them")
    book.set_custom_property("Checked", True)
    book.close()
    staged = stage(tmp_path / "a.xlsx", kind="other")
    kept = ["Total", "Note: of last year", "Name"] if says_so else []
    assert staged.values("Name") == ["Aa", "Bb", "Cc", "Dd", *kept]
    assert staged.answer["rows_dropped"] == 3 - len(kept)


def test_a_short_last_row_that_says_what_other_rows_say_is_data(tmp_path: Path, stage: Stage) -> None:
    text = "Tool,Vendor,Category,Owner,Status,Seats,Notice,Basis\n"
    text += "".join(f"Tool {n},V{n},Design,Ada,active,{n},30 days,flat\n" for n in range(1, 6))
    (tmp_path / "a.csv").write_text(text + "A tool with quite a long name,,,,active,,,\n")
    assert stage(tmp_path / "a.csv", kind="other").values("Tool")[-1] == "A tool with quite a long name"
    (tmp_path / "b.csv").write_text(text + "\nA remark with quite a long text,,,,see page 2,,,\n")
    assert stage(tmp_path / "b.csv", kind="other").values("Tool")[-1] == "Tool 5"


def test_headers_repeated_on_each_printed_page_are_left_out(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "report.csv"
    page = "Firm,City,Sales\n" + "".join(f"F{number},Rome,{number}\n" for number in range(5))
    path.write_text(page * 3, encoding="utf-8")
    staged = stage(path)
    assert staged.answer["rows_accepted"] == 15
    assert staged.answer["rows_dropped"] == 2
    assert staged.columns["Sales"]["type"] == "integer"


def test_duplicate_and_empty_headers_get_names(tmp_path: Path, inspect: Callable[[Path], dict[str, Any]]) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("Key,Label,Label,,label\nA-1,x,y,1,z\nA-2,v,,2,w\n", encoding="utf-8")
    sheet = inspect(path)["sheets"][0]
    assert [field["name"] for field in sheet["fields"]] == ["Key", "Label", "Label (2)", "Column 4", "label (3)"]
