"""Groups, sums and choices of a table of all types are those that plain Python counts."""

import sqlite3
from collections import Counter
from contextlib import closing
from itertools import groupby
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.filters import Arrangement, Contains, Filter, Missing
from prodops_desktop.datasets.grid import Grid, GridRow
from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.sums import MOST_GROUPS, PERIODS, Sums, sums_of
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Workspace
from tests.unit.datasets.mixed_table import ROWS, TEXTS, compared, group_value, kept

POSITIONS = range(1, len(TEXTS) + 1)
Importer = Any


@settings(max_examples=50, deadline=None)
@given(
    group=st.sampled_from(POSITIONS),
    filled=st.sampled_from(POSITIONS),
    key=st.sampled_from(POSITIONS),
    find=st.sampled_from(["", "a", "5"]),
)
def test_groups_stand_where_their_rows_do_and_add_up(grid: Grid, rows: list[GridRow], group: int, filled: int, key: int, find: str) -> None:
    wanted = Arrangement(((key, True),), find, (Filter(filled, Missing(wanted=False)),), group)
    grid.arrange(wanted)
    column, first, groups = grid.columns[group - 1], 0, grid.groups()
    shown = kept(grid.columns, rows, wanted)
    expected = [list(members) for _, members in groupby(shown, lambda row: group_value(column, row.values[group - 1], by_day=True))]
    assert len(groups) == len(expected)
    for found, members in zip(groups, expected, strict=True):
        same = {group_value(column, row.values[group - 1], by_day=True) for row in members}
        assert same == {group_value(column, found.value, by_day=True)}
        assert (found.first, found.count) == (first, len(members))
        for number in (column for column in grid.columns if column.is_number):
            values = [row.values[number.position - 1] for row in members if row.values[number.position - 1] is not None]
            assert found.sums.get(number.position) == (pytest.approx(sum(values)) if values else None)  # type: ignore[arg-type]  # numbers
        first += len(members)


@settings(max_examples=50, deadline=None)
@given(
    first=st.integers(0, ROWS), count=st.integers(1, ROWS + 5), find=st.sampled_from(["", "a"]), keys=st.sampled_from([(), ((4, True),)])
)
def test_sums_of_any_rows(grid: Grid, rows: list[GridRow], first: int, count: int, find: str, keys: tuple[tuple[int, bool], ...]) -> None:
    wanted = Arrangement(keys, find)
    grid.arrange(wanted)
    chosen = kept(grid.columns, rows, wanted)[first : first + count]
    sums = grid.sums(first, count, POSITIONS)
    for column in grid.columns:
        values: list[Any] = [row.values[column.position - 1] for row in chosen if row.values[column.position - 1] is not None]
        found = sums[column.position]
        assert (found.cells, found.filled) == (len(chosen), len(values))
        if column.is_number and values:
            assert [found.total, found.mean, found.median] == pytest.approx([sum(values), mean(values), median(values)])
            assert (found.smallest, found.largest) == (min(values), max(values))
            assert isinstance(found.total, int) == (column.storage == "INTEGER")
        elif column.type in {"day", "moment", "time"} and values:
            assert found == Sums(len(chosen), len(values), smallest=min(values), largest=max(values))
        else:
            assert found == Sums(len(chosen), len(values))


@pytest.mark.parametrize("like", ["", "e", "5", "no"])
def test_choices_are_counted_among_all_rows(grid: Grid, rows: list[GridRow], like: str) -> None:
    grid.arrange(Arrangement(find="nothing has this in it"))
    for column in grid.columns:
        some = kept(grid.columns, rows, Arrangement(filters=(Filter(column.position, Contains(like)),)))
        counts = Counter(compared(column, row.values[column.position - 1]) for row in some)
        found = grid.choices(column.position, like)
        assert {compared(column, one.value): one.count for one in found.values} == counts
        assert [one.count for one in found.values] == sorted(counts.values(), reverse=True)
        assert not found.more
        if len(counts) > 1:
            fewer = grid.choices(column.position, like, most=len(counts) - 1)
            assert (fewer.values, fewer.more) == (found.values[:-1], True)


def test_amounts_beyond_what_sqlite_adds_are_exact(grid: Grid) -> None:
    seats = grid.columns[3]
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE amounts (c4 INTEGER)")
        db.executemany("INSERT INTO amounts VALUES (?)", [(2**62,)] * 5 + [(-3,)])
        assert sums_of(db, "amounts", (), [seats])[4].total == 5 * 2**62 - 3


def test_too_many_groups_are_refused_and_nothing_changes(workspace: Workspace, bring: Importer, tmp_path: Path) -> None:
    report: ImportReport = bring("many.csv", [["item", "count"], *([f"x{n}", str(n)] for n in range(MOST_GROUPS + 1))])
    grid = Grid(workspace, report.version_id)
    grid.arrange(Arrangement(((2, True),)))
    with pytest.raises(UserError, match="“item” has more than 5,000 different values"):
        grid.arrange(Arrangement(group=1))
    assert (grid.arrangement, grid.groups(), grid.rows(0, 1)[0].values[1]) == (Arrangement(((2, True),)), (), MOST_GROUPS)
    grid.arrange(Arrangement(filters=(Filter(1, Contains("x1234")),), group=1))
    assert [group.value for group in grid.groups()] == ["x1234"]


def test_days_and_moments_are_grouped_by_periods(grid: Grid) -> None:
    for at, column in enumerate(grid.columns):
        if not column.is_time:
            continue
        for period in PERIODS:
            grid.arrange(Arrangement(group=column.position, period=period))
            values = [row.values[at] for row in grid.rows(0, ROWS)]
            found = [_period(value, period) for value in values]
            counts = Counter(found)
            names = sorted(name for name in counts if name is not None) + [None] * (None in counts)
            assert [(one.value, one.count) for one in grid.groups()] == [(name, counts[name]) for name in names]
            assert found == [name for name in names for _ in range(counts[name])], "in the order of the groups"


def _period(value: object, period: str) -> str | None:
    if value is None:
        return None
    year, month = str(value)[:4], int(str(value)[5:7])
    return {"year": year, "quarter": f"{year}-Q{(month + 2) // 3}", "month": f"{year}-{month:02}"}[period]
