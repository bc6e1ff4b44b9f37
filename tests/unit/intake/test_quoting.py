"""A quote that was never meant as one swallows nothing, and quotes in cells stay part of their text."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodops_desktop.intake.readers.delimited import open_delimited
from prodops_desktop.intake.readers.delimiters import Dialect, find_dialect
from prodops_desktop.intake.readers.quoting import CarefulRows, forgiving
from prodops_desktop.intake.readers.source import Source

COMMAS = Dialect(",", width=3)


def careful(text: str, dialect: Dialect = COMMAS) -> tuple[list[list[str]], list[str]]:
    """The rows of a text, and what is said about it."""
    rows = CarefulRows(text.splitlines(keepends=True), dialect, 1)
    return list(rows), rows.warnings


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('1,"plain",2', ["1", "plain", "2"]),
        ('1,"say ""yes""",2', ["1", 'say "yes"', "2"]),
        ('1,"say "yes", now",2', ["1", 'say "yes', ' now"', "2"]),
        ('1,"say "yes" now",2', ["1", 'say "yes" now', "2"]),
        ('1,"blanks behind" ,2', ["1", "blanks behind", "2"]),
        ('"",,""', ["", "", ""]),
        ('1,5" pipe,2', ["1", '5" pipe', "2"]),
        ('1,"x"y,2', ["1", '"x"y', "2"]),
        ('1,"never closed,2', None),
        ('1,"x"y"z,2', None),
    ],
)
def test_a_line_is_cut_where_quotes_close(line: str, cells: list[str] | None) -> None:
    assert forgiving(line, COMMAS) == cells


def test_an_open_quote_ends_with_its_line() -> None:
    rows, told = careful('1,"open,2\n3,"closed",4\n5,plain,6\n')
    assert rows == [["1", '"open', "2"], ["3", "closed", "4"], ["5", "plain", "6"]]
    assert told == ["On line 1 a quote opens that never closes; what follows was read as if it was not there."]


def test_a_cell_of_many_lines_stays_one() -> None:
    text = "\n".join(f"line {number}, with a comma" for number in range(300))
    rows, told = careful(f'1,"{text}",2\n3,"x",4\n')
    assert rows == [["1", text, "2"], ["3", "x", "4"]]
    assert told == []


def test_quotes_inside_a_cell_of_several_lines() -> None:
    rows, told = careful('1,"He said "no"\nand "left" again",2\n3,x,4\n')
    assert rows == [["1", 'He said "no"\nand "left" again', "2"], ["3", "x", "4"]]
    assert told == ["On line 1 quotes stand inside of quoted cells; they were kept as part of the text."]


def test_each_of_many_open_quotes_costs_little() -> None:
    lines = "".join(f'{number},"5 inch,{number}\n' for number in range(20_000))
    rows, told = careful(lines)
    assert rows == [[str(number), '"5 inch', str(number)] for number in range(20_000)]
    assert told[0].startswith("On 20,000 lines, the first of them line 1,")


def test_trouble_far_down_leaves_what_is_above_and_below_as_it_is(tmp_path: Path) -> None:
    rows = [[str(number), f"text {number}", "x"] for number in range(30_000)]
    lines = [",".join(row) for row in rows]
    lines[20_000] = '20000,"open,x'
    path = tmp_path / "long.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sheet = open_delimited(Source(path)).sheets[0]
    read = [(first, row) for batch in sheet.batches() for first, row in enumerate(batch.rows, batch.first_row)]
    rows[20_000] = ["20000", '"open', "x"]
    assert read == list(enumerate(rows, 1))
    assert sheet.warnings == ["On line 20,001 a quote opens that never closes; what follows was read as if it was not there."]
    again = [row for batch in sheet.batches() for row in batch.rows]
    assert again == rows
    assert len(sheet.warnings) == 1


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\x1a", exclude_categories=["Cs", "Cc"]) | st.sampled_from('",\n'), max_size=8
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_is_quoted_as_it_should_be_is_read_as_csv_reads_it(table: list[list[str]]) -> None:
    lines: list[str] = []

    class Lines:
        def write(self, text: str) -> None:
            lines.append(text)

    csv.writer(Lines(), lineterminator="\n").writerows(table)
    rows, told = careful("".join(lines))
    assert rows == list(csv.reader("".join(lines).splitlines(keepends=True)))
    assert told == []


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('",\n ab'), max_size=60))
def test_no_sign_is_lost_but_quotes_and_delimiters(text: str) -> None:
    rows, _ = careful(text)
    left = "".join(cell for row in rows for cell in row)
    assert [sign for sign in left if sign in "ab"] == [sign for sign in text if sign in "ab"]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("a,b\n1,2\n", Dialect(",", width=2)),
        ("a;b,c\n1;2,5\n2;3,5\n", Dialect(";", width=2)),
        ("a\tb\tc\n1\t\t3\n", Dialect("\t", width=3)),
        ("a|~|b\n1|~|2\n3|~|4\n", Dialect("|~|", width=2)),
        ('a, "b, c", d\n1, "2, 3", 4\n', Dialect(",", width=3, skips_blanks=True)),
        ("'a','b, c'\n'd','e, f'\n", Dialect(",", "'", 2)),
        ("Dear all,\nthis is a letter, and no table, of course.\nBye\n", Dialect(",")),
        ("word\nother\n", Dialect(",")),
        ("It's 5 o'clock;x\nIt's 6 o'clock;y\n", Dialect(";", width=2)),
    ],
)
def test_dialects(text: str, dialect: Dialect) -> None:
    assert find_dialect(text, whole=True) == dialect


def test_a_quote_that_closes_in_front_of_more_is_not_called_open() -> None:
    rows, told = careful('1,"x"y,2\n3,z,4\n')
    assert rows == [["1", '"x"y', "2"], ["3", "z", "4"]]
    assert told == ["On line 1 quotes stand inside of quoted cells; they were kept as part of the text."]


def test_a_long_cell_that_is_quoted_as_it_should_be_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text('a,b\n1,"' + "x, " * 6_000_000 + '"\n2,y\n', encoding="utf-8")
    sheet = open_delimited(Source(path)).sheets[0]
    assert [len(str(row[1])) for batch in sheet.batches() for row in batch.rows] == [1, 18_000_000, 1]
    assert sheet.warnings == []
