"""The arithmetic of the measurements, and the workbook that they fall back on without trial data."""

import json
from pathlib import Path

import openpyxl

from tests.bench.measure import Measure, Sample, by_turns, measured, write
from tests.bench.retail import HEADER, make


def test_both_run_by_turns_and_the_ratio_is_that_of_the_medians() -> None:
    order: list[str] = []
    own, other = iter([3.0, 9.0, 6.0]), iter([2.0, 1.0, 4.0])

    def ours() -> Sample:
        order.append("own")
        return Sample(next(own), 100.0 + len(order))

    def yardstick() -> Sample:
        order.append("yardstick")
        return Sample(next(other))

    found = by_turns("x", ours, yardstick, rounds=3)
    assert order == ["own", "yardstick"] * 3
    assert found == Measure("x", ratio=3.0, bound=None, holds=None, seconds=6.0, yardstick_seconds=2.0, peak_mb=105.0)


def test_an_absolute_bound_is_its_own_yardstick() -> None:
    held = measured("gap", [Sample(0.030), Sample(0.070), Sample(0.040)], 0.050, bound=1)
    assert (held.ratio, held.holds, held.peak_mb) == (0.8, True, None)
    assert measured("gap", [Sample(0.051)], 0.050, bound=1).holds is False


def test_the_record_has_the_agreed_names(tmp_path: Path) -> None:
    write([measured("gap", [Sample(0.030)], 0.050, bound=1)], tmp_path / "a" / "bench.json")
    (record,) = json.loads((tmp_path / "a" / "bench.json").read_text(encoding="utf-8"))
    assert list(record) == ["name", "ratio", "bound", "holds", "seconds", "yardstick_seconds", "peak_mb"]


def test_the_made_workbook_has_the_shape_of_the_real_one(tmp_path: Path) -> None:
    make(tmp_path / "retail.xlsx", 400)
    rows = list(openpyxl.load_workbook(tmp_path / "retail.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[0] == HEADER
    assert len(rows) == 401
    assert {type(row[4]).__name__ for row in rows[1:]} == {"datetime"}
    missing_customers = sum(row[6] is None for row in rows[1:])
    assert 50 < missing_customers < 150
    assert len({row[1] for row in rows[1:]}) < 400
