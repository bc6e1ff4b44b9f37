"""Filters that were kept fit another version exactly or not at all, and mean the same in another way of writing."""

from dataclasses import replace
from datetime import date

import pytest

from prodops_desktop.datasets.filter_keeping import Typed, Unit, fitted, restored
from prodops_desktop.datasets.filter_spans import Habits
from prodops_desktop.datasets.filters import Between, Contains, Missing, OneOf, Test
from prodops_desktop.datasets.model import Column

ENGLISH = Habits(date(2026, 11, 23))
GERMAN = Habits(date(2026, 11, 23), point=",", group=".", day_first=True)
CENTS = Unit("money", 2, "EUR")


def column(type_: str, scale: int | None = None, currency: str | None = None) -> Column:
    return Column(1, "it", 1, None, type_, "TEXT", scale, currency, None, None, None, 1, 1, None, None)


@pytest.mark.parametrize(
    ("test", "unit", "into", "fits"),
    [
        (Between(101_055, None), CENTS, column("money", 0, "EUR"), Between(1011, None)),
        (Between(None, 101_055), CENTS, column("money", 0, "EUR"), Between(None, 1010)),
        (Between(101_055, 200_000), CENTS, column("money", 3, "EUR"), Between(1_010_550, 2_000_000)),
        (Between(900_719_925_474_099_301, None), CENTS, column("money", 3, "EUR"), Between(9_007_199_254_740_993_010, None)),
        (Between(2**62, None), CENTS, column("money", 6, "EUR"), Between(2**63 - 1, None)),
        (OneOf((100, 150, None)), CENTS, column("money", 0, "EUR"), OneOf((1, None))),
        (OneOf((150,)), CENTS, column("money", 0, "EUR"), None),
        (Between(1, None), CENTS, column("money", 2, "USD"), None),
        (Between(1, None), CENTS, column("number"), None),
        (Missing(), CENTS, column("text"), Missing()),
        (Between(0.5, 4.999999999999999), Unit("number"), column("integer"), Between(1, 4)),
        (Between(1, 4), Unit("integer"), column("number"), Between(1, 4)),
        (Contains("x"), Unit("text"), column("name"), Contains("x")),
        (Contains("x"), Unit("text"), column("day"), None),
        (OneOf((1,)), Unit("boolean"), column("text"), None),
    ],
)
def test_a_test_fits_another_version_exactly_or_not_at_all(test: Test, unit: Unit, into: Column, fits: Test | None) -> None:
    assert fitted(test, unit, into) == fits


def test_a_text_means_what_it_meant_in_the_signs_that_it_was_typed_in() -> None:
    number, test = column("number"), Between(1010.0, None)
    assert restored(test, Typed.by("≥ 1,010", ENGLISH), number, ENGLISH) == ("≥ 1,010", test)
    assert restored(test, Typed.by("≥ 1,010", ENGLISH), number, GERMAN) == ("≥ 1010", test), "not one and a hundredth"
    assert restored(Between(1.5, None), Typed.by("≥ 1.5", ENGLISH), number, GERMAN) == ("≥ 1,5", Between(1.5, None))
    fourth = Between("2026-04-03", "2026-04-03")
    assert restored(fourth, Typed.by("3.4.2026", GERMAN), column("day"), replace(GERMAN, day_first=False)) == ("2026-04-03", fourth)


def test_days_around_today_are_those_of_the_new_day() -> None:
    old = Between("2026-11-14", "2026-11-23")
    later = replace(GERMAN, today=date(2027, 1, 5))
    assert restored(old, Typed.by("last 10 days", ENGLISH), column("day"), later) == ("last 10 days", Between("2026-12-27", "2027-01-05"))


def test_what_was_typed_is_read_anew_for_another_version() -> None:
    assert restored(Between(None, 4), Typed.by("<5", ENGLISH), column("number"), ENGLISH)[1] == Between(None, 4.999999999999999)
    assert restored(Between(1011, None), Typed.by("≥ 1010.55", ENGLISH), column("money", 0, "EUR"), ENGLISH) == (
        "≥ 1010.55",
        Between(1011, None),
    )
