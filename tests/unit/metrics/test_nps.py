"""NPS from responses that were stored by the real import."""

import math
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.store import set_counts
from prodops_desktop.metrics.catalogue import find_metric
from prodops_desktop.metrics.figure import as_sentence, figure
from prodops_desktop.metrics.series import Point, rows_behind, series

COLUMNS = [("score", "score", "number"), ("date", "when", "moment", {"zone": "UTC"}), ("company", "account", "name")]
Row = tuple[float, str, str | None]


def wave(day: str, promoters: int, passives: int, detractors: int) -> list[Row]:
    scores = (
        [9, 10] * (promoters // 2) + [9] * (promoters % 2) + [7] * passives + [0] * (detractors // 2) + [6] * (detractors - detractors // 2)
    )
    return [(float(score), f"{day}T23:59:59", None) for score in scores]


def points(bench: Any, grain: str = "month", **bounds: str) -> dict[str, Point]:
    with bench.reading() as (store, snapshot):
        its = series(store, snapshot, find_metric(store, snapshot, "NPS"), grain=grain, **bounds)
    return {point.period: point for point in its.points}


def test_oracles_by_month_with_a_gap_and_too_few(bench: Any) -> None:
    rows = wave("2026-06-30", 50, 33, 17) + wave("2026-07-01", 30, 10, 10) + wave("2026-09-12", 240, 120, 140) + wave("2026-10-02", 4, 3, 2)
    bench.put("Export", "nps", COLUMNS, rows)
    found = points(bench)
    assert {
        period: (point.value and round(point.value, 1), point.margin and round(point.margin, 1), point.n) for period, point in found.items()
    } == {
        "2026-06": (33.0, 14.7, 100),
        "2026-07": (40.0, 22.2, 50),
        "2026-08": (None, None, 0),
        "2026-09": (20.0, 7.4, 500),
        "2026-10": (None, None, 9),
    }
    assert found["2026-08"].note == "no data"
    assert "too few" in found["2026-10"].note
    quarters = points(bench, "quarter")
    assert (quarters["2026-Q3"].value, quarters["2026-Q3"].n) == (100 * (270 - 150) / 550, 550)


def test_bounds_keep_whole_periods(bench: Any) -> None:
    bench.put("Export", "nps", COLUMNS, wave("2026-06-30", 5, 5, 5) + wave("2026-07-20", 5, 5, 5) + wave("2026-09-12", 5, 5, 5))
    assert list(points(bench, start="2026-07-25", end="2026-08-01")) == ["2026-07", "2026-08"]
    assert points(bench, start="2026-07-25", end="2026-08-01")["2026-07"].n == 15


def test_figure_and_its_sentence(bench: Any) -> None:
    """Quarters of 500 and 600: 20.0 ± 7.4 and 30.0 ± 6.6; √(7.4² + 6.6²) = 9.9 is just exceeded by 10."""
    bench.put("Export", "nps", COLUMNS, wave("2026-08-15", 240, 120, 140) + wave("2026-11-19", 300, 180, 120))
    bench.change(lambda store: set_target(store, "nps", "NPS", 38))
    with bench.reading() as (store, snapshot):
        found = figure(store, snapshot, find_metric(store, snapshot, "nps"))
    margin = 196 * math.sqrt((0.5 + 0.2 - 0.3**2) / 600)
    assert (found.period, found.value, found.n, found.target, found.gap) == ("2026-Q4", 30.0, 600, 38, -8.0)
    assert found.margin == pytest.approx(margin)
    assert (found.change, found.direction, found.good) == (10.0, "up", True)
    assert as_sentence(found) == (
        f"NPS 30.0 ± {margin:.1f}, Q4 2026 to 19 Nov, target 38, prior 20.0 ± 7.4 (+10.0 points); 600 responses; Export 1.csv"
    )


def test_a_change_inside_the_margin_is_none(bench: Any) -> None:
    bench.put("Export", "nps", COLUMNS, wave("2026-08-15", 48, 24, 28) + wave("2026-11-19", 60, 36, 24))
    with bench.reading() as (store, snapshot):
        found = figure(store, snapshot, find_metric(store, snapshot, "nps"))
    assert (found.significant, found.direction, found.good) == (False, "flat", None)
    assert "(no change beyond the margin)" in as_sentence(found)


def test_datasets_that_do_not_count_are_not_read_and_overlaps_are_said(bench: Any) -> None:
    bench.put("One", "nps", COLUMNS, wave("2026-08-15", 10, 10, 10))
    bench.put("Two", "nps", COLUMNS, wave("2026-08-15", 10, 10, 10))
    with bench.reading() as (store, snapshot):
        both = series(store, snapshot, find_metric(store, snapshot, "nps"))
    assert both.points[0].n == 60
    assert "One and Two cover the same days" in both.notes[0]
    bench.change(lambda store: set_counts(store, 2, counts=False))
    with bench.reading() as (store, snapshot):
        one = series(store, snapshot, find_metric(store, snapshot, "nps"))
    assert (one.points[0].n, one.notes, [source.name for source in one.sources]) == (30, (), ["One"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10), st.dates(date(2026, 7, 1), date(2026, 11, 23))), min_size=1, max_size=120))
def test_brute_force(bench: Any, responses: list[tuple[int, date]]) -> None:
    version = bench.put("Export", "nps", COLUMNS, [(float(score), f"{day}T12:00:00", None) for score, day in responses])
    months = Counter(day.isoformat()[:7] for _, day in responses)
    found = points(bench)
    assert {period: point.n for period, point in found.items() if point.n} == dict(months)
    for month, n in months.items():
        scores = [score for score, day in responses if day.isoformat()[:7] == month]
        marks = [(score >= 9) - (score <= 6) for score in scores]
        expected = None if n < 10 else 100 * sum(marks) / n
        assert found[month].value == (None if expected is None else pytest.approx(expected))
        with bench.reading() as (store, snapshot):
            (behind,) = rows_behind(store, snapshot, find_metric(store, snapshot, "nps"), month, "month")
        assert behind.version == version
        grid = Grid(bench.workspace, version, behind.condition)
        assert sorted(float(row.values[0] or 0) for row in grid.rows(0, 1000)) == sorted(scores)
        grid.close()
