"""Filters are written as they could have been typed, and read as the same again, whatever their type and their ends."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.datasets.filter_spans import Habits, UnreadableError
from prodops_desktop.datasets.filter_text import read_filter
from prodops_desktop.datasets.filter_writing import written
from prodops_desktop.datasets.filters import Between
from prodops_desktop.datasets.model import Column

MONDAY = Habits(date(2026, 11, 23))
GERMAN = Habits(date(2026, 11, 23), point=",", group=".", months={"mai": 5}, day_first=True)


def column(type_: str) -> Column:
    scale, currency = (2, "EUR") if type_ == "money" else (None, None)
    return Column(1, "it", 1, None, type_, "TEXT", scale, currency, None, None, None, 1, 1, None, None)


@pytest.mark.parametrize(
    ("type_", "typed", "text"),
    [
        ("time", "9:00-17:00", "09:00 – 17:00"),
        ("time", "< 9:00", "≤ 08:59"),
        ("time", "≥ 14:30:15", "≥ 14:30:15"),
        ("moment", "2026-11-03 9:00", "2026-11-03 09:00"),
        ("moment", "2026-11-03 9:00 – 2026-11-03 17:30:05", "2026-11-03 09:00 – 2026-11-03 17:30:05"),
        ("moment", "≤ 2026-11-03 17:30", "≤ 2026-11-03 17:30"),
        ("moment", "Nov 2026", "2026-11"),
        ("day", "Nov 2026", "2026-11"),
        ("day", "2026", "2026"),
        ("day", "≤ 9999-12-31", "≤ 9999-12-31"),
        ("percent", "<50%", "< 50%"),
        ("percent", "> 12.5", "> 12.5%"),
        ("percent", "37.123456789", "37.123456789%"),
        ("number", "<0", "< 0"),
        ("number", "> 0.0000001", "> 0.0000001"),
        ("number", "<5", "< 5"),
        ("number", "0.0000001 – 5", "0.0000001 – 5"),
        ("integer", "1.5", "1.5"),
        ("money", "12.505", "12.505"),
        ("money", "≥ 1k", "≥ 1000"),
        ("duration", "0.5 ms", "0.5 ms"),
        ("duration", "≥ 90 min", "≥ 1:30:00"),
    ],
)
def test_what_was_typed_is_written_plainly(type_: str, typed: str, text: str) -> None:
    test = read_filter(typed, column(type_), MONDAY)
    assert test is not None
    assert written(column(type_), test, MONDAY) == text
    for habits in (MONDAY, GERMAN):
        assert read_filter(written(column(type_), test, habits), column(type_), habits) == test


figures = st.one_of(st.integers(-(10**12), 10**12).map(str), st.decimals(-(10**6), 10**6, places=4).map(lambda one: f"{one:f}"))
days = st.dates().map(lambda day: day.isoformat())
clocks = st.times().map(lambda time: time.isoformat()) | st.times().map(lambda time: time.isoformat("minutes"))
moments = st.one_of(days, st.builds(lambda day, clock: f"{day} {clock}", days, clocks))
lengths = st.builds(lambda figure, unit: f"{figure} {unit}", figures, st.sampled_from(("ms", "s", "min", "h")))
TEXTS = {
    "integer": figures, "number": figures, "money": figures, "percent": figures, "duration": lengths,
    "day": st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4])), "moment": moments, "time": clocks,
}  # fmt: skip


@pytest.mark.parametrize("type_", TEXTS)
@given(st.data())
def test_every_readable_text_comes_back_as_the_same_test(type_: str, data: st.DataObject) -> None:
    one, other = data.draw(TEXTS[type_]), data.draw(TEXTS[type_])
    typed = data.draw(st.sampled_from((one, f"≥ {one}", f"> {one}", f"< {one}", f"≤ {one}", f"{one} – {other}")))
    with suppress(UnreadableError):
        test = read_filter(typed, column(type_), MONDAY)
        assert isinstance(test, Between)
        for habits in (MONDAY, GERMAN):
            assert read_filter(written(column(type_), test, habits), column(type_), habits) == test


@pytest.mark.parametrize(
    ("type_", "text", "test"),
    [
        ("moment", "9999-12-31 23:59", Between("9999-12-31T23:59:00", "9999-12-31T23:59:59.999999")),
        ("moment", "0001-01-01 00:00", Between("0001-01-01T00:00:00", "0001-01-01T00:00:59.999999")),
        ("day", "9999-12-31", Between("9999-12-31", "9999-12-31")),
        ("day", "> 9999-12-30", Between("9999-12-31", None)),
        ("day", "< 0001-01-02", Between(None, "0001-01-01")),
    ],
)
def test_the_ends_of_the_calendar(type_: str, text: str, test: Between) -> None:
    assert read_filter(text, column(type_), MONDAY) == test
    for beyond in ("> 9999-12-31", "< 0001-01-01"):
        with pytest.raises(UnreadableError, match="nothing beyond"):
            read_filter(beyond, column(type_), MONDAY)
