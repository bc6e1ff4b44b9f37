"""Rows, sums and means of any dataset, against pandas and against plain Python."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.store import rename_dataset
from prodops_desktop.errors import UserError
from prodops_desktop.metrics import columns
from prodops_desktop.metrics.catalogue import all_metrics, find_metric
from prodops_desktop.metrics.figure import as_sentence, figure
from prodops_desktop.metrics.model import Metric
from prodops_desktop.metrics.series import Series, rows_behind, series
from prodops_desktop.metrics.tables import Table
from prodops_desktop.registry.rates import set_rate
from prodops_desktop.workspace import Store

COLUMNS = [
    ("Day", None, "day"),
    ("Amount", None, "money"),
    ("Count", None, "integer"),
    ("Load", None, "number"),
    ("Share", None, "percent"),
]
Cells = tuple[str | None, int | None, int | None, float | None, float | None]


def of(bench: Any, name: str, grain: str = "month") -> Series:
    with bench.reading() as (store, snapshot):
        return series(store, snapshot, find_metric(store, snapshot, name), grain=grain)


def values(its: Series) -> dict[str, float | None]:
    return {point.period: point.value for point in its.points}


def counted(bench: Any, name: str, period: str, grain: str) -> int:
    with bench.reading() as (store, snapshot):
        found = rows_behind(store, snapshot, find_metric(store, snapshot, name), period, grain)
    total = 0
    for behind in found:
        grid = Grid(bench.workspace, behind.version, behind.condition)
        total += grid.count
        grid.close()
    return total


_days = st.none() | st.dates(date(2024, 1, 1), date(2026, 11, 22)).map(date.isoformat)
_rows = st.lists(
    st.tuples(
        _days,
        st.none() | st.integers(-(10**9), 10**9),
        st.none() | st.integers(-(10**15), 10**15),
        st.none() | st.floats(-1e6, 1e6, allow_nan=False),
        st.none() | st.floats(0, 100),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_rows, st.sampled_from(["month", "quarter", "year"]))
def test_every_point_as_pandas_has_it(bench: Any, rows: list[Cells], grain: str) -> None:
    bench.put("Sheet", "other", COLUMNS, rows)
    frame = pd.DataFrame(rows, columns=[column[0] for column in COLUMNS]).dropna(subset=["Day"])
    keys = pd.to_datetime(frame["Day"]).dt.to_period({"month": "M", "quarter": "Q", "year": "Y"}[grain])
    spell = (lambda period: f"{period.year}-Q{period.quarter}") if grain == "quarter" else str
    found = {point.period: point for point in of(bench, "rows/Sheet/Day", grain).points}
    assert {period: point.n for period, point in found.items() if point.n} == {spell(key): n for key, n in keys.value_counts().items()}
    for column, _, kind in COLUMNS[1:]:
        filled = frame[frame[column].notna()]
        for how in ("sum", "mean") if kind != "percent" else ("mean",):
            name = f"{how}/Sheet/{column}/Day"
            points = {point.period: point for point in of(bench, name, grain).points if point.n}
            for key, group in filled[column].groupby(keys[filled.index]):
                point = points.pop(spell(key))
                exact = [Decimal(str(value)) / (100 if kind == "money" else 1) for value in group]
                expected = sum(exact) if how == "sum" else sum(exact) / len(exact)
                assert point.value == pytest.approx(float(expected), rel=1e-9, abs=1e-6)
                assert point.n == len(group) == counted(bench, name, point.period, grain)
            assert not points


def test_money_and_long_integers_add_up_exactly(bench: Any) -> None:
    """A thousand amounts of 0.10 are 100.00 and not 99.9999…; integers whose sum passes 2⁶³ do not overflow."""
    bench.put("Sheet", "other", COLUMNS, [("2026-10-01", 10, 9 * 10**18, 0.0, 0.0)] * 1000)
    assert values(of(bench, "sum/Sheet/Amount/Day")) == {"2026-10": 100.0}
    assert values(of(bench, "sum/Sheet/Count/Day")) == {"2026-10": 9e21}


def test_rows_without_day_or_value_are_said(bench: Any) -> None:
    bench.put("Sheet", "other", COLUMNS, [("2026-10-01", 100, 1, 1.0, 1.0), (None, 100, 1, 1.0, 1.0), ("2026-10-02", None, 1, 1.0, 1.0)])
    its = of(bench, "sum/Sheet/Amount/Day")
    assert (its.points[0].value, its.points[0].n) == (1.0, 1)
    assert its.notes == (
        "Amounts that name no currency are taken as USD (1 row).",
        "1 row without a day left out: they belong to no period.",
        "1 row without a value in Amount left out.",
    )


def test_currencies_are_converted_or_left_out_never_added(bench: Any) -> None:
    columns = [("Created", "created", "day"), ("Amount", "amount", "money"), ("Ccy", "currency", "text")]
    rows = [
        ("2026-08-05", 10000, "USD"),
        ("2026-08-31", 10000, "EUR"),
        ("2026-09-05", 10000, "eur "),
        ("2026-09-06", 700, None),
        ("2026-09-07", 500, "CHF"),
    ]
    bench.put("Deals", "opportunities", columns, rows)
    bench.change(lambda store: set_rate(store, "EUR", "2026-08-31", 1.1))
    bench.change(lambda store: set_rate(store, "EUR", "2026-09-30", 1.2))
    bench.change(lambda store: set_rate(store, "CHF", "2026-10-01", 1.5))
    its = of(bench, "sum/Deals/Amount/Created")
    assert values(its) == {"2026-08": 210.0, "2026-09": 127.0}
    assert [point.n for point in its.points] == [2, 2]
    assert "1 row in CHF left out" in its.notes[0]
    assert its.points[1].note == "1 row without a currency rate left out"
    assert (its.unit, its.currency) == ("money", "USD")
    assert counted(bench, "sum/Deals/Amount/Created", "2026-Q3", "quarter") == 4
    assert values(of(bench, "sum/Deals/Amount/Created", "quarter")) == {"2026-Q3": 337.0}
    with bench.reading() as (store, snapshot):
        assert "1 row in CHF left out" in as_sentence(figure(store, snapshot, find_metric(store, snapshot, "sum/Deals/Amount/Created")))


def test_a_young_month_is_marked_and_not_reported_as_a_fall(bench: Any) -> None:
    rows: list[Cells] = [(f"2026-{month:02d}-{day:02d}", 1, 1, 1.0, 1.0) for month in (8, 9, 10) for day in range(1, 31)]
    rows += [(f"2026-11-{day:02d}", 1, 1, 1.0, 1.0) for day in range(1, 8)]
    bench.put("Sheet", "other", COLUMNS, rows)
    its = of(bench, "rows/Sheet/Day")
    assert [(point.period, point.n, point.partial, point.until) for point in its.points] == [
        ("2026-08", 30, False, None),
        ("2026-09", 30, False, None),
        ("2026-10", 30, False, None),
        ("2026-11", 7, True, "2026-11-07"),
    ]
    with bench.reading() as (store, snapshot):
        found = figure(store, snapshot, find_metric(store, snapshot, "rows/Sheet/Day"))
    assert (found.period, found.value, found.direction) == ("2026-10", 30, "flat")
    assert found.notes == ("Nov 2026 is not complete (data to 7 Nov 2026): 7 so far.",)


def test_data_that_ends_inside_a_month_long_ago_is_partial_too(bench: Any) -> None:
    days = pd.date_range("2011-10-20", "2011-12-09").strftime("%Y-%m-%d")
    bench.put("Sheet", "other", COLUMNS, [(day, 1, 1, 1.0, 1.0) for day in days])
    points = of(bench, "rows/Sheet/Day").points
    assert [(point.partial, point.note) for point in points] == [
        (True, "data begins on 20 Oct 2011"),
        (False, ""),
        (True, "data ends on 9 Dec 2011"),
    ]


def test_weekly_and_monthly_days_do_not_make_a_period_partial(bench: Any) -> None:
    weeks = pd.date_range("2026-05-04", "2026-10-26", freq="7D").strftime("%Y-%m-%d")
    bench.put("Weeks", "other", COLUMNS, [(day, 1, 1, 1.0, 1.0) for day in weeks])
    assert not any(point.partial for point in of(bench, "rows/Weeks/Day").points)
    months = pd.date_range("2025-11-01", "2026-10-01", freq="MS").strftime("%Y-%m-%d")
    bench.put("Months", "other", COLUMNS, [(day, 1, 1, 1.0, 1.0) for day in months])
    assert not any(point.partial for point in of(bench, "rows/Months/Day").points)


def test_names_are_compared_whole_and_keys_outlive_a_rename(bench: Any) -> None:
    bench.put("a/b", "other", [("Day", None, "day"), ("c/d", None, "integer")], [("2026-10-01", 1)])
    bench.put("Other", "other", [("Day", None, "day"), ("N", None, "integer")], [("2026-10-01", 1)])
    with bench.reading() as (store, snapshot):
        metric = find_metric(store, snapshot, "SUM/A/B/c/D/day")
        assert (metric.name, metric.column, metric.unit) == ("sum/a/b/c/d/Day", "c/d", "number")
        for wrong, near in (("sum/a/b/c", "sum/a/b/c/d/Day"), ("rows/Othr/Day", "rows/Other/Day")):
            with pytest.raises(UserError, match=f"There is no metric “{wrong}”.*{near}"):
                find_metric(store, snapshot, wrong)
        assert [one.measure for one in all_metrics(store, snapshot)] == ["rows", "sum", "mean"] * 2
    bench.change(lambda store: rename_dataset(store, metric.dataset or 0, "z"))
    with bench.reading() as (store, snapshot):
        renamed = find_metric(store, snapshot, "sum/z/c/d/day")
        assert renamed.key == metric.key
        assert find_metric(store, snapshot, metric.key).name == renamed.name


def test_two_columns_under_one_name_are_told_apart_by_their_keys(bench: Any) -> None:
    bench.put("a", "other", [("b/Day", None, "day")], [("2026-10-01",)])
    bench.put("a/b", "other", [("Day", None, "day")], [("2026-10-01",)])
    with bench.reading() as (store, snapshot):
        with pytest.raises(UserError, match="rows/1/b/Day, rows/2/Day"):
            find_metric(store, snapshot, "rows/a/b/Day")
        assert find_metric(store, snapshot, "rows/2/Day").group == "a/b"


def test_one_source_row_less_moves_figure_and_n(bench: Any) -> None:
    rows: list[Cells] = [(f"2026-10-{day:02d}", 100 * day, day, 1.0, 1.0) for day in range(1, 11)]
    bench.put("Sheet", "other", COLUMNS, rows)
    before = of(bench, "sum/Sheet/Count/Day").points[0]
    bench.put("Sheet", "other", COLUMNS, rows[:-1])
    after = of(bench, "sum/Sheet/Count/Day").points[0]
    assert (before.value, before.n, after.value, after.n) == (55.0, 10, 45.0, 9)


def test_a_period_of_the_wrong_length_is_refused(bench: Any) -> None:
    bench.put("Sheet", "other", COLUMNS, [("2026-10-01", 1, 1, 1.0, 1.0)])
    with bench.reading() as (store, snapshot):
        metric = find_metric(store, snapshot, "rows/Sheet/Day")
        for period, grain in (("2026-10", "quarter"), ("2026-Q4", "month"), ("2026-13", "month"), ("", "year")):
            with pytest.raises(UserError, match="is not a"):
                rows_behind(store, snapshot, metric, period, grain)


def test_a_day_that_means_never_does_not_make_thousands_of_gaps(bench: Any) -> None:
    bench.put("Sheet", "other", [("End", None, "day")], [("2026-08-01",), ("2026-10-01",), ("9999-12-31",)])
    its = of(bench, "rows/Sheet/End")
    assert [point.period for point in its.points] == ["2026-08", "2026-09", "2026-10", "9999-12"]
    assert its.notes == ("There is no data between Oct 2026 and Dec 9999; this time is not shown.",)
    with bench.reading() as (store, snapshot):
        assert figure(store, snapshot, find_metric(store, snapshot, "rows/Sheet/End")).period == "2026-10"


def test_a_sum_too_large_for_a_number_is_none(bench: Any) -> None:
    bench.put("Sheet", "other", [("Day", None, "day"), ("Load", None, "number")], [("2026-10-01", 1e308), ("2026-10-02", 1e308)])
    assert [(point.value, point.n) for point in of(bench, "sum/Sheet/Load/Day").points] == [(None, 2)]


def _daily(first: str, count: int) -> list[tuple[str]]:
    return [((date.fromisoformat(first) + timedelta(number)).isoformat(),) for number in range(count)]


def test_one_stray_day_ahead_does_not_make_a_month_whole(bench: Any) -> None:
    """Daily from 1 June to 9 August and one slip in 2027: July speaks, not the nine days of August."""
    bench.put("Log", "other", [("Day", None, "day")], [*_daily("2026-06-01", 70), ("2027-03-01",)])
    its = of(bench, "rows/Log/Day")
    august = next(point for point in its.points if point.period == "2026-08")
    assert (august.n, august.partial, august.until, august.note) == (9, True, "2026-08-09", "data ends on 9 Aug 2026")
    with bench.reading() as (store, snapshot):
        assert figure(store, snapshot, find_metric(store, snapshot, "rows/Log/Day")).period == "2026-07"


def test_days_ahead_in_numbers_are_no_slips(bench: Any) -> None:
    """Renewals every three days to 20 October, and again every three days from 10 December: the pause is no end."""
    bench.put("Renewals", "other", [("Day", None, "day")], [*_daily("2026-07-01", 112)[::3], *_daily("2026-12-10", 60)[::3]])
    assert [point.period for point in of(bench, "rows/Renewals/Day").points if point.partial] == ["2026-12", "2027-01", "2027-02"]


def test_one_stray_early_day_does_not_make_the_first_month_whole(bench: Any) -> None:
    bench.put("Log", "other", [("Day", None, "day")], [("2009-01-01",), *_daily("2026-06-12", 140)])
    partial = {point.period: point.note for point in of(bench, "rows/Log/Day").points if point.partial}
    assert partial == {
        "2009-01": "data begins on 12 Jun 2026",
        "2026-06": "data begins on 12 Jun 2026",
        "2026-10": "data ends on 29 Oct 2026",
    }


def test_a_range_that_ends_before_it_begins_is_refused(bench: Any) -> None:
    bench.put("Log", "other", [("Day", None, "day")], _daily("2026-06-01", 70))
    with bench.reading() as (store, snapshot):
        metric = find_metric(store, snapshot, "rows/Log/Day")
        with pytest.raises(UserError, match="begin on 1 Nov 2026 and end on 31 Mar 2026, before it begins"):
            series(store, snapshot, metric, start="2026-11", end="2026-03")
        assert len(series(store, snapshot, metric, start="2026-07-31", end="2026-07-31").points) == 1


def test_finding_a_metric_reads_only_the_datasets_that_it_can_belong_to(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "A/b", "other"):
        bench.put(name, "other", [("Day", None, "day"), ("b/Day", None, "day")], [("2026-10-01", "2026-10-01")])
    read: list[str] = []
    metrics_of = columns.metrics_of

    def recorded(store: Store, table: Table) -> list[Metric]:
        read.append(table.source.name)
        return metrics_of(store, table)

    monkeypatch.setattr(columns, "metrics_of", recorded)
    with bench.reading() as (store, snapshot):
        for wanted, group, wants in (
            ("ROWS/Other/day", "other", ["other"]),
            ("rows/3/Day", "other", ["other"]),
            ("rows/a/B/b/day", "A/b", ["a", "A/b"]),
        ):
            read.clear()
            assert find_metric(store, snapshot, wanted).group == group
            assert read == wants
        with pytest.raises(UserError, match="Near it: rows/other/Day"):
            find_metric(store, snapshot, "rows/othr/Day")
