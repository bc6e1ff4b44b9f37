"""Headers and titles among the rows: a second table of texts, groups above names, units below them, titles of sections."""

from pathlib import Path

import openpyxl
import pytest

from prodops_desktop.intake.tables import find_layout, find_table
from prodops_desktop.intake.tables.grid import Grid

from .conftest import Stage

CLIENTS = [["Client", "Rate", "Active?"], *([f"Firm {number}", f"{number}5", "yes"] for number in range(8))]
NOTES = [["Client", "Notes", "Stage"], ["X", "fine", "won"], ["Y", "late", "lost"], ["Z", "fine", "won"]]


def test_a_table_of_texts_with_the_same_first_name_is_another_one() -> None:
    layout = find_layout(Grid([*CLIENTS, [], *NOTES]))
    assert [table.names for table in layout.tables] == [("Client", "Rate", "Active?"), ("Client", "Notes", "Stage")]
    (one,) = find_layout(Grid([*NOTES, [], ["Client A", "Notes", "Stage"], *NOTES[1:]])).tables
    assert one.names == ("Client", "Notes", "Stage"), "only the name of the key tells that words are a header"


def test_groups_repeated_over_each_name_are_no_names() -> None:
    head = [["", "Contract", "Contract", "Usage", "Usage"], ["Due", "Resolution", "Horizon", "Account", "Paid?"]]
    table = find_table([*head, ["soon", "ok", "long", "Acme", "yes"], ["late", "bad", "short", "Duff", "no"]])
    assert (table.header, table.names) == (1, ("Due", "Resolution", "Horizon", "Account", "Paid?"))
    assert [(one.text, one.left, one.right) for one in table.over] == [("Contract", 1, 2), ("Usage", 3, 4)]


def test_a_text_in_brackets_below_the_first_name_alone_is_a_value() -> None:
    people = [["Ann", "Core", "Oslo"], ["Bob", "Core", "Rome"], ["Cid", "Ops", "Bern"]]
    table = find_table([["Name", "Team", "City"], ["(All)", "", ""], *people])
    assert (table.names, table.data) == (("Name", "Team", "City"), 1)
    assert find_table([["Firm", "ARR", "Use"], ["", "(EUR)", "(%)"], ["A", 10, 20]]).names == ("Firm", "ARR (EUR)", "Use (%)")


def test_titles_merged_over_all_columns_are_no_rows(tmp_path: Path, stage: Stage) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (
        ["Account", "City", "ARR"],
        ["NORTH"],
        ["Acme", "Oslo", 1],
        ["SOUTH"],
        ["Hooli", "Rome", 3],
        ["Pied", "Nice", 4],
        ["Draft"],
    ):
        page.append(row)
    for merged in ("A2:C2", "A4:C4", "A6:B6", "A7:C7"):
        page.merge_cells(merged)
    book.save(tmp_path / "sections.xlsx")
    staged = stage(tmp_path / "sections.xlsx", kind="other")
    assert staged.values("Account") == ["Acme", "Hooli", "Pied", "Draft"]
    assert "2 rows were left out as “section title”: “NORTH” in row 2, “SOUTH” in row 4." in staged.answer["warnings"]
    assert (staged.answer["rows_read"], staged.answer["rows_dropped"]) == (6, 2)


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (",City,Paid", ("Ann,Bonn,no", "Bob,Ulm,yes", "Cid,Kiel,no")),
        (",Read,Write", ("admin,x,x", "user,x,-", "guest,x,-")),
        (",Mon,Tue", ("Ann,early,late", "Bob,late,early", "Cid,early,late")),
        (",,Paid,Sent", ("Ann,Bonn,no,no", "Bob,Ulm,yes,no", "Cid,Kiel,no,yes")),
    ],
)
def test_a_header_of_words_with_empty_names_over_words_that_repeat_is_one(header: str, rows: tuple[str, ...]) -> None:
    table = find_table([line.split(",") for line in (header, *rows)])
    assert (table.header, table.data, table.names) == (0, 1, tuple(header.split(",")))


def test_a_group_over_two_of_three_names_leaves_them_names() -> None:
    table = find_table(
        [["", "Contact", "Contact"], ["Firm", "Name", "City"], ["A", "Ann", "Bonn"], ["B", "Bob", "Ulm"], ["C", "Cid", "Ulm"]]
    )
    assert (table.header, table.names[0]) == (1, "Firm")


def test_a_title_in_two_cells_above_a_blank_row_is_no_header_of_two_columns() -> None:
    rows = [["Ned Quo", "1500"], ["Quo Kay", "500"]]
    table = find_table([["My report", "as of May 2024"], [], ["Kunde", "Limit"], *rows])
    assert (table.header, table.names, table.titles) == (2, ("Kunde", "Limit"), ("My report", "as of May 2024"))
    for first in (["Ann", "n/a"], ["Ann", "7"], ["Ann", "free"]):
        assert find_table([["Kunde", "Limit"], [], first, *rows, ["Zoe", "3"]]).names == ("Kunde", "Limit"), (
            "a blank row may follow a header"
        )
