"""Active accounts: distinct by trimmed, case-folded text, across datasets, with the rows behind them."""

from collections import defaultdict
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.grid import Grid
from prodops_desktop.metrics.activity import ACTIVE_ACCOUNTS
from prodops_desktop.metrics.catalogue import find_metric
from prodops_desktop.metrics.series import Series, rows_behind, series

COLUMNS = [
    ("account_id", "account", "name"),
    ("week", "period", "moment"),
    ("days", "active_days", "integer"),
    ("logins", "logins", "number"),
]


def active(bench: Any, grain: str = "month") -> Series:
    with bench.reading() as (store, snapshot):
        return series(store, snapshot, find_metric(store, snapshot, "active_accounts"), grain=grain)


def test_spellings_of_one_account_count_once_and_nameless_rows_apart(bench: Any) -> None:
    rows = [
        ("Halden Bank", "2026-10-05T00:00:00", 3, None),
        (" HALDEN BANK ", "2026-10-12T00:00:00", None, 1.0),
        ("Straße", "2026-10-12T00:00:00", 1, 0.0),
        ("STRASSE", "2026-10-12T00:00:00", 1, 0.0),
        ("Idle", "2026-10-12T00:00:00", 0, 0.0),
        ("Unknown", "2026-10-12T00:00:00", None, None),
        (None, "2026-10-12T00:00:00", 5, None),
    ]
    bench.put("Usage", "usage_summary", COLUMNS, rows)
    its = active(bench)
    assert [(point.period, point.value, point.n) for point in its.points] == [("2026-10", 2.0, 4)]
    assert its.notes == ("1 usage row in Usage without an account, counted for none.",)
    assert "trimmed text" in its.metric.definition


def test_every_row_is_activity_where_nothing_measures_it(bench: Any) -> None:
    bench.put(
        "Usage",
        "usage_summary",
        [*COLUMNS[:2], ("note", None, "text")],
        [("A", "2026-10-05T00:00:00", "x"), ("B", "2026-10-05T00:00:00", None)],
    )
    assert active(bench).points[0].value == 2.0


_rows = st.lists(
    st.tuples(
        st.none() | st.sampled_from(["A", "a ", "B", "Ccc", "ccC", "D"]),
        st.none() | st.dates(date(2026, 6, 1), date(2026, 11, 20)).map(lambda day: f"{day}T08:30:00"),
        st.none() | st.integers(0, 2),
        st.none() | st.sampled_from([0.0, 0.5]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_rows, _rows, st.sampled_from(["month", "quarter", "year"]))
def test_brute_force_over_two_datasets(bench: Any, one: list[Any], other: list[Any], grain: str) -> None:
    bench.put("One", "usage_summary", COLUMNS, one)
    bench.put("Two", "usage_summary", COLUMNS, other)
    accounts: dict[str, set[str]] = defaultdict(set)
    rows: dict[str, int] = defaultdict(int)
    for account, day, days, logins in one + other:
        if account is not None and day is not None and ((days or 0) > 0 or (logins or 0) > 0):
            period = {"month": day[:7], "quarter": f"{day[:4]}-Q{(int(day[5:7]) - 1) // 3 + 1}", "year": day[:4]}[grain]
            accounts[period].add(account.strip().casefold())
            rows[period] += 1
    found = {point.period: point for point in active(bench, grain).points if point.n}
    assert {period: point.value for period, point in found.items()} == {period: len(keys) for period, keys in accounts.items()}
    assert {period: point.n for period, point in found.items()} == rows
    for period in found:
        with bench.reading() as (store, snapshot):
            behind = rows_behind(store, snapshot, find_metric(store, snapshot, "active_accounts"), period, grain)
        counts = []
        for part in behind:
            grid = Grid(bench.workspace, part.version, part.condition)
            counts.append(grid.count)
            grid.close()
        assert sum(counts) == rows[period]


def test_the_same_rows_in_two_datasets_count_an_account_once_and_this_is_said_of_n(bench: Any) -> None:
    rows = [("A", "2026-10-05T00:00:00", 3, None), ("A", "2026-10-06T00:00:00", 3, None), ("B", "2026-09-05T00:00:00", 1, None)]
    bench.put("Usage", "usage_summary", COLUMNS, rows)
    bench.put("Usage copy", "usage_summary", COLUMNS, [*rows[:1], ("C", "2026-10-05T00:00:00", 1, None), (None, None, 1, None)])
    its = active(bench)
    assert [(point.period, point.value, point.n) for point in its.points] == [("2026-09", 1.0, 1), ("2026-10", 2.0, 4)]
    assert its.notes[0] == "1 row without a day left out: they belong to no period."
    assert its.notes[1].startswith("Usage and Usage copy have the same accounts in the same months (1 pair). Each account counts once")


def test_each_dataset_is_walked_once(bench: Any) -> None:
    bench.put("Usage", "usage_summary", COLUMNS, [("A", f"2026-10-{day:02d}T00:00:00", 1, None) for day in range(1, 31)])
    said: list[str] = []
    with bench.reading() as (store, snapshot):
        store.db.set_trace_callback(said.append)
        its = series(store, snapshot, ACTIVE_ACCOUNTS)
        store.db.set_trace_callback(None)
    assert (its.points[0].value, its.points[0].n, its.points[0].partial) == (1.0, 30, False)
    assert sum("FROM part_1" in one for one in said) == 1
