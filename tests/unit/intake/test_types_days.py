"""All days of a leap year in every way of writing them are read as Python reads them, and given back to the letter."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil import parser as dateutil
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.intake.counted_days import moment_of, number_of
from prodops_desktop.intake.days import read_day, render_day
from prodops_desktop.intake.month_names import EVERYDAY, MONTHS, MONTHS_READ, STYLES

DAYS = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]


NUMERIC: dict[str, Callable[[date], str]] = {
    "dd/mm/yyyy": lambda day: f"{day:%d/%m/%Y}",
    "d.m.yyyy": lambda day: f"{day.day}.{day.month}.{day.year}",
    "d-m-yy": lambda day: f"{day.day}-{day.month}-{day:%y}",
    "dd. mm. yyyy": lambda day: f"{day:%d. %m. %Y}",
    "mm/dd/yyyy": lambda day: f"{day:%m/%d/%Y}",
    "m/d/yy": lambda day: f"{day.month}/{day.day}/{day:%y}",
}
WORDED: dict[str, Callable[[date], str]] = {
    "yyyy-mm-dd": lambda day: day.isoformat(),
    "yyyy/m/d": lambda day: f"{day.year}/{day.month}/{day.day}",
    "yyyy. mm. dd.": lambda day: f"{day:%Y. %m. %d.}",
    "d Mon yyyy": lambda day: f"{day.day} {day:%b %Y}",
    "dd-Mon-yy": lambda day: f"{day:%d-%b-%y}",
    "Month d, yyyy": lambda day: f"{day:%B} {day.day}, {day.year}",
    "Mon, dd Mon yyyy": lambda day: f"{day:%a, %d %b %Y}",
    "Monday d Month yyyy": lambda day: f"{day:%A} {day.day} {day:%B %Y}",
    "yyyy-Mon-dd": lambda day: f"{day:%Y-%b-%d}",
    "ddMONyyyy": lambda day: f"{day:%d%b%Y}".upper(),
}


@pytest.mark.parametrize("name", NUMERIC)
def test_days_of_two_orders(name: str) -> None:
    write, day_first = NUMERIC[name], name.startswith("d")
    for day in DAYS:
        text = write(day)
        read = read_day(text, day_first=day_first)
        assert read is not None, text
        assert read.value.date() == day == dateutil.parse(text, dayfirst=day_first).date(), text
        assert render_day(read.template, read.value) == text
        other = read_day(text, day_first=not day_first)
        assert (other is None) == (day.day > 12), text
        if other is not None:
            assert other.value.date() == date(day.year, day.day, day.month)


@pytest.mark.parametrize("name", WORDED)
@pytest.mark.parametrize("day_first", [True, False])
def test_days_of_one_order(name: str, day_first: bool) -> None:
    for day in DAYS:
        text = WORDED[name](day)
        read = read_day(text, day_first=day_first)
        assert read is not None, text
        assert read.value.date() == day == dateutil.parse(text).date(), text
        assert (read.first, read.second) == (0, 0)
        assert render_day(read.template, read.value) == text


def test_weeks_and_quarters_of_thirty_years() -> None:
    for number in range(0, 30 * 366, 3):
        day = date(2005, 1, 1) + timedelta(days=number)
        year, week, weekday = day.isocalendar()
        for text, first in ((f"{year}-W{week:02}", 1), (f"{year}-W{week:02}-{weekday}", weekday), (f"KW {week}/{year}", 1)):
            read = read_day(text)
            assert read is not None, text
            assert read.value.date() == date.fromisocalendar(year, week, first)
            assert render_day(read.template, read.value) == text
        quarter = (day.month + 2) // 3
        for text in (
            f"Q{quarter} {day.year}",
            f"{day.year}Q{quarter}",
            f"{quarter}Q{day:%y}",
            f"FY{day:%y} Q{quarter}",
            f"T{quarter} {day.year}",
        ):
            read = read_day(text)
            assert read is not None, text
            assert read.value.date() == date(day.year, 3 * quarter - 2, 1)
            assert render_day(read.template, read.value) == text


@pytest.mark.parametrize("style", STYLES)
def test_months_in_fifteen_languages(style: str) -> None:
    for number, name in enumerate(STYLES[style], 1):
        for word in (name, name.lower(), name.upper()):
            if word.lower() not in MONTHS_READ:
                continue  # capitals of Turkish have two kinds of i
            for text in (f"5 {word} 2026", f"05. {word} 2026", f"{word} 2026", f"{word}-26"):
                read = read_day(text)
                assert read is not None, text
                assert (read.value.year, read.value.month) == (2026, number), text
                assert render_day(read.template, read.value) == text


def test_no_name_means_two_months() -> None:
    for style, names in STYLES.items():
        assert len({name.lower() for name in names}) == 12, style
        assert all(MONTHS_READ[name.lower()] == number for number, name in enumerate(names, 1)), style


def test_words_of_everyday_language_are_no_months_in_prose() -> None:
    assert not EVERYDAY & MONTHS.keys()
    assert read_day("Set 20") is None
    assert read_day("20 set 2026") is not None


@given(
    st.datetimes(datetime(1970, 1, 1), datetime(2068, 12, 31)), st.sampled_from(["T", " "]), st.sampled_from(["", "Z", "+01:00", "-0530"])
)
def test_iso_moments(moment: datetime, join: str, zone: str) -> None:
    for text in (f"{moment.isoformat(join)}{zone}", f"{moment:%Y%m%dT%H%M%S}{zone}", f"{moment:%d/%m/%Y}{join}{moment:%H:%M}{zone}"):
        read = read_day(text)
        assert read is not None, text
        known = datetime.fromisoformat(text).replace(tzinfo=None) if text[2] != "/" else moment.replace(second=0, microsecond=0)
        assert read.value == known
        assert render_day(read.template, read.value) == text


def test_hours_of_two_halves_of_the_day() -> None:
    for minute in range(0, 1440, 7):
        moment = datetime(2026, 11, 23) + timedelta(minutes=minute)
        for text in (f"{moment:%Y-%m-%d %I:%M %p}", f"{moment:%Y-%m-%d} {moment.hour % 12 or 12}:{moment:%M}{moment:%p}".lower()):
            read = read_day(text)
            assert read is not None, text
            assert read.value == moment == dateutil.parse(text)
            assert render_day(read.template, read.value) == text


NO_DAYS = (
    "31/02/2026|2026-13-01|13/13/2026|12345|abc|1.2|Jan|2026-11-23 25:00|2026-W60|2026-W54|Q5 2026|Q0 2026|29/02/2023|00/01/2026|3/4|26-Mar"
    "|10.0.0.1|1.2.3|Set 20|Out 15|2026-11-23 10:15 IST|2026-11-23 13:00 pm|2026-11-23 10:15 +19:00|W48|May|12:30|20261123|2026/3|Q4"
)


@pytest.mark.parametrize("text", NO_DAYS.split("|"))
def test_what_is_no_day(text: str) -> None:
    assert read_day(text) is None


def test_any_text_is_read_or_not_but_never_fails() -> None:
    chance, signs = random.Random(8), "0123456789/-.: TZWQapm,+()'"
    for _ in range(20_000):
        text = "".join(chance.choices(signs, k=chance.randint(1, 14))).strip()
        read = read_day(text)
        assert read is None or isinstance(read.value, datetime)


@given(st.datetimes(datetime(1971, 1, 1), datetime(2048, 12, 31)))
def test_days_that_are_counted(moment: datetime) -> None:
    since = (moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    for unit, number in (("us", since), ("ms", since // 1000), ("s", since // 1_000_000)):
        read = moment_of(unit, str(number))
        assert read is not None
        assert abs(read - moment) < timedelta(seconds=1)
        assert number_of(unit, read) == str(number)
    whole = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    for unit, start in (("serial", date(1899, 12, 30)), ("serial 1904", date(1904, 1, 1))):
        number = (whole.date() - start).days
        assert moment_of(unit, str(number)) == whole
        assert number_of(unit, whole) == str(number)
    for unit, text in (("compact", f"{moment:%Y%m%d}"), ("month", f"{moment:%Y%m}"), ("compact moment", f"{moment:%Y%m%d%H%M%S}")):
        read = moment_of(unit, text)
        assert read is not None
        assert number_of(unit, read) == text


@given(st.integers(0, 86_399), st.integers(20_000, 60_000))
def test_serial_numbers_with_a_time_come_back(second: int, day: int) -> None:
    text = repr(day + second / 86_400)
    read = moment_of("serial", text)
    assert read is not None
    assert read == datetime(1899, 12, 30) + timedelta(days=day, seconds=second)
    assert number_of("serial", read) == (text.removesuffix(".0"))
