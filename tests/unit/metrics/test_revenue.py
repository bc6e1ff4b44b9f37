"""ARR from revenue rows and from account lists, with currencies."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.store import set_counts
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
    assert as_sentence(found).startswith("ARR $1,740, 20 Nov 2026, prior $1,000 in Sep 2026 (+74.0%); 2 rows; 1 row in EUR left out")


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


def test_the_same_file_under_two_names_is_not_added_twice(bench: Any) -> None:
    rows = [("A", "2026-08-01", 120000, None), ("B", "2026-08-01", 60000, None), ("A", "2026-09-01", 130000, None)]
    bench.put("MRR", "revenue", REVENUE, rows, as_of="2026-11-20")
    bench.put("MRR copy", "revenue", REVENUE, rows, as_of="2026-11-20")
    its = arr(bench)
    assert [(point.value, point.n) for point in its.points] == [(1800.0, 2), (1300.0, 1)]
    assert (
        its.notes
        == (
            "3 pairs of account and month in MRR left out: MRR copy is newer and has the same.",
            "Amounts that name no currency are taken as USD (3 rows).",
        )[::-1]
    )
    assert [source.name for source in its.sources] == ["MRR copy"]
    assert [(point.value, point.n) for point in arr(bench, "quarter").points] == [(1300.0, 1)]
    bench.change(lambda store: set_counts(store, 2, counts=False))
    assert not any("left out" in note for note in arr(bench).notes)


def test_the_newest_by_as_of_day_speaks_for_an_account_and_month(bench: Any) -> None:
    """A is Late's 20 + 1 (two products), B and C are Early's, D is Old's; a row without an account is added."""
    bench.put("Late", "revenue", REVENUE, [("a ", "2026-08-15", 2000, None), ("A", "2026-08-16", 100, None)], as_of="2026-11-21")
    early = [
        ("A", "2026-08-01", 1000, None),
        ("B", "2026-08-01", 3000, None),
        ("C", "2026-08-01", 4000, None),
        (None, "2026-08-02", 700, None),
    ]
    bench.put("Early", "revenue", REVENUE, [*early, ("A", "2026-09-01", 900, None)], as_of="2026-11-19")
    old = [("C", "2026-08-01", 5000, None), ("A", "2026-08-01", 6000, None), ("D", "2026-08-01", 8000, None), ("C", "2026-07-01", 50, None)]
    bench.put("Old", "revenue", REVENUE, old, as_of="2026-10-01")
    its = arr(bench)
    assert [(point.period, point.value, point.n) for point in its.points] == [
        ("2026-07", 0.5, 1),
        ("2026-08", 20.0 + 1.0 + 30.0 + 40.0 + 7.0 + 80.0, 6),
        ("2026-09", 9.0, 1),
    ]
    assert "1 pair of account and month in Early left out: Late is newer and has the same." in its.notes
    assert "2 pairs of account and month in Old left out: Late and Early are newer and have the same." in its.notes


def test_a_newer_row_without_an_amount_leaves_the_older_one_its_say(bench: Any) -> None:
    bench.put("Old", "revenue", REVENUE, [("A", "2026-08-01", 1000, None)], as_of="2026-10-01")
    bench.put("New", "revenue", REVENUE, [("A", "2026-08-01", None, None), ("B", "2026-08-01", 500, None)], as_of="2026-11-01")
    its = arr(bench)
    assert [(point.value, point.n) for point in its.points] == [(15.0, 2)]
    assert not any("left out" in note for note in its.notes)


def test_a_ledger_without_accounts_can_only_be_added_and_this_is_said(bench: Any) -> None:
    bench.put("Named", "revenue", REVENUE, [("A", "2026-08-01", 1000, None)])
    bench.put("Total", "revenue", REVENUE[1:3], [("2026-08-01", 500)])
    its = arr(bench)
    assert [(point.value, point.n) for point in its.points] == [(15.0, 2)]
    assert "Total names no accounts, so its rows are added to those of the other revenue datasets." in its.notes


_ledger = st.lists(
    st.tuples(
        st.none() | st.sampled_from(["A", "a ", "B", "C"]),
        st.sampled_from(["2026-07-01", "2026-08-01", "2026-08-20", "2026-09-01"]),
        st.none() | st.integers(1, 99),
    ),
    max_size=8,
    min_size=1,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["2026-10-01", "2026-11-01"]), _ledger), min_size=3, max_size=3))
def test_brute_force_over_overlapping_ledgers(bench: Any, ledgers: list[Any]) -> None:
    for number, (as_of, rows) in enumerate(ledgers):
        bench.put(f"L{number}", "revenue", REVENUE, [(*row, None) for row in rows], as_of=as_of)
    expected: dict[str, list[int]] = defaultdict(list)
    taken: set[tuple[str, str]] = set()
    newest_first = sorted(enumerate(ledgers), key=lambda pair: (pair[1][0], pair[0]), reverse=True)
    for _, (_, rows) in newest_first:
        mine = set()
        for account, day, cents in rows:
            if cents is None:
                continue
            pair = (account.strip().casefold(), day[:7]) if account is not None else None
            if pair not in taken:
                expected[day[:7]].append(cents)
            if pair is not None:
                mine.add(pair)
        taken |= mine
    with bench.reading() as (store, snapshot):
        offered = all_metrics(store, snapshot)
    found = arr(bench).points if any(metric.name == "arr" for metric in offered) else ()
    assert {point.period: (round((point.value or 0) * 100), point.n) for point in found if point.n} == {
        month: (sum(cents), len(cents)) for month, cents in expected.items()
    }
