"""Which headers are periods one after the other, so that their columns may become rows."""

from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.intake.tables.series import find_wide, kind_of_days

from .conftest import Stage


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("Mar 2026,Feb 2026,Jan 2026", "Month"),
        ("Mar,Feb,Jan,Dec", "Month"),
        ("202501,202502,202503", "Month"),
        ("202503,202502,202501", "Month"),
        ("2026M01,2026M02,2026M03", "Month"),
        ("11/25,12/25,01/26", "Month"),
        ("2026,2025,2024", "Year"),
        ("Q4,Q3,Q2,Q1", "Quarter"),
        ("H1 2025,H2 2025", "Half-year"),
        ("2. Halbjahr 2025,1. Halbjahr 2025", "Half-year"),
        ("2026-03-01,2026-02-01,2026-01-01", "Day"),
        ("Jan 26 (EUR),Feb 26 (EUR),Mar 26 (EUR)", "Month"),
        ("MRR Jan 2026,MRR Feb 2026,MRR Mar 2026", "Month"),
        ("MRR (Jan 26),MRR (Feb 26),MRR (Mar 26)", "Month"),
        ("Mar-26 Actual,Feb-26 Actual,Jan-26 Actual", "Month"),
        ("Revenue Q1 2025,Revenue Q2 2025,Revenue Q3 2025", "Quarter"),
    ],
)
def test_series_of_periods(headers: str, kind: str) -> None:
    named = headers.split(",")
    wide = find_wide(["Account", *named])
    assert wide is not None
    assert (wide.columns, wide.kind) == (tuple(range(1, len(named) + 1)), kind)
    assert find_wide(["Account", *(int(name) if name.isdecimal() else name for name in named)]) is not None


@pytest.mark.parametrize(
    "headers",
    [
        "Plan Jan 26,Plan Feb 26,Plan Mar 26,Actual Jan 26,Actual Feb 26,Actual Mar 26",
        "Jan 2026,Mar 2028,Feb 2026",
        "Tier 1,Tier 2,Tier 3",
        "Sprint 1,Sprint 2,Sprint 3",
        "H1,H2",
        "1h,2h",
        "Jan 2026,Feb 2026",
        "202513,202514,202515",
        "1,2,3",
    ],
)
def test_what_is_no_series(headers: str) -> None:
    assert find_wide(["Account", *headers.split(",")]) is None


def test_days_of_months_are_months_also_with_the_latest_first() -> None:
    assert kind_of_days(["2026-03-31", "2026-02-28", "2026-01-31"]) == "Month"


@pytest.mark.parametrize(
    ("headers", "value", "type_of", "values"),
    [
        (("MRR Jan 2026", "MRR Feb 2026", "MRR Mar 2026"), "MRR", "money", [100, 200, 300]),
        (("Jan 2026 (EUR)", "Feb 2026 (EUR)", "Mar 2026 (EUR)"), "Value (EUR)", "money", [100, 200, 300]),
        (("Jan-26 Seats", "Feb-26 Seats", "Mar-26 Seats"), "Seats", "integer", [1, 2, 3]),
    ],
)
def test_words_around_the_periods_name_the_values(
    tmp_path: Path, stage: Stage, headers: tuple[str, ...], value: str, type_of: str, values: list[Any]
) -> None:
    (tmp_path / "a.csv").write_text(f"Account,{','.join(headers)}\nAcme,1,2,3\nDuff,4,5,6\n", encoding="utf-8")
    staged = stage(tmp_path / "a.csv", unpivot=True)
    assert list(staged.columns) == ["Account", "Month", value]
    assert staged.values("Month")[:3] == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert (staged.columns[value]["type"], staged.values(value)[:3]) == (type_of, values)
    kept = staged.db.execute('SELECT text FROM raw WHERE "column" = 2 ORDER BY _row LIMIT 3').fetchall()
    assert tuple(text for (text,) in kept) == headers, "which is what stands in the cell"
