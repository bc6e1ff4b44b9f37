"""Any filters, searches, sort keys and groups of a table of all types leave the rows that plain Python leaves, in the same order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.filters import Arrangement, Between, Contains, Filter, Missing, OneOf, Test
from prodops_desktop.datasets.grid import Grid, GridRow
from prodops_desktop.datasets.model import Column
from tests.unit.datasets.mixed_table import ROWS, TEXTS, kept

TYPES = ("day", "name", "text", "integer", "money", "percent", "boolean", "moment", "time", "duration", "number")
PIECES = ["a", "É", "é", "%", "_", "5", "10:00", "1002.50", "-", "0:", "no", "basic", "Yes", "t", " ", "03-0", ":3", "5%", "e", ""]


@st.composite
def filters(draw: st.DrawFn, columns: tuple[Column, ...], rows: list[GridRow]) -> Filter:
    place = draw(st.integers(0, len(columns) - 1))
    known = sorted({row.values[place] for row in rows if row.values[place] is not None}, key=str)
    value = st.one_of(st.none(), st.sampled_from(known))
    tests: list[st.SearchStrategy[Test]] = [
        st.builds(Contains, st.sampled_from(PIECES), st.booleans()),
        st.builds(Between, value, value),
        st.builds(Missing, st.booleans()),
        st.builds(OneOf, st.lists(value, max_size=3).map(tuple)),
    ]
    if columns[place].type == "moment":
        tests.append(st.builds(Between, st.none(), st.sampled_from(["2026-03-01", "2026-03", "2026-03-02"])))
    return Filter(columns[place].position, draw(st.one_of(tests)))


def test_the_table_has_a_column_of_each_type(grid: Grid) -> None:
    assert tuple(column.type for column in grid.columns) == TYPES
    assert [column.header for column in grid.columns] == list(TEXTS)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_any_arrangement_equals_the_same_in_python(grid: Grid, rows: list[GridRow], data: st.DataObject) -> None:
    position = st.integers(1, len(TYPES))
    wanted = Arrangement(
        tuple(data.draw(st.lists(st.tuples(position, st.booleans()), max_size=3))),
        data.draw(st.sampled_from(["", "", *PIECES])),
        tuple(data.draw(st.lists(filters(grid.columns, rows), max_size=2))),
        data.draw(st.one_of(st.none(), position)),
    )
    expected = kept(grid.columns, rows, wanted)
    assert grid.arrange(wanted) == len(expected) == grid.count
    assert grid.rows(0, ROWS) == expected
    if expected:
        middle = len(expected) // 2
        assert grid.rows(middle, 7) == expected[middle : middle + 7]
        assert grid.position_of(expected[middle].part, expected[middle].row) == middle


def test_a_day_as_the_end_of_moments_includes_the_whole_day(grid: Grid) -> None:
    seen = TYPES.index("moment") + 1
    grid.arrange(Arrangement(((seen, True),), filters=(Filter(seen, Between(None, "2026-03-01")),)))
    assert grid.rows(0, 1)[0].values[seen - 1] == "2026-03-01T23:59:59"


def test_names_are_the_same_in_either_case_of_any_letter_and_texts_in_that_of_ascii(grid: Grid, rows: list[GridRow]) -> None:
    grid.arrange(Arrangement(filters=(Filter(2, OneOf(("ÉMILE",))),)))
    assert {row.values[1] for row in grid.rows(0, ROWS)} == {"Émile", "émile"}
    grid.arrange(Arrangement(filters=(Filter(3, OneOf(("BASIC", "É"))),)))
    assert {row.values[2] for row in grid.rows(0, ROWS)} == {"Basic", "basic", "É"}
    grid.arrange(Arrangement(filters=(Filter(7, Contains("no")),)))
    assert {row.values[6] for row in grid.rows(0, ROWS)} == {0}, "an empty cell does not say no"
