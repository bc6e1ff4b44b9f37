"""Ranges that Excel took for dates are texts again, and days stay days."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.intake.dated_ranges import read_ranges

from .conftest import Stage

SAMPLE = Path(__file__).parents[3] / "resources" / "sample" / "history" / "Accounts_master_2026-10.xlsx"
many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


def as_excel_reads(low: int, high: int, *, typed_in: int, day_first: bool) -> date | None:
    """The date that Excel makes of the text "low-high"; None when it stays a text. Day and month come first, then month and year."""
    month, day = (high, low) if day_first else (low, high)
    year = high + (1900 if high >= 30 else 2000) if high < 100 else high
    for parts in ((typed_in, month, day), (year, low, 1)):
        try:
            return date(*parts) if 1900 <= parts[0] <= 9999 else None
        except ValueError:
            continue
    return None


def book(path: Path, cells: Sequence[str | date], header: str = "Crew") -> Path:
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet()
    shown = made.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["Firm", header])
    for number, cell in enumerate(cells, 1):
        sheet.write_string(number, 0, f"F{number}")
        if isinstance(cell, str):
            sheet.write_string(number, 1, cell)
        else:
            sheet.write_datetime(number, 1, cell, shown)
    made.close()
    return path


@pytest.mark.parametrize(
    ("text", "day_first", "turned"),
    [
        ("11-50", False, date(1950, 11, 1)),
        ("1-10", False, date(2026, 1, 10)),
        ("1-10", True, date(2026, 10, 1)),
        ("5-9", True, date(2026, 9, 5)),
        ("11-5000", False, date(5000, 11, 1)),
        ("51-200", False, None),
    ],
)
def test_the_tests_know_excel(text: str, day_first: bool, turned: date | None) -> None:
    low, high = map(int, text.split("-"))
    assert as_excel_reads(low, high, typed_in=2026, day_first=day_first) == turned


def test_the_sample_has_nine_turned_cells_and_they_are_said(stage: Stage) -> None:
    staged = stage(SAMPLE)
    position = staged.columns["# Employees"]["position"]
    assert staged.columns["# Employees"]["type"] == "text"
    assert set(staged.values("# Employees")) == {"1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000", "5001+"}
    assert staged.values("# Employees").count("11-50") == 117
    kept = staged.db.execute('SELECT text, reason FROM raw WHERE "column" = ?', (position,)).fetchall()
    assert kept == [("1950-11-01", "turned into a date by Excel")] * 9
    said = [warning for warning in staged.answer["warnings"] if "turned" in warning]
    assert said == ["9 cells of “# Employees” were turned into dates by Excel and read as text again, such as 11-50."]


@pytest.mark.parametrize("day_first", [False, True])
def test_where_every_cell_of_a_range_was_turned_its_neighbours_tell_it(tmp_path: Path, stage: Stage, *, day_first: bool) -> None:
    texts = ["1-10", "11-50", "51-200", "201-500", "500+"] * 6
    turned = {"1-10": date(2026, 10, 1) if day_first else date(2026, 1, 10), "11-50": date(1950, 11, 1)}
    staged = stage(book(tmp_path / "crew.xlsx", [turned.get(text, text) for text in texts]))
    assert staged.values("Crew") == texts
    assert any(warning.startswith("12 cells of “Crew” were turned into dates") for warning in staged.answer["warnings"])
    assert {texts[1] for texts in staged.raw_rows().values()} == {*map(str, turned.values()), "51-200", "201-500", "500+"}


def test_one_cell_is_said_as_one(tmp_path: Path, stage: Stage) -> None:
    staged = stage(book(tmp_path / "crew.xlsx", ["5-9", "10-19", "20-49", date(2026, 5, 9)]))
    assert staged.values("Crew")[-1] == "5-9"
    assert "1 cell of “Crew” was turned into a date by Excel and read as text again, such as 5-9." in staged.answer["warnings"]


@st.composite
def closed_sets(draw: st.DrawFn) -> list[tuple[int, int]]:
    edges = sorted(draw(st.sets(st.integers(1, 60) | st.sampled_from([100, 500, 1000, 2010, 5000]), min_size=4, max_size=8)))
    return [(low + 1, high) for low, high in zip([0, *edges], edges, strict=False) if low + 1 < high]


@many
@given(closed_sets(), st.integers(2008, 2026), st.booleans(), st.data())
def test_a_range_that_still_stands_somewhere_is_always_found_again(
    ranges: list[tuple[int, int]], typed_in: int, day_first: bool, data: st.DataObject
) -> None:
    if len(ranges) < 2:
        return
    turned = {
        day: f"{low}-{high}"
        for low, high in ranges
        if (day := as_excel_reads(low, high, typed_in=typed_in, day_first=day_first)) is not None
    }
    chosen = data.draw(st.sets(st.sampled_from(sorted(turned)))) if turned else set()
    words = {f"{low}-{high}": 3 for low, high in ranges}
    assert read_ranges(words, dict.fromkeys(chosen, 2), 0) == {day: turned[day] for day in chosen}


days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
notes = st.sampled_from(["tbd", "n/a", "Q3", "on request", "x-2", "", "see mail", "7-3"])


@many
@given(
    st.lists(days, min_size=1, max_size=60), st.lists(notes, max_size=8), st.sampled_from(["Crew", "Start", "# Employees", "Renewal date"])
)
def test_days_with_notes_among_them_are_never_touched(tmp_path: Path, stage: Stage, dates: list[date], odd: list[str], header: str) -> None:
    staged = stage(book(tmp_path / "days.xlsx", [*dates, *odd], header), kind="other")
    assert [value[:10] for value in staged.values(header)[: len(dates)]] == [day.isoformat() for day in dates]
    assert not any("Excel" in warning for warning in staged.answer["warnings"])


@many
@given(st.integers(0, 9000), st.integers(20, 60), st.sampled_from([[], ["1-10"], ["1-10", "11-50"]]))
def test_a_column_of_days_with_a_few_ranges_stays_one(tmp_path: Path, stage: Stage, first: int, size: int, odd: list[str]) -> None:
    dates = [date(2001, 1, 1) + timedelta(days=first + 3 * number) for number in range(size)]
    staged = stage(book(tmp_path / "days.xlsx", [*dates, *odd]), kind="other")
    assert [value[:10] for value in staged.values("Crew")[:size]] == [day.isoformat() for day in dates]


@pytest.mark.parametrize(("header", "types"), [("Start date", None), ("Crew", {"Crew": "day"})])
def test_who_says_days_gets_days(tmp_path: Path, stage: Stage, header: str, types: dict[str, str] | None) -> None:
    cells: list[str | date] = ["5-9", "10-19", "20-49", date(2026, 5, 9)]
    assert stage(book(tmp_path / "days.xlsx", cells, header), kind="other", types=types).values(header)[-1] == "2026-05-09"


@pytest.mark.parametrize(
    "texts",
    [["7-3", "2-1", "5-9"], ["A-1", "B-2", "C-3"], ["5-9", "north", "south"], ["1-10"]],
    ids=["scores", "codes", "few ranges", "one range"],
)
def test_other_texts_leave_a_date_a_date(tmp_path: Path, stage: Stage, texts: list[str]) -> None:
    staged = stage(book(tmp_path / "mixed.xlsx", [*texts, date(2026, 5, 9)]), kind="other")
    assert staged.values("Crew")[-1] == "2026-05-09"
