"""ARR from revenue rows and from account lists, with currencies."""

from typing import Any

import pytest

from prodops_desktop.datasets.grid import Grid
from prodops_desktop.metrics.catalogue import all_metrics, find_metric
from prodops_desktop.metrics.figure import as_sentence, figure
from prodops_desktop.metrics.series import Series, rows_behind, series
from prodops_desktop.registry.rates import set_rate

REVENUE = [("Customer", "account", "name"), ("Month", "month", "day"), ("ARR", "arr", "money"), ("MRR", "mrr", "money", {"scale": 3})]
LIST = [("Customer", "account", "name"), ("ARR", "arr", "money", {"currency": "USD"}), ("Ccy", "currency", "text")]


def arr(bench: Any, grain: str = "month") -> Series:
    with bench.reading() as (store, snapshot):
        its = series(store, snapshot, find_metric(store, snapshot, "ARR"), grain=grain)
        for point in its.points:
            found = 0
            for behind in rows_behind(store, snapshot, its.metric, point.period, grain):
                grid = Grid(bench.workspace, behind.version, behind.condition)
                found += grid.count
                grid.close()
            assert found == point.n
    return its


def test_arr_or_twelve_times_mrr(bench: Any) -> None:
    bench.put(
        "MRR",
        "revenue",
        REVENUE,
        [
            ("A", "2026-08-01", 120000, 77777),
            ("B", "2026-08-01", None, 50005),
            ("C", "2026-08-01", None, None),
            ("A", "2026-10-01", None, 100000),
        ],
    )
    its = arr(bench)
    assert [(point.period, point.value, point.n) for point in its.points] == [
        ("2026-08", 1200.0 + 600.06, 2),
        ("2026-09", None, 0),
        ("2026-10", 1200.0, 1),
    ]
    assert its.currency == "USD"
    quarter = arr(bench, "quarter").points
    assert [(point.period, point.value, point.n) for point in quarter] == [("2026-Q3", 1800.06, 2), ("2026-Q4", 1200.0, 1)]


def test_a_list_speaks_on_its_as_of_day_and_every_version_once(bench: Any) -> None:
    bench.put("Contracts", "accounts", LIST, [("A", 100000, "USD"), ("B", 50000, "EUR")], as_of="2026-09-30")
    bench.put("Contracts", "accounts", LIST, [("A", 110000, "USD"), ("B", 50000, "EUR")], as_of="2026-11-02")
    bench.put("Contracts", "accounts", LIST, [("A", 120000, "USD"), ("B", 50000, "EUR"), ("C", None, None)], as_of="2026-11-20")
    bench.change(lambda store: set_rate(store, "EUR", "2026-10-01", 1.08))
    its = arr(bench)
    assert [(point.period, point.value, point.n, point.partial) for point in its.points] == [
        ("2026-09", 1000.0, 1, False),
        ("2026-10", None, 0, False),
        ("2026-11", 1740.0, 2, False),
    ]
    assert its.as_of == "2026-11-20"
    assert its.notes == ("1 row in EUR left out: there is no rate from EUR to USD for that time.",)
    with bench.reading() as (store, snapshot):
        found = figure(store, snapshot, find_metric(store, snapshot, "arr"))
    assert as_sentence(found).startswith("ARR $1,740, 20 Nov 2026, prior $1,000 in Sep 2026 (+74.0 %); 2 rows; 1 row in EUR left out")


def test_revenue_rows_go_before_a_list_of_the_same_month(bench: Any) -> None:
    bench.put("MRR", "revenue", REVENUE, [("A", "2026-10-01", 100000, None)])
    bench.put("Contracts", "accounts", LIST, [("A", 500000, "USD")], as_of="2026-10-31")
    its = arr(bench)
    assert [(point.value, point.n) for point in its.points] == [(1000.0, 1)]
    assert "taken from MRR, not from Contracts" in its.notes[-1]
    assert [source.name for source in its.sources] == ["MRR"]


def test_a_month_of_revenue_that_is_not_over_does_not_speak(bench: Any) -> None:
    bench.put(
        "MRR", "revenue", REVENUE, [("A", "2026-10-01", 100000, None), ("B", "2026-10-01", 100000, None), ("A", "2026-11-01", 100000, None)]
    )
    with bench.reading() as (store, snapshot):
        metric = find_metric(store, snapshot, "arr")
        assert figure(store, snapshot, metric).value == 2000.0
        assert figure(store, snapshot, metric, "quarter").value == 2000.0


def test_a_list_without_arr_offers_none(bench: Any) -> None:
    bench.put("Accounts", "accounts", [("Name", "account", "name"), ("ARR", "arr", "money")], [("A", None)])
    with bench.reading() as (store, snapshot):
        assert all_metrics(store, snapshot) == []


@pytest.mark.parametrize("arr_storage", ["integer", "number"])
def test_plain_numbers_are_money_where_the_field_says_so(bench: Any, arr_storage: str) -> None:
    rows = [("A", "2026-09-01", 1200 if arr_storage == "integer" else 1200.0, None), ("B", "2026-09-01", None, 100000)]
    bench.put("MRR", "revenue", [*REVENUE[:2], ("ARR", "arr", arr_storage), REVENUE[3]], rows)
    its = arr(bench)
    assert (its.points[0].value, its.unit, its.points[0].n) == (2400.0, "money", 2)
