"""What is typed to filter a column: every form of it worked out by hand, and no guess at anything else."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.datasets.filter_text import Habits, UnreadableError, read_filter
from prodops_desktop.datasets.filter_writing import written
from prodops_desktop.datasets.filters import Between, Contains, Missing, OneOf
from prodops_desktop.datasets.model import Column

MONDAY = Habits(date(2026, 11, 23))
GERMAN = Habits(date(2026, 11, 23), point=",", group=".", months={"mai": 5, "dez": 12, "märz": 3})


def column(type_: str, scale: int | None = None, currency: str | None = None) -> Column:
    return Column(1, "it", 1, None, type_, "TEXT", scale, currency, None, None, None, 1, 1, None, None)


EUROS = column("money", 2, "EUR")


def read(text: str, type_: str = "integer", habits: Habits = MONDAY) -> object:
    return read_filter(text, column(type_), habits)


@pytest.mark.parametrize("type_", ["text", "name", "integer", "number", "money", "percent", "duration", "day", "moment", "time", "boolean"])
def test_every_type_can_be_empty_or_not(type_: str) -> None:
    assert read("  ", type_) is None
    assert read("Empty", type_) == Missing(True)
    assert read(" not  empty ", type_) == read("!empty", type_) == Missing(False)


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("bank", Contains("bank")),
        ("!bank", Contains("bank", wanted=False)),
        ("! New York", Contains("New York", wanted=False)),
        ('"empty"', Contains("empty")),
        ('!"!odd"', Contains("!odd", wanted=False)),
        ("≥ 100", Contains("≥ 100")),
        ('say "hi"', Contains('say "hi"')),
    ],
)
def test_texts(text: str, test: Contains) -> None:
    assert read(text, "text") == read(text, "name") == test


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("100", 100, 100),
        ("= 100", 100, 100),
        ("≥ 100", 100, None),
        (">=100", 100, None),
        (">100", 101, None),
        ("<5", None, 4),
        ("<= 5", None, 5),
        ("100–200", 100, 200),
        ("100-200", 100, 200),
        ("100 to 200", 100, 200),
        ("100..200", 100, 200),
        ("-5", -5, -5),
        ("−5--2", -5, -2),
        ("1,234,567", 1_234_567, 1_234_567),
        ("≥ 2.5k", 2500, None),
        ("1.2M", 1_200_000, 1_200_000),
        ("> 1.5", 2, None),
        ("< 1.5", None, 1),
        ("≥ 1.5", 2, None),
        ("1.2-3.7", 2, 3),
    ],
)
def test_whole_numbers(text: str, low: int | None, high: int | None) -> None:
    assert read(text) == Between(low, high)


@pytest.mark.parametrize(
    "text", ["ten", "1,5", "12,34", "1.", "5-", "200–100", "5 apples", "1e5", "²", "> ", "50%", "$5", "9" * 30, "5 6 7"]
)
def test_what_is_no_number_says_so(text: str) -> None:
    with pytest.raises(UnreadableError) as told:
        read(text)
    assert "Type ≥ 100" in str(told.value)


def test_other_signs_and_units() -> None:
    assert read("1.234,5", "number", GERMAN) == Between(1234.5, 1234.5)
    with pytest.raises(UnreadableError):
        read("1,234.5", "number", GERMAN)
    assert read("1 234", "integer", GERMAN) == Between(1234, 1234)
    assert read("<5%", "percent") == Between(None, math.nextafter(5.0, 0))
    assert read("> 0.1", "number") == Between(math.nextafter(0.1, 1), None)
    assert read_filter("≥ €12.50", EUROS, MONDAY) == Between(1250, None)
    assert read_filter("< 12.505", EUROS, MONDAY) == Between(None, 1250)
    assert read_filter("> 12.50", EUROS, MONDAY) == Between(1251, None)
    assert read_filter("eur 1k – 2k EUR", EUROS, MONDAY) == Between(100_000, 200_000)
    with pytest.raises(UnreadableError, match="This column is in EUR"):
        read_filter("$5", EUROS, MONDAY)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2 h", 7_200_000, 7_200_000),
        ("≥ 90 min", 5_400_000, None),
        ("<1:30", None, 5_399_999),
        ("1:30:00–26:00:00.5", 5_400_000, 93_600_500),
        ("1.5h", 5_400_000, 5_400_000),
        ("250 ms", 250, 250),
    ],
)
def test_lengths_of_time(text: str, low: int | None, high: int | None) -> None:
    assert read(text, "duration") == Between(low, high)


def test_a_length_needs_its_unit() -> None:
    with pytest.raises(UnreadableError, match="2 h"):
        read("90", "duration")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2026-11-01", "2026-11-01", "2026-11-01"),
        ("1 Nov 2026", "2026-11-01", "2026-11-01"),
        ("Nov 1, 2026", "2026-11-01", "2026-11-01"),
        ("Nov 2026", "2026-11-01", "2026-11-30"),
        ("february 2028", "2028-02-01", "2028-02-29"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("Q4 2026", "2026-10-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("≥ 2026-11-01", "2026-11-01", None),
        ("> Nov 2026", "2026-12-01", None),
        ("< Nov 2026", None, "2026-10-31"),
        ("≤ Nov 2026", None, "2026-11-30"),
        ("Jan 2026 – Mar 2026", "2026-01-01", "2026-03-31"),
        ("2026-01-05 - 2026-01-09", "2026-01-05", "2026-01-09"),
        ("2026-01-05-2026-01-09", "2026-01-05", "2026-01-09"),
        ("2024-2026", "2024-01-01", "2026-12-31"),
        ("today", "2026-11-23", "2026-11-23"),
        ("≥ tomorrow", "2026-11-24", None),
        ("this week", "2026-11-23", "2026-11-29"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("next quarter", "2027-01-01", "2027-03-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("next 12 months", "2026-11-23", "2027-11-22"),
        ("last 30 days", "2026-10-25", "2026-11-23"),
        ("last 2 weeks", "2026-11-10", "2026-11-23"),
        ("yesterday–next week", "2026-11-22", "2026-12-06"),
    ],
)
def test_days(text: str, low: str | None, high: str | None) -> None:
    assert read(text, "day") == read(text.upper(), "day") == Between(low, high)
    assert read(text, "moment") == Between(low, high), "the high of a day takes in all of it"


@pytest.mark.parametrize(
    "text", ["11/12/2026", "2026-13-01", "2026-02-30", "31 Nov 2026", "Smarch 2026", "next 0 days", "0000", "next 9999 years"]
)
def test_what_is_no_day_says_so(text: str) -> None:
    with pytest.raises(UnreadableError, match="can’t be read"):
        read(text, "day")


def test_a_day_without_its_year_says_what_is_missing() -> None:
    with pytest.raises(UnreadableError, match="“14 Dec” has no year"):
        read("14 dec", "day")
    with pytest.raises(UnreadableError, match="ends before it begins"):
        read("Nov 2026–Jan 2026", "day")


def test_the_week_begins_and_months_are_called_as_she_is_used_to() -> None:
    assert read("this week", "day", Habits(date(2026, 11, 23), first_weekday=7)) == Between("2026-11-22", "2026-11-28")
    assert read("12. Mai 2026", "day", GERMAN) == Between("2026-05-12", "2026-05-12")
    assert read("märz 2026", "day", GERMAN) == Between("2026-03-01", "2026-03-31")


def test_a_day_in_figures_is_read_only_as_days_are_written() -> None:
    day_first, month_first = (Habits(date(2026, 11, 23), day_first=which) for which in (True, False))
    assert read("3.4.2026", "day", day_first) == Between("2026-04-03", "2026-04-03")
    assert read("≥ 03/04/2026", "day", month_first) == Between("2026-03-04", None)
    with pytest.raises(UnreadableError):
        read("14/25/2026", "day", day_first)


def test_a_month_later_than_its_31st_is_its_last_day() -> None:
    late = Habits(date(2026, 1, 31))
    assert read("next 1 month", "day", late) == Between("2026-01-31", "2026-02-27")
    assert read("last 1 month", "day", Habits(date(2026, 3, 31))) == Between("2026-03-01", "2026-03-31")


def test_times_and_moments() -> None:
    assert read("14:30", "time") == Between("14:30:00", "14:30:59.999999")
    assert read("<9:00", "time") == Between(None, "08:59:59.999999")
    assert read("9:00-17:00", "time") == Between("09:00:00", "17:00:59.999999")
    assert read("2026-11-01 14:30", "moment") == Between("2026-11-01T14:30:00", "2026-11-01T14:30:59.999999")
    assert read("> 2026-11-01 23:59", "moment") == Between("2026-11-02T00:00:00", None)
    for text in ("25:00", "14", "2:61", "> 23:59", "< 0:00"):
        with pytest.raises(UnreadableError):
            read(text, "time")


def test_yes_and_no() -> None:
    assert read("Yes", "boolean") == read("!no", "boolean") == OneOf((1,))
    assert read("0", "boolean") == OneOf((0,))
    with pytest.raises(UnreadableError, match="neither yes nor no"):
        read("maybe", "boolean")


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    for type_ in ("text", "integer", "money", "duration", "day", "moment", "time", "boolean"):
        told = ""
        try:
            read(text, type_)
        except UnreadableError as error:
            told = str(error)
        assert not told or told.endswith(".")


@given(st.one_of(st.none(), st.integers(-(10**12), 10**12)), st.one_of(st.none(), st.integers(-(10**12), 10**12)))
def test_what_was_written_is_read_as_the_same(low: int | None, high: int | None) -> None:
    low, high = (high, low) if low is not None and high is not None and low > high else (low, high)
    for habits in (MONDAY, GERMAN):
        for one in (column("integer"), EUROS, column("duration")):
            test = Between(low, high)
            assert read_filter(written(one, test, habits), one, habits) == (test if (low, high) != (None, None) else None)
        for value in (low, high):
            number = Between(None if value is None else value / 7, None)
            assert read_filter(written(column("number"), number, habits), column("number"), habits) == (
                number if value is not None else None
            )


@given(st.text(min_size=1, max_size=12), st.booleans())
def test_texts_that_were_written_are_read_as_the_same(text: str, wanted: bool) -> None:
    words = " ".join(text.split())
    if words:
        test = Contains(words, wanted)
        assert read_filter(written(column("text"), test, MONDAY), column("text"), MONDAY) == test
    for choice in (OneOf((1,)), OneOf((0,)), Missing(True), Missing(False)):
        assert read_filter(written(column("boolean"), choice, MONDAY), column("boolean"), MONDAY) == choice
    for span in (Between("2026-11-01", "2026-11-30"), Between("2026-11-01", None)):
        assert read_filter(written(column("day"), span, MONDAY), column("day"), MONDAY) == span
