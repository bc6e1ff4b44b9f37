"""Figures as words."""

import pytest

from prodops_desktop.metrics.wording import change_text, money_text, number_text, value_text
from prodops_desktop.ui import formats


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        (18_040_000, "USD", "$18.04M"),
        (548_000, "USD", "$548k"),
        (-460_000, "EUR", "−€460k"),
        (1250.6, "EUR", "€1,251"),
        (125.5, "EUR", "€125.50"),
        (123_456_789, "JPY", "¥123.5M"),
        (9_999, "USD", "$9,999"),
        (999_999, "GBP", "£1.00M"),
        (999_400, "GBP", "£999k"),
        (2_500_000_000, "CHF", "CHF 2.50B"),
        (0, "USD", "$0"),
    ],
)
def test_money(value: float, currency: str, text: str) -> None:
    assert money_text(value, currency) == formats.money(value, currency) == text


def test_numbers_have_as_many_decimals_as_say_something() -> None:
    assert [number_text(value) for value in (12480.0, 3.14159, 0.03125, 0.0, 1e-9, 1e20)] == [
        "12,480",
        "3.14",
        "0.0312",
        "0",
        "0.00000000100",
        "1e+20",
    ]
    assert value_text(-34.04, "score") == "−34.0"
    assert [value_text(share, "percent") for share in (31, -4.26, 99.96)] == ["31%", "−4.3%", "100.0%"]
    assert [formats.percent(share) for share in (31, -4.26, 99.96)] == ["31%", "−4.3%", "100.0%"], "as in the window"


def test_changes() -> None:
    assert change_text(2.9, 31.1, "score") == "+2.9 points"
    assert change_text(-0.04, 31.1, "score") == "0.0 points"
    assert change_text(-5, 50, "count") == "−10.0%"
    assert change_text(7, 0, "count") == "+7"
    assert change_text(100, 50, "count") == "+200.0%"
    assert change_text(101, 50, "count") == "3-fold"
    assert change_text(4300, 50, "count") == "87-fold"
    assert change_text(5, -50, "money") == "+10.0%"
