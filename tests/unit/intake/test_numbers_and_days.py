"""Numbers and days in people's writing are understood, and given back exactly."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.intake.asof import find_as_of
from prodops_desktop.intake.days import read_day, render_day
from prodops_desktop.intake.missing import missing_texts
from prodops_desktop.intake.numbers import NumberForm, read_number


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1250", "1250"),
        ("-3.5", "-3.5"),
        ("− 1", "-1"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1.234.567", "1234567"),
        ("566,216", "566216"),
        ("12'500", "12500"),
        ("1 234 567,8", "1234567.8"),
        ("€ 1.250,00", "1250.00"),
        ("1,250 EUR", "1250"),
        ("(1,250.00)", "-1250.00"),
        ("12.5-", "-12.5"),
        ("$-4.20", "-4.20"),
        ("31 %", "31"),
        ("0,5", "0.5"),
        (".75", "0.75"),
        ("1.5E3", "1500"),
    ],
)
def test_numbers(text: str, plain: str) -> None:
    written = read_number(text)
    assert written is not None
    assert written.plain == plain


NO_NUMBERS = ["", "-", "1.2.3", "12,34,56", "1,23.4.5", "A12", "12 apples", "€", "1e999", "(12", "10.0.0.1", "1 2", "$5 EUR"]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_no_numbers(text: str) -> None:
    assert read_number(text) is None


def test_what_is_ambiguous_follows_the_column() -> None:
    assert read_number("12.500", decimal=".") is not None
    as_decimals, as_groups = read_number("12.500", decimal="."), read_number("12.500", decimal=",")
    assert as_decimals is not None
    assert as_groups is not None
    assert (as_decimals.plain, as_groups.plain, as_groups.ambiguous) == ("12.500", "12500", True)


forms = st.builds(
    NumberForm,
    before=st.sampled_from(["", "€ ", "$", "EUR "]),
    after=st.just(""),
    group=st.sampled_from(["", " ", "'"]),
    decimal=st.sampled_from([".", ","]),
    places=st.sampled_from([2, 4]),
    negative=st.sampled_from(["-", "(", "trail", "−"]),
)


@given(forms, st.integers(-(10**9), 10**9))
def test_a_rendered_number_reads_back(form: NumberForm, cents: int) -> None:
    plain = f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
    written = read_number(form.render(plain), form.decimal)
    assert written is not None
    assert float(written.plain) == float(plain)


@pytest.mark.parametrize(
    ("text", "day_first", "moment"),
    [
        ("2026-11-23", True, datetime(2026, 11, 23)),
        ("27-07-2023", True, datetime(2023, 7, 27)),
        ("3/11/2017", True, datetime(2017, 11, 3)),
        ("3/11/2017", False, datetime(2017, 3, 11)),
        ("31-Jul-18", True, datetime(2018, 7, 31)),
        ("31. Dezember 2025", True, datetime(2025, 12, 31)),
        ("1 février 2026", True, datetime(2026, 2, 1)),
        ("July 4, 2026", True, datetime(2026, 7, 4)),
        ("Mar-26", True, datetime(2026, 3, 1)),
        ("2026-Q2", True, datetime(2026, 4, 1)),
        ("2026-W01", True, datetime(2025, 12, 29)),
        ("2026-03", True, datetime(2026, 3, 1)),
        ("28-07-2023 03:00", True, datetime(2023, 7, 28, 3)),
        ("22/Sep/25 9:26 AM", True, datetime(2025, 9, 22, 9, 26)),
        ("2026-11-23T12:01:02.500Z", True, datetime(2026, 11, 23, 12, 1, 2, 500_000)),
        ("1/2/2026 12:05 am", True, datetime(2026, 2, 1, 0, 5)),
    ],
)
def test_days(text: str, day_first: bool, moment: datetime) -> None:
    written = read_day(text, day_first=day_first)
    assert written is not None
    assert written.value == moment
    assert render_day(written.template, moment) == text


NO_DAYS = ["31/02/2026", "2026-13-01", "13/13/2026", "12345", "abc", "1.2", "99:99", "Jan", "2026-11-23 25:00", "2026-W60"]


@pytest.mark.parametrize("text", NO_DAYS)
def test_no_days(text: str) -> None:
    assert read_day(text) is None


TEMPLATES = ["{d:02}/{m:02}/{Y:04}", "{Y:04}-{m:02}-{d:02}", "{d}. {long_de} {Y:04}", "{d}-{short_en}-{y:02}"]


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from(TEMPLATES))
def test_a_rendered_day_reads_back(day: date, template: str) -> None:
    moment = datetime(day.year, day.month, day.day)
    written = read_day(render_day(template, moment))
    assert written is not None
    assert written.value == moment


@pytest.mark.parametrize(
    ("titles", "sheet", "stem", "expected"),
    [
        (["Contracts", "As of 20 Nov 2026 · Finance"], "ARR", "Contracts_2026-10", ("2026-11-20", "title")),
        ([], "Oct 2026", "x", ("2026-10-31", "sheet name")),
        ([], "Pipe", "Sales_pipeline_2026-11-20", ("2026-11-20", "file name")),
        ([], "Sheet1", "CS_health_2026-10", ("2026-10-31", "file name")),
        ([], "Sheet1", "CS_health_2026-11", ("2026-11-23", "file name")),
        ([], "Sheet1", "Usage_weekly_2026-08-24_11-16", ("2026-11-16", "file name")),
        (["Stand 31.12.2025"], "x", "y", ("2025-12-31", "title")),
        ([], "Sheet1", "online_retail", (None, None)),
        ([], "Sheet1", "order_20261399", (None, None)),
    ],
)
def test_as_of(titles: list[str], sheet: str, stem: str, expected: tuple[str | None, str | None]) -> None:
    assert find_as_of(titles, sheet, stem, date(2026, 11, 23)) == expected


def test_na_is_a_region_among_regions_and_missing_elsewhere() -> None:
    assert missing_texts(["NA", "EMEA", "APAC"], text_column=True) == frozenset()
    assert missing_texts(["NA", "Retail", "Software"], text_column=True) == {"NA"}
    assert missing_texts(["n/a", "–", "Green"], text_column=True) == {"n/a", "–"}
    assert missing_texts(["none", "12"], text_column=False) == {"none"}
    assert missing_texts(["None", "Red"], text_column=True) == frozenset()
