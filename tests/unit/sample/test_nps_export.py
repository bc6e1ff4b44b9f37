"""The NPS export comes out with the figures of the answer key, by the formula, from the file's own text."""

import csv
import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

FILE = "history/NPS_export.csv"
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows(sample: Path) -> list[Row]:
    with (sample / FILE).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def counted(rows: list[Row]) -> list[Row]:
    """Each row once, scores from 0 to 10."""
    once = {tuple(row.values()): row for row in rows}
    return [row for row in once.values() if int(row["score"]) <= 10]


def _month(row: Row) -> str:
    return datetime.fromtimestamp(int(row["date"]) / 1000, UTC).strftime("%Y-%m")


def _quarter(row: Row) -> str:
    year, month = _month(row).split("-")
    return f"{year}-Q{math.ceil(int(month) / 3)}"


def _nps(rows: Iterable[Row]) -> dict[str, Any]:
    scores = [int(row["score"]) for row in rows]
    n = len(scores)
    p, d = sum(s >= 9 for s in scores) / n, sum(s <= 6 for s in scores) / n
    error = 100 * math.sqrt((p + d - (p - d) ** 2) / n)
    return {"nps": round(100 * (p - d), 1), "margin": round(1.96 * error, 1), "n": n}


def _grouped(rows: list[Row], key: Any) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: _nps(group) for name, group in sorted(groups.items())}


def test_rows_resent_and_the_eleven(rows: list[Row], counted: list[Row], answer: Any) -> None:
    key = answer("rows of the export", FILE)
    assert len(rows) == key["rows"] == 1847
    assert len(rows) - len({tuple(row.values()) for row in rows}) == key["rows_dropped"] == 23
    assert [row["score"] for row in rows if not 0 <= int(row["score"]) <= 10] == ["11"]
    assert len(counted) == key["rows_accepted"] == 1847 - 23 - 1


def test_quarters(counted: list[Row], answer: Any) -> None:
    quarters = _grouped(counted, _quarter)
    assert quarters == answer("NPS by quarter", FILE)["quarters"]
    assert quarters["2026-Q4"] == {"nps": 34.0, "margin": 6.0, "n": 612}
    assert (quarters["2026-Q3"]["nps"], quarters["2026-Q3"]["margin"]) == (31.1, 7.0)
    rise = quarters["2026-Q4"]["nps"] - quarters["2026-Q3"]["nps"]
    assert rise < math.hypot(6.0, 7.0)  # no change


def test_enterprise_alone_rose(counted: list[Row], answer: Any) -> None:
    enterprise = _grouped([row for row in counted if row["segment"] == "Enterprise"], _quarter)
    assert enterprise == answer("NPS by segment", FILE)["segments"]["Enterprise"]
    now, before = enterprise["2026-Q4"], enterprise["2026-Q3"]
    assert (now["nps"], before["nps"]) == (40.7, 24.4)
    assert now["nps"] - before["nps"] > math.hypot(now["margin"], before["margin"])


def test_months_rise_far_beyond_the_margin(counted: list[Row], answer: Any) -> None:
    months = _grouped(counted, _month)
    assert months == answer("NPS by month", FILE)["months"]
    assert list(months) == ["2025-12", *(f"2026-{m:02d}" for m in range(1, 12))]
    assert min(month["n"] for month in months.values()) >= 30
    values = [month["nps"] for month in months.values()]
    assert values == sorted(values)
    assert values[-1] - values[0] > 1.5 * math.hypot(months["2025-12"]["margin"], months["2026-11"]["margin"])


def test_without_dropping_the_resent_the_figure_is_wrong(rows: list[Row]) -> None:
    loose = [row for row in rows if _quarter(row) == "2026-Q4" and int(row["score"]) <= 10]
    assert len(loose) > 612


def test_comments_are_as_people_write_them(rows: list[Row]) -> None:
    comments = [row["comment"] for row in rows if row["comment"]]
    assert 700 < len(comments) < 1200
    for sign in (",", '"', "\n", "👍", "😡"):
        assert any(sign in comment for comment in comments), sign
    assert all(row["email"].count("@") == 1 and row["company"] for row in rows)


def test_moments_fall_in_working_hours_so_that_no_zone_moves_a_month(rows: list[Row]) -> None:
    hours = {datetime.fromtimestamp(int(row["date"]) / 1000, UTC).hour for row in rows}
    assert (min(hours), max(hours)) == (7, 17)
    assert max(int(row["date"]) for row in rows) < datetime(2026, 11, 21, tzinfo=UTC).timestamp() * 1000
