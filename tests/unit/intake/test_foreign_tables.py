"""Sheets of a shape that takes a finder of tables too long, or too deep, where it looks at each part of them anew."""

from collections.abc import Sequence

from prodops_desktop.intake.readers.model import Cell
from prodops_desktop.intake.tables import Grid, find_layout, unique_headers

TABLE = (("Firm", "Seats"), ("Northwind", 5.0), ("Contoso", 7.0), ("Initech", 9.0))


def beside(tables: int, gap: Sequence[Cell] = ()) -> Grid:
    """So many tables side by side, with ``gap`` between them."""
    return Grid([[cell for _ in range(tables) for cell in (*row, *gap)] for row in TABLE])


def test_a_thousand_tables_that_touch() -> None:
    tables = find_layout(beside(1200)).tables
    assert len(tables) == 1200
    assert {table.names for table in tables} == {TABLE[0]}
    assert [table.left for table in tables] == list(range(0, 2400, 2))


def test_a_form_with_more_blank_columns_than_can_be_weighed_is_one_table() -> None:
    assert [len(find_layout(beside(tables, [""])).tables) for tables in (3, 1000)] == [3, 1]


def test_a_table_with_a_blank_row_after_each_row() -> None:
    rows: list[list[Cell]] = []
    for number in range(4000):
        rows += [[float((number * 37 + column * 11) % 1000) for column in range(10)], []]
    assert len(find_layout(Grid(rows)).tables) == 1


def test_headers_that_are_numbered_already() -> None:
    names = ["a", "A (2)", "a", "a (3)", "a", "", "Column 6", ""]
    assert unique_headers(names, range(1, 9)) == ["a", "A (2)", "a (3)", "a (3) (2)", "a (4)", "Column 6", "Column 6 (2)", "Column 8"]
    assert unique_headers(["a"] * 20_000, range(20_000))[-1] == "a (20000)"
